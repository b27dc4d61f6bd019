"""What a person purges stays purged, whoever is at work and whatever repairs itself."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest

from clerk.builtin.fetchers.folder import FolderFetcher
from clerk.model.document import DocumentRef, Refusal
from clerk.model.lifecycle import Queue
from clerk.model.site import Site
from clerk.pipeline.purge import purge_queue, purge_site
from clerk.plugins.hookspecs import hookimpl
from clerk.reconcile import reconcile
from fixtures.barcode_pages import CODES
from fixtures.worlds import Tables, World, assert_as_undisturbed


def _purge_at(world: World, code: int) -> Callable[[int], None]:
    def during_read(read: int) -> None:
        if read == code:
            purge_site(world.context, world.subdomain)

    return during_read


@pytest.mark.parametrize("code", [CODES[0], CODES[2], CODES[-1]])
def test_a_site_purged_while_a_page_is_read_starts_anew_and_misses_nothing(
    code: int, world: World, undisturbed: Tables
) -> None:
    world.enqueue()
    world.engine.during_read = _purge_at(world, code)

    world.work()

    assert world.rows("select * from job_tracking") == []
    assert world.rows("select * from site_progress") == []
    assert [world.context.queues.waiting(queue) for queue in Queue] == [0] * len(Queue)
    world.engine.during_read = lambda _: None
    world.enqueue()
    world.work()
    assert_as_undisturbed(world, undisturbed)


class _PurgingFetcher(FolderFetcher):
    """Lists the folder, and purges the site after the second document."""

    world: ClassVar[World]

    def documents(self, site: Site, since: dt.date | None) -> Iterator[DocumentRef | Refusal]:
        for number, document in enumerate(super().documents(site, since), start=1):
            yield document
            if number == 2:
                purge_site(self.world.context, site.subdomain)


class _PurgingPlugin:
    @hookimpl
    def fetcher_class(self, label: str) -> type[FolderFetcher] | None:
        return _PurgingFetcher if label == "folder" else None


def test_a_site_purged_while_it_is_fetched_starts_anew_and_misses_nothing(world: World, undisturbed: Tables) -> None:
    _PurgingFetcher.world = world
    world.context.plugins.register(_PurgingPlugin(), "purging")
    world.enqueue()

    world.work()

    assert world.rows("select * from job_tracking") == []
    world.context.plugins._manager.unregister(name="purging")
    world.enqueue()
    world.work()
    assert_as_undisturbed(world, undisturbed)


def test_a_site_purged_and_enqueued_again_while_a_page_is_read_ends_once(world: World, undisturbed: Tables) -> None:
    world.enqueue()

    def start_anew(_: int) -> None:
        world.engine.during_read = lambda _: None
        purge_site(world.context, world.subdomain)
        world.enqueue()

    world.engine.during_read = start_anew

    world.work()

    assert_as_undisturbed(world, undisturbed)


def test_the_reconciler_does_not_bring_a_purged_queue_back(world: World) -> None:
    world.enqueue()
    world.work([Queue.FETCH])

    cleared = purge_queue(world.context, Queue.OCR)

    assert cleared == len(CODES)
    for _ in range(3):
        world.let_time_pass()
        reconcile(world.context)
    assert world.context.queues.waiting(Queue.OCR) == 0
    assert world.states("ocr") == ["cancelled"] * len(CODES)
    assert world.latest_run().finished_at is None


def test_status_says_why_a_run_waits_whose_queue_was_purged(world: World) -> None:
    world.enqueue()
    world.work([Queue.FETCH])

    said = world.clerk("purge-queue", "ocr")

    assert said == f"Cleared {len(CODES)} job(s) from queue: ocr\n"
    for status in (world.clerk("status"), world.clerk("status", "--subdomain", world.subdomain)):
        assert "cleared from queue ocr by `clerk purge-queue`" in status
        assert f"clerk retry {world.subdomain}" in status


def test_retry_revives_a_purged_queue_and_the_run_ends(world: World, undisturbed: Tables) -> None:
    world.enqueue()
    world.work([Queue.FETCH])
    purge_queue(world.context, Queue.OCR)
    world.work()
    assert world.latest_run().finished_at is None

    world.clerk("retry", world.subdomain)

    world.work()
    assert_as_undisturbed(world, undisturbed)


def test_a_page_that_ends_after_its_queue_was_purged_does_not_move_the_run_on(
    world: World, undisturbed: Tables
) -> None:
    world.enqueue()
    world.work([Queue.FETCH])

    def purge_the_rest(_: int) -> None:
        world.engine.during_read = lambda _: None
        purge_queue(world.context, Queue.OCR)

    world.engine.during_read = purge_the_rest

    world.work()

    assert sorted(world.states("ocr")) == ["cancelled"] * (len(CODES) - 1) + ["succeeded"]
    assert world.jobs("ocr-complete") == []
    world.clerk("retry", world.subdomain)
    world.work()
    assert_as_undisturbed(world, undisturbed)


@pytest.mark.parametrize("queue", [Queue.FETCH, Queue.EXTRACTION, Queue.DEPLOY])
def test_retry_revives_any_purged_queue(queue: Queue, world: World, undisturbed: Tables) -> None:
    world.enqueue()
    world.work([each for each in Queue if each is not queue])
    assert purge_queue(world.context, queue) == 1
    world.work()

    world.clerk("retry", world.subdomain)

    world.work()
    assert_as_undisturbed(world, undisturbed)


def test_a_job_that_is_cleared_after_it_was_popped_does_not_run(world: World) -> None:
    world.enqueue()
    world.work([Queue.FETCH])
    queue = world.context.queues.queue(Queue.OCR)
    popped = queue.get_job_ids()
    purge_queue(world.context, Queue.OCR)
    for job_id in popped:
        world.context.queues.connection.rpush(queue.key, job_id)

    world.work()

    assert world.states("ocr") == ["cancelled"] * len(CODES)
