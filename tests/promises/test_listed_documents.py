"""What a source lists lands, and settles: names of any bytes, one document under two names, a second try."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from clerk.model.lifecycle import Outcome
from fixtures.barcode_pages import write_scan
from fixtures.worlds import World


@pytest.fixture
def listed(world: World, tmp_path: Path) -> World:
    """A site whose source lists nothing yet."""
    documents = tmp_path / "listed"
    documents.mkdir()
    return replace(world, documents=documents, subdomain=world.add_site("listed.ca", documents))


def _run(world: World) -> Outcome | None:
    world.enqueue()
    world.work()
    return world.finish().outcome


def test_a_file_whose_name_is_not_text_is_read(listed: World) -> None:
    folder = listed.documents / "minutes/Alpha"
    write_scan(folder / "2024-03-01.pdf", (2001,))
    (folder / "2024-03-01.pdf").rename(folder / os.fsdecode(b"2024-03-01 S\xe9ance.pdf"))

    assert _run(listed) is Outcome.COMPLETED
    assert len(listed.meetings()["motions"]) == 1
    assert listed.rows("select count(*) from refusals") == [(0,)]
