"""facts.json: what an extractor found in one document, as JSON."""

import json
from typing import Any

from clerk.archive.paths import SitePaths
from clerk.archive.whole_files import write_whole
from clerk.model.document import DocumentKey
from clerk.model.facts import (
    Attendance,
    AttendanceStatus,
    Counts,
    Facts,
    Motion,
    MotionResult,
    Span,
    Vote,
    VoteOption,
)

FORMAT = 1


def write_facts(paths: SitePaths, key: DocumentKey, facts: Facts) -> None:
    """Keeps the facts beside the document.

    Raises:
        StorageUnavailable: the disk is full or read-only.
    """
    write_whole(paths.facts(key), facts_to_json(facts), aside_in=paths.incoming)


def read_facts(paths: SitePaths, key: DocumentKey) -> Facts | None:
    """The facts, or None when nothing was extracted yet, or by another format: then it is to be done again."""
    try:
        content = paths.facts(key).read_bytes()
    except FileNotFoundError:
        return None
    try:
        return facts_from_json(content)
    except (ValueError, KeyError, TypeError):
        return None


def facts_to_json(facts: Facts) -> bytes:
    document = {
        "format": FORMAT,
        "extractor": facts.extractor,
        "text_sha256": facts.text_sha256,
        "attendance": [
            {"name": one.name, "status": one.status, "span": _span_to_json(one.span)} for one in facts.attendance
        ],
        "motions": [_motion_to_json(motion) for motion in facts.motions],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode(errors="replace")


def facts_from_json(content: bytes) -> Facts:
    """The facts that these bytes say; ValueError, KeyError or TypeError when they say none."""
    document = json.loads(content)
    if document["format"] != FORMAT:
        raise ValueError(f"facts of format {document['format']}, this clerk reads {FORMAT}")
    return Facts(
        extractor=document["extractor"],
        text_sha256=document["text_sha256"],
        attendance=tuple(
            Attendance(name=one["name"], status=AttendanceStatus(one["status"]), span=_span(one["span"]))
            for one in document["attendance"]
        ),
        motions=tuple(_motion(motion) for motion in document["motions"]),
    )


def _span_to_json(span: Span) -> dict[str, Any]:
    return {"page": span.page, "start": span.start, "end": span.end, "quote": span.quote}


def _span(document: dict[str, Any]) -> Span:
    return Span(page=document["page"], start=document["start"], end=document["end"], quote=document["quote"])


def _motion_to_json(motion: Motion) -> dict[str, Any]:
    return {
        "sequence": motion.sequence,
        "text": motion.text,
        "mover": motion.mover,
        "seconder": motion.seconder,
        "result": motion.result,
        "counts": {
            "yes": motion.counts.yes,
            "no": motion.counts.no,
            "abstain": motion.counts.abstain,
            "absent": motion.counts.absent,
        },
        "votes": [
            {"name": vote.name, "option": vote.option, "span": _span_to_json(vote.span)} for vote in motion.votes
        ],
        "span": _span_to_json(motion.span),
    }


def _motion(document: dict[str, Any]) -> Motion:
    result = document["result"]
    return Motion(
        sequence=document["sequence"],
        text=document["text"],
        mover=document["mover"],
        seconder=document["seconder"],
        result=None if result is None else MotionResult(result),
        counts=Counts(**document["counts"]),
        votes=tuple(
            Vote(name=vote["name"], option=VoteOption(vote["option"]), span=_span(vote["span"]))
            for vote in document["votes"]
        ),
        span=_span(document["span"]),
    )
