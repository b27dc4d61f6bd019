"""Datasette, given nothing but the file, shows pointers by name, facets and search."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clerk.archive.facts_file import write_facts
from clerk.archive.pages import text_sha256
from clerk.model.document import DocumentKind
from clerk.model.facts import Attendance, AttendanceStatus, Facts, Span
from clerk.stages.compile import compile_site
from fixtures.made_documents import NOW, a_key, a_site, paths_in, put
from fixtures.made_minutes import official


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    paths = paths_in(tmp_path_factory.mktemp("sites"))
    text = "Present: Ana Reyes. The rent of the pier."
    put(paths, a_key(1), [text, "Other things"])
    put(paths, a_key(2, kind=DocumentKind.AGENDA), ["The agenda, with rent"])
    span = Span(page=1, start=9, end=18, quote="Ana Reyes")
    present = Attendance(person=official("Ana Reyes", span), status=AttendanceStatus.PRESENT)
    write_facts(
        paths,
        a_key(1),
        Facts(extractor="rules 1", text_sha256=text_sha256([text, "Other things"]), attendance=(present,)),
    )
    compile_site(paths, a_site(), entities=True, run_id=1, now=NOW)
    return paths.meetings_db


def datasette_says(database: Path, address: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "datasette", str(database), "--get", address],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


def test_datasette_finds_the_search_of_both_page_tables(database: Path) -> None:
    tables = {table["name"]: table for table in datasette_says(database, "/meetings.json")["tables"]}

    assert not tables["minutes"]["hidden"]
    assert tables["minutes_fts"]["hidden"]
    for table in ("minutes", "agendas"):
        found = datasette_says(database, f"/meetings/{table}.json?_search=RENT&_shape=objects")
        assert [row["page"] for row in found["rows"]] == [1], table


def test_datasette_shows_names_for_pointers_and_counts_for_facets(database: Path) -> None:
    shown = datasette_says(database, "/meetings/attendance.json?_labels=on&_facet=person_id&_shape=objects")

    (row,) = shown["rows"]
    labels = {column: cell["label"] for column, cell in row.items() if isinstance(cell, dict)}
    assert labels == {
        "person_id": "Ana Reyes",
        "meeting_id": "City Council 2024-01-09",
        "document_id": "City Council minutes",
        "page_id": "City Council 2024-01-09 minutes, page 1",
    }
    (facet,) = shown["facet_results"]["person_id"]["results"]
    assert (facet["label"], facet["count"]) == ("Ana Reyes", 1)
