"""The deployer sends what is missing, documents first, and never shows half a file."""

import os
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from clerk.builtin import deployers
from clerk.builtin.deployers.filesystem import FilesystemDeployer
from clerk.errors import DeployFailed, PageUnreadable
from clerk.plugins.contracts import Deployer, DeployUnfinished, SiteBundle, SiteFile, SiteImage
from fixtures.made_documents import a_site

NOBODY = 65534
SITE = a_site()
FIRST = "documents/minutes/City Council/2024-01-09/aaaaaaaaaaaa/document.pdf"
SECOND = "documents/minutes/Board [A] *?/2024-01-09/bbbbbbbbbbbb/document.pdf"
EVERYTHING = [f"riverbend/{name}" for name in (FIRST, SECOND, "metadata.yaml", "meetings.db")]


def _database(path: Path, word: str) -> None:
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.execute("create table said (word text)")
        connection.execute("insert into said values (?)", (word,))
    connection.close()


def _word(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        (word,) = connection.execute("select word from said").fetchone()
    connection.close()
    return str(word)


@pytest.fixture
def bundle(tmp_path: Path) -> SiteBundle:
    folder = tmp_path / "bundle"
    files = []
    for name in (FIRST, SECOND):
        path = tmp_path / "archive" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(name.encode())
        files.append(SiteFile(path=path, storage_path=name))
    folder.mkdir()
    _database(folder / "meetings.db", "old")
    (folder / "metadata.yaml").write_text("title: Riverbend\n")
    return SiteBundle(site=SITE, folder=folder, documents=files)


def _deploy(target: str, bundle: SiteBundle) -> list[str]:
    """The paths inside the target that were sent, in order."""
    sent: list[str] = []
    _deployer(target).deploy(bundle, lambda _, storage_path: sent.append(storage_path))
    return sent


def _deployer(target: str) -> Deployer:
    deployer = deployers.deploy_municipality(subdomain="riverbend", target=target)
    assert deployer is not None
    return deployer


def test_a_folder_that_is_not_there_yet_receives_everything_database_last(tmp_path: Path, bundle: SiteBundle) -> None:
    target = tmp_path / "srv/sites"

    sent = _deploy(f"file://{target}", bundle)

    assert sent == EVERYTHING
    assert (target / "riverbend" / SECOND).read_bytes() == SECOND.encode()
    assert _word(target / "riverbend/meetings.db") == "old"
    assert sorted(path.name for path in (target / "riverbend").iterdir()) == [
        "documents",
        "meetings.db",
        "metadata.yaml",
    ]


def test_the_second_deploy_sends_only_what_changed(tmp_path: Path, bundle: SiteBundle) -> None:
    target = f"file://{tmp_path}/srv"
    _deploy(target, bundle)
    (tmp_path / "srv/riverbend" / FIRST).unlink()

    assert _deploy(target, bundle) == [f"riverbend/{FIRST}", "riverbend/metadata.yaml", "riverbend/meetings.db"]


def test_a_document_that_arrived_half_is_sent_again(tmp_path: Path, bundle: SiteBundle) -> None:
    target = f"file://{tmp_path}/srv"
    _deploy(target, bundle)
    (tmp_path / "srv/riverbend" / FIRST).write_bytes(b"doc")

    assert f"riverbend/{FIRST}" in _deploy(target, bundle)


def test_a_target_in_memory_works_as_a_folder_does(bundle: SiteBundle) -> None:
    name = uuid.uuid4().hex

    first = _deploy(f"memory://{name}/", bundle)
    second = _deploy(f"memory://{name}/", bundle)

    assert first == EVERYTHING
    assert second == EVERYTHING[2:]
    assert fsspec.filesystem("memory").cat_file(f"/{name}/riverbend/{SECOND}") == SECOND.encode()


def test_a_reader_of_the_old_database_keeps_it_and_the_next_one_sees_the_new(
    tmp_path: Path, bundle: SiteBundle
) -> None:
    _deploy(f"file://{tmp_path}/srv", bundle)
    published = tmp_path / "srv/riverbend/meetings.db"
    _database(bundle.folder / "meetings.db", "new")
    reader = sqlite3.connect(published)
    reader.execute("begin")
    reader.execute("select word from said").fetchone()

    _deploy(f"file://{tmp_path}/srv", bundle)

    assert reader.execute("select word from said").fetchone() == ("old",)
    assert _word(published) == "new"
    reader.close()


def test_a_deploy_that_fails_midway_leaves_the_old_database_and_no_litter(tmp_path: Path, bundle: SiteBundle) -> None:
    _deploy(f"file://{tmp_path}/srv", bundle)
    site = tmp_path / "srv/riverbend"
    _database(bundle.folder / "meetings.db", "new")
    (site / SECOND).unlink()
    (site / SECOND).mkdir()
    (site / SECOND / "in the way").write_text("")
    (site / FIRST).unlink()
    (site / FIRST).parent.rmdir()
    (site / FIRST).parent.write_text("a file where a folder should be")

    with pytest.raises(DeployFailed, match="is it there, writable, and not full"):
        _deploy(f"file://{tmp_path}/srv", bundle)

    assert _word(site / "meetings.db") == "old"
    assert sorted(path.name for path in site.iterdir()) == ["documents", "meetings.db", "metadata.yaml"]


def test_what_a_killed_deploy_left_is_swept_but_not_what_another_is_sending(tmp_path: Path, bundle: SiteBundle) -> None:
    site = tmp_path / "srv/riverbend"
    site.mkdir(parents=True)
    left, being_sent = (site / f".clerk-upload-{int(time.time()) - hours * 3600}-0123" for hours in (25, 1))
    left.write_bytes(b"half")
    being_sent.write_bytes(b"half")

    _deploy(f"file://{tmp_path}/srv", bundle)

    assert (left.exists(), being_sent.exists()) == (False, True)


def test_a_deploy_whose_time_is_up_stops_behind_a_file_and_the_next_goes_on(tmp_path: Path, bundle: SiteBundle) -> None:
    in_haste = replace(bundle, is_time_up=lambda: True)
    sent: list[str] = []

    for _ in bundle.documents[1:]:
        with pytest.raises(DeployUnfinished):
            _deployer(f"file://{tmp_path}/srv").deploy(in_haste, lambda _, path: sent.append(path))

    assert sent == EVERYTHING[:1]
    assert not (tmp_path / "srv/riverbend/meetings.db").exists()
    assert _deploy(f"file://{tmp_path}/srv", in_haste) == EVERYTHING[1:]


def test_a_database_that_is_older_than_the_sites_is_not_published(tmp_path: Path, bundle: SiteBundle) -> None:
    _deploy(f"file://{tmp_path}/srv", bundle)
    _database(bundle.folder / "meetings.db", "overtaken")

    sent = _deploy(f"file://{tmp_path}/srv", replace(bundle, is_current=lambda: False))

    assert sent == ["riverbend/metadata.yaml"]
    assert _word(tmp_path / "srv/riverbend/meetings.db") == "old"
    assert [path.name for path in (tmp_path / "srv/riverbend").glob(".*")] == []


def test_page_pictures_are_made_once_and_one_that_cannot_be_made_is_left_out(
    tmp_path: Path, bundle: SiteBundle
) -> None:
    rendered: list[str] = []

    def render() -> bytes:
        rendered.append("once")
        return b"\x89PNG"

    def fail() -> bytes:
        raise PageUnreadable("page 2 cannot be rendered")

    pictures = (SiteImage(storage_path="p/0001.png", render=render), SiteImage(storage_path="p/0002.png", render=fail))
    with_pictures = SiteBundle(site=SITE, folder=bundle.folder, documents=bundle.documents, page_images=pictures)

    first = _deploy(f"file://{tmp_path}/srv", with_pictures)
    second = _deploy(f"file://{tmp_path}/srv", with_pictures)

    assert first == [*EVERYTHING[:2], "riverbend/p/0001.png", *EVERYTHING[2:]]
    assert second == EVERYTHING[2:]
    assert rendered == ["once"]
    assert sorted(path.name for path in bundle.folder.iterdir()) == ["meetings.db", "metadata.yaml"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter, and only its owner may write to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def test_a_read_only_target_fails_with_a_sentence(open_folder: Path, bundle: SiteBundle) -> None:
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        with pytest.raises(DeployFailed, match=f"cannot publish to file://{open_folder}/sites/riverbend/.*writable"):
            _deploy(f"file://{open_folder}/sites", bundle)
    finally:
        os.seteuid(os.getuid())


@pytest.mark.parametrize("target", ["https://example.invalid/sites", "zip:///nowhere.zip"])
def test_a_target_that_cannot_be_written_fails_with_a_sentence(target: str, bundle: SiteBundle) -> None:
    with pytest.raises(DeployFailed, match="cannot publish to"):
        _deploy(target, bundle)


def test_a_password_in_the_target_is_not_shown(bundle: SiteBundle) -> None:
    with pytest.raises(DeployFailed) as failure:
        FilesystemDeployer(subdomain="riverbend", target="ftp://me:hunter2@127.0.0.1:9/x").deploy(
            bundle, lambda _, __: None
        )

    assert "ftp://me:***@127.0.0.1:9/x" in str(failure.value)
    assert "hunter2" not in str(failure.value)


@pytest.mark.parametrize("target", ["/srv/sites", "sites", "carrier-pigeon://loft", ""])
def test_a_target_of_no_known_scheme_is_left_to_other_plugins(target: str) -> None:
    assert deployers.deploy_municipality(subdomain="riverbend", target=target) is None
