"""Pages that OCR reads one by one end up in the document's files, each once, whatever happens on the way."""

import os
from pathlib import Path
from threading import Thread

import pytest

from clerk.archive.documents import read_manifest
from clerk.archive.pages import (
    DocumentDamaged,
    DocumentMissing,
    join_pages,
    page_is_written,
    page_texts,
    text_sha256,
    write_page,
)
from clerk.archive.paths import SitePaths
from clerk.errors import StorageUnavailable
from clerk.model.page import PageSource
from fixtures.bad_disks import full_disk
from fixtures.killed_at import run_killed_at
from fixtures.made_documents import (
    a_head,
    a_key,
    a_page,
    an_ocr_page,
    an_unread_page,
    everything_below,
    paths_in,
    put,
    words_of_pages,
)

KEY = a_key()


@pytest.fixture
def paths(storage_dir: Path) -> SitePaths:
    """An archive with one document: page 1 has a text layer, 2 and 3 wait for OCR."""
    paths = paths_in(storage_dir)
    put(paths, KEY, [a_page("First\n"), an_unread_page(), an_unread_page()])
    return paths


def _unread_pages(paths: SitePaths) -> tuple[int, ...]:
    manifest = read_manifest(paths, KEY)
    assert manifest is not None
    return manifest.pages_to_read


def test_pages_without_a_text_layer_are_unread(paths: SitePaths) -> None:
    assert _unread_pages(paths) == (2, 3)
    assert page_texts(paths, KEY) == ("First\n", "", "")


def test_a_written_page_waits_to_be_joined(paths: SitePaths) -> None:
    write_page(paths, KEY, 2, an_ocr_page("Second"))

    assert (page_is_written(paths, KEY, 2), page_is_written(paths, KEY, 3)) == (True, False)


def test_joined_pages_stand_in_the_documents_files_in_order(paths: SitePaths) -> None:
    write_page(paths, KEY, 3, an_ocr_page("Third"))
    write_page(paths, KEY, 2, an_ocr_page("Second"))

    manifest = join_pages(paths, KEY, {})

    assert paths.text(KEY).read_bytes() == b"First\n\fSecond\fThird\f"
    assert words_of_pages(paths, KEY) == (
        a_page("First").words,
        an_ocr_page("Second").words,
        an_ocr_page("Third").words,
    )
    assert [
        (page.number, page.source, page.engine, page.dpi, page.rotation, page.confidence) for page in manifest.pages
    ] == [
        (1, "text-layer", "pdfium 1", None, 0, None),
        (2, "ocr", "tesseract 5", 300, 90, 0.87),
        (3, "ocr", "tesseract 5", 300, 90, 0.87),
    ]
    assert read_manifest(paths, KEY) == manifest
    assert not paths.pages(KEY).exists()


def test_the_manifest_knows_the_text_by_its_hash(paths: SitePaths) -> None:
    write_page(paths, KEY, 2, an_ocr_page("Second"))

    manifest = join_pages(paths, KEY, {})

    assert manifest.text_sha256 == text_sha256(page_texts(paths, KEY))
    assert manifest.text_sha256 != text_sha256(["First\n", "", ""])


def test_a_page_that_failed_is_kept_with_its_reason(paths: SitePaths) -> None:
    write_page(paths, KEY, 2, an_ocr_page("Second"))

    manifest = join_pages(paths, KEY, {3: "it crashed the reader"})

    assert (manifest.pages[2].source, manifest.pages[2].reason) == (PageSource.FAILED, "it crashed the reader")
    assert page_texts(paths, KEY) == ("First\n", "Second", "")
    assert _unread_pages(paths) == (3,)


def test_a_page_that_failed_and_is_read_later_joins_later(paths: SitePaths) -> None:
    write_page(paths, KEY, 2, an_ocr_page("Second"))
    join_pages(paths, KEY, {3: "it crashed the reader"})
    write_page(paths, KEY, 3, an_ocr_page("Third"))

    manifest = join_pages(paths, KEY, {3: "it crashed the reader"})

    assert manifest.pages[2].source == PageSource.OCR
    assert page_texts(paths, KEY) == ("First\n", "Second", "Third")
    assert _unread_pages(paths) == ()


def test_a_failure_of_a_page_that_has_text_changes_nothing(paths: SitePaths) -> None:
    manifest = join_pages(paths, KEY, {1: "a late message"})

    assert manifest.pages[0].source == PageSource.TEXT_LAYER
    assert page_texts(paths, KEY)[0] == "First\n"


