"""Decisions with no vote at all, such as `declared the minutes of May 2 approved by unanimous consent`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Event, Example, Moved, Resolved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import MotionResult, VoteMethod

_CONSENT = WordPattern(
    r"(?<!\bbe\s)(?<!\bare\s)(?<!\bis\s)\b(?:approved|adopted|accepted|granted)\s+by\s+(?:(?:unanimous|general)\s+consent|consensus)\b|"
    r"\b(?:without|hearing\s+no|there\s+being\s+no|no)\s+objections?,?\s(?P<ordered>[^.;]{3,200}\b(?:so\s+ordered|approved|adopted)\b)",
    re.IGNORECASE,
    words="acc ado app gra hea no. the wit",
)
_DECIDED = re.compile(r"[^.;\n]{3,160}(?:\n[^.;\n]{1,80})?$")
"""What was so approved, looked for backwards: forwards, every character of the minutes could be where it begins."""
_LONGEST = 242

_SO_ORDERED = re.compile(r"(?:the\s)?(?:chair\w*|president|mayor|it|motion)\s(?:was\s|is\s)?so\sordered", re.IGNORECASE)


def _find(text: JoinedText) -> Iterator[Event]:
    plain, last = text.plain, 0
    for match in _CONSENT.finditer(plain):
        words = match.span("ordered")
        is_late = match["ordered"] is not None and _SO_ORDERED.fullmatch(match["ordered"]) is not None
        if match["ordered"] is None:
            decided = _DECIDED.search(plain, max(last, match.start() - _LONGEST), match.start())
            if decided is None:
                continue
            words = decided.span()
        last = match.end()
        yield Moved(start=min(match.start(), words[0]), end=last, mover=None, text=words, is_late=is_late)
        yield Resolved(
            start=match.end() - 1,
            end=match.end(),
            result=MotionResult.PASS,
            is_unanimous=match["ordered"] is not None,
            method=VoteMethod.UNANIMOUS_CONSENT,
            is_firm=True,
        )


STYLE = Style(
    name="consent-without-vote",
    find=_find,
    examples=(
        Example(
            text="Chair Okafor declared the minutes of May 2 approved by unanimous consent.",
            finds=("moved:?", "result:pass"),
        ),
    ),
)
