"""Attendance in tables whose columns the text layer has torn: names, titles, statuses and hours of arrival."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from clerk.builtin.extractors.rules.attendance_people import ListReader
from clerk.builtin.extractors.rules.attendance_person import Person
from clerk.builtin.extractors.rules.attendance_words import STAFF_ROLE, TITLES, is_of_staff, is_plural
from clerk.builtin.extractors.rules.names import name_in
from clerk.model.facts import AttendanceStatus

_HEAD = 20_000
_MOST_LINES = 400
_HEADING = re.compile(r"(?im)^[ ]*(?:attendee|member)[ ]name\b")
_STATUS = re.compile(
    r"(?i)(?P<present>present|remote|here|in[ ]person|virtual)|(?P<absent>absent)|(?P<excused>excused)|(?P<late>late)"
)
_HEADS = re.compile(
    r"(?i)(?:title|status|arrived|departed|position|organization|attendee[ ]name)(?:\s+(?:title|status|arrived|departed))*"
)
_REASON = re.compile(r"(?<=(?i:absent|xcused|resent))\s?\([^()]{1,30}\)$")
_TIME = re.compile(r"(?i)\d{1,2}:\d{2}\s?[ap]\.?m\.?")
_ROLE = re.compile(
    r"(?i)(?:[\w&,./' -]{0,40}\b)?(?:director|chair(?:man|woman|person)?|vice[-\s]chair|mayor|member|commissioner|trustee|president|"
    r"secretary|treasurer|councilor|alder\w*|supervisor|representative|pro[-\s]tem)\b.{0,40}"
)
_REVERSED = re.compile(
    r"(?m)^[ ]*(?P<number>\d{1,3})[ ]{1,2}-[ ]*\n(?P<names>(?:.{3,90}\n){1,8}?)[ ]*(?P<status>Present|Absent|Excused|Late)[ ]*$"
)
_COLUMN_HEAD = re.compile(
    r"(?:(?:board|council|commission|committee|trustees|directors|commissioners|members|staff|others|also|guests|visitors)[ ]){0,3}"
    r"(?:present|absent|excused|in[ ]attendance|staff|others|guests|visitors|public)(?:[ ]members)?:?",
    re.IGNORECASE,
)
_COLUMNS = re.compile(rf"(?im)^[ ]{{0,40}}{_COLUMN_HEAD.pattern}(?:[ ]{{3,60}}{_COLUMN_HEAD.pattern}){{1,3}}[ ]*$")
_OTHERS = re.compile(r"(?i)staff|others|also|guests|visitors|public")
_NOBODY = re.compile(r"(?i)\s*(?:none|-+|n/a)\s*")
_ENDS = re.compile(r"(?i)\s*(?:\d{1,2}\.\s|[IVX]{1,4}\.\s|call\sto\sorder|roll\scall|pledge|approval|minutes)")
_STACKED = re.compile(r"(?im)^[ ]*(?:members[ ])?present[ ]?:[ ]*\n\s{0,9}(?:members[ ])?absent[ ]?:[ ]*$")
_FEW_LINES = 8
_MARKED_LINE = re.compile(
    r"(?m)^[ ]*(?P<name>[A-Z][A-Za-z.,' -]{2,40}?)(?:[ ]{2,40}(?P<mark>[PAE])|[ ]{1,40}(?P<word>(?i:present|absent|excused|here)))[ ]*$"
)
_MARKS = {
    "P": AttendanceStatus.PRESENT,
    "H": AttendanceStatus.PRESENT,
    "A": AttendanceStatus.ABSENT,
    "E": AttendanceStatus.EXCUSED,
}
_SLACK = 3
_FEWEST = 3
_CELLS = re.compile(r"[ ]{2,}|\t")


def people_in_tables(plain: str) -> Iterator[tuple[Person, AttendanceStatus]]:
    """Members with their status; nothing for a table whose columns are of different lengths."""
    heading = _HEADING.search(plain, 0, _HEAD)
    if heading is not None:
        yield from _torn(plain, heading.end())
        return
    columns = _COLUMNS.search(plain, 0, _HEAD)
    if columns is not None:
        yield from _side_by_side(plain, columns)
        return
    for read in (_stacked, _in_blocks):
        told = list(read(plain))
        if told:
            yield from told
            return
    marked = list(_marked(plain))
    if len(marked) >= _FEWEST:
        yield from marked
        return
    for match in _REVERSED.finditer(plain, 0, _HEAD):
        people = ListReader(plain=plain).read(match.start("names"), match.end("names"))
        if len(people) == int(match["number"]):
            for person in people:
                yield person, AttendanceStatus(match["status"].lower())


def _side_by_side(plain: str, heading: re.Match[str]) -> Iterator[tuple[Person, AttendanceStatus]]:
    """People below `Present` and `Absent` that stand beside each other: each cell belongs to the heading over it."""
    begin = plain.rfind("\n", 0, heading.start()) + 1
    heads = [(match.start() - begin, match[0].lower()) for match in _COLUMN_HEAD.finditer(plain, *heading.span())]
    blanks = 0
    for start, end in _lines_below(plain, heading.end()):
        blanks = blanks + 1 if not plain[start:end].strip() else 0
        if blanks > 1 or _ENDS.match(plain, start, end):
            return
        for at, cell in _cells(plain, start, end):
            head = [name for column, name in heads if column <= at - start + _SLACK][-1:]
            people = ListReader(plain=plain, of_members=True).read(at, at + len(cell))
            if not people and cell.strip() and not _NOBODY.fullmatch(cell) and not is_of_staff(cell):
                return
            for person in people:
                if head and not _OTHERS.search(head[0]):
                    status = AttendanceStatus.ABSENT if "absent" in head[0] else AttendanceStatus.PRESENT
                    yield person, person.status or (AttendanceStatus.EXCUSED if "excused" in head[0] else status)


def _stacked(plain: str) -> Iterator[tuple[Person, AttendanceStatus]]:
    """People below `PRESENT:` and `ABSENT:` that stand over each other, and so do their lists, a line each."""
    labels = _STACKED.search(plain, 0, _HEAD)
    if labels is None:
        return
    lines = [span for span in islice(_lines_below(plain, labels.end()), _FEW_LINES) if plain[slice(*span)].strip()]
    for (start, end), status in zip(lines, (AttendanceStatus.PRESENT, AttendanceStatus.ABSENT), strict=False):
        reader = ListReader(plain=plain, of_members=True)
        people = reader.read(start, end)
        if plain[reader.end : end].strip(" .,") or (not people and not _NOBODY.fullmatch(plain[start:end])):
            return
        yield from ((person, status) for person in people)


def _in_blocks(plain: str) -> Iterator[tuple[Person, AttendanceStatus]]:
    """People of some lines, of whom as many lines below tell one by one whether they are there."""
    names: list[tuple[int, int]] = []
    statuses: list[str] = []
    found: list[tuple[Person, AttendanceStatus]] = []
    is_sure = False
    for start, end in _lines_below(plain[:_HEAD], 0):
        line = _REASON.sub("", plain[start:end].strip())
        if _STATUS.fullmatch(line):
            statuses.append(line[0].upper())
            if len(statuses) == len(names):
                is_sure |= len(names) > 1
                found += _block(plain, names, statuses)
                names, statuses = [], []
        elif line and not statuses and name_in(_without_staff(line), 0) is not None:
            names.append((start, end))
        elif found and line:
            break
        elif line:
            names, statuses = [], []
    if is_sure or len(found) >= _FEWEST:
        yield from found


def _block(
    plain: str, names: Sequence[tuple[int, int]], statuses: Sequence[str]
) -> Iterator[tuple[Person, AttendanceStatus]]:
    for (start, end), status in zip(names, statuses, strict=True):
        for person in ListReader(plain=plain).read(start, end):
            yield person, _MARKS.get(status, AttendanceStatus.PRESENT)


def _without_staff(line: str) -> str:
    """A line's name, when "City Attorney" stands before it."""
    role = STAFF_ROLE.match(line)
    return line[role.end() :] if role else line


