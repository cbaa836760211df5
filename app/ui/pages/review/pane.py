"""Beside the list of a review: what is on file of one member with its sources, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSpacerItem, QStackedLayout, QWidget

from app.procedures.review import OUTCOMES, TITLES, Fact
from app.trouble import Failure
from app.ui.page import Room
from app.ui.pages.case.parts.fact_fields import WholeDateEdit
from app.ui.widgets.base import Hairline, Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.editors import LineEdit, LongText
from app.ui.widgets.field import Field
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.segment import Segment
from app.words import _

RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Shown:
    """One member as the pane shows them; `closed`: nothing is written any more."""

    person: str
    name: str
    second: str
    facts: Sequence[Fact]
    outcome: str | None
    note: str
    date: Any
    number: str
    closed: bool


class FactGrid(QWidget):
    """Facts in three columns: what it is, what it says, where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(7)
        for at, share in enumerate((0, 3, 2)):
            self._grid.setColumnStretch(at, share)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts; a kind with several is named once."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        before = ""
        for at, fact in enumerate(facts):
            title = _(TITLES[fact.kind])
            text = Label(fact.text, wrap=True)
            text.setAccessibleName(f"{title}: {fact.text}. {fact.source}".rstrip(". "))
            parts = (
                Label(title if fact.kind != before else "", "small", "text3"),
                text,
                Label(fact.source, "small", "text3", wrap=True),
            )
            for place, part in enumerate(parts):
                self._grid.addWidget(part, at, place, Qt.AlignmentFlag.AlignTop)
            before = fact.kind


