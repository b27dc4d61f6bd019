"""A stop that reaches every process of a unit or a container: the current page is finished, and nothing is counted."""

import os
import signal
from pathlib import Path

from clerk.model.lifecycle import Queue
from fixtures.barcode_pages import CODES
from fixtures.dying_workers import _family_of, pool_of
from fixtures.worlds import PATIENCE_SECONDS, Tables, World, assert_as_undisturbed


def test_a_stop_of_all_processes_lets_the_page_be_finished(world: World, undisturbed: Tables, tmp_path: Path) -> None:
    world.enqueue()
    world.work([Queue.FETCH])

    with pool_of(world, Queue.OCR, tmp_path / "pool", gate=True) as pool:
        pool.wait_for_reader_of(CODES[0])
        horse = _family_of(pool.process.pid)[-1]
        os.kill(horse, signal.SIGTERM)
        pool.process.send_signal(signal.SIGTERM)  # it tells the worker; twice within a second is once for RQ
        pool.open_gate()
        code = pool.process.wait(PATIENCE_SECONDS)

    assert code == 0, pool.log()
    assert world.rows("select attempt, kills from job_tracking where step = 'ocr' and attempt > 0") == [(1, 0)]
    world.finish()
    assert_as_undisturbed(world, undisturbed)
