"""The command `clerk`: its groups, and the boundary where errors become one line and an exit code."""

import logging
import sys

import click
from rich.console import Console

from clerk import log
from clerk.cli.late_commands import LateCommands
from clerk.errors import ClerkError, SettingInvalid
from clerk.plugins.registry import Plugins
from clerk.settings import load

_INTERRUPTED = 130


COMMANDS = {
    "config": "clerk.cli.settings_commands:config",
    "db": "clerk.cli.database:db",
    "demo": "clerk.cli.demo:demo",
    "down": "clerk.cli.server_commands:down",
    "enqueue": "clerk.cli.run_commands:enqueue",
    "export": "clerk.cli.export_command:export",
    "extract": "clerk.cli.extract_command:extract",
    "failures": "clerk.cli.status:failures",
    "purge": "clerk.cli.run_commands:purge",
    "purge-queue": "clerk.cli.run_commands:purge_queue",
    "reconcile": "clerk.cli.run_commands:reconcile",
    "retry": "clerk.cli.run_commands:retry",
    "search": "clerk.cli.archive_commands:search",
    "site": "clerk.cli.site:site",
    "status": "clerk.cli.status:status",
    "up": "clerk.cli.server_commands:up",
    "worker": "clerk.cli.server_commands:worker",
}
"""Where each command is. Not imported here: half of them load PostgreSQL's driver, which takes half a second."""


@click.group(
    cls=LateCommands,
    places=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="clerk")
def cli() -> None:
    """Turns the PDFs that cities publish about their meetings into searchable, queryable databases."""


def main() -> None:
    """Runs the command line and exits with the code that says how it went."""
    try:
        _configure_log()
        _add_plugin_commands()
        sys.exit(cli(standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ClerkError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)


def _configure_log() -> None:
    """Wrong settings are for the command to refuse: `clerk --help` needs none."""
    try:
        level = load().log_level
    except SettingInvalid:
        level = "INFO"
    terminal = Console(stderr=True)
    log.configure(level, for_people=sys.stderr.isatty(), in_colour=sys.stderr.isatty() and not terminal.no_color)


def _add_plugin_commands() -> None:
    """Lets plugins add commands; one that fails is named, and the rest of the command line works."""
    for error in Plugins(with_builtin=False).register_cli_commands(cli):
        logging.getLogger(__name__).warning("plugin adds no commands", extra={"reason": str(error)})
