"""Purges: all jobs of a site, or all that waits in a queue."""

from clerk.model.lifecycle import Queue
from clerk.model.names import Subdomain
from clerk.pipeline.context import Context
from clerk.state import jobs, runs, sites
from clerk.state.hand_over import stop_handing_over


def purge_site(context: Context, subdomain: Subdomain) -> int:
    """Deletes the site's runs and jobs, in Redis as in PostgreSQL; how many jobs were not settled.

    What runs at this moment finishes into nothing: its result is discarded. Files stay.

    Raises:
        SiteUnknown: no such site.
    """
    with context.transaction() as connection:
        sites.find(connection, subdomain)
        unsettled = jobs.unsettled_ids_of(connection, subdomain)
        unhappy = tuple(job.job_id for job in jobs.unhappy_of(connection, subdomain))
        stop_handing_over(connection, Queue)
        runs.purge(connection, subdomain)
    with context.queues.naming_the_server():
        context.queues.drop((*unsettled, *unhappy))
    return len(unsettled)


def purge_queue(context: Context, queue: Queue) -> int:
    """Cancels every job that waits in the queue, of all sites; how many.

    Their runs wait until somebody retries or purges them.
    """
    with context.transaction() as connection:
        stop_handing_over(connection, (queue,))
        cancelled = jobs.cancel_waiting(connection, queue, f"cleared from queue {queue} by `clerk purge-queue`")
    with context.queues.naming_the_server():
        context.queues.drop(cancelled)
    return len(cancelled)
