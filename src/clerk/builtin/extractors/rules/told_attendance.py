"""Attendance that a sentence tells: "Selectman Bond and Chairman Perkins were absent"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.name_lists import read_names
from clerk.builtin.extractors.rules.names import MEMBERS_TITLE, NamedPlace
from clerk.model.facts import AttendanceStatus

_LONGEST_SENTENCE = 400
_TELLS = re.compile(
    r"\s(?:was\s|were\s|answered\s)?(?P<word>present|absent)(?=\s?[.;,\n]|\sand\sexcused|\s*$)", re.IGNORECASE
)
_BEGINS_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.;:!?]\s|\n\s{0,80}\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    place: NamedPlace
    status: AttendanceStatus


def told_attendance(text: JoinedText) -> Iterator[Told]:
    """People of sentences that are a list of names, the first with a member's title, and the verb."""
    plain, before = text.plain, 0
    for match in _TELLS.finditer(plain):
        first = max(before, match.start() - _LONGEST_SENTENCE)
        begins = [found.end() for found in _BEGINS_SENTENCE.finditer(plain, first, match.start())]
        start = begins[-1] if begins else first
        start += len(plain[start : match.start()]) - len(plain[start : match.start()].lstrip())
        before = match.end()
        if MEMBERS_TITLE.match(plain, start, match.start()):
            names, is_clean = read_names(plain, start, match.start())
            for name in names if is_clean else ():
                yield Told(place=name, status=AttendanceStatus(match["word"].lower()))
