"""A retry makes what comes after it run once more, in order: nothing stale is published, nothing mended counts."""

import datetime as dt
import shutil
import threading

from clerk.errors import PageUnreadable, StorageUnavailable
from clerk.model.document import Refusal
from clerk.model.job import JobId
from clerk.model.lifecycle import Outcome, Queue
from clerk.model.verdict import MOST_TRIES
from clerk.pipeline.attempt import attempt_transaction
from clerk.pipeline.purge import purge_site
from clerk.pipeline.retry import retry_job, retry_site
from clerk.state import documents, jobs, runs
from fixtures.barcode_pages import CODES
from fixtures.worlds import Tables, World, published, tables_of, wait_until

BAD = CODES[3]


def _fail_on_the_bad_page(code: int) -> None:
    if code == BAD:
        raise PageUnreadable("the ink has run")


def _read_all(_code: int) -> None:
    """Reads every page."""


def _let_fail(world: World, step: str) -> None:
    """As if the step's job had failed when it ran."""
    world.change("alter table job_tracking disable trigger user")
    world.change("update job_tracking set state = 'failed', error_message = 'made to' where step = :step", step=step)
    world.change("alter table job_tracking enable trigger user")


def _one_page_fails(world: World) -> None:
    world.engine.during_read = _fail_on_the_bad_page
    world.enqueue()
    world.work()
    world.engine.during_read = _read_all


def test_a_page_and_the_deploy_that_failed_are_retried_in_their_order(world: World, undisturbed: Tables) -> None:
    _one_page_fails(world)
    _let_fail(world, "deploy")

    retry_site(world.context, world.subdomain)
    world.work([Queue.DEPLOY])
    world.work()
    run = world.finish()

    assert (run.outcome, run.round) == (Outcome.COMPLETED, 2)
    assert world.meetings() == undisturbed
    assert tables_of(published(world) / "meetings.db") == undisturbed


def test_a_page_and_the_extraction_that_failed_are_retried_in_their_order(world: World, undisturbed: Tables) -> None:
    _one_page_fails(world)
    _let_fail(world, "extract")

    retry_site(world.context, world.subdomain)
    world.work([Queue.EXTRACTION])
    world.work([Queue.DEPLOY])
    world.work()
    run = world.finish()

    assert run.outcome is Outcome.COMPLETED
    assert world.meetings() == undisturbed
    assert tables_of(published(world) / "meetings.db") == undisturbed


def test_a_failure_that_a_later_round_made_good_no_longer_counts(world: World) -> None:
    _one_page_fails(world)
    _let_fail(world, "deploy")
    (page,) = [
        JobId(row[0]) for row in world.rows("select job_id from job_tracking where step='ocr' and state='failed'")
    ]

    retry_job(world.context, page)
    world.work()
    run = world.finish()

    assert (run.outcome, run.reason) == (Outcome.COMPLETED, None)
    assert "deploy failed" not in world.clerk("failures")


def test_a_revived_job_has_all_its_tries_again(world: World) -> None:
    read: list[int] = []

    def disk_is_full(code: int) -> None:
        if code == BAD:
            read.append(code)
            raise StorageUnavailable("the disk is full")

    world.engine.during_read = disk_is_full
    world.enqueue()
    world.finish()

    retry_site(world.context, world.subdomain)
    world.finish()

    assert len(read) == 2 * MOST_TRIES


def test_a_run_with_nothing_new_still_builds_what_is_gone(world: World, undisturbed: Tables) -> None:
    world.enqueue()
    world.finish()
    world.enqueue()
    assert world.finish().outcome is Outcome.NOTHING_NEW
    world.context.paths(world.subdomain).meetings_db.unlink()
    shutil.rmtree(published(world))

    world.enqueue()
    run = world.finish()

    assert run.outcome is Outcome.COMPLETED
    assert world.meetings() == undisturbed
    assert tables_of(published(world) / "meetings.db") == undisturbed


def test_a_site_that_was_changed_is_published_anew(world: World) -> None:
    world.enqueue()
    world.finish()
    world.clerk("site", "set", world.subdomain, "--name", "Another Name")

    world.enqueue()
    run = world.finish()

    assert run.outcome is Outcome.COMPLETED
    assert "Another Name" in (published(world) / "metadata.yaml").read_text(encoding="utf-8")


def test_a_purge_waits_for_a_document_that_is_landing(world: World) -> None:
    world.enqueue()
    with world.context.transaction() as connection:
        (fetch,) = world.jobs("fetch")
        job = jobs.claim(connection, JobId(fetch), worker="one", time_limit=dt.timedelta(minutes=1))
        assert job is not None
        run = runs.find(connection, job.run_id)
        assert run is not None
    purged: list[int] = []
    purging = threading.Thread(target=lambda: purged.append(purge_site(world.context, world.subdomain)))

    with attempt_transaction(world.context, job) as connection:
        purging.start()
        wait_until(lambda: world.rows(_SOMEBODY_WAITS_FOR_A_LOCK) != [(0,)], "the purge waits for the fetch")
        documents.refuse(connection, run, Refusal(url="file:///x", reason="y"))
    purging.join()

    assert purged == [1]
    assert world.rows("select count(*) from site_progress") == [(0,)]


_SOMEBODY_WAITS_FOR_A_LOCK = """
select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
"""
