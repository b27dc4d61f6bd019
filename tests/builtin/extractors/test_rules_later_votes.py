"""A vote that was changed, or given after the others, counts once and in the end."""

import pytest

from clerk.model.facts import Counts, Tier, VoteOption
from fixtures.read_minutes import motion_of, votes_of

FOUR = "Present: Ann Smith, Bob Jones, Cy Young, Dee Reyes\n\n"
MOVED = "Moved by Smith, seconded by Jones, to approve the plan. "


@pytest.mark.parametrize(
    "told",
    [
        "Motion carried 4-0.\nAYES: Smith, Jones, Young, Reyes\nNOES: None\nYoung then changed his vote to no.\n",
        "\nAYES: Smith, Jones, Young, Reyes\nNOES: None\nCouncilmember Young changed her vote from yes to no.\n",
        "\nAYES: Smith, Jones, Young, Reyes\nNOES: None\nMr. Young switched his vote to nay.\n",
        "\nAYES: Smith, Jones, Reyes\nNOES: None\nMr. Young returned. Mr. Young asked to be recorded as voting no.\n",
        "\nAYES: Smith, Jones, Young, Reyes\nNOES: None\nYoung requested that his vote be changed to no.\n",
    ],
)
def test_who_changed_a_vote_counts_where_he_changed_to(told: str) -> None:
    motion = motion_of(FOUR + MOVED + told)

    assert (motion.tier, motion.counts, motion.doubt) == (Tier.NAMED, Counts(yes=3, no=1), None)
    assert votes_of(motion)["Cy Young"] is VoteOption.NO
    assert next(vote.note for vote in motion.votes if vote.voter.name == "Cy Young") in {"changed", "told later"}


@pytest.mark.parametrize(
    "told",
    [
        "Motion carried 4-0. Young changed his vote to no.",
        "Motion carried 3-1.\nAYES: Smith, Jones, Reyes\nNOES: Young\nReyes changed her vote to no. It failed, 2-2.",
        "Motion carried 3-1.\nAYES: Smith, Jones, Young, Reyes\nNOES: None\nYoung changed his vote to no.",
    ],
)
def test_numbers_that_may_be_from_before_a_change_are_held_back(told: str) -> None:
    motion = motion_of(FOUR + MOVED + told)

    assert motion.doubt is not None
    assert (motion.votes, motion.counts) == ((), Counts())
