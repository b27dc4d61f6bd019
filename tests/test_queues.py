"""The courier: hands jobs over in order, once however often it is told, and forgets them when it must."""

import socket
import threading
from collections.abc import Iterator, Sequence

import pytest
from rq.job import Job as RqJob
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from clerk.errors import ServerUnreachable
from clerk.model.job import JobId, Parcel
from clerk.model.lifecycle import Priority, Queue, Step
from clerk.queues import Queues
from clerk.workers import JOB_TIMEOUTS


@pytest.fixture
def queues(redis_url: str) -> Iterator[Queues]:
    opened = Queues(redis_url, timeouts=JOB_TIMEOUTS)
    yield opened
    opened.connection.close()


def pages(*names: str, priority: Priority = Priority.NORMAL, queue: Queue = Queue.OCR) -> list[Parcel]:
    return [
        Parcel(
            job_id=JobId(name),
            step=Step.OCR,
            queue=queue,
            args={"subdomain": "alameda.ca", "document": "minutes/Council/2024-01-09/0123456789ab", "page": 1},
            priority=priority,
        )
        for name in names
    ]


def waiting(queues: Queues, queue: Queue = Queue.OCR) -> Sequence[str]:
    return queues.queue(queue).get_job_ids()


def fail(queues: Queues, job_id: str) -> None:
    """As RQ leaves a job that raised: out of its queue, in the failed registry."""
    queues.connection.lrem(queues.queue(Queue.OCR).key, 0, job_id)
    job = RqJob.fetch(job_id, connection=queues.connection, serializer=JSONSerializer)
    FailedJobRegistry(queue=queues.queue(Queue.OCR)).add(job, ttl=60, exc_string="it raised")


def failed(queues: Queues) -> Sequence[str]:
    return FailedJobRegistry(queue=queues.queue(Queue.OCR)).get_job_ids()


def test_jobs_wait_in_the_order_in_which_they_were_handed_over(queues: Queues) -> None:
    queues.hand_over(pages("a", "b", "c"))
    queues.hand_over(pages("d"))

    assert waiting(queues) == ["a", "b", "c", "d"]


def test_urgent_jobs_go_to_the_front_in_their_own_order(queues: Queues) -> None:
    queues.hand_over(pages("a", "b"))
    queues.hand_over(pages("urgent-1", "urgent-2", "urgent-3", priority=Priority.HIGH))

    assert waiting(queues) == ["urgent-1", "urgent-2", "urgent-3", "a", "b"]


def test_the_queue_high_serves_those_who_came_first(queues: Queues) -> None:
    queues.hand_over(pages("first", priority=Priority.HIGH, queue=Queue.HIGH))
    queues.hand_over(pages("second", priority=Priority.HIGH, queue=Queue.HIGH))

    assert waiting(queues, Queue.HIGH) == ["first", "second"]


def test_a_job_that_is_handed_over_twice_waits_once(queues: Queues) -> None:
    queues.hand_over(pages("a", "b"))
    queues.hand_over(pages("a"))

    assert sorted(waiting(queues)) == ["a", "b"]


def test_parcels_for_several_queues_go_to_each_of_them(queues: Queues) -> None:
    queues.hand_over([*pages("a"), *pages("b", queue=Queue.EXTRACTION), *pages("c")])

    assert (waiting(queues), waiting(queues, Queue.EXTRACTION)) == (["a", "c"], ["b"])
    assert (queues.waiting(Queue.OCR), queues.waiting(Queue.EXTRACTION)) == (2, 1)


def test_a_failed_job_that_is_handed_over_again_is_no_longer_listed_as_failed(queues: Queues) -> None:
    queues.hand_over(pages("a"))
    fail(queues, "a")

    queues.hand_over(pages("a"))

    assert (failed(queues), waiting(queues)) == ([], ["a"])


def test_a_dead_execution_does_not_fail_a_job_that_was_handed_over_again(queues: Queues) -> None:
    """RQ's clean-up takes a running job for abandoned by whatever execution of it has expired."""
    registry = queues.queue(Queue.OCR).started_job_registry
    queues.hand_over(pages("a"))
    queues.connection.zadd(registry.key, {"a:dead": 1, "b:alive": 2**40})

    queues.hand_over(pages("a"))
    queues.connection.hset(RqJob.key_for("a"), "status", "started")
    registry.cleanup()

    assert (failed(queues), registry.get_job_ids()) == ([], ["b"])


def test_dropped_jobs_are_gone_from_queues_registry_and_memory(queues: Queues) -> None:
    queues.hand_over(pages("a", "b", "c"))
    fail(queues, "b")

    queues.drop([JobId("a"), JobId("b"), JobId("never-heard-of")])

    assert (waiting(queues), failed(queues)) == (["c"], [])
    assert [queues.connection.exists(RqJob.key_for(job_id)) for job_id in ("a", "b", "c")] == [0, 0, 1]


def test_a_snapshot_lists_what_waits_in_each_queue(queues: Queues) -> None:
    queues.hand_over([*pages("a"), *pages("b", queue=Queue.DEPLOY)])

    seen = queues.snapshot()

    assert seen.waiting == {
        Queue.HIGH: frozenset(),
        Queue.FETCH: frozenset(),
        Queue.OCR: {"a"},
        Queue.EXTRACTION: frozenset(),
        Queue.DEPLOY: {"b"},
    }


def test_a_redis_that_is_down_is_named_without_its_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]  # bound, and nobody listens
        queues = Queues(f"redis://clerk:hunter2@127.0.0.1:{port}/0", timeouts=JOB_TIMEOUTS)

        with pytest.raises(ServerUnreachable, match=f"127.0.0.1:{port}/0.*REDIS_URL") as unreachable:
            queues.check()
        queues.connection.close()

    assert "hunter2" not in str(unreachable.value)


@pytest.fixture
def silent_server() -> Iterator[tuple[int, list[socket.socket]]]:
    """The port of a server that accepts and never answers, and whom it has accepted."""
    accepted: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    accepted.append(server.accept()[0])
                except OSError:
                    return

        accepting = threading.Thread(target=accept)
        accepting.start()
        yield server.getsockname()[1], accepted
        server.shutdown(socket.SHUT_RDWR)
        accepting.join()
    for one in accepted:
        one.close()


def test_a_redis_that_never_answers_is_asked_once(silent_server: tuple[int, list[socket.socket]]) -> None:
    """Tries within tries once took minutes, in which a pool could not say that its workers live."""
    port, accepted = silent_server
    queues = Queues(f"redis://127.0.0.1:{port}/0?socket_timeout=0.2", timeouts=JOB_TIMEOUTS)

    with pytest.raises(ServerUnreachable, match=f"127.0.0.1:{port}/0"):
        queues.check()
    queues.connection.close()

    assert len(accepted) == 1


def test_an_answer_of_redis_is_not_waited_for_without_end(queues: Queues) -> None:
    assert queues.connection.connection_pool.connection_kwargs["socket_timeout"] == 5
