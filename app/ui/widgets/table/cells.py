"""What a column is and what a cell shows: words, a second word, a badge or an icon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

CELL = int(Qt.ItemDataRole.UserRole) + 1  # the Cell itself
ID = int(Qt.ItemDataRole.UserRole) + 2  # the id of the row


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. With `tone` the text is a badge, with `plain` a coloured word; ordinary cells wear none."""

    text: str = ""
    tone: str = ""  # green, amber, rust, gold, grey
    plain: bool = False
    second: str = ""  # smaller words behind, as an office held
    icon: str = ""
    weight: bool = False  # 600
    edit: bool = False  # shows a caret: can be typed into
    underline: bool = False  # a number that opens its people; never for words
    indent: int = 0  # steps of 16 px, as in an official table
    spoken: str = ""  # for screen readers when the text alone does not say it

    @property
    def speech(self) -> str:
        """The words a screen reader speaks."""
        return self.spoken or ", ".join(part for part in (self.text, self.second) if part)


@dataclass(frozen=True)
class Column:
    """A column: `key` of the row's mapping, title, least width, where words stand, what matters most.

    `priority` 1 stays longest when the window is narrow; `grow` takes the room left; `hidden` starts
    hidden and is offered at "Cột hiển thị". One that wraps needs its `width` only: what the lines of a row
    cannot hold ends in "…" and stands whole beside the table.
    """

    key: str
    title: str
    width: int = 0  # least width in logical pixels; 0: what the title needs
    align: str = "left"  # or "right" for numbers
    priority: int = 1
    grow: bool = False
    sortable: bool = True
    hidden: bool = False
    tone: str = "text2"
    must: bool = False  # cannot be hidden, as the name
    wrap: bool = False  # long words take the lines the row has room for, so the column stays narrow

    @property
    def number(self) -> bool:
        """Whether figures stand at the right."""
        return self.align == "right"


def cell_of(value: Any) -> Cell:
    """A cell from a Cell, a text, a number or None (shown as a dash)."""
    if isinstance(value, Cell):
        return value
    if value is None or value == "":
        return Cell("–")
    return Cell(str(value))
