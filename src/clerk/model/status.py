"""What `clerk status` shows: queues, workers, runs that go on, runs that ended, and why something waits."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from clerk.model.lifecycle import Outcome, Queue, Step
from clerk.model.names import Subdomain
from clerk.model.reconciling import Fault
from clerk.model.run import Run, RunProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStatus:
    waiting: int
    running: int
    workers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A run that will not go on by itself, and why."""

    subdomain: Subdomain
    cancelled_jobs: int
    reason: str
    """As `clerk purge-queue` left it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying:
    """Jobs of one step that went wrong and wait for another attempt."""

    subdomain: Subdomain
    step: Step
    jobs: int
    reason: str
    """What one of them ran into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedRun:
    subdomain: Subdomain
    outcome: Outcome
    reason: str | None
    finished_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    queues: Mapping[Queue, QueueStatus]
    active: tuple[RunProgress, ...]
    """Runs that are not finished, in the order of their requests."""
    held: tuple[Waiting, ...]
    retrying: tuple[Retrying, ...]
    unhappy: tuple[EndedRun, ...]
    """Sites whose latest run ended failed or with failures."""
    sites: int
    repairs: Mapping[Fault, int]
    """What the reconciler repaired within the last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStatus:
    progress: RunProgress | None
    """Of the latest run; None when the site was never enqueued."""
    held: Waiting | None
    retrying: tuple[Retrying, ...]
    previous: tuple[Run, ...]
