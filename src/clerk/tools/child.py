"""Runs work that may crash, hang or eat memory in a forked child, and takes its answer as plain bytes."""

import contextlib
import fcntl
import gc
import json
import os
import resource
import select
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

from clerk import errors
from clerk.errors import ClerkError, ToolCrashed, ToolOutOfMemory, ToolTimeout
from clerk.tools.lifeline import die_with


class ChildStalled(ToolTimeout):
    """A child process took longer than its limit over a single frame."""


Send = Callable[[bytes | memoryview], None]

_HEADER = struct.Struct(">cI")
_DATA, _FAILED, _END = b"D", b"F", b"E"
_PIPE_BYTES = 1 << 20
"""What Linux lets anyone have: a page's pixels then cross in a few turns instead of hundreds."""
_MESSAGE_LENGTH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    memory_bytes: int
    """Beyond what this process already holds when it forks."""
    timeout: timedelta
    """How long the parent waits for the child, in all; what the parent itself does between frames does not count."""
    frame_timeout: timedelta | None = None
    """How long it waits for one frame."""
    max_frame_bytes: int = 256 << 20


def frames_of(work: Callable[[Send], None], limits: ChildLimits) -> Iterator[bytes]:
    """What `work` sends, frame by frame, while it runs; the child is gone when this ends, however it ends.

    The caller is single-threaded. No pickle comes back: whatever took the child over can send bytes, and nothing else.

    Raises:
        ToolTimeout: the child took longer than its limit.
        ToolOutOfMemory: it asked for more memory than its limit.
        ToolCrashed: a signal ended it, or it sent what is no frame.
        ClerkError: as `work` raised it, by name and message.
    """
    reading, writing = _pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        _be_the_child(work, limits, parent=parent, writing=writing)
    os.close(writing)
    child = _Child(pid, reading, limits)
    try:
        yield from child.frames()
    finally:
        child.end()


def answer_of(work: Callable[[], bytes], limits: ChildLimits) -> bytes:
    """The one answer of `work`; raises as `frames_of` does."""

    def send_answer(send: Send) -> None:
        send(work())

    return b"".join(frames_of(send_answer, limits))


class _Child:
    """The parent's view: a process, the pipe it writes to, and the seconds it has left."""

    def __init__(self, pid: int, reading: int, limits: ChildLimits) -> None:
        self._pid = pid
        self._reading = reading
        self._limits = limits
        self._seconds_left = limits.timeout.total_seconds()
        self._seconds_a_frame = (limits.frame_timeout or limits.timeout).total_seconds()
        self._seconds_for_this_frame = self._seconds_a_frame
        self._poll = select.poll()
        self._poll.register(reading, select.POLLIN)
        self._status: int | None = None

    def frames(self) -> Iterator[bytes]:
        while True:
            self._seconds_for_this_frame = self._seconds_a_frame
            kind, length = _HEADER.unpack(self._take(_HEADER.size))
            if kind == _END:
                return
            if length > self._limits.max_frame_bytes:
                raise ToolCrashed("the child process sent nonsense")
            body = self._take(length)
            if kind == _FAILED:
                raise _error_of(body)
            if kind != _DATA:
                raise ToolCrashed("the child process sent nonsense")
            yield body

    def end(self) -> None:
        """Kills the child if it still runs, and reaps it."""
        os.close(self._reading)
        if self._status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            self._reap()

    def _take(self, size: int) -> bytes:
        taken = bytearray(size)
        rest = memoryview(taken)
        while rest:
            self._wait()
            received = os.readv(self._reading, [rest])
            if not received:
                raise _death_of(self._reap())
            rest = rest[received:]
        return bytes(taken)

    def _wait(self) -> None:
        started = time.monotonic()
        answered = self._poll.poll(max(min(self._seconds_left, self._seconds_for_this_frame), 0) * 1000)
        waited = time.monotonic() - started
        self._seconds_left -= waited
        self._seconds_for_this_frame -= waited
        if answered:
            return
        if self._seconds_left > 0:
            raise ChildStalled(f"took longer than {self._seconds_a_frame:g} s over one part of the work")
        raise ToolTimeout(f"took longer than {self._limits.timeout.total_seconds():g} s")

    def _reap(self) -> int:
        _, self._status = os.waitpid(self._pid, 0)
        return self._status


def _error_of(body: bytes) -> ClerkError:
    try:
        name, message = json.loads(body)
    except ValueError:
        return ToolCrashed("the child process sent nonsense")
    kind = getattr(errors, str(name), None)
    if not (isinstance(kind, type) and issubclass(kind, ClerkError)):
        kind = ToolCrashed
    return kind(str(message))


def _death_of(status: int) -> ClerkError:
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGXCPU:
        return ToolTimeout("used more processor time than its limit")
    if code < 0:
        return ToolCrashed(f"the child process died of {signal.Signals(-code).name}")
    return ToolCrashed(f"the child process ended with {code} before its answer was complete")


def _be_the_child(work: Callable[[Send], None], limits: ChildLimits, *, parent: int, writing: int) -> NoReturn:
    """Never returns, and never lets anything of the parent's run in the child: no handler, no finalizer, no buffer."""
    try:
        gc.freeze()
        die_with(parent)
        _reset_signals()
        _keep_only(writing)
        _limit(limits)

        def send(body: bytes | memoryview) -> None:
            _write(writing, _DATA, body)

        _run(work, send, writing)
        _write(writing, _END, b"")
    finally:
        os._exit(0)


def _run(work: Callable[[Send], None], send: Send, writing: int) -> None:
    try:
        work(send)
    except ClerkError as error:
        _fail(writing, type(error).__name__, str(error))
    except MemoryError:
        _fail(writing, ToolOutOfMemory.__name__, "needs more memory than its limit")
    except Exception as error:  # noqa: BLE001  the child's edge: what it raised becomes its answer
        _fail(writing, ToolCrashed.__name__, f"{type(error).__name__}: {error}")


def _fail(writing: int, name: str, message: str) -> None:
    _write(writing, _FAILED, json.dumps([name, message[:_MESSAGE_LENGTH]]).encode())


def _write(writing: int, kind: bytes, body: bytes | memoryview) -> None:
    os.write(writing, _HEADER.pack(kind, len(body)))  # a pipe takes so few bytes whole
    rest = memoryview(body)
    while rest:
        rest = rest[os.write(writing, rest) :]


def _pipe() -> tuple[int, int]:
    reading, writing = os.pipe()
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # the user's share of pipe memory may be used up
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return reading, writing


def _reset_signals() -> None:
    """A worker's handlers are not the child's; Ctrl+C reaches the whole group, SIGTERM the whole unit of a service.

    The current job shall finish: a child that ended would make its document look unreadable.
    """
    for number in (signal.SIGALRM, signal.SIGCHLD, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    signal.set_wakeup_fd(-1)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _keep_only(writing: int) -> None:
    """Closes the parent's sockets and files: the child can read no input, print nothing, and reach no server."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(3, writing)
    os.closerange(writing + 1, os.sysconf("SC_OPEN_MAX"))


def _limit(limits: ChildLimits) -> None:
    seconds = int(limits.timeout.total_seconds()) + 1
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, seconds)
    if sys.platform == "linux":  # elsewhere RLIMIT_AS is not kept
        _lower(resource.RLIMIT_AS, _address_space() + limits.memory_bytes)


def _lower(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (ceiling, hard if kind == resource.RLIMIT_CPU else ceiling))


def _address_space() -> int:
    """Bytes of address space of this process. Source: proc(5), /proc/pid/statm, first field, in pages."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
