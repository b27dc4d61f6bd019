"""What root gives away so that PostgreSQL can run as somebody else: no more than the way through."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk.services import system_user
from clerk.services.system_user import SystemUser


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder two deep, both levels open to their owner alone, below one that everybody may pass."""
    with tempfile.TemporaryDirectory(prefix="clerk-closed-") as name:
        Path(name).chmod(0o755)
        inner = Path(name) / "outer" / "inner"
        inner.mkdir(parents=True)
        inner.parent.chmod(0o700)
        inner.chmod(0o700)
        yield inner


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_stand_in_may_pass_closed_folders_but_not_list_them(closed_folder: Path) -> None:
    reports: list[str] = []
    stranger = SystemUser(uid=os.geteuid() + 12_345, gid=os.getegid(), stands_in=True)

    system_user.open_the_way(closed_folder / "data", stranger, reports.append)

    assert [mode(closed_folder), mode(closed_folder.parent), mode(closed_folder.parents[1])] == [0o701, 0o701, 0o755]
    assert all(str(folder) in said for folder, said in zip([closed_folder.parent, closed_folder], reports, strict=True))


def test_nothing_is_opened_for_ourselves(closed_folder: Path) -> None:
    reports: list[str] = []

    system_user.open_the_way(closed_folder / "data", system_user.current(), reports.append)

    assert (mode(closed_folder), reports) == (0o700, [])
