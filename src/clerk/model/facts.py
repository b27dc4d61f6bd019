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


class MotionResult(StrEnum):
    PASS = "pass"  # noqa: S105  a motion's result, not a password
    FAIL = "fail"


class VoteOption(StrEnum):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    name: str
    status: AttendanceStatus
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    name: str
    option: VoteOption
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """As printed; None where the minutes do not say."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    absent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    sequence: int
    """1 for the first of the document."""
    text: str
    mover: str | None
    seconder: str | None
    result: MotionResult | None
    counts: Counts
    votes: tuple[Vote, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an extractor found in one document."""

    extractor: str
    """Name and version: "rules 1"."""
    text_sha256: str
    """Of the text that was read: facts of another text are stale."""
    attendance: tuple[Attendance, ...] = ()
    motions: tuple[Motion, ...] = ()

    def spans(self) -> Iterator[Span]:
        """The place of every fact."""
        for person in self.attendance:
            yield person.span
        for motion in self.motions:
            yield motion.span
            for vote in motion.votes:
                yield vote.span
