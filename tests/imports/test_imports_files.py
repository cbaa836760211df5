"""What is no readable list is refused in seconds, by its content, with a reason and a remedy."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.imports import read_list
from app.trouble import Refused, Trouble

TODAY = date(2026, 11, 22)
HEAD = ["STT", "Họ và tên", "Ngày sinh"]


def code_of(path: Path) -> str:
    """The code the file is refused with; the sentence and the remedy are there, the file is as it was."""
    before = path.read_bytes()
    with pytest.raises(Refused) as refused:
        read_list(path, today=TODAY)
    assert refused.value.message and refused.value.hint
    assert path.read_bytes() == before
    return refused.value.code


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000 + stream.encode("utf-16-le") + b"\x00" * 500


def changed(source: Path, part: str, data: bytes, target: Path) -> Path:
    """A workbook with one part replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, data if name == part else old.read(name))
    return target


@pytest.fixture
def good(write: Any) -> Path:
    path: Path = write([HEAD, [1, "Nguyễn Văn Hùng", "1960"]])
    return path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf\r\n  ", "empty_file"),
        (ole("Workbook"), "wrong_type_xls"),
        (ole("EncryptedPackage"), "password_protected"),
        (ole("WordDocument"), "wrong_type_doc"),
        (b"<html><body><table><tr><td>x</td></tr></table>", "wrong_type_html"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<p>", "wrong_type_html"),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
            "wrong_type_xml",
        ),
        (b"%PDF-1.7\n", "wrong_type_pdf"),
        (b"{\\rtf1 }", "wrong_type_rtf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "wrong_type_image"),
        (bytes(range(256)) * 20, "wrong_type_other"),
        (b"PK\x03\x04 and nothing more", "damaged_file"),
    ],
)
def test_another_thing_under_the_name_of_a_workbook(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "danh sach.xlsx"
    path.write_bytes(data)
    assert code_of(path) == code


def test_a_word_document_is_named(tmp_path: Path) -> None:
    from docx import Document

    Document().save(str(tmp_path / "a.xlsx"))
    assert code_of(tmp_path / "a.xlsx") == "wrong_type_docx"


def test_a_workbook_without_people(write: Any) -> None:
    assert code_of(write([])) == "no_rows"
    assert code_of(write([["DANH SÁCH ĐẢNG VIÊN"], HEAD])) == "no_rows"
    assert code_of(write([["Chi tiêu", "Số tiền"], ["Văn phòng phẩm", 100]])) == "no_header"


def test_a_file_cut_short_anywhere_is_damaged(good: Path, tmp_path: Path) -> None:
    data = good.read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        (tmp_path / "cut.xlsx").write_bytes(data[: int(len(data) * share)])
        assert code_of(tmp_path / "cut.xlsx") == "damaged_file"


def test_flipped_bytes_never_crash(good: Path, tmp_path: Path) -> None:
    data = good.read_bytes()
    for place in range(30, len(data), 97):
        (tmp_path / "bad.xlsx").write_bytes(data[:place] + bytes([data[place] ^ 0x5A]) + data[place + 1 :])
        try:
            read_list(tmp_path / "bad.xlsx", today=TODAY)
        except Refused as refused:
            assert refused.hint


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_never_followed(good: Path, tmp_path: Path, part: str) -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert code_of(changed(good, part, evil, tmp_path / "evil.xlsx")) == "unsafe_xml"


def test_a_bomb_is_refused_quickly_and_in_little_memory(good: Path, tmp_path: Path) -> None:
    path = changed(good, "xl/worksheets/sheet1.xml", b" " * 150_000_000, tmp_path / "bomb.xlsx")
    started = time.perf_counter()
    tracemalloc.start()
    assert code_of(path) == "too_large_unpacked"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
    assert time.perf_counter() - started < 5


def test_a_missing_file_is_trouble_not_refusal(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        read_list(tmp_path / "none.xlsx", today=TODAY)
    assert trouble.value.code == "file_unreadable"


def test_a_sheet_that_is_not_there(good: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_list(good, today=TODAY, sheet="Khác")
    assert refused.value.code == "no_such_sheet"


CSV = (
    "STT;Họ và tên;Ngày sinh;Quê quán;Số CCCD\n"
    "1;Nguyễn Thị Phượng;05/02/1960;Xã Hòa Lạc, tỉnh Phú Thọ;36160123456\n"
)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_csv_of_any_separator_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    text = CSV.replace("Lạc,", "Lạc" if separator == "," else "Lạc,").replace(";", separator)
    path = tmp_path / "danh sach.csv"
    if encoding == "cp1258":
        from unicodedata import normalize

        kept = set("ăâđêôơưĂÂĐÊÔƠƯ")
        text = "".join(c if c in kept else _loose(c, normalize) for c in text)
    path.write_bytes(text.encode(encoding))
    answer = read_list(path, today=TODAY).answer()
    [person] = answer["persons"]
    assert person["name"] == "Nguyễn Thị Phượng"
    assert person["personal_number"] == "036160123456"
    assert person["home_town"].startswith("Xã Hòa Lạc")
    assert [entry["kind"] for entry in answer["repaired"]] == ["leading_zero"]
    assert answer["converted"] == {}


def _loose(char: str, normalize: Any) -> str:
    """A letter as Windows-1258 writes it: the tone after its letter."""
    parts = normalize("NFD", char)
    tone = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
    return normalize("NFC", "".join(c for c in parts if c not in tone)) + tone if tone else char


def test_five_thousand_rows_in_seconds(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("DS")
    sheet.append(
        ["STT", "Họ và tên", "Ngày sinh", "Quê quán", "Dân tộc", "Số CCCD", *[f"Cột {n}" for n in range(12)]]
    )
    for n in range(5000):
        name = f"Nguyễn Văn {'ABCDĐEGHIK'[n % 10]}{'anhuyoi'[n % 7]}"
        sheet.append(
            [
                n,
                name,
                f"{n % 28 + 1}/{n % 12 + 1}/19{50 + n % 40}",
                "Xã Hòa Lạc",
                "Kinh",
                f"{36_000_000_000 + n:012}",
            ]
        )
    path = tmp_path / "large.xlsx"
    book.save(path)
    seen: list[tuple[int, int]] = []
    started = time.perf_counter()
    reading = read_list(path, today=TODAY, progress=lambda done, total: seen.append((done, total)))
    assert time.perf_counter() - started < 10
    assert reading.accepted == 5000
    assert seen[0] == (0, 5000) and seen[-1] == (5000, 5000)


def test_reading_can_be_stopped(good: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_list(good, today=TODAY, cancelled=lambda: True)
    assert refused.value.code == "cancelled"
