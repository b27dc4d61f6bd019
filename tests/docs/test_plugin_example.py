"""The plugin that docs/how-to/write-a-plugin.md shows does what the page says."""

import datetime as dt
import re
import types
from pathlib import Path

import pytest

from clerk.errors import SourceRefused
from clerk.model.document import DocumentKind, DocumentRef, Refusal
from clerk.model.names import check_subdomain
from clerk.model.site import Site
from clerk.plugins import hookspecs
from clerk.plugins.registry import Plugins

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-plugin.md"


@pytest.fixture
def plugins() -> Plugins:
    example = re.search(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert example is not None
    module = types.ModuleType("clerk_alder_county")
    exec(compile(example[1], str(PAGE), "exec"), module.__dict__)  # noqa: S102  the page is ours
    loaded = Plugins(with_builtin=False)
    loaded.register(module, "alder-county")
    return loaded


def site_at(folder: Path) -> Site:
    return Site(
        subdomain=check_subdomain("alder.county"),
        name="Alder County",
        state="",
        country="US",
        kind="county",
        fetcher="index-csv",
        fetcher_options={"path": str(folder)},
        start_year=None,
        timezone="America/Los_Angeles",
        ocr_languages=(),
        latitude=None,
        longitude=None,
        enabled=True,
        created_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    )


def test_the_example_lists_what_its_index_says(plugins: Plugins, tmp_path: Path) -> None:
    site = site_at(tmp_path)
    (tmp_path / "index.csv").write_text(
        "body,date,title,file\nBoard,2024-05-07,Regular meeting,a b.pdf\nBoard,2024-02-30,Odd,c.pdf\n"
        "Board,2019-01-08,Old,d.pdf\n"
    )

    listed = list(plugins.fetcher(site).documents(site, dt.date(2020, 1, 1)))

    assert listed[0] == DocumentRef(
        url=(tmp_path / "a b.pdf").as_uri(),
        kind=DocumentKind.MINUTES,
        body="Board",
        date=dt.date(2024, 5, 7),
        title="Regular meeting",
    )
    assert [type(item) for item in listed[1:]] == [Refusal]
    assert tuple(plugins.fetcher_options("index-csv")) == ("path",)


def test_the_example_refuses_a_folder_without_an_index(plugins: Plugins, tmp_path: Path) -> None:
    site = site_at(tmp_path)

    with pytest.raises(SourceRefused, match=r"index\.csv cannot be read"):
        list(plugins.fetcher(site).documents(site, None))


def test_every_hook_stands_on_the_page() -> None:
    text = PAGE.read_text()
    hooks = [name for name, hook in vars(hookspecs).items() if hasattr(hook, "clerk_spec")]

    assert len(hooks) >= 11
    assert [name for name in hooks if f"`{name}(" not in text] == []
