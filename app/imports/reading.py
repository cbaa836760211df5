"""Reads an office's list into a `Reading`: what would be taken in, and everything that was noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.imports.columns import Column, head_key
from app.imports.duplicates import Duplicate, Known, find_duplicates
from app.imports.encodings import convert, encoding_of, settle, tell
from app.imports.files import open_sheets
from app.imports.grid import Cell, Sheet
from app.imports.layout import Found, Layout
from app.imports.persons import Clerk
from app.imports.problems import Problem, Taken
from app.imports.syllables import fold
from app.regulations.rulebook import load_central
from app.trouble import Refused
from app.words import _

MOST_COVERED = 200_000  # cells of tall merged ranges; a file can name billions
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(slots=True)
class SheetRead:
    """One sheet as it was understood. Role: members, other, empty, hidden, unread (not asked for)."""

    name: str
    role: str
    header_rows: list[int] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {
            "sheet": self.name,
            "role": self.role,
            "header_rows": self.header_rows,
            "columns": [{"column": c.letter, "header": c.header, "field": c.field} for c in self.columns],
        }


@dataclass(slots=True)
class Reading:
    """What a file holds, before anything is written. `persons` are the rows taken in, as dicts of fields."""

    read: int = 0
    converted: Counter[str] = field(default_factory=Counter)
    sheets: list[SheetRead] = field(default_factory=list)
    persons: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)
    also_rejected: list[Problem] = field(default_factory=list)
    flagged: list[Problem] = field(default_factory=list)
    repaired: list[Problem] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        return len(self.persons)

    def answer(self) -> dict[str, Any]:
        """The reading in the words of the command line's JSON."""
        also: dict[tuple[str, int], list[dict[str, Any]]] = {}
        for problem in self.also_rejected:
            also.setdefault((problem.sheet, problem.row), []).append(problem.as_dict("reason"))
        rejected = []
        for problem in self.rejected:
            told = problem.as_dict("reason")
            if more := also.get((problem.sheet, problem.row)):
                told["also"] = more
            rejected.append(told)
        return {
            "read": self.read,
            "accepted": self.accepted,
            "converted": dict(self.converted),
            "sheets": [sheet.as_dict() for sheet in self.sheets],
            "persons": [dict(person) for person in self.persons],
            "rejected": rejected,
            "flagged": [problem.as_dict("reason") for problem in self.flagged],
            "repaired": [problem.as_dict("kind") for problem in self.repaired],
            "duplicates": [group.as_dict() for group in self.duplicates],
            "skipped": [{"sheet": sheet, "row": row, "kind": kind} for sheet, row, kind in self.skipped],
        }


