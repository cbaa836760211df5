"""Rows of a step (relatives asked, introducers, opinions): a small table; the open row stands below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.fact_fields import FactGroup, People
from app.ui.widgets.base import Hairline, Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.card import Card
from app.ui.widgets.facts import SubHead
from app.words import _, count_text

if TYPE_CHECKING:
    from app.regulations.procedures import FactDef
    from app.ui.pages.case.parts.views import ColumnHelp, RowHelp

SHOWN = 4
"""Columns of the small table; all are in the fields of the open row."""


class RowsEdit(QWidget):
    """Rows as they are kept; `typed()` gives them as a command takes them."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        columns: Mapping[str, FactDef],
        people: People,
        latest: int,
        *,
        begin: RowHelp | None = None,
        help_of: Mapping[str, ColumnHelp] | None = None,
    ) -> None:
        super().__init__()
        self.name, self.columns, self.people, self.latest = name, dict(columns), people, latest
        self.begin, self.help_of = begin, help_of or {}
        self.rows: list[dict[str, Any]] = []
        self.open_row = -1
        self.read_only = False
        self.head = SubHead(_(title or name))
        self.add = Button(_("Thêm dòng"), "link", trailing="add")
        self.add.setAccessibleName(_("Thêm dòng: {title}").format(title=_(title or name)))
        self.add.clicked.connect(self.add_row)
        self.fill = Button(begin.button if begin is not None else "", "link", trailing="user-add")
        self.fill.clicked.connect(self.fill_in)
        self.why = Label(begin.sentence if begin is not None else "", "small", "text2", wrap=True)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self.editor: FactGroup | None = None
        self._place = column()
        self._editor_box = box(self._place)
        tools = row(self.add, 18, self.fill, None)
        self.setLayout(column(self.head, 2, self._grid, self._editor_box, tools, 2, self.why))
        shown(self._editor_box, False)
        self._draw()

    # Values

    def show_kept(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show rows of a record."""
        self.rows = [dict(r) for r in rows]
        self.open_row = -1
        self._draw()

    def typed(self) -> list[dict[str, Any]]:
        """All rows, the one being edited as it stands now; wholly empty ones left out."""
        self._take()
        return [
            {k: v for k, v in r.items() if v not in (None, "")}
            for r in self.rows
            if any(v not in (None, "") for v in r.values())
        ]

    def settle(self) -> bool:
        """Read the open row; False when a field of it is not understood."""
        return self.editor is None or self.editor.settle()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anything be changed."""
        self.read_only = read_only
        self._draw()

    # Rows

    def add_row(self) -> None:
        """A new row, open for typing."""
        if self.settle():
            self._take()
            self.rows.append({})
            self._open(len(self.rows) - 1)
            self.changed.emit()

    def waiting(self) -> list[Mapping[str, Any]]:
        """The rows the program can begin that are not here yet, told apart by their first column."""
        first = next(iter(self.columns))
        have = {str(r.get(first)) for r in self.rows}
        return [
            r for r in (self.begin.rows if self.begin is not None else ()) if str(r.get(first)) not in have
        ]

    def fill_in(self) -> None:
        """Begin the rows the rule asks for; the keyboard goes to the first that lacks something."""
        if not self.settle():
            return
        self._take()
        self.rows += [dict(r) for r in self.waiting()]
        must = [n for n, d in self.columns.items() if d.mandatory]
        lacking = (i for i, r in enumerate(self.rows) if any(not r.get(n) for n in must))
        at = next(lacking, -1)
        self._open(at)
        if at >= 0 and self.editor is not None:
            self.editor.fields[next(n for n in must if not self.rows[at].get(n))].editor.setFocus()
        self.changed.emit()

    def edit(self, at: int) -> None:
        """Open a row, or close the open one."""
        if self.settle():
            self._take()
            self._open(-1 if at == self.open_row else at)

    def remove(self, at: int) -> None:
        """Take a row away."""
        self._take()
        del self.rows[at]
        self.open_row = -1
        self._draw()
        self.changed.emit()

    def point(self, number: int, column_name: str, sentence: str) -> bool:
        """Open a row (counted from 1) and bring one of its fields to the eye."""
        if not 1 <= number <= len(self.rows):
            return False
        self._take()
        self._open(number - 1)
        return self.editor is not None and self.editor.point(column_name, sentence)

    def _take(self) -> None:
        if self.editor is not None and 0 <= self.open_row < len(self.rows):
            self.rows[self.open_row] = {k: v for k, v in self.editor.typed().items() if v not in (None, "")}

    def _open(self, at: int) -> None:
        self.open_row = at
        self._draw()
        if self.editor is not None:
            next(iter(self.editor.fields.values())).editor.setFocus()

    # Drawing

    def _summary_columns(self) -> list[str]:
        names = [n for n, d in self.columns.items() if d.mandatory]
        names += [n for n, d in self.columns.items() if not d.mandatory and d.type in ("date", "number")]
        must = sum(1 for d in self.columns.values() if d.mandatory)
        wanted = set(names[: max(SHOWN, must)])
        return [n for n in self.columns if n in wanted]

    def _draw(self) -> None:
        clear(self._grid)
        for line in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(line, 0)
        names = self._summary_columns()
        self.head.set_right(
            _("{n} dòng").format(n=count_text(len(self.rows))) if self.rows else _("chưa có dòng nào")
        )
        others = [r for i, r in enumerate(self.rows) if i != self.open_row or self.read_only]
        if others:
            for at, name in enumerate(names):
                label = Label(_(self.columns[name].title or name), "small", "text3", wrap=True)
                self._grid.addWidget(label, 0, at)
        line = 1
        for index, values in enumerate(self.rows):
            if index == self.open_row and not self.read_only:
                continue
            self._grid.addWidget(Hairline(), line, 0, 1, len(names) + 1)
            for at, name in enumerate(names):
                self._grid.addWidget(Label(self._words(name, values.get(name)), wrap=True), line + 1, at)
            if not self.read_only:
                self._grid.addWidget(self._tools(index, values), line + 1, len(names))
            self._grid.setRowMinimumHeight(line + 1, 36)
            more = self._more_words(values, names)
            if more:
                told = Label(more, "small", "text2", wrap=True)
                told.setContentsMargins(0, 0, 0, 6)
                self._grid.addWidget(told, line + 2, 0, 1, len(names) + 1)
            line += 3
        for at, name in enumerate(names):
            self._grid.setColumnStretch(at, 3 if self.columns[name].type in ("text", "choice") else 2)
        self._draw_editor()
        shown(self.add, not self.read_only)
        helped = self.begin is not None and not self.read_only
        shown(self.fill, helped and bool(self.waiting()))
        shown(self.why, helped and bool(self.why.text()) and (bool(self.waiting()) or not self.begin.rows))  # type: ignore[union-attr]

    def _more_words(self, values: Mapping[str, Any], names: Sequence[str]) -> str:
        """What a row says beside the columns of the table: choices and yes or no."""
        told = [
            f"{_(d.title or n)}: {words.lower_first(self._words(n, values[n]))}"
            for n, d in self.columns.items()
            if n not in names and d.type in ("choice", "yes_no") and values.get(n) not in (None, "")
        ]
        return "; ".join(told)

    def _next(self) -> None:
        """Close the open row; the next one that lacks something opens."""
        if not self.settle():
            return
        self._take()
        at = self.open_row
        must = [n for n, d in self.columns.items() if d.mandatory]
        lacking = [i for i, r in enumerate(self.rows) if i > at and any(r.get(n) in (None, "") for n in must)]
        self._open(lacking[0] if lacking else -1)

    def _tools(self, index: int, values: Mapping[str, Any]) -> QWidget:
        who = next(
            (str(v) for k, v in values.items() if k in ("name", "organisation", "what", "paper")),
            str(index + 1),
        )
        edit = IconButton("edit", _("Sửa dòng {who}").format(who=who))
        edit.clicked.connect(lambda: self.edit(index))
        remove = IconButton("delete-bin", _("Bỏ dòng {who}").format(who=who))
        remove.clicked.connect(lambda: self.remove(index))
        return box(row(None, edit, remove))

    def _draw_editor(self) -> None:
        clear(self._place)
        self.editor = None
        wanted = 0 <= self.open_row < len(self.rows) and not self.read_only
        shown(self._editor_box, wanted)
        if not wanted:
            return
        self.editor = FactGroup(self.columns, self.people, self.latest, fold=False, help_of=self.help_of)
        self.editor.show_kept(self.rows[self.open_row])
        self.editor.changed.connect(self._typed)
        done = Button(_("Xong dòng này"))
        done.clicked.connect(self._next)
        away = Button(_("Bỏ dòng này"), "quiet")
        away.clicked.connect(lambda: self.remove(self.open_row))
        card = Card()
        card.add(column(self.editor, 10, row(done, away, None, gap=8), margins=(14, 12, 14, 12)))
        self._place.addSpacing(6 if len(self.rows) > 1 else 0)
        self._place.addWidget(card)
        self._place.addSpacing(4)

    def _typed(self) -> None:
        # A person on file has a name already: it is not typed again.
        if self.editor is not None and {"person", "name"} <= self.editor.fields.keys():
            who, name = self.editor.fields["person"], self.editor.fields["name"]
            if who.value() and not name.value():
                name.set_value(self.people.name(who.value()))
        self.changed.emit()

    def _words(self, name: str, value: Any) -> str:
        return words.fact_words(self.columns[name], value, self.people.name)
