"""Commands that run for long: worker, up; and down."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import click

from clerk.cli.opening import opened
from clerk.errors import WrongUsage
from clerk.model.lifecycle import Queue
from clerk.services import embedded
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
    pools = {queue: start_pool(queue, count) for queue, count in _workers_of(settings) if count}
    if not pools:
        raise WrongUsage("no workers to run: FETCH_WORKERS, OCR_WORKERS, EXTRACTION_WORKERS and DEPLOY_WORKERS are 0")
    click.echo("clerk is up: Ctrl+C finishes current jobs and stops the workers, a second one kills them", err=True)
    sys.exit(run_pools(pools))


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


def start_pool(queue: str, count: int) -> subprocess.Popen[bytes]:
    """A worker pool as a process of its own; a session of its own keeps the terminal's Ctrl+C away from it."""
    return subprocess.Popen(
        [sys.executable, "-m", "clerk", "worker", queue, "-n", str(count)], start_new_session=True, env=os.environ
    )


def run_pools(pools: dict[str, subprocess.Popen[bytes]]) -> int:
    """Waits until all pools have ended, passing on each request to stop; 0 when they were asked to."""
    asked = told = 0

    def pass_on(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked += 1
        for pool in pools.values():
            if pool.poll() is None:
                pool.send_signal(signal.SIGTERM)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, pass_on)
    while any(pool.poll() is None for pool in pools.values()):
        failed = [queue for queue, pool in pools.items() if pool.poll() is not None]
        if failed and not asked:
            click.echo(f"the {failed[0]} workers ended by themselves: stopping the others", err=True)
            pass_on(signal.SIGTERM, None)
        if asked and not told:
            told = asked
            click.echo("finishing current jobs; Ctrl+C kills them and puts them back", err=True)
        time.sleep(0.2)
    return 0 if asked and not any(pool.returncode for pool in pools.values()) else 1


def stop_pools(pools: dict[str, subprocess.Popen[bytes]]) -> None:
    """Lets the pools finish their current jobs, and waits until they have."""
    for pool in pools.values():
        pool.send_signal(signal.SIGTERM)
    for pool in pools.values():
        pool.wait()
