"""The extractor `rules` finds who was there, in each plain style, and nobody else."""

import pytest

from clerk.model.facts import AttendanceStatus
from fixtures.read_minutes import facts_of, people_of


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        (
            "PRESENT: Mayor Ann Smith, Council Members Bob Jones and Cy Young\nABSENT: None",
            "Ann Smith|Bob Jones|Cy Young",
            "",
        ),
        (
            "Present: Smith, Jones, O'Neill\nAbsent: Young\nStaff present: Dee Tan, Clerk",
            "Smith|Jones|O'Neill",
            "Young",
        ),
        (
            "PRESENT:\nAnn Smith\nBob Jones, Chair\nABSENT:\nCy Young\n\nCALL TO ORDER",
            "Ann Smith|Bob Jones",
            "Cy Young",
        ),
        ("Present: Ann Smith\n    Bob Jones\n    Don Lowe, Town Administrator\n", "Ann Smith|Bob Jones", ""),
        ("ROLL CALL\nMayor Smith: Here\nMember Jones: Absent\nMember Young: Here", "Smith|Young", "Jones"),
        ("Present: Ann Smith, Bob Jones\nAbsent: Bob Jones", "Ann Smith", ""),
        ("Present: the public was present: nobody spoke", "", ""),
        ("Selectman Smith and Selectman Jones were present.\nChairman Young was absent.", "Smith|Jones", "Young"),
        ("Present: Ann Smith\nAlso\nPresent: Mr. Bob Jones, Deputy Clerk, Cy Young", "Ann Smith", ""),
        ("Those members present were: Smith, Jones and Young. The rest came late.", "Smith|Jones|Young", ""),
        ("Present: MayorSmith, Councilmember Jones, McDonald", "Smith|Jones|McDonald", ""),
        ("Mr. Smith was present. The Smith family and staff were present.", "", ""),
    ],
)
def test_people_are_found_in_the_lists_of_those_present_and_absent(text: str, present: str, absent: str) -> None:
    found = facts_of(text).attendance

    assert "|".join(people_of(found, AttendanceStatus.PRESENT)) == present
    assert "|".join(people_of(found, AttendanceStatus.ABSENT)) == absent


def test_specks_of_a_scan_are_no_part_of_a_name() -> None:
    for text in ("Absent: Member Ann Smith \u00a9\n", "Present: Bob Jones\nAbsent: Ann Smith \u00a9\n"):
        assert people_of(facts_of(text).attendance, AttendanceStatus.ABSENT) == ("Ann Smith",)
