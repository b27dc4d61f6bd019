"""The printed forms of `clerk status` and `clerk failures`: pure functions of records, as the manual shows them."""

import datetime as dt
from collections.abc import Iterator, Sequence

from clerk.model.job import Failure
from clerk.model.lifecycle import UNSETTLED, JobState, Outcome, Queue, Step
from clerk.model.run import RunProgress
from clerk.model.status import Overview, Retrying, SiteStatus, Waiting

_SHOWN_STAGES: tuple[tuple[str, frozenset[Step]], ...] = (
    ("fetch", frozenset({Step.FETCH})),
    ("ocr", frozenset({Step.OCR})),
    (
        "extraction",
        frozenset({Step.OCR_COMPLETE, Step.COMPILE_TEXT, Step.EXTRACT, Step.COMPILE_ENTITIES}),
    ),
    ("deploy", frozenset({Step.DEPLOY_TEXT, Step.DEPLOY})),
)
"""The manual's four stages, and the steps that each is made of."""


def current_stage(progress: RunProgress) -> str:
    """The first stage that is not over; after the last one, the outcome."""
    if progress.run.outcome is not None:
        return progress.run.outcome.value
    return next((name for name, _ in _SHOWN_STAGES if not _is_over(progress, name)), "deploy")


def overview_lines(overview: Overview) -> Iterator[str]:
    """`clerk status`: the manual's form first, then what it does not have room for."""
    yield "Queue Status"
    yield "============"
    for queue, status in overview.queues.items():
        yield f"{queue.value:<12} {status.waiting} jobs"
    yield ""
    yield "Active Sites"
    yield "============"
    for progress in overview.active:
        yield f"{progress.run.subdomain}: {current_stage(progress)}{_pages_in_brackets(progress)}"
    yield from _attention(overview)


def site_lines(subdomain: str, status: SiteStatus, *, zone: dt.tzinfo | None = None) -> Iterator[str]:
    """`clerk status --subdomain`; times in this zone, by default the machine's."""
    title = f"Site Progress: {subdomain}"
    yield title
    yield "=" * len(title)
    progress = status.progress
    if progress is None:
        yield f"Never enqueued: run `clerk enqueue {subdomain}`"
        return
    done, total = progress.settled_pages, progress.total_pages
    yield f"Current Stage: {current_stage(progress)}"
    yield f"Progress: {done}/{total} completed ({_percent(done, total)})"
    yield f"Started: {_local(progress.run.started_at or progress.run.requested_at, zone)}"
    yield f"Last Updated: {_local(progress.run.updated_at, zone)}"
    yield ""
    yield "Pipeline Stages:"
    for name, _ in _SHOWN_STAGES:
        yield _stage_line(progress, name)
    yield from _site_attention(subdomain, status, progress)


def failure_lines(failures: Sequence[Failure], *, zone: dt.tzinfo | None = None) -> Iterator[str]:
    """`clerk failures`: three lines each, so that addresses and reasons may be long."""
    for failure in failures:
        tried = f", {failure.attempts} attempts" if failure.attempts > 1 else ""
        yield f"{failure.subdomain}: {failure.what} failed ({_local(failure.when, zone)}{tried})"
        yield f"  {failure.subject}"
        yield f"  {failure.reason}"
        if failure.job_id is not None:
            yield f"  try again: clerk retry {failure.job_id}"


def _is_over(progress: RunProgress, stage: str) -> bool:
    steps = dict(_SHOWN_STAGES)[stage]
    if stage == "ocr":
        if _has_failed(progress, "fetch") and not progress.total_pages:
            return False
        return _is_over(progress, "fetch") and not progress.jobs(Step.OCR, *UNSETTLED, JobState.CANCELLED)
    if any(progress.jobs(step, *UNSETTLED, JobState.CANCELLED) for step in steps):
        return False
    needed = steps - {Step.DEPLOY_TEXT}
    return all(progress.jobs(step) for step in needed)


