"""`clerk status` as it is typed: counted from PostgreSQL, for people and for programs."""

import json
import re

import pytest

from clerk.settings import Settings
from clerk.state.engine import open_engine
from fixtures.command_line import CommandLine
from fixtures.made_runs import plan_pages, start_run

COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9]")
NOTHING = """\
Queue Status
============
high         0 jobs
fetch        0 jobs
ocr          0 jobs
extraction   0 jobs
deploy       0 jobs

Active Sites
============
"""
TWO_SITES = """\
Queue Status
============
high         0 jobs
fetch        1 jobs
ocr          27 jobs
extraction   0 jobs
deploy       0 jobs

Active Sites
============
pleasanton: ocr (23/50, 46.0%)
oakland: fetch

Needs Attention
===============
fetch: 1 job and NO WORKER: run `clerk worker fetch`
ocr: 27 jobs and NO WORKER: run `clerk worker ocr`
"""
PLEASANTON = """\
Site Progress: pleasanton
=========================
Current Stage: ocr
Progress: 23/50 completed (46.0%)
Started: 2026-01-08 14:23:15
Last Updated: 2026-01-08 14:25:42

Pipeline Stages:
  ✓ fetch    - Complete
  → ocr      - In Progress (23/50)
    extraction - Pending
    deploy   - Pending
"""
_AS_IN_THE_MANUAL = """
insert into job_tracking (job_id, run_id, subdomain, step, work_key, queue, args, state)
  select 'fetch-' || subdomain, run_id, subdomain, 'fetch', '1', 'fetch', '{}',
    case subdomain when 'pleasanton' then 'succeeded' else 'pending' end
  from site_progress;
update job_tracking set state = 'running', attempt = 1 where step = 'ocr' and seq <= 23;
update job_tracking set state = 'succeeded' where state = 'running';
update site_progress set started_at = '2026-01-08 14:23:15 America/Los_Angeles',
  updated_at = '2026-01-08 14:25:42 America/Los_Angeles' where subdomain = 'pleasanton'
"""


@pytest.fixture
def as_in_the_manual(settings: Settings) -> None:
    """Two sites as the manual shows them; the times are those of Pleasanton's clocks."""
    assert settings.database_url is not None
    engine = open_engine(settings.database_url.get_secret_value())
    with engine.begin() as connection:
        plan_pages(connection, start_run(connection, "pleasanton"), 50)
        start_run(connection, "oakland")
        for statement in _AS_IN_THE_MANUAL.split(";"):
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_without_any_site_the_queues_are_shown_empty(clerk: CommandLine) -> None:
    assert clerk.says("status") == NOTHING


@pytest.mark.usefixtures("as_in_the_manual")
def test_queues_and_sites_are_shown_as_the_manual_shows_them(clerk: CommandLine) -> None:
    assert clerk.says("status") == TWO_SITES
    assert clerk.says("status", "--subdomain", "pleasanton") == PLEASANTON


@pytest.mark.usefixtures("as_in_the_manual")
def test_programs_get_the_same_as_json(clerk: CommandLine) -> None:
    overview = json.loads(clerk.says("status", "--json"))
    site = json.loads(clerk.says("status", "--subdomain", "pleasanton", "--json"))

    assert overview["queues"]["ocr"] == {"waiting": 27, "running": 0, "workers": 0}
    assert [(run["subdomain"], run["stage"], run["pages"]) for run in overview["active"]] == [
        ("pleasanton", "ocr", {"settled": 23, "total": 50}),
        ("oakland", "fetch", {"settled": 0, "total": 0}),
    ]
    assert site["latest"]["started_at"] == "2026-01-08T22:23:15+00:00"
    assert site["latest"] == overview["active"][0]


def test_a_site_that_is_not_there_is_not_found(clerk: CommandLine) -> None:
    ran = clerk.run("status", "--subdomain", "nowhere")

    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)


def test_watching_and_json_exclude_each_other(nowhere: CommandLine) -> None:
    assert nowhere.run("status", "--watch", "--json").code == 2


@pytest.mark.usefixtures("as_in_the_manual")
def test_watching_ends_with_ctrl_c_and_has_no_colour_if_so_wished(clerk: CommandLine) -> None:
    watched = clerk.at_a_terminal("status", "--watch", ctrl_c_after="Ctrl+C leaves")
    without_colour = clerk.at_a_terminal("status", "--watch", ctrl_c_after="Ctrl+C leaves", NO_COLOR="1")

    assert (watched.code, without_colour.code) == (130, 130)
    assert "pleasanton: ocr (23/50, 46.0%)" in watched.out
    assert "Traceback" not in watched.out
    assert COLOUR.search(watched.out)
    assert not COLOUR.search(without_colour.out)
