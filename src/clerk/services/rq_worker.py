"""One RQ worker: takes jobs from `high` and its own queue, and performs each in a work-horse of its own."""

import datetime as dt
import gc
import os
import signal
from collections.abc import Callable

import rq
import rq.job
from rq.serializers import JSONSerializer

from clerk.carried_job import CarriedJob
from clerk.model.job import Job, JobId
from clerk.model.lifecycle import JobState, Queue, Step
from clerk.model.names import Subdomain
from clerk.model.run import RunId
from clerk.model.verdict import ErrorKind
from clerk.pipeline.advance import may_advance
from clerk.pipeline.context import Context
from clerk.pipeline.settle import AttemptFailed, settle_failed
from clerk.state import jobs, runs, sites
from clerk.tools.lifeline import die_with

_HEARTBEAT_SECONDS = 10
_WORKER_TTL_SECONDS = 60


class _WithoutThread:
    """RQ's channel for commands is a thread, and a process that forks must not have one."""

    def subscribe(self) -> None:
        """Listens to nobody."""


class _FinishesItsJob:
    """A stop may reach every process of a unit or a container; the worker is told, its work-horse goes on."""

    def setup_work_horse_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)


class ForkingWorker(_WithoutThread, _FinishesItsJob, rq.Worker):
    """For engines that survive a fork: the model is open before the fork, each job costs a few milliseconds."""


class SpawningWorker(_WithoutThread, _FinishesItsJob, rq.SpawnWorker):
    """For engines that do not (`vision`: Objective-C)."""


def run(context: Context, queue: Queue, *, name: str, burst: bool) -> None:
    """Works until told to stop, or until both queues are empty; the process is this worker's own.

    Raises:
        LanguageMissing, EngineUnavailable: this machine cannot do this queue's work.
    """
    context.engine.dispose(close=False)
    context.queues.wait_out_silence()
    survives_fork = queue is not Queue.OCR or context.ocr_engine().survives_fork
    worker_class = ForkingWorker if survives_fork else SpawningWorker
    _tie_children_to_their_parents()
    worker = worker_class(
        [context.queues.queue(Queue.HIGH), context.queues.queue(queue)],
        name=name,
        connection=context.queues.connection,
        job_class=CarriedJob,
        serializer=JSONSerializer,
        worker_ttl=_WORKER_TTL_SECONDS,
        job_monitoring_interval=_HEARTBEAT_SECONDS,
        log_job_description=False,
        work_horse_killed_handler=_killed_handler(context, name),
    )
    _rehearse(context)
    if queue is Queue.EXTRACTION:
        # Its patterns are compiled before the fork, and not in every work-horse.
        context.plugins.extractor(context.settings.extractor)
    # What lives now lives as long as the worker: a work-horse's collector need not touch, and so copy, it.
    gc.collect()
    gc.freeze()
    worker.work(burst=burst, logging_level=None)


def _rehearse(context: Context) -> None:
    """Asks what every job asks, about a job that is not there: its statements are compiled once, before the fork."""
    nobody = Job(
        job_id=JobId(""),
        run_id=RunId(0),
        subdomain=Subdomain(""),
        step=Step.OCR,
        work_key="",
        queue=Queue.OCR,
        args={},
        state=JobState.RUNNING,
        attempt=0,
        tries=0,
        kills=0,
        round=0,
        worker=None,
        settled_at=None,
    )
    with context.transaction() as connection:
        jobs.find(connection, nobody.job_id)
        jobs.claim(connection, nobody.job_id, worker="", time_limit=dt.timedelta())
        runs.lock(connection, nobody.run_id)
        jobs.settle(connection, nobody, JobState.SUCCEEDED)
        runs.touch(connection, nobody.run_id)
        may_advance(connection, nobody.run_id, nobody.step)
    context.engine.dispose()


def open_engine(context: Context) -> None:
    """Opens the OCR engine with every language that a site needs, for all workers that are forked from here.

    One that does not survive a fork is opened by each job for itself.

    Raises:
        LanguageMissing, EngineUnavailable: says what to install.
    """
    engine = context.ocr_engine()
    if not engine.survives_fork:
        return
    with context.transaction() as connection:
        of_sites = {site.ocr_languages for site in sites.all_sites(connection) if site.enabled and site.ocr_languages}
    for languages in sorted({context.settings.default_languages, *of_sites}):
        engine.open(languages)


def _tie_children_to_their_parents() -> None:
    """Makes whatever is forked from here on end with the process that forked it."""
    forking: list[int] = []

    def remember() -> None:
        forking[:] = [os.getpid()]

    os.register_at_fork(before=remember, after_in_child=lambda: die_with(forking[0]))


def _killed_handler(context: Context, worker: str) -> Callable[[rq.job.Job, int, int, object], None]:
    """RQ tells only the work-horse's copy of the job which worker has it, so the name comes from us."""

    def note_death(job: rq.job.Job, _pid: int, status: int, _usage: object) -> None:
        """In the worker, when its work-horse died: the attempt ended, and it is counted."""
        died_of = f"of signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"with exit code {status >> 8}"
        try:
            with context.transaction() as connection:
                found = jobs.find(connection, JobId(job.id))
            if found is not None and found.state is JobState.RUNNING and found.worker == worker:
                settle_failed(
                    context,
                    found,
                    AttemptFailed(
                        kind=ErrorKind.LETHAL,
                        error_class="WorkHorseKilled",
                        message=f"the process that did this job died {died_of}",
                    ),
                )
        finally:
            context.engine.dispose()

    return note_death
