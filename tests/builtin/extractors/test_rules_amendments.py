"""Motions that change, replace, part or end other motions."""

import pytest

from clerk.model.facts import Counts, Motion, MotionKind, MotionResult
from fixtures.read_minutes import facts_of, motion_of, name_of

FOUR = "Present: Ann Smith, Bob Jones, Cy Young, Dee Reyes\n\n"
MAIN = FOUR + "Mr. Smith moved to approve the plan. Jones seconded the motion.\n\n"
AMENDED = "Mr. Young moved to amend the motion to require a fence. Reyes seconded. The amendment carried 3-1.\n\n"
REPLACED = "Mr. Young made a substitute motion to deny the plan. Reyes seconded the substitute motion. "


def _by_words(text: str) -> dict[str, Motion]:
    return {motion.text: motion for motion in facts_of(text).motions}


def test_a_substitute_that_passes_leaves_the_motion_before_it_without_a_result() -> None:
    motions = _by_words(MAIN + REPLACED + "The substitute motion carried 3-1.\n")

    main, substitute = motions["approve the plan"], motions["deny the plan"]
    assert (main.kind, main.result, main.counts) == (MotionKind.MAIN, None, Counts())
    assert (substitute.kind, substitute.result, substitute.counts) == (
        MotionKind.SUBSTITUTE,
        MotionResult.PASS,
        Counts(yes=3, no=1),
    )
    assert substitute.parent == main.sequence


def test_the_vote_returns_to_the_motion_whose_substitute_failed() -> None:
    motions = _by_words(MAIN + REPLACED + "The substitute motion failed 1-3.\n\nThe original motion carried 3-1.\n")

    main, substitute = motions["approve the plan"], motions["deny the plan"]
    assert (substitute.result, substitute.counts) == (MotionResult.FAIL, Counts(yes=1, no=3))
    assert (main.result, main.counts) == (MotionResult.PASS, Counts(yes=3, no=1))
    assert (name_of(main.mover), name_of(main.seconder)) == ("Ann Smith", "Bob Jones")


def test_an_amendment_is_voted_first_and_then_the_main_motion_as_amended() -> None:
    motions = _by_words(MAIN + AMENDED + "The main motion as amended carried 4-0.\n")

    main, amendment = motions["approve the plan"], motions["amend the motion to require a fence"]
    assert (amendment.kind, amendment.result, amendment.counts) == (
        MotionKind.AMENDMENT,
        MotionResult.PASS,
        Counts(yes=3, no=1),
    )
    assert (main.kind, main.result, main.counts) == (MotionKind.MAIN, MotionResult.PASS, Counts(yes=4, no=0))
    assert (name_of(main.mover), name_of(amendment.mover)) == ("Ann Smith", "Cy Young")


def test_an_amendment_belongs_to_the_motion_that_it_would_change_and_not_to_the_one_decided_before() -> None:
    before = FOUR + "Moved by Jones, seconded by Young, to approve the minutes. Motion carried 4-0.\n\n"

    motions = _by_words(before + MAIN[len(FOUR) :] + AMENDED + "The main motion as amended carried 4-0.\n")

    assert [motion.text for motion in motions.values()] == [
        "approve the minutes",
        "approve the plan",
        "amend the motion to require a fence",
    ]
    assert [motion.parent for motion in motions.values()] == [None, None, 2]


def test_a_motion_told_twice_leaves_what_would_change_another_with_the_right_one() -> None:
    told = (
        "Moved by Smith, seconded by Jones, to approve the plan for the bridge over the northern arm of the river. "
        "Motion carried 4-0.\n\n"
    )

    motions = facts_of(
        FOUR + told + told + MAIN[len(FOUR) :] + REPLACED + "The substitute motion carried 3-1.\n"
    ).motions

    assert [(motion.sequence, motion.parent) for motion in motions] == [(1, None), (2, None), (3, 2)]


@pytest.mark.parametrize("words", ["Mr. Smith withdrew his motion.", "The motion was withdrawn."])
def test_a_withdrawn_motion_ends_without_a_vote(words: str) -> None:
    motion = motion_of(MAIN + words + "\n")

    assert (motion.result, motion.counts, motion.votes) == (MotionResult.WITHDRAWN, Counts(), ())


@pytest.mark.parametrize(
    "words",
    ["The motion died for lack of a second.", "The motion died for want of a second.", "MOTION DIED - NO SECOND."],
)
def test_a_motion_that_nobody_seconds_dies_and_the_next_is_another(words: str) -> None:
    died, carried = facts_of(
        FOUR + f"Mr. Smith moved to approve the plan. {words}\n\nMr. Young moved to deny the plan, seconded by Jones. "
        "Motion carried.\n"
    ).motions

    assert (died.result, died.seconder, died.text) == (MotionResult.DIED, None, "approve the plan")
    assert (carried.result, name_of(carried.seconder)) == (MotionResult.PASS, "Bob Jones")


