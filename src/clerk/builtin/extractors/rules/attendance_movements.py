"""Who came and went while the meeting went on: "Councilmember Young arrived at 7:15 p.m.", "Trustee Vo left the meeting"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from clerk.builtin.extractors.rules.attendance_words import STAFF_ROLE
from clerk.builtin.extractors.rules.names import MEMBER, NamedPlace, Roster
from clerk.builtin.extractors.rules.names_around import names_before
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import Attendance, AttendanceStatus

_MOST = 200
_TIME = (
    r"(?:\s(?:at|after|around)\s(?:approximately\s|about\s)?(?:\d{1,2}(?::\d{2})?(?:\s?[apAP]\.?\s?[mM]\b\.?)?|noon))"
)
_PLACE = r"(?:\s(?:the\s)?(?:meeting|session|call|council|board|room|chambers?|dais|table|building|zoom))"
_VERB = WordPattern(
    r"\s(?:(?:had|has|then|also)\s)?(?P<note>(?:"
    rf"(?P<came>arrived\b(?:\slate)?|joined(?={_PLACE}|{_TIME}|\s(?:via|by|remotely))|entered(?={_PLACE}|{_TIME}))|"
    r"(?P<back>returned\b|rejoined\b)|"
    rf"(?P<went>left(?={_PLACE}|{_TIME}|\searly|[.;,])|departed\b|exited(?={_PLACE}|{_TIME})|"
    rf"(?:was|were)\sexcused(?={_TIME}|\sfrom\sthe\s(?:rest|remainder|meeting))))"
    rf"(?P<place>(?:\s(?:to|from|in))?{_PLACE})?{_TIME}?(?:\searly)?)",
    words="als arr dep ent exi had has joi lef rej ret the was wer",
    behind=" \n",
)
_MOTION = re.compile(r"(?i)\b(?:moved|motion)\b")
_VAGUE = re.compile(r"\b(?:early|late)$")
_JOINED = re.compile(
    r"(?:[,&]|\b(?:and|member|mayor|trustee|commissioner|councilor|councillor|director|supervisor|mr\.|ms\.|mrs\.))\s*$",
    re.IGNORECASE,
)
_NOT_HIM = re.compile(rf"(?:\bby(?:\s(?:{MEMBER}|mrs?\.|ms\.))?|{STAFF_ROLE.pattern})\s*$", re.IGNORECASE)
_AS = re.compile(r"\sas\s(?:an?|the)\b")
_LONGEST_WORD = 40
_FOR_A_WHILE = re.compile(r"(?i)\b(?:room|chambers?|dais|table|building)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A member comes, or goes."""

    name: str
    """As the attendance has it."""
    start: int
    """Where the text tells of it."""
    is_arrival: bool
    is_return: bool = False
    is_placed: bool = True
    """False where the text tells of it apart from the order of the meeting: at its head, or as "left early"."""
    is_for_good: bool = True
    """False for who left the room or the dais, and may well be back before the minutes say so."""
    note: str
    """As written: "arrived at 7:15 p.m."."""


def movements(plain: str, people: Sequence[Attendance]) -> tuple[Movement, ...]:
    """Of members only, in the order of the text."""
    roster = Roster.of(one.person.name for one in people)
    return tuple(islice(_movements(plain, roster), _MOST)) if people else ()


def _movements(plain: str, roster: Roster) -> Iterator[Movement]:
    before, motion = 0, _MOTION.search(plain)
    for match in _VERB.finditer(plain):
        for place in names_before(plain, match.start(), max(before, _line_start(plain, match.start()))):
            member = roster.member(place.name)
            if member is not None and not _is_otherwise(plain, place, match):
                yield Movement(
                    name=member,
                    start=match.start(),
                    is_arrival=match["went"] is None,
                    is_return=match["back"] is not None,
                    is_placed=motion is not None
                    and motion.start() < match.start()
                    and not _VAGUE.search(match["note"]),
                    is_for_good=match["place"] is None or _FOR_A_WHILE.search(match["place"]) is None,
                    note=" ".join(match["note"].split()),
                )
        before = match.end()


def _line_start(plain: str, end: int) -> int:
    """Where the line begins, or the first of those that an "and" or a comma joins."""
    start = plain.rfind("\n", 0, end) + 1
    while start and _JOINED.search(plain, max(0, start - _LONGEST_WORD), start - 1):
        start = plain.rfind("\n", 0, start - 1) + 1
    return start


def _is_otherwise(plain: str, place: NamedPlace, verb: re.Match[str]) -> bool:
    """True for "Chief Lee left", "the truck, bought by Lee, arrived", "Lee left early as a boy"."""
    before = plain[max(0, place.start - _LONGEST_WORD) : place.start]
    return _NOT_HIM.search(before) is not None or _AS.match(plain, verb.end()) is not None


def with_movements(people: Iterable[Attendance], moves: Sequence[Movement]) -> Iterator[Attendance]:
    """Those who came late or left before the end have that status, and the words that say so as their note."""
    for one in people:
        told = [move for move in moves if move.name == one.person.name and move.is_for_good and not move.is_return]
        is_away = bool(told) and not told[0].is_arrival and not one.status.was_there
        if not told or is_away or one.status in {AttendanceStatus.LATE, AttendanceStatus.LEFT}:
            yield one
            continue
        notes = dict.fromkeys([*([one.note] if one.note else []), *(move.note for move in told)])
        status = AttendanceStatus.LATE if told[0].is_arrival else AttendanceStatus.LEFT
        yield replace(one, status=status, note=", ".join(notes))


def present_at(people: Iterable[Attendance], moves: Sequence[Movement], at: int) -> tuple[str, ...]:
    """Those who were in the room at a place of the text; nobody where that is not sure of each of them."""
    there: list[str] = []
    for one in people:
        is_there = _is_there(one, [move for move in moves if move.name == one.person.name], at)
        if is_there is None:
            return ()
        if is_there:
            there.append(one.person.name)
    return tuple(there)


def _is_there(one: Attendance, moves: Sequence[Movement], at: int) -> bool | None:
    """None where the minutes tell that somebody came or went, but not between which words."""
    if not all(move.is_placed for move in moves):
        return None
    is_told = {move.is_arrival for move in moves}
    if one.status is AttendanceStatus.LATE and True not in is_told:
        return None
    if one.status is AttendanceStatus.LEFT and False not in is_told:
        return None
    past = [move for move in moves if move.start < at]
    if not past:
        return one.status.was_there and not (moves and moves[0].is_arrival and not moves[0].is_return)
    if past[-1].is_arrival:
        return True
    return False if past[-1].is_for_good or len(past) < len(moves) else None
