"""Patterns that begin with one of a few words, tried only where such a word stands."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain

_WORD = re.compile(r"(\w{1,3})\w*")
_HEAD = 3
_FARTHEST = 24
"""Characters before the word with which a match may begin."""


class WordPattern:
    """A pattern whose every match begins with one of some words, and which is compiled when a text first has one.

    A text of minutes is searched for some hundred patterns, and hardly a word of it begins any: where each word stands
    is found once for all of them (docs/decisions/0046). `words` are the first three letters of those words in small
    letters, with a stop behind those that are shorter; "#" is a number. A match may begin with characters of `behind`
    before its word.
    """

    def __init__(self, pattern: str, flags: int = 0, *, words: str, behind: str = "") -> None:
        self._source = pattern
        self._flags = flags
        self._words = tuple(words.split())
        self._behind = behind

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def finditer(self, plain: str, stop: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """The matches in the text up to `stop`, as `re.finditer` would give them."""
        begins = self._begins(plain)
        if not begins:
            return
        end, match = 0, self.pattern.match
        for begin in begins:
            if begin >= stop:
                return
            if begin >= end and (found := match(plain, begin, stop)) is not None:
                yield found
                end = found.end()

    def search(self, plain: str) -> re.Match[str] | None:
        return next(self.finditer(plain), None)

    def _begins(self, plain: str) -> Sequence[int]:
        starts = _starts(plain)
        found = sorted(chain.from_iterable(starts.get(word, ()) for word in self._words))
        return list(self._before(plain, found)) if self._behind else found

    def _before(self, plain: str, starts: Iterable[int]) -> Iterator[int]:
        for start in starts:
            begin = start
            while begin and plain[begin - 1] in self._behind and start - begin < _FARTHEST:
                begin -= 1
            yield from range(begin, start + 1)


@lru_cache(maxsize=2)
def _starts(plain: str) -> Mapping[str, list[int]]:
    """Where words stand, by their first letters."""
    written: dict[str, list[int]] = defaultdict(list)
    for match in _WORD.finditer(plain):
        written[match[1]].append(match.start())
    starts: dict[str, list[int]] = defaultdict(list)
    for head, places in written.items():
        starts[_key(head)] += places
    return starts


def _key(head: str) -> str:
    if head[0].isdecimal():
        return "#"
    return head.lower() if len(head) == _HEAD else head.lower() + "."
