"""`clerk demo`: the made-up city of Riverbend through the whole pipeline, held against what is known to be true."""

import contextlib
import dataclasses
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from clerk import app, workers
from clerk.archive.meetings_db.search import search
from clerk.cli.archive_commands import hit_lines
from clerk.cli.demo_report import report_lines
from clerk.cli.site import blank_site
from clerk.cli.status_text import current_stage, failure_lines, site_lines
from clerk.demo import DOCUMENTS
from clerk.errors import ClerkError
from clerk.model.lifecycle import Priority
from clerk.model.names import Subdomain
from clerk.model.run import RunOptions, RunProgress
from clerk.model.status import SiteStatus
from clerk.pipeline.context import Context
from clerk.pipeline.enqueue import enqueue
from clerk.services import embedded
from clerk.services.pool_processes import start_pool, stop_pools
from clerk.settings import load
from clerk.state import migrations, sites, status

_SITE = Subdomain("riverbend")
_QUERY = "rent control"
_POOLS = {"fetch": 1, "ocr": 2, "extraction": 1, "deploy": 1}
_GIVE_UP_AFTER_SECONDS = 300.0
_LOOK_EVERY_SECONDS = 0.3


@click.command()
def demo() -> None:
    """Run a small made-up city through the whole pipeline, and search it; touches nothing of yours."""
    started = time.monotonic()
    home = load().clerk_home.absolute() / "demo"
    with _servers_below(home) as context:
        _add_city(context)
        with _worker_pools():
            seen = _follow(context)
        is_right = _show_results(context, seen)
    click.echo(f"\nDone in {time.monotonic() - started:.0f} seconds. To look around in a browser:")
    click.echo(
        f"  {shlex.join([str(Path(sys.executable).with_name('datasette')), str(context.paths(_SITE).meetings_db)])}"
    )
    sys.exit(0 if is_right else 1)


@contextlib.contextmanager
def _servers_below(home: Path) -> Iterator[Context]:
    """Servers, archive and target of the demo alone, made anew; stopped at the end, the files stay to be looked at."""
    if home.exists():
        embedded.stop(home)
        shutil.rmtree(home)
    click.echo(f"Everything of this demo is below {home}")
    urls = embedded.start(home, report=click.echo)
    os.environ |= {
        "DATABASE_URL": urls.database_url,
        "REDIS_URL": urls.redis_url,
        "CLERK_HOME": str(home),
        "STORAGE_DIR": str(home / "sites"),
        "DEPLOY_TARGET": (home / "published").as_uri(),
        "LOG_LEVEL": "ERROR",
    }
    try:
        context = workers.context()
        migrations.upgrade(context.engine)
        app.check_servers(context)
        yield context
        context.engine.dispose()
    finally:
        click.echo(f"Stopped {' and '.join(embedded.stop(home))}")


def _add_city(context: Context) -> None:
    site = dataclasses.replace(
        blank_site(_SITE), name="Riverbend", fetcher="folder", fetcher_options={"path": str(DOCUMENTS)}
    )
    with context.transaction() as connection:
        sites.add(connection, site)
    enqueue(context, _SITE, priority=Priority.NORMAL, options=RunOptions())
    listed = sum(1 for _ in DOCUMENTS.rglob("*.pdf"))
    click.echo(f"Enqueued {_SITE}: {listed} PDFs of 2 bodies, typeset, scanned, encrypted and empty")


@contextlib.contextmanager
def _worker_pools() -> Iterator[None]:
    pools: dict[str, subprocess.Popen[bytes]] = {queue: start_pool(queue, count) for queue, count in _POOLS.items()}
    try:
        yield
    finally:
        stop_pools(pools)


def _follow(context: Context) -> SiteStatus:
    """Prints each change of the run until it has ended."""
    said, until = "", time.monotonic() + _GIVE_UP_AFTER_SECONDS
    while time.monotonic() < until:
        with context.transaction() as connection:
            seen = status.of_site(connection, _SITE)
        if seen.progress is not None:
            line = _progress_line(seen.progress)
            if line != said:
                click.echo(line)
                said = line
            if seen.progress.run.outcome is not None:
                return seen
        time.sleep(_LOOK_EVERY_SECONDS)
    raise ClerkError(f"the demo did not end within {_GIVE_UP_AFTER_SECONDS:.0f} seconds: `{said}`")


def _progress_line(progress: RunProgress) -> str:
    return f"  {current_stage(progress):<12} {progress.settled_pages}/{progress.total_pages} pages read"


def _show_results(context: Context, seen: SiteStatus) -> bool:
    """Prints what became of the city; true when it is what the city's truth says."""
    with context.transaction() as connection:
        failures = status.failures(connection, _SITE)
    click.echo("\n" + "\n".join(site_lines(_SITE, seen)))
    click.echo(f"\n$ clerk failures {_SITE}")
    click.echo("\n".join(failure_lines(failures)))
    click.echo(f"\n$ clerk search {_SITE} '{_QUERY}'")
    hits = search(context.paths(_SITE).meetings_db, _QUERY)
    click.echo("\n".join(hit_lines(hits)))
    click.echo("\nHeld against the truth:")
    lines, is_right = report_lines(context.paths(_SITE))
    click.echo("\n".join(f"  {line}" for line in lines))
    return is_right and bool(hits)
