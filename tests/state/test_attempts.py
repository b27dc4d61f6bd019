"""At most one attempt of a job counts: claims and settlements are decided by the row."""

import datetime as dt
import threading

import sqlalchemy as sa

from clerk.model.job import Job, JobId
from clerk.model.lifecycle import JobState
from clerk.state import jobs, runs
from fixtures.made_runs import plan_pages, start_run

LIMIT = dt.timedelta(minutes=10)


def a_page(connection: sa.Connection) -> JobId:
    (job_id,) = plan_pages(connection, start_run(connection, "pleasanton"), 1)
    return job_id


def claimed(connection: sa.Connection, job_id: JobId, worker: str = "first") -> Job:
    job = jobs.claim(connection, job_id, worker=worker, time_limit=LIMIT)
    assert job is not None
    return job


def test_a_claim_starts_an_attempt_with_a_deadline(connection: sa.Connection) -> None:
    job_id = a_page(connection)

    job = claimed(connection, job_id)

    assert (job.state, job.attempt, job.worker) == (JobState.RUNNING, 1, "first")
    left = connection.scalar(sa.text("select deadline_at - started_at from job_tracking"))
    assert left == LIMIT


def test_a_job_that_runs_or_is_settled_cannot_be_claimed(connection: sa.Connection) -> None:
    job_id = a_page(connection)
    job = claimed(connection, job_id)

    while_running = jobs.claim(connection, job_id, worker="second", time_limit=LIMIT)
    jobs.settle(connection, job, JobState.SUCCEEDED)
    when_settled = jobs.claim(connection, job_id, worker="third", time_limit=LIMIT)

    assert (while_running, when_settled) == (None, None)


def test_a_job_that_does_not_exist_cannot_be_claimed(connection: sa.Connection) -> None:
    assert jobs.claim(connection, JobId("no-such-job"), worker="first", time_limit=LIMIT) is None


def test_the_result_of_an_attempt_that_was_overtaken_is_discarded(connection: sa.Connection) -> None:
    job_id = a_page(connection)
    zombie = claimed(connection, job_id, "zombie")
    jobs.release(connection, zombie, wait=dt.timedelta(), kills=1, error_class="WorkerLost", error_message="gone")
    successor = claimed(connection, job_id, "successor")

    late = jobs.settle(connection, zombie, JobState.SUCCEEDED)
    put_back = jobs.release(connection, zombie, wait=LIMIT, kills=0, error_class=None, error_message=None)
    in_time = jobs.settle(connection, successor, JobState.SUCCEEDED)

    assert (late, put_back, in_time) == (False, False, True)
    assert successor.attempt == 2


def test_settling_twice_counts_once(connection: sa.Connection) -> None:
    job = claimed(connection, a_page(connection))

    first = jobs.settle(connection, job, JobState.SUCCEEDED)
    second = jobs.settle(connection, job, JobState.FAILED, error_class="Late", error_message="late")

    assert (first, second) == (True, False)
    assert connection.scalar(sa.text("select state from job_tracking")) == JobState.SUCCEEDED


def test_a_failed_job_keeps_its_reason_and_its_kills(connection: sa.Connection) -> None:
    job = claimed(connection, a_page(connection))

    jobs.settle(connection, job, JobState.FAILED, kills=3, error_class="WorkHorseKilled", error_message="signal 11")

    kept = connection.execute(sa.text("select kills, error_class, error_message from job_tracking")).one()
    assert tuple(kept) == (3, "WorkHorseKilled", "signal 11")


def test_two_that_claim_at_once_get_the_job_once(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        job_id = a_page(connection)
    start = threading.Barrier(4)
    won: list[str] = []

    def compete(name: str) -> None:
        with engine.connect() as own:
            start.wait()
            if jobs.claim(own, job_id, worker=name, time_limit=LIMIT) is not None:
                won.append(name)
            own.commit()

    racers = [threading.Thread(target=compete, args=(f"worker-{number}",)) for number in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert len(won) == 1


def test_an_attempt_that_counts_holds_its_row_until_its_transaction_ends(engine: sa.Engine) -> None:
    """Otherwise a purge between the question and the commit would leave a trace of what was purged."""
    with engine.begin() as connection:
        job = claimed(connection, a_page(connection))

    with engine.connect() as holder, engine.connect() as purger:
        mine = jobs.is_mine(holder, job)
        purger.execute(sa.text("set lock_timeout = 50"))
        try:
            runs.purge(purger, job.subdomain)
            purged = True
        except sa.exc.OperationalError:
            purged = False

    assert mine
    assert not purged


def test_a_purged_attempt_no_longer_counts(connection: sa.Connection) -> None:
    job = claimed(connection, a_page(connection))
    runs.purge(connection, job.subdomain)

    assert not jobs.is_mine(connection, job)
    assert not jobs.settle(connection, job, JobState.SUCCEEDED)
