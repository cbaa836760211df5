"""Builds lists as offices hand them in, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.imports import Reading, read_list

TODAY = date(2026, 11, 22)
HEAD = [
    "STT",
    "Họ và tên",
    "Giới tính",
    "Ngày sinh",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số CCCD",
    "Số thẻ đảng",
]
"""An ordinary list of a cell: nothing starred, so name and birth are enough."""
ROW = [1, "Nguyễn Văn Hùng", "Nam", "05/02/1960", "19/05/1985", "19/05/1986", "036060123456", "036060123456"]

Write = Callable[..., Path]
Read = Callable[..., Reading]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write rows (lists of cells) to an .xlsx and answer its path; `shape` may change the sheet."""

    def make(
        rows: Sequence[Sequence[Any]], shape: Callable[[Any], None] | None = None, title: str = "DS"
    ) -> Path:
        book = Workbook()
        sheet = book.active
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
        if shape:
            shape(sheet)
        path = tmp_path / "list.xlsx"
        book.save(path)
        return path

    return make


@pytest.fixture
def read(write: Write) -> Read:
    """Read rows as a list."""

    def make(
        rows: Sequence[Sequence[Any]], shape: Callable[[Any], None] | None = None, **more: Any
    ) -> Reading:
        title = more.pop("title", "DS")
        return read_list(write(rows, shape, title), **({"today": TODAY} | more))

    return make


@pytest.fixture
def one(read: Read) -> Callable[..., dict[str, Any]]:
    """Read an ordinary list of one row with some cells changed (by head); the whole answer."""

    def make(shape: Callable[[Any], None] | None = None, **cells: Any) -> dict[str, Any]:
        row = list(ROW)
        places = {"name": 1, "sex": 2, "birth": 3, "admitted": 4, "official": 5, "number": 6, "card": 7}
        for key, value in cells.items():
            row[places[key]] = value
        return read([HEAD, row], shape).answer()

    return make
