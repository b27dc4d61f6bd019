"""Publishes a site: makes its bundle from the archive, gives it to the deployer, and tells the plugins."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from clerk.archive.documents import document_keys, read_manifest
from clerk.archive.listing import marker_of
from clerk.archive.paths import SitePaths, image_in
from clerk.errors import (
    DocumentUnreadable,
    NothingCompiled,
    PageUnreadable,
    ToolCrashed,
    ToolOutOfMemory,
    ToolTimeout,
)
from clerk.model.document import DocumentKey, DocumentState
from clerk.model.site import Site
from clerk.plugins.contracts import Deployer, SiteBundle, SiteFile, SiteImage

PageRenderer = Callable[[Path, int], bytes]
"""A page of a PDF, by its number from 1, as PNG."""


class DeployHooks(Protocol):
    """The plugins, as far as a deploy speaks to them."""

    def file_published(self, file_path: Path, storage_path: str) -> None: ...

    def deployed(self, site: Site) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployReport:
    address: str | None
    """Where the site can now be found; None when nothing was published."""
    files_published: int
    sentence: str


@contextmanager
def bundle_of(
    paths: SitePaths,
    site: Site,
    *,
    render_page: PageRenderer | None = None,
    is_time_up: Callable[[], bool] = lambda: False,
) -> Iterator[SiteBundle]:
    """The site as it is now, in a folder that is gone afterwards; page pictures only with `render_page`.

    meetings.db is replaced and never written in place, so a second link to it is a copy that nobody changes.

    Raises:
        NothingCompiled: the site has no meetings.db.
    """
    if not paths.meetings_db.exists():
        raise NothingCompiled(f"site {site.subdomain} has no meetings.db yet: compile it before it is deployed")
    paths.incoming.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deploy-", dir=paths.incoming) as name:
        folder = Path(name)
        version = _take_database(paths, folder / "meetings.db")
        (folder / "metadata.yaml").write_text(metadata_of(site), encoding="utf-8")
        listed = tuple(_published_documents(paths))
        yield SiteBundle(
            site=site,
            folder=folder,
            documents=tuple(SiteFile(path=paths.pdf(key), storage_path=paths.published_pdf(key)) for key, _ in listed),
            page_images=() if render_page is None else tuple(_page_images(paths, listed, render_page)),
            is_current=lambda: marker_of(paths.meetings_db) == version,
            is_time_up=is_time_up,
        )


def _take_database(paths: SitePaths, target: Path) -> str | None:
    """Puts meetings.db into the bundle, and gives the marker of what was taken."""
    while True:
        version = marker_of(paths.meetings_db)
        _link_or_copy(paths.meetings_db, target)
        if marker_of(paths.meetings_db) == version:
            return version
        target.unlink()


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _published_documents(paths: SitePaths) -> Iterator[tuple[DocumentKey, int]]:
    """Documents that the site still lists, with their number of pages."""
    for key in sorted(document_keys(paths)):
        manifest = read_manifest(paths, key)
        if manifest is not None and manifest.state is not DocumentState.SUPERSEDED:
            yield key, manifest.page_count


def _page_images(
    paths: SitePaths, listed: Iterable[tuple[DocumentKey, int]], render_page: PageRenderer
) -> Iterator[SiteImage]:
    for key, page_count in listed:
        images = paths.published_images(key)
        for number in range(1, page_count + 1):
            yield SiteImage(
                storage_path=image_in(images, number),
                render=partial(_picture_of, render_page, paths.pdf(key), number),
            )


def _picture_of(render_page: PageRenderer, pdf: Path, number: int) -> bytes:
    """The page's picture; whatever keeps it from being made costs this picture alone."""
    try:
        return render_page(pdf, number)
    except (DocumentUnreadable, ToolCrashed, ToolOutOfMemory, ToolTimeout) as error:
        raise PageUnreadable(str(error)) from error


def metadata_of(site: Site) -> str:
    """The site's metadata.yaml, as Datasette reads it.

    Source: https://docs.datasette.io/en/stable/metadata.html
    """
    place = f"{site.name}, {site.state}" if site.state else site.name
    pages = {"facets": ["meeting"], "sort_desc": "date"}
    metadata = {
        "title": f"{place}: public meetings",
        "description": f"Agendas and minutes of public meetings in {place}, page by page, with motions and votes.",
        "databases": {"meetings": {"title": place, "tables": {"minutes": pages, "agendas": pages}}},
    }
    # JSON is YAML too, and writing it costs no command the time to load a YAML library.
    return json.dumps(metadata, indent=2, ensure_ascii=False) + "\n"


def deploy_site(bundle: SiteBundle, deployer: Deployer | None, hooks: DeployHooks) -> DeployReport:
    """Publishes the bundle and tells the plugins of each file sent, and of the deploy when it is over.

    Without a deployer, which is to say without DEPLOY_TARGET, nothing is published and no hook is called.

    Raises:
        DeployFailed: the target did not take it.
        DeployUnfinished: the time is up; call again.
        PluginBroken: a plugin's hook raised.
    """
    if deployer is None:
        sentence = f"site {bundle.site.subdomain} was not published: DEPLOY_TARGET is not set"
        return DeployReport(address=None, files_published=0, sentence=sentence)
    sent: list[str] = []

    def published(file_path: Path, storage_path: str) -> None:
        sent.append(storage_path)
        hooks.file_published(file_path, storage_path)

    address = deployer.deploy(bundle, published)
    hooks.deployed(bundle.site)
    files = "1 file" if len(sent) == 1 else f"{len(sent)} files"
    return DeployReport(address=address, files_published=len(sent), sentence=f"published {files} to {address}")
