"""What goes to Redis next: urgent runs first, then runs in turn, never more than the window, never twice."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from clerk.model.job import Parcel
from clerk.model.lifecycle import JobState, Outcome, Priority, Queue
from clerk.state import hand_over, jobs, runs
from fixtures.made_runs import plan_pages, start_run


def sites_of(parcels: Sequence[Parcel]) -> list[str]:
    return [str(parcel.args["subdomain"]) for parcel in parcels]


def test_a_huge_site_does_not_starve_those_behind_it(connection: sa.Connection) -> None:
    plan_pages(connection, start_run(connection, "huge"), 500)
    plan_pages(connection, start_run(connection, "small"), 3)
    plan_pages(connection, start_run(connection, "middling"), 20)

    taken = hand_over.take(connection, Queue.OCR, window=12)

    assert sites_of(taken)[:11] == ["huge", "small", "middling"] * 3 + ["huge", "middling"]
    assert sites_of(taken)[11] in {"huge", "middling"}


def test_a_small_site_is_served_soon_though_little_room_is_made_at_a_time(connection: sa.Connection) -> None:
    for number in range(3):
        plan_pages(connection, start_run(connection, f"huge{number}"), 60)
    in_redis = list(hand_over.take(connection, Queue.OCR, window=4))
    plan_pages(connection, start_run(connection, "small"), 2)

    served: list[str] = []
    for _ in range(8):
        for parcel in in_redis[:2]:
            jobs.claim(connection, parcel.job_id, worker="one", time_limit=dt.timedelta(minutes=1))
        in_redis = [*in_redis[2:], *hand_over.take(connection, Queue.OCR, window=4)]
        served += sites_of(in_redis[-2:])

    assert served.count("small") == 2, served


def test_no_run_always_loses_when_there_are_more_runs_than_room(connection: sa.Connection) -> None:
    for number in range(12):
        plan_pages(connection, start_run(connection, f"site{number}"), 60)

    served: set[str] = set()
    for _ in range(200):
        for parcel in hand_over.take(connection, Queue.OCR, window=3):
            served.add(str(parcel.args["subdomain"]))
            jobs.claim(connection, parcel.job_id, worker="one", time_limit=dt.timedelta(minutes=1))

    assert len(served) == 12


def test_an_urgent_run_goes_before_all_others(connection: sa.Connection) -> None:
    plan_pages(connection, start_run(connection, "huge"), 100)
    plan_pages(connection, start_run(connection, "urgent", priority=Priority.HIGH), 5)

    taken = hand_over.take(connection, Queue.OCR, window=8)

    assert Counter(sites_of(taken)) == {"urgent": 5, "huge": 3}
    assert sites_of(taken)[:5] == ["urgent"] * 5


def test_pages_of_a_run_go_in_their_order(connection: sa.Connection) -> None:
    planned = plan_pages(connection, start_run(connection, "pleasanton"), 30)

    taken = [*hand_over.take(connection, Queue.OCR, window=10), *hand_over.take(connection, Queue.OCR, window=25)]

    assert tuple(parcel.job_id for parcel in taken) == planned[:25]


def test_no_more_than_the_window_is_in_redis(connection: sa.Connection) -> None:
    plan_pages(connection, start_run(connection, "pleasanton"), 50)

    counts = [len(hand_over.take(connection, Queue.OCR, window=20)) for _ in range(3)]

    assert counts == [20, 0, 0]


def test_a_job_that_started_makes_room_for_another(connection: sa.Connection) -> None:
    plan_pages(connection, start_run(connection, "pleasanton"), 50)
    first = hand_over.take(connection, Queue.OCR, window=20)
    for parcel in first[:4]:
        jobs.claim(connection, parcel.job_id, worker="one", time_limit=dt.timedelta(minutes=1))

    assert len(hand_over.take(connection, Queue.OCR, window=20)) == 4


def test_a_job_that_must_wait_is_left_where_it_is(connection: sa.Connection) -> None:
    waiting, due = plan_pages(connection, start_run(connection, "pleasanton"), 2)
    connection.execute(
        sa.text("update job_tracking set not_before = now() + interval '1 hour' where job_id = :job"),
        {"job": waiting},
    )

    taken = hand_over.take(connection, Queue.OCR, window=20)

    assert [parcel.job_id for parcel in taken] == [due]


def test_other_queues_and_finished_runs_are_left_alone(connection: sa.Connection) -> None:
    run = start_run(connection, "pleasanton")
    plan_pages(connection, run, 2)

    elsewhere = hand_over.take(connection, Queue.FETCH, window=20)
    runs.finish(connection, run.run_id, Outcome.CANCELLED, None, fingerprint="")

    assert elsewhere == ()
    assert hand_over.take(connection, Queue.OCR, window=20) == ()


def test_four_that_hand_over_at_once_take_each_job_once_and_keep_the_window(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        plan_pages(connection, start_run(connection, "pleasanton"), 100)
    start = threading.Barrier(4)
    taken: list[str] = []

    def compete() -> None:
        start.wait()
        for _ in range(3):
            with engine.begin() as own:
                taken.extend(parcel.job_id for parcel in hand_over.take(own, Queue.OCR, window=30))

    racers = [threading.Thread(target=compete) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert len(taken) == len(set(taken)) == 30


def test_only_what_is_still_queued_is_handed_over_again(connection: sa.Connection) -> None:
    plan_pages(connection, start_run(connection, "pleasanton"), 3)
    queued, running, cancelled = (parcel.job_id for parcel in hand_over.take(connection, Queue.OCR, window=3))
    jobs.claim(connection, running, worker="one", time_limit=dt.timedelta(minutes=1))
    connection.execute(
        sa.text("update job_tracking set state = :state where job_id = :job"),
        {"state": JobState.CANCELLED, "job": cancelled},
    )

    again = hand_over.again(connection, (queued, running, cancelled))

    assert [parcel.job_id for parcel in again] == [queued]
