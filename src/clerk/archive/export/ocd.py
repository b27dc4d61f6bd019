"""Motions as Open Civic Data's VoteEvent, in the form that its importers take.

Source: github.com/opencivicdata/pupa, pupa/scrape/schemas/vote_event.py, and its opencivicdata.common.VOTE_OPTIONS.
"""

import json

from clerk.archive.export.published import PublishedMotion, PublishedVote

Json = dict[str, object]

_RESULTS = {"pass": "pass", "fail": "fail", "tie": "fail", "died": "fail"}
"""The schema knows two: what was withdrawn, tabled or left open is neither."""
_CLASSIFICATIONS = {"amendment": ["amendment-passage"], "substitute": ["amendment-passage"]}


def vote_event(motion: PublishedMotion) -> Json | None:
    """The motion as VoteEvent; None for one that neither passed nor failed, or that is printed a second time.

    Inferred votes are left out: the schema has no word for them.
    """
    if motion.result not in _RESULTS or motion.repeats_id is not None:
        return None
    return {
        "identifier": motion.id,
        "motion_text": motion.text.strip() or motion.quote or motion.title,
        "motion_classification": _CLASSIFICATIONS.get(motion.kind, []),
        "start_date": motion.date,
        "end_date": "",
        "result": _RESULTS[motion.result],
        "organization": _pseudo_id(motion.body),
        "legislative_session": motion.date[:4],
        "bill": None,
        "bill_action": None,
        "pupa_id": motion.id,
        "votes": [_vote(vote) for vote in motion.votes if not vote.inferred],
        "counts": _counts(motion),
        "sources": [
            {"url": motion.url, "note": motion.title + ("" if motion.page is None else f", page {motion.page}")}
        ],
        "extras": _extras(motion),
    }


def _vote(vote: PublishedVote) -> Json:
    return {
        "option": vote.option,
        "voter_name": vote.voter,
        "voter_id": _pseudo_id(vote.voter),
        "note": vote.note or "",
    }


def _counts(motion: PublishedMotion) -> list[Json]:
    counted = {"yes": motion.yes, "no": motion.no, "abstain": motion.abstain, "absent": motion.absent}
    return [{"option": option, "value": value} for option, value in counted.items() if value is not None]


def _extras(motion: PublishedMotion) -> Json:
    """What the schema has no place for, under the names of meetings.db."""
    return {
        "body": motion.body,
        "result": motion.result,
        "result_text": motion.result_text,
        "kind": motion.kind,
        "method": motion.method,
        "mover": motion.mover,
        "seconder": motion.seconder,
        "agenda_item": motion.agenda_item,
        "items": list(motion.items),
        "counts_printed": bool(motion.counts_printed),
        "tier": motion.tier,
        "review_reason": motion.review_reason,
        "source_kind": motion.source_kind,
        "quote": motion.quote,
    }


def _pseudo_id(name: str) -> str:
    """By which an importer finds the organization or person of this name."""
    return "~" + json.dumps({"name": name}, ensure_ascii=False)
