"""A table with a column for each member and a box for each option: `VOTE Vo Reyes`, `Aye \u2612\u2612`, `Nay \u2610\u2610`."""

import re
from collections.abc import Iterator, Sequence

from clerk.builtin.extractors.rules.events import Example, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import NamedPlace, name_in
from clerk.builtin.extractors.rules.vote_options import option_named
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import VoteOption

_CHECKED = frozenset("\u2611\u2612\u2713\u2714\u25a0")
_BOX = "[\u2610\u2611\u2612\u2713\u2714\u25a0\u25a1]"
_ROW = re.compile(
    rf"\s{{1,4}}(?:(?P<YES>ayes?|yes|yeas?)|(?P<NO>nays?|noe?s?)|(?P<ABSTAIN>abst\w*|recused?)|(?P<ABSENT>absent|excused))"
    rf":?\s{{1,4}}(?P<boxes>(?:{_BOX}\s{{0,8}}){{2,20}})",
    re.IGNORECASE,
)
_FIRST_BOX = WordPattern(rf"\b(?:ayes?|yes|yeas?):?\s{{1,4}}(?={_BOX})", re.IGNORECASE, words="aye yea yes")
_NAME = re.compile(r"[A-Z][\w'.-]+")
_LONGEST_HEAD = 300
_FEWEST_ROWS = 2


def _find(text: JoinedText) -> Iterator[Voted]:
    for first in _FIRST_BOX.finditer(text.plain):
        yield from _votes(text.plain, first.start())


def _votes(plain: str, start: int) -> Iterator[Voted]:
    end, rows = start - 1, []
    while (row := _ROW.match(plain, end)) is not None:
        rows.append((option_named(row), [mark for mark in row["boxes"] if not mark.isspace()]))
        end = row.start("boxes") + len(row["boxes"].rstrip())
    names = _names_above(plain, start, len(rows[0][1]) if rows else 0)
    if len(rows) < _FEWEST_ROWS or not names or any(len(marks) != len(names) for _, marks in rows):
        return
    is_whole = all(sum(marks[column] in _CHECKED for _, marks in rows) == 1 for column in range(len(names)))
    for option, marks in rows:
        found = tuple(name for name, mark in zip(names, marks, strict=True) if mark in _CHECKED)
        if found or option in {VoteOption.YES, VoteOption.NO}:
            yield Voted(start=names[0].start, end=end, option=option, names=found, is_whole=is_whole)


def _names_above(plain: str, end: int, width: int) -> Sequence[NamedPlace]:
    """The surnames that stand right before the first row, one for each box."""
    first = max(0, end - _LONGEST_HEAD)
    words = list(_NAME.finditer(plain, first, end))[-width:] if width else []
    places = [name_in(word[0], word.start()) for word in words]
    names = [place for place in places if place is not None]
    return names if len(names) == width else []


STYLE = Style(
    name="member-columns",
    find=_find,
    examples=(
        Example(
            text="VOTE   Vo Reyes Lee\nAye \u2612 \u2610 \u2612\nNay \u2610 \u2612 \u2610\nAbsent \u2610 \u2610 \u2610\n",
            finds=("yes:Vo,Lee", "no:Reyes"),
        ),
        Example(text="Yes \u2612 No \u2610 I live in the city.", finds=()),
    ),
)
