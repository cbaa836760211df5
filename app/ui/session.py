"""One sitting over an open workspace: does deeds, remembers what can be undone, tells pages what changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.storage.clock import Clock
from app.trouble import Refused
from app.ui.jobs import Job, Task
from app.words import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Records

    from app.procedures.deeds import Changed, Command
    from app.storage.unit import Unit
    from app.storage.workspace import Workspace


class Sitting(QObject):
    """The workspace as the window uses it. Short deeds run at once, long ones as jobs."""

    changed = Signal(object)
    """Changed, after each deed and after a package was taken in."""

    def __init__(self, workspace: Workspace, clock: Clock | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self.clock = clock or Clock()
        self.clock_accepted = False
        self.ask_clock: Callable[[Refused], bool] = lambda _refused: False
        """Asks whether to go on although the PC's clock is behind the last entry."""
        self._deeds: list[Changed] = []
        self.book = ""
        """Id of the cell whose book, kept by this committee, is open; empty for the office's own."""

    @property
    def today(self) -> datetime.date:
        return self.clock.today()

    @property
    def office(self) -> str:
        """Id of the office whose book is open."""
        return self.book or self.workspace.organisation_id

    @property
    def committee(self) -> bool:
        """Whether the open book is a committee's own."""
        return not self.book and self.workspace.is_committee

    def open_book(self, book: str) -> None:
        """Open the book of a cell that the committee keeps, or its own (""). Deeds of the other stay done."""
        self.book = book
        self._deeds.clear()

    @contextmanager
    def reading(self) -> Iterator[Records]:
        """A session for queries of a page."""
        with self.workspace.reading() as session:
            yield session

    @contextmanager
    def plain(self) -> Iterator[Any]:
        """A bare connection for the lists of `app.reports.members`: ready before the tables are mapped."""
        with self.workspace.plain() as records:
            yield records

    @contextmanager
    def looking(self) -> Iterator[Unit]:
        """A unit for questions to the procedures (dossiers, bases of votes); nothing of it is kept."""
        from app.storage.unit import Unit

        with self.workspace.reading() as session:
            yield Unit(self.workspace, session, self.workspace.user, self.clock, True, self.book)

    def do(self, command: Command, *, undoable: bool = True) -> Changed:
        """Do a short deed now. Raises Refused, Trouble; then nothing changed."""
        try:
            done = self._perform(command)
        except Refused as refused:
            if refused.code != "clock_behind" or not self.ask_clock(refused):
                raise
            self.clock_accepted = self.clock.accepted = True
            done = self._perform(command)
        self.note(done, undoable=undoable)
        return done

    def _unit(self) -> AbstractContextManager[Unit]:
        return self.workspace.unit(self.clock, clock_accepted=self.clock_accepted, book=self.book)

    def _perform(self, command: Command) -> Changed:
        from app.procedures.deeds import perform

        with self._unit() as unit:
            return perform(unit, command)

    def job(self, work: Callable[[Unit, Task], Any]) -> Job:
        """A job that does `work` in one transaction; the caller connects `done` and starts it."""

        def run(task: Task) -> Any:
            with self._unit() as unit:
                return work(unit, task)

        return Job(run)

    def note(self, done: Changed, *, undoable: bool = True) -> None:
        """Remember a deed and tell the pages."""
        if undoable:
            self._deeds.append(done)
        self.changed.emit(done)

    def forget(self) -> None:
        """Nothing done before can be taken back any more: what it wrote may have been erased."""
        self._deeds.clear()

    @property
    def can_undo(self) -> bool:
        return bool(self._deeds)

    def undo(self, of: Changed | None = None) -> Changed:
        """Take back the newest deed of the sitting (or the given one). Raises Refused."""
        if not self._deeds:
            raise Refused("nothing_to_undo", _("Không có gì để hoàn tác."))
        from app.procedures.deeds import Undo

        deed = of or self._deeds[-1]
        done = self.do(Undo(of=deed.deed), undoable=False)
        self._deeds = [d for d in self._deeds if d.deed != deed.deed]
        return done
