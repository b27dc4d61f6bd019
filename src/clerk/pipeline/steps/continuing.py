"""Long work in short jobs: stop before the time limit, and go on as another job of the same step."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from clerk.model.document import DocumentKey
from clerk.model.job import Job, PlannedJob

Item = TypeVar("Item")

_MOST_TOLD = 5
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the jobs before this one came."""

    done: int
    failed: int


def progress_of(job: Job) -> Progress:
    """Where this job goes on; one that is tried again begins anew, for what failed may be mended by now."""
    if job.attempt > 1:
        return Progress(done=0, failed=0)
    return Progress(done=int(job.args.get("done", 0)), failed=int(job.args.get("failed", 0)))


def told(failures: Mapping[DocumentKey, str] | Mapping[str, str], failed_before: int) -> str:
    """What failed, as one line of bearable length; the log has each."""
    shown = [f"{subject}: {reason}" for subject, reason in islice(failures.items(), _MOST_TOLD)]
    others = failed_before + len(failures) - len(shown)
    return "; ".join([*shown, f"and {others} more documents, see the log"] if others else shown)


def continuation(job: Job, **where: int) -> PlannedJob:
    """The job that goes on where this one stopped: work keys are "1", "1+1", "1+2" ...

    `where` says how far this one came, if the next cannot see it from what is there.
    """
    match = _PART.fullmatch(job.work_key)
    assert match is not None  # noqa: S101  the pattern takes every text
    return PlannedJob(step=job.step, work_key=f"{match[1]}+{int(match[2] or 0) + 1}", args={**job.args, **where})