class Grid:
    """A sheet's cells with their text in Unicode."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        told = {
            row: [tell(cell.text) for cell in cells.values() if cell.kind == "text"]
            for row, cells in sheet.rows.items()
        }
        self.rows = {row: settle(names) for row, names in told.items()}
        self.whole = settle(name for names in told.values() for name in names)

        self.tall: dict[tuple[int, int], int] = {}
        left = MOST_COVERED
        for merge in sheet.merges:
            left -= merge.bottom - merge.top
            if left < 0:
                break
            if merge.left == merge.right:
                self.tall |= {(row, merge.left): merge.top for row in range(merge.top + 1, merge.bottom + 1)}

    def above(self, row: int, column: int) -> int:
        """The first row of the tall merged cell that covers a place; the row itself when none does."""
        return self.tall.get((row, column), row)

    def cell(self, row: int, column: int) -> Cell | None:
        return self.sheet.rows.get(row, {}).get(column)

    def encoding(self, row: int, column: int) -> str:
        """ "tcvn3", "vni" or "" for the text of a cell."""
        cell = self.cell(row, column)
        if cell is None or cell.kind != "text" or cell.text.isascii():
            return ""
        return encoding_of(cell.text, self.rows[row], cell.font, self.whole)

    def text(self, row: int, column: int) -> str:
        """The text of a cell in Unicode; "" when it holds none."""
        cell = self.cell(row, column)
        if cell is None or cell.kind != "text":
            return ""
        return convert(cell.text, self.encoding(row, column))


def mapping_of(reading: Reading) -> dict[str, str | None]:
    """The meaning each head was given, by its folded words: to be remembered and handed in again."""
    return {
        head_key(c.header): c.field for sheet in reading.sheets for c in sheet.columns if head_key(c.header)
    }


def _adult(today: date) -> int:
    """The least age at admission by the central rules of a day; 0 where it is not known."""
    rule = load_central().on(today)["admission.age.min"]
    return rule.number if rule.known else 0


def read_list(
    path: Path,
    *,
    today: date,
    known: Sequence[Known] = (),
    mapping: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    adult: int | None = None,
) -> Reading:
    """Read a spreadsheet or CSV of members; the file stays unchanged and nothing is written.

    `mapping` overrides recognised columns by `head_key`. `sheet` limits the reading to one sheet.
    `progress` is told rows done and rows in all. `adult` is the age (years) below which an admission is
    reported; without it, that of the central rules on `today`. Refused: damaged_file, empty_file, no_rows,
    no_header, no_such_sheet, password_protected, too_large_unpacked, unsafe_xml, wrong_type_*, cancelled.
    Trouble: file_unreadable.
    """
    adult = _adult(today) if adult is None else adult
    sheets = open_sheets(path, sheet)
    if sheet is not None and sheet not in [one.name for one in sheets]:
        raise Refused(
            "no_such_sheet",
            _("Tệp không có trang tính mang tên đó."),
            _("Các trang tính trong tệp: {names}.").format(names=", ".join(one.name for one in sheets)),
        )
    reading = Reading()
    lists: list[tuple[Grid, Found]] = []
    for one in sheets:
        grid = Grid(one)
        role = "unread" if sheet not in (None, one.name) else "hidden" if one.hidden and sheet is None else ""
        found = None if role else Layout(one, grid.text, mapping or {}).find()
        if found:
            reading.sheets.append(SheetRead(one.name, "members", found.header_rows, found.columns))
            lists.append((grid, found))
        else:
            reading.sheets.append(SheetRead(one.name, role or ("other" if one.rows else "empty")))
    if not lists:
        raise no_list(any(one.rows for one in sheets))
    total = sum(len(found.people) for _grid, found in lists)
    if not total:
        raise no_list(False)
    for (grid, found), place in zip(lists, organisations(lists), strict=True):
        reading.grids.append(grid)
        reading.skipped.extend((grid.sheet.name, row, kind) for row, kind in sorted(found.skipped))
        rows = [row for row, _section in found.people]
        clerk = Clerk(
            grid.sheet.name,
            found.columns,
            grid.cell,
            grid.text,
            grid.encoding,
            today,
            adult,
            rows,
            grid.above,
        )
        for row, section in found.people:
            if reading.read % 100 == 0:
                if cancelled and cancelled():
                    raise Refused("cancelled", _("Đã dừng đọc danh sách; chưa có gì được ghi."))
                if progress:
                    progress(reading.read, total)
            take(reading, grid, clerk.read(row, place | section))
    reading.duplicates = find_duplicates(reading.persons, known)
    if progress:
        progress(total, total)
    return reading


def take(reading: Reading, grid: Grid, taken: Taken) -> None:
    """Add a read row to the reading."""
    reading.read += 1
    if taken.encoding:
        reading.converted[taken.encoding] += 1
    reading.flagged.extend(taken.flagged)
    reading.repaired.extend(taken.repaired)
    if taken.rejected:
        reading.rejected.append(taken.rejected[0])
        reading.also_rejected.extend(taken.rejected[1:])
    else:
        reading.persons.append({"sheet": grid.sheet.name, "row": taken.row, **taken.person})


def no_list(filled: bool) -> Refused:
    """No list of people was found."""
    if filled:
        return Refused(
            "no_header",
            _("Không tìm thấy dòng tiêu đề của danh sách (cần có cột họ và tên và ít nhất một cột khác)."),
            _("Thêm dòng tiêu đề như «Họ và tên», «Ngày sinh» ở trên danh sách, lưu lại rồi chọn lại tệp."),
        )
    return Refused(
        "no_rows",
        _("Tệp không có dòng đảng viên nào."),
        _("Kiểm tra có chọn đúng tệp không; điền danh sách vào dưới dòng tiêu đề rồi chọn lại tệp."),
    )


def organisations(lists: list[tuple[Grid, Found]]) -> list[dict[str, str]]:
    """What the sheets say of their people's cell and status, by their names, or by titles that differ."""
    titles = [next((t for t in found.titles if _is_cell(t)), "") for _grid, found in lists]
    differ = len(lists) > 1 and len(set(map(fold, titles))) == len(lists)
    told: list[dict[str, str]] = []
    for (grid, _found), title in zip(lists, titles, strict=True):
        place: dict[str, str] = {}
        name = "" if grid.sheet.from_text else grid.sheet.name.strip()
        if _is_cell(name):
            place["organisation"] = name
        elif differ and title:
            place["organisation"] = title.strip()
        if fold(name) in ("dang vien du bi", "du bi", "dv du bi"):
            place["status"] = "probationary"
        elif fold(name) in ("dang vien chinh thuc", "chinh thuc", "dv chinh thuc"):
            place["status"] = "full"
        told.append(place)
    return told


def _is_cell(text: str) -> bool:
    return fold(text).startswith("chi bo ") and len(text) < 120
