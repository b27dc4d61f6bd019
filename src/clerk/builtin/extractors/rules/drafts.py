"""Puts events together: which result, numbers and names belong to which motion. A machine with one motion open at a time."""

import re
from collections.abc import Iterable, Sequence

from clerk.builtin.extractors.rules.draft import RESULT_WITHIN, SPLIT, TOLD_WITHIN, Draft
from clerk.builtin.extractors.rules.events import Counted, Event, Moved, Resolved, Seconded, Voted
from clerk.builtin.extractors.rules.openings import takes_opening
from clerk.builtin.extractors.rules.sentences import end_of_sentence
from clerk.model.facts import MotionResult, VoteOption

_SECOND_WITHIN = 1_500
_FEWEST_NAMES = 2
_MOST_TOLD = 200
"""Things told of one motion, each sort by itself: more are noise, and what compares them would take for ever."""
_SAME_BREATH = 60
"""Characters within which one list of votes goes on, however badly it was read."""
_LOOSE_WITHIN = 1_500
_BLANK_LINE = re.compile(
    r"\n[ ]*(?:\n|(?=(?:Item\s)?\d{1,2}[.)]\s{1,4}[A-Z][A-Za-z])|(?=[A-Z][A-Z '&/-]{6,40}(?:[:(]|\n)(?<!VOTE:)(?<!VOTE\n)(?<!MOTION:)))"
)
"""Where another matter begins: behind an empty line, with a numbered item, or a heading in capitals."""
_OTHER_MATTER = re.compile(
    r"(?i)(?!.{0,400}?\b(?:motion|roll\s?call|vote[sd]?\s{0,2}:|voting\s{0,2}:))(?:\s*by\s+a\b|.{40})", re.DOTALL
)
"""Words of a paragraph before a vote, none of which says that it is the vote on the motion before."""
_MAIN_AGAIN = re.compile(
    r"(?i)\b(?:main|original|underlying)\s+motion|\bmotion,?\s+as\s+amended|\bvote\s+on\s+the\s+motion\b(?!\s+to\s+(?:amend|table))"
)
_RUNS_ON = re.compile(
    r"(?i)\b(?:which|and|then|voted|council|board|commission(?:ers)?|motion|was|were|it|vote|by)\b[^.;]{0,60}$"
)


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
        if current is None or not takes_opening(self._plain, current, event):
            self._open(event, event.start, event.end)

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
        if current is None or event.start - current.last > RESULT_WITHIN or self._is_inside_text(current, event):
            return
        if len(current.results) >= _MOST_TOLD:
            return
        if not event.is_firm and self._is_apart(current, event.start):
            self._elsewhere = event.end + _SAME_BREATH
            return
        if self._overrules(current, event):
            current.results.clear()
        if not current.is_settled or self._confirms(current, event):
            current.results.append(event)
            current.last = max(current.last, event.end)
            if current.divided_from is not None and not current.divided_from.is_settled:
                current.divided_from.results.append(event)
            return
        earlier = self._unsettled_before(current, event)
        if earlier is None:
            self._elsewhere = event.end + _SAME_BREATH
            self._unplaced = event
            current.contested = current.contested or self._contradicts(current, event)
        else:
            self.found.remove(earlier)
            earlier.results.append(event)
            earlier.last = event.end
            self.found.append(earlier)

    def _is_apart(self, draft: Draft, start: int) -> bool:
        """True for what a blank line and another subject part from the motion."""
        return start - draft.last > _LOOSE_WITHIN or _BLANK_LINE.search(self._plain, draft.last, start) is not None

    def _is_of_another(self, draft: Draft, start: int) -> bool:
        """True in another paragraph, which tells of another matter before it comes to this vote."""
        begins = [blank.end() for blank in _BLANK_LINE.finditer(self._plain, draft.last, start)]
        return bool(begins) and _OTHER_MATTER.match(self._plain[begins[-1] : start]) is not None

    def _overrules(self, draft: Draft, event: Resolved) -> bool:
        """True for "the motion failed", after words that may have been about something else: "it was accepted"."""
        if not draft.is_settled or not event.is_firm or any(found.is_firm for found in draft.results):
            return False
        is_other = event.result is not None and event.result is not draft.results[-1].result
        return is_other and event.start - draft.last < TOLD_WITHIN and not draft.has_table

    def _contradicts(self, draft: Draft, event: Resolved) -> bool:
        """True for "the motion failed" right behind "the motion carried": one of the two is of this motion."""
        if not event.is_firm or event.result is None or event.start - draft.last > TOLD_WITHIN or draft.has_table:
            return False
        is_other = event.result is not draft.results[-1].result
        return (
            is_other
            and not self._is_apart(draft, event.start)
            and not _MAIN_AGAIN.search(self._plain, draft.last, event.start)
        )

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
        return event.start - draft.last < TOLD_WITHIN and (
            event.result in {last.result, None} or event.result is MotionResult.DIED
        )

    def _unsettled_before(self, current: Draft, event: Resolved) -> Draft | None:
        """The motion to which the vote returns once the one that would change it is settled."""
        between = self._plain[current.last : event.end]
        if not _MAIN_AGAIN.search(between) or event.start - current.last > RESULT_WITHIN:
            return None
        return next((draft for draft in reversed(self.found[-4:-1]) if draft.opening and not draft.is_settled), None)

    def _counted(self, event: Counted) -> None:
        current = self._current
        if current is None or event.start - current.last > RESULT_WITHIN:
            return
        if current.is_in_opening(event) or len(current.counts) >= _MOST_TOLD:
            return
        if current.is_settled and event.start - current.last > TOLD_WITHIN:
            return
        if event.start < self._elsewhere or self._is_of_another(current, event.start):
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
            if current is not None and event.start - current.last < TOLD_WITHIN and len(current.later) < _MOST_TOLD:
                current.later.append(event)
                current.last = max(current.last, event.end)
            return
        is_list = not event.is_prose and event.option in SPLIT
        if current is not None and _is_of_next(current, event):
            current = self._part_off(current, event)
        if current is not None and self._takes(current, event):
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

    def _takes(self, current: Draft, event: Voted) -> bool:
        if current.is_in_opening(event):
            return False
        if not event.is_prose and current.has_list_of(event.option):
            return current.has_table or (
                event.start - current.start < RESULT_WITHIN and self._is_restated(current, event)
            )
        gap = event.start - current.last
        if event.is_prose:
            is_elsewhere = event.start < self._elsewhere or self._is_of_another(current, event.start)
            return gap < RESULT_WITHIN and not is_elsewhere
        if event.option not in SPLIT:
            return gap < TOLD_WITHIN
        if current.is_settled and not event.is_whole and event.printed is None:
            # "In favor:" and who spoke so, once the vote is over.
            return gap < TOLD_WITHIN // 4
        return gap < (TOLD_WITHIN if current.is_settled else RESULT_WITHIN)

    def _is_restated(self, current: Draft, event: Voted) -> bool:
        sizes = {len(vote.names) for vote in current.votes if vote.option is event.option}
        return len(event.names) in sizes and event.start - current.last < TOLD_WITHIN


def _is_of_next(current: Draft, event: Voted) -> bool:
    is_unanimous = any(found.is_unanimous for found in current.results)
    return is_unanimous and not event.is_prose and event.option is VoteOption.NO and bool(event.names)
