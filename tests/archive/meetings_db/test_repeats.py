"""One motion that two documents of a meeting print is one motion, however each of them writes it."""

from dataclasses import replace
from typing import Any

import pytest

from clerk.archive.meetings_db.repeats import PrintedMotion, repeats_of

_MOTION = PrintedMotion(
    id="a1",
    document_id="a",
    sequence=1,
    text="Adopt Resolution 24-01, as amended",
    mover="Ana Reyes",
    result="pass",
    yes=4,
    no=1,
    votes=0,
)


def printed(motion_id: str, **changes: Any) -> PrintedMotion:
    """A motion named for its document and its number in it: "b2"."""
    return replace(_MOTION, id=motion_id, document_id=motion_id[0], sequence=int(motion_id[1:]), **changes)


@pytest.mark.parametrize(
    "text",
    [
        "adopt resolution 24-01 as amended.",
        "ADOPT RESOLUTION 24\u201301; AS AMENDED",
        "Adopt\n  Resolu-\ntion 24-01, as\tamended",
        "\u201cAdopt Resolution 24-01,\u201d as amended",
        "Adópt Resolution 24-01, as amended",
    ],
)
def test_white_space_punctuation_case_and_accents_make_no_other_motion(text: str) -> None:
    assert repeats_of([printed("a1"), printed("b1", text=text)]) == {"b1": "a1"}


def test_a_surname_repeats_the_full_name_and_no_other_member() -> None:
    assert repeats_of([printed("a1"), printed("b1", mover="REYES")]) == {"b1": "a1"}
    assert repeats_of([printed("a1", mover="Reyes"), printed("b1")]) == {"b1": "a1"}
    assert repeats_of([printed("a1"), printed("b1", mover="Bo Smith")]) == {}
    assert repeats_of([printed("a1"), printed("b1", mover=None)]) == {}


@pytest.mark.parametrize(
    "changes",
    [{"text": "Adopt Resolution 24-02, as amended"}, {"result": "fail"}, {"result": None}, {"yes": 5}, {"no": 0}],
)
def test_what_says_something_else_is_another_motion(changes: dict[str, object]) -> None:
    assert repeats_of([printed("a1"), printed("b1", **changes)]) == {}


def test_numbers_that_one_print_leaves_out_say_nothing_else() -> None:
    assert repeats_of([printed("a1"), printed("b1", yes=None, no=None)]) == {"b1": "a1"}


@pytest.mark.parametrize("text", ["", "  ", "\u2014"])
def test_motions_without_words_repeat_nothing(text: str) -> None:
    assert repeats_of([printed("a1", text=text), printed("b1", text=text)]) == {}


def test_what_one_document_prints_twice_was_moved_twice() -> None:
    assert repeats_of([printed("a1"), printed("a2")]) == {}
    assert repeats_of([printed("a1"), printed("a2"), printed("b1"), printed("b2")]) == {"b1": "a1", "b2": "a2"}
    assert repeats_of([printed("a1"), printed("b1"), printed("b2")]) == {"a1": "b1"}


def test_of_three_prints_two_repeat_the_third() -> None:
    assert repeats_of([printed("c1"), printed("b1"), printed("a1")]) == {"b1": "a1", "c1": "a1"}


def test_the_print_with_the_votes_by_name_is_the_one_that_counts() -> None:
    assert repeats_of([printed("a1"), printed("b1", votes=5)]) == {"a1": "b1"}
