"""The window of an open workspace: the frame joined with a sitting, pages, search, status bar and lock."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from app.trouble import Failure, Refused
from app.ui import jobs, pages
from app.ui.frame import Frame
from app.ui.page import Room
from app.ui.preferences import Preferences
from app.ui.widgets.search_box import Hit
from app.words import N_, _

if TYPE_CHECKING:
    from app.storage.workspace import Workspace
    from app.ui.pages.lock import LockPage
    from app.ui.session import Sitting

_DAYS = [
    N_("Thứ Hai"),
    N_("Thứ Ba"),
    N_("Thứ Tư"),
    N_("Thứ Năm"),
    N_("Thứ Sáu"),
    N_("Thứ Bảy"),
    N_("Chủ Nhật"),
]


class Closed:
    """What a locked window keeps of its workspace: where it lies and who worked, no key."""

    def __init__(self, workspace: Workspace) -> None:
        self.path, self.user, self.organisation_id = workspace.path, workspace.user, workspace.organisation_id

    def reading(self) -> Any:
        """Nothing can be read."""
        raise Refused("locked", _("Sổ đang khóa."), _("Mở khóa bằng mật khẩu rồi làm tiếp."))

    unit = plain = reading

    def close(self) -> None:
        """It is closed."""


BOOK = "book:"
"""Before the id of a kept book, among the choices of the office's name."""


def kept_names(workspace: Workspace) -> dict[str, str]:
    """The books the committee keeps by id, ready before the tables are mapped."""
    from app.storage.engine import rows

    sql = "SELECT id, name FROM organisation WHERE keeper = :own AND owner = :own AND NOT gone"
    with workspace.plain() as records:
        found = rows(records, f"{sql} ORDER BY code, name", {"own": workspace.organisation_id})
    return {str(one): str(name) for one, name in found}


_ACTIVITY = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}  # fmt: skip
LOOK_MS = 10_000


