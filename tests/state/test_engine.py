"""A session with PostgreSQL ends when its machine is lost, waits for no lock for ever, and says what went wrong."""

import select
from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy as sa

from clerk.errors import ServerRefused, ServerUnreachable
from clerk.state.engine import naming_the_server, open_engine


def parameters_of(connection: sa.Connection) -> dict[str, str]:
    opened = connection.connection.dbapi_connection
    assert isinstance(opened, psycopg.Connection)
    return opened.info.get_parameters()


def setting(connection: sa.Connection, name: str) -> str:
    return str(connection.scalar(sa.text("select current_setting(:name)"), {"name": name}))


@pytest.fixture
def other_engine(database_url: str) -> Iterator[sa.Engine]:
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


def test_a_session_does_not_wait_for_ever(connection: sa.Connection) -> None:
    assert setting(connection, "lock_timeout") == "30s"
    assert setting(connection, "idle_in_transaction_session_timeout") == "5min"


def test_both_sides_find_out_when_the_other_machine_is_lost(connection: sa.Connection) -> None:
    """The tests' PostgreSQL has a Unix socket, where the server reports none of this, but must take it."""
    ours = parameters_of(connection)

    assert ours["keepalives_idle"] == "10"
    assert ours["tcp_user_timeout"] == "25000"
    assert "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3" in ours["options"]


def test_options_of_the_url_win(database_url: str) -> None:
    engine = open_engine(f"{database_url}&options=-c%20lock_timeout%3D2s")

    with engine.connect() as connection:
        assert setting(connection, "lock_timeout") == "2s"
        assert setting(connection, "idle_in_transaction_session_timeout") == "5min"
    engine.dispose()


def test_a_lock_that_is_held_too_long_is_no_lost_server(engine: sa.Engine, other_engine: sa.Engine) -> None:
    with engine.connect() as holder, other_engine.connect() as waiting:
        holder.execute(sa.text("lock table sites"))
        waiting.execute(sa.text("set lock_timeout = 1"))

        with pytest.raises(ServerRefused) as refused, naming_the_server(other_engine):
            waiting.execute(sa.text("select * from sites"))

    assert "lock timeout" in str(refused.value)
    assert "DATABASE_URL" not in str(refused.value)


def test_a_transaction_that_was_idle_too_long_has_lost_its_server(engine: sa.Engine) -> None:
    with engine.connect() as idle:
        idle.execute(sa.text("set idle_in_transaction_session_timeout = 1"))
        wait_for_end(idle)

        with pytest.raises(ServerUnreachable, match="DATABASE_URL"), naming_the_server(engine):
            idle.execute(sa.text("select 1"))


def test_a_session_that_was_ended_has_lost_its_server(engine: sa.Engine, other_engine: sa.Engine) -> None:
    with engine.connect() as victim, other_engine.connect() as killer:
        pid = victim.scalar(sa.text("select pg_backend_pid()"))
        killer.execute(sa.text("select pg_terminate_backend(:pid, 5000)"), {"pid": pid})

        with pytest.raises(ServerUnreachable, match="DATABASE_URL"), naming_the_server(engine):
            victim.execute(sa.text("select 1"))


def test_a_wrong_statement_is_our_own_error(engine: sa.Engine, connection: sa.Connection) -> None:
    with pytest.raises(sa.exc.ProgrammingError), naming_the_server(engine):
        connection.execute(sa.text("select nonsense"))


def wait_for_end(connection: sa.Connection) -> None:
    """Until the server has said that the session is over."""
    opened = connection.connection.dbapi_connection
    assert isinstance(opened, psycopg.Connection)
    select.select([opened.fileno()], [], [], 10)
