"""Finds the list on a sheet: its head, its people, and what the other rows are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.imports import codes
from app.imports.columns import DATES, IDENTIFIERS, Column, assign, recognise
from app.imports.grid import Cell, Merge, Sheet
from app.imports.syllables import fold

TextOf = Callable[[int, int], str]
"""The text of a cell by row and column in Unicode, "" when it holds none."""
SEARCHED_ROWS = 80
MOST_HEAD_ROWS = 4

_ROMAN = re.compile(r"^\s*(?:[IVXLC]+|[A-Z]|\d{1,2})\s*[.)/\-:]\s*\D", re.I)
_MEMBERS = re.compile(
    r"\b(dang vien|dv) (chinh thuc|du bi|duoc mien|mien|dang|nu|nam|moi|da)\b|^(chinh thuc|du bi|dang vien)$"
)
_BODY = re.compile(r"^(?:[ivxlc0-9a-z]{1,4} )?(chi bo|dang bo|to dang|cb) ")
# with its accents: Tống is a family name
_TOTAL = re.compile(r"^(?:[ivxlc\d]{1,4}[.)\s]\s*)?(tổng( cộng| số)?|cộng)\b", re.I)
_SIGNATURE = re.compile(
    r"^(t m|tm|thay mat|nguoi (lap|ghi|tong hop)|ky ten|xac nhan|bi thu$|pho bi thu$|thu ky$|noi nhan|"
    r"ky va ghi|t l\b|k t\b)|\bngay\b.*\bthang\b.*\bnam\b|^(bi thu|pho bi thu) (chi bo|dang uy)|^\(?ky"
)
_SIGNED_DAY = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")  # "Tân Hưng, ngày … tháng … năm …"
_MARK = re.compile(r"^\s*(?:[IVXLC]+|[A-Z]|\d{1,2})(?:\s*[.)/\-:]\s*|\s+(?=chi bộ|đảng viên|tổ đảng))", re.I)
_UNIT = r"(?:đ/c|đồng chí|đảng viên|người|đv)"
_COUNT = re.compile(rf"\s*(?:[(:–-]\s*(?:gồm\s*)?\d+\s*{_UNIT}?|\s\d+\s*{_UNIT})\s*\)?\s*:?$", re.I)
_FOOTNOTE = re.compile(
    r"^\s*(\(?\*+\)?|\[?\d\]|\(\d\)|[¹²³]|†)\s*\S|^\s*(ghi chú|chú thích|lưu ý|chú ý|nguồn)\b", re.I
)


_PREPRINTED = {"organisation", "birth_country", "home_country", "residence_country"}


@dataclass(slots=True)
class Found:
    """A list on a sheet: its head, one context per person row, and the other rows by kind."""

    header_rows: list[int] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    people: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


class Layout:
    """Goes over one sheet from the top down."""

    def __init__(self, sheet: Sheet, text: TextOf, mapping: Mapping[str, str | None]) -> None:
        self.sheet, self.text, self.mapping = sheet, text, mapping
        self.merges: dict[int, list[Merge]] = {}
        for merge in sheet.merges:
            self.merges.setdefault(merge.top, []).append(merge)

    def find(self) -> Found | None:
        """The list of the sheet; None when no head is recognised."""
        rows = sorted(self.sheet.rows)
        first = self.head(rows)
        if first is None:
            return None
        found = Found()
        found.header_rows = self.head_rows(first)
        found.columns = assign(self.paths(found.header_rows), self.mapping)
        for row in rows:
            if row < first:
                found.skipped.append((row, "hidden" if row in self.sheet.hidden_rows else "title"))
                found.titles.extend(self.text(row, column) for column in sorted(self.sheet.rows[row]))
        found.skipped.extend((row, "header") for row in found.header_rows)
        self.walk([row for row in rows if row > found.header_rows[-1]], found)
        self.cards_by_content(found)
        return found

    def head(self, rows: list[int]) -> int | None:
        """The row that names most columns, the name among them."""
        best, best_score = None, 1.0
        for row in rows[:SEARCHED_ROWS]:
            fields = self.named(row)
            score = len(fields) + (0.5 if len(fields) * 2 > len(self.sheet.rows[row]) else 0)
            if "name" in fields and len(fields) >= 2 and score > best_score:
                best, best_score = row, score
        return best

    def named(self, row: int) -> set[str]:
        """The fields the cells of a row name, taken as heads."""
        fields = set()
        for column in self.sheet.rows[row]:
            text = self.text(row, column)
            if not text or len(text) > 120:
                continue
            key = fold(text)
            meaning = self.mapping[key] if key in self.mapping else recognise([text])[0]
            if meaning:
                fields.add(meaning)
        return fields

    def head_rows(self, first: int) -> list[int]:
        """The head's rows: the first and those its merges or its lower labels reach."""
        last = max([first, *(m.bottom for m in self.merges.get(first, []) if m.right - m.left < 40)])
        last = min(last, first + MOST_HEAD_ROWS - 1)
        while last - first < MOST_HEAD_ROWS - 1 and self.is_lower_head(first, last + 1):
            last += 1
        return list(range(first, last + 1))

    def is_lower_head(self, first: int, row: int) -> bool:
        cells = self.sheet.rows.get(row, {})
        if not cells or self.numbering(row):
            return False
        names = [c for c in self.sheet.rows[first] if recognise([self.text(first, c)])[0] == "name"]
        split_name = all(
            fold(self.text(row, c)) in ("", "ho", "ho dem", "ho va dem", "ho va ten dem") for c in names
        )
        labels = [fold(self.text(row, column)) for column in cells]
        said = [label for label in labels if not re.fullmatch(r"[ivxlc]+|\d+", label)]
        if len(said) == 1 and min(cells) <= 3 and (_MEMBERS.search(said[0]) or _BODY.match(said[0])):
            return False  # the first section
        known = sum(
            label
            in ("nam", "nu", "quoc gia", "tinh", "dia chi", "ngay", "thang", "ten", "ho", "dem", "dd mm yyyy")
            or (bool(recognise([label])[0]) and not label.isdigit() and len(label) > 3)
            for label in labels
        )
        return split_name and known * 2 >= len(labels) and all(cell.kind == "text" for cell in cells.values())

    def paths(self, head: list[int]) -> dict[int, list[str]]:
        """The words over each column from the top down, merged cells counted for all they cover."""
        width = max(column for row in head for column in self.sheet.rows.get(row, {0: None}))
        paths: dict[int, list[str]] = {}
        covering = [m for row in head for m in self.merges.get(row, [])]
        width = max([width, *(m.right for m in covering if m.right - m.left < 60)])
        for column in range(1, width + 1):
            path: list[str] = []
            for row in head:
                text = self.head_text(row, column, covering, head)
                if text and text not in path[-1:]:
                    path.append(text)
            if path:
                paths[column] = path
        return paths

    def head_text(self, row: int, column: int, covering: list[Merge], head: list[int]) -> str:
        if text := self.text(row, column).strip():
            return text
        for merge in covering:
            if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
                # a vertical merge says its words once, at its top
                return self.text(merge.top, merge.left).strip() if merge.top == row else ""
        if row == head[-1]:
            return ""
        # not merged, yet a label stands below: the words to the left reach over it
        below = any(self.text(lower, column) for lower in head if lower > row)
        left = column - 1
        while below and left and not self.text(row, left):
            left -= 1
        if not below or not left or not any(self.text(lower, left) for lower in head if lower > row):
            return ""
        merged = any(m.top <= row <= m.bottom and m.left <= left <= m.right for m in covering)
        return "" if merged else self.text(row, left).strip()

    def numbering(self, row: int) -> bool:
        """Whether a row only counts the columns: 1 2 3, (1) (2), A B 1 2."""
        texts = [
            self.text(row, column) if cell.kind == "text" else str(cell.value)
            for column, cell in sorted(self.sheet.rows[row].items())
        ]
        marks = [re.sub(r"[()\[\]\s.]", "", text) for text in texts]
        if len(marks) < 3 or not all(re.fullmatch(r"\d{1,2}[a-z]?|[A-Z]|\d+=.*", mark) for mark in marks):
            return False
        figures = [int(mark) for mark in marks if mark.isdigit()]
        return len(figures) < 2 or all(b - a in (0, 1) for a, b in zip(figures, figures[1:], strict=False))

    def walk(self, rows: list[int], found: Found) -> None:
        """Sort the rows below the head into people and others, carrying what section they stand in."""
        section: dict[str, str] = {}
        after = ""
        for row in rows:
            if row in self.sheet.hidden_rows:
                found.skipped.append((row, "hidden"))
                continue
            kind = self.kind(row, found, after)
            if kind == "person":
                found.people.append((row, dict(section)))
                after = ""
                continue
            if kind == "section":
                section = self.enter(section, self.row_text(row))
            after = kind if kind in ("signature", "footnote", "subtotal") else ""
            if kind:
                found.skipped.append((row, kind))

    def row_text(self, row: int) -> str:
        return " ".join(filter(None, (self.text(row, c).strip() for c in sorted(self.sheet.rows[row]))))

    def kind(self, row: int, found: Found, after: str) -> str:
        """What a row below the head is: "person", the kind of another row, "" for nothing at all."""
        cells = self.sheet.rows[row]
        fields = {column.number: column for column in found.columns if column.field}
        numbers = {
            column.number
            for column in found.columns
            if fold(column.header) in ("stt", "tt", "so tt", "so thu tu")
        }
        told = {column: cell for column, cell in cells.items() if column not in numbers}
        words = self.row_text(row)
        if self.repeats_head(row, found):
            return "repeated_header"
        if self.numbering(row):
            return "numbering"
        if not told and not (words and _letters(words)):
            return "blank"
        name = " ".join(
            filter(None, (self.text(row, c.number).strip() for c in found.columns if c.field == "name"))
        )
        filled = [column for column in told if column in fields]
        data = [column for column in filled if fields[column].field != "name"]
        wide = self.is_wide(row)
        folded = fold(words)
        if _TOTAL.search(unicodedata.normalize("NFC", words)) and not self.numbered(row, numbers):
            return "subtotal"
        if after == "signature" and not self.has_birth(row, found):
            return "section" if _BODY.match(folded) and len(told) <= 2 else "signature"
        dated = self.has_birth(row, found)
        if self.numbered(row, numbers):
            if len(told) == 1 and (_MEMBERS.search(folded) or _BODY.match(folded)):
                return "section"
            if not name and {fields[column].field for column in filled} <= _PREPRINTED:
                return "blank"
        elif not dated and len(told) <= 4:
            first = next((self.text(row, c) for c in sorted(cells) if self.text(row, c).strip()), "")
            if any(_SIGNATURE.search(fold(self.text(row, c))) for c in cells) and not (
                name and len(data) > 1
            ):
                return "signature"
            if _FOOTNOTE.match(first) or (after == "footnote" and not data and len(told) == 1):
                return "footnote"
            lone = len(told) <= 1 or wide
            if (lone or len(told) <= 2) and self.is_section(words, folded, lone and wide, name, row, found):
                return "section"
            if lone and not name:
                return "footnote" if after or len(words) > 60 else "section" if _letters(words) else "blank"
            if lone and len(words) > 60:
                return "footnote"
            if after in ("subtotal", "footnote") and not data and name:
                return "signature"
        return "person" if filled or name else "other"

    def numbered(self, row: int, numbers: set[int]) -> bool:
        """Whether the row carries a running number."""
        cells = self.sheet.rows[row]
        return any(c in cells and re.fullmatch(r"\d+\.?", str(cells[c].value).strip()) for c in numbers)

    def has_birth(self, row: int, found: Found) -> bool:
        """Whether the row holds a day, an identifier or a figure where a person's would stand."""
        cells = self.sheet.rows[row]
        for column in found.columns:
            cell = cells.get(column.number)
            if cell is None or not (column.field in DATES or column.field in IDENTIFIERS):
                continue
            text = fold(self.text(row, column.number))
            signed = _SIGNED_DAY.search(text) and (not text.startswith("ngay") or len(cells) == 1)
            if cell.kind in ("number", "date") or (re.search(r"\d", cell.text) and not signed):
                return True
        return False

    def is_wide(self, row: int) -> bool:
        return any(m.right - m.left >= 2 for m in self.merges.get(row, []))

    def is_section(self, words: str, folded: str, wide: bool, name: str, row: int, found: Found) -> bool:
        if _MEMBERS.search(folded) or _BODY.match(folded):
            return True
        if wide or not name:
            return bool(_ROMAN.match(words)) or wide
        return bool(re.match(r"^\s*[IVXLC]+\s*[.)/\-:]\s*\D", words)) and len(self.sheet.rows[row]) <= 1

    def repeats_head(self, row: int, found: Found) -> bool:
        heads = {
            part
            for column in found.columns
            for part in map(fold, (column.header, *column.header.split(": ")))
        }
        texts = [fold(self.text(row, c)) for c in self.sheet.rows[row]]
        same = sum(text in heads and bool(text) for text in texts)
        return same >= 2 and same * 2 >= len(texts)

    def enter(self, section: dict[str, str], words: str) -> dict[str, str]:
        """What a section row says of those below it: the cell, the status, the sex."""
        bare = _MARK.sub("", words).strip()
        bare = _COUNT.sub("", bare).strip(" :.-–")
        folded = fold(bare)
        if re.match(r"(chi bo|cb) ", folded) and not re.search(r"\b(danh sach|dang vien)\b", folded):
            return {"organisation": bare}
        new = {key: value for key, value in section.items() if key == "organisation"}
        if status := codes.status(bare).value:
            new["status"] = status
        elif re.search(r"\bmien\b", folded):
            new |= {"status": "full", "activity": "exempt"}
        elif re.fullmatch(r"(dang vien )?(nam|nu)", folded):
            new["sex"] = "female" if folded.endswith("nu") else "male"
            if "status" in section:
                new["status"] = section["status"]
        return new

    def cards_by_content(self, found: Found) -> None:
        """A card column whose head does not say which card: eight digits are the old, twelve the new."""
        cards = [column for column in found.columns if column.field == "card_number"]
        if any(column.field == "old_card_number" for column in found.columns):
            return
        for column in cards:
            if re.search(r"12|moi|hd 38", fold(column.header)) or fold(column.header) in self.mapping:
                continue
            cells = [self.sheet.rows[row].get(column.number) for row, _section in found.people]
            lengths = [len(_digits(cell)) for cell in cells if cell and _digits(cell)]
            if sum(length <= 8 for length in lengths) > len(lengths) / 2:
                column.field = "old_card_number"


def _letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _digits(cell: Cell) -> str:
    return re.sub(r"\D", "", str(cell.value))
