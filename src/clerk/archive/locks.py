"""Locks of a site's folder: who holds one is alone, on every machine that shares STORAGE_DIR."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clerk.archive.whole_files import storage_errors


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """Waits until nobody else holds the lock; a process that dies lets go.

    Raises:
        StorageUnavailable: STORAGE_DIR is read-only or not there.
    """
    with storage_errors(lock):
        lock.parent.mkdir(parents=True, exist_ok=True)
        file = lock.open("a")
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
