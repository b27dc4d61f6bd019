"""A listed document arrives in a file of ours, whatever its own file is called."""

import os
from pathlib import Path

import pytest

from clerk.tools.download import download, version_of


@pytest.mark.parametrize("name", [b"plain.pdf", b"100%25 agreed #2?.pdf", "Séance.pdf".encode(), b"S\xe9ance.pdf"])
def test_a_file_of_any_name_is_found_by_its_address(tmp_path: Path, name: bytes) -> None:
    file = tmp_path / os.fsdecode(name)
    file.write_bytes(b"%PDF-1.4")

    arrived = download(file.as_uri(), tmp_path / "incoming", max_bytes=100)

    assert arrived.path.read_bytes() == b"%PDF-1.4"
    assert arrived.etag == version_of(file.as_uri())
