"""Puts the rules together: a document's pages in, its facts out."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clerk.builtin.extractors.rules.arithmetic import Verdict, judge
from clerk.builtin.extractors.rules.attendance import attendance
from clerk.builtin.extractors.rules.attendance_movements import movements, present_at
from clerk.builtin.extractors.rules.ballots import Ballot
from clerk.builtin.extractors.rules.draft import Draft
from clerk.builtin.extractors.rules.drafts import drafts, movers_of
from clerk.builtin.extractors.rules.events import Event, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText, join
from clerk.builtin.extractors.rules.motion_words import ItemHeadings, as_words, items_of, kind_of, words_of
from clerk.builtin.extractors.rules.names import ENDS_IN_TITLE, NamedPlace, Roster, fuller_of, may_be_one
from clerk.builtin.extractors.rules.names_around import completed
from clerk.builtin.extractors.rules.not_of_this_meeting import told_of_others
from clerk.builtin.extractors.rules.rolls_that_add_up import reckoned, rooms_of
from clerk.builtin.extractors.rules.styles import all_styles
from clerk.builtin.extractors.rules.unless_noted import as_noted, unless_noted
from clerk.model.document import DocumentKind
from clerk.model.facts import (
    Attendance,
    Counts,
    Doubt,
    Facts,
    Motion,
    MotionKind,
    NamedPerson,
    Tier,
    Vote,
    VoteOption,
)
from clerk.plugins.contracts import DocumentPages

_TELLING_LENGTH = 60
"""Characters of a motion that no other motion will have by chance: "adjourn" is moved again and again."""

_LONGEST_TITLE = 30
_LONGEST_TOLD = 5_000
"""Characters from a motion's opening to its outcome by which two prints of it are known for one."""


class RulesExtractor:
    """Reads minutes in the styles that it knows; agendas hold no facts.

    Names of members come out in full where the minutes name them in full among those present or absent.
    """

    name = "rules"
    version = "6"

    def extract(self, document: DocumentPages) -> Facts:
        extractor = f"{self.name} {self.version}"
        if document.kind is not DocumentKind.MINUTES or not any(page.strip() for page in document.pages):
            return Facts(extractor=extractor, text_sha256=document.text_sha256)
        text = join(document.pages)
        people = attendance(text)
        reader = _Reader(text, people, document.earlier_members)
        return Facts(
            extractor=extractor,
            text_sha256=document.text_sha256,
            attendance=people,
            motions=reader.motions(),
        )


def _events(text: JoinedText) -> Iterator[Event]:
    """What all styles find; left out is what others find in a table that one claims, or what is told of other meetings."""
    found = [(style, replace(event, rule=style.name)) for style in all_styles() for event in style.find(text)]
    claimed = [(event.start, event.end) for style, event in found if style.claims]
    closed = _merged(sorted([*claimed, *told_of_others(text.plain)]))
    starts = [start for start, _ in closed]
    for style, event in found:
        at = bisect_right(starts, event.start) - 1
        if style.claims or at < 0 or event.start >= closed[at][1]:
            yield event


def _merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


