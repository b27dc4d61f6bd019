"""Whether what is told of one vote agrees with itself; what does not is doubted, never guessed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clerk.builtin.extractors.rules.ballots import Ballot, ballots_of, is_one, votes_told
from clerk.builtin.extractors.rules.draft import SPLIT, Draft
from clerk.builtin.extractors.rules.events import Counted, Voted
from clerk.builtin.extractors.rules.names import Roster
from clerk.model.facts import MotionResult, Tier, VoteOption

_SEVERAL = 2
_SO_MANY = 3
_BESIDE = 80
_ORDER = (VoteOption.YES, VoteOption.NO, VoteOption.ABSTAIN, VoteOption.ABSENT)
_CAST = frozenset({VoteOption.YES, VoteOption.NO, VoteOption.ABSTAIN})
_MORE_THAN_KNOWN = 3
"""How many times the known members a tally may count: attendance is not always read to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the minutes say of a vote, and how far they confirm it."""

    result: MotionResult | None
    counts: Mapping[VoteOption, int]
    counts_printed: bool
    ballots: Sequence[Ballot]
    tier: Tier
    doubt: str | None
    """Why counts and ballots are not to be believed."""
    doubted_result: MotionResult | None = None
    """The result, where it is in doubt as well: then it is not given as the result."""


def judge(draft: Draft, roster: Roster, present: Sequence[str]) -> Verdict:
    """The verdict on a draft; `present` are the members who were there from beginning to end."""
    result = next((found.result for found in draft.results if found.result is not None), None)
    if result in {MotionResult.WITHDRAWN, MotionResult.DIED} and not draft.contested:
        # What is printed below a withdrawn motion is the table of the vote before it.
        return Verdict(result=result, counts={}, counts_printed=False, ballots=(), tier=Tier.OUTCOME, doubt=None)
    votes = votes_told(draft, roster)
    ballots = ballots_of(votes, roster)
    printed, doubt = _printed(draft, votes, ballots, _most(roster, present))
    if draft.later:
        ballots, printed = _in_the_end(draft.later, roster, votes, ballots, printed)
    sizes = _sizes(votes, ballots, len(roster.here))
    counts = {**sizes, **printed}
    doubt = doubt or _disagreement(votes, printed, ballots)
    against = sum(ballot.option is VoteOption.NO for ballot in ballots)
    if any(found.is_unanimous for found in draft.results):
        is_split = against or counts.get(VoteOption.NO)
        doubt = doubt or ("a unanimous vote, but votes against it are told" if is_split else None)
        counts.setdefault(VoteOption.NO, 0)
    # More for than against, and it failed: so it is where more than half was needed, or the names leave no other reading.
    is_sure = any(found.needs_more for found in draft.results) or (against > 0 and against == counts.get(VoteOption.NO))
    contradiction = _of_result(result, counts, may_fail=is_sure)
    is_firm = any(found.is_firm for found in draft.results if found.result is result)
    if draft.contested:
        contradiction, is_firm = "two results are told of it", False
    if contradiction and not is_firm:
        return _in_doubt(contradiction, result, counts, ballots, is_printed=bool(printed))
    doubt = doubt or contradiction
    is_told = SPLIT & sizes.keys() or (VoteOption.YES in printed and any(found.is_of_vote for found in draft.counts))
    if result is None and is_told and doubt is None:
        result = _by_count(counts, max(len(roster.here), len(present)))
    return Verdict(
        result=result,
        counts=counts,
        counts_printed=bool(printed),
        ballots=ballots,
        tier=_tier(ballots, printed, counts, present, has_roster=bool(roster.here)),
        doubt=doubt,
    )


def _in_doubt(
    reason: str,
    result: MotionResult | None,
    counts: Mapping[VoteOption, int],
    ballots: Sequence[Ballot],
    *,
    is_printed: bool,
) -> Verdict:
    """Of a vote whose very result the numbers contradict."""
    return Verdict(
        result=None,
        counts=counts,
        counts_printed=is_printed,
        ballots=ballots,
        tier=Tier.OUTCOME,
        doubt=reason,
        doubted_result=result,
    )


def _most(roster: Roster, present: Sequence[str]) -> int | None:
    """More votes than this are not of this body; None where nobody knows how many members it has."""
    return _MORE_THAN_KNOWN * (1 + max(len(roster.here), len(present))) if len(roster.here) >= _SO_MANY else None


def _in_the_end(
    later: Sequence[Voted],
    roster: Roster,
    votes: Sequence[Voted],
    ballots: Sequence[Ballot],
    printed: Mapping[VoteOption, int],
) -> tuple[list[Ballot], dict[VoteOption, int]]:
    """Ballots and numbers after all changes: a voter counts once, under his last option.

    Numbers that agree with the names as they were before were printed before, and change with them.
    """
    final = list(ballots)
    for vote in later:
        (place,) = vote.names
        if len(roster.here) >= _SO_MANY and roster.member(place.name) is None:
            continue
        ballot = Ballot(option=vote.option, place=place, member=roster.member(place.name), note=vote.note)
        final = [each for each in final if not is_one(each, ballot)] + [ballot]
    if not ballots or _disagreement(votes, printed, ballots) is not None:
        return final, dict(printed)
    more = Counter(ballot.option for ballot in final)
    more.subtract(Counter(ballot.option for ballot in ballots))
    return final, {option: number + more[option] for option, number in printed.items()}


def _printed(
    draft: Draft, votes: Sequence[Voted], ballots: Sequence[Ballot], most: int | None
) -> tuple[dict[VoteOption, int], str | None]:
    """The numbers that stand apart from names; a reason to doubt them when two of them differ."""
    printed: dict[VoteOption, int] = {}
    tallies = [found for found in draft.counts if most is None or sum(found.counts.values()) <= most]
    tallies = [found for found in tallies if found.is_of_vote or _is_beside_result(draft, found)]
    for counted in [found for found in tallies if found.outranks] or tallies:
        for option, count in counted.counts.items():
            if printed.setdefault(option, count) != count:
                return printed, f"two numbers are printed for {option}: {printed[option]} and {count}"
        if counted.unplaced is not None:
            option = _third(counted.unplaced, ballots, tallies)
            printed.setdefault(option, counted.unplaced)
    for vote in votes:
        if (
            vote.printed is not None
            and (vote.printed or not vote.names)
            and printed.setdefault(vote.option, vote.printed) != vote.printed
        ):
            return printed, f"two numbers are printed for {vote.option}: {printed[vote.option]} and {vote.printed}"
    return printed, None


def _is_beside_result(draft: Draft, counted: Counted) -> bool:
    return any(counted.start - found.end < _BESIDE and found.start - counted.end < _BESIDE for found in draft.results)


def _third(number: int, ballots: Sequence[Ballot], tallies: Sequence[Counted]) -> VoteOption:
    """What the third number of a tally counts: absences where so many are named and no abstention is."""
    named = Counter(ballot.option for ballot in ballots)
    told = named[VoteOption.ABSENT] == number or any(found.counts.get(VoteOption.ABSENT) == number for found in tallies)
    is_absent = number > 0 and not named[VoteOption.ABSTAIN] and told
    return VoteOption.ABSENT if is_absent else VoteOption.ABSTAIN


def _sizes(votes: Sequence[Voted], ballots: Sequence[Ballot], members: int) -> dict[VoteOption, int]:
    """How many names stand under each option that is told by a list, or of whom a sentence tells to the last."""
    named = Counter(ballot.option for ballot in ballots)
    fewest = _SO_MANY if len(ballots) < members else _fewest_for(votes)
    whole = {
        vote.option
        for vote in votes
        if vote.is_whole and (not vote.is_prose or (vote.option is VoteOption.YES and named[VoteOption.YES] >= fewest))
    }
    if VoteOption.YES in whole:
        # Where a sentence names all who were for it, the next names all who were against.
        whole |= {vote.option for vote in votes if vote.option is VoteOption.NO and vote.is_whole}
    absent = {vote.option for vote in votes if vote.option is VoteOption.ABSENT and (vote.is_whole or vote.names)}
    return {option: named[option] for option in _ORDER if option in whole | absent}


def _fewest_for(votes: Sequence[Voted]) -> int:
    """How many a sentence must name in favour to have named them all: fewer where those against are named as well."""
    return _SEVERAL if any(vote.option in {VoteOption.NO, VoteOption.ABSTAIN} for vote in votes) else _SO_MANY


def _disagreement(votes: Sequence[Voted], printed: Mapping[VoteOption, int], ballots: Sequence[Ballot]) -> str | None:
    named = Counter(ballot.option for ballot in ballots)
    for option in _ORDER:
        is_list = any(vote.option is option and not vote.is_prose for vote in votes)
        wrong = named[option] != printed.get(option) if is_list else named[option] > printed.get(option, named[option])
        if option in printed and named[option] and wrong:
            return f"{named[option]} names under {option}, but {printed[option]} is printed"
    if any(not vote.is_whole and vote.names and vote.option not in printed for vote in votes):
        return "something among the names could not be read as a name"
    return _twice(ballots)


def _twice(ballots: Sequence[Ballot]) -> str | None:
    seen = Counter(ballot.member or ballot.place.name.casefold() for ballot in ballots)
    double = next((name for name, times in seen.items() if times > 1), None)
    return None if double is None else f"{double} stands there more than once"


def _of_result(result: MotionResult | None, counts: Mapping[VoteOption, int], *, may_fail: bool) -> str | None:
    yes, no = counts.get(VoteOption.YES), counts.get(VoteOption.NO)
    if yes is None or no is None or result is None:
        return None
    if result is MotionResult.PASS and no >= yes and (yes or no):
        return f"said to have passed, with {yes} for and {no} against"
    if result is MotionResult.FAIL and yes > no and not may_fail:
        return f"said to have failed, with {yes} for and {no} against"
    return None


def _by_count(counts: Mapping[VoteOption, int], members: int) -> MotionResult | None:
    """What the numbers decide; where one side is not told of, the other must be more than half of the members."""
    yes, no = counts.get(VoteOption.YES), counts.get(VoteOption.NO)
    if yes is None or no is None:
        # Whose list of those in favour is lost, and how many members there are is not known, may have passed.
        if max(yes or 0, no or 0) * 2 <= members or (no is not None and not members):
            return None
        return MotionResult.PASS if no is None else MotionResult.FAIL
    if yes == no:
        return MotionResult.TIE if yes else None
    return MotionResult.PASS if yes > no else MotionResult.FAIL


def _tier(
    ballots: Sequence[Ballot],
    printed: Mapping[VoteOption, int],
    counts: Mapping[VoteOption, int],
    present: Sequence[str],
    *,
    has_roster: bool,
) -> Tier:
    named = Counter(ballot.option for ballot in ballots)
    are_members = not has_roster or all(ballot.member is not None for ballot in ballots if ballot.option in _CAST)
    if named.keys() & _CAST and are_members and _equals(named, printed):
        return Tier.NAMED
    cast = [ballot.member for ballot in ballots if ballot.option in _CAST]
    if (
        cast
        and present
        and None not in cast
        and set(cast) <= set(present)
        and len(cast) in {len(present), len(present) - 1}
    ):
        return Tier.NAMED
    if (
        not named
        and present
        and counts.get(VoteOption.YES) == len(present)
        and not counts.get(VoteOption.NO)
        and not counts.get(VoteOption.ABSTAIN)
    ):
        return Tier.INFERRED_UNANIMOUS
    return Tier.TALLY if counts.keys() & {VoteOption.YES} or named else Tier.OUTCOME


def _equals(named: Mapping[VoteOption, int], printed: Mapping[VoteOption, int]) -> bool:
    """True where every number of names is printed; of those who abstained none need be beside all for and all against."""
    cast = {option: number for option, number in named.items() if option in _CAST}
    if VoteOption.ABSTAIN in cast and VoteOption.ABSTAIN not in printed and cast.keys() & SPLIT:
        del cast[VoteOption.ABSTAIN]
        cast.setdefault(VoteOption.NO, 0)
        cast.setdefault(VoteOption.YES, 0)
    return all(printed.get(option) == number for option, number in cast.items())
