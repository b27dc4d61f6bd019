"""Redis and RQ: the transport of jobs to workers, and nothing but."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import cast

import redis
from redis.backoff import ExponentialWithJitterBackoff
from redis.retry import Retry
from rq import Queue as RqQueue
from rq.job import Job as RqJob
from rq.queue import EnqueueData
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from clerk.carried_job import CarriedJob
from clerk.errors import ServerUnreachable, SettingInvalid
from clerk.model.job import JobId, Parcel
from clerk.model.lifecycle import NODES, Priority, Queue, Step
from clerk.model.reconciling import RedisSnapshot
from clerk.model.server_url import masked

_JOB_MODULE = "clerk.workers"
_FAILURE_KEPT_SECONDS = 7 * 24 * 3600
_CONNECT_TIMEOUT_SECONDS = 5
_ANSWER_TIMEOUT_SECONDS = 5
_LOST = (redis.ConnectionError,)
_LOST_OR_SILENT = (redis.ConnectionError, redis.TimeoutError)


def connect(url: str) -> redis.Redis:
    """A client that has not connected yet; it tries again on a lost connection before it gives up.

    A server that accepts and says nothing is waited for once: tries within tries would take minutes.

    Raises:
        SettingInvalid: it is no URL of a Redis.

    """
    try:
        return redis.Redis.from_url(
            url,
            socket_connect_timeout=_CONNECT_TIMEOUT_SECONDS,
            socket_timeout=_ANSWER_TIMEOUT_SECONDS,
            retry=_tries(_LOST),
            health_check_interval=30,
        )
    except ValueError as error:
        raise SettingInvalid("REDIS_URL is no address of a Redis: write redis://host:6379/0") from error


def _tries(errors: tuple[type[redis.RedisError], ...]) -> Retry:
    return Retry(ExponentialWithJitterBackoff(cap=2, base=0.1), retries=5, supported_errors=errors)


class Queues:
    """The queues of one Redis; what they carry is JSON, so whoever can write to Redis cannot run code."""

    def __init__(self, url: str, *, timeouts: Mapping[Step, int]) -> None:
        self.connection = connect(url)
        self._url = url
        self._timeouts = timeouts

    def queue(self, queue: Queue) -> RqQueue:
        """RQ's queue; its job class is that of everything RQ does with it, maintenance included."""
        return RqQueue(queue.value, connection=self.connection, job_class=CarriedJob, serializer=JSONSerializer)

    def wait_out_silence(self) -> None:
        """For a process that does jobs: it must not leave one because Redis says nothing for a while."""
        self.connection.set_retry(_tries(_LOST_OR_SILENT))

    def check(self) -> None:
        """Asks Redis for a sign of life.

        Raises:
            ServerUnreachable: Redis does not answer, or does not let us in.
        """
        with self.naming_the_server():
            self.connection.ping()

    @contextmanager
    def naming_the_server(self) -> Iterator[None]:
        """Turns the loss of Redis into one sentence."""
        try:
            yield
        except (redis.ConnectionError, redis.TimeoutError, redis.ResponseError) as error:
            raise ServerUnreachable(
                f"Redis at {masked(self._url)} cannot be reached ({error}): is it running, and is REDIS_URL right?"
            ) from error

    def hand_over(self, parcels: Sequence[Parcel]) -> None:
        """Puts jobs into their queues, urgent ones at the front, in the order given; safe to repeat."""
        for (queue, priority), group in groupby(parcels, key=lambda parcel: (parcel.queue, parcel.priority)):
            urgent = priority is Priority.HIGH and queue is not Queue.HIGH
            batch = list(group)
            rq_queue = self.queue(queue)
            failed = FailedJobRegistry(queue=rq_queue)
            with self.connection.pipeline() as pipeline:
                for entry in self._executions_of(rq_queue, batch):
                    pipeline.zrem(rq_queue.started_job_registry.key, entry)
                for parcel in batch:
                    failed.remove(parcel.job_id, pipeline=pipeline)
                    pipeline.lrem(rq_queue.key, 0, parcel.job_id)
                rq_queue.enqueue_many(
                    [self._job_data(parcel, at_front=urgent) for parcel in (reversed(batch) if urgent else batch)],
                    pipeline=pipeline,
                )
                pipeline.execute()

    def waiting(self, queue: Queue) -> int:
        return self.queue(queue).count

    def lists_as_failed(self, queue: Queue, job_id: JobId) -> bool:
        """True while RQ's failed registry of the queue has the job; requeueing it takes it out."""
        return job_id in FailedJobRegistry(queue=self.queue(queue))

    def snapshot(self) -> RedisSnapshot:
        waiting = {queue: frozenset(map(JobId, self.queue(queue).get_job_ids())) for queue in Queue}
        registries = [FailedJobRegistry(queue=self.queue(queue)) for queue in Queue]
        failed = frozenset(JobId(job_id) for registry in registries for job_id in registry.get_job_ids(cleanup=False))
        return RedisSnapshot(waiting=waiting, failed=failed)

    def drop(self, job_ids: Collection[JobId]) -> None:
        """Takes jobs out of every queue and failed registry, and forgets them; running ones end by themselves."""
        unwanted = set(job_ids)
        for queue in Queue:
            rq_queue = self.queue(queue)
            failed = FailedJobRegistry(queue=rq_queue)
            waiting = unwanted.intersection(rq_queue.get_job_ids())
            broken = unwanted.intersection(failed.get_job_ids(cleanup=False))
            with self.connection.pipeline() as pipeline:
                for job_id in waiting:
                    pipeline.lrem(rq_queue.key, 0, job_id)
                for job_id in broken:
                    failed.remove(job_id, pipeline=pipeline)
                for job_id in waiting | broken:
                    pipeline.delete(RqJob.key_for(job_id))
                pipeline.execute()

    def _executions_of(self, rq_queue: RqQueue, parcels: Iterable[Parcel]) -> tuple[bytes, ...]:
        """Earlier executions that RQ still has: it would take a later one for abandoned as soon as they expire.

        Source: rq.registry.StartedJobRegistry, "Each entry is a {job_id}:{execution_id}".
        """
        job_ids = {parcel.job_id.encode() for parcel in parcels}
        entries = cast("list[bytes]", self.connection.zrange(rq_queue.started_job_registry.key, 0, -1))
        return tuple(entry for entry in entries if entry.partition(b":")[0] in job_ids)

    def _job_data(self, parcel: Parcel, *, at_front: bool) -> EnqueueData:
        function = NODES[parcel.step].function
        return RqQueue.prepare_data(
            f"{_JOB_MODULE}.{function}",
            kwargs=dict(parcel.args),
            timeout=self._timeouts[parcel.step],
            result_ttl=0,
            failure_ttl=_FAILURE_KEPT_SECONDS,
            description=f"{function} {' '.join(str(value) for value in parcel.args.values())}",
            job_id=parcel.job_id,
            at_front=at_front,
        )
