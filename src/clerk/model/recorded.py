"""Votes as a platform's own records give them, apart from what the minutes say."""

from dataclasses import dataclass

from clerk.model.facts import MotionResult, VoteOption


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedVote:
    name: str
    """As the platform writes it: "Ana Reyes" or "Reyes, Ana"."""
    option: VoteOption


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedMotion:
    """One motion of a meeting; None and empty where the platform does not say."""

    text: str = ""
    mover: str | None = None
    seconder: str | None = None
    result: MotionResult | None = None
    votes: tuple[RecordedVote, ...] = ()
    """Of everybody who voted; who was absent may be left out."""
    agenda_item: str | None = None
    """The item's number as printed: "7.B"."""
    identifier: str | None = None
    """The platform's own."""
