"""Members who opened or led the meeting, and so were there."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.attendance_words import TITLES
from clerk.builtin.extractors.rules.names import MEMBER, NamedPlace, name_in
from clerk.builtin.extractors.rules.names_around import name_after, name_before

_PRESIDED = re.compile(
    rf"(?:\s(?:declared\sa\squorum\s(?:present\s)?and\s)?(?:called|reconvened)\s(?:the|this)\s.{{0,60}}?(?:meeting|board|council|commission|session)?\s?.{{0,40}}?to\sorder|\spresid(?:ed|ing)\b(?!\swas))|"
    rf"\b(?:called\sto\sorder\s(?:at\s.{{3,20}}\s)?by|presiding\swas)\s(?:the\s)?(?P<title>(?:{MEMBER}\s?)+),?\s",
    re.IGNORECASE,
)
_ENDS_IN_TITLE = re.compile(rf"(?i)\b{MEMBER}\s*$")
_HEARING = re.compile(r"(?i)\bhearing\b(?!.*\bmeeting\b)")
_MAYOR = re.compile(r"(?i)(?<!vice\s)(?<!deputy\s)(?<!vice-)\bmayor\s*$")
_HEAD = 6_000
_LONGEST = 60
_BEFORE = 14


def those_who_presided(plain: str) -> Iterator[NamedPlace]:
    """Members who opened or led the meeting, and so were there."""
    for match in _PRESIDED.finditer(plain[:_HEAD]):
        if _HEARING.search(match[0]):
            continue
        if match["title"] is not None:
            name = name_after(plain, match.end())
        else:
            name = _titled_before(plain, match.start()) or name_before(plain, match.start())
            if name is not None and _ENDS_IN_TITLE.search(plain[max(0, name.start - 30) : name.start]) is None:
                name = None
        if name is not None:
            yield name


def _titled_before(plain: str, end: int) -> NamedPlace | None:
    """The name that ends here, all of it behind a member's title: "Mayor Ann B. Lee"."""
    first = max(0, end - _LONGEST, plain.rfind("\n", 0, end + 1) + 1)
    titles = list(TITLES.finditer(plain, first, end))
    return name_in(plain[titles[-1].end() : end], titles[-1].end()) if titles else None


def is_mayor(plain: str, place: NamedPlace) -> bool:
    """True for "Mayor Lee", who may preside over a council in which he has no seat."""
    return _MAYOR.search(plain[max(0, place.start - _BEFORE) : place.start]) is not None
