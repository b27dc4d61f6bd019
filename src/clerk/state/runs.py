"""Questions about runs, and the moves of their rows."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from clerk.model.lifecycle import AFTER_OCR, PLANNED_BY_FETCH, JobState, Outcome, Priority, Step
from clerk.model.names import Subdomain
from clerk.model.run import Run, RunId, RunOptions, RunTally
from clerk.state.schema import documents, job_tracking, refusals, site_progress
from clerk.state.storable import storable


def start(connection: sa.Connection, subdomain: Subdomain, *, priority: Priority, options: RunOptions) -> Run | None:
    """A new run; None when the site has one that is not finished."""
    statement = (
        insert(site_progress)
        .values(subdomain=subdomain, priority=priority, options=_options_row(options))
        .on_conflict_do_nothing()
        .returning(site_progress)
    )
    row = connection.execute(statement).mappings().first()
    return None if row is None else _run(row)


def find(connection: sa.Connection, run_id: RunId) -> Run | None:
    row = connection.execute(sa.select(site_progress).where(site_progress.c.run_id == run_id)).mappings().first()
    return None if row is None else _run(row)


def unfinished(connection: sa.Connection, subdomain: Subdomain) -> Run | None:
    statement = sa.select(site_progress).where(
        site_progress.c.subdomain == subdomain, site_progress.c.finished_at.is_(None)
    )
    row = connection.execute(statement).mappings().first()
    return None if row is None else _run(row)


def latest(connection: sa.Connection, subdomain: Subdomain) -> Run | None:
    statement = (
        sa.select(site_progress)
        .where(site_progress.c.subdomain == subdomain)
        .order_by(site_progress.c.run_id.desc())
        .limit(1)
    )
    row = connection.execute(statement).mappings().first()
    return None if row is None else _run(row)


def all_unfinished(connection: sa.Connection) -> tuple[Run, ...]:
    statement = sa.select(site_progress).where(site_progress.c.finished_at.is_(None))
    return tuple(_run(row) for row in connection.execute(statement.order_by(site_progress.c.run_id)).mappings())


def recent(connection: sa.Connection, subdomain: Subdomain, *, most: int) -> tuple[Run, ...]:
    """The site's last runs, newest first."""
    statement = sa.select(site_progress).where(site_progress.c.subdomain == subdomain)
    rows = connection.execute(statement.order_by(site_progress.c.run_id.desc()).limit(most)).mappings()
    return tuple(_run(row) for row in rows)


def lock(connection: sa.Connection, run_id: RunId) -> Run | None:
    """The run, ours alone until the transaction ends; None when it was purged.

    The order of all locks: what hands jobs over, then the run, then its jobs.
    """
    statement = sa.select(site_progress).where(site_progress.c.run_id == run_id).with_for_update(key_share=True)
    row = connection.execute(statement).mappings().first()
    return None if row is None else _run(row)


def hold(connection: sa.Connection, run_id: RunId) -> bool:
    """Keeps the run from being purged until the transaction ends; False when it was. Others may hold and settle it."""
    statement = sa.select(site_progress.c.run_id).where(site_progress.c.run_id == run_id)
    return connection.scalar(statement.with_for_update(read=True, key_share=True)) is not None


def make_urgent(connection: sa.Connection, run_id: RunId) -> None:
    """From here on the run's jobs go to the front of their queues."""
    connection.execute(sa.update(site_progress).where(site_progress.c.run_id == run_id).values(priority=Priority.HIGH))


def touch(connection: sa.Connection, run_id: RunId) -> None:
    """Notes that something of the run just happened."""
    connection.execute(
        sa.update(site_progress)
        .where(site_progress.c.run_id == run_id)
        .values(updated_at=sa.func.now(), started_at=sa.func.coalesce(site_progress.c.started_at, sa.func.now()))
    )


def finish(connection: sa.Connection, run_id: RunId, outcome: Outcome, reason: str | None, *, fingerprint: str) -> None:
    """Ends the run; the fingerprint is of all but the documents that its results depend on."""
    connection.execute(
        sa.update(site_progress)
        .where(site_progress.c.run_id == run_id, site_progress.c.finished_at.is_(None))
        .values(
            finished_at=sa.func.now(),
            updated_at=sa.func.now(),
            outcome=outcome,
            reason=storable(reason),
            fingerprint=fingerprint,
        )
    )