class _Reader:
    """Reads the motions of one document."""

    def __init__(self, text: JoinedText, people: Sequence[Attendance], earlier: Sequence[str]) -> None:
        self._text = text
        self._roster = Roster.of((one.person.name for one in people), earlier)
        self._people = people
        self._moves = movements(text.plain, people)
        self._movers: frozenset[str] = frozenset()
        self._clause = unless_noted(text)
        self._headings = ItemHeadings(text.plain)

    def motions(self) -> tuple[Motion, ...]:
        """Each once, though an attachment prints it again word for word."""
        found: dict[object, Motion] = {}
        main: int | None = None
        drafted = drafts(self._text.plain, _events(self._text))
        self._movers = movers_of(drafted)
        for each, room in zip(drafted, rooms_of(drafted, len(self._text.plain)), strict=True):
            draft, verdict, present = self._judged(each, room)
            if not self._is_of_this_meeting(draft, verdict):
                continue
            motion = self._motion(draft, verdict, len(found) + 1, present)
            if motion.kind in {MotionKind.AMENDMENT, MotionKind.SUBSTITUTE}:
                motion = replace(motion, parent=main)
            told = found.setdefault(self._told(draft, motion), motion)
            main = told.sequence if told.kind is MotionKind.MAIN else main
        return tuple(found.values())

    def _judged(self, draft: Draft, room: tuple[int, int]) -> tuple[Draft, Verdict, Sequence[str]]:
        draft = as_noted(draft, self._clause)
        draft = replace(draft, votes=[self._with_whole_names(vote) for vote in draft.votes])
        present = self._present_at(draft)
        verdict = judge(draft, self._roster, present)
        if not draft.has_lists or (verdict.doubt is not None and draft.may_be_misread):
            read = reckoned(self._text.plain, draft, room, self._roster, present)
            if read is not None and verdict.result in {None, read[1].result}:
                draft, verdict = read
        return draft, verdict, present

    def _with_whole_names(self, vote: Voted) -> Voted:
        return replace(vote, names=tuple(completed(self._text.plain, name, self._roster) for name in vote.names))

    def _told(self, draft: Draft, motion: Motion) -> object:
        """What two prints of one motion share; the motion's own number for words that two motions may well share."""
        if len(motion.text) < _TELLING_LENGTH:
            return motion.sequence
        outcome = draft.outcome_start()
        end = outcome if outcome is not None and outcome > draft.start else draft.last
        words = re.findall(r"\w+", self._text.plain[draft.start : min(end, draft.start + _LONGEST_TOLD)].casefold())
        names = tuple(person.name for person in (motion.mover, motion.seconder) if person is not None)
        return (motion.text.casefold(), tuple(words), names, motion.result, motion.counts)

    def _is_of_this_meeting(self, draft: Draft, verdict: Verdict) -> bool:
        opening = draft.opening
        if opening is None:
            return bool(verdict.ballots) and (verdict.doubt is None or bool(draft.results or draft.counts))
        if opening.mover is None:
            return verdict.result is not None or (opening.is_table and bool(verdict.ballots))
        return (
            draft.seconded is not None
            or verdict.result is not None
            or bool(verdict.ballots)
            or self._roster.member(opening.mover.name) is not None
            or any(may_be_one(opening.mover.name, name) for name in self._movers)
            or ENDS_IN_TITLE.search(self._text.plain, max(0, opening.mover.start - _LONGEST_TITLE), opening.mover.start)
            is not None
        )

    def _present_at(self, draft: Draft) -> Sequence[str]:
        """The members in the room when the vote was taken; nobody where that is not sure."""
        return present_at(self._people, self._moves, draft.outcome_start() or draft.start)

    def _motion(self, draft: Draft, verdict: Verdict, sequence: int, present: Sequence[str]) -> Motion:
        plain = self._text.plain
        begin, end = words_of(plain, draft)
        text = as_words(plain[begin:end])
        opening = draft.opening
        said = [found for found in draft.results if len(plain[found.start : found.end].strip()) > 1]
        told = next((found for found in said if found.result is verdict.result and found.result), None)
        counts, votes = _counts(verdict), tuple(self._vote(ballot) for ballot in verdict.ballots)
        doubt = (
            None
            if verdict.doubt is None
            else Doubt(reason=verdict.doubt, result=verdict.doubted_result, counts=counts, votes=votes)
        )
        tier = Tier.OUTCOME if doubt else verdict.tier
        return Motion(
            sequence=sequence,
            text=text,
            kind=kind_of(plain, draft, text),
            mover=None if opening is None or opening.mover is None else self._person(opening.mover),
            seconder=None if draft.seconded is None else self._person(draft.seconded.seconder),
            result=verdict.result,
            result_text=None if told is None else plain[told.start : told.end],
            method=next((found.method for found in draft.results if found.method), None),
            counts=Counts() if doubt else counts,
            counts_printed=verdict.counts_printed,
            tier=tier,
            votes=() if doubt else votes + self._inferred(tier, draft, present),
            rule=_rules(draft),
            span=self._text.span(draft.start, max(end, draft.start + 1, opening.end if opening else draft.last)),
            result_span=None if told is None else self._text.span(told.start, told.end),
            agenda_item=self._headings.before(draft.start),
            items=items_of(text),
            doubt=doubt,
        )

    def _person(self, place: NamedPlace) -> NamedPerson:
        place = completed(self._text.plain, place, self._roster)
        member = self._roster.member(place.name)
        return NamedPerson(
            name=fuller_of(member, place.name) if member else place.name,
            is_official=member is not None,
            span=self._text.span(place.start, place.end),
        )

    def _vote(self, ballot: Ballot) -> Vote:
        return Vote(voter=self._person(ballot.place), option=ballot.option, note=ballot.note)

    def _inferred(self, tier: Tier, draft: Draft, present: Sequence[str]) -> tuple[Vote, ...]:
        if tier is not Tier.INFERRED_UNANIMOUS or not draft.counts:
            return ()
        span = self._text.span(draft.counts[0].start, draft.counts[0].end)
        return tuple(
            Vote(voter=NamedPerson(name=name, is_official=True, span=span), option=VoteOption.YES, is_inferred=True)
            for name in present
        )


def _counts(verdict: Verdict) -> Counts:
    found = verdict.counts
    return Counts(
        yes=found.get(VoteOption.YES),
        no=found.get(VoteOption.NO),
        abstain=found.get(VoteOption.ABSTAIN),
        absent=found.get(VoteOption.ABSENT),
    )


def _rules(draft: Draft) -> str:
    found = [draft.opening, draft.seconded, *draft.results, *draft.counts, *draft.votes]
    return " + ".join(dict.fromkeys(event.rule for event in found if event is not None))
