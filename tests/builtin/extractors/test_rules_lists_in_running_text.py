"""Lists of voters end where they end, though headings, numbers and the next sentence follow without a line's end."""

from clerk.model.facts import Counts, MotionResult, VoteOption
from fixtures.read_minutes import facts_of, motion_of, name_of, votes_of

HEAD = "Present: Ann Poe, Cy Lee, Eva Diaz, Di Okafor\n"
MOVED = "Moved by Poe, seconded by Lee, to pay it. "


def test_a_heading_in_capitals_ends_a_list() -> None:
    motion = motion_of(HEAD + MOVED + "Ayes: Poe, Lee, Diaz Nays: Okafor PUBLIC COMMENTS Mr. Foy spoke.")

    assert votes_of(motion)["Di Okafor"] is VoteOption.NO


def test_as_many_names_as_are_printed_are_of_the_list() -> None:
    text = "Ayes: 3 Nays: 0 Abstain: 1 Okafor CONSENT AGENDA Mr. Lee moved to adopt it. Mr. Poe seconded. Ayes: 4"
    motion = facts_of(HEAD + MOVED + text).motions[0]

    assert votes_of(motion) == {"Di Okafor": VoteOption.ABSTAIN}


def test_a_number_at_the_line_start_is_of_its_label_and_not_of_the_one_above() -> None:
    motion = motion_of(HEAD + MOVED + "Adopted by roll call:\n\n3 YEAS: Poe, Lee, Diaz\n0 NAYS:\n1 ABSENT: Okafor\n")

    assert (motion.counts, len(motion.votes)) == (Counts(yes=3, no=0, absent=1), 4)


def test_a_number_right_behind_the_last_name_is_no_part_of_it() -> None:
    motion = motion_of(HEAD + MOVED + "Yeas: Mayor Poe, Lee and Diaz\u20143. Nays: Okafor\u20141.")

    assert motion.counts == Counts(yes=3, no=1)


def test_labels_in_quotes_open_lists() -> None:
    motion = motion_of(MOVED + 'Carried by the following vote: "Ayes" Poe, Lee, Diaz (3); "Noes" Okafor, Vo (2).')

    assert motion.counts == Counts(yes=3, no=2)


def test_those_not_present_in_a_roll_are_absent_and_nobody_is_called_poe_yea() -> None:
    text = MOVED + "Passed by the following vote: Poe-yea, Lee-nay, Diaz-not present, Okafor-yea."

    assert votes_of(motion_of(text)) == {
        "Poe": VoteOption.YES,
        "Lee": VoteOption.NO,
        "Diaz": VoteOption.ABSENT,
        "Okafor": VoteOption.YES,
    }
    assert facts_of(text).attendance == ()


def test_the_number_of_a_bill_is_no_vote_against() -> None:
    text = "The vote was Poe, Lee and Okafor voted yes; Diaz No. Poe moved that Bill No. 92-14 be read."
    motion = facts_of(HEAD + MOVED + text).motions[0]

    assert sorted(votes_of(motion)) == ["Ann Poe", "Cy Lee", "Di Okafor", "Eva Diaz"]


def test_the_town_before_a_member_in_a_roll_has_no_vote() -> None:
    text = "Vote:\nHarwood, Ann Poe Yes Stowe, Cy Lee Yes\nWye, Eva Diaz Abstain Fallon, Di Okafor Yes\nApproved"

    assert votes_of(motion_of(HEAD + MOVED + "\n" + text))["Eva Diaz"] is VoteOption.ABSTAIN


def test_a_title_on_the_next_line_is_of_the_next_name() -> None:
    text = "Moved by Councilor Tessa Rohde of the ward, seconded by Councilor Art Bascom\nCouncilor Rohde moved to pay."

    assert name_of(motion_of(text).seconder) == "Art Bascom"


def test_votes_against_alone_decide_nothing_where_nobody_knows_how_many_members_there_are() -> None:
    motion = motion_of("Moved by Poe, seconded by Lee, to pay it.\nNAYS: Diaz, Okafor and Vo\n")

    assert motion.result is not MotionResult.FAIL


def test_the_third_number_counts_those_who_are_said_to_be_excused() -> None:
    motion = motion_of(
        MOVED + "It was put, and carried by a vote of 5:0:2 (Councilmembers Ching and Nahale were excused)."
    )

    assert motion.counts == Counts(yes=5, no=0, absent=2)


def test_what_was_moved_stands_behind_the_numbers() -> None:
    motion = motion_of("Upon motion duly made and seconded, the Board voted 3-1 to allow it. Mr. Poe was opposed.")

    assert (motion.text, motion.counts) == ("allow it", Counts(yes=3, no=1))


def test_the_title_that_begins_the_next_line_begins_another_voter() -> None:
    motion = motion_of(MOVED + "Adopted.\nAyes: Councilpersons Poe, Lee, Diaz\nSupervisor Okafor\nNoes: None\n")

    assert motion.counts == Counts(yes=4, no=0)


def test_numbers_behind_a_comma_are_of_the_label_before_it() -> None:
    assert motion_of(MOVED + "Vote: ayes, 4; noes, 1.").counts == Counts(yes=4, no=1)


