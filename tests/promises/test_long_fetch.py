"""A long fetch is many short jobs: it stops before its time is over, and another job of the run goes on."""

from dataclasses import replace

import pytest

from clerk import workers
from clerk.model.lifecycle import Queue, Step
from fixtures.barcode_pages import SCANS
from fixtures.worlds import Tables, World, assert_as_undisturbed

DOCUMENTS = len(SCANS) + 1
MOST_JOBS = 4 * DOCUMENTS
"""A fetch that goes round in circles is stopped here."""


@pytest.fixture
def world_without_time(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A fetch job has time for one document."""
    context = replace(world.context, timeouts={**world.context.timeouts, Step.FETCH: 0})
    monkeypatch.setattr(workers, "context", lambda: context)
    return replace(world, context=context)


def _fetch(world: World) -> None:
    for _ in range(MOST_JOBS):
        world.work([Queue.FETCH], most=1)
    assert world.context.queues.waiting(Queue.FETCH) == 0, "the fetch does not end"


def test_a_fetch_without_time_goes_on_as_other_jobs_until_all_is_there(
    world_without_time: World, undisturbed: Tables
) -> None:
    world = world_without_time
    world.enqueue()

    _fetch(world)

    assert set(world.states("fetch")) == {"succeeded"}
    assert len(world.jobs("fetch")) > 2
    world.work()
    assert_as_undisturbed(world, undisturbed)


def test_pages_of_the_first_document_can_be_read_while_the_fetch_goes_on(world_without_time: World) -> None:
    world = world_without_time
    world.enqueue()

    for _ in range(2):
        world.work([Queue.FETCH], most=1)

    assert world.context.queues.waiting(Queue.FETCH) == 1
    world.work([Queue.OCR])
    assert set(world.states("ocr")) == {"succeeded"}
    assert world.jobs("ocr-complete") == []


def test_a_fetch_that_finds_all_as_it_was_ends_without_time_too(world_without_time: World) -> None:
    world = world_without_time
    world.enqueue()
    _fetch(world)
    world.work()

    again = world.enqueue()
    _fetch(world)

    assert world.latest_run().run_id == again.run_id
    assert world.latest_run().finished_at is not None


def test_a_source_that_shrank_is_noticed_by_the_last_of_the_jobs(world_without_time: World) -> None:
    world = world_without_time
    world.enqueue()
    _fetch(world)
    world.work()
    world.change(
        "insert into documents (subdomain, kind, body, date, title, url, sha256, bytes, page_count, "
        "pages_read_at_fetch, state) select subdomain, kind, body, date, title, url || n, sha256 || n, 1, 1, 1, 'ok'"
        " from documents, generate_series(1, 2) n"
    )

    world.enqueue()
    _fetch(world)

    [(reason,)] = world.rows("select error_message from job_tracking where state = 'failed'")
    assert f"lists {DOCUMENTS} of the {3 * DOCUMENTS} documents" in reason


def test_a_coordinator_without_time_joins_every_document(
    world: World, undisturbed: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = replace(world.context, timeouts={**world.context.timeouts, Step.OCR_COMPLETE: 0})
    monkeypatch.setattr(workers, "context", lambda: context)
    world.enqueue()

    for _ in range(MOST_JOBS + 20):
        world.work(most=1)

    assert len(world.jobs("ocr-complete")) == len(SCANS) + 1
    assert world.rows("select distinct state from job_tracking") == [("succeeded",)]
    assert world.latest_run().finished_at is not None
    assert world.meetings() == undisturbed


def test_a_deploy_without_time_publishes_everything_in_the_end(
    world: World, undisturbed: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = replace(world.context, timeouts={**world.context.timeouts, Step.DEPLOY: 0})
    monkeypatch.setattr(workers, "context", lambda: context)
    world.enqueue()

    for _ in range(MOST_JOBS + 20):
        world.work(most=1)

    assert len(world.jobs("deploy")) == DOCUMENTS
    assert_as_undisturbed(world, undisturbed)
