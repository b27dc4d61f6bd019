"""A deploy publishes what the archive says now, and tells the plugins."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pluggy
import pytest
import yaml

from clerk.archive.documents import add_document, supersede
from clerk.archive.manifest import ManifestHead
from clerk.archive.paths import SitePaths
from clerk.builtin.deployers.filesystem import FilesystemDeployer
from clerk.errors import (
    DocumentUnreadable,
    NothingCompiled,
    PageUnreadable,
    ToolCrashed,
    ToolOutOfMemory,
    ToolTimeout,
)
from clerk.model.document import DocumentKey, DocumentKind
from clerk.model.names import Subdomain
from clerk.model.page import PageSource, PageText
from clerk.model.site import Site
from clerk.plugins import hookspecs
from clerk.plugins.contracts import SiteBundle
from clerk.plugins.fault import plugin_at_fault
from clerk.stages.deploy import bundle_of, deploy_site, metadata_of
from fixtures.made_documents import a_site

SITE = replace(a_site(), subdomain=Subdomain("riverbend"))


class Listener:
    """Hears what a deploy tells the plugins."""

    def __init__(self) -> None:
        self.files: list[tuple[Path, str]] = []
        self.sites: list[Site] = []

    def file_published(self, file_path: Path, storage_path: str) -> None:
        assert file_path.exists()
        self.files.append((file_path, storage_path))

    def deployed(self, site: Site) -> None:
        self.sites.append(site)


@pytest.fixture
def paths(tmp_path: Path) -> SitePaths:
    """An archive with an empty meetings.db."""
    paths = SitePaths(tmp_path / "sites", Subdomain("riverbend"))
    paths.root.mkdir(parents=True)
    with sqlite3.connect(paths.meetings_db) as connection:
        connection.execute("create table clerk_meta (generation integer)")
    connection.close()
    return paths


def _add(paths: SitePaths, tmp_path: Path, content: bytes) -> DocumentKey:
    digest = sha256(content).hexdigest()
    pdf = tmp_path / "download.pdf"
    pdf.write_bytes(content)
    key = DocumentKey(kind=DocumentKind.MINUTES, body="Parks & Trees", date=dt.date(2024, 1, 9), digest=digest[:12])
    head = ManifestHead(
        key=key,
        url="file:///x.pdf",
        title="Minutes",
        fetched_at=dt.datetime(2024, 1, 10, tzinfo=dt.UTC),
        sha256=digest,
        size=len(content),
    )
    pages = [PageText(text=f"page {number}", source=PageSource.TEXT_LAYER, engine="pdfium") for number in (1, 2)]
    add_document(paths, head, pdf, pages)
    return key


def _deploy(paths: SitePaths, target: Path, render_page: Callable[[Path, int], bytes] | None = None) -> Listener:
    hooks = Listener()
    with bundle_of(paths, SITE, render_page=render_page) as bundle:
        deploy_site(bundle, FilesystemDeployer(subdomain="riverbend", target=f"file://{target}"), hooks)
    return hooks


def test_documents_metadata_and_database_are_published_and_the_plugins_are_told(
    paths: SitePaths, tmp_path: Path
) -> None:
    key = _add(paths, tmp_path, b"%PDF one")
    hooks = Listener()

    with bundle_of(paths, SITE) as bundle:
        report = deploy_site(bundle, FilesystemDeployer(subdomain="riverbend", target=f"file://{tmp_path}/srv"), hooks)

    document = paths.pdf(key).relative_to(paths.root).as_posix()
    sent = [f"riverbend/{document}", "riverbend/metadata.yaml", "riverbend/meetings.db"]
    assert [storage_path for _, storage_path in hooks.files] == sent
    assert hooks.sites == [SITE]
    assert report.address == f"file://{tmp_path}/srv/riverbend/"
    assert report.files_published == 3
    assert report.sentence == f"published 3 files to file://{tmp_path}/srv/riverbend/"
    assert (tmp_path / "srv/riverbend" / document).read_bytes() == b"%PDF one"
    assert (tmp_path / "srv/riverbend/meetings.db").read_bytes() == paths.meetings_db.read_bytes()


def test_a_superseded_document_is_not_published(paths: SitePaths, tmp_path: Path) -> None:
    old, new = _add(paths, tmp_path, b"%PDF old"), _add(paths, tmp_path, b"%PDF new")
    supersede(paths, old, by=new)

    hooks = _deploy(paths, tmp_path / "srv")

    assert [path for path, _ in hooks.files if path.suffix == ".pdf"] == [paths.pdf(new)]


def test_the_database_in_a_bundle_stays_as_it_was_when_a_new_one_is_compiled(paths: SitePaths, tmp_path: Path) -> None:
    before = paths.meetings_db.read_bytes()
    newer = tmp_path / "newer.db"
    newer.write_bytes(b"newer")

    with bundle_of(paths, SITE) as bundle:
        newer.replace(paths.meetings_db)

        assert (bundle.folder / "meetings.db").read_bytes() == before
        assert not bundle.is_current()


def test_a_slow_deploy_does_not_replace_the_database_of_a_later_one(paths: SitePaths, tmp_path: Path) -> None:
    newer = tmp_path / "newer.db"
    newer.write_bytes(b"newer")

    with bundle_of(paths, SITE) as slow:
        newer.replace(paths.meetings_db)
        _deploy(paths, tmp_path / "srv")
        deploy_site(slow, FilesystemDeployer(subdomain="riverbend", target=f"file://{tmp_path}/srv"), Listener())

    assert (tmp_path / "srv/riverbend/meetings.db").read_bytes() == b"newer"


@pytest.mark.parametrize("error", [ToolTimeout, ToolCrashed, ToolOutOfMemory, DocumentUnreadable, PageUnreadable])
def test_a_picture_that_cannot_be_made_is_left_out(
    paths: SitePaths, tmp_path: Path, error: Callable[[str], Exception]
) -> None:
    _add(paths, tmp_path, b"%PDF one")

    def render(_: Path, number: int) -> bytes:
        if number == 1:
            raise error("not this one")
        return b"\x89PNG"

    hooks = _deploy(paths, tmp_path / "srv", render)

    assert [Path(sent).name for _, sent in hooks.files] == ["document.pdf", "0002.png", "metadata.yaml", "meetings.db"]


def test_a_bundle_leaves_nothing_behind(paths: SitePaths) -> None:
    with bundle_of(paths, SITE):
        assert list(paths.incoming.iterdir()) != []

    assert list(paths.incoming.iterdir()) == []


def test_page_pictures_are_published_when_a_renderer_is_given(paths: SitePaths, tmp_path: Path) -> None:
    key = _add(paths, tmp_path, b"%PDF one")
    folder = tmp_path / "srv/riverbend" / paths.folder(key).relative_to(paths.root)

    _deploy(paths, tmp_path / "srv", lambda pdf, number: f"{pdf.name} {number}".encode())

    assert (folder / "pages/0001.png").read_bytes() == b"document.pdf 1"
    assert (folder / "pages/0002.png").read_bytes() == b"document.pdf 2"


def test_without_a_target_nothing_is_published_and_that_is_said(paths: SitePaths) -> None:
    hooks = Listener()

    with bundle_of(paths, SITE) as bundle:
        report = deploy_site(bundle, None, hooks)

    assert report.address is None
    assert report.sentence == "site riverbend was not published: DEPLOY_TARGET is not set"
    assert (hooks.files, hooks.sites) == ([], [])


def test_a_site_that_was_never_compiled_cannot_be_deployed(tmp_path: Path) -> None:
    with (
        pytest.raises(NothingCompiled, match="site riverbend has no meetings"),
        bundle_of(SitePaths(tmp_path, Subdomain("riverbend")), SITE),
    ):
        pass


def test_an_error_of_a_plugin_is_not_taken_for_the_targets(paths: SitePaths, tmp_path: Path) -> None:
    class Broken(Listener):
        def file_published(self, file_path: Path, storage_path: str) -> None:
            raise ZeroDivisionError(file_path, storage_path)

    with bundle_of(paths, SITE) as bundle, pytest.raises(ZeroDivisionError):
        deploy_site(bundle, FilesystemDeployer(subdomain="riverbend", target=f"file://{tmp_path}/srv"), Broken())


def test_metadata_reads_back_as_datasette_wants_it() -> None:
    metadata = yaml.safe_load(metadata_of(SITE))

    assert metadata["title"] == "Riverbend, CA: public meetings"
    assert metadata["databases"]["meetings"]["tables"]["minutes"] == {"facets": ["meeting"], "sort_desc": "date"}
    assert "&id" not in metadata_of(SITE)


class GoodPlugin:
    @hookspecs.hookimpl
    def post_deploy(self, site: Site) -> None:
        pass


class BadPlugin:
    @hookspecs.hookimpl
    def post_deploy(self, site: Site) -> None:
        raise KeyError(site.subdomain)


def test_the_plugin_that_raised_is_found_among_those_that_did_not() -> None:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for name, plugin in (("good", GoodPlugin()), ("bad", BadPlugin()), ("good too", GoodPlugin())):
        manager.register(plugin, name)

    with pytest.raises(KeyError) as caught:
        manager.hook.post_deploy(site=SITE)

    assert plugin_at_fault(manager.hook.post_deploy.get_hookimpls(), caught.value) == "bad"


def test_a_bundle_is_what_a_deployer_of_another_kind_is_given(paths: SitePaths, tmp_path: Path) -> None:
    _add(paths, tmp_path, b"%PDF one")

    class Remembering:
        seen: SiteBundle | None = None

        def deploy(self, bundle: SiteBundle, published: Callable[[Path, str], None]) -> str:
            self.seen = bundle
            published(bundle.folder / "meetings.db", "anywhere")
            return "carrier-pigeon://loft"

    deployer = Remembering()
    with bundle_of(paths, SITE) as bundle:
        report = deploy_site(bundle, deployer, Listener())

    assert deployer.seen is bundle
    assert report.sentence == "published 1 file to carrier-pigeon://loft"
