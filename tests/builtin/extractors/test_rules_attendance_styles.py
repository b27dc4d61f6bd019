"""Who was there and who was not, in the ways in which minutes of councils and boards say it; all names are made up."""

from pathlib import Path

import pytest

from fixtures.read_minutes import facts_of

_BLOCKS = (Path(__file__).parents[2] / "fixtures" / "attendance_styles.txt").read_text(encoding="utf-8")
"""The head of some minutes, and `=> those present / those absent`; lines of dashes part them."""


def _names(written: str) -> set[str]:
    return {name.strip() for name in written.split(",")} - {""}


@pytest.mark.parametrize("block", _BLOCKS.split("\n----\n"), ids=lambda block: block[:30])
def test_members_are_there_or_away_and_nobody_else(block: str) -> None:
    text, _, expected = block.rpartition("\n=> ")
    there, _, away = expected.partition("/")

    found = facts_of(text).attendance

    assert {one.person.name for one in found if one.status.was_there} == _names(there)
    assert {one.person.name for one in found if not one.status.was_there} == _names(away)
