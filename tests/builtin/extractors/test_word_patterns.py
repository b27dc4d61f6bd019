"""Patterns that are tried only where their words stand find what they would find anywhere."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk.builtin.extractors import rules
from clerk.builtin.extractors.rules import styles
from clerk.builtin.extractors.rules.word_patterns import WordPattern

INVENTED = Path(__file__).parents[3] / "benchmarks" / "invented"


def _patterns() -> Iterator[tuple[str, WordPattern]]:
    for package in (rules, styles):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, WordPattern):
                    yield f"{module.name.rpartition('.')[2]}.{name}", value


@pytest.fixture(scope="module")
def minutes() -> str:
    files = sorted(INVENTED.glob("*.jsonl"))
    assert files
    texts = [json.loads(line)["text"] for file in files for line in file.read_text().splitlines()[::3]]
    examples = [example.text for style in styles.all_styles() for example in style.examples]
    return "\n\n".join([*texts, *examples])


@pytest.mark.parametrize("pattern", [pytest.param(pattern, id=name) for name, pattern in _patterns()])
def test_the_words_of_a_pattern_leave_none_of_its_matches_out(pattern: WordPattern, minutes: str) -> None:
    anywhere = [match.span() for match in pattern.pattern.finditer(minutes)]

    assert [match.span() for match in pattern.finditer(minutes)] == anywhere


def test_matches_begin_before_their_word_and_do_not_overlap() -> None:
    pattern = WordPattern(r"\s(?:then\s)?moved\b", words="mov the", behind=" ")

    assert [match.span() for match in pattern.finditer("Poe then moved, Lee moved")] == [(3, 14), (19, 25)]


def test_short_words_and_numbers_are_words_to_begin_with() -> None:
    pattern = WordPattern(r"(?:M/S|\d{1,2}-\d)\b", words="m. #")

    assert [match[0] for match in pattern.finditer("M/S Poe/Lee: 4-1, more")] == ["M/S", "4-1"]


def test_nothing_behind_the_stop_is_found() -> None:
    pattern = WordPattern(r"\bmoved\b", re.IGNORECASE, words="mov")

    assert [match.start() for match in pattern.finditer("Moved moved moved", 11)] == [0, 6]
