"""Which vote belongs to which motion, where minutes tell of several in one breath."""

import pytest

from clerk.model.facts import Counts, MotionResult, Tier, VoteOption
from fixtures.read_minutes import facts_of, motion_of, name_of, votes_of

HEAD = "Present: Mayor Ann Hart, Councilmembers Bob Smith, Carl Jones, Dana Reyes, Ed Lee\nAbsent: None\n\n"
MOVED = "Motion by Smith, second by Jones to adopt the plan. "


def test_the_vote_on_an_amendment_and_that_on_the_motion_are_two() -> None:
    amendment, motion = facts_of(
        f"{HEAD}{MOVED}\nOn the amendment:\nAYES: Hart, Lee\nNAYS: Smith, Jones, Reyes\n"
        "On the main motion:\nAYES: Hart, Smith, Jones\nNAYS: Reyes, Lee\n"
    ).motions[::-1]

    assert (amendment.counts, motion.counts) == (Counts(yes=2, no=3), Counts(yes=3, no=2))


def test_portions_of_a_divided_motion_are_voted_on_each_by_itself() -> None:
    police, parks = facts_of(
        f"{HEAD}{MOVED}On the police portion: Ayes: Smith, Jones, Hart. Nays: Reyes, Lee. Carried. "
        "On the parks portion: Ayes: Lee, Reyes, Hart. Nays: Smith, Jones. Carried."
    ).motions

    assert votes_of(police)["Dana Reyes"] is VoteOption.NO
    assert votes_of(parks)["Dana Reyes"] is VoteOption.YES


def test_lists_return_to_the_item_that_they_name() -> None:
    item, tabling = facts_of(
        f"{HEAD}Motion by Smith, second by Hart to approve Item 5.\n"
        "Motion by Lee, second by Reyes to table Item 5. Motion failed.\n"
        "Vote on Item 5: Ayes: Hart, Smith, Jones. Nays: Reyes, Lee. Passed."
    ).motions

    assert (item.text, item.result, item.counts) == ("approve Item 5", MotionResult.PASS, Counts(yes=3, no=2))
    assert (tabling.result, tabling.counts) == (MotionResult.FAIL, Counts())


def test_the_roll_of_another_body_is_not_of_the_motion_before_it() -> None:
    motions = facts_of(
        f"{HEAD}{MOVED}\n\nHOUSING AUTHORITY\nThe Housing Authority convened at 8:00. "
        "Roll call: Hart - aye, Smith - aye, Jones - aye, Reyes - aye, Lee - no.\n"
    ).motions

    assert (motions[0].result, motions[0].counts, motions[0].votes) == (None, Counts(), ())


@pytest.mark.parametrize(
    "roll",
    [
        "Roll call: Hart, aye; Smith, aye; Jones, no, because of cost; Reyes, aye; Lee, no. Motion carried.",
        "Roll call: Hart, aye; Sm1th, aye; Jones, aye; Reyes, no; Lee, aye. Motion carried.",
    ],
)
def test_a_roll_that_is_cut_is_held_back_and_never_counted(roll: str) -> None:
    motion = motion_of(HEAD + MOVED + roll)

    assert motion.doubt is not None
    assert (motion.result, motion.counts, motion.votes) == (MotionResult.PASS, Counts(), ())


@pytest.mark.parametrize(
    ("lists", "votes"),
    [
        ("AYES: Hart, Smith, Jr., Jones, Reyes\nNAYS: Lee, III\nMotion carried.", {"Ed Lee": VoteOption.NO}),
        ("AYES: Hart, Smith, Secretary Reyes, Treasurer Lee\nNAYS: Jones\nCarried.", {"Carl Jones": VoteOption.NO}),
        ("AYES, and in favor thereof: Hart, Smith, Jones, Reyes\nNAYS: Lee\n", {"Ed Lee": VoteOption.NO}),
    ],
)
def test_offices_and_generations_among_names_are_no_names(lists: str, votes: dict[str, VoteOption]) -> None:
    motion = motion_of(f"{HEAD}{MOVED}\n{lists}")

    assert (motion.tier, motion.counts) == (Tier.NAMED, Counts(yes=4, no=1))
    assert {name: option for name, option in votes_of(motion).items() if option is VoteOption.NO} == votes


