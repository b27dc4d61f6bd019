"""What the demo city's documents really say: text, state, people, motions and votes."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from clerk.model.document import DocumentKind, DocumentState
from clerk.model.facts import Counts, MotionResult, VoteOption


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTruth:
    text: str
    """As printed, without stamps; empty for a blank page."""
    is_scan: bool
    is_upside_down: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteTruth:
    name: str
    option: VoteOption


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionTruth:
    text: str
    page: int
    """Where it begins."""
    mover: str
    seconder: str
    result: MotionResult
    counts: Counts
    votes: tuple[VoteTruth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTruth:
    file: str
    """Its path below the documents' folder: "minutes/City Council/2024-03-12.pdf"."""
    kind: DocumentKind
    body: str
    date: dt.date
    state: DocumentState
    password: str | None
    pages: tuple[PageTruth, ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]
    motions: tuple[MotionTruth, ...]


class PageJson(TypedDict):
    text: str
    is_scan: bool
    is_upside_down: bool


class VoteJson(TypedDict):
    name: str
    option: str


class MotionJson(TypedDict):
    text: str
    page: int
    mover: str
    seconder: str
    result: str
    counts: dict[str, int]
    votes: list[VoteJson]


class DocumentJson(TypedDict):
    file: str
    kind: str
    body: str
    date: str
    state: str
    password: str | None
    pages: list[PageJson]
    present: list[str]
    absent: list[str]
    motions: list[MotionJson]


class CityJson(TypedDict):
    """The file truth.json."""

    documents: list[DocumentJson]


def read_truth(path: Path) -> tuple[DocumentTruth, ...]:
    """The documents of truth.json, sorted by file."""
    city: CityJson = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_document(each) for each in city["documents"])


def _document(found: DocumentJson) -> DocumentTruth:
    return DocumentTruth(
        file=found["file"],
        kind=DocumentKind(found["kind"]),
        body=found["body"],
        date=dt.date.fromisoformat(found["date"]),
        state=DocumentState(found["state"]),
        password=found["password"],
        pages=tuple(PageTruth(**page) for page in found["pages"]),
        present=tuple(found["present"]),
        absent=tuple(found["absent"]),
        motions=tuple(_motion(motion) for motion in found["motions"]),
    )


def _motion(found: MotionJson) -> MotionTruth:
    return MotionTruth(
        text=found["text"],
        page=found["page"],
        mover=found["mover"],
        seconder=found["seconder"],
        result=MotionResult(found["result"]),
        counts=Counts(**found["counts"]),
        votes=tuple(VoteTruth(name=vote["name"], option=VoteOption(vote["option"])) for vote in found["votes"]),
    )
