"""What tests of the command line ask for: a migrated database, an empty Redis, and a folder to type in."""

from pathlib import Path

import pytest

from clerk.settings import Settings
from fixtures.command_line import CommandLine, command_line


@pytest.fixture
def clerk(settings: Settings, tmp_path: Path) -> CommandLine:
    return command_line(settings, tmp_path)


@pytest.fixture
def nowhere(tmp_path: Path) -> CommandLine:
    """A command line whose servers nobody asks: names that lead nowhere."""
    return CommandLine(
        folder=tmp_path,
        variables={
            "DATABASE_URL": "postgresql://clerk:hunter2@db.invalid/clerk",
            "REDIS_URL": "redis://:hunter2@redis.invalid/0",
            "STORAGE_DIR": str(tmp_path / "sites"),
        },
    )
