"""Sorts what an attempt raised: transient, permanent or lethal."""

import rq.timeouts
import sqlalchemy as sa

from clerk.errors import ClerkError
from clerk.model.verdict import ErrorKind
from clerk.pipeline.settle import AttemptFailed


def failure_from(error: Exception) -> AttemptFailed:
    """The error as the pipeline sees it; what nobody foresaw is permanent, for the same again would end the same."""
    return AttemptFailed(kind=_kind(error), error_class=type(error).__name__, message=_message(error))


def _kind(error: Exception) -> ErrorKind:
    if isinstance(error, (MemoryError, rq.timeouts.JobTimeoutException)):
        return ErrorKind.LETHAL
    if isinstance(error, ClerkError):
        return ErrorKind.TRANSIENT if error.retryable else ErrorKind.PERMANENT
    if isinstance(error, (OSError, sa.exc.OperationalError)):
        return ErrorKind.TRANSIENT
    return ErrorKind.PERMANENT


def _message(error: Exception) -> str:
    if isinstance(error, ClerkError):
        return str(error)
    if isinstance(error, MemoryError):
        return "the job ran out of memory"
    if isinstance(error, rq.timeouts.JobTimeoutException):
        return "the job took longer than its time limit"
    return f"{type(error).__name__}: {error}"
