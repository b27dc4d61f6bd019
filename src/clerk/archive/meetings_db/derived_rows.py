"""Rows that follow from several documents: spellings, memberships, motions printed twice, what none names any more."""

import sqlite3
from dataclasses import dataclass, field, fields

from clerk.archive.meetings_db.person_names import best_spelling, name_parts
from clerk.archive.meetings_db.repeats import PrintedMotion, repeats_of

_PEOPLE_OF = """
select person_id from attendance where document_id = :document and person_id is not null
union select person_id from votes where document_id = :document and person_id is not null
union select person_id from mentions where document_id = :document and person_id is not null
union select mover_id from motions where document_id = :document and mover_id is not null
union select seconder_id from motions where document_id = :document and seconder_id is not null
"""
_ORGANIZATIONS_OF = """
select organization_id from mentions where document_id = :document and organization_id is not null
union select meetings.organization_id from documents
join meetings on meetings.id = documents.meeting_id where documents.id = :document
"""
_PLACES_OF = "select distinct place_id from mentions where document_id = :document and place_id is not null"
_MEETING_OF = "select meeting_id from documents where id = :document"
_MEMBERS_IN = """
select distinct attendance.person_id, meetings.organization_id
from attendance
join meetings on meetings.id = attendance.meeting_id
where attendance.document_id = :document and attendance.person_id is not null
"""

_ON_ROSTERS = "select name, count(*) from attendance where person_id = :person group by name"
_ELSEWHERE = """
select name, count(*) from (
    select name from votes where person_id = :person
    union all select mover_name from motions where mover_id = :person
    union all select seconder_name from motions where seconder_id = :person
    union all select text from mentions where person_id = :person
) group by name
"""
_NAME_PERSON = """
update people set name = ?, family_name = ?, given_name = ?, sort_name = ? where id = ? and name <> ? returning id
"""
_MEMBERSHIPS_OF = "select person_id, organization_id from memberships where person_id = ?"
_DELETE_MEMBERSHIP = "delete from memberships where id = ? || '.' || ?"
_INSERT_MEMBERSHIP = """
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
where attendance.person_id = ? and meetings.organization_id = ?
group by people.id, organizations.id
"""
_PRINTED_MOTIONS = """
select id, document_id, sequence, text, mover_name, result, yes, no,
       (select count(*) from votes where votes.motion_id = motions.id and not votes.in_review and not votes.inferred),
       repeats_id
from motions where meeting_id = ?
"""
_PRINTED = tuple(column.name for column in fields(PrintedMotion))
_SET_REPEATS = "update motions set repeats_id = ? where id = ?"

_DELETE_MEETING = """
delete from meetings where id = ? and not exists (select 1 from documents where documents.meeting_id = meetings.id)
"""
_DELETE_PERSON = """
delete from people where id = ?
and not exists (select 1 from attendance where attendance.person_id = people.id)
and not exists (select 1 from votes where votes.person_id = people.id)
and not exists (select 1 from mentions where mentions.person_id = people.id)
and not exists (select 1 from motions where motions.mover_id = people.id)
and not exists (select 1 from motions where motions.seconder_id = people.id)
"""
_DELETE_ORGANIZATION = """
delete from organizations where id = ?
and not exists (select 1 from meetings where meetings.organization_id = organizations.id)
and not exists (select 1 from mentions where mentions.organization_id = organizations.id)
"""
_DELETE_PLACE = """
delete from places where id = ? and not exists (select 1 from mentions where mentions.place_id = places.id)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Ids of what the documents that changed speak of, or spoke of; all else follows from what it followed from."""

    people: set[str] = field(default_factory=set)
    organizations: set[str] = field(default_factory=set)
    """They, like places, are noted only where a document lets go of them."""
    places: set[str] = field(default_factory=set)
    meetings: set[str] = field(default_factory=set)
    memberships: set[tuple[str, str]] = field(default_factory=set)
    """Person and organization."""


def note_letting_go(connection: sqlite3.Connection, document_id: str, touched: Touched) -> None:
    """Notes all that a document speaks of; its facts are to be deleted afterwards."""
    document = {"document": document_id}
    for ids, query in ((touched.organizations, _ORGANIZATIONS_OF), (touched.places, _PLACES_OF)):
        ids.update(found for (found,) in connection.execute(query, document))
    note_speaking_of(connection, document_id, touched)


def note_speaking_of(connection: sqlite3.Connection, document_id: str, touched: Touched) -> None:
    """Notes whatever may follow otherwise now that a document has these facts."""
    document = {"document": document_id}
    for ids, query in ((touched.people, _PEOPLE_OF), (touched.meetings, _MEETING_OF)):
        ids.update(found for (found,) in connection.execute(query, document))
    touched.memberships.update(connection.execute(_MEMBERS_IN, document))


def derive(connection: sqlite3.Connection, touched: Touched) -> None:
    """Brings up to date whatever follows from documents that changed, and deletes what none names any more."""
    for person in sorted(touched.people):
        if _rename(connection, person):
            touched.memberships.update(connection.execute(_MEMBERSHIPS_OF, (person,)))
    for membership in sorted(touched.memberships):
        connection.execute(_DELETE_MEMBERSHIP, membership)
        connection.execute(_INSERT_MEMBERSHIP, membership)
    for meeting in sorted(touched.meetings):
        _mark_repeats(connection, meeting)
    for statement, ids in (
        (_DELETE_PERSON, touched.people),
        (_DELETE_MEETING, touched.meetings),
        (_DELETE_ORGANIZATION, touched.organizations),
        (_DELETE_PLACE, touched.places),
    ):
        connection.executemany(statement, ((found,) for found in sorted(ids)))


def _rename(connection: sqlite3.Connection, person_id: str) -> bool:
    """Shows a person under the best spelling of all rosters, or of all facts if none has it; True if it is another."""
    person = {"person": person_id}
    spellings = dict(connection.execute(_ON_ROSTERS, person)) or dict(connection.execute(_ELSEWHERE, person))
    if not spellings:
        return False
    name = best_spelling(spellings)
    parts = name_parts(name)
    changed = connection.execute(_NAME_PERSON, (name, parts.family, parts.given, parts.sort, person_id, name))
    return changed.fetchone() is not None


def _mark_repeats(connection: sqlite3.Connection, meeting_id: str) -> None:
    """Lets each motion of the meeting that is printed twice point at the one that counts, and no other motion."""
    found = connection.execute(_PRINTED_MOTIONS, (meeting_id,)).fetchall()
    printed = (dict(zip(_PRINTED, columns, strict=True)) for *columns, _ in found)
    repeats = repeats_of(PrintedMotion(**columns) for columns in printed)
    for motion_id, *_, repeated in found:
        if repeats.get(motion_id) != repeated:
            connection.execute(_SET_REPEATS, (repeats.get(motion_id), motion_id))
