"""Waits for a server that is restarting: what a job has done should not be lost for a minute's sake."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from clerk.errors import ServerUnreachable

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

_PATIENCE_SECONDS = 60.0
_LONGEST_PAUSE_SECONDS = 5.0


def patiently(ask: Callable[[], Answer]) -> Answer:
    """Asks again, for a minute, while the server does not answer.

    Raises:
        ServerUnreachable: it still does not.
    """
    until = time.monotonic() + _PATIENCE_SECONDS
    pause = 0.2
    while True:
        try:
            return ask()
        except ServerUnreachable as error:
            if time.monotonic() + pause > until:
                raise
            log.warning("server unreachable, asking again", extra={"reason": str(error), "in": pause})
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
