"""A person's name in the parts by which people are sorted and looked up."""

from collections.abc import Mapping
from dataclasses import dataclass

_WORDS_INSIDE_NAMES = "de del della der den di da dos du la le las los van von ter st st."
_PARTICLES = frozenset(_WORDS_INSIDE_NAMES.split())
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    family: str
    """With its particles and suffix: "de la Cruz Jr."."""
    given: str | None
    """None for a name of which the minutes give the surname alone."""

    @property
    def sort(self) -> str:
        return self.family if self.given is None else f"{self.family}, {self.given}"


def name_parts(name: str) -> NameParts:
    """The parts of a name as minutes write it, given name first."""
    words = name.split()
    first = len(words) - 1
    while first > 0 and words[first].strip(".,").lower() in _SUFFIXES:
        first -= 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    given = " ".join(words[: max(first, 0)])
    return NameParts(family=" ".join(words[max(first, 0) :]), given=given or None)


def best_spelling(spellings: Mapping[str, int]) -> str:
    """Of a name's spellings, each with how often it occurs, the one to show: the most usual that is not in capitals."""
    return min(spellings, key=lambda name: (name in {name.upper(), name.lower()}, -spellings[name], name))
