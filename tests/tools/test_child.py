"""Work in a child process: its answers, its deaths, and that nothing of it stays."""

import os
import select
import signal
import subprocess
import sys
import textwrap
import time
from datetime import timedelta
from pathlib import Path

import pytest

from clerk.errors import DocumentEncrypted, ToolCrashed, ToolOutOfMemory, ToolTimeout
from clerk.tools.child import ChildLimits, Send, answer_of, frames_of

LIMITS = ChildLimits(memory_bytes=500_000_000, timeout=timedelta(seconds=20))


def test_frames_arrive_in_order_and_whole() -> None:
    def work(send: Send) -> None:
        send(b"one")
        send(b"")
        send(b"x" * 3_000_000)

    assert [len(frame) for frame in frames_of(work, LIMITS)] == [3, 0, 3_000_000]


def test_frames_arrive_while_the_child_still_works() -> None:
    def work(send: Send) -> None:
        send(b"first")
        time.sleep(60)

    frames = frames_of(work, LIMITS)

    assert next(frames) == b"first"


def test_an_error_of_ours_comes_back_as_itself() -> None:
    def work() -> bytes:
        raise DocumentEncrypted("asks for a password")

    with pytest.raises(DocumentEncrypted, match="asks for a password"):
        answer_of(work, LIMITS)


def test_any_other_error_comes_back_by_name() -> None:
    def work() -> bytes:
        raise KeyError("box")

    with pytest.raises(ToolCrashed, match="KeyError: 'box'"):
        answer_of(work, LIMITS)


def test_a_child_outlives_a_stop_that_reaches_every_process() -> None:
    def work() -> bytes:
        os.kill(os.getpid(), signal.SIGTERM)
        return b"done"

    assert answer_of(work, LIMITS) == b"done"


def test_a_child_that_dies_of_a_signal_is_an_answer() -> None:
    def work() -> bytes:
        os.kill(os.getpid(), signal.SIGSEGV)
        return b"never"

    with pytest.raises(ToolCrashed, match="SIGSEGV"):
        answer_of(work, LIMITS)


def test_a_child_that_leaves_without_an_answer_is_an_answer() -> None:
    def work() -> bytes:
        os._exit(7)

    with pytest.raises(ToolCrashed, match="ended with 7"):
        answer_of(work, LIMITS)


def test_a_child_that_hangs_is_ended_at_its_limit() -> None:
    def work() -> bytes:
        time.sleep(60)
        return b"never"

    with pytest.raises(ToolTimeout, match=r"longer than 0\.2 s"):
        answer_of(work, ChildLimits(memory_bytes=500_000_000, timeout=timedelta(seconds=0.2)))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit on address space")
def test_a_child_that_wants_too_much_memory_is_an_answer() -> None:
    def work() -> bytes:
        return bytes(1_000_000_000)[:1]

    with pytest.raises(ToolOutOfMemory, match="more memory"):
        answer_of(work, ChildLimits(memory_bytes=100_000_000, timeout=timedelta(seconds=20)))


def test_a_frame_that_lies_about_its_length_is_refused() -> None:
    def work(send: Send) -> None:
        send(b"x" * 1_001)

    with pytest.raises(ToolCrashed, match="nonsense"):
        list(
            frames_of(work, ChildLimits(memory_bytes=500_000_000, timeout=timedelta(seconds=20), max_frame_bytes=1_000))
        )


def test_the_child_reads_no_input_prints_nothing_and_holds_no_file_of_its_parent() -> None:
    reading, writing = os.pipe()

    def work() -> bytes:
        os.write(1, b"not for the parent's output")
        targets = [str(Path(f"/proc/self/fd/{fd}").readlink()) for fd in (0, 1, 2)]
        return f"{targets} {os.read(0, 1)!r} {_is_open(writing)}".encode()

    answer = answer_of(work, LIMITS)
    os.close(reading)
    os.close(writing)

    assert answer == b"['/dev/null', '/dev/null', '/dev/null'] b'' False"


def test_no_child_is_left_when_the_frames_are_not_wanted() -> None:
    def work(send: Send) -> None:
        send(str(os.getpid()).encode())
        time.sleep(60)

    frames = frames_of(work, LIMITS)
    pid = int(next(frames))
    del frames

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
def test_the_child_dies_with_its_parent() -> None:
    script = textwrap.dedent("""
        import os, time
        from datetime import timedelta
        from clerk.tools.child import ChildLimits, frames_of

        def work(send):
            send(str(os.getpid()).encode())
            time.sleep(60)

        frames = frames_of(work, ChildLimits(memory_bytes=500_000_000, timeout=timedelta(seconds=60)))
        print(int(next(frames)), flush=True)
        time.sleep(60)
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        ended = select.poll()
        ended.register(child, select.POLLIN)

        parent.kill()

        assert ended.poll(20_000)
        os.close(child)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
