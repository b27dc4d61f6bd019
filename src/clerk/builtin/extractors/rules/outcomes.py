"""Whether a result or a number is of the motion that is open."""

import re

from clerk.builtin.extractors.rules.between import is_apart, returns_to_main
from clerk.builtin.extractors.rules.draft import TOLD_WITHIN, Draft
from clerk.builtin.extractors.rules.events import Counted, Resolved
from clerk.builtin.extractors.rules.sentences import end_of_sentence
from clerk.model.facts import MotionResult, VoteOption

_BEGINS_SENTENCE = re.compile(r"(?:(?:[AaPp]\.?[Mm]|\d|\))\.\s{1,2}|[a-z]{3}\.)[A-Z]$")
"""Behind an hour's "p.m." a sentence may end: "adjourned at 8:15 p.m. All in favor."."""
_SOON = 60
_RUNS_ON = re.compile(
    r"(?i)\b(?:which|and|then|voted|council|board|commission(?:ers)?|motion|was|were|it|vote|by)\b[^.;]{0,60}$"
)


def is_inside_text(plain: str, draft: Draft, event: Resolved) -> bool:
    """True for "to approve the plan as adopted": words of the motion, not of its result."""
    if draft.opening is None or draft.opening.is_table:
        return False
    if event.start < draft.opening.end and event.result is not MotionResult.PASS:
        return True
    begin = max(draft.opening.end, draft.seconded.end if draft.seconded else 0)
    if _BEGINS_SENTENCE.search(plain, max(0, event.start - 8), event.start + 1):
        return draft.is_in_opening(event)
    if event.start >= end_of_sentence(plain, begin) or event.is_firm:
        return draft.is_in_opening(event)
    if draft.seconded is not None and not plain[begin : event.start].strip(" ,;\n"):
        return False
    return _RUNS_ON.search(plain[max(begin, event.start - 80) : event.start]) is None


def confirms(plain: str, draft: Draft, event: Resolved) -> bool:
    """True for the same result in other words, or for what has the last word: "died"."""
    last = draft.results[-1]
    if returns_to_main(plain, draft.last, event.start):
        return False
    if event.is_unanimous and event.start - draft.last > _SOON and _is_told_against(draft):
        return False
    return event.start - draft.last < TOLD_WITHIN and (
        event.result in {last.result, None} or event.result is MotionResult.DIED
    )


def _is_told_against(draft: Draft) -> bool:
    return draft.has_vote_of(VoteOption.NO) or any(found.counts.get(VoteOption.NO) for found in draft.counts)


def overrules(draft: Draft, event: Resolved) -> bool:
    """True for "the motion failed", after words that may have been about something else: "it was accepted"."""
    if not draft.is_settled or not event.is_firm or any(found.is_firm for found in draft.results):
        return False
    is_other = event.result is not None and event.result is not draft.results[-1].result
    return is_other and event.start - draft.last < TOLD_WITHIN and not draft.has_table


def contradicts(plain: str, draft: Draft, event: Resolved) -> bool:
    """True for "the motion failed" right behind "the motion carried": one of the two is of this motion."""
    if not event.is_firm or event.result is None or event.start - draft.last > TOLD_WITHIN or draft.has_table:
        return False
    is_other = event.result is not draft.results[-1].result
    return is_other and not is_apart(plain, draft, event.start) and not returns_to_main(plain, draft.last, event.start)


def is_of_elsewhere(plain: str, current: Draft, event: Counted) -> bool:
    """True for other numbers, sentences behind a vote that is counted or was unanimous: a speaker tells of another."""
    if not current.is_settled or event.start - current.last < _SOON or ". " not in plain[current.last : event.start]:
        return False
    is_split = bool(event.counts.get(VoteOption.NO)) and any(found.is_unanimous for found in current.results)
    is_other = any(
        found.counts.get(option, count) != count for found in current.counts for option, count in event.counts.items()
    )
    return is_split or is_other


def is_another_count(plain: str, current: Draft, event: Counted) -> bool:
    """True for "Vote. 4 Ayes on the first. Vote. 3 Ayes on the second": one motion that was divided."""
    if not current.counts or current.has_lists:
        return False
    before = plain[max(0, event.start - 8) : event.start].lower()
    return before.rstrip(" .").endswith("vote") and current.counts[0].counts != event.counts
