"""The member list in the column order of the national clean-up template (2025–26): every cell is text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from app.exports.layout import layout_on
from app.exports.sheet import SheetWriter
from app.words import day_text

_HEAD_ROWS = (7, 8)
_RIGHT_HALF = 15  # column O: where the right half of the title block begins
_DATES = {"birth", "card_issue_date", "admission_date", "official_date", "activity_date"}
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column: the field it takes, its title, the title above it when several share one, its width."""

    field: str
    title: str
    width: float
    group: str = ""


def _place(field: str, group: str, address_width: float) -> tuple[TemplateColumn, ...]:
    return (
        TemplateColumn(f"{field}_country", "Quốc gia*", 10, group),
        TemplateColumn(f"{field}_province", "Tỉnh*", 13, group),
        TemplateColumn(f"{field}_address", "Địa chỉ*", address_width, group),
    )


COLUMNS = (
    TemplateColumn("", "STT", 5),
    TemplateColumn("id", "ID", 8),
    TemplateColumn("name", "Họ và tên*", 26),
    TemplateColumn("other_name", "Tên gọi khác", 13),
    TemplateColumn("sex", "Giới tính*", 8),
    TemplateColumn("birth", "Sinh ngày*\n(dd/mm/yyyy)", 13),
    TemplateColumn("ethnicity", "Dân tộc*", 10),
    TemplateColumn("religion", "Tôn giáo*", 12),
    TemplateColumn("personal_number", "Số định danh cá nhân*", 16),
    TemplateColumn("card_number", "Số thẻ Đảng*\n(12 số)", 16),
    TemplateColumn("card_issued_at", "Nơi cấp thẻ", 20),
    TemplateColumn("card_issue_date", "Ngày cấp thẻ", 13),
    TemplateColumn("old_card_number", "Số thẻ theo QĐ 85", 13),
    TemplateColumn("organisation", "Tổ chức đảng đang sinh hoạt*", 28),
    *_place("birth", "Nơi đăng ký khai sinh", 30),
    *_place("home", "Quê quán (mô hình 2 cấp)", 28),
    *_place("residence", "Thường trú (mô hình 2 cấp)", 28),
    TemplateColumn("admission_date", "Ngày vào Đảng*", 13),
    TemplateColumn("official_date", "Ngày chính thức*", 13),
    TemplateColumn("old_id_number", "Số CMND cũ", 13),
    TemplateColumn("activity", "Trạng thái hoạt động", 16),
    TemplateColumn("activity_date", "Ngày rời/mất/miễn SHĐ", 13),
    TemplateColumn("delete_requested", "Đề nghị xóa", 8),
)

# The words the template uses for what records keep as codes.
_WORDS = {
    "sex": {"male": "Nam", "female": "Nữ"},
    "activity": {"active": "Đang sinh hoạt", "exempt": "Miễn sinh hoạt"},
    "religion": {"không": "Không"},
}


def write_member_template(
    path: Path | str,
    people: Iterable[Mapping[str, object]],
    *,
    superior: str = "",
    organisation: str = "",
    place: str = "",
    day: datetime.date | None = None,
) -> None:
    """People as XLSX in the national template; a person is a mapping with the fields of `COLUMNS`.

    Dates are given as date or as text, partial ones too ("1989", "1989-05"), and written as text
    dd/mm/yyyy. `day` is the day the list speaks of. Raises Trouble as any writing does.
    """
    with SheetWriter("Danh sách") as sheet:
        for index, column in enumerate(COLUMNS, start=1):
            sheet.width(index, column.width)
        sheet.freeze(f"D{_HEAD_ROWS[1] + 1}")
        sheet.repeat(f"{_HEAD_ROWS[0]}:{_HEAD_ROWS[1]}")
        _titles(sheet, superior, organisation, place, day)
        _head(sheet)
        for index, person in enumerate(people, start=1):
            sheet.row([index, *(_shown(column.field, person.get(column.field)) for column in COLUMNS[1:])])
        sheet.save(path)


def _titles(
    sheet: SheetWriter, superior: str, organisation: str, place: str, day: datetime.date | None
) -> None:
    """Rows 1 to 6: the offices at the left, heading and date at the right, the title below."""
    layout = layout_on(day)
    gap = [""] * (_RIGHT_HALF - 2)
    dated = f"{place or '……'}, {layout.long_day(day)}" if day else ""
    sheet.row([superior.upper(), *gap, layout.words["party_heading"]], bold=True, size=12, centred=True)
    sheet.row([organisation.upper(), *gap, dated], bold=True, size=12, centred=True)
    sheet.row([])
    sheet.row(["DANH SÁCH ĐẢNG VIÊN"], bold=True, size=14, centred=True)
    sheet.row([f"(Tính đến ngày {day_text(day)})" if day else ""], size=12, centred=True)
    sheet.row([])
    for row in (1, 2):
        sheet.merge(row, 1, row, _RIGHT_HALF - 1)
        sheet.merge(row, _RIGHT_HALF, row, len(COLUMNS))
    for row in (4, 5):
        sheet.merge(row, 1, row, len(COLUMNS))


def _head(sheet: SheetWriter) -> None:
    """Rows 7 and 8: a title over both, or a shared title over those of its columns."""
    upper, lower = _HEAD_ROWS
    titles: list[str] = []
    for group, members in groupby(COLUMNS, key=lambda column: column.group):
        columns, before = list(members), len(titles)
        if group:
            titles += [group, *[""] * (len(columns) - 1)]
            sheet.merge(upper, before + 1, upper, len(titles))
        else:
            titles += [column.title for column in columns]
            for column in range(before + 1, len(titles) + 1):
                sheet.merge(upper, column, lower, column)
    sheet.row(titles, head=True)
    sheet.row([column.title if column.group else "" for column in COLUMNS], head=True)


def _shown(field: str, value: object) -> str:
    """A value as the template wants it: text in every case."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return "x"
    if isinstance(value, datetime.date):
        return day_text(value)
    text = str(value)
    parts = _PARTIAL.fullmatch(text) if field in _DATES else None
    if parts:
        return "/".join(part for part in reversed(parts.groups()) if part)
    return _WORDS.get(field, {}).get(text, text)