class ReviewPane(Card):
    """Facts above, outcome and note below; Enter records and asks for the next person."""

    recorded = Signal(str, dict)
    """Person and what was typed: outcome, note, date, number."""
    case_asked = Signal(str)
    cleared = Signal(str)

    def __init__(self, latest: int) -> None:
        super().__init__()
        self.member: Shown | None = None
        self.drafts: dict[str, tuple[str | None, str | None]] = {}
        self._kept: tuple[Any, Any] = (None, None)  # day and number go on from one person to the next
        self.name = Label("", "section", bold=True, wrap=True)
        self.second = Label("", "small", "text2", wrap=True)
        self.facts = FactGrid()
        self.scroller = ScrollColumn(box(column(self.facts, None, margins=(20, 10, 18, 10))))
        self.outcome = Field(_("Kết quả"), Segment([(k, _(v)) for k, v in OUTCOMES.items()]))
        self.note = Field(_("Ghi chú của cuộc họp"), LongText(lines=2, placeholder=_("Ghi chú của cuộc họp")))
        self.date = Field(_("Ngày họp"), WholeDateEdit(latest))
        self.number = Field(_("Số biên bản"), LineEdit(chars=12))
        self.fields = {"outcome": self.outcome, "note": self.note, "date": self.date, "number": self.number}
        for field in (self.outcome, self.note):
            shown(field.label, False)  # what they are, their words say
        self.date.setMaximumWidth(150)
        self.number.setMaximumWidth(150)
        self.record = Button(_("&Ghi, sang người kế"), "primary")
        self.record.clicked.connect(self.finish)
        self.case = Button(_("Mở trang sàng lọc…"), "link")
        self.case.clicked.connect(lambda: self.member and self.case_asked.emit(self.member.person))
        self.clear = Button(_("Bỏ kết quả đã ghi…"), "link")
        self.clear.clicked.connect(lambda: self.member and self.cleared.emit(self.member.person))
        self._wrong = Label("", "small", "rust", wrap=True)
        shown(self._wrong, False)
        self._above = QSpacerItem(0, 22)
        beside = column()
        beside.addItem(self._above)
        beside.addWidget(self.record)
        beside.addStretch(1)
        foot = row(self.date, self.number, None, beside, gap=12)
        self.form = box(
            column(
                self.outcome,
                self.note,
                foot,
                self._wrong,
                row(self.case, self.clear, None, gap=16),
                gap=4,
                margins=(20, 10, 18, 12),
            )
        )
        head = box(column(self.name, 1, self.second, margins=(20, 14, 18, 10)))
        whole = box(column(head, Hairline(), (self.scroller, 1), Hairline(), self.form))
        nothing = Label(_("Chọn một người để xem điều sổ có ghi."), "small", "text3", wrap=True)
        self._stack = QStackedLayout()
        self._stack.addWidget(box(column(nothing, None, margins=20)))
        self._stack.addWidget(whole)
        self.add(self._stack, 1)
        self.note.editor.installEventFilter(self)

    def show_member(self, found: Shown | None, *, can_open: bool = False) -> None:
        """Show a member; what was typed of the one before and not recorded is kept."""
        self.keep()
        self.member = found
        self._stack.setCurrentIndex(int(found is not None))
        if found is None:
            return
        self.name.setText(found.name)
        self.second.setText(found.second)
        self.facts.show_facts(found.facts)
        outcome, note = self.drafts.pop(found.person, (found.outcome, found.note or None))
        self.outcome.set_value(outcome)
        self.note.set_value(note)
        self.date.set_value(found.date or self._kept[0])
        self.number.set_value(found.number or self._kept[1])
        self.complain("")
        for field in self.fields.values():
            field.set_read_only(found.closed)
        shown(self.record, not found.closed)
        shown(self.clear, bool(found.outcome) and not found.closed)
        shown(self.case, can_open and found.outcome == "consider")
        self.scroller.verticalScrollBar().setValue(0)

    def arrange(self, room: Room) -> None:
        """In a low window the form takes as little as it can."""
        narrow = room == Room.NARROW
        shown(self.second, not narrow)
        self.note.editor.set_lines(1 if narrow else 2)
        self.scroller.setMinimumHeight(64 if narrow else 84)
        for field in (self.date, self.number):
            shown(field.label, not narrow)
            field.editor.setPlaceholderText(field.label.text() if narrow else "")
        self._above.changeSize(0, 4 if narrow else 22)

    def keep(self) -> None:
        """Keep what was typed and not recorded."""
        found = self.member
        if found is None or found.closed:
            return
        typed = (self.outcome.value(), self.note.value())
        if typed != (found.outcome, found.note or None):
            self.drafts[found.person] = typed

    def begin(self) -> None:
        """Put the keyboard on the outcome."""
        if self.member is not None and not self.member.closed:
            self.outcome.setFocus()

    def finish(self) -> None:
        """Hand over what was typed."""
        found = self.member
        if found is None or found.closed:
            return
        self.complain("")
        if not self.date.editor.settle():
            self.date.setFocus()
            return
        if self.outcome.value() is None:
            self.complain(_("Chọn kết quả: phím mũi tên trái, phải."))
            self.outcome.setFocus()
            return
        day = self.date.value()
        told = {
            "outcome": self.outcome.value(),
            "note": self.note.value() or "",
            "date": day.iso() if day is not None else "",
            "number": self.number.value() or "",
        }
        self.recorded.emit(found.person, told)

    def done(self) -> None:
        """What was handed over stands in the records."""
        self._kept = (self.date.value(), self.number.value())
        if self.member is not None:
            self.drafts.pop(self.member.person, None)
        self.member = None

    def complain(self, sentence: str) -> None:
        """Say what no field is to blame for."""
        self._wrong.setText(sentence)
        shown(self._wrong, bool(sentence))

    def refuse(self, wrong: Failure) -> None:
        """Show a refusal where it is mended."""
        sentence = f"{wrong.message} {wrong.hint}".strip()
        field = self.fields.get(str(wrong.details.get("field", "")))
        if field is None:
            self.complain(sentence)
        else:
            field.set_error(sentence)
            field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURN:
            self.finish()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in RETURN and held:
                self.finish()
                return True
        return super().eventFilter(watched, event)
