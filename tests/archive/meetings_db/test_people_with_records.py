"""Officials are people; others whom minutes name are, too, where PEOPLE_FROM_MENTIONS asks for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from clerk.archive.meetings_db.writer import insert_document
from clerk.model.facts import Facts, MentionLabel
from fixtures.facts_at_will import FactsAtWill, empty_database, one_build, rows_of
from fixtures.made_documents import a_key


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(empty_database()) as connection:
        yield connection


@pytest.fixture
def facts() -> Facts:
    """One member; a mover, a voter and somebody who spoke, none of whom is certainly one."""
    make = FactsAtWill()
    motion = make.motion(1, "adjourn", votes=[make.vote("Cy Young", is_official=False)])
    return make.facts(
        attendance=[make.attendance("Ana Reyes")],
        motions=[replace(motion, mover=make.person("Smith", is_official=False))],
        mentions=[
            make.mention("Dee Lane", MentionLabel.PERSON),
            make.mention("Rotary Club", MentionLabel.ORGANIZATION),
        ],
    )


def load(database: sqlite3.Connection, facts: Facts, *, people_from_mentions: bool) -> None:
    with one_build(database) as touched:
        insert_document(database, rows_of(a_key(), facts, people_from_mentions=people_from_mentions), touched)


def test_without_the_setting_officials_alone_are_people(database: sqlite3.Connection, facts: Facts) -> None:
    load(database, facts, people_from_mentions=False)

    assert database.execute("select name from people").fetchall() == [("Ana Reyes",)]
    assert database.execute("select count(*) from mentions where person_id is null").fetchone() == (4,)


def test_with_it_whoever_is_named_in_full_is_somebody(database: sqlite3.Connection, facts: Facts) -> None:
    load(database, facts, people_from_mentions=True)

    assert database.execute("select name, family_name from people order by name").fetchall() == [
        ("Ana Reyes", "Reyes"),
        ("Cy Young", "Young"),
        ("Dee Lane", "Lane"),
    ]
    assert database.execute("select person, option from votes_by_person").fetchall() == [("Cy Young", "yes")]
    assert database.execute(
        "select text, people.name from mentions left join people on people.id = person_id where label = 'person'"
        " order by text"
    ).fetchall() == [("Ana Reyes", "Ana Reyes"), ("Cy Young", "Cy Young"), ("Dee Lane", "Dee Lane"), ("Smith", None)]


def test_a_surname_alone_is_nobody_even_then(database: sqlite3.Connection, facts: Facts) -> None:
    load(database, facts, people_from_mentions=True)

    assert database.execute("select mover_name, mover_id from motions").fetchall() == [("Smith", None)]


def test_members_are_officials_alone_with_it_and_without(database: sqlite3.Connection, facts: Facts) -> None:
    guest = replace(
        facts.attendance[0], person=replace(facts.attendance[0].person, name="Flo Guest", is_official=False)
    )

    load(database, replace(facts, attendance=(*facts.attendance, guest)), people_from_mentions=True)

    assert database.execute("select name from memberships").fetchall() == [("Ana Reyes, City Council",)]


def test_pages_name_the_people_who_have_records(database: sqlite3.Connection, facts: Facts) -> None:
    load(database, facts, people_from_mentions=True)

    assert database.execute("select entities_json from minutes").fetchall() == [
        ('{"persons": ["Ana Reyes", "Cy Young", "Dee Lane"], "orgs": ["Rotary Club"], "locations": []}',)
    ]
