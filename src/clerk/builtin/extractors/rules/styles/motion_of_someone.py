"""`Dr. Carr's motion to amend failed`: the mover is named where the result is told."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Moved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names_around import name_before

_OWNED = re.compile(
    r"'s?\s(?:substitute\s)?motion\b(?=[^.;]{0,120}\b(?:carried|failed|passed|was\s(?:approved|defeated)|died)\b)",
    re.IGNORECASE,
)


def _find(text: JoinedText) -> Iterator[Moved]:
    for match in _OWNED.finditer(text.plain):
        mover = name_before(text.plain, match.start())
        if mover is not None:
            yield Moved(start=mover.start, end=match.end(), mover=mover, is_late=True)


STYLE = Style(
    name="motion-of-someone",
    find=_find,
    examples=(Example(text="Voice vote on Dr. Carr's motion to amend the motion failed.", finds=("moved:Carr",)),),
)
