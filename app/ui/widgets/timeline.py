"""Timeline of a case: every step is a button, done, now, blocked or later; and its short form with slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Label, clear, hairline, rounded, row
from app.ui.widgets.buttons import Button, Menu
from app.ui.widgets.charts import Slots
from app.words import N_, _

STATES = {
    "done": N_("đã xong"),
    "now": N_("đang làm"),
    "blocked": N_("chưa mở được"),
    "later": N_("làm sau"),
}


@dataclass(frozen=True)
class Step:
    """One step: its number and words, a note (date, reason), its state: done, now, blocked, later."""

    key: str
    number: int
    title: str
    note: str = ""
    state: str = "later"


class StepButton(QAbstractButton):
    """One step of the timeline."""

    MIDDLE = 12  # of the mark, from the left
    LEFT = 34  # of the words

    def __init__(self, step: Step, before: str | None, after: str | None) -> None:
        super().__init__()
        self.step, self.before, self.after = step, before, after
        self.viewed = False
        self.setText(f"{step.number}. {step.title}")
        self.setAccessibleName(f"{self.text()}, {_(STATES[step.state])}. {step.note}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def _boxes(self, width: int) -> tuple[QRect, QRect, int]:
        room = QRect(0, 0, max(60, width - self.LEFT - 4), 2000)
        flags = int(Qt.TextFlag.TextWordWrap)
        first = (
            theme.metrics("base", self.step.state == "now")
            .boundingRect(QRectF(room), flags, self.text())
            .toAlignedRect()
        )
        second = QRect()
        if self.step.note:
            second = theme.metrics("small").boundingRect(QRectF(room), flags, self.step.note).toAlignedRect()
        first.setHeight(first.height() + 1)
        return first, second, 4 + first.height() + second.height() + 9

    def heightForWidth(self, width: int) -> int:
        return self._boxes(width)[2]

    def sizeHint(self) -> QSize:
        return QSize(tokens.TIMELINE - 40, self.heightForWidth(tokens.TIMELINE - 40))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.heightForWidth(max(140, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = self.step.state
        first, second, _whole = self._boxes(self.width())
        if self.underMouse() or self.viewed:
            ground = QRectF(self.rect()).adjusted(self.LEFT - 8, 0, 0, -6)
            rounded(painter, ground, "sel" if self.viewed else "hover")
        self._line(painter)
        self._mark(painter, QPointF(self.MIDDLE, 4 + 10.5))
        flags = int(Qt.TextFlag.TextWordWrap)
        painter.setFont(theme.font("base", state == "now"))
        painter.setPen(theme.q("text2" if state == "later" else "text"))
        left, width = self.LEFT, self.width() - self.LEFT - 4
        painter.drawText(QRectF(left, 4, width, first.height()), flags, self.text())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.q("amber" if state == "blocked" else "text3" if state == "later" else "text2"))
        painter.drawText(QRectF(left, 4 + first.height(), width, second.height() + 2), flags, self.step.note)
        if self.hasFocus():
            rounded(
                painter, QRectF(self.rect()).adjusted(left - 8, 0, 0, -6), None, "focus", tokens.RADIUS, 2
            )

    def _line(self, painter: QPainter) -> None:
        middle = self.MIDDLE - 1
        if self.before is not None:
            tone = "green_fill" if self.before == "done" else "track"
            painter.fillRect(QRectF(middle, 0, 2, 5), theme.q(tone))
        if self.after is not None:
            tone = "green_fill" if self.step.state == "done" else "track"
            painter.fillRect(QRectF(middle, 25, 2, self.height() - 25), theme.q(tone))

    def _mark(self, painter: QPainter, at: QPointF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = self.step.state
        ring = QRectF(at.x() - 10, at.y() - 10, 20, 20)
        icon = QRectF(at.x() - 7, at.y() - 7, 14, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        if state == "done":
            painter.setBrush(theme.q("green_ground"))
            painter.drawEllipse(ring)
            theme.icons.paint(painter, "check", icon, "green")
        elif state == "blocked":
            painter.setBrush(theme.q("amber_ground"))
            painter.drawEllipse(ring)
            theme.icons.paint(painter, "lock-2", icon, "amber")
        else:
            now = state == "now"
            painter.setBrush(theme.q("surface"))
            painter.setPen(QPen(theme.q("accent_mark" if now else "ctl"), 2 if now else 1.2))
            painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
            if now:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.q("accent_mark"))
                painter.drawEllipse(at, 4.5, 4.5)


class Timeline(QWidget):
    """All steps one below the other; Up, Down, Home and End go between them."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[Step] = ()) -> None:
        super().__init__()
        self.setAccessibleName(_("Các bước của hồ sơ"))
        self.buttons: list[StepButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step], viewed: str = "") -> None:
        """Show steps; `viewed` is the key of the one whose page is open."""
        focused = next((b.step.key for b in self.buttons if b.hasFocus()), "")
        clear(self._column)
        self.buttons = []
        for i, step in enumerate(steps):
            before = steps[i - 1].state if i else None
            after = steps[i + 1].state if i + 1 < len(steps) else None
            made = StepButton(step, before, after)
            made.viewed = step.key == viewed and step.state != "now"
            made.clicked.connect(lambda _checked=False, key=step.key: self.chosen.emit(key))
            made.installEventFilter(self)
            self.buttons.append(made)
            self._column.addWidget(made)
            if step.key == focused:
                made.setFocus()
        self._column.addStretch(1)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self.buttons:
            at, last = self.buttons.index(watched), len(self.buttons) - 1
            goal = {
                Qt.Key.Key_Down: min(last, at + 1), Qt.Key.Key_Up: max(0, at - 1),
                Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
            }.get(Qt.Key(event.key()))  # fmt: skip
            if goal is not None:
                self.buttons[goal].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
        return False


