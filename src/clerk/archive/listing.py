"""Lists the documents of a site from its folders alone, and which of their files have changed since."""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clerk.archive.paths import (
    FACTS_NAME,
    MANIFEST_NAME,
    SitePaths,
    body_of_folder_names,
    is_continued,
    is_digest,
)
from clerk.model.document import DocumentKey, DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDocument:
    """A document in the archive, and the markers of the two files that change when anything of it does."""

    key: DocumentKey
    manifest_marker: str
    facts_marker: str | None
    """None when nothing was extracted yet."""


def document_keys(paths: SitePaths) -> Iterator[DocumentKey]:
    """The key of every document of the site, superseded ones too, in the order of their folders."""
    return (key for key, _ in _documents(paths))


def marked_documents(paths: SitePaths) -> Iterator[MarkedDocument]:
    """Every document of the site with its markers, in the order of their folders."""
    for key, folder in _documents(paths):
        manifest_marker = marker_of(f"{folder}/{MANIFEST_NAME}")
        if manifest_marker is not None:
            yield MarkedDocument(
                key=key, manifest_marker=manifest_marker, facts_marker=marker_of(f"{folder}/{FACTS_NAME}")
            )


def marker_of(file: Path | str) -> str | None:
    """A text that differs whenever the file was replaced, or None when it is not there.

    Files are written whole, under a new inode each time: so even a second change within one tick of the clock shows.
    """
    try:
        status = os.stat(file)  # noqa: PTH116  a tenth of the time of a Path, and it is asked 100,000 times
    except FileNotFoundError:
        return None
    return f"{status.st_mtime_ns}-{status.st_size}-{status.st_ino}"


def _documents(paths: SitePaths) -> Iterator[tuple[DocumentKey, str]]:
    """Each document's key and folder; paths are texts here, for a large site has 100,000 of them."""
    for kind in DocumentKind:
        for body, body_folder in _bodies(f"{paths.documents}/{kind.value}", ()):
            for date_name in _folders_in(body_folder):
                date = _date_or_none(date_name)
                if date is not None:
                    folder = f"{body_folder}/{date_name}"
                    for digest in filter(is_digest, _folders_in(folder)):
                        yield DocumentKey(kind=kind, body=body, date=date, digest=digest), f"{folder}/{digest}"


def _bodies(folder: str, names_above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in _folders_in(folder):
        names = (*names_above, name)
        if is_continued(name):
            yield from _bodies(f"{folder}/{name}", names)
        else:
            body = body_of_folder_names(names)
            if body is not None:
                yield body, f"{folder}/{name}"


def _folders_in(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.is_dir())
    except FileNotFoundError:
        return []


def _date_or_none(name: str) -> dt.date | None:
    try:
        date = dt.date.fromisoformat(name)
    except ValueError:
        return None
    return date if date.isoformat() == name else None
