"""The strict parsers that the extractor is compared with: a wrong one would measure nothing."""

import chicago_roll_calls
import guelph_tallies
import rtd_tables
from corpus_facts import ballots, surname

from clerk.model.facts import VoteOption

YES, NO, ABSENT = VoteOption.YES, VoteOption.NO, VoteOption.ABSENT

PAIRS = """RESULT:
PASSED [2 TO 1]
MOVER:
Ann Smith, Director, District F
SECONDER: Bob Jones, Director, District G
AYES: Smith,
Jones
NAYS: Carl Poe
ABSENT:
Dora Lee and Eve Ray
Chair Smith declared the motion PASSED.
"""
COLUMNS = """RESULT:
MOVER:
SECONDER:
AYES:

NAYS:

PASSED [2 TO 1]
Ann Smith, Director, District F
Bob Jones, Director, District G
Smith,
Jones
Carl Poe

Chair Smith declared the motion PASSED.
"""


def test_a_table_is_read_whether_its_labels_stand_beside_or_above_their_values() -> None:
    (pairs,) = rtd_tables.tables([PAIRS])
    (columns,) = rtd_tables.tables([COLUMNS])

    assert pairs is not None
    assert columns is not None
    assert columns.votes == {("smith", YES), ("jones", YES), ("poe", NO)}
    assert pairs.votes == columns.votes | {("lee", ABSENT), ("ray", ABSENT)}
    assert (pairs.start, columns.start) == ((1, 0), (1, 0))


def test_a_table_whose_ayes_are_not_as_many_as_it_says_is_not_read() -> None:
    assert list(rtd_tables.tables([PAIRS.replace("[2 TO 1]", "[3 TO 1]")])) == [None]


def test_a_tally_with_nothing_after_against_does_not_run_into_the_next() -> None:
    text = "VOTING IN FAVOUR: Bell (1)\nVOTING AGAINST:\nCARRIED\nVOTING IN FAVOUR: Bell (2)\nVOTING AGAINST: (0)"

    assert [(found[2], found[4]) for found in guelph_tallies.TALLY.finditer(text)] == [("1", None), ("2", "0")]


def test_a_roll_call_ends_where_the_wards_begin_again() -> None:
    page = "\n".join(f"{ward} Name{'abcdefghij'[ward % 10]}{'xyzuvw'[ward // 10]} Y" for ward in range(1, 51))

    first, second = chicago_roll_calls.roll_calls([page, page.replace(" Y", " N")])

    assert [(len(call.votes), call.pages) for call in (first, second)] == [(50, {1}), (50, {2})]
    assert {option for _, option in second.votes} == {NO}


def test_two_who_share_a_surname_stay_two() -> None:
    assert ballots([("P. O'Connor", YES), ("M. O'Connor", YES), ("Mell", NO)]) == {
        ("poconnor", YES),
        ("moconnor", YES),
        ("mell", NO),
    }


def test_a_surname_is_the_last_word_without_accents() -> None:
    assert [surname(name) for name in ("Muñoz", "Ann Smith, Director", "Phan (recusal)")] == ["munoz", "smith", "phan"]
