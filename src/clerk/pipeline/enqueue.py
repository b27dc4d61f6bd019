"""Enqueues sites: each gets a run with its first job, or is told which run it already has."""

from dataclasses import dataclass

from clerk.errors import WrongUsage
from clerk.model.job import PlannedJob
from clerk.model.lifecycle import Priority, Queue, Step
from clerk.model.names import Subdomain
from clerk.model.run import Run, RunOptions
from clerk.model.site import Site
from clerk.pipeline.context import Context
from clerk.pipeline.hand_over import hand_over
from clerk.state import jobs, runs, sites


@dataclass(frozen=True, slots=True, kw_only=True)
class Enqueued:
    run: Run
    is_new: bool
    """False: the site was running already, and this is that run."""


def enqueue(context: Context, subdomain: Subdomain, *, priority: Priority, options: RunOptions) -> Enqueued:
    """Starts a run of the site.

    Raises:
        SiteUnknown: no such site.
        WrongUsage: the site is disabled.
    """
    with context.transaction() as connection:
        require_enabled(sites.find(connection, subdomain))
        run = runs.start(connection, subdomain, priority=priority, options=options)
        if run is None:
            running = runs.unfinished(connection, subdomain)
            if running is not None:
                if priority is Priority.HIGH:
                    runs.make_urgent(connection, running.run_id)
                return Enqueued(run=running, is_new=False)
            return enqueue(context, subdomain, priority=priority, options=options)
        jobs.plan(connection, run, [PlannedJob(step=Step.FETCH, work_key="1", args={"subdomain": subdomain})])
    hand_over(context, (Queue.HIGH if priority is Priority.HIGH else Queue.FETCH,))
    return Enqueued(run=run, is_new=True)


def require_enabled(site: Site) -> None:
    if not site.enabled:
        raise WrongUsage(f"site {site.subdomain} is disabled: `clerk site set {site.subdomain} --enabled` enables it")
