"""Questions about jobs, and the moves of their rows; each move is refused by its own WHERE when it is not allowed."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from clerk.model.job import Job, JobId, PlannedJob
from clerk.model.lifecycle import NODES, UNSETTLED, WAITING, JobState, Priority, Queue, Step
from clerk.model.names import Subdomain
from clerk.model.run import Run, RunId
from clerk.state.schema import job_tracking, site_progress
from clerk.state.storable import storable

_MOST_ROWS_AT_ONCE = 1_000


def plan(connection: sa.Connection, run: Run, planned: Iterable[PlannedJob]) -> int:
    """Makes a pending row of each job that has none yet; how many were new."""
    rows = [
        {
            "job_id": uuid.uuid4().hex,
            "run_id": run.run_id,
            "subdomain": run.subdomain,
            "step": job.step,
            "work_key": job.work_key,
            "round": run.round,
            "queue": _queue_for(job.step, run.priority),
            "args": dict(job.args),
        }
        for job in planned
    ]
    return sum(
        _insert(connection, rows[at : at + _MOST_ROWS_AT_ONCE]) for at in range(0, len(rows), _MOST_ROWS_AT_ONCE)
    )


def _insert(connection: sa.Connection, rows: Sequence[dict[str, object]]) -> int:
    statement = insert(job_tracking).values(rows).on_conflict_do_nothing().returning(job_tracking.c.job_id)
    return len(connection.execute(statement).all())


def _queue_for(step: Step, priority: Priority) -> Queue:
    """Only the fetch of an urgent run is on `high`; its later jobs go to the front of their own queues."""
    return Queue.HIGH if step is Step.FETCH and priority is Priority.HIGH else NODES[step].queue


def find(connection: sa.Connection, job_id: JobId) -> Job | None:
    row = connection.execute(sa.select(job_tracking).where(job_tracking.c.job_id == job_id)).mappings().first()
    return None if row is None else _job(row)


def claim(connection: sa.Connection, job_id: JobId, *, worker: str, time_limit: dt.timedelta) -> Job | None:
    """The job, running as a new attempt of ours; None when it is not waiting, so there is nothing to do."""
    statement = (
        sa.update(job_tracking)
        .where(job_tracking.c.job_id == job_id, job_tracking.c.state.in_(WAITING))
        .values(
            state=JobState.RUNNING,
            attempt=job_tracking.c.attempt + 1,
            tries=job_tracking.c.tries + 1,
            worker=worker,
            started_at=sa.func.now(),
            deadline_at=sa.func.now() + time_limit,
            not_before=None,
        )
        .returning(job_tracking)
    )
    row = connection.execute(statement).mappings().first()
    return None if row is None else _job(row)


def is_mine(connection: sa.Connection, job: Job) -> bool:
    """True while this attempt is the one that counts; holds the row so that it stays so until the transaction ends."""
    statement = sa.select(sa.literal(value=True)).select_from(job_tracking).where(_this_attempt(job))
    return connection.scalar(statement.with_for_update(read=True, of=job_tracking)) is not None


def settle(
    connection: sa.Connection,
    job: Job,
    state: JobState,
    *,
    kills: int = 0,
    error_class: str | None = None,
    error_message: str | None = None,
) -> bool:
    """Settles the job if this attempt is still the one that counts; False means: discard the result."""
    statement = (
        sa.update(job_tracking)
        .where(_this_attempt(job))
        .values(
            state=state,
            kills=kills or job_tracking.c.kills,
            settled_at=sa.func.now(),
            deadline_at=None,
            error_class=error_class,
            error_message=storable(error_message),
        )
    )
    return connection.execute(statement).rowcount == 1


def release(
    connection: sa.Connection,
    job: Job,
    *,
    wait: dt.timedelta,
    kills: int,
    error_class: str | None,
    error_message: str | None,
) -> bool:
    """Puts the job back for another attempt, after a while; False when this attempt no longer counts."""
    statement = (
        sa.update(job_tracking)
        .where(_this_attempt(job))
        .values(
            state=JobState.PENDING,
            kills=kills,
            worker=None,
            deadline_at=None,
            not_before=sa.func.now() + wait,
            error_class=error_class,
            error_message=storable(error_message),
        )
    )
    return connection.execute(statement).rowcount == 1


def break_off(connection: sa.Connection, job: Job) -> None:
    """Puts the job back at once, as if this attempt had not been a try."""
    connection.execute(
        sa.update(job_tracking)
        .where(_this_attempt(job))
        .values(state=JobState.PENDING, tries=job_tracking.c.tries - 1, worker=None, deadline_at=None)
    )


def running_on(connection: sa.Connection, workers: Sequence[str]) -> tuple[Job, ...]:
    statement = sa.select(job_tracking).where(
        job_tracking.c.state == JobState.RUNNING, job_tracking.c.worker.in_(workers)
    )
    return tuple(_job(row) for row in connection.execute(statement).mappings())


def revive(connection: sa.Connection, job_ids: Sequence[JobId], run: Run) -> tuple[JobId, ...]:
    """Makes failed or cancelled jobs pending again, as jobs of this run and its round; those that were revived."""
    statement = (
        sa.update(job_tracking)
        .where(
            job_tracking.c.job_id.in_(job_ids),
            job_tracking.c.state.in_((JobState.FAILED, JobState.CANCELLED)),
        )
        .values(
            state=JobState.PENDING,
            run_id=run.run_id,
            round=run.round,
            tries=0,
            kills=0,
            settled_at=None,
            not_before=None,
            worker=None,
        )
        .returning(job_tracking.c.job_id)
    )
    return tuple(JobId(job_id) for job_id in connection.scalars(statement))


def make_due(connection: sa.Connection, subdomain: Subdomain) -> int:
    """Ends the waiting time of the site's jobs that were put back; how many."""
    statement = (
        sa.update(job_tracking)
        .where(
            job_tracking.c.subdomain == subdomain,
            job_tracking.c.state == JobState.PENDING,
            job_tracking.c.not_before > sa.func.now(),
        )
        .values(not_before=None)
    )
    return connection.execute(statement).rowcount


