"""The same with Tesseract: a page that it has read survives the death of its reader, and is searched for and found."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk.demo import DOCUMENTS
from clerk.model.lifecycle import Outcome, Queue
from clerk.pipeline.hand_over import hand_over
from fixtures.dying_workers import Strike, pool_of
from fixtures.worlds import World, opened_world, settings_of_world, wait_until

SCANNED = "minutes/City Council/1987-06-09.pdf"
"""Two typewritten pages."""


@pytest.fixture
def tesseract_world(database_url: str, redis_url: str, tmp_path: Path) -> Iterator[World]:
    source = tmp_path / "source"
    (source / SCANNED).parent.mkdir(parents=True)
    shutil.copy(DOCUMENTS / SCANNED, source / SCANNED)
    settings = settings_of_world(database_url, redis_url, tmp_path / "world", default_ocr_backend="tesseract")
    with opened_world(settings, source) as opened:
        yield opened


def test_a_scan_is_read_once_though_its_first_reader_was_killed(tesseract_world: World, tmp_path: Path) -> None:
    world = tesseract_world
    world.enqueue()
    world.work([Queue.FETCH])

    def is_read() -> bool:
        world.change("update job_tracking set not_before = null where not_before < now() + interval '4 seconds'")
        hand_over(world.context, [Queue.OCR])
        return world.states("ocr") == ["succeeded"] * 2

    strike = Strike(at="after clerk.pipeline.steps.ocr.write_page", whom="horse")
    with pool_of(world, Queue.OCR, tmp_path / "pool", strike=strike) as pool:
        pool.wait_for_strike()
        wait_until(is_read, "Tesseract does not read the pages")
    world.work([Queue.EXTRACTION, Queue.DEPLOY])

    assert world.latest_run().outcome is Outcome.COMPLETED
    assert world.rows("select kills, count(*) from job_tracking where step = 'ocr' group by 1 order by 1") == [
        (0, 1),
        (1, 1),
    ]
    assert len(world.meetings()["minutes"]) == 2
    assert "1987-06-09" in world.clerk("search", world.subdomain, "council")
