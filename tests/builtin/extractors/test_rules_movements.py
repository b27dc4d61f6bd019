"""Members who come late or leave, their roles and notes, and who is in the room at a place of the minutes."""

import pytest

from clerk.builtin.extractors.rules.attendance import attendance
from clerk.builtin.extractors.rules.attendance_movements import movements, present_at
from clerk.builtin.extractors.rules.joined_text import join
from clerk.model.facts import Attendance, AttendanceStatus
from fixtures.read_minutes import facts_of

HEAD = "Present: Mayor Ann Lee, Council Members Bo Diaz and Cy Young\nAbsent: Council Member Di Woods\n\n"
OPENED = f"{HEAD}Moved by Diaz to open the hearing.\n"


def _told(text: str) -> dict[str, tuple[AttendanceStatus, str | None]]:
    return {one.person.name: (one.status, one.note) for one in facts_of(text).attendance}


def _people(text: str) -> tuple[Attendance, ...]:
    return attendance(join([text]))


def _there(text: str, words: str) -> tuple[str, ...]:
    people = _people(text)
    return present_at(people, movements(text, people), text.index(words))


@pytest.mark.parametrize(
    ("text", "status", "note"),
    [
        ("Present: Ann Lee, Cy Young (arrived at 7:15 p.m.), Bo Diaz\n", AttendanceStatus.LATE, "arrived at 7:15 p.m."),
        ("Present: Ann Lee, Cy Young (left at 9:00), Bo Diaz\n", AttendanceStatus.LEFT, "left at 9:00"),
        ("Present: Ann Lee, Cy Young (via Zoom), Bo Diaz\n", AttendanceStatus.PRESENT, "via Zoom"),
        ("Present: Ann Lee, Cy Young - remote, Bo Diaz\n", AttendanceStatus.PRESENT, "remote"),
        ("Present: Ann Lee, Bo Diaz\nLate arrivals: Cy Young\n", AttendanceStatus.LATE, None),
        (f"{HEAD}Council Member Young arrived at 7:15 p.m.\n", AttendanceStatus.LATE, "arrived at 7:15 p.m."),
        (f"{HEAD}Young left the meeting at 8:30 p.m.\n", AttendanceStatus.LEFT, "left the meeting at 8:30 p.m."),
        (f"{HEAD}Council Member Young departed.\n", AttendanceStatus.LEFT, "departed"),
        (f"{HEAD}Council Member Young left early.\n", AttendanceStatus.LEFT, "left early"),
        (f"{HEAD}Council Member Young left the dais.\n", AttendanceStatus.PRESENT, None),
        (f"{HEAD}Mr. Poe left the meeting. Young left the matter to staff.\n", AttendanceStatus.PRESENT, None),
        (f"{HEAD}Members Diaz and Young arrived late.\n", AttendanceStatus.LATE, "arrived late"),
    ],
)
def test_who_comes_late_or_leaves_is_known_by_brackets_labels_and_sentences(
    text: str, status: AttendanceStatus, note: str | None
) -> None:
    assert _told(text)["Cy Young"] == (status, note)


def test_who_is_excused_from_the_meeting_was_never_there() -> None:
    told = _told(f"{HEAD}Council Member Woods was excused from the meeting.\n")

    assert not told["Di Woods"][0].was_there


def test_who_is_absent_first_and_comes_later_was_there() -> None:
    told = _told(f"{HEAD}Council Member Woods arrived at 7:40 p.m.\n")

    assert told["Di Woods"] == (AttendanceStatus.LATE, "arrived at 7:40 p.m.")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Present: Mayor Pro Tem Cy Young, Council Member Ann Lee\n", "Mayor Pro Tem"),
        ("Present: Ann Lee, Chair; Cy Young, Vice Chair\n", "Vice Chair"),
        ("Present: Council Members Ann Lee and Cy Young\n", "Council Member"),
        ("Present: Ann Lee, Ward 1\nCy Young, Ward 2\n", "Ward 2"),
        ("Present:\nAnn Lee, Chamber of Commerce\nCy Young, Friends of the River\n", "Friends of the River"),
        ("Present: Ann Lee, Chair Cy Young, Vice Chair Bo Diaz Di Woods Staff: Ed Poe", "Vice Chair"),
        ("Present: Ann Lee, Mr. Cy Young\n", None),
    ],
)
def test_a_role_is_what_stands_beside_the_name(text: str, role: str | None) -> None:
    assert {one.person.name: one.role for one in facts_of(text).attendance}["Cy Young"] == role


def test_titles_and_statuses_of_torn_columns_go_to_their_names() -> None:
    text = (
        "Attendee Name\nTitle\nStatus\nArrived\nAnn Lee\nDirector, District A\nPresent\n5:29 PM\n"
        "Bo Diaz\nCy Young\nDirector, District B\nDirector, District C\nAbsent\nRemote\n5:31 PM\n\n"
        "Staff Present:\n\nEd Poe, Fay Lin,\nGus Tan\n"
    )

    assert {one.person.name: (one.role, one.status, one.note) for one in facts_of(text).attendance} == {
        "Ann Lee": ("Director, District A", AttendanceStatus.PRESENT, None),
        "Bo Diaz": ("Director, District B", AttendanceStatus.ABSENT, None),
        "Cy Young": ("Director, District C", AttendanceStatus.PRESENT, "Remote"),
    }


def test_names_of_one_column_go_with_the_roles_of_the_other_and_staff_is_left_out() -> None:
    text = "with the following in attendance:\nAnn Lee\nBo Diaz\nEd Poe\nMayor\nCouncil Member\nCity Manager\n"

    assert {one.person.name: one.role for one in facts_of(text).attendance} == {
        "Ann Lee": "Mayor",
        "Bo Diaz": "Council Member",
    }


def test_who_is_in_the_room_follows_comings_and_goings() -> None:
    text = f"{OPENED}First. Council Member Woods arrived at 7:40.\nSecond. Young left the meeting at 8:30.\nThird.\n"

    assert _there(text, "First") == ("Ann Lee", "Bo Diaz", "Cy Young")
    assert _there(text, "Second") == ("Ann Lee", "Bo Diaz", "Cy Young", "Di Woods")
    assert _there(text, "Third") == ("Ann Lee", "Bo Diaz", "Di Woods")


@pytest.mark.parametrize(
    "text",
    [
        "Present: Ann Lee, Bo Diaz, Cy Young (arrived at 7:15)\n\nFirst.\n",
        "Present: Ann Lee, Bo Diaz, Cy Young (left at 9:15)\n\nFirst.\n",
        f"{OPENED}Council Member Young left the dais.\nFirst.\n",
        f"{HEAD}Council Member Young arrived at 7:15.\nFirst. Moved by Diaz to adjourn.\n",
        f"{HEAD}Moved by Diaz to adjourn. Council Member Young left the meeting early.\nFirst.\n",
    ],
)
def test_nobody_is_surely_in_the_room_when_the_place_of_a_coming_or_going_is_not_told(text: str) -> None:
    assert _there(text, "First") == ()


def test_who_left_the_room_is_back_when_the_minutes_say_so() -> None:
    text = f"{OPENED}Council Member Young left the room.\nFirst. Council Member Young returned.\nSecond.\n"

    assert _there(text, "First") == ("Ann Lee", "Bo Diaz")
    assert _there(text, "Second") == ("Ann Lee", "Bo Diaz", "Cy Young")
