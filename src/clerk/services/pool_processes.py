"""Worker pools as processes of their own, kept running together until somebody asks them to stop."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType

_TICK_SECONDS = 0.2

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
    pools = {queue: start_pool(queue, count) for queue, count in counts.items()}
    asked = told = 0

    def pass_on(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked += 1
        _signal(pools)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, pass_on)
    while True:
        if not asked and not _mend(pools, counts, say):
            pass_on(signal.SIGTERM, None)
        if all(pool.poll() is not None for pool in pools.values()):
            break
        if asked and not told:
            told = asked
            say("finishing current jobs; Ctrl+C kills them and puts them back")
        time.sleep(_TICK_SECONDS)
    return 0 if asked and not any(pool.returncode for pool in pools.values()) else 1


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
