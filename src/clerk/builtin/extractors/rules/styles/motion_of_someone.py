"""Motions that are somebody's: `Dr. Carr's motion to amend failed`, `approved on Ms. Vo's motion, Mr. Lee's second`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Event, Example, Moved, Seconded, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import ONE_TITLE, name_in
from clerk.builtin.extractors.rules.names_around import name_before
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_OWNED = re.compile(
    r"'s?\s(?:substitute\s)?motion\b(?=[^.;]{0,120}\b(?:carried|failed|passed|was\s(?:seconded\sand\s)?(?:approved|adopted|defeated)|died)\b)",
    re.IGNORECASE,
)
_NAME = rf"(?:(?i:{ONE_TITLE})\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+){{0,2}}"
_MOTION_AND_SECOND = WordPattern(
    rf"\bon\s(?P<mover>{_NAME})'s?\smotion,?\s(?:and\s)?(?P<seconder>{_NAME})'s?\ssecond\b", words="on."
)
_DECIDED = re.compile(
    r"(?P<text>[A-Z][^\n]{2,400}?)\s(?:was|were)\s(?:approved|adopted|passed|denied|continued|postponed)\b[^.;\n]{0,40}$"
)
"""What was so decided stands before it."""
_BEGINS = re.compile(r"(?<=[^\W\d_]{3})[.;]\s{1,3}(?=[A-Z])")
_LONGEST = 500


def _find(text: JoinedText) -> Iterator[Event]:
    yield from _pairs(text.plain)
    for match in _OWNED.finditer(text.plain):
        mover = name_before(text.plain, match.start())
        if mover is not None:
            yield Moved(start=mover.start, end=match.end(), mover=mover, is_late=True)


def _pairs(plain: str) -> Iterator[Event]:
    for match in _MOTION_AND_SECOND.finditer(plain):
        mover = name_in(match["mover"], match.start("mover"))
        seconder = name_in(match["seconder"], match.start("seconder"))
        if mover is None or seconder is None:
            continue
        line = max(plain.rfind("\n", 0, match.start()) + 1, match.start() - _LONGEST)
        begin = max([line, *(end.end() for end in _BEGINS.finditer(plain, line, match.start()))])
        decided = _DECIDED.search(plain, begin, match.start())
        words = decided.span("text") if decided else None
        start = words[0] if words else match.start()
        yield Moved(start=start, end=match.end(), mover=mover, text=words, is_late=True)
        yield Seconded(start=start, end=match.end(), seconder=seconder)


STYLE = Style(
    name="motion-of-someone",
    find=_find,
    examples=(
        Example(text="Voice vote on Dr. Carr's motion to amend the motion failed.", finds=("moved:Carr",)),
        Example(
            text="Resolution 7 was approved on Council Member Vo's motion, Mayor Lee's second on a 9-0 vote.",
            finds=("moved:Vo", "seconded:Lee"),
        ),
    ),
)
