"""Long work beside the window: a function in a worker thread with progress, a way to stop, and one ending.

    job = Job(work, 3, name="x")          # work(task, 3, name="x") runs in a worker thread
    job.progress.connect(panel.show_progress)   # count, total (0: unknown), text
    job.done.connect(show)                # exactly one of these two comes, in the window's thread
    job.failed.connect(window.tell)       # Refused, Trouble, Stopped or a bug
    job.start()

The work calls `task.step(count, total, text)`, which also notices that "Dừng" was pressed. Whatever it
raises after that is its own business: the job ends with Stopped. A job keeps itself alive until it ended.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

from app.trouble import Failure
from app.words import _


class Stopped(Failure):
    """The user pressed "Dừng"; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("stopped", _("Đã dừng theo yêu cầu."), _("Sổ không thay đổi."))


class Task:
    """What the work holds in its hand: it tells how far it is and learns whether to go on."""

    PAUSE = 0.05  # seconds between two reports: the window must not drown in them

    def __init__(self, report: Callable[[int, int, str], None]) -> None:
        self._report = report
        self._last = 0.0
        self._stop = threading.Event()

    def step(self, count: int, total: int = 0, text: str = "") -> None:
        """Tell the progress; raises Stopped when the user does not want the rest."""
        self.check()
        now = time.monotonic()
        if now - self._last >= self.PAUSE or count in (0, total):
            self._last = now
            self._report(count, total, text)

    def check(self) -> None:
        """Raises Stopped when the user does not want the rest."""
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Ask the work to end at its next step; from any thread."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether the work was asked to end."""
        return self._stop.is_set()


_running: set[Job] = set()


class _Garbage:
    """While jobs run, garbage is collected in the window's thread alone: no other one may free a widget."""

    EVERY_MS = 500

    def __init__(self) -> None:
        self._timer: QTimer | None = None
        self._held = False

    def hold(self) -> None:
        """A job begins."""
        if gc.isenabled():
            gc.disable()
            self._held = True
        if self._timer is None and QCoreApplication.instance() is not None:
            self._timer = QTimer()
            self._timer.setInterval(self.EVERY_MS)
            self._timer.timeout.connect(lambda: gc.collect(1))
            self._timer.start()

    def release(self) -> None:
        """A job has ended; after the last one the collector works by itself again."""
        if _running:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._held:
            gc.enable()
            self._held = False


_garbage = _Garbage()


class Job(QObject):
    """One piece of work with exactly one ending: `done(result)` or `failed(exception)`."""

    progress = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()  # after either
    _arrived = Signal(object, object)

    def __init__(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self._work, self._args, self._kwargs = work, args, kwargs
        self.task = Task(self.progress.emit)
        self._state = "new"
        self._arrived.connect(self._end)

    @property
    def running(self) -> bool:
        """Between start and ending."""
        return self._state == "running"

    def start(self, pool: QThreadPool | None = None) -> Job:
        """Begin; a job runs once."""
        if self._state != "new":
            raise RuntimeError("a job runs once")
        self._state = "running"
        _running.add(self)
        _garbage.hold()
        (pool or QThreadPool.globalInstance()).start(_Runner(self))
        return self

    def stop(self) -> None:
        """Ask the work to end early; the ending is then failed(Stopped)."""
        self.task.stop()

    def wait(self) -> None:
        """Let the window live until the job has ended (for closing and for tests)."""
        if self.running:
            loop = QEventLoop()
            self.ended.connect(loop.quit)
            loop.exec()

    def run_here(self) -> Job:
        """Run in this thread at once: for tests and for work that turned out to be short."""
        self._state = "running"
        self._end(*self._outcome())
        return self

    def _outcome(self) -> tuple[Any, BaseException | None]:
        try:
            self.task.check()
            return self._work(self.task, *self._args, **self._kwargs), None
        except Exception as wrong:
            return None, Stopped() if self.task.stopping and not isinstance(wrong, Stopped) else wrong

    @Slot(object, object)
    def _end(self, result: Any, wrong: BaseException | None) -> None:
        if self._state == "ended":
            return
        self._state = "ended"
        _running.discard(self)
        _garbage.release()
        if wrong is None:
            self.done.emit(result)
        else:
            self.failed.emit(wrong)
        self.ended.emit()


class _Runner(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job._arrived.emit(*self._job._outcome())


def running() -> list[Job]:
    """Jobs that have not ended."""
    return list(_running)


def stop_all() -> None:
    """Before the window closes: ask all work to end and wait for the endings."""
    for job in running():
        job.stop()
    for job in running():
        job.wait()
