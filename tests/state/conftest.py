"""What tests of the state ask for: an engine and a connection of a migrated database of their own."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from clerk.state.engine import open_engine


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection in a transaction that is never committed."""
    with engine.connect() as opened:
        yield opened
