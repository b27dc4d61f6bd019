"""Brings a listed document into a file of ours: one downloader a scheme."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from clerk.errors import DocumentTooLarge, SourceRefused, StorageUnavailable
from clerk.model.document import Download

_CHUNK = 1024 * 1024


def version_of(url: str) -> str | None:
    """What tells one version of the document from the next without reading it; None when nothing does.

    Raises:
        SourceRefused: it is not there, or this scheme has no downloader.
    """
    status = _stat(_local_path(url))
    return f"{status.st_size}-{status.st_mtime_ns}"


def download(url: str, folder: Path, *, max_bytes: int) -> Download:
    """The document in a new file below the folder, whose owner the caller becomes.

    Raises:
        SourceRefused: it is not there, cannot be read, or this scheme has no downloader.
        DocumentTooLarge: more bytes than the limit; nothing was kept.
        StorageUnavailable: the folder cannot be written.
    """
    source = _local_path(url)
    version = version_of(url)
    if _stat(source).st_size > max_bytes:
        raise DocumentTooLarge(f"{source.name} has {_stat(source).st_size} bytes, the limit is {max_bytes}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="download-", suffix=".pdf", delete=False) as copy:
            target = Path(copy.name)
    except OSError as error:
        raise StorageUnavailable(
            f"{folder} cannot be written: {error.strerror}; free space or mend its rights"
        ) from error
    try:
        digest, size = _copy(source, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return Download(path=target, sha256=digest, size=size, etag=version, last_modified=None)


def _copy(source: Path, target: Path) -> tuple[str, int]:
    """SHA-256 and size of what was copied."""
    try:
        reading = source.open("rb")
    except OSError as error:
        raise SourceRefused(f"{source} cannot be read: {error.strerror}") from error
    with reading:
        try:
            with target.open("wb") as writing:
                shutil.copyfileobj(reading, writing, _CHUNK)
        except OSError as error:
            raise StorageUnavailable(
                f"{target.parent} cannot be written: {error.strerror}; free space there"
            ) from error
    with target.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest(), target.stat().st_size


def _local_path(url: str) -> Path:
    parts = urlsplit(url)
    if parts.scheme != "file":
        raise SourceRefused(f"no downloader for {parts.scheme or 'this'} addresses: {url}")
    return Path(unquote(parts.path, errors="surrogateescape"))


def _stat(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise SourceRefused(f"{path} cannot be read: {error.strerror}") from error
