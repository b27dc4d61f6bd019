"""The questions behind `clerk status` and `clerk failures`: rows are counted, nothing is remembered."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from clerk.model.document import DocumentState
from clerk.model.job import Failure, JobId
from clerk.model.lifecycle import PLANNED_BY_FETCH, JobState, Outcome, Queue, Step
from clerk.model.names import Subdomain
from clerk.model.run import Run, RunId, RunProgress
from clerk.model.status import EndedRun, Overview, QueueStatus, Retrying, SiteStatus, Waiting
from clerk.state import repairs, runs, workers
from clerk.state.schema import documents, job_tracking, refusals, site_progress, sites

_PREVIOUS_RUNS = 5
_REPAIRS_SHOWN = dt.timedelta(days=1)
_UNHAPPY = (Outcome.FAILED, Outcome.COMPLETED_WITH_FAILURES)
_FINE = (DocumentState.OK, DocumentState.SUPERSEDED)


def overview(connection: sa.Connection) -> Overview:
    """Everything that one look should tell."""
    unfinished = runs.all_unfinished(connection)
    return Overview(
        queues=_queues(connection),
        active=_progress(connection, unfinished),
        held=_held(connection, tuple(run.run_id for run in unfinished)),
        retrying=_retrying(connection, None),
        unhappy=_unhappy(connection),
        sites=connection.scalar(sa.select(sa.func.count()).select_from(sites)) or 0,
        repairs=repairs.within(connection, _REPAIRS_SHOWN),
    )


def of_site(connection: sa.Connection, subdomain: Subdomain) -> SiteStatus:
    latest = runs.latest(connection, subdomain)
    if latest is None:
        return SiteStatus(progress=None, held=None, retrying=(), previous=())
    held = _held(connection, (latest.run_id,)) if latest.finished_at is None else ()
    return SiteStatus(
        progress=_progress(connection, (latest,))[0],
        held=held[0] if held else None,
        retrying=_retrying(connection, subdomain),
        previous=runs.recent(connection, subdomain, most=_PREVIOUS_RUNS),
    )


def failures(connection: sa.Connection, subdomain: Subdomain | None) -> tuple[Failure, ...]:
    """What did not work and still does not: failed jobs, documents that are not ok, refused listings; newest last."""
    found = (
        *_failed_jobs(connection, subdomain),
        *_failed_documents(connection, subdomain),
        *_refusals(connection, subdomain),
    )
    return tuple(sorted(found, key=lambda failure: (failure.subdomain, failure.when)))


def _queues(connection: sa.Connection) -> Mapping[Queue, QueueStatus]:
    waiting: Counter[Queue] = Counter()
    running: Counter[Queue] = Counter()
    # A question for each state, so that each is answered from its own small index.
    for state, counter in ((JobState.PENDING, waiting), (JobState.QUEUED, waiting), (JobState.RUNNING, running)):
        statement = (
            sa.select(job_tracking.c.queue, sa.func.count())
            .where(job_tracking.c.state == state)
            .group_by(job_tracking.c.queue)
        )
        for queue, number in connection.execute(statement):
            counter[Queue(queue)] += number
    alive = workers.alive_by_queue(connection)
    return {
        queue: QueueStatus(
            waiting=waiting[queue],
            running=running[queue],
            workers=sum(alive.values()) if queue is Queue.HIGH else alive.get(queue, 0),
        )
        for queue in Queue
    }


def _progress(connection: sa.Connection, of: Sequence[Run]) -> tuple[RunProgress, ...]:
    ids = [run.run_id for run in of]
    counts: dict[int, dict[Step, Counter[JobState]]] = defaultdict(lambda: defaultdict(Counter))
    rounds = {run.run_id: run.round for run in of}
    for run_id, step, round_, state, number in connection.execute(
        sa.select(
            job_tracking.c.run_id, job_tracking.c.step, job_tracking.c.round, job_tracking.c.state, sa.func.count()
        )
        .where(job_tracking.c.run_id.in_(ids))
        .group_by(job_tracking.c.run_id, job_tracking.c.step, job_tracking.c.round, job_tracking.c.state)
    ):
        if Step(step) in PLANNED_BY_FETCH or round_ == rounds[run_id]:
            counts[run_id][Step(step)][JobState(state)] += number
    fetched = {
        row.run_id: row
        for row in connection.execute(
            sa.select(
                documents.c.run_id,
                sa.func.sum(documents.c.pages_read_at_fetch).label("pages"),
                sa.func.count().filter(documents.c.state.not_in(_FINE)).label("failed"),
            )
            .where(documents.c.run_id.in_(ids))
            .group_by(documents.c.run_id)
        )
    }
    refused: dict[int, int] = {
        row.run_id: row.number
        for row in connection.execute(
            sa.select(refusals.c.run_id, sa.func.count().label("number"))
            .where(refusals.c.run_id.in_(ids))
            .group_by(refusals.c.run_id)
        )
    }
    return tuple(
        RunProgress(
            run=run,
            pages_read_at_fetch=fetched[run.run_id].pages if run.run_id in fetched else 0,
            counts=counts[run.run_id],
            failed_documents=fetched[run.run_id].failed if run.run_id in fetched else 0,
            refusals=refused.get(run.run_id, 0),
        )
        for run in of
    )


def _held(connection: sa.Connection, ids: Sequence[RunId]) -> tuple[Waiting, ...]:
    statement = (
        sa.select(job_tracking.c.subdomain, sa.func.count(), sa.func.max(job_tracking.c.error_message))
        .where(job_tracking.c.run_id.in_(ids), job_tracking.c.state == JobState.CANCELLED)
        .group_by(job_tracking.c.subdomain)
        .order_by(job_tracking.c.subdomain)
    )
    return tuple(
        Waiting(subdomain=Subdomain(subdomain), cancelled_jobs=number, reason=reason)
        for subdomain, number, reason in connection.execute(statement)
    )


def _retrying(connection: sa.Connection, subdomain: Subdomain | None) -> tuple[Retrying, ...]:
    statement = (
        sa.select(
            job_tracking.c.subdomain, job_tracking.c.step, sa.func.count(), sa.func.max(job_tracking.c.error_message)
        )
        .where(
            _of_site(job_tracking, subdomain),
            job_tracking.c.state == sa.literal_column(f"'{JobState.PENDING}'"),
            job_tracking.c.error_class.is_not(None),
        )
        .group_by(job_tracking.c.subdomain, job_tracking.c.step)
        .order_by(job_tracking.c.subdomain, job_tracking.c.step)
    )
    return tuple(
        Retrying(subdomain=Subdomain(site), step=Step(step), jobs=number, reason=reason)
        for site, step, number, reason in connection.execute(statement)
    )


def _unhappy(connection: sa.Connection) -> tuple[EndedRun, ...]:
    """The last run of each site that did not end well, unless a later one made up for it.

    A later run does what went wrong anew, but for pages: those stay unread until somebody retries them. One that finds
    nothing new makes up for nothing.
    """
    pages_are_unread = sa.exists().where(
        job_tracking.c.subdomain == site_progress.c.subdomain,
        job_tracking.c.run_id == site_progress.c.run_id,
        job_tracking.c.step == Step.OCR,
        job_tracking.c.state == JobState.FAILED,
    )
    last = (
        sa.select(site_progress)
        .where(
            site_progress.c.subdomain == sites.c.subdomain,
            site_progress.c.outcome.in_(_UNHAPPY),
            sa.or_(~_made_up_for(), pages_are_unread),
        )
        .order_by(site_progress.c.run_id.desc())
        .limit(1)
        .lateral()
    )
    statement = sa.select(last).select_from(sites.join(last, sa.true())).order_by(last.c.subdomain)
    return tuple(
        EndedRun(
            subdomain=Subdomain(row["subdomain"]),
            outcome=Outcome(row["outcome"]),
            reason=row["reason"],
            finished_at=row["finished_at"],
        )
        for row in connection.execute(statement).mappings()
    )


def _made_up_for() -> sa.Exists:
    """True of a run after which the site had another that did its work anew."""
    later = site_progress.alias()
    return sa.exists().where(
        later.c.subdomain == site_progress.c.subdomain,
        later.c.run_id > site_progress.c.run_id,
        later.c.outcome.in_((Outcome.COMPLETED, *_UNHAPPY)),
    )


def _of_site(table: sa.Table, subdomain: Subdomain | None) -> sa.ColumnElement[bool]:
    return sa.true() if subdomain is None else table.c.subdomain == subdomain


def _failed_jobs(connection: sa.Connection, subdomain: Subdomain | None) -> tuple[Failure, ...]:
    """Pages that nobody has read since, and other steps that no later round or run did anew."""
    of_this_round = sa.or_(job_tracking.c.step == Step.FETCH, job_tracking.c.round == site_progress.c.round)
    statement = (
        sa.select(job_tracking)
        .join(site_progress, site_progress.c.run_id == job_tracking.c.run_id)
        .where(
            _of_site(job_tracking, subdomain),
            job_tracking.c.state == JobState.FAILED,
            sa.or_(job_tracking.c.step == Step.OCR, sa.and_(of_this_round, ~_made_up_for())),
        )
    )
    return tuple(
        Failure(
            subdomain=Subdomain(row["subdomain"]),
            what=row["step"],
            subject=row["work_key"] if row["step"] == Step.OCR else row["subdomain"],
            reason=row["error_message"] or "",
            error_class=row["error_class"],
            attempts=row["attempt"],
            when=row["settled_at"],
            job_id=JobId(row["job_id"]),
        )
        for row in connection.execute(statement).mappings()
    )


def _failed_documents(connection: sa.Connection, subdomain: Subdomain | None) -> tuple[Failure, ...]:
    statement = sa.select(documents).where(_of_site(documents, subdomain), documents.c.state.not_in(_FINE))
    return tuple(
        Failure(
            subdomain=Subdomain(row["subdomain"]),
            what="document",
            subject=row["url"],
            reason=row["reason"] or "",
            error_class=row["state"],
            attempts=1,
            when=row["fetched_at"],
            job_id=None,
        )
        for row in connection.execute(statement).mappings()
    )


def _refusals(connection: sa.Connection, subdomain: Subdomain | None) -> tuple[Failure, ...]:
    statement = sa.select(refusals).where(_of_site(refusals, subdomain))
    return tuple(
        Failure(
            subdomain=Subdomain(row["subdomain"]),
            what="listing",
            subject=row["url"],
            reason=row["reason"],
            error_class=None,
            attempts=1,
            when=row["seen_at"],
            job_id=None,
        )
        for row in connection.execute(statement).mappings()
    )
