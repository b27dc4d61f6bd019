"""The JSON forms of `clerk status` and `clerk failures`: stable, documented in docs/reference/json.md."""

import datetime as dt
from collections.abc import Sequence

from clerk.cli.status_text import current_stage
from clerk.model.job import Failure
from clerk.model.run import Run, RunProgress
from clerk.model.status import EndedRun, Overview, Retrying, SiteStatus, Waiting

Json = dict[str, object]


def overview_json(overview: Overview) -> Json:
    return {
        "queues": {
            queue.value: {"waiting": status.waiting, "running": status.running, "workers": status.workers}
            for queue, status in overview.queues.items()
        },
        "active": [progress_json(progress) for progress in overview.active],
        "held": [_held(held) for held in overview.held],
        "retrying": [_retrying(retrying) for retrying in overview.retrying],
        "unhappy": [_ended(run) for run in overview.unhappy],
        "sites": overview.sites,
        "repairs_last_day": {fault.value: number for fault, number in overview.repairs.items()},
    }


def site_json(subdomain: str, status: SiteStatus) -> Json:
    return {
        "subdomain": subdomain,
        "latest": None if status.progress is None else progress_json(status.progress),
        "held": None if status.held is None else _held(status.held),
        "retrying": [_retrying(retrying) for retrying in status.retrying],
        "runs": [_run(run) for run in status.previous],
    }


def failures_json(failures: Sequence[Failure]) -> list[Json]:
    return [
        {
            "subdomain": failure.subdomain,
            "what": failure.what,
            "subject": failure.subject,
            "reason": failure.reason,
            "error": failure.error_class,
            "attempts": failure.attempts,
            "when": _moment(failure.when),
            "job_id": failure.job_id,
        }
        for failure in failures
    ]


def progress_json(progress: RunProgress) -> Json:
    return {
        **_run(progress.run),
        "stage": current_stage(progress),
        "pages": {"settled": progress.settled_pages, "total": progress.total_pages},
        "steps": {
            step.value: {state.value: number for state, number in by_state.items()}
            for step, by_state in progress.counts.items()
        },
        "failed_documents": progress.failed_documents,
        "refused_listings": progress.refusals,
    }


def _run(run: Run) -> Json:
    return {
        "run": run.run_id,
        "subdomain": run.subdomain,
        "priority": run.priority.value,
        "requested_at": _moment(run.requested_at),
        "started_at": _moment(run.started_at),
        "updated_at": _moment(run.updated_at),
        "finished_at": _moment(run.finished_at),
        "outcome": None if run.outcome is None else run.outcome.value,
        "reason": run.reason,
    }


def _held(held: Waiting) -> Json:
    return {"subdomain": held.subdomain, "cancelled_jobs": held.cancelled_jobs, "reason": held.reason}


def _retrying(retrying: Retrying) -> Json:
    return {
        "subdomain": retrying.subdomain,
        "step": retrying.step.value,
        "jobs": retrying.jobs,
        "reason": retrying.reason,
    }


def _ended(run: EndedRun) -> Json:
    return {
        "subdomain": run.subdomain,
        "outcome": run.outcome.value,
        "reason": run.reason,
        "finished_at": _moment(run.finished_at),
    }


def _moment(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(dt.UTC).isoformat()
