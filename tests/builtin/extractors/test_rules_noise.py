"""The extractor `rules` reads any text at all: every quote stands where it says, and time grows with the length."""

import random
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.read_minutes import facts_of

_WORDS = st.one_of(
    st.sampled_from(
        ["AYES:", "NOES:", "ABSENT:", "Present:", "RESULT:", "Mayor", "Council Member", "moved by", "moved"]
    ),
    st.sampled_from(
        ["seconded by", "second", "motion carried", "unanimously", "failed", "4-1", "None", "yes", "no", "to"]
    ),
    st.sampled_from(
        ["Smith", "Jones", "O'Neill", "\u0130stanbul", "Pe\u00f1a", "A.", ",", ";", ".", "and", "\n", "(", ")"]
    ),
    st.sampled_from(
        [
            "M/S/C (Smith/Jones)",
            "MOVER:",
            "SECONDER:",
            "NAYS:",
            "moved to amend",
            "substitute motion",
            "withdrew his motion",
        ]
    ),
    st.sampled_from(
        [
            "by unanimous consent",
            "se aprueba por unanimidad",
            "Moci\u00f3n del Concejal",
            "Ward Alderman Vote\n1 Moreno Y\n",
        ]
    ),
    st.sampled_from(
        [
            "Smith, yes; Jones, no",
            "with Reyes abstaining",
            "Motion: approved Vote: unanimous",
            "items 5 through 8",
            "7.B. ",
        ]
    ),
    st.sampled_from(["-", "\u2013", "\u2019", "\ufffd", "\x00", "\u200f", "Page 3"]),
)


@given(st.lists(st.lists(_WORDS, max_size=40).map(" ".join), min_size=1, max_size=3))
def test_every_quote_stands_where_it_says_whatever_the_text(pages: list[str]) -> None:
    facts_of(*pages)


def test_a_table_on_the_page_behind_an_empty_one_stands_on_its_own_page() -> None:
    """Bug: its place began above it, on the page before, where nothing stands, and the whole document was refused."""
    (motion,) = facts_of("", "Ward Alderman Vote\n1 Moreno Y\n2 Burke Y\n").motions

    assert motion.span is not None
    assert (motion.span.page, motion.span.quote.splitlines()[0]) == (2, "Ward Alderman Vote")


@given(st.lists(st.text(max_size=80), max_size=3))
def test_any_text_at_all_is_read_without_an_error(pages: list[str]) -> None:
    facts_of(*pages)


_WORDS_OF_MINUTES = """
    moved seconded by motion carried AYES: NOES: ABSENT: Smith Jones Councilmember Mayor voted yes no 3-1 5 to 2 the of
    and , . ; : ( ) unanimously all in favor Present: - / ' ~ Vo Lee approve minutes that resolution RESULT: MOVER: 1.
    (3) roll call vote Vote: certify foregoing Planning Commission se aprueba por unanimidad Ward Alderman 12 Y absent
"""
_MANY_NAMES = ["".join(letters).title() for letters in product("bdfglmnr", "aeiou", "dklmnrst", "aeiou")]


@pytest.mark.parametrize(
    "noise",
    [
        "AYES: " + "Smith, " * 8_000,
        "moved by " * 4_000,
        "Smith moved, " * 4_000,
        "A" * 100_000,
        " " * 100_000,
        "\n" * 60_000,
        "AYES:\n" * 16_000,
        "Smith, yes; " * 4_000,
        "council member " * 6_000,
        "seconded by carried 4-1 " * 4_000,
        "Moved by Smith, seconded by Jones. " + "motion carried " * 6_000,
        "PRESENT: " + "Ann\nBob\n" * 10_000,
        "First\n" + " " * 50_000 + "x" + " " * 50_000 + "yes\nLast",
        "Mayor Smith" + " was present" * 8_000,
        "Moved by Smith, seconded by Jones.\nAYES: Smith\nNOES: Jones\n" * 3_200,
        "RESULT: x\nMOVER: Smith\n" + "     and more\n" * 4_000,
        "Ward Alderman Vote\n" * 5_000,
        "Moved by Smith to go. Motion carried. " + "Motion failed. " * 3_000,
        "Moved by Smith. " + "Motion carried 5-1, Jones opposed. " * 3_000,
        "no objection, " * 3_000,
        "Present were Ann Smith, " * 4_000,
        "se aprueba por unanimidad " * 4_000,
        "1-" * 25_000,
        "".join(f"{name}: here\n" for name in _MANY_NAMES)
        + "".join(f"Moved by {name}, seconded by {name}. Carried.\n" for name in _MANY_NAMES),
        "AYES:\n" * 10_000,
        "AYES:\nNOES:\n" * 5_000,
        "Smith: I'll move it. " * 5_000,
        "Smith: second\n" * 3_000,
        "Vo Lee\nAye \u2612 \u2612\n" * 5_000,
        "Aye " + "\u2612 " * 25_000,
        "The Planning Commission " * 4_000,
        "Young changed his vote to no. " * 3_000,
        "I certify that the foregoing " * 3_500,
        "At its last meeting, the Council " * 3_000,
        "voted on a motion by Smith " * 4_000,
        "(" * 50_000,
        "and " * 12_000,
        "\u200f" * 50_000,
        "\0" * 50_000,
    ],
    ids=lambda noise: re.sub(r"\s+", " ", noise[:12]),
)
def test_noise_as_long_as_a_book_is_read_in_the_time_a_test_has(noise: str) -> None:
    """No timing here: a pattern that takes more than linear time runs into the suite's own limit."""
    facts_of(noise)


@pytest.mark.parametrize("title", ["Mr. ", "Cr. ", "selectboard members ", "Hon. "])
def test_titles_in_a_row_between_two_answers_are_passed_over_once(title: str) -> None:
    """Bug: "Mr." could be read in two ways, and forty of them in 2 ** 40."""
    facts_of("Smith moved to adjourn.\nSmith, yes; " + title * 40 + "x; Jones, yes\n")


def test_half_a_million_characters_of_torn_minutes_are_read_to_the_end() -> None:
    dice = random.Random(1)  # noqa: S311  words in any order, no secret
    vocabulary = _WORDS_OF_MINUTES.split()
    words = [dice.choice(vocabulary) + dice.choice([" ", " ", "", "\n"]) for _ in range(120_000)]

    facts = facts_of(*("".join(words[start : start + 1_000]) for start in range(0, len(words), 1_000)))

    assert sum(map(len, words)) > 500_000
    assert len(facts.motions) > 100
