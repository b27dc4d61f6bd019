"""What is said once of all motions of a meeting counts for those of which nothing else is said."""

import pytest

from clerk.model.facts import Counts, Motion, MotionResult, VoteOption
from fixtures.read_minutes import facts_of, votes_of

HEAD = "Present: Ann Poe, Cy Lee, Eva Diaz.\n\n"
MOTIONS = (
    "Moved by Poe, seconded by Lee, to approve the agenda.\n\n"
    "Moved by Lee, seconded by Diaz, to buy a mower. Motion carried.\n\n"
    "Moved by Diaz, seconded by Poe, to sell the barn. Motion failed 1-2.\n\n"
    "Moved by Diaz to adjourn.\n"
)


def outcomes(found: tuple[Motion, ...]) -> list[tuple[MotionResult | None, Counts]]:
    return [(motion.result, motion.counts) for motion in found]


@pytest.mark.parametrize(
    "clause",
    [
        "Unless otherwise noted, all motions were approved unanimously.\n\n",
        "Unless otherwise stated all actions taken were by unanimous vote.\n\n",
        "ALL MOTIONS RECORDED IN THESE MINUTES WERE BY UNANIMOUS VOTE, UNLESS OTHERWISE STATED.\n\n",
    ],
)
def test_a_motion_of_which_no_outcome_is_told_went_as_all_did(clause: str) -> None:
    motions = facts_of(HEAD + clause + MOTIONS).motions

    assert outcomes(motions) == [
        (MotionResult.PASS, Counts(no=0)),
        (MotionResult.PASS, Counts(no=0)),
        (MotionResult.FAIL, Counts(yes=1, no=2)),
        (None, Counts()),
    ]


def test_the_outcome_is_shown_where_it_is_said() -> None:
    motion = facts_of(HEAD + "Unless otherwise noted, all motions were approved unanimously.\n\n" + MOTIONS).motions[0]

    assert motion.result_span is not None
    assert motion.result_span.quote.startswith("Unless otherwise noted")
    assert "unless-noted" in motion.rule


def test_who_voted_so_may_be_listed_with_it() -> None:
    clause = "Unless indicated otherwise the vote on all motions was as follows and they carried:"
    clause += " Ayes: Poe, Lee, Diaz. Nays: none.\n\n"
    motion = facts_of(HEAD + clause + MOTIONS).motions[0]

    assert votes_of(motion) == dict.fromkeys(("Ann Poe", "Cy Lee", "Eva Diaz"), VoteOption.YES)


def test_what_is_said_of_some_motions_is_not_said_of_all() -> None:
    motions = facts_of(HEAD + "All motions need a second unless otherwise noted.\n\n" + MOTIONS).motions

    assert motions[0].result is None


def test_what_is_told_of_one_motion_stands_against_what_is_said_of_all() -> None:
    clause = "Unless otherwise noted, all motions were approved unanimously.\n\n"
    motion = facts_of(HEAD + clause + "Moved by Poe, seconded by Lee, to pay it. Motion carried 2-1.").motions[0]

    assert (motion.counts, motion.doubt) == (Counts(yes=2, no=1), None)


def test_an_abstention_told_of_one_motion_leaves_it_passed_as_all_were() -> None:
    text = "Unless otherwise noted, all motions were approved unanimously.\n\n"
    text += "Moved by Poe, seconded by Lee, to pay it. Diaz abstained since it is her brother.\n"
    (motion,) = facts_of(HEAD + text).motions

    assert (motion.result, votes_of(motion)) == (MotionResult.PASS, {"Eva Diaz": VoteOption.ABSTAIN})
