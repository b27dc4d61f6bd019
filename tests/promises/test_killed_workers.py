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
