"""What a file holds before anybody says what it means: sheets of cells, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["text", "number", "date", "bool", "error", "no_value"]
"""`error`: #N/A and its like; `no_value`: a formula whose result was never saved."""
Shown = Literal["day", "month", "year"]
"""How much of a real date the cell's number format shows."""

LONGEST_TEXT = 32_767  # Excel's own limit for one cell


@dataclass(slots=True)
class Cell:
    """One filled cell. `text` is what was typed, `number` its value when it is a number."""

    kind: Kind
    text: str
    number: int | float | None = None
    day: date | None = None
    shown: Shown = "day"
    font: str = ""  # "tcvn3", "vni" or ""

    @property
    def value(self) -> str | int | float:
        """The value as reported to people and in JSON: a date as YYYY-MM-DD, a number as a number."""
        if self.kind == "number" and self.number is not None:
            return self.number
        return self.day.isoformat() if self.kind == "date" and self.day else self.text


@dataclass(slots=True)
class Merge:
    """A merged range; rows and columns count from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet: only filled cells are kept, so blank styled rows cost nothing."""

    name: str
    hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    from_text: bool = False  # a CSV: no cell has a type, zeros may have been lost before

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """All filled cells with row and column, in reading order."""
        for row in sorted(self.rows):
            for column in sorted(self.rows[row]):
                yield row, column, self.rows[row][column]


def letter(column: int) -> str:
    """The letter of a column counted from 1: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def position(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference such as "AB12"; None when it is not one Excel could have."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    column = 0
    for char in letters[:4]:
        column = column * 26 + ord(char) - 64
    if not (re.fullmatch("[A-Z]{1,3}", letters) and 0 < len(digits) <= 7 and column <= 16_384):
        return None
    row = int(digits)
    return (row, column) if 0 < row <= 1_048_576 else None
