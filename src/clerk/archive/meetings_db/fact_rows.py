"""Facts of a document as rows of meetings.db, and as the JSON that its page rows carry."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clerk.archive.meetings_db.identity import document_id, fact_id, meeting_id, page_id, person_id
from clerk.model.document import DocumentKey, DocumentKind
from clerk.model.facts import Attendance, Facts, Motion, MotionResult, Span, Vote, VoteOption
from clerk.model.names import Subdomain

Row = tuple[str | int | float | None, ...]

_NAME_LENGTH = 100
_RESULTS = {MotionResult.PASS: "passed", MotionResult.FAIL: "failed"}
_BALLOTS = {VoteOption.YES: "aye", VoteOption.NO: "nay", VoteOption.ABSTAIN: "abstain", VoteOption.ABSENT: "absent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotes:
    """What stands on one page, in the form that existing front ends read."""

    entities_json: str
    votes_json: str


NO_NOTES = PageNotes(
    entities_json=json.dumps({"persons": [], "orgs": [], "locations": []}), votes_json=json.dumps({"votes": []})
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRows:
    """The rows of one document's facts, each in the order of its table's columns."""

    people: Sequence[Row] = ()
    attendance: Sequence[Row] = ()
    motions: Sequence[Row] = ()
    votes: Sequence[Row] = ()
    mentions: Sequence[Row] = ()
    notes: Mapping[int, PageNotes] = field(default_factory=dict)
    """By page number, for pages with something on them."""

    def notes_of(self, number: int) -> PageNotes:
        return self.notes.get(number, NO_NOTES)


def fact_rows(site: Subdomain, key: DocumentKey, facts: Facts | None) -> FactRows:
    """The rows of these facts; none for None. People are those whom the minutes list as officials, no others."""
    if facts is None:
        return FactRows()
    return _Rows(site, key, facts).all()


class _Rows:
    """Turns the facts of one document into rows."""

    def __init__(self, site: Subdomain, key: DocumentKey, facts: Facts) -> None:
        self._site = site
        self._key = key
        self._facts = facts
        self._document = document_id(site, key)
        self._meeting = meeting_id(site, key.body, key.date)
        self._roster = _Roster(tuple(one.name for one in facts.attendance))

    def all(self) -> FactRows:
        return FactRows(
            people=tuple((person_id(self._site, name), name) for name in self._roster.names),
            attendance=tuple(self._attendance(index, one) for index, one in enumerate(self._facts.attendance)),
            motions=tuple(self._motion(index, motion) for index, motion in enumerate(self._facts.motions)),
            votes=tuple(
                self._vote(self._motion_id(motion_index, motion), index, vote)
                for motion_index, motion in enumerate(self._facts.motions)
                for index, vote in enumerate(motion.votes)
            ),
            mentions=tuple(self._mention(name, span) for name, span in sorted(set(self._named()), key=_place)),
            notes=self._notes(),
        )

    def _person(self, name: str | None) -> str | None:
        official = None if name is None else self._roster.official(name)
        return None if official is None else person_id(self._site, official)

    def _place(self, span: Span) -> tuple[str | None, int, int, int]:
        # Facts point at pages of minutes; were they ever found in an agenda, the number of the page would have to do.
        is_minutes = self._key.kind is DocumentKind.MINUTES
        page = page_id(self._site, self._key, span.page) if is_minutes else None
        return page, span.page, span.start, span.end

    def _attendance(self, index: int, one: Attendance) -> Row:
        return (
            fact_id(self._document, "attendance", one.span.page, one.span.start, one.span.end, index),
            one.name,
            one.status.value,
            self._person(one.name),
            self._meeting,
            self._document,
            *self._place(one.span),
            one.span.quote,
        )

    def _motion_id(self, index: int, motion: Motion) -> str:
        return fact_id(self._document, "motion", motion.span.page, motion.span.start, motion.span.end, index)

    def _motion(self, index: int, motion: Motion) -> Row:
        return (
            self._motion_id(index, motion),
            f"{motion.sequence}. {' '.join(motion.text.split())}"[:_NAME_LENGTH],
            motion.sequence,
            motion.text,
            None if motion.result is None else motion.result.value,
            motion.mover,
            self._person(motion.mover),
            motion.seconder,
            self._person(motion.seconder),
            motion.counts.yes,
            motion.counts.no,
            motion.counts.abstain,
            motion.counts.absent,
            self._meeting,
            self._document,
            *self._place(motion.span),
            motion.span.quote,
        )

    def _vote(self, motion_id: str, index: int, vote: Vote) -> Row:
        return (
            fact_id(motion_id, "vote", vote.span.page, vote.span.start, vote.span.end, index),
            vote.name,
            vote.option.value,
            motion_id,
            self._person(vote.name),
            self._document,
            *self._place(vote.span),
            vote.span.quote,
        )

    def _named(self) -> Iterator[tuple[str, Span]]:
        for one in self._facts.attendance:
            yield one.name, one.span
        for motion in self._facts.motions:
            for vote in motion.votes:
                yield vote.name, vote.span

    def _mention(self, name: str, span: Span) -> Row:
        page, number, start, end = self._place(span)
        key = fact_id(self._document, f"mention {name}", number, start, end)
        return key, name, "person", self._person(name), None, None, self._document, page, number, start, end

    def _notes(self) -> Mapping[int, PageNotes]:
        persons: dict[int, set[str]] = defaultdict(set)
        motions: dict[int, list[Motion]] = defaultdict(list)
        for name, span in self._named():
            persons[span.page].add(self._roster.official(name) or name)
        for motion in self._facts.motions:
            motions[motion.span.page].append(motion)
            persons[motion.span.page].update(
                self._roster.official(name) or name for name in (motion.mover, motion.seconder) if name is not None
            )
        return {
            number: PageNotes(
                entities_json=_json({"persons": sorted(persons[number]), "orgs": [], "locations": []}),
                votes_json=_json({"votes": [_motion_note(motion) for motion in motions[number]]}),
            )
            for number in sorted(persons.keys() | motions.keys())
        }


class _Roster:
    """The officials whom a document lists, and who is meant by a name in it."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(sorted(set(names)))
        self._by_name = {name.casefold(): name for name in self.names}
        self._by_surname: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            self._by_surname[_surname(name)].add(name)

    def official(self, name: str) -> str | None:
        """The listed person of this name, or the only one of this surname; None when that is nobody or not certain."""
        known = self._by_name.get(name.casefold())
        if known is not None or len(name.split()) != 1:
            return known
        namesakes = self._by_surname.get(_surname(name), set())
        return next(iter(namesakes)) if len(namesakes) == 1 else None


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold() if name.split() else ""


def _place(named: tuple[str, Span]) -> tuple[int, int, int, str]:
    name, span = named
    return span.page, span.start, span.end, name


def _motion_note(motion: Motion) -> dict[str, object]:
    return {
        "motion_by": motion.mover,
        "seconded_by": motion.seconder,
        "result": None if motion.result is None else _RESULTS[motion.result],
        "tally": {
            "ayes": motion.counts.yes,
            "nays": motion.counts.no,
            "abstain": motion.counts.abstain,
            "absent": motion.counts.absent,
        },
        "individual_votes": [{"name": vote.name, "vote": _BALLOTS[vote.option]} for vote in motion.votes],
        "raw_text": motion.span.quote,
    }


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False)
