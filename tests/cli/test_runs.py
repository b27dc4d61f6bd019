"""Commands that start, repeat and end runs, with the manual's printed forms."""

import json
from collections.abc import Iterator

import pytest
from redis import Redis

from clerk.model.lifecycle import JobState, Queue
from clerk.queues import Queues
from clerk.settings import Settings
from clerk.state import jobs
from clerk.state.engine import open_engine
from clerk.workers import JOB_TIMEOUTS
from fixtures.command_line import CommandLine
from fixtures.made_runs import plan_pages, start_run

FOLDER = ("--fetcher", "folder", "--option", "path=/srv/nothing")


@pytest.fixture
def queues(redis_url: str) -> Iterator[Queues]:
    opened = Queues(redis_url, timeouts=JOB_TIMEOUTS)
    yield opened
    opened.connection.close()


def in_redis(queues: Queues) -> dict[str, int]:
    return {queue.value: queues.waiting(queue) for queue in Queue if queues.waiting(queue)}


def plan(settings: Settings, subdomain: str, pages: int) -> None:
    """A running site with this many page jobs that wait."""
    assert settings.database_url is not None
    engine = open_engine(settings.database_url.get_secret_value())
    with engine.begin() as connection:
        plan_pages(connection, start_run(connection, subdomain), pages)
    engine.dispose()


def test_sites_are_enqueued_once_and_urgent_ones_on_high(clerk: CommandLine, queues: Queues) -> None:
    for site in ("oakland", "berkeley", "pleasanton"):
        clerk.says("site", "add", site, *FOLDER)

    tried = clerk.says("enqueue", "oakland", "--dry-run", "--since", "2024-01-01")
    after_dry_run = in_redis(queues)
    several = clerk.run("enqueue", "oakland", "berkeley")
    urgent = clerk.says("enqueue", "pleasanton", "--priority", "high", "--all-years")
    again = clerk.says("enqueue", "oakland")
    once_more = clerk.says("enqueue", "oakland", "--dry-run")

    assert tried == "Would enqueue oakland\n"
    assert after_dry_run == {}
    assert several.out == "Enqueued oakland (run 1)\nEnqueued berkeley (run 2)\n"
    assert "No worker is running yet: `clerk up`" in several.err
    assert urgent == "Enqueued pleasanton (run 3)\n"
    assert again == once_more == "oakland is running already: run 1\n"
    assert in_redis(queues) == {"high": 1, "fetch": 2}


def test_one_unknown_site_keeps_the_others_from_being_enqueued(clerk: CommandLine, queues: Queues) -> None:
    clerk.says("site", "add", "oakland", *FOLDER)

    ran = clerk.run("enqueue", "oakland", "nowhere")

    assert (ran.code, ran.out) == (3, "")
    assert "no site 'nowhere'" in ran.err
    assert in_redis(queues) == {}


def test_a_disabled_site_is_not_enqueued(clerk: CommandLine, queues: Queues) -> None:
    clerk.says("site", "add", "oakland", *FOLDER, "--disabled")

    ran = clerk.run("enqueue", "oakland")

    assert (ran.code, ran.out) == (2, "")
    assert "clerk site set oakland --enabled" in ran.err
    assert in_redis(queues) == {}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("oakland", "--since", "2024-02-30"), "2024-02-30"),
        (("oakland", "--since", "2024-01-01", "--all-years"), "exclude each other"),
    ],
)
def test_a_wrong_order_is_refused(nowhere: CommandLine, arguments: tuple[str, ...], why: str) -> None:
    ran = nowhere.run("enqueue", *arguments)

    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


def test_a_queue_is_purged_in_the_manuals_words_and_a_site_revived(
    clerk: CommandLine, settings: Settings, queues: Queues
) -> None:
    plan(settings, "pleasanton", 127)
    clerk.says("reconcile")
    before = in_redis(queues)

    purged = clerk.says("purge-queue", "ocr")
    after = in_redis(queues)
    repaired = clerk.says("reconcile")
    waits = clerk.says("status", "--subdomain", "pleasanton")
    revived = clerk.says("retry", "pleasanton")

    assert before == {"ocr": 127}
    assert purged == "Cleared 127 job(s) from queue: ocr\n"
    assert after == {}
    assert repaired == "Nothing to repair\n"
    assert "pleasanton: waits, 127 jobs were cleared from queue ocr by `clerk purge-queue`" in waits
    assert revived == "Revived 127 job(s) of pleasanton\n"
    assert in_redis(queues) == {"ocr": 127}


