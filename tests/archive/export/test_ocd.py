"""VoteEvents have what Open Civic Data's published schema asks for, and say nothing that the minutes do not."""

import json
import re
from collections.abc import Mapping

import pytest

from clerk.archive.export.ocd import vote_event
from clerk.archive.export.published import PublishedMotion, PublishedVote
from fixtures.published_facts import a_motion, a_vote

OPTIONS = {"yes", "no", "absent", "abstain", "not voting", "paired", "excused", "other"}
"""Source: opencivicdata.common.VOTE_OPTIONS."""
STRING, STRING_OR_NULL, LIST = (str,), (str, type(None)), (list,)
REQUIRED = {
    "identifier": STRING,
    "motion_text": STRING,
    "motion_classification": LIST,
    "start_date": STRING,
    "end_date": STRING_OR_NULL,
    "result": STRING,
    "organization": STRING_OR_NULL,
    "legislative_session": STRING,
    "bill": STRING_OR_NULL,
    "bill_action": STRING_OR_NULL,
    "votes": LIST,
    "counts": LIST,
    "sources": LIST,
    "extras": (dict,),
    "pupa_id": STRING_OR_NULL,
}
"""Names and types. Source: pupa/scrape/schemas/vote_event.py, all of whose properties are required."""
NOT_EMPTY = ("motion_text", "organization", "legislative_session", "pupa_id")
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def faults_of(event: Mapping[str, object]) -> list[str]:
    """What the published schema has against this event."""
    faults = [f"{name} is missing" for name in REQUIRED if name not in event]
    faults += [f"{name} is of a wrong type" for name, types in REQUIRED.items() if not isinstance(event[name], types)]
    faults += [f"{name} is empty" for name in NOT_EMPTY if event[name] == ""]
    faults += [f"unknown {name}" for name in event if name not in REQUIRED]
    written = json.loads(json.dumps(event))
    if written["result"] not in {"pass", "fail"} or not DATE.fullmatch(written["start_date"]):
        faults.append("result or date")
    for vote in written["votes"]:
        if set(vote) != {"option", "voter_name", "voter_id", "note"} or vote["option"] not in OPTIONS:
            faults.append(f"vote {vote}")
        if not (vote["voter_name"] and vote["voter_id"]) or vote["note"] is None:
            faults.append(f"vote {vote}")
    for count in written["counts"]:
        if set(count) != {"option", "value"} or count["option"] not in OPTIONS or count["value"] < 0:
            faults.append(f"count {count}")
    if not written["sources"] or any(not source["url"] for source in written["sources"]):
        faults.append("no source")
    return faults


def event_of(motion: PublishedMotion) -> dict[str, object]:
    event = vote_event(motion)
    assert event is not None
    return event


@pytest.mark.parametrize("option", sorted(OPTIONS))
def test_a_vote_event_is_what_the_published_schema_asks_for(option: str) -> None:
    event = event_of(a_motion(votes=(a_vote(option=option, note="recused"), a_vote(voter="Bo Smith", option="no"))))

    assert faults_of(event) == []


def test_a_motion_without_words_and_without_a_page_is_still_valid() -> None:
    event = event_of(a_motion(text="", quote=None, page=None, yes=None, no=None, votes=()))

    assert faults_of(event) == []
    assert event["motion_text"] == "City Council minutes"


def test_names_counts_and_source_are_those_of_the_minutes() -> None:
    event = event_of(a_motion(votes=(a_vote(option="excused", note="recused"),)))

    assert (event["motion_text"], event["start_date"], event["result"]) == ("adopt rent control", "2024-01-09", "pass")
    assert event["organization"] == '~{"name": "City Council"}'
    assert event["counts"] == [{"option": "yes", "value": 4}, {"option": "no", "value": 1}]
    assert event["votes"] == [
        {"option": "excused", "voter_name": "Ana Reyes", "voter_id": '~{"name": "Ana Reyes"}', "note": "recused"}
    ]
    assert event["sources"] == [{"url": "https://riverbend.example/1.pdf", "note": "City Council minutes, page 3"}]


@pytest.mark.parametrize(
    ("result", "told"),
    [("pass", "pass"), ("fail", "fail"), ("tie", "fail"), ("died", "fail")],
)
def test_finer_results_become_one_of_two_and_stay_in_extras(result: str, told: str) -> None:
    event = event_of(a_motion(result=result))

    assert event["result"] == told
    assert json.loads(json.dumps(event))["extras"]["result"] == result


@pytest.mark.parametrize("result", ["withdrawn", "tabled", None])
def test_what_neither_passed_nor_failed_is_left_out(result: str | None) -> None:
    assert vote_event(a_motion(result=result)) is None


def test_a_motion_that_another_document_repeats_is_told_once() -> None:
    assert vote_event(a_motion(repeats_id="m0")) is None


def test_an_inferred_vote_is_not_told_as_a_vote() -> None:
    inferred = PublishedVote(
        motion_id="m1", voter="Bo Smith", person_id="p2", option="yes", note=None, inferred=1, page=None, quote=None
    )

    assert event_of(a_motion(votes=(inferred,)))["votes"] == []
