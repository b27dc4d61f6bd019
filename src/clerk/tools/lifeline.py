"""Ties a forked process to the one that forked it, so that nothing works on for a parent that was killed."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1

LIBC = ctypes.CDLL(None)
"""Loaded before any fork: a child may have to call it while its limits are being set."""


def die_with(parent: int) -> None:
    """In a fresh child of `parent`: the kernel kills this process when its parent dies, or it ends now if that is past.

    Only Linux can do this; elsewhere a child whose parent was killed finishes its work. Source: prctl(2).
    """
    if sys.platform == "linux":
        LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
