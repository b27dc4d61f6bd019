"""Everything that a meetings.db shows, for telling whether two of them show the same."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from clerk.archive.meetings_db.connection import open_to_read

Row = tuple[str | int | float | None, ...]

_QUERIES = {
    "organizations": "select * from organizations order by id",
    "people": "select * from people order by id",
    "memberships": "select * from memberships order by id",
    "places": "select * from places order by id",
    "meetings": "select * from meetings order by id",
    "documents": "select * from documents order by id",
    "minutes": "select * from minutes order by id",
    "agendas": "select * from agendas order by id",
    "attendance": "select * from attendance order by id",
    "motions": "select * from motions order by id",
    "motion_items": "select * from motion_items order by motion_id, item",
    "votes": "select * from votes order by id",
    "mentions": "select * from mentions order by id",
}
"""All but clerk_meta and clerk_documents, which say when and from which files, and differ from build to build."""


def contents_of(database: Path) -> Mapping[str, Sequence[Row]]:
    """The rows of every table that a reader looks at, in the order of their ids."""
    with open_to_read(database) as connection:
        return contents_in(connection)


def contents_in(connection: sqlite3.Connection) -> Mapping[str, Sequence[Row]]:
    """The same of a database that is open already, published or not."""
    return {table: connection.execute(query).fetchall() for table, query in _QUERIES.items()}
