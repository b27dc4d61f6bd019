"""What every test may ask for: a corpus, a storage folder, settings; and what none may leave behind."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from clerk.settings import Settings
from clerk.state.engine import open_engine

pytest_plugins = ["fixtures.own_servers", "fixtures.worlds"]

hypothesis.settings.register_profile("clerk", deadline=None)
hypothesis.settings.load_profile("clerk")


def pytest_configure() -> None:
    """Forget the settings of whoever runs the tests: they may name servers with real sites in them."""
    for name in Settings.model_fields:
        os.environ.pop(name.upper(), None)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents beside the checkout."""
    folder = Path(__file__).parents[2] / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"needs the corpus of real documents at {folder}")
    return folder


@pytest.fixture
def storage_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "sites"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(database_url: str, redis_url: str, storage_dir: Path, tmp_path: Path) -> Settings:
    """Settings of a migrated database, an empty Redis and an empty archive, all of this test alone."""
    return Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it, its type does not say so
        database_url=SecretStr(database_url),
        redis_url=SecretStr(redis_url),
        storage_dir=storage_dir,
        clerk_home=tmp_path / "clerk-home",
    )


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture(autouse=True)
def _no_child_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves processes behind: they would hold its database, and the next test's processor."""
    before = _children()
    yield
    left = {pid: command for pid, command in _children().items() if pid not in before}
    if left:
        pytest.fail(f"{request.node.nodeid} left child processes running: {left}")


def _children() -> dict[int, str]:
    """Pid and command line of this process's living children.

    Two may stay: multiprocessing's own tracker, and the process from which commands are forked.

    Source: proc_pid_task_children(5).
    """
    if sys.platform != "linux":
        return {}
    lists = [path.read_text().split() for path in Path("/proc/self/task").glob("*/children")]
    commands = {int(pid): _command(pid) for pids in lists for pid in pids}
    may_stay = ("resource_tracker", "fixtures.preloaded")
    return {pid: command for pid, command in commands.items() if command and not any(map(command.count, may_stay))}


def _command(pid: str) -> str:
    """Command line; empty for a zombie or a process that is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
