"""The extractor `rules` against votes that the minutes print in a form strict enough to be parsed apart from it."""

from pathlib import Path

import chicago_roll_calls
import guelph_tallies
import rtd_tables
import santa_ana_votes
from guelph_tallies import Verdict


def test_tables_of_rtd_denver_are_found_and_nobody_is_given_a_vote_that_is_not_printed(corpus: Path) -> None:
    tables, unread = rtd_tables.agreements(corpus)

    assert sum(table.is_equal for table in tables) >= 113
    assert sum(table.is_wrong for table in tables) <= 1
    assert (len(tables), unread) == (114, 8)


def test_every_tally_that_guelph_prints_is_the_one_that_is_found(corpus: Path) -> None:
    tallies = guelph_tallies.tallies(corpus)

    assert [tally for tally in tallies if tally.verdict is not Verdict.EQUAL] == []
    assert len(tallies) == 136


def test_roll_calls_of_chicago_that_are_found_are_equal(corpus: Path) -> None:
    calls = [call for call in chicago_roll_calls.agreements(corpus) if call.found]

    assert [call for call in calls if not (call.is_equal or call.in_doubt)] == []
    assert len(calls) == 28


def test_santa_ana_votes_as_it_was_counted_by_hand(corpus: Path) -> None:
    meetings = santa_ana_votes.meetings(corpus)

    assert [meeting.name for meeting in meetings if meeting.right < 0.9 * meeting.labelled] == []
    assert [meeting.name for meeting in meetings if meeting.wrong] == []
