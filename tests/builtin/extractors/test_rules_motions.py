"""The extractor `rules` finds motions and votes in each plain style, and leaves out what is not sure."""

import pytest

from clerk.model.facts import Counts, MotionResult, VoteOption
from fixtures.read_minutes import facts_of, motion_of, name_of, page_of, votes_of


@pytest.mark.parametrize(
    "text",
    [
        "It was moved by Smith, seconded by Jones, to close the road. Motion carried 3-1.",
        "Moved by Council Member Smith and seconded by Council\nMember Jones to close the road. The motion passed 3-1.",
        "Motion by Smith, second by Jones, to close the road. Motion carried 3-1.",
        "Smith moved to close the road. Jones seconded the motion. The motion carried 3 to 1.",
        "Council Member Smith made a motion to close the road; Jones seconded. Motion passed 3/1.",
        "MOTION: Mayor Smith moved, seconded by Mr. Jones to close the road.\nMOTION PASSED: 3-1",
    ],
)
def test_a_motion_is_read_in_each_plain_style(text: str) -> None:
    motion = motion_of(text)

    assert (motion.text, name_of(motion.mover), name_of(motion.seconder)) == ("close the road", "Smith", "Jones")
    assert (motion.result, motion.counts) == (MotionResult.PASS, Counts(yes=3, no=1))


def test_a_unanimous_motion_has_nobody_against_it() -> None:
    motion = motion_of("Smith moved to adjourn, seconded by Jones. The motion passed unanimously.")

    assert (motion.result, motion.counts, motion.votes) == (MotionResult.PASS, Counts(no=0), ())


def test_names_are_given_in_full_where_the_minutes_name_them_in_full() -> None:
    motion = motion_of(
        "Present: Ann Smith, Bob Jones\nMoved by Smith, seconded by Jones, to adjourn.\nAYES: Jones, Smith"
    )

    assert (name_of(motion.mover), name_of(motion.seconder)) == ("Ann Smith", "Bob Jones")
    assert votes_of(motion) == {"Bob Jones": VoteOption.YES, "Ann Smith": VoteOption.YES}


def test_a_surname_that_two_members_share_is_nobody_for_certain() -> None:
    motion = motion_of(
        "Present: Ann Smith, Bob Smith, Cy Young\nMoved by Young, seconded by A. Smith, to adjourn.\n"
        "AYES: Young, Smith, B. Smith"
    )

    assert name_of(motion.seconder) == "Ann Smith"
    assert votes_of(motion) == {"Cy Young": VoteOption.YES, "Bob Smith": VoteOption.YES, "Smith": VoteOption.YES}
    assert [vote.voter.name for vote in motion.votes if not vote.voter.is_official] == ["Smith"]


def test_a_surname_with_one_letter_misread_is_the_members_when_only_one_is_so_like_it() -> None:
    motion = motion_of(
        "Present: Ann Brandt, Bob Olsen, Cy Olson\nMoved by Brandt, seconded by Olson, to adjourn.\n"
        "AYES: Branat, Olsan\nABSENT: Branxx"
    )

    assert votes_of(motion) == {"Ann Brandt": VoteOption.YES, "Olsan": VoteOption.YES, "Branxx": VoteOption.ABSENT}
    assert [vote.voter.name for vote in motion.votes if vote.voter.is_official] == ["Ann Brandt"]


TABLE = """
RESULT:    {result}
MOVER:     Ann Smith, Director, District B
SECONDER:  Bob Jones, Director, District L
AYES:      Ann Smith, Director, District B, Bob Jones, Jan
           Van Hout
NAYS:      Young
"""


def test_a_table_that_tells_again_of_the_motion_before_it_is_one_motion_with_it() -> None:
    told = "Director Smith made the motion to close the road.\nDirector Jones seconded the motion.\n"

    motion = motion_of(told + TABLE.format(result="PASSED [3 TO 1]"))

    assert (motion.text, motion.result, motion.counts) == ("close the road", MotionResult.PASS, Counts(yes=3, no=1))
    assert votes_of(motion) == {
        "Ann Smith": VoteOption.YES,
        "Bob Jones": VoteOption.YES,
        "Jan Van Hout": VoteOption.YES,
        "Young": VoteOption.NO,
    }


def test_a_name_that_may_have_lost_its_comma_at_a_lines_end_makes_its_list_unsure() -> None:
    motion = motion_of("Moved by Smith, seconded by Jones, to adjourn.\nAYES: Smith, Jones\nHout, Young\nNOES: Brown\n")

    assert (votes_of(motion), motion.counts) == ({}, Counts())
    assert motion.doubt is not None


def test_a_table_alone_is_a_motion_whose_words_stand_elsewhere() -> None:
    motion = motion_of("Nobody said what was moved.\n" + TABLE.format(result="FAILED [3 TO 1]"))

    assert (name_of(motion.mover), name_of(motion.seconder), motion.text) == ("Ann Smith", "Bob Jones", "")
    assert (motion.result, motion.counts, len(motion.votes)) == (MotionResult.FAIL, Counts(yes=3, no=1), 4)


def test_a_line_with_a_label_of_its_own_is_no_name_of_the_list_before_it() -> None:
    motion = motion_of("Moved: Smith / Seconded: Jones)\nYeas: Smith, Jones)\nNays: Young)\nMajority: (2-1) Vote)\n")

    assert (name_of(motion.mover), name_of(motion.seconder), motion.counts) == ("Smith", "Jones", Counts(yes=2, no=1))
    assert votes_of(motion) == {"Smith": VoteOption.YES, "Jones": VoteOption.YES, "Young": VoteOption.NO}


