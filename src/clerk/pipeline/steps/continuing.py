"""Long work in short jobs: stop before the time limit, and go on as another job of the same step."""

import re
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from clerk.model.job import Job, PlannedJob

Item = TypeVar("Item")

_PART = re.compile(r"(.*?)(?:\+(\d+))?")


class Stopwatch:
    """Says when a job should stop by itself."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self.ran_out = False

    def is_over(self) -> bool:
        return time.monotonic() > self._until

    def while_time_lasts(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items until the time is over, but always at least one, so that work ends."""
        for item in items:
            yield item
            if self.is_over():
                self.ran_out = True
                return


def continuation(job: Job, **where: int) -> PlannedJob:
    """The job that goes on where this one stopped: work keys are "1", "1+1", "1+2" ...

    `where` says how far this one came, if the next cannot see it from what is there.
    """
    match = _PART.fullmatch(job.work_key)
    assert match is not None  # noqa: S101  the pattern takes every text
    return PlannedJob(step=job.step, work_key=f"{match[1]}+{int(match[2] or 0) + 1}", args={**job.args, **where})
