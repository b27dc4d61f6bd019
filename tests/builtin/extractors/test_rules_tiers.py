"""How far minutes confirm what is read of a vote, and what of it is held back because it contradicts itself."""

import pytest

from clerk.model.facts import Counts, MotionResult, Tier, VoteOption
from fixtures.read_minutes import motion_of, votes_of

FOUR = "Present: Ann Smith, Bob Jones, Cy Young, Dee Reyes\n\n"
MOVED = "Moved by Smith, seconded by Jones, to approve the plan. "
LISTS = "\nAYES: Smith, Jones, Young\nNOES: Reyes\n"


@pytest.mark.parametrize(
    ("told", "tier"),
    [
        ("Motion carried 3-1." + LISTS, Tier.NAMED),
        ("Motion carried 3-1 (Young dissenting).", Tier.NAMED),
        (LISTS, Tier.NAMED),
        ("Motion carried 2-1." + "\nAYES: Smith, Jones\nNOES: Reyes\nABSTAIN: Young\n", Tier.NAMED),
        ("Motion carried 3-0 with Young abstaining.", Tier.TALLY),
        ("Motion carried 3-1, Reyes dissenting, with Young abstaining.", Tier.TALLY),
        ("Motion carried 3-1.", Tier.TALLY),
        ("\nAYES: Smith, Jones\n", Tier.TALLY),
        ("Motion carried.", Tier.OUTCOME),
        ("Motion carried 4-0.", Tier.INFERRED_UNANIMOUS),
        ("Motion carried 4-0-1.", Tier.TALLY),
        ("Motion carried 3-0.", Tier.TALLY),
    ],
)
def test_a_tier_is_what_numbers_names_and_those_present_confirm(told: str, tier: Tier) -> None:
    motion = motion_of(FOUR + MOVED + told)

    assert (motion.tier, motion.doubt) == (tier, None)


def test_names_that_no_list_of_those_present_confirms_rest_on_the_printed_numbers() -> None:
    assert motion_of(MOVED + "Motion carried 3-1." + LISTS).tier is Tier.NAMED
    assert motion_of(MOVED + LISTS).tier is Tier.TALLY


@pytest.mark.parametrize("voter", ["Zorro", "Smith"])
def test_a_voter_who_is_no_member_for_certain_leaves_names_unconfirmed(voter: str) -> None:
    two = "Present: Ann Smith, Bob Smith, Bob Jones, Cy Young\n\n"

    motion = motion_of(two + MOVED + f"Motion carried 3-0.\nAYES: Jones, Young, {voter}\nNOES: None\n")

    assert (motion.tier, len(motion.votes)) == (Tier.TALLY, 3)


def test_the_printed_result_is_a_word_of_the_minutes_or_nothing() -> None:
    motion = motion_of("The minutes of May 2 were approved by unanimous consent.\n")

    assert (motion.result, motion.result_text) == (MotionResult.PASS, None)


def test_each_member_present_is_inferred_to_have_voted_yes_and_marked_so() -> None:
    motion = motion_of(FOUR + MOVED + "Motion carried 4-0.")

    assert votes_of(motion) == {}
    assert [(vote.voter.name, vote.option, vote.is_inferred) for vote in motion.votes] == [
        ("Ann Smith", VoteOption.YES, True),
        ("Bob Jones", VoteOption.YES, True),
        ("Cy Young", VoteOption.YES, True),
        ("Dee Reyes", VoteOption.YES, True),
    ]


@pytest.mark.parametrize("late", ["Late: Ed Long\n", "Arrived late: Ed Long\n"])
def test_nobodys_vote_is_inferred_in_a_meeting_to_which_somebody_came_late(late: str) -> None:
    motion = motion_of(FOUR.rstrip() + "\n" + late + "\n" + MOVED + "Motion carried 4-0.")

    assert (motion.tier, motion.votes) == (Tier.TALLY, ())


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (
            "Motion carried 4-0.\nAYES: Smith, Jones, Young\nNOES: None\n",
            "3 names under yes, but 4 is printed",
        ),
        ("Motion carried.\nAYES: 4 - Smith, Jones\nNOES: None\n", "2 names under yes, but 4 is printed"),
        ("\nAYES: Smith, Jones, Young\nNOES: Smith\n", "Ann Smith stands there more than once"),
        ("Motion passed unanimously 3-1.", "a unanimous vote, but votes against it are told"),
        ("Motion carried 3-1. Vote: 2-1.", "two numbers are printed for yes: 3 and 2"),
        ("Motion failed 3-1.", "said to have failed, with 3 for and 1 against"),
        ("Motion passed 1-3.", "said to have passed, with 1 for and 3 against"),
        (
            "\nAYES: Smith, Jones and others as noted\nNOES: Young\n",
            "something among the names could not be read as a name",
        ),
    ],
)
def test_what_contradicts_itself_is_held_back_with_the_reason(told: str, reason: str) -> None:
    motion = motion_of(FOUR + MOVED + told)

    assert motion.doubt is not None
    assert motion.doubt.reason == reason
    assert (motion.counts, motion.votes, motion.tier) == (Counts(), (), Tier.OUTCOME)


