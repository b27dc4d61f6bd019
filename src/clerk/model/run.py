"""A run: one trip of one site through the pipeline, how far it is, and how it ended."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

from clerk.model.lifecycle import JobState, Outcome, Priority, Step
from clerk.model.names import Subdomain

RunId = NewType("RunId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    all_years: bool = False
    since: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    run_id: RunId
    subdomain: Subdomain
    priority: Priority
    options: RunOptions
    round: int
    """Counts how often the steps after OCR were made to run again, by a retry."""
    requested_at: dt.datetime
    started_at: dt.datetime | None
    updated_at: dt.datetime
    finished_at: dt.datetime | None
    outcome: Outcome | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTally:
    """What a run did, counted from rows when its last step is settled."""

    documents_not_ok: int
    refused: int
    """Listed by the source, but nothing that clerk can take."""
    pages_read: int
    """At fetch and by OCR."""
    failed_jobs: int
    fetch_error: str | None
    """What the listing or downloading said when it failed."""


def outcome_of(tally: RunTally) -> Outcome:
    """How a run ended whose every step is settled."""
    failures = tally.failed_jobs + tally.documents_not_ok + tally.refused
    if failures and not tally.pages_read:
        return Outcome.FAILED
    if failures:
        return Outcome.COMPLETED_WITH_FAILURES
    return Outcome.COMPLETED


StepCounts = Mapping[Step, Mapping[JobState, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """How far a run is; pages are the one unit."""

    run: Run
    pages_read_at_fetch: int
    counts: StepCounts
    """Jobs by step and state, of the current round where a step belongs to one."""
    failed_documents: int = 0
    refusals: int = 0

    def jobs(self, step: Step, *states: JobState) -> int:
        by_state = self.counts.get(step, {})
        return sum(by_state.get(state, 0) for state in states) if states else sum(by_state.values())

    @property
    def total_pages(self) -> int:
        return self.pages_read_at_fetch + self.jobs(Step.OCR)

    @property
    def settled_pages(self) -> int:
        return self.pages_read_at_fetch + self.jobs(Step.OCR, JobState.SUCCEEDED, JobState.FAILED)
