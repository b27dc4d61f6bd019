"""Settles attempts: succeeded, failed for good, or put back for another attempt; and advances the run."""

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from clerk.model.job import Job, PlannedJob
from clerk.model.lifecycle import JobState, Queue
from clerk.model.run import Run
from clerk.model.verdict import ErrorKind, Verdict, verdict
from clerk.pipeline.advance import advance, may_advance
from clerk.pipeline.context import Context
from clerk.pipeline.hand_over import hand_over, top_up
from clerk.state import jobs, runs

_LONGEST_MESSAGE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFailed:
    """Why an attempt went wrong, as far as the pipeline cares."""

    kind: ErrorKind
    error_class: str
    message: str
    wait: dt.timedelta | None = None


def settle_succeeded(context: Context, job: Job, follow_ups: Iterable[PlannedJob] = ()) -> bool:
    """Settles the attempt with what it planned; False when the attempt no longer counts and changed nothing."""
    with context.transaction() as connection:
        run = runs.lock(connection, job.run_id)
        if run is None or not jobs.settle(connection, job, JobState.SUCCEEDED):
            return False
        continued = jobs.plan(connection, run, follow_ups) > 0
        filled = _move_on(context, connection, run, job)
    hand_over(context, filled | {job.queue} if continued else filled)
    top_up(context, job.queue, run.priority)
    return True


def settle_failed(context: Context, job: Job, failed: AttemptFailed) -> Verdict | None:
    """Puts the job back or settles it as failed; None when the attempt no longer counts."""
    decided = verdict(
        failed.kind,
        tries=job.tries,
        kills=job.kills,
        jitter=random.random(),  # noqa: S311  spreads retries, keeps no secret
        wait=failed.wait,
    )
    with context.transaction() as connection:
        run = runs.lock(connection, job.run_id)
        if run is None or not _apply(connection, job, failed, decided):
            return None
        filled = _move_on(context, connection, run, job)
    hand_over(context, filled | {job.queue})
    return decided


def _move_on(context: Context, connection: sa.Connection, run: Run, job: Job) -> frozenset[Queue]:
    runs.touch(connection, run.run_id)
    return advance(context, connection, run) if may_advance(connection, run.run_id, job.step) else frozenset()


def break_off(context: Context, job: Job) -> None:
    """Puts the job back at once and holds nothing against it: its worker was told to stop."""
    with context.transaction() as connection:
        jobs.break_off(connection, job)
    hand_over(context, (job.queue,))


def _apply(connection: sa.Connection, job: Job, failed: AttemptFailed, decided: Verdict) -> bool:
    message = failed.message[:_LONGEST_MESSAGE]
    if decided.retry_after is not None:
        return jobs.release(
            connection,
            job,
            wait=decided.retry_after,
            kills=decided.kills,
            error_class=failed.error_class,
            error_message=message,
        )
    return jobs.settle(
        connection,
        job,
        JobState.FAILED,
        kills=decided.kills,
        error_class=failed.error_class,
        error_message=message,
    )
