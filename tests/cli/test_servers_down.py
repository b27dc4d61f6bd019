"""A server that cannot be reached is one line: which URL, without its password, and what to try; exit code 4."""

import os
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from redis import Redis

from clerk.services.embedded import ServerUrls
from fixtures.command_line import CommandLine, Ran


@pytest.fixture
def dead_port() -> Iterator[int]:
    """A port that is taken and where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


@pytest.fixture
def guarded_redis(own_servers: ServerUrls) -> Iterator[str]:
    """The URL of a Redis user, with a wrong password; "hunter2" in it must never be shown."""
    user = f"user-{os.getpid()}"
    place = urlsplit(own_servers.redis_url).path
    with Redis.from_url(own_servers.redis_url) as redis:
        redis.acl_setuser(user, enabled=True, passwords=["+right"], keys=["*"], commands=["+@all"])
        yield f"unix://{user}:hunter2@{place}?db=0"
        redis.acl_deluser(user)


def assert_one_line(ran: Ran, *words: str) -> None:
    assert (ran.code, ran.out, ran.err.count("\n")) == (4, "", 1), ran
    assert all(word in ran.err for word in words), ran.err
    assert "hunter2" not in ran.err


def test_postgresql_is_down(clerk: CommandLine, dead_port: int) -> None:
    url = f"postgresql://clerk:hunter2@127.0.0.1:{dead_port}/clerk"

    for command in (("db", "upgrade"), ("worker", "ocr", "--burst")):
        ran = clerk.run(*command, DATABASE_URL=url)

        assert_one_line(ran, f"postgresql://clerk:***@127.0.0.1:{dead_port}/clerk", "is it running", "DATABASE_URL")


def test_there_is_no_such_database(clerk: CommandLine, database_url: str) -> None:
    ran = clerk.run("status", DATABASE_URL=database_url.replace("/test_", "/no_such_"))

    assert_one_line(ran, "no_such_", "does not exist", "DATABASE_URL")


def test_there_is_no_such_role(clerk: CommandLine, database_url: str) -> None:
    ran = clerk.run("site", "list", DATABASE_URL=database_url.replace("clerk@", "stranger:hunter2@"))

    assert_one_line(ran, "stranger:***@", "DATABASE_URL")


def test_there_is_no_such_host(nowhere: CommandLine) -> None:
    assert_one_line(nowhere.run("db", "current"), "clerk:***@db.invalid", "DATABASE_URL")


def test_redis_is_down(clerk: CommandLine, dead_port: int) -> None:
    ran = clerk.run("status", REDIS_URL=f"redis://:hunter2@127.0.0.1:{dead_port}/0")

    assert_one_line(ran, f"redis://:***@127.0.0.1:{dead_port}/0", "is it running", "REDIS_URL")


def test_redis_does_not_know_the_password(clerk: CommandLine, guarded_redis: str) -> None:
    ran = clerk.run("enqueue", "oakland", REDIS_URL=guarded_redis)

    assert_one_line(ran, ":***@", "REDIS_URL")


def test_the_tables_are_not_there_yet(clerk: CommandLine, empty_database_url: str) -> None:
    ran = clerk.run("status", DATABASE_URL=empty_database_url)

    assert_one_line(ran, "revision none", "clerk db upgrade")


@pytest.mark.parametrize(
    ("variable", "url"),
    [
        ("DATABASE_URL", "mysql://clerk:hunter2@localhost/clerk"),
        ("DATABASE_URL", "hunter2"),
        ("REDIS_URL", "redis://:hunter2@localhost:port/0"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused_as_a_setting(clerk: CommandLine, variable: str, url: str) -> None:
    ran = clerk.run("status", **{variable: url})

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran
    assert variable in ran.err
    assert "hunter2" not in ran.err
