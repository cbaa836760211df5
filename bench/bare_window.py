"""The raw limit of starting: a bare PySide6 window with a table of N rows. `python -m bench.bare_window N`.

Prints `painted 0.0` after the first paint of the filled table (0.0: no seconds went into a password
check) and ends. The program's own side speaks the same line; see `bench.sides.start_command`.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView

COLUMNS = 8
Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    """As many rows as members, each cell a short text."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._cells = [[f"{row}.{column}" for column in range(COLUMNS)] for row in range(rows)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._cells[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class Table(QTableView):
    """Ends the process after its first paint."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print("painted 0.0", flush=True)
        os._exit(0)


def main(rows: int) -> None:
    """Show the table."""
    application = QApplication([])
    table = Table()
    table.setModel(Rows(rows))
    table.resize(1200, 700)
    table.show()
    sys.exit(application.exec())


if __name__ == "__main__":
    main(int(sys.argv[1]))
