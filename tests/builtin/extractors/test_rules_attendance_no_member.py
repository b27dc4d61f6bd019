"""Who is named near the words of attendance and is no member, or was not spoken of at all; all names are made up."""

import pytest

from clerk.model.facts import AttendanceStatus
from fixtures.read_minutes import facts_of

_HEAD = "Present: Mayor Ann Hart, Councilors Smith, Jones, Reyes and Lee\n"
_SEATED = {"Ann Hart", "Smith", "Jones", "Reyes", "Lee"}


def _there(text: str) -> set[str]:
    return {one.person.name for one in facts_of(text).attendance if one.status.was_there}


def _away(text: str) -> set[str]:
    return {one.person.name for one in facts_of(text).attendance if not one.status.was_there}


@pytest.mark.parametrize(
    "text",
    [
        "County Commissioner Boyd was present to discuss roads.\n",
        "State Representative Dan Cole and Commissioner Boyd attended.\n",
        "Former Mayor Fred Fay and Ed Fay were present for the proclamation.\n",
        "Youth Councilor Amy Fay was present.\n",
        "On December 5 Chairman Roe called the hearing to order.\n",
        "Moved by Smith to adjourn.\nHERITAGE COMMITTEE\nPresent: F. Roe, G. Poe\nAbsent: H. Fay\n",
        "Correspondence: Township of Blue\n",
    ],
)
def test_guests_and_other_bodies_are_no_members(text: str) -> None:
    assert (_there(_HEAD + text), _away(_HEAD + text)) == (_SEATED, set())


@pytest.mark.parametrize(
    "text",
    [
        "Present: Hart, Smith, Jones, Reyes, Lee\nChief Smith left the meeting at 7:30 p.m.",
        f"{_HEAD}The new truck, requested by Smith, arrived.\n",
        f"{_HEAD}Mr. Fay said that Jones left early as a teenager.\n",
        f"{_HEAD}Moved to excuse Councilmember Lee's absence on December 5.\n",
    ],
)
def test_what_others_did_and_what_was_long_ago_moves_no_member(text: str) -> None:
    assert {one.status for one in facts_of(text).attendance} == {AttendanceStatus.PRESENT}


@pytest.mark.parametrize(
    ("text", "there", "away"),
    [
        ("Present: Hart, Smith, Lee\nCorrespondence: Township of Blue\n", {"Hart", "Smith", "Lee"}, set()),
        ("ATTENDANCE Jan Feb Mar\nHart P P A\nSmith P A P\n", set(), set()),
        ("Present: Ann Hart, Bo Smith\nABSENT:\nTom Brown, City Manager\nSue Poe\n", {"Ann Hart", "Bo Smith"}, set()),
        (
            "Presentes: Ana Real, Luis Paz\nAusentes: Concejal Pedro Gil\nMoci\u00f3n de Robles, Ana\n",
            None,
            {"Pedro Gil"},
        ),
        (
            "Mayor Fay called the meeting to order.\nCouncil members present: Hart, Smith, Roe, Lee\n",
            {"Hart", "Smith", "Roe", "Lee"},
            set(),
        ),
        ("Present: Reeve Ann Hart, Councillors Smith, Lee and CAO Bo Poe\n", {"Ann Hart", "Smith", "Lee"}, set()),
        (
            "Present: Warden Ann Hart\nDeputy Warden Bo Smith\nCouncillor Cy Lee\n",
            {"Ann Hart", "Bo Smith", "Cy Lee"},
            set(),
        ),
        (
            "PRESENT:\nMayor Ann Hart\nCouncilor Bo Lee\nEXCUSED:\nCouncilor Cy Poe\n\nOPENING:\nMayor Hart spoke.\n",
            {"Ann Hart", "Bo Lee"},
            {"Cy Poe"},
        ),
        ("Present: Ann Hart, Pres.\nBo Lee, V. Pres.\nCy Poe\n", {"Ann Hart", "Bo Lee", "Cy Poe"}, set()),
        (
            "Directors Present:\nAnn Hart, Chair\nBo Lee\n\nGeneral Manager present: Di Fay\n",
            {"Ann Hart", "Bo Lee"},
            set(),
        ),
    ],
)
def test_words_of_roles_and_headings_are_no_names(text: str, there: set[str] | None, away: set[str]) -> None:
    assert there in (None, _there(text))
    assert _away(text) == away
