"""meetings.db shows the archive as it is, however it got there."""

import os
import random
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from clerk.archive.documents import supersede
from clerk.archive.facts_file import write_facts
from clerk.archive.meetings_db.comparison import contents_of
from clerk.archive.meetings_db.search import search
from clerk.archive.pages import join_pages, page_texts, write_page
from clerk.archive.paths import SitePaths
from clerk.errors import StorageUnavailable
from clerk.model.document import DocumentKind, DocumentState
from clerk.stages.compile import CompileReport
from fixtures.made_documents import NOW, a_head, a_key, an_ocr_page, an_unread_page, paths_in, put
from fixtures.made_minutes import MINUTES, compiled, facts_of, put_minutes, rows


@pytest.fixture
def paths(storage_dir: Path) -> SitePaths:
    return paths_in(storage_dir)


def test_every_page_is_a_row_under_the_names_that_front_ends_read(paths: SitePaths) -> None:
    key = a_key()
    put(paths, key, ["First\n", "Second\n"])

    compiled(paths)

    assert rows(paths, "select meeting, date, page, text, page_image, source, reason from minutes order by page") == [
        ("City Council", "2024-01-09", 1, "First\n", f"documents/{key}/pages/0001.png", "text-layer", None),
        ("City Council", "2024-01-09", 2, "Second\n", f"documents/{key}/pages/0002.png", "text-layer", None),
    ]
    assert rows(paths, "select count(*) from agendas") == [(0,)]


def test_agendas_have_a_table_of_their_own(paths: SitePaths) -> None:
    put(paths, a_key(kind=DocumentKind.AGENDA), ["Agenda\n"])

    compiled(paths)

    assert rows(paths, "select text from agendas") == [("Agenda\n",)]
    assert rows(paths, "select count(*) from minutes") == [(0,)]


def test_the_report_counts_what_changed(paths: SitePaths) -> None:
    put(paths, a_key(1), ["one"])
    put(paths, a_key(2), ["two", "three"])

    assert compiled(paths) == CompileReport(
        documents_added=2, documents_changed=0, documents_removed=0, pages=3, generation=1
    )
    supersede(paths, a_key(1), by=a_key(2))
    put(paths, a_key(3), ["four"])
    assert compiled(paths) == CompileReport(
        documents_added=1, documents_changed=0, documents_removed=1, pages=3, generation=2
    )


def test_nothing_new_publishes_nothing(paths: SitePaths) -> None:
    put_minutes(paths)
    first = compiled(paths)
    inode = paths.meetings_db.stat().st_ino

    second = compiled(paths)

    assert second == replace(first, documents_added=0)
    assert paths.meetings_db.stat().st_ino == inode


def test_a_site_without_documents_has_an_empty_database(paths: SitePaths) -> None:
    report = compiled(paths)

    assert (report.pages, report.generation) == (0, 1)
    assert rows(paths, "select count(*) from documents") == [(0,)]


def test_a_document_that_could_not_be_read_has_a_row_with_its_reason_and_no_page(paths: SitePaths) -> None:
    key = a_key()
    put(paths, key, [], a_head(key, state=DocumentState.ENCRYPTED, reason="it asks for a password"))

    compiled(paths)

    assert rows(paths, "select state, reason, page_count from documents") == [
        ("encrypted", "it asks for a password", 0)
    ]
    assert rows(paths, "select count(*) from minutes") == [(0,)]


def test_a_page_that_failed_is_a_row_that_says_so(paths: SitePaths) -> None:
    put(paths, a_key(), ["First\n", an_unread_page()])
    join_pages(paths, a_key(), {2: "it crashed the reader"})

    compiled(paths)

    assert rows(paths, "select page, text, source, reason from minutes order by page") == [
        (1, "First\n", "text-layer", None),
        (2, "", "failed", "it crashed the reader"),
    ]


def test_a_page_read_later_replaces_its_empty_row_under_the_same_id(paths: SitePaths) -> None:
    put(paths, a_key(), ["First\n", an_unread_page()])
    join_pages(paths, a_key(), {2: "it crashed the reader"})
    compiled(paths)
    before = rows(paths, "select id from minutes where page = 2")

    write_page(paths, a_key(), 2, an_ocr_page("Legible after all"))
    join_pages(paths, a_key(), {})
    report = compiled(paths)

    assert report.documents_changed == 1
    assert rows(paths, "select id from minutes where page = 2") == before
    assert [hit.page for hit in search(paths.meetings_db, "legible")] == [2]


def test_superseded_documents_disappear_with_all_that_belongs_to_them(paths: SitePaths) -> None:
    key = put_minutes(paths)
    compiled(paths)

    supersede(paths, key, by=a_key(2))
    compiled(paths)

    assert all(not found for found in contents_of(paths.meetings_db).values())
    assert search(paths.meetings_db, "rent") == ()


def test_a_superseded_document_that_comes_back_is_there_again(paths: SitePaths) -> None:
    key = put_minutes(paths)
    compiled(paths)
    before = contents_of(paths.meetings_db)
    supersede(paths, key, by=a_key(2))
    compiled(paths)

    put(paths, key, [])
    report = compiled(paths)

    assert report.documents_added == 1
    assert contents_of(paths.meetings_db) == before


