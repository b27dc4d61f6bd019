"""How a run ended, and how far it is: counted, never remembered."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk.model.lifecycle import JobState, Outcome, Priority, Step
from clerk.model.names import Subdomain
from clerk.model.run import Run, RunId, RunOptions, RunProgress, RunTally, StepCounts, outcome_of

NOW = dt.datetime(2026, 1, 8, 14, 23, 15, tzinfo=dt.UTC)


def a_run() -> Run:
    return Run(
        run_id=RunId(1),
        subdomain=Subdomain("pleasanton"),
        priority=Priority.NORMAL,
        options=RunOptions(),
        round=1,
        requested_at=NOW,
        started_at=NOW,
        updated_at=NOW,
        finished_at=None,
        outcome=None,
        reason=None,
    )


def progress(counts: StepCounts, *, pages_read_at_fetch: int = 0) -> RunProgress:
    return RunProgress(run=a_run(), pages_read_at_fetch=pages_read_at_fetch, counts=counts)


def tally(
    *, not_ok: int = 0, refused: int = 0, pages: int = 1, failed_jobs: int = 0, fetch_error: str | None = None
) -> RunTally:
    return RunTally(
        documents_not_ok=not_ok,
        refused=refused,
        pages_read=pages,
        failed_jobs=failed_jobs,
        fetch_error=fetch_error,
    )


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        (tally(), Outcome.COMPLETED),
        (tally(pages=0), Outcome.COMPLETED),
        (tally(not_ok=1), Outcome.COMPLETED_WITH_FAILURES),
        (tally(failed_jobs=1), Outcome.COMPLETED_WITH_FAILURES),
        (tally(failed_jobs=1, fetch_error="the source is down"), Outcome.COMPLETED_WITH_FAILURES),
        (tally(not_ok=2, pages=0), Outcome.FAILED),
        (tally(pages=0, failed_jobs=4), Outcome.FAILED),
        (tally(pages=0, failed_jobs=1, fetch_error="the source is down"), Outcome.FAILED),
        (tally(refused=1), Outcome.COMPLETED_WITH_FAILURES),
        (tally(refused=2, pages=0), Outcome.FAILED),
    ],
)
def test_a_run_ends_failed_only_if_nothing_was_read_and_something_went_wrong(
    counted: RunTally, expected: Outcome
) -> None:
    assert outcome_of(counted) is expected


@given(
    pages=st.integers(0, 3),
    refused=st.integers(0, 3),
    not_ok=st.integers(0, 3),
    failed_jobs=st.integers(0, 3),
)
def test_a_run_with_any_failure_never_ends_as_if_there_were_none(
    pages: int, refused: int, not_ok: int, failed_jobs: int
) -> None:
    ended = outcome_of(tally(refused=refused, not_ok=not_ok, pages=pages, failed_jobs=failed_jobs))

    assert (ended is Outcome.COMPLETED) == (not not_ok and not failed_jobs and not refused)


def test_progress_is_pages_read_at_fetch_plus_settled_page_jobs_of_all_pages() -> None:
    seen = progress(
        {
            Step.FETCH: {JobState.RUNNING: 1},
            Step.OCR: {
                JobState.PENDING: 20,
                JobState.QUEUED: 5,
                JobState.RUNNING: 2,
                JobState.SUCCEEDED: 12,
                JobState.FAILED: 1,
            },
        },
        pages_read_at_fetch=10,
    )

    assert (seen.settled_pages, seen.total_pages) == (23, 50)


def test_a_cancelled_page_is_not_settled() -> None:
    seen = progress({Step.OCR: {JobState.CANCELLED: 3, JobState.SUCCEEDED: 1}})

    assert (seen.settled_pages, seen.total_pages) == (1, 4)


@given(counts=st.dictionaries(st.sampled_from(JobState), st.integers(0, 50)), at_fetch=st.integers(0, 50))
def test_progress_never_exceeds_a_hundred_percent(counts: dict[JobState, int], at_fetch: int) -> None:
    seen = progress({Step.OCR: counts}, pages_read_at_fetch=at_fetch)

    assert 0 <= seen.settled_pages <= seen.total_pages


def test_a_step_that_has_no_job_counts_none() -> None:
    seen = progress({Step.OCR: {JobState.PENDING: 2, JobState.FAILED: 1}})

    assert seen.jobs(Step.DEPLOY) == 0
    assert seen.jobs(Step.OCR) == 3
    assert seen.jobs(Step.OCR, JobState.FAILED, JobState.SUCCEEDED) == 1
