"""The way to PostgreSQL: an engine from a URL, and one sentence when there is no way."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from clerk.errors import ServerUnreachable, SettingInvalid
from clerk.model.server_url import masked

_CONNECT_TIMEOUT_SECONDS = 5
_DIALECT = "postgresql+psycopg"
_WRONG_URL = "DATABASE_URL is no address of a PostgreSQL: write postgresql://user:password@host:5432/dbname"


def open_engine(url: str) -> sa.Engine:
    """An engine that has not connected yet; it keeps one connection and checks it before each use.

    `postgres://`, `postgresql://` and `postgresql+psycopg://` mean the same.

    Raises:
        SettingInvalid: it is no URL of a PostgreSQL.

    """
    return sa.create_engine(
        _with_driver(url),
        pool_size=1,
        max_overflow=4,
        pool_pre_ping=True,
        # A database made under LANG=C would otherwise give bytes for text.
        connect_args={"connect_timeout": _CONNECT_TIMEOUT_SECONDS, "client_encoding": "utf8"},
    )


def _with_driver(url: str) -> sa.URL:
    scheme, separator, rest = url.partition("://")
    if scheme not in {"postgres", "postgresql", _DIALECT}:
        raise SettingInvalid(_WRONG_URL)
    try:
        return sa.make_url(f"{_DIALECT}{separator}{rest}")
    except (sa.exc.ArgumentError, ValueError) as error:
        raise SettingInvalid(_WRONG_URL) from error


@contextmanager
def naming_the_server(engine: sa.Engine) -> Iterator[None]:
    """Turns the loss of PostgreSQL into one sentence.

    Raises:
        ServerUnreachable: PostgreSQL does not answer, or does not let us in.
    """
    try:
        yield
    except sa.exc.OperationalError as error:
        url = masked(engine.url.set(drivername="postgresql").render_as_string(hide_password=True))
        why = str(error.orig).strip().splitlines()[0]
        raise ServerUnreachable(
            f"PostgreSQL at {url} cannot be reached ({why}): is it running, and is DATABASE_URL right?"
        ) from error


def check(engine: sa.Engine) -> None:
    """Connects once.

    Raises:
        ServerUnreachable: as above.
    """
    with naming_the_server(engine), engine.connect() as connection:
        connection.execute(sa.text("select 1"))
