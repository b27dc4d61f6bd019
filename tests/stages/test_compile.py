"""meetings.db shows the archive as it is, however it got there, and readers never see half of it."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from clerk.archive.documents import supersede
from clerk.archive.facts_file import write_facts
from clerk.archive.meetings_db.comparison import contents_of
from clerk.archive.meetings_db.publication import BuildOvertaken, BuildUnsound, building, compile_lock
from clerk.archive.meetings_db.search import search
from clerk.archive.pages import join_pages, page_texts, text_sha256, write_page
from clerk.archive.paths import SitePaths
from clerk.errors import StorageUnavailable
from clerk.model.document import DocumentKey, DocumentKind, DocumentState
from clerk.model.facts import Attendance, AttendanceStatus, Counts, Facts, Motion, MotionResult, Span, Vote, VoteOption
from clerk.stages.compile import CompileReport, compile_site
from fixtures.bad_disks import full_disk, unwritable
from fixtures.killed_at import run_killed_at
from fixtures.made_documents import NOW, a_head, a_key, a_site, an_ocr_page, an_unread_page, paths_in, put

MINUTES = (
    "Present: Ana Reyes, Bo Smith\nMoved by Reyes, seconded by Smith to adopt rent control.\n"
    "AYES: Reyes\nNOES: Smith\nMotion failed.\n"
)


@pytest.fixture
def paths(storage_dir: Path) -> SitePaths:
    return paths_in(storage_dir)


def compiled(paths: SitePaths, *, entities: bool = True, run_id: int = 1) -> CompileReport:
    return compile_site(paths, a_site(), entities=entities, run_id=run_id, now=NOW)


def put_minutes(paths: SitePaths, number: int = 1, *, body: str = "City Council") -> DocumentKey:
    """Minutes with facts, as the extractor leaves them."""
    key = a_key(number, body=body)
    put(paths, key, [MINUTES, f"Page two of {number}\n"])
    write_facts(paths, key, facts_of(page_texts(paths, key)))
    return key


def facts_of(texts: Sequence[str]) -> Facts:
    page = texts[0]

    def at(quote: str, after: str = "") -> Span:
        start = page.index(quote, page.index(after))
        return Span(page=1, start=start, end=start + len(quote), quote=quote)

    return Facts(
        extractor="rules 1",
        text_sha256=text_sha256(texts),
        attendance=(
            Attendance(name="Ana Reyes", status=AttendanceStatus.PRESENT, span=at("Ana Reyes")),
            Attendance(name="Bo Smith", status=AttendanceStatus.PRESENT, span=at("Bo Smith")),
        ),
        motions=(
            Motion(
                sequence=1,
                text="to adopt rent control",
                mover="Reyes",
                seconder="Smith",
                result=MotionResult.FAIL,
                counts=Counts(yes=1, no=1),
                votes=(
                    Vote(name="Reyes", option=VoteOption.YES, span=at("Reyes", "AYES")),
                    Vote(name="Smith", option=VoteOption.NO, span=at("Smith", "NOES")),
                ),
                span=at("Moved by Reyes"),
            ),
        ),
    )


def rows(paths: SitePaths, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(paths.meetings_db)) as connection:
        return connection.execute(query).fetchall()


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


def test_facts_are_rows_that_point_at_each_other(paths: SitePaths) -> None:
    put_minutes(paths)

    compiled(paths)

    assert rows(
        paths,
        "select votes.name, people.name, option, motions.text, motions.result, minutes.page, votes.quote from votes"
        " join people on people.id = person_id join motions on motions.id = motion_id"
        " join minutes on minutes.id = votes.page_id order by votes.name",
    ) == [
        ("Reyes", "Ana Reyes", "yes", "to adopt rent control", "fail", 1, "Reyes"),
        ("Smith", "Bo Smith", "no", "to adopt rent control", "fail", 1, "Smith"),
    ]
    assert rows(paths, "select name, status from attendance order by name") == [
        ("Ana Reyes", "present"),
        ("Bo Smith", "present"),
    ]


def test_pages_carry_their_facts_as_existing_front_ends_read_them(paths: SitePaths) -> None:
    put_minutes(paths)

    compiled(paths)

    assert rows(paths, "select entities_json, votes_json from minutes order by page") == [
        (
            '{"persons": ["Ana Reyes", "Bo Smith"], "orgs": [], "locations": []}',
            (
                '{"votes": [{"motion_by": "Reyes", "seconded_by": "Smith", "result": "failed",'
                ' "tally": {"ayes": 1, "nays": 1, "abstain": null, "absent": null},'
                ' "individual_votes": [{"name": "Reyes", "vote": "aye"}, {"name": "Smith", "vote": "nay"}],'
                ' "raw_text": "Moved by Reyes"}]}'
            ),
        ),
        ('{"persons": [], "orgs": [], "locations": []}', '{"votes": []}'),
    ]


def test_a_build_without_entities_loads_no_facts_and_throws_none_away(paths: SitePaths) -> None:
    put_minutes(paths, 1)
    compiled(paths, entities=False)
    assert rows(paths, "select count(*) from votes") == [(0,)]
    compiled(paths, entities=True)
    before = contents_of(paths.meetings_db)

    put(paths, a_key(2), ["more text"])
    compiled(paths, entities=False)

    after = contents_of(paths.meetings_db)
    assert {table: after[table] for table in ("votes", "motions", "attendance", "people")} == {
        table: before[table] for table in ("votes", "motions", "attendance", "people")
    }
    assert len(after["documents"]) == 2


def test_facts_of_another_text_are_left_out(paths: SitePaths) -> None:
    key = a_key()
    put(paths, key, [MINUTES, an_unread_page()])
    write_facts(paths, key, facts_of(page_texts(paths, key)))
    compiled(paths)
    assert rows(paths, "select count(*) from votes") == [(2,)]

    write_page(paths, key, 2, an_ocr_page("The second page"))
    join_pages(paths, key, {})
    compiled(paths, entities=False)
    assert rows(paths, "select count(*) from votes") == [(0,)]

    write_facts(paths, key, facts_of(page_texts(paths, key)))
    compiled(paths)
    assert rows(paths, "select count(*) from votes") == [(2,)]


def test_facts_whose_quote_is_not_where_they_say_are_left_out(paths: SitePaths) -> None:
    key = put_minutes(paths)
    facts = facts_of(page_texts(paths, key))
    moved = replace(facts.attendance[0], span=replace(facts.attendance[0].span, page=9))
    write_facts(paths, key, replace(facts, attendance=(moved,)))

    compiled(paths)

    assert rows(paths, "select count(*) from votes") == [(0,)]
    assert rows(paths, "select count(*) from minutes") == [(2,)]


def test_a_name_that_two_members_share_is_nobody(paths: SitePaths) -> None:
    key = a_key()
    put(paths, key, [MINUTES.replace("Bo Smith", "Bo Smith, Di Smith")])
    facts = facts_of(page_texts(paths, key))
    start = page_texts(paths, key)[0].index("Di Smith")
    other = Attendance(
        name="Di Smith",
        status=AttendanceStatus.PRESENT,
        span=Span(page=1, start=start, end=start + 8, quote="Di Smith"),
    )
    write_facts(paths, key, replace(facts, attendance=(*facts.attendance, other)))

    compiled(paths)

    assert rows(paths, "select person_id from votes where name = 'Smith'") == [(None,)]


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


def test_what_was_built_when_and_by_which_run_is_in_the_database(paths: SitePaths) -> None:
    compiled(paths, run_id=7)
    put(paths, a_key(), ["text"])

    compiled(paths, run_id=3)

    assert rows(paths, "select generation, run_id, built_at, subdomain from clerk_meta") == [
        (2, 7, NOW.isoformat(), "riverbend.ca")
    ]


def test_every_pointer_points_at_something(paths: SitePaths) -> None:
    put_minutes(paths)
    compiled(paths)

    assert rows(paths, "pragma foreign_key_check") == []
    pointers = {
        (table, column)
        for table in contents_of(paths.meetings_db)
        for _, _, _, column, *_ in rows(paths, f"pragma foreign_key_list({table})")
    }
    assert {("minutes", "document_id"), ("votes", "motion_id"), ("motions", "mover_id")} <= pointers
    indexed = {
        (table, rows(paths, f"pragma index_info({index})")[0][2])
        for table in contents_of(paths.meetings_db)
        for _, index, *_ in rows(paths, f"pragma index_list({table})")
    }
    assert pointers <= indexed
