"""At most one attempt counts, however often a job is delivered and however late a worker ends."""

import datetime as dt

import rq
from rq.serializers import JSONSerializer

from clerk.model.job import Job, JobId
from clerk.model.lifecycle import Queue
from clerk.model.verdict import ErrorKind
from clerk.pipeline.perform import perform
from clerk.pipeline.settle import AttemptFailed, settle_failed, settle_succeeded
from clerk.reconcile import reconcile
from clerk.state import jobs
from fixtures.worlds import Tables, World, assert_as_undisturbed


def test_ids_pushed_into_the_list_three_times_are_done_once(world: World, undisturbed: Tables) -> None:
    world.enqueue()
    world.work([Queue.FETCH])
    key = world.context.queues.queue(Queue.OCR).key
    for job_id in world.jobs("ocr"):
        world.context.queues.connection.rpush(key, job_id, job_id)

    world.work()

    assert_as_undisturbed(world, undisturbed)
    assert world.rows("select max(attempt) from job_tracking") == [(1,)]


def test_a_job_that_rq_enqueues_three_times_is_done_once(world: World, undisturbed: Tables) -> None:
    world.enqueue()
    world.work([Queue.FETCH])
    first = world.jobs("ocr")[0]
    [(arguments,)] = world.rows("select args from job_tracking where job_id = :job", job=first)
    world.engine.during_read = lambda _: _enqueue_again(world, first, arguments)

    world.work()

    assert_as_undisturbed(world, undisturbed)
    assert world.rows("select max(attempt) from job_tracking") == [(1,)]


def _enqueue_again(world: World, job_id: str, arguments: dict[str, object]) -> None:
    queue = rq.Queue("ocr", connection=world.context.queues.connection, serializer=JSONSerializer)
    for _ in range(3):
        queue.enqueue("clerk.workers.ocr_page_job", kwargs=arguments, job_id=job_id, result_ttl=0)
    world.engine.during_read = lambda _: None


def test_a_job_that_is_delivered_while_it_runs_does_not_run_twice(world: World, undisturbed: Tables) -> None:
    world.enqueue()
    world.work([Queue.FETCH])
    reads: list[int] = []

    def deliver_again(code: int) -> None:
        reads.append(code)
        for [job_id] in world.rows("select job_id from job_tracking where state = 'running'"):
            perform(world.context, JobId(job_id), worker="another")

    world.engine.during_read = deliver_again

    world.work()

    assert_as_undisturbed(world, undisturbed)
    assert len(reads) == len(set(reads))


def _zombie_of(world: World) -> Job:
    """An attempt that is taken for dead, and whose page is then read by somebody else."""
    world.enqueue()
    world.work([Queue.FETCH])
    with world.context.transaction() as connection:
        zombie = jobs.claim(
            connection, JobId(world.jobs("ocr")[0]), worker="a silent one", time_limit=dt.timedelta(minutes=1)
        )
    assert zombie is not None
    world.let_time_pass()
    reconcile(world.context)
    return zombie


def test_a_zombie_that_succeeds_late_changes_nothing(world: World, undisturbed: Tables) -> None:
    zombie = _zombie_of(world)

    counted = settle_succeeded(world.context, zombie)

    assert not counted
    assert world.states("ocr")[0] == "pending"
    world.finish()
    assert not settle_succeeded(world.context, zombie)
    assert_as_undisturbed(world, undisturbed)


def test_a_zombie_that_fails_late_changes_nothing(world: World, undisturbed: Tables) -> None:
    zombie = _zombie_of(world)
    failed = AttemptFailed(kind=ErrorKind.PERMANENT, error_class="Late", message="the zombie's")

    counted = settle_failed(world.context, zombie, failed)

    assert counted is None
    world.finish()
    assert settle_failed(world.context, zombie, failed) is None
    assert_as_undisturbed(world, undisturbed)
