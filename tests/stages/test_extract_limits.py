"""Bad text ends in facts or in one sentence, within a document's limits, and always with quotes that stand."""

import datetime as dt
import random
from hashlib import sha256

import pytest

from clerk.builtin.extractors.rules.extractor import RulesExtractor
from clerk.model.document import DocumentKind
from clerk.plugins.contracts import DocumentPages
from clerk.stages.extract import extract_document

MINUTES = "Present: Ana Reyes, Bo Smith\nMoved by Reyes, seconded by Smith, to adjourn.\nAYES: Reyes, Smith\nCarried.\n"
LONG_NAME = "Ana " + "Maria " * 48 + "Reyes"
_WORDS = (
    "moved",
    "seconded",
    "AYES:",
    "NAYS:",
    "Smith,",
    "5-0",
    "motion",
    "l|1",
    "carried",
    "vote",
    "(",
    ":",
    ".",
    "\n",
)


def _noise(length: int) -> str:
    """Scraps of minutes in no order, the same every time."""
    scraps = random.Random(3).choices(_WORDS, k=length // 3)  # noqa: S311  noise, not a secret
    return " ".join(scraps)[:length]


def _minutes(*pages: str) -> DocumentPages:
    return DocumentPages(
        kind=DocumentKind.MINUTES,
        body="City Council",
        date=dt.date(2024, 1, 9),
        pages=pages,
        text_sha256=sha256("\f".join(pages).encode()).hexdigest(),
    )


@pytest.mark.parametrize(
    "pages",
    [
        (MINUTES.replace(" ", "\0"), MINUTES),
        ("\0" * 10_000 + MINUTES,),
        (MINUTES.replace("Ana Reyes", LONG_NAME),),
        (MINUTES.replace("Reyes", "A" * 300),),
        (_noise(500_000),),
        ("a" * 500_000,),
        ("\N{RIGHT-TO-LEFT MARK}" + MINUTES.replace(" ", " \N{RIGHT-TO-LEFT MARK}"),),
        ("", " \n", MINUTES, ""),
    ],
    ids=["NUL for spaces", "NUL in front", "300 characters", "one long word", "noise", "one letter", "marks", "empty"],
)
def test_bad_text_costs_no_more_than_itself(pages: tuple[str, ...]) -> None:
    facts = extract_document(_minutes(*pages), RulesExtractor())

    assert all(span.stands_in(pages) for span in facts.spans())
