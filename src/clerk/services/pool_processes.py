"""Worker pools as processes of their own, kept running together until somebody asks them to stop."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType

_TICK_SECONDS = 0.2

_ENDED_AS_ASKED = {0, -signal.SIGTERM}
"""A pool that is still starting has no worker, and no handler: the signal itself ends it."""

Pools = dict[str, subprocess.Popen[bytes]]
"""By queue."""


def start_pool(queue: str, count: int) -> subprocess.Popen[bytes]:
    """A pool; a session of its own keeps the terminal's Ctrl+C away from it."""
    command = [sys.executable, "-m", "clerk", "worker", queue, "-n", str(count)]
    return subprocess.Popen(command, start_new_session=True)


def run_pools(counts: Mapping[str, int], say: Callable[[str], None]) -> int:
    """Runs a pool a queue until asked to stop; 0 when all ended as they were asked to.

    A pool that was killed is started again. One that gave up by itself has said why, and the others stop with it.
    """
    asked = told = 0

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked += 1

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    pools = {queue: start_pool(queue, count) for queue, count in counts.items()}
    while True:
        if not asked and not _mend(pools, counts, say):
            asked = 1
        if all(pool.poll() is not None for pool in pools.values()):
            break
        if told < asked:
            told += 1
            # Here and not in the handler, which may run while a pool is being started that is not among them yet.
            _signal(pools)
            if told == 1:
                say("finishing current jobs; Ctrl+C kills them and puts them back")
        time.sleep(_TICK_SECONDS)
    return 0 if asked and all(pool.returncode in _ENDED_AS_ASKED for pool in pools.values()) else 1


def stop_pools(pools: Pools) -> None:
    """Lets the pools finish their current jobs, and waits until they have."""
    _signal(pools)
    for pool in pools.values():
        pool.wait()


def _signal(pools: Pools) -> None:
    for pool in pools.values():
        if pool.poll() is None:
            pool.send_signal(signal.SIGTERM)


def _mend(pools: Pools, counts: Mapping[str, int], say: Callable[[str], None]) -> bool:
    """Starts again what was killed; False when a pool gave up by itself."""
    for queue, pool in tuple(pools.items()):
        code = pool.poll()
        if code is not None and code >= 0:
            say(f"the {queue} workers gave up: stopping the others")
            return False
        if code is not None:
            say(f"the {queue} workers were killed ({signal.Signals(-code).name}): starting them again")
            pools[queue] = start_pool(queue, counts[queue])
    return True
