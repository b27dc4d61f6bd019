"""What the extractor `rules` finds in documents of the corpus, and where: shared by the measurements of extraction."""

import datetime as dt
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from clerk.builtin.extractors.rules.extractor import RulesExtractor
from clerk.model.document import DocumentKind
from clerk.model.facts import Facts, Motion, Span, Vote, VoteOption
from clerk.plugins.contracts import DocumentPages
from clerk.tools.pdf import PdfLimits, read_text_layers

LIMITS = PdfLimits(max_bytes=500_000_000, max_pages=5_000, timeout=timedelta(minutes=5), memory_bytes=2_000_000_000)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_AWAY = {VoteOption.EXCUSED, VoteOption.NOT_VOTING}

Place = tuple[int, int]
"""A page, from 1, and an offset in it."""
Ballot = tuple[str, VoteOption]
"""A folded surname, and how it voted; whoever did not vote is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far the extractor agrees with the votes that are printed in one place."""

    name: str
    printed: frozenset[Ballot]
    published: frozenset[Ballot]
    doubt: str | None
    """Why the motion that was found there is held back."""
    found: bool

    @property
    def in_doubt(self) -> bool:
        return self.doubt is not None

    @property
    def is_equal(self) -> bool:
        return self.found and not self.in_doubt and self.published == self.printed

    @property
    def is_wrong(self) -> bool:
        """True when something is published that is not printed; what is left out is not wrong."""
        return not self.published <= self.printed


def facts_of(pages: Sequence[str], *, body: str = "", date: dt.date = dt.date(2020, 1, 1)) -> Facts:
    """Always as minutes, whatever the document is: an agenda that is taken for minutes must hold no motion either."""
    text_sha256 = hashlib.sha256("\f".join(pages).encode()).hexdigest()
    document = DocumentPages(kind=DocumentKind.MINUTES, body=body, date=date, pages=pages, text_sha256=text_sha256)
    return RulesExtractor().extract(document)


def pdf_pages(pdf: Path) -> tuple[str, ...]:
    """The text layer of each page; empty for a page that clerk would read by OCR."""
    return tuple(page.text for page in read_text_layers(pdf, LIMITS).pages)


def surname(name: str) -> str:
    """The last word but "Jr." in small letters, without accents and punctuation."""
    words = map(_letters, re.sub(r"\(.*?\)", "", name.split(",", maxsplit=1)[0]).split())
    return next((word for word in reversed(list(words)) if word and word not in _SUFFIXES), "")


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]", "", plain)


def ballots(votes: Iterable[tuple[str, VoteOption]]) -> frozenset[Ballot]:
    """Each by its surname; by its initial too where two of these names end alike."""
    named = [(name, surname(name), VoteOption.ABSENT if option in _AWAY else option) for name, option in votes]
    times = Counter(last for _, last, _ in named)
    return frozenset(
        (last if times[last] == 1 else _letters(name)[:1] + last, option) for name, last, option in named if last
    )


def ballots_of(votes: Iterable[Vote]) -> frozenset[Ballot]:
    return ballots((vote.voter.name, vote.option) for vote in votes)


def votes_found(motion: Motion) -> Iterator[Vote]:
    """Published or held back."""
    yield from motion.votes
    if motion.doubt is not None:
        yield from motion.doubt.votes


def motion_at(facts: Facts, start: Place, end: Place) -> Motion | None:
    """The motion that has a vote or its result between these places; the one with most votes there."""
    weighed = [(_weight(motion, start, end), motion) for motion in facts.motions]
    best = max(weighed, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] else None


def _weight(motion: Motion, start: Place, end: Place) -> int:
    spans = [vote.voter.span for vote in votes_found(motion)]
    inside = sum(_is_between(span, start, end) for span in spans)
    return 2 * inside + _is_between(motion.result_span, start, end)


def _is_between(span: Span | None, start: Place, end: Place) -> bool:
    return span is not None and start <= (span.page, span.start) < end


def agreement(name: str, printed: frozenset[Ballot], motion: Motion | None) -> Agreement:
    return Agreement(
        name=name,
        printed=printed,
        published=ballots_of(motion.votes) if motion else frozenset(),
        doubt=motion.doubt.reason if motion and motion.doubt else None,
        found=motion is not None,
    )


def summary(agreements: Sequence[Agreement]) -> str:
    """One line: how many places, and what of their votes was published."""
    printed = sum(len(one.printed) for one in agreements)
    right = sum(len(one.printed & one.published) for one in agreements)
    published = sum(len(one.published) for one in agreements)
    return (
        f"{len(agreements)} printed, {sum(one.found for one in agreements)} found, "
        f"{sum(one.is_equal for one in agreements)} equal, {sum(one.in_doubt for one in agreements)} in doubt, "
        f"{sum(one.is_wrong for one in agreements)} wrong; "
        f"votes: {right} of {printed} right, {published - right} published and not printed"
    )
