"""Roll calls as a row for each ward: `1 Moreno Y`, below the printed `Yeas: 40`, `Nays: 5`, `Absent: 3`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Counted, Event, Example, Moved, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import NamedPlace, name_in
from clerk.builtin.extractors.rules.vote_options import MARKS, option_named
from clerk.model.facts import VoteOption

_HEAD = re.compile(r"^[ ]{0,20}Ward\s+(?:Alder\w+|Council\w+|Member)\s+Vote[ ]*$", re.IGNORECASE | re.MULTILINE)
_ROW = re.compile(r"[ ]{0,8}\d{1,3}\s{1,8}(?P<name>[^\d\n]{2,40}?)\s{1,8}(?P<mark>Y|N|A|NV|E|V|R)[ ]*$")
_PRINTED = re.compile(
    r"\b(?:(?P<YES>Yeas|Ayes)|(?P<NO>Nays|Noes)|(?P<ABSENT>Absent)|(?P<ABSTAIN>Recused|Abstain)):\s{0,6}(?P<number>\d{1,3})\b"
)
_TITLE = re.compile(r"Title(?:/Description)?:\s{0,3}(?P<title>[^:]{3,600}?)\s*\n(?=[^\n:]{0,30}:)")
_ABOVE = 1_200
_MOST_ROWS = 120


def _find(text: JoinedText) -> Iterator[Event]:
    plain, before = text.plain, 0
    for head in _HEAD.finditer(plain):
        if head.start() < before:
            continue
        end, found = _rows(plain, head.end() + 1)
        if found:
            yield from _events(plain, max(before, head.start() - _ABOVE), (head.start(), end), found)
        before = end


def _rows(plain: str, start: int) -> tuple[int, dict[VoteOption, list[NamedPlace]]]:
    """Where the table ends, and who is marked how; the head is repeated where a second column begins."""
    found: dict[VoteOption, list[NamedPlace]] = {}
    for _ in range(_MOST_ROWS):
        newline = plain.find("\n", start)
        end = len(plain) if newline < 0 else newline
        row = _ROW.match(plain, start, end)
        name = name_in(row["name"], row.start("name")) if row else None
        if row is not None and name is not None and row["mark"] in MARKS:
            found.setdefault(MARKS[row["mark"]], []).append(name)
        elif row is None and plain[start:end].strip() and not _HEAD.match(plain, start, end):
            break
        if newline < 0:
            return end, found
        start = end + 1
    return start, found


def _events(
    plain: str, first: int, table: tuple[int, int], found: dict[VoteOption, list[NamedPlace]]
) -> Iterator[Event]:
    """What a table says, with its title and its numbers from `first` on; without a title nothing above it is its own."""
    head, end = table
    titles = list(_TITLE.finditer(plain, first, end))
    start = titles[-1].start() if titles else head
    numbers = _PRINTED.finditer(plain, titles[-1].start() if titles else first, end)
    printed = {option_named(match): int(match["number"]) for match in numbers}
    yield Moved(start=start, end=end, mover=None, text=titles[-1].span("title") if titles else None, is_table=True)
    if printed:
        yield Counted(start=start, end=end, counts=printed, outranks=True)
    for option, names in found.items():
        yield Voted(start=start, end=end, option=option, names=tuple(names), outranks=True)


STYLE = Style(
    name="ward-tables",
    find=_find,
    claims=True,
    examples=(
        Example(
            text="Title/Description: A parking tax\nVote: Yeas: 2\nNays: 1\nWard Alderman Vote\n1 Moreno Y\n2 Burke N\n3 P. O'Connor Y\n",
            finds=("moved:?", "yes:Moreno,P. O'Connor", "no:Burke", "counts:yes=2,no=1"),
        ),
    ),
)