def test_who_signs_below_an_empty_label_did_not_vote_so() -> None:
    motion = motion_of(f"{HEAD}{MOVED}\nAYES: Smith, Jones, Reyes, Lee\nNAYS:\n\nAnn Hart, Mayor\n")

    assert VoteOption.NO not in votes_of(motion).values()
    assert "Ann Hart" not in votes_of(motion)


def test_absent_and_away_are_one_option_with_two_labels() -> None:
    motion = motion_of(
        f"{HEAD}RESULT: ACCEPTED [3 TO 0]\nMOVER: Bob Smith\nSECONDER: Carl Jones\nAYES: Hart, Smith, Jones\n"
        "ABSENT:\nDana Reyes\nAWAY:\nEd Lee\nChair Hart declared the motion PASSED."
    )

    votes = votes_of(motion)
    assert (votes["Dana Reyes"], votes["Ed Lee"]) == (VoteOption.ABSENT, VoteOption.ABSENT)


def test_who_is_absent_below_those_present_is_of_the_next_roll() -> None:
    motion = motion_of(
        f"{HEAD}{MOVED}Motion carried 5-0.\n\nMINUTES OF DECEMBER 5\nPresent: Hart, Smith, Jones, Lee\nAbsent: Reyes\n"
    )

    assert VoteOption.ABSENT not in votes_of(motion).values()


def test_one_who_takes_back_the_second_is_not_the_seconder() -> None:
    motion = motion_of(
        f"{HEAD}Smith moved to adopt the plan. Jones withdrew his second. Lee seconded the motion.",
    )

    assert name_of(motion.seconder) == "Ed Lee"


def test_labels_below_their_lists_count_nobody() -> None:
    motion = motion_of(
        f"{HEAD}{MOVED}Motion carried by the following vote:\n3 -\nAye:\nSmith, Jones and Hart\n"
        "1 - Dana Reyes\n1 - Ed Lee\nExcused:\nAbstained:\n"
    )

    assert (motion.counts.absent, motion.counts.abstain) == (None, None)


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        (
            "Adopted on call of the roll, yeas, Commissioners Smith, Jones, Reyes (3). Nays, Commissioner Lee (1).",
            (3, 1),
        ),
        ("Voting Affirmative were: Hart, Smith, Jones, Reyes, Lee. Total: five No negative votes.", (5, 0)),
        ("Passed with three affirmative votes.", (3, None)),
    ],
)
def test_affirmative_votes_are_votes_for_it(told: str, counts: tuple[int, int | None]) -> None:
    motion = motion_of(HEAD + MOVED + told)

    assert (motion.counts.yes, motion.counts.no) == counts


def test_a_precinct_is_of_the_title_and_not_of_the_name() -> None:
    motion = motion_of(
        f"{HEAD}Motion By: Commissioner Precinct 4 Bob Smith\nSecond By: Commissioner Precinct 3 Ed Lee\n"
        "Motion: To approve the minutes.\nMotion carried.\n"
    )

    assert (name_of(motion.mover), name_of(motion.seconder)) == ("Bob Smith", "Ed Lee")


def test_a_second_vote_of_which_nothing_was_moved_is_a_motion_of_its_own() -> None:
    _, adopted = facts_of(
        f"{HEAD}{MOVED}The amendment failed by the following vote:\nAye: 2 - Reyes, and Lee\n"
        "Nay: 3 - Hart, Smith, and Jones\nThe motion to adopt carried by the following vote:\n"
        "Aye: 3 - Hart, Smith, and Jones\nNay: 2 - Reyes, and Lee\n"
    ).motions

    assert (adopted.result, adopted.counts) == (MotionResult.PASS, Counts(yes=3, no=2))


def test_votes_against_are_not_of_the_motion_that_was_unanimous() -> None:
    minutes, other = facts_of(
        f"{HEAD}Moved by Smith, seconded by Jones to approve the minutes. Motion carried unanimously.\n"
        "AYES: Hart, Smith, Jones\nNAYS: Reyes, Lee\n"
    ).motions

    assert (minutes.counts.no, minutes.doubt) == (0, None)
    assert (other.mover, other.counts) == (None, Counts(yes=3, no=2))
