"""Members who opened or led the meeting, and so were there."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.names import MEMBER, NamedPlace
from clerk.builtin.extractors.rules.names_around import name_after, name_before

_PRESIDED = re.compile(
    rf"(?:\s(?:called|reconvened)\s(?:the|this)\s.{{0,60}}?(?:meeting|board|council|commission|session)?\s?.{{0,40}}?to\sorder|\spresid(?:ed|ing)\b)|"
    rf"\bcalled\sto\sorder\s(?:at\s.{{3,20}}\s)?by\s(?:the\s)?(?P<title>(?:{MEMBER}\s?)+),?\s",
    re.IGNORECASE,
)
_ENDS_IN_TITLE = re.compile(rf"(?i)\b{MEMBER}\s*$")
_HEAD = 6_000


def those_who_presided(plain: str) -> Iterator[NamedPlace]:
    """Members who opened or led the meeting, and so were there."""
    for match in _PRESIDED.finditer(plain[:_HEAD]):
        if match["title"] is not None:
            name = name_after(plain, match.end())
        else:
            name = name_before(plain, match.start())
            if name is not None and _ENDS_IN_TITLE.search(plain[max(0, name.start - 30) : name.start]) is None:
                name = None
        if name is not None:
            yield name
