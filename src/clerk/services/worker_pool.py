"""Several workers of one queue under one parent, which keeps them running, says that they live, and reconciles."""

import logging
import os
import re
import signal
import socket
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from clerk.errors import ClerkError, ServerUnreachable
from clerk.model.lifecycle import Queue
from clerk.model.verdict import ErrorKind
from clerk.pipeline.context import Context
from clerk.pipeline.hand_over import hand_over
from clerk.pipeline.settle import AttemptFailed, break_off, settle_failed
from clerk.reconcile import reconcile
from clerk.services import rq_worker
from clerk.state import jobs, workers
from clerk.state.workers import WorkerProcess
from clerk.tools.lifeline import die_with

log = logging.getLogger(__name__)

_STOPS = (signal.SIGINT, signal.SIGTERM)
_TICK_SECONDS = 0.1
_ALIVE_EVERY_SECONDS = 10.0
_RECONCILE_EVERY_SECONDS = 30.0
_QUICK_DEATH_SECONDS = 10.0
_LONGEST_PAUSE_SECONDS = 30.0
"""Between two starts of a worker that keeps dying."""
_BURY_AGAIN_SECONDS = 10.0


@dataclass
class WorkerPool:
    context: Context
    queue: Queue
    count: int
    burst: bool
    alive: dict[int, WorkerProcess] = field(default_factory=dict)
    """By process id."""
    started_at: dict[int, float] = field(default_factory=dict)
    stops_asked: int = 0
    stops_told: dict[int, int] = field(default_factory=dict)
    """How often each process was told; one that was being forked as the signal came is told by the loop."""
    said_stopping: bool = False
    quick_deaths: int = 0
    restart_at: float = 0.0
    unburied: list[WorkerProcess] = field(default_factory=list)
    """They have ended, and PostgreSQL does not know it yet."""
    bury_at: float = 0.0
    somebody_failed: bool = False

    def run(self) -> int:
        """Runs the workers until all have ended; the exit code.

        Raises:
            ClerkError: the workers cannot start at all.
        """
        if self.queue is Queue.OCR:
            rq_worker.open_engine(self.context)
        self._when_due(self._reconcile)
        for number in _STOPS:
            signal.signal(number, self._ask_to_stop)
        self._keep_running()
        return 0 if self.stops_asked or (self.burst and not self.somebody_failed) else 1

    def _keep_running(self) -> None:
        for _ in range(self.count):
            self._start_worker()
        alive_at = reconcile_at = time.monotonic()
        while self.alive or self._wants_workers():
            self._say_stopping()
            self._pass_on_stop()
            self._reap()
            now = time.monotonic()
            if self.unburied and now >= self.bury_at:
                self.bury_at = now + _BURY_AGAIN_SECONDS
                self._when_due(self._bury)
            if self._wants_workers() and len(self.alive) < self.count and now >= self.restart_at:
                self._start_worker()
            if now - alive_at >= _ALIVE_EVERY_SECONDS:
                alive_at = now
                self._when_due(self._say_alive)
            if now - reconcile_at >= _RECONCILE_EVERY_SECONDS:
                reconcile_at = now
                self._when_due(self._reconcile)
            time.sleep(_TICK_SECONDS)

    def _say_stopping(self) -> None:
        if self.stops_asked and not self.said_stopping:
            self.said_stopping = True
            log.warning("finishing current jobs; ask once more to kill them", extra={"workers": len(self.alive)})

    def _wants_workers(self) -> bool:
        return not self.burst and not self.stops_asked

    def _when_due(self, duty: Callable[[], None]) -> None:
        """A server that is down for a while must not take the workers down: the duty is due again soon."""
        try:
            duty()
        except ServerUnreachable as error:
            log.warning("server unreachable, trying again soon", extra={"reason": str(error)})

    def _reconcile(self) -> None:
        self._be_seen()
        reconcile(self.context)

    def _say_alive(self) -> None:
        self._be_seen()
        hand_over(self.context, (self.queue,))

    def _be_seen(self) -> None:
        """Comes before whatever may take long: a silent Redis must not make others take these workers for dead."""
        with self.context.transaction() as connection:
            workers.seen(connection, tuple(self.alive.values()))

    def _start_worker(self) -> None:
        host = socket.gethostname()
        name = f"{self.queue}-{re.sub(r'[^A-Za-z0-9]+', '-', host)}-{uuid.uuid4().hex[:12]}"
        parent = os.getpid()
        self.context.engine.dispose()
        # Held back until the new process no longer has this one's handler, which would swallow what it is told.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        pid = os.fork()
        if pid == 0:
            self._be_worker(name, parent)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        self.alive[pid] = WorkerProcess(name=name, stage=self.queue, host=host, pid=pid)
        self.started_at[pid] = time.monotonic()
        self._when_due(self._say_alive)

    def _be_worker(self, name: str, parent: int) -> None:
        """In the new process: works, and never returns. A group of its own keeps the terminal's Ctrl+C away."""
        code = 1
        try:
            for number in _STOPS:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
            os.setpgid(0, 0)
            die_with(parent)
            with self.context.queues.naming_the_server():
                rq_worker.run(self.context, self.queue, name=name, burst=self.burst)
            code = 0
        except ClerkError as error:
            log.critical("worker cannot work", extra={"reason": str(error)})
        except Exception:  # the edge of a process: nobody above would report it
            log.critical("worker broke", exc_info=True)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _reap(self) -> None:
        for pid in tuple(self.alive):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                worker = self.alive.pop(pid)
                lived = time.monotonic() - self.started_at.pop(pid)
                self.somebody_failed = self.somebody_failed or status != 0
                self._plan_restart(worker, status, lived)
                self.unburied.append(worker)
                self.bury_at = 0.0

    def _plan_restart(self, worker: WorkerProcess, status: int, lived: float) -> None:
        if not self._wants_workers():
            return
        self.quick_deaths = self.quick_deaths + 1 if lived < _QUICK_DEATH_SECONDS else 0
        pause = min(2.0**self.quick_deaths, _LONGEST_PAUSE_SECONDS)
        self.restart_at = time.monotonic() + pause
        log.warning("worker ended, starting another", extra={"worker": worker.name, "status": status, "in": pause})

    def _bury(self) -> None:
        """Puts back what workers were at when they ended; if nobody told them to end, that counts as a kill."""
        for worker in tuple(self.unburied):
            with self.context.transaction() as connection:
                workers.gone(connection, [worker.name])
                left_behind = jobs.running_on(connection, [worker.name])
            for job in left_behind:
                if self.stops_asked:
                    break_off(self.context, job)
                else:
                    settle_failed(self.context, job, _killed(worker))
            self.unburied.remove(worker)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stops_asked += 1
        self._pass_on_stop()

    def _pass_on_stop(self) -> None:
        """The first time workers finish their job; the second time they are killed, and their jobs put back."""
        for pid in tuple(self.alive):
            if self.stops_told.get(pid, 0) < self.stops_asked:
                self.stops_told[pid] = self.stops_asked
                with suppress(ProcessLookupError):  # it has ended, and the signal came before its pid was forgotten
                    os.kill(pid, signal.SIGTERM if self.stops_asked == 1 else signal.SIGKILL)


def _killed(worker: WorkerProcess) -> AttemptFailed:
    return AttemptFailed(
        kind=ErrorKind.LETHAL, error_class="WorkerLost", message=f"its worker {worker.name} died while at it"
    )