def reopen(connection: sa.Connection, run_id: RunId, *, new_round: bool) -> Run:
    """The run, unfinished again; a new round makes the steps after OCR run once more."""
    statement = (
        sa.update(site_progress)
        .where(site_progress.c.run_id == run_id)
        .values(
            finished_at=None,
            outcome=None,
            reason=None,
            updated_at=sa.func.now(),
            round=site_progress.c.round + (1 if new_round else 0),
        )
        .returning(site_progress)
    )
    return _run(connection.execute(statement).mappings().one())


def purge(connection: sa.Connection, subdomain: Subdomain) -> None:
    """Deletes the site's runs, and with them its jobs and refusals."""
    connection.execute(sa.delete(site_progress).where(site_progress.c.subdomain == subdomain))


def planned_anything(connection: sa.Connection, run_id: RunId) -> bool:
    """True when the run's fetch brought a document or planned a page."""
    fetched = sa.exists().where(documents.c.run_id == run_id)
    planned = sa.exists().where(job_tracking.c.run_id == run_id, job_tracking.c.step == Step.OCR)
    return bool(connection.scalar(sa.select(sa.or_(fetched, planned))))


def previous_did_all(connection: sa.Connection, run: Run, *, fingerprint: str) -> bool:
    """True when the site's run before this one left nothing undone, and what it did would be done the same today."""
    statement = (
        sa.select(site_progress.c.run_id, site_progress.c.outcome, site_progress.c.round, site_progress.c.fingerprint)
        .where(site_progress.c.subdomain == run.subdomain, site_progress.c.run_id < run.run_id)
        .order_by(site_progress.c.run_id.desc())
        .limit(1)
    )
    previous = connection.execute(statement).first()
    if previous is None or previous.outcome == Outcome.FAILED or previous.fingerprint != fingerprint:
        return False
    undone = sa.exists().where(
        job_tracking.c.run_id == previous.run_id,
        job_tracking.c.step.in_(AFTER_OCR),
        job_tracking.c.round == previous.round,
        job_tracking.c.state != JobState.SUCCEEDED,
    )
    return not connection.scalar(sa.select(undone))


def tally(connection: sa.Connection, run: Run) -> RunTally:
    """What the run did, counted; a failure that a later round made good does not count."""
    refused = sa.select(sa.func.count()).select_from(refusals).where(refusals.c.run_id == run.run_id)
    of_documents = connection.execute(
        sa.select(
            sa.func.count().filter(documents.c.state.not_in(("ok", "superseded"))).label("not_ok"),
            sa.func.coalesce(sa.func.sum(documents.c.pages_read_at_fetch), 0).label("read"),
        ).where(documents.c.run_id == run.run_id)
    ).one()
    counts = sa.or_(job_tracking.c.step.in_(PLANNED_BY_FETCH), job_tracking.c.round == run.round)
    failed = sa.and_(job_tracking.c.state == JobState.FAILED, counts)
    of_jobs = connection.execute(
        sa.select(
            sa.func.count().filter(failed).label("failed"),
            sa.func.max(job_tracking.c.error_message)
            .filter(failed, job_tracking.c.step == Step.FETCH)
            .label("fetch_error"),
            sa.func.count()
            .filter(job_tracking.c.step == Step.OCR, job_tracking.c.state == JobState.SUCCEEDED)
            .label("read"),
        ).where(job_tracking.c.run_id == run.run_id)
    ).one()
    return RunTally(
        refused=connection.scalar(refused) or 0,
        documents_not_ok=of_documents.not_ok,
        pages_read=of_documents.read + of_jobs.read,
        failed_jobs=of_jobs.failed,
        fetch_error=of_jobs.fetch_error,
    )


def _options_row(options: RunOptions) -> dict[str, Any]:
    return {"all_years": options.all_years, "since": options.since.isoformat() if options.since else None}


def _run(row: sa.RowMapping) -> Run:
    options = row["options"]
    since = options.get("since")
    return Run(
        run_id=RunId(row["run_id"]),
        subdomain=Subdomain(row["subdomain"]),
        priority=Priority(row["priority"]),
        options=RunOptions(
            all_years=options.get("all_years", False), since=dt.date.fromisoformat(since) if since else None
        ),
        round=row["round"],
        requested_at=row["requested_at"],
        started_at=row["started_at"],
        updated_at=row["updated_at"],
        finished_at=row["finished_at"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        reason=row["reason"],
    )
