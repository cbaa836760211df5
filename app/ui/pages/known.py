"""The workspaces that lie on this PC, to choose one; another folder, or a new workspace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.pages.lock import CARD, sign_row
from app.ui.preferences import Preferences
from app.ui.widgets.base import Hairline, Label, box, column, ground, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.scroll import ScrollColumn
from app.words import _


class KnownPage(QWidget):
    """One row for each workspace, the one opened last first."""

    chosen = Signal(str)
    doors_asked = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        ground(self, "bg")
        self.buttons: list[Button] = []
        rows = column()
        for at, folder in enumerate(preferences.workspaces):
            if at:
                rows.addWidget(Hairline())
            rows.addWidget(self._row(folder, at == 0))
        rows.addStretch(1)
        other = Button(_("Chọn thư mục khác…"), "link")
        new = Button(_("Lập hoặc khôi phục sổ"), "link")
        other.clicked.connect(self._browse)
        new.clicked.connect(self.doors_asked)
        card = Card(_("Chọn sổ để mở"))
        card.setFixedWidth(CARD + 120)
        card.add(Hairline())
        card.add(ScrollColumn(rows), 1)
        card.add(Hairline())
        card.add(row(other, None, new, margins=(20, 8, 18, 10)))
        card.setMaximumHeight(104 + 62 * max(1, len(preferences.workspaces)))
        self.setLayout(column(sign_row(), None, row(None, card, None), None, 40, margins=(32, 20, 32, 16)))
        self.layout().setStretchFactor(self.layout().itemAt(2).layout(), 8)  # type: ignore[union-attr]

    def _row(self, folder: Path, first: bool) -> QWidget:
        button = Button(_("Mở"), "primary" if first else "secondary")
        button.setAccessibleName(_("Mở sổ {name}").format(name=folder.name))
        button.clicked.connect(lambda: self.chosen.emit(str(folder)))
        self.buttons.append(button)
        place = Label(str(folder.parent), "small", "text3", wrap=True)
        words = box(column(Label(folder.name, bold=True), place))
        return box(row((words, 1), 12, button, margins=(20, 10, 20, 10)))

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Chọn thư mục của sổ"), str(Path.home()))
        if folder:
            self.chosen.emit(folder)
