"""Performs one job: claims it, does its work, settles it; whatever is delivered twice changes nothing."""

import datetime as dt
import logging
import time

import sqlalchemy as sa
import structlog

from clerk.errors import ClerkError, JobFailedBefore
from clerk.model.job import Job, JobId
from clerk.model.lifecycle import JobState, Step
from clerk.pipeline.attempt import AttemptLost
from clerk.pipeline.context import Context
from clerk.pipeline.errors_of_attempts import failure_from
from clerk.pipeline.patience import patiently
from clerk.pipeline.retry import revive_one
from clerk.pipeline.settle import settle_failed, settle_succeeded
from clerk.pipeline.steps import WORK
from clerk.state import jobs, runs

log = logging.getLogger(__name__)

_LAZY_COMMIT = sa.text("set local synchronous_commit to off")
_GRACE = dt.timedelta(seconds=90)
"""A job past its time is interrupted at once and killed a minute later; only then is it overdue."""


def perform(context: Context, job_id: JobId, *, worker: str) -> None:
    """Performs the job if it waits for somebody to do so.

    Raises:
        Exception: what the work raised, when it was the last attempt: RQ then lists the job as failed.
        JobFailedBefore: a late delivery of a job that has failed: RQ goes on listing it.
    """
    job = patiently(lambda: _claim(context, job_id, worker=worker))
    if job is None:
        log.info("delivery ignored, nothing to do", extra={"job": job_id})
        return
    with structlog.contextvars.bound_contextvars(
        site=job.subdomain, run=job.run_id, step=job.step, job=job.job_id, attempt=job.attempt
    ):
        _perform_claimed(context, job)


def _perform_claimed(context: Context, job: Job) -> None:
    started = time.monotonic()
    try:
        follow_ups = WORK[job.step](context, job)
    except AttemptLost:
        log.info("attempt no longer counts, result discarded")
    except Exception as error:
        failed = failure_from(error)
        decided = patiently(lambda: settle_failed(context, job, failed))
        if decided is not None:
            seconds = round(time.monotonic() - started, 3)
            _report(error, seconds=seconds, retry_after=decided.retry_after)
            if decided.retry_after is None:
                raise
    else:
        counted = patiently(lambda: settle_succeeded(context, job, follow_ups))
        seconds = round(time.monotonic() - started, 3)
        log.info(
            "job performed" if counted else "attempt no longer counts, result discarded", extra={"seconds": seconds}
        )


def _claim(context: Context, job_id: JobId, *, worker: str) -> Job | None:
    with context.transaction() as connection:
        # A claim that a crash of PostgreSQL forgets is as good as none: nobody waits for the disk.
        connection.execute(_LAZY_COMMIT)
        known = jobs.find(connection, job_id)
        if known is None:
            return None
        if known.state is JobState.FAILED:
            _revive_requeued(context, connection, known)
        elif not runs.hold(connection, known.run_id):
            return None
        job = jobs.claim(connection, job_id, worker=worker, time_limit=context.time_limit(known.step) + _GRACE)
        if job is not None and job.step is Step.FETCH:
            runs.touch(connection, job.run_id)
        return job


def _revive_requeued(context: Context, connection: sa.Connection, job: Job) -> None:
    """Revives a job that somebody took out of RQ's failed registry and put back into its queue.

    Raises:
        JobFailedBefore: it is still there, so this is a second delivery of what failed.
    """
    with context.queues.naming_the_server():
        if context.queues.lists_as_failed(job.queue, job.job_id):
            raise JobFailedBefore(f"job {job.job_id} failed before: `clerk retry {job.job_id}` tries it again")
    revive_one(connection, job)


def _report(error: Exception, *, seconds: float, retry_after: dt.timedelta | None) -> None:
    extra = {
        "error": type(error).__name__,
        "reason": str(error),
        "seconds": seconds,
        "retry_after": None if retry_after is None else round(retry_after.total_seconds(), 1),
    }
    unexpected = None if isinstance(error, ClerkError) else error
    log.warning(
        "job will be tried again" if retry_after is not None else "job failed", extra=extra, exc_info=unexpected
    )
