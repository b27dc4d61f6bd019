"""The steps after OCR: join the pages, extract, compile, deploy."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from clerk.archive.pages import DocumentDamaged, DocumentMissing, join_pages
from clerk.builtin.extractors.mentions.loading import with_mentions
from clerk.errors import ClerkError
from clerk.model.document import DocumentKey
from clerk.model.job import Job, PlannedJob
from clerk.model.site import Site
from clerk.pipeline.context import Context
from clerk.pipeline.steps.continuing import Stopwatch, continuation, progress_of, told
from clerk.plugins.contracts import DeployUnfinished
from clerk.stages.compile import compile_site
from clerk.stages.deploy import bundle_of, deploy_site
from clerk.stages.extract import ExtractionFailed, extract_site
from clerk.state import jobs, sites
from clerk.tools.pdf import render_png

log = logging.getLogger(__name__)

_PICTURE_TIMEOUT = dt.timedelta(seconds=60)
"""For drawing one page, so that a deploy can stop in time."""
_SHARE_OF_TIME = 0.8
"""Of a job's time limit, before it stops by itself and goes on as another job."""


class JoinFailed(ClerkError):
    """Documents whose files in the archive are damaged or gone, so that what OCR read of them has no place."""


def ocr_complete(context: Context, job: Job) -> Iterable[PlannedJob]:
    """Joins what OCR read, and the reasons of what it could not read, into each document.

    Raises:
        JoinFailed: some documents are damaged or gone; all others are joined.
    """
    failures: dict[str, dict[int, str]] = defaultdict(dict)
    with context.transaction() as connection:
        for document, number, reason in jobs.failed_pages(connection, job.run_id):
            failures[document][number] = reason
        with_pages = jobs.documents_with_page_jobs(connection, job.run_id)
    stopwatch = _stopwatch(context, job)
    before = progress_of(job)
    done, damaged = before.done, dict[str, str]()
    for document in stopwatch.while_time_lasts(with_pages[done:]):
        done += 1
        try:
            join_pages(context.paths(job.subdomain), DocumentKey.parse(document), failures[document])
        except (DocumentMissing, DocumentDamaged) as error:
            log.warning("document not joined", extra={"document": document, "reason": str(error)})
            damaged[document] = str(error)
    if stopwatch.ran_out:
        return (continuation(job, done=done, failed=before.failed + len(damaged)),)
    if damaged or before.failed:
        raise JoinFailed(told(damaged, before.failed))
    return ()


def extract(context: Context, job: Job) -> Iterable[PlannedJob]:
    """Finds facts in the documents that have none yet for their text.

    Raises:
        ExtractionFailed: some documents made the extractor fail; all others have their facts.
    """
    settings = context.settings
    extractor = with_mentions(context.plugins.extractor(settings.extractor), settings.ner_model)
    before = progress_of(job)
    report = extract_site(
        context.paths(job.subdomain), extractor, is_time_up=_stopwatch(context, job).is_over, done=before.done
    )
    log.info("facts found", extra={"documents": report.extracted, "failed": len(report.failures)})
    if not report.is_complete:
        return (continuation(job, done=report.done, failed=before.failed + len(report.failures)),)
    if report.failures or before.failed:
        raise ExtractionFailed(told(report.failures, before.failed))
    return ()


def compile_(context: Context, job: Job) -> Iterable[PlannedJob]:
    """Builds meetings.db, with facts where the job says so."""
    context.plugins.compiling(job.subdomain)
    report = compile_site(
        context.paths(job.subdomain),
        _site(context, job),
        entities=bool(job.args["entities"]),
        people_from_mentions=context.settings.people_from_mentions,
        run_id=job.run_id,
        now=dt.datetime.now(tz=dt.UTC),
    )
    log.info("meetings.db built", extra={"pages": report.pages, "documents_added": report.documents_added})
    context.plugins.compiled(job.subdomain)
    return ()


def deploy(context: Context, job: Job) -> Iterable[PlannedJob]:
    """Publishes the site, if DEPLOY_TARGET says where; when its time is up, another job goes on."""
    target = context.settings.deploy_target
    if target is None:
        log.info("site not published: DEPLOY_TARGET is not set")
        return ()
    wanted = context.settings.deploy_page_images
    deployer = context.plugins.deployer(job.subdomain, target)

    def renderer(pdf: Path, number: int) -> bytes:
        limits = context.pdf_limits
        return render_png(pdf, number, replace(limits, timeout=min(limits.timeout, _PICTURE_TIMEOUT)))

    paths, site = context.paths(job.subdomain), _site(context, job)
    is_time_up = _stopwatch(context, job).is_over
    try:
        with bundle_of(paths, site, render_page=renderer if wanted else None, is_time_up=is_time_up) as bundle:
            report = deploy_site(bundle, deployer, context.plugins)
    except DeployUnfinished:
        return (continuation(job),)
    log.info("site published", extra={"address": report.address, "files": report.files_published})
    return ()


def _stopwatch(context: Context, job: Job) -> Stopwatch:
    return Stopwatch(context.timeouts[job.step] * _SHARE_OF_TIME)


def _site(context: Context, job: Job) -> Site:
    with context.transaction() as connection:
        return sites.find(connection, job.subdomain)
