"""A table in its card, with a footer that says how many are shown and what Enter does."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.ui.widgets.base import Label, row
from app.ui.widgets.card import Card
from app.ui.widgets.table.chooser import ColumnButton
from app.ui.widgets.table.model import PagedTableModel
from app.ui.widgets.table.view import TableView
from app.words import _, count_text


class TablePanel(Card):
    """The table with footer; `empty` is shown instead while there is no row at all."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        model: PagedTableModel,
        *,
        noun: str = "",
        enter: str = "",
        empty: QWidget | None = None,
        spoken: str = "",
        footer: bool = True,
        parent: QWidget | None = None,
        **how: Any,
    ) -> None:
        super().__init__(parent=parent)
        self.model = model
        self.noun = noun or _("dòng")
        self.view = TableView(model, **how)
        self.view.setAccessibleName(spoken or _("Bảng {noun}").format(noun=self.noun))
        self.view.opened.connect(self.opened)
        self.view.chosen.connect(self.chosen)
        self.left = Label("", "small", "text3")
        self.right = Label(enter, "small", "text3")
        self._whole = QWidget()
        inner = QVBoxLayout(self._whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.view, 1)
        if footer:
            inner.addLayout(row(self.left, None, self.right, gap=16, margins=(16, 9, 18, 10)))
        self._stack = QStackedLayout()
        self._stack.addWidget(self._whole)
        self._empty: QWidget | None = None
        self.add(self._stack, 1)
        if empty is not None:
            self.set_empty(empty)
        model.loaded.connect(self._update)
        model.modelReset.connect(self._update)
        self.view.verticalScrollBar().rangeChanged.connect(lambda *_range: self._update())
        self._update()

    def set_empty(self, empty: QWidget) -> None:
        """What stands in place of an empty table: an EmptyState."""
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = empty
        self._stack.addWidget(empty)
        self._update()

    def column_button(self) -> ColumnButton:
        """The quiet button "Cột hiển thị" for the row of chips."""
        return ColumnButton(self.view)

    def _sentence(self, seen: int, total: int | None) -> str:
        if total is None:
            return _("Đang xem {seen} {noun}, cuộn để xem tiếp").format(seen=count_text(seen), noun=self.noun)
        if seen >= total:
            return _("{total} {noun}").format(total=count_text(total), noun=self.noun)
        return _("Đang xem {seen} trên {total} {noun}").format(
            seen=count_text(seen), total=count_text(total), noun=self.noun
        )

    def _update(self) -> None:
        rows = self.model.rowCount()
        height = self.view.verticalHeader().defaultSectionSize()
        seen = min(rows, max(1, self.view.viewport().height() // height))
        self.left.setText(self._sentence(seen if self.model.total is not None else rows, self.model.total))
        self._stack.setCurrentWidget(self._empty if rows == 0 and self._empty else self._whole)
