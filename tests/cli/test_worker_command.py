"""`clerk worker`: a first signal lets the current job end, a second one kills it; bad engines are refused."""

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clerk.settings import Settings
from clerk.state.engine import open_engine
from fixtures.command_line import CommandLine, install_plugin

PATIENCE_SECONDS = 30
SLOW_FETCHER = """
import time
from pathlib import Path
from clerk.plugins.hookspecs import hookimpl

class Slow:
    def documents(self, site, since):
        folder = Path(site.fetcher_options["folder"])
        (folder / "begun").touch()
        while not (folder / "go").exists():
            time.sleep(0.02)
        return iter(())

@hookimpl
def fetcher_class(label):
    return Slow if label == "slow" else None
"""


@pytest.fixture
def slow(clerk: CommandLine, tmp_path: Path) -> CommandLine:
    """A command line with a site that is enqueued, and whose fetch ends only when a file `go` appears."""
    site_packages = install_plugin(tmp_path / "site-packages", "slow", SLOW_FETCHER)
    told = clerk.with_plugins(site_packages)
    told.says("site", "add", "riverbend", "--fetcher", "slow", "--option", f"folder={tmp_path}")
    told.says("enqueue", "riverbend")
    return told


def comes_true(claim: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while not claim():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@contextmanager
def working(slow: CommandLine, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A worker in the middle of its job."""
    with slow.start("worker", "fetch", *arguments) as worker:
        try:
            assert comes_true((slow.folder / "begun").exists), "no job was begun"
            yield worker
        finally:
            worker.kill()


def fetch_job(settings: Settings) -> tuple[str, int, int]:
    """State, attempts and kills of the one fetch job."""
    assert settings.database_url is not None
    engine = open_engine(settings.database_url.get_secret_value())
    with engine.connect() as connection:
        row = connection.exec_driver_sql("select state, attempt, kills from job_tracking where step = 'fetch'").one()
    engine.dispose()
    return row[0], row[1], row[2]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_lets_the_current_job_end(slow: CommandLine, settings: Settings, number: signal.Signals) -> None:
    with working(slow) as worker:
        worker.send_signal(number)
        time.sleep(0.3)
        still_there = worker.poll() is None
        (slow.folder / "go").touch()
        code = worker.wait(PATIENCE_SECONDS)

    assert still_there
    assert code == 0
    assert fetch_job(settings) == ("succeeded", 1, 0)


def test_a_second_signal_kills_the_job_which_is_put_back_and_done_by_the_next_worker(
    slow: CommandLine, settings: Settings
) -> None:
    with working(slow) as worker:
        worker.send_signal(signal.SIGINT)
        time.sleep(0.3)
        worker.send_signal(signal.SIGINT)
        code = worker.wait(PATIENCE_SECONDS)
        put_back = fetch_job(settings)
    (slow.folder / "go").touch()
    slow.says("worker", "fetch", "--burst")

    assert code == 0
    assert put_back[0] in {"pending", "queued"}
    assert put_back[2] == 0, "a worker that was told to stop is no kill of the job's"
    assert fetch_job(settings) == ("succeeded", 2, 0)


def test_workers_are_counted_while_they_live_and_gone_when_they_stop(slow: CommandLine) -> None:
    with working(slow, "-n", "2") as worker:
        at_work = json.loads(slow.says("status", "--json"))["queues"]["fetch"]
        (slow.folder / "go").touch()
        worker.send_signal(signal.SIGTERM)
        worker.wait(PATIENCE_SECONDS)
    afterwards = json.loads(slow.says("status", "--json"))["queues"]["fetch"]

    assert at_work == {"waiting": 0, "running": 1, "workers": 2}
    assert afterwards == {"waiting": 0, "running": 0, "workers": 0}


def test_a_worker_logs_json_lines_that_say_which_job(slow: CommandLine) -> None:
    (slow.folder / "go").touch()

    ran = slow.run("worker", "fetch", "--burst")

    lines = [json.loads(line) for line in ran.err.splitlines()]
    performed = next(line for line in lines if line["event"] == "job performed")
    assert ran.out == ""
    assert (performed["site"], performed["step"], performed["attempt"]) == ("riverbend", "fetch", 1)


@pytest.mark.parametrize(
    ("variables", "why"),
    [
        ({"OCR_LANGUAGES": "eng+xyz"}, "pip install tessdata-fast-xyz"),
        ({"DEFAULT_OCR_BACKEND": "eyes"}, "no OCR engine 'eyes'"),
    ],
)
def test_ocr_workers_that_could_read_nothing_do_not_start(
    clerk: CommandLine, variables: dict[str, str], why: str
) -> None:
    ran = clerk.run("worker", "ocr", "--burst", **variables)

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran
    assert why in ran.err


def test_a_queue_that_is_not_there_is_wrong_usage(nowhere: CommandLine) -> None:
    ran = nowhere.run("worker", "high")

    assert ran.code == 2
    assert "'fetch', 'ocr', 'extraction', 'deploy'" in ran.err
