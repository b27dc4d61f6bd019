"""Finds what fell between PostgreSQL and Redis, and repairs it; never undoes what a person cancelled or purged."""

import logging
import time
from collections import Counter
from collections.abc import Collection
from typing import assert_never

from clerk.model.job import JobId
from clerk.model.lifecycle import Queue
from clerk.model.reconciling import Fault, Finding, RunningJob, findings
from clerk.model.verdict import ErrorKind
from clerk.pipeline.advance import advance
from clerk.pipeline.context import Context
from clerk.pipeline.hand_over import hand_over
from clerk.pipeline.settle import AttemptFailed, settle_failed
from clerk.state import hand_over as pending
from clerk.state import repairs, runs, snapshot, workers
from clerk.state.engine import naming_the_server

log = logging.getLogger(__name__)

SECOND_LOOK_AFTER_SECONDS = 3.0
"""A job that was just popped is in neither list for a moment; what is still wrong after this is wrong."""


def reconcile(context: Context) -> Counter[Fault] | None:
    """One pass: looks, looks again if something seems wrong, repairs what still is; None when another process is at it.

    Jobs that were pending are handed over on the way; they are not counted, for they may just have had to wait.
    """
    with naming_the_server(context.engine), context.engine.connect() as leading:
        if not snapshot.lead(leading):
            return None
        leading.commit()  # the session's lock stays; an open transaction would be ended by its time limit
        try:
            hand_over(context, Queue)
            confirmed = _confirmed(context)
            _repair(context, confirmed)
            with context.transaction() as connection:
                workers.forget_silent(connection)
                repairs.forget_old(connection)
        finally:
            snapshot.stop_leading(leading)
    return Counter(finding.fault for finding in confirmed)


def look(context: Context) -> frozenset[Finding]:
    """All that seems wrong at this moment."""
    with context.queues.naming_the_server():
        in_redis = context.queues.snapshot()
    with context.transaction() as connection:
        database = snapshot.take(connection)
        known = snapshot.known(connection, frozenset().union(*in_redis.waiting.values()))
    return findings(database, in_redis, known)


def _confirmed(context: Context) -> frozenset[Finding]:
    first = look(context)
    if not first:
        return first
    time.sleep(SECOND_LOOK_AFTER_SECONDS)
    return first & look(context)


def _repair(context: Context, confirmed: Collection[Finding]) -> None:
    forgotten = tuple(one.job for one in confirmed if one.fault is Fault.FORGOTTEN_BY_REDIS and one.job)
    if forgotten:
        _hand_over_again(context, forgotten)
    leftover = tuple(one.job for one in confirmed if one.fault is Fault.NOTHING_LEFT_TO_DO and one.job)
    if leftover:
        context.queues.drop(leftover)
    for finding in confirmed:
        _repair_one(context, finding)
        log.warning("repaired", extra={"fault": finding.fault, "job": finding.job, "run": finding.run})
    with context.transaction() as connection:
        repairs.note(connection, confirmed)


def _repair_one(context: Context, finding: Finding) -> None:
    match finding.fault:
        case Fault.FORGOTTEN_BY_REDIS | Fault.NOTHING_LEFT_TO_DO:
            pass  # done for all of them at once
        case Fault.WORKER_GONE:
            _end_attempt(context, finding, ErrorKind.LETHAL, "its worker died, or its machine is gone")
        case Fault.ENDED_UNSETTLED:
            _end_attempt(context, finding, ErrorKind.TRANSIENT, "it ended while PostgreSQL could not be reached")
        case Fault.PAST_DEADLINE:
            _end_attempt(context, finding, ErrorKind.LETHAL, "it ran past its time limit and nothing could end it")
        case Fault.NOT_ADVANCED:
            _advance(context, finding)
        case _:
            assert_never(finding.fault)


def _hand_over_again(context: Context, job_ids: tuple[JobId, ...]) -> None:
    with context.transaction() as connection:
        parcels = pending.again(connection, job_ids)
    with context.queues.naming_the_server():
        context.queues.hand_over(parcels)


def _end_attempt(context: Context, finding: Finding, kind: ErrorKind, why: str) -> None:
    if finding.job is None:
        return
    suspect = RunningJob(job_id=finding.job, attempt=finding.attempt, worker_is_gone=True, is_late=True)
    with context.transaction() as connection:
        job = snapshot.find_running(connection, suspect)
    if job is not None:
        settle_failed(context, job, AttemptFailed(kind=kind, error_class="AttemptLost", message=why))


def _advance(context: Context, finding: Finding) -> None:
    if finding.run is None:
        return
    with context.transaction() as connection:
        run = runs.lock(connection, finding.run)
        filled = advance(context, connection, run) if run is not None else frozenset()
    hand_over(context, filled)
