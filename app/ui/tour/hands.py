"""Hands that work real widgets: click, type as an input method does, choose, wait, answer dialogs, look."""

from __future__ import annotations

import contextlib
import datetime
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from app.storage.clock import Clock
from app.ui import shots, theme
from app.ui.widgets.base import Label
from app.ui.widgets.segment import Segment

PATIENCE = 30.0
"""Seconds anything may take."""


class Unable(Exception):
    """A person could not have gone on here: what was wanted, and what the window says."""


class Days(Clock):
    """A clock that stands on a day until it is moved; its times of day only go forward."""

    def __init__(self, day: datetime.date) -> None:
        super().__init__(day)
        self._ticks = 0

    def go_to(self, day: datetime.date) -> None:
        """The next day of the story."""
        self._today = day

    def now(self) -> str:
        self._ticks += 1
        moment = datetime.datetime.combine(self.today(), datetime.time(1), datetime.UTC)
        moment += datetime.timedelta(milliseconds=self._ticks)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Hands:
    """Works in whatever window is given; nothing is done to a part a person could not reach."""

    def __init__(self, pictures: Path) -> None:
        self.pictures = pictures
        self.taken: list[str] = []
        """Names of the pictures since they were last asked for."""
        self.number = 0
        self._wrong: list[BaseException] = []
        self._answering = False
        self._before: Any = None
        self._watch = QTimer()
        self._watch.setInterval(60)
        self._watch.timeout.connect(self._unexpected)

    # Going wrong

    def __enter__(self) -> Hands:
        self._before, sys.excepthook = sys.excepthook, self._caught
        self._watch.start()
        return self

    def __exit__(self, *_wrong: object) -> None:
        self._watch.stop()
        sys.excepthook = self._before

    def watch_again(self) -> None:
        """After something else took the hook for bugs."""
        sys.excepthook = self._caught

    def _caught(self, _kind: type[BaseException], wrong: BaseException, _trace: TracebackType | None) -> None:
        self._wrong.append(wrong)

    def _unexpected(self) -> None:
        """A dialog nobody waits for is a failure, and would stand there for ever."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and not self._answering:
            self._wrong.append(Unable(f"{dialog.windowTitle()}: {words(dialog)}"))
            dialog.reject()

    def check(self) -> None:
        """Raise what went wrong out of sight."""
        if self._wrong:
            wrong, self._wrong = self._wrong[0], []
            raise wrong

    # Waiting

    def settle(self) -> None:
        """Let the window catch up."""
        shots.settle(2)
        self.check()

    def wait(self, ready: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
        """Until something is there; the window lives meanwhile."""
        end = time.monotonic() + seconds
        while True:
            shots.settle(1)
            self.check()
            if found := ready():
                return found
            if time.monotonic() > end:
                raise Unable(f"chờ mãi không thấy: {what}")
            QTest.qWait(5)

    def job(self, job: Any) -> Any:
        """Wait for a job; its failure is raised."""
        failed: list[BaseException] = []
        if job is None:
            raise Unable("việc chưa bắt đầu được")
        job.failed.connect(failed.append)
        self.wait(lambda: not job.running, "việc chạy xong")
        if failed:
            raise failed[0]
        self.check()

    # Doing

    def _reach(self, widget: QWidget) -> bool:
        """Whether a part is there and alive, now or in a moment."""
        with contextlib.suppress(Unable):
            self.wait(lambda: widget.isVisible() and widget.isEnabled(), "", seconds=3)
        return widget.isVisible() and widget.isEnabled()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press the left button on a part that is there and alive."""
        if not self._reach(widget):
            text = getattr(widget, "text", lambda: "")()
            raise Unable(f"không bấm được “{text or widget.accessibleName()}”: {words(widget.window())}")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        self.settle()

    def press(self, widget: QWidget, *keys: Qt.Key) -> None:
        """Press keys."""
        for key in keys:
            QTest.keyClick(widget, key)
        self.settle()

    def type(self, where: Any, text: str) -> None:
        """Put a text into a field in place of what stands there, as an input method commits it."""
        editor = getattr(where, "editor", where)
        if not self._reach(editor) or editor.isReadOnly():
            raise Unable(f"không gõ được vào “{editor.accessibleName()}”")
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        editor.selectAll()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)
        kept = editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
        if kept != text:
            raise Unable(f"gõ “{text}” mà ô “{editor.accessibleName()}” giữ “{kept}”")
        shots.settle(1)

    def choose(self, where: Any, value: Any) -> None:
        """Choose by keyboard from a list or a segment."""
        editor = getattr(where, "editor", where)
        if not self._reach(editor):
            raise Unable(f"không chọn được “{editor.accessibleName()}”")
        if isinstance(editor, Segment):
            at = [key for key, _words in editor.options].index(value)
            self.click(editor, editor._part(at).center().toPoint())
        elif isinstance(editor, QComboBox):
            wanted = editor.findData(value)
            while editor.currentIndex() != wanted:
                key = Qt.Key.Key_Down if editor.currentIndex() < wanted else Qt.Key.Key_Up
                before = editor.currentIndex()
                QTest.keyClick(editor, key)
                if editor.currentIndex() == before:
                    break
        if editor.value() != value:
            raise Unable(f"không chọn được “{value}” ở “{editor.accessibleName()}”")
        self.settle()

    def fill(self, where: Any, value: Any) -> None:
        """Type or choose, as the field wants it."""
        editor = getattr(where, "editor", where)
        if isinstance(editor, (QLineEdit, QPlainTextEdit)):
            self.type(where, str(value))
            settle = getattr(editor, "settle", None)
            if settle is not None and not settle():  # leaving the field
                raise Unable(f"“{editor.accessibleName()}”: {getattr(where, 'error', '')}")
        else:
            self.choose(where, value)

    def dialog(self, ask: Callable[[], Any], answer: Callable[[Any], None], name: str = "") -> Any:
        """Do what opens a dialog, and answer it; `name` takes a picture of the window behind with it."""
        wrong: list[BaseException] = []
        seen: list[QWidget] = []

        def act() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                return
            timer.stop()
            seen.append(dialog)
            try:
                shots.settle(2)
                if name:
                    self.look(dialog, name)
                answer(dialog)
                shots.settle(1)
                if dialog.isVisible():
                    raise Unable(f"{dialog.windowTitle()}: {words(dialog)}")
            except BaseException as error:
                wrong.append(error)
                if isinstance(dialog, QDialog):
                    dialog.reject()

        timer = QTimer()
        timer.setInterval(5)
        timer.timeout.connect(act)
        self._answering = True
        timer.start()
        try:
            result = ask()
        finally:
            timer.stop()
            self._answering = False
        if wrong:
            raise wrong[0]
        if not seen:
            raise Unable("không thấy hộp thoại mở ra")
        self.settle()
        return result

    # Looking

    def see(self, wanted: str, where: QWidget) -> None:
        """Make sure some words can be read, now or in a moment."""
        try:
            self.wait(lambda: wanted in words(where), wanted, seconds=3)
        except Unable:
            raise Unable(f"không thấy chữ “{wanted}”; đang có: {words(where)[:400]}") from None

    def look(
        self, widget: QWidget, name: str, size: tuple[int, int] | None = (1366, 768), dark: bool = False
    ) -> Path:
        """Take a picture; of a dialog in its own size."""
        self.number += 1
        file = self.pictures / f"{self.number:02d}-{name}.png"
        if isinstance(widget, QDialog):
            widget.grab().save(str(file))
        elif dark:
            shots.shot(widget, file, *(size or (1366, 768)), name="dark")
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            theme.apply(app, "light")
        else:
            shots.shot(widget, file, *(size or (1366, 768)))
        if not file.is_file():
            raise Unable(f"không lưu được ảnh {file.name}")
        self.taken.append(file.name)
        return file


def part(widget: QWidget, *names: str) -> Any:
    """The part in sight that has these parts of its own, None while there is none."""
    for found in widget.findChildren(QWidget):
        if found.isVisible() and all(hasattr(found, name) for name in names):
            return found
    return None


def words(widget: QWidget) -> str:
    """What can be read on a part of the window."""
    found = [label.text() for label in widget.findChildren(Label) if label.isVisible() and label.text()]
    return " · ".join(found)
