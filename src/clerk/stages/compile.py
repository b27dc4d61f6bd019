"""Compiles a site: brings meetings.db up to what the archive holds, at a cost of what has changed."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from clerk.archive.meetings_db.derived_rows import Touched, derive
from clerk.archive.meetings_db.document_rows import DocumentRows, document_rows
from clerk.archive.meetings_db.identity import document_id
from clerk.archive.meetings_db.publication import building, compile_lock
from clerk.archive.meetings_db.writer import delete_document, insert_document, replace_facts
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


def compile_site(
    paths: SitePaths, site: Site, *, entities: bool, people_from_mentions: bool = False, run_id: int, now: datetime
) -> CompileReport:
    """Publishes a meetings.db that shows the archive as it is; leaves the one that stands when nothing has changed.

    Without `entities` only text is brought up to date: facts that were loaded stay as long as their text does. With
    `people_from_mentions` others than officials are people, too; facts that were loaded otherwise are loaded anew.

    Raises:
        StorageUnavailable: the disk is full or read-only; the last meetings.db stands.
        BuildUnsound: the new database failed its checks; the last meetings.db stands.
    """
    with compile_lock(paths):
        built = read_built_state(paths.meetings_db, site.subdomain)
        found = _marked(paths, people_from_mentions=people_from_mentions)
        changes = changes_between(found, built.documents, entities=entities)
        if built.generation and not changes:
            return _report((), pages=_pages(built), generation=built.generation)
        generation = built.generation + 1
        with building(paths, go_on=built.generation > 0) as connection:
            build = _Build(
                connection=connection, paths=paths, entities=entities, people_from_mentions=people_from_mentions
            )
            effects = tuple(build.carry_out(planned) for planned in changes)
            derive(connection, build.touched)
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


def _marked(paths: SitePaths, *, people_from_mentions: bool) -> Iterator[MarkedDocument]:
    """The site's documents, whose facts count as others with the setting than without: they make other rows."""
    for document in marked_documents(paths):
        if people_from_mentions and document.facts_marker is not None:
            yield replace(document, facts_marker=f"{document.facts_marker} with people from mentions")
        else:
            yield document


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


def _effect(*, was_shown: bool, is_shown: bool) -> _Effect:
    if was_shown:
        return _Effect.CHANGED if is_shown else _Effect.REMOVED
    return _Effect.ADDED if is_shown else _Effect.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Build:
    """A meetings.db that nobody sees yet, and how the archive is to be shown in it."""

    connection: sqlite3.Connection
    paths: SitePaths
    entities: bool
    people_from_mentions: bool
    touched: Touched = field(default_factory=Touched)

    def carry_out(self, planned: PlannedChange) -> _Effect:
        was_shown = planned.known is not None and planned.known.is_current
        match planned.change:
            case Change.REMOVED:
                self._delete(document_id(self.paths.subdomain, planned.key), planned.key)
                forget_document(self.connection, planned.key)
                return _effect(was_shown=was_shown, is_shown=False)
            case Change.ADDED | Change.TEXT:
                return _effect(was_shown=was_shown, is_shown=self._load(planned))
            case Change.FACTS:
                self._load_facts(planned)
                return _effect(was_shown=was_shown, is_shown=True)
            case _:
                assert_never(planned.change)

    def _delete(self, document: str, key: DocumentKey) -> None:
        delete_document(self.connection, document, key.kind, self.touched)

    def _load(self, planned: PlannedChange) -> bool:
        """Brings a document's rows to what the archive holds; False when it is superseded and shows no more."""
        had_facts = planned.known is not None and planned.known.facts_marker is not None
        contents = read_contents(self.paths, planned.key, with_facts=self.entities or had_facts)
        if planned.known is not None and planned.known.is_current:
            self._delete(planned.known.document_id, planned.key)
        is_shown = contents.manifest.state is not DocumentState.SUPERSEDED
        if is_shown:
            insert_document(self.connection, self._rows(contents), self.touched)
        facts_count = self.entities or contents.facts is not None
        remember_document(self.connection, _known(self.paths, planned, contents, facts_count=facts_count))
        return is_shown

    def _load_facts(self, planned: PlannedChange) -> None:
        contents = read_contents(self.paths, planned.key, with_facts=True)
        replace_facts(self.connection, self._rows(contents), self.touched)
        remember_document(self.connection, _known(self.paths, planned, contents, facts_count=True))

    def _rows(self, contents: Contents) -> DocumentRows:
        return document_rows(
            self.paths,
            contents.manifest,
            contents.texts,
            contents.facts,
            people_from_mentions=self.people_from_mentions,
        )


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