def test_a_motion_that_is_divided_is_a_motion_for_each_vote() -> None:
    first, second = facts_of(
        FOUR + "Mr. Smith moved, seconded by Jones, to approve items 1 and 2. The question was divided. "
        "Vote. 4 Ayes, 0 Nays. Motion carried. Vote. 3 Ayes, 1 Nays. Motion carried.\n"
    ).motions

    assert (first.counts, second.counts) == (Counts(yes=4, no=0), Counts(yes=3, no=1))
    assert (first.text, name_of(first.mover)) == (second.text, name_of(second.mover))


def test_a_tabled_motion_says_so_and_one_to_table_is_procedural() -> None:
    tabled = motion_of(MAIN + "The motion was tabled.\n")
    to_table = motion_of(FOUR + "Mr. Smith moved to table the plan, seconded by Jones. Motion carried 4-0.\n")

    assert (tabled.result, tabled.kind) == (MotionResult.TABLED, MotionKind.MAIN)
    assert (to_table.result, to_table.kind) == (MotionResult.PASS, MotionKind.PROCEDURAL)


def test_a_tie_is_a_result_of_its_own() -> None:
    motion = motion_of(MAIN + "The vote was tied 2-2.\n")

    assert (motion.result, motion.counts) == (MotionResult.TIE, Counts(yes=2, no=2))


@pytest.mark.parametrize(
    "words",
    [
        "adjourn",
        "recess",
        "table the plan",
        "go into executive session",
        "reconsider",
        "close the public hearing",
        "waive the second reading",
    ],
)
def test_motions_about_the_meeting_itself_are_procedural(words: str) -> None:
    motion = motion_of(f"Moved by Smith, seconded by Jones, to {words}. Motion carried.")

    assert motion.kind is MotionKind.PROCEDURAL


@pytest.mark.parametrize(
    "words",
    [
        "close the road",
        "open the bridge",
        "enter into an agreement with the county",
        "extend the lease",
        "waive the fee",
    ],
)
def test_motions_about_the_town_are_not_procedural_for_a_verb_that_both_share(words: str) -> None:
    motion = motion_of(f"Moved by Smith, seconded by Jones, to {words}. Motion carried.")

    assert motion.kind is MotionKind.MAIN


@pytest.mark.parametrize(
    "opening",
    [
        "First Amendment\n2. Moved by Jones, seconded by Young, that the words of the plan be longer.",
        "Moved by Jones, seconded by Young, that clause 3 be amended by adding a fence.",
    ],
)
def test_an_amendment_is_known_by_its_heading_or_by_its_words(opening: str) -> None:
    motion = facts_of(f"{MAIN}{opening} Motion carried 4-0.\n").motions[1]

    assert (motion.kind, motion.parent) == (MotionKind.AMENDMENT, 1)


def test_a_main_motion_put_again_as_amended_is_not_the_same_motion_printed_twice() -> None:
    words = "to approve the plan for the bridge over the northern arm of the river.{}\nCarried.\nAYES: Smith, Jones\n\n"

    motions = facts_of(
        FOUR + "Moved by Smith, seconded by Jones, " + words.format("")
        + "Main Motion as Amended\nMoved by Smith, seconded by Jones, " + words.format(" 2. That it be of stone.")
    ).motions  # fmt: skip

    assert [motion.text for motion in motions] == [words.split(".", maxsplit=1)[0].removeprefix("to ")] * 2


def test_a_motion_that_an_attachment_prints_again_is_told_once() -> None:
    told = (
        "Moved by Smith, seconded by Jones, to approve the plan for the bridge over the northern arm of the river. "
        "Motion carried 4-0.\n"
    )

    motion = motion_of(FOUR + told, "Attachment 1: minutes\n" + FOUR + told)

    assert (motion.sequence, motion.span and motion.span.page) == (1, 1)


def test_short_motions_in_the_same_words_are_each_a_motion() -> None:
    told = "Moved by Smith, seconded by Jones, to recess. Motion carried.\n\n"

    assert [motion.sequence for motion in facts_of(told + "The Council heard a report.\n\n" + told).motions] == [1, 2]


def test_a_count_behind_the_motion_as_amended_is_not_of_the_amendment() -> None:
    facts = facts_of(
        "Present: Ann Poe, Cy Lee, Eva Diaz, Di Okafor\nPoe moved to send a letter. Lee seconded the motion. "
        "Diaz moved to amend to add a copy. Okafor seconded. 4-0 in favor of the amendment. "
        "On the motion as amended, 2-2. Motion fails."
    )
    motion, amendment = facts.motions

    assert (motion.result, amendment.counts.yes, amendment.result) == (MotionResult.FAIL, 4, MotionResult.PASS)


def test_a_result_told_of_somebodys_motion_is_of_the_one_that_he_made_before() -> None:
    motions = facts_of(
        "The motion to adopt the plan was made by Ms. Poe and seconded by Mr. Lee.\n"
        "An amendment to plant trees was made by Mr. Foy and seconded by Ms. Diaz. The amendment failed 1-3.\n"
        "The plan was approved on Ms. Poe's motion, Mr. Lee's second on a 4-0 vote.\n"
    ).motions

    assert [(name_of(motion.mover), motion.result) for motion in motions] == [
        ("Poe", MotionResult.PASS),
        ("Foy", MotionResult.FAIL),
    ]
