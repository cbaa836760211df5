"""The checks of received dossiers, run afresh beside the window: a few at a time until all are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.trouble import Refused
from app.ui.jobs import Job
from app.ui.pages.received.rows import Found, find

if TYPE_CHECKING:
    from app.ui.session import Sitting

TOGETHER = 20
"""Dossiers checked in one job: the list fills while the rest is still being checked."""


class FreshChecks(QObject):
    """What was found so far, by case. A dossier forgotten is checked again at the next `run`."""

    arrived = Signal(set)
    """Cases just checked."""
    failed = Signal(object)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.found: dict[str, Found] = {}
        self._wanted: list[str] = []
        self._job: Job | None = None

    def run(self, cases: Sequence[str]) -> None:
        """Check those of these dossiers that are not checked yet."""
        self._wanted = [case for case in cases if case not in self.found]
        self._next()

    def forget(self, cases: set[str] | None) -> None:
        """These have changed; None: anything may be judged otherwise now."""
        for case in set(self.found) if cases is None else cases:
            self.found.pop(case, None)

    def _next(self) -> None:
        if self._job is not None or not self._wanted:
            return
        some, self._wanted = self._wanted[:TOGETHER], self._wanted[TOGETHER:]

        def work(task: Any) -> dict[str, Found]:
            with self.sitting.looking() as unit:
                told: dict[str, Found] = {}
                for case in some:
                    task.check()
                    told |= {case: Found(), **find(unit, [case])}
                return told

        self._job = Job(work)
        self._job.done.connect(self._done)
        self._job.failed.connect(self._failed)
        self._job.start()

    def _done(self, told: dict[str, Found]) -> None:
        self._job = None
        self.found |= told
        self.arrived.emit(set(told))
        self._next()

    def _failed(self, wrong: BaseException) -> None:
        self._job, self._wanted = None, []
        if not isinstance(wrong, Refused) or wrong.code != "locked":
            self.failed.emit(wrong)
