"""Fetch: what the source lists lands in the archive, one document at a time, its text layers read on the way."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from clerk.archive.documents import add_document, read_manifest, supersede
from clerk.archive.manifest import Manifest, ManifestHead
from clerk.archive.paths import SitePaths
from clerk.archive.recorded_file import keep_recorded
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

_TRIED_AGAIN = frozenset({DocumentState.UNREADABLE, DocumentState.TOO_LARGE})
"""A limit may have been raised, the machine may be less busy, the reader may have learned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A listed document that is in the archive as it is listed: every page of it read, or still none of it readable."""

    url: str


Landed = FetchedDocument | Unchanged | Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The documents known so far; a source may list the same bytes at several addresses, and one of them is kept."""

    by_url: dict[str, KnownDocument]
    by_key: dict[DocumentKey, KnownDocument]
    served: set[DocumentKey] = field(default_factory=set)
    """What the source was seen to serve since this began."""

    def learn(self, landed: FetchedDocument) -> None:
        document = KnownDocument(
            key=landed.key, url=landed.url, etag=landed.etag, last_modified=None, state=landed.state
        )
        self.by_url[landed.url] = document
        self.by_key[landed.key] = document
        if landed.supersedes is not None:
            self.by_key.pop(landed.supersedes, None)

    def is_still_at(self, document: KnownDocument) -> bool:
        """True when the document has not left the address that it is known by."""
        at_address = self.by_url.get(document.url)
        if at_address is None or at_address.key != document.key:
            return False
        try:
            version_of(document.url)
        except SourceRefused:
            return False
        return True


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
    so_far = _Known(by_url=dict(known), by_key={one.key: one for one in known.values()})
    for ref in listed:
        if isinstance(ref, Refusal):
            yield ref
            continue
        try:
            check_body(ref.body)
            landed = _land(ref, so_far, paths, limits)
        except (BodyInvalid, SourceRefused) as error:
            landed = Refusal(url=ref.url, reason=str(error))
        if isinstance(landed, FetchedDocument):
            so_far.learn(landed)
        yield landed


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


def _land(ref: DocumentRef, known: _Known, paths: SitePaths, limits: PdfLimits) -> Landed:
    before = known.by_url.get(ref.url)
    if before is not None and before.etag is not None and before.etag == version_of(ref.url):
        manifest = read_manifest(paths, before.key)
        if manifest is not None:
            known.served.add(before.key)
            keep_recorded(paths, before.key, ref.recorded)
            return _known_document(ref, before, _tried_again(ref, before, manifest, paths, limits), etag=before.etag)
    try:
        arrived = download(ref.url, paths.incoming, max_bytes=limits.max_bytes)
    except DocumentTooLarge as error:
        return Refusal(url=ref.url, reason=str(error))
    try:
        landed = _store(ref, known, arrived, paths, limits)
        keep_recorded(paths, _key(ref, arrived), ref.recorded)
        return landed
    finally:
        arrived.path.unlink(missing_ok=True)


def _tried_again(
    ref: DocumentRef, known: KnownDocument, manifest: Manifest, paths: SitePaths, limits: PdfLimits
) -> Manifest:
    """The manifest as it is after another try to read what could not be read before."""
    if known.state not in _TRIED_AGAIN or manifest.state not in _TRIED_AGAIN:
        return manifest
    kept = Download(
        path=paths.pdf(known.key), sha256=manifest.sha256, size=manifest.size, etag=known.etag, last_modified=None
    )
    return _add(ref, known.key, kept, paths, limits)


def _known_document(ref: DocumentRef, known: KnownDocument, manifest: Manifest, *, etag: str | None) -> Landed:
    """A document whose bytes are in the archive: news if it now reads, has unread pages or a new version mark."""
    is_readable_now = known.state in _TRIED_AGAIN and manifest.state is DocumentState.OK
    if not is_readable_now and not manifest.pages_to_read and etag == known.etag and ref.url == known.url:
        return Unchanged(url=ref.url)
    return _fetched(ref.url, manifest, etag=etag, is_new=is_readable_now, supersedes=None)


def _key(ref: DocumentRef, arrived: Download) -> DocumentKey:
    return DocumentKey(kind=ref.kind, body=check_body(ref.body), date=ref.date, digest=arrived.sha256[:DIGEST_LENGTH])


def _store(ref: DocumentRef, known: _Known, arrived: Download, paths: SitePaths, limits: PdfLimits) -> Landed:
    key = _key(ref, arrived)
    known.served.add(key)
    replaced = _replaced(ref, key, known)
    same = known.by_key.get(key)
    manifest = read_manifest(paths, key) if same is not None else None
    if replaced is None and same is not None and manifest is not None:
        if same.url != ref.url and known.is_still_at(same):
            return Unchanged(url=ref.url)
        return _known_document(ref, same, _tried_again(ref, same, manifest, paths, limits), etag=arrived.etag)
    manifest = _add(ref, key, arrived, paths, limits)
    if replaced is not None:
        supersede(paths, replaced, key)
    return _fetched(ref.url, manifest, etag=arrived.etag, is_new=True, supersedes=replaced)


def _replaced(ref: DocumentRef, key: DocumentKey, known: _Known) -> DocumentKey | None:
    """The document that was at this address and is no more, unless another address serves it still."""
    before = known.by_url.get(ref.url)
    return None if before is None or before.key == key or before.key in known.served else before.key


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
    url: str, manifest: Manifest, *, etag: str | None, is_new: bool, supersedes: DocumentKey | None
) -> FetchedDocument:
    read = sum(page.source in {PageSource.TEXT_LAYER, PageSource.BLANK} for page in manifest.pages)
    return FetchedDocument(
        key=manifest.key,
        url=url,
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
