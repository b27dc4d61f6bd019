"""`There was a motion to ...`, `It was moved and seconded to ...`: who moved is not said."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Moved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText

_UNNAMED = re.compile(
    r"\b(?:there\s+was\s+a\s+motion(?:\s+made)?(?:\s+and\s+seconded)?|a?\s?motion\s+was\s+(?:duly\s+)?made(?:\s+and\s+(?:duly\s+)?seconded)?|motion\s+(?:made|moved)\s+and\s+seconded|"
    r"(?:it\s+was\s+|on\s+motion\s+)?(?:duly\s+)?(?:moved|made)\s+and\s+(?:duly\s+)?seconded)\s*,?\s+(?=(?:to|that|for)\b)",
    re.IGNORECASE,
)


def _find(text: JoinedText) -> Iterator[Moved]:
    for match in _UNNAMED.finditer(text.plain):
        yield Moved(start=match.start(), end=match.end(), mover=None)


STYLE = Style(
    name="unnamed-mover",
    find=_find,
    examples=(
        Example(text="There was a motion to create a pension. The motion was seconded.", finds=("moved:?",)),
        Example(text="It was moved and seconded to adjourn.", finds=("moved:?",)),
    ),
)
