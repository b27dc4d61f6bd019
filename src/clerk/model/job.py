"""A job: one queued piece of work, one row, one RQ job, made of one or more attempts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

from clerk.model.lifecycle import JobState, Priority, Queue, Step
from clerk.model.names import Subdomain
from clerk.model.run import RunId

JobId = NewType("JobId", str)

JobArgs = Mapping[str, str | int | bool]
"""What a job function is called with: plain JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJob:
    """A job that a state change causes; it becomes a row in the same transaction."""

    step: Step
    work_key: str
    """Unique within the step of a run: planning it twice makes one job."""
    args: JobArgs


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    job_id: JobId
    run_id: RunId
    subdomain: Subdomain
    step: Step
    work_key: str
    queue: Queue
    args: JobArgs
    state: JobState
    attempt: int
    """Only grows: it tells one attempt from another."""
    tries: int
    """Attempts since the job was planned or revived, but for those that a worker was told to break off."""
    kills: int
    """Tries that ended by a signal, by lack of memory or past their time."""
    round: int
    worker: str | None
    settled_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A job on its way to Redis."""

    job_id: JobId
    step: Step
    queue: Queue
    args: JobArgs
    priority: Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing of a site that did not work, for `clerk failures`."""

    subdomain: Subdomain
    what: str
    """The step of a failed job, or "document", or "listing"."""
    subject: str
    """A document's key, a page of one, an address."""
    reason: str
    error_class: str | None
    attempts: int
    when: dt.datetime
    job_id: JobId | None
