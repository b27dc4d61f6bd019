"""Surnames of those who move, second or vote: they are members and were there, though a list of them is torn."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from clerk.builtin.extractors.rules.attendance_words import TITLES, is_of_staff
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.labels import Label, labelled_lists
from clerk.builtin.extractors.rules.names import NamedPlace, name_in
from clerk.builtin.extractors.rules.names_around import name_after
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_BY = WordPattern(
    r"\b(?:[Mm]oved|[Ss]econd(?:ed)?|[Mm]otion(?:ed)?|MOVED|SECONDED|MOTION|SECOND)"
    r"(?:\s(?:was\s)?(?:made\s|offered\s)?(?:by|BY)|:)\s{1,3}(?=[A-Z])",
    words="mot mov sec",
)
_ACTS = re.compile(
    r"\b(?P<name>[A-Z][\w'-]{1,30}),?\s(?:moved|seconded|seconds|moves|motioned|made\s(?:a|the)\smotion|MOVED|SECONDED)\b"
)
_WORD = re.compile(r"[A-Z][\w'-]{1,30}")
_WORD_OR_INITIAL = re.compile(r"[A-Z][\w.'-]*")
_FIRST = re.compile(r"(?P<first>[A-Z][\w'-]{0,20}\.?\s(?:[A-Z]\.\s)?)$")
_LONGEST_FIRST = 30
_MOST = 2_000
_CAST = {Label.YES, Label.NO}


def acting_surnames(text: JoinedText) -> frozenset[str]:
    """In small letters."""
    voters = (name.name for each in labelled_lists(text) if each.label in _CAST for name in each.list.names)
    return _movers(text.plain) | {name.split()[-1].strip("'-").casefold() for name in voters}


@lru_cache(maxsize=1)
def _movers(plain: str) -> frozenset[str]:
    named = (name_after(plain, match.end()) for match in islice(_BY.finditer(plain), _MOST))
    found = [place.name.split()[-1] for place in named if place is not None]
    found += [match["name"] for match in _ACTS.finditer(plain)]
    return frozenset(name.strip("'-.").casefold() for name in found)


def members_named(
    plain: str, begin: int, end: int, surnames: frozenset[str]
) -> Iterator[tuple[NamedPlace, str | None]]:
    """Those of them who are named between two places, each with the title before the name."""
    for match in _WORD.finditer(plain, begin, end):
        if match[0].casefold() not in surnames:
            continue
        start = _with_first_name(plain, begin, match.start(), surnames)
        name = name_in(plain[start : match.end()], start) or name_in(match[0], match.start())
        if name is not None:
            before = plain[max(begin, name.start - _LONGEST_FIRST) : name.start]
            titles = list(TITLES.finditer(before))
            title = titles[-1][0] if titles and titles[-1].end() == len(before.rstrip()) else None
            yield name, title


def _with_first_name(plain: str, begin: int, surname: int, surnames: frozenset[str]) -> int:
    """Where the first name begins that stands before a surname; the surname's own place where none does."""
    first = _FIRST.search(plain, max(begin, surname - _LONGEST_FIRST), surname)
    if first is None:
        return surname
    words = list(_WORD_OR_INITIAL.finditer(plain, first.start(), surname))
    names = [word for word in words if TITLES.match(word[0]) is None and not is_of_staff(word[0])]
    return surname if not names or names[0][0].casefold() in surnames else names[0].start()
