"""The extractor `rules` takes for this meeting's votes only what this meeting voted."""

import pytest

from clerk.model.facts import MotionResult
from fixtures.read_minutes import facts_of, motion_of

HEAD = (
    "Minutes of the City Council of Elmwood\nRegular meeting of June 4, 2024\n"
    "Present: Ann Smith, Bob Jones, Cy Young, Dee Reyes\n\n"
)


@pytest.mark.parametrize(
    "told",
    [
        "The Planning Commission voted 5-2 on a motion by Smith, seconded by Jones, to recommend approval.\n",
        "Mr. Lane said that the Parks and Recreation Board unanimously recommended approval on a motion by Smith.\n",
        "At its last meeting, the Council approved the plan on a motion by Smith that carried 4-0.\n",
        "On March 3, 2024, the Council voted 3-1 to close the road on a motion by Smith.\n",
        "Last month the Council passed a motion by Smith, seconded by Jones, to close the road.\n",
        (
            "I certify that the foregoing resolution was adopted on March 3, 1999, by the following vote:\n"
            "AYES: Smith, Jones, Young\nNOES: Reyes\nABSENT: None\n"
        ),
        (
            "STATE OF OHIO\nI, Eve Lane, City Clerk, do hereby certify that this is a true copy of Resolution 12, "
            "which on motion of Smith, seconded by Jones, was adopted by the following roll call vote:\n"
            "Ayes: Smith, Jones, Young. Nays: Reyes.\nIN WITNESS WHEREOF I have set my hand.\n"
        ),
    ],
)
def test_what_another_meeting_voted_is_no_motion_of_this_one(told: str) -> None:
    assert facts_of(HEAD + told).motions == ()


@pytest.mark.parametrize(
    "told",
    [
        "The City Council voted 3-1 on a motion by Smith, seconded by Jones, to close the road.\n",
        "On June 4, 2024, the Council approved a motion by Smith, seconded by Jones, to close the road.\n",
        "Moved by Smith, seconded by Jones, to close the road as the Planning Board recommended. Motion carried 3-1.\n",
        "Moved by Smith, seconded by Jones, to approve the minutes of the last meeting. Motion passed 3-1.\n",
    ],
)
def test_what_this_meeting_voted_is_its_motion_whatever_else_is_named(told: str) -> None:
    assert motion_of(HEAD + told).result is MotionResult.PASS


def test_a_certificate_ends_where_the_next_motion_begins() -> None:
    text = (
        "I certify that the foregoing is a true copy of a resolution adopted as follows:\nAYES: Smith, Jones\n"
        "NOES: None\n\nReyes moved to adjourn, seconded by Young. Motion carried.\n"
    )

    assert motion_of(HEAD + text).text == "adjourn"


def test_a_body_that_the_head_of_the_minutes_names_is_their_own() -> None:
    text = "The Planning Commission voted 5-2 on a motion by Smith, seconded by Jones, to recommend approval.\n"

    assert motion_of("Minutes of the Planning Commission\n\n" + text).counts.yes == 5


def test_what_was_tabled_on_another_day_is_no_motion_of_an_agenda() -> None:
    text = "(a) An ordinance on parking (tabled October 1; Councilman Ware moved, Mr. Foy seconded).\n"

    assert facts_of(text).motions == ()


def test_a_remark_in_quotes_that_something_was_moved_is_no_motion() -> None:
    assert facts_of('Ms. Poe sponsored it. "It was moved, it was seconded, and it passed," she said.').motions == ()


def test_a_motion_that_had_failed_before_is_no_result_of_this_one() -> None:
    text = "Moved by Poe, seconded by Lee, to pay it.\nMr. Pruss asked why the motion on ramps had failed last month."

    assert motion_of(text).result is None


def test_what_a_flood_moved_nobody_moved() -> None:
    assert facts_of("The bridge was moved by the flood and the State approved it for repair.").motions == ()


def test_what_rules_suppose_and_what_other_minutes_should_read_is_no_vote_of_this_meeting() -> None:
    moved = "Moved by Poe, seconded by Lee, to approve the minutes. "
    told = (
        "Mr. Foy stated that the vote should read 'passed 3-2, with Mr. Foy voting nay'. The motion passed unanimously."
    )

    assert (
        facts_of("If it was moved by Jones and seconded by Clark and carried, Clark can bring it back.").motions == ()
    )
    assert motion_of(moved + told).votes == ()


def test_a_roll_call_under_the_next_heading_is_not_of_the_motion_before() -> None:
    text = "Moved by Poe, seconded by Lee, to accept the report. Motion carried.\n\n"
    text += "Old Business: Non-resident fee. A roll call vote was taken on the fee. Ayes: Poe, Lee, Diaz. Nays: Foy.\n"

    assert facts_of(text).motions[0].votes == ()
