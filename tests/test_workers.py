"""What RQ carries: the manual's job functions, queues and timeouts, read off jobs that were really enqueued."""

import datetime as dt
import inspect
import json
import zlib
from collections.abc import Iterator

import pytest
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer

from clerk import workers
from clerk.model.job import JobId, Parcel
from clerk.model.lifecycle import NODES, PIPELINE, Priority, Queue, Step
from clerk.queues import Queues

MINUTE = 60
MANUALS_TIMEOUTS = {
    Step.FETCH: 10 * MINUTE,
    Step.OCR: 10 * MINUTE,
    Step.EXTRACT: 120 * MINUTE,
    Step.DEPLOY: 10 * MINUTE,
}
ARGUMENTS: dict[str, dict[str, str | int | bool]] = {
    "fetch_site_job": {"subdomain": "alameda.ca"},
    "ocr_page_job": {"subdomain": "alameda.ca", "document": "minutes/City Council/2024-01-09/0123456789ab", "page": 3},
    "ocr_complete_coordinator": {"subdomain": "alameda.ca"},
    "db_compilation_job": {"subdomain": "alameda.ca", "entities": True},
    "extraction_job": {"subdomain": "alameda.ca"},
    "deploy_job": {"subdomain": "alameda.ca"},
}


@pytest.fixture
def queues(redis_url: str) -> Iterator[Queues]:
    opened = Queues(redis_url, timeouts=workers.JOB_TIMEOUTS)
    yield opened
    opened.connection.close()


def enqueued(queues: Queues, step: Step) -> RqJob:
    """The job of this step as Redis holds it."""
    node = NODES[step]
    job_id = JobId(f"job-of-{step}")
    queues.hand_over(
        [Parcel(job_id=job_id, step=step, queue=node.queue, args=ARGUMENTS[node.function], priority=Priority.NORMAL)]
    )
    return RqJob.fetch(job_id, connection=queues.connection, serializer=JSONSerializer)


@pytest.mark.parametrize("step", Step)
def test_an_enqueued_job_has_the_timeout_of_its_step(queues: Queues, step: Step) -> None:
    assert enqueued(queues, step).timeout == workers.JOB_TIMEOUTS[step]


@pytest.mark.parametrize("step", MANUALS_TIMEOUTS)
def test_an_enqueued_job_has_the_manuals_timeout(queues: Queues, step: Step) -> None:
    assert enqueued(queues, step).timeout == MANUALS_TIMEOUTS[step]


@pytest.mark.parametrize("step", Step)
def test_an_enqueued_job_calls_a_function_that_is_there_with_arguments_that_it_takes(
    queues: Queues, step: Step
) -> None:
    job = enqueued(queues, step)

    function = job.func

    assert function is getattr(workers, NODES[step].function)
    inspect.signature(function).bind(*job.args, **job.kwargs)


@pytest.mark.parametrize("step", Step)
def test_an_enqueued_job_waits_in_the_queue_of_its_step(queues: Queues, step: Step) -> None:
    job = enqueued(queues, step)

    assert job.origin == NODES[step].queue
    assert queues.queue(NODES[step].queue).get_job_ids() == [job.id]


def test_the_manuals_job_functions_are_there() -> None:
    named = {node.function for node in PIPELINE}

    assert named == {
        "fetch_site_job",
        "ocr_page_job",
        "ocr_complete_coordinator",
        "db_compilation_job",
        "extraction_job",
        "deploy_job",
    }
    assert all(callable(getattr(workers, name)) for name in named)


def test_every_step_has_a_timeout() -> None:
    assert set(workers.JOB_TIMEOUTS) == set(Step)


def test_redis_holds_json_and_no_pickle(queues: Queues) -> None:
    """Whoever can write to Redis must not be able to run code."""
    job = enqueued(queues, Step.OCR)

    stored = queues.connection.hget(RqJob.key_for(job.id), "data")
    assert isinstance(stored, bytes)

    assert ARGUMENTS["ocr_page_job"] in json.loads(zlib.decompress(stored))


def test_a_failed_job_is_kept_for_days_and_a_result_not_at_all(queues: Queues) -> None:
    job = enqueued(queues, Step.OCR)

    assert job.failure_ttl == dt.timedelta(days=7).total_seconds()
    assert job.result_ttl == 0


def test_no_job_depends_on_another(queues: Queues) -> None:
    assert not any(enqueued(queues, step).dependency_ids for step in Step)


def test_the_queues_are_the_manuals() -> None:
    assert [queue.value for queue in Queue] == ["high", "fetch", "ocr", "extraction", "deploy"]


def test_a_job_function_that_is_called_outside_of_a_worker_says_what_to_do() -> None:
    with pytest.raises(RuntimeError, match="clerk enqueue"):
        workers.fetch_site_job("pleasanton")
