"""Lists as sheets and on paper: cells mean what they show, and the template is read again unharmed."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from app.exports.document import Column
from app.exports.member_template import COLUMNS, write_member_template
from app.exports.recovery_sheet import key_groups, write_recovery_sheet
from app.exports.sheet import sheet_name, write_table, write_table_pdf
from app.trouble import Trouble

TWO = (Column("Họ và tên", 26), Column("Số thẻ", 16))
PERSON = {
    "name": "Phạm Thị Ngọc Duyên",
    "sex": "female",
    "birth": "1989-05-13",
    "ethnicity": "Kinh",
    "religion": "không",
    "personal_number": "001189000012",
    "card_number": "001189000012",
    "card_issue_date": datetime.date(2025, 11, 25),
    "old_card_number": "08759354",
    "organisation": "Chi bộ thôn Đông Hòa",
    "birth_country": "Việt Nam",
    "birth_province": "Nam Định",
    "birth_address": "Xã Tam Hợp, huyện Vĩnh Lộc",
    "home_country": "Việt Nam",
    "home_province": "Ninh Bình",
    "home_address": "Thôn 5, xã Tân Hưng",
    "residence_country": "Việt Nam",
    "residence_province": "Ninh Bình",
    "residence_address": "Thôn 12, xã Tân Hưng",
    "admission_date": "2024-11-25",
    "official_date": "2025-11-25",
    "old_id_number": "012345678",
    "activity": "active",
    "delete_requested": False,
    "status": "full",
}
PROBATIONARY = {
    **{key: value for key, value in PERSON.items() if not key.startswith(("card", "old_"))},
    "name": "Đặng Bá Hưng",
    "sex": "male",
    "birth": "2003-03-16",
    "personal_number": "037203000002",
    "admission_date": "2025-03-15",
    "official_date": None,
    "status": "probationary",
}


def cells(path: Path) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()]


def test_identifiers_keep_their_zeros_and_numbers_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    columns = (*TWO, Column("Ngày"), Column("Số"), Column("Có"))
    write_table(
        path, "Danh sách: thử/1", columns, [("An", "036", datetime.date(2026, 2, 5), Decimal("1.5"), True)]
    )
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[4]] == ["An", "036", datetime.datetime(2026, 2, 5), 1.5, "x"]
    assert sheet["B4"].number_format == "@" and sheet["C4"].number_format == "dd/mm/yyyy"
    assert sheet.freeze_panes == "A4" and sheet.title == "Danh sách thử 1"
    assert sheet.column_dimensions["A"].width == 26


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("x")'])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    write_table(tmp_path / "list.xlsx", "A", TWO, [(text, text)])
    cell = openpyxl.load_workbook(tmp_path / "list.xlsx").active["A4"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


@given(text=st.text(min_size=1, max_size=60))
def test_any_text_can_be_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "list.xlsx"
    write_table(path, text, TWO, [(text, "1")])
    assert openpyxl.load_workbook(path).active["B4"].value == "1"


def test_rows_never_lie_readable_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_args: Any, **_settings: Any) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", forbidden)
    write_member_template(tmp_path / "template.xlsx", [PERSON])
    assert cells(tmp_path / "template.xlsx")[8][2] == PERSON["name"]


def test_a_source_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> Any:
        yield ("An", "1")
        raise KeyError("bug")

    with pytest.raises(KeyError):
        write_table(tmp_path / "list.xlsx", "A", TWO, rows())
    assert list(tmp_path.iterdir()) == []


def test_names_of_sheets_are_what_excel_takes() -> None:
    assert sheet_name("[A]: b/c*d?'e'\\f " + "x" * 40) == "A b c d e f xxxxxxxxxxxxxxxxxxx"
    assert sheet_name("///") == "Danh sách"


def test_a_long_list_on_paper_repeats_its_head(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    rows = [(f"Người {number}", f"{number:012d}") for number in range(1, 451)]
    write_table_pdf(path, "Danh sách đảng viên", TWO, rows, subtitle="Chi bộ thôn Đông Hòa")
    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert len(pages) > 5 and all("Họ và tên" in page for page in pages)
    assert "000000000450" in pages[-1] and PdfReader(path).pages[0].mediabox.width > 800


def test_the_template_has_the_29_columns_in_order(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_member_template(path, [PERSON], superior="Đảng ủy xã Tân Hưng", day=datetime.date(2026, 11, 22))
    sheet = openpyxl.load_workbook(path).active
    rows = cells(path)
    assert len(COLUMNS) == 29 == len(rows[6])
    assert rows[6][:4] == ["STT", "ID", "Họ và tên*", "Tên gọi khác"]
    assert rows[6][14] == "Nơi đăng ký khai sinh" and rows[7][14:17] == ["Quốc gia*", "Tỉnh*", "Địa chỉ*"]
    assert rows[6][28] == "Đề nghị xóa" and rows[0][14] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert {"A7:A8", "O7:Q7", "R7:T7", "U7:W7", "AC7:AC8", "A4:AC4"} <= {
        str(r) for r in sheet.merged_cells.ranges
    }
    assert sheet.freeze_panes == "D9"
    person = dict(zip([column.field for column in COLUMNS], rows[8], strict=True))
    assert person["birth"] == "13/05/1989" and person["card_issue_date"] == "25/11/2025"
    assert (
        person["sex"] == "Nữ"
        and person["activity"] == "Đang sinh hoạt"
        and person["card_number"] == "001189000012"
    )
    assert all(cell.data_type == "s" for cell in sheet[9][1:] if cell.value is not None)


def test_partial_dates_stay_partial(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_member_template(path, [{"birth": "1940"}, {"birth": "1941-02"}, {"birth": "1942-03-01"}])
    assert [row[5] for row in cells(path)[8:]] == ["1940", "02/1941", "01/03/1942"]


def test_the_template_read_again_gives_the_same_persons(tmp_path: Path) -> None:
    read_list = pytest.importorskip("app.imports.reading").read_list
    path = tmp_path / "template.xlsx"
    write_member_template(path, [PERSON, PROBATIONARY], organisation="Chi bộ thôn Đông Hòa")
    reading = read_list(path, today=datetime.date(2026, 11, 22))
    answer = json.loads(json.dumps(reading.answer(), default=str))
    assert (answer["rejected"], answer["flagged"], answer["repaired"]) == ([], [], [])
    read = [{k: v for k, v in person.items() if k not in ("sheet", "row")} for person in answer["persons"]]
    assert read == [
        {**person, **{k: str(v) for k, v in person.items() if isinstance(v, datetime.date)}}
        for person in (PERSON, PROBATIONARY)
    ]


def test_a_folder_that_is_gone_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as told:
        write_table(tmp_path / "gone" / "list.xlsx", "A", TWO, [])
    assert told.value.code == "medium_gone" and list(tmp_path.iterdir()) == []


def test_a_wide_table_is_cut_into_tables_that_each_begin_with_the_names(tmp_path: Path) -> None:
    heads = [Column("Chi bộ"), *(Column(f"Cột {n}") for n in range(1, 28))]
    rows = [[name, *range(100, 127)] for name in ("Đông Hòa", "Tân Lập")]
    write_table_pdf(tmp_path / "wide.pdf", "Bảng rộng", heads, rows, across=13)
    words = PdfReader(tmp_path / "wide.pdf").pages[0].extract_text().split()
    assert "".join(words).count("ĐôngHòa") == 3 and {str(n) for n in range(100, 127)} <= set(words)
    assert words.count("126") == 2, "each figure once for each row"
    write_table_pdf(tmp_path / "narrow.pdf", "Bảng hẹp", heads[:14], [row[:14] for row in rows], across=13)
    text = PdfReader(tmp_path / "narrow.pdf").pages[0].extract_text()
    assert "".join(text.split()).count("ĐôngHòa") == 1


SECRET = "AGE-SECRET-KEY-1" + ("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" * 2)[:58]


def test_the_key_typed_from_the_recovery_sheet_is_the_key(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    write_recovery_sheet(
        path,
        workspace="Chi bộ thôn Đông Hòa",
        code="25.000.036",
        secret=SECRET,
        day=datetime.date(2026, 11, 22),
    )
    pages = PdfReader(path).pages
    text = pages[0].extract_text()
    typed = [group for row in key_groups(SECRET) for group in row]
    assert len(pages) == 1 and "".join(typed) == SECRET and max(map(len, typed)) == 5
    printed = text.split()
    at = [printed.index(group) for group in typed]
    assert at == sorted(at)  # in reading order
    assert "Chi bộ thôn Đông Hòa" in text and "25.000.036" in text and "22/11/2026" in text
    assert SECRET not in str(PdfReader(path).metadata)
