"""What `clerk status` prints is what the manual shows, letter by letter; more detail stands below it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from clerk.cli.status_text import current_stage, failure_lines, overview_lines, site_lines
from clerk.model.job import Failure, JobId
from clerk.model.lifecycle import JobState, Outcome, Priority, Queue, Step
from clerk.model.names import Subdomain
from clerk.model.reconciling import Fault
from clerk.model.run import Run, RunId, RunOptions, RunProgress, StepCounts
from clerk.model.status import EndedRun, Overview, QueueStatus, Retrying, SiteStatus, Waiting

MANUALS_OVERVIEW = """\
Queue Status
============
high         0 jobs
fetch        2 jobs
ocr          47 jobs
extraction   1 jobs
deploy       0 jobs

Active Sites
============
pleasanton: ocr (23/50, 46.0%)
oakland: fetch"""

MANUALS_SITE = """\
Site Progress: pleasanton
=========================
Current Stage: ocr
Progress: 23/50 completed (46.0%)
Started: 2026-01-08 14:23:15
Last Updated: 2026-01-08 14:25:42

Pipeline Stages:
  ✓ fetch    - Complete
  → ocr      - In Progress (23/50)
    extraction - Pending
    deploy   - Pending"""

STARTED = dt.datetime(2026, 1, 8, 14, 23, 15, tzinfo=dt.UTC)
UPDATED = dt.datetime(2026, 1, 8, 14, 25, 42, tzinfo=dt.UTC)
FETCHED: StepCounts = {Step.FETCH: {JobState.SUCCEEDED: 1}}
READING: StepCounts = {
    **FETCHED,
    Step.OCR: {JobState.SUCCEEDED: 20, JobState.FAILED: 3, JobState.RUNNING: 2, JobState.QUEUED: 25},
}
ALL_DONE: StepCounts = {step: {JobState.SUCCEEDED: 1} for step in Step if step is not Step.DEPLOY_TEXT}


def a_run(subdomain: str = "pleasanton", *, outcome: Outcome | None = None, reason: str | None = None) -> Run:
    return Run(
        run_id=RunId(1),
        subdomain=Subdomain(subdomain),
        priority=Priority.NORMAL,
        options=RunOptions(),
        round=1,
        requested_at=STARTED - dt.timedelta(minutes=1),
        started_at=STARTED,
        updated_at=UPDATED,
        finished_at=None if outcome is None else UPDATED,
        outcome=outcome,
        reason=reason,
    )


def progress(
    counts: StepCounts,
    subdomain: str = "pleasanton",
    *,
    outcome: Outcome | None = None,
    reason: str | None = None,
    read_at_fetch: int = 0,
) -> RunProgress:
    run = a_run(subdomain, outcome=outcome, reason=reason)
    return RunProgress(run=run, pages_read_at_fetch=read_at_fetch, counts=counts)


def site(seen: RunProgress | None, held: Waiting | None = None) -> list[str]:
    status = SiteStatus(progress=seen, held=held, retrying=(), previous=())
    return list(site_lines("pleasanton", status, zone=dt.UTC))


def stages(seen: RunProgress) -> list[str]:
    lines = site(seen)
    first = lines.index("Pipeline Stages:") + 1
    return lines[first : first + 4]


def overview(
    *active: RunProgress,
    waiting: Mapping[Queue, int] | None = None,
    workers: int = 1,
    held: tuple[Waiting, ...] = (),
    retrying: tuple[Retrying, ...] = (),
    unhappy: tuple[EndedRun, ...] = (),
    repairs: Mapping[Fault, int] | None = None,
) -> Overview:
    depths = waiting or {}
    return Overview(
        queues={queue: QueueStatus(waiting=depths.get(queue, 0), running=0, workers=workers) for queue in Queue},
        active=active,
        held=held,
        retrying=retrying,
        unhappy=unhappy,
        sites=len(active),
        repairs=repairs or {},
    )


def manuals_overview(*, workers: int = 1) -> Overview:
    return overview(
        progress(READING),
        progress({Step.FETCH: {JobState.RUNNING: 1}}, "oakland"),
        waiting={Queue.FETCH: 2, Queue.OCR: 47, Queue.EXTRACTION: 1},
        workers=workers,
    )


def test_the_overview_is_the_manuals() -> None:
    assert "\n".join(overview_lines(manuals_overview())) == MANUALS_OVERVIEW


def test_more_detail_stands_below_the_manuals_overview() -> None:
    printed = "\n".join(overview_lines(manuals_overview(workers=0)))

    assert printed.startswith(MANUALS_OVERVIEW + "\n\nNeeds Attention\n")


def test_a_sites_progress_is_the_manuals() -> None:
    assert (
        "\n".join(site(progress(READING))) == MANUALS_SITE + "\n\nNot read: 3 failed jobs (clerk failures pleasanton)"
    )


def test_a_sites_progress_without_failures_is_the_manuals_and_nothing_else() -> None:
    counts = {**FETCHED, Step.OCR: {JobState.SUCCEEDED: 23, JobState.PENDING: 27}}

    assert "\n".join(site(progress(counts))) == MANUALS_SITE


def test_times_are_shown_in_the_sites_zone() -> None:
    status = SiteStatus(progress=progress(READING), held=None, retrying=(), previous=())

    lines = list(site_lines("pleasanton", status, zone=dt.timezone(dt.timedelta(hours=-8))))

    assert "Started: 2026-01-08 06:23:15" in lines


def test_a_site_that_was_never_enqueued_says_what_to_do() -> None:
    assert site(None) == [
        "Site Progress: pleasanton",
        "=========================",
        "Never enqueued: run `clerk enqueue pleasanton`",
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({Step.FETCH: {JobState.QUEUED: 1}}, "fetch"),
        ({Step.FETCH: {JobState.RUNNING: 1}, Step.OCR: {JobState.PENDING: 4}}, "fetch"),
        (READING, "ocr"),
        ({**FETCHED, Step.OCR: {JobState.CANCELLED: 1}}, "ocr"),
        ({**FETCHED, Step.OCR_COMPLETE: {JobState.QUEUED: 1}}, "extraction"),
        (
            {
                **FETCHED,
                Step.OCR_COMPLETE: {JobState.SUCCEEDED: 1},
                Step.COMPILE_TEXT: {JobState.SUCCEEDED: 1},
                Step.EXTRACT: {JobState.RUNNING: 1},
            },
            "extraction",
        ),
        ({**ALL_DONE, Step.DEPLOY: {JobState.PENDING: 1}}, "deploy"),
    ],
)
def test_the_current_stage_is_the_first_that_is_not_over(counts: StepCounts, expected: str) -> None:
    assert current_stage(progress(counts)) == expected


def test_a_completed_run_has_four_ticks_and_an_outcome() -> None:
    lines = site(progress(ALL_DONE, outcome=Outcome.COMPLETED, read_at_fetch=9))

    assert lines[2:4] == ["Current Stage: completed", "Progress: 10/10 completed (100.0%)"]
    assert lines[-6:] == [
        "  ✓ fetch    - Complete",
        "  ✓ ocr      - Complete",
        "  ✓ extraction - Complete",
        "  ✓ deploy   - Complete",
        "",
        "Outcome: completed",
    ]


def test_a_run_that_brought_nothing_new_says_so() -> None:
    assert stages(progress(FETCHED, outcome=Outcome.NOTHING_NEW)) == [
        "  ✓ fetch    - Complete",
        "    ocr      - Nothing new",
        "    extraction - Nothing new",
        "    deploy   - Nothing new",
    ]


def test_a_run_whose_fetch_failed_has_no_tick() -> None:
    failed = progress({Step.FETCH: {JobState.FAILED: 1}}, outcome=Outcome.FAILED, reason="the source is down")

    assert stages(failed) == [
        "  ✗ fetch    - Failed",
        "    ocr      - Not run",
        "    extraction - Not run",
        "    deploy   - Not run",
    ]
    assert "Outcome: failed: the source is down" in site(failed)


def test_a_stage_that_failed_has_a_cross_though_the_run_went_on() -> None:
    deployed_nothing = progress(
        {**ALL_DONE, Step.DEPLOY: {JobState.FAILED: 1}}, outcome=Outcome.COMPLETED_WITH_FAILURES
    )

    assert stages(deployed_nothing)[-2:] == ["  ✓ extraction - Complete", "  ✗ deploy   - Failed"]


def test_pages_that_failed_do_not_make_the_stage_fail() -> None:
    seen = progress({**ALL_DONE, Step.OCR: {JobState.SUCCEEDED: 9, JobState.FAILED: 1}})

    assert stages(seen)[1] == "  ✓ ocr      - Complete"


@pytest.mark.parametrize(
    ("done", "of", "shown"), [(0, 0, "0.0%"), (1, 3, "33.3%"), (9_999, 10_000, "99.9%"), (5, 5, "100.0%")]
)
def test_a_percentage_never_says_a_hundred_before_the_end(done: int, of: int, shown: str) -> None:
    counts = {**FETCHED, Step.OCR: {JobState.SUCCEEDED: done, JobState.QUEUED: of - done}}

    assert site(progress(counts))[3] == f"Progress: {done}/{of} completed ({shown})"


def test_a_queue_with_jobs_and_no_worker_is_told_loudly() -> None:
    lines = list(overview_lines(overview(waiting={Queue.HIGH: 1, Queue.OCR: 3}, workers=0)))

    assert lines[-4:] == [
        "Needs Attention",
        "===============",
        "high: 1 job and NO WORKER: run `clerk worker fetch`",
        "ocr: 3 jobs and NO WORKER: run `clerk worker ocr`",
    ]


def test_a_run_that_waits_for_a_person_says_why_and_what_to_do() -> None:
    held = Waiting(
        subdomain=Subdomain("pleasanton"),
        cancelled_jobs=3,
        reason="cleared from queue ocr by `clerk purge-queue`",
    )
    expected = (
        "pleasanton: waits, 3 jobs were cleared from queue ocr by `clerk purge-queue`: "
        "`clerk retry pleasanton` revives them, `clerk purge pleasanton` gives them up"
    )

    assert list(overview_lines(overview(held=(held,))))[-1] == expected
    assert site(progress(READING), held)[13] == expected


def test_a_site_whose_last_run_went_wrong_is_listed_with_the_reason() -> None:
    run = EndedRun(subdomain=Subdomain("oakland"), outcome=Outcome.FAILED, reason="no such folder", finished_at=UPDATED)
    without_reason = replace(run, outcome=Outcome.COMPLETED_WITH_FAILURES, reason=None)

    assert list(overview_lines(overview(unhappy=(run, without_reason))))[-2:] == [
        "oakland: failed: no such folder (clerk failures oakland)",
        "oakland: completed_with_failures (clerk failures oakland)",
    ]


@pytest.mark.parametrize(("number", "said"), [(1, "1 ocr job"), (2, "2 ocr jobs")])
def test_what_will_be_tried_again_is_told_with_its_reason(number: int, said: str) -> None:
    waits = Retrying(subdomain=Subdomain("oakland"), step=Step.OCR, jobs=number, reason="the disk is full")

    assert list(overview_lines(overview(retrying=(waits,))))[-1] == (
        f"oakland: {said} will be tried again: the disk is full"
    )


def test_repairs_of_the_last_day_are_told() -> None:
    repaired = overview(repairs={Fault.WORKER_GONE: 2})

    assert list(overview_lines(repaired))[-1].startswith("Repaired in the last 24 hours: 2 ")


def test_a_failure_says_what_where_why_and_how_to_try_again() -> None:
    page = Failure(
        subdomain=Subdomain("pleasanton"),
        what="ocr",
        subject="minutes/City Council/2024-01-09/0123456789ab/000003",
        reason="it crashed the reader",
        error_class="ToolCrashed",
        attempts=3,
        when=UPDATED,
        job_id=JobId("f00d"),
    )
    document = replace(page, what="document", subject="https://x/1.pdf", attempts=1, reason="encrypted", job_id=None)

    assert list(failure_lines([page, document], zone=dt.UTC)) == [
        "pleasanton: ocr failed (2026-01-08 14:25:42, 3 attempts)",
        "  minutes/City Council/2024-01-09/0123456789ab/000003",
        "  it crashed the reader",
        "  try again: clerk retry f00d",
        "pleasanton: document failed (2026-01-08 14:25:42)",
        "  https://x/1.pdf",
        "  encrypted",
    ]
