"""Chicago's divided roll calls: a line for each ward, with its alderman and one mark for each matter voted on."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus_facts import Agreement, Ballot, agreement, ballots, ballots_of, facts_of, pdf_pages, votes_found

from clerk.model.facts import Facts, Motion, VoteOption

_ROW = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?\s+(?:Ward:\s*)?(\D+?)\s+((?:(?:Y|N|A|NV|R|E)\s*)+)$", re.MULTILINE)
_MARKS = {
    "Y": VoteOption.YES,
    "N": VoteOption.NO,
    "A": VoteOption.ABSENT,
    "NV": VoteOption.ABSENT,
    "R": VoteOption.ABSTAIN,
    "E": VoteOption.ABSTAIN,
}
_COUNCIL = 50
_FEW = 40
"""A roll call that fewer rows were read of is not compared."""


@dataclass(slots=True)
class RollCall:
    """The marks of one column, over as many pages as it runs."""

    pages: set[int] = field(default_factory=set)
    marks: list[tuple[str, VoteOption]] = field(default_factory=list)

    @property
    def votes(self) -> frozenset[Ballot]:
        return ballots(self.marks)


def agreements(corpus: Path) -> list[Agreement]:
    """A verdict on each roll call; recusals count as abstentions, and who does not vote as absent."""
    found: list[Agreement] = []
    for pdf in sorted((corpus / "documents" / "chicago-divided-roll-call").glob("*.pdf")):
        pages = pdf_pages(pdf)
        facts = facts_of(pages)
        for number, call in enumerate(roll_calls(pages), 1):
            motion = _closest(facts, call)
            found.append(agreement(f"{pdf.stem} roll call {number}", call.votes, motion))
    return found


def roll_calls(pages: Sequence[str]) -> Iterator[RollCall]:
    """In the order of the document; a new one begins where the ward's number falls back."""
    columns: dict[int, RollCall] = defaultdict(RollCall)
    last = 0
    for number, page in enumerate(pages, 1):
        for row in _ROW.finditer(page):
            ward = int(row[1])
            if ward < last:
                yield from _whole(columns)
                columns = defaultdict(RollCall)
            last = ward
            for column, mark in enumerate(row[3].split()):
                columns[column].pages.add(number)
                columns[column].marks.append((row[2], _MARKS[mark]))
    yield from _whole(columns)


def _whole(columns: dict[int, RollCall]) -> Iterator[RollCall]:
    yield from (call for call in columns.values() if _FEW <= len(call.marks) <= _COUNCIL)


def _closest(facts: Facts, call: RollCall) -> Motion | None:
    """The motion on these pages that agrees with most of the marks."""

    def agreeing(motion: Motion) -> int:
        spans = [vote.voter.span for vote in votes_found(motion)]
        is_there = any(span is not None and span.page in call.pages for span in spans)
        return len(ballots_of(votes_found(motion)) & call.votes) if is_there else 0

    best = max(facts.motions, key=agreeing, default=None)
    return best if best is not None and agreeing(best) else None
