"""A table with a column for each option and a mark for each member, as pdftotext and OCR lay it out."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import NamedPlace, name_in
from clerk.builtin.extractors.rules.vote_options import option_named
from clerk.model.facts import VoteOption

_HEAD = re.compile(
    r"^.{0,60}?\b(?:ayes?|yes|yeas?|for)\b.{0,40}?\b(?:nays?|noe?s?|against)\b.{0,80}$", re.IGNORECASE | re.MULTILINE
)
_COLUMN = re.compile(
    r"\b(?:(?P<YES>ayes?|yes|yeas?|for)|(?P<NO>nays?|noe?s?|against)|(?P<ABSTAIN>abst\w*|recus\w*)|(?P<ABSENT>absent|excused))\b",
    re.IGNORECASE,
)
_ROW = re.compile(r"^\s{0,12}(?P<name>[^\d\W](?:(?!\s{2})[^\n]){1,45}?)\s{2,}(?P<mark>[XxVv\u2713\u2714*]|[•])\s*$")
_MOST_ROWS = 60


def _find(text: JoinedText) -> Iterator[Voted]:
    for head in _HEAD.finditer(text.plain):
        columns = [
            (
                (match.start() + match.end()) / 2,
                option_named(match),
            )
            for match in _COLUMN.finditer(head[0])
        ]
        if len(columns) > 1:
            yield from _rows(text.plain, head.end() + 1, columns)


def _rows(plain: str, start: int, columns: list[tuple[float, VoteOption]]) -> Iterator[Voted]:
    found: dict[VoteOption, list[NamedPlace]] = {}
    end = start
    for _ in range(_MOST_ROWS):
        stop = plain.find("\n", end)
        stop = len(plain) if stop < 0 else stop
        row = _ROW.match(plain[end:stop])
        name = name_in(row["name"], end + row.start("name")) if row else None
        if row is None or name is None:
            break
        option = min(columns, key=lambda column: abs(column[0] - row.start("mark")))[1]
        found.setdefault(option, []).append(name)
        end = stop + 1
    for option, names in found.items():
        yield Voted(start=start, end=end, option=option, names=tuple(names))


STYLE = Style(
    name="mark-tables",
    find=_find,
    examples=(
        Example(
            text="Trustee            Aye   Nay   Abstain\nIngram              X\nVo                        X\n",
            finds=("yes:Ingram", "no:Vo"),
        ),
    ),
)
