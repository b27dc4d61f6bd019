"""Who was there by sentences about a roll, by seats between names, and by labels seldom seen; all names are made up."""

import pytest

from fixtures.read_minutes import told_attendance

_AYE = """\
The Board of Directors met in regular session. Members Vance, Tjarks, Kroll and Ehlers responded "aye" to the roll call.
Member Pundt was absent. Superintendent Lane was also present.
"""
_ALONG_WITH = """\
was called to order at 5pm via Zoom II. Roll Call Commissioners White, Ramon, and Chair Ostler were present along with
Executive Director Pelham. Commissioner Stubb was absent from roll call.
"""
_RESPONDING = """\
Mayor Lester Hague called the meeting to order with Vice-Mayor Dee Ann Shoupe, Commissioner Troy Pell and Commissioner
Wanda Billing responding to roll call.  Commissioner Cory Unger was reported absent.
"""
_COMMITTEE = """\
The meeting was called to order by Chairman
Went. Also present were Committee Members Korder and Sippel,
and those per the attached list. Ald. Brink was absent.
"""
_MOVERS = """\
Roll Call: Holland
Estes
Dominick
MINUTES
Paul Estes moved to approve the minutes. The motion was seconded by Anita Dominick.
Paul Estes moved to adjourn. The motion was seconded by Joel Holland.
"""
_EXCUSE = (
    "Attendance: Garth Benson, Alisa Craner, Wade Hutchins\n\nExcuse: Kip Madison\n\nCitizens in Attendance: Dan Pool\n"
)
_OF_AGENCY = """\
1. Call to order Committee Members Present: Harriet Boon, Chair; Stan Wojtek; Renee Askey Committee Members Absent: Bill
Tranter RTA Representatives Present: Paulette Grim; Jared Sots
"""
_BEFORE_SENTENCE = """\
Board Present: Verna Oaks, Dexter Pough, Lillie Simms, and Charles Emery
Others Present: Tamika Rollin (Secretary/Treasurer), and Joe Beal (Staff)
Board Absent: Ruth Ann Chandley
The Secretary certified that a quorum was in attendance.
"""
_SEMICOLONS = """\
Present: Mayor Sorkin; Trustees: Baxley, Carr, Dunn, Wu; Attorney Feeny; Superintendent of Public Works Hall.
Absent: Trustees: Amis and Roland; Fire Superintendent Tibb.
"""
_SEATS = """\
Following members present: NED AUCON, Council Representative of District 1 LENA BABIN, Council Representative of
District 2 RUSTY COLEY, Council Representative of District 6 BO BREAU, Council Representative of
District 3 MIKE DUSEN, Council Representative of District 4 ABSENT: SHERI FONT, Council Representative of District 5
"""
_NOTE_IN_ROW = """\
PRESENT

CAROL DENSON BARRY HUGIT LYNETTE OLSON (joined the meeting at 9:20 a.m.) TED PROCTOR ROSS STAGG

ABSENT

MURIEL WEEB
"""
_ABBREVIATED = (
    "Present were Mayor Dalin, Couns. Cara Arends, Bess Boling and Fritz Roland. Coun. Ruth Stamp was excused.\n"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (_AYE, "Vance, Tjarks, Kroll, Ehlers / Pundt"),
        (_ALONG_WITH, "White, Ramon, Ostler / Stubb"),
        (_RESPONDING, "Dee Ann Shoupe, Troy Pell, Wanda Billing, Lester Hague / Cory Unger"),
        (_COMMITTEE, "Korder, Sippel, Went / Brink"),
        (_MOVERS, "Holland, Estes, Dominick / "),
        (_EXCUSE, "Garth Benson, Alisa Craner, Wade Hutchins / Kip Madison"),
        (_OF_AGENCY, "Harriet Boon, Stan Wojtek, Renee Askey / Bill Tranter"),
        (_BEFORE_SENTENCE, "Verna Oaks, Dexter Pough, Lillie Simms, Charles Emery / Ruth Ann Chandley"),
        (_SEMICOLONS, "Sorkin, Baxley, Carr, Dunn, Wu / Amis, Roland"),
        (_SEATS, "NED AUCON, LENA BABIN, RUSTY COLEY, BO BREAU, MIKE DUSEN / SHERI FONT"),
        (_NOTE_IN_ROW, "CAROL DENSON, BARRY HUGIT, LYNETTE OLSON, TED PROCTOR, ROSS STAGG / MURIEL WEEB"),
        (_ABBREVIATED, "Dalin, Cara Arends, Bess Boling, Fritz Roland / Ruth Stamp"),
        ("Roll Call / Mr. Beagle (8 members present, Mr. Detweiler absent)\n", " / Detweiler"),
    ],
)
def test_members_are_there_or_away_and_nobody_else(text: str, told: str) -> None:
    assert told_attendance(text) == told
