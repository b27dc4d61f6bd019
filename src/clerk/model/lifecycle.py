"""The pipeline and the life of a job and a run, as data and pure functions over it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum


class Queue(StrEnum):
    HIGH = "high"
    FETCH = "fetch"
    OCR = "ocr"
    EXTRACTION = "extraction"
    DEPLOY = "deploy"


class Stage(StrEnum):
    FETCH = "fetch"
    OCR = "ocr"
    EXTRACT = "extract"
    COMPILE = "compile"
    DEPLOY = "deploy"


class Step(StrEnum):
    FETCH = "fetch"
    OCR = "ocr"
    OCR_COMPLETE = "ocr-complete"
    COMPILE_TEXT = "compile-text"
    DEPLOY_TEXT = "deploy-text"
    EXTRACT = "extract"
    COMPILE_ENTITIES = "compile-entities"
    DEPLOY = "deploy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One step of the pipeline: what it does, where it waits, what it waits for, and its name in RQ."""

    step: Step
    stage: Stage | None
    """None for the coordinator, which joins what others did."""
    queue: Queue
    after: frozenset[Step]
    function: str
    """The job function in `clerk.workers`: a name that jobs in flight carry, so it never changes."""
    fast_path: bool = False
    """Only with DEPLOY_FAST_PATH."""


_OCR_DONE = frozenset({Step.FETCH, Step.OCR})

PIPELINE: tuple[Node, ...] = (
    Node(step=Step.FETCH, stage=Stage.FETCH, queue=Queue.FETCH, after=frozenset(), function="fetch_site_job"),
    Node(step=Step.OCR, stage=Stage.OCR, queue=Queue.OCR, after=frozenset(), function="ocr_page_job"),
    Node(
        step=Step.OCR_COMPLETE,
        stage=None,
        queue=Queue.EXTRACTION,
        after=_OCR_DONE,
        function="ocr_complete_coordinator",
    ),
    Node(
        step=Step.COMPILE_TEXT,
        stage=Stage.COMPILE,
        queue=Queue.EXTRACTION,
        after=frozenset({Step.OCR_COMPLETE}),
        function="db_compilation_job",
    ),
    Node(
        step=Step.DEPLOY_TEXT,
        stage=Stage.DEPLOY,
        queue=Queue.DEPLOY,
        after=frozenset({Step.COMPILE_TEXT}),
        function="deploy_job",
        fast_path=True,
    ),
    Node(
        step=Step.EXTRACT,
        stage=Stage.EXTRACT,
        queue=Queue.EXTRACTION,
        after=frozenset({Step.OCR_COMPLETE}),
        function="extraction_job",
    ),
    Node(
        step=Step.COMPILE_ENTITIES,
        stage=Stage.COMPILE,
        queue=Queue.EXTRACTION,
        after=frozenset({Step.EXTRACT}),
        function="db_compilation_job",
    ),
    Node(
        step=Step.DEPLOY,
        stage=Stage.DEPLOY,
        queue=Queue.DEPLOY,
        after=frozenset({Step.COMPILE_ENTITIES, Step.DEPLOY_TEXT}),
        function="deploy_job",
    ),
)

NODES: Mapping[Step, Node] = {node.step: node for node in PIPELINE}
PLANNED_BY_FETCH = frozenset({Step.FETCH, Step.OCR})
"""Steps whose jobs fetch itself makes; the others are one job each, made when what they wait for is settled."""
AFTER_OCR = tuple(node.step for node in PIPELINE if node.step not in PLANNED_BY_FETCH)


def steps_of_run(*, fast_path: bool) -> tuple[Step, ...]:
    """The steps that a run must settle, in order."""
    return tuple(node.step for node in PIPELINE if fast_path or not node.fast_path)


def ready(settled: AbstractSet[Step], started: AbstractSet[Step], *, fast_path: bool) -> tuple[Step, ...]:
    """The steps that have not started and may: all that this run has of what they wait for is settled."""
    steps = steps_of_run(fast_path=fast_path)
    return tuple(
        step
        for step in steps
        if step not in PLANNED_BY_FETCH and step not in started and NODES[step].after.intersection(steps) <= settled
    )


def is_over(settled: AbstractSet[Step], *, fast_path: bool) -> bool:
    """True when every step of the run is settled."""
    return settled >= set(steps_of_run(fast_path=fast_path))


class JobState(StrEnum):
    PENDING = "pending"
    """Committed, not yet in Redis."""
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """Cleared from its queue by a person; holds its run until `clerk retry` or `clerk purge`."""


MOVES: Mapping[JobState, frozenset[JobState]] = {
    JobState.PENDING: frozenset({JobState.QUEUED, JobState.RUNNING, JobState.CANCELLED}),
    JobState.QUEUED: frozenset({JobState.PENDING, JobState.RUNNING, JobState.CANCELLED}),
    JobState.RUNNING: frozenset({JobState.PENDING, JobState.SUCCEEDED, JobState.FAILED}),
    JobState.SUCCEEDED: frozenset(),
    JobState.FAILED: frozenset({JobState.PENDING}),
    JobState.CANCELLED: frozenset({JobState.PENDING}),
}
"""The moves that the database allows; a trigger refuses all others."""

UNSETTLED = frozenset({JobState.PENDING, JobState.QUEUED, JobState.RUNNING})
WAITING = frozenset({JobState.PENDING, JobState.QUEUED})


def moves() -> Iterator[tuple[JobState, JobState]]:
    """Every allowed move, from and to."""
    return ((source, target) for source, targets in MOVES.items() for target in sorted(targets))


class Priority(StrEnum):
    NORMAL = "normal"
    HIGH = "high"


class Outcome(StrEnum):
    COMPLETED = "completed"
    COMPLETED_WITH_FAILURES = "completed_with_failures"
    FAILED = "failed"
    CANCELLED = "cancelled"
    NOTHING_NEW = "nothing_new"
