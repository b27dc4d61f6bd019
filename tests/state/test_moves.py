"""The database itself refuses a wrong move of a job, and a second unfinished run of a site."""

import itertools

import pytest
import sqlalchemy as sa

from clerk.model.lifecycle import MOVES, JobState, Outcome, Priority
from clerk.model.run import Run, RunOptions
from clerk.state import jobs, runs
from clerk.state.schema import job_tracking, site_progress
from fixtures.made_runs import plan_pages, start_run

PAIRS = [(source, target) for source, target in itertools.product(JobState, JobState) if source is not target]


def put_in_state(connection: sa.Connection, run: Run, state: JobState) -> str:
    """A job that is born in this state: the trigger looks at moves only."""
    (job_id,) = plan_pages(connection, run, 1)
    row = connection.execute(sa.delete(job_tracking).returning(job_tracking)).mappings().one()
    connection.execute(sa.insert(job_tracking).values({**row, "state": state}))
    return job_id


def move(connection: sa.Connection, job_id: str, target: JobState) -> None:
    connection.execute(sa.update(job_tracking).where(job_tracking.c.job_id == job_id).values(state=target))


@pytest.mark.parametrize(("source", "target"), [pair for pair in PAIRS if pair[1] in MOVES[pair[0]]])
def test_the_database_allows_every_move_in_the_table(
    connection: sa.Connection, source: JobState, target: JobState
) -> None:
    job_id = put_in_state(connection, start_run(connection, "pleasanton"), source)

    move(connection, job_id, target)

    assert connection.scalar(sa.select(job_tracking.c.state)) == target


@pytest.mark.parametrize(("source", "target"), [pair for pair in PAIRS if pair[1] not in MOVES[pair[0]]])
def test_the_database_refuses_every_other_move(connection: sa.Connection, source: JobState, target: JobState) -> None:
    job_id = put_in_state(connection, start_run(connection, "pleasanton"), source)

    with pytest.raises(sa.exc.IntegrityError, match=f"cannot move from {source} to {target}"):
        move(connection, job_id, target)


def test_a_site_has_one_unfinished_run_at_most(connection: sa.Connection) -> None:
    run = start_run(connection, "pleasanton")

    again = runs.start(connection, run.subdomain, priority=Priority.HIGH, options=RunOptions())

    assert again is None
    assert runs.unfinished(connection, run.subdomain) == run


def test_a_second_unfinished_run_is_refused_by_an_index_and_not_by_good_manners(connection: sa.Connection) -> None:
    run = start_run(connection, "pleasanton")

    with pytest.raises(sa.exc.IntegrityError, match="uq_site_progress_unfinished"):
        connection.execute(sa.insert(site_progress).values(subdomain=run.subdomain, priority="normal"))


def test_a_site_whose_run_is_finished_may_start_another(connection: sa.Connection) -> None:
    first = start_run(connection, "pleasanton")
    runs.finish(connection, first.run_id, Outcome.COMPLETED, None, fingerprint="")

    second = runs.start(connection, first.subdomain, priority=Priority.NORMAL, options=RunOptions())

    assert second is not None
    assert second.run_id > first.run_id


def test_a_run_is_finished_with_an_outcome_or_not_at_all(connection: sa.Connection) -> None:
    run = start_run(connection, "pleasanton")

    with pytest.raises(sa.exc.IntegrityError, match="finished_with_outcome"):
        connection.execute(
            sa.update(site_progress).where(site_progress.c.run_id == run.run_id).values(finished_at=sa.func.now())
        )


def test_planning_the_same_work_twice_makes_one_job(connection: sa.Connection) -> None:
    run = start_run(connection, "pleasanton")

    first = plan_pages(connection, run, 3)
    second = plan_pages(connection, run, 3)

    assert first == second
    assert len(first) == 3


@pytest.mark.parametrize("subdomain", ["", "..", "a..b", "../x", "A", "a b", "-a", "a/b"])
def test_the_database_refuses_a_site_whose_name_could_be_a_path(connection: sa.Connection, subdomain: str) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="ck_sites_subdomain"):
        start_run(connection, subdomain)


def test_a_site_that_is_removed_takes_its_runs_and_jobs_with_it(connection: sa.Connection) -> None:
    run = start_run(connection, "pleasanton")
    plan_pages(connection, run, 2)

    connection.execute(sa.text("delete from sites where subdomain = 'pleasanton'"))

    assert runs.find(connection, run.run_id) is None
    assert jobs.unsettled_ids_of(connection, run.subdomain) == ()