def test_a_motion_that_was_withdrawn_has_no_votes() -> None:
    motion = motion_of(
        "Smith moved to close the road. Jones seconded the motion. Smith withdrew the motion.\nAYES: Smith, Jones\n"
    )

    assert (motion.result, motion.counts, motion.votes) == (MotionResult.WITHDRAWN, Counts(), ())


def test_lists_that_stand_below_all_their_labels_are_given_to_them_in_order() -> None:
    motion = motion_of(
        "Smith moved, second by Jones, to adjourn.\nAYES:\nNOES:\nABSENI':\nSmith, Jones\nNone\nYoung\nMotion carried"
    )

    assert (motion.result, motion.counts) == (MotionResult.PASS, Counts(yes=2, no=0, absent=1))
    assert votes_of(motion) == {"Smith": VoteOption.YES, "Jones": VoteOption.YES, "Young": VoteOption.ABSENT}


@pytest.mark.parametrize("lists", ["Smith, Jones\n", "Smith, Jones\nThe rest was torn off.\n", "Smith\n\n\n\n"])
def test_labels_with_too_few_lists_below_them_give_no_votes(lists: str) -> None:
    """Bug: columns that OCR read one below the other gave "Noes: Abseni"."""
    motion = motion_of(f"Smith moved, second by Jones, to adjourn.\nAYES:\nNOES:\nABSENT:\n{lists}Motion carried.\n")

    assert (motion.result, motion.counts, motion.votes) == (MotionResult.PASS, Counts(), ())


@pytest.mark.parametrize(
    "lists",
    [
        "AYES: 3 - Smith, Jones\nNOES: None",
        "AYES: Smith, Jones, and others as noted\nNOES: None",
        "AYES: Smith, Jones\nNOES: Smith",
        "AYES: Smith, Jones, Young\nNOES: None\nMotion carried 2-1.",
    ],
)
def test_lists_that_contradict_themselves_give_no_votes(lists: str) -> None:
    motion = motion_of(f"Moved by Smith, seconded by Jones, to adjourn.\n{lists}\n")

    assert [vote for vote in motion.votes if vote.voter.name == "Smith"] == []
    assert motion.counts.yes != 3


def test_counts_whose_order_is_not_sure_are_left_out() -> None:
    motion = motion_of("Moved by Smith, seconded by Jones, to adjourn. Motion failed 6-1.")

    assert (motion.result, motion.counts) == (MotionResult.FAIL, Counts())


def test_the_votes_of_the_next_item_are_not_given_to_a_voice_vote() -> None:
    facts = facts_of(
        "Moved by Smith, seconded by Jones, to adjourn. Motion carried.\n"
        + "The Council heard a long report on the bridge. " * 10
        + "\nAYES: Smith, Jones\nNOES: Young"
    )

    first, second = facts.motions
    assert (first.votes, second.mover) == ((), None)


def test_a_vote_that_runs_over_a_page_end_is_one_vote() -> None:
    header = "Riverbend City Council - Page {}\n"

    motion = motion_of(
        header.format(1) + "Moved by Smith, seconded by Jones, to adjourn.\nAYES: Smith, Jones",
        header.format(2) + "NOES: Young\nMotion carried 2-1.\nThe end.",
        header.format(3) + "Nothing else was said.",
    )

    assert votes_of(motion) == {"Smith": VoteOption.YES, "Jones": VoteOption.YES, "Young": VoteOption.NO}
    assert {vote.voter.name: page_of(vote.voter) for vote in motion.votes} == {"Smith": 1, "Jones": 1, "Young": 2}


def test_names_and_movers_at_the_edges_of_many_pages_are_no_running_headers() -> None:
    moved = "{0}. Moved by Councillor Smith\nSeconded by Councillor Jones\nThat item {0} be adopted.\n"
    vote = moved + "One said.\nOther said.\nVOTING IN FAVOUR: Young,\n"
    pages = [f"Town of Elm\nSmith, Jones and Reyes (4)\nCARRIED\n{vote.format(number)}" for number in range(2, 9)]

    motions = facts_of(f"Town of Elm\n{vote.format(1)}", *pages).motions[:-1]

    assert [motion.text for motion in motions] == [f"item {n} be adopted" for n in range(1, 8)]
    assert {(motion.counts.yes, len(motion.votes)) for motion in motions} == {(4, 4)}


def test_a_label_of_the_other_column_does_not_end_the_words_of_a_motion() -> None:
    motion = motion_of(
        "Smith moved to approve Consent Calendar Item\nMOTION:\nNos. 8 through 10 with the exception of\nItem No. 9, "
        "seconded by Jones. Motion carried.\n"
    )

    assert motion.text == "approve Consent Calendar Item Nos. 8 through 10 with the exception of Item No. 9"
    assert motion.items == ("8", "10")


def test_a_list_ends_with_the_number_that_counts_it() -> None:
    motion = motion_of(
        "Moved by Smith, seconded by Jones, to adjourn.\nVOTING IN FAVOUR: Young (1)\n"
        "VOTING AGAINST: Jones,\nand Smith (2)\nDEFEATED\nThird Amendment\n"
    )

    assert votes_of(motion) == {"Young": VoteOption.YES, "Jones": VoteOption.NO, "Smith": VoteOption.NO}


def test_a_motion_whose_words_run_over_a_page_end_has_all_of_them() -> None:
    motion = motion_of(
        "Smith moved to close the road\nto the\n\nTown Council Minutes 7\n",
        "\n\nTown Council Minutes 8\nold bridge, seconded by Jones. Motion carried.\nThe end.\n",
    )

    assert (motion.text, name_of(motion.seconder)) == ("close the road to the old bridge", "Jones")
