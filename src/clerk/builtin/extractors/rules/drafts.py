"""Puts events together: which result, numbers and names belong to which motion. A machine with one motion open at a time."""

from collections.abc import Iterable, Sequence

from clerk.builtin.extractors.rules.between import is_apart, is_of_another, names_a_portion, returns_to_main
from clerk.builtin.extractors.rules.draft import RESULT_WITHIN, SPLIT, TOLD_WITHIN, Draft
from clerk.builtin.extractors.rules.events import Counted, Event, Moved, Resolved, Seconded, Voted
from clerk.builtin.extractors.rules.names import may_be_one
from clerk.builtin.extractors.rules.openings import takes_opening
from clerk.builtin.extractors.rules.outcomes import (
    confirms,
    contradicts,
    is_another_count,
    is_inside_text,
    is_of_elsewhere,
    overrules,
)
from clerk.builtin.extractors.rules.vote_places import is_of_next, is_of_other_vote, takes_vote

_SECOND_WITHIN = 1_500
_FEWEST_NAMES = 2
_MOST_TOLD = 200
"""Things told of one motion, each sort by itself: more are noise, and what compares them would take for ever."""
_SOON = 3
"""Motions back to which a vote may return."""
_SAME_BREATH = 60
"""Characters within which one list of votes goes on, however badly it was read."""


def drafts(plain: str, events: Iterable[Event]) -> Sequence[Draft]:
    """The motions of the events, in the order of the text."""
    machine = _Machine(plain)
    for event in sorted(events, key=lambda event: (event.start, _ORDER[type(event)])):
        machine.take(event)
    return sorted(machine.found, key=lambda draft: draft.start)


def movers_of(found: Iterable[Draft]) -> frozenset[str]:
    """Who moved or seconded what somebody else seconded or moved: members, whether or not a roll names them."""
    pairs = [(draft.opening.mover, draft.seconded.seconder) for draft in found if draft.opening and draft.seconded]
    return frozenset(place.name for pair in pairs for place in pair if place is not None)


_ORDER: dict[type[Event], int] = {Moved: 0, Seconded: 1, Voted: 2, Resolved: 3, Counted: 4}