def unhappy_of(connection: sa.Connection, subdomain: Subdomain) -> tuple[Job, ...]:
    """The site's failed and cancelled jobs, of all runs, oldest first."""
    statement = (
        sa.select(job_tracking)
        .where(
            job_tracking.c.subdomain == subdomain,
            job_tracking.c.state.in_((JobState.FAILED, JobState.CANCELLED)),
        )
        .order_by(job_tracking.c.seq)
    )
    return tuple(_job(row) for row in connection.execute(statement).mappings())


def unsettled_ids_of(connection: sa.Connection, subdomain: Subdomain) -> tuple[JobId, ...]:
    statement = (
        sa.select(job_tracking.c.job_id)
        .join(site_progress, site_progress.c.run_id == job_tracking.c.run_id)
        .where(site_progress.c.subdomain == subdomain, job_tracking.c.state.in_(UNSETTLED))
    )
    return tuple(JobId(job_id) for job_id in connection.scalars(statement))


def cancel_waiting(connection: sa.Connection, queue: Queue, reason: str) -> tuple[JobId, ...]:
    """Cancels every job that waits in the queue, here or in Redis; their ids."""
    statement = (
        sa.update(job_tracking)
        .where(job_tracking.c.queue == queue, job_tracking.c.state.in_(WAITING))
        .values(
            state=JobState.CANCELLED,
            settled_at=sa.func.now(),
            error_class="QueuePurged",
            error_message=reason,
        )
        .returning(job_tracking.c.job_id)
    )
    return tuple(JobId(job_id) for job_id in connection.scalars(statement))


def has(
    connection: sa.Connection, run_id: RunId, step: Step, *, states: AbstractSet[JobState], round_: int | None
) -> bool:
    """True when the run has a job of this step in one of the states; `round_` None means of any round."""
    conditions = [job_tracking.c.run_id == run_id, job_tracking.c.step == step, job_tracking.c.state.in_(states)]
    if round_ is not None:
        conditions.append(job_tracking.c.round == round_)
    return bool(connection.scalar(sa.select(sa.exists().where(*conditions))))


def failed_pages(connection: sa.Connection, run_id: RunId) -> tuple[tuple[str, int, str], ...]:
    """Pages of the run that could not be read: text form of the document's key, page number, reason."""
    statement = sa.select(job_tracking.c.args, job_tracking.c.error_message).where(
        job_tracking.c.run_id == run_id,
        job_tracking.c.step == Step.OCR,
        job_tracking.c.state == JobState.FAILED,
    )
    return tuple((args["document"], args["page"], message or "") for args, message in connection.execute(statement))


def documents_with_page_jobs(connection: sa.Connection, run_id: RunId) -> tuple[str, ...]:
    """Text forms of the keys of documents that had pages to OCR in this run, in order."""
    document = job_tracking.c.args["document"].astext
    statement = (
        sa.select(document)
        .where(job_tracking.c.run_id == run_id, job_tracking.c.step == Step.OCR)
        .distinct()
        .order_by(document)
    )
    return tuple(connection.scalars(statement))


def known_failures(connection: sa.Connection, subdomain: Subdomain) -> frozenset[str]:
    """Work keys of the site's pages that are failed: they wait for `clerk retry`, not for the next run."""
    statement = sa.select(job_tracking.c.work_key).where(
        job_tracking.c.subdomain == subdomain,
        job_tracking.c.step == Step.OCR,
        job_tracking.c.state == JobState.FAILED,
    )
    return frozenset(connection.scalars(statement))


def _this_attempt(job: Job) -> sa.ColumnElement[bool]:
    return sa.and_(
        job_tracking.c.job_id == job.job_id,
        job_tracking.c.state == JobState.RUNNING,
        job_tracking.c.attempt == job.attempt,
        job_tracking.c.worker == job.worker,
    )


def _job(row: sa.RowMapping) -> Job:
    return Job(
        job_id=JobId(row["job_id"]),
        run_id=RunId(row["run_id"]),
        subdomain=Subdomain(row["subdomain"]),
        step=Step(row["step"]),
        work_key=row["work_key"],
        queue=Queue(row["queue"]),
        args=row["args"],
        state=JobState(row["state"]),
        attempt=row["attempt"],
        tries=row["tries"],
        kills=row["kills"],
        round=row["round"],
        worker=row["worker"],
        settled_at=row["settled_at"],
    )


def is_planned(connection: sa.Connection, run_id: RunId, step: Step, work_key: str) -> bool:
    statement = sa.exists().where(
        job_tracking.c.run_id == run_id, job_tracking.c.step == step, job_tracking.c.work_key == work_key
    )
    return bool(connection.scalar(sa.select(statement)))
