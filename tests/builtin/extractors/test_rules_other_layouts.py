"""Facts do not change where lines are broken, or sentences run on, in other places."""

from clerk.model.facts import Counts, MotionResult, VoteOption
from fixtures.read_minutes import facts_of, motion_of, name_of, votes_of

HEAD = "Present: Ann Poe, Cy Lee, Eva Diaz, Di Okafor\n"


def test_a_surname_on_the_next_line_belongs_to_the_member_called_so() -> None:
    text = "It was moved by\nCy Lee and seconded by Ann\nPoe that the agenda be approved.\nMotion carried."
    motion = motion_of(HEAD + text)

    assert (name_of(motion.mover), name_of(motion.seconder)) == ("Cy Lee", "Ann Poe")


def test_numbers_on_the_next_line_are_of_the_words_above() -> None:
    text = "Moved by Poe, seconded by Lee, to continue the long matter to July. The motion failed\n2-3, as read."

    assert motion_of(text).counts == Counts(yes=2, no=3)


def test_numbers_with_a_colon_in_brackets_are_a_count_and_an_hour_is_none() -> None:
    moved = "Moved by Poe, seconded by Lee, to pay it. "

    assert motion_of(moved + "The motion carried unanimously. (4:0)").counts == Counts(yes=4, no=0)
    assert motion_of(moved + "The motion carried (7:30).").counts == Counts()


def test_a_list_ends_where_the_next_sentence_begins_without_a_full_stop() -> None:
    text = "Moved by Poe, seconded by Lee, to pay it. Ayes: Poe, Lee, Diaz Nays: Okafor Carried Mr. Foy spoke."

    assert votes_of(motion_of(HEAD + text))["Di Okafor"] is VoteOption.NO


def test_what_the_board_did_on_a_motion_are_its_words() -> None:
    motion = motion_of("On motion of Poe, seconded by Lee, the Board ratified the lease of the barn.")

    assert (motion.result, motion.text) == (MotionResult.PASS, "the lease of the barn")


def test_a_member_who_moved_before_moves_again_with_no_second_and_no_outcome() -> None:
    motions = facts_of(
        "Moved by Poe, seconded by Lee, to pay it. Carried.\n\nMotion was made by Mr. Lee to adjourn."
    ).motions

    assert [name_of(motion.mover) for motion in motions] == ["Poe", "Lee"]


def test_votes_of_those_who_sat_here_before_are_not_of_this_motion() -> None:
    moved = "Moved by Poe, seconded by Lee, to pay it. Carried.\n"

    assert motion_of(moved + "The previous board approved the lease by a vote of 3-2 in 2018.").counts == Counts()
    assert motion_of(moved + "It was denied by a 5-2 vote of the Planning Commission.").counts == Counts()


def test_a_surname_that_a_line_end_hyphenated_is_one() -> None:
    text = "Moved by Poe, seconded by Lee, to pay it. Ayes: Poe, Lee. Nays: Diaz and Oka- for. Motion tied 2-2."

    assert votes_of(motion_of(HEAD + text))["Di Okafor"] is VoteOption.NO


def test_numbers_in_a_later_sentence_are_not_of_a_vote_that_was_unanimous() -> None:
    text = "Moved by Poe, seconded by Lee, to pay it. Motion carried unanimously. Ms. Foy asked for a new scoreboard. "
    motion = motion_of(HEAD + text + "The Boosters had voted 12 to 3 to pay half of it.")

    assert (motion.counts, motion.doubt) == (Counts(no=0), None)


def test_the_vote_on_the_main_motion_is_told_behind_the_one_to_refer_it() -> None:
    text = (
        "Poe made a motion, seconded by Lee, to pay it. Diaz made a motion, seconded by Okafor, to refer it. "
        "The motion to refer failed 1-3. On the main motion, the roll call vote was 3-1, with Okafor voting no."
    )
    motions = facts_of(HEAD + text).motions

    assert [(motion.result, motion.counts.yes) for motion in motions] == [
        (MotionResult.PASS, 3),
        (MotionResult.FAIL, 1),
    ]


def test_votes_sentences_behind_a_unanimous_vote_are_of_another() -> None:
    text = "Moved by Poe, seconded by Lee, to pay it. All voted aye. Ms. Foy asked about the bus on the south route. "
    motions = facts_of(
        HEAD + text + "The low bid was taken; Poe, Lee and Diaz voting aye and Okafor voting no."
    ).motions

    assert (votes_of(motions[0]), motions[0].doubt) == ({}, None)


def test_votes_under_labels_that_stand_side_by_side_are_nobodys() -> None:
    text = "Moved by Poe, seconded by Lee, to pay it. The motion carried as follows: Voting Aye: Voting Nay: "
    motion = motion_of(HEAD + text + "Comm. Poe, Lee and Diaz Comm. Okafor")

    assert motion.votes == ()
