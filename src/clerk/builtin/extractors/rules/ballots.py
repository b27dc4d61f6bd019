"""Which votes by name are told of a motion, and whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clerk.builtin.extractors.rules.draft import SPLIT, Draft
from clerk.builtin.extractors.rules.events import Voted
from clerk.builtin.extractors.rules.names import NamedPlace, Roster, may_be_one
from clerk.model.facts import VoteOption

_NEAR = 350
_BESIDE = 60
_RIGHT_BEFORE = 25
_FEWEST_MEMBERS = 3
"""A roster of fewer may be all that was read of a longer list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One name under one option."""

    option: VoteOption
    place: NamedPlace
    member: str | None
    """The member's full name, when it is certain who is meant."""
    note: str | None = None


def votes_told(draft: Draft, roster: Roster) -> list[Voted]:
    """Lists, each option once; sentences that stand beside the outcome and say no other than the lists."""
    table = [vote for vote in draft.votes if vote.outranks]
    if table and all(vote.is_whole for vote in table):
        return _one_each(table)
    lists: dict[VoteOption, Voted] = {}
    for vote in _of_members([vote for vote in draft.votes if not vote.is_prose], roster):
        lists.setdefault(vote.option, vote)
    if not SPLIT & lists.keys():
        lists = {option: vote for option, vote in lists.items() if _is_near(draft, vote)}
    named = {option for option, vote in lists.items() if vote.names or not vote.printed}
    told = [vote for vote in draft.votes if vote.is_prose and vote.option not in named and _is_near(draft, vote)]
    if named >= SPLIT:
        told = [vote for vote in told if vote.option not in SPLIT]
    return [*lists.values(), *(vote for vote in told if not _is_opinion(draft, vote, roster))]


def _of_members(lists: Sequence[Voted], roster: Roster) -> Sequence[Voted]:
    """The lists; none of them when they name many and nobody of the body: so hearings list who spoke for and against."""
    names = [place.name for vote in lists for place in vote.names]
    are_others = names and len(roster.here) >= _FEWEST_MEMBERS and not any(map(roster.member, names))
    return [] if are_others else lists


def _is_opinion(draft: Draft, vote: Voted, roster: Roster) -> bool:
    """True for "Mr. Poe was opposed", unless it stands beside the outcome, or names several members."""
    has_title = vote.start < vote.names[0].start
    if not vote.is_weak and (has_title or len(roster.here) < _FEWEST_MEMBERS):
        return False
    are_members = all(roster.member(place.name, as_written=True) is not None for place in vote.names)
    if not vote.is_weak or (len(vote.names) > 1 and are_members):
        return not are_members
    ends = [found.end for found in draft.results] + [found.end for found in draft.counts]
    is_beside = any(0 <= vote.start - end < _BESIDE for end in ends)
    # "Two were in favor, Ms. Poe was opposed and one was absent."
    is_beside = is_beside or any(found.start < vote.start < found.end for found in draft.counts)
    starts = [found.start for found in draft.results] + [found.start for found in draft.counts]
    if not is_beside and any(found.counts.get(vote.option) == len(vote.names) for found in draft.counts):
        # "Poe opposed; motion carried 2-1."
        is_beside = are_members and any(0 <= start - vote.end < _RIGHT_BEFORE for start in starts)
    return not is_beside or (not are_members and len(roster.here) >= _FEWEST_MEMBERS)


def _one_each(table: Sequence[Voted]) -> list[Voted]:
    """The lists of a table; two labels of one option, "ABSENT" and "AWAY", are one list."""
    found: dict[VoteOption, Voted] = {}
    for vote in table:
        before = found.get(vote.option)
        is_more = before is not None and vote.start - before.end < _NEAR
        names = (*before.names, *vote.names) if before is not None and is_more else vote.names
        if before is None or is_more:
            found[vote.option] = replace(vote, names=names)
    return list(found.values())


def _is_near(draft: Draft, vote: Voted) -> bool:
    ends = [(found.start, found.end) for found in draft.results]
    ends += [(found.start, found.end) for found in draft.counts]
    ends += [
        (other.start, other.end)
        for other in draft.votes
        if not other.is_prose and other.option in SPLIT and other is not vote
    ]
    if not ends and draft.opening is not None:
        ends = [(draft.opening.end, draft.seconded.end if draft.seconded else draft.opening.end)]
    return any(start - _NEAR < vote.end and vote.start < end + _NEAR for start, end in ends)


def ballots_of(votes: Sequence[Voted], roster: Roster) -> list[Ballot]:
    found: list[Ballot] = []
    for vote in votes:
        among_surnames = sum(len(name.name.split()) == 1 for name in vote.names) == len(vote.names) - 1 > 0
        for place in (each for written in vote.names for each in roster.parted(written, among_surnames=among_surnames)):
            ballot = Ballot(option=vote.option, place=place, member=roster.member(place.name), note=vote.note)
            if not any(each.option is ballot.option and is_one(each, ballot) for each in found if vote.is_prose):
                found.append(ballot)
    return found


def is_one(one: Ballot, other: Ballot) -> bool:
    if one.member is not None and other.member is not None:
        return one.member == other.member
    return may_be_one(one.place.name, other.place.name)
