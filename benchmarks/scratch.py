"""A scratch clerk for one benchmark: servers, archive and workers of its own below a temporary folder."""

import contextlib
import dataclasses
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import sqlalchemy as sa

from clerk import workers
from clerk.cli.site import blank_site
from clerk.model.lifecycle import Priority
from clerk.model.names import check_subdomain
from clerk.model.run import RunOptions
from clerk.pipeline.context import Context
from clerk.pipeline.enqueue import enqueue
from clerk.services import embedded
from clerk.services.pool_processes import start_pool, stop_pools
from clerk.state import migrations, sites


@contextlib.contextmanager
def scratch_clerk() -> Iterator[Context]:
    with tempfile.TemporaryDirectory(prefix="clerk-benchmark-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        urls = embedded.start(home, report=lambda line: print(line, file=sys.stderr))
        os.environ |= {
            "DATABASE_URL": urls.database_url,
            "REDIS_URL": urls.redis_url,
            "CLERK_HOME": str(home),
            "STORAGE_DIR": str(home / "sites"),
            "DEPLOY_TARGET": (home / "published").as_uri(),
            "LOG_LEVEL": "WARNING",
        }
        try:
            context = workers.context()
            migrations.upgrade(context.engine)
            yield context
            context.engine.dispose()
        finally:
            embedded.stop(home)


@contextlib.contextmanager
def pools(**counts: int) -> Iterator[None]:
    """Worker pools while the block runs; returns once all have begun to work."""
    started: Mapping[str, subprocess.Popen[bytes]] = {queue: start_pool(queue, n) for queue, n in counts.items()}
    try:
        yield
    finally:
        stop_pools(dict(started))


def add_folder_site(context: Context, subdomain: str, folder: Path) -> None:
    site = dataclasses.replace(
        blank_site(check_subdomain(subdomain)), fetcher="folder", fetcher_options={"path": str(folder)}
    )
    with context.transaction() as connection:
        sites.add(connection, site)


def start_run(context: Context, subdomain: str) -> None:
    enqueue(context, check_subdomain(subdomain), priority=Priority.NORMAL, options=RunOptions())


def wait_until_all_ended(context: Context, *, seconds: float = 3600) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not ask(context, "select count(*) from site_progress where finished_at is null"):
            return
        time.sleep(0.2)
    raise SystemExit(f"not ended after {seconds:.0f} s")


def ask(context: Context, question: str, values: Mapping[str, str] | None = None) -> float:
    with context.transaction() as connection:
        return float(connection.scalar(sa.text(question), values or {}) or 0)


def wait_for_workers(context: Context, number: int) -> None:
    while ask(context, "select count(*) from workers") < number:
        time.sleep(0.1)
