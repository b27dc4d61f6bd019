"""The reconciler's rules: what to repair, as a pure function of what PostgreSQL says and what Redis holds."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from clerk.model.job import JobId
from clerk.model.lifecycle import Queue
from clerk.model.run import RunId


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningJob:
    job_id: JobId
    attempt: int
    worker_is_gone: bool
    is_late: bool
    """Past its deadline, which lies behind every time limit that should have ended it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseSnapshot:
    queued: frozenset[JobId]
    running: tuple[RunningJob, ...]
    stalled_runs: frozenset[RunId]
    """Every job settled, none cancelled, and still not finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisSnapshot:
    waiting: Mapping[Queue, frozenset[JobId]]
    failed: frozenset[JobId]
    """In RQ's failed registries."""


class Fault(StrEnum):
    FORGOTTEN_BY_REDIS = "forgotten-by-redis"
    """Queued, but Redis does not know it: handed over again."""
    WORKER_GONE = "worker-gone"
    """Running, but its worker is dead or its machine gone: put back."""
    ENDED_UNSETTLED = "ended-unsettled"
    """Running, but RQ says that it failed: it could not tell PostgreSQL. Put back."""
    PAST_DEADLINE = "past-deadline"
    """Running longer than anything may: put back."""
    NOT_ADVANCED = "not-advanced"
    """A run whose jobs are all settled, but whose next step did not start: advanced."""
    NOTHING_LEFT_TO_DO = "nothing-left-to-do"
    """In Redis, though settled or unknown to PostgreSQL: taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that fell between PostgreSQL and Redis."""

    fault: Fault
    job: JobId | None = None
    attempt: int = 0
    run: RunId | None = None


def findings(database: DatabaseSnapshot, redis: RedisSnapshot, known: frozenset[JobId]) -> frozenset[Finding]:
    """All that looks wrong; it is wrong only if a second look a little later sees it again.

    `known` are those ids in Redis whose job still has something to do.
    """
    in_redis = frozenset().union(*redis.waiting.values())
    return frozenset(
        (
            *(Finding(fault=Fault.FORGOTTEN_BY_REDIS, job=job) for job in database.queued - in_redis),
            *_overdue(database, redis.failed),
            *(Finding(fault=Fault.NOT_ADVANCED, run=run) for run in database.stalled_runs),
            *(Finding(fault=Fault.NOTHING_LEFT_TO_DO, job=job) for job in in_redis - known),
        )
    )


def _overdue(database: DatabaseSnapshot, failed: AbstractSet[JobId]) -> Iterator[Finding]:
    for job in database.running:
        if job.worker_is_gone:
            yield Finding(fault=Fault.WORKER_GONE, job=job.job_id, attempt=job.attempt)
        elif job.job_id in failed:
            yield Finding(fault=Fault.ENDED_UNSETTLED, job=job.job_id, attempt=job.attempt)
        elif job.is_late:
            yield Finding(fault=Fault.PAST_DEADLINE, job=job.job_id, attempt=job.attempt)
