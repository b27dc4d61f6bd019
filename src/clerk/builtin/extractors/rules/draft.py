"""A motion in the making: what was found about it so far."""

from dataclasses import dataclass, field

from clerk.builtin.extractors.rules.events import Counted, Event, Moved, Resolved, Seconded, Voted
from clerk.model.facts import VoteOption

RESULT_WITHIN = 8_000
"""Characters after what was last told of a motion within which its result, its numbers and its votes may stand."""
TOLD_WITHIN = 400
"""Characters between one thing that is told of a vote and the next."""
SPLIT = frozenset({VoteOption.YES, VoteOption.NO})


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
    contested: bool = False
    """True where another result is told as firmly: "carried", and then "the motion failed"."""
    has_table: bool = False
    divided_from: "Draft | None" = None
    """The motion of which this is another part, put to the vote by itself."""

    @property
    def is_settled(self) -> bool:
        return any(found.result is not None for found in self.results)

    @property
    def has_lists(self) -> bool:
        return any(not vote.is_prose and vote.option in SPLIT for vote in self.votes)

    @property
    def may_be_misread(self) -> bool:
        """True where a name could not be read, or where some answers of a roll may not have been understood."""
        lists = [vote for vote in self.votes if not vote.is_prose]
        return any(not vote.is_whole for vote in lists) or all(vote.rule == "roll-call-answers" for vote in lists)

    def has_list_of(self, option: VoteOption) -> bool:
        return any(not vote.is_prose and vote.option is option for vote in self.votes)

    def has_vote_of(self, option: VoteOption) -> bool:
        return any(vote.option is option and vote.names for vote in self.votes)

    def is_in_opening(self, event: Event) -> bool:
        """True for what is found in the very words that open the motion."""
        opening = self.opening
        return opening is not None and event.start < opening.end and not opening.text and not opening.is_table

    def told(self) -> list[tuple[int, int]]:
        """Where each thing stands that is told of it, its opening first."""
        opening = (self.start, self.opening.end if self.opening else self.start)
        events: tuple[Event, ...] = (*self.results, *self.counts, *self.votes, *self.later)
        return [opening, *((event.start, event.end) for event in events)]

    def outcome_start(self) -> int | None:
        """Where the first thing stands that tells how it went."""
        told = [found.start for found in self.results] + [found.start for found in self.counts]
        told += [vote.start for vote in self.votes if not vote.is_prose]
        return min(told, default=None)
