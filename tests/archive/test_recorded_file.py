"""Votes from a platform's records are kept whole beside their document, and say by their hash that they changed."""

from pathlib import Path

import pytest

from clerk.archive.paths import SitePaths
from clerk.archive.recorded_file import (
    Recorded,
    RecordedUnreadable,
    keep_recorded,
    read_recorded,
    recorded_from_json,
    recorded_to_json,
)
from clerk.model.facts import MotionResult, VoteOption
from clerk.model.recorded import RecordedMotion, RecordedVote
from fixtures.made_documents import a_key, paths_in

MOTION = RecordedMotion(
    text="to adopt the budget",
    mover="Ana Reyes",
    result=MotionResult.TIE,
    votes=(RecordedVote(name="Muñoz, Ana", option=VoteOption.NOT_VOTING),),
    agenda_item="7.B",
    identifier="4711",
)


@pytest.fixture
def paths(storage_dir: Path) -> SitePaths:
    return paths_in(storage_dir)


def test_recorded_votes_come_back_as_they_were_kept(paths: SitePaths) -> None:
    assert read_recorded(paths, a_key()) == Recorded()

    keep_recorded(paths, a_key(), [MOTION])

    assert read_recorded(paths, a_key()).motions == (MOTION,)


def test_their_hash_changes_with_them_and_a_source_that_gives_none_takes_none_away(paths: SitePaths) -> None:
    keep_recorded(paths, a_key(), [MOTION])
    first = read_recorded(paths, a_key())

    keep_recorded(paths, a_key(), [])
    kept = read_recorded(paths, a_key())
    keep_recorded(paths, a_key(), [MOTION, MOTION])

    assert kept == first
    assert read_recorded(paths, a_key()).sha256 != first.sha256


def test_what_a_motion_does_not_say_may_be_left_out() -> None:
    assert recorded_from_json(b'{"motions": [{"mover": " Ana "}, {}]}') == (
        RecordedMotion(mover="Ana"),
        RecordedMotion(),
    )
    assert recorded_from_json(recorded_to_json([MOTION])) == (MOTION,)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not recorded votes"),
        (b"\xff", "not recorded votes"),
        (b"[]", "not recorded votes"),
        (b'{"votes": []}', "a key is missing: 'motions'"),
        (b'{"motions": ["x"]}', "not recorded votes"),
        (b'{"motions": [{"mover": 3}]}', "3 is not a text"),
        (b'{"motions": [{"result": "lost"}]}', "'lost' is not a valid MotionResult"),
        (b'{"motions": [{"votes": [{"option": "yes"}]}]}', "a key is missing: 'name'"),
        (b'{"motions": [{"votes": [{"name": " ", "option": "yes"}]}]}', "a vote without a name"),
    ],
)
def test_what_is_no_record_is_refused_with_the_reason(content: bytes, words: str) -> None:
    with pytest.raises(RecordedUnreadable, match=words):
        recorded_from_json(content)
