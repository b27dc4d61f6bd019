"""Hands committed jobs over to Redis, up to the window; the rest wait in PostgreSQL."""

import logging
from collections.abc import Iterable

from clerk.errors import ServerUnreachable
from clerk.model.lifecycle import Priority, Queue
from clerk.pipeline.context import Context
from clerk.state import hand_over as pending

log = logging.getLogger(__name__)


def hand_over(context: Context, queues: Iterable[Queue]) -> int:
    """Fills these queues in Redis from the pending jobs; how many were handed over.

    A server that is down costs nothing but time: the rows stay, and the reconciler hands them over later.
    """
    handed = 0
    try:
        for queue in queues:
            with context.transaction() as connection:
                parcels = pending.take(connection, queue, window=context.settings.queue_window)
            if parcels:
                with context.queues.naming_the_server():
                    context.queues.hand_over(parcels)
            handed += len(parcels)
    except ServerUnreachable as error:
        log.warning("jobs not handed over for now", extra={"reason": str(error)})
    return handed


def top_up(context: Context, queue: Queue, priority: Priority) -> None:
    """Fills one queue after a job of a run of this priority, if need be: cheap enough to ask after every job.

    For others it is enough that Redis does not run dry; an urgent run must not wait until it half has.
    """
    if priority is Priority.HIGH or _is_low(context, queue):
        hand_over(context, (queue,))


def _is_low(context: Context, queue: Queue) -> bool:
    try:
        with context.queues.naming_the_server():
            return context.queues.waiting(queue) < max(context.settings.queue_window // 2, 1)
    except ServerUnreachable:
        return False
