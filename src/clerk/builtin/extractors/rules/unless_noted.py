"""What minutes say once of all their motions: `Unless otherwise noted all motions were approved unanimously`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from clerk.builtin.extractors.rules.draft import SPLIT, Draft
from clerk.builtin.extractors.rules.events import Resolved, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.styles import labelled_votes
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import MotionResult

_NOTED = r"unless\s(?:otherwise\s)?(?:indicated|noted|stated|recorded)(?:\sotherwise)?\b"
_ALL = r"\b(?:all|each|every)\s(?:\w+\s){0,2}(?:motions?|actions?|votes?)\b"
_CLAUSE = WordPattern(
    rf"\b{_NOTED}[^.\n]{{0,80}}{_ALL}[^.:\n]{{0,160}}|{_ALL}[^.\n]{{0,120}},?\s{_NOTED}",
    re.IGNORECASE,
    words="all eac eve unl",
)
_UNANIMOUS = re.compile(r"\bunanim", re.IGNORECASE)
_CARRIED = re.compile(r"\bcarried|\bpassed|\bapproved", re.IGNORECASE)
_LISTS_WITHIN = 250
"""Characters behind the clause in which it may list who voted how."""
_RULE = "unless-noted"


def unless_noted(text: JoinedText) -> tuple[Resolved, Sequence[Voted]] | None:
    """The outcome that the minutes give all motions of which they tell no other, and the votes that they list with it."""
    match = _CLAUSE.search(text.plain)
    if match is None:
        return None
    votes = [
        replace(vote, rule=_RULE)
        for vote in labelled_votes.STYLE.find(text)
        if 0 <= vote.start - match.end() < _LISTS_WITHIN and isinstance(vote, Voted)
    ]
    is_unanimous = _UNANIMOUS.search(match[0]) is not None
    if not is_unanimous and not (votes and _CARRIED.search(match[0])):
        return None
    outcome = Resolved(
        start=match.start(),
        end=match.end(),
        result=MotionResult.PASS,
        is_unanimous=is_unanimous,
        is_firm=True,
        rule=_RULE,
    )
    return outcome, votes


def as_noted(draft: Draft, clause: tuple[Resolved, Sequence[Voted]] | None) -> Draft:
    """The draft, with what is said of all motions where nothing else is said of this one."""
    if clause is None or draft.opening is None or draft.start < clause[0].end:
        return draft
    is_voted = any(vote.option in SPLIT for vote in draft.votes)
    is_told = draft.contested or is_voted or draft.counts or draft.later
    is_other = any(found.result not in {MotionResult.PASS, None} for found in draft.results)
    if is_told or is_other or (not draft.is_settled and draft.seconded is None):
        return draft
    outcome, votes = clause
    return replace(draft, results=[*draft.results, outcome], votes=[*draft.votes, *votes])
