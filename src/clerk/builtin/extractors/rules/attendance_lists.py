"""People in lists under headings: those present first, and those absent, excused or late that go with them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clerk.builtin.extractors.rules.attendance_acts import members_named
from clerk.builtin.extractors.rules.attendance_columns import in_column
from clerk.builtin.extractors.rules.attendance_headings import Heading
from clerk.builtin.extractors.rules.attendance_people import ListReader
from clerk.builtin.extractors.rules.attendance_person import Person
from clerk.builtin.extractors.rules.attendance_sections import Section, sections
from clerk.model.facts import AttendanceStatus

_STATUS = {
    Heading.PRESENT: AttendanceStatus.PRESENT,
    Heading.ABSENT: AttendanceStatus.ABSENT,
    Heading.EXCUSED: AttendanceStatus.EXCUSED,
    Heading.LATE: AttendanceStatus.LATE,
}
_AWAY = {Heading.ABSENT, Heading.EXCUSED, Heading.LATE}
_ROLL_CALL = re.compile(r"(?i)\broll\s?call\b")
_VOTES = re.compile(r"(?i)\b(?:ayes?|noes|nays?|yeas?|abstain(?:ed)?|moved|motion|carried)\b")
_ATTENDEES = re.compile(r"(?i)\battend(?:ees|ing)\b")
_ANSWER = re.compile(r"(?i)[\s,:-]*(?:aye|yes|yea|here|present)\b")
_MOVED = re.compile(r"(?i)\b(?:moved|motion)\b")
_NOBODY = re.compile(r"(?i)[\s-]*(?:none|nil|n/a|no\sone|nobody|0|ninguno)\b")
_ALL_PRESENT = re.compile(r"(?i)\ball\s(?:\w+\s){0,3}?(?:were\s|are\s)?present\b")
_ALL_ANSWERED = re.compile(r"(?i)[\s.,;(-]{0,9}(?:were\s)?all\s(?:members\s|were\s|are\s)?present\b")
_SAYS_THERE = re.compile(r"(?i)present|attend|roll|respon|answer|absent|excus")
_OFFICE = re.compile(r"(?i)(?:vice|deputy|chair|president|reeve)")
_HEAD = 4_000
_NEAR = 400
"""Characters between the end of a list of those present and the label of those absent."""
_FAR = 1_500
"""The same for a label with a colon, behind a long list of staff."""
_NEXT = 10
_FEWEST = 2
_Read = Sequence[tuple[Section, ListReader]]


def people_in_lists(plain: str, acting: frozenset[str]) -> Iterator[tuple[Person, AttendanceStatus]]:
    """People under the first heading over those present and under those that go with it; later ones tell of votes."""
    read = _with_bodies([(section, _read(plain, section, acting)) for section in sections(plain)])
    read = [each for at, each in enumerate(read) if not _is_of_both(plain, read[max(0, at - 1)][0], *each)]
    for first, (section, reader) in enumerate(read):
        if section.heading is Heading.PRESENT and _is_list(section, reader):
            group = list(_group(read, first))
            yield from _people(group)
            yield from _left_out(plain, group, acting)
            return
    torn = list(_torn(plain, read, acting))
    yield from torn or _only_away(plain, read)


def _is_of_both(plain: str, before: Section, section: Section, reader: ListReader) -> bool:
    """True behind labels in a row, `PRESENT: STAFF: ABSENT:`, where the names of all stand."""
    is_blank = not plain[before.begin : section.start].strip()
    return before.heading not in _AWAY and is_blank and section.heading in _AWAY and len(reader.people) > 1


def _people(group: _Read) -> Iterator[tuple[Person, AttendanceStatus]]:
    for section, reader in group:
        is_presumed = _SAYS_THERE.search(reader.plain, section.start, section.begin) is None
        for person in reader.people:
            if not person.is_other:
                person.is_presumed = is_presumed
                yield person, _status(section.heading, person)


def _surnames(group: _Read) -> frozenset[str]:
    return frozenset(person.surname for _, reader in group for person in reader.people)


def _left_out(plain: str, group: _Read, acting: frozenset[str]) -> Iterator[tuple[Person, AttendanceStatus]]:
    """Members named where the reader of those present did not come to, each by what he does later."""
    known = _surnames(group)
    for section, reader in group:
        if section.heading is Heading.PRESENT:
            for person in _named(plain, reader.end, section.end, acting - known):
                yield person, AttendanceStatus.PRESENT


def _named(plain: str, begin: int, end: int, surnames: frozenset[str]) -> Iterator[Person]:
    """Each once."""
    seen: set[str] = set()
    for place, title in members_named(plain, begin, end, surnames):
        person = Person(place=place, title=title)
        if person.surname not in seen:
            seen.add(person.surname)
            yield person


def _torn(plain: str, read: _Read, acting: frozenset[str]) -> Iterator[tuple[Person, AttendanceStatus]]:
    """Members named behind a heading whose list is torn from it, each by what he does later."""
    section = next((section for section, _ in read if section.heading is Heading.PRESENT), None)
    if section is None:
        return
    motion = _VOTES.search(plain, section.begin)
    end = min(section.begin + _FAR, motion.start() if motion else len(plain))
    away = [each for each in read if each[0].heading in _AWAY and section.start <= each[0].start < end]
    there = list(_named(plain, section.begin, end, acting - _surnames(away)))
    if len(there) >= _FEWEST:
        yield from ((person, AttendanceStatus.PRESENT) for person in there)
        yield from (each for each in _people(away) if each[0].surname not in acting)


def _only_away(plain: str, read: _Read) -> Iterator[tuple[Person, AttendanceStatus]]:
    """People under the first label of those absent, where no list of those present is found, before any vote."""
    vote = _VOTES.search(plain)
    for each in read:
        section = each[0]
        if section.heading in _AWAY and section.is_marked and (vote is None or section.start < vote.start()):
            yield from _people([each])
            return


def _read(plain: str, section: Section, acting: frozenset[str]) -> ListReader:
    plain = in_column(plain, section)
    reader = ListReader(plain=plain, acting=acting, of_members=section.of_members or section.heading is Heading.BODY)
    if section.heading is not Heading.OTHERS:
        reader.read(section.begin, section.end)
    return reader


def _with_bodies(read: _Read) -> _Read:
    """A body's name over its members takes the place of the heading without names before it: "PRESENT: COUNCIL: Smith"."""
    found: list[tuple[Section, ListReader]] = []
    empty: list[Section] = []
    for at, (section, reader) in enumerate(read):
        if section.heading is not Heading.BODY:
            is_read = reader.end > section.begin or _NOBODY.match(reader.plain, section.begin, section.end)
            empty = [] if is_read else [*empty, section]
            found.append((section, reader))
            continue
        before = found[-1] if found else None
        if not empty and before is not None and before[0].heading is Heading.PRESENT and _goes_on(before[1], section):
            found.append((replace(section, heading=Heading.PRESENT, of_members=True), reader))
            continue
        is_near = bool(empty) and section.start - empty[0].begin < _NEAR
        heading = empty.pop(0).heading if is_near else _of_body(section, reader, read[at + 1 :])
        if heading is not None and heading is not Heading.OTHERS:
            found.append((replace(section, heading=heading, of_members=True), reader))
    return found


