"""The grid of a meeting: a row for each person, votes typed by keyboard, the outcome computed from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.procedures.together_meeting import Judged
from app.ui import theme
from app.ui.pages.case.parts.fact_fields import WholeDateEdit
from app.ui.widgets.base import Hairline, Label, box, column, mark, row, shown
from app.ui.widgets.editors import Choice, LineEdit, NumberEdit
from app.ui.widgets.field import Glyph
from app.words import _

VOTES = ("for", "against", "blank")
COLUMNS = (*VOTES, "outcome", "number", "date")
WIDTHS = {"for": 58, "against": 58, "blank": 58, "number": 112, "date": 112}
CARET = 62
"""What a choice needs beside its words."""


@dataclass(frozen=True)
class Person:
    """One person of the meeting. `outcomes`: (id, title, whether the case ends with it)."""

    case: str
    name: str
    second: str
    outcomes: tuple[tuple[str, str, bool], ...]
    motions: tuple[tuple[str, str], ...] = ()
    """(id, title) of what can be put to the vote; none where there is one question only."""
    proposed: str = ""
    """The motion the cell proposed."""


@dataclass(frozen=True)
class Verdict:
    """What the votes typed come to: words, tone, and the outcome they give (None: people state it)."""

    text: str = ""
    tone: str = "text2"
    outcome: str | None = None


class GridRow(QObject):
    """The editors of one person."""

    changed = Signal()

    def __init__(self, person: Person, latest: int) -> None:
        super().__init__()
        self.person = person
        self.stated = False
        """Whether the outcome was chosen by hand: then votes do not change it."""
        self.name = Label(person.name, bold=True, wrap=True)
        self.second = Label(person.second, "small", "text3", wrap=True)
        self.editors: dict[str, Any] = {name: NumberEdit() for name in VOTES}
        self.editors["outcome"] = Choice([(key, title) for key, title, _ends in person.outcomes])
        self.editors["number"] = LineEdit()
        self.editors["date"] = WholeDateEdit(latest)
        self.motion = Choice(person.motions)
        self.motion.setAccessibleName(_("Biểu quyết việc gì: {name}").format(name=person.name))
        self.motion.set_value(person.proposed or None)
        self.motion.value_changed.connect(lambda _value: self._typed())
        titles = {
            "for": _("Tán thành"),
            "against": _("Không tán thành"),
            "blank": _("Phiếu trắng"),
            "outcome": _("Kết quả"),
            "number": _("Số văn bản"),
            "date": _("Ngày văn bản"),
        }
        for name, editor in self.editors.items():
            editor.setAccessibleName(f"{titles[name]}: {person.name}")
            if name in WIDTHS:
                editor.setFixedWidth(WIDTHS[name])
            if isinstance(editor, QLineEdit):
                editor.textEdited.connect(lambda _text: self._typed())
        self.editors["outcome"].setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.editors["outcome"].value_changed.connect(self._state)
        for name in ("for", "against", "blank", "date"):
            self.editors[name].complained.connect(self.set_error)
        self._error = Label("", "small", "rust", wrap=True)
        self.wrong = box(
            row(
                column(2, Glyph("error-warning", "rust", 16), None),
                (self._error, 1),
                gap=6,
                margins=(0, 0, 0, 6),
            )
        )
        shown(self.wrong, False)

    @property
    def error(self) -> str:
        """The sentence shown, "" for none."""
        return self._error.text()

    def set_error(self, sentence: str, field: str = "") -> None:
        """Say below the row what is wrong; "" takes it away."""
        self._error.setText(sentence)
        shown(self.wrong, bool(sentence))
        for name, editor in self.editors.items():
            mark(editor, wrong=bool(sentence) and name == field)

    def _typed(self) -> None:
        if self.error:
            self.set_error("")
        self.changed.emit()

    def _state(self, _value: object) -> None:
        self.stated = True
        self._typed()

    def number(self, name: str) -> int | None:
        """A count typed, None for none."""
        value = self.editors[name].value()
        return value if isinstance(value, int) else None

    @property
    def counted(self) -> bool:
        """Whether any vote was typed."""
        return any(self.number(name) is not None for name in VOTES)

    @property
    def ends(self) -> bool:
        """Whether the outcome chosen ends the case, so that it has no document of the step."""
        value = self.editors["outcome"].value()
        return any(key == value and ends for key, _title, ends in self.person.outcomes)

    def show_verdict(self, verdict: Verdict) -> None:
        """The words below the name, and the outcome where nobody has stated another."""
        self.second.setText(verdict.text or self.person.second)
        self.second.set_tone(verdict.tone if verdict.text else "text3")
        if not self.stated:
            self.editors["outcome"].set_value(verdict.outcome)

    def settle(self) -> bool:
        """Read all that was typed; False where something is not understood."""
        return all(self.editors[name].settle() for name in (*VOTES, "date"))

    def judged(self, date: str | None) -> Judged:
        """As the deed takes it; `date` is the day of the document where the row has none of its own."""
        own = self.editors["date"].value()
        return Judged(
            self.person.case,
            self.number("for"),
            self.number("against"),
            self.number("blank"),
            self.editors["outcome"].value(),
            self.editors["number"].value(),
            own.iso() if own is not None else date,
            self.motion.value(),
        )


class VoteGrid(QWidget):
    """All rows. Enter goes on to the next field, Up and Down stay in the column."""

    changed = Signal()
    focused = Signal(QWidget)
    """The keyboard went to an editor: whoever scrolls brings it into view."""

    def __init__(self, people: Sequence[Person], judge: Callable[[GridRow], Verdict], latest: int) -> None:
        super().__init__()
        self._judge = judge
        self.rows = [GridRow(person, latest) for person in people]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        heads = (
            _("Người được xét"), _("Tán thành"), _("Không"), _("Trắng"), _("Kết quả"), _("Số văn bản"),
            _("Ngày văn bản"),
        )  # fmt: skip
        self._heads = [Label(text, "small", "text2", bold=True) for text in heads]
        for at, head in enumerate(self._heads):
            grid.addWidget(head, 0, at)
        titles = [title for person in people for _id, title, _ends in person.outcomes]
        longest = max(map(theme.width, titles), default=80) + CARET
        for at, made in enumerate(self.rows):
            made.editors["outcome"].setFixedWidth(longest)
            top = 1 + at * 3
            grid.addWidget(Hairline(), top, 0, 1, len(heads))
            asked = [made.motion] if made.person.motions else []
            grid.addWidget(box(column(4, made.name, *asked, made.second, 4, gap=2)), top + 1, 0)
            for place, name in enumerate(COLUMNS, 1):
                editor = made.editors[name]
                editor.installEventFilter(self)
                editor.setProperty("place", (at, name))
                grid.addWidget(editor, top + 1, place, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(made.wrong, top + 2, 0, 1, len(heads))
            made.changed.connect(lambda made=made: self._changed(made))
        self.judge_all()

    def judge_all(self) -> None:
        """Compute anew what all votes come to, as when the base has changed."""
        for made in self.rows:
            made.show_verdict(self._judge(made))

    def _changed(self, made: GridRow) -> None:
        made.show_verdict(self._judge(made))
        self.changed.emit()

    def fill_numbers(self, numbers: Callable[[int], Sequence[str]]) -> None:
        """Give the rows that get a document their numbers, in order."""
        given = [made for made in self.rows if not made.ends]
        for made, number in zip(given, numbers(len(given)), strict=True):
            made.editors["number"].set_value(number)
            made.set_error("")
        for made in self.rows:
            if made.ends:
                made.editors["number"].set_value(None)
        self.changed.emit()

    def set_narrow(self, narrow: bool) -> None:
        """Where it is narrow all documents bear the one day above; no name is cut."""
        shown(self._heads[-1], not narrow)
        for made in self.rows:
            shown(made.editors["date"], not narrow)

    def set_date_hint(self, text: str) -> None:
        """The day of the document of rows without one of their own."""
        for made in self.rows:
            made.editors["date"].setPlaceholderText(text)

    def show_refused(self, refused: Sequence[Mapping[str, Any]]) -> None:
        """Say in each refused row why; the keyboard goes to the first."""
        for made in self.rows:
            made.set_error("")
        for one in refused:
            made = self.rows[one["row"]]
            field = one["field"] if one["field"] in made.editors else ""
            made.set_error(f"{one['message']} {one['hint']}".strip(), field)
        if refused:
            first = self.rows[refused[0]["row"]]
            name = refused[0]["field"]
            first.editors[name if name in first.editors else "for"].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit(watched)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            place = watched.property("place")
            key = event.key()
            if not isinstance(watched, QLineEdit):
                return super().eventFilter(watched, event)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go_on(*place)
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._focus(place[0] + (1 if key == Qt.Key.Key_Down else -1), place[1])
                return True
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and place[1] in VOTES:
                return self._beside(watched, place, 1 if key == Qt.Key.Key_Right else -1)
        return super().eventFilter(watched, event)

    def _go_on(self, at: int, name: str) -> None:
        """The next vote of the row, then the first of the next; numbers and days go down their column."""
        if name in VOTES and name != VOTES[-1]:
            self._focus(at, VOTES[VOTES.index(name) + 1])
        else:
            self._focus(at + 1, VOTES[0] if name in VOTES else name)

    def _beside(self, editor: QLineEdit, place: tuple[int, str], way: int) -> bool:
        """Left and Right leave a vote at the end of its figures."""
        edge = len(editor.text()) if way > 0 else 0
        wanted = VOTES.index(place[1]) + way
        if editor.cursorPosition() != edge or not 0 <= wanted < len(VOTES):
            return False
        self._focus(place[0], VOTES[wanted])
        return True

    def _focus(self, at: int, name: str) -> None:
        if 0 <= at < len(self.rows):
            editor = self.rows[at].editors[name]
            editor.setFocus(Qt.FocusReason.TabFocusReason)
            editor.selectAll()
