"""`clerk up` runs everything in the foreground until Ctrl+C; `clerk down` stops the servers of the folder."""

import signal
import time
from pathlib import Path

from clerk.services import embedded
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


def test_servers_of_the_user_are_not_stopped(nowhere: CommandLine) -> None:
    ran = nowhere.run("down")

    assert (ran.code, ran.out) == (2, "")
    assert "your own servers" in ran.err


def test_up_without_any_worker_is_refused(clerk: CommandLine) -> None:
    none = {f"{stage}_WORKERS": "0" for stage in ("FETCH", "OCR", "EXTRACTION", "DEPLOY")}

    ran = clerk.run("up", **none)

    assert (ran.code, ran.out) == (2, "")
    assert "FETCH_WORKERS" in ran.err