def test_what_is_held_back_is_kept_for_a_person_to_look_at() -> None:
    doubt = motion_of(FOUR + MOVED + "Motion carried 4-0.\nAYES: Smith, Jones, Young\nNOES: None\n").doubt

    assert doubt is not None
    assert doubt.counts == Counts(yes=4, no=0)
    assert [vote.voter.name for vote in doubt.votes] == ["Ann Smith", "Bob Jones", "Cy Young"]


def test_a_vote_in_doubt_keeps_its_mover_seconder_and_result() -> None:
    motion = motion_of(FOUR + MOVED + "Motion failed 3-1.")

    assert motion.mover is not None
    assert motion.seconder is not None
    assert (motion.mover.name, motion.seconder.name, motion.result) == ("Ann Smith", "Bob Jones", MotionResult.FAIL)


@pytest.mark.parametrize(
    ("lists", "result"),
    [
        ("AYES: Smith, Jones, Young\nNOES: Reyes\n", MotionResult.PASS),
        ("AYES: Smith\nNOES: Reyes, Jones, Young\n", MotionResult.FAIL),
        ("AYES: Smith, Jones\nNOES: Reyes, Young\n", MotionResult.TIE),
    ],
)
def test_lists_alone_give_the_result(lists: str, result: MotionResult) -> None:
    motion = motion_of(FOUR + MOVED + "\n" + lists)

    assert (motion.result, motion.result_text) == (result, None)


@pytest.mark.parametrize(
    "told",
    [
        "Motion failed 3-1. A two-thirds majority is needed to waive the rules.",
        "Motion failed 3-1, four votes being required.",
        "Motion failed 3-1.\nAYES: Smith, Jones, Young\nNOES: Reyes\n",
    ],
)
def test_a_motion_that_needed_more_than_half_fails_with_more_for_it_than_against(told: str) -> None:
    motion = motion_of(FOUR + MOVED + told)

    assert (motion.result, motion.counts, motion.doubt) == (MotionResult.FAIL, Counts(yes=3, no=1), None)


def test_a_heading_for_unanimous_consent_says_nothing_of_the_vote_above_it() -> None:
    motion = motion_of(FOUR + MOVED + "Motion carried 3-1." + LISTS + "\nUnanimous Consent\nNothing was on it.\n")

    assert (motion.counts, motion.tier) == (Counts(yes=3, no=1), Tier.NAMED)


def test_a_failed_motion_keeps_its_lists_when_they_agree() -> None:
    motion = motion_of(FOUR + MOVED + "Motion failed 1-3.\nAYES: Smith\nNOES: Reyes, Jones, Young\n")

    assert (motion.result, motion.counts, motion.tier) == (MotionResult.FAIL, Counts(yes=1, no=3), Tier.NAMED)


def test_the_third_number_counts_who_is_named_as_abstaining_or_as_absent() -> None:
    abstained = motion_of(FOUR + MOVED + "Motion carried 3-0-1 with Young abstaining.")
    absent = motion_of(FOUR + MOVED + "Motion carried 3-0-1.\nAYES: Smith, Jones, Young\nNOES: None\nABSENT: Reyes\n")

    assert abstained.counts == Counts(yes=3, no=0, abstain=1)
    assert absent.counts == Counts(yes=3, no=0, absent=1)


def test_who_recused_themselves_abstains_with_a_note() -> None:
    (vote,) = motion_of(FOUR + MOVED + "Motion carried 3-0, Young recused.").votes

    assert (vote.voter.name, vote.option, vote.note) == ("Cy Young", VoteOption.ABSTAIN, "recused")


def test_a_roll_call_of_fifty_is_one_vote_of_fifty_names() -> None:
    names = [f"{first}{rest}" for first in ("Ba", "Do", "Fi", "Ge", "Ku") for rest in _ENDINGS]

    motion = motion_of(MOVED + "Motion carried 50-0.\n" + "".join(f"{name}, yes\n" for name in names))

    assert (motion.tier, motion.counts) == (Tier.NAMED, Counts(yes=50, no=0))
    assert list(votes_of(motion)) == names


_ENDINGS = ("ndor", "rtek", "lmer", "sser", "ggin", "mpel", "nzig", "ckel", "ttal", "ffen")
