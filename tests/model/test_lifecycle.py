"""The pipeline as data: whatever the order in which jobs settle, each step starts once and the run ends."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk.model.lifecycle import (
    AFTER_OCR,
    MOVES,
    NODES,
    PIPELINE,
    PLANNED_BY_FETCH,
    UNSETTLED,
    WAITING,
    JobState,
    Queue,
    Stage,
    Step,
    is_over,
    moves,
    ready,
    steps_of_run,
)

SLOW_PATH: Mapping[Step, frozenset[Step]] = {
    Step.OCR_COMPLETE: frozenset({Step.FETCH, Step.OCR}),
    Step.COMPILE_TEXT: frozenset({Step.OCR_COMPLETE}),
    Step.EXTRACT: frozenset({Step.OCR_COMPLETE}),
    Step.COMPILE_ENTITIES: frozenset({Step.EXTRACT}),
    Step.DEPLOY: frozenset({Step.COMPILE_ENTITIES, Step.DEPLOY_TEXT}),
}


@given(order=st.randoms(use_true_random=False), fast_path=st.booleans())
def test_any_order_of_settling_ends_the_run_and_starts_each_step_once(order: object, *, fast_path: bool) -> None:
    settled: set[Step] = set()
    at_work = list(PLANNED_BY_FETCH)
    begun: list[Step] = []

    while at_work:
        at_work.sort()
        order.shuffle(at_work)  # type: ignore[attr-defined]  # a Random, as hypothesis makes it
        settled.add(at_work.pop())
        starting = ready(settled, set(begun), fast_path=fast_path)
        begun.extend(starting)
        at_work.extend(starting)

    assert sorted(begun) == sorted(set(steps_of_run(fast_path=fast_path)) - PLANNED_BY_FETCH)
    assert is_over(settled, fast_path=fast_path)


@given(settled=st.sets(st.sampled_from(Step)), started=st.sets(st.sampled_from(Step)), fast_path=st.booleans())
def test_nothing_starts_twice_or_before_what_it_waits_for(
    settled: set[Step], started: set[Step], *, fast_path: bool
) -> None:
    starting = ready(settled, started, fast_path=fast_path)

    assert not started.intersection(starting)
    assert not PLANNED_BY_FETCH.intersection(starting)
    steps = set(steps_of_run(fast_path=fast_path))
    assert all(NODES[step].after & steps <= settled for step in starting)


@given(settled=st.sets(st.sampled_from(Step)), started=st.sets(st.sampled_from(Step)))
def test_asking_again_after_starting_starts_nothing(settled: set[Step], started: set[Step]) -> None:
    first = ready(settled, started, fast_path=True)

    assert ready(settled, started | set(first), fast_path=True) == ()


@pytest.mark.parametrize(
    ("settled", "started", "expected"),
    [
        (set(), set(), ()),
        ({Step.FETCH}, set(), ()),
        ({Step.OCR}, set(), ()),
        ({Step.FETCH, Step.OCR}, set(), (Step.OCR_COMPLETE,)),
        ({Step.FETCH, Step.OCR}, {Step.OCR_COMPLETE}, ()),
        (
            {Step.FETCH, Step.OCR, Step.OCR_COMPLETE},
            {Step.OCR_COMPLETE},
            (Step.COMPILE_TEXT, Step.EXTRACT),
        ),
        (
            {Step.FETCH, Step.OCR, Step.OCR_COMPLETE, Step.EXTRACT},
            {Step.OCR_COMPLETE, Step.COMPILE_TEXT, Step.EXTRACT},
            (Step.COMPILE_ENTITIES,),
        ),
    ],
)
def test_the_steps_start_as_the_manual_draws_them(
    settled: set[Step], started: set[Step], expected: tuple[Step, ...]
) -> None:
    assert ready(settled, started, fast_path=False) == expected


def test_the_default_pipeline_waits_as_the_manual_draws_it() -> None:
    drawn = {step: NODES[step].after for step in steps_of_run(fast_path=False) if step not in PLANNED_BY_FETCH}

    assert drawn == SLOW_PATH


def test_the_fast_path_adds_one_deploy_and_nothing_else() -> None:
    assert set(steps_of_run(fast_path=True)) - set(steps_of_run(fast_path=False)) == {Step.DEPLOY_TEXT}
    assert NODES[Step.DEPLOY_TEXT].after == {Step.COMPILE_TEXT}


@pytest.mark.parametrize("missing", steps_of_run(fast_path=True))
def test_a_run_is_not_over_while_one_step_is_not_settled(missing: Step) -> None:
    all_but_one = set(Step) - {missing}

    assert not is_over(all_but_one, fast_path=True)
    assert is_over(all_but_one, fast_path=False) == NODES[missing].fast_path


def test_every_step_has_one_node_and_waits_only_for_steps_above_it() -> None:
    steps = [node.step for node in PIPELINE]

    assert sorted(steps) == sorted(Step)
    assert all(steps.index(before) < steps.index(node.step) for node in PIPELINE for before in node.after)
    assert set(AFTER_OCR) == set(Step) - PLANNED_BY_FETCH


def test_steps_wait_in_the_queues_of_the_manual() -> None:
    waits_in = {node.step: node.queue for node in PIPELINE}

    assert waits_in == {
        Step.FETCH: Queue.FETCH,
        Step.OCR: Queue.OCR,
        Step.OCR_COMPLETE: Queue.EXTRACTION,
        Step.COMPILE_TEXT: Queue.EXTRACTION,
        Step.DEPLOY_TEXT: Queue.DEPLOY,
        Step.EXTRACT: Queue.EXTRACTION,
        Step.COMPILE_ENTITIES: Queue.EXTRACTION,
        Step.DEPLOY: Queue.DEPLOY,
    }
    assert {node.stage for node in PIPELINE} == {*Stage, None}


def test_what_has_settled_leaves_that_state_only_to_be_tried_again() -> None:
    settled = set(JobState) - UNSETTLED

    assert {state: MOVES[state] for state in settled} == {
        JobState.SUCCEEDED: frozenset(),
        JobState.FAILED: frozenset({JobState.PENDING}),
        JobState.CANCELLED: frozenset({JobState.PENDING}),
    }


def test_only_what_waits_can_be_claimed_or_cancelled() -> None:
    claimed_from = {source for source, target in moves() if target is JobState.RUNNING}
    cancelled_from = {source for source, target in moves() if target is JobState.CANCELLED}

    assert claimed_from == WAITING
    assert cancelled_from == WAITING
