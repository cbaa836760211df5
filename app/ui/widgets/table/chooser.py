"""The button "Cột hiển thị": which columns are shown, and which ones the narrow window has dropped."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidgetAction

from app.ui.widgets.base import Label, box, column
from app.ui.widgets.buttons import Button, Menu
from app.ui.widgets.table.view import TableView
from app.ui.widgets.tick import Tick
from app.words import _


class ColumnButton(Button):
    """Opens a list of ticks, one for each column that may be hidden."""

    def __init__(self, view: TableView) -> None:
        super().__init__(_("Cột hiển thị"), "quiet", icon="layout-column")
        self.view = view
        self.ticks: dict[str, Tick] = {}
        self._menu = Menu(self)
        self.clicked.connect(self._open)
        view.columns_changed.connect(self._count)

    def _count(self) -> None:
        dropped = len(self.view.dropped)
        self.setText(_("Cột hiển thị ({n} ẩn)").format(n=dropped) if dropped else _("Cột hiển thị"))

    def build(self) -> Menu:
        """The list as it stands now."""
        self._menu.clear()
        self.ticks.clear()
        parts: list = []
        for part in self.view.model().columns:
            if part.must:
                continue
            tick = Tick(part.title)
            tick.setChecked(part.key not in self.view.user_hidden)
            tick.toggled.connect(partial(self.view.show_column, part.key))
            self.ticks[part.key] = tick
            parts.append(tick)
        if self.view.dropped:
            names = {part.key: part.title for part in self.view.model().columns}
            hidden = ", ".join(names[key] for key in self.view.dropped)
            note = _("Cửa sổ hẹp, chưa đủ chỗ cho: {names}").format(names=hidden)
            parts.append(Label(note, "small", "text3", wrap=True))
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(box(column(*parts, gap=2, margins=(10, 4, 14, 6))))
        self._menu.addAction(action)
        return self._menu

    def _open(self) -> None:
        corner = self.mapToGlobal(self.rect().bottomLeft())
        self.build().popup(corner)
        if self.ticks:
            next(iter(self.ticks.values())).setFocus()
