"""A job as workers take it from Redis: it calls our functions alone, for who can write there must not run code.

JSON in the place of pickle is not enough: RQ imports and calls whatever function or callback a job names, with the
arguments that stand beside it, and posts to whatever address it names.
"""

from collections.abc import Callable, Mapping

from rq.job import Job

from clerk.errors import JobForeign
from clerk.model.lifecycle import PIPELINE

_FUNCTIONS = frozenset(f"clerk.workers.{node.function}" for node in PIPELINE)


class CarriedJob(Job):
    """Raises JobForeign where RQ asks for a function that is not ours; callbacks and addresses are not even read."""

    @property
    def func(self) -> Callable[..., object]:
        if self.func_name not in _FUNCTIONS:
            raise JobForeign(
                f"job {self.id} names {self.func_name}, which is no job of clerk's: who wrote it to Redis?"
            )
        function: Callable[..., object] = super().func
        return function

    def restore(self, raw_data: Mapping[str | bytes, bytes]) -> None:
        super().restore({field: value for field, value in raw_data.items() if _is_harmless(field)})


def _is_harmless(field: str | bytes) -> bool:
    name = field.decode() if isinstance(field, bytes) else field
    return not name.endswith("_callback_name") and name != "webhooks"
