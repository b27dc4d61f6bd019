"""The way to PostgreSQL: an engine from a URL, and one sentence when there is no way."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa

from clerk.errors import ServerRefused, ServerUnreachable, SettingInvalid
from clerk.model.server_url import masked

# A machine that is lost, or cut off, is found out on either side within half a minute.
_CONNECTION: Mapping[str, int | str] = {
    "connect_timeout": 5,
    "client_encoding": "utf8",  # a database made under LANG=C would otherwise give bytes for text
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
_SESSION: Mapping[str, str] = {
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "25s",
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "5min",
}
_LOST_CONNECTION = ("08", "28", "3D", "57P")
"""Beginnings of SQLSTATEs: connection, authorization, no such database, shutdown.

Source: PostgreSQL documentation, appendix A, "PostgreSQL Error Codes".
"""
_DIALECT = "postgresql+psycopg"
_WRONG_URL = "DATABASE_URL is no address of a PostgreSQL: write postgresql://user:password@host:5432/dbname"


def open_engine(url: str) -> sa.Engine:
    """An engine that has not connected yet; it keeps one connection and checks it before each use.

    `postgres://`, `postgresql://` and `postgresql+psycopg://` mean the same.

    Raises:
        SettingInvalid: it is no URL of a PostgreSQL.

    """
    address = _with_driver(url)
    return sa.create_engine(
        address,
        pool_size=1,
        max_overflow=4,
        pool_pre_ping=True,
        connect_args={**_CONNECTION, "options": _options(address)},
    )


def _options(address: sa.URL) -> str:
    """Settings of each session; those that the URL has itself come last, and so win."""
    own = address.query.get("options", "")
    ours = (f"-c {name}={value}" for name, value in _SESSION.items())
    return " ".join((*ours, *((own,) if isinstance(own, str) else own)))


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
        ServerRefused: it answers, but cannot do it now.
    """
    try:
        yield
    except sa.exc.DBAPIError as error:
        url = masked(engine.url.set(drivername="postgresql").render_as_string(hide_password=True))
        why = str(error.orig).strip().splitlines()[0]
        if _is_lost(error):
            raise ServerUnreachable(
                f"PostgreSQL at {url} cannot be reached ({why}): is it running, and is DATABASE_URL right?"
            ) from error
        if isinstance(error, sa.exc.OperationalError):
            raise ServerRefused(f"PostgreSQL at {url} could not do it now ({why}): look into its log") from error
        raise


def _is_lost(error: sa.exc.DBAPIError) -> bool:
    """True when there is no connection, or no longer; a connection that failed has no SQLSTATE."""
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    return isinstance(error, sa.exc.OperationalError) and (state is None or state.startswith(_LOST_CONNECTION))


def check(engine: sa.Engine) -> None:
    """Connects once.

    Raises:
        ServerUnreachable: as above.
    """
    with naming_the_server(engine), engine.connect() as connection:
        connection.execute(sa.text("select 1"))