def _goes_on(before: ListReader, section: Section) -> bool:
    """True for "Council: Jones" right behind "Present: Mayor Smith"."""
    return bool(before.people) and 0 <= section.start - before.end < _NEXT


def _of_body(section: Section, reader: ListReader, after: _Read) -> Heading | None:
    """PRESENT for a body's list that stands where minutes tell who is there; a letterhead does not."""
    heading, plain = reader.plain[section.start : section.begin], reader.plain
    if not reader.people or _ANSWER.match(reader.plain, reader.end):
        # What follows is a roll of ayes.
        return None
    is_inline = ":" in heading and "\n" not in plain[section.begin : reader.people[0].place.start]
    is_said = _ROLL_CALL.search(heading) or is_inline or (":" in heading and _ALL_PRESENT.search(plain, 0, _HEAD))
    following = next((other for other, _ in after if other.heading is not Heading.BODY), None)
    is_roll = _ROLL_CALL.search(heading) is not None and len(reader.people) >= _FEWEST
    is_in_full = len(reader.people) > _FEWEST and all(" " in person.place.name for person in reader.people)
    is_of_movers = len(reader.people) > _FEWEST and all(person.surname in reader.acting for person in reader.people)
    is_answered = _ALL_ANSWERED.match(plain, reader.end) is not None
    is_sure = is_answered or (is_roll and (is_in_full or is_of_movers or reader.people[0].title is not None))
    if is_sure and _MOVED.search(plain, 0, section.start) is None:
        return Heading.PRESENT
    if following is None or following.start - reader.end > _NEAR:
        return None
    is_followed = following.heading in _AWAY or _is_of_guests(plain, following)
    # "President: Ann Lee" over "Superintendent: Ed Vo" is a letterhead.
    is_followed |= following.heading is Heading.OTHERS and _OFFICE.match(heading) is None
    is_followed |= following.heading is Heading.PRESENT and is_inline and following.start - reader.end < _NEXT
    return Heading.PRESENT if is_said and is_followed else None


def _is_of_guests(plain: str, section: Section) -> bool:
    """True for "Attendees" behind the members of the body."""
    return section.heading is Heading.PRESENT and _ATTENDEES.search(plain, section.start, section.begin) is not None


def _is_list(section: Section, reader: ListReader) -> bool:
    people = [person for person in reader.people if not person.is_other]
    return len(people) >= (1 if section.is_marked else 2)


def _group(read: _Read, first: int) -> Iterator[tuple[Section, ListReader]]:
    begin = first
    while begin > 0 and read[begin - 1][0].heading in _AWAY and read[begin][0].start - read[begin - 1][1].end < _NEAR:
        begin -= 1
    end: int | None = None
    has_others = False
    for at, (section, reader) in enumerate(read[begin:], begin):
        near = _FAR if section.heading in _AWAY and section.is_marked else _NEAR
        if end is not None and (section.start - end > near or _VOTES.search(reader.plain, end, section.start)):
            return
        end = section.end if section.heading is Heading.OTHERS else max(reader.end, section.begin)
        has_others |= section.heading is Heading.OTHERS
        if (
            section.heading is Heading.PRESENT
            and at > first
            and (has_others or read[first][0].of_members > section.of_members)
        ):
            continue
        if section.heading in _STATUS:
            yield section, reader


def _status(heading: Heading, person: Person) -> AttendanceStatus:
    said = person.status
    if said is None or (heading in _AWAY and said is AttendanceStatus.PRESENT):
        return _STATUS[heading]
    return said
