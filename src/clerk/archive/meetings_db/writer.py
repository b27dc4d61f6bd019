"""Puts documents into an unpublished meetings.db and takes them out again, with everything that belongs to them."""

import sqlite3

from clerk.archive.meetings_db.derived_rows import Touched, note_letting_go, note_speaking_of
from clerk.archive.meetings_db.document_rows import DocumentRows
from clerk.archive.meetings_db.fact_rows import FactRows
from clerk.archive.meetings_db.page_notes import NO_NOTES
from clerk.archive.meetings_db.schema import PAGES
from clerk.model.document import DocumentKind

_FACT_DELETIONS = (
    "delete from mentions where document_id = ?",
    "delete from votes where document_id = ?",
    "delete from motion_items where motion_id in (select id from motions where document_id = ?)",
    (
        "insert into motions_fts (motions_fts, rowid, text)\n"
        "select 'delete', rowid, text from motions where document_id = ?"
    ),
    "delete from motions where document_id = ?",
    "delete from attendance where document_id = ?",
)
_INSERT_MOTION = f"insert into motions values ({', '.join('?' * 38)})"  # noqa: S608  its 38 columns, no value
_INDEX_MOTION = "insert into motions_fts (rowid, text) select rowid, text from motions where id = ?"


def insert_document(connection: sqlite3.Connection, rows: DocumentRows, touched: Touched) -> None:
    """Adds a document that the database does not have; what is touched has yet to be derived."""
    connection.execute("insert or ignore into organizations values (?, ?, ?)", rows.organization)
    connection.execute("insert or ignore into meetings values (?, ?, ?, ?, ?)", rows.meeting)
    connection.execute("insert into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.document)
    statements = PAGES[rows.kind]
    connection.executemany(statements.insert, rows.pages)
    connection.execute(statements.index, (rows.id,))
    _insert_facts(connection, rows.facts)
    note_speaking_of(connection, rows.id, touched)


def delete_document(connection: sqlite3.Connection, document_id: str, kind: DocumentKind, touched: Touched) -> None:
    """Takes a document out; does nothing when the database does not have it."""
    note_letting_go(connection, document_id, touched)
    _delete_facts(connection, document_id)
    statements = PAGES[kind]
    connection.execute(statements.unindex, (document_id,))
    connection.execute(statements.delete, (document_id,))
    connection.execute("delete from documents where id = ?", (document_id,))


def replace_facts(connection: sqlite3.Connection, rows: DocumentRows, touched: Touched) -> None:
    """Gives a document that the database has other facts; its text and search index stay as they are."""
    note_letting_go(connection, rows.id, touched)
    _delete_facts(connection, rows.id)
    _insert_facts(connection, rows.facts)
    note_speaking_of(connection, rows.id, touched)
    statements = PAGES[rows.kind]
    connection.execute(statements.clear_notes, (NO_NOTES.entities_json, NO_NOTES.votes_json, rows.id))
    connection.executemany(
        statements.annotate,
        ((notes.entities_json, notes.votes_json, rows.id, number) for number, notes in rows.facts.notes.items()),
    )


def _insert_facts(connection: sqlite3.Connection, facts: FactRows) -> None:
    for statement, rows in (
        ("insert or ignore into people values (?, ?, ?, ?, ?)", facts.people),
        ("insert or ignore into organizations values (?, ?, ?)", facts.organizations),
        ("insert or ignore into places values (?, ?)", facts.places),
        ("insert into attendance values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", facts.attendance),
        (_INSERT_MOTION, facts.motions),
        ("insert into motion_items values (?, ?)", facts.motion_items),
        ("insert into votes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", facts.votes),
        ("insert into mentions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", facts.mentions),
    ):
        connection.executemany(statement, rows)
    for motion in facts.motions:
        connection.execute(_INDEX_MOTION, motion[:1])


def _delete_facts(connection: sqlite3.Connection, document_id: str) -> None:
    for statement in _FACT_DELETIONS:
        connection.execute(statement, (document_id,))
