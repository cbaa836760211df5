"""How a Party paper looks on a day: the numbers of `resources/forms/format.toml` as objects."""

from __future__ import annotations

import datetime
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.exports.document import Align
from app.trouble import Refused
from app.words import _

POINTS_IN_MM = 72 / 25.4
WRITING_ROW = 24  # points, a row of a table left to be written in by hand
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A face: `size`, `leading` (exact line spacing) and `before` in points, `first_line` in millimetres."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    capitals: bool = False
    align: Align = "left"
    before: float = 0
    leading: float = 0  # 0: the face's own
    first_line: float = 0

    @property
    def line_height(self) -> float:
        """Line spacing in points."""
        return self.leading or round(self.size * 1.2, 1)

    def shown(self, text: str) -> str:
        """The text in capitals where the format wants them."""
        return text.upper() if self.capitals else text


@dataclass(frozen=True, slots=True)
class PageFormat:
    """Sheet and margins in millimetres; `page_number_from_edge` from the upper edge of the sheet."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    page_number_from_edge: float
    font: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One version of the format, and how it writes days and numbers."""

    id: str
    start: datetime.date
    page: PageFormat
    words: Mapping[str, Any]
    styles: Mapping[str, TextStyle]

    def __getitem__(self, element: str) -> TextStyle:
        return self.styles[element]

    def day(self, day: datetime.date) -> str:
        """A day within a text: 09/6/2026."""
        return f"{self._day(day.day)}/{self._month(day.month)}/{day.year}"

    def long_day(self, day: datetime.date) -> str:
        """A day as place and date have it: ngày 05 tháng 02 năm 2026."""
        return f"ngày {self._day(day.day)} tháng {self._month(day.month)} năm {day.year}"

    def number(self, number: int) -> str:
        """The number of a paper: 05, 12."""
        return f"{number:02d}" if number < self.words["number_zero_below"] else str(number)

    def _day(self, day: int) -> str:
        return f"{day:02d}" if day < self.words["day_zero_below"] else str(day)

    def _month(self, month: int) -> str:
        return f"{month:02d}" if month < self.words["month_zero_below"] else str(month)


# Where a value comes from is for the reader of the file, not for drawing.
_REMARKS = {"confidence", "note"}


def _values(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in _REMARKS}


def load_layouts(path: Path) -> tuple[Layout, ...]:
    """All versions in a format file, oldest first. Raises Refused (bad_format_file)."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        own = {name: TextStyle(**_values(style)) for name, style in data["own"].items()}
        layouts = [
            Layout(
                id=version["id"],
                start=version.get("from", datetime.date.min),
                page=PageFormat(**_values(version["page"])),
                words=_values(version["words"]),
                styles={
                    **{name: TextStyle(**_values(style)) for name, style in version["text"].items()},
                    **own,
                },
            )
            for version in data["version"]
        ]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            "bad_format_file",
            _("Tệp thể thức văn bản {name} không dùng được: {reason}").format(name=path.name, reason=error),
            _("Cài lại chương trình."),
        ) from error
    return tuple(sorted(layouts, key=lambda layout: layout.start))


@functools.lru_cache(maxsize=1)
def _shipped() -> tuple[Layout, ...]:
    return load_layouts(RESOURCES / "forms" / "format.toml")


def layout_on(day: datetime.date | None) -> Layout:
    """The format in force on a day; None: the newest."""
    layouts = _shipped()
    if day is None:
        return layouts[-1]
    return next(layout for layout in reversed(layouts) if layout.start <= day)
