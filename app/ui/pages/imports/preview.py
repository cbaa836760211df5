"""The preview of a list: chips for its questions, a table, and beside it what a row says and asks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from app.imports import FIELDS, head_key
from app.procedures.titles import FIELD_TITLES
from app.ui.page import Room
from app.ui.pages.imports import views
from app.ui.pages.imports.cells import NEW, CellPart
from app.ui.pages.imports.plan import LATER, OTHER, SAME, Plan
from app.ui.widgets.base import Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.editors import Choice, LineEdit
from app.ui.widgets.facts import FactList
from app.ui.widgets.field import Field
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.table import PagedTableModel, TablePanel, rows_of
from app.ui.widgets.tick import Option
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.imports.list import ImportPage

PANE = 324


class ColumnMap(QWidget):
    """Each column of the list with what it was taken for; another meaning can be chosen."""

    changed = Signal(object)  # {head_key: field}

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.choices: dict[str, Choice] = {}
        self._before: dict[str, str | None] = {}
        grid = QGridLayout()
        grid.setContentsMargins(20, 6, 20, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        options: list[tuple[Any, str]] = [(None, _("Không lấy cột này"))]
        options += sorted(
            ((f, views.title(f)) for f in FIELDS if f in FIELD_TITLES), key=lambda pair: pair[1]
        )
        at = 0
        several = sum(1 for sheet in plan.reading.sheets if sheet.columns) > 1
        for sheet in plan.reading.sheets:
            if several and sheet.columns:
                grid.addWidget(Label(sheet.name, "small", "text2", bold=True), at, 0, 1, 3)
                at += 1
            for part in sheet.columns:
                words = " ".join(part.header.split()) or _("(không có tên)")
                grid.addWidget(Label(part.letter, "base", "text3"), at, 0)
                choice = Choice(options)
                choice.set_value(part.field)
                choice.setAccessibleName(
                    _("Cột {letter}, {words}, là").format(letter=part.letter, words=words)
                )
                choice.setFixedWidth(300)
                grid.addWidget(Label(words, wrap=True), at, 1)
                grid.addWidget(choice, at, 2)
                key = head_key(part.header)
                choice.setEnabled(bool(key))
                if key and key not in self.choices:
                    self.choices[key] = choice
                    self._before[key] = part.field
                    choice.value_changed.connect(lambda _value: self._show())
                at += 1
        self.again = Button(_("Đọc lại theo cột đã chọn"))
        self.note = Label(_("Cột nào hiểu sai thì chọn lại; lần sau chương trình nhớ."), "small", "text2")
        self.again.clicked.connect(lambda: self.changed.emit(self.corrected()))
        holder = Card()
        holder.add(ScrollColumn(column(grid, None, margins=(0, 8, 0, 0))), 1)
        holder.add_line()
        holder.add(row((self.note, 1), 12, self.again, margins=(20, 10, 19, 10)))
        self.setLayout(column((holder, 1)))
        self._show()

    def corrected(self) -> dict[str, str | None]:
        """Heads whose meaning was changed."""
        return {key: c.value() for key, c in self.choices.items() if c.value() != self._before[key]}

    def _show(self) -> None:
        self.again.setEnabled(bool(self.corrected()))


class RowPane(Card):
    """What a row of the preview says, with the remedy, and the choice where there is one."""

    decided = Signal()

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self.title = Label("", "section", bold=True, wrap=True)
        self.sentence = Label("", "base", "text2", wrap=True)
        self.facts = FactList()
        self.options: dict[Any, Option] = {}
        self._options = column(gap=2)
        body = column(
            self.title, 6, self.sentence, 14, self.facts, 12, self._options, None, margins=(20, 18, 16, 16)
        )
        self.add(ScrollColumn(body), 1)

    def show_row(self, view: str, at: int | None) -> None:
        """Show a row; None for none."""
        clear(self._options)
        self.options.clear()
        if at is None:
            self.title.setText("")
            self.sentence.setText(_("Chọn một dòng để xem chi tiết."))
            self.facts.set_facts([])
            return
        title, sentence, facts = views.detail(self.plan, view, at)
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.facts.set_facts(facts)
        if view == "duplicates" and self.plan.groups[at].open:
            group = self.plan.groups[at]
            wanted = [LATER, OTHER] if group.found.verdict == "conflict" else [SAME, OTHER, LATER]
            self._offer([(key, _(views.DECISIONS[key])) for key in wanted], group.decision,
                        lambda key: setattr(group, "decision", key))  # fmt: skip
        elif view == "differences":
            found = self.plan.differences[at]
            self._offer([(False, _("Giữ như trong sổ")), (True, _("Lấy theo danh sách"))], found.taken,
                        lambda key: setattr(found, "taken", key))  # fmt: skip

        elif view == "cells" and not self.plan.cells[at].own_computer:
            self._offer_books(self.plan.cells[at])

    def _offer_books(self, cell: CellPart) -> None:
        """The books a cell may go into, with the code of a new one, and the same for all that wait."""
        choice, code = Choice(), LineEdit()
        options: list[tuple[Any, str]] = [(None, _("Chưa chọn, để lại"))]
        options += [(NEW, _("Lập sổ giữ hộ mới"))] if cell.name else []
        choice.set_options([*options, *cell.books.items()])
        choice.set_value(cell.book)
        code.setText(cell.code)
        self.book = Field(_("Ghi vào sổ"), choice)
        self.code = Field(_("Mã tổ chức của chi bộ"), code)
        same = Button(_("Mọi chi bộ chưa chọn: cũng ghi vào sổ này"))
        waiting = [one for one in self.plan.cells if one.book is None and not one.own_computer]

        def look() -> None:
            shown(self.code, cell.book == NEW)
            shown(same, bool(cell.book) and any(one is not cell and one.book is None for one in waiting))

        def chosen(book: str | None) -> None:
            cell.book = book
            look()
            self.decided.emit()

        def typed(text: str) -> None:
            cell.code = text.strip()
            self.decided.emit()

        def all_here() -> None:
            for one in waiting:
                one.book = cell.book if one.book is None else one.book
            look()
            self.decided.emit()

        choice.value_changed.connect(chosen)
        code.textEdited.connect(typed)
        same.clicked.connect(all_here)
        for part in (self.book, self.code, same):
            self._options.addWidget(part)
        look()

    def _offer(self, options: list[tuple[Any, str]], now: Any, decide: Any) -> None:
        for key, words in options:
            option = Option(words)
            option.setChecked(key == now)
            option.clicked.connect(partial(self._decide, decide, key))
            self.options[key] = option
            self._options.addWidget(option)

    def _decide(self, decide: Any, key: Any, _checked: bool = False) -> None:
        decide(key)
        self.decided.emit()


class Preview(QWidget):
    """`decided` after each decision; `heads_changed` when columns were given another meaning."""

    decided = Signal()
    heads_changed = Signal(object)

    def __init__(self, page: ImportPage, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self.chips = ChipBar(
            [(key, _(words), views.count(plan, key)) for key, words in views.VIEWS
             if views.count(plan, key) or key in ("people", "rejected")],
            spoken=_("Xem phần nào của danh sách"),
        )  # fmt: skip
        self.tables = QStackedWidget()
        self.panels: dict[str, TablePanel] = {}
        self.map = ColumnMap(plan)
        self.map.changed.connect(self.heads_changed)
        self.tables.addWidget(self.map)
        self.pane = RowPane(plan)
        self.pane.decided.connect(self._decided)
        self.side = FoldingPanel(page, self.pane, _("Chi tiết"), width=PANE, icon="information")
        self._kept: dict[str, list[dict[str, Any]]] = {}
        self._body = row((self.tables, 1), self.side, gap=24)
        self.setLayout(column(self.chips, 12, (box(self._body), 1)))
        self.chips.chosen.connect(self.show_view)
        undecided = any(cell.book is None and not cell.own_computer for cell in plan.cells)
        self.show_view("cells" if undecided else "people")

    def arrange(self, room: Room) -> None:
        """Fold the pane when there is little room."""
        self.side.arrange(room)
        self._body.setSpacing(room.gap)
        self._side()

    def _side(self) -> None:
        wanted = self.view != "columns"
        shown(self.side, wanted and not self.side.folded)
        shown(self.side.button, wanted and self.side.folded)

    def show_view(self, view: str) -> None:
        """Show one question of the list."""
        self.view = view
        self.chips.set_value(view)
        self._side()
        if view == "columns":
            self.tables.setCurrentWidget(self.map)
            return
        panel = self._panel(view)
        self.tables.setCurrentWidget(panel)
        if panel.view.current_id() is None and panel.model.rowCount():
            panel.view.setCurrentIndex(panel.model.index(0, 0))
        self.pane.show_row(view, panel.view.current_id())

    def _panel(self, view: str) -> TablePanel:
        if view not in self.panels:
            model = PagedTableModel(
                views.columns(view), self._fetch(view), count=lambda _w: len(self._rows(view))
            )
            model.reload()
            noun = {
                "people": _("người"),
                "duplicates": _("nhóm"),
                "converted": _("ô"),
                "cells": _("chi bộ"),
            }.get(view, _("chỗ"))
            panel = TablePanel(model, noun=noun, spoken=_(dict(views.VIEWS)[view]))
            panel.view.chosen.connect(lambda at, view=view: self.pane.show_row(view, at))
            panel.opened.connect(lambda _at: self.side.open())
            self.panels[view] = panel
            self.tables.addWidget(panel)
        return self.panels[view]

    def _rows(self, view: str) -> list[dict[str, Any]]:
        if view not in self._kept:
            self._kept[view] = views.rows(self.plan, view)
        return self._kept[view]

    def _fetch(self, view: str) -> Any:
        def fetch(offset: int, limit: int, sort: tuple[str, bool] | None, where: Any, /) -> Any:
            return rows_of(self._rows(view))(offset, limit, sort, where)

        return fetch

    def _decided(self) -> None:
        self._kept.clear()
        for panel in self.panels.values():
            at = panel.view.current_id()
            panel.view.blockSignals(True)  # the pane stays as it is: its choice has the keyboard
            panel.model.reload()
            if at is not None:
                panel.model.id_at(at)
                panel.view.choose(at)
            panel.view.blockSignals(False)
        self.decided.emit()
