"""A document as rows of meetings.db: pure functions from what the archive holds to what the tables hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clerk.archive.manifest import Manifest
from clerk.archive.meetings_db.classification import classification
from clerk.archive.meetings_db.fact_rows import FactRows, Row, fact_rows
from clerk.archive.meetings_db.identity import document_id, meeting_id, organization_id, page_id
from clerk.archive.paths import SitePaths, image_in
from clerk.model.document import DocumentKey, DocumentKind, DocumentState
from clerk.model.facts import Facts
from clerk.model.page import PageSource


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRows:
    """The rows of one document, each in the order of its table's columns."""

    id: str
    kind: DocumentKind
    organization: Row
    meeting: Row
    document: Row
    pages: Sequence[Row]
    facts: FactRows


def document_rows(
    paths: SitePaths,
    manifest: Manifest,
    texts: Sequence[str],
    facts: Facts | None,
    *,
    people_from_mentions: bool = False,
) -> DocumentRows:
    """The rows of a current document; one that is not ok has no pages."""
    key, site = manifest.key, paths.subdomain
    is_ok = manifest.state is DocumentState.OK
    found = fact_rows(site, key, facts if is_ok else None, people_from_mentions=people_from_mentions)
    return DocumentRows(
        id=document_id(site, key),
        kind=key.kind,
        organization=(organization_id(site, key.body), key.body, classification(key.body)),
        meeting=(
            meeting_id(site, key.body, key.date),
            _meeting_name(key),
            organization_id(site, key.body),
            key.body,
            key.date.isoformat(),
        ),
        document=_document_row(paths, manifest),
        pages=tuple(_page_rows(paths, manifest, texts, found)) if is_ok else (),
        facts=found,
    )


def _meeting_name(key: DocumentKey) -> str:
    return f"{key.body} {key.date.isoformat()}"


def _document_row(paths: SitePaths, manifest: Manifest) -> Row:
    key = manifest.key
    return (
        document_id(paths.subdomain, key),
        manifest.title,
        key.kind.value,
        key.body,
        key.date.isoformat(),
        meeting_id(paths.subdomain, key.body, key.date),
        manifest.url,
        paths.published_pdf(key),
        manifest.page_count,
        manifest.state.value,
        manifest.reason,
        manifest.sha256,
        manifest.size,
    )


def _page_rows(paths: SitePaths, manifest: Manifest, texts: Sequence[str], found: FactRows) -> Iterator[Row]:
    key, site = manifest.key, paths.subdomain
    date, name, images = key.date.isoformat(), f"{_meeting_name(key)} {key.kind.value}", paths.published_images(key)
    document, meeting = document_id(site, key), meeting_id(site, key.body, key.date)
    for record, text in zip(manifest.pages, texts, strict=True):
        notes = found.notes_of(record.number)
        yield (
            page_id(site, key, record.number),
            key.body,
            date,
            record.number,
            text,
            image_in(images, record.number),
            notes.entities_json,
            notes.votes_json,
            f"{name}, page {record.number}",
            document,
            meeting,
            record.source.value,
            record.confidence,
            record.reason if record.source in {PageSource.FAILED, PageSource.UNREAD} else None,
        )
