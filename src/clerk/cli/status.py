"""`clerk status` and `clerk failures`."""

import datetime as dt
import json
import sys
import time
import zoneinfo

import click
from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from clerk.cli.opening import opened
from clerk.cli.status_json import failures_json, overview_json, site_json
from clerk.cli.status_text import current_stage, failure_lines, overview_lines, site_lines
from clerk.model.names import Subdomain
from clerk.model.status import Overview
from clerk.pipeline.context import Context
from clerk.state import sites
from clerk.state import status as questions

_REFRESH_SECONDS = 1.0
_BAR_WIDTH = 30


@click.command()
@click.option("--subdomain", metavar="SITE", help="Only this site, in detail.")
@click.option("--watch", is_flag=True, help="Refresh until Ctrl+C, with a progress bar a site.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def status(subdomain: str | None, *, watch: bool, as_json: bool) -> None:
    """Show queues, the sites at work, and what needs attention."""
    if watch and as_json:
        raise click.UsageError("--watch and --json exclude each other")
    context = opened()
    if watch:
        _watch(context, subdomain)
    elif subdomain is not None:
        _show_site(context, subdomain, as_json=as_json)
    else:
        with context.transaction() as connection:
            seen = questions.overview(connection)
        click.echo(json.dumps(overview_json(seen), indent=2) if as_json else "\n".join(overview_lines(seen)))


@click.command()
@click.argument("subdomain", metavar="[SITE]", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def failures(subdomain: str | None, *, as_json: bool) -> None:
    """Show what could not be fetched, read or done, and why."""
    context = opened()
    with context.transaction() as connection:
        zone = None
        if subdomain is not None:
            zone = zoneinfo.ZoneInfo(sites.find(connection, subdomain).timezone)
        found = questions.failures(connection, None if subdomain is None else Subdomain(subdomain))
    if as_json:
        click.echo(json.dumps(failures_json(found), indent=2))
        return
    for line in failure_lines(found, zone=zone):
        click.echo(line)
    if not found:
        click.echo("Nothing failed.", err=True)


def _show_site(context: Context, subdomain: str, *, as_json: bool) -> None:
    with context.transaction() as connection:
        zone: dt.tzinfo = zoneinfo.ZoneInfo(sites.find(connection, subdomain).timezone)
        seen = questions.of_site(connection, Subdomain(subdomain))
    if as_json:
        click.echo(json.dumps(site_json(subdomain, seen), indent=2))
    else:
        click.echo("\n".join(site_lines(subdomain, seen, zone=zone)))


def _watch(context: Context, subdomain: str | None) -> None:
    console = Console(file=sys.stdout)
    with Live(console=console, auto_refresh=False, screen=console.is_terminal) as live:
        while True:
            with context.transaction() as connection:
                seen = questions.overview(connection)
            live.update(_picture(seen, subdomain), refresh=True)
            time.sleep(_REFRESH_SECONDS)


def _picture(overview: Overview, subdomain: str | None) -> Group:
    bars = Table.grid(padding=(0, 2))
    for progress in overview.active:
        if subdomain in {None, progress.run.subdomain}:
            done, total = progress.settled_pages, progress.total_pages
            bars.add_row(
                progress.run.subdomain,
                current_stage(progress),
                ProgressBar(total=max(total, 1), completed=done, width=_BAR_WIDTH),
                f"{done}/{total}",
            )
    now = dt.datetime.now().astimezone().strftime("%H:%M:%S")
    return Group(
        Text("\n".join(overview_lines(overview))), Text(""), bars, Text(f"\n{now}  Ctrl+C leaves", style="dim")
    )
