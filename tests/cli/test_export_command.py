"""`clerk export` writes what a compiled site publishes, and no doubt and no inference as fact."""

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from clerk.archive.facts_file import write_facts
from clerk.archive.meetings_db.identity import document_id
from clerk.archive.pages import page_texts, text_sha256
from clerk.archive.paths import SitePaths
from fixtures.command_line import CommandLine
from fixtures.judged_facts import FACTS, PAGES
from fixtures.made_documents import a_key, paths_in, put
from fixtures.made_minutes import compiled, facts_of, put_minutes


@pytest.fixture
def site(nowhere: CommandLine) -> str:
    """A compiled site: a motion that failed, one in doubt, and one of a platform's records with an inferred vote."""
    paths = paths_in(nowhere.folder / "sites")
    key = a_key()
    put(paths, key, PAGES)
    write_facts(paths, key, replace(FACTS, text_sha256=text_sha256(page_texts(paths, key))))
    compiled(paths)
    return paths.subdomain


def lines(written: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.splitlines()]


def table(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def test_motions_and_attendance_are_objects_of_one_line_each(nowhere: CommandLine, site: str) -> None:
    objects = lines(nowhere.says("export", site, "--format", "jsonl"))

    assert [each["type"] for each in objects] == ["motion"] * 3 + ["attendance"] * 3
    assert [(each["text"], each["result"], each["tier"]) for each in objects[:3]] == [
        ("adopt rent control", "fail", "named"),
        ("adjourn", "pass", "outcome"),
        ("approve the minutes", "pass", "inferred_unanimous"),
    ]
    assert objects[0]["items"] == ["5", "6"]
    assert (objects[3]["name"], objects[3]["status"], objects[3]["role"]) == ("Ana Reyes", "late", "Mayor")


def test_doubts_are_named_but_not_told_as_facts(nowhere: CommandLine, site: str) -> None:
    adjourn = lines(nowhere.says("export", site, "--format", "jsonl"))[1]

    assert (adjourn["yes"], adjourn["votes"]) == (None, [])
    assert adjourn["review_reason"] == "the tally says 3, but 2 were there"


def test_vote_events_hold_printed_votes_only(nowhere: CommandLine, site: str) -> None:
    events = json.loads("[" + ",".join(nowhere.says("export", site, "--format", "ocd").splitlines()) + "]")

    assert [(event["result"], len(event["votes"])) for event in events] == [("fail", 3), ("pass", 0), ("pass", 0)]
    assert [vote["option"] for vote in events[0]["votes"]] == ["yes", "no", "excused"]


def test_what_open_civic_data_has_no_word_for_is_counted(nowhere: CommandLine) -> None:
    paths = paths_in(nowhere.folder / "sites")
    key = a_key()
    put(paths, key, PAGES)
    motions = (replace(FACTS.motions[0], result=None), FACTS.motions[1])
    write_facts(paths, key, replace(FACTS, motions=motions, text_sha256=text_sha256(page_texts(paths, key))))
    compiled(paths)

    ran = nowhere.run("export", paths.subdomain, "--format", "ocd")

    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert ran.err == "Left out: 1 motion(s) that neither passed nor failed\n"


def test_tables_are_three_files_in_a_folder(nowhere: CommandLine, site: str) -> None:
    ran = nowhere.run("export", site, "--format", "csv", "--output", "out")

    folder = nowhere.folder / "out"
    assert sorted(file.name for file in folder.iterdir()) == ["attendance.csv", "motions.csv", "votes.csv"]
    assert [row["items"] for row in table(folder / "motions.csv")] == ["5; 6", "", ""]
    assert [(row["voter"], row["option"], row["inferred"]) for row in table(folder / "votes.csv")] == [
        ("Ana Reyes", "yes", "0"),
        ("Bo Smith", "no", "0"),
        ("Cy Young", "excused", "0"),
        ("Ana Reyes", "yes", "1"),
    ]
    assert [row["name"] for row in table(folder / "attendance.csv")] == ["Ana Reyes", "Bo Smith", "Cy Young"]
    assert (ran.code, ran.out) == (0, "")


def test_a_person_has_one_name_however_pages_spell_it(nowhere: CommandLine) -> None:
    paths = paths_in(nowhere.folder / "sites")
    first, second = put_minutes(paths, 1), put_minutes(paths, 2, body="Library Board")
    facts = facts_of(page_texts(paths, second))
    shouted = [replace(one, person=replace(one.person, name=one.person.name.upper())) for one in facts.attendance]
    write_facts(paths, second, replace(facts, attendance=tuple(shouted)))
    compiled(paths)

    objects = lines(nowhere.says("export", paths.subdomain, "--format", "jsonl"))

    attendance = [each for each in objects if each["type"] == "attendance"]
    assert {str(each["name"]) for each in attendance} == {"Ana Reyes", "Bo Smith"}
    assert {each["document_id"] for each in attendance} == {
        document_id(paths.subdomain, first),
        document_id(paths.subdomain, second),
    }


def test_lines_can_be_a_file(nowhere: CommandLine, site: str) -> None:
    printed = nowhere.says("export", site, "--format", "ocd")

    nowhere.says("export", site, "--format", "ocd", "--output", "out")

    assert (nowhere.folder / "out" / f"{site}-vote-events.jsonl").read_text() == printed


def test_tables_without_a_folder_are_wrong_usage(nowhere: CommandLine) -> None:
    ran = nowhere.run("export", "oakland", "--format", "csv")

    assert (ran.code, ran.out) == (2, "")
    assert "--output" in ran.err


def test_a_site_that_is_not_compiled_has_nothing_to_export(nowhere: CommandLine) -> None:
    ran = nowhere.run("export", "oakland", "--format", "ocd")

    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert "meetings.db" in ran.err


def test_a_database_of_another_version_is_refused_in_one_sentence(nowhere: CommandLine, site: str) -> None:
    paths = SitePaths(nowhere.folder / "sites", paths_in(nowhere.folder).subdomain)
    with closing(sqlite3.connect(paths.meetings_db)) as connection, connection:
        connection.execute("update clerk_meta set schema_version = 1")

    ran = nowhere.run("export", site, "--format", "jsonl")

    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert "another version" in ran.err
