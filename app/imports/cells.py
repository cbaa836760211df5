"""The cells of one row: their cleaned text, and what is reported of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from app.imports.cleaning import clean
from app.imports.columns import Column
from app.imports.grid import Cell
from app.imports.layout import TextOf
from app.imports.problems import Problem, Taken
from app.imports.syllables import fold

_NOTHING = ("", "khong co", "chua co", "khong ro", "chua ro", "n a", "chua cap", "chua", "khong co thong tin")
_FILLED_DOWN = ("organisation", "birth_", "home_", "residence", "card_issued_at")
"""Fields one tall merged cell may say for all the rows it covers."""


class ListCells(Protocol):
    """What a row needs to know of its list."""

    sheet: str
    by_field: dict[str, list[Column]]
    cell_of: Callable[[int, int], Cell | None]
    above_of: Callable[[int, int], int]
    text_of: TextOf
    encoding_of: Callable[[int, int], str]


class RowCells:
    """One row: its cells by field, and the remarks made on them."""

    def __init__(self, clerk: ListCells, row: int) -> None:
        self.clerk: ListCells = clerk
        self.row = row
        self.taken = Taken(row, {})
        self.faults: dict[str, Problem] = {}

    def place_of(self, column: Column) -> int:
        """The row a column's cell stands in: this one, or the first of a tall merged cell."""
        if (column.field or "").startswith(_FILLED_DOWN):
            return self.clerk.above_of(self.row, column.number)
        return self.row

    def problem(
        self, column: Column | None, field: str, reason: str, cell: Cell | None, **more: Any
    ) -> Problem:
        value = None if cell is None else self.value(column, cell)
        place = (column.letter, column.header) if column else ("", "")
        return Problem(self.clerk.sheet, self.row, *place, field, reason, value, **more)

    def value(self, column: Column | None, cell: Cell) -> str | int | float:
        if cell.kind == "text" and column:
            return self.clerk.text_of(self.place_of(column), column.number)[:500]
        return cell.value

    def flag(self, column: Column, reason: str, cell: Cell | None, becomes: str | None = None) -> None:
        self.taken.flagged.append(self.problem(column, column.field or "", reason, cell, becomes=becomes))

    def fault(self, column: Column, reason: str, cell: Cell | None) -> None:
        """The cell is left empty; the row is rejected when the field is mandatory."""
        self.faults.setdefault(column.field or "", self.problem(column, column.field or "", reason, cell))

    def repair(self, column: Column, kinds: tuple[str, ...], cell: Cell, becomes: str) -> None:
        for kind in kinds:
            self.taken.repaired.append(self.problem(column, column.field or "", kind, cell, becomes=becomes))

    def cells(self, field: str) -> list[tuple[Column, Cell]]:
        """The filled cells of a field with their columns."""
        found = []
        for column in self.clerk.by_field.get(field, ()):
            cell = self.clerk.cell_of(self.place_of(column), column.number)
            if cell is None:
                continue
            if encoding := self.clerk.encoding_of(self.row, column.number):
                self.taken.encoding = self.taken.encoding or encoding
            if cell.kind in ("error", "no_value"):
                self.fault(column, "cell_error" if cell.kind == "error" else "formula_without_value", cell)
            else:
                found.append((column, cell))
        return found

    def text(self, column: Column, cell: Cell, identifier: bool = False) -> tuple[str, tuple[str, ...]]:
        """The cleaned text of a cell and the repairs it took; nothing for a cell without text."""
        if cell.kind != "text":
            return "", ()
        return clean(self.clerk.text_of(self.place_of(column), column.number), identifier=identifier)

    def is_nothing(self, column: Column, cell: Cell) -> bool:
        """Whether a cell says in words that there is nothing."""
        if cell.kind != "text":
            return False
        text, _kinds = self.text(column, cell)
        return fold(text) in _NOTHING and not text.isdigit()