def test_names_below_a_label_and_its_number_are_voters() -> None:
    motion = motion_of(MOVED + "\nAPPROVED\nAyes 3\nPoe, Lee, Diaz\nNoes\n1\nOkafor\n")

    assert motion.counts == Counts(yes=3, no=1)


def test_sentences_of_one_vote_each_are_counted_where_they_tell_of_all() -> None:
    text = "Ms. Poe voted yes to grant. Mr. Okafor voted no. Mr. Lee voted yes. Ms. Diaz voted yes."
    motion = motion_of(HEAD + MOVED + text)

    assert (motion.counts, motion.result) == (Counts(yes=3, no=1), MotionResult.PASS)


def test_an_abbreviated_first_name_parts_no_roll() -> None:
    text = "Recorded vote:\nCouncillor Edna Marsh Yea\nCouncillor Wm. Coutts Yea\nReeve Harold Tait Nay\nCarried."

    assert sorted(votes_of(motion_of(MOVED + text)).values()) == [VoteOption.NO, VoteOption.YES, VoteOption.YES]


def test_a_list_that_cannot_be_read_is_not_counted_as_none() -> None:
    text = "Ayes: Poe, Lee, Diaz Nays: remarks by those of whom we know Absent: of whom it is not known"

    assert motion_of(HEAD + MOVED + text).counts.no is None
    assert motion_of(HEAD + MOVED + text).counts.absent is None


def test_a_surname_of_two_letters_ends_a_sentence() -> None:
    motion = motion_of(MOVED + "Yeas: Poe, Lee, Diaz. Nays: Vo. Motion Carried.")

    assert motion.counts == Counts(yes=3, no=1)


def test_letters_behind_names_in_running_text_are_votes() -> None:
    motion = motion_of(MOVED + "Roll Call Vote: Poe-Y, Lee-Y, Okafor-N, Vo-Y. Motion carried.")

    assert motion.counts == Counts(yes=3, no=1)


def test_dashes_and_semicolons_part_lists_in_capitals_and_in_small_letters() -> None:
    capitals = motion_of(MOVED + "VOTE: YES - LEE, DIAZ, OKAFOR; NO - VO. MOTION CARRIED.")
    small = motion_of(MOVED + "Roll call vote: Ayes - Lee, Diaz, Okafor; Nays - Vo; Absent - Ito. Motion carried.")

    assert capitals.counts == Counts(yes=3, no=1)
    assert small.counts == Counts(yes=3, no=1, absent=1)


def test_numbers_between_slashes_right_behind_the_result_are_no_date() -> None:
    motion = motion_of(MOVED + "MOTION CARRIED (6/0/1) with Commissioner Vo absent.")

    assert motion.counts == Counts(yes=6, no=0, absent=1)


def test_two_dashes_part_a_name_from_its_answer() -> None:
    motion = motion_of(MOVED + "The Clerk called the roll: Poe--Aye; Lee--Aye; Okafor--Nay. Passed 2-1.")

    assert sorted(votes_of(motion)) == ["Lee", "Okafor", "Poe"]


def test_those_who_vote_are_not_called_so() -> None:
    text = "Approved by roll call vote: Councilmembers Poe, Lee, and Okafor voting aye. Councilmember Vo voting nay."

    assert motion_of(MOVED + text).counts == Counts(yes=3, no=1)


def test_labels_with_a_semicolon_and_a_number_open_lists_and_answer_nobody() -> None:
    text = "Carried by the following vote:\nExcused; 1 - Mr. Vo\nAbstained; 1 - Mr. Lee\nNay; 1 - Mr. Okafor\n"
    text += "Aye; 2 - Ms. Poe and Ms. Diaz\n"
    votes = votes_of(motion_of(HEAD + MOVED + text))

    assert votes.get("Cy Lee") in {VoteOption.ABSTAIN, None}
    assert votes.get("Di Okafor") in {VoteOption.NO, None}


def test_numbers_that_stand_before_their_words_are_not_read_behind_them() -> None:
    assert motion_of(MOVED + "Roll Call: (6) Yes (0) No   MOTION CARRIED").counts == Counts(yes=6, no=0)


def test_who_voted_no_is_told_beside_the_number_of_those_who_did() -> None:
    motion = motion_of(HEAD + MOVED + "Aye: (3). Nay: (1). Commissioner Okafor voted nay. Motion adopted.")

    assert votes_of(motion) == {"Di Okafor": VoteOption.NO}


def test_names_behind_labels_with_semicolons_are_never_those_before_the_next_label() -> None:
    text = (
        "Carried by the following vote:\n|\nExcused; 1 - Mr. Vo\n|\nAbstained; 1 - Mr. Lee\n|\nNay; 1 - Mr. Okafor\n|\n"
    )
    votes = votes_of(motion_of(HEAD + MOVED + text + "Aye; 2 - Ms. Poe\n|\nand Ms. Diaz\n"))

    assert votes.get("Cy Lee") is not VoteOption.NO
    assert votes.get("Di Okafor") is not VoteOption.YES


def test_who_opposed_right_before_the_outcome_voted_so() -> None:
    motion = motion_of("Poe made a motion to approve it, Lee seconded, Diaz opposed, motion carried.")

    assert votes_of(motion) == {"Diaz": VoteOption.NO}