class Window(Frame):
    """Pages are asked of `app.ui.pages`; what a deed changed goes to all of them."""

    switch_asked = Signal(str)  # folder of another workspace, "" for the choice of all

    def __init__(self, sitting: Sitting, preferences: Preferences) -> None:
        super().__init__()
        self.sitting, self.preferences = sitting, preferences
        self.cover: LockPage | None = None
        self._content: QWidget | None = None
        self._take_back: Callable[[], None] | None = None
        self._before_lock = ""
        self._closed = False
        self._last = (time.monotonic(), time.time())
        for make in pages.ENTRIES:
            self.add(make(sitting))
        sitting.ask_clock = self._ask_clock
        sitting.changed.connect(self._changed)
        self.undo_asked.connect(self.undo_last)
        self.help_asked.connect(self.open_guide)
        self.top.lock.connect(self.lock)
        self.top.settings.connect(lambda: self.go("settings"))
        self.top.user.connect(lambda: self.go("settings", part="user"))
        self.top.workspace_chosen.connect(self._switch)
        self.book_asked.connect(self.open_book)
        self.top.search.finder = self.find
        self.resize(1366, 768)
        if geometry := preferences.get("geometry"):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self._arrange()
        self._facts = QTimer(self)
        self._facts.setSingleShot(True)
        self._facts.timeout.connect(self.read_facts)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_around)
        self._look.start()
        self._name()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._watch)

    # Records around the page

    def _name(self) -> None:
        from app.storage.rights import ROLE_TITLES

        user = self.sitting.workspace.user
        role = _(ROLE_TITLES.get(user.role, user.role))
        self.top.set_user(user.name if user.name == role or not user.name else f"{role} {user.name}")
        workspace = self.sitting.workspace
        self.office_name = workspace.name
        here = workspace.path.resolve()
        others = [(str(path), path.name) for path in self.preferences.workspaces if path.resolve() != here]
        self._kept = kept_names(workspace)
        kept = dict(self._kept)
        shown = self.office_name
        if self.sitting.book:
            shown = _("Giữ hộ: {name}").format(name=kept.pop(self.sitting.book))
            others.insert(0, (BOOK, _("Sổ của: {name}").format(name=self.office_name)))
        books = [(BOOK + one, _("Sổ của: {name} (giữ hộ)").format(name=name)) for one, name in kept.items()]
        self.top.set_office(shown, [*books, *others, ("", _("Mở sổ khác…"))], marked=bool(self.sitting.book))

    def _switch(self, key: str) -> None:
        if key.startswith(BOOK):
            self.open_book(key.removeprefix(BOOK))
        else:
            self.switch_asked.emit(key)

    def open_book(self, book: str) -> None:
        """Show the whole window for the book of a cell that the committee keeps, or for its own ("")."""
        if book == self.sitting.book or not self.empty():
            return
        self._begin_anew(book)

    def _begin_anew(self, book: str) -> None:
        """All pages made afresh, over a book, after the frame was emptied."""
        self._take_back = None
        self.status.forget()
        self.top.search.clear()
        self.sitting.open_book(book)
        for make in pages.ENTRIES:
            self.add(make(self.sitting))
        self._arrange()
        self._name()
        self.go(pages.START)
        self.read_facts()

    def read_facts(self) -> None:
        """Fill status bar and counts from the records."""
        if self.cover is not None:
            return
        from app.ui.status_facts import read

        facts = read(self.sitting)
        for place in ("saved", "sent", "unsent", "backup"):
            self.status.set(place, *facts.words[place])
        day = self.sitting.today
        self.status.set_date(f"{_(_DAYS[day.weekday()])}, {day:%d/%m/%Y}", f"{day:%d/%m/%Y}")
        self.set_count("exchange", facts.unsent)
        self.set_count("home", facts.duties, facts.late)
        self.set_count("rules", facts.packs)
        self.set_count("received", facts.received, facts.received_late)

    def read_facts_soon(self) -> None:
        """Fill them once the first page is painted."""
        self._facts.start(60)

    def _changed(self, changes: Any) -> None:
        self._take_back = None
        if self._kept != kept_names(self.sitting.workspace):
            self._name()
        self.refresh(changes)
        self._facts.start(0)

    def said(self, text: str, undo: Callable[[], None] | None = None) -> None:
        self._take_back = undo
        super().said(text, undo)

    def undo_last(self) -> None:
        """Ctrl+Z: what was just offered, else the newest deed of the sitting."""
        if self.cover is not None:
            return
        self.status.forget()
        if self._take_back is not None:
            deed, self._take_back = self._take_back, None
            deed()
            return
        try:
            self.sitting.undo()
        except Failure as wrong:
            self.tell(wrong)
        else:
            self.said(_("Đã hoàn tác"))

    def open_guide(self, chapter: str) -> None:
        """F1: the chapter of the page in front, with the way back to it."""
        if self.cover is None and self.current != "guide":
            self.go("guide", chapter=chapter, back=self.current)

    def find(self, text: str) -> list[Hit]:
        """People for the search of the top bar."""
        from app.reports import members
        from app.ui.pages.common import date_words, status_words

        with self.sitting.reading() as session:
            return [
                Hit(
                    row.name,
                    f"{status_words(row)[0]}, {date_words(row.birth)}",
                    "person",
                    {"person": row.person},
                )
                for row in members.find(session, text)
            ]

    def _ask_clock(self, refused: Refused) -> bool:
        from app.ui.widgets.dialogs import Dialog

        dialog = Dialog(self, refused.message, refused.hint, icon="time", tone="amber")
        dialog.add_button(_("Chưa ghi, để chỉnh lại giờ"))
        dialog.add_button(_("Ngày của máy đúng, ghi tiếp"), "primary", True)
        return dialog.ask() is True

    # Lock

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self._last = (time.monotonic(), time.time())
        return False

    def idle_seconds(self) -> float:
        """How long nothing was pressed; a PC that slept counts as idle."""
        return max(time.monotonic() - self._last[0], time.time() - self._last[1])

    def _look_around(self) -> None:
        if self.cover is None and self.idle_seconds() >= self.preferences.get("idle") * 60:
            self.lock()

    def lock(self) -> None:
        """Cover everything and close the records; only the password opens them again."""
        if self.cover is not None:
            return
        from app.ui.pages.lock import LockPage

        app = QApplication.instance()
        if isinstance(app, QApplication):
            while (popup := app.activePopupWidget()) is not None:
                popup.close()
            while (dialog := app.activeModalWidget()) is not None and dialog is not self:
                dialog.close()
                if app.activeModalWidget() is dialog:
                    break
        self.top.search.clear()
        self.status.forget()
        self._before_lock = self.windowTitle()
        kept = self.takeCentralWidget()
        assert kept is not None
        kept.hide()
        self._content = kept
        workspace = self.sitting.workspace
        self.cover = LockPage(
            workspace.path, name=self.office_name, user=workspace.user.name, locked=True,
            still_open=workspace if jobs.running() else None,
        )  # fmt: skip
        self.cover.opened.connect(self._unlock)
        self.cover.others_asked.connect(lambda: self.switch_asked.emit(""))
        self.setCentralWidget(self.cover)
        self.setWindowTitle(_("Sổ đang khóa – Sổ Chi bộ"))
        if self.cover.still_open is None:
            self.sitting.workspace = Closed(workspace)  # type: ignore[assignment]
            workspace.close()
        self.cover.begin()

    def _unlock(self, workspace: Workspace) -> None:
        same = workspace.user == self.sitting.workspace.user
        self.sitting.workspace = workspace
        cover, self.cover = self.cover, None
        kept, self._content = self._content, None
        assert kept is not None and cover is not None
        self.takeCentralWidget()
        cover.hide()
        cover.deleteLater()
        self.setCentralWidget(kept)
        kept.show()
        self._last = (time.monotonic(), time.time())
        self.setWindowTitle(self._before_lock)
        self._arrange()
        if not same and self.empty():
            self._begin_anew("")  # nothing of what another user had open, or could take back
        self._facts.start(0)

    # The way out

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closed:
            return
        if self.cover is None:
            super().closeEvent(event)
            if not event.isAccepted():
                return
        self._closed = True
        self.preferences.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        jobs.stop_all()
        self._look.stop()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.disconnect(self._watch)
        self.sitting.workspace.close()

    def _arrange(self) -> None:
        if getattr(self, "cover", None) is None:
            super()._arrange()

    @property
    def folder(self) -> Path:
        """The folder of the workspace."""
        return self.sitting.workspace.path


def today_words(day: datetime.date) -> str:
    """A day with its weekday."""
    return f"{_(_DAYS[day.weekday()])}, {day:%d/%m/%Y}"


__all__ = ["Room", "Window", "today_words"]
