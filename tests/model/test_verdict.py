"""What becomes of an attempt that went wrong."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk.model.verdict import LONGEST_DELAY, MOST_KILLS, MOST_TRIES, ErrorKind, Verdict, verdict


def test_a_permanent_error_is_not_tried_again() -> None:
    assert verdict(ErrorKind.PERMANENT, tries=1, kills=0, jitter=1) == Verdict(retry_after=None, kills=0)


def test_a_transient_error_waits_twice_as_long_each_time_up_to_a_limit() -> None:
    waits = [verdict(ErrorKind.TRANSIENT, tries=tries, kills=0, jitter=1).retry_after for tries in range(1, 5)]

    assert waits == [dt.timedelta(seconds=seconds) for seconds in (10, 20, 40, 80)]
    assert verdict(ErrorKind.TRANSIENT, tries=20, kills=19, jitter=1).retry_after == LONGEST_DELAY


def test_a_transient_error_is_tried_five_times_in_all() -> None:
    assert verdict(ErrorKind.TRANSIENT, tries=MOST_TRIES - 1, kills=0, jitter=0).retry_after is not None
    assert verdict(ErrorKind.TRANSIENT, tries=MOST_TRIES, kills=0, jitter=0).retry_after is None


def test_jitter_spreads_the_retries_over_half_the_wait() -> None:
    least = verdict(ErrorKind.TRANSIENT, tries=1, kills=0, jitter=0).retry_after
    most = verdict(ErrorKind.TRANSIENT, tries=1, kills=0, jitter=1).retry_after

    assert (least, most) == (dt.timedelta(seconds=5), dt.timedelta(seconds=10))


@pytest.mark.parametrize(("asked", "expected"), [(5, 10), (3600, 3600)])
def test_a_server_that_asks_for_a_longer_wait_gets_it(asked: int, expected: int) -> None:
    decided = verdict(ErrorKind.TRANSIENT, tries=1, kills=0, jitter=1, wait=dt.timedelta(seconds=asked))

    assert decided.retry_after == dt.timedelta(seconds=expected)


def test_what_kills_its_process_three_times_is_quarantined() -> None:
    kills, seen = 0, []

    for tries in range(1, MOST_KILLS + 1):
        decided = verdict(ErrorKind.LETHAL, tries=tries, kills=kills, jitter=0)
        kills = decided.kills
        seen.append((decided.retry_after is not None, kills))

    assert seen == [(True, 1), (True, 2), (False, 3)]


def test_attempts_that_were_killed_do_not_count_as_tries() -> None:
    assert verdict(ErrorKind.TRANSIENT, tries=MOST_TRIES, kills=1, jitter=0).retry_after is not None


@given(
    kinds=st.lists(st.sampled_from(ErrorKind), min_size=MOST_TRIES + MOST_KILLS, max_size=MOST_TRIES + MOST_KILLS),
    jitter=st.floats(0, 1),
)
def test_whatever_goes_wrong_an_end_is_reached(kinds: list[ErrorKind], jitter: float) -> None:
    kills = 0

    for tries, kind in enumerate(kinds, start=1):
        decided = verdict(kind, tries=tries, kills=kills, jitter=jitter)
        kills = decided.kills
        if decided.retry_after is None:
            return

    pytest.fail("there is always another attempt")
