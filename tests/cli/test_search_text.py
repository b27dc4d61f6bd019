"""How hits are printed: meetings of one day can be told apart."""

import dataclasses
import datetime as dt

import pytest

from clerk.archive.meetings_db.search import SearchHit
from clerk.cli.archive_commands import hit_lines
from clerk.model.document import DocumentKey, DocumentKind


@pytest.fixture
def hit() -> SearchHit:
    key = DocumentKey(kind=DocumentKind.MINUTES, body="City Council", date=dt.date(2024, 3, 26), digest="0123456789ab")
    return SearchHit(
        body=key.body,
        date=key.date,
        kind=key.kind,
        page=2,
        page_id="0123456789ab-2",
        title="City Council minutes",
        key=key,
        snippet="the [rent]\n  [control]  board",
        score=1.0,
    )


def test_a_hit_is_two_lines(hit: SearchHit) -> None:
    assert list(hit_lines([hit])) == [
        "City Council  2024-03-26  minutes  page 2",
        "  the [rent] [control] board",
    ]


def test_a_title_that_says_more_is_shown(hit: SearchHit) -> None:
    special = dataclasses.replace(hit, title="special session")

    assert next(iter(hit_lines([special]))) == "City Council  2024-03-26  minutes  page 2  special session"
