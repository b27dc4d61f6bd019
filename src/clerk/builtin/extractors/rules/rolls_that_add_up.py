"""Votes by name in a layout that no style knows, believed only where names and numbers add up."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clerk.builtin.extractors.rules.arithmetic import Verdict, judge
from clerk.builtin.extractors.rules.draft import SPLIT, Draft
from clerk.builtin.extractors.rules.events import Voted
from clerk.builtin.extractors.rules.names import ONE_TITLE, NamedPlace, Roster, name_in
from clerk.builtin.extractors.rules.vote_options import option_named
from clerk.model.facts import Tier, VoteOption

_OPTION = re.compile(
    r"\b(?:(?P<YES>ayes?|yeas?|yes(?:es)?|in\sfavou?r|for(?=\s?:)|(?-i:FOR)|affirmative(?:ly)?)|"
    r"(?P<NO>noes|nay(?:e?s)?|no|against|oppos(?:ed|ing)|dissent(?:ed|ing)|negative(?:ly)?)|"
    r"(?P<ABSTAIN>abst(?:ain(?:ed|ing|s)?|entions?)|recus(?:ed|ing|als?))|(?P<ABSENT>absent|excused))\b",
    re.IGNORECASE,
)
_WORD = rf"(?!{re.sub(r'[?]P<[A-Z]+>', '?:', _OPTION.pattern)}|(?:{ONE_TITLE}))(?-i:[A-Z])[\w'-]*\.?"
_NAME = re.compile(rf"\b{_WORD}(?:[ ]{_WORD}){{0,2}}", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"(?:[\s,;:.()/&\"'*=-]|\d{{1,2}}|{ONE_TITLE}|\b(?:and|with|vot(?:ed|ing|es?)|cast|was|were|being|those|the|following|none|nobody|"
    r"members?|motion|as|follows|roll|call|upon|by|of|to|on|a|all|who|present|total|it|both|also)\b)*",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:none|nobody|nil|zero|0)\b", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.:\n]")
_LONGEST_GAP = 60
_FEWEST_NAMES = 2
_BESIDE = 40
_MOST_LOOKED_AT = 200
_BEHIND = 500
"""Characters behind what is known of the vote in which its roll may stand."""
_LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    option: VoteOption | None = None
    place: NamedPlace | None = None


def rooms_of(drafts: Sequence[Draft], last: int) -> Sequence[tuple[int, int]]:
    """For each motion, the stretch around its outcome in which nothing is told of another."""
    others = sorted((*place, number) for number, draft in enumerate(drafts) for place in draft.told())
    return [_room(others, number, draft, last) for number, draft in enumerate(drafts)]


def _room(others: Sequence[tuple[int, int, int]], number: int, draft: Draft, last: int) -> tuple[int, int]:
    outcome = draft.outcome_start()
    known = draft.last if outcome is None else outcome
    at = bisect_left(others, (known, 0, 0))
    before = next((end for _, end, owner in reversed(others[max(0, at - _MOST_LOOKED_AT) : at]) if owner != number), 0)
    at = bisect_left(others, (draft.last, 0, 0))
    behind = next((start for start, _, owner in others[at : at + _MOST_LOOKED_AT] if owner != number), last)
    opening = max(draft.opening.end if draft.opening else draft.start, draft.seconded.end if draft.seconded else 0)
    return max(before, opening), behind


def reckoned(
    plain: str, draft: Draft, room: tuple[int, int], roster: Roster, present: Sequence[str]
) -> tuple[Draft, Verdict] | None:
    """The draft with the one reading of its roll that confirms itself; None where there is none, or more than one."""
    if draft.opening is None:
        return None
    begin = max(room[0], draft.last - _LONGEST)
    end = min(room[1], draft.last + _BEHIND)
    known = judge(draft, roster, present)
    found: dict[frozenset[tuple[VoteOption, str]], tuple[Draft, Verdict]] = {}
    for votes in _readings(plain, begin, end, roster):
        others = [vote for vote in draft.votes if vote.option not in {read.option for read in votes}]
        read = replace(draft, votes=[*votes, *others])
        verdict = judge(read, roster, present)
        if (
            verdict.tier is Tier.NAMED
            and verdict.doubt is None
            and verdict.result is not None
            and (_is_counted(draft) or _has_all(verdict, present) if known.doubt else _size(verdict) > _size(known))
            and not _leaves_out(plain, votes[0], verdict, present)
        ):
            found[frozenset((ballot.option, ballot.place.name) for ballot in verdict.ballots)] = read, verdict
    return next(iter(found.values())) if len(found) == 1 else None


def _is_counted(draft: Draft) -> bool:
    """True where those in favour are counted apart from their names."""
    return any(VoteOption.YES in found.counts for found in draft.counts)


def _has_all(verdict: Verdict, present: Sequence[str]) -> bool:
    return bool(present) and set(present) <= {ballot.member for ballot in verdict.ballots}


def _size(verdict: Verdict) -> tuple[int, int]:
    return len(verdict.ballots), len(verdict.counts)


def _leaves_out(plain: str, roll: Voted, verdict: Verdict, present: Sequence[str]) -> bool:
    """True where a member is named in the roll, or beside it, who has no vote by this reading of it."""
    words = plain[max(0, roll.start - _BESIDE) : roll.end + _BESIDE].casefold()
    voters = {ballot.member for ballot in verdict.ballots}
    return any(member not in voters and member.split()[-1].casefold() in words for member in present)


def _readings(plain: str, begin: int, end: int, roster: Roster) -> Iterator[tuple[Voted, ...]]:
    for run in _runs(plain, begin, end, roster):
        options = [at for at, token in enumerate(run) if token.option is not None]
        if not options or not any(run[at].option in SPLIT for at in options) or _is_torn(plain, run):
            continue
        if options[0] == 0 or _parts(plain, run[options[0] - 1], run[options[0]]):
            yield from _grouped(run[options[0] :])
        if any(plain.startswith(":", run[at].end) for at in options):
            # A label: its names stand behind it.
            continue
        if run[-1].option is not None or _parts(plain, run[options[-1]], run[options[-1] + 1]):
            yield from _grouped(run[: options[-1] + 1][::-1])


def _is_torn(plain: str, run: Sequence[_Token]) -> bool:
    """True for labels side by side, "Ayes: Nays: Poe, Lee": whose names they are nobody can tell."""
    return any(
        one.option in SPLIT and other.option in SPLIT and not _NOBODY.search(plain, one.end, other.start)
        for one, other in pairwise(run)
    )


def _parts(plain: str, before: _Token, after: _Token) -> bool:
    """True where a sentence or a line ends between the two: who stands beyond it is not of the roll."""
    return _ENDS_SENTENCE.search(plain, before.end, after.start) is not None


def _grouped(run: Sequence[_Token]) -> Iterator[tuple[Voted, ...]]:
    """The names behind each option; a run that is turned round has them before it."""
    names: dict[VoteOption, list[NamedPlace]] = {}
    option = run[0].option
    for token in run:
        option = token.option or option
        if option is not None:
            names.setdefault(option, []).extend([token.place] if token.place else [])
    start, end = min(token.start for token in run), max(token.end for token in run)
    if sum(map(len, names.values())) >= _FEWEST_NAMES:
        yield tuple(
            Voted(
                start=start,
                end=end,
                option=option,
                names=tuple(sorted(places, key=lambda place: place.start)),
                rule="rolls-that-add-up",
            )
            for option, places in names.items()
            if places or option in SPLIT
        )


def _runs(plain: str, begin: int, end: int, roster: Roster) -> Iterator[Sequence[_Token]]:
    """Options and names with nothing else between them."""
    run: list[_Token] = []
    for token in _tokens(plain, begin, end, roster):
        if run and (
            token.start - run[-1].end > _LONGEST_GAP or _BETWEEN.fullmatch(plain, run[-1].end, token.start) is None
        ):
            yield run
            run = []
        run.append(token)
    yield run


def _tokens(plain: str, begin: int, end: int, roster: Roster) -> Iterator[_Token]:
    options = [
        _Token(match.start(), match.end(), option=option_named(match)) for match in _OPTION.finditer(plain, begin, end)
    ]
    if not any(token.option in SPLIT for token in options):
        return
    places = [_name(match[0], match.start(), roster) for match in _NAME.finditer(plain, begin, end)]
    found = [place for place in places if place is not None]
    seats = {after: place for place, after in pairwise(found) if _is_seat(plain, place, after, roster)}
    places_of_seats = frozenset(seats.values())
    voters = [place for place in found if place not in places_of_seats]
    names = [_Token(seats.get(place, place).start, place.end, place=place) for place in voters]
    yield from sorted([*options, *names], key=lambda token: token.start)


def _is_seat(plain: str, place: NamedPlace, after: NamedPlace, roster: Roster) -> bool:
    """True for "Harwood" in "Harwood, Nan Whitcomb Yes", where only the second is a member."""
    if plain[place.end : after.start].strip(" ") != ",":
        return False
    return roster.member(place.name) is None and roster.member(after.name) is not None


def _name(words: str, start: int, roster: Roster) -> NamedPlace | None:
    """The name that these words are, or begin with: the next sentence, or a heading, may begin without a full stop."""
    first: NamedPlace | None = None
    for beginning in dict.fromkeys((words, words.rpartition(" ")[0], words.partition(" ")[0])):
        place = name_in(beginning, start)
        if place is not None and roster.member(place.name) is not None:
            return place
        first = first or place
    return first
