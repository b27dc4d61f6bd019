"""One bad page costs one page: tried again, given up, quarantined, requeued by hand; and its reason is told."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue as RqQueue
from rq.registry import FailedJobRegistry

from clerk.errors import PageUnreadable, StorageUnavailable
from clerk.model.lifecycle import Outcome, Queue
from clerk.model.verdict import MOST_KILLS, MOST_TRIES
from clerk.pipeline.hand_over import hand_over
from fixtures.barcode_pages import CODES, write_scan
from fixtures.dying_workers import pool_of
from fixtures.worlds import Tables, World, assert_as_undisturbed, wait_until

BAD, OTHER = CODES[1], CODES[4]


def _raising(error: Exception, *codes: int, times: int = 1_000) -> Callable[[int], None]:
    """What fails on these pages, so many times in all."""
    seen: Counter[int] = Counter()

    def during_read(code: int) -> None:
        seen[code] += 1
        if code in codes and seen[code] <= times:
            raise error

    return during_read


def _failed_run(world: World, *codes: int) -> None:
    world.engine.during_read = _raising(PageUnreadable("the page is torn"), *codes)
    world.enqueue()
    world.work()
    world.engine.during_read = lambda _: None


def test_a_transient_error_costs_time_and_nothing_else(world: World, undisturbed: Tables) -> None:
    world.engine.during_read = _raising(StorageUnavailable("the disk is full"), BAD, times=2)
    world.enqueue()

    world.work()

    waiting = "select state, attempt, kills, not_before > now(), error_message from job_tracking where attempt > 0"
    assert (*world.rows(f"{waiting} and state <> 'succeeded'"),) == (("pending", 1, 0, True, "the disk is full"),)
    hand_over(world.context, Queue)
    assert world.context.queues.waiting(Queue.OCR) == 0, "handed over before its time"
    world.finish()
    assert_as_undisturbed(world, undisturbed)
    assert world.rows("select max(attempt) from job_tracking where step = 'ocr'") == [(3,)]


def test_a_transient_error_that_does_not_end_is_given_up(world: World) -> None:
    world.engine.during_read = _raising(StorageUnavailable("the disk is full"), BAD)
    world.enqueue()

    run = world.finish()

    assert run.outcome is Outcome.COMPLETED_WITH_FAILURES
    failed = "select attempt, kills, error_message from job_tracking where state = 'failed'"
    assert world.rows(failed) == [(MOST_TRIES, 0, "the disk is full")]


@pytest.mark.parametrize(
    ("error", "reason"),
    [(PageUnreadable("the page is torn"), "the page is torn"), (ValueError("seven"), "ValueError: seven")],
)
def test_a_permanent_error_costs_one_page_at_once(error: Exception, reason: str, world: World) -> None:
    world.engine.during_read = _raising(error, BAD)
    world.enqueue()

    world.work()

    run = world.latest_run()
    assert (run.outcome, run.reason) == (Outcome.COMPLETED_WITH_FAILURES, "1 job failed")
    failed = world.rows("select attempt, error_message from job_tracking where state = 'failed'")
    assert failed == [(1, reason)]
    texts = " ".join(str(row) for row in world.meetings()["minutes"])
    assert [code for code in CODES if f"sheet {code}." in texts] == [code for code in CODES if code != BAD]


def test_the_reason_of_a_failure_is_told_and_stays(world: World) -> None:
    _failed_run(world, BAD)

    for _ in range(2):
        assert f"{world.subdomain}: completed_with_failures: 1 job failed" in world.clerk("status")
        assert "the page is torn" in world.clerk("failures", world.subdomain)
        world.enqueue()
        world.work()
    assert world.rows("select count(*) from job_tracking where state = 'failed'") == [(1,)]


def test_a_page_that_kills_its_reader_three_times_is_quarantined(world: World, tmp_path: Path) -> None:
    world.enqueue()
    world.work([Queue.FETCH])

    with pool_of(world, Queue.OCR, tmp_path / "pool", LETHAL=str(BAD)):
        wait_until(lambda: _is_settled_in_time(world), "the lethal page is not given up")

    kills = "select state, attempt, kills, error_class from job_tracking where kills > 0"
    assert world.rows(kills) == [("failed", MOST_KILLS, MOST_KILLS, "WorkHorseKilled")]
    # The pool may have been stopped between its commit and its hand-over: then the reconciler hands over.
    assert world.finish().outcome is Outcome.COMPLETED_WITH_FAILURES
    assert "died of signal 9" in world.clerk("failures", world.subdomain)


def _is_settled_in_time(world: World) -> bool:
    """Shortens waits, but not to nothing: RQ must note each death before it gets the job again."""
    world.change("update job_tracking set not_before = null where not_before < now() + interval '4 seconds'")
    hand_over(world.context, Queue)
    return set(world.states("ocr")) == {"succeeded", "failed"}


def test_a_run_that_could_read_nothing_at_all_failed(world: World, tmp_path: Path) -> None:
    write_scan(tmp_path / "torn" / "minutes" / "Council" / "2024-01-01.pdf", [BAD])
    world.change(
        "update sites set fetcher_options = jsonb_build_object('path', cast(:path as text))",
        path=str(tmp_path / "torn"),
    )

    _failed_run(world, BAD)

    assert world.latest_run().outcome is Outcome.FAILED


def test_two_failed_pages_of_a_run_are_retried_and_complete_it(world: World, undisturbed: Tables) -> None:
    _failed_run(world, BAD, OTHER)
    assert world.latest_run().outcome is Outcome.COMPLETED_WITH_FAILURES

    said = world.clerk("retry", world.subdomain)

    assert said == f"Revived 2 job(s) of {world.subdomain}\n"
    world.work()
    assert world.latest_run().round == 2
    assert_as_undisturbed(world, undisturbed)


def test_one_failed_page_is_retried_by_its_job_id(world: World, undisturbed: Tables) -> None:
    _failed_run(world, BAD)
    [(job_id,)] = world.rows("select job_id from job_tracking where state = 'failed'")

    world.clerk("retry", job_id)

    world.work()
    assert_as_undisturbed(world, undisturbed)


def test_a_failed_page_of_an_earlier_run_is_read_in_a_later_one(world: World, undisturbed: Tables) -> None:
    _failed_run(world, BAD)
    world.enqueue()
    world.work()

    world.clerk("retry", world.subdomain)

    world.work()
    assert world.meetings() == undisturbed


@pytest.mark.filterwarnings("ignore:job.exc_info is deprecated:DeprecationWarning")
def test_the_manuals_snippet_lists_and_requeues_what_failed(
    world: World, undisturbed: Tables, capsys: pytest.CaptureFixture[str]
) -> None:
    _failed_run(world, BAD, OTHER)
    settings = world.context.settings
    assert settings.redis_url is not None
    capsys.readouterr()

    # The manual, "Job Failures", but for the address: no serializer is named.
    redis_conn = Redis.from_url(settings.redis_url.get_secret_value())
    queue = RqQueue("ocr", connection=redis_conn)
    failed = FailedJobRegistry(queue=queue)

    for job_id in failed.get_job_ids():
        job = queue.fetch_job(job_id)
        print(f"Job {job_id}: {job.exc_info}")  # type: ignore[union-attr]  # noqa: T201  as the manual has it

    for job_id in failed.get_job_ids():
        failed.requeue(job_id)

    redis_conn.close()
    assert capsys.readouterr().out.count("the page is torn") == 2
    world.work()
    assert_as_undisturbed(world, undisturbed)


def test_a_requeued_page_that_fails_again_counts_once(world: World) -> None:
    _failed_run(world, BAD)
    world.engine.during_read = _raising(PageUnreadable("still torn"), BAD)
    failed = FailedJobRegistry(queue=world.context.queues.queue(Queue.OCR))
    [job_id] = failed.get_job_ids()

    failed.requeue(job_id)
    world.work()

    assert world.latest_run().outcome is Outcome.COMPLETED_WITH_FAILURES
    assert world.rows("select job_id, attempt, error_message from job_tracking where state = 'failed'") == [
        (job_id, 2, "still torn")
    ]
    assert failed.get_job_ids() == [job_id]
