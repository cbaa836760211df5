"""Makes a person of a row: each cell read, put right, taken, reported or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from app.imports import codes
from app.imports.cells import RowCells
from app.imports.columns import CODES, DATES, IDENTIFIERS, TEXTS, Column
from app.imports.dates import (
    Order,
    checked_parts,
    first_day,
    in_order,
    iso,
    last_day,
    limits,
    order_of,
    read_cell,
    years_before,
)
from app.imports.dates import Read as DateRead
from app.imports.grid import Cell
from app.imports.identifiers import read_number
from app.imports.layout import TextOf
from app.imports.problems import Taken
from app.imports.syllables import fold

LONGEST_NAME = 100
LONGEST_ENTRY = 255
LONGEST_PROBATION = (
    5  # years; whoever was admitted longer ago without official date and card is no probationer
)
_NOT_YET = ("du bi", "db", "dang vien du bi", "dv du bi", "dvdb", "chua", "chua chinh thuc", "dang du bi")
# What a rejected row is called when the cell's own fault has no name among the reasons of rejection
_REJECTED_AS = {
    "two_digit_year": "unreadable_date",
    "date_as_plain_number": "unreadable_date",
    "mangled_by_excel": "bad_identifier",
    "cell_error": "missing_required",
    "formula_without_value": "missing_required",
    "unknown_code": "missing_required",
}


class Clerk:
    """Reads the people of one list, row by row."""

    def __init__(
        self,
        sheet: str,
        columns: list[Column],
        cell_of: Callable[[int, int], Cell | None],
        text_of: TextOf,
        encoding_of: Callable[[int, int], str],
        today: date,
        adult: int,
        rows: Sequence[int] = (),
        above_of: Callable[[int, int], int] = lambda row, _column: row,
    ) -> None:
        self.sheet, self.today, self.adult = sheet, today, adult
        self.columns = [column for column in columns if column.field]
        self.cell_of, self.text_of, self.encoding_of = cell_of, text_of, encoding_of
        self.template = any(column.mandatory for column in columns)
        starred = {column.field for column in columns if column.mandatory and column.field}
        self.mandatory = starred if self.template else {"name", "birth"}
        self.by_field: dict[str, list[Column]] = {}
        for column in self.columns:
            self.by_field.setdefault(column.field or "", []).append(column)
        self.above_of = above_of
        self.order = {
            column.number: self.order_of(column, rows) for column in self.columns if column.field in DATES
        }

    def order_of(self, column: Column, rows: Sequence[int]) -> Order:
        """In what order a column of dates writes day and month, by all its cells."""
        cells = [cell for row in rows if (cell := self.cell_of(row, column.number))]
        days = [cell.day for cell in cells if cell.kind == "date" and cell.day and cell.shown == "day"]
        return order_of([cell.text for cell in cells if cell.kind == "text"], days)

    def read(self, row: int, section: dict[str, str]) -> Taken:
        """The person of a row standing under `section`."""
        reader = RowReader(self, row, section)
        reader.read()
        return reader.taken


class RowReader(RowCells):
    """One row in work."""

    clerk: Clerk

    def __init__(self, clerk: Clerk, row: int, section: dict[str, str]) -> None:
        super().__init__(clerk, row)
        self.section = section
        self.person = self.taken.person
        self.not_yet = False

    def read(self) -> None:
        self.name()
        self.sex()
        self.birth()
        for field in self.clerk.by_field:
            if field in DATES and field != "birth":
                self.day(field)
            elif field in IDENTIFIERS:
                self.identifier(field)
            elif field in TEXTS and field != "name":
                self.entry(field)
            elif field in CODES and field != "sex":
                self.code(field)
        self.section_says()
        self.status()
        self.compare()
        self.judge()

    def name(self) -> None:
        parts: list[str] = []
        for column, cell in self.cells("name"):
            text, kinds = self.text(column, cell)
            if not any(char.isalpha() for char in text):
                if cell.kind != "text" or text:
                    self.fault(column, "missing_required", cell)
                continue
            if len(text) > LONGEST_NAME:
                self.fault(column, "text_too_long", cell)
                continue
            if self.clerk.encoding_of(self.row, column.number) == "tcvn3":
                text = in_capitals(text)
            self.repair(column, kinds, cell, text)
            parts.append(text)
        if parts and "name" not in self.faults:
            self.person["name"] = " ".join(parts)

    def sex(self) -> None:
        ticked: list[tuple[Column, Cell, str]] = []
        for column, cell in self.cells("sex"):
            text, kinds = self.text(column, cell)
            if column.part == "tick":
                if cell.kind == "text" and not codes.is_tick(text) and codes.sex(text).value != column.sex:
                    if text not in ("-", "0", "") and fold(text):
                        self.flag(column, "unknown_code", cell)
                    continue
                if cell.text not in ("0", ""):
                    ticked.append((column, cell, column.sex))
            elif fold(text) or cell.kind != "text":
                found = codes.sex(text)
                if found.value is None:
                    self.fault(column, "unknown_code", cell)
                    continue
                ticked.append((column, cell, found.value))
                self.repair(column, kinds + (("code_list",) if found.repaired else ()), cell, found.value)
        if len({sex for _column, _cell, sex in ticked}) > 1:
            self.fault(ticked[-1][0], "contradiction", ticked[-1][1])
        elif ticked:
            self.person["sex"] = ticked[0][2]

    def birth(self) -> None:
        filled = [(column, cell) for column, cell in self.cells("birth") if not self.is_nothing(column, cell)]
        if any(column.part for column, _cell in filled):
            self.birth_in_parts(filled)
            return
        found = [(column, cell, self.date_of(column, cell)) for column, cell in filled]
        by_sex = {column.sex for column, _cell, _read in found if column.sex}
        if len(by_sex) > 1:
            self.fault(found[-1][0], "contradiction", found[-1][1])
            return
        for column, cell, read in found:
            # a year column beside one for the whole day adds nothing when the two agree
            self.take_date(column, cell, read)
            if "birth" in self.person:
                break
        if by_sex and "sex" not in self.clerk.by_field:
            self.person["sex"] = by_sex.pop()

    def birth_in_parts(self, filled: list[tuple[Column, Cell]]) -> None:
        parts: dict[str, int] = {}
        for column, cell in filled:
            text, kinds = self.text(column, cell, identifier=True)
            text = text or str(cell.value)
            if not re.fullmatch(r"\d{1,4}", text):
                self.fault(column, "unreadable_date", cell)
                return
            parts[column.part or "year"] = int(text)
        column, cell = filled[-1]
        span = limits("birth", None, self.clerk.today)
        year = parts.get("year", 0)
        if 0 < year < 100:
            year = span.century(year) or 0
        if not year:
            self.fault(column, "unreadable_date", cell)
            return
        month, day = parts.get("month", 0), parts.get("day", 0)
        if month and day:
            read = checked_parts(year, month, day, span)
        else:
            read = checked_parts(year, month or 1, 1, span)
            if read.iso:
                read = DateRead(iso(year, month))
        self.take_date(column, cell, read)

    def date_of(self, column: Column, cell: Cell) -> DateRead:
        text, kinds = self.text(column, cell, identifier=True)
        read = read_cell(cell, text, limits(column.field or "", self.person.get("birth"), self.clerk.today))
        read = in_order(read, cell, text, self.clerk.order.get(column.number, ""))
        return DateRead(read.iso, kinds + read.repairs, read.reason)

    def take_date(self, column: Column, cell: Cell, read: DateRead) -> None:
        if read.iso is None:
            self.fault(column, read.reason, cell)
            return
        self.person[column.field or ""] = read.iso
        self.repair(column, read.repairs, cell, read.iso)
        if read.reason:
            self.flag(column, read.reason, cell, read.iso)

    def day(self, field: str) -> None:
        for column, cell in self.cells(field):
            if self.is_nothing(column, cell):
                self.not_yet |= field == "official_date"
                continue
            if (
                cell.kind == "text"
                and field == "official_date"
                and fold(self.text(column, cell)[0]) in _NOT_YET
            ):
                self.not_yet = True
                continue
            self.take_date(column, cell, self.date_of(column, cell))

    def identifier(self, field: str) -> None:
        for column, cell in self.cells(field):
            if self.is_nothing(column, cell):
                continue
            text, kinds = self.text(column, cell, identifier=True)
            found = read_number(field, cell, text)
            taken_as = field
            other = other_number(field, column.header)
            if found.text is None and other and other not in self.clerk.by_field:
                again = read_number(other, cell, text)
                if again.text and "leading_zero" not in again.repairs:
                    taken_as, found = other, again
            if found.text is None:
                self.fault(column, found.reason, cell)
                continue
            self.person[taken_as] = found.text
            self.repair(column, tuple(dict.fromkeys(kinds + found.repairs)), cell, found.text)

    def entry(self, field: str) -> None:
        for column, cell in self.cells(field):
            text, kinds = self.text(column, cell)
            if cell.kind == "number":
                text, kinds = str(cell.value), ("number_to_text",)
            elif cell.kind == "date":
                self.fault(column, "mangled_by_excel", cell)  # 7/10 of a ten-year school became a day
                continue
            if not fold(text) or (cell.kind == "text" and fold(text) in ("khong co", "n a")):
                continue
            if len(text) > LONGEST_ENTRY:
                self.fault(column, "text_too_long", cell)
                continue
            self.person[field] = text
            self.repair(column, kinds, cell, text)

    def code(self, field: str) -> None:
        if field == "delete_requested":
            self.person[field] = False
        for column, cell in self.cells(field):
            text, kinds = self.text(column, cell)
            text = text if cell.kind == "text" else cell.text
            if not fold(text) and not (column.part == "tick" or field == "delete_requested"):
                continue
            if field == "status" and column.part == "tick":
                if codes.is_tick(text):
                    self.person["status"] = column.sex
                continue
            self.take_code(field, column, cell, text, kinds)

    def take_code(self, field: str, column: Column, cell: Cell, text: str, kinds: tuple[str, ...]) -> None:
        if field == "delete_requested":
            known = fold(text) in codes.YES + codes.NO or codes.is_tick(text)
            self.person[field] = codes.is_tick(text) or fold(text) in codes.YES
            if not known:
                self.flag(column, "unknown_code", cell)
            return
        find = {"ethnicity": codes.ethnicity, "religion": codes.religion, "status": codes.status}
        found = find.get(field, codes.activity)(text)
        if found.value is None:
            named = any(char.isalpha() for char in text) and len(text) <= LONGEST_NAME
            if field in ("ethnicity", "religion") and named:
                self.person[field] = text
                self.flag(column, "unknown_code", cell, text)
            else:
                self.fault(column, "unknown_code", cell)
            return
        self.person[field] = found.value
        if field == "activity" and (told := codes.status(text).value) and found.value == "active":
            self.person.setdefault("status", told)
        self.repair(column, kinds + (("code_list",) if found.repaired else ()), cell, found.value)

    # --- what the row says as a whole

    def section_says(self) -> None:
        for field in ("organisation", "activity", "sex"):
            if field in self.section and field not in self.person and field not in self.faults:
                self.person[field] = self.section[field]

    def status(self) -> None:
        """Full or probationary: by column, section, official date; without a ground it is left open."""
        told = self.section.get("status") or self.person.get("status")
        official = self.person.get("official_date")
        if told == "probationary" and official:
            column, cell = self.cells("official_date")[0]
            self.fault(column, "contradiction", cell)
            del self.person["official_date"]
        if not told:
            card = any(self.person.get(f) or f in self.faults for f in ("card_number",))
            card = card or bool(not self.clerk.template and self.person.get("old_card_number"))
            if official or card:
                told = "full"
            elif "official_date" in self.faults:
                told = None
            elif "official_date" in self.clerk.by_field and (self.not_yet or self.admitted_lately()):
                told = "probationary"
        if told:
            self.person["status"] = told
        if told == "probationary":
            self.person["official_date"] = None

    def admitted_lately(self) -> bool:
        admitted: str | None = self.person.get("admission_date")
        return admitted is not None and last_day(admitted) > years_before(self.clerk.today, LONGEST_PROBATION)

    def compare(self) -> None:
        """Dates and numbers of one person held against each other; all are taken as said and reported."""
        birth: str | None = self.person.get("birth")
        admitted: str | None = self.person.get("admission_date")
        if birth and admitted:
            if last_day(admitted) < first_day(birth):
                self.report("admission_date", "dates_out_of_order")
            elif last_day(admitted) < _birthday(first_day(birth), self.clerk.adult):
                self.report("admission_date", "under_age_at_admission")
        for field in ("official_date", "card_issue_date", "activity_date"):
            later: str | None = self.person.get(field)
            earlier = admitted or birth
            if later and earlier and last_day(later) < first_day(earlier):
                self.report(field, "dates_out_of_order")
        number, card = self.person.get("personal_number"), self.person.get("card_number")
        if number and card and number != card:
            self.report("card_number", "card_number_mismatch")

    def report(self, field: str, reason: str) -> None:
        for column, cell in self.cells(field)[:1]:
            self.flag(column, reason, cell, self.person[field])

    def judge(self) -> None:
        """Reject the row for a mandatory field, report the other cells that were left empty."""
        waived = {"official_date", "card_number"} if self.person.get("status") == "probationary" else set()
        name = self.person.get("name", "")
        for field in sorted(self.clerk.mandatory, key=self.place):
            if self.person.get(field) not in (None, "") or (field in waived and field not in self.faults):
                continue
            columns = self.clerk.by_field.get(field or "", [])
            problem = self.faults.pop(field or "", None)
            if problem is None:
                first = columns[0] if columns else None
                cell = self.clerk.cell_of(self.row, first.number) if first else None
                problem = self.problem(first, field or "", "missing_required", cell)
            problem.reason = _REJECTED_AS.get(problem.reason, problem.reason)
            self.taken.rejected.append(problem)
        self.taken.flagged.extend(self.faults.values())
        for problem in (*self.taken.rejected, *self.taken.flagged):
            problem.name = name
        self.taken.flagged.sort(key=lambda problem: (len(problem.column), problem.column))

    def place(self, field: str | None) -> int:
        columns = self.clerk.by_field.get(field or "", [])
        return columns[0].number if columns else 0


def other_number(field: str, header: str) -> str:
    """The field a number of another length belongs to, where the head is open: "Số thẻ", "CMND/CCCD"."""
    folded = fold(header)
    if field in ("card_number", "old_card_number"):
        specific = re.search(r"12|8 so|moi|cu|85|38", folded)
        return "" if specific else "old_card_number" if field == "card_number" else "card_number"
    if re.search(r"cmnd|cmtnd|chung minh", folded) and not re.search(r"\bcu\b|9 so", folded):
        return "personal_number" if field == "old_id_number" else "old_id_number"
    return ""


def _birthday(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def in_capitals(name: str) -> str:
    """A name with capital initials: TCVN3 tells no capitals of toned letters."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0][0].upper() + m[0][1:].lower(), name)
