"""Opens a file for what it is, told by its content and not by its name."""

from __future__ import annotations

import zipfile
from pathlib import Path

from app.imports.delimited import read_delimited
from app.imports.grid import Sheet
from app.imports.xlsx import damaged, read_xlsx, relations, too_large, unsafe
from app.trouble import Refused, Trouble
from app.words import N_, _

LARGEST_FILE = 60_000_000  # bytes on disk; a list of 5,000 members has under 2 million

SAVE_AS_XLSX = N_(
    "Mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu «Excel Workbook (.xlsx)», rồi chọn tệp mới."
)
COPY_TABLE = N_("Chép bảng trong tệp sang Excel, lưu dạng .xlsx rồi chọn tệp mới.")

WRONG_TYPES = {
    "xls": (N_("Đây là tệp Excel đời cũ (.xls)."), SAVE_AS_XLSX),
    "xlsb": (N_("Đây là tệp Excel nhị phân (.xlsb)."), SAVE_AS_XLSX),
    "xml": (N_("Đây là tệp XML, không phải bảng tính .xlsx."), SAVE_AS_XLSX),
    "html": (N_("Đây là trang web (HTML) mang tên bảng tính."), SAVE_AS_XLSX),
    "ods": (N_("Đây là bảng tính OpenDocument (.ods)."), SAVE_AS_XLSX),
    "docx": (N_("Đây là văn bản Word (.docx), không phải bảng tính."), COPY_TABLE),
    "doc": (N_("Đây là văn bản Word đời cũ (.doc), không phải bảng tính."), COPY_TABLE),
    "odt": (N_("Đây là văn bản OpenDocument (.odt), không phải bảng tính."), COPY_TABLE),
    "pptx": (N_("Đây là tệp trình chiếu, không phải bảng tính."), COPY_TABLE),
    "rtf": (N_("Đây là văn bản RTF, không phải bảng tính."), COPY_TABLE),
    "pdf": (N_("Đây là tệp PDF, không phải bảng tính."), N_("Xin nơi gửi tệp Excel gốc của danh sách này.")),
    "image": (
        N_("Đây là tệp ảnh, không phải bảng tính."),
        N_("Xin nơi gửi tệp Excel gốc của danh sách này."),
    ),
    "zip": (
        N_("Đây là tệp nén, không phải bảng tính."),
        N_("Giải nén trước, rồi chọn tệp Excel ở bên trong."),
    ),
    "other": (N_("Không nhận ra đây là loại tệp gì."), N_("Chọn một tệp Excel (.xlsx) hoặc tệp CSV.")),
}

STARTS = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"\x1f\x8b", "zip"),
    (b"SQLite format 3", "other"),
    (b"MZ", "other"),
    (b"\x7fELF", "other"),
    (b"\x09\x08\x10\x00\x00\x06\x05\x00", "xls"),
    (b"\x09\x04\x06\x00\x00\x00\x10\x00", "xls"),
)


def wrong_type(kind: str) -> Refused:
    """The file is a known other thing, named for what it is."""
    message, hint = WRONG_TYPES[kind]
    return Refused(f"wrong_type_{kind}", _(message), _(hint))


def password_protected() -> Refused:
    """The file opens only with a password."""
    return Refused(
        "password_protected",
        _("Tệp có mật khẩu nên không đọc được."),
        _("Mở tệp bằng Excel, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc), lưu lại rồi chọn lại."),
    )


def open_sheets(path: Path, only: str | None = None) -> list[Sheet]:
    """The sheets of a spreadsheet or CSV file, which stays unchanged.

    Refused: damaged_file, empty_file, password_protected, too_large_unpacked, unsafe_xml, wrong_type_*.
    Trouble: file_unreadable when the disk or a lock does not let it be read.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as trouble:
        raise Trouble(
            "file_unreadable",
            _("Không mở được tệp."),
            _("Kiểm tra tệp còn ở đó, đóng chương trình đang mở tệp rồi thử lại."),
        ) from trouble
    if size == 0 or not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe") and size <= len(head):
        raise Refused(
            "empty_file",
            _("Tệp trống, không có gì bên trong."),
            _("Chọn tệp khác, hoặc xin nơi gửi gửi lại."),
        )
    if size > LARGEST_FILE:
        raise too_large()
    if head.startswith(b"PK"):
        return open_zip(path, only)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise compound(path)
    for start, kind in STARTS:
        if head.startswith(start):
            raise wrong_type(kind)
    data = path.read_bytes()
    if kind := markup(head):
        raise unsafe() if kind == "xml" and b"<!ENTITY" in head else wrong_type(kind)
    return [read_delimited(data, path.stem)]


def compound(path: Path) -> Refused:
    """What an OLE file is: a locked workbook, an old workbook, an old document."""
    data = path.read_bytes()

    def names(word: str) -> bool:
        return word.encode("utf-16-le") in data

    if names("EncryptedPackage") or names("EncryptionInfo"):
        return password_protected()
    if names("WordDocument"):
        return wrong_type("doc")
    if names("PowerPoint Document"):
        return wrong_type("pptx")
    return wrong_type("xls") if names("Workbook") or names("Book") else damaged()


def markup(head: bytes) -> str:
    """ "html" or "xml" when the text is a page or an XML file, else ""."""
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith(b"<?xml"):
        return "html" if b"<html" in text else "xml"
    if text.startswith((b"mime-version:", b"<!doctype html")):
        return "html"
    if text.startswith(b"<"):
        known = (b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style", b"<!--", b"<div", b"<script")
        return "html" if text.startswith(known) else "xml" if text.startswith(b"<!") else ""
    return ""


def open_zip(path: Path, only: str | None) -> list[Sheet]:
    """The sheets of a zipped workbook; another zipped document is named."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise password_protected()
            if "[Content_Types].xml" not in names:
                raise wrong_type(opendocument(archive, names))
            workbook = main_part(archive)
            if workbook.endswith(".bin"):
                raise wrong_type("xlsb")
            for folder, kind in (("word/", "docx"), ("ppt/", "pptx")):
                if workbook.startswith(folder):
                    raise wrong_type(kind)
            if workbook not in names:
                raise damaged()
            return read_xlsx(path, archive, workbook, only)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as trouble:
        raise damaged() from trouble


def main_part(archive: zipfile.ZipFile) -> str:
    """The part the package is about; Refused as damaged when it names none."""
    found = relations(archive, "")
    for kind, target in found.values():
        if kind == "officeDocument":
            return target
    names = archive.namelist()
    guess = next((n for n in ("xl/workbook.xml", "xl/workbook.bin", "word/document.xml") if n in names), "")
    if not guess:
        raise damaged()
    return guess


def opendocument(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The kind of a zip file that is no Office package."""
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            told = stream.read(100)
        if b"opendocument.spreadsheet" in told:
            return "ods"
        if b"opendocument.text" in told:
            return "odt"
    if "xl/workbook.xml" in names:
        raise damaged()
    return "zip"
