"""What a pool's parent owes to its workers and to those who count on them, whatever else is down."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from clerk import app
from clerk.model.lifecycle import Queue
from clerk.pipeline.context import Context
from clerk.services.worker_pool import WorkerPool
from clerk.settings import Settings
from clerk.state import workers
from clerk.state.engine import open_engine
from clerk.state.workers import WorkerProcess
from clerk.workers import JOB_TIMEOUTS

NOBODY_LISTENS = "127.0.0.1:1"
WORKER = WorkerProcess(name="deploy-here-1", stage=Queue.DEPLOY, host="here", pid=1)

ALL_WORKERS_DIE = """
from clerk import workers
from clerk.model.lifecycle import Queue
from clerk.services.worker_pool import WorkerPool

raise SystemExit(WorkerPool(context=workers.context(), queue=Queue.DEPLOY, count=2, burst=True).run())
"""

BROKEN_ENGINE = """
import os

from clerk import workers
from clerk.model.lifecycle import Queue
from clerk.services.worker_pool import WorkerPool
from fixtures.barcode_pages import BarcodeEngine, BarcodePlugin

class Broken(BarcodeEngine):
    @property
    def survives_fork(self):
        raise ValueError("the engine's author forgot something")

context = workers.context()
context.plugins.register(BarcodePlugin(Broken()), "barcode")
WorkerPool(context=context, queue=Queue.OCR, count=1, burst=True)._be_worker("ocr-here-1", os.getppid())
"""


@pytest.fixture
def context(settings: Settings) -> Iterator[Context]:
    """PostgreSQL is there, Redis is not."""
    without_redis = settings.model_copy(update={"redis_url": SecretStr(f"redis://{NOBODY_LISTENS}/0")})
    wired = app.wire(without_redis, timeouts=JOB_TIMEOUTS)
    yield wired
    wired.engine.dispose()
    wired.queues.connection.close()


def a_pool(context: Context) -> WorkerPool:
    return WorkerPool(context=context, queue=Queue.DEPLOY, count=1, burst=False)


def run_python(code: str, settings: Settings, **variables: str) -> subprocess.CompletedProcess[str]:
    assert settings.database_url is not None
    return subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DATABASE_URL": settings.database_url.get_secret_value(),
            "REDIS_URL": f"redis://{NOBODY_LISTENS}/0",
            "STORAGE_DIR": str(settings.storage_dir),
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_parent_that_reconciles_says_first_that_its_workers_live(context: Context) -> None:
    """A Redis that says nothing may hold it up for longer than others wait for a sign of life."""
    pool = a_pool(context)
    pool.alive[WORKER.pid] = WORKER

    pool._when_due(pool._reconcile)

    with context.transaction() as connection:
        assert workers.alive_by_queue(connection) == {Queue.DEPLOY: 1}


def test_a_worker_that_could_not_be_buried_is_buried_later(context: Context) -> None:
    with context.transaction() as connection:
        workers.seen(connection, [WORKER])
    pool = a_pool(replace(context, engine=open_engine(f"postgresql://{NOBODY_LISTENS}/clerk")))
    pool.unburied.append(WORKER)

    pool._when_due(pool._bury)
    still_to_bury = tuple(pool.unburied)
    pool.context = context
    pool._when_due(pool._bury)

    assert (still_to_bury, pool.unburied) == ((WORKER,), [])
    with context.transaction() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(sa.table("workers"))) == 0


def test_a_stop_that_comes_just_after_a_worker_has_ended_does_no_harm(context: Context) -> None:
    pool = a_pool(context)
    ended = subprocess.Popen(["true"])
    ended.wait()
    pool.alive[ended.pid] = WORKER

    pool._ask_to_stop(signal.SIGTERM, None)

    assert pool.stops_told == {ended.pid: 1}


def test_a_burst_whose_workers_die_has_failed(settings: Settings) -> None:
    ran = run_python(ALL_WORKERS_DIE, settings)

    assert ran.returncode == 1, ran.stderr
    assert "worker cannot work" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_worker_that_breaks_says_where(settings: Settings) -> None:
    ran = run_python(BROKEN_ENGINE, settings, DEFAULT_OCR_BACKEND="barcode")

    assert ran.returncode == 1, ran.stderr
    assert "ValueError: the engine's author forgot something" in ran.stderr
    assert "in survives_fork" in ran.stderr
