"""A table of figures as it leaves: XLSX, PDF or JSON, each number with the ids behind it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_ACROSS = 13  # columns a sheet of paper has room for beside the first


@dataclass(frozen=True)
class ReportTable:
    """Rows by title, columns by title, and for each number the ids of the people it counts."""

    title: str
    columns: list[str]
    rows: list[str]
    cells: list[list[Any]]
    ids: list[list[list[str]]] = field(default_factory=list)
    save: Callable[[Path], None] | None = None
    """Writes the XLSX where a prescribed layout exists."""
    note: str = ""
    """What stands below the title: that the table is the program's own."""
    figures: list[dict[str, str]] = field(default_factory=list)
    """For each row its stable name, and what its ids are of."""
    wide: int = 30
    cases: int | None = None
    """Over how many restricted cases; None for a table that has nothing to do with them."""

    def answer(self) -> dict[str, Any]:
        """As `--json` tells it: each cell with its value and the ids behind it."""
        cells = [
            [{"value": value, "ids": self.ids[r][c] if self.ids else []} for c, value in enumerate(row)]
            for r, row in enumerate(self.cells)
        ]
        told: dict[str, Any] = {"title": self.title, "columns": self.columns, "rows": self.rows}
        told |= {"note": self.note} if self.note else {}
        told |= {"figures": self.figures} if self.figures else {}
        return {**told, "cells": cells}

    def write(self, path: Path) -> None:
        """Write the table as its name ends: .xlsx, .pdf or .json. Raises Trouble."""
        from app.exports import sheet
        from app.exports.document import Column
        from app.storage.files import write_bytes

        kind = path.suffix.lower()
        if kind == ".json":
            write_bytes(path, json.dumps(self.answer(), ensure_ascii=False, indent=1).encode())
            return
        if kind == ".xlsx" and self.save is not None:
            self.save(path)
            return
        rows = [[name, *row] for name, row in zip(self.rows, self.cells, strict=True)]
        numbers = [
            all(isinstance(row[n], int | float) for row in self.cells) for n in range(len(self.columns))
        ]
        heads = [Column("", self.wide)]
        heads += [
            Column(title, 16, "center" if number else "left")
            for title, number in zip(self.columns, numbers, strict=True)
        ]
        if kind == ".xlsx":
            sheet.write_table(path, self.title, heads, rows, subtitle=self.note)
        else:
            sheet.write_table_pdf(path, self.title, heads, rows, subtitle=self.note, across=_ACROSS)
