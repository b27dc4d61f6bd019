"""Cuts pages into passages that a model reads one by one, so that its memory depends on no page's length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PASSAGE_LENGTH = 10_000
"""Characters; a page of print has 3,000."""
MOST_TEXT = 500_000
"""Characters of a document, behind which no name is looked for: a book among the minutes shall not cost its votes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    page: int
    """From 1."""
    start: int
    """Where it begins on its page."""
    text: str


def passages_of(pages: Sequence[str]) -> Iterator[Passage]:
    """The pages in order, each whole or, where it is long, in parts that end between words; blank ones are left out."""
    left = MOST_TEXT
    for number, page in enumerate(pages, start=1):
        start = 0
        while start < len(page) and left > 0:
            end = _end(page, start)
            if not page[start:end].isspace():
                yield Passage(page=number, start=start, text=page[start:end])
            left -= end - start
            start = end


def _end(page: str, start: int) -> int:
    limit = start + PASSAGE_LENGTH
    if limit >= len(page):
        return len(page)
    between = max(page.rfind("\n", start, limit), page.rfind(" ", start, limit))
    return between + 1 if between > start else limit
