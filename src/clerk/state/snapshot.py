"""What PostgreSQL says about jobs in flight, for the reconciler."""

import sqlalchemy as sa

from clerk.model.job import Job, JobId
from clerk.model.lifecycle import PLANNED_BY_FETCH, UNSETTLED, JobState
from clerk.model.reconciling import DatabaseSnapshot, RunningJob
from clerk.model.run import RunId
from clerk.state import jobs
from clerk.state.schema import job_tracking, site_progress, workers
from clerk.state.workers import SILENCE

_LEADER_LOCK = 7_305_208_002
_JUST_STARTED = sa.text("select now() - pg_postmaster_start_time() < :silence * 2")


def lead(connection: sa.Connection) -> bool:
    """True when this connection is the one reconciler of all; it stays so until the connection closes."""
    return bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_LEADER_LOCK))))


def stop_leading(connection: sa.Connection) -> None:
    connection.execute(sa.select(sa.func.pg_advisory_unlock(_LEADER_LOCK)))


def take(connection: sa.Connection) -> DatabaseSnapshot:
    """The jobs that are queued or running, and the runs that should have moved on."""
    queued = connection.scalars(sa.select(job_tracking.c.job_id).where(job_tracking.c.state == JobState.QUEUED))
    return DatabaseSnapshot(
        queued=frozenset(JobId(job_id) for job_id in queued),
        running=_running(connection),
        stalled_runs=_stalled_runs(connection),
    )


def known(connection: sa.Connection, job_ids: frozenset[JobId]) -> frozenset[JobId]:
    """Those of the ids that are jobs with something left to do: unsettled, or failed and so open to a requeue."""
    statement = sa.select(job_tracking.c.job_id).where(
        job_tracking.c.job_id.in_(job_ids), job_tracking.c.state.in_({*UNSETTLED, JobState.FAILED})
    )
    return frozenset(JobId(job_id) for job_id in connection.scalars(statement))


def _running(connection: sa.Connection) -> tuple[RunningJob, ...]:
    """Running jobs, and whether their worker is gone or their time is over.

    Right after PostgreSQL came back nobody had the chance to say that he is alive, so nobody counts as gone.
    """
    just_started = bool(connection.scalar(_JUST_STARTED, {"silence": SILENCE}))
    long_ago = sa.func.now() - SILENCE
    silent = sa.and_(
        job_tracking.c.started_at < long_ago, sa.or_(workers.c.name.is_(None), workers.c.seen_at < long_ago)
    )
    statement = (
        sa.select(
            job_tracking.c.job_id,
            job_tracking.c.attempt,
            silent.label("silent"),
            (job_tracking.c.deadline_at < sa.func.now()).label("late"),
        )
        .outerjoin(workers, workers.c.name == job_tracking.c.worker)
        .where(job_tracking.c.state == JobState.RUNNING)
    )
    return tuple(
        RunningJob(
            job_id=JobId(row.job_id),
            attempt=row.attempt,
            worker_is_gone=row.silent and not just_started,
            is_late=row.late,
        )
        for row in connection.execute(statement)
    )


def _stalled_runs(connection: sa.Connection) -> frozenset[RunId]:
    """Runs that are not finished, though no job of theirs waits, runs, or was cancelled by a person."""
    alive = sa.exists().where(
        job_tracking.c.run_id == site_progress.c.run_id,
        job_tracking.c.state.in_(UNSETTLED),
    )
    held = sa.exists().where(
        job_tracking.c.run_id == site_progress.c.run_id,
        job_tracking.c.subdomain == site_progress.c.subdomain,
        job_tracking.c.state == JobState.CANCELLED,
        sa.or_(job_tracking.c.step.in_(PLANNED_BY_FETCH), job_tracking.c.round == site_progress.c.round),
    )
    statement = sa.select(site_progress.c.run_id).where(site_progress.c.finished_at.is_(None), ~alive, ~held)
    return frozenset(RunId(run_id) for run_id in connection.scalars(statement))


def find_running(connection: sa.Connection, suspect: RunningJob) -> Job | None:
    """The job, if it is still at the attempt that was suspected."""
    job = jobs.find(connection, suspect.job_id)
    return job if job and job.state is JobState.RUNNING and job.attempt == suspect.attempt else None
