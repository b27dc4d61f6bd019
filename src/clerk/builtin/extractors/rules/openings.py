"""Whether words that open a motion open another one, or say more of the one that is open."""

import re
from dataclasses import replace

from clerk.builtin.extractors.rules.between import is_parted
from clerk.builtin.extractors.rules.draft import RESULT_WITHIN, TOLD_WITHIN, Draft
from clerk.builtin.extractors.rules.events import Moved
from clerk.builtin.extractors.rules.names import may_be_one
from clerk.builtin.extractors.rules.sentences import end_of_sentence

_RESTATED = re.compile(r"\b(?:it's|has|have|it\sis)\s(?:been\s)?(?:then\s)?$", re.IGNORECASE)
"""The chair says again what was moved: "It's been moved and seconded to approve"."""
_SAME_BREATH = 3


def takes_opening(plain: str, current: Draft, event: Moved) -> bool:
    """True for words about the motion that is open, which then knows them; False for the first of another motion."""
    opening = current.opening
    if event.is_late and event.mover is None and _is_decided_here(plain, current, event):
        return True
    if _belongs(plain, current, event):
        current.opening = _with_heading(plain, opening, event)
        current.has_table = current.has_table or event.is_table
        current.last = max(current.last, event.end)
        return True
    if opening is not None and _is_told_again(plain, current, opening, event):
        current.has_table = current.has_table or event.is_table
        current.last = max(current.last, event.end)
        return True
    if opening is not None and _says_what(plain, current, opening, event):
        current.opening = replace(opening, text=(event.end, end_of_sentence(plain, event.end)))
        current.last = max(current.last, event.end)
        return True
    return False


def _is_decided_here(plain: str, current: Draft, event: Moved) -> bool:
    """True for a decision on the motion that is open, or one that was just told."""
    gap = event.start - current.last
    if current.is_settled and is_parted(plain, current, event.start):
        return False
    return gap < (TOLD_WITHIN // 2 if current.is_settled else RESULT_WITHIN // 2)


def _belongs(plain: str, current: Draft, event: Moved) -> bool:
    """True for a table, or a later word of the mover, to a motion whose mover was not known."""
    gap = event.start - current.last
    if current.opening is None:
        return event.is_table and gap < TOLD_WITHIN
    if current.opening.mover is not None or current.is_settled:
        return False
    return (event.is_late and gap < RESULT_WITHIN) or _names_mover(plain, current, current.opening, event)


def _names_mover(plain: str, current: Draft, opening: Moved, event: Moved) -> bool:
    """True for "Moved by Smith", right behind the words that were moved."""
    if not opening.is_heading or event.mover is None or event.is_table or current.counts or current.votes:
        return False
    words_end = end_of_sentence(plain, opening.end)
    return event.start <= words_end or not plain[words_end : event.start].strip(" .;,)\n")


def _with_heading(plain: str, opening: Moved | None, event: Moved) -> Moved:
    """The opening that names the mover, with the words of the one that does not."""
    if opening is None or not opening.is_heading:
        return event
    return replace(event, text=(opening.end, min(event.start, end_of_sentence(plain, opening.end))))


def _is_told_again(plain: str, current: Draft, opening: Moved, event: Moved) -> bool:
    if event.start < opening.end:
        return True
    if (
        event.mover is None
        and opening.mover is not None
        and event.start - current.last <= _SAME_BREATH
        and not current.is_settled
    ):
        # "Upon motion by Vo and seconded by Lee a motion was made to adjourn".
        return not event.is_heading
    if event.mover is None and not current.is_settled and _RESTATED.search(plain, current.last, event.start):
        return True
    if not event.is_table or current.has_table or event.start - current.last > RESULT_WITHIN:
        return False
    return opening.mover is not None and event.mover is not None and may_be_one(opening.mover.name, event.mover.name)


def _says_what(plain: str, current: Draft, opening: Moved, event: Moved) -> bool:
    """True for "Motion to approve", right behind who moved and who seconded."""
    if not event.is_heading or opening.mover is None or current.is_settled or current.votes or current.counts:
        return False
    between = plain[current.last : event.start].strip(" .:,\n")
    return not between or between.isupper()
