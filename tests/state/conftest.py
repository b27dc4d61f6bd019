"""What tests of the state ask for: an engine and a connection of a migrated database of their own."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa


@pytest.fixture
def connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection in a transaction that is never committed."""
    with engine.connect() as opened:
        yield opened
