"""Readers see the old meetings.db or the new one, whatever the disk and the processes do."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from clerk.archive.documents import supersede
from clerk.archive.meetings_db.comparison import contents_of
from clerk.archive.meetings_db.publication import BuildOvertaken, BuildUnsound, building, compile_lock
from clerk.archive.paths import SitePaths
from clerk.errors import StorageUnavailable
from fixtures.bad_disks import full_disk, unwritable
from fixtures.killed_at import run_killed_at
from fixtures.made_documents import a_key, paths_in, put
from fixtures.made_minutes import compiled, put_minutes, rows


@pytest.fixture
def paths(storage_dir: Path) -> SitePaths:
    return paths_in(storage_dir)


def test_a_database_that_cannot_be_gone_on_from_is_built_anew(paths: SitePaths) -> None:
    put_minutes(paths)
    compiled(paths)
    before = contents_of(paths.meetings_db)
    paths.meetings_db.write_bytes(b"not a database at all, not even nearly" * 1000)

    compiled(paths)

    assert contents_of(paths.meetings_db) == before


def test_on_a_full_disk_the_last_database_stands_and_the_next_build_is_fine(paths: SitePaths) -> None:
    put(paths, a_key(1), ["one"])
    compiled(paths)
    before = contents_of(paths.meetings_db)
    put(paths, a_key(2), ["word " * 30_000])

    with (
        full_disk(paths.meetings_db.stat().st_size + 8_192),
        pytest.raises(StorageUnavailable, match="free some space"),
    ):
        compiled(paths)

    assert contents_of(paths.meetings_db) == before
    assert list(paths.incoming.iterdir()) == []
    assert compiled(paths).pages == 2


def test_a_disk_too_full_for_the_copy_leaves_the_last_database(paths: SitePaths) -> None:
    put(paths, a_key(1), ["one"])
    compiled(paths)
    put(paths, a_key(2), ["two"])

    with full_disk(8_192), pytest.raises(StorageUnavailable, match="free some space"):
        compiled(paths)

    assert list(paths.incoming.iterdir()) == []
    assert compiled(paths).pages == 2


def test_a_read_only_archive_is_said_to_be_one(paths: SitePaths) -> None:
    with (
        unwritable(paths.storage_dir),
        pytest.raises(StorageUnavailable, match="give the user that runs clerk the right"),
    ):
        compiled(paths)


def test_killed_anywhere_the_old_database_stands_and_the_next_build_is_like_any_other(tmp_path: Path) -> None:
    undisturbed = _archive_with_news(tmp_path / "undisturbed")
    before = contents_of(undisturbed.meetings_db)
    looks = run_killed_at(0, "fixtures.killed_work", "compile_everything", str(undisturbed.storage_dir))
    expected = contents_of(undisturbed.meetings_db)
    assert expected != before

    paths = _archive_with_news(tmp_path / "killed")
    last = looks - 1  # the look at which the new database takes the old one's place
    for look in sorted({1, *range(2, looks, max(1, looks // 8)), last - 2, last - 1, last}):
        assert run_killed_at(look, "fixtures.killed_work", "compile_everything", str(paths.storage_dir)) == -1
        assert contents_of(paths.meetings_db) in (before, expected)

    compiled(paths)
    assert contents_of(paths.meetings_db) == expected
    assert list(paths.incoming.iterdir()) == []


def _archive_with_news(storage_dir: Path) -> SitePaths:
    paths = paths_in(storage_dir)
    put_minutes(paths, 1)
    compiled(paths)
    for number in range(2, 12):
        put_minutes(paths, number)
    supersede(paths, a_key(1), by=a_key(2))
    return paths


def test_readers_see_the_old_or_the_new_while_builds_go_on(paths: SitePaths) -> None:
    """Each document has two pages, so an odd number of pages would be half a build."""
    put_minutes(paths, 1)
    compiled(paths)
    builder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from fixtures.killed_work import grow; grow(sys.argv[1])",
            str(paths.storage_dir),
        ],
        cwd=Path(__file__).parents[1],
    )
    seen = set()

    while builder.poll() is None:
        with closing(sqlite3.connect(paths.meetings_db)) as connection:
            (pages,) = connection.execute("select count(*) from minutes").fetchone()
            (documents,) = connection.execute("select count(*) from documents").fetchone()
        seen.add((documents, pages))
        time.sleep(0.002)

    assert builder.returncode == 0
    assert all(pages == 2 * documents for documents, pages in seen)


def test_a_build_waits_for_another_one_of_the_site(paths: SitePaths) -> None:
    put_minutes(paths)
    command = [
        sys.executable,
        "-c",
        "import sys; from fixtures.killed_work import compile_everything; compile_everything(sys.argv[1])",
        str(paths.storage_dir),
    ]

    with compile_lock(paths):
        builder = subprocess.Popen(command, cwd=Path(__file__).parents[1])
        with pytest.raises(subprocess.TimeoutExpired):
            builder.wait(2)
        assert not paths.meetings_db.exists()

    assert builder.wait(30) == 0
    assert rows(paths, "select generation from clerk_meta") == [(1,)]


def test_a_build_that_was_overtaken_is_thrown_away(paths: SitePaths) -> None:
    put(paths, a_key(1), ["one"])
    compiled(paths)
    newer = paths.root / "newer.db"
    newer.write_bytes(paths.meetings_db.read_bytes())

    with pytest.raises(BuildOvertaken), building(paths, go_on=True):
        newer.replace(paths.meetings_db)

    assert rows(paths, "select generation from clerk_meta") == [(1,)]
    assert list(paths.incoming.iterdir()) == []


def test_a_build_that_does_not_add_up_is_not_published(paths: SitePaths) -> None:
    put(paths, a_key(1), ["one", "two"])
    compiled(paths)
    before = contents_of(paths.meetings_db)

    for damage in ("delete from minutes where page = 2", "delete from meetings", "delete from clerk_documents"):
        with pytest.raises(BuildUnsound), building(paths, go_on=True) as connection:
            connection.execute(damage)

    assert contents_of(paths.meetings_db) == before
