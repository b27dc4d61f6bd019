"""`clerk up` ends as it was asked to, however early it is asked."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import sqlalchemy as sa

from clerk.settings import Settings
from fixtures.command_line import CommandLine, command_line

PATIENCE_SECONDS = 40
SLOW_FORK = """
import os, sys, time
from clerk.cli.main import main

fork = os.fork

def late():
    pid = fork()
    if pid == 0:
        time.sleep(1)
    return pid

os.fork = late
sys.argv = ["clerk", "worker", "deploy"]
main()
"""


def test_pools_that_are_still_starting_end_as_they_were_asked_to(settings: Settings, tmp_path: Path) -> None:
    clerk = command_line(settings, tmp_path)
    with clerk.start("up", FETCH_WORKERS="1", OCR_WORKERS="0", EXTRACTION_WORKERS="0", DEPLOY_WORKERS="0") as up:
        children = Path(f"/proc/{up.pid}/task/{up.pid}/children")
        until = time.monotonic() + PATIENCE_SECONDS
        while not children.read_text().split() and time.monotonic() < until:
            time.sleep(0.01)
        up.send_signal(signal.SIGINT)
        _, err = up.communicate(timeout=PATIENCE_SECONDS)

    assert up.returncode == 0, err


def test_a_worker_that_is_being_forked_as_the_pool_is_told_to_stop_is_told_as_well(
    settings: Settings, engine: sa.Engine, tmp_path: Path
) -> None:
    clerk: CommandLine = command_line(settings, tmp_path)
    pool = subprocess.Popen([sys.executable, "-c", SLOW_FORK], cwd=tmp_path, env=clerk.environment())
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not _workers(engine) and time.monotonic() < until:
            time.sleep(0.01)
        pool.send_signal(signal.SIGTERM)
        code = pool.wait(PATIENCE_SECONDS)
    finally:
        pool.kill()
        pool.wait()

    assert code == 0


def _workers(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.text("select count(*) from workers")) or 0
