"""`There was a motion to ...`, `It was moved and seconded to ...`: who moved is not said."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Moved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_UNNAMED = WordPattern(
    r"\b(?:there\s+was\s+a\s+motion(?:\s+made)?(?:\s+and\s+seconded)?|a?\s?motion\s+was\s+(?:duly\s+)?made(?:\s+and\s+(?:duly\s+)?seconded)?|motion\s+(?:made|moved)\s+and\s+seconded|motion\s+made(?=\s+to\b)|"
    r"(?:it\s+was\s+|on\s+motion\s+)?(?:duly\s+)?(?:moved|made)\s+and\s+(?:duly\s+)?seconded)\s*,?\s+(?=(?:to|that|for)\b)",
    re.IGNORECASE,
    words="a. amo dul it. mad mot mov on. the",
    behind=" \n",
)
_BY_RULE = re.compile(
    r"\b(?:if|when|whenever|after|once|before|until|unless|any|every|each)\b[^.;\n]{0,30}$", re.IGNORECASE
)
"""What rules say of motions to come: "After it is moved and seconded to adopt"."""
_ALL_AT_ONCE = WordPattern(
    r"\b(?:(?:it\s+was\s+)?moved,\s+seconded,?|(?:up)?on\s+motion,\s+(?:duly\s+)?second(?:ed)?,?)\s+(?=(?:and\s+)?(?:unanimously\s+)?(?:unanimous\svote|voted|carried|passed|approved)\b)|"
    r"\b(?:up)?on\s+(?:a\s+)?motion\s+(?:was\s+)?(?:duly\s+)?(?:made|moved)(?:,?\s+(?:and\s+)?(?:duly\s+)?seconded)?(?!,?\s+by\b)(?:,?\s+and\s+by\s+(?:a\s+)?roll[\s-]call(?:\s+vote)?)?,?\s+"
    r"(?=(?:it\s+was\s+|(?:the\s+)?(?:[A-Z]\w+\s+|of\s+|was\s+|were\s+|meeting\s+|minutes\s+|report\s+|the\s+){1,9})?(?:unanimously\s+)?(?:voted|approved|accepted|adopted|adjourned|carried|passed)\b)",
    re.IGNORECASE,
    words="it. mov on. upo",
)
_PASSED_AT_ONCE = WordPattern(
    r"(?:^|[.;:]\s{1,3})A\smotion\s(?P<text>to\s(?:(?!\bby\s)[^.;\n]){3,160}?)\s(?=(?:was\s)?(?:passed|carried|failed|approved|defeated)\b)",
    re.MULTILINE,
    words="a.",
    behind=" \n.;:",
)
"""`A motion to pave Elm Street failed 2-3`."""
_HEADING = WordPattern(
    r"(?:^|(?<=[.):]\s))[ ]{0,8}(?:(?:MOTION|VOTED):?\s{1,4}(?=(?:THAT|That|[Tt]o)\s)|Motion:\s{1,4}(?=(?:[Tt]o\s)?(?:[Aa]pprove|[Aa]ward|[Aa]dopt|[Aa]ccept|[Aa]uthorize|[Dd]eny|[Dd]irect|[Tt]able|[Cc]ontinue|[Aa]ppoint|[Aa]mend|[Aa]djourn)\s)|Motion\s(?=to\s[a-z])(?!to\s\w+\s\()(?!to\s(?:\w+\s){1,5}(?:failed|carried|passed|died)\b))",
    re.MULTILINE,
    words="mot vot",
    behind=" ",
)
"""Who moved is told behind the words, or nowhere."""


def _find(text: JoinedText) -> Iterator[Moved]:
    for match in (*_UNNAMED.finditer(text.plain), *_ALL_AT_ONCE.finditer(text.plain)):
        is_quoted = text.plain[max(0, match.start() - 1) : match.start()] == '"'
        if is_quoted or _BY_RULE.search(text.plain, max(0, match.start() - 60), match.start()):
            continue
        yield Moved(start=match.start(), end=match.end(), mover=None)
    for match in _PASSED_AT_ONCE.finditer(text.plain):
        yield Moved(start=match.start("text"), end=match.end(), mover=None, text=match.span("text"))
    for match in _HEADING.finditer(text.plain):
        yield Moved(start=match.start(), end=match.end(), mover=None, is_heading=True)


STYLE = Style(
    name="unnamed-mover",
    find=_find,
    examples=(
        Example(text="There was a motion to create a pension. The motion was seconded.", finds=("moved:?",)),
        Example(text="Motion to approve the minutes.\nMoved by Trustee Vo", finds=("moved:?",)),
        Example(text="Moved, seconded and voted 2-0 to adjourn.", finds=("moved:?",)),
        Example(text="It was moved and seconded to adjourn.", finds=("moved:?",)),
        Example(text="A motion to pave Elm Street failed 2-3.", finds=("moved:?",)),
        Example(text="Upon motion duly made and seconded, the Board voted 4-0 to pave it.", finds=("moved:?",)),
        Example(text="On motion duly made and seconded the meeting adjourned.", finds=("moved:?",)),
    ),
)
