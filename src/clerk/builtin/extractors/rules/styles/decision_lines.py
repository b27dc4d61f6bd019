"""Action minutes that tell motion and vote in one line: `Motion: approved to rename the subcommittee Vote: unanimous`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Event, Example, Moved, Resolved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.model.facts import MotionResult

_LINE = re.compile(
    r"^[ ]{0,8}Motion:\s{0,3}(?P<text>[^\n]{0,160}?\b(?P<verb>approved|passed|carried|failed|denied)\b[^\n]{0,160}?)\s+Vote:\s{0,3}(?P<how>[A-Za-z]+)",
    re.IGNORECASE | re.MULTILINE,
)


def _find(text: JoinedText) -> Iterator[Event]:
    for match in _LINE.finditer(text.plain):
        yield Moved(start=match.start("text"), end=match.end(), mover=None, text=match.span("text"))
        result = MotionResult.FAIL if match["verb"].lower() in {"failed", "denied"} else MotionResult.PASS
        is_unanimous = match["how"].lower().startswith("unanim")
        yield Resolved(start=match.end(), end=match.end() + 1, result=result, is_unanimous=is_unanimous, is_firm=True)


STYLE = Style(
    name="decision-lines",
    find=_find,
    examples=(Example(text="Motion: approved Vote: unanimous\n", finds=("moved:?", "result:pass!")),),
)
