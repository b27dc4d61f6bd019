"""The extractor `rules` against votes that the minutes print in a form strict enough to be parsed apart from it."""

from pathlib import Path

import chicago_roll_calls
import guelph_tallies
import rtd_tables
import santa_ana_votes
from guelph_tallies import Verdict


def test_every_table_of_rtd_denver_is_found_with_all_its_votes(corpus: Path) -> None:
    tables, unread = rtd_tables.agreements(corpus)

    assert [table for table in tables if not table.is_equal] == []
    assert (len(tables), unread) == (114, 8)


def test_every_tally_that_guelph_prints_is_equal_or_in_doubt(corpus: Path) -> None:
    tallies = guelph_tallies.tallies(corpus)

    assert [tally for tally in tallies if tally.verdict not in {Verdict.EQUAL, Verdict.IN_DOUBT}] == []
    assert len(tallies) == 136


def test_every_roll_call_of_chicago_is_equal_or_in_doubt(corpus: Path) -> None:
    calls = chicago_roll_calls.agreements(corpus)

    assert [call for call in calls if not (call.is_equal or call.in_doubt)] == []
    assert len(calls) == 28


def test_santa_ana_votes_as_it_was_counted_by_hand(corpus: Path) -> None:
    meetings = santa_ana_votes.meetings(corpus)

    assert [meeting.name for meeting in meetings if meeting.right < 0.9 * meeting.labelled] == []
    assert [meeting.name for meeting in meetings if meeting.wrong > 0.02 * meeting.labelled] == []
