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
from clerk.pipeline.fingerprint import fingerprint_of
from clerk.state import jobs, runs, sites

_CANCELLED = frozenset({JobState.CANCELLED})
_EVERY_STATE = frozenset(JobState)


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
        outcome = _outcome_of_nothing(context, connection, run)
        if outcome is not None:
            _finish(context, connection, run, outcome)
            return frozenset()
    starting = tuple(
        step for step in ready(settled, started, fast_path=fast_path) if not _is_under_way(connection, run, step)
    )
    jobs.plan(connection, run, (_job_of(step, run) for step in starting))
    if is_over(settled, fast_path=fast_path):
        _finish(context, connection, run, outcome_of(runs.tally(connection, run)))
    return frozenset(NODES[step].queue for step in starting)


def may_advance(connection: sa.Connection, run_id: RunId, settled_step: Step) -> bool:
    """False while the step has jobs that are not settled: then nothing can have become ready."""
    return not jobs.has(connection, run_id, settled_step, states=UNSETTLED, round_=None)


def _is_under_way(connection: sa.Connection, run: Run, step: Step) -> bool:
    """True while an earlier round's job of the step is not over: two of a kind would work on the same files."""
    return jobs.has(connection, run.run_id, step, states=UNSETTLED, round_=None)


def _started(connection: sa.Connection, run: Run) -> frozenset[Step]:
    """Steps after OCR that have a job in this round."""
    return frozenset(
        step for step in AFTER_OCR if jobs.has(connection, run.run_id, step, states=_EVERY_STATE, round_=run.round)
    )


def _settled(connection: sa.Connection, run: Run, started: frozenset[Step]) -> frozenset[Step]:
    """Steps with nothing left to do; OCR may have had no page at all, the later steps must have started."""
    return frozenset(
        step
        for step in steps_of_run(fast_path=True)
        if (step in PLANNED_BY_FETCH or step in started) and not _is_held(connection, run, step)
    )


def _is_held(connection: sa.Connection, run: Run, step: Step) -> bool:
    """True while jobs of the step are not over, in any round, or a person who cancelled some must decide."""
    of_this_round = None if step in PLANNED_BY_FETCH else run.round
    return jobs.has(connection, run.run_id, step, states=UNSETTLED, round_=None) or jobs.has(
        connection, run.run_id, step, states=_CANCELLED, round_=of_this_round
    )


def _finish(context: Context, connection: sa.Connection, run: Run, outcome: Outcome) -> None:
    reason = _reason(runs.tally(connection, run))
    runs.finish(connection, run.run_id, outcome, reason, fingerprint=_fingerprint(context, connection, run))


def _fingerprint(context: Context, connection: sa.Connection, run: Run) -> str:
    return fingerprint_of(context, sites.find(connection, run.subdomain))


def _outcome_of_nothing(context: Context, connection: sa.Connection, run: Run) -> Outcome | None:
    """How a run ends whose fetch brought nothing; None when there is something to be done all the same."""
    if jobs.has(connection, run.run_id, Step.FETCH, states=frozenset({JobState.FAILED}), round_=None):
        return Outcome.FAILED
    would_repeat = runs.previous_did_all(connection, run, fingerprint=_fingerprint(context, connection, run))
    return Outcome.NOTHING_NEW if would_repeat else None


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
        (tally.refused, "listing could not be taken", "listings could not be taken"),
    )
    said = [f"{number} {one if number == 1 else many}" for number, one, many in parts if number]
    return ", ".join(said) or None