class _Machine:
    def __init__(self, plain: str) -> None:
        self._plain = plain
        self.found: list[Draft] = []
        self._elsewhere = 0
        """Where the words end that told the result of something else."""
        self._unplaced: Resolved | None = None
        """The last result that was not of the motion that is open."""

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
        if current is not None and takes_opening(self._plain, current, event):
            return
        earlier = self._of_same_mover(event) if event.is_late else None
        if earlier is None:
            self._open(event, event.start, event.end)
        else:
            self._return_to(earlier, event.start)

    def _of_same_mover(self, event: Moved) -> Draft | None:
        """The open motion whose mover is named again where its result is told: "Ms. Poe's motion then carried"."""
        return next(
            (
                draft
                for draft in reversed(self.found[-_SOON - 1 :])
                if draft.opening and draft.opening.mover and event.mover and not draft.is_settled
                if may_be_one(draft.opening.mover.name, event.mover.name)
            ),
            None,
        )

    def _seconded(self, event: Seconded) -> None:
        current = self._current
        if current is None or current.opening is None or current.seconded is not None:
            return
        if event.start - current.opening.end < _SECOND_WITHIN and (
            not current.is_settled or current.has_table or current.opening.is_table
        ):
            current.seconded = event
            current.last = max(current.last, event.end)

    def _turn_to_main(self, event: Resolved | Counted) -> None:
        """Behind "on the motion as amended" what is told is no longer of the amendment."""
        current = self._current
        if current is None or not (current.is_settled or current.counts or current.votes):
            return
        if current.is_settled and isinstance(event, Resolved):
            # It finds the way back by itself: it may also confirm what was told.
            return
        earlier = self._still_open() if returns_to_main(self._plain, current.last, event.start) else None
        if earlier is not None:
            self._return_to(earlier, event.start)

    def _resolved(self, event: Resolved) -> None:
        self._turn_to_main(event)
        current = self._current
        if current is None or event.start - current.last > RESULT_WITHIN or is_inside_text(self._plain, current, event):
            return
        if len(current.results) >= _MOST_TOLD:
            return
        if not event.is_firm and is_apart(self._plain, current, event.start):
            self._elsewhere = event.end + _SAME_BREATH
            return
        if overrules(current, event):
            current.results.clear()
        if not current.is_settled or confirms(self._plain, current, event):
            current.results.append(event)
            current.last = max(current.last, event.end)
            if current.divided_from is not None and not current.divided_from.is_settled:
                current.divided_from.results.append(event)
            return
        earlier = self._unsettled_before(current, event)
        if earlier is None:
            self._elsewhere = event.end + _SAME_BREATH
            self._unplaced = event
            current.contested = current.contested or contradicts(self._plain, current, event)
        else:
            self._return_to(earlier, event.end)
            earlier.results.append(event)

    def _unsettled_before(self, current: Draft, event: Resolved) -> Draft | None:
        """The motion to which the vote returns once the one that would change it is settled."""
        if not returns_to_main(self._plain, current.last, event.end) or event.start - current.last > RESULT_WITHIN:
            return None
        return self._still_open()

    def _still_open(self) -> Draft | None:
        return next(
            (draft for draft in reversed(self.found[-_SOON - 1 : -1]) if draft.opening and not draft.is_settled), None
        )

    def _return_to(self, earlier: Draft, last: int) -> None:
        self.found.remove(earlier)
        earlier.last = last
        self.found.append(earlier)

    def _counted(self, event: Counted) -> None:
        self._turn_to_main(event)
        current = self._current
        if current is None or event.start - current.last > RESULT_WITHIN:
            return
        if current.is_in_opening(event) or len(current.counts) >= _MOST_TOLD:
            return
        if current.is_settled and event.start - current.last > TOLD_WITHIN:
            return
        if is_of_elsewhere(self._plain, current, event):
            return
        if event.start < self._elsewhere or is_of_another(self._plain, current, event.start):
            return
        if is_another_count(self._plain, current, event):
            divided, current = current, self._open(current.opening, event.start, event.end)
            current.seconded, current.divided_from = divided.seconded, divided
        current.counts.append(event)
        current.last = max(current.last, event.end)

    def _voted(self, event: Voted) -> None:
        current = self._current
        if current is not None and len(current.votes) >= _MOST_TOLD:
            return
        if event.is_later:
            if current is not None and event.start - current.last < TOLD_WITHIN and len(current.later) < _MOST_TOLD:
                current.later.append(event)
                current.last = max(current.last, event.end)
            return
        is_list = not event.is_prose and event.option in SPLIT
        if current is not None and is_list and is_of_other_vote(self._plain, current, event):
            current = self._other_vote(current, event)
        if current is not None and is_of_next(current, event):
            current = self._part_off(current, event)
        if current is not None and takes_vote(self._plain, current, event, self._elsewhere):
            current.votes.append(event)
            current.last = max(current.last, event.end)
        elif (
            is_list
            and not (
                current is not None and event.start - current.last < _SAME_BREATH and not self._is_decided_anew(event)
            )
            and (len(event.names) >= _FEWEST_NAMES or event.printed)
        ):
            draft = self._open(None, event.start, event.end)
            draft.votes.append(event)
            if self._unplaced is not None and event.start - self._unplaced.end < TOLD_WITHIN:
                draft.results.append(self._unplaced)

    def _other_vote(self, current: Draft, event: Voted) -> Draft:
        """The open motion to which the vote returns, or a motion of which nothing else is told."""
        if names_a_portion(self._plain, current.last, event.start):
            part = self._open(current.opening, event.start, event.end)
            part.seconded = current.seconded
            return part
        is_of_amendment = "on the amendment" in self._plain[current.last : event.start].lower()
        earlier = None if is_of_amendment else self._still_open()
        if earlier is None:
            return self._open(None, event.start, event.end)
        self._return_to(earlier, event.start)
        return earlier

    def _is_decided_anew(self, event: Voted) -> bool:
        """True for a list behind a result that is not of the motion that is open: "The motion to adopt carried: Aye: ..."."""
        return (
            self._unplaced is not None
            and self._unplaced.is_firm
            and 0 <= event.start - self._unplaced.end < _SAME_BREATH
        )

    def _part_off(self, current: Draft, event: Voted) -> Draft:
        """Another motion, for votes against what was unanimous: the lists just before them are of it too."""
        draft = self._open(None, event.start, event.end)
        draft.votes = [vote for vote in current.votes if not vote.is_prose and vote.start > current.results[-1].end]
        current.votes = [vote for vote in current.votes if vote not in draft.votes]
        draft.start = min([event.start, *(vote.start for vote in draft.votes)])
        return draft
