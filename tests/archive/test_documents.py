"""Documents are added whole or not at all, once, and none is lost."""

import gzip
import json
import os
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clerk.archive.documents import (
    add_document,
    clear_leftovers,
    document_keys,
    read_manifest,
    supersede,
)
from clerk.archive.manifest import ManifestNewer
from clerk.archive.pages import page_texts
from clerk.errors import StorageUnavailable
from clerk.model.document import DocumentState
from clerk.model.page import PageText
from fixtures.bad_disks import full_disk
from fixtures.killed_at import run_killed_at
from fixtures.made_documents import (
    NOW,
    a_download,
    a_head,
    a_key,
    a_page,
    everything_below,
    paths_in,
    put,
    words_of_pages,
)


def test_a_document_stands_in_its_folder_as_documented(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()

    put(paths, key, ["First page\n", "Second page\n"])

    files = everything_below(paths.folder(key))
    assert sorted(files) == ["document.json", "document.pdf", "text.txt", "words.json.gz"]
    assert files["document.pdf"] == b"%PDF-1.4"
    assert files["text.txt"] == b"First page\n\fSecond page\n\f"
    assert json.loads(gzip.decompress(files["words.json.gz"])) == [
        [["First", 72.0, 72.0, 80.0, 84.0, None], ["page", 82.0, 72.0, 90.0, 84.0, None]],
        [["Second", 72.0, 72.0, 80.0, 84.0, None], ["page", 82.0, 72.0, 90.0, 84.0, None]],
    ]


def test_the_manifest_can_be_read_back(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()

    written = put(paths, key, ["First page\n"])

    assert read_manifest(paths, key) == written
    assert (written.key, written.fetched_at, written.page_count) == (key, NOW, 1)


def test_a_document_that_is_not_there_has_no_manifest(storage_dir: Path) -> None:
    assert read_manifest(paths_in(storage_dir), a_key()) is None


def test_a_document_whose_manifest_is_damaged_is_added_anew(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    whole = put(paths, key, ["text"])
    paths.manifest(key).write_bytes(b'{"format": 1, "key"')
    assert read_manifest(paths, key) is None

    put(paths, key, ["text"])

    assert read_manifest(paths, key) == whole


def test_a_manifest_of_a_newer_clerk_is_neither_guessed_at_nor_replaced(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    newer = put(paths, key, ["text"]).to_json().replace(b'"format": 1', b'"format": 2')
    paths.manifest(key).write_bytes(newer)

    with pytest.raises(ManifestNewer, match="format 2, this clerk reads 1: upgrade clerk"):
        put(paths, key, ["text"])

    assert paths.manifest(key).read_bytes() == newer


def test_adding_a_document_again_changes_nothing_and_reads_no_page(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    first = put(paths, key, ["First page\n"])
    before = everything_below(paths.documents)

    def pages() -> Iterator[PageText]:
        raise AssertionError("a known document was read again")
        yield

    second = add_document(paths, a_head(key), a_download(paths), pages())

    assert second == first
    assert everything_below(paths.root / "documents") == before
    assert everything_below(paths.incoming) == {}


def test_a_pdf_from_elsewhere_is_copied_and_stays(storage_dir: Path, tmp_path: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    original = tmp_path / "original.pdf"
    original.write_bytes(b"%PDF-original")

    add_document(paths, a_head(key), original, [a_page("text")])

    assert original.read_bytes() == paths.pdf(key).read_bytes() == b"%PDF-original"


def test_two_documents_of_one_body_on_one_date_both_live(storage_dir: Path) -> None:
    paths = paths_in(storage_dir)

    put(paths, a_key(1), ["one"])
    put(paths, a_key(2), ["two"])

    assert set(document_keys(paths)) == {a_key(1), a_key(2)}


def test_a_document_that_could_not_be_read_is_kept_with_its_reason(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    head = a_head(key, state=DocumentState.ENCRYPTED, reason="it asks for a password")

    manifest = put(paths, key, [], head)

    assert (manifest.state, manifest.reason, manifest.page_count) == ("encrypted", "it asks for a password", 0)
    assert paths.pdf(key).exists()
    assert page_texts(paths, key) == ()


def test_a_document_that_can_now_be_read_gets_its_pages(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    put(paths, key, [], a_head(key, state=DocumentState.TOO_LARGE, reason="6,000 pages"))

    manifest = put(paths, key, ["Now it is read\n"])

    assert (manifest.state, manifest.reason, manifest.page_count) == ("ok", None, 1)
    assert read_manifest(paths, key) == manifest
    assert page_texts(paths, key) == ("Now it is read\n",)


def test_a_superseded_document_names_its_successor_and_keeps_its_files(storage_dir: Path) -> None:
    paths = paths_in(storage_dir)
    put(paths, a_key(1), ["old"])
    before = everything_below(paths.folder(a_key(1)))

    supersede(paths, a_key(1), by=a_key(2))
    supersede(paths, a_key(1), by=a_key(2))

    manifest = read_manifest(paths, a_key(1))
    assert manifest is not None
    assert (manifest.state, manifest.superseded_by) == (DocumentState.SUPERSEDED, a_key(2))
    after = everything_below(paths.folder(a_key(1)))
    assert {**after, "document.json": b""} == {**before, "document.json": b""}


def test_superseding_what_is_not_there_does_nothing(storage_dir: Path) -> None:
    supersede(paths_in(storage_dir), a_key(1), by=a_key(2))

    assert everything_below(storage_dir) == {}


def test_a_document_that_its_source_serves_again_is_current_again(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key(1)
    first = put(paths, key, ["old"])
    supersede(paths, key, by=a_key(2))

    again = put(paths, key, ["old"])

    assert again == first
    assert read_manifest(paths, key) == first


def test_text_never_breaks_the_layout_of_its_file(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()

    put(paths, key, ["form\ffeed", "nul\0l", "half \ud800 pair", "end\u2028of line"])

    assert page_texts(paths, key) == ("form\nfeed", "null", "half ? pair", "end\u2028of line")


def test_a_word_whose_box_is_no_box_is_left_out(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    page = a_page('one "two" \ud800\n')
    nowhere = page.words[0]._replace(left=float("nan"))

    put(paths, key, [replace(page, words=(nowhere, *page.words[1:]))])

    assert [[word.text for word in words] for words in words_of_pages(paths, key)] == [['"two"', "?"]]


def test_on_a_full_disk_nothing_is_added_and_the_download_stays(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    pdf = a_download(paths)
    before = everything_below(storage_dir)

    with full_disk(200), pytest.raises(StorageUnavailable):
        add_document(paths, a_head(key), pdf, [a_page("word " * 1_000)])

    assert everything_below(storage_dir) == before
    assert list(document_keys(paths)) == []
    assert add_document(paths, a_head(key), pdf, [a_page("text")]).page_count == 1


def test_a_document_whose_reading_breaks_off_leaves_nothing(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    pdf = a_download(paths)

    def pages() -> Iterator[PageText]:
        yield a_page("text")
        raise RuntimeError("the reader died")

    with pytest.raises(RuntimeError, match="the reader died"):
        add_document(paths, a_head(key), pdf, pages())

    assert everything_below(storage_dir) == {pdf.relative_to(storage_dir).as_posix(): b"%PDF-1.4"}


def test_a_folder_without_a_manifest_is_moved_aside_and_the_document_added(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    paths.folder(key).mkdir(parents=True)
    (paths.folder(key) / "stray.txt").write_text("somebody copied half a document here")

    manifest = put(paths, key, ["text"])

    assert read_manifest(paths, key) == manifest
    assert not (paths.folder(key) / "stray.txt").exists()


def test_killed_anywhere_a_document_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    undisturbed = tmp_path / "undisturbed"
    looks = run_killed_at(0, "fixtures.killed_work", "add", str(undisturbed))
    expected = everything_below(paths_in(undisturbed).documents)

    for look in range(1, looks + 1, 3):
        paths = paths_in(tmp_path / f"killed at {look}")
        assert run_killed_at(look, "fixtures.killed_work", "add", str(paths.storage_dir)) == -1

        assert everything_below(paths.documents) in ({}, expected)
        put(paths, a_key(), ["First page\n", "Second page\n"])
        assert everything_below(paths.documents) == expected


def test_leftovers_of_dead_processes_go_after_a_day_and_not_before(storage_dir: Path) -> None:
    paths = paths_in(storage_dir)
    fresh, old, folder = (paths.incoming / name for name in ("fresh", "old", "folder"))
    folder.mkdir(parents=True)
    (folder / "text.txt").touch()
    fresh.touch()
    old.touch()
    two_days_ago = time.time() - timedelta(days=2).total_seconds()
    for leftover in (old, folder):
        os.utime(leftover, (two_days_ago, two_days_ago))

    count = clear_leftovers(paths)

    assert count == 2
    assert list(paths.incoming.iterdir()) == [fresh]


def test_a_site_without_leftovers_has_none_to_clear(storage_dir: Path) -> None:
    assert clear_leftovers(paths_in(storage_dir)) == 0


def test_five_thousand_pages_are_never_all_in_memory(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    text = "Lorem ipsum dolor sit amet " * 200
    page = a_page(text)

    def pages() -> Iterator[PageText]:
        for number in range(5_000):
            yield replace(page, text=f"{number} {text}", words=page.words[:20])

    tracemalloc.start()
    manifest = add_document(paths, a_head(key), a_download(paths), pages())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert manifest.page_count == 5_000
    written = paths.text(key).stat().st_size
    assert peak < written / 2
