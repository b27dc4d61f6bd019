"""Names that a line's end cuts in two are one person's; all names are made up."""

import pytest

from fixtures.read_minutes import told_attendance

_AFTER_COMMA = """\
The meeting was held at the fire barn and was called to order at 7:02
PM by Doug Fennell. Present were board members Alice Moor, Ken
Tribble, and Dave Lindqvist. Chief Matt Oster also attended the
meeting.
"""
_TWO_FIRST_NAMES = """\
Selectmen present included Michael Moy, Dale Dunning, Helen Mirabel
Wicks and Jerry Hook. Town Administrator Tim Smalley also attended.
"""
_BEHIND_TITLE = """\
Attendees: Supervisor Curt Barrow, Treasurer Rick Bunting, Clerk Rita
Rothman, Trustee Jerry Colt, Trustee Mike Fay, Attorney Michael
Brook
"""
_INITIAL = """\
PRESENT:                           Chairman Roy Stubb

                                   Commissioner J. D.
Waycroft
                                   Commissioner Willie
Pooler

ABSENT: Commissioner Hoyt Cran
"""
_IN_A_ROW = """\
Members present: Dick Clement, Mayor Kevin Folly Kim
Newbold Susie Tessem Andy Dally Margaret Rodgers Kerry Dunavan Staff
members: Stan Zeller, Town Manager
"""
_HEADING = """\
The roll was called and the following members were present during the
progress of the meeting: Garnet, Barrow, Tyghe, Stein and President
Naylor; Absent: Jurgen, Stanton.
"""
_OFFICE = """\
The following persons were present: Mayor Sandra Kuper Councilpersons Joel Amado, Nancy
Redfield, Vincent Scales, Marlene Otto and Doug Hirst Borough
Administrator, Peter Long Borough Clerk, Inez Fowler
"""
_AWAY = """\
Board members present were Hook, Brandel, Munsen and Seibert; Ostram
was absent. Staff members present were Jill Krantz, Board
Administrative Assistant, and Tom Bade, Budget Analyst.
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (_AFTER_COMMA, "Alice Moor, Ken Tribble, Dave Lindqvist / "),
        (_TWO_FIRST_NAMES, "Michael Moy, Dale Dunning, Helen Mirabel Wicks, Jerry Hook / "),
        (_BEHIND_TITLE, "Curt Barrow, Rick Bunting, Rita Rothman, Jerry Colt, Mike Fay / "),
        (_INITIAL, "Roy Stubb, J. D. Waycroft, Willie Pooler / Hoyt Cran"),
        (
            _IN_A_ROW,
            "Dick Clement, Kevin Folly, Kim Newbold, Susie Tessem, Andy Dally, Margaret Rodgers, Kerry Dunavan / ",
        ),
        (_HEADING, "Garnet, Barrow, Tyghe, Stein, Naylor / Jurgen, Stanton"),
        (_OFFICE, "Sandra Kuper, Joel Amado, Nancy Redfield, Vincent Scales, Marlene Otto, Doug Hirst / "),
        (_AWAY, "Hook, Brandel, Munsen, Seibert / Ostram"),
    ],
)
def test_a_line_end_inside_a_name_is_a_blank(text: str, told: str) -> None:
    assert told_attendance(text) == told


def test_a_list_of_a_line_each_stays_a_line_each() -> None:
    text = "Present: Ann Loe\nBo Dietz\nCy Pole\nAbsent: Di Vogel\nFinance Committee\n"

    assert told_attendance(text) == "Ann Loe, Bo Dietz, Cy Pole / Di Vogel"
