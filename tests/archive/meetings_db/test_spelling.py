"""One person is one row, however minutes print the name."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest

from clerk.archive.meetings_db.person_names import best_spelling
from clerk.archive.meetings_db.spelling import letters_of, words_of
from clerk.archive.meetings_db.writer import delete_document, insert_document
from clerk.model.document import DocumentKind
from fixtures.facts_at_will import FactsAtWill, empty_database, one_build, rows_of
from fixtures.made_documents import a_key


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(empty_database()) as connection:
        yield connection


def put_roster(database: sqlite3.Connection, number: int, names: Sequence[str], *, body: str = "City Council") -> str:
    make = FactsAtWill()
    rows = rows_of(a_key(number, body=body), make.facts(attendance=[make.attendance(name) for name in names]))
    with one_build(database) as touched:
        insert_document(database, rows, touched)
    return rows.id


def people_of(database: sqlite3.Connection) -> list[tuple[str, str]]:
    return database.execute("select name, sort_name from people order by name").fetchall()


def test_capitals_accents_and_marks_make_no_other_person(database: sqlite3.Connection) -> None:
    for number, name in enumerate(("JOSE O'KEEFE", "Jose O\u2019Keefe", "José O'Keefe", "José O'Keefe"), start=1):
        put_roster(database, number, [name])

    assert people_of(database) == [("José O'Keefe", "O'Keefe, José")]
    assert database.execute("select count(distinct person_id), count(distinct name) from attendance").fetchone() == (
        1,
        3,
    )


def test_a_person_is_shown_in_capitals_only_where_nothing_else_is_printed(database: sqlite3.Connection) -> None:
    put_roster(database, 1, ["ANA REYES"], body="Library Board")
    assert people_of(database) == [("ANA REYES", "REYES, ANA")]
    roster = put_roster(database, 2, ["Ana Reyes"])

    assert people_of(database) == [("Ana Reyes", "Reyes, Ana")]
    assert database.execute("select name from memberships order by name").fetchall() == [
        ("Ana Reyes, City Council",),
        ("Ana Reyes, Library Board",),
    ]
    with one_build(database) as touched:
        delete_document(database, roster, DocumentKind.MINUTES, touched)
    assert database.execute("select name from memberships").fetchall() == [("ANA REYES, Library Board",)]


def test_names_without_letters_are_not_all_one_person(database: sqlite3.Connection) -> None:
    put_roster(database, 1, ["?", "\u2014"])

    assert len(people_of(database)) == 2


@pytest.mark.parametrize(
    ("spellings", "best"),
    [
        ({"ANA REYES": 9, "Ana Reyes": 1}, "Ana Reyes"),
        ({"ana reyes": 9, "Ana Reyes": 1}, "Ana Reyes"),
        ({"Ana Pena": 1, "Ana Peña": 2}, "Ana Peña"),
        ({"Ana OKeefe": 1, "Ana O'Keefe": 1}, "Ana O'Keefe"),
        ({"REYES": 1}, "REYES"),
    ],
)
def test_the_most_usual_spelling_is_shown(spellings: dict[str, int], best: str) -> None:
    assert best_spelling(spellings) == best


def test_letters_are_what_stays_of_a_text() -> None:
    assert letters_of("Resolu-\ntion \u201cNo. 24\u201301\u201d") == "resolutionno2401"
    assert words_of("O\u2019Keefe, JOSÉ") == ("o", "keefe", "jose")
    assert letters_of(" \u2014 ") == ""
