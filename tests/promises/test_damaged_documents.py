"""A document that somebody damaged in the archive costs itself alone, and is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from clerk import workers
from clerk.model.lifecycle import Outcome, Queue, Step
from clerk.pipeline.retry import retry_site
from fixtures.barcode_pages import write_scan
from fixtures.worlds import World

_FAILED = "select step, error_class, error_message like '%Alpha%' from job_tracking where state = 'failed'"


@pytest.fixture
def two_documents(world: World, tmp_path: Path) -> World:
    """A site of two scans; Alpha's comes first."""
    documents = tmp_path / "two"
    write_scan(documents / "minutes/Alpha/2024-03-01.pdf", (2001, 2002))
    write_scan(documents / "minutes/Beta/2024-03-01.pdf", (2003, 2004))
    return replace(world, subdomain=world.add_site("two.ca", documents))


def _file_of_alpha(world: World, name: str) -> Path:
    (file,) = world.context.paths(world.subdomain).documents.rglob(f"Alpha/*/*/{name}")
    return file


def test_words_cut_short_cost_one_document_and_can_be_restored(two_documents: World) -> None:
    world = two_documents
    world.enqueue()
    world.work([Queue.FETCH])
    world.work([Queue.OCR])
    words = _file_of_alpha(world, "words.json.gz")
    whole = words.read_bytes()
    words.write_bytes(whole[:-12])

    world.work()

    assert world.finish().outcome is Outcome.COMPLETED_WITH_FAILURES
    assert world.rows(_FAILED) == [("ocr-complete", "JoinFailed", True)]
    assert len(world.meetings()["motions"]) == 2
    words.write_bytes(whole)
    retry_site(world.context, world.subdomain)
    world.work()
    assert world.finish().outcome is Outcome.COMPLETED
    assert len(world.meetings()["motions"]) == 4


def test_a_document_that_an_earlier_job_of_the_step_could_not_join_is_told_by_the_last(
    two_documents: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = two_documents
    context = replace(world.context, timeouts={**world.context.timeouts, Step.OCR_COMPLETE: 0})
    monkeypatch.setattr(workers, "context", lambda: context)
    world.enqueue()
    world.work([Queue.FETCH])
    world.work([Queue.OCR])
    words = _file_of_alpha(world, "words.json.gz")
    words.write_bytes(words.read_bytes()[:-12])

    world.work()

    assert world.finish().outcome is Outcome.COMPLETED_WITH_FAILURES
    assert world.rows("select work_key, args from job_tracking where state = 'failed'") == [
        ("1+2", {"done": 2, "failed": 1, "subdomain": "two.ca"})
    ]
    assert len(world.meetings()["motions"]) == 2


def test_a_text_that_is_gone_costs_one_document(two_documents: World) -> None:
    world = two_documents
    world.enqueue()
    world.work([Queue.FETCH])
    world.work([Queue.OCR])
    world.work([Queue.EXTRACTION], most=1)
    _file_of_alpha(world, "text.txt").unlink()

    world.work()

    assert world.finish().outcome is Outcome.COMPLETED_WITH_FAILURES
    assert world.rows(_FAILED) == [("extract", "ExtractionFailed", True)]
    assert len(world.meetings()["motions"]) == 2
