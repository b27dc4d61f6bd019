"""Roll calls of several matters in one table: `1st Ward: Manuel Flores N Y Y`, below `Issue: O2009-6224 O2009-6223 ...`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clerk.builtin.extractors.rules.events import Counted, Event, Example, Moved, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import NamedPlace, name_in
from clerk.builtin.extractors.rules.vote_options import MARKS
from clerk.model.facts import VoteOption

_HEAD = re.compile(
    r"^[ ]{0,8}Issues?:[ ]{0,4}(?P<issues>[^\d\s][\s\S]{2,300}?)\s*(?=^[ ]{0,8}\d{1,3}(?:st|nd|rd|th)\b)", re.MULTILINE
)
_ROW = re.compile(
    r"[ ]{0,8}\d{1,3}(?:st|nd|rd|th)[ ]{1,4}\w{3,12}:[ ]{1,8}(?P<name>[^\d]{2,40}?)(?:,[ ]?[JS]r\.?)?"
    r"[ ]{1,8}(?P<marks>(?:Y|N|A|NV|E|V|R)(?:[ ]{1,12}(?:Y|N|A|NV|E|V|R)){0,11})[ ]*$"
)
_WRAPPED = re.compile(r"[ ]{0,8}\d{1,3}(?:st|nd|rd|th)[ ]")
_RECUSED = re.compile(r"\bE[ ]?=[ ]?Recus", re.IGNORECASE)
_TOTAL = re.compile(
    r"[ ]{0,8}(?:(?P<YES>Yes|Yeas)|(?P<NO>No|Nays)|(?P<ABSENT>Absent)|(?P<ABSTAIN>Recused)|(?:Excused|Not voting|Vacant|Totals))"
    r":(?P<numbers>(?:[ ]{1,12}\d{1,3}){0,12})[ ]*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b[A-Z]{1,3}[a-z]?\d{4}-\s{0,2}\d{1,6}\b")
_TITLE_END = re.compile(r"\(Click here|^[A-Z]{1,3}[a-z]?\d{4}-\d+:|^\s{0,8}Key:", re.MULTILINE)
_ABOVE = 3_000
_MOST_LINES = 200
_FEWEST_ROWS = 2
_Row = tuple[NamedPlace, list[str]]


def _find(text: JoinedText) -> Iterator[Event]:
    plain = text.plain
    for head in _HEAD.finditer(plain):
        end, rows, totals = _lines(plain, head.end())
        # Without its totals a table may have been cut off, or a row of it not read.
        is_whole = bool(totals)
        width = len(rows[0][1]) if rows else 0
        if (
            len(rows) < _FEWEST_ROWS
            or any(len(marks) != width for _, marks in rows)
            or head.end() - head.start() <= width
        ):
            continue
        titles = _titles(plain, head, width)
        above = plain[max(0, head.start() - _ABOVE) : head.start()]
        marks = {**MARKS, "E": VoteOption.ABSTAIN} if _RECUSED.search(above) else MARKS
        for column in range(width):
            # Each matter opens one character on, so that its votes come before the next matter.
            start = head.start() + column
            yield Moved(start=start, end=start + 1, mover=None, text=titles[column], is_table=True)
            yield from (replace(vote, is_whole=is_whole) for vote in _votes(rows, column, start, end, marks))
            printed = {option: numbers[column] for option, numbers in totals.items() if len(numbers) == width}
            if printed:
                yield Counted(start=start, end=end, counts=printed, outranks=True)


def _lines(plain: str, start: int) -> tuple[int, list[_Row], dict[VoteOption, list[int]]]:
    """Where the table ends, its rows, and the totals below them."""
    rows: list[_Row] = []
    totals: dict[VoteOption, list[int]] = {}
    end = start
    for _ in range(_MOST_LINES):
        newline = plain.find("\n", start)
        stop = len(plain) if newline < 0 else newline
        row, total = _ROW.match(plain, start, stop), _TOTAL.match(plain, start, stop)
        if row is None and total is None and _WRAPPED.match(plain, start, stop):
            newline = plain.find("\n", stop + 1)
            stop = len(plain) if newline < 0 else newline
            row = _ROW.match(plain, start, stop)
        name = name_in(row["name"], row.start("name")) if row else None
        if row is not None and name is not None:
            rows.append((name, row["marks"].split()))
        elif total is not None:
            totals.update(_total(total))
        elif plain[start:stop].strip():
            break
        end = stop if row or total else end
        if newline < 0:
            break
        start = stop + 1
    return end, rows, totals


def _total(match: re.Match[str]) -> dict[VoteOption, list[int]]:
    option = next((VoteOption[name] for name, found in match.groupdict().items() if name != "numbers" and found), None)
    return {} if option is None else {option: [int(number) for number in match["numbers"].split()]}


def _votes(rows: Sequence[_Row], column: int, start: int, end: int, marks: dict[str, VoteOption]) -> Iterator[Voted]:
    found: dict[VoteOption, list[NamedPlace]] = {}
    for name, row in rows:
        if row[column] in marks:
            found.setdefault(marks[row[column]], []).append(name)
    for option, names in found.items():
        yield Voted(start=start, end=end, option=option, names=tuple(names), outranks=True)


def _titles(plain: str, head: re.Match[str], width: int) -> list[tuple[int, int]]:
    """Where each matter is named: in the list above the table, else in its head, which may not be parted."""
    numbers = list(_NUMBER.finditer(plain, *head.span("issues")))
    if len(numbers) != width:
        return [head.span("issues")] * width
    return [_title(plain, head.start(), number) for number in numbers]


def _title(plain: str, stop: int, number: re.Match[str]) -> tuple[int, int]:
    told = plain.rfind("".join(number[0].split()) + ":", max(0, stop - _ABOVE), stop)
    if told < 0:
        return number.span()
    end = _TITLE_END.search(plain, told + 1, stop)
    return told, end.start() if end else number.end()


STYLE = Style(
    name="ward-columns",
    find=_find,
    claims=True,
    examples=(
        Example(
            text="Issue: O2009-6224 O2009-\n6223\n1st Ward: Manuel Flores N Y\n2nd Ward: Pat Dowell Y Y\n3rd Ward: Vi Daley NV Y\nTotals:\nYes: 1 3\nNo: 1 0\n",
            finds=(
                "moved:?", "no:Manuel Flores", "yes:Pat Dowell", "not voting:Vi Daley", "counts:yes=1,no=1",
                "moved:?", "yes:Manuel Flores,Pat Dowell,Vi Daley", "counts:yes=3,no=0",
            ),
        ),
    ),
)  # fmt: skip
