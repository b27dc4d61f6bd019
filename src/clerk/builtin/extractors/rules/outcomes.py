"""How a motion went: its result, its counts, and who voted how, each only where the minutes say so plainly."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.labels import Label, LabelledList
from clerk.builtin.extractors.rules.motions import Segment
from clerk.builtin.extractors.rules.names import NamedPlace, Roster
from clerk.builtin.extractors.rules.roll_calls import RollCall
from clerk.model.facts import Counts, MotionResult, Vote, VoteOption

_NEAR = 350
"""Characters between a motion's result and the lists that tell its votes."""

_RESULT = re.compile(
    r"\b(?P<verb>carried|carries|passed|passes|prevailed|adopted|approved|failed|fails|defeated|died|dies|unanimous(?:ly)?)\b",
    re.IGNORECASE,
)
_FAILED = frozenset({"failed", "fails", "defeated", "died", "dies"})
_SUBJECT = re.compile(
    r"(?i)\b(?:motion|voted?|question|result|amendment|roll call|second(?:ed|s)?|resolution|ordinance|and|action)\b"
    r"[^.;\n]{0,40}$|(?:^|[.:;\n]|\.\s)\s*$"
)
_DENIED = re.compile(r"(?i)\b(?:not|never|if|when|whether|until|previously|was to be|be|being|been|as)\s+$")
_TALLY = re.compile(
    r"(?<![\d/.-])(?P<yes>\d{1,2})\s{0,2}(?:-|/|to)\s{0,2}(?P<no>\d{1,2})(?:\s{0,2}(?:-|/|to)\s{0,2}(?P<third>\d{1,2}))?(?![\d/%-]|\.\d)",
    re.IGNORECASE,
)
_WORDED_TALLY = re.compile(
    r"\b(?P<yes>\d{1,2})\s{1,3}(?:ayes?|yes|yeas?|in favou?r)\b[,;\s]{0,3}(?:and\s|with\s)?"
    r"(?P<no>\d{1,2})\s{1,3}(?:nays?|noes|nos?|opposed|against)\b|"
    r"\bayes?\s?\((?P<yes2>\d{1,2})\)[,;\s]{0,3}(?:nays?|noes)\s?\((?P<no2>\d{1,2})\)",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(r"(?i)\bwithdr(?:ew|awn)\b")
_ABSTENTIONS = re.compile(r"(?i)\b(?P<number>\d{1,2}|one|two|three)\s+(?:abst(?:entions?|ain(?:ed|ing)?))")
_ABSENCES = re.compile(r"(?i)\b(?P<number>\d{1,2}|one|two|three)\s+(?:absent|away|excused)")
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3}
_OPTIONS = {
    Label.YES: VoteOption.YES,
    Label.NO: VoteOption.NO,
    Label.ABSTAIN: VoteOption.ABSTAIN,
    Label.ABSENT: VoteOption.ABSENT,
    Label.EXCUSED: VoteOption.ABSENT,
}
_ANSWERS = {
    "yes": VoteOption.YES,
    "aye": VoteOption.YES,
    "yea": VoteOption.YES,
    "no": VoteOption.NO,
    "nay": VoteOption.NO,
    "abstain": VoteOption.ABSTAIN,
    "abstained": VoteOption.ABSTAIN,
    "abstains": VoteOption.ABSTAIN,
    "absent": VoteOption.ABSENT,
    "excused": VoteOption.ABSENT,
}

Ballot = Mapping[VoteOption, Sequence[NamedPlace]]
"""Who is said to have voted how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    result: MotionResult | None
    counts: Counts
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one way of telling votes says: sizes as printed, and names that are sure."""

    end: int
    sizes: Mapping[VoteOption, int]
    ballot: Ballot


def outcome(
    text: JoinedText, segment: Segment, lists: Sequence[LabelledList], roll_calls: Sequence[RollCall], roster: Roster
) -> Outcome:
    """What the segment says of its own motion."""
    result, result_at = _result(text.plain, segment)
    if _WITHDRAWN.search(text.plain, segment.clause_end, segment.end if result_at is None else result_at):
        return Outcome(result=None, counts=Counts(), votes=())
    told = _told_by_lists(segment, lists, result_at) or _told_by_roll_call(segment, roll_calls, result_at)
    ends = [at for at in (result_at, told.end if told else None) if at is not None]
    tally = _tally(text.plain, segment, result_at) if ends else {}
    if _contradicts(tally, result):
        tally = {}
    sizes = told.sizes if told else {}
    agreed = {option: size for option, size in sizes.items() if tally.get(option, size) == size}
    counts = {**tally, **agreed} if len(agreed) == len(sizes) else tally
    votes = _votes(text, told.ballot if told and len(agreed) == len(sizes) else {}, roster)
    return Outcome(result=result, counts=_counts(counts), votes=votes)


def _counts(found: Mapping[VoteOption, int]) -> Counts:
    return Counts(
        yes=found.get(VoteOption.YES),
        no=found.get(VoteOption.NO),
        abstain=found.get(VoteOption.ABSTAIN),
        absent=found.get(VoteOption.ABSENT),
    )


