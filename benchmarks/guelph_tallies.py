"""Guelph's minutes print a number after each list of names: a checksum for what the extractor counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus_facts import Place, facts_of, motion_at, pdf_pages

from clerk.model.facts import Motion

TALLY = re.compile(
    r"VOTING\s+IN\s+FAVOUR:?([^()]{0,600})\((\d{1,2})\)\s*VOTING\s+AGAINST:?"
    r"(?:\s*(?=CARRIED|DEFEATED)|([^()]{0,600})\((\d{1,2})\))"
)


class Verdict(StrEnum):
    EQUAL = "equal"
    IN_DOUBT = "in doubt"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A printed tally, and what the extractor made of it."""

    meeting: str
    page: int
    yes: int
    no: int
    """0 also where nothing at all is printed after "VOTING AGAINST"."""
    verdict: Verdict

    def __str__(self) -> str:
        return f"{self.meeting} page {self.page}, {self.yes}-{self.no}: {self.verdict}"


def tallies(corpus: Path) -> list[Tally]:
    """Every printed tally of all meetings; a block over a page end counts for the page where it begins."""
    found: list[Tally] = []
    for pdf in sorted((corpus / "documents" / "guelph-on").glob("*.pdf")):
        pages = pdf_pages(pdf)
        facts = facts_of(pages)
        text = "\f".join(pages)
        for match in TALLY.finditer(text):
            start = _place(pages, match.start())
            motion = motion_at(facts, start, _place(pages, match.end()))
            yes, no = int(match[2]), int(match[4] or 0)
            verdict = _verdict(motion, yes, no)
            found.append(Tally(meeting=pdf.stem, page=start[0], yes=yes, no=no, verdict=verdict))
    return found


def _place(pages: Sequence[str], offset: int) -> Place:
    """Where an offset in the pages joined by form feeds stands."""
    for number, page in enumerate(pages, 1):
        if offset <= len(page):
            return number, offset
        offset -= len(page) + 1
    raise ValueError(offset)


def _verdict(motion: Motion | None, yes: int, no: int) -> Verdict:
    if motion is None:
        return Verdict.MISSING
    if motion.doubt is not None:
        return Verdict.IN_DOUBT
    return Verdict.EQUAL if (motion.counts.yes, motion.counts.no or 0) == (yes, no) else Verdict.WRONG
