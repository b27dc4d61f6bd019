"""Plugins of installed packages: found, asked before ours, and left out by name when they are broken."""

from pathlib import Path

import pytest

from clerk.errors import PluginBroken, PluginUnknown, SourceRefused
from clerk.plugins.hookspecs import hookimpl
from clerk.plugins.registry import Plugins
from fixtures.command_line import CommandLine, install_plugin

RAISES_AT_IMPORT = "raise RuntimeError('no such library')"
LEAVES_AT_IMPORT = "import sys; sys.exit('I am leaving')"
MISSPELT = """
from clerk.plugins.hookspecs import hookimpl
@hookimpl
def fetcher_class(lable): return None
"""
ADDS_A_COMMAND = """
import click
from clerk.plugins.hookspecs import hookimpl
@hookimpl
def register_cli_commands(cli):
    @cli.command()
    def hello(): click.echo("hello from a plugin")
"""
FAILS_IN_ITS_HOOK = """
from clerk.plugins.hookspecs import hookimpl
@hookimpl
def register_cli_commands(cli): raise KeyError("mine")
"""


def typed_at(folder: Path) -> CommandLine:
    return CommandLine(folder=folder).with_plugins(folder)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (RAISES_AT_IMPORT, "RuntimeError: no such library"),
        (LEAVES_AT_IMPORT, "SystemExit: I am leaving"),
        (MISSPELT, "lable"),
    ],
)
def test_a_plugin_that_cannot_be_loaded_is_named_once_and_the_command_line_works(
    tmp_path: Path, source: str, reason: str
) -> None:
    install_plugin(tmp_path, "broken", source)

    ran = typed_at(tmp_path).run("db", "history")

    assert (ran.code, ran.out) == (0, "<base> -> 0001 (head), first tables\n")
    assert ran.err.count("plugin left out") == 1
    assert '"plugin": "broken"' in ran.err
    assert reason in ran.err
    assert "Traceback" not in ran.err


def test_a_plugin_adds_its_command_though_another_fails_to(tmp_path: Path) -> None:
    for name, source in (("a", FAILS_IN_ITS_HOOK), ("friendly", ADDS_A_COMMAND), ("z", FAILS_IN_ITS_HOOK)):
        install_plugin(tmp_path, name, source)

    ran = typed_at(tmp_path).run("hello")

    assert (ran.code, ran.out) == (0, "hello from a plugin\n")
    assert "plugin a failed in register_cli_commands: KeyError: 'mine'" in ran.err
    assert "plugin z failed in register_cli_commands: KeyError: 'mine'" in ran.err
    assert "Traceback" not in ran.err


class Mine:
    """A plugin that takes the place of ours, and one hook that raises."""

    @hookimpl
    def fetcher_extra(self, label: str) -> list[str] | None:
        return ["client"] if label == "folder" else None

    @hookimpl
    def post_create(self, subdomain: str) -> None:
        raise KeyError(subdomain)

    @hookimpl
    def pre_compilation(self, subdomain: str) -> None:
        raise SourceRefused(f"{subdomain} has moved")


def test_a_plugin_of_others_is_asked_before_ours() -> None:
    plugins = Plugins()
    before = plugins.fetcher_options("folder")

    plugins.register(Mine(), "mine")

    assert (list(before), list(plugins.fetcher_options("folder"))) == (["path"], ["client"])


def test_a_plugin_that_raises_is_named_in_the_error() -> None:
    plugins = Plugins()
    plugins.register(Mine(), "mine")

    with pytest.raises(PluginBroken, match=r"mine.*post_create.*KeyError"):
        plugins.site_created("pleasanton")


def test_an_error_of_ours_passes_through_as_it_is() -> None:
    plugins = Plugins()
    plugins.register(Mine(), "mine")

    with pytest.raises(SourceRefused, match="pleasanton has moved"):
        plugins.compiling("pleasanton")


def test_what_no_plugin_knows_is_refused_with_what_is_known() -> None:
    plugins = Plugins()

    with pytest.raises(PluginUnknown, match=r"no OCR engine 'eyes'.*DEFAULT_OCR_BACKEND.*tesseract"):
        plugins.ocr_engine("eyes")
    with pytest.raises(PluginUnknown, match=r"no extractor 'oracle'.*EXTRACTOR.*rules"):
        plugins.extractor("oracle")
    with pytest.raises(PluginUnknown, match=r"no deployer takes DEPLOY_TARGET.*file:///some/dir"):
        plugins.deployer("pleasanton", "carrier-pigeon")
    with pytest.raises(PluginUnknown, match=r"no fetcher 'legistar'.*folder"):
        raise plugins.unknown_fetcher("legistar")


def test_our_own_plugins_are_found() -> None:
    plugins = Plugins()

    assert plugins.knows_fetcher("folder")
    assert plugins.ocr_engine("tesseract").name == "tesseract"
    assert plugins.extractor("rules").name == "rules"
    assert plugins.broken == {}
