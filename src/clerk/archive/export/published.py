"""What a meetings.db publishes as fact, read as records, one motion at a time; what is in doubt is left behind."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clerk.archive.meetings_db.connection import open_to_read
from clerk.archive.meetings_db.schema import SCHEMA_VERSION
from clerk.errors import NothingCompiled

_MOTIONS = """
select motions.id, organizations.name as body, meetings.date, motions.sequence, motions.text, motions.kind,
       motions.result, motions.result_text, motions.method,
       coalesce(movers.name, motions.mover_name) as mover, motions.mover_id,
       coalesce(seconders.name, motions.seconder_name) as seconder, motions.seconder_id,
       motions.yes, motions.no, motions.abstain, motions.absent, motions.counts_printed,
       motions.tier, motions.review_reason, motions.rule, motions.source_kind,
       motions.agenda_item, motions.parent_id, motions.repeats_id, motions.document_id, documents.url,
       documents.title, motions.page, motions.quote, motions.result_page, motions.result_quote
from motions
join meetings on meetings.id = motions.meeting_id
join organizations on organizations.id = meetings.organization_id
join documents on documents.id = motions.document_id
left join people as movers on movers.id = motions.mover_id
left join people as seconders on seconders.id = motions.seconder_id
order by meetings.date, body, documents.title, documents.id, motions.sequence
"""
_VOTES = """
select votes.motion_id, coalesce(people.name, votes.name) as voter, votes.person_id, votes.option, votes.note,
       votes.inferred, votes.page, votes.quote
from votes
left join people on people.id = votes.person_id
where votes.motion_id = ? and not votes.in_review
order by votes.page, votes.char_start, voter
"""
_ITEMS = "select item from motion_items where motion_id = ? order by rowid"
_ATTENDANCE = """
select organizations.name as body, meetings.date, coalesce(people.name, attendance.name) as name,
       attendance.person_id, attendance.status, attendance.role, attendance.note, attendance.document_id,
       documents.url, attendance.page, attendance.quote
from attendance
join meetings on meetings.id = attendance.meeting_id
join organizations on organizations.id = meetings.organization_id
join documents on documents.id = attendance.document_id
left join people on people.id = attendance.person_id
order by meetings.date, body, documents.title, documents.id, attendance.page, attendance.char_start, name
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVote:
    motion_id: str
    voter: str
    person_id: str | None
    option: str
    note: str | None
    inferred: int
    """1 where arithmetic alone says how this member voted."""
    page: int | None
    quote: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMotion:
    """A row of `motions` with what it points at; the columns are those of meetings.db."""

    id: str
    body: str
    date: str
    sequence: int
    text: str
    kind: str
    result: str | None
    result_text: str | None
    method: str | None
    mover: str | None
    mover_id: str | None
    seconder: str | None
    seconder_id: str | None
    yes: int | None
    no: int | None
    abstain: int | None
    absent: int | None
    counts_printed: int
    tier: str
    review_reason: str | None
    rule: str
    source_kind: str
    agenda_item: str | None
    parent_id: str | None
    repeats_id: str | None
    document_id: str
    url: str
    title: str
    page: int | None
    quote: str | None
    result_page: int | None
    """Where the result is printed, which may be another page."""
    result_quote: str | None
    items: tuple[str, ...]
    votes: tuple[PublishedVote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAttendance:
    body: str
    date: str
    name: str
    person_id: str | None
    status: str
    role: str | None
    note: str | None
    document_id: str
    url: str
    page: int | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Published:
    """The facts of one meetings.db, by date and body; the same file is read however long it takes."""

    connection: sqlite3.Connection

    def motions(self) -> Iterator[PublishedMotion]:
        for row in self.connection.execute(_MOTIONS):
            votes = tuple(PublishedVote(**vote) for vote in self.connection.execute(_VOTES, (row["id"],)))
            items = tuple(item["item"] for item in self.connection.execute(_ITEMS, (row["id"],)))
            yield PublishedMotion(**row, items=items, votes=votes)

    def attendance(self) -> Iterator[PublishedAttendance]:
        return (PublishedAttendance(**row) for row in self.connection.execute(_ATTENDANCE))


@contextmanager
def opened(meetings_db: Path) -> Iterator[Published]:
    """The facts of this database.

    Raises:
        NothingCompiled: there is none, or another version of clerk built it.
    """
    if not meetings_db.exists():
        raise NothingCompiled(f"there is no {meetings_db} yet: the site has not been compiled")
    with open_to_read(meetings_db) as connection:
        connection.row_factory = _named
        version = connection.execute("select schema_version from clerk_meta").fetchone()["schema_version"]
        if version != SCHEMA_VERSION:
            raise NothingCompiled(f"{meetings_db} was built by another version of clerk: enqueue the site once more")
        yield Published(connection)


def _named(cursor: sqlite3.Cursor, row: tuple[object, ...]) -> dict[str, object]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}
