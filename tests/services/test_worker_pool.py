"""A pool keeps its workers running, starts anew those that die, and leaves none behind."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from clerk.settings import Settings
from clerk.state.engine import open_engine
from fixtures.command_line import CommandLine, command_line

PATIENCE_SECONDS = 40


@pytest.fixture
def engine(settings: Settings) -> Iterator[sa.Engine]:
    assert settings.database_url is not None
    opened = open_engine(settings.database_url.get_secret_value())
    yield opened
    opened.dispose()


@pytest.fixture
def clerk(settings: Settings, tmp_path: Path) -> CommandLine:
    return command_line(settings, tmp_path)


@contextmanager
def pool_of(clerk: CommandLine, engine: sa.Engine, count: int) -> Iterator[subprocess.Popen[str]]:
    """A pool whose workers have all said that they live."""
    with clerk.start("worker", "deploy", "-n", str(count)) as pool:
        try:
            assert comes_true(lambda: len(pids(engine)) == count)
            yield pool
        finally:
            pool.kill()


def pids(engine: sa.Engine) -> set[int]:
    """Workers as PostgreSQL knows them."""
    with engine.connect() as connection:
        return set(connection.scalars(sa.text("select pid from workers where stage = 'deploy'")))


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def comes_true(claim: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while not claim():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_a_pool_that_is_told_to_stop_leaves_nobody_behind(clerk: CommandLine, engine: sa.Engine) -> None:
    with pool_of(clerk, engine, 2) as pool:
        workers = pids(engine)
        pool.send_signal(signal.SIGTERM)
        code = pool.wait(PATIENCE_SECONDS)

    assert code == 0
    assert len(workers) == 2
    assert not any(map(is_alive, workers))
    assert pids(engine) == set()


def test_a_worker_that_was_killed_is_replaced(clerk: CommandLine, engine: sa.Engine) -> None:
    with pool_of(clerk, engine, 2) as pool:
        victim, survivor = sorted(pids(engine))
        os.kill(victim, signal.SIGKILL)
        replaced = comes_true(lambda: victim not in pids(engine) and len(pids(engine)) == 2)
        still_there = survivor in pids(engine)
        pool.send_signal(signal.SIGTERM)
        code = pool.wait(PATIENCE_SECONDS)

    assert replaced
    assert still_there
    assert code == 0


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux ends a child with its parent")
def test_workers_die_with_a_pool_that_was_killed(clerk: CommandLine, engine: sa.Engine) -> None:
    with pool_of(clerk, engine, 2) as pool:
        workers = pids(engine)
        pool.kill()
        pool.wait(PATIENCE_SECONDS)

        assert comes_true(lambda: not any(map(is_alive, workers)))


def test_a_pool_without_work_ends_by_itself_in_burst_mode(clerk: CommandLine) -> None:
    assert clerk.run("worker", "deploy", "-n", "2", "--burst").code == 0
