"""Compiles a site: brings meetings.db up to what the archive holds, at a cost of what has changed."""

import logging
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from clerk.archive.contents import Contents, read_contents
from clerk.archive.listing import MarkedDocument, marked_documents
from clerk.archive.meetings_db.bookkeeping import (
    BuiltDocument,
    BuiltState,
    forget_document,
    pages_expected,
    read_built_state,
    remember_document,
    write_meta,
)
from clerk.archive.meetings_db.document_rows import document_rows
from clerk.archive.meetings_db.identity import document_id
from clerk.archive.meetings_db.publication import building, compile_lock
from clerk.archive.meetings_db.writer import delete_document, delete_orphans, derive, insert_document, replace_facts
from clerk.archive.paths import SitePaths
from clerk.model.document import DocumentKey, DocumentState
from clerk.model.site import Site

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileReport:
    """What a compile did."""

    documents_added: int
    documents_changed: int
    documents_removed: int
    pages: int
    """In the whole of meetings.db."""
    generation: int
    """Of the meetings.db that now stands; the same as before when nothing had changed."""


class Change(StrEnum):
    """What differs between the archive and meetings.db."""

    ADDED = "added"
    TEXT = "text"
    FACTS = "facts"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """One document that meetings.db does not show as the archive holds it."""

    change: Change
    key: DocumentKey
    found: MarkedDocument | None
    """None when it was removed from the archive."""
    known: BuiltDocument | None
    """None when meetings.db has not heard of it."""


def compile_site(paths: SitePaths, site: Site, *, entities: bool, run_id: int, now: datetime) -> CompileReport:
    """Publishes a meetings.db that shows the archive as it is; leaves the one that stands when nothing has changed.

    Without `entities` only text is brought up to date: facts that were loaded stay as long as their text does.

    Raises:
        StorageUnavailable: the disk is full or read-only; the last meetings.db stands.
        BuildUnsound: the new database failed its checks; the last meetings.db stands.
    """
    with compile_lock(paths):
        built = read_built_state(paths.meetings_db, site.subdomain)
        changes = changes_between(marked_documents(paths), built.documents, entities=entities)
        if built.generation and not changes:
            return _report((), pages=_pages(built), generation=built.generation)
        generation = built.generation + 1
        with building(paths, go_on=built.generation > 0) as connection:
            effects = tuple(_carry_out(connection, paths, planned, entities=entities) for planned in changes)
            delete_orphans(connection)
            derive(connection)
            write_meta(
                connection,
                site=site.subdomain,
                generation=generation,
                run_id=max(run_id, built.run_id),
                built_at=now,
            )
            pages = pages_expected(connection)
    log.info("meetings.db published", extra={"site": site.subdomain, "generation": generation, "pages": pages})
    return _report(effects, pages=pages, generation=generation)


def changes_between(
    found: Iterable[MarkedDocument], known: Mapping[DocumentKey, BuiltDocument], *, entities: bool
) -> Sequence[PlannedChange]:
    """What must be done so that meetings.db, which knows these documents, shows what was found in the archive."""
    changes = []
    unseen = dict(known)
    for document in found:
        before = unseen.pop(document.key, None)
        change = _change(document, before, entities=entities)
        if change is not None:
            changes.append(PlannedChange(change=change, key=document.key, found=document, known=before))
    for key, before in unseen.items():
        changes.append(PlannedChange(change=Change.REMOVED, key=key, found=None, known=before))
    return changes


def _change(found: MarkedDocument, known: BuiltDocument | None, *, entities: bool) -> Change | None:
    if known is None:
        return Change.ADDED
    if found.manifest_marker != known.manifest_marker:
        return Change.TEXT
    if entities and known.is_current and found.facts_marker != known.facts_marker:
        return Change.FACTS
    return None


class _Effect(StrEnum):
    """What a change meant to a reader."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    NONE = "none"


def _carry_out(connection: sqlite3.Connection, paths: SitePaths, planned: PlannedChange, *, entities: bool) -> _Effect:
    was_shown = planned.known is not None and planned.known.is_current
    match planned.change:
        case Change.REMOVED:
            delete_document(connection, document_id(paths.subdomain, planned.key), planned.key.kind)
            forget_document(connection, planned.key)
            return _effect(was_shown=was_shown, is_shown=False)
        case Change.ADDED | Change.TEXT:
            return _effect(was_shown=was_shown, is_shown=_load(connection, paths, planned, entities=entities))
        case Change.FACTS:
            _load_facts(connection, paths, planned)
            return _effect(was_shown=was_shown, is_shown=True)
        case _:
            assert_never(planned.change)


def _effect(*, was_shown: bool, is_shown: bool) -> _Effect:
    if was_shown:
        return _Effect.CHANGED if is_shown else _Effect.REMOVED
    return _Effect.ADDED if is_shown else _Effect.NONE


def _load(connection: sqlite3.Connection, paths: SitePaths, planned: PlannedChange, *, entities: bool) -> bool:
    """Brings a document's rows to what the archive holds; False when it is superseded and shows no more."""
    had_facts = planned.known is not None and planned.known.facts_marker is not None
    contents = read_contents(paths, planned.key, with_facts=entities or had_facts)
    if planned.known is not None and planned.known.is_current:
        delete_document(connection, planned.known.document_id, planned.key.kind)
    is_shown = contents.manifest.state is not DocumentState.SUPERSEDED
    if is_shown:
        insert_document(connection, document_rows(paths, contents.manifest, contents.texts, contents.facts))
    facts_count = entities or contents.facts is not None
    remember_document(connection, _known(paths, planned, contents, facts_count=facts_count))
    return is_shown


def _load_facts(connection: sqlite3.Connection, paths: SitePaths, planned: PlannedChange) -> None:
    contents = read_contents(paths, planned.key, with_facts=True)
    replace_facts(connection, document_rows(paths, contents.manifest, contents.texts, contents.facts))
    remember_document(connection, _known(paths, planned, contents, facts_count=True))


def _known(paths: SitePaths, planned: PlannedChange, contents: Contents, *, facts_count: bool) -> BuiltDocument:
    """What to remember, so that the next build sees what has changed since."""
    manifest, found = contents.manifest, planned.found
    return BuiltDocument(
        key=planned.key,
        document_id=document_id(paths.subdomain, planned.key),
        is_current=manifest.state is not DocumentState.SUPERSEDED,
        pages=len(manifest.pages) if manifest.state is DocumentState.OK else 0,
        text_sha256=contents.text_sha256,
        manifest_marker=found.manifest_marker if found is not None and contents.is_at_rest else None,
        facts_marker=found.facts_marker if found is not None and facts_count else None,
        fetched_at=manifest.fetched_at,
    )


def _pages(built: BuiltState) -> int:
    return sum(known.pages for known in built.documents.values() if known.is_current)


def _report(effects: Sequence[_Effect], *, pages: int, generation: int) -> CompileReport:
    return CompileReport(
        documents_added=effects.count(_Effect.ADDED),
        documents_changed=effects.count(_Effect.CHANGED),
        documents_removed=effects.count(_Effect.REMOVED),
        pages=pages,
        generation=generation,
    )
