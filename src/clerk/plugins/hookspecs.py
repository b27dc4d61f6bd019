"""The hooks of clerk: a plugin implements those it cares for, under the entry-point group `clerk.plugins`.

All are called with keyword arguments. `None` means "not mine": the next plugin is asked.
"""

from collections.abc import Sequence
from pathlib import Path

import click
import pluggy

from clerk.model.site import Site
from clerk.plugins.contracts import Deployer, Extractor, Fetcher, OcrEngine

PROJECT = "clerk"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec(firstresult=True)
def fetcher_class(label: str) -> type[Fetcher] | None:
    """The fetcher behind a site's label; called in the fetch worker and by `clerk site add`."""


@hookspec(firstresult=True)
def fetcher_extra(label: str) -> Sequence[str] | None:
    """Names of the options that this fetcher needs; called by `clerk site add`, which refuses a site without them."""


@hookspec(firstresult=True)
def ocr_engine(name: str) -> OcrEngine | None:
    """The OCR engine of this name, not yet opened; called once in each OCR worker."""


@hookspec(firstresult=True)
def extractor(name: str) -> Extractor | None:
    """The extractor of this name; called in the extraction worker."""


@hookspec(firstresult=True)
def deploy_municipality(subdomain: str, target: str) -> Deployer | None:
    """The deployer for this site and DEPLOY_TARGET; called in the deploy worker."""


@hookspec
def post_deploy(site: Site) -> None:
    """Called in the deploy worker after the site was published."""


@hookspec
def upload_static_file(file_path: Path, storage_path: str) -> None:
    """Called in the deploy worker for each file published, with its path inside the target."""


@hookspec
def post_create(subdomain: str) -> None:
    """Called by `clerk site add` after the site was stored."""


@hookspec
def pre_compilation(subdomain: str) -> None:
    """Called in the extraction worker before meetings.db is built."""


@hookspec
def post_compilation(subdomain: str) -> None:
    """Called in the extraction worker after meetings.db was published."""


@hookspec
def register_cli_commands(cli: click.Group) -> None:
    """Called once when the command line starts: add commands to the group."""