def test_a_site_is_purged_in_the_manuals_words(clerk: CommandLine, settings: Settings, queues: Queues) -> None:
    plan(settings, "pleasanton", 47)
    plan(settings, "oakland", 3)
    clerk.says("reconcile")

    purged = clerk.says("purge", "pleasanton")
    status = clerk.says("status", "--subdomain", "pleasanton")

    assert purged == (
        "Found 47 job(s) for site pleasanton\n"
        "Purged 47 job(s) from queues for site pleasanton\n"
        "Deleted database records for site pleasanton\n"
    )
    assert "Never enqueued" in status
    assert in_redis(queues) == {"ocr": 3}


def test_what_destroys_asks_first_at_a_terminal(clerk: CommandLine, settings: Settings) -> None:
    plan(settings, "pleasanton", 2)

    refused = clerk.at_a_terminal("purge", "pleasanton", typed="n\n")
    allowed = clerk.at_a_terminal("purge", "pleasanton", typed="y\n")
    not_asked = clerk.at_a_terminal("purge-queue", "ocr", "--yes")

    assert refused.code == 130
    assert "Delete all jobs of pleasanton? [y/N]" in refused.out
    assert "Found" not in refused.out
    assert allowed.code == 0
    assert "Found 2 job(s) for site pleasanton" in allowed.out
    assert (not_asked.code, not_asked.out) == (0, "Cleared 0 job(s) from queue: ocr\n")


def test_a_reconciler_that_only_looks_repairs_nothing(
    clerk: CommandLine, settings: Settings, redis_url: str, queues: Queues
) -> None:
    plan(settings, "pleasanton", 1)
    clerk.says("reconcile")
    with Redis.from_url(redis_url) as redis:
        redis.flushdb()

    looked = clerk.run("reconcile", "--dry-run")
    before = in_redis(queues)
    repaired = clerk.says("reconcile")

    assert looked.code == 5
    assert looked.out.endswith("1 thing(s) look wrong at this moment\n")
    assert before == {}
    assert repaired.startswith("Repaired: 1 ")
    assert in_redis(queues) == {"ocr": 1}


def test_what_is_not_there_is_not_found(clerk: CommandLine) -> None:
    ran = [clerk.run(*command) for command in (("purge", "nowhere"), ("retry", "nowhere"), ("failures", "nowhere"))]

    assert [one.code for one in ran] == [3, 3, 3]
    assert all("nowhere" in one.err and one.err.count("\n") == 1 for one in ran)


def test_a_job_that_failed_is_listed_and_tried_again_by_its_id(
    clerk: CommandLine, settings: Settings, queues: Queues
) -> None:
    plan(settings, "pleasanton", 1)
    assert settings.database_url is not None
    engine = open_engine(settings.database_url.get_secret_value())
    with engine.begin() as connection:
        connection.exec_driver_sql("update job_tracking set state = 'running', attempt = 1, worker = 'one'")
        (job,) = jobs.running_on(connection, ["one"])
        jobs.settle(connection, job, JobState.FAILED, error_class="PageUnreadable", error_message="it is a hole")
    engine.dispose()

    listed = json.loads(clerk.says("failures", "--json"))
    shown = clerk.says("failures", "pleasanton")
    revived = clerk.says("retry", job.job_id)
    afterwards = clerk.run("failures")

    assert [(one["what"], one["reason"], one["error"]) for one in listed] == [("ocr", "it is a hole", "PageUnreadable")]
    assert f"  try again: clerk retry {job.job_id}\n" in shown
    assert revived == f"Revived 1 job(s) of {job.job_id}\n"
    assert (afterwards.code, afterwards.out, afterwards.err) == (0, "", "Nothing failed.\n")
    assert in_redis(queues) == {"ocr": 1}
