"""Hands committed jobs over to Redis, up to the window; the rest wait in PostgreSQL."""

import logging
from collections.abc import Iterable

from clerk.errors import ServerUnreachable
from clerk.model.lifecycle import Queue
from clerk.pipeline.context import Context
from clerk.state import hand_over as pending

log = logging.getLogger(__name__)


def hand_over(context: Context, queues: Iterable[Queue]) -> int:
    """Fills these queues in Redis from the pending jobs; how many were handed over.

    A Redis that is down costs nothing but time: the rows stay, and the reconciler hands them over later.
    """
    handed = 0
    for queue in queues:
        with context.transaction() as connection:
            parcels = pending.take(connection, queue, window=context.settings.queue_window)
        if parcels:
            try:
                with context.queues.naming_the_server():
                    context.queues.hand_over(parcels)
            except ServerUnreachable as error:
                log.warning("jobs not handed over", extra={"queue": queue, "jobs": len(parcels), "reason": str(error)})
                return handed
            handed += len(parcels)
    return handed


def top_up(context: Context, queue: Queue) -> None:
    """Fills one queue if it has run half empty: cheap enough to ask after every job."""
    try:
        with context.queues.naming_the_server():
            is_low = context.queues.waiting(queue) < max(context.settings.queue_window // 2, 1)
    except ServerUnreachable:
        return
    if is_low:
        hand_over(context, (queue,))
