"""What the words between a motion and an outcome say of whether the one is of the other."""

import re

from clerk.builtin.extractors.rules.draft import Draft

_LOOSE_WITHIN = 1_500
_BLANK_LINE = re.compile(
    r"\n[ ]*(?:\n|(?=(?:Item\s)?\d{1,2}[.)]\s{1,4}[A-Z][A-Za-z])|(?=\d{1,2}\s?[º°ª]\.?\s?-?)|(?=[A-Z][A-Z '&/-]{3,40}(?:[:(]|\n)(?<!VOTE:)(?<!VOTE\n)(?<!MOTION:)))"
)
"""Where another matter begins: behind an empty line, with a numbered item, or a heading in capitals."""
_OTHER_MATTER = re.compile(
    r"(?i)(?!.{0,400}?\b(?:motion|roll\s?call|vote[sd]?\s{0,2}:|voting\s{0,2}:|ayes|carried|passed|upon|tally))(?:\s*by\s+a\b|.{20})",
    re.DOTALL,
)
"""Words of a paragraph before a vote, none of which says that it is the vote on the motion before."""
_HEADED = re.compile(
    r"\W{0,4}(?!(?i:roll|votes?|voting|ayes?|yeas?|yes|motion|result|in\sfavor|upon|those|for|on|action|mover?d?|second(?:er|ed)?)\b)"
    r"[A-Z][\w' &/-]{3,40}:\s{1,3}[A-Z]"
)
_SITS = re.compile(r"(?i)\b(?:convened|called\s+to\s+order|reconvened)\b")
"""Another body sits down, or this one again."""
_VOTE_ON = re.compile(
    r"(?i)\b(?:vote\s+)?on\s+(?:the\s+)?(?:main|original|underlying)\s+motion|\bmotion,?\s+as\s+amended|\bon\s+the\s+amendment\b|\bvote\s+on\s+(?:the\s)?(?:item|resolution|ordinance)\b"
)
_PORTION = re.compile(r"(?i)\bon\s+the\s+(?:\w+\s+)?(?:portion|part|question|half|clause|section|second|first)\b")
_MAIN_AGAIN = re.compile(
    r"(?i)\b(?:main|original|underlying)\s+motion|\bmotion,?\s+as\s+amended|\bvote\s+on\s+the\s+motion\b(?!\s+to\s+(?:amend|table))"
)


def is_apart(plain: str, draft: Draft, start: int) -> bool:
    """True for what a blank line and another subject part from the motion."""
    return start - draft.last > _LOOSE_WITHIN or is_parted(plain, draft, start)


def is_parted(plain: str, draft: Draft, start: int) -> bool:
    """True where another matter begins between them."""
    return _BLANK_LINE.search(plain, draft.last, start) is not None


def is_of_another(plain: str, draft: Draft, start: int) -> bool:
    """True in another paragraph, which tells of another matter before it comes to this vote."""
    lead = _lead(plain, draft, start)
    return lead is not None and _OTHER_MATTER.match(lead) is not None


def tells_between(plain: str, draft: Draft, start: int) -> bool:
    """True in another paragraph that has a heading of its own: "Old Business: the fee. A roll call vote was taken on it"."""
    lead = _lead(plain, draft, start)
    return lead is not None and _HEADED.match(lead) is not None


def is_of_another_sitting(plain: str, draft: Draft, start: int) -> bool:
    """True behind a heading under which another body convened."""
    lead = _lead(plain, draft, start)
    return lead is not None and _SITS.search(lead) is not None


def returns_to_main(plain: str, begin: int, end: int) -> bool:
    """True for "on the main motion", "the motion, as amended"."""
    return _MAIN_AGAIN.search(plain, begin, end) is not None


def names_a_vote(plain: str, begin: int, end: int) -> bool:
    """True for words that say which vote follows: "On the amendment:", "Vote on Item 5:"."""
    return _VOTE_ON.search(plain, begin, end) is not None


def names_a_portion(plain: str, begin: int, end: int) -> bool:
    """True for "On the parks portion:", of a motion that was divided."""
    return _PORTION.search(plain, begin, end) is not None


def _lead(plain: str, draft: Draft, start: int) -> str | None:
    """The words of the last paragraph before the place; None when it is the motion's own paragraph."""
    begins = [blank.end() for blank in _BLANK_LINE.finditer(plain, draft.last, start)]
    return plain[begins[-1] : start] if begins else None
