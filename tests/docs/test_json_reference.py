"""docs/reference/json.md shows the names that `--json` prints, and no other."""

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

from clerk.cli.facts_json import facts_json
from clerk.cli.status_json import Json, failures_json, overview_json, site_json
from clerk.model.job import Failure, JobId
from clerk.model.lifecycle import JobState, Outcome, Priority, Queue, Step
from clerk.model.names import Subdomain
from clerk.model.reconciling import Fault
from clerk.model.run import Run, RunId, RunOptions, RunProgress
from clerk.model.status import EndedRun, Overview, QueueStatus, Retrying, SiteStatus, Waiting
from fixtures.judged_facts import FACTS, MENTION

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
NOON = dt.datetime(2026, 1, 8, 12, tzinfo=dt.UTC)
SITE = Subdomain("pleasanton")


def examples() -> list[object]:
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", REFERENCE.read_text(), re.DOTALL)]


def a_progress() -> RunProgress:
    run = Run(
        run_id=RunId(17),
        subdomain=SITE,
        priority=Priority.NORMAL,
        options=RunOptions(all_years=False, since=None),
        round=1,
        requested_at=NOON,
        started_at=NOON,
        updated_at=NOON,
        finished_at=None,
        outcome=None,
        reason=None,
    )
    counts = {
        Step.FETCH: {JobState.SUCCEEDED: 1},
        Step.OCR: {JobState.SUCCEEDED: 20, JobState.FAILED: 1, JobState.QUEUED: 27},
    }
    return RunProgress(run=run, counts=counts, pages_read_at_fetch=2)


def names_of(value: object) -> object:
    """The shape of a JSON value: its names, all the way down, without what it says."""
    if isinstance(value, dict):
        return {name: names_of(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [names_of(value[0])] if value else []
    return None


def test_the_overview_has_the_names_that_are_documented() -> None:
    ended = EndedRun(subdomain=SITE, outcome=Outcome.FAILED, reason="no", finished_at=NOON)
    overview = Overview(
        queues={Queue.HIGH: QueueStatus(waiting=0, running=0, workers=2)},
        active=(),
        held=(Waiting(subdomain=SITE, cancelled_jobs=47, reason="cleared"),),
        retrying=(Retrying(subdomain=SITE, step=Step.DEPLOY, jobs=1, reason="no"),),
        unhappy=(ended,),
        sites=2,
        repairs={Fault.FORGOTTEN_BY_REDIS: 3},
    )

    assert names_of(overview_json(overview)) == names_of(examples()[0])


def test_a_run_has_the_names_that_are_documented() -> None:
    status = SiteStatus(progress=a_progress(), held=None, retrying=(), previous=())
    shown: Json = site_json(SITE, status)

    assert names_of(shown["latest"]) == names_of(examples()[1])
    assert names_of({**shown, "latest": None}) == names_of(examples()[2])


def test_a_failure_has_the_names_that_are_documented() -> None:
    failure = Failure(
        subdomain=SITE,
        what="ocr",
        subject="a page",
        reason="it could not be rendered",
        error_class="PageUnreadable",
        attempts=1,
        when=NOON,
        job_id=JobId("05c81a8c"),
    )

    assert names_of(failures_json([failure])) == names_of(examples()[3])


def test_facts_have_the_names_that_are_documented() -> None:
    (example,) = [shown for shown in examples() if isinstance(shown, dict) and "motions" in shown]

    shown = names_of(facts_json(replace(FACTS, mentions=(MENTION,))))

    assert shown == {**names_of(example), "people_absent": [None]}  # type: ignore[dict-item]


def test_every_fault_that_is_repaired_is_documented() -> None:
    text = REFERENCE.read_text()

    assert [fault.value for fault in Fault if f"`{fault.value}`" not in text] == []
