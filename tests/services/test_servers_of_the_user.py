"""Servers that the user brings, over TCP and with passwords: a PostgreSQL and a Redis of the machine's packages."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from clerk.demo import DOCUMENTS
from clerk.services import daemon, system_user

PASSWORD = "open-sesame"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    database_url: str
    redis_url: str


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def folder() -> Iterator[Path]:
    """Open to PostgreSQL's user, which pytest's own folders are not when root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="clerk-users-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def database_url_over_tcp(folder: Path) -> Iterator[str]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        pytest.skip("needs a PostgreSQL installed on this machine, below /usr/lib/postgresql")
    user, log, port = system_user.for_postgres(print), folder / "pg" / "log", free_port()
    log.parent.mkdir()
    user.take(log.parent)
    (log.parent / "password").write_text(PASSWORD)
    user.take(log.parent / "password")
    data = str(log.parent / "data")

    def run(program: str, *arguments: str) -> None:
        command = [str(found[-1].parent / program), "-D", data, *arguments]
        daemon.run_to_log("PostgreSQL", command, user=user, log=log, seconds=50)

    run(
        "initdb", "-E", "UTF8", "-U", "clerk", "-A", "scram-sha-256", f"--pwfile={log.parent / 'password'}", "--no-sync"
    )
    run("pg_ctl", "start", "-w", "-l", str(log), "-o", f"-h 127.0.0.1 -p {port} -k {log.parent}")
    address = f"127.0.0.1:{port}"
    with psycopg.connect(f"postgresql://clerk:{PASSWORD}@{address}/postgres", autocommit=True) as connection:
        connection.execute("create database clerk")
    yield f"postgres://clerk:{PASSWORD}@{address}/clerk"
    run("pg_ctl", "stop", "-w", "-m", "immediate")


@pytest.fixture
def redis_url_over_tcp() -> Iterator[str]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("needs redis-server on PATH")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--requirepass", PASSWORD, "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir()) as server:
        yield f"redis://:{PASSWORD}@127.0.0.1:{port}/3"
        server.terminate()


@pytest.fixture
def addresses(database_url_over_tcp: str, redis_url_over_tcp: str) -> Addresses:
    return Addresses(database_url=database_url_over_tcp, redis_url=redis_url_over_tcp)


def clerk(folder: Path, addresses: Addresses, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment: Mapping[str, str] = {
        **os.environ,
        "DATABASE_URL": addresses.database_url,
        "REDIS_URL": addresses.redis_url,
        "STORAGE_DIR": str(folder / "sites"),
    }
    command = [sys.executable, "-m", "clerk", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.timeout(180)  # eight processes, one after the other, on a machine that may be busy
def test_a_site_goes_through_the_servers_that_the_user_brings(tmp_path: Path, addresses: Addresses) -> None:
    minutes = "minutes/City Council/2024-03-12.pdf"
    paper = tmp_path / "papers" / minutes
    paper.parent.mkdir(parents=True)
    shutil.copy(DOCUMENTS / minutes, paper)
    before = clerk(tmp_path, addresses, "status")

    steps = [
        clerk(tmp_path, addresses, "db", "upgrade"),
        clerk(tmp_path, addresses, "site", "add", "riverbend", "--fetcher", "folder", "--option", "path=papers"),
        clerk(tmp_path, addresses, "enqueue", "riverbend"),
        clerk(tmp_path, addresses, "worker", "fetch", "--burst"),
        clerk(tmp_path, addresses, "worker", "extraction", "--burst"),
        clerk(tmp_path, addresses, "search", "riverbend", '"rent control"'),
    ]

    assert (before.returncode, "clerk db upgrade" in before.stderr) == (4, True), before.stderr
    assert [(step.returncode, step.stderr) for step in steps if step.returncode] == []
    assert "City Council  2024-03-12  minutes  page" in steps[-1].stdout
    assert not (tmp_path / ".clerk").exists()


@pytest.mark.parametrize("command", [["status"], ["worker", "ocr"], ["db", "current"]])
def test_a_server_that_is_not_there_is_one_line_without_its_password(tmp_path: Path, command: list[str]) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    addresses = Addresses(
        database_url=f"postgresql://clerk:{PASSWORD}@{nobody}/clerk", redis_url=f"redis://:{PASSWORD}@{nobody}/0"
    )

    done = clerk(tmp_path, addresses, *command)

    assert done.returncode == 4
    assert nobody in done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_redis_that_is_not_there_is_one_line_without_its_password(tmp_path: Path, database_url: str) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    addresses = Addresses(database_url=database_url, redis_url=f"redis://:{PASSWORD}@{nobody}/0")

    done = clerk(tmp_path, addresses, "status")

    assert done.returncode == 4
    assert nobody in done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
