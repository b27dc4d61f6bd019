"""Migrations: `upgrade` brings any database to this version's tables, under a lock, as often as one likes."""

import io
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from clerk.errors import SchemaOutdated
from clerk.state.engine import naming_the_server

_LOCK = 7_305_208_001
"""Any number, the same in all clerk processes: two that start together migrate once."""


def upgrade(engine: sa.Engine) -> None:
    """Brings the database to the newest revision; does nothing when it is there."""
    with naming_the_server(engine), engine.begin() as connection:
        connection.execute(sa.text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(_config(connection), "head")


def current(engine: sa.Engine) -> str | None:
    """The revision that the database is at; None when it was never migrated."""
    with naming_the_server(engine), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision that this version of clerk needs."""
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def history() -> str:
    """The revisions, newest first, a line each."""
    output = io.StringIO()
    command.history(_config(None, output))
    return output.getvalue()


def differences(engine: sa.Engine) -> str | None:
    """What the migrations and the tables in `schema` disagree about; None when they agree."""
    with engine.connect() as connection:
        try:
            command.check(_config(connection))
        except CommandError as error:
            return str(error)
    return None


def require_newest(engine: sa.Engine) -> None:
    """Refuses a database of another revision.

    Raises:
        SchemaOutdated: says which command to run.
    """
    found, needed = current(engine), newest()
    if found != needed:
        raise SchemaOutdated(
            f"the database is at revision {found or 'none'}, this clerk needs {needed}: run `clerk db upgrade`"
        )


def _config(connection: sa.Connection | None, output: io.StringIO | None = None) -> Config:
    config = Config(stdout=output or io.StringIO())
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
