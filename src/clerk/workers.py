"""The job functions that RQ calls, and how long each may take.

Jobs in flight carry these names, so a renamed function would lose them: add, never rename. What a job is about stands
in PostgreSQL; the arguments are there for people, who see them in RQ's own tools.
"""

# ruff: noqa: ARG001  as said above

import functools
from collections.abc import Mapping

import rq

from clerk import app
from clerk.model.job import JobId
from clerk.model.lifecycle import Step
from clerk.pipeline.context import Context
from clerk.pipeline.perform import perform
from clerk.settings import load

_MINUTE = 60

JOB_TIMEOUTS: Mapping[Step, int] = {
    Step.FETCH: 10 * _MINUTE,
    Step.OCR: 10 * _MINUTE,
    Step.OCR_COMPLETE: 5 * _MINUTE,
    Step.COMPILE_TEXT: 30 * _MINUTE,
    Step.DEPLOY_TEXT: 10 * _MINUTE,
    Step.EXTRACT: 120 * _MINUTE,
    Step.COMPILE_ENTITIES: 30 * _MINUTE,
    Step.DEPLOY: 10 * _MINUTE,
}
"""Seconds, by step; change them here."""


@functools.cache
def context() -> Context:
    """What this process works with, from its settings; made before a worker forks, its work-horses inherit it."""
    return app.wire(load(), timeouts=JOB_TIMEOUTS)


def fetch_site_job(subdomain: str, *, done: int = 0) -> None:
    """Fetches a site's documents and reads their text layers; so many of the list were done by jobs before this one."""
    _perform()


def ocr_page_job(subdomain: str, document: str, page: int) -> None:
    """Reads one page by OCR."""
    _perform()


def ocr_complete_coordinator(subdomain: str, *, done: int = 0, failed: int = 0) -> None:
    """Joins the pages of a run's documents, when all are settled; so many had their turn, and failed, before."""
    _perform()


def db_compilation_job(subdomain: str, *, entities: bool = False) -> None:
    """Builds meetings.db, with or without people, motions and votes."""
    _perform()


def extraction_job(subdomain: str, *, done: int = 0, failed: int = 0) -> None:
    """Finds people, motions and votes; so many documents had their turn, and failed, before."""
    _perform()


def deploy_job(subdomain: str) -> None:
    """Publishes the site."""
    _perform()


def _perform() -> None:
    """Performs the job that RQ is at."""
    job = rq.get_current_job()
    if job is None:
        raise RuntimeError("a job function was called outside of a worker: use `clerk enqueue`")
    perform(context(), JobId(job.id), worker=job.worker_name or "")
