"""A file is the old one or the new one, whatever the disk does."""

from pathlib import Path

import pytest

from clerk.archive.whole_files import sync, write_whole
from clerk.errors import StorageUnavailable
from fixtures.bad_disks import full_disk, unwritable
from fixtures.made_documents import everything_below


def test_what_was_written_is_there_and_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "new folder" / "page.json", b"text", aside_in=tmp_path)

    assert everything_below(tmp_path) == {"new folder/page.json": b"text"}


def test_a_later_writing_replaces_an_earlier_one(tmp_path: Path) -> None:
    file = tmp_path / "page.json"
    write_whole(file, b"old and long", aside_in=tmp_path)

    write_whole(file, b"new", aside_in=tmp_path)

    assert file.read_bytes() == b"new"


def test_on_a_full_disk_the_old_file_stays_whole(tmp_path: Path) -> None:
    file = tmp_path / "page.json"
    write_whole(file, b"old", aside_in=tmp_path)

    with full_disk(100), pytest.raises(StorageUnavailable, match=r"page\.json: File too large; free some space"):
        write_whole(file, b"x" * 1_000, aside_in=tmp_path)

    assert everything_below(tmp_path) == {"page.json": b"old"}


def test_on_a_disk_that_refuses_the_sentence_says_who_may_not_write(tmp_path: Path) -> None:
    with unwritable(tmp_path), pytest.raises(StorageUnavailable, match="give the user that runs clerk the right"):
        write_whole(tmp_path / "page.json", b"text", aside_in=tmp_path)

    assert everything_below(tmp_path) == {}


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that cannot sync folders, like /proc")
def test_a_file_system_that_cannot_sync_folders_is_no_error() -> None:
    sync(Path("/proc"))
