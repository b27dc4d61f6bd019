"""Sections of minutes that say who was there and who was not, by their headings: `MEMBERS PRESENT`, `Absent:`, `Also present:`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clerk.builtin.extractors.rules.attendance_headings import HEADING, Heading, headed
from clerk.builtin.extractors.rules.attendance_words import NO_FULL_STOP
from clerk.builtin.extractors.rules.names import MEMBER

_HEAD = 12_000
"""Characters at the beginning of the minutes among which somebody is said to be there."""
_LONGEST = 2_500
_MOST_HEADINGS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, and the text that may be its list: up to the next heading, or to words that begin something else."""

    heading: Heading
    start: int
    begin: int
    """Where the heading ends."""
    end: int
    of_members: bool
    """True for a heading that speaks of members, so that a secretary or treasurer below it is one of them."""
    beside: int | None
    """Where the heading of another column begins on the same line."""
    is_marked: bool
    """True for a heading with a colon, or on a line of its own: then one name makes a list."""


_WIDE = re.compile(r"[ ]{3,}$")
_ENDS = re.compile(
    r"\b(?:ayes?|noes|nays?|yeas?|motion|moved|seconded|quorum|call(?:ed)?\s(?:the\s\w+\s|this\s\w+\s)?(?:meeting\s)?to\sorder|"
    r"call(?:ed)?\sthe\s(?:meeting|roll)|pledge|invocation|opening\sprayer|approv(?:e|al|ed|ing)|moment\sof\ssilence|"
    r"vot(?:e|ed|ing)|adjourn\w*|welcome|agenda|minutes\sof|salute|presided|presiding\s(?:officer|over|was|at)|proclamations?|announcements?|"
    r"orden\sdel|public\s(?:hearing|comment)|opened|convened|(?:having|being|comprising|constituting)\s(?:an?|all)|the\s(?:meeting|following\sbusiness))\b|"
    r"(?-i:(?<=\s)(?:\d{1,2}[a-z]?|II|III|IV|VI)\.\s{1,9}[A-Z]{3})",
    re.IGNORECASE,
)


_OTHER_LABEL = re.compile(
    rf"\n[ ]{{0,40}}(?![^:\n]*\b(?i:{MEMBER}|council|board|alternates?|wards?|districts?|divisions?|seats?|positions?|place|remote(?:ly)?|"
    r"zoom|person|phone|virtual(?:ly)?|present|absent|excused|late|also|others?|staff|officers?|officials|chair|vice|large|electoral|village|town|"
    r"city|clerk|secretary|treasurer|manager|administrator|attorney|cao|auditor|recorder|counsel|solicitor|roll|vacan\w+|guests?|liaisons?)\b)"
    r"[A-Z][A-Za-z']{3,}(?:[ ][A-Za-z&]+){0,2}[ ]?:(?=\s)"
)
"""A label of something else at the beginning of a line: "Correspondence:"."""
_DONE = re.compile(r"(?i)call|open|conven|presid|moved|motion|second|adjourn")
_DOER = re.compile(rf"(?i:\b(?:{MEMBER}|mrs?\.|ms\.|dr\.))\s[A-Z][\w'-]{{1,30}}\s{{1,3}}$")
_LONGEST_DOER = 50
_LONGEST_NOTE = 60
_BEGINS_SENTENCE = re.compile(rf"\n|(?<=[^\W\d_]{{3}}){NO_FULL_STOP}\.\s")
_SENTENCE = re.compile(
    r"(?<=[^\W\d_]{3}\.)\s(?=[^.\n:]{3,60}\s(?:was|were)\s(?:absent|excused|not\spresent|unable|not\sable)\b)|"
    r"(?<![,;&])(?<!\sand)\n(?=[^\n,:]{3,60}\s(?:was|were)\s(?:also\s|not\s|noted\s){0,2}(?:present|in\sattendance|absent|excused)\b|[^\n:]{3,60}\sattended\b)"
)
_PRESIDES = re.compile(r"(?i)\bpresid(?:ed|ing)\b")


def sections(plain: str) -> tuple[Section, ...]:
    """All sections of the head of the minutes, in order."""
    found: list[tuple[Heading, int, int, bool, bool]] = []
    for match in HEADING.finditer(plain, _HEAD):
        if len(found) == _MOST_HEADINGS:
            break
        if found and match.start() < found[-1][2]:
            continue
        heading = headed(plain, match)
        if heading is not None:
            found.append(heading)
    starts = [start for _, start, *_ in found]
    return tuple(
        Section(
            heading=heading,
            start=start,
            begin=begin,
            end=_end(plain, begin, _stop(plain, starts[at:]), heading),
            of_members=of,
            is_marked=mark,
            beside=_beside(plain, starts[at:]),
        )
        for at, (heading, start, begin, of, mark) in enumerate(found)
    )


def _stop(plain: str, starts: Sequence[int]) -> int:
    """Where the next heading stands that is not beside the first."""
    beside = _beside(plain, starts)
    below = [start for start in starts[1:] if beside is None or plain.find("\n", beside) < start]
    return below[0] if below else len(plain)


def _beside(plain: str, starts: Sequence[int]) -> int | None:
    """The next heading, where a wide space parts it from what stands before it on its line."""
    if len(starts) == 1:
        return None
    between = plain[starts[0] : starts[1]]
    return starts[1] if "\n" not in between and _WIDE.search(between) else None


def _end(plain: str, begin: int, stop: int, heading: Heading) -> int:
    stop = min(stop, begin + _LONGEST)
    ends = next(
        (match for match in _ENDS.finditer(plain, begin, stop) if not _is_in_brackets(plain, begin, match)), None
    )
    stop = _before_deed(plain, begin, ends) if ends else stop
    for pattern in (_OTHER_LABEL, _SENTENCE):
        other = pattern.search(plain, begin, stop)
        stop = other.start() if other else stop
    presides = None if heading is Heading.PRESENT else _PRESIDES.search(plain, begin, stop)
    if presides is None:
        return stop
    # Whoever presides is among those present: "Absent: Lee. Mayor Diaz presiding."
    sentence = plain.rfind(". ", begin, presides.start())
    return sentence + 1 if sentence >= 0 else presides.start()


def _is_in_brackets(plain: str, begin: int, ends: re.Match[str]) -> bool:
    """True for "(joined the meeting at 9:20 a.m.)"."""
    return (
        plain.rfind("(", begin, ends.start()) > plain.rfind(")", begin, ends.start())
        and ")" in plain[ends.end() : ends.end() + _LONGEST_NOTE]
    )


def _before_deed(plain: str, begin: int, ends: re.Match[str]) -> int:
    """Where the sentence begins that tells what somebody does: "Chairman Lee called the meeting to order"."""
    if _DONE.match(ends[0]) is None:
        return ends.start()
    begins = [match.end() for match in _BEGINS_SENTENCE.finditer(plain, begin, ends.start())]
    begins += [match.start() for match in _DOER.finditer(plain, max(begin, ends.start() - _LONGEST_DOER), ends.start())]
    return max(begins) if begins and plain[begin : max(begins)].strip() else ends.start()
