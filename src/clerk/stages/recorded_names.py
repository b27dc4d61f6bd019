"""Tells whether a platform's records and minutes mean the same person by two ways to write a name."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")


def written_forwards(name: str) -> str:
    """The name with single spaces, "Reyes, Ana" as "Ana Reyes"."""
    last, comma, first = name.partition(",")
    return " ".join(f"{first} {last}".split() if comma and "," not in first else name.split())


def is_same_person(one: str, other: str) -> bool:
    """True for equal surnames, unless first names or their initials differ; accents and case do not count."""
    first, second = _words(one), _words(other)
    if not first or not second or first[-1] != second[-1]:
        return False
    shorter, longer = sorted((first[:-1], second[:-1]), key=len)
    return not shorter or any(_begins_alike(shorter[0], word) for word in longer)


def _begins_alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", written_forwards(name)).casefold()
    return tuple(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))
