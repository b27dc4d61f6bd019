"""A transaction in the middle of an attempt, which commits only while that attempt counts."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from clerk.model.job import Job
from clerk.pipeline.context import Context
from clerk.state import jobs, runs


class AttemptLost(Exception):
    """The job was purged, or another attempt took its place: stop, and leave no trace."""


@contextmanager
def attempt_transaction(context: Context, job: Job) -> Iterator[sa.Connection]:
    """A transaction that commits at the end.

    Raises:
        AttemptLost: this attempt no longer counts.
    """
    with context.transaction() as connection:
        if not (runs.hold(connection, job.run_id) and jobs.is_mine(connection, job)):
            raise AttemptLost
        yield connection