def test_joining_again_writes_nothing(paths: SitePaths) -> None:
    write_page(paths, KEY, 2, an_ocr_page("Second"))
    first = join_pages(paths, KEY, {3: "it crashed the reader"})
    inode = paths.manifest(KEY).stat().st_ino

    second = join_pages(paths, KEY, {3: "it crashed the reader"})

    assert second == first
    assert paths.manifest(KEY).stat().st_ino == inode


def test_a_page_read_twice_counts_once_and_the_later_reading_stands(paths: SitePaths) -> None:
    write_page(paths, KEY, 2, an_ocr_page("Second"))
    join_pages(paths, KEY, {})

    write_page(paths, KEY, 2, an_ocr_page("Second, read again"))
    join_pages(paths, KEY, {})

    assert page_texts(paths, KEY) == ("First\n", "Second, read again", "")


def test_two_joins_of_a_document_at_once_lose_no_page(paths: SitePaths) -> None:
    """The slower one is stopped in the middle of reading page 2, while page 3 arrives and the faster one joins it."""
    write_page(paths, KEY, 2, an_ocr_page("Second"))
    content = paths.page(KEY, 2).read_bytes()
    paths.page(KEY, 2).unlink()
    os.mkfifo(paths.page(KEY, 2))
    slower, faster = (Thread(target=join_pages, args=(paths, KEY, {})) for _ in range(2))

    slower.start()
    with paths.page(KEY, 2).open("wb") as page_being_read:
        write_page(paths, KEY, 2, an_ocr_page("Second"))
        write_page(paths, KEY, 3, an_ocr_page("Third"))
        faster.start()
        faster.join(0.3)
        page_being_read.write(content)
    slower.join()
    faster.join()

    assert page_texts(paths, KEY) == ("First\n", "Second", "Third")


def test_killed_anywhere_a_join_can_be_repeated_and_ends_the_same(tmp_path: Path) -> None:
    def prepared(name: str) -> SitePaths:
        paths = paths_in(tmp_path / name)
        put(paths, KEY, [a_page("First\n"), an_unread_page(), an_unread_page()])
        write_page(paths, KEY, 2, an_ocr_page("Second"))
        return paths

    undisturbed = prepared("undisturbed")
    looks = run_killed_at(0, "fixtures.killed_work", "join", str(undisturbed.storage_dir))
    expected = everything_below(undisturbed.documents)

    for look in range(1, looks + 1, 2):
        paths = prepared(f"killed at {look}")
        assert run_killed_at(look, "fixtures.killed_work", "join", str(paths.storage_dir)) == -1

        join_pages(paths, KEY, {3: "it crashed the reader"})
        assert everything_below(paths.documents) == expected, f"killed at look {look} of {looks}"


def test_on_a_full_disk_the_document_is_as_it_was(paths: SitePaths) -> None:
    write_page(paths, KEY, 2, an_ocr_page("Second " * 100))
    before = everything_below(paths.documents)

    with full_disk(100), pytest.raises(StorageUnavailable):
        join_pages(paths, KEY, {})

    assert everything_below(paths.documents) == before
    join_pages(paths, KEY, {})
    assert page_texts(paths, KEY)[1].startswith("Second")


@pytest.mark.parametrize("name", ["words.json.gz", "text.txt", "pages/0002.json"])
def test_a_document_that_was_cut_short_is_named_and_stays_as_it_was(paths: SitePaths, name: str) -> None:
    write_page(paths, KEY, 2, an_ocr_page("Second"))
    file = paths.folder(KEY) / name
    file.write_bytes(file.read_bytes()[:-1])
    before = everything_below(paths.documents)

    with pytest.raises(DocumentDamaged, match=f"{KEY} is damaged"):
        join_pages(paths, KEY, {})

    assert everything_below(paths.documents) == before


def test_a_document_that_is_gone_is_named(storage_dir: Path) -> None:
    paths = paths_in(storage_dir)

    with pytest.raises(DocumentMissing, match="the archive has no minutes/City Council/2024-01-09/"):
        page_texts(paths, KEY)
    with pytest.raises(DocumentMissing, match="the archive has no minutes/City Council/2024-01-09/"):
        join_pages(paths, KEY, {})


def test_pages_are_kept_in_the_order_of_numbers_not_of_texts(storage_dir: Path) -> None:
    paths = paths_in(storage_dir)
    put(paths, KEY, [an_unread_page()] * 12, a_head(KEY))
    for number in (12, 2, 10, 1):
        write_page(paths, KEY, number, an_ocr_page(str(number)))

    join_pages(paths, KEY, {})

    assert page_texts(paths, KEY) == ("1", "2", "", "", "", "", "", "", "", "10", "", "12")