def test_a_damaged_document_costs_itself_and_not_the_site(paths: SitePaths) -> None:
    put(paths, a_key(1), ["sound"])
    put(paths, a_key(2), ["damaged"])
    put(paths, a_key(3), ["damaged otherwise"])
    paths.text(a_key(2)).unlink()
    paths.manifest(a_key(3)).write_bytes(b"{")

    compiled(paths)

    assert rows(paths, "select state, count(*) from documents group by state order by state") == [
        ("ok", 1),
        ("unreadable", 2),
    ]
    assert rows(paths, "select text from minutes") == [("sound",)]


def test_a_damaged_document_that_somebody_mends_is_there_again(paths: SitePaths) -> None:
    put(paths, a_key(), ["precious"])
    text = paths.text(a_key()).read_bytes()
    paths.text(a_key()).unlink()
    compiled(paths)

    paths.text(a_key()).write_bytes(text)
    compiled(paths)

    assert rows(paths, "select text from minutes") == [("precious",)]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that cannot be read, which /proc has")
def test_a_disk_that_does_not_let_us_read_costs_no_document(paths: SitePaths) -> None:
    put(paths, a_key(), ["precious"])
    compiled(paths)
    before = contents_of(paths.meetings_db)
    put(paths, a_key(2), ["another"])
    paths.text(a_key(2)).unlink()
    paths.text(a_key(2)).symlink_to(f"/proc/{os.getpid()}/mem")

    with pytest.raises(StorageUnavailable, match=r"cannot read .*: Input/output error"):
        compiled(paths)

    assert contents_of(paths.meetings_db) == before


def test_ids_are_the_same_in_every_build(paths: SitePaths, tmp_path: Path) -> None:
    put_minutes(paths)
    compiled(paths)
    elsewhere = paths_in(tmp_path / "elsewhere")
    put_minutes(elsewhere)
    compiled(elsewhere)

    assert contents_of(elsewhere.meetings_db) == contents_of(paths.meetings_db)


@pytest.mark.parametrize("seed", range(6))
def test_the_way_to_an_archive_does_not_show_in_its_database(tmp_path: Path, seed: int) -> None:
    """Documents come, change, fail and go, with compiles between; one compile from nothing agrees at the end."""
    rng = random.Random(seed)  # noqa: S311  a repeatable order
    paths = paths_in(tmp_path)
    steps = [step for number in range(1, 9) for step in _life_of_a_document(number)]
    for number, step in _shuffled(steps, rng):
        _take_step(paths, number, step)
        if rng.random() < 0.3:
            compiled(paths, entities=rng.random() < 0.5)
    compiled(paths)
    by_and_by = contents_of(paths.meetings_db)
    _check_search_index(paths)

    paths.meetings_db.unlink()
    compiled(paths)

    assert contents_of(paths.meetings_db) == by_and_by
    assert sum(len(found) for found in by_and_by.values()) > 40


def _life_of_a_document(number: int) -> list[tuple[int, str]]:
    return [(number, step) for step in ("put", "facts", "read", "join", "facts", "supersede")]


def _shuffled(steps: list[tuple[int, str]], rng: random.Random) -> list[tuple[int, str]]:
    """Mixed among documents, in order within each."""
    lives: dict[int, list[str]] = {}
    for number, step in steps:
        lives.setdefault(number, []).append(step)
    mixed = []
    while lives:
        number = rng.choice(sorted(lives))
        mixed.append((number, lives[number].pop(0)))
        if not lives[number]:
            del lives[number]
    return mixed


def _take_step(paths: SitePaths, number: int, step: str) -> None:
    key = a_key(number, body=f"Body {number % 3}", kind=DocumentKind.AGENDA if number == 3 else DocumentKind.MINUTES)
    match step:
        case "put":
            put(paths, key, [MINUTES, an_unread_page()])
        case "facts" if number % 4:
            write_facts(paths, key, facts_of(page_texts(paths, key)))
        case "read" if number % 3:
            write_page(paths, key, 2, an_ocr_page(f"Read of {number}"))
        case "join":
            join_pages(paths, key, {2: "unreadable"})
        case "supersede" if number % 5 == 0:
            supersede(paths, key, by=a_key(99))
        case _:
            pass


def _check_search_index(paths: SitePaths) -> None:
    """Raises when an index does not say what its table says."""
    with closing(sqlite3.connect(paths.meetings_db)) as connection:
        for table in ("minutes_fts", "agendas_fts"):
            connection.execute(f"insert into {table} ({table}, rank) values ('integrity-check', 1)")  # noqa: S608


def test_a_document_taken_out_of_the_archive_leaves_the_database(paths: SitePaths) -> None:
    key = put_minutes(paths)
    compiled(paths)

    paths.folder(key).rename(paths.root / "elsewhere")
    report = compiled(paths)

    assert (report.documents_removed, report.pages) == (1, 0)


def test_what_was_built_when_and_by_which_run_is_in_the_database(paths: SitePaths) -> None:
    compiled(paths, run_id=7)
    put(paths, a_key(), ["text"])

    compiled(paths, run_id=3)

    assert rows(paths, "select generation, run_id, built_at, subdomain from clerk_meta") == [
        (2, 7, NOW.isoformat(), "riverbend.ca")
    ]
