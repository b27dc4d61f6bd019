"""Lines of a name and an office that no heading stands over, where one at least says that somebody is away."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.attendance_person import Person
from clerk.builtin.extractors.rules.attendance_words import TITLES, is_of_staff, status_said
from clerk.builtin.extractors.rules.names import name_in
from clerk.model.facts import AttendanceStatus

_HEAD = 4_000
_FEWEST = 3
_LINE = re.compile(
    r"(?m)^[ ]{0,20}(?P<name>[A-Z][\w.' ]{2,40}?)[ ]?(?:,|--?)[ ](?P<office>[A-Z][A-Za-z '-]{2,40}?)"
    r"[ ]?(?:(?:\(|--?[ ]?)(?P<said>[A-Za-z ]{2,30})\)?)?[ ]{0,9}$"
)
_BLANK = re.compile(r"\s*")
_Told = tuple[Person, AttendanceStatus]


def people_without_heading(plain: str) -> list[_Told]:
    """Members of the first such run of lines; nothing for one that tells of nobody's attendance, as a letterhead."""
    run: list[_Told] = []
    is_told, end = False, 0
    for match in _LINE.finditer(plain, 0, _HEAD):
        if run and _BLANK.fullmatch(plain, end, match.start()) is None:
            break
        end = match.end()
        for person, status, is_said in _of_line(match):
            run.append((person, status))
            is_told |= is_said
    return run if is_told and len(run) >= _FEWEST else []


def _of_line(match: re.Match[str]) -> Iterator[tuple[Person, AttendanceStatus, bool]]:
    name = name_in(match["name"], match.start("name"))
    if name is None or is_of_staff(match["office"]) or TITLES.fullmatch(match["office"]) is None:
        return
    said = status_said(match["said"].strip()) if match["said"] else None
    person = Person(place=name, roles=[match["office"]], notes=[said[1]] if said and said[1] else [])
    yield person, said[0] if said else AttendanceStatus.PRESENT, said is not None
