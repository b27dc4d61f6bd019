"""The reconciler finds what fell between PostgreSQL and Redis, one leader at a time, in time, and repairs it once."""

import datetime as dt

from clerk import reconcile as module
from clerk.model.job import JobId
from clerk.model.lifecycle import Queue
from clerk.model.reconciling import Fault
from clerk.model.verdict import DELAY_AFTER_KILL
from clerk.reconcile import look, reconcile
from clerk.services import worker_pool
from clerk.state import jobs, snapshot
from clerk.state.workers import SILENCE
from fixtures.barcode_pages import CODES
from fixtures.worlds import Tables, World, assert_as_undisturbed

TWO_MINUTES = 120.0
A_MINUTE = dt.timedelta(minutes=1)


def _fetched(world: World) -> None:
    world.enqueue()
    world.work([Queue.FETCH])


def _claim_first_page(world: World, *, worker: str = "a silent one") -> None:
    with world.context.transaction() as connection:
        assert jobs.claim(connection, JobId(world.jobs("ocr")[0]), worker=worker, time_limit=A_MINUTE) is not None


def test_a_run_that_goes_well_needs_no_repair(world: World) -> None:
    _fetched(world)

    assert look(world.context) == frozenset()
    assert reconcile(world.context) == {}


def test_jobs_that_redis_forgot_are_handed_over_again(world: World, undisturbed: Tables) -> None:
    _fetched(world)
    world.context.queues.connection.flushdb()

    assert reconcile(world.context) == {Fault.FORGOTTEN_BY_REDIS: len(CODES)}

    assert reconcile(world.context) == {}
    world.work()
    assert_as_undisturbed(world, undisturbed)


def test_a_job_whose_worker_is_silent_is_put_back_and_counted_as_a_kill(world: World) -> None:
    _fetched(world)
    _claim_first_page(world)
    assert reconcile(world.context) == {}, "a worker that was born just now has not spoken yet"
    world.change("update job_tracking set started_at = now() - interval '1 minute' where state = 'running'")

    assert reconcile(world.context) == {Fault.WORKER_GONE: 1}

    assert world.rows("select state, attempt, kills from job_tracking where kills > 0") == [("pending", 1, 1)]
    assert reconcile(world.context) == {}


def test_a_job_whose_worker_has_just_spoken_is_left_alone(world: World) -> None:
    _fetched(world)
    _claim_first_page(world, worker="here")
    world.change("insert into workers (name, stage, host, pid) values ('here', 'ocr', 'here', 1)")

    assert reconcile(world.context) == {}


def test_a_job_past_its_deadline_is_put_back_though_its_worker_lives(world: World) -> None:
    _fetched(world)
    _claim_first_page(world, worker="here")
    world.change("insert into workers (name, stage, host, pid) values ('here', 'ocr', 'here', 1)")
    world.change("update job_tracking set deadline_at = now() - interval '1 second' where state = 'running'")

    assert reconcile(world.context) == {Fault.PAST_DEADLINE: 1}


def test_a_job_whose_work_is_done_is_taken_out_of_redis(world: World) -> None:
    _fetched(world)
    key = world.context.queues.queue(Queue.OCR).key
    world.context.queues.connection.rpush(key, world.jobs("fetch")[0], "nobody-knows-it")

    assert reconcile(world.context) == {Fault.NOTHING_LEFT_TO_DO: 2}

    assert world.context.queues.waiting(Queue.OCR) == len(CODES)


def test_a_run_that_was_settled_and_not_advanced_goes_on(world: World, undisturbed: Tables) -> None:
    _fetched(world)
    world.work([Queue.OCR])
    world.change("delete from job_tracking where step = 'ocr-complete'")
    world.context.queues.connection.flushdb()

    assert reconcile(world.context) == {Fault.NOT_ADVANCED: 1}

    world.work()
    assert_as_undisturbed(world, undisturbed)


def test_one_leads_and_the_others_leave_it_to_him(world: World) -> None:
    _fetched(world)
    world.context.queues.connection.flushdb()

    with world.context.engine.connect() as leading:
        assert snapshot.lead(leading)
        assert reconcile(world.context) is None
        snapshot.stop_leading(leading)

    assert reconcile(world.context) == {Fault.FORGOTTEN_BY_REDIS: len(CODES)}


def test_what_a_dead_worker_was_doing_is_handed_over_within_two_minutes() -> None:
    """The longest that each wait on the way can take, one behind the other."""
    noticed = SILENCE.total_seconds() + worker_pool._RECONCILE_EVERY_SECONDS + module.SECOND_LOOK_AFTER_SECONDS
    handed_over = DELAY_AFTER_KILL.total_seconds() + worker_pool._ALIVE_EVERY_SECONDS

    assert noticed + handed_over < TWO_MINUTES
