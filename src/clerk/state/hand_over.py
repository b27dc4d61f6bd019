"""Which pending jobs go to Redis next: urgent runs first, then the runs in turn, and no more than the window holds.

The next turn is that of the run with the fewest jobs in Redis; among equals the lot decides, so that none always loses.

Urgent jobs have a window of their own: they must not wait until the others have made room.
"""

from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa

from clerk.model.job import JobId, Parcel
from clerk.model.lifecycle import JobState, Priority, Queue, Step
from clerk.state.schema import job_tracking, site_progress

_LOCK_SPACE = 7_305_209
"""First half of the advisory lock; the second is the queue's place in the list of queues."""

_TAKE = sa.text("""
with runs as (
  select run_id, (
    select count(*) from job_tracking as job
    where job.state = 'queued' and job.queue = :queue and job.run_id = site_progress.run_id
  ) as in_redis
  from site_progress where finished_at is null and priority = :priority
), next as (
  select pick.job_id, pick.turn, pick.seq
  from runs cross join lateral (
    select job_id, seq, in_redis + row_number() over (order by seq) as turn
    from (
      select job_id, seq from job_tracking
      where queue = :queue and run_id = runs.run_id and state = 'pending'
        and (not_before is null or not_before <= now())
      order by seq limit :free
    ) as waiting
  ) as pick
  order by pick.turn, random()
  limit :free
)
update job_tracking as job set state = 'queued', queued_at = now()
from next where job.job_id = next.job_id and job.state = 'pending'
returning job.job_id, job.step, job.queue, job.args, cast(:priority as text) as priority, next.turn, next.seq
""")


def take(connection: sa.Connection, queue: Queue, *, window: int) -> tuple[Parcel, ...]:
    """Marks pending jobs of the queue as queued, as many as its window has room for, in the order to hand them over.

    One caller at a time and queue: a second one waits, and then sees what the first has committed.
    """
    stop_handing_over(connection, (queue,))
    in_redis = _in_redis(connection, queue)
    urgent = _take(connection, queue, Priority.HIGH, window - in_redis[Priority.HIGH])
    return (*urgent, *_take(connection, queue, Priority.NORMAL, window - in_redis.total() - len(urgent)))


def stop_handing_over(connection: sa.Connection, queues: Iterable[Queue]) -> None:
    """Lets nobody else hand over jobs of these queues until the transaction ends; the first of all locks."""
    for place in sorted(list(Queue).index(queue) for queue in queues):
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK_SPACE, place)))


def _in_redis(connection: sa.Connection, queue: Queue) -> Counter[Priority]:
    statement = (
        sa.select(site_progress.c.priority, sa.func.count())
        .join(job_tracking, job_tracking.c.run_id == site_progress.c.run_id)
        .where(job_tracking.c.queue == queue, job_tracking.c.state == JobState.QUEUED)
        .group_by(site_progress.c.priority)
    )
    return Counter({Priority(priority): count for priority, count in connection.execute(statement)})


def _take(connection: sa.Connection, queue: Queue, priority: Priority, free: int) -> tuple[Parcel, ...]:
    if free <= 0:
        return ()
    rows = connection.execute(_TAKE, {"queue": queue.value, "priority": priority.value, "free": free}).mappings().all()
    return tuple(_parcel(row) for row in sorted(rows, key=lambda row: (row["turn"], row["seq"])))


def again(connection: sa.Connection, job_ids: tuple[JobId, ...]) -> tuple[Parcel, ...]:
    """Those of the jobs that are still marked as queued, to be handed over once more."""
    statement = (
        sa.select(job_tracking, site_progress.c.priority)
        .join(site_progress, site_progress.c.run_id == job_tracking.c.run_id)
        .where(job_tracking.c.job_id.in_(job_ids), job_tracking.c.state == JobState.QUEUED)
        .order_by(job_tracking.c.seq)
    )
    return tuple(_parcel(row) for row in connection.execute(statement).mappings())


def _parcel(row: sa.RowMapping) -> Parcel:
    return Parcel(
        job_id=JobId(row["job_id"]),
        step=Step(row["step"]),
        queue=Queue(row["queue"]),
        args=row["args"],
        priority=Priority(row["priority"]),
    )