def _marked(plain: str) -> Iterator[tuple[Person, AttendanceStatus]]:
    """People of the first run of lines that are a name and a mark: P, A, E."""
    end = 0
    for match in _MARKED_LINE.finditer(plain, 0, _HEAD):
        name = name_in(match["name"], match.start("name"))
        if name is None or (end and match.start() - end > _SLACK):
            return
        end = match.end()
        title = TITLES.match(match["name"])
        yield Person(place=name, title=title[0] if title else None), _MARKS[(match["mark"] or match["word"][0]).upper()]


def _torn(plain: str, begin: int) -> Iterator[tuple[Person, AttendanceStatus]]:
    people: list[Person] = []
    roles: list[str] = []
    statuses: list[AttendanceStatus] = []
    hows: list[str | None] = []
    whole = 0
    for start, cell in _cells_below(plain, begin):
        status = _STATUS.fullmatch(cell)
        name = name_in(cell, start)
        if status is not None:
            hows.append(cell if cell.lower().startswith(("remote", "virtual", "in")) else None)
            statuses.append(next(each for each in AttendanceStatus if status.groupdict().get(each.value) is not None))
        elif _HEADS.fullmatch(cell) or _TIME.fullmatch(cell):
            continue
        elif _ROLE.fullmatch(cell) and not (name is not None and len(people) == len(roles) == len(statuses)):
            roles.append(cell)
        elif name is not None and len(name.name.split()) > 1:
            people.append(Person(place=name))
        else:
            break
        if len(people) == len(statuses):
            whole = len(people)
    is_even = len(roles) == len(people)
    if whole:
        people, statuses = people[:whole], statuses[:whole]
        for at, (person, found, how) in enumerate(zip(people, statuses, hows[:whole], strict=True)):
            person.notes += [how] if how else []
            if is_even and not is_plural(roles[at]):
                person.roles.append(roles[at])
            yield person, found


def _cells_below(plain: str, begin: int) -> Iterator[tuple[int, str]]:
    """Each cell of the lines below, and where it starts."""
    for start, end in _lines_below(plain, begin):
        yield from _cells(plain, start, end)


def _lines_below(plain: str, begin: int) -> Iterator[tuple[int, int]]:
    start = begin
    for _ in range(_MOST_LINES):
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        yield start, end
        if end >= len(plain):
            return
        start = end + 1


def _cells(plain: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """What wide spaces part on one line."""
    at = start
    for gap in [*_CELLS.finditer(plain, start, end), None]:
        cell = plain[at : gap.start() if gap else end]
        if cell.strip():
            yield at + len(cell) - len(cell.lstrip()), cell.strip()
        at = gap.end() if gap else end
