"""The questions that are asked for every job find their rows by an index, in a table with many that are settled."""

import datetime as dt
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from clerk.model.job import Job, JobId
from clerk.model.lifecycle import UNSETTLED, JobState, Queue, Step
from clerk.model.names import Subdomain
from clerk.model.run import RunId
from clerk.state import hand_over, jobs, runs, snapshot, status
from fixtures.made_runs import plans_of

# 200 sites with ten runs that are over, the last with 50 settled pages; every tenth runs anew, with 20 pages that wait.
_HISTORY = """
insert into sites (subdomain, name, fetcher) select 'site' || n, 'Site', 'folder' from generate_series(1, 200) n;
insert into site_progress (subdomain, priority, finished_at, outcome)
  select 'site' || n, 'normal', now(), 'completed' from generate_series(1, 200) n;
insert into site_progress (subdomain, priority, finished_at, outcome)
  select 'site' || n, 'normal', now(), 'completed' from generate_series(1, 200) n, generate_series(1, 9);
insert into job_tracking (job_id, run_id, subdomain, step, work_key, queue, args, state, attempt, settled_at)
  select 'done-' || run_id || '-' || page, run_id, subdomain, 'ocr', 'page ' || page, 'ocr', '{}', 'succeeded', 1, now()
  from site_progress, generate_series(1, 50) page where run_id <= 200;
insert into site_progress (subdomain, priority) select 'site' || n, 'normal' from generate_series(10, 200, 10) n;
insert into job_tracking (job_id, run_id, subdomain, step, work_key, queue, args)
  select 'waits-' || run_id || '-' || page, run_id, subdomain, 'ocr', 'page ' || page, 'ocr', '{}'
  from site_progress, generate_series(1, 20) page where finished_at is null;
update job_tracking set state = 'running', attempt = 1, worker = 'one', deadline_at = now() + interval '1 hour'
  where state = 'pending' and work_key = 'page 1';
update job_tracking set state = 'queued' where state = 'pending' and work_key = 'page 2';
"""
_SCANS_EVERYTHING = "Seq Scan on job_tracking"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A database that has seen many runs, and one run of it that goes on."""

    connection: sa.Connection
    run_id: RunId
    job: Job


@pytest.fixture
def history(engine: sa.Engine, connection: sa.Connection) -> History:
    with engine.begin() as writing:
        for statement in _HISTORY.split(";\n"):
            writing.execute(sa.text(statement))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as maintaining:
        maintaining.execute(sa.text("vacuum analyze"))
    run_id = connection.scalar(sa.text("select max(run_id) from site_progress"))
    job = jobs.find(connection, JobId(f"waits-{run_id}-1"))
    assert job is not None
    return History(connection=connection, run_id=RunId(run_id), job=job)


def test_a_claim_finds_its_row_by_the_primary_key(history: History) -> None:
    plan = plans_of(
        history.connection,
        lambda: jobs.claim(history.connection, history.job.job_id, worker="one", time_limit=dt.timedelta(minutes=10)),
    )

    assert "pk_job_tracking" in plan


def test_settling_finds_its_row_by_an_index(history: History) -> None:
    plan = plans_of(history.connection, lambda: jobs.settle(history.connection, history.job, JobState.SUCCEEDED))

    assert "Index Scan" in plan
    assert _SCANS_EVERYTHING not in plan


def test_whether_a_step_has_jobs_left_is_answered_by_an_index(history: History) -> None:
    plan = plans_of(
        history.connection,
        lambda: jobs.has(history.connection, history.run_id, Step.OCR, states=UNSETTLED, round_=None),
    )

    assert _SCANS_EVERYTHING not in plan
    assert "job_tracking" in plan


def test_whether_a_step_has_started_is_answered_by_an_index(history: History) -> None:
    plan = plans_of(
        history.connection,
        lambda: jobs.has(history.connection, history.run_id, Step.EXTRACT, states=frozenset(JobState), round_=1),
    )

    assert _SCANS_EVERYTHING not in plan
    assert "job_tracking" in plan


def test_handing_over_looks_at_no_settled_job(history: History) -> None:
    plan = plans_of(history.connection, lambda: hand_over.take(history.connection, Queue.OCR, window=100))

    assert "ix_job_tracking_pending" in plan
    assert "ix_job_tracking_in_flight" in plan
    assert _SCANS_EVERYTHING not in plan


def test_the_overview_looks_at_no_settled_job_and_no_run_but_the_latest(history: History) -> None:
    plan = plans_of(history.connection, lambda: status.overview(history.connection))

    assert _SCANS_EVERYTHING not in plan
    assert "Seq Scan on site_progress" not in plan


def test_the_reconciler_looks_at_no_settled_job(history: History) -> None:
    plan = plans_of(history.connection, lambda: snapshot.take(history.connection))

    assert "ix_job_tracking_in_flight" in plan
    assert _SCANS_EVERYTHING not in plan


def test_a_dead_workers_jobs_are_found_by_an_index(history: History) -> None:
    plan = plans_of(history.connection, lambda: jobs.running_on(history.connection, ["one"]))

    assert "ix_job_tracking_in_flight" in plan


def test_a_sites_failures_are_found_by_an_index(history: History) -> None:
    site = Subdomain("site7")
    plan = plans_of(
        history.connection,
        lambda: (jobs.unhappy_of(history.connection, site), jobs.known_failures(history.connection, site)),
    )

    assert plan.count("ix_job_tracking_unhappy") == 2


def test_a_sites_runs_are_found_by_an_index(history: History) -> None:
    site = Subdomain("site7")
    plan = plans_of(
        history.connection,
        lambda: (runs.latest(history.connection, site), runs.unfinished(history.connection, site)),
    )

    assert "Seq Scan on site_progress" not in plan
