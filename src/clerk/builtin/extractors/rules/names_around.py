"""The names that stand right after or right before a place in the text."""

import re

from clerk.builtin.extractors.rules.name_lists import ends_inside_name, read_names
from clerk.builtin.extractors.rules.names import (
    LONGEST_NAME,
    MEMBER,
    MEMBERS_TITLE,
    NO_TITLE_BEFORE,
    TITLE,
    NamedPlace,
    Roster,
    name_in,
)

WINDOW = LONGEST_NAME + 30
_LONGEST_SENTENCE = 260
_LONG_LINE = 50
"""Characters after which a line may end inside a name."""
_NEXT_LINE = re.compile(r"[ ]{0,3}\n[ ]{0,40}(?P<word>[A-Z][\w'-]+)")
_WORD = re.compile(r"\s{0,3}(?P<word>(?:(?!(?<=[a-z]{2})\.[A-Z]|--)[^\s,;:()\"/])+)")
"""A full stop inside a word ends a sentence, where the line's end was lost: "by Diaz.MOTION"."""
_ENDS_SENTENCE = re.compile(r"[^\W\d_]{3,}[.?!]$")
_BEGINS_NAME = re.compile(
    r"[,;:()\"/]|[.?!]\s|\n\s{0,80}\n|\b(?:and|motion|motioned|by|when|then|after|vote|result|with|por|y)\b",
    re.IGNORECASE,
)
_INNER_TITLE = re.compile(rf"(?<=\s){MEMBER}(?=\s[A-Z])", re.IGNORECASE)
_PARTS_SENTENCES = re.compile(
    r"[;()\"]|(?<=[^\W\d_]{3})"
    + NO_TITLE_BEFORE
    + r"[.?!]\s|(?<=\sit|\sso|\sup|\son|\sno)\.\s|(?<=[\d)])\.\s{1,3}(?=[A-Z])|\n\s{0,80}\n"
)
_ENDS_OTHERS = re.compile(
    r"\b(?:seconded|second|moved|motion|made)\s+by\s+[^,;.\n]{2,40},\s|[A-Za-z]{2,12}:[^\n:]{2,80}(?<![,&])\n(?!\s*and\b)",
    re.IGNORECASE,
)
"""The seconder's name, or a labelled list's last, stands before these names and is not of them."""
_SENTENCE_ENDED = re.compile(r"[^\W\d_]{4}[.;:]\s*$")
_BEGINS_LIST = re.compile(
    r"[;:()\"]|(?<=[^\W\d_]{3})"
    + NO_TITLE_BEFORE
    + r"[.?!]\s|(?<=\sit|\sso|\sup|\son|\sno)\.\s|\n\s{0,80}\n|\s{3}|,|-\s|\b(?:vote|roll\scall|and|with|but|only|except|exception\sof|when|where|that|by|being|con)\b",
    re.IGNORECASE,
)


def name_after(plain: str, start: int, stop: int | None = None) -> NamedPlace | None:
    """The name that begins here, after its title: as many words as can be a name."""
    limit = len(plain) if stop is None else stop
    title = TITLE.match(plain, start, min(limit, start + WINDOW))
    begin = title.end() if title else start
    found: NamedPlace | None = None
    end = begin
    while end - begin < WINDOW:
        word = _WORD.match(plain, end, limit)
        if word is None or (found and (_ends_line(plain, end, word.start("word")) or _is_heading(found, word))):
            break
        longer = name_in(plain[begin : word.end()], begin)
        if longer is None and found is not None:
            break
        found = longer or found
        end = word.end()
        if _ENDS_SENTENCE.search(word["word"]):
            break
    return found


def _is_heading(found: NamedPlace, word: re.Match[str]) -> bool:
    """True for a title on the line after a name, and for a word in capitals there where the name is not."""
    if "\n" not in word[0]:
        return False
    is_title = MEMBERS_TITLE.fullmatch(word["word"]) is not None
    return is_title or (len(word["word"]) > 1 and word["word"].isupper() and not found.name.isupper())


def _ends_line(plain: str, end: int, next_word: int) -> bool:
    return "\n" in plain[end:next_word] and end - plain.rfind("\n", 0, end) < _LONG_LINE


def name_before(plain: str, end: int, first: int = 0) -> NamedPlace | None:
    """The name that ends here; its title may stand before it, and a line's end inside it."""
    first = max(first, end - WINDOW)
    begins = [match.end() for match in _BEGINS_NAME.finditer(plain, first, end)]
    start = _last_short_line(plain, begins[-1] if begins else first, end)
    for word in re.finditer(r"\S+", plain[start:end]):
        begin = _after_title(plain, start + word.start(), end)
        found = name_in(plain[begin:end], begin)
        if found is not None:
            return found
    return None


def _last_short_line(plain: str, start: int, end: int) -> int:
    """Past the line's end before the name, where the line is too short to end inside a name."""
    newline = plain.rfind("\n", start, end)
    if newline < 0 or not plain[newline:end].strip():
        return start
    line = plain[plain.rfind("\n", 0, newline) + 1 : newline].rstrip()
    is_whole = len(line) < _LONG_LINE and not ends_inside_name(line)
    return newline + 1 if is_whole else start


def _after_title(plain: str, start: int, end: int) -> int:
    """Past a heading that stands before the title: "ADOPTION Councilmember Diaz"."""
    titles = list(_INNER_TITLE.finditer(plain, start, end))
    return titles[-1].start() if titles else start


def names_before(plain: str, end: int, first: int = 0) -> tuple[NamedPlace, ...]:
    """The longest run of nothing but names that ends here: "Rogers and Daly" before "abstaining"."""
    if _SENTENCE_ENDED.search(plain, max(0, end - 8), end):
        return ()
    first = max(first, end - _LONGEST_SENTENCE)
    parts = (*_PARTS_SENTENCES.finditer(plain, first, end), *_ENDS_OTHERS.finditer(plain, first, end))
    first = max([first, *(match.end() for match in parts)])
    for start in [first, *(match.end() for match in _BEGINS_LIST.finditer(plain, first, end))]:
        names, is_clean = read_names(plain, start, end)
        if names and is_clean:
            return names
    return ()


def with_title(plain: str, first: int, start: int) -> int:
    """Where the title begins that ends at `start`."""
    window = max(first, start - WINDOW)
    for word in re.finditer(r"\S+", plain[window:start]):
        begin = window + word.start()
        if TITLE.fullmatch(plain, begin, start):
            return begin
    return start


def completed(plain: str, place: NamedPlace, roster: Roster) -> NamedPlace:
    """The name with its surname, where a line ends between the two and a member is called so."""
    surname = _NEXT_LINE.match(plain, place.end)
    if surname is None or roster.member(place.name) is not None:
        return place
    whole = NamedPlace(name=f"{place.name} {surname['word']}", start=place.start, end=surname.end())
    return whole if roster.member(whole.name, as_written=True) is not None else place
