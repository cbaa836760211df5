"""The paged model: it keeps the ids seen and a window of rows, and asks for the rest when it is shown."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.ui.widgets.table.cells import CELL, ID, Cell, Column, cell_of

Row = Mapping[str, Any]  # column key -> Cell, text, number or None; "id" is the row's id


class Fetch(Protocol):
    """Rows from `offset`, at most `limit`; `sort` is (key, descending) or None; `where` is the filter."""

    def __call__(
        self, offset: int, limit: int, sort: tuple[str, bool] | None, where: Any, /
    ) -> Sequence[Row]: ...


def rows_of(rows: Sequence[Row]) -> Fetch:
    """A fetch over rows already at hand; sorts by text, numbers by value. `where` may be a predicate."""

    def fetch(offset: int, limit: int, sort: tuple[str, bool] | None, where: Any, /) -> Sequence[Row]:
        found = [row for row in rows if where(row)] if callable(where) else list(rows)
        if sort:

            def rank(row: Row) -> tuple[int, float, str]:
                value = row.get(sort[0])
                text = cell_of(value).text
                plain = text.replace(".", "").replace(",", ".")
                return (0, float(plain), "") if plain.replace(".", "", 1).isdigit() else (1, 0.0, text)

            found.sort(key=rank, reverse=sort[1])
        return found[offset : offset + limit]

    return fetch


class PagedTableModel(QAbstractTableModel):
    """A table over `fetch`. `count(where)` gives the number of rows at once; without it pages are added as
    one scrolls. Rows are dropped again when they are far from what is shown."""

    PAGE = 60
    KEPT = 8  # pages of rows kept

    loaded = Signal()  # rows arrived or the question changed

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Fetch,
        *,
        count: Callable[[Any], int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._fetch, self._count = fetch, count
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._ids: dict[int, Any] = {}
        self._rows = 0
        self._whole = False
        self.sort_by: tuple[str, bool] | None = None
        self.where: Any = None

    # Asking

    def ask(self, where: Any = None) -> None:
        """Ask anew with another filter."""
        self.where = where
        self.reload()

    def reload(self) -> None:
        """Ask the same again from the start."""
        self.beginResetModel()
        self._pages.clear()
        self._ids.clear()
        if self._count is not None:
            self._rows, self._whole = self._count(self.where), True
        else:
            first = self._load(0)
            self._rows, self._whole = len(first), len(first) < self.PAGE
        self.endResetModel()
        self.loaded.emit()

    def refresh_ids(self, ids: set[Any]) -> None:
        """Read again only the pages that hold these rows; the list stays where it is."""
        for page in {row // self.PAGE for row, known in self._ids.items() if known in ids}:
            self._pages.pop(page, None)
            top, foot = page * self.PAGE, min((page + 1) * self.PAGE, self._rows) - 1
            self.dataChanged.emit(self.index(top, 0), self.index(foot, len(self.columns) - 1))

    def _load(self, page: int) -> Sequence[Row]:
        if page in self._pages:
            self._pages.move_to_end(page)
            return self._pages[page]
        rows = self._fetch(page * self.PAGE, self.PAGE, self.sort_by, self.where)
        self._pages[page] = rows
        for at, row in enumerate(rows):
            self._ids[page * self.PAGE + at] = row.get("id")
        while len(self._pages) > self.KEPT:
            self._pages.popitem(last=False)
        return rows

    # Rows

    @property
    def total(self) -> int | None:
        """How many rows there are; None while not all are known."""
        return self._rows if self._whole else None

    def row_at(self, row: int) -> Row | None:
        """The row's mapping, None past the end."""
        rows = self._load(row // self.PAGE)
        at = row % self.PAGE
        return rows[at] if at < len(rows) else None

    def id_at(self, row: int) -> Any:
        """The id of a row."""
        if row not in self._ids:
            self.row_at(row)
        return self._ids.get(row)

    def row_of(self, wanted: Any) -> int:
        """Where an id stands among the rows seen, -1 if it was not."""
        return next((row for row, known in self._ids.items() if known == wanted), -1)

    def cell(self, row: int, column: int) -> Cell:
        """What a cell shows."""
        found = self.row_at(row)
        return cell_of(found.get(self.columns[column].key)) if found is not None else Cell()

    # Qt's side

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._rows

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: QModelIndex | None = None) -> bool:
        return not self._whole

    def fetchMore(self, parent: QModelIndex | None = None) -> None:
        if self._whole:
            return
        rows = self._load(self._rows // self.PAGE)
        if rows:
            self.beginInsertRows(QModelIndex(), self._rows, self._rows + len(rows) - 1)
            self._rows += len(rows)
            self.endInsertRows()
        self._whole = len(rows) < self.PAGE
        self.loaded.emit()

    def data(self, index: QModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        if role == ID:
            return self.id_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, CELL):
            found = self.cell(index.row(), index.column())
            if role == CELL:
                return found
            return found.text if role == Qt.ItemDataRole.DisplayRole else found.speech
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if self.columns[index.column()].number
                else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if way == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self.columns[section].title
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            self.sort_by = (self.columns[column].key, order == Qt.SortOrder.DescendingOrder)
        else:
            self.sort_by = None
        self.reload()
