"""Surnames of those who moved or seconded something: whoever does is a member, though he be a clerk or treasurer."""

import re
from functools import lru_cache

_BY = re.compile(
    r"\b(?:[Mm]oved|[Ss]econd(?:ed)?|[Mm]otion(?:ed)?|MOVED|SECONDED|MOTION|SECOND)"
    r"(?:\s(?:was\s)?(?:made\s|offered\s)?(?:by|BY)|:)\s{1,3}(?:[A-Z][\w.'-]{0,20}\s{1,2}){0,4}(?P<name>[A-Z][\w'-]{1,30})"
)
_ACTS = re.compile(
    r"\b(?P<name>[A-Z][\w'-]{1,30}),?\s(?:moved|seconded|seconds|moves|motioned|made\s(?:a|the)\smotion|MOVED|SECONDED)\b"
)


@lru_cache(maxsize=1)
def acting_surnames(plain: str) -> frozenset[str]:
    """In small letters."""
    found = (match["name"] for pattern in (_BY, _ACTS) for match in pattern.finditer(plain))
    return frozenset(name.strip("'-").casefold() for name in found)