def _result(plain: str, segment: Segment) -> tuple[MotionResult | None, int | None]:
    """The first thing after the motion that says how it went, and where that is said."""
    for match in _RESULT.finditer(plain, segment.clause_end, segment.end):
        before = plain[max(segment.clause_end, match.start() - 60) : match.start()]
        if (
            segment.text
            and match.start() < segment.text_end
            and not re.search(r"(?i)\b(?:voted|carried|motion)\b", before + match[0])
        ):
            continue
        if _DENIED.search(before):
            return (MotionResult.FAIL, match.start()) if re.search(r"(?i)did not\s+$", before) else (None, None)
        if _SUBJECT.search(before):
            verb = match["verb"].lower()
            return (MotionResult.FAIL if verb in _FAILED else MotionResult.PASS), match.start()
    return None, None


def _tally(plain: str, segment: Segment, result_at: int | None) -> dict[VoteOption, int]:
    """Numbers beside the result: "carried 4-1, with 1 abstention"."""
    if result_at is None:
        return {}
    end = _end_of_line(plain, result_at, segment.end)
    begin = max(segment.clause_end, result_at - 40)
    match = _TALLY.search(plain, begin, end)
    worded = _WORDED_TALLY.search(plain, begin, end)
    if worded is not None:
        match, yes, no = worded, worded["yes"] or worded["yes2"], worded["no"] or worded["no2"]
    elif match is not None:
        yes, no = match["yes"], match["no"]
    else:
        return {}
    found = {VoteOption.YES: int(yes), VoteOption.NO: int(no)}
    for option, pattern in ((VoteOption.ABSTAIN, _ABSTENTIONS), (VoteOption.ABSENT, _ABSENCES)):
        said = pattern.search(plain, match.end(), min(end, match.end() + 60))
        if said:
            word = said["number"].lower()
            found[option] = _NUMBER_WORDS.get(word) or int(word)
    return found


def _end_of_line(plain: str, start: int, end: int) -> int:
    blank = plain.find("\n\n", start, end)
    return min(end if blank < 0 else blank, start + 120)


def _contradicts(tally: Mapping[VoteOption, int], result: MotionResult | None) -> bool:
    """True for "failed 6-1" or "passed 2-3": whose number comes first is then not sure."""
    yes, no = tally.get(VoteOption.YES, 0), tally.get(VoteOption.NO, 0)
    return (result is MotionResult.FAIL and yes > no) or (result is MotionResult.PASS and no > yes)


def _told_by_lists(segment: Segment, lists: Sequence[LabelledList], result_at: int | None) -> _Said | None:
    group = list(_vote_group(segment, lists))
    if not group or (result_at is not None and group[0].start - result_at > _NEAR):
        return None
    ballot: dict[VoteOption, Sequence[NamedPlace]] = {}
    sizes: dict[VoteOption, int] = {}
    for each in group:
        option = _OPTIONS.get(each.label)
        if option is None or (option is VoteOption.ABSENT and option in ballot):
            continue
        size = _size(each)
        if option is VoteOption.YES and size == 0 and each.list.printed is None:
            return None
        ballot[option] = each.list.sure_names
        if size is not None:
            sizes[option] = size
    return _Said(end=group[-1].list.end, sizes=sizes, ballot=ballot)


def _size(each: LabelledList) -> int | None:
    """How many a list of votes names; an empty one names nobody."""
    return 0 if each.list.is_blank else each.list.size


def _vote_group(segment: Segment, lists: Sequence[LabelledList]) -> Iterator[LabelledList]:
    """The first ayes or noes of the segment and the lists that go with them, each label once."""
    seen: set[Label] = set()
    for each in lists[bisect_left(lists, segment.clause_end, key=lambda each: each.start) :]:
        if each.start >= segment.end:
            return
        if not seen and each.label not in {Label.YES, Label.NO}:
            continue
        if each.label in seen or (each.label not in _OPTIONS and each.label is not Label.OTHER):
            return
        seen.add(each.label)
        yield each


def _told_by_roll_call(segment: Segment, calls: Sequence[RollCall], result_at: int | None) -> _Said | None:
    for call in calls[bisect_left(calls, segment.clause_end, key=lambda call: call.start) :][:1]:
        if call.end <= segment.end:
            if result_at is not None and call.start - result_at > _NEAR:
                return None
            if not all(answer.word in _ANSWERS for answer in call.answers):
                return None
            ballot: dict[VoteOption, list[NamedPlace]] = {}
            for answer in call.answers:
                ballot.setdefault(_ANSWERS[answer.word], []).append(answer.place)
            return _Said(end=call.end, sizes={option: len(names) for option, names in ballot.items()}, ballot=ballot)
    return None


def _votes(text: JoinedText, ballot: Ballot, roster: Roster) -> tuple[Vote, ...]:
    """The votes of those whose name is sure; none at all when somebody is said to have voted twice."""
    resolved = [(option, place, roster.resolve(place.name)) for option, places in ballot.items() for place in places]
    times = Counter(name.casefold() for _, _, name in resolved if name is not None)
    if any(count > 1 for count in times.values()):
        return ()
    return tuple(
        Vote(name=name, option=option, span=text.span(place.start, place.end))
        for option, place, name in resolved
        if name is not None
    )
