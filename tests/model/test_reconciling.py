"""What is wrong between PostgreSQL and Redis: each rule alone, and none of them when all is well."""

from collections.abc import Iterable

import pytest

from clerk.model.job import JobId
from clerk.model.lifecycle import Queue
from clerk.model.reconciling import DatabaseSnapshot, Fault, Finding, RedisSnapshot, RunningJob, findings
from clerk.model.run import RunId

JOB = JobId("f00d")


def database(
    *, queued: Iterable[str] = (), running: Iterable[RunningJob] = (), stalled: Iterable[int] = ()
) -> DatabaseSnapshot:
    return DatabaseSnapshot(
        queued=frozenset(map(JobId, queued)),
        running=tuple(running),
        stalled_runs=frozenset(map(RunId, stalled)),
    )


def redis(*, waiting: Iterable[str] = (), failed: Iterable[str] = ()) -> RedisSnapshot:
    in_ocr = {queue: frozenset(map(JobId, waiting if queue is Queue.OCR else ())) for queue in Queue}
    return RedisSnapshot(waiting=in_ocr, failed=frozenset(map(JobId, failed)))


def running(*, gone: bool = False, late: bool = False) -> RunningJob:
    return RunningJob(job_id=JOB, attempt=2, worker_is_gone=gone, is_late=late)


def known(*jobs: str) -> frozenset[JobId]:
    return frozenset(map(JobId, jobs))


def test_nothing_is_found_when_both_say_the_same() -> None:
    agreed = findings(database(queued=["a"], running=[running()]), redis(waiting=["a"], failed=["b"]), known("a"))

    assert agreed == frozenset()


def test_a_queued_job_that_redis_does_not_know_was_forgotten() -> None:
    found = findings(database(queued=["a", "b"]), redis(waiting=["b"]), known("b"))

    assert found == {Finding(fault=Fault.FORGOTTEN_BY_REDIS, job=JobId("a"))}


def test_a_job_in_redis_with_nothing_left_to_do_is_to_be_taken_out() -> None:
    found = findings(database(), redis(waiting=["settled", "unsettled"]), known("unsettled"))

    assert found == {Finding(fault=Fault.NOTHING_LEFT_TO_DO, job=JobId("settled"))}


@pytest.mark.parametrize(
    ("job", "failed", "fault"),
    [
        (running(gone=True), [], Fault.WORKER_GONE),
        (running(gone=True, late=True), [JOB], Fault.WORKER_GONE),
        (running(), [JOB], Fault.ENDED_UNSETTLED),
        (running(late=True), [], Fault.PAST_DEADLINE),
    ],
)
def test_a_job_that_nobody_is_at_is_found_once_with_its_attempt(
    job: RunningJob, failed: list[str], fault: Fault
) -> None:
    found = findings(database(running=[job]), redis(failed=failed), known())

    assert found == {Finding(fault=fault, job=JOB, attempt=2)}


def test_a_run_that_should_have_moved_on_is_found() -> None:
    assert findings(database(stalled=[7]), redis(), known()) == {Finding(fault=Fault.NOT_ADVANCED, run=RunId(7))}


def test_what_is_confirmed_is_what_two_looks_have_in_common() -> None:
    """A job that was just popped is in neither list for a moment."""
    first = findings(database(queued=["just-popped", "lost"]), redis(), known())
    second = findings(database(queued=["lost"]), redis(), known())

    assert first & second == {Finding(fault=Fault.FORGOTTEN_BY_REDIS, job=JobId("lost"))}
