"""Builds meetings.db aside from a copy of the last one, checks it, and puts it in the last one's place."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from clerk.archive.listing import marker_of
from clerk.archive.locks import held
from clerk.archive.meetings_db.bookkeeping import documents_expected, pages_expected
from clerk.archive.meetings_db.connection import open_to_build
from clerk.archive.meetings_db.schema import PAGES, create_schema
from clerk.archive.paths import SitePaths
from clerk.archive.whole_files import name_aside, storage_errors, sync
from clerk.errors import ClerkError


class BuildUnsound(ClerkError):
    """A meetings.db that failed its own checks; it was not published, the one before it stands."""

    retryable = True


class BuildOvertaken(ClerkError):
    """Another meetings.db was published while this one was built; this one was thrown away."""

    retryable = True


@contextmanager
def compile_lock(paths: SitePaths) -> Iterator[None]:
    """Waits until nobody else compiles this site; a process that dies lets go.

    Raises:
        StorageUnavailable: STORAGE_DIR is read-only or not there.
    """
    with held(paths.compile_lock):
        _clear_dead_builds(paths)
        yield


@contextmanager
def building(paths: SitePaths, *, go_on: bool) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of meetings.db (an empty one unless `go_on`), published when the block ends.

    To be called under `compile_lock`. If anything fails, the published database is as it was.

    Raises:
        StorageUnavailable: the disk is full or read-only.
        BuildUnsound: the checks failed.
        BuildOvertaken: somebody published another one without taking the lock.
    """
    base = marker_of(paths.meetings_db)
    aside = name_aside(paths.incoming, paths.meetings_db.name)
    with storage_errors(paths.meetings_db):
        paths.incoming.mkdir(parents=True, exist_ok=True)
        try:
            if go_on:
                shutil.copyfile(paths.meetings_db, aside)
            with open_to_build(aside) as connection:
                if not go_on:
                    create_schema(connection)
                yield connection
                _check(connection)
            sync(aside)
            if marker_of(paths.meetings_db) != base:
                raise BuildOvertaken(f"{paths.meetings_db} was replaced while it was being built; compile once more")
            aside.replace(paths.meetings_db)
            sync(paths.root)
        finally:
            aside.unlink(missing_ok=True)


def _clear_dead_builds(paths: SitePaths) -> None:
    """Under the lock, a database aside belongs to a process that is dead."""
    for leftover in paths.incoming.glob(f".{paths.meetings_db.name}.*"):
        leftover.unlink(missing_ok=True)


def _check(connection: sqlite3.Connection) -> None:
    (verdict,) = connection.execute("pragma quick_check(1)").fetchone()
    if verdict != "ok":
        raise BuildUnsound(f"the new meetings.db is damaged: {verdict}; the last one stands, compile once more")
    dangling = connection.execute("pragma foreign_key_check").fetchone()
    if dangling is not None:
        raise BuildUnsound(f"a row of the new meetings.db points at a row that is not there: {dangling}")
    pages = sum(connection.execute(statements.count).fetchone()[0] for statements in PAGES.values())
    (documents,) = connection.execute("select count(*) from documents").fetchone()
    if (pages, documents) != (pages_expected(connection), documents_expected(connection)):
        raise BuildUnsound(
            f"the new meetings.db holds {pages} pages of {documents} documents, but"
            f" {pages_expected(connection)} pages of {documents_expected(connection)} documents were loaded"
        )
