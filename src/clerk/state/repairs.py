"""What the reconciler repaired, for `clerk status`: kept for a month."""

import datetime as dt
from collections import Counter
from collections.abc import Collection

import sqlalchemy as sa

from clerk.model.reconciling import Fault, Finding
from clerk.state.schema import repairs

_KEPT = dt.timedelta(days=30)


def note(connection: sa.Connection, repaired: Collection[Finding]) -> None:
    rows = [{"fault": one.fault, "job_id": one.job, "run_id": one.run} for one in repaired]
    if rows:
        connection.execute(sa.insert(repairs), rows)


def within(connection: sa.Connection, span: dt.timedelta) -> Counter[Fault]:
    """How many repairs of each kind there were in the time up to now."""
    statement = (
        sa.select(repairs.c.fault, sa.func.count())
        .where(repairs.c.repaired_at > sa.func.now() - span)
        .group_by(repairs.c.fault)
    )
    return Counter({Fault(fault): number for fault, number in connection.execute(statement)})


def forget_old(connection: sa.Connection) -> None:
    connection.execute(sa.delete(repairs).where(repairs.c.repaired_at < sa.func.now() - _KEPT))
