"""Redis holds no more than a window, runs take turns in it, and what is urgent goes first to the very end."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clerk.model.job import JobId
from clerk.model.lifecycle import Outcome, Priority, Queue, Step
from clerk.model.names import Subdomain
from clerk.pipeline.hand_over import hand_over
from clerk.state import jobs
from fixtures.barcode_pages import CODES, write_scan
from fixtures.worlds import Tables, World, assert_as_undisturbed, opened_world, settings_of_world

OTHER_CODES = tuple(range(1001, 1007))


@contextmanager
def _world_with_window(
    window: int, database_url: str, redis_url: str, documents: Path, folder: Path
) -> Iterator[World]:
    settings = settings_of_world(database_url, redis_url, folder, queue_window=window)
    with opened_world(settings, documents) as opened:
        yield opened


@pytest.fixture
def narrow_world(
    undisturbed: Tables,  # noqa: ARG001  it must be over before this world begins
    database_url: str,
    redis_url: str,
    barcode_documents: Path,
    tmp_path: Path,
) -> Iterator[World]:
    """A world in which two jobs of a queue may wait in Redis."""
    with _world_with_window(2, database_url, redis_url, barcode_documents, tmp_path / "world") as opened:
        yield opened


def _other_site(world: World, folder: Path) -> Subdomain:
    write_scan(folder / "minutes" / "Council" / "2024-03-01.pdf", OTHER_CODES)
    return world.add_site("otherville.ca", folder)


def _record_reads(world: World) -> list[int]:
    reads: list[int] = []
    world.engine.during_read = reads.append
    return reads


def test_no_more_jobs_than_the_window_wait_in_redis(narrow_world: World, undisturbed: Tables) -> None:
    waiting: list[int] = []
    narrow_world.engine.during_read = lambda _: waiting.append(narrow_world.context.queues.waiting(Queue.OCR))
    narrow_world.enqueue()
    narrow_world.work([Queue.FETCH])
    waiting.append(narrow_world.context.queues.waiting(Queue.OCR))

    narrow_world.work()

    assert max(waiting) == 2
    assert_as_undisturbed(narrow_world, undisturbed)


def test_a_window_of_one_still_moves(
    database_url: str, redis_url: str, barcode_documents: Path, tmp_path: Path, undisturbed: Tables
) -> None:
    with _world_with_window(1, database_url, redis_url, barcode_documents, tmp_path / "world") as world:
        world.enqueue()
        world.work()

        assert_as_undisturbed(world, undisturbed)


def test_two_runs_take_turns_though_one_came_first(narrow_world: World, tmp_path: Path) -> None:
    reads = _record_reads(narrow_world)
    narrow_world.enqueue()
    narrow_world.work([Queue.FETCH])
    narrow_world.enqueue(_other_site(narrow_world, tmp_path / "other"))
    narrow_world.work([Queue.FETCH])

    narrow_world.work([Queue.OCR])

    assert sorted(reads) == sorted((*CODES, *OTHER_CODES))
    behind_the_window = ["other" if code in OTHER_CODES else "first" for code in reads[2:]]
    turns = [behind_the_window[at : at + 2] for at in range(0, 8, 2)]
    assert all(set(turn) == {"first", "other"} for turn in turns), behind_the_window


def test_the_fetch_of_an_urgent_run_waits_on_high_and_is_polled_first(world: World, tmp_path: Path) -> None:
    world.enqueue()
    urgent = _other_site(world, tmp_path / "other")

    world.enqueue(urgent, priority=Priority.HIGH)

    assert world.context.queues.waiting(Queue.HIGH) == 1
    world.work(most=1)
    assert world.rows("select subdomain from job_tracking where step = 'fetch' and state = 'succeeded'") == [(urgent,)]


def test_every_job_of_an_urgent_run_is_at_the_front_of_its_queue(world: World, tmp_path: Path) -> None:
    """The first run is always one step ahead, so that in each queue a job of its waits before the urgent one comes."""
    urgent = _other_site(world, tmp_path / "other")
    world.enqueue()
    world.work([Queue.FETCH])
    world.enqueue(urgent, priority=Priority.HIGH)
    world.work([Queue.HIGH])
    reads = _record_reads(world)

    world.work([Queue.OCR], most=len(OTHER_CODES))

    assert reads == list(OTHER_CODES)
    world.work([Queue.OCR])
    waiting = _subdomains_waiting(world, Queue.EXTRACTION)
    assert waiting[0] == urgent
    for _ in range(4):
        world.work([Queue.EXTRACTION], most=1)
    assert world.rows("select distinct subdomain from job_tracking where queue = 'extraction' and attempt > 0") == [
        (urgent,)
    ]
    assert _subdomains_waiting(world, Queue.DEPLOY) == [urgent]


def _subdomains_waiting(world: World, queue: Queue) -> list[str]:
    with world.context.transaction() as connection:
        found = [jobs.find(connection, JobId(job_id)) for job_id in world.context.queues.queue(queue).get_job_ids()]
    return [job.subdomain for job in found if job is not None]


def test_an_urgent_run_does_not_wait_for_the_window_of_another(narrow_world: World, tmp_path: Path) -> None:
    world = narrow_world
    urgent = _other_site(world, tmp_path / "other")
    world.enqueue()
    world.work([Queue.FETCH])
    assert world.context.queues.waiting(Queue.OCR) == 2
    reads = _record_reads(world)
    world.enqueue(urgent, priority=Priority.HIGH)
    world.work([Queue.HIGH])

    world.work([Queue.OCR])

    assert set(reads[: len(OTHER_CODES)]) == set(OTHER_CODES)
    assert set(reads[len(OTHER_CODES) :]) == set(CODES)


def test_a_job_put_back_waits_for_its_time_though_the_window_is_empty(world: World) -> None:
    world.enqueue()
    world.work([Queue.FETCH])
    world.context.queues.connection.flushdb()
    world.change("update job_tracking set state = 'pending', not_before = now() + interval '1 hour' where step = 'ocr'")

    hand_over(world.context, Queue)

    assert world.context.queues.waiting(Queue.OCR) == 0
    world.clerk("retry", world.subdomain)
    assert world.context.queues.waiting(Queue.OCR) == len(CODES)


def test_an_urgent_run_ends_as_any_other(world: World, undisturbed: Tables) -> None:
    world.enqueue(priority=Priority.HIGH)

    world.work()

    assert_as_undisturbed(world, undisturbed)
    assert world.latest_run().outcome is Outcome.COMPLETED
    assert world.rows("select queue from job_tracking where step = :step", step=Step.FETCH) == [("high",)]
