"""Rolls that are called for a vote, in the ways in which names and answers are written."""

import pytest

from clerk.model.facts import VoteOption
from fixtures.read_minutes import facts_of, motion_of, votes_of

HEAD = "Present: Ann Poe, Cy Lee, Eva Diaz, Di Okafor\n"
MOVED = "Moved by Poe, seconded by Lee, to pay the bills. "
SPLIT = {
    "Ann Poe": VoteOption.YES,
    "Cy Lee": VoteOption.YES,
    "Eva Diaz": VoteOption.YES,
    "Di Okafor": VoteOption.NO,
}


@pytest.mark.parametrize(
    "roll",
    [
        "Roll call: Poe Yes Lee yes Diaz yes Okafor no. Motion carried.",
        "A roll call vote was taken. Poe yes, Lee yes, Diaz yes, Okafor no. The motion passed 3-1.",
        "The vote was recorded: Poe Y Lee Y Diaz Y Okafor N Motion carried.",
        'On roll call vote; Poe, "Aye", Lee, "Aye", Diaz, "Aye", Okafor, "Nay", motion carried.',
        "FOR Ms. Poe, Mr. Lee, Ms. Diaz AGAINST Ms. Okafor Motion carried.",
        "AYES, Poe, Lee, Diaz; NAYS, Okafor. Motion carried.",
        "Roll Call Vote: Ayes\u2014Poe, Lee, Diaz. Nays\u2014Okafor. Motion carried.",
        "Ayes - Messrs Poe, Lee, Diaz. Nays - Okafor. Carried.",
        "Yeas: 3 Poe Lee Diaz Nays: 1 Okafor Motion carried.",
        "Voting was as follows: YES: Poe, Lee, Diaz NO: Okafor The Mayor declared the motion carried.",
        "ROLL CALL VOTE CARRIED THREE AYES: Poe, Lee, and Diaz; ONE NO: Okafor.",
        "FOR APPROVAL: Poe, Lee, Diaz TOTAL - 3, AGAINST APPROVAL: Okafor TOTAL - 1.",
        "Voting for the motion: Members Poe, Lee, Diaz\nVoting against the motion: Member Okafor\nMotion passed.",
        "The motion carried upon the following vote: Yes - Poe, Lee, Diaz. No -\nOkafor.",
        "ayes: Poe, Lee, Diaz; nays: Okafor, motion carried.",
        "The following voted in favor thereof: Poe, Lee, and Diaz; and the following voted against the same: Okafor.",
        "Vote of Board .. (Aye) Ann Poe, Member Vote of Board .. (Aye) Cy Lee, Vote (Aye) Eva Diaz, (Nay) Di Okafor",
        "Clerk: Ms. Poe? Ms. Poe: Yes. Mr. Lee? Mr. Lee: Yes. Ms. Diaz? Ms. Diaz: Yes. Ms. Okafor? Ms. Okafor: No.",
        "Roll call vote: yes - Poe, Lee, Diaz; no - Okafor; absent - none. Motion carried.",
        "The vote: AYES: Ms. Poe, Mr. Lee and Mrs. Diaz NAYS: Mrs. Okafor. Motion carried.",
        'It passed by these votes: Those voting "Yes" Trustees Poe, Lee and Diaz. Those voting "No" Trustee Okafor.',
        "Upon the roll being called AYE: Members Poe, Lee,\nDiaz; NAY:\nMember Okafor; whereupon the Mayor said so.",
        'Advisory Vote: "Aye" - Foy. Roll Call: "Ayes" - Poe, Lee, Diaz. "Nays" - Okafor, motion carried.',
        "Voting for the change was: Poe, Lee, and Diaz. Voting against was: Okafor. Motion carried 3-1.",
        "Roll call: Poe ? aye\nLee ? aye\nDiaz ? aye\nOkafor ? nay",
        'the following voted "aye": Members Poe, Lee, Diaz - 3; voting "nay": Member Okafor - 1. Carried.',
        "Roll call: Poe - Aye    Lee, Jr. - Aye\nDiaz - Aye    Okafor - Nay",
        "YEAS: Poe, Lee, Diaz NAYS: Okafor And the said ordinance was declared adopted.",
    ],
)
def test_every_way_of_writing_a_roll_says_who_voted_how(roll: str) -> None:
    motion = motion_of(HEAD + MOVED + roll)

    assert votes_of(motion) == SPLIT


def test_words_that_are_no_answers_make_no_roll() -> None:
    motions = facts_of(HEAD + MOVED + "Mr. Lee no longer lives there, Ms. Poe said yes. Motion carried.").motions

    assert [votes_of(motion) for motion in motions] == [{}]


def test_letters_behind_words_in_capitals_are_no_answers() -> None:
    motions = facts_of("SERVICIOS DE SEGURIDAD Y PERSONAL A LA CIUDAD Y\nCERTIFICACION Y PLENO A").motions

    assert motions == ()


def test_a_mayor_on_a_line_below_the_list_is_a_voter_of_his_own() -> None:
    motion = motion_of(HEAD + MOVED + "Ayes: Members Poe, Lee and Diaz.\nMayor Okafor.\nNays: None.\nMotion carried.")

    assert votes_of(motion) == dict.fromkeys(SPLIT, VoteOption.YES)


def test_the_chair_who_breaks_a_tie_votes_too() -> None:
    motion = motion_of(
        HEAD + MOVED + "Members Poe and Lee voted aye. Member Diaz voted nay. Chair Okafor broke the tie by voting aye."
    )

    assert votes_of(motion)["Di Okafor"] is VoteOption.YES


def test_two_surnames_without_a_comma_are_two_voters_where_one_is_a_member() -> None:
    motion = motion_of(
        "Present: C. Lee, D. Vo\nMoved by C. Lee, seconded by D. Vo to adjourn.\n"
        "Voting AYE: Poe Lee and Vo\nVoting NAY: none\n"
    )

    assert motion.counts.yes == 3
