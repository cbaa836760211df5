"""Lists on paper and as sheets: XLSX whose cells mean what they show, and the same list as PDF."""

from __future__ import annotations

import datetime
import io
import math
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.exports import pdf
from app.exports.document import Column, Document, Heading, Table, clean
from app.storage.files import write_atomically
from app.words import day_text

FONT = "Times New Roman"
_FORMULA_STARTS = ("=", "+", "-", "@")
_LONGEST_CELL = 32767  # of the file format
_LONGEST_SHEET_NAME = 31
_HEAD_ROW = 3  # below the title and a blank row


def write_table(
    path: Path | str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    subtitle: str = "",
) -> None:
    """A list as XLSX: title, head (frozen), rows. Text stays text with its zeros and is never a formula;
    int, float and Decimal are numbers, days are days, yes/no a cross. Raises Trouble as any writing does."""
    with SheetWriter(title) as sheet:
        for index, column in enumerate(columns, start=1):
            sheet.width(index, column.width)
        sheet.freeze(f"A{_HEAD_ROW + 1}")
        sheet.repeat(f"{_HEAD_ROW}:{_HEAD_ROW}")
        sheet.row([title], bold=True, size=14)
        sheet.row([subtitle], bold=True) if subtitle else sheet.row([])
        sheet.row([column.title for column in columns], head=True)
        for row in rows:
            sheet.row(row)
        sheet.save(path)


def write_table_pdf(
    path: Path | str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    subtitle: str = "",
    landscape: bool = True,
    across: int = 0,
) -> None:
    """A list as PDF, its head repeated on every page. Raises Trouble as any writing does.

    `across`: a table with more columns beside the first is cut into several, one below the other.
    """
    told = [[cell_text(value) for value in row] for row in rows]
    tables = [
        Table(tuple(columns[n] for n in part), tuple(tuple(row[n] for n in part) for row in told))
        for part in _parts(len(columns), across)
    ]
    headings = [Heading(title)] + ([Heading(subtitle, "subject")] if subtitle else [])
    pdf.render(Document(title, (*headings, *tables), landscape=landscape), path)


def _parts(columns: int, across: int) -> list[list[int]]:
    """The columns of each table, about as many in each; every one begins with the first."""
    rest = list(range(1, columns))
    if not across or len(rest) <= across:
        return [list(range(columns))]
    size = math.ceil(len(rest) / math.ceil(len(rest) / across))
    return [[0, *rest[start : start + size]] for start in range(0, len(rest), size)]


def cell_text(value: object) -> str:
    """A value as a list on paper shows it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "x"
    if isinstance(value, datetime.date):
        return day_text(value)
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return str(value)


class SheetWriter:
    """One sheet written row by row, so that a long list needs little memory; use it in a `with`.

    openpyxl would put the rows into a readable file in the system's temporary folder: here they stay in
    memory until the workbook is written.
    """

    def __init__(self, name: str) -> None:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._book = Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet(sheet_name(name))
        self._book.properties.creator = ""  # openpyxl writes its own name
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.page_setup.paperSize = "9"  # A4
        self._sheet.page_setup.fitToHeight = 0
        self._sheet.sheet_properties.pageSetUpPr = _fit_to_page()
        self._faces = {
            (size, bold): Font(name=FONT, size=size, bold=bold)
            for size in (11, 12, 14)
            for bold in (False, True)
        }
        line = Side(style="thin", color="808080")
        self._border = Border(left=line, right=line, top=line, bottom=line)
        self._ground = PatternFill("solid", fgColor="EDEAE4")
        self._middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._top = Alignment(vertical="top", wrap_text=True)

    def __enter__(self) -> SheetWriter:
        return self

    def __exit__(self, *_error: object) -> None:
        self._close()

    def width(self, column: int, characters: float) -> None:
        """Width of a column (1 is A)."""
        from openpyxl.utils import get_column_letter

        self._sheet.column_dimensions[get_column_letter(column)].width = characters

    def freeze(self, cell: str) -> None:
        """Keep what is above and left of the cell in view; before the first row."""
        self._sheet.freeze_panes = cell

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Make one cell of a range; rows and columns count from 1."""
        from openpyxl.worksheet.cell_range import CellRange

        self._sheet.merged_cells.add(CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right))

    def repeat(self, rows: str) -> None:
        """Print these rows ("7:8") on top of every page."""
        self._sheet.print_title_rows = rows

    def row(
        self,
        values: Sequence[object],
        *,
        head: bool = False,
        bold: bool = False,
        size: int = 11,
        centred: bool = False,
    ) -> None:
        """Append a row. `head`: bold, framed, on a ground; a title row (`bold` or `centred`) has no frame."""
        cells = []
        for value in values:
            cell = self._cell(value)
            cell.font = self._faces[size, head or bold]
            if head:
                cell.fill = self._ground
            if not bold and not centred:
                cell.border = self._border
            cell.alignment = self._middle if head or centred else self._top
            cells.append(cell)
        self._begin()
        self._sheet.append(cells)

    def save(self, path: Path | str) -> None:
        """Write the file. Raises Trouble."""
        from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
        from openpyxl.writer.excel import ExcelWriter

        self._close()
        rows = self._sheet._writer

        class InMemory(ExcelWriter):  # type: ignore[misc]
            def write_worksheet(self, sheet: Any) -> None:
                sheet._drawing = SpreadsheetDrawing()
                sheet._rels = rows._rels
                self._archive.writestr(sheet.path[1:], rows.read())
                self.manifest.append(sheet)

        with (
            write_atomically(Path(path)) as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            InMemory(self._book, archive).save()

    def _begin(self) -> None:
        """Before the first row: what openpyxl would do with a temporary file."""
        from openpyxl.worksheet._writer import WorksheetWriter

        if self._sheet._writer is None:
            self._sheet._writer = WorksheetWriter(self._sheet, io.BytesIO())
            self._sheet._writer.write_top()

    def _close(self) -> None:
        if not self._sheet.closed:
            self._begin()
            self._sheet.close()

    def _cell(self, value: object) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if value is None or value is False or value == "":
            return WriteOnlyCell(self._sheet)
        if isinstance(value, bool):
            value = "x"
        if isinstance(value, datetime.date):
            cell = WriteOnlyCell(self._sheet, value)
            cell.number_format = "dd/mm/yyyy"
            return cell
        if isinstance(value, int | float | Decimal):
            return WriteOnlyCell(self._sheet, value)
        text = clean(str(value))[:_LONGEST_CELL]
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"  # openpyxl takes a leading "=" for a formula
        cell.number_format = "@"
        cell.quotePrefix = text.startswith(_FORMULA_STARTS)  # stays text when someone edits the cell
        return cell


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def sheet_name(title: str) -> str:
    """A title as a sheet's name: without the characters Excel forbids, at most 31."""
    kept = "".join(" " if c in r"[]:*?/\'" else c for c in clean(title))
    return " ".join(kept.split())[:_LONGEST_SHEET_NAME].strip() or "Danh sách"
