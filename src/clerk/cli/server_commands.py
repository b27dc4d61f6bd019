"""Commands that run for long: worker, up; and down."""

import sys

import click

from clerk.cli.opening import opened
from clerk.errors import WrongUsage
from clerk.model.lifecycle import Queue
from clerk.services import embedded
from clerk.services.pool_processes import run_pools
from clerk.services.worker_pool import WorkerPool
from clerk.settings import Settings, load

_POLLED = tuple(queue.value for queue in Queue if queue is not Queue.HIGH)


@click.command()
@click.argument("queue", metavar="fetch|ocr|extraction|deploy", type=click.Choice(_POLLED))
@click.option("-n", "count", type=click.IntRange(1, 256), default=1, show_default=True, help="Number of workers.")
@click.option("--burst", is_flag=True, help="Exit when `high` and the queue are empty.")
def worker(queue: str, count: int, *, burst: bool) -> None:
    """Run workers, which take jobs from `high` first and from their own queue second."""
    context = opened()
    pool = WorkerPool(context=context, queue=Queue(queue), count=count, burst=burst)
    sys.exit(pool.run())


@click.command()
def up() -> None:
    """Run the servers and one worker pool per stage in the foreground; Ctrl+C finishes current jobs."""
    settings = load()
    opened()
    counts = {queue: count for queue, count in _workers_of(settings) if count}
    if not counts:
        raise WrongUsage("no workers to run: FETCH_WORKERS, OCR_WORKERS, EXTRACTION_WORKERS and DEPLOY_WORKERS are 0")
    click.echo("clerk is up: Ctrl+C finishes current jobs and stops the workers, a second one kills them", err=True)
    sys.exit(run_pools(counts, lambda line: click.echo(line, err=True)))


@click.command()
def down() -> None:
    """Stop the servers that clerk runs for this folder."""
    settings = load()
    if not settings.uses_own_servers:
        raise WrongUsage(
            "DATABASE_URL and REDIS_URL name your own servers: clerk did not start them and does not stop them"
        )
    stopped = embedded.stop(settings.clerk_home)
    click.echo(f"Stopped {' and '.join(stopped)}" if stopped else "Nothing was running")


def _workers_of(settings: Settings) -> tuple[tuple[str, int], ...]:
    return (
        ("fetch", settings.fetch_workers),
        ("ocr", settings.ocr_workers),
        ("extraction", settings.extraction_workers),
        ("deploy", settings.deploy_workers),
    )
