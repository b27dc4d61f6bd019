"""Puts documents into an unpublished meetings.db and takes them out again, with everything that belongs to them."""

import sqlite3

from clerk.archive.meetings_db.document_rows import DocumentRows
from clerk.archive.meetings_db.fact_rows import NO_NOTES, FactRows
from clerk.archive.meetings_db.schema import PAGES
from clerk.model.document import DocumentKind

_FACT_DELETIONS = (
    "delete from mentions where document_id = ?",
    "delete from votes where document_id = ?",
    "delete from motions where document_id = ?",
    "delete from attendance where document_id = ?",
)
_ORPHAN_DELETIONS = (
    "delete from people where id not in (select person_id from attendance where person_id is not null)",
    "delete from meetings where id not in (select meeting_id from documents)",
    "delete from organizations where id not in (select organization_id from meetings)",
)


def insert_document(connection: sqlite3.Connection, rows: DocumentRows) -> None:
    """Adds a document that the database does not have."""
    connection.execute("insert or ignore into organizations values (?, ?)", rows.organization)
    connection.execute("insert or ignore into meetings values (?, ?, ?, ?, ?)", rows.meeting)
    connection.execute("insert into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.document)
    statements = PAGES[rows.kind]
    connection.executemany(statements.insert, rows.pages)
    connection.execute(statements.index, (rows.id,))
    _insert_facts(connection, rows.facts)


def delete_document(connection: sqlite3.Connection, document_id: str, kind: DocumentKind) -> None:
    """Takes a document out; does nothing when the database does not have it."""
    _delete_facts(connection, document_id)
    statements = PAGES[kind]
    connection.execute(statements.unindex, (document_id,))
    connection.execute(statements.delete, (document_id,))
    connection.execute("delete from documents where id = ?", (document_id,))


def replace_facts(connection: sqlite3.Connection, rows: DocumentRows) -> None:
    """Gives a document that the database has other facts; its text and search index are not touched."""
    _delete_facts(connection, rows.id)
    _insert_facts(connection, rows.facts)
    statements = PAGES[rows.kind]
    connection.execute(statements.clear_notes, (NO_NOTES.entities_json, NO_NOTES.votes_json, rows.id))
    connection.executemany(
        statements.annotate,
        ((notes.entities_json, notes.votes_json, rows.id, number) for number, notes in rows.facts.notes.items()),
    )


def delete_orphans(connection: sqlite3.Connection) -> None:
    """Takes out people, meetings and bodies that no document speaks of any more."""
    for statement in _ORPHAN_DELETIONS:
        connection.execute(statement)


def _insert_facts(connection: sqlite3.Connection, facts: FactRows) -> None:
    connection.executemany("insert or ignore into people values (?, ?)", facts.people)
    connection.executemany("insert into attendance values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", facts.attendance)
    connection.executemany(
        "insert into motions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", facts.motions
    )
    connection.executemany("insert into votes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", facts.votes)
    connection.executemany("insert into mentions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", facts.mentions)


def _delete_facts(connection: sqlite3.Connection, document_id: str) -> None:
    for statement in _FACT_DELETIONS:
        connection.execute(statement, (document_id,))
