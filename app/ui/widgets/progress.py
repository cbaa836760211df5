"""Progress of long work: what, count of count, time left, "Dừng", and a bar of 8 px."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.jobs import Job
from app.ui.widgets.base import Label, column, rounded, row, shown
from app.ui.widgets.buttons import Button
from app.words import _, count_text


def time_left(count: int, total: int, spent: float) -> str:
    """The time left in words, "" while it cannot be known; `spent` in seconds."""
    if not total or count <= 0 or spent < 1 or count >= total:
        return ""
    left = spent / count * (total - count)
    if left < 60:
        return _("còn khoảng {n} giây").format(n=max(5, round(left / 5) * 5))
    return _("còn khoảng {n} phút").format(n=round(left / 60))


class ProgressBar(QWidget):
    """8 px; without a total it stays a third full."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, 8)

    def set(self, share: float) -> None:
        """Between 0 and 1."""
        self.share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect(), "track", None, 3)
        if self.share > 0:
            rounded(painter, QRectF(0, 0, max(6.0, self.width() * self.share), 8), "text2", None, 3)


class ProgressPanel(QWidget):
    """Follows a job; hidden while there is none."""

    stopped = Signal()

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock, self._begun = clock, clock()
        self.what, self.noun = "", ""
        self.label = Label("", wrap=True)
        self.left = Label("", "small", "text2")
        self.stop = Button(_("Dừng"))
        self.bar = ProgressBar()
        self.stop.clicked.connect(self._stop)
        self.setLayout(column(row((self.label, 1), self.left, self.stop, gap=14), 6, self.bar))
        self._job: Job | None = None

    def follow(self, job: Job, what: str, noun: str = "") -> None:
        """Show the progress of a job: `what` as "Đang đọc danh sách Excel", `noun` as "dòng"."""
        self._job = job
        self.what, self.noun, self._begun = what, noun, self._clock()
        self.stop.set_working(None)
        self.show_progress(0, 0, "")
        job.progress.connect(self.show_progress)
        job.ended.connect(self._ended)
        shown(self, True)

    def show_progress(self, count: int, total: int, text: str = "") -> None:
        """Count of count; `text` replaces what is being done."""
        what = text or self.what
        if total:
            words = _("{what}: {count} trên {total} {noun}").format(
                what=what, count=count_text(count), total=count_text(total), noun=self.noun
            )
            self.bar.set(min(1.0, count / total))
        else:
            words = f"{what}…"
            self.bar.set(0.33 if count else 0.05)
        self.label.setText(words.strip())
        self.bar.setAccessibleName(words.strip())
        self.left.setText(time_left(count, total, self._clock() - self._begun))

    def _stop(self) -> None:
        self.stop.set_working(_("Đang dừng…"))
        if self._job is not None:
            self._job.stop()
        self.stopped.emit()

    def _ended(self) -> None:
        self._job = None
        shown(self, False)
