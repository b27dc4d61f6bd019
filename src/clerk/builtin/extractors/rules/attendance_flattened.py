"""Attendance of rolls whose lines have run together: "Lee P, Diaz A", or names, then as many offices and answers."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from clerk.builtin.extractors.rules.attendance_names import names_of
from clerk.builtin.extractors.rules.attendance_person import Person
from clerk.builtin.extractors.rules.attendance_words import STAFF_ROLE, TITLES
from clerk.builtin.extractors.rules.names import NamedPlace, name_in
from clerk.model.facts import AttendanceStatus

_HEAD = 8_000
_MOST = 20
_FEWEST = 3
_LONGEST_NAMES = 400
_ROLL = re.compile(r"(?i)\b(?:roll\s?call|attendance|members)\b[\s:.-]{1,5}(?=[A-Z])")
_MARK = re.compile(r"[\s,;]*(?:and\s)?(?P<name>[A-Z][\w.' ]{1,30}?)\s?[-(]?\s?\(?(?P<mark>[PAE])\)?(?=[,;.\n]|\s\s|$)")
_MARKS = {"P": AttendanceStatus.PRESENT, "A": AttendanceStatus.ABSENT, "E": AttendanceStatus.EXCUSED}
_OFFICE = re.compile(
    rf"\s*(?P<office>{TITLES.pattern}|{STAFF_ROLE.pattern})[\s,:-]{{1,3}}(?P<answer>present|absent|excused)\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"(?i)\broll\s?call\b[\s:.-]{1,3}(?=[A-Z])")
_FIRST_NAME = re.compile(r"(?:\A|(?<=[.:,;]\s)|(?<=\n))[A-Z]")
_Told = tuple[Person, AttendanceStatus]


def people_in_flattened(plain: str) -> list[_Told]:
    """Members with their status; nothing for a roll of which any part is unsure."""
    for heading in islice(_ROLL.finditer(plain, 0, _HEAD), _MOST):
        marked = list(_marked(plain, heading.end()))
        is_attendance = any(status is AttendanceStatus.PRESENT for _, status in marked)
        if len(marked) >= _FEWEST and is_attendance:
            return marked
    for heading in islice(_ANSWERS.finditer(plain, 0, _HEAD), _MOST):
        answered = _answered(plain, heading)
        if answered:
            return answered
    return []


def _marked(plain: str, begin: int) -> Iterator[_Told]:
    """Names with P, A or E behind each."""
    at = begin
    while (match := _MARK.match(plain, at)) is not None:
        name = name_in(match["name"], match.start("name"))
        if name is None:
            return
        title = TITLES.match(match["name"])
        yield Person(place=name, title=title[0].strip() if title else None), _MARKS[match["mark"]]
        at = match.end()


def _answered(plain: str, heading: re.Match[str]) -> list[_Told]:
    """Names before the heading, offices and answers behind it, both of one number."""
    offices: list[re.Match[str]] = []
    at = heading.end()
    while (match := _OFFICE.match(plain, at)) is not None:
        offices.append(match)
        at = match.end()
    names = _names_before(plain, heading.start(), len(offices)) if len(offices) >= _FEWEST else ()
    return [
        (Person(place=name, roles=[office["office"]]), AttendanceStatus(office["answer"].lower()))
        for name, office in zip(names, offices, strict=False)
        if STAFF_ROLE.search(office["office"]) is None
    ]


def _names_before(plain: str, end: int, count: int) -> Sequence[NamedPlace]:
    """As many names as there are offices; none where what stands before the heading is of another number."""
    first = max(0, end - _LONGEST_NAMES)
    starts = [match.start() for match in _FIRST_NAME.finditer(plain, first, end)]
    for start in starts[::-1]:
        names = list(names_of(plain[start:end], start))
        if len(names) == count:
            return names
    return ()
