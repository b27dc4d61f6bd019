"""An empty PostgreSQL is brought to this version's tables, however often and by however many at once."""

import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from clerk.errors import SchemaOutdated
from clerk.model.lifecycle import JobState, moves
from clerk.state import migrations
from clerk.state.engine import open_engine
from clerk.state.schema import metadata


def test_an_empty_database_is_migrated_and_a_second_time_does_no_harm(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)

    before = migrations.current(engine)
    migrations.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("insert into sites (subdomain, name, fetcher) values ('pleasanton', 'P', 'folder')"))
    migrations.upgrade(engine)
    with engine.connect() as connection:
        kept = connection.scalar(sa.text("select count(*) from sites"))
        tables = set(sa.inspect(connection).get_table_names())
    after = migrations.current(engine)
    engine.dispose()

    assert (before, after, kept) == (None, migrations.newest(), 1)
    assert tables == {*metadata.tables, "alembic_version"}


def test_the_manuals_two_tables_are_there(database_url: str) -> None:
    engine = open_engine(database_url)

    found = set(sa.inspect(engine).get_table_names())
    engine.dispose()

    assert {"job_tracking", "site_progress"} <= found


def test_the_migrations_make_what_the_code_knows(database_url: str) -> None:
    engine = open_engine(database_url)

    different = migrations.differences(engine)
    engine.dispose()

    assert different is None


def test_a_table_that_drifted_is_told(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("alter table sites add column mayor text"))

    different = migrations.differences(engine)
    engine.dispose()

    assert different is not None
    assert "mayor" in different


def test_the_checks_of_closed_sets_hold_what_the_code_knows(database_url: str) -> None:
    """`alembic check` does not compare check constraints."""
    engine = open_engine(database_url)
    known = {
        (table.name, str(constraint.name)): set(str(constraint.sqltext).split("'")[1::2])
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint) and " in (" in str(constraint.sqltext)
    }

    made = {
        (table, str(constraint["name"])): set(constraint["sqltext"].split("'")[1::2])
        for table in metadata.tables
        for constraint in sa.inspect(engine).get_check_constraints(table)
        if "ANY" in constraint["sqltext"]
    }
    engine.dispose()

    assert made == known


def test_partial_indexes_cover_the_rows_that_the_code_knows(database_url: str) -> None:
    """`alembic check` does not compare the conditions of indexes."""
    engine = open_engine(database_url)
    known = {
        index.name: sorted(str(index.dialect_options["postgresql"]["where"]).split("'")[1::2])
        for table in metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["postgresql"]["where"] is not None
    }

    with engine.connect() as connection:
        found = connection.execute(
            sa.text(
                "select indexrelid::regclass::text as name, pg_get_expr(indpred, indrelid) as condition"
                " from pg_index where indpred is not null"
            )
        )
        made = {row.name: sorted(row.condition.split("'")[1::2]) for row in found}
    engine.dispose()

    assert made == known


def test_the_trigger_knows_the_moves_that_the_code_knows(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        source = connection.scalar(sa.text("select prosrc from pg_proc where proname = 'refuse_wrong_job_move'"))
    engine.dispose()

    words = [word for word in str(source).split("raise")[0].split("'")[1::2] if word in set(JobState)]
    assert sorted(zip(words[::2], words[1::2], strict=True)) == sorted(moves())


def test_two_processes_that_migrate_at_once_do_it_once(empty_database_url: str) -> None:
    program = (
        "import sys; from clerk.state import engine, migrations; migrations.upgrade(engine.open_engine(sys.argv[1]))"
    )

    both = [
        subprocess.Popen([sys.executable, "-c", program, empty_database_url], stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate()[1] for process in both]

    engine = open_engine(empty_database_url)
    found = migrations.current(engine)
    engine.dispose()
    assert [process.returncode for process in both] == [0, 0], said
    assert found == migrations.newest()


def test_a_database_of_another_revision_is_refused_with_the_command_to_run(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)

    with pytest.raises(SchemaOutdated, match=r"revision none.*clerk db upgrade"):
        migrations.require_newest(engine)
    engine.dispose()


def test_the_history_names_every_revision() -> None:
    config = migrations._config(None)
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]

    shown = migrations.history()

    assert revisions
    assert all(revision in shown for revision in revisions)


def test_what_was_migrated_can_be_taken_back(database_url: str) -> None:
    engine = open_engine(database_url)

    with engine.begin() as connection:
        command.downgrade(migrations._config(connection), "base")
        left = sa.inspect(connection).get_table_names()
    engine.dispose()

    assert left == ["alembic_version"]
