"""A list of those present or absent in pieces: what commas, brackets, lines, columns and full stops part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from clerk.builtin.extractors.rules.attendance_words import NO_FULL_STOP, is_of_staff, status_said
from clerk.builtin.extractors.rules.name_lists import ends_inside_name
from clerk.builtin.extractors.rules.names import TITLE, is_particle, is_role

_SEPARATOR = re.compile(
    r"\([^()]{0,80}\)|\n\s{0,80}\n[ ]{0,60}|\n[ ]{0,60}|(?<=\s)y(?=\s[A-Z])|[,;:&|/](?!\d)|(?i:\band\b)|\.{2,}|\s--?\s|\s--?(?=\d{1,3}\b)|"
    r"(?<=\w)--?[ ]|[ ]{3,}|(?<=\sJr\.)\s(?=[A-Z])|\[[\sxX]?\]|"
    rf"(?<=[^\W\d_]{{3}}){NO_FULL_STOP}\.(?=\s|$)|"
    r"(?<=[ap]\.m\.)\s(?=[A-Z][a-z])|(?<=\d[ap]m)\s(?=[A-Z][a-z])|(?<=[a-z])(?<!\b[Vv]ice)(?<!\b[Cc]o)-(?=(?:absent|excused|late)\b|(?:Vice[\s-]?)?(?:Chair|President)\b)"
)
TRIFLE = re.compile(
    r"^(?:[\s.*-]|\(?\d{1,2}\)?\s?[.)-]{1,2}\s|[a-z][.)]\s|[xX]\s(?=[A-Z])|(?i:and|by)\s|an?\s(?=[A-Z]))+"
)
"""What stands before a name and says nothing: a bullet, a number."""
_COURTESY_AT_END = re.compile(r"\b(?:Mrs?|Ms|Dr)\.?\s*$")
_LONG_LINE = 50
"""Characters after which the line ended because it was full."""
_MOST = 500
_LIST_MARKS = frozenset({",", ";", "&", "and", "And", "AND"})
_GOES_ON = re.compile(r"[,;&]|\b(?i:and)\b")
_HALF_TITLE = re.compile(r"(?i)\b(?:vice|deputy|council|board|committee|mayor\spro|town|city)\s*$")
_NICKNAME = re.compile(r"\([A-Z][a-z]{1,12}\)\s[A-Z]")
_SEAT_AND_NAME = re.compile(
    r"\s*(?:[A-Z][A-Za-z ]{3,40}?\s(?i:district|ward|precinct)\s#?|(?i:precinct)\s#)\d{1,2}(?P<gap>\s)(?=[A-Z][\w.'-]{0,20}\s[A-Z])"
)
"""Whom the one before stands for, and the next: "Council Representative of District 1 Ann Lee"."""
_INITIAL = re.compile(r"[A-Z]\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    text: str
    start: int
    gap: str
    """What parts it from the piece before it; "(" for a note in brackets."""

    @property
    def is_beside(self) -> bool:
        """True when it stands on the line of the piece before it."""
        return "\n" not in self.gap

    @property
    def is_new(self) -> bool:
        """True when a line's end alone parts it from the piece before it."""
        return "\n" in self.gap and not _GOES_ON.search(self.gap)

    @property
    def is_behind_blank(self) -> bool:
        """True when an empty line parts it from the piece before it."""
        return self.is_new and self.gap.count("\n") > 1


def pieces(plain: str, begin: int, end: int) -> Iterator[Piece]:
    """All pieces in order; a line's end inside a name parts nothing."""
    start, gap, is_several = begin, "", False
    for match in islice(_SEPARATOR.finditer(plain, begin, end), _MOST):
        text, mark = plain[start : match.start()], match[0]
        is_wrapped = is_several or match.start() - plain.rfind("\n", 0, match.start()) > _LONG_LINE
        is_inside = mark.rstrip(" ") == "\n" and is_wrapped and _goes_on(plain, text, match.end(), end)
        if is_inside or (_NICKNAME.match(plain, match.start()) and _is_one_word(text)):
            continue
        is_several = mark.strip(" \n") in _LIST_MARKS or (is_several and "\n" not in mark)
        if text.strip():
            yield from _parted(Piece(text=text, start=start, gap=gap))
            gap = ""
        if mark.startswith("("):
            yield Piece(text=mark[1:-1], start=match.start() + 1, gap="(")
            gap = gap if "\n" in gap else ")"
        else:
            gap += mark
        start = match.end()
    if plain[start:end].strip():
        yield from _parted(Piece(text=plain[start:end], start=start, gap=gap))


def _parted(piece: Piece) -> Iterator[Piece]:
    """Two pieces where no comma stands between a member's seat and the next member."""
    seat = _SEAT_AND_NAME.match(piece.text) if piece.gap.strip() == "," else None
    if seat is None:
        yield piece
        return
    yield Piece(text=piece.text[: seat.start("gap")], start=piece.start, gap=piece.gap)
    yield Piece(text=piece.text[seat.end() :], start=piece.start + seat.end(), gap=seat["gap"])


def _goes_on(plain: str, text: str, after: int, end: int) -> bool:
    """True when a line ends inside a name: "Ann Lee-", or one word with one word on the next line."""
    words = _without_title(text)
    if _COURTESY_AT_END.search(text):
        return True
    if not text.strip() or is_role(text) or is_of_staff(text) or status_said(text.strip()):
        return False
    if not words or text.rstrip().endswith("-") or is_particle(words[-1]):
        return True
    if ends_inside_name(text) or _HALF_TITLE.search(text):
        return True
    following = _SEPARATOR.search(plain, after, end)
    if following is not None and following[0].strip() == ":":
        return False
    next_words = plain[after : following.start() if following else end].split()
    is_surname = len(next_words) == 1 or (bool(next_words) and _INITIAL.fullmatch(next_words[0]) is not None)
    return len(words) == 1 and is_surname


def _is_one_word(text: str) -> bool:
    return len(_without_title(text)) == 1


def _without_title(text: str) -> list[str]:
    return TITLE.sub("", text.strip()).split()
