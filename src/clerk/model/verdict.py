"""What becomes of an attempt that went wrong: another attempt, or settled as failed."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum, auto

MOST_TRIES = 5
MOST_KILLS = 3
FIRST_DELAY = dt.timedelta(seconds=10)
DELAY_AFTER_KILL = dt.timedelta(seconds=5)
"""So long, RQ has noted the death of the attempt before the job is handed over again."""
LONGEST_DELAY = dt.timedelta(minutes=10)


class ErrorKind(StrEnum):
    TRANSIENT = auto()
    """The world may be better soon: a server that is down, a full disk."""
    PERMANENT = auto()
    """The same again will end the same: an encrypted PDF."""
    LETHAL = auto()
    """It took the process with it, or would not end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    retry_after: dt.timedelta | None
    """None: no more attempts."""
    kills: int


def verdict(kind: ErrorKind, *, tries: int, kills: int, jitter: float, wait: dt.timedelta | None = None) -> Verdict:
    """What to do after try number `tries`, `kills` of which were lethal.

    `jitter` between 0 and 1 spreads the retries of many jobs; `wait` is what a server asked for (Retry-After).
    """
    if kind is ErrorKind.PERMANENT:
        return Verdict(retry_after=None, kills=kills)
    if kind is ErrorKind.LETHAL:
        kills += 1
        return Verdict(retry_after=None if kills >= MOST_KILLS else DELAY_AFTER_KILL, kills=kills)
    if tries - kills >= MOST_TRIES:
        return Verdict(retry_after=None, kills=kills)
    backoff = min(FIRST_DELAY * 2 ** (tries - 1), LONGEST_DELAY)
    return Verdict(retry_after=max(backoff * (0.5 + jitter / 2), wait or dt.timedelta()), kills=kills)
