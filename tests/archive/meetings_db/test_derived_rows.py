"""What follows from several documents costs as much as changed, and comes out as if all were built at once."""

import datetime as dt
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk.archive.meetings_db.comparison import contents_in
from clerk.archive.meetings_db.writer import delete_document, insert_document, replace_facts
from clerk.model.document import DocumentKey
from clerk.model.facts import Facts, MentionLabel, Motion, NamedPerson
from fixtures.facts_at_will import FactsAtWill, empty_database, one_build, rows_of
from fixtures.made_documents import a_key

COUNCIL, BOARD = "City Council", "Library Board"
KEYS = (
    a_key(1, body=COUNCIL),
    a_key(2, body=COUNCIL),
    a_key(3, body=COUNCIL, date=dt.date(2024, 2, 13)),
    a_key(4, body=BOARD),
    a_key(5, body=BOARD, date=dt.date(2024, 2, 13)),
)
PEOPLE = st.sampled_from(("Ana Reyes", "ANA REYES", "Ana Rèyes", "Bo Smith", "BO SMITH", "Reyes"))
ORGANIZATIONS = st.sampled_from((COUNCIL, BOARD, "Rotary Club"))
WORDS = st.sampled_from(("adopt rent control", "Adopt  rent-control.", "adjourn", ""))


def recorded_or_printed(draw: st.DrawFn, person: NamedPerson) -> NamedPerson:
    """Somebody whom the page names, a member or not, or whom only a platform's records know."""
    span = draw(st.sampled_from((person.span, None)))
    return replace(person, span=span, is_official=draw(st.booleans()))


def any_motion(draw: st.DrawFn, make: FactsAtWill, number: int) -> Motion:
    """By few movers, and in few words, so that documents repeat each other's."""
    motion = make.motion(number, draw(WORDS), votes=[make.vote(name) for name in draw(st.lists(PEOPLE, max_size=2))])
    return replace(
        motion,
        mover=draw(st.sampled_from((None, recorded_or_printed(draw, make.person("Dee Lane"))))),
        seconder=draw(st.sampled_from((None, recorded_or_printed(draw, make.person("Bo Smith"))))),
        votes=tuple(replace(vote, voter=recorded_or_printed(draw, vote.voter)) for vote in motion.votes),
    )


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    """Facts of a few people, bodies and motions, so that documents have many of them in common."""
    make = FactsAtWill()
    members = draw(st.lists(PEOPLE, max_size=3, unique=True))
    motions = [any_motion(draw, make, number) for number in range(1, draw(st.integers(1, 4)))]
    mentions = [make.mention(draw(ORGANIZATIONS), MentionLabel.ORGANIZATION) for _ in range(draw(st.integers(0, 2)))]
    mentions += [make.mention(name, MentionLabel.PERSON) for name in draw(st.lists(PEOPLE, max_size=1))]
    mentions += [make.mention("Main Street", MentionLabel.PLACE)] * draw(st.integers(0, 1))
    return make.facts(
        attendance=[make.attendance(name, role=draw(st.sampled_from((None, "Mayor", "Chair")))) for name in members],
        motions=motions,
        mentions=mentions,
    )


Change = tuple[DocumentKey, Facts | None]


@st.composite
def any_builds(draw: st.DrawFn) -> list[list[Change]]:
    """Documents that come, get other facts and go; some say the same as others do."""
    said = st.none() | st.sampled_from(draw(st.lists(any_facts(), min_size=1, max_size=3)))
    return draw(st.lists(st.lists(st.tuples(st.sampled_from(KEYS), said), min_size=1, max_size=3), max_size=8))


@given(builds=any_builds(), widened=st.booleans())
def test_building_by_and_by_gives_what_building_at_once_gives(builds: list[list[Change]], *, widened: bool) -> None:
    with closing(empty_database()) as by_and_by, closing(empty_database()) as at_once:
        known: dict[DocumentKey, Facts] = {}
        for changes in builds:
            build(by_and_by, known, changes, widened=widened)
            assert by_and_by.execute("pragma foreign_key_check").fetchall() == []
        build(at_once, {}, list(known.items()), widened=widened)

        assert contents_in(by_and_by) == contents_in(at_once)


def build(
    connection: sqlite3.Connection,
    known: dict[DocumentKey, Facts],
    changes: Iterable[Change],
    *,
    widened: bool = False,
) -> None:
    """Removes documents, adds them, or gives them other facts, as one compile does; `known` is what is there."""
    with one_build(connection) as touched:
        for key, facts in changes:
            rows = rows_of(key, facts, people_from_mentions=widened)
            if facts is None:
                delete_document(connection, rows.id, key.kind, touched)
                known.pop(key, None)
                continue
            if key in known:
                replace_facts(connection, rows, touched)
            else:
                insert_document(connection, rows, touched)
            known[key] = facts


def a_meeting(number: int, motions: int = 10) -> tuple[DocumentKey, Facts]:
    """Minutes of a meeting of five members that are at every meeting, with an organization that all of them name."""
    make = FactsAtWill()
    members = [f"Member Number{index}" for index in range(5)]
    return a_key(number, date=dt.date(2020, 1, 1) + dt.timedelta(days=number)), make.facts(
        attendance=[make.attendance(name, role="Mayor") for name in members],
        motions=[
            make.motion(index, f"adopt ordinance {number}-{index}", mover=members[0], votes=[make.vote(members[1])])
            for index in range(1, motions + 1)
        ],
        mentions=[make.mention("Rotary Club", MentionLabel.ORGANIZATION)],
    )


@pytest.mark.parametrize("change", ["other facts", "removed", "added"])
def test_one_document_that_changed_touches_as_many_rows_in_a_large_site_as_in_a_small_one(change: str) -> None:
    counted = {meetings: rows_touched(meetings, change) for meetings in (4, 150)}

    assert counted[150] <= counted[4] + 10, counted
    assert counted[150] < 250


def rows_touched(meetings: int, change: str) -> int:
    """How many rows SQLite inserts, updates and deletes for one change, those of its search indexes included."""
    with closing(empty_database()) as connection:
        known: dict[DocumentKey, Facts] = {}
        build(connection, known, [a_meeting(number) for number in range(meetings)])
        before = connection.total_changes
        key, facts = a_meeting(1 if change != "added" else meetings)
        build(connection, known, [(key, None if change == "removed" else replace(facts, motions=facts.motions[1:]))])
        return connection.total_changes - before


def test_no_statement_of_a_build_reads_a_whole_table() -> None:
    with closing(empty_database()) as connection:
        known: dict[DocumentKey, Facts] = {}
        build(connection, known, [a_meeting(number) for number in range(3)])
        statements: set[str] = set()
        connection.set_trace_callback(statements.add)
        build(connection, known, [a_meeting(1), (a_meeting(2)[0], None), a_meeting(3)])
        connection.set_trace_callback(None)

        plans = {statement: plan_of(connection, statement) for statement in statements if is_ours(statement)}

    assert len(plans) > 50
    assert {statement: plan for statement, plan in plans.items() if re.search(r"SCAN \w", plan)} == {}


def is_ours(statement: str) -> bool:
    """False for what the search index does inside, which SQLite writes as comments."""
    return not statement.startswith("--")


def plan_of(connection: sqlite3.Connection, statement: str) -> str:
    return "\n".join(row[3] for row in connection.execute(f"explain query plan {statement}"))
