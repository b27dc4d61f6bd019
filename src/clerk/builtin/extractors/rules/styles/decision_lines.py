"""Decisions told in lines of their own: `Motion: approved to rename the trail Vote: unanimous`, `Adopted` above `Ayes: 9 - ...`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Event, Example, Moved, Resolved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import MotionResult

_LINE = re.compile(
    r"^[ ]{0,8}Motion:\s{0,3}(?P<text>[^\n]{0,160}?\b(?P<verb>approved|passed|carried|failed|denied)\b[^\n]{0,160}?)\s+Vote:\s{0,3}(?P<how>[A-Za-z]+)",
    re.IGNORECASE | re.MULTILINE,
)
_ABOVE_AYES = WordPattern(
    r"(?<=\n)(?P<verb>Adopted|Passed|Approved|Failed|Defeated|Denied|Rejected)(?:[ ]as[ ]\w+)?[ ]{0,9}\n\s{0,80}"
    r"(?=(?:Ayes?|Yeas?|Yes):[ ]{0,9}(?:\d|[A-Z]))",
    words="ado app def den fai pas rej",
)
"""Of platforms that print what was before the body, what became of it, and the vote."""
_GAP = re.compile(r"\n\s{0,80}\n|\A")
_ABOVE = 2
"""Paragraphs' beginnings: of what was decided, and of the decision."""
_LONGEST = 1_200
_IS_SETTLED = re.compile(r"(?i)\b(?:carried|passed|failed|adopted)\b")
_IS_MOVED = re.compile(r"(?i)\bmoved\sby\b|\bmotion\b|\bsecond(?:ed)?\b")


def _find(text: JoinedText) -> Iterator[Event]:
    yield from _above_ayes(text.plain)
    for match in _LINE.finditer(text.plain):
        yield Moved(start=match.start("text"), end=match.end(), mover=None, text=match.span("text"))
        result = MotionResult.FAIL if match["verb"].lower() in {"failed", "denied"} else MotionResult.PASS
        is_unanimous = match["how"].lower().startswith("unanim")
        yield Resolved(start=match.end(), end=match.end() + 1, result=result, is_unanimous=is_unanimous, is_firm=True)


def _above_ayes(plain: str) -> Iterator[Event]:
    for match in _ABOVE_AYES.finditer(plain):
        paragraphs = [gap.end() for gap in _GAP.finditer(plain, max(0, match.start() - _LONGEST), match.start())]
        if len(paragraphs) < _ABOVE:
            continue
        words = (paragraphs[-2], match.start())
        if _IS_MOVED.search(plain, *words):
            if not _IS_SETTLED.search(plain, *words):
                continue
            # A motion on the way to it went by; this is the decision itself.
            words = match.span("verb")
        yield Moved(start=words[0], end=match.end("verb"), mover=None, text=words, is_table=True)
        result = MotionResult.PASS if match["verb"] in {"Adopted", "Passed", "Approved"} else MotionResult.FAIL
        yield Resolved(start=match.start("verb"), end=match.end("verb"), result=result, is_firm=True)


STYLE = Style(
    name="decision-lines",
    find=_find,
    examples=(
        Example(text="Motion: approved Vote: unanimous\n", finds=("moved:?", "result:pass!")),
        Example(
            text="1306 Resolution honoring Coach Price\n\nAdopted\n\nAyes: 3 - Vo, Lee, Ito\n",
            finds=("moved:?", "result:pass"),
        ),
    ),
)
