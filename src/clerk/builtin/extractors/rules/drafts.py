"""Puts events together: which result, numbers and names belong to which motion. A machine with one motion open at a time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from clerk.builtin.extractors.rules.events import Counted, Event, Moved, Resolved, Seconded, Voted
from clerk.builtin.extractors.rules.names import may_be_one
from clerk.builtin.extractors.rules.sentences import end_of_sentence
from clerk.model.facts import MotionResult, VoteOption

_SECOND_WITHIN = 1_500
_RESULT_WITHIN = 8_000
_TOLD_WITHIN = 400
"""Characters between one thing that is told of a vote and the next."""
_FEWEST_NAMES = 2
_MOST_TOLD = 200
"""Things told of one motion, each sort by itself: more are noise, and what compares them would take for ever."""
_SAME_BREATH = 60
"""Characters within which one list of votes goes on, however badly it was read."""
_MAIN_AGAIN = re.compile(
    r"(?i)\b(?:main|original|underlying)\s+motion|\bmotion,?\s+as\s+amended|\bvote\s+on\s+the\s+motion\b(?!\s+to\s+(?:amend|table))"
)
_RUNS_ON = re.compile(
    r"(?i)\b(?:which|and|then|voted|council|board|commission(?:ers)?|motion|was|it|vote|by)\b[^.;]{0,60}$"
)
_SPLIT = frozenset({VoteOption.YES, VoteOption.NO})


@dataclass(slots=True, kw_only=True)
class Draft:
    """A motion and what was found about it so far."""

    opening: Moved | None
    start: int
    last: int
    """Where the last thing about it ends."""
    seconded: Seconded | None = None
    results: list[Resolved] = field(default_factory=list)
    counts: list[Counted] = field(default_factory=list)
    votes: list[Voted] = field(default_factory=list)
    later: list[Voted] = field(default_factory=list)
    """What of the votes was changed, or told after them."""
    has_table: bool = False
    divided_from: "Draft | None" = None
    """The motion of which this is another part, put to the vote by itself."""

    @property
    def is_settled(self) -> bool:
        return any(found.result is not None for found in self.results)

    @property
    def has_lists(self) -> bool:
        return any(not vote.is_prose and vote.option in _SPLIT for vote in self.votes)

    def has_list_of(self, option: VoteOption) -> bool:
        return any(not vote.is_prose and vote.option is option for vote in self.votes)

    def is_in_opening(self, event: Event) -> bool:
        """True for what is found in the very words that open the motion."""
        opening = self.opening
        return opening is not None and event.start < opening.end and not opening.text and not opening.is_table

    def outcome_start(self) -> int | None:
        """Where the first thing stands that tells how it went."""
        told = [found.start for found in self.results] + [found.start for found in self.counts]
        told += [vote.start for vote in self.votes if not vote.is_prose]
        return min(told, default=None)


def drafts(plain: str, events: Iterable[Event]) -> Sequence[Draft]:
    """The motions of the events, in the order of the text."""
    machine = _Machine(plain)
    for event in sorted(events, key=lambda event: (event.start, _ORDER[type(event)])):
        machine.take(event)
    return sorted(machine.found, key=lambda draft: draft.start)


_ORDER: dict[type[Event], int] = {Moved: 0, Seconded: 1, Voted: 2, Resolved: 3, Counted: 4}


class _Machine:
    def __init__(self, plain: str) -> None:
        self._plain = plain
        self.found: list[Draft] = []

    @property
    def _current(self) -> Draft | None:
        return self.found[-1] if self.found else None

    def take(self, event: Event) -> None:
        match event:
            case Moved():
                self._moved(event)
            case Seconded():
                self._seconded(event)
            case Resolved():
                self._resolved(event)
            case Counted():
                self._counted(event)
            case Voted():
                self._voted(event)

    def _open(self, opening: Moved | None, start: int, end: int) -> Draft:
        draft = Draft(opening=opening, start=start, last=end)
        self.found.append(draft)
        return draft

    def _moved(self, event: Moved) -> None:
        current = self._current
        if current is not None and event.is_late and event.mover is None and self._is_decided_here(current, event):
            return
        if current is not None and self._belongs(current, event):
            current.opening = self._with_heading(current.opening, event)
            current.last = max(current.last, event.end)
            current.has_table = current.has_table or event.is_table
            return
        if current is not None and current.opening is not None and _is_told_again(current, current.opening, event):
            current.has_table = current.has_table or event.is_table
            current.last = max(current.last, event.end)
            return
        self._open(event, event.start, event.end)

    def _is_decided_here(self, current: Draft, event: Moved) -> bool:
        """True for a decision on the motion that is open, or one that was just told."""
        gap = event.start - current.last
        return gap < (_TOLD_WITHIN // 2 if current.is_settled else _RESULT_WITHIN // 2)

    def _belongs(self, current: Draft, event: Moved) -> bool:
        """True for a table, or a later word of the mover, to a motion whose mover was not known."""
        gap = event.start - current.last
        if current.opening is None:
            return event.is_table and gap < _TOLD_WITHIN
        if current.opening.mover is not None or current.is_settled:
            return False
        return (event.is_late and gap < _RESULT_WITHIN) or self._names_mover(current, current.opening, event)

    def _names_mover(self, current: Draft, opening: Moved, event: Moved) -> bool:
        """True for "Moved by Smith", right behind the words that were moved."""
        if not opening.is_heading or event.mover is None or event.is_table or current.counts or current.votes:
            return False
        words_end = end_of_sentence(self._plain, opening.end)
        return event.start <= words_end or not self._plain[words_end : event.start].strip(" .;,)\n")

    def _with_heading(self, opening: Moved | None, event: Moved) -> Moved:
        """The opening that names the mover, with the words of the one that does not."""
        if opening is None or not opening.is_heading:
            return event
        return replace(event, text=(opening.end, min(event.start, end_of_sentence(self._plain, opening.end))))

    def _seconded(self, event: Seconded) -> None:
        current = self._current
        if current is None or current.opening is None or current.seconded is not None:
            return
        if event.start - current.opening.end < _SECOND_WITHIN and (
            not current.is_settled or current.has_table or current.opening.is_table
        ):
            current.seconded = event
            current.last = max(current.last, event.end)

    def _resolved(self, event: Resolved) -> None:
        current = self._current
        if current is None or event.start - current.last > _RESULT_WITHIN or self._is_inside_text(current, event):
            return
        if len(current.results) >= _MOST_TOLD:
            return
        if not current.is_settled or self._confirms(current, event):
            current.results.append(event)
            current.last = max(current.last, event.end)
            if current.divided_from is not None and not current.divided_from.is_settled:
                current.divided_from.results.append(event)
            return
        earlier = self._unsettled_before(current, event)
        if earlier is not None:
            self.found.remove(earlier)
            earlier.results.append(event)
            earlier.last = event.end
            self.found.append(earlier)

    def _is_inside_text(self, draft: Draft, event: Resolved) -> bool:
        """True for "to approve the plan as adopted": words of the motion, not of its result."""
        if draft.opening is None or draft.opening.is_table:
            return False
        if event.start < draft.opening.end and event.result is not MotionResult.PASS:
            return True
        begin = max(draft.opening.end, draft.seconded.end if draft.seconded else 0)
        if event.start >= end_of_sentence(self._plain, begin) or event.is_firm:
            return draft.is_in_opening(event)
        if draft.seconded is not None and not self._plain[begin : event.start].strip(" ,;\n"):
            return False
        return _RUNS_ON.search(self._plain[max(begin, event.start - 80) : event.start]) is None

    def _confirms(self, draft: Draft, event: Resolved) -> bool:
        last = draft.results[-1]
        between = self._plain[draft.last : event.start]
        if _MAIN_AGAIN.search(between):
            return False
        return event.start - draft.last < _TOLD_WITHIN and (
            event.result in {last.result, None} or event.result is MotionResult.DIED
        )

    def _unsettled_before(self, current: Draft, event: Resolved) -> Draft | None:
        """The motion to which the vote returns once the one that would change it is settled."""
        between = self._plain[current.last : event.end]
        if not _MAIN_AGAIN.search(between) or event.start - current.last > _RESULT_WITHIN:
            return None
        return next((draft for draft in reversed(self.found[-4:-1]) if draft.opening and not draft.is_settled), None)

    def _counted(self, event: Counted) -> None:
        current = self._current
        if current is None or event.start - current.last > _RESULT_WITHIN:
            return
        if current.is_in_opening(event) or len(current.counts) >= _MOST_TOLD:
            return
        if current.is_settled and event.start - current.last > _TOLD_WITHIN:
            return
        if self._is_another_count(current, event):
            divided, current = current, self._open(current.opening, event.start, event.end)
            current.seconded, current.divided_from = divided.seconded, divided
        current.counts.append(event)
        current.last = max(current.last, event.end)

    def _is_another_count(self, current: Draft, event: Counted) -> bool:
        """True for "Vote. 4 Ayes on the first. Vote. 3 Ayes on the second": one motion that was divided."""
        if not current.counts or current.has_lists:
            return False
        before = self._plain[max(0, event.start - 8) : event.start].lower()
        return before.rstrip(" .").endswith("vote") and current.counts[0].counts != event.counts

    def _voted(self, event: Voted) -> None:
        current = self._current
        if current is not None and len(current.votes) >= _MOST_TOLD:
            return
        if event.is_later:
            if current is not None and event.start - current.last < _TOLD_WITHIN and len(current.later) < _MOST_TOLD:
                current.later.append(event)
                current.last = max(current.last, event.end)
            return
        is_list = not event.is_prose and event.option in _SPLIT
        if current is not None and _is_of_next(current, event):
            current = self._part_off(current, event)
        if current is not None and self._takes(current, event):
            current.votes.append(event)
            current.last = max(current.last, event.end)
        elif (
            is_list
            and not (current is not None and event.start - current.last < _SAME_BREATH)
            and (len(event.names) >= _FEWEST_NAMES or event.printed)
        ):
            self._open(None, event.start, event.end).votes.append(event)

    def _part_off(self, current: Draft, event: Voted) -> Draft:
        """Another motion, for votes against what was unanimous: the lists just before them are of it too."""
        draft = self._open(None, event.start, event.end)
        draft.votes = [vote for vote in current.votes if not vote.is_prose and vote.start > current.results[-1].end]
        current.votes = [vote for vote in current.votes if vote not in draft.votes]
        draft.start = min([event.start, *(vote.start for vote in draft.votes)])
        return draft

    def _takes(self, current: Draft, event: Voted) -> bool:
        if current.is_in_opening(event):
            return False
        if not event.is_prose and current.has_list_of(event.option):
            return current.has_table or (
                event.start - current.start < _RESULT_WITHIN and self._is_restated(current, event)
            )
        gap = event.start - current.last
        if event.is_prose:
            return gap < _RESULT_WITHIN
        if event.option not in _SPLIT:
            return gap < _TOLD_WITHIN
        return gap < (_TOLD_WITHIN if current.is_settled else _RESULT_WITHIN)

    def _is_restated(self, current: Draft, event: Voted) -> bool:
        sizes = {len(vote.names) for vote in current.votes if vote.option is event.option}
        return len(event.names) in sizes and event.start - current.last < _TOLD_WITHIN


def _is_of_next(current: Draft, event: Voted) -> bool:
    is_unanimous = any(found.is_unanimous for found in current.results)
    return is_unanimous and not event.is_prose and event.option is VoteOption.NO and bool(event.names)


def _is_told_again(current: Draft, opening: Moved, event: Moved) -> bool:
    if event.start < opening.end:
        return True
    if not event.is_table or current.has_table or event.start - current.last > _RESULT_WITHIN:
        return False
    return opening.mover is not None and event.mover is not None and may_be_one(opening.mover.name, event.mover.name)
