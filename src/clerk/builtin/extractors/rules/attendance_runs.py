"""Attendance with no label that a colon closes: `PRESENT W. Tweedle, Reeve P. Vos, Councillor`, `Present were Mayor Acre, ...`."""

import re
from collections.abc import Iterator
from itertools import islice

from clerk.builtin.extractors.rules.name_lists import pieces_of
from clerk.builtin.extractors.rules.names import MEMBER, TITLE, NamedPlace, is_role, is_staff, name_in
from clerk.builtin.extractors.rules.names_around import name_before

_OPENS = re.compile(
    r"\b(?:members|councilmembers|commissioners|aldermen|trustees|those|also)?\s?\bpresent\s(?:were|was|included?)\b:?|\b(?:members?|following)\s+present\b[^:.]{0,40}:|\b(?:directors|trustees|commissioners)\s+present\b:?|\bPRESENT\b:?(?=\s+[A-Z])|"
    r"\b(?:roll\s+call|present|responded)[^:.\n]{0,80}(?:following|responded)[^:.]{0,80}:|^(?:city\s|town\s|village\s)?council(?:\smembers)?\s?:|"
    rf"^(?:[IVX\d]{{1,4}}\.\s)?roll\s+call:?\s*\n(?={MEMBER})|\bmembers\s+in\s+attendance\s?:|\battendance\s?:?\s*\n(?={MEMBER})",
    re.IGNORECASE | re.MULTILINE,
)
_CLOSES = re.compile(
    r"(?i)\b(?:also|absent|excused|staff|others?|guests?|public|audience|regrets|call(?:ed)?\s+to\s+order|pledge|quorum|visitors|administration|city\s+manager)\b|\n\s*\n\s*\n"
)
_WARD = re.compile(r"(?i)\s*[-,]?\s*\b(?:ward|district|seat|place)\s+\w{1,3}\.?$")
_PRESIDED = re.compile(
    rf"(?:\s(?:called|reconvened)\s(?:the|this)\s.{{0,60}}?(?:meeting|board|council|commission|session)?\s?.{{0,40}}?to\sorder|\spresid(?:ed|ing)\b)|"
    rf"\bcalled\sto\sorder\s(?:at\s.{{3,20}}\s)?by\s(?:the\s)?(?P<title>(?:{MEMBER}\s?)+),?\s",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"\b[A-Z][a-z]+(?:\s[A-Z]\.)?\s[A-Z][A-Za-z'-]+\b")
_NOTE = re.compile(r"\([^()]{0,60}\)")
_MOST_OPENINGS = 20
_ENDS_IN_TITLE = re.compile(rf"(?i)\b{MEMBER}\s*$")
_CAPITAL_WORDS = re.compile(r"(?:[A-Z][\w.'-]+\s?){1,3}")
_ENDS_SENTENCE = re.compile(r"[^\W\d_]{3}\.\s*$")
_LONGEST = 900
_HEAD = 6_000
_FEWEST = 2


def run_of_those_present(plain: str) -> tuple[NamedPlace, ...]:
    """The first run of at least two names behind words that open an attendance."""
    for opens in islice(_OPENS.finditer(plain), _MOST_OPENINGS):
        if opens[0].lower().startswith("also"):
            continue
        closes = _CLOSES.search(plain, opens.end(), opens.end() + _LONGEST)
        names = _leading_names(
            plain, opens.end(), closes.start() if closes else min(len(plain), opens.end() + _LONGEST)
        )
        if len(names) >= _FEWEST:
            return names
    return ()


def _leading_names(plain: str, begin: int, end: int) -> tuple[NamedPlace, ...]:
    names: list[NamedPlace] = []
    for start, piece in pieces_of(plain, begin, end):
        bare = _WARD.sub("", piece.rstrip(" .;\n"))
        if is_role(bare):
            continue
        name = None if is_staff(piece) else name_in(bare, start)
        if name is None and not is_staff(piece):
            title = TITLE.match(bare.lstrip())
            behind = len(bare) - len(bare.lstrip()) + (title.end() if title else 0)
            pairs = _run_on(plain, start + behind, start + len(bare))
            names += pairs
            if pairs:
                continue
        if name is None:
            if is_staff(piece) and names and plain[names[-1].end : start].strip() == ",":
                names.pop()
            break
        names.append(name)
        if _ENDS_SENTENCE.search(piece):
            break
    return tuple(names)


def _run_on(plain: str, start: int, end: int) -> list[NamedPlace]:
    """Names of a first name and a surname each, with nothing between them: the layout was lost."""
    found = list(_FULL_NAME.finditer(plain, start, end))
    rest = _FULL_NAME.sub("", _NOTE.sub("", plain[start:end]))
    if len(found) < _FEWEST or rest.strip(" ,.\n"):
        return []
    return [NamedPlace(name=" ".join(match[0].split()), start=match.start(), end=match.end()) for match in found]


def those_who_presided(plain: str) -> Iterator[NamedPlace]:
    """Members who opened or led the meeting, and so were there."""
    for match in _PRESIDED.finditer(plain[:_HEAD]):
        if match["title"] is not None:
            words = _CAPITAL_WORDS.match(plain[match.end() : match.end() + 40])
            name = name_in(words[0], match.end()) if words else None
        else:
            name = name_before(plain, match.start())
            if name is not None and _ENDS_IN_TITLE.search(plain[max(0, name.start - 30) : name.start]) is None:
                name = None
        if name is not None:
            yield name
