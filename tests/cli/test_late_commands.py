"""Commands are imported when they are asked for, and are where the table says."""

import subprocess
import sys

import click
import pytest

from clerk.cli.main import COMMANDS, cli
from fixtures.command_line import CommandLine, install_plugin

SERVERS_LIBRARIES = {"sqlalchemy", "psycopg", "alembic", "redis", "rq"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_where_the_table_says_and_has_its_name(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)

    assert command is not None
    assert command.name == name


@pytest.mark.parametrize("command", ["extract", "export", "search", "config"])
def test_what_needs_no_server_loads_no_library_of_one(command: str) -> None:
    module = COMMANDS[command].partition(":")[0]
    shown = subprocess.run(
        [sys.executable, "-c", f"import sys, clerk.__main__, {module}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert SERVERS_LIBRARIES & set(shown) == set()


def test_a_command_of_a_plugin_is_listed_among_ours(nowhere: CommandLine) -> None:
    source = (
        "import click\nfrom clerk.plugins.hookspecs import hookimpl\n\n@click.command()\ndef hello():\n"
        '    """Say hello."""\n    click.echo("hello")\n\n@hookimpl\ndef register_cli_commands(cli):\n'
        "    cli.add_command(hello)\n"
    )
    clerk = nowhere.with_plugins(install_plugin(nowhere.folder / "packages", "greeter", source))

    assert clerk.says("hello") == "hello\n"
    assert "Say hello." in clerk.says("--help")


def test_a_command_that_extracts_nothing_loads_no_rules() -> None:
    program = (
        "import sys, clerk.cli.run_commands; from clerk.plugins.registry import Plugins; Plugins(); print(*sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    assert "clerk.builtin.extractors.plugin" in shown
    assert not any(module.startswith("clerk.builtin.extractors.rules") for module in shown)
