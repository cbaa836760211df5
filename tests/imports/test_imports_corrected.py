"""The corrected copy keeps every row in its place, says what to do, and reads back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.imports import read_list, remark, sentence, write_corrected_copy
from app.imports.encodings import to_tcvn3
from app.imports.problems import Problem
from app.imports.remarks import REASONS, REPAIRS
from app.trouble import Refused

TODAY = date(2026, 11, 22)
SAMPLES = Path(__file__).parent / "samples"


def test_the_sample_is_marked_filled_in_and_read_again(tmp_path: Path) -> None:
    source = SAMPLES / "danh-sach-dang-vien-mau-2025.xlsx"
    first = read_list(source, today=TODAY)
    out = tmp_path / "sua.xlsx"
    write_corrected_copy(first, source, out)
    again = read_list(out, today=TODAY)
    assert again.answer()["persons"] == first.answer()["persons"]
    assert [(p.row, p.reason) for p in again.rejected] == [(p.row, p.reason) for p in first.rejected]
    assert again.repaired == []
    book = load_workbook(out)
    page = book["Danh sách"]
    assert page["E23"].comment.text.startswith("Ô bắt buộc còn trống.")
    assert "không có trong lịch" in page["F29"].comment.text
    assert page["I14"].value == "036079192774"
    page["E23"], page["F29"] = "Nam", "28/02/1975"
    book.save(out)
    last = read_list(out, today=TODAY)
    assert (last.accepted, last.rejected) == (28, [])


def test_an_old_book_comes_back_in_unicode(read: Any, write: Any, tmp_path: Path) -> None:
    rows = [["TT", "Họ và tên", "Năm sinh"], [1, "Trần Thị Phượng", 1960], [2, "Nguyễn Văn Hùng", None]]
    old = [[to_tcvn3(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    path = write(old)
    write_corrected_copy(read_list(path, today=TODAY), path, tmp_path / "b.xlsx")
    again = read_list(tmp_path / "b.xlsx", today=TODAY)
    assert [person["name"] for person in again.persons] == ["Trần Thị Phượng"]
    assert again.answer()["converted"] == {}
    with pytest.raises(Refused):
        write_corrected_copy(again, path, path)


def test_a_text_that_looks_like_a_formula_stays_a_text(write: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Họ và tên;Năm sinh;Ghi chú\nLê Văn An;1960;=1+1\n", "utf-8")
    write_corrected_copy(read_list(path, today=TODAY), path, tmp_path / "b.xlsx")
    page = load_workbook(tmp_path / "b.xlsx").active
    assert (page["C2"].value, page["C2"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_has_a_sentence_and_a_remedy(reason: str) -> None:
    problem = Problem("DS", 2, "B", "Ngày sinh", "birth", reason, "x")
    assert sentence(problem).count(".") >= 2
    problem.becomes = "1960"
    assert "1960" in remark(problem)


def test_every_repair_has_a_sentence() -> None:
    for kind in REPAIRS:
        assert sentence(Problem("DS", 2, "B", "Ngày sinh", "birth", kind, "x", "1960"))
