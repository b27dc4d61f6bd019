"""What RQ carries: JSON that names our functions, opaque ids, no dependencies; who can write to it can run nothing."""

import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import rq
import rq.job
from rq.serializers import JSONSerializer

from clerk.model.lifecycle import NODES, Queue, Step
from clerk.workers import JOB_TIMEOUTS
from fixtures.barcode_pages import CODES
from fixtures.dying_workers import pool_of
from fixtures.worlds import World, wait_until

Carried = dict[str, dict[bytes, bytes]]
"""Raw fields of each job's hash, by job id."""


def _jobs_in_redis(world: World) -> Iterator[tuple[str, dict[bytes, bytes]]]:
    connection = world.context.queues.connection
    for key in connection.scan_iter("rq:job:*"):
        if connection.type(key) == b"hash":
            fields: dict[bytes, bytes] = connection.hgetall(key)  # type: ignore[assignment]  # nobody decodes them
            yield key.decode().removeprefix("rq:job:"), fields


@pytest.fixture
def carried(world: World) -> Carried:
    """Every job of a whole run, as it was in Redis."""
    seen: Carried = {}
    world.enqueue()
    seen.update(_jobs_in_redis(world))
    while world.latest_run().finished_at is None:
        world.work(most=1)
        seen.update(_jobs_in_redis(world))
    assert len(seen) == world.rows("select count(*) from job_tracking")[0][0]
    return seen


def test_every_job_is_json(carried: Carried) -> None:
    for raw in carried.values():
        function, instance, arguments, options = json.loads(zlib.decompress(raw[b"data"]))

        assert function in {f"clerk.workers.{node.function}" for node in NODES.values()}
        assert (instance, arguments) == (None, [])
        assert options["subdomain"] == "riverbend.ca"


def test_no_job_depends_on_another(carried: Carried, world: World) -> None:
    assert not any(raw.get(b"dependency_ids") or raw.get(b"dependency_id") for raw in carried.values())
    assert list(world.context.queues.connection.scan_iter("*depend*")) == []


def test_job_ids_are_opaque(carried: Carried) -> None:
    assert all(re.fullmatch("[0-9a-f]{32}", job_id) for job_id in carried)


def test_a_job_may_take_as_long_as_the_table_says(carried: Carried, world: World) -> None:
    steps = dict(world.rows("select job_id, step from job_tracking"))

    assert {job_id: int(raw[b"timeout"]) for job_id, raw in carried.items()} == {
        job_id: JOB_TIMEOUTS[Step(step)] for job_id, step in steps.items()
    }


def test_a_failed_job_is_kept_for_days_and_not_for_a_year(carried: Carried) -> None:
    assert {int(raw[b"failure_ttl"]) for raw in carried.values()} == {7 * 24 * 3600}


class _Bomb:
    """Makes a folder when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.mkdir, (self._path,)  # type: ignore[return-value]  # a path is what it makes


def _forge(world: World, folder: Path) -> tuple[rq.job.Job, ...]:
    """Writes jobs as somebody would who got into Redis; each makes a folder if it is carried out."""
    folder.mkdir()
    connection = world.context.queues.connection
    in_json = rq.Queue("ocr", connection=connection, serializer=JSONSerializer)
    forged = [
        in_json.enqueue("os.mkdir", str(folder / "named")),
        rq.Queue("ocr", connection=connection).enqueue("clerk.workers.ocr_page_job", _Bomb(folder / "pickled")),
    ]
    for hook, function in (("success", "clerk.workers.ocr_page_job"), ("failure", "os.nothing")):
        job = in_json.create_job(function, kwargs={"subdomain": "x", "document": "x", "page": 1})
        job.description = str(folder / hook)
        setattr(job, f"_{hook}_callback_name", "fixtures.forged.make_folder")
        forged.append(in_json.enqueue_job(job))
    return tuple(forged)


def _is_over(job: rq.job.Job) -> bool:
    return job.get_status(refresh=True) in {rq.job.JobStatus.FINISHED, rq.job.JobStatus.FAILED}


def test_who_can_write_to_redis_can_run_nothing(world: World, tmp_path: Path) -> None:
    world.enqueue()
    world.work([Queue.FETCH])

    with pool_of(world, Queue.OCR, tmp_path / "pool", gate=True) as pool:
        pool.wait_for_reader_of(CODES[0])
        forged = _forge(world, tmp_path / "made")
        pool.open_gate()
        wait_until(lambda: all(map(_is_over, forged)), "nobody took the forged jobs")

    assert list((tmp_path / "made").iterdir()) == []
    assert set(world.states("ocr")) == {"succeeded"}


def test_who_can_write_to_redis_can_run_nothing_at_a_maintenance_either(world: World, tmp_path: Path) -> None:
    """RQ looks after jobs that seem to be abandoned: when a worker starts, and every ten minutes."""
    queue = world.context.queues.queue(Queue.OCR)
    forged = {
        "status": "started",
        "created_at": "2026-01-01T00:00:00Z",
        "origin": "ocr",
        "data": '["clerk.workers.ocr_page_job", null, [], {}]',
        "description": str(tmp_path / "made"),
        "failure_callback_name": "fixtures.forged.make_folder",
        "failure_callback_timeout": "60",
    }
    for field, value in forged.items():
        world.context.queues.connection.hset("rq:job:forged", field, value)
    world.context.queues.connection.zadd(queue.started_job_registry.key, {"forged:execution": 1})

    world.work([Queue.OCR])

    assert queue.failed_job_registry.get_job_ids() == ["forged"]
    assert not (tmp_path / "made").exists()
