"""The fetch step: each document is committed with its page jobs as it lands, so OCR starts while fetch goes on."""

import datetime as dt
import logging
from collections.abc import Iterable
from itertools import islice

import sqlalchemy as sa

from clerk.archive.documents import clear_leftovers
from clerk.model.document import FetchedDocument, KnownDocument, Refusal
from clerk.model.job import Job, PlannedJob
from clerk.model.lifecycle import Queue, Step
from clerk.model.run import Run
from clerk.model.site import Site
from clerk.pipeline.attempt import AttemptLost, attempt_transaction
from clerk.pipeline.context import Context
from clerk.pipeline.hand_over import top_up
from clerk.pipeline.steps.continuing import Stopwatch, continuation
from clerk.stages.fetch import Landed, check_listing, land_documents
from clerk.state import documents, jobs, runs, sites

log = logging.getLogger(__name__)


def fetch(context: Context, job: Job) -> Iterable[PlannedJob]:
    """Fetches until all that is listed has landed, or the time is nearly over and the next job goes on."""
    with context.transaction() as connection:
        site = sites.find(connection, job.subdomain)
        run = runs.find(connection, job.run_id)
        known = documents.known(connection, job.subdomain)
        failed_pages = jobs.known_failures(connection, job.subdomain)
    if run is None:
        raise AttemptLost
    since = _since(site, run)
    paths = context.paths(job.subdomain)
    clear_leftovers(paths)
    stopwatch = Stopwatch(_seconds(context))
    listed = context.plugins.fetcher(site).documents(site, since)
    done = int(job.args.get("done", 0))
    seen = sum(not isinstance(one, Refusal) for one in islice(listed, done))
    landed = land_documents(listed, known=known, paths=paths, limits=context.pdf_limits)
    for thing in stopwatch.while_time_lasts(landed):
        done += 1
        seen += not isinstance(thing, Refusal)
        _commit(context, job, run, thing, failed_pages)
    if stopwatch.ran_out:
        log.info("fetch goes on as another job", extra={"documents": seen})
        return (continuation(job, done=done),)
    with attempt_transaction(context, job) as connection:
        documents.forget_old_refusals(connection, run)
    check_listing(listed=seen, expected=sum(_was_listed(one, since) for one in known.values()))
    return ()


def _since(site: Site, run: Run) -> dt.date | None:
    if run.options.since is not None:
        return run.options.since
    if run.options.all_years or site.start_year is None:
        return None
    return dt.date(site.start_year, 1, 1)


def _seconds(context: Context) -> float:
    """Time to begin new documents in, so that the longest one still ends within the job's limit."""
    limit = context.timeouts[Step.FETCH]
    return max(limit / 10, limit - context.settings.pdf_timeout - 60)


def _was_listed(known: KnownDocument, since: dt.date | None) -> bool:
    return since is None or known.key.date >= since


def _commit(context: Context, job: Job, run: Run, landed: Landed, failed_pages: frozenset[str]) -> None:
    if isinstance(landed, FetchedDocument):
        with attempt_transaction(context, job) as connection:
            documents.record(connection, run, landed)
            planned = _plan_pages(connection, run, landed, failed_pages)
        if planned:
            top_up(context, Queue.OCR, run.priority)
        log.info("document landed", extra={"document": str(landed.key), "state": landed.state, "to_ocr": planned})
    elif isinstance(landed, Refusal):
        with attempt_transaction(context, job) as connection:
            documents.refuse(connection, run, landed)
        log.warning("listing refused", extra={"url": landed.url, "reason": landed.reason})


def _plan_pages(connection: sa.Connection, run: Run, document: FetchedDocument, failed_pages: frozenset[str]) -> int:
    """Page jobs for the pages that nobody has read, but for those that wait for `clerk retry`."""
    planned = (
        PlannedJob(
            step=Step.OCR,
            work_key=f"{document.key} page {number}",
            args={"subdomain": run.subdomain, "document": str(document.key), "page": number},
        )
        for number in document.unread_pages
    )
    return jobs.plan(connection, run, (job for job in planned if job.work_key not in failed_pages))
