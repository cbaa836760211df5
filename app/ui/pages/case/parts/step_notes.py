"""Small parts of a step: the steps of one entry, a sentence with its icon, what is sent back and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui import theme
from app.ui.pages.case.parts import words as case_words
from app.ui.widgets.base import Label, box, column, rounded, row, shown, words
from app.ui.widgets.editors import LineEdit
from app.ui.widgets.field import Glyph
from app.ui.widgets.tick import Tick
from app.ui.widgets.timeline import STATES
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.case.parts.views import StepView

_ICONS = {
    "done": ("checkbox-circle", "green"),
    "now": ("record-circle", "accent_mark"),
    "blocked": ("lock-2", "amber"),
    "later": ("checkbox-blank-circle", "ctl"),
}


class Note(QWidget):
    """A sentence with an icon; without a sentence it is not there."""

    def __init__(self, icon: str, tone: str, text: str = "") -> None:
        super().__init__()
        self.label = Label(text, "small", tone if tone in ("rust", "amber") else "text2", wrap=True)
        self.setLayout(
            row(column(1, Glyph(icon, tone, 18), None), (self.label, 1), gap=8, margins=(0, 2, 0, 2))
        )
        shown(self, bool(text))

    def set(self, text: str) -> None:
        """Another sentence; "" hides it."""
        self.label.setText(text)
        self.setAccessibleName(text)
        shown(self, bool(text))

    @property
    def text(self) -> str:
        """The sentence."""
        return self.label.text()


class SiblingButton(QAbstractButton):
    """One step of an entry that holds several."""

    def __init__(self, title: str, state: str, note: str, viewed: bool) -> None:
        super().__init__()
        self.state, self.note, self.viewed = state, note, viewed
        self.setText(title)
        self.setAccessibleName(f"{title}, {_(STATES[state])}. {note}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.width(self.text(), "base", True) + theme.width(self.note, "small") + 60, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.width(self.text(), "base", True) + 44, 32)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.viewed or self.underMouse():
            rounded(painter, self.rect(), "sel" if self.viewed else "hover")
        icon, tone = _ICONS[self.state]
        theme.icons.paint(painter, icon, QRectF(8, (self.height() - 18) / 2, 18, 18), tone)
        area = QRectF(self.rect()).adjusted(36, -1, -10, -1)
        tone = "text" if self.viewed or self.state in ("done", "now") else "text2"
        words(painter, area, self.text(), tone, "base", self.viewed)
        room = self.width() - 60 - theme.width(self.text(), "base", self.viewed)
        if self.note and theme.width(self.note, "small") <= room:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            words(painter, area, self.note, "text2", "small", align=right)
        if self.hasFocus():
            rounded(painter, self.rect(), None, "focus", thick=2)


class Siblings(QWidget):
    """The steps of one entry of the timeline, one below the other."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[tuple[str, str, str, str]], viewed: str) -> None:
        super().__init__()
        self.setAccessibleName(_("Các việc của bước này"))
        self.buttons: dict[str, SiblingButton] = {}
        for key, title, state, note in steps:
            made = SiblingButton(title, state, note, key == viewed)
            made.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self.buttons[key] = made
        self.setLayout(column(*self.buttons.values(), gap=2))


class ReturnPart(QWidget):
    """Which steps go back and what is wrong with each."""

    changed = Signal()

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.sentence = Label("", "small", "rust", wrap=True)
        self.items: dict[str, tuple[Tick, LineEdit]] = {}
        parts: list[Any] = [Label(_("Trả lại để làm lại những bước nào"), "small", "text2"), 4]
        for key, title in steps:
            tick, remark = Tick(title), LineEdit(placeholder=_("Nhận xét: điều cần làm lại"))
            remark.setAccessibleName(_("Nhận xét về {title}").format(title=title))
            holder = box(row(32, (remark, 1)))
            shown(holder, False)
            tick.toggled.connect(lambda on, holder=holder: self._toggled(holder, on))
            remark.value_changed.connect(lambda _value: self.changed.emit())
            self.items[key] = (tick, remark)
            parts += [tick, holder]
        self.setLayout(column(*parts, 4, self.sentence))
        shown(self.sentence, False)

    def _toggled(self, holder: QWidget, on: bool) -> None:
        shown(holder, on)
        self.complain("")
        self.changed.emit()

    def typed(self) -> dict[str, str]:
        """Step -> remark of the steps ticked."""
        return {key: remark.value() or "" for key, (tick, remark) in self.items.items() if tick.isChecked()}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Show ticks and remarks."""
        for key, (tick, remark) in self.items.items():
            tick.setChecked(key in typed)
            remark.set_value(typed.get(key))

    def complain(self, sentence: str) -> None:
        """Say below what is missing."""
        self.sentence.setText(sentence)
        shown(self.sentence, bool(sentence))
        if sentence:
            next(iter(self.items.values()))[0].setFocus()


def notes_of(view: StepView) -> list[tuple[str, str, str]]:
    """Icon, tone and sentence of all there is to say about a step before its fields."""
    found = [("error-warning", "rust", text) for text in view.sent_back]
    for number, told in enumerate(view.told, 1):
        day = case_words.date_of(told.date)
        if told.step == "invitation":
            day = _("Yêu cầu, mời lần {n}, {day}").format(n=number, day=day)
        found.append(("history", "text2", f"{day}: {told.words}" if told.words else day))
    if view.turn:
        found.append(("error-warning", "amber", view.turn))
    if view.waits:
        found.append(("lock-2", "amber", view.waits))
    elif view.kind == "paper" and view.state == "now":
        text = _("Việc này do {office} làm; hồ sơ chờ ở đó từ ngày {day}.").format(
            office=view.office, day=view.since
        )
        if view.office_packages:
            text += " " + _(
                "Kết quả vào sổ khi nhận gói dữ liệu của nơi đó; nếu có văn bản giấy trước thì ghi ở dưới."
            )
        else:
            text += " " + _("Khi có văn bản của nơi đó, ghi lại ở dưới.")
        found.append(("time", "text2", text))
    elif view.kind == "read":
        found.append(
            (
                "information",
                "text2",
                _("Bước này do {office} ghi; ở đây chỉ xem.").format(office=view.office),
            )
        )
    act = view.act
    if act is not None and act.from_paper and view.kind == "paper":
        paper = act.from_paper
        found.append(
            (
                "file-text",
                "text2",
                _("Ghi theo văn bản số {number} ngày {day}, {issuer}.").format(
                    number=_number(paper.get("number", "")),
                    day=case_words.date_of(paper.get("date")),
                    issuer=paper.get("issuer") or view.office,
                ),
            )
        )
    if act is not None and act.reopened:
        for item, text in act.remarks:
            found.append(("arrow-go-back", "amber", f"{item}: {text}" if text else item))
    if view.locked and view.kind == "own":
        found.append(
            (
                "lock-2",
                "text2",
                _("Hồ sơ đã chuyển lên cấp trên. Sửa bước này phải ghi lý do; cấp trên thấy cả hai bản."),
            )
        )
    return found


def _number(number: str) -> str:
    """A document number that does not break at its hyphen."""
    return number.replace("-", "\u2011")
