"""Fetch: what the source lists lands in the archive, one document at a time, its text layers read on the way."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clerk.archive.documents import add_document, read_manifest, supersede
from clerk.archive.manifest import Manifest, ManifestHead
from clerk.archive.paths import SitePaths
from clerk.errors import (
    BodyInvalid,
    DocumentEncrypted,
    DocumentTooLarge,
    DocumentUnreadable,
    SourceRefused,
    SourceShrunk,
    ToolCrashed,
    ToolOutOfMemory,
    ToolTimeout,
)
from clerk.model.document import (
    DIGEST_LENGTH,
    DocumentKey,
    DocumentRef,
    DocumentState,
    Download,
    FetchedDocument,
    KnownDocument,
    Refusal,
)
from clerk.model.names import check_body
from clerk.model.page import PageSource, PageText
from clerk.tools.download import download, version_of
from clerk.tools.pdf import PdfLimits, read_text_layers

_FEW = 4
"""So few known documents say nothing about how many a source should list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A listed document that is in the archive as it is listed, every page of it read."""

    url: str


Landed = FetchedDocument | Unchanged | Refusal


def land_documents(
    listed: Iterable[DocumentRef | Refusal],
    *,
    known: Mapping[str, KnownDocument],
    paths: SitePaths,
    limits: PdfLimits,
) -> Iterator[Landed]:
    """What became of each thing listed, as it happens: stop asking, and nothing more is fetched.

    Raises:
        StorageUnavailable: the archive cannot be written.
    """
    for ref in listed:
        if isinstance(ref, Refusal):
            yield ref
            continue
        try:
            check_body(ref.body)
            yield _land(ref, known.get(ref.url), paths, limits)
        except (BodyInvalid, SourceRefused) as error:
            yield Refusal(url=ref.url, reason=str(error))


def check_listing(*, listed: int, expected: int) -> None:
    """Raises the alarm when a source lists none, or fewer than half, of the documents it used to list.

    Raises:
        SourceShrunk: says both numbers.
    """
    if (listed == 0 < expected) or (expected >= _FEW and listed * 2 < expected):
        raise SourceShrunk(
            f"the source lists {listed} of the {expected} documents that it used to list: "
            "look at it before you trust it; what clerk has is kept"
        )


def _land(ref: DocumentRef, known: KnownDocument | None, paths: SitePaths, limits: PdfLimits) -> Landed:
    if known is not None and known.etag is not None and known.etag == version_of(ref.url):
        manifest = read_manifest(paths, known.key)
        if manifest is not None:
            return _known_document(ref, known, manifest, etag=known.etag)
    try:
        arrived = download(ref.url, paths.incoming, max_bytes=limits.max_bytes)
    except DocumentTooLarge as error:
        return Refusal(url=ref.url, reason=str(error))
    try:
        return _store(ref, known, arrived, paths, limits)
    finally:
        arrived.path.unlink(missing_ok=True)


def _known_document(ref: DocumentRef, known: KnownDocument, manifest: Manifest, *, etag: str | None) -> Landed:
    """A document whose bytes are in the archive: news only if a page is unread or its version mark changed."""
    if not manifest.pages_to_read and etag == known.etag and ref.url == known.url:
        return Unchanged(url=ref.url)
    return _fetched(ref, manifest, etag=etag, is_new=False, supersedes=None)


def _store(
    ref: DocumentRef, known: KnownDocument | None, arrived: Download, paths: SitePaths, limits: PdfLimits
) -> Landed:
    key = DocumentKey(kind=ref.kind, body=check_body(ref.body), date=ref.date, digest=arrived.sha256[:DIGEST_LENGTH])
    if known is not None and known.key == key:
        manifest = read_manifest(paths, key)
        if manifest is not None:
            return _known_document(ref, known, manifest, etag=arrived.etag)
    manifest = _add(ref, key, arrived, paths, limits)
    replaced = known.key if known is not None and known.key != key else None
    if replaced is not None:
        supersede(paths, replaced, key)
    return _fetched(ref, manifest, etag=arrived.etag, is_new=True, supersedes=replaced)


def _add(ref: DocumentRef, key: DocumentKey, arrived: Download, paths: SitePaths, limits: PdfLimits) -> Manifest:
    """Adds the document with what its text layers say; one that cannot be read is kept with the reason."""
    try:
        reading = read_text_layers(arrived.path, limits)
        return add_document(paths, _head(ref, key, arrived, DocumentState.OK), arrived.path, reading.pages)
    except DocumentEncrypted as error:
        state, reason = DocumentState.ENCRYPTED, str(error)
    except DocumentTooLarge as error:
        state, reason = DocumentState.TOO_LARGE, str(error)
    except (DocumentUnreadable, ToolTimeout, ToolCrashed, ToolOutOfMemory) as error:
        state, reason = DocumentState.UNREADABLE, str(error)
    nothing: tuple[PageText, ...] = ()
    return add_document(paths, _head(ref, key, arrived, state, reason), arrived.path, nothing)


def _head(
    ref: DocumentRef, key: DocumentKey, arrived: Download, state: DocumentState, reason: str | None = None
) -> ManifestHead:
    return ManifestHead(
        key=key,
        url=ref.url,
        title=ref.title,
        fetched_at=dt.datetime.now(tz=dt.UTC),
        sha256=arrived.sha256,
        size=arrived.size,
        state=state,
        reason=reason,
    )


def _fetched(
    ref: DocumentRef, manifest: Manifest, *, etag: str | None, is_new: bool, supersedes: DocumentKey | None
) -> FetchedDocument:
    read = sum(page.source in {PageSource.TEXT_LAYER, PageSource.BLANK} for page in manifest.pages)
    return FetchedDocument(
        key=manifest.key,
        url=ref.url,
        title=manifest.title,
        sha256=manifest.sha256,
        size=manifest.size,
        etag=etag,
        last_modified=None,
        state=manifest.state,
        reason=manifest.reason,
        page_count=manifest.page_count,
        pages_read_at_fetch=read,
        unread_pages=manifest.pages_to_read,
        is_new=is_new,
        supersedes=supersedes,
    )
