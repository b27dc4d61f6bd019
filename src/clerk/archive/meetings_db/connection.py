"""Connections to meetings.db: one way to read it, one way to build it, and what SQLite says of a bad disk."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from clerk.errors import StorageUnavailable

_DISK_TROUBLE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})
_PRIMARY_CODE = 0xFF
_PAGE_BYTES = 16_384
"""A page of minutes is two or three kilobytes of text: of SQLite's usual 4,096, half would stay empty."""


@contextmanager
def open_to_read(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write, nor create what is not there."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


@contextmanager
def open_to_build(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a database that nobody else sees yet; one transaction, committed when the block ends.

    Raises:
        StorageUnavailable: the disk is full or read-only.
    """
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            _set_for_building(connection)
            connection.execute("begin")
            yield connection
            connection.execute("commit")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & _PRIMARY_CODE not in _DISK_TROUBLE:
            raise
        raise StorageUnavailable(
            f"cannot write {database}: {error}; free some space on that disk, or let clerk's user write there"
        ) from error


def _set_for_building(connection: sqlite3.Connection) -> None:
    """Nobody reads this file, and a build that breaks off is thrown away: so no journal, and one sync at the end."""
    connection.execute(f"pragma page_size = {_PAGE_BYTES}")
    connection.execute("pragma journal_mode = off")
    connection.execute("pragma synchronous = off")
    connection.execute("pragma locking_mode = exclusive")
    connection.execute("pragma cache_size = -65536")
    connection.execute("pragma temp_store = memory")
