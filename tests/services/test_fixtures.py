"""The ground that tests stand on: nothing of one test reaches another, or the world outside."""

import os

import pytest
from redis import Redis
from sqlalchemy import inspect, text

from clerk.settings import Settings
from clerk.state import migrations
from clerk.state.engine import open_engine


@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_gets_a_migrated_database_of_its_own(database_url: str, turn: int) -> None:
    engine = open_engine(database_url)

    with engine.begin() as connection:
        found = inspect(connection).get_table_names()
        connection.execute(text("create table left_behind (turn integer)"))
    revision = migrations.current(engine)
    engine.dispose()

    assert "left_behind" not in found, f"turn {turn} found what the other one left"
    assert revision == migrations.newest()


@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_gets_an_empty_redis(redis_url: str, turn: int) -> None:
    client = Redis.from_url(redis_url)

    found = client.dbsize()
    client.set("turn", turn)
    client.close()

    assert found == 0


def test_a_database_without_tables_can_be_had(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)

    found = inspect(engine).get_table_names()
    engine.dispose()

    assert found == []


def test_the_settings_of_whoever_runs_the_tests_are_forgotten(settings: Settings) -> None:
    assert [name for name in Settings.model_fields if name.upper() in os.environ] == []
    assert settings.database_url is not None
    assert "test_" in settings.database_url.get_secret_value()
