"""Servers for whoever has none: one PostgreSQL and one Redis below CLERK_HOME, shared by its clerk processes."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clerk.errors import ServerUnreachable
from clerk.services import postgres, redis


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerUrls:
    """Addresses for SQLAlchemy and redis-py; both servers listen on Unix sockets only."""

    database_url: str
    redis_url: str


def start(clerk_home: Path, *, report: Callable[[str], None]) -> ServerUrls:
    """Addresses of the two servers, which are started when they do not answer, by one process, for all of them.

    They outlive this process. `report` gets a sentence for each thing that takes time; nothing when both were there.

    Raises:
        ServerUnreachable: one did not start; the message says why and where its log is.
    """
    home = clerk_home.absolute()
    with _refusals_named(home):
        if running(home) != (postgres.NAME, redis.NAME):
            with _locked(home):
                for server in (postgres, redis):
                    if not server.answers(home):
                        server.start(home, report)
    return urls_of(home)


def stop(clerk_home: Path) -> tuple[str, ...]:
    """Names of the servers that were stopped."""
    home = clerk_home.absolute()
    if not home.is_dir():
        return ()
    with _refusals_named(home), _locked(home):
        return tuple(server.NAME for server in (redis, postgres) if server.stop(home))


def running(clerk_home: Path) -> tuple[str, ...]:
    """Names of the servers that answer."""
    home = clerk_home.absolute()
    return tuple(server.NAME for server in (postgres, redis) if server.answers(home))


def urls_of(clerk_home: Path) -> ServerUrls:
    """Where the servers of this folder listen once they are started."""
    home = clerk_home.absolute()
    return ServerUrls(database_url=postgres.url_of(home), redis_url=redis.url_of(home))


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    """Alone among the processes of this folder; the lock ends with its holder, however it ends."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "servers.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _refusals_named(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ServerUnreachable(
            f"CLERK_HOME {home} cannot be used: {error}; set it to a folder you may write"
        ) from error
