"""Commands that start, repeat and end runs: enqueue, retry, purge, purge-queue, reconcile."""

import datetime as dt
import sys

import click

from clerk import reconcile as reconciling
from clerk.cli.opening import opened
from clerk.errors import SiteUnknown
from clerk.model.job import JobId
from clerk.model.lifecycle import Priority, Queue
from clerk.model.names import Subdomain
from clerk.model.run import RunOptions
from clerk.pipeline import enqueue as enqueueing
from clerk.pipeline import purge as purging
from clerk.pipeline import retry as retrying
from clerk.pipeline.context import Context
from clerk.state import runs, sites, workers

_UNHEALTHY = 5


@click.command()
@click.argument("subdomains", metavar="SITE...", nargs=-1, required=True)
@click.option(
    "--priority", type=click.Choice([each.value for each in Priority]), default="normal", help="high jumps the queue."
)
@click.option("--all-years", is_flag=True, help="Ask for all years, not only those since the site's start year.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Ask only for documents of this date or later.")
@click.option("--dry-run", is_flag=True, help="Say what would be enqueued, and change nothing.")
def enqueue(
    subdomains: tuple[str, ...], priority: str, *, all_years: bool, since: dt.datetime | None, dry_run: bool
) -> None:
    """Enqueue sites: fetch, read, extract, compile and deploy each."""
    if all_years and since is not None:
        raise click.UsageError("--all-years and --since exclude each other")
    context = opened()
    with context.transaction() as connection:
        for subdomain in subdomains:
            enqueueing.require_enabled(sites.find(connection, subdomain))
    options = RunOptions(all_years=all_years, since=since.date() if since else None)
    for subdomain in subdomains:
        if dry_run:
            click.echo(_what_would_happen(context, Subdomain(subdomain)))
            continue
        done = enqueueing.enqueue(context, Subdomain(subdomain), priority=Priority(priority), options=options)
        run = f"run {done.run.run_id}"
        click.echo(f"Enqueued {subdomain} ({run})" if done.is_new else f"{subdomain} is running already: {run}")
    with context.transaction() as connection:
        if not dry_run and not workers.alive_by_queue(connection):
            click.echo(
                "No worker is running yet: `clerk up` starts all, `clerk worker fetch` one that fetches.", err=True
            )


def _what_would_happen(context: Context, subdomain: Subdomain) -> str:
    with context.transaction() as connection:
        running = runs.unfinished(connection, subdomain)
    if running is not None:
        return f"{subdomain} is running already: run {running.run_id}"
    return f"Would enqueue {subdomain}"


@click.command()
@click.argument("target", metavar="SITE|JOB")
def retry(target: str) -> None:
    """Try again what failed or was cleared: all of a site, or one job."""
    context = opened()
    try:
        revived = retrying.retry_site(context, Subdomain(target))
    except SiteUnknown:
        revived = retrying.retry_job(context, JobId(target))
    click.echo(f"Revived {revived} job(s) of {target}")


@click.command()
@click.argument("subdomain", metavar="SITE")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def purge(subdomain: str, *, yes: bool) -> None:
    """Delete all jobs of a site and its progress; fetched PDFs and databases stay."""
    context = opened()
    with context.transaction() as connection:
        sites.find(connection, subdomain)
    _ask_first(f"Delete all jobs of {subdomain}?", yes=yes)
    found = purging.purge_site(context, Subdomain(subdomain))
    click.echo(f"Found {found} job(s) for site {subdomain}")
    click.echo(f"Purged {found} job(s) from queues for site {subdomain}")
    click.echo(f"Deleted database records for site {subdomain}")


@click.command("purge-queue")
@click.argument("queue", type=click.Choice([each.value for each in Queue]))
@click.option("--yes", is_flag=True, help="Do not ask first.")
def purge_queue(queue: str, *, yes: bool) -> None:
    """Clear all jobs of all sites from a queue; their runs wait until retried or purged."""
    context = opened()
    _ask_first(f"Clear queue {queue} of ALL sites?", yes=yes)
    cleared = purging.purge_queue(context, Queue(queue))
    click.echo(f"Cleared {cleared} job(s) from queue: {queue}")


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what seems wrong, and repair nothing.")
def reconcile(*, dry_run: bool) -> None:
    """Find and repair what fell between PostgreSQL and Redis; workers do this by themselves every 30 seconds."""
    context = opened()
    if dry_run:
        seen = reconciling.look(context)
        for finding in sorted(seen, key=str):
            click.echo(f"{finding.fault}: {finding.job or f'run {finding.run}'}")
        click.echo(f"{len(seen)} thing(s) look wrong at this moment")
        sys.exit(_UNHEALTHY if seen else 0)
    repaired = reconciling.reconcile(context)
    if repaired is None:
        click.echo("A worker is reconciling at this moment: nothing to do here", err=True)
        return
    for fault, number in sorted(repaired.items()):
        click.echo(f"Repaired: {number} {fault.value}")
    if not repaired:
        click.echo("Nothing to repair")


def _ask_first(question: str, *, yes: bool) -> None:
    """What destroys asks at a terminal, and goes ahead in a script."""
    if not yes and sys.stdin.isatty():
        click.confirm(question, abort=True, err=True)
