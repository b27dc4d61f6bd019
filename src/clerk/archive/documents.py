"""Documents in the archive: added whole, read back, superseded; none is ever deleted."""

import logging
import shutil
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from clerk.archive.listing import document_keys
from clerk.archive.locks import held
from clerk.archive.manifest import Manifest, ManifestDamaged, ManifestHead
from clerk.archive.page_stream import PageStreamWriter
from clerk.archive.paths import SitePaths
from clerk.archive.whole_files import (
    folder_aside,
    name_aside,
    publish_folder,
    replacing,
    storage_errors,
    write_whole,
)
from clerk.model.document import DocumentKey, DocumentState
from clerk.model.page import PageText

log = logging.getLogger(__name__)

__all__ = ["add_document", "clear_leftovers", "document_keys", "read_manifest", "supersede", "write_manifest"]

LEFTOVERS_KEPT = timedelta(days=1)
"""Longer than any job may take, so that what is older belongs to a dead process."""


def add_document(paths: SitePaths, head: ManifestHead, pdf: Path, pages: Iterable[PageText]) -> Manifest:
    """Puts a document into the archive, whole, and gives its manifest; again the same when it is there already.

    A PDF in `paths.incoming` is moved, one from elsewhere is copied and stays. `pages` are taken one at a time, and not
    at all when the document is there. One that was superseded is current again, and one that could not be read is
    read anew if `head` says it now can.

    Raises:
        StorageUnavailable: the disk is full or read-only; nothing was added.
    """
    known = read_manifest(paths, head.key)
    if known is None:
        known = _add_new(paths, head, pdf, pages)
    elif _stands(known, head):
        known = _revive(paths, head) or known
    else:
        known = _read_anew(paths, head, pages)
    _forget_download(paths, pdf)
    return known


def read_manifest(paths: SitePaths, key: DocumentKey) -> Manifest | None:
    """The manifest, or None when the archive has no such document, or a damaged one that is to be added anew.

    Raises:
        ManifestNewer: a newer clerk wrote it.
    """
    try:
        return Manifest.from_json(paths.manifest(key).read_bytes())
    except FileNotFoundError:
        return None
    except ManifestDamaged as error:
        log.warning("manifest is damaged", extra={"document": str(key), "error": str(error)})
        return None


def write_manifest(paths: SitePaths, manifest: Manifest) -> None:
    write_whole(paths.manifest(manifest.key), manifest.to_json(), aside_in=paths.incoming)


def supersede(paths: SitePaths, key: DocumentKey, by: DocumentKey) -> None:
    """Marks a document as replaced by another at the same address; its files stay, the next compile leaves it out."""
    if not paths.folder(key).exists():
        return
    with held(paths.manifests_lock):
        manifest = read_manifest(paths, key)
        if manifest is None or manifest.superseded_by == by:
            return
        write_manifest(paths, replace(manifest, state=DocumentState.SUPERSEDED, superseded_by=by))


def clear_leftovers(paths: SitePaths) -> int:
    """Removes what dead processes left half done more than a day ago, and gives how many files and folders that was."""
    oldest = time.time() - LEFTOVERS_KEPT.total_seconds()
    count = 0
    with storage_errors(paths.incoming):
        if not paths.incoming.is_dir():
            return 0
        for leftover in paths.incoming.iterdir():
            if leftover.lstat().st_mtime < oldest:
                _remove(leftover)
                count += 1
    return count


def _add_new(paths: SitePaths, head: ManifestHead, pdf: Path, pages: Iterable[PageText]) -> Manifest:
    place = paths.folder(head.key)
    with folder_aside(paths.incoming, head.key.digest) as aside:
        manifest = _write_pages(aside / paths.text(head.key).name, aside / paths.words(head.key).name, head, pages)
        (aside / paths.manifest(head.key).name).write_bytes(manifest.to_json())
        # The PDF moves last: if writing the pages fails, the download is still where the next attempt looks for it.
        _take(paths, pdf, aside / paths.pdf(head.key).name)
        _clear_damaged(paths, head.key)
        if publish_folder(aside, place):
            return manifest
    return read_manifest(paths, head.key) or manifest


def _write_pages(text: Path, words: Path, head: ManifestHead, pages: Iterable[PageText]) -> Manifest:
    with PageStreamWriter(text, words) as writer:
        for page in pages:
            writer.add(page)
    return Manifest.begin(head, writer.records, writer.text_sha256)


def _stands(known: Manifest, head: ManifestHead) -> bool:
    """True when the pages that the archive has are as good as any that reading the PDF again could give."""
    return known.page_count > 0 or known.state is DocumentState.OK or head.state is not DocumentState.OK


def _revive(paths: SitePaths, head: ManifestHead) -> Manifest | None:
    with held(paths.manifests_lock):
        known = read_manifest(paths, head.key)
        if known is None or known.state is not DocumentState.SUPERSEDED:
            return known
        current = replace(
            known, state=head.state, reason=head.reason, superseded_by=None, url=head.url, title=head.title
        )
        write_manifest(paths, current)
        return current


def _read_anew(paths: SitePaths, head: ManifestHead, pages: Iterable[PageText]) -> Manifest:
    with (
        replacing(paths.text(head.key), aside_in=paths.incoming) as text,
        replacing(paths.words(head.key), aside_in=paths.incoming) as words,
    ):
        manifest = _write_pages(text, words, head, pages)
    write_manifest(paths, manifest)
    return manifest


def _take(paths: SitePaths, pdf: Path, place: Path) -> None:
    if pdf.is_relative_to(paths.incoming):
        pdf.rename(place)
    else:
        shutil.copyfile(pdf, place)


def _forget_download(paths: SitePaths, pdf: Path) -> None:
    if pdf.is_relative_to(paths.incoming):
        with storage_errors(pdf):
            pdf.unlink(missing_ok=True)


def _clear_damaged(paths: SitePaths, key: DocumentKey) -> None:
    """A folder without a manifest is not a document: it goes aside, where it is kept for another day."""
    place = paths.folder(key)
    if place.is_dir() and read_manifest(paths, key) is None:
        place.rename(name_aside(paths.incoming, place.name))


def _remove(leftover: Path) -> None:
    if leftover.is_dir() and not leftover.is_symlink():
        shutil.rmtree(leftover, ignore_errors=True)
    else:
        leftover.unlink(missing_ok=True)
