"""Which workers are alive: each says so every few seconds, and is gone when it has not for a while."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from clerk.model.lifecycle import Queue
from clerk.state.schema import workers

SILENCE = dt.timedelta(seconds=40)
"""A worker that has said nothing for so long is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerProcess:
    name: str
    stage: Queue
    """The queue it polls after `high`."""
    host: str
    pid: int


def seen(connection: sa.Connection, alive: Sequence[WorkerProcess]) -> None:
    """Notes that these workers are alive now."""
    if not alive:
        return
    rows = [{"name": one.name, "stage": one.stage, "host": one.host, "pid": one.pid} for one in alive]
    statement = insert(workers).values(rows)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"seen_at": sa.func.now()}))


def gone(connection: sa.Connection, names: Sequence[str]) -> None:
    connection.execute(sa.delete(workers).where(workers.c.name.in_(names)))


def forget_silent(connection: sa.Connection) -> None:
    """Deletes the rows of workers that have been silent for a day."""
    connection.execute(sa.delete(workers).where(workers.c.seen_at < sa.func.now() - dt.timedelta(days=1)))


def alive_by_queue(connection: sa.Connection) -> Mapping[Queue, int]:
    statement = (
        sa.select(workers.c.stage, sa.func.count())
        .where(workers.c.seen_at > sa.func.now() - SILENCE)
        .group_by(workers.c.stage)
    )
    return {Queue(stage): count for stage, count in connection.execute(statement)}
