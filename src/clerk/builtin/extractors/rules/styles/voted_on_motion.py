"""The outcome first, the mover after it: `The Council voted 3-1 on a motion by Smith`, `The Board denied a motion by Vo`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Counted, Event, Example, Moved, Resolved, Seconded, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names_around import name_after
from clerk.builtin.extractors.rules.sentences import end_of_sentence
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import MotionResult, VoteOption

_VOTED = WordPattern(
    r"(?:\bby\sa\s(?:vote\sof\s)?(?P<for>\d{1,2})(?:-|\sto\s)(?P<against>\d{1,2})(?:\svote)?[^.;]{0,80}?,\s(?:the\s)?(?:\w+\s){1,3})?"
    r"\b(?:(?:voted|approved|passed|adopted|carried)|(?P<failed>denied|rejected|defeated))\s(?P<all>unanimously\s)?"
    r"(?:(?P<yes>\d{1,2})(?:-|\sto\s)(?P<no>\d{1,2})\s)?(?:to\sapprove\s|in\sfavor\sof\s|on\s)?"
    r"(?:a|the)\smotion\s(?:made\s|offered\s)?(?:by|of|from)\s",
    re.IGNORECASE,
    words="ado app by. car def den pas rej vot",
)


_PASSED_WITH = WordPattern(
    r"\bMotion\smade\s(?:for\s(?:the\s)?\w+\s)?(?P<text>to\s[^.;\n]{3,240}?)\s(?P<how>passed|carried|failed)\swith\sa\smotion\sby\s",
    re.IGNORECASE,
    words="mot",
)
_AND_SECOND = re.compile(r"\sand\sa\ssecond\sby\s", re.IGNORECASE)
"""`Motion made for the Court to buy it passed with a motion by Poe and a second by Lee`."""


def _passed_with(plain: str) -> Iterator[Event]:
    for match in _PASSED_WITH.finditer(plain):
        mover = name_after(plain, match.end())
        second = _AND_SECOND.match(plain, mover.end) if mover else None
        if mover is None:
            continue
        yield Moved(start=match.start(), end=mover.end, mover=mover, text=match.span("text"))
        seconder = name_after(plain, second.end()) if second else None
        end = seconder.end if seconder else mover.end
        if seconder is not None:
            yield Seconded(start=mover.end, end=end, seconder=seconder)
        result = MotionResult.FAIL if match["how"].lower() == "failed" else MotionResult.PASS
        yield Resolved(start=end, end=end + 1, result=result, is_firm=True)


def _find(text: JoinedText) -> Iterator[Event]:
    yield from _passed_with(text.plain)
    for match in _VOTED.finditer(text.plain):
        mover = name_after(text.plain, match.end())
        if mover is None:
            continue
        yield Moved(start=match.start(), end=mover.end, mover=mover)
        # Told where the sentence ends: who seconded, and what, is said before.
        end = end_of_sentence(text.plain, mover.end)
        result = MotionResult.FAIL if match["failed"] else MotionResult.PASS
        numbers = match["yes"] or match["for"], match["no"] or match["against"]
        if numbers[0] and numbers[1]:
            counts = {VoteOption.YES: int(numbers[0]), VoteOption.NO: int(numbers[1])}
            result = result if counts[VoteOption.YES] > counts[VoteOption.NO] else MotionResult.FAIL
            yield Counted(start=end, end=end + 1, counts=counts)
        yield Resolved(start=end, end=end + 1, result=result, is_unanimous=bool(match["all"]), is_firm=True)


STYLE = Style(
    name="voted-on-motion",
    find=_find,
    examples=(
        Example(
            text="Motion Failed:  Motion made for the Court to raze it failed with a motion by Al Vo and a second by Lou Lee.",
            finds=("moved:Al Vo", "seconded:Lou Lee", "result:fail"),
        ),
        Example(
            text="The Council voted 3-1 on a motion by Smith, seconded by Jones, to close the road.",
            finds=("moved:Smith", "result:pass", "counts:yes=3,no=1"),
        ),
        Example(text="The Board denied a motion by Trustee Vo to adjourn.", finds=("moved:Vo", "result:fail")),
        Example(
            text="By a vote of 3-2 (Lee dissenting), the Council approved a motion by Reyes to deny it.",
            finds=("moved:Reyes", "result:pass", "counts:yes=3,no=2"),
        ),
        Example(text="The council approved a motion picture permit.", finds=()),
    ),
)
