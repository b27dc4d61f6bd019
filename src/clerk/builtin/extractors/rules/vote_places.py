"""Whether votes by name are of the motion that is open."""

from clerk.builtin.extractors.rules.between import (
    is_of_another,
    is_of_another_sitting,
    is_parted,
    names_a_portion,
    names_a_vote,
    tells_between,
)
from clerk.builtin.extractors.rules.draft import RESULT_WITHIN, SPLIT, TOLD_WITHIN, Draft
from clerk.builtin.extractors.rules.events import Voted
from clerk.model.facts import VoteOption

_SAME_BREATH = 40
_SOON = 60


def takes_vote(plain: str, current: Draft, event: Voted, elsewhere: int) -> bool:
    """True for a vote of the motion that is open; `elsewhere` is where words end that told of another."""
    if current.is_in_opening(event):
        return False
    if not event.is_prose and current.has_list_of(event.option):
        is_near = event.start - current.start < RESULT_WITHIN
        return current.has_table or (is_near and (_is_restated(current, event) or _goes_on(current, event)))
    if is_of_another_sitting(plain, current, event.start) or (event.is_weak and is_parted(plain, current, event.start)):
        return False
    if event.is_prose:
        if _is_behind_unanimity(plain, current, event):
            return False
        is_elsewhere = event.start < elsewhere or is_of_another(plain, current, event.start)
        return event.start - current.last < RESULT_WITHIN and not is_elsewhere
    return _is_in_reach(plain, current, event)


def _is_behind_unanimity(plain: str, current: Draft, event: Voted) -> bool:
    """True for who voted how, sentences behind a vote that was unanimous: another vote was taken between."""
    is_unanimous = any(found.is_unanimous for found in current.results)
    is_far = event.start - current.last > _SOON and ". " in plain[current.last : event.start]
    return is_unanimous and is_far and event.option in SPLIT


def _is_in_reach(plain: str, current: Draft, event: Voted) -> bool:
    gap = event.start - current.last
    if current.is_settled and gap > _SOON and tells_between(plain, current, event.start):
        return False
    if event.option not in SPLIT:
        return gap < TOLD_WITHIN
    if current.is_settled and not event.is_whole and event.printed is None:
        # "In favor:" and who spoke so, once the vote is over.
        return gap < TOLD_WITHIN // 4
    return gap < (TOLD_WITHIN if current.is_settled else RESULT_WITHIN)


def is_of_other_vote(plain: str, current: Draft, event: Voted) -> bool:
    """True for lists behind "On the main motion:", or another portion of a motion that was voted on already."""
    if current.has_table or event.outranks:
        return False
    is_other_amendment = "amendment" in plain[current.last : event.start].lower()
    if names_a_vote(plain, current.last, event.start) and (
        current.has_lists or current.is_settled or is_other_amendment
    ):
        return True
    is_other = current.has_list_of(event.option) and current.is_settled and not _is_restated(current, event)
    return is_other and names_a_portion(plain, current.last, event.start)


def _is_restated(current: Draft, event: Voted) -> bool:
    said = {
        frozenset(place.name.casefold() for place in each.names)
        for each in current.votes
        if each.option is event.option
    }
    names = frozenset(place.name.casefold() for place in event.names)
    return event.start - current.last < TOLD_WITHIN and (names in said or (not names and bool(said)))


def _goes_on(current: Draft, event: Voted) -> bool:
    """True for the second label of one option: "ABSENT: Lasater, AWAY: Menten"."""
    return event.option not in SPLIT and event.start - current.last < _SAME_BREATH


def is_of_next(current: Draft, event: Voted) -> bool:
    """True for votes against what was unanimous."""
    is_unanimous = any(found.is_unanimous for found in current.results)
    return is_unanimous and not event.is_prose and event.option is VoteOption.NO and bool(event.names)
