"""What a source lists lands, and settles: names of any bytes, one document under two names, a second try."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from clerk import workers
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


def test_the_same_bytes_under_two_names_are_one_document_and_settle(listed: World) -> None:
    first, second = _same_bytes_twice(listed)

    assert [_run(listed) for _ in range(3)] == [Outcome.COMPLETED, Outcome.NOTHING_NEW, Outcome.NOTHING_NEW]
    assert listed.rows("select url, state from documents") == [(first.as_uri(), "ok")]
    first.unlink()
    assert _run(listed) is Outcome.NOTHING_NEW
    assert listed.rows("select url, state from documents") == [(second.as_uri(), "ok")]


@pytest.mark.parametrize("changed", [0, 1])
def test_a_document_lives_as_long_as_one_of_its_names_serves_it(listed: World, changed: int) -> None:
    names = _same_bytes_twice(listed)
    _run(listed)
    write_scan(names[changed], (2002,))

    assert _run(listed) is Outcome.COMPLETED
    assert listed.rows("select state, count(*) from documents group by state") == [("ok", 2)]
    assert len(listed.meetings()["motions"]) == 2
    assert _run(listed) is Outcome.NOTHING_NEW
    names[1 - changed].unlink()
    write_scan(names[1 - changed], (2003,))
    _run(listed)
    assert listed.rows("select state, count(*) from documents group by state order by state") == [
        ("ok", 2),
        ("superseded", 1),
    ]


def _same_bytes_twice(listed: World) -> tuple[Path, Path]:
    folder = listed.documents / "minutes/Alpha"
    write_scan(folder / "2024-03-01 a.pdf", (2001,))
    (folder / "2024-03-01 b.pdf").write_bytes((folder / "2024-03-01 a.pdf").read_bytes())
    return folder / "2024-03-01 a.pdf", folder / "2024-03-01 b.pdf"


@pytest.mark.parametrize("touched", [False, True])
def test_a_document_that_was_too_large_is_read_once_the_limit_allows_it(
    listed: World, monkeypatch: pytest.MonkeyPatch, *, touched: bool
) -> None:
    pdf = listed.documents / "minutes/Alpha/2024-03-01.pdf"
    write_scan(pdf, (2001, 2002))
    strict = replace(listed.context, settings=listed.context.settings.model_copy(update={"pdf_max_pages": 1}))
    with monkeypatch.context() as patch:
        patch.setattr(workers, "context", lambda: strict)
        _run(listed)
        first = listed.latest_run()
        _run(listed)
        assert listed.rows("select state, run_id from documents") == [("too_large", first.run_id)]
    if touched:
        os.utime(pdf)

    assert _run(listed) is Outcome.COMPLETED
    assert listed.rows("select state, reason, page_count from documents") == [("ok", None, 2)]
    assert len(listed.meetings()["motions"]) == 2
