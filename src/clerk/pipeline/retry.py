"""Revives failed and cancelled jobs; what comes after them in the pipeline then runs once more."""

from collections.abc import Sequence
from itertools import groupby

import sqlalchemy as sa

from clerk.errors import JobUnknown
from clerk.model.job import Job, JobId
from clerk.model.lifecycle import AFTER_OCR, PLANNED_BY_FETCH, JobState, Queue, Step
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
        _advance_unfinished(context, connection, subdomain)
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
        _advance_unfinished(context, connection, job.subdomain)
    hand_over(context, Queue)
    return revived


def _advance_unfinished(context: Context, connection: sa.Connection, subdomain: Subdomain) -> None:
    """A new round may have its first step ready at once."""
    unfinished = runs.unfinished(connection, subdomain)
    run = runs.lock(connection, unfinished.run_id) if unfinished is not None else None
    if run is not None:
        advance(context, connection, run)


def revive_one(connection: sa.Connection, job: Job) -> int:
    return _revive(connection, job.run_id, (job,))


def _worth_reviving(of_run: Sequence[Job], latest: Run | None) -> tuple[Job, ...]:
    """Pages of any run, for they are still unread; other steps only of the latest, for it did them anew."""
    return tuple(job for job in of_run if job.step is Step.OCR or (latest is not None and job.run_id == latest.run_id))


def _revive(connection: sa.Connection, run_id: RunId, unhappy: Sequence[Job]) -> int:
    """Revives jobs of one run: in that run, or in the site's unfinished one if there is another by now.

    If later steps of the round have started, a new round begins, in which all steps after OCR run again, in order: then
    those that failed need not be revived, and must not be, or they would run before what they wait for.
    """
    current = runs.unfinished(connection, unhappy[0].subdomain) if unhappy else None
    run = runs.lock(connection, current.run_id if current else run_id) if unhappy else None
    if run is None:
        return 0
    candidates = [job for job in unhappy if _can_be_revived(connection, job, run)]
    if not candidates:
        return 0
    again = any(_was_overtaken(connection, job, run) for job in candidates)
    revived = [job.job_id for job in candidates if not again or job.step in PLANNED_BY_FETCH]
    run = runs.reopen(connection, run.run_id, new_round=again)
    jobs.revive(connection, revived, run)
    return len(candidates)


def _can_be_revived(connection: sa.Connection, job: Job, run: Run) -> bool:
    """True for a job that failed or was cancelled, and that nothing has made good since."""
    if job.state not in {JobState.FAILED, JobState.CANCELLED}:
        return False
    if job.run_id != run.run_id:
        return job.step is Step.OCR and not jobs.is_planned(connection, run.run_id, job.step, job.work_key)
    return job.step in PLANNED_BY_FETCH or job.round == run.round


def _was_overtaken(connection: sa.Connection, job: Job, run: Run) -> bool:
    """True when a step that comes after this job has started in this round: it must then run once more."""
    later = [step for step in AFTER_OCR if _ORDER.index(step) > _ORDER.index(job.step)]
    every_state = frozenset(JobState)
    return any(jobs.has(connection, run.run_id, step, states=every_state, round_=run.round) for step in later)
