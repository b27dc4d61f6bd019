"""Pages of a document: read one by one by OCR, then joined into the files that hold them all."""

import gzip
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from clerk.archive.documents import read_manifest, write_manifest
from clerk.archive.locks import held
from clerk.archive.manifest import Manifest, PageRecord, record_from_json, record_to_json
from clerk.archive.page_stream import (
    PageStreamWriter,
    pages_of_text,
    stored_text,
    text_sha256,
    words_lines,
    words_to_line,
)
from clerk.archive.paths import SitePaths, page_number
from clerk.archive.whole_files import replacing, storage_errors, write_whole
from clerk.errors import ClerkError
from clerk.model.document import DocumentKey
from clerk.model.page import PageSource, PageText, Word

__all__ = [
    "DocumentDamaged",
    "DocumentMissing",
    "join_pages",
    "page_is_written",
    "page_texts",
    "text_sha256",
    "write_page",
]


class DocumentMissing(ClerkError):
    """A document that should be in the archive and is not: its folder was moved or removed."""

    exit_code = 3


class DocumentDamaged(ClerkError):
    """A document whose files are not what clerk wrote: restore its folder, or move it away to have it fetched again."""


_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, FileNotFoundError, ValueError, KeyError, TypeError)
"""What reading files raises that somebody, or some disk, has cut short or changed."""


def write_page(paths: SitePaths, key: DocumentKey, number: int, page: PageText) -> None:
    """Keeps what OCR read of one page until the document's pages are joined; a later reading replaces it.

    Raises:
        StorageUnavailable: the disk is full or read-only.
    """
    document = {
        **record_to_json(PageRecord.of(number, page)),
        "text": stored_text(page.text),
        "words": json.loads(words_to_line(page.words)),
    }
    content = json.dumps(document, ensure_ascii=False).encode(errors="replace")
    try:
        write_whole(paths.page(key, number), content, aside_in=paths.incoming)
    except FileNotFoundError:
        # A join removed the empty folder between our making it and our writing into it.
        write_whole(paths.page(key, number), content, aside_in=paths.incoming)


def page_is_written(paths: SitePaths, key: DocumentKey, number: int) -> bool:
    """True when OCR's reading of the page waits to be joined."""
    return paths.page(key, number).exists()


def join_pages(paths: SitePaths, key: DocumentKey, failures: Mapping[int, str]) -> Manifest:
    """Puts the pages that OCR has read, and the reasons of those that it could not, into the document's own files.

    May be repeated, also after being killed at any point: the page files go only when the joined files are in place.

    Raises:
        DocumentMissing: the archive has no such document.
        DocumentDamaged: what is there cannot be read; it stays as it was.
        StorageUnavailable: the disk is full or read-only; the document is as it was.
    """
    # Two rounds of a run may be joining at once, and what the one reads the other replaces and removes.
    with held(paths.manifests_lock):
        try:
            return _join(paths, key, failures)
        except _DAMAGE as error:
            raise DocumentDamaged(f"{paths.folder(key)} is damaged: {error!r}; restore it or move it away") from error


def _join(paths: SitePaths, key: DocumentKey, failures: Mapping[int, str]) -> Manifest:
    manifest = _manifest(paths, key)
    numbers = _unjoined(paths, key)
    if not numbers and not _news(manifest, failures):
        return manifest
    # The manifest comes last: until it is there, the document counts as it was, and its page files are still there.
    with (
        replacing(paths.text(key), aside_in=paths.incoming) as text,
        replacing(paths.words(key), aside_in=paths.incoming) as words,
        PageStreamWriter(text, words) as writer,
    ):
        for record, page_text, line in _joined(paths, manifest, frozenset(numbers), failures):
            writer.add_stored(record, page_text, line)
    joined = replace(manifest, pages=tuple(writer.records), text_sha256=writer.text_sha256)
    write_manifest(paths, joined)
    _remove_page_files(paths, key, numbers)
    return joined


def page_texts(paths: SitePaths, key: DocumentKey) -> tuple[str, ...]:
    """The text of each page, empty for one that is blank, unread or failed.

    Raises:
        DocumentMissing: the archive has no such document.
        DocumentDamaged: its text.txt is not text.
    """
    try:
        return pages_of_text(paths.text(key).read_bytes())
    except UnicodeDecodeError as error:
        raise DocumentDamaged(f"{paths.text(key)} is damaged: {error}; restore it or move the folder away") from error
    except FileNotFoundError as error:
        raise DocumentMissing(f"the archive has no {key}: {paths.folder(key)} is missing or incomplete") from error


def _manifest(paths: SitePaths, key: DocumentKey) -> Manifest:
    manifest = read_manifest(paths, key)
    if manifest is None:
        raise DocumentMissing(f"the archive has no {key}: {paths.folder(key)} is missing or incomplete")
    return manifest


def _unjoined(paths: SitePaths, key: DocumentKey) -> tuple[int, ...]:
    try:
        names = os.listdir(paths.pages(key))  # noqa: PTH208  iterdir would make a Path of each of 5,000 names
    except FileNotFoundError:
        return ()
    numbers = (page_number(paths.pages(key) / name) for name in names)
    return tuple(sorted(number for number in numbers if number is not None))


def _news(manifest: Manifest, failures: Mapping[int, str]) -> bool:
    """True when a failure is not yet in the manifest."""
    waiting = frozenset(manifest.pages_to_read)
    return any(
        (page.source, page.reason) != (PageSource.FAILED, failures[page.number])
        for page in manifest.pages
        if page.number in failures and page.number in waiting
    )


def _joined(
    paths: SitePaths, manifest: Manifest, numbers: frozenset[int], failures: Mapping[int, str]
) -> Iterator[tuple[PageRecord, str, bytes]]:
    texts = page_texts(paths, manifest.key)
    lines = words_lines(paths.words(manifest.key))
    for record, text, line in zip(manifest.pages, texts, lines, strict=True):
        if record.number in numbers:
            yield _read_page_file(paths, manifest.key, record.number)
        elif record.source in {PageSource.UNREAD, PageSource.FAILED} and record.number in failures:
            yield replace(record, source=PageSource.FAILED, reason=failures[record.number]), "", b"[]"
        else:
            yield record, text, line


def _read_page_file(paths: SitePaths, key: DocumentKey, number: int) -> tuple[PageRecord, str, bytes]:
    document: dict[str, Any] = json.loads(paths.page(key, number).read_bytes())
    words = tuple(Word(*row) for row in document["words"])
    return record_from_json(document), document["text"], words_to_line(words)


def _remove_page_files(paths: SitePaths, key: DocumentKey, numbers: tuple[int, ...]) -> None:
    folder = paths.pages(key)
    with storage_errors(folder):
        for number in numbers:
            paths.page(key, number).unlink(missing_ok=True)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
