"""Whose name it is: a roster resolves names, and nobody is guessed."""

import datetime as dt
from dataclasses import replace

import pytest

from clerk.builtin.extractors.rules.extractor import RulesExtractor
from clerk.builtin.extractors.rules.names import Roster, is_name
from clerk.model.facts import VoteOption
from fixtures.read_minutes import a_document, facts_of, motion_of, name_of, votes_of

HERE = ("Ann Smith", "Bob Smith", "Cy Young", "José Peña", "Okafor", "J. Van Hout")


@pytest.mark.parametrize(
    ("written", "member"),
    [
        ("Young", "Cy Young"),
        ("C. Young", "Cy Young"),
        ("CY YOUNG", "Cy Young"),
        ("Young Jr.", "Cy Young"),
        ("D. Young", None),
        ("Smith", None),
        ("A. Smith", "Ann Smith"),
        ("Bob Smith", "Bob Smith"),
        ("Pena", "José Peña"),
        ("Jose Pen\u0303a", "José Peña"),
        ("Oka for", "Okafor"),
        ("Okafer", "Okafor"),
        ("Cy", "Cy Young"),
        ("Van Hout", "J. Van Hout"),
        ("Zorro", None),
        ("", None),
        ("\u200f", None),
    ],
)
def test_a_name_is_the_one_member_whom_it_can_mean(written: str, member: str | None) -> None:
    assert Roster.of(HERE).member(written) == member


def test_two_surnames_that_lost_the_comma_between_them_are_two_members() -> None:
    text = "Present: Ann Smith, Bob Jones, Cy Young, Dee Reyes\n\nMoved by Smith, seconded by Jones, to adjourn.\n"

    motion = motion_of(text + "Voting in favour: Smith, Jones Young, Reyes (4)\nVoting against: (0)\n")

    assert list(votes_of(motion)) == ["Ann Smith", "Bob Jones", "Cy Young", "Dee Reyes"]
    assert [vote.voter.span.quote for vote in motion.votes if vote.voter.span] == ["Smith", "Jones", "Young", "Reyes"]


def test_a_name_does_not_begin_on_the_short_line_above_it() -> None:
    assert name_of(motion_of("Dee Peña\nSmith moved to adjourn. Young seconded. Motion carried.").mover) == "Smith"


def test_members_of_earlier_meetings_are_meant_only_when_nobody_here_is() -> None:
    roster = Roster.of(["Ann Smith"], ["Zed Smith", "Mar\u00eda L\u00f3pez"])

    assert roster.member("Smith") == "Ann Smith"
    assert roster.member("Lopez") == "Mar\u00eda L\u00f3pez"


def test_two_earlier_members_of_one_surname_are_nobody() -> None:
    assert Roster.of(["Ann Smith"], ["Zed Long", "Amy Long"]).member("Long") is None


def test_a_first_name_is_nobodys_in_a_large_board() -> None:
    large = [f"Cy{letter} Zo{letter}n" for letter in "bcdfghk"]

    assert Roster.of(["Kay Young", *large]).member("Kay") is None


def test_earlier_members_are_officials_by_whom_minutes_without_attendance_are_read() -> None:
    document = replace(
        a_document("Moved by Lopez, seconded by Smith, to adjourn.\nAYES: Lopez, Smith\nNOES: None\n"),
        earlier_members=("Mar\u00eda L\u00f3pez", "Ann Smith"),
        date=dt.date(2024, 2, 6),
    )

    facts = RulesExtractor().extract(document)

    (motion,) = facts.motions
    assert facts.attendance == ()
    assert [(vote.voter.name, vote.voter.is_official) for vote in motion.votes] == [
        ("Mar\u00eda L\u00f3pez", True),
        ("Ann Smith", True),
    ]


def test_a_vote_under_a_surname_of_two_members_is_kept_as_written_and_tied_to_nobody() -> None:
    motion = motion_of(
        "Present: Ann Smith, Bob Smith, Cy Young\n\nMoved by Young, seconded by B. Smith, to approve the plan. "
        "Motion carried 2-1.\nAYES: Young, Smith\nNOES: B. Smith\n"
    )

    assert votes_of(motion) == {"Cy Young": VoteOption.YES, "Smith": VoteOption.YES, "Bob Smith": VoteOption.NO}
    assert {vote.voter.name: vote.voter.is_official for vote in motion.votes}["Smith"] is False


def test_staff_of_a_members_surname_do_not_make_it_unsure() -> None:
    facts = facts_of(
        "Present: Mayor Ann Johnson, Council Member Cy Young\nAlso present: City Manager Bo Johnson\n\n"
        "Moved by Johnson, seconded by Young, to approve the plan. Carried.\n"
    )

    assert [one.person.name for one in facts.attendance] == ["Ann Johnson", "Cy Young"]
    assert name_of(facts.motions[0].mover) == "Ann Johnson"


def test_a_name_of_three_hundred_characters_is_none() -> None:
    long = "Ab" * 150

    facts = facts_of(f"Present: {long}, Ann Smith\n\nMoved by {long}, seconded by Smith, to adjourn. Carried.\n")

    assert not is_name(long)
    assert [one.person.name for one in facts.attendance] == ["Ann Smith"]
    assert [motion.mover for motion in facts.motions] == [None]
