"""split_votes shows where members were divided: by counts, else by names, and never where that is in doubt."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from clerk.archive.meetings_db.writer import insert_document
from clerk.model.facts import Counts, Doubt, Motion, VoteOption
from fixtures.facts_at_will import FactsAtWill, empty_database, one_build, rows_of
from fixtures.made_documents import a_key

MAKE = FactsAtWill()
YES, NO = MAKE.vote("Ana Reyes"), MAKE.vote("Bo Smith", VoteOption.NO)
ABSTAINED = MAKE.vote("Cy Young", VoteOption.ABSTAIN)
MOTION = MAKE.motion(1, "adopt rent control")
DOUBT = Doubt(reason="2 noes, 1 named", result=None, counts=Counts(), votes=())


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(empty_database()) as connection:
        yield connection


def is_split(database: sqlite3.Connection, motion: Motion) -> bool:
    with one_build(database) as touched:
        insert_document(database, rows_of(a_key(), MAKE.facts(motions=[motion])), touched)
    return len(database.execute("select id from split_votes").fetchall()) == 1


@pytest.mark.parametrize(
    ("motion", "expected"),
    [
        (replace(MOTION, counts=Counts(yes=4, no=1)), True),
        (replace(MOTION, counts=Counts(yes=5, no=0)), False),
        (replace(MOTION, votes=(YES, NO)), True),
        (replace(MOTION, counts=Counts(yes=4), votes=(YES, NO)), True),
        (replace(MOTION, votes=(YES, ABSTAINED)), False),
        (replace(MOTION, votes=(replace(YES, is_inferred=True), NO)), False),
        (replace(MOTION, counts=Counts(yes=4, no=1), doubt=DOUBT), False),
        (replace(MOTION, votes=(YES, NO), doubt=DOUBT), False),
        (replace(MOTION, doubt=replace(DOUBT, counts=Counts(yes=1, no=1), votes=(YES, NO))), False),
    ],
    ids=[
        "counts",
        "nobody against",
        "names without counts",
        "names where the noes are not counted",
        "an abstention is no no",
        "an inferred vote is no name",
        "doubt beside counts",
        "doubt beside names",
        "names in doubt",
    ],
)
def test_a_vote_is_split_where_somebody_certainly_was_for_it_and_somebody_against(
    database: sqlite3.Connection, motion: Motion, *, expected: bool
) -> None:
    assert is_split(database, motion) is expected


def test_the_names_stand_beside_the_numbers(database: sqlite3.Connection) -> None:
    assert is_split(database, replace(MOTION, votes=(YES, NO)))

    assert database.execute("select yes, no, votes_by_name from split_votes").fetchall() == [
        (None, None, "Ana Reyes: yes; Bo Smith: no")
    ]
