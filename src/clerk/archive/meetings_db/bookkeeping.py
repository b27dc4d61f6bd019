"""What meetings.db remembers of its own build: its generation, and from which files each document came."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clerk.archive.meetings_db.connection import open_to_read
from clerk.archive.meetings_db.schema import SCHEMA_VERSION
from clerk.model.document import DocumentKey
from clerk.model.names import Subdomain


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltDocument:
    """One row of clerk_documents."""

    key: DocumentKey
    document_id: str
    is_current: bool
    """False for a superseded document, which has no other row."""
    pages: int
    text_sha256: str
    manifest_marker: str | None
    """None when the document was in motion: the next build reads it again."""
    facts_marker: str | None
    """None when no facts were loaded."""
    fetched_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltState:
    """What a meetings.db was built from."""

    generation: int
    """0 for none: counts the builds that were published."""
    run_id: int
    documents: Mapping[DocumentKey, BuiltDocument]


NOTHING_BUILT = BuiltState(generation=0, run_id=0, documents={})


def read_built_state(database: Path, site: Subdomain) -> BuiltState:
    """The state of a published meetings.db; `NOTHING_BUILT` when there is none that this clerk could go on from."""
    if not database.exists():
        return NOTHING_BUILT
    try:
        with open_to_read(database) as connection:
            meta = connection.execute("select schema_version, subdomain, generation, run_id from clerk_meta").fetchone()
            if meta is None or meta[:2] != (SCHEMA_VERSION, site):
                return NOTHING_BUILT
            return BuiltState(generation=meta[2], run_id=meta[3], documents=_known_documents(connection))
    except sqlite3.DatabaseError:
        return NOTHING_BUILT


def remember_document(connection: sqlite3.Connection, known: BuiltDocument) -> None:
    connection.execute(
        "insert or replace into clerk_documents values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            str(known.key),
            known.document_id,
            known.is_current,
            known.pages,
            known.text_sha256,
            known.manifest_marker,
            known.facts_marker,
            None if known.fetched_at is None else known.fetched_at.isoformat(),
        ),
    )


def forget_document(connection: sqlite3.Connection, key: DocumentKey) -> None:
    connection.execute("delete from clerk_documents where key = ?", (str(key),))


def write_meta(
    connection: sqlite3.Connection, *, site: Subdomain, generation: int, run_id: int, built_at: datetime
) -> None:
    connection.execute("delete from clerk_meta")
    connection.execute(
        "insert into clerk_meta values (?, ?, ?, ?, ?)",
        (SCHEMA_VERSION, generation, run_id, built_at.isoformat(), site),
    )


def pages_expected(connection: sqlite3.Connection) -> int:
    """How many page rows the documents that were loaded have."""
    (count,) = connection.execute("select coalesce(sum(pages), 0) from clerk_documents where is_current").fetchone()
    return int(count)


def documents_expected(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("select count(*) from clerk_documents where is_current").fetchone()
    return int(count)


def _known_documents(connection: sqlite3.Connection) -> Mapping[DocumentKey, BuiltDocument]:
    rows = connection.execute(
        "select key, document_id, is_current, pages, text_sha256, manifest_marker, facts_marker, fetched_at"
        " from clerk_documents"
    )
    known = (
        BuiltDocument(
            key=DocumentKey.parse(key),
            document_id=document_id,
            is_current=bool(is_current),
            pages=pages,
            text_sha256=text_sha256,
            manifest_marker=manifest_marker,
            facts_marker=facts_marker,
            fetched_at=None if fetched_at is None else datetime.fromisoformat(fetched_at),
        )
        for key, document_id, is_current, pages, text_sha256, manifest_marker, facts_marker, fetched_at in rows
    )
    return {one.key: one for one in known}
