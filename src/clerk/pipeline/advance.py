"""Moves a run on: starts the steps whose time has come, or finishes it."""

import sqlalchemy as sa

from clerk.model.job import JobArgs, PlannedJob
from clerk.model.lifecycle import (
    AFTER_OCR,
    NODES,
    PLANNED_BY_FETCH,
    UNSETTLED,
    JobState,
    Outcome,
    Queue,
    Step,
    is_over,
    ready,
    steps_of_run,
)
from clerk.model.run import Run, RunId, RunTally, outcome_of
from clerk.pipeline.context import Context
from clerk.state import jobs, runs

_HOLDING = UNSETTLED | {JobState.CANCELLED}
"""States that keep what comes after from starting: not over yet, or cancelled by a person who must decide."""


def advance(context: Context, connection: sa.Connection, run: Run) -> frozenset[Queue]:
    """Starts what is ready and finishes what is over; the queues that got jobs, to be handed over after the commit.

    The caller holds the run's lock; repeating it changes nothing.
    """
    if run.finished_at is not None:
        return frozenset()
    fast_path = context.settings.deploy_fast_path
    started = _started(connection, run)
    settled = _settled(connection, run, started)
    if settled >= PLANNED_BY_FETCH and not started and not runs.planned_anything(connection, run.run_id):
        outcome = _outcome_of_nothing(connection, run)
        if outcome is not None:
            runs.finish(connection, run.run_id, outcome, _reason(runs.tally(connection, run.run_id)))
            return frozenset()
    starting = ready(settled, started, fast_path=fast_path)
    jobs.plan(connection, run, (_job_of(step, run) for step in starting))
    if is_over(settled, fast_path=fast_path):
        tally = runs.tally(connection, run.run_id)
        runs.finish(connection, run.run_id, outcome_of(tally), _reason(tally))
    return frozenset(NODES[step].queue for step in starting)


def may_advance(connection: sa.Connection, run_id: RunId, settled_step: Step) -> bool:
    """False while the step has jobs that are not settled: then nothing can have become ready."""
    return not jobs.has(connection, run_id, settled_step, states=_HOLDING, round_=None)


def _started(connection: sa.Connection, run: Run) -> frozenset[Step]:
    """Steps after OCR that have a job in this round."""
    every_state = frozenset(JobState)
    return frozenset(
        step for step in AFTER_OCR if jobs.has(connection, run.run_id, step, states=every_state, round_=run.round)
    )


def _settled(connection: sa.Connection, run: Run, started: frozenset[Step]) -> frozenset[Step]:
    """Steps with nothing left to do; OCR may have had no page at all, the later steps must have started."""
    return frozenset(
        step
        for step in steps_of_run(fast_path=True)
        if (step in PLANNED_BY_FETCH or step in started)
        and not jobs.has(connection, run.run_id, step, states=_HOLDING, round_=None)
    )


def _outcome_of_nothing(connection: sa.Connection, run: Run) -> Outcome | None:
    """How a run ends whose fetch brought nothing; None when the run before left something to be done."""
    if jobs.has(connection, run.run_id, Step.FETCH, states=frozenset({JobState.FAILED}), round_=None):
        return Outcome.FAILED
    return Outcome.NOTHING_NEW if runs.previous_ended_well(connection, run) else None


def _job_of(step: Step, run: Run) -> PlannedJob:
    return PlannedJob(step=step, work_key=str(run.round), args=arguments(step, run))


def arguments(step: Step, run: Run) -> JobArgs:
    """What the job function of a step after OCR is called with."""
    if step in {Step.COMPILE_TEXT, Step.COMPILE_ENTITIES}:
        return {"subdomain": run.subdomain, "entities": step is Step.COMPILE_ENTITIES}
    return {"subdomain": run.subdomain}


def _reason(tally: RunTally) -> str | None:
    """One sentence on what did not work; None when all did."""
    if tally.fetch_error is not None:
        return tally.fetch_error
    parts = (
        (tally.failed_jobs, "job failed", "jobs failed"),
        (tally.documents_not_ok, "document could not be read", "documents could not be read"),
    )
    said = [f"{number} {one if number == 1 else many}" for number, one, many in parts if number]
    return ", ".join(said) or None
