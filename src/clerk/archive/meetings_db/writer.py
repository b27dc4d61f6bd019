"""Puts documents into an unpublished meetings.db and takes them out again, with everything that belongs to them."""

import sqlite3

from clerk.archive.meetings_db.document_rows import DocumentRows
from clerk.archive.meetings_db.fact_rows import FactRows
from clerk.archive.meetings_db.page_notes import NO_NOTES
from clerk.archive.meetings_db.schema import PAGES
from clerk.model.document import DocumentKind

_FACT_DELETIONS = (
    "delete from mentions where document_id = ?",
    "delete from votes where document_id = ?",
    "delete from motion_items where motion_id in (select id from motions where document_id = ?)",
    "update motions set repeats_id = null\nwhere repeats_id in (select id from motions where document_id = ?)",
    (
        "insert into motions_fts (motions_fts, rowid, text)\n"
        "select 'delete', rowid, text from motions where document_id = ?"
    ),
    "delete from motions where document_id = ?",
    "delete from attendance where document_id = ?",
)
_INSERT_MOTION = f"insert into motions values ({', '.join('?' * 33)})"  # noqa: S608  its 33 columns, no value
_INDEX_MOTION = "insert into motions_fts (rowid, text) select rowid, text from motions where id = ?"
_ORPHAN_DELETIONS = (
    "delete from memberships",
    """delete from people where id not in (
        select person_id from attendance where person_id is not null
        union select person_id from votes where person_id is not null
        union select person_id from mentions where person_id is not null
        union select mover_id from motions where mover_id is not null
        union select seconder_id from motions where seconder_id is not null
    )""",
    "delete from meetings where id not in (select meeting_id from documents)",
    """delete from organizations where id not in (
        select organization_id from meetings
        union select organization_id from mentions where organization_id is not null
    )""",
    "delete from places where id not in (select place_id from mentions where place_id is not null)",
)
_MEMBERSHIPS = """
insert into memberships
select people.id || '.' || organizations.id, people.name || ', ' || organizations.name, people.id, organizations.id,
       (select latest.role from attendance as latest join meetings as held on held.id = latest.meeting_id
        where latest.person_id = people.id and held.organization_id = organizations.id and latest.role is not null
        order by held.date desc, latest.role limit 1),
       min(meetings.date), max(meetings.date)
from attendance
join people on people.id = attendance.person_id
join meetings on meetings.id = attendance.meeting_id
join organizations on organizations.id = meetings.organization_id
group by people.id, organizations.id
order by people.id, organizations.id
"""
# One motion may be printed twice: in the draft and in the approved minutes of one meeting.
_REPEATS = """
update motions set repeats_id = (
    select first.id from motions as first
    where first.meeting_id = motions.meeting_id and first.document_id < motions.document_id
      and first.text <> '' and lower(first.text) = lower(motions.text)
      and first.mover_name is motions.mover_name and first.result is motions.result
    order by first.document_id, first.sequence limit 1
)
where meeting_id in (
    select meeting_id from documents where kind = 'minutes' group by meeting_id having count(*) > 1
)
"""


def insert_document(connection: sqlite3.Connection, rows: DocumentRows) -> None:
    """Adds a document that the database does not have."""
    connection.execute("insert or ignore into organizations values (?, ?, ?)", rows.organization)
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


def derive(connection: sqlite3.Connection) -> None:
    """Brings up to date what follows from the facts of several documents: memberships, and motions printed twice."""
    connection.execute(_MEMBERSHIPS)
    connection.execute(_REPEATS)


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