class ShortTimeline(QWidget):
    """The narrow form: slots, "Bước 7 trên 10: …", a badge, and the menu "Các bước"."""

    chosen = Signal(str)
    FILLS = {"done": "green_fill", "now": "accent_mark", "blocked": "amber_fill", "later": "track"}

    def __init__(self) -> None:
        super().__init__()
        self.slots = Slots([], width=199)
        self.words = Label("", bold=True, wrap=True)
        self.badge = Badge()
        self.menu_button = Button(_("Các bước"), "quiet", menu=Menu(self))
        self.setLayout(
            row(self.slots, self.words, self.badge, None, self.menu_button, gap=12, margins=(20, 3, 10, 4))
        )

    def set_steps(
        self, steps: Sequence[Step], viewed: str = "", badge: str = "", tone: str = "amber"
    ) -> None:
        """Show steps; the words speak of the viewed one, else of the one being done."""
        self.slots.set([self.FILLS[step.state] for step in steps])
        at = next((s for s in steps if s.key == viewed), None) or next(
            (s for s in steps if s.state == "now"), steps[0] if steps else None
        )
        text = ""
        if at is not None:
            text = _("Bước {n} trên {all}: {title}").format(n=at.number, all=steps[-1].number, title=at.title)
        self.words.setText(text)
        self.words.setMinimumWidth(min(360, theme.width(text, "base", True)))
        self.slots.setAccessibleName(text)
        self.badge.set(badge, tone)
        menu = self.menu_button.menu()
        menu.clear()
        icons = {
            "done": "check",
            "now": "arrow-right-s",
            "blocked": "lock-2",
            "later": "checkbox-blank-circle",
        }
        for step in steps:
            action = menu.addAction(theme.icon(icons[step.state]), f"{step.number}. {step.title}")
            action.triggered.connect(lambda _checked=False, key=step.key: self.chosen.emit(key))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hairline(painter, 0, self.height() - 1, self.width(), self.height() - 1)
