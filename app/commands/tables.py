"""The reports the command line writes: each a table whose numbers name the people behind them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.exports.report_table import ReportTable
from app.words import N_, _, day_text

if TYPE_CHECKING:
    from app.storage.unit import Unit


def members(unit: Unit, start: datetime.date, end: datetime.date) -> ReportTable:
    """The member list as it stands; the sheet is the national template."""
    from app.exports.member_template import write_member_template
    from app.procedures.titles import FIELD_TITLES, STATUS_TITLES
    from app.reports.members import template_rows

    own = unit.office()
    people = template_rows(unit.session, own.id)
    names = ("birth", "sex", "status", "admission_date", "official_date", "card_number")
    words = {"status": STATUS_TITLES, "sex": {"male": N_("Nam"), "female": N_("Nữ")}}

    def shown(person: dict[str, Any], name: str) -> Any:
        return _(words.get(name, {}).get(person[name] or "", person[name] or ""))

    def save(path: Path) -> None:
        template = [{**p, "id": None} for p in people]
        write_member_template(path, template, organisation=own.name, place=own.place or "", day=unit.today)

    return ReportTable(
        _("Danh sách đảng viên"),
        [_(FIELD_TITLES[name]) for name in names],
        [p["name"] for p in people],
        [[shown(p, name) for name in names] for p in people],
        [[[p["id"]] for _name in names] for p in people],
        save,
    )


def admissions(unit: Unit, start: datetime.date, end: datetime.date) -> ReportTable:
    """Admissions and recognitions by month, from dated events."""
    from sqlalchemy import select

    from app.models import Happening

    what = {"admitted": _("Kết nạp"), "official": _("Công nhận chính thức")}
    found: dict[tuple[str, str], list[str]] = {}
    rows = unit.session.execute(
        select(Happening.what, Happening.date, Happening.person).where(
            Happening.owner == unit.organisation,
            Happening.what.in_(what),
            Happening.date >= start.isoformat(),
            Happening.date <= end.isoformat(),
        )
    )
    for kind, day, person in rows:
        found.setdefault((str(day)[:7], kind), []).append(person)
    months = sorted({month for month, _kind in found})
    ids = [[sorted(set(found.get((month, kind), []))) for kind in what] for month in months]
    title = _("Kết nạp, công nhận từ {start} đến {end}").format(start=day_text(start), end=day_text(end))
    shown = [f"{month[5:]}/{month[:4]}" if len(month) == 7 else month for month in months]
    return ReportTable(title, list(what.values()), shown, [[len(one) for one in row] for row in ids], ids)


def screening(unit: Unit, start: datetime.date, end: datetime.date, split: str | None = None) -> ReportTable:
    """Review and screening from dated events; only for those who handle restricted cases.

    `split`: by what the people are set apart. Raises Refused("no_right").
    """
    from app.exports.screening import screening_of, table

    return table(screening_of(unit, start, end, split or "sex"))


TABLES: dict[str, Callable[[Unit, datetime.date, datetime.date], ReportTable]] = {
    "members": members,
    "admissions": admissions,
    "screening": screening,
}
