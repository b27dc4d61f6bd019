"""Fan-in: whoever settles the last page starts the coordinator, once, however many settle at the same moment."""

import datetime as dt
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import sqlalchemy as sa

from clerk import app, workers
from clerk.model.job import Job, JobId
from clerk.pipeline.context import Context
from clerk.pipeline.settle import settle_succeeded
from clerk.state import jobs
from fixtures.worlds import World

RUNS = 500
_RUNS_WITH_TWO_LAST_PAGES = """
insert into sites (subdomain, name, fetcher) select 'site-' || n, 'A site', 'folder' from generate_series(1, :runs) n;
insert into site_progress (subdomain, priority) select 'site-' || n, 'normal' from generate_series(1, :runs) n;
insert into job_tracking (job_id, run_id, subdomain, step, work_key, queue, args, state, attempt, worker)
select md5(subdomain || page), run_id, subdomain, 'ocr', 'page ' || page, 'ocr', '{}', 'running', 1, 'w' || page
from site_progress cross join (values (1), (2)) as pages (page) where subdomain like 'site-%';
insert into job_tracking (job_id, run_id, subdomain, step, work_key, queue, args, state, attempt)
select md5(subdomain || 'fetch'), run_id, subdomain, 'fetch', '1', 'fetch', '{}', 'succeeded', 1
from site_progress where subdomain like 'site-%'
"""


def _settle_all(context: Context, of_one_worker: Sequence[Job], together: threading.Barrier) -> list[bool]:
    counted = []
    for job in of_one_worker:
        together.wait(timeout=30)
        counted.append(settle_succeeded(context, job))
    return counted


def test_two_last_pages_that_end_together_start_one_coordinator(world: World) -> None:
    with world.context.engine.begin() as connection:
        for statement in _RUNS_WITH_TWO_LAST_PAGES.split(";"):
            connection.execute(sa.text(statement), {"runs": RUNS} if ":runs" in statement else {})
        pages = [jobs.running_on(connection, [worker]) for worker in ("w1", "w2")]
    in_order = [sorted(of_one, key=lambda job: job.run_id) for of_one in pages]
    contexts = [app.wire(world.context.settings, timeouts=workers.JOB_TIMEOUTS) for _ in in_order]
    together = threading.Barrier(len(in_order))

    with ThreadPoolExecutor(len(in_order)) as threads:
        counted = list(threads.map(_settle_all, contexts, in_order, [together] * len(in_order)))

    assert counted == [[True] * RUNS] * 2
    coordinators = "select count(*) from job_tracking where step = 'ocr-complete' group by run_id"
    assert world.rows(coordinators) == [(1,)] * RUNS
    for context in contexts:
        context.engine.dispose()
        context.queues.connection.close()


def test_a_job_settles_once(world: World) -> None:
    world.enqueue()
    with world.context.transaction() as connection:
        job = jobs.claim(connection, JobId(world.jobs("fetch")[0]), worker="me", time_limit=dt.timedelta(minutes=1))
    assert job is not None

    assert settle_succeeded(world.context, job)
    assert not settle_succeeded(world.context, job)
    assert not settle_succeeded(world.context, replace(job, attempt=job.attempt + 1))
