"""Facts found in a document: who was there, what was moved, and how it went; each with its place and its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a fact stands: `pages[page - 1][start:end] == quote`, always."""

    page: int
    start: int
    end: int
    quote: str

    def stands_in(self, pages: Sequence[str]) -> bool:
        """True when the quoted words stand where the span says."""
        return (
            1 <= self.page <= len(pages)
            and 0 <= self.start < self.end
            and pages[self.page - 1][self.start : self.end] == self.quote
        )


class AttendanceStatus(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    LATE = "late"
    LEFT = "left"

    @property
    def was_there(self) -> bool:
        """True for who was in the room for at least a part of the meeting."""
        return self not in {AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED}


class MotionKind(StrEnum):
    MAIN = "main"
    AMENDMENT = "amendment"
    SUBSTITUTE = "substitute"
    PROCEDURAL = "procedural"
    """To table, postpone, reconsider, recess, adjourn, call the question, go into closed session."""


class MotionResult(StrEnum):
    PASS = "pass"  # noqa: S105  a motion's result, not a password
    FAIL = "fail"
    TIE = "tie"
    WITHDRAWN = "withdrawn"
    DIED = "died"
    """For want of a second."""
    TABLED = "tabled"

    @property
    def as_said(self) -> str:
        """As minutes say it: "passed"."""
        return {MotionResult.PASS: "passed", MotionResult.FAIL: "failed"}.get(self, self.value)


class VoteMethod(StrEnum):
    ROLL_CALL = "roll call"
    VOICE = "voice"
    SHOW_OF_HANDS = "show of hands"
    BALLOT = "ballot"
    UNANIMOUS_CONSENT = "unanimous consent"


class VoteOption(StrEnum):
    """Open Civic Data's words."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"
    EXCUSED = "excused"
    NOT_VOTING = "not voting"
    PAIRED = "paired"
    OTHER = "other"


class Tier(StrEnum):
    """How far the minutes themselves confirm what was read of a vote."""

    NAMED = "named"
    """The names equal numbers that are printed apart from them, nobody twice, all of them members."""
    TALLY = "tally"
    """The numbers are known; names, where there are any, stand unconfirmed."""
    OUTCOME = "outcome"
    """No more than the result is known, or not even that."""
    INFERRED_UNANIMOUS = "inferred_unanimous"
    """So many yes votes as members were present, and no other: that each of them voted yes is an inference."""


class SourceKind(StrEnum):
    TEXT = "text"
    API = "api"
    """From the records of the platform that published the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """Somebody whom the minutes name."""

    name: str
    """The full name of the member who is certainly meant, else the name as written, without its title."""
    is_official: bool
    """True for a member by this meeting's attendance or an earlier one's; False for others, and if in doubt."""
    span: Span | None
    """None for a name that a platform's records give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    person: NamedPerson
    status: AttendanceStatus
    role: str | None = None
    """As written: "Mayor Pro Tem"."""
    note: str | None = None
    """As written: "arrived at 7:15 p.m."."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    voter: NamedPerson
    option: VoteOption
    note: str | None = None
    """What the option does not say: "recused", "away", "changed from no"."""
    is_inferred: bool = False
    """True where no name is printed and arithmetic alone says how this member voted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """None where the minutes do not say."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    absent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What was read of a vote but contradicts itself: kept for a person to look at, never published as a fact."""

    reason: str
    """A sentence: "5 names under AYES, but the tally says 4"."""
    result: MotionResult | None
    """Only where the result itself is in doubt; else the motion has it."""
    counts: Counts
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    sequence: int
    """1 for the first of the document."""
    text: str
    """What was moved, in the words of the minutes; empty when they do not say."""
    kind: MotionKind
    mover: NamedPerson | None
    seconder: NamedPerson | None
    result: MotionResult | None
    result_text: str | None
    """The result as printed: "carried by a majority"."""
    method: VoteMethod | None
    counts: Counts
    counts_printed: bool
    """False for numbers that were counted from lists of names, or are only implied ("unanimously")."""
    tier: Tier
    votes: tuple[Vote, ...]
    rule: str
    """The styles that found it, joined by " + ": "moved-by + labelled-lists"."""
    span: Span | None
    """The motion's own words, on the page where they begin; None for a motion that only a platform's records know."""
    result_span: Span | None = None
    """Where its result is printed, which may be another page."""
    agenda_item: str | None = None
    """The number of the item under which it was made, as printed: "7.B"."""
    items: tuple[str, ...] = ()
    """The items that this one motion decided, each by its number: a consent agenda's "5", "6", "7"."""
    parent: int | None = None
    """The sequence of the motion that this one would change."""
    doubt: Doubt | None = None
    source_kind: SourceKind = SourceKind.TEXT

    def people(self) -> Iterator[NamedPerson]:
        """Everybody whom it names, in doubt or not."""
        yield from (person for person in (self.mover, self.seconder) if person is not None)
        yield from (vote.voter for vote in self.votes)
        yield from (vote.voter for vote in (self.doubt.votes if self.doubt else ()))


class MentionLabel(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody or something named anywhere in the document, by a model that recognises names."""

    text: str
    label: MentionLabel
    method: str
    """"rules", or the model's name and version."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an extractor found in one document."""

    extractor: str
    """Name and version: "rules 2"."""
    text_sha256: str
    """Of the text that was read: facts of another text are stale."""
    members_sha256: str = ""
    """Of the members of earlier meetings by whom names were resolved: with others, names may resolve otherwise."""
    recorded_sha256: str = ""
    """Of the platform's records that were merged in; empty where there were none."""
    attendance: tuple[Attendance, ...] = ()
    motions: tuple[Motion, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def spans(self) -> Iterator[Span]:
        """The place of every fact."""
        for span in (*self._spans_of_people(), *self._spans_of_motions()):
            if span is not None:
                yield span
        yield from (mention.span for mention in self.mentions)

    def _spans_of_people(self) -> Iterator[Span | None]:
        yield from (one.person.span for one in self.attendance)
        yield from (person.span for motion in self.motions for person in motion.people())

    def _spans_of_motions(self) -> Iterator[Span | None]:
        for motion in self.motions:
            yield motion.span
            yield motion.result_span
