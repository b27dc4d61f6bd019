"""PostgreSQL is the truth and Redis the courier: each may go away in the middle of a page, and nothing is lost."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerk.model.lifecycle import Queue
from clerk.model.reconciling import Fault
from clerk.reconcile import reconcile
from clerk.services import postgres, redis
from clerk.state import migrations
from clerk.state.engine import open_engine
from fixtures.barcode_pages import CODES
from fixtures.dying_workers import Pool, pool_of
from fixtures.worlds import Tables, World, assert_as_undisturbed, opened_world, settings_of_world, wait_until

FIRST = CODES[0]


@pytest.fixture
def home() -> Iterator[Path]:
    """Servers of this test alone, to be killed; PostgreSQL's user must be able to reach them."""
    with tempfile.TemporaryDirectory(prefix="clerk-lost-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder
        redis.stop(folder)
        postgres.stop(folder)


@pytest.fixture
def world_with_its_redis(
    undisturbed: Tables,  # noqa: ARG001  it must be over before this world begins
    home: Path,
    database_url: str,
    barcode_documents: Path,
    tmp_path: Path,
) -> Iterator[World]:
    redis.start(home, lambda _: None)
    settings = settings_of_world(database_url, redis.url_of(home), tmp_path / "world")
    with opened_world(settings, barcode_documents) as opened:
        yield opened


@pytest.fixture
def world_with_its_postgresql(
    undisturbed: Tables,  # noqa: ARG001  it must be over before this world begins
    home: Path,
    redis_url: str,
    barcode_documents: Path,
    tmp_path: Path,
) -> Iterator[World]:
    postgres.start(home, lambda _: None)
    engine = open_engine(postgres.url_of(home))
    migrations.upgrade(engine)
    engine.dispose()
    settings = settings_of_world(postgres.url_of(home), redis_url, tmp_path / "world")
    with opened_world(settings, barcode_documents) as opened:
        yield opened


def _let_the_pool_finish(world: World, pool: Pool) -> None:
    """The pool that was there all the time reads what is left; here nothing happens but what its own clock would do."""

    def is_done() -> bool:
        assert pool.process.poll() is None, f"the pool ended: {pool.log()}"
        world.change("update job_tracking set not_before = null where not_before is not null")
        reconcile(world.context)
        return world.states("ocr") == ["succeeded"] * len(CODES)

    wait_until(is_done, "the pool does not go on")


def _flush(world: World, _home: Path) -> None:
    world.context.queues.connection.flushall()


def _restart_redis_empty(_world: World, home: Path) -> None:
    redis.stop(home)
    redis.start(home, lambda _: None)


@pytest.mark.parametrize("lose", [_flush, _restart_redis_empty])
def test_a_redis_that_forgets_everything_costs_no_page(
    lose: Callable[[World, Path], None], world_with_its_redis: World, home: Path, undisturbed: Tables, tmp_path: Path
) -> None:
    world = world_with_its_redis
    world.enqueue()
    world.work([Queue.FETCH])

    with pool_of(world, Queue.OCR, tmp_path / "pool", gate=True) as pool:
        pool.wait_for_reader_of(FIRST)
        lose(world, home)
        pool.open_gate()
        _let_the_pool_finish(world, pool)
    world.finish()

    assert_as_undisturbed(world, undisturbed)


@pytest.mark.parametrize("queue", [Queue.FETCH, Queue.OCR, Queue.EXTRACTION, Queue.DEPLOY])
def test_a_redis_that_is_flushed_before_any_step_costs_nothing(queue: Queue, world: World, undisturbed: Tables) -> None:
    world.enqueue()
    world.work([each for each in Queue if each is not queue])
    assert world.context.queues.waiting(queue) > 0
    world.context.queues.connection.flushdb()

    world.finish()

    assert_as_undisturbed(world, undisturbed)


def test_a_redis_that_is_flushed_while_a_page_is_read_here_costs_nothing(world: World, undisturbed: Tables) -> None:
    def flush(_: int) -> None:
        world.context.queues.connection.flushdb()

    world.engine.during_read = flush
    world.enqueue()

    world.finish()

    assert_as_undisturbed(world, undisturbed)
    assert world.rows("select max(attempt) from job_tracking") == [(1,)]


def test_an_enqueue_while_redis_is_down_is_carried_out_when_it_is_back(
    world_with_its_redis: World, home: Path, undisturbed: Tables
) -> None:
    world = world_with_its_redis
    redis.stop(home)
    world.enqueue()
    redis.start(home, lambda _: None)

    world.finish()

    assert_as_undisturbed(world, undisturbed)


def test_a_postgresql_that_restarts_while_a_page_is_read_costs_no_page(
    world_with_its_postgresql: World, home: Path, undisturbed: Tables, tmp_path: Path
) -> None:
    world = world_with_its_postgresql
    world.enqueue()
    world.work([Queue.FETCH])

    with pool_of(world, Queue.OCR, tmp_path / "pool", gate=True) as pool:
        pool.wait_for_reader_of(FIRST)
        postgres.stop(home)
        pool.open_gate()
        wait_until(lambda: "server unreachable" in pool.log(), "nobody notices that PostgreSQL is away")
        postgres.start(home, lambda _: None)
        _let_the_pool_finish(world, pool)
    world.finish()

    assert_as_undisturbed(world, undisturbed)


def test_a_job_that_could_not_say_how_it_ended_is_done_again(world: World, undisturbed: Tables) -> None:
    """It is in RQ's failed registry, and PostgreSQL still believes that it runs."""
    world.enqueue()
    world.work([Queue.FETCH])
    job_id = world.jobs("ocr")[0]
    world.change("update job_tracking set state = 'running', attempt = 1 where job_id = :job", job=job_id)
    world.change("insert into workers (name, stage, host, pid) values ('here', 'ocr', 'here', 1)")
    world.change("update job_tracking set worker = 'here' where job_id = :job", job=job_id)
    queue = world.context.queues.queue(Queue.OCR)
    world.context.queues.connection.lrem(queue.key, 0, job_id)
    world.context.queues.connection.zadd(queue.failed_job_registry.key, {job_id: time.time() + 1_000})

    repaired = reconcile(world.context)

    assert repaired == {Fault.ENDED_UNSETTLED: 1}
    world.finish()
    assert_as_undisturbed(world, undisturbed)
