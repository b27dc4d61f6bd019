"""A server's process: starting it so that it leaves us, which one it is then, whether it lives, and ending it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clerk.errors import ServerUnreachable
from clerk.services.system_user import SystemUser

POLL_SECONDS = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Daemon:
    """A process whose number was read from a pid file, and whose command line proved that it is the right one."""

    pid: int

    def end(self, how: signal.Signals, *, seconds: float) -> bool:
        """Ask the process to end; False when it is still there after `seconds`."""
        command = command_of(self.pid)
        try:
            os.kill(self.pid, how)
        except ProcessLookupError:
            return True
        return comes_true(lambda: command_of(self.pid) != command, seconds=seconds)


def find(pid_file: Path, *, marker: str) -> Daemon | None:
    """The process that `pid_file` names, if it lives and its command line holds `marker`.

    A number alone proves nothing: after a reboot or a `kill -9` it may belong to a stranger.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, NotADirectoryError, ValueError, IndexError):
        return None
    return Daemon(pid=pid) if marker in command_of(pid) else None


def command_of(pid: int) -> str:
    """Command line of a process; empty when it is gone, or a zombie.

    Source: proc(5), ps(1).
    """
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            return ""
    shown = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return "" if "<defunct>" in shown.stdout else shown.stdout.strip()


def comes_true(claim: Callable[[], bool], *, seconds: float) -> bool:
    """Whether `claim` holds within `seconds`; it is looked at every 10 ms."""
    end = time.monotonic() + seconds
    while not claim():
        if time.monotonic() > end:
            return False
        time.sleep(POLL_SECONDS)
    return True


def run_to_log(name: str, command: Sequence[str | Path], *, user: SystemUser, log: Path, seconds: float) -> None:
    """Run a program that starts a server and ends; what it says goes to the server's log.

    Raises:
        ServerUnreachable: it cannot run, failed, or took longer than `seconds`; one sentence that says where to look.
    """
    try:
        log.touch(mode=0o600)
        user.take(log)
        with log.open("ab") as output:
            subprocess.run(
                command,
                check=True,
                cwd=log.parent,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                user=user.uid if user.stands_in else None,
                group=user.gid if user.stands_in else None,
                extra_groups=[] if user.stands_in else None,
            )
    except OSError as error:
        raise ServerUnreachable(
            f"{name} could not be started: {error}; reinstall clerk if a file is missing"
        ) from error
    except subprocess.CalledProcessError as error:
        raise ServerUnreachable(f"{name} did not start: {last_words(log)}; its log is {log}") from error
    except subprocess.TimeoutExpired as error:
        raise ServerUnreachable(f"{name} took longer than {seconds:.0f} s to start; its log is {log}") from error


def last_words(log: Path) -> str:
    """The last line of a log that says something went wrong, else its last line."""
    try:
        lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    except OSError:
        return "it left no log"
    wrong = [line for line in lines if "FATAL" in line or "error" in line.lower() or "PANIC" in line]
    return (wrong or lines or ["it said nothing"])[-1]
