"""The window before a workspace is open: the three doors, the known workspaces, the password."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.storage.clock import Clock
from app.ui import jobs
from app.ui.preferences import Preferences
from app.ui.widgets.base import ground
from app.words import _


class Entrance(QWidget):
    """`opened(workspace, list file or None)` ends it."""

    opened = Signal(object, object)

    def __init__(self, preferences: Preferences, clock: Clock) -> None:
        super().__init__()
        self.preferences, self.clock = preferences, clock
        self.setWindowTitle(_("Sổ Chi bộ"))
        ground(self, "bg")
        self.stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setMinimumSize(640, 420)
        self.resize(1366, 768)
        if geometry := preferences.get("geometry"):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

    def _front(self, page: QWidget) -> None:
        while (old := self.stack.widget(0)) is not None:
            self.stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def show_folder(self, folder: Path) -> None:
        """Ask for the password of a workspace."""
        from app.ui.pages.lock import LockPage

        page = LockPage(folder)
        page.opened.connect(lambda workspace: self.opened.emit(workspace, None))
        page.others_asked.connect(self.show_known)
        page.restore_asked.connect(self.show_restore)
        self._front(page)
        page.begin()

    def try_password(self, password: str) -> None:
        """Try a password that was given before the window came."""
        from app.ui.pages.lock import LockPage

        page = self.stack.currentWidget()
        if isinstance(page, LockPage):
            page.password.editor.setText(password)
            page.try_open()

    def show_known(self) -> None:
        """Choose among the workspaces of this PC; the doors when there is none."""
        if not self.preferences.workspaces:
            self.show_doors()
            return
        from app.ui.pages.known import KnownPage

        page = KnownPage(self.preferences)
        page.chosen.connect(lambda folder: self.show_folder(Path(folder)))
        page.doors_asked.connect(self.show_doors)
        self._front(page)

    def show_doors(self) -> Any:
        """The ways to a workspace where there is none yet."""
        from app.ui.pages.first_start import FirstStart

        page = FirstStart(self.preferences, self.clock)
        page.opened.connect(self.opened)
        page.known_asked.connect(self.show_known)
        self._front(page)
        return page

    def show_restore(self) -> None:
        """The way back from a backup."""
        self.show_doors().restore()

    def closeEvent(self, event) -> None:
        self.preferences.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        jobs.stop_all()
        super().closeEvent(event)
