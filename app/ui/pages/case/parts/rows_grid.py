"""Short rows typed like a table: one line of fields for each, Enter goes on, breaks in time are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.widgets.base import Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.editors import LineEdit
from app.ui.widgets.facts import SubHead
from app.ui.widgets.field import Glyph
from app.words import _, count_text

if TYPE_CHECKING:
    from app.regulations.procedures import FactDef

_MOST = 4
_TYPES = ("date", "text")
_DATE = 104


def suits(columns: Mapping[str, FactDef]) -> bool:
    """Whether rows are short enough to be typed as a table: periods with a few words each."""
    short = len(columns) <= _MOST and all(d.type in _TYPES for d in columns.values())
    return short and {"from", "to"} <= columns.keys()


class RowsGrid(QWidget):
    """Rows as they are kept; `typed()` gives them as a command takes them."""

    changed = Signal()

    def __init__(self, name: str, title: str, columns: Mapping[str, FactDef], latest: int) -> None:
        super().__init__()
        self.name, self.columns, self.latest = name, dict(columns), latest
        self.lines: list[dict[str, Any]] = []
        self.read_only = False
        self.editor = None  # no form of its own below the table
        self.head = SubHead(_(title or name))
        self.add = Button(_("Thêm dòng"), "link", trailing="add")
        self.add.setAccessibleName(_("Thêm dòng: {title}").format(title=_(title or name)))
        self.add.clicked.connect(lambda: self.add_row())
        self.sentence = Label("", "small", "rust", wrap=True)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        for at, definition in enumerate(self.columns.values()):
            wide = 0 if definition.type == "date" else 2 if definition.mandatory else 1
            self._grid.setColumnStretch(at, wide)
        self._grid.setColumnStretch(len(self.columns), 0)
        self.setLayout(column(self.head, 4, self._grid, self.sentence, row(self.add, None)))
        shown(self.sentence, False)
        self._draw()

    # Values

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What stands in the lines now, empty ones too."""
        return [{name: self._value(editor) for name, editor in line.items()} for line in self.lines]

    def _value(self, editor: Any) -> Any:
        value = editor.value()
        iso = getattr(value, "iso", None)
        return iso() if iso is not None else value or ""

    def show_kept(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show rows of a record."""
        self.lines = []
        for values in rows:
            self._line(values)
        self._draw()

    def typed(self) -> list[dict[str, Any]]:
        """All rows; wholly empty ones left out."""
        found = [{k: v for k, v in values.items() if v not in (None, "")} for values in self.rows]
        return [values for values in found if values]

    def settle(self) -> bool:
        """Read every line; False with the keyboard where a date is not understood."""
        self.complain("")
        for line in self.lines:
            for editor in line.values():
                if isinstance(editor, DateEdit) and not editor.settle():
                    editor.setFocus()
                    return False
        return True

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anything be changed."""
        self.read_only = read_only
        self._draw()

    # Lines

    def add_row(self, values: Mapping[str, Any] | None = None) -> None:
        """A new line, with the keyboard in its first field."""
        self._line(values or {})
        self._draw()
        next(iter(self.lines[-1].values())).setFocus()
        self.changed.emit()

    def remove(self, at: int) -> None:
        """Take a line away."""
        del self.lines[at]
        self._draw()
        self.changed.emit()

    def point(self, number: int, column_name: str, sentence: str) -> bool:
        """Bring a field of a line (counted from 1) to the eye."""
        if not 1 <= number <= len(self.lines) or column_name not in self.lines[number - 1]:
            return False
        self.lines[number - 1][column_name].setFocus()
        self.complain(sentence)
        return True

    def complain(self, sentence: str) -> None:
        """Say below the table what is wrong; "" takes it away."""
        self.sentence.setText(sentence)
        shown(self.sentence, bool(sentence))

    def _line(self, values: Mapping[str, Any]) -> None:
        line: dict[str, Any] = {}
        for name, definition in self.columns.items():
            editor: Any = DateEdit(latest=self.latest) if definition.type == "date" else LineEdit()
            editor.setAccessibleName(
                _("{title}, dòng {n}").format(title=_(definition.title or name), n=len(self.lines) + 1)
            )
            if definition.type == "date":
                editor.setFixedWidth(_DATE)
                editor.complained.connect(self.complain)
            else:
                editor.textChanged.connect(editor.setToolTip)  # a line is short: the whole text is there
            self._show(editor, definition, values.get(name))
            editor.value_changed.connect(lambda _value: self._changed())
            editor.returnPressed.connect(lambda line=line, name=name: self._entered(line, name))
            line[name] = editor
        self.lines.append(line)

    @staticmethod
    def _show(editor: Any, definition: FactDef, value: Any) -> None:
        if definition.type == "date" and value:
            from app.regulations.dates import PartialDate

            value = PartialDate.parse(str(value))
        editor.set_value(value or None)

    def _entered(self, line: dict[str, Any], name: str) -> None:
        """Enter goes to the next field; behind the last one of the last line a new line begins."""
        names = list(self.columns)
        at, after = self.lines.index(line), names.index(name) + 1
        if after < len(names):
            line[names[after]].setFocus()
        elif at + 1 < len(self.lines):
            self.lines[at + 1][names[0]].setFocus()
        elif any(self._value(editor) for editor in line.values()):
            self.add_row()

    def _changed(self) -> None:
        self._mark()
        self.changed.emit()

    # Drawing

    def _draw(self) -> None:
        for line in self.lines:
            for editor in line.values():
                editor.setParent(self)
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and not any(old in line.values() for line in self.lines):
                old.hide()
                old.deleteLater()
        self.head.set_right(
            _("{n} dòng").format(n=count_text(len(self.lines))) if self.lines else _("chưa có dòng nào")
        )
        if self.lines:
            for at, (name, definition) in enumerate(self.columns.items()):
                self._grid.addWidget(Label(_(definition.title or name), "small", "text3"), 0, at)
        self.notes: list[QWidget] = []
        for number, line in enumerate(self.lines):
            for at, editor in enumerate(line.values()):
                editor.set_read_only(self.read_only)
                self._grid.addWidget(editor, 1 + 2 * number, at)
                editor.show()
            if not self.read_only:
                remove = IconButton("delete-bin", _("Bỏ dòng {who}").format(who=number + 1))
                remove.clicked.connect(lambda _checked=False, number=number: self.remove(number))
                self._grid.addWidget(remove, 1 + 2 * number, len(self.columns))
            note = box(column())
            self._grid.addWidget(note, 2 + 2 * number, 0, 1, len(self.columns))
            self.notes.append(note)
        shown(self.add, not self.read_only)
        self._mark()

    def _mark(self) -> None:
        """Say beside each line where it does not join the one before in time."""
        from app.procedures.periods import breaks

        told = {found.row: found.text for found in breaks(self.rows)}
        for number, note in enumerate(self.notes):
            layout = note.layout()
            assert layout is not None
            clear(layout)
            text = told.get(number, "")
            if text:
                line = row(column(1, Glyph("error-warning", "amber", 16), None), gap=6)
                line.addWidget(Label(text, "small", "amber", wrap=True), 1)
                layout.addWidget(box(line))
            note.setAccessibleName(text)
            shown(note, bool(text))
