"""One unfinished run a site, whoever asks and however often."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from clerk import app, workers
from clerk.errors import SiteUnknown, WrongUsage
from clerk.model.lifecycle import Outcome, Priority, Queue
from clerk.model.names import check_subdomain
from clerk.model.run import RunOptions
from clerk.pipeline.enqueue import enqueue
from fixtures.worlds import Tables, World, assert_as_undisturbed


@pytest.mark.parametrize("queues_done", range(len(Queue)))
def test_a_second_enqueue_of_a_running_site_gives_the_run_it_has(queues_done: int, world: World) -> None:
    first = world.enqueue()
    world.work(tuple(Queue)[:queues_done])

    second = enqueue(world.context, world.subdomain, priority=Priority.HIGH, options=RunOptions())

    assert (second.run.run_id, second.is_new) == (first.run_id, False)
    assert world.rows("select count(*) from site_progress") == [(1,)]
    assert world.rows("select count(*) from job_tracking where step = 'fetch'") == [(1,)]


def test_enqueues_at_the_same_moment_make_one_run(world: World, undisturbed: Tables) -> None:
    contexts = [app.wire(world.context.settings, timeouts=workers.JOB_TIMEOUTS) for _ in range(4)]

    with ThreadPoolExecutor(len(contexts)) as threads:
        done = list(
            threads.map(
                lambda each: enqueue(each, world.subdomain, priority=Priority.NORMAL, options=RunOptions()), contexts
            )
        )

    assert len({each.run.run_id for each in done}) == 1
    assert sorted(each.is_new for each in done) == [False, False, False, True]
    for context in contexts:
        context.engine.dispose()
        context.queues.connection.close()
    world.work()
    assert_as_undisturbed(world, undisturbed)


def test_a_site_that_has_nothing_new_says_so(world: World, undisturbed: Tables) -> None:
    world.enqueue()
    world.work()
    before = world.meetings()

    world.enqueue()
    world.work()

    assert world.latest_run().outcome is Outcome.NOTHING_NEW
    assert world.meetings() == before == undisturbed


def test_an_unknown_site_is_not_enqueued(world: World) -> None:
    with pytest.raises(SiteUnknown):
        world.enqueue(check_subdomain("nowhere.ca"))


def test_a_disabled_site_is_not_enqueued(world: World) -> None:
    world.change("update sites set enabled = false")

    with pytest.raises(WrongUsage, match="--enabled"):
        world.enqueue()
