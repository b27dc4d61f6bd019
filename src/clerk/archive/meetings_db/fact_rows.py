"""Facts of a document as rows of meetings.db."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from clerk.archive.meetings_db.classification import classification
from clerk.archive.meetings_db.identity import document_id, fact_id, meeting_id, named_id, page_id, person_id
from clerk.archive.meetings_db.page_notes import NO_NOTES, PageNotes, notes_by_page
from clerk.archive.meetings_db.people_with_records import PeopleWithRecords, people_with_records
from clerk.archive.meetings_db.person_names import name_parts
from clerk.model.document import DocumentKey, DocumentKind
from clerk.model.facts import Attendance, Facts, Mention, MentionLabel, Motion, NamedPerson, Span, Vote
from clerk.model.names import Subdomain

Row = tuple[str | int | float | None, ...]

_NAME_LENGTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRows:
    """The rows of one document's facts, each in the order of its table's columns."""

    people: Sequence[Row] = ()
    organizations: Sequence[Row] = ()
    places: Sequence[Row] = ()
    attendance: Sequence[Row] = ()
    motions: Sequence[Row] = ()
    motion_items: Sequence[Row] = ()
    votes: Sequence[Row] = ()
    mentions: Sequence[Row] = ()
    notes: Mapping[int, PageNotes] = field(default_factory=dict)
    """By page number, for pages with something on them."""

    def notes_of(self, number: int) -> PageNotes:
        return self.notes.get(number, NO_NOTES)


def fact_rows(
    site: Subdomain, key: DocumentKey, facts: Facts | None, *, people_from_mentions: bool = False
) -> FactRows:
    """The rows of these facts; none for None. Without the setting, people are officials; others are but mentions."""
    if facts is None:
        return FactRows()
    return _Rows(site, key, facts, people_with_records(facts, from_mentions=people_from_mentions)).all()


class _Rows:
    """Turns the facts of one document into rows."""

    def __init__(self, site: Subdomain, key: DocumentKey, facts: Facts, people: PeopleWithRecords) -> None:
        self._site = site
        self._key = key
        self._facts = facts
        self._people = people
        self._document = document_id(site, key)
        self._meeting = meeting_id(site, key.body, key.date)
        self._given: Counter[tuple[str, str, Span | None]] = Counter()
        self._ids = {motion.sequence: self._motion_id(motion) for motion in facts.motions}

    def all(self) -> FactRows:
        motions = self._facts.motions
        return FactRows(
            people=tuple(self._person_row(name) for name in sorted(self._people.officials | self._people.others)),
            organizations=tuple((*row, classification(row[1])) for row in self._named_rows(MentionLabel.ORGANIZATION)),
            places=tuple(self._named_rows(MentionLabel.PLACE)),
            attendance=tuple(self._attendance(one) for one in self._facts.attendance),
            motions=tuple(self._motion(motion) for motion in motions),
            motion_items=tuple(
                (self._ids[motion.sequence], item) for motion in motions for item in dict.fromkeys(motion.items)
            ),
            votes=tuple(self._votes()),
            mentions=tuple({row[0]: row for row in self._mentions()}.values()),
            notes=notes_by_page(self._facts, self._people),
        )

    def _person_row(self, name: str) -> Row:
        parts = name_parts(name)
        return person_id(self._site, name), name, parts.family, parts.given, parts.sort

    def _person(self, person: NamedPerson | None) -> str | None:
        return person_id(self._site, person.name) if person is not None and self._people.include(person) else None

    def _named_rows(self, label: MentionLabel) -> Iterator[tuple[str, str]]:
        for text in sorted({mention.text for mention in self._facts.mentions if mention.label is label}):
            yield (named_id(self._site, label.value, text), text)

    def _place(self, span: Span | None) -> tuple[str | None, int | None, int | None, int | None, str | None]:
        if span is None:
            return None, None, None, None, None
        # Facts point at pages of minutes; were they ever found in an agenda, the number of the page would have to do.
        is_minutes = self._key.kind is DocumentKind.MINUTES
        page = page_id(self._site, self._key, span.page) if is_minutes else None
        return page, span.page, span.start, span.end, span.quote

    def _attendance(self, one: Attendance) -> Row:
        span = one.person.span
        return (
            self._id(self._document, f"attendance {one.person.name}", span),
            one.person.name,
            one.status.value,
            one.role,
            one.note,
            person_id(self._site, one.person.name) if one.person.is_official else None,
            self._meeting,
            self._document,
            *self._place(span),
        )

    def _motion_id(self, motion: Motion) -> str:
        sort = "motion" if motion.span is not None else f"motion {motion.sequence}"
        return self._id(self._document, sort, motion.span)

    def _id(self, found_in: str, sort: str, span: Span | None) -> str:
        """Of this place; a second thing of the same sort at the same place gets a number, so that no two are alike."""
        before = self._given[found_in, sort, span]
        self._given[found_in, sort, span] += 1
        return fact_id(found_in, f"{sort} again {before}" if before else sort, *_numbers(span))

    def _motion(self, motion: Motion) -> Row:
        counts, doubt = motion.counts, motion.doubt
        return (
            self._ids[motion.sequence],
            _name_of(motion),
            motion.sequence,
            motion.text,
            motion.kind.value,
            None if motion.result is None else motion.result.value,
            motion.result_text,
            None if motion.method is None else motion.method.value,
            None if motion.mover is None else motion.mover.name,
            self._person(motion.mover),
            None if motion.seconder is None else motion.seconder.name,
            self._person(motion.seconder),
            counts.yes,
            counts.no,
            counts.abstain,
            counts.absent,
            int(motion.counts_printed),
            motion.tier.value,
            None if doubt is None else doubt.reason,
            None if doubt is None or doubt.result is None else doubt.result.value,
            None if doubt is None else json.dumps(asdict(doubt.counts)),
            motion.rule,
            motion.source_kind.value,
            motion.agenda_item,
            None if motion.parent is None else self._ids.get(motion.parent),
            None,
            self._meeting,
            self._document,
            *self._place(motion.span),
            *self._place(motion.result_span),
        )

    def _votes(self) -> Iterator[Row]:
        for motion in self._facts.motions:
            votes = [(vote, 0) for vote in motion.votes]
            votes += [(vote, 1) for vote in (motion.doubt.votes if motion.doubt else ())]
            for vote, in_review in votes:
                yield self._vote(self._ids[motion.sequence], vote, in_review)

    def _vote(self, motion_id: str, vote: Vote, in_review: int) -> Row:
        return (
            self._id(motion_id, f"vote {vote.voter.name}", vote.voter.span),
            vote.voter.name,
            vote.option.value,
            vote.note,
            int(vote.is_inferred),
            in_review,
            motion_id,
            self._person(vote.voter),
            self._document,
            *self._place(vote.voter.span),
        )

    def _mentions(self) -> Iterator[Row]:
        yield from self._people_mentioned()
        for one in sorted(set(self._facts.mentions), key=_place_of):
            yield self._mention(one)

    def _people_mentioned(self) -> Iterator[Row]:
        named = [one.person for one in self._facts.attendance]
        named += [person for motion in self._facts.motions for person in motion.people()]
        placed = {
            (person.name, self._people.include(person), person.span) for person in named if person.span is not None
        }
        for name, has_record, span in sorted(
            placed, key=lambda each: (each[2].page, each[2].start, each[2].end, each[0], each[1])
        ):
            person = person_id(self._site, name) if has_record else None
            yield self._mention_row(name, MentionLabel.PERSON, span, "rules", person=person)

    def _mention(self, mention: Mention) -> Row:
        has_record = mention.label is MentionLabel.PERSON and self._people.include_name(mention.text)
        named = named_id(self._site, mention.label.value, mention.text)
        return self._mention_row(
            mention.text,
            mention.label,
            mention.span,
            mention.method,
            person=person_id(self._site, mention.text) if has_record else None,
            organization=named if mention.label is MentionLabel.ORGANIZATION else None,
            place=named if mention.label is MentionLabel.PLACE else None,
        )

    def _mention_row(
        self,
        text: str,
        label: MentionLabel,
        span: Span,
        method: str,
        *,
        person: str | None = None,
        organization: str | None = None,
        place: str | None = None,
    ) -> Row:
        page, number, start, end, _ = self._place(span)
        key = fact_id(self._document, f"mention {label} {method} {text}", *_numbers(span), int(person is not None))
        return key, text, label.value, method, person, organization, place, self._document, page, number, start, end


def _name_of(motion: Motion) -> str:
    """By which pointers show it: its number and its words, or what else it is where the minutes do not say."""
    words = " ".join(motion.text.split()) or f"({motion.kind})"
    name = f"{motion.sequence}. {words}"
    return name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH - 1].rstrip()}…"


def _numbers(span: Span | None) -> tuple[int, ...]:
    return () if span is None else (span.page, span.start, span.end)


def _place_of(mention: Mention) -> tuple[int, int, int, str, str, str]:
    span = mention.span
    return span.page, span.start, span.end, mention.text, mention.label, mention.method
