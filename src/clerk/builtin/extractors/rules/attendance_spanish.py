"""Attendance of Spanish minutes: members under `Asistentes` and `Concejales`, each with an honorific, up to the secretary."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.attendance_person import Person
from clerk.builtin.extractors.rules.names import NamedPlace
from clerk.model.facts import AttendanceStatus

_HEAD = 4_000
_IS_SPANISH = re.compile(r"(?i)\b(?:ayuntamiento|pleno|concejal(?:es|as?)?|alcald(?:e|esa))\b")
_SECTION = re.compile(
    r"(?i)\b(?:(?P<present>asistentes?|asisten|presentes?|concejal(?:es|as)?|alcald(?:e|esa)(?:[- ]president[ea])?)\b[^\n:]{0,30}:?|"
    r"(?P<absent>ausentes?|excusan?|no\s+asisten(?:tes?)?)\b|(?P<other>(?:vice)?secretar[ií][oa]|interventor[a]?|en\s+la\s+(?:villa|casa|ciudad)|orden\s+del\s+d[ií]a))"
)
_NAME = re.compile(
    r"\b(?:(?:[Ss][Rr][Aa]?|[Dd])\.\s{0,3}|D[ªa~º]\.?\s{1,3}|D[ÑñNn][Aa]\.?\s{0,3}|D[Oo][NnÑñ][Aa]?\s{1,3}|D\s{1,3}(?=[A-ZÁÉÍÓÚ]))+"
    r"(?P<name>(?:M\s{1,3}(?=[A-Z]))?(?:[A-ZÁÉÍÓÚÑ][\w'ª.-]*|Mª)(?:[ \n]{1,3}(?!D(?:on|oña|ON|OÑA|ÑA|NA|ña)\b|SRA?\b|Sra?\b|PARTIDO|COALICI|VOX|MIEMBROS|SECRETARI|CONCEJAL)(?:(?:de|del|la|las|los|y|DE|DEL|LA)[ ]){0,3}[A-ZÁÉÍÓÚÑ][\w'ªÁÉÍÓÚÑáéíóúñ-]+|[ ]M(?=[ ]{1,3}[A-ZÁ])){1,5})"
)
_FEWEST = 3


def spanish_attendance(plain: str) -> list[tuple[Person, AttendanceStatus]]:
    """Each member with an honorific in the head of the minutes; nothing for minutes in another language."""
    head = plain[:_HEAD]
    if len(_IS_SPANISH.findall(head)) < _FEWEST:
        return []
    found: dict[str, tuple[Person, AttendanceStatus]] = {}
    for begin, end, status in _sections(head):
        for match in _NAME.finditer(head, begin, end):
            written = match["name"].rstrip(" .")
            start = match.start("name")
            place = NamedPlace(name=" ".join(written.split()), start=start, end=start + len(written))
            found.setdefault(place.name.casefold(), (Person(place=place), status))
    return list(found.values())


def _sections(head: str) -> Iterator[tuple[int, int, AttendanceStatus]]:
    marks = list(_SECTION.finditer(head))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        if mark["other"] is not None:
            if mark["other"].lower().startswith(("en", "orden")):
                return
            continue
        status = AttendanceStatus.ABSENT if mark["absent"] else AttendanceStatus.PRESENT
        yield mark.end(), after.start() if after else len(head), status
