"""`clerk up` runs everything in the foreground until Ctrl+C; `clerk down` stops the servers of the folder."""

import os
import signal
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from clerk.model.lifecycle import Queue
from clerk.services import embedded
from clerk.state.schema import workers
from clerk.state.workers import WorkerProcess
from fixtures.command_line import CommandLine


def test_up_runs_servers_and_workers_until_told_to_stop_and_down_stops_the_servers(tmp_path: Path) -> None:
    home = tmp_path / "home"
    clerk = CommandLine(
        folder=tmp_path,
        variables={
            "CLERK_HOME": str(home),
            "STORAGE_DIR": str(tmp_path / "sites"),
            "FETCH_WORKERS": "1",
            "OCR_WORKERS": "0",
            "EXTRACTION_WORKERS": "1",
            "DEPLOY_WORKERS": "0",
        },
    )
    try:
        with clerk.start("up") as up:
            until = time.monotonic() + 40
            while '"workers": 1' not in clerk.run("status", "--json").out and time.monotonic() < until:
                assert up.poll() is None
            up.send_signal(signal.SIGINT)
            _, err = up.communicate()
        stopped = clerk.says("down")
    finally:
        embedded.stop(home)

    assert up.returncode == 0, err
    assert "clerk is up" in err
    assert "finishing current jobs" in err
    assert "Traceback" not in err
    assert stopped == "Stopped Redis and PostgreSQL\n"


def test_a_pool_that_was_killed_is_started_again(clerk: CommandLine, engine: sa.Engine) -> None:
    only_fetch = {"FETCH_WORKERS": "1", "OCR_WORKERS": "0", "EXTRACTION_WORKERS": "0", "DEPLOY_WORKERS": "0"}

    with clerk.start("up", **only_fetch) as up:
        first = _only_worker_but(engine, None)
        os.kill(_parent_of(first.pid), signal.SIGKILL)
        second = _only_worker_but(engine, first.name)
        up.send_signal(signal.SIGINT)
        _, err = up.communicate()

    assert first.name != second.name
    assert up.returncode == 0, err
    assert "the fetch workers were killed (SIGKILL): starting them again" in err


def test_a_pool_that_gave_up_takes_the_others_with_it(clerk: CommandLine) -> None:
    ran = clerk.run("up", FETCH_WORKERS="1", OCR_WORKERS="1", DEFAULT_OCR_BACKEND="nobody-wrote-it")

    assert ran.code == 1
    assert "the ocr workers gave up: stopping the others" in ran.err


def _only_worker_but(engine: sa.Engine, name: str | None) -> WorkerProcess:
    """The newest worker, once there is one of another name."""
    until = time.monotonic() + 40
    while time.monotonic() < until:
        with engine.connect() as connection:
            newest = connection.execute(sa.select(workers).order_by(workers.c.started_at.desc())).first()
        if newest is not None and newest.name != name:
            return WorkerProcess(name=newest.name, stage=Queue(newest.stage), host=newest.host, pid=newest.pid)
        time.sleep(0.1)
    pytest.fail("no worker came to life")


def _parent_of(pid: int) -> int:
    """Source: proc(5), /proc/pid/stat, fourth field."""
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[1])


def test_servers_of_the_user_are_not_stopped(nowhere: CommandLine) -> None:
    ran = nowhere.run("down")

    assert (ran.code, ran.out) == (2, "")
    assert "your own servers" in ran.err


def test_up_without_any_worker_is_refused(clerk: CommandLine) -> None:
    none = {f"{stage}_WORKERS": "0" for stage in ("FETCH", "OCR", "EXTRACTION", "DEPLOY")}

    ran = clerk.run("up", **none)

    assert (ran.code, ran.out) == (2, "")
    assert "FETCH_WORKERS" in ran.err
