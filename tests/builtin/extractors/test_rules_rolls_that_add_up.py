"""Rolls in a layout that no style knows: read where names and numbers add up, and left alone where they do not."""

import pytest

from clerk.model.facts import Counts, MotionResult, Tier, VoteOption
from fixtures.read_minutes import motion_of, votes_of

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
        "Poe, Lee and Diaz; voted aye. Okafor; voted no. Motion carried.",
        "Ms. Poe, Mr. Lee and Ms. Diaz, YES; Ms. Okafor, NO. Motion carried.",
        "For: Poe, Lee, Diaz Against: Okafor Carried",
        "Motion carried with Messrs. Poe, Lee and Diaz voting yes and Mr. Okafor voting no.",
        "which motion carried, Members Poe, Lee and Diaz voted aye, Member Okafor voted nay.",
        "The following vote was taken. AYE Poe / Lee / Diaz NAY Okafor. Carried.",
    ],
)
def test_a_roll_that_names_each_member_once_is_believed(roll: str) -> None:
    motion = motion_of(HEAD + MOVED + roll)

    assert votes_of(motion) == SPLIT
    assert (motion.result, motion.tier, motion.doubt) == (MotionResult.PASS, Tier.NAMED, None)
    assert motion.counts == Counts(yes=3, no=1)


def test_without_a_list_of_members_the_printed_numbers_must_be_those_of_the_names() -> None:
    motion = motion_of(MOVED + "Poe, Lee and Diaz; voted aye. Okafor; voted no. Motion carried 3-1.")

    assert votes_of(motion) == {
        "Poe": VoteOption.YES,
        "Lee": VoteOption.YES,
        "Diaz": VoteOption.YES,
        "Okafor": VoteOption.NO,
    }


@pytest.mark.parametrize(
    "told",
    [
        "For the road were Poe, Lee; against it Okafor. Motion carried.",
        "Poe, Lee and Diaz asked whether a vote for it was a vote against Okafor. Motion carried.",
        "Ms. Poe spoke for: Lee. Against: the Okafor brothers. Motion carried.",
    ],
)
def test_names_that_do_not_add_up_are_no_roll(told: str) -> None:
    motion = motion_of(HEAD + MOVED + told)

    assert votes_of(motion) == {}
    assert motion.counts.yes is None


def test_a_roll_that_leaves_out_a_member_who_is_named_beside_it_is_not_believed() -> None:
    motion = motion_of(
        HEAD + MOVED + "Poe, Lee; voted aye. Okafor; voted no. Diaz did as she had said. Motion carried."
    )

    assert motion.counts.yes is None


def test_lists_that_contradict_each_other_are_not_read_in_another_way() -> None:
    motion = motion_of(HEAD + MOVED + "\nAYES: Poe, Lee, Diaz\nNOES: Poe\n")

    assert motion.votes == ()
    assert motion.doubt is not None


def test_all_others_are_not_all() -> None:
    motion = motion_of(HEAD + MOVED + "With Okafor voting no, all others voting yes, motion carries.")

    assert (votes_of(motion), motion.doubt) == ({"Di Okafor": VoteOption.NO}, None)


def test_the_roll_of_the_next_motion_is_not_this_ones() -> None:
    motion = motion_of(HEAD + MOVED + "Motion carried.\n\nThe Board heard a report.\n")

    assert votes_of(motion) == {}
