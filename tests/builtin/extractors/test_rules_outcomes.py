"""What became of a motion, where the words for it are told twice, denied, or mean something else."""

import pytest

from clerk.model.facts import Counts, MotionResult, VoteOption
from fixtures.read_minutes import facts_of, motion_of, name_of, votes_of

HEAD = "Present: Mayor Ann Hart, Councilmembers Bob Smith, Carl Jones, Dana Reyes, Ed Lee\nAbsent: None\n\n"
MOVED = "Motion by Smith, second by Jones to adopt the plan. "


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ("Ayes 3 Noes 2. Carried.", Counts(yes=3, no=2)),
        ("Yes 3 No 2 Abstain 0", Counts(yes=3, no=2, abstain=0)),
        ("\nAYES 3\nNAYS 2\nABSENT 0\n", Counts(yes=3, no=2, absent=0)),
        ("Yeas five nays none. Carried", Counts(yes=5, no=0)),
        ("For 3 Against 2. Carried", Counts(yes=3, no=2)),
        ("In favor 3 Opposed 2. Carried", Counts(yes=3, no=2)),
    ],
)
def test_numbers_may_stand_behind_their_words(told: str, counts: Counts) -> None:
    assert motion_of(HEAD + MOVED + told).counts == counts


@pytest.mark.parametrize(
    "told",
    [
        "Lee offered an amendment, which died for lack of a second. The motion carried 4-1 (Lee no).",
        "An amendment by Lee to strike Section 2 failed. The motion passed.",
        "Mr. Poe wanted the motion defeated. Motion carried.",
        "With Lee the motion would have carried 4-1. Motion failed 2-3.",
    ],
)
def test_two_results_of_one_motion_are_held_back(told: str) -> None:
    motion = motion_of(HEAD + MOVED + told)

    assert motion.doubt is not None
    assert motion.doubt.reason == "two results are told of it"
    assert (motion.result, motion.votes) == (None, ())


@pytest.mark.parametrize(
    "told",
    ["All but Smith voted aye. Carried.", "All voted in favor with the exception of Lee. Motion carried."],
)
def test_all_but_one_is_not_unanimous(told: str) -> None:
    motion = motion_of(HEAD + MOVED + told)

    assert (motion.result, motion.counts, motion.votes) == (MotionResult.PASS, Counts(), ())


@pytest.mark.parametrize(
    "text",
    [
        "Motion by Smith, second by Jones to adopt Ordinance No. 5-2. Motion carried.",
        f"{MOVED}The vote was taken at 7:05 and the motion carried. Meeting adjourned 9:05",
        "Motion by Smith, second by Jones to reduce the board from 9 to 7. Motion carried.",
        f"{MOVED}There were 12 letters in favor. The Committee vote was 3-0. Motion carried.",
    ],
)
def test_numbers_of_other_things_are_no_counts(text: str) -> None:
    motion = motion_of(HEAD + text)

    assert (motion.result, motion.counts) == (MotionResult.PASS, Counts())


def test_a_vote_against_alone_decides_nothing() -> None:
    assert motion_of(f"{HEAD}{MOVED}\nOpposed: Reyes, Lee\n").result is None


def test_not_approved_is_a_failure() -> None:
    motion = motion_of(
        f"{HEAD}RESULT: NOT APPROVED [2 TO 3]\nMOVER: Bob Smith\nSECONDER: Ed Lee\n"
        "AYES: Smith, Lee\nNAYS: Hart, Jones, Reyes\n"
    )

    assert (motion.result, motion.counts) == (MotionResult.FAIL, Counts(yes=2, no=3))


@pytest.mark.parametrize(
    "text",
    [
        "Moción de Robles, secundada por Soto. La moción no fue aprobada.",
        f"{MOVED}Later Lee changed his vote to nay.",
    ],
)
def test_what_is_denied_or_not_told_is_no_result(text: str) -> None:
    assert motion_of(HEAD + text).result is None


def test_a_slip_that_says_f_tells_of_a_failure() -> None:
    motion = motion_of(f"{HEAD}M/S/F Smith/Jones to adjourn.")

    assert (name_of(motion.mover), motion.result) == ("Bob Smith", MotionResult.FAIL)


@pytest.mark.parametrize(
    "text",
    [
        "Councilmember Smith moved to Elmwood in 1998.",
        "In 2019 Councilmember Smith moved and Councilmember Lee seconded approval of the plat, which passed 5-0.",
        "Last Tuesday, Reyes moved to reject the bids at the special meeting; it passed 3-2.",
        "Minutes are approved by general consent unless a member objects.",
        "When a motion is made by a Councilmember and seconded by another, it is debated. Votes of 3-2 are final.",
    ],
)
def test_what_once_was_or_always_is_so_is_no_motion(text: str) -> None:
    assert facts_of(HEAD + text).motions == ()


def test_the_one_who_opposed_is_told_of_the_motion_that_was_carried() -> None:
    motion = motion_of(f"{HEAD}{MOVED}Motion carried 4-1, Lee voting no.")

    assert {name: str(option) for name, option in votes_of(motion).items()} == {"Ed Lee": "no"}


@pytest.mark.parametrize(
    ("told", "result"),
    [
        ("All voted to approve.", MotionResult.PASS),
        ("Vote all aye.", MotionResult.PASS),
        ("Reyes asked why, and all approved.", MotionResult.PASS),
        ("Adjourned at 8:15 p.m. All in favor.", MotionResult.PASS),
        ("Voted unanimously.", MotionResult.PASS),
        ("The motion was not seconded.", MotionResult.DIED),
    ],
)
def test_outcomes_in_few_words_are_read(told: str, result: MotionResult) -> None:
    assert motion_of(HEAD + MOVED + told).result is result


