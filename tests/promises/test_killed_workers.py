"""`kill -9` at named points: of a work-horse, of the worker that watches it, of the pool that watches the worker."""

from pathlib import Path

import pytest

from clerk.model.lifecycle import Queue
from fixtures.dying_workers import Strike, is_alive, pool_of
from fixtures.worlds import Tables, World, assert_as_undisturbed, wait_until

POINTS = {
    "popped": "before clerk.services.rq_worker.ForkingWorker.execute_job",
    "not yet claimed": "before clerk.pipeline.perform._claim",
    "claimed": "after clerk.pipeline.perform._claim",
    "text written": "after clerk.pipeline.steps.ocr.write_page",
    "settled": "before clerk.pipeline.settle.hand_over",
    "marked as handed over": "before clerk.queues.Queues.hand_over",
}


@pytest.mark.parametrize(
    ("point", "whom"),
    [
        ("popped", "worker"),
        ("popped", "pool"),
        *((point, whom) for point in tuple(POINTS)[1:] for whom in ("horse", "worker", "pool")),
    ],
)
def test_a_kill_loses_no_page_and_doubles_none(
    point: str, whom: str, world: World, undisturbed: Tables, tmp_path: Path
) -> None:
    world.enqueue()
    world.work([Queue.FETCH])

    with pool_of(world, Queue.OCR, tmp_path / "pool", strike=Strike(at=POINTS[point], whom=whom)) as pool:
        struck = pool.wait_for_strike()
        doomed = [struck[name] for name in ("pool", "worker", "horse") if struck[name]]
        doomed = doomed[doomed.index(struck[whom]) :]
        wait_until(lambda: not any(map(is_alive, doomed)), "what was struck takes with it what it had started")
    world.finish()

    assert_as_undisturbed(world, undisturbed)


@pytest.mark.parametrize(
    ("queue", "point"),
    [
        (Queue.FETCH, "after clerk.pipeline.steps.fetch._commit"),
        (Queue.EXTRACTION, "after clerk.pipeline.steps.after_ocr.join_pages"),
        (Queue.EXTRACTION, "after clerk.pipeline.steps.after_ocr.compile_site"),
        (Queue.EXTRACTION, "after clerk.pipeline.steps.after_ocr.extract_site"),
        (Queue.DEPLOY, "after clerk.pipeline.steps.after_ocr.deploy_site"),
    ],
)
def test_a_kill_in_any_step_does_no_harm(
    queue: Queue, point: str, world: World, undisturbed: Tables, tmp_path: Path
) -> None:
    world.enqueue()
    world.work([each for each in Queue if each is not queue])

    with pool_of(world, queue, tmp_path / "pool", strike=Strike(at=point, whom="pool")) as pool:
        pool.wait_for_strike()
    world.finish()

    assert_as_undisturbed(world, undisturbed)


def test_a_pool_that_goes_on_counts_the_death_of_its_work_horse(world: World, tmp_path: Path) -> None:
    """Its own clock is enough: nobody is taken for silent here."""
    world.enqueue()
    world.work([Queue.FETCH])
    kills = "select state, kills, error_class from job_tracking where kills > 0"

    with pool_of(world, Queue.OCR, tmp_path / "pool", strike=Strike(at=POINTS["claimed"], whom="horse")) as pool:
        pool.wait_for_strike()
        wait_until(lambda: world.rows(kills), "the death is not counted")

    assert world.rows(kills) == [("pending", 1, "WorkHorseKilled")]


def test_a_pool_puts_back_what_its_dead_worker_was_at(world: World, tmp_path: Path) -> None:
    world.enqueue()
    world.work([Queue.FETCH])
    kills = "select state, kills, error_class from job_tracking where kills > 0"

    with pool_of(world, Queue.OCR, tmp_path / "pool", strike=Strike(at=POINTS["claimed"], whom="worker")) as pool:
        pool.wait_for_strike()
        wait_until(lambda: world.rows(kills), "the death is not counted")

    assert world.rows(kills) == [("pending", 1, "WorkerLost")]
