"""Small windows of a review: opening a round and ending one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.regulations.dates import PartialDate
from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.pages.case.parts.fact_fields import WholeDateEdit
from app.ui.widgets.base import row
from app.ui.widgets.editors import LineEdit, LongText
from app.ui.widgets.segment import Segment
from app.words import _


def open_dialog(
    parent: QWidget, today: datetime.date, do: Callable[[int, str | None, str], Any]
) -> DeedDialog:
    """Asks for the time of a new round."""

    def deed(dialog: DeedDialog) -> Any:
        year = dialog.text("year")
        part = dialog.fields["part"].value()
        return do(int(year) if year.isdigit() else 0, part or None, dialog.text("date"))

    made = DeedDialog(
        parent,
        _("Mở đợt rà soát"),
        _("Mọi đảng viên chính thức, dự bị trong sổ được đưa vào đợt, xếp theo tên."),
        _("Mở đợt"),
        deed,
        width=500,
    )
    half = "H1" if today.month <= 6 else "H2"
    options = [("H1", _("6 tháng đầu năm")), ("H2", _("6 tháng cuối năm")), ("", _("Cả năm"))]
    made.add(made.field("part", _("Thời gian"), Segment(options), half))
    year = made.field("year", _("Năm"), LineEdit(chars=6), str(today.year))
    date = made.field("date", _("Ngày mở"), WholeDateEdit(today.year + 1), PartialDate.of(today))
    year.setMaximumWidth(110)
    date.setMaximumWidth(150)
    made.body.addLayout(row(year, date, None, gap=14))
    return made.finish()


def close_dialog(
    parent: QWidget, today: datetime.date, left: int, do: Callable[[str, str], Any]
) -> DeedDialog:
    """Asks for the day a round ended, and why where somebody was not looked at."""
    text = (
        _("Còn {n} đảng viên chưa ghi kết quả. Ghi lý do, hoặc ghi kết quả từng người trước.").format(n=left)
        if left
        else _("Kết quả của mọi đảng viên đã ghi. Kết thúc rồi muốn sửa thì mở lại đợt, kèm lý do.")
    )
    made = DeedDialog(
        parent,
        _("Kết thúc đợt rà soát"),
        text,
        _("Kết thúc đợt"),
        lambda dialog: do(dialog.text("date"), dialog.text("note")),
        width=500,
    )
    date = made.field("date", _("Ngày kết thúc"), WholeDateEdit(today.year + 1), PartialDate.of(today))
    date.setMaximumWidth(150)
    made.body.addLayout(row(date, None))
    made.add(made.field("note", _("Lý do, ghi chú"), LongText(lines=2), optional=not left))
    return made.finish()