def _stage_line(progress: RunProgress, stage: str) -> str:
    if progress.run.outcome is Outcome.NOTHING_NEW and stage != "fetch":
        return f"    {stage:<8} - Nothing new"
    if _has_failed(progress, stage):
        return f"  ✗ {stage:<8} - Failed"
    if _is_over(progress, stage):
        return f"  ✓ {stage:<8} - Complete"
    if progress.run.outcome is not None:
        return f"    {stage:<8} - Not run"
    if current_stage(progress) != stage:
        return f"    {stage:<8} - Pending"
    pages = f" ({progress.settled_pages}/{progress.total_pages})" if stage == "ocr" else ""
    return f"  → {stage:<8} - In Progress{pages}"


def _has_failed(progress: RunProgress, stage: str) -> bool:
    """True when a step of the stage failed; a page that did costs one page and not the stage."""
    return any(progress.jobs(step, JobState.FAILED) for step in dict(_SHOWN_STAGES)[stage] if step is not Step.OCR)


def _pages_in_brackets(progress: RunProgress) -> str:
    if current_stage(progress) != "ocr":
        return ""
    done, total = progress.settled_pages, progress.total_pages
    return f" ({done}/{total}, {_percent(done, total)})"


def _percent(done: int, total: int) -> str:
    """Rounded down: 9,999 of 10,000 pages are not 100 %."""
    return f"{1000 * done // total / 10:.1f}%" if total else "0.0%"


def _number(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _attention(overview: Overview) -> Iterator[str]:
    lines = (
        *_idle_queues(overview),
        *map(_held_line, overview.held),
        *map(_retrying_line, overview.retrying),
        *_unhappy(overview),
    )
    if lines:
        yield ""
        yield "Needs Attention"
        yield "==============="
        yield from lines
    if overview.repairs:
        said = ", ".join(f"{number} {fault.value}" for fault, number in sorted(overview.repairs.items()))
        yield ""
        yield f"Repaired in the last 24 hours: {said}"


def _idle_queues(overview: Overview) -> Iterator[str]:
    for queue, status in overview.queues.items():
        if status.waiting and not status.workers:
            kind = "fetch" if queue is Queue.HIGH else queue.value
            yield f"{queue.value}: {_number(status.waiting, 'job')} and NO WORKER: run `clerk worker {kind}`"


def _unhappy(overview: Overview) -> Iterator[str]:
    for run in overview.unhappy:
        reason = f": {run.reason}" if run.reason else ""
        yield f"{run.subdomain}: {run.outcome.value}{reason} (clerk failures {run.subdomain})"


def _held_line(held: Waiting) -> str:
    were, them = ("was", "it") if held.cancelled_jobs == 1 else ("were", "them")
    return (
        f"{held.subdomain}: waits, {_number(held.cancelled_jobs, 'job')} {were} {held.reason}: "
        f"`clerk retry {held.subdomain}` revives {them}, `clerk purge {held.subdomain}` gives {them} up"
    )


def _retrying_line(retrying: Retrying) -> str:
    jobs = _number(retrying.jobs, f"{retrying.step.value} job")
    return f"{retrying.subdomain}: {jobs} will be tried again: {retrying.reason}"


def _site_attention(subdomain: str, status: SiteStatus, progress: RunProgress) -> Iterator[str]:
    lines = []
    if status.held is not None:
        lines.append(_held_line(status.held))
    lines.extend(map(_retrying_line, status.retrying))
    if progress.run.outcome is not None:
        reason = f": {progress.run.reason}" if progress.run.reason else ""
        lines.append(f"Outcome: {progress.run.outcome.value}{reason}")
    failed = sum(by_state.get(JobState.FAILED, 0) for by_state in progress.counts.values())
    counted = ((failed, "failed job"), (progress.failed_documents, "document"), (progress.refusals, "listing"))
    not_read = [_number(number, thing) for number, thing in counted if number]
    if not_read:
        lines.append(f"Not read: {', '.join(not_read)} (clerk failures {subdomain})")
    if lines:
        yield ""
        yield from lines


def _local(moment: dt.datetime, zone: dt.tzinfo | None) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
