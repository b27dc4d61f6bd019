"""Revives failed and cancelled jobs; what comes after them in the pipeline then runs once more."""

from collections.abc import Sequence
from itertools import groupby

import sqlalchemy as sa

from clerk.errors import JobUnknown
from clerk.model.job import Job, JobId
from clerk.model.lifecycle import AFTER_OCR, JobState, Queue, Step
from clerk.model.names import Subdomain
from clerk.model.run import Run, RunId
from clerk.pipeline.advance import advance
from clerk.pipeline.context import Context
from clerk.pipeline.hand_over import hand_over
from clerk.state import jobs, runs, sites

_ORDER = tuple(Step)


def retry_site(context: Context, subdomain: Subdomain) -> int:
    """Revives all that failed or was cancelled for the site, and ends the wait of what was put back; how many jobs.

    Raises:
        SiteUnknown: no such site.
    """
    with context.transaction() as connection:
        sites.find(connection, subdomain)
        latest = runs.latest(connection, subdomain)
        unhappy = jobs.unhappy_of(connection, subdomain)
        revived = 0
        for run_id, group in groupby(sorted(unhappy, key=lambda job: job.run_id), key=lambda job: job.run_id):
            revived += _revive(connection, run_id, _worth_reviving(tuple(group), latest))
        revived += jobs.make_due(connection, subdomain)
        still_open = runs.unfinished(connection, subdomain)
        if still_open is not None:
            run = runs.lock(connection, still_open.run_id)
            if run is not None:
                advance(context, connection, run)
    hand_over(context, Queue)
    return revived


def retry_job(context: Context, job_id: JobId) -> int:
    """Revives one job, if it failed or was cancelled; how many.

    Raises:
        JobUnknown: no such job.
    """
    with context.transaction() as connection:
        job = jobs.find(connection, job_id)
        if job is None:
            raise JobUnknown(f"no site and no job {job_id!r}: `clerk failures` lists the jobs that failed")
        revived = revive_one(connection, job)
    hand_over(context, Queue)
    return revived


def revive_one(connection: sa.Connection, job: Job) -> int:
    return _revive(connection, job.run_id, (job,))


def _worth_reviving(of_run: Sequence[Job], latest: Run | None) -> tuple[Job, ...]:
    """Pages of any run, for they are still unread; other steps only of the latest, for it did them anew."""
    return tuple(job for job in of_run if job.step is Step.OCR or (latest is not None and job.run_id == latest.run_id))


def _revive(connection: sa.Connection, run_id: RunId, unhappy: Sequence[Job]) -> int:
    """Revives jobs of one run: in that run, or in the site's unfinished one if there is another by now."""
    unhappy = [job for job in unhappy if job.state in {JobState.FAILED, JobState.CANCELLED}]
    if not unhappy:
        return 0
    current = runs.unfinished(connection, unhappy[0].subdomain)
    run = runs.lock(connection, current.run_id if current else run_id)
    if run is None:
        return 0
    if run.run_id != run_id:
        unhappy = [job for job in unhappy if job.step is Step.OCR and not _is_planned_in(connection, job, run)]
    again = any(_was_overtaken(connection, job, run) for job in unhappy)
    run = runs.reopen(connection, run.run_id, new_round=again)
    return len(jobs.revive(connection, [job.job_id for job in unhappy], run))


def _is_planned_in(connection: sa.Connection, job: Job, run: Run) -> bool:
    return jobs.is_planned(connection, run.run_id, job.step, job.work_key)


def _was_overtaken(connection: sa.Connection, job: Job, run: Run) -> bool:
    """True when a step that comes after this job has started in this round: it must then run once more."""
    later = [step for step in AFTER_OCR if _ORDER.index(step) > _ORDER.index(job.step)]
    every_state = frozenset(JobState)
    return any(jobs.has(connection, run.run_id, step, states=every_state, round_=run.round) for step in later)