@pytest.mark.parametrize(
    "text",
    [
        "On motion of Smith, seconded by Jones, the minutes of May 3, 2021, as corrected, were approved.",
        "Upon motion by Smith, seconded by Jones, the matter was put off to April 16 by unanimous vote.",
    ],
)
def test_what_was_done_on_a_motion_is_its_result(text: str) -> None:
    assert motion_of(HEAD + text).result is MotionResult.PASS


def test_a_motion_to_deny_that_failed_is_no_motion_of_its_own() -> None:
    motion = motion_of(
        f"{HEAD}Smith made a motion to deny. Jones seconded. Ayes: Smith. Nays: Lee. Motion to deny failed."
    )

    assert motion.result is MotionResult.FAIL


@pytest.mark.parametrize(
    ("text", "mover"),
    [
        ("Councilmember Smith introduced the resolution and moved its adoption.", "Bob Smith"),
        ("RESOLUTION 82-9 Councilmember Lee introduced the following resolution and moved its adoption:", "Ed Lee"),
        ("Councilmember Smith thanked Mr. Poe and made a motion to pay the bill.", "Bob Smith"),
        ("Smith motion to pay the bill, no second, dies.", "Bob Smith"),
        ("Motion to approve Item No. 9 was made by Councilmember Reyes, seconded by Lee.", "Dana Reyes"),
        ("Resolution, offered by Mr. Lee and seconded by Mr. Smith: RESOLVED, that it be paid. Adopted.", "Ed Lee"),
    ],
)
def test_who_moved_is_read_over_what_he_did_before(text: str, mover: str) -> None:
    assert name_of(motion_of(HEAD + text).mover) == mover


@pytest.mark.parametrize(
    "text",
    [
        "Councillor Lee's motion for which notice was given is on the agenda.",
        'Rules: record who moved. Example: "Smith moved, Jones supported, to approve the plan. Yes: 5. No: 0."',
        "Unless indicated otherwise the vote on all motions was as follows: Ayes: Smith, Jones, Lee. Nays: none.",
    ],
)
def test_what_is_noticed_shown_or_said_in_general_is_no_motion(text: str) -> None:
    assert facts_of(HEAD + text).motions == ()


@pytest.mark.parametrize(
    "told",
    [
        "Mr. Poe said the townships voted unanimously for brine.",
        "Mr. Poe stated the Town voted it down 2-1.",
        "The Council had approved the wall by a vote of 3-2.",
        "Streich asked that a unanimous ballot be cast for Lee.",
    ],
)
def test_votes_that_people_speak_of_are_none_of_this_motion(told: str) -> None:
    motion = motion_of(HEAD + MOVED + told)

    assert (motion.result, motion.counts) == (None, Counts())


def test_three_to_one_in_favor_is_one_number_for_and_one_against() -> None:
    assert motion_of(f"{HEAD}{MOVED}The Council voted 3 to 1 in favor.").counts == Counts(yes=3, no=1)


def test_one_who_voted_otherwise_than_all_the_others_is_named() -> None:
    motion = motion_of(f"{HEAD}{MOVED}On roll call, all voted yes except Councilmember Lee who voted no. Carried.")

    assert votes_of(motion) == {"Ed Lee": VoteOption.NO}


def test_nobody_is_named_who_moved_upon_motion_second_and_unanimous_vote() -> None:
    motion = motion_of(f"{HEAD}Upon motion, second and unanimous vote, the minutes were approved.")

    assert (motion.mover, motion.result) == (None, MotionResult.PASS)


def test_what_is_moved_from_a_place_is_no_motion() -> None:
    text = "Poe asked why the flags were moved from the veterans section and who approved it. Lee answered."

    assert facts_of(HEAD + text).motions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Moved by Poe, seconded by Lee, to pay it. APIF, motion carried.",
        "Motion by Poe Seconded by Lee VOTES: ALL AYE ADOPTED",
        "Moved by Poe, seconded by Lee, to pay it. All in favor except Vo, absent. Resolution adopted.",
        "Motion by Poe, seconded by Lee, carried unanimously, to adopt all with the exception of Item 22.",
    ],
)
def test_all_who_were_there_were_for_it(text: str) -> None:
    motion = facts_of(text).motions[0]

    assert (motion.result, motion.counts.no) == (MotionResult.PASS, 0)


@pytest.mark.parametrize(
    "text",
    [
        "On motion of Poe, seconded by Lee the meeting was adjourned.",
        "On a motion by Poe, 2nd by Lee, voted to set the bid at $300.",
    ],
)
def test_words_without_a_result_of_their_own_tell_that_it_passed(text: str) -> None:
    assert facts_of(text).motions[0].result is MotionResult.PASS


def test_a_decision_above_its_ayes_is_another_than_the_motion_that_led_to_it() -> None:
    motions = facts_of(
        "Mr. Poe (Second by Lee) Move To Adopt the Committee Substitute\n\nMotion carried by voice vote.\n\n"
        "Passed as Substituted\n\nAyes: 2 - Poe, Lee\nNays: 1 - Diaz\n"
    ).motions

    assert [len(motion.votes) for motion in motions] == [0, 3]


def test_a_bill_that_passed_unanimously_later_says_nothing_of_a_split_vote() -> None:
    text = "Moved by Poe, seconded by Lee, to keep the oaks. The motion passed 3-1 with Mr. Diaz voting nay. "
    text += "COUNCIL BILL 2561. The two readings were read by title only. On roll call the bill passed unanimously."
    motion = facts_of(text).motions[0]

    assert (motion.counts, motion.doubt) == (Counts(yes=3, no=1), None)
