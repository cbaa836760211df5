"""Writes a copy of a list in which every cell that wants repair is marked and says how; it reads back."""

from __future__ import annotations

import os
import re
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from app.imports.columns import IDENTIFIERS
from app.imports.grid import letter
from app.imports.problems import Problem
from app.imports.reading import Grid, Reading
from app.imports.remarks import remark
from app.trouble import Refused, Trouble
from app.words import _

REJECTED, FLAGGED = "F8CBAD", "FFF2CC"  # the two fills: not taken in, taken with a question
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_corrected_copy(reading: Reading, source: Path, out: Path) -> None:
    """Write `out` (.xlsx): the rows in their places, repairs made, cells to be filled in marked and remarked.

    The source stays as it is. Refused: same_file when `out` is the source. Trouble: file_not_written.
    """
    if out.exists() and out.samefile(source):
        raise Refused(
            "same_file",
            _("Bản để sửa không được ghi đè lên tệp gốc."),
            _("Chọn tên khác cho bản để sửa."),
        )
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    remarks: defaultdict[tuple[str, int], list[Problem]] = defaultdict(list)
    for problem in (*reading.rejected, *reading.also_rejected, *reading.flagged):
        remarks[problem.sheet, problem.row].append(problem)
    refused = {(problem.sheet, problem.row) for problem in reading.rejected}
    for grid in reading.grids:
        _write_sheet(book.create_sheet(_title(grid)), grid, reading, remarks, refused)
    _save(book, out)


def _title(grid: Grid) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", grid.sheet.name)[:31] or "Danh sách"


def _write_sheet(
    page: Any,
    grid: Grid,
    reading: Reading,
    remarks: dict[tuple[str, int], list[Problem]],
    refused: set[tuple[str, int]],
) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    name = grid.sheet.name
    told = next(sheet for sheet in reading.sheets if sheet.name == name)
    as_text = {column.number for column in told.columns if column.field in IDENTIFIERS}
    becomes = {(p.row, p.column): p.becomes for p in reading.repaired if p.sheet == name and p.becomes}
    fields = {column.letter: column.field for column in told.columns}
    last = max([column for cells in grid.sheet.rows.values() for column in cells], default=1)
    notes = last + 1
    for row, column, cell in grid.sheet.cells():
        target = page.cell(row, column)
        _fill(target, cell, grid.text(row, column))
        repaired = becomes.get((row, letter(column)))
        # a code word or a day keeps the office's own writing, an identifier and a name are put right
        if repaired and (fields.get(letter(column)) in IDENTIFIERS or cell.kind == "text"):
            target.value = _legal(repaired if column in as_text else _tidy(target.value, repaired))
        if column in as_text:
            target.number_format = "@"
        if row in told.header_rows:
            target.font = Font(bold=True)
            target.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    _shape(page, grid)
    head = told.header_rows[0]
    page.cell(head, notes, _("Cần sửa")).font = Font(bold=True)
    page.column_dimensions[letter(notes)].width = 60
    for (sheet, row), problems in remarks.items():
        if sheet != name:
            continue
        fill = PatternFill("solid", fgColor=REJECTED if (sheet, row) in refused else FLAGGED)
        for problem in problems:
            if problem.column:
                target = page[f"{problem.column}{row}"]
                target.fill = fill
                before = f"{target.comment.text}\n" if target.comment else ""
                target.comment = Comment(before + remark(problem), _("Sổ Chi bộ"), width=320, height=120)
        lines = [f"{p.header.splitlines()[0] if p.header else p.field}: {remark(p)}" for p in problems]
        target = page.cell(row, notes, _legal("\n".join(lines)))
        target.fill = fill
        target.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = f"A{told.header_rows[-1] + 1}"


def _tidy(value: Any, repaired: str) -> Any:
    """A name or text as put right; a date keeps its own writing without the blanks."""
    if not isinstance(value, str):
        return repaired
    return value.strip() if re.fullmatch(r"\d{4}(-\d\d){0,2}|male|female", repaired) else repaired


def _fill(target: Any, cell: Any, text: str) -> None:
    if cell.kind == "text":
        target.value = _legal(text)
        target.data_type = "s"  # a text that begins with = stays a text
    elif cell.kind == "number":
        target.value = cell.number
    elif cell.kind == "date":
        target.value = cell.day
        target.number_format = {"day": "dd/mm/yyyy", "month": "mm/yyyy", "year": "yyyy"}[cell.shown]
    elif cell.kind == "bool":
        target.value = cell.text == "1"


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)[:32_767]


def _shape(page: Any, grid: Grid) -> None:
    """Merged cells, hidden rows and readable widths, so that the copy reads like the original."""
    for merge in grid.sheet.merges[:5000]:
        if merge.bottom - merge.top < 50 and merge.right - merge.left < 200:
            page.merge_cells(
                start_row=merge.top, start_column=merge.left, end_row=merge.bottom, end_column=merge.right
            )
    for row in grid.sheet.hidden_rows & grid.sheet.rows.keys():
        page.row_dimensions[row].hidden = True
    widths: defaultdict[int, int] = defaultdict(int)
    for number, (_row, column, cell) in enumerate(grid.sheet.cells()):
        if number > 4000:
            break
        widths[column] = max(widths[column], min(len(cell.text), 34))
    for column, width in widths.items():
        page.column_dimensions[letter(column)].width = max(6, width + 2)


def _save(book: Any, out: Path) -> None:
    """Write beside, flush to the disk, then take the name."""
    made = ""
    try:
        handle, made = tempfile.mkstemp(suffix=".xlsx", prefix="~", dir=out.parent)
        with os.fdopen(handle, "wb") as stream:
            book.save(stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(made, out)
    except OSError as trouble:
        Path(made).unlink(missing_ok=True) if made else None
        raise Trouble(
            "file_not_written",
            _("Không ghi được bản để sửa."),
            _("Kiểm tra chỗ trống và quyền ghi, đóng tệp nếu đang mở, rồi thử lại."),
        ) from trouble
