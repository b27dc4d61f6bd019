"""Writes files and folders whole: aside, synced, renamed; so that a reader sees the old or the new, never half."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from clerk.errors import StorageUnavailable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_BROKEN = frozenset({errno.EIO, errno.ENODEV, errno.ESTALE, errno.ENXIO})


def name_aside(folder: Path, name: str) -> Path:
    """A path in `folder` that nothing else uses, for something that will be called `name`."""
    return folder / f".{name}.{os.getpid()}.{uuid4().hex[:8]}.part"


def write_whole(path: Path, content: bytes, *, aside_in: Path) -> None:
    """Puts the content at the path, which afterwards holds all of it, also after a power cut.

    Raises:
        StorageUnavailable: the disk is full, read-only or not there; the path is as it was.
    """
    with replacing(path, aside_in=aside_in) as aside:
        aside.write_bytes(content)


@contextmanager
def replacing(path: Path, *, aside_in: Path) -> Iterator[Path]:
    """A path to write to, on the same file system; when the block ends, that file takes the place of `path`.

    Raises:
        StorageUnavailable: the disk is full, read-only or not there; the path is as it was.
    """
    aside = name_aside(aside_in, path.name)
    with storage_errors(path):
        aside_in.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield aside
            sync(aside)
            aside.replace(path)
            sync(path.parent)
        finally:
            aside.unlink(missing_ok=True)


@contextmanager
def folder_aside(folder: Path, name: str) -> Iterator[Path]:
    """A fresh folder in `folder` for something that will be called `name`; what is still there at the end is removed.

    Raises:
        StorageUnavailable: the disk is full, read-only or not there.
    """
    aside = name_aside(folder, name)
    with storage_errors(aside):
        aside.mkdir(parents=True)
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def publish_folder(aside: Path, place: Path) -> bool:
    """Syncs a folder of files and moves it to its place; False when something stands there already."""
    for file in aside.iterdir():
        sync(file)
    sync(aside)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        aside.rename(place)
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
            raise
        return False
    sync(place.parent)
    return True


def sync(path: Path) -> None:
    """Waits until the file's bytes, or the folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot sync a folder and say so: there, a rename is as safe as they make it.
        if error.errno != errno.EINVAL or not path.is_dir():
            raise
    finally:
        os.close(descriptor)


@contextmanager
def storage_errors(path: Path, verb: str = "write") -> Iterator[None]:
    """Turns what the operating system says of a bad disk into one sentence that names the path and what to try.

    Raises:
        StorageUnavailable: the disk is full, read-only or not there.
    """
    try:
        yield
    except OSError as error:
        advice = _advice(error.errno)
        if advice is None:
            raise
        raise StorageUnavailable(f"cannot {verb} {path}: {error.strerror}; {advice}") from error


def _advice(code: int | None) -> str | None:
    if code in _FULL:
        return "free some space on that disk, or move STORAGE_DIR to a larger one"
    if code in _REFUSED:
        return "give the user that runs clerk the right to do so, or point STORAGE_DIR somewhere else"
    if code in _BROKEN:
        return "check that the disk of STORAGE_DIR is mounted and healthy"
    return None
