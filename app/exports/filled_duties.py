"""The list of duties on paper: of a month or of all, each person's together, with reason and source."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.exports.document import Column, Document
from app.exports.forms import fill
from app.procedures.duties import overdue_text
from app.reports import duties
from app.reports.duties import DutyRow
from app.storage.unit import Unit
from app.words import N_, _, day_text

FORM = "DS-VIEC"
TITLES = (N_("Người liên quan"), N_("Việc cần làm"), N_("Hạn"), N_("Vì sao"), N_("Căn cứ"))
_WIDTHS = (26, 44, 14, 52, 40)


def month_title(month: datetime.date) -> str:
    """A month as lists name it: "Tháng 11 năm 2025"."""
    return _("Tháng {month} năm {year}").format(month=month.month, year=month.year)


def rows_of(unit: Unit, month: datetime.date | None = None) -> list[tuple[DutyRow, int]]:
    """The duties of the open book, those of one person together; of a month, or all. With how many cases."""
    own, today = unit.office().id, unit.today
    found = duties.of_month(unit.session, own, month, today) if month else duties.duties(unit.session, own)
    told = duties.once(found)
    cases = {id(row): number for row, number in told}
    return [(row, cases[id(row)]) for row in duties.by_person(row for row, _number in told)]


def values(unit: Unit, month: datetime.date | None = None) -> dict[str, Any]:
    """What the form of the list says."""
    rows: list[dict[str, str]] = []
    before = ""
    for row, cases in rows_of(unit, month):
        name = duties.who(row)
        rows.append(
            {
                "person": name if name != before else "",
                "what": row.duty.what,
                "due": _due(row, unit.today),
                "why": _why(row, cases),
                "source": duties.source(row.duty.rule or {}),
            }
        )
        before = name
    period = month_title(month) if month else _("Tính đến ngày {day}").format(day=day_text(unit.today))
    return {"duties": rows, "list_period": period, "no_duties": "" if rows else _("Không có việc nào.")}


def _due(row: DutyRow, today: datetime.date) -> str:
    if row.due is None:
        return _("không có hạn")
    late = row.due < today
    return f"{day_text(row.due)} ({overdue_text(row.due, today).lower()})" if late else day_text(row.due)


def _why(row: DutyRow, cases: int) -> str:
    """The reason without the words that stand above its column."""
    if row.due is None and not row.duty.place and not row.duty.rule:
        return _("Đến lượt đơn vị mình")
    text = duties.reason(row, cases).removeprefix(_("Vì sao: "))
    return text[:1].upper() + text[1:]


def document(unit: Unit, month: datetime.date | None = None) -> Document:
    """The list as a paper, of a month or of all."""
    from app.exports import filled

    form = filled.form_of(FORM)
    told = filled.sheets(unit, form)[0] | values(unit, month)
    return fill(form, {name: value for name, value in told.items() if value != ""})


def write(unit: Unit, path: Path, month: datetime.date | None = None) -> int:
    """Write the list to a PDF, DOCX or XLSX file by its ending; how many duties. Raises Trouble.

    What the user may not see is not in it.
    """
    with unit.looking() as seen:
        number = _write(seen, path, month)
    unit.log("print", FORM)
    return number


def _write(unit: Unit, path: Path, month: datetime.date | None) -> int:
    from app.exports import docx, pdf, sheet

    rows = rows_of(unit, month)
    if path.suffix.lower() == ".xlsx":
        columns = [Column(_(title), width) for title, width in zip(TITLES, _WIDTHS, strict=True)]
        title = month_title(month) if month else _("Việc cần làm")
        sheet.write_table(path, title, columns, [_cells(row, cases) for row, cases in rows])
    else:
        render: Callable[[Document, Path], object] = (
            docx.render if path.suffix.lower() == ".docx" else pdf.render
        )
        render(document(unit, month), path)
    return len(rows)


def _cells(row: DutyRow, cases: int) -> list[object]:
    name = duties.who(row)
    return [name, row.duty.what, row.due, _why(row, cases), duties.source(row.duty.rule or {})]
