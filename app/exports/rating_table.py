"""The tables of a year's rating for the office above, each number with the people behind it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from app.exports.report_table import ReportTable
from app.procedures.rating import bands as rating_bands
from app.procedures.rating.rounds import COLLECTIVES, GROUPS, lines, proposed
from app.procedures.rating.summary import FIGURES, STATES, OfficeLine, figures, shares
from app.procedures.review import LEVELS
from app.storage.unit import Unit
from app.words import N_, _, day_text

MEMBERS, BY_GROUP, ORGANISATIONS = "members", "groups", "organisations"
TABLES = (MEMBERS, BY_GROUP, ORGANISATIONS)
_UNGROUPED = N_("Chưa ghi nhóm")


def table_of(unit: Unit, found: Sequence[OfficeLine], year: int, of: str = MEMBERS) -> ReportTable:
    """One of the tables `TABLES`."""
    if of == ORGANISATIONS:
        return organisation_table(unit, found, year)
    return group_table(unit, found, year) if of == BY_GROUP else rating_table(found, year)


def rating_table(found: Sequence[OfficeLine], year: int) -> ReportTable:
    """The program's own table: state, figures, per cent on both bases, and the levels of the year before."""
    heads = [_("Tình trạng"), *(_(title) for title in FIGURES.values())]
    heads += [
        _("{level}: {base}").format(level=_(title), base=base)
        for title in LEVELS.values()
        for base in (_("% số được xếp loại"), _("% tổng số đảng viên"))
    ]
    heads += [_("{level}: năm trước").format(level=_(title)) for title in LEVELS.values()]
    cells: list[list[Any]] = []
    ids: list[list[list[str]]] = []
    for line in found:
        percents = [part for level in LEVELS for part in shares(line)[level]]
        last = [line.before.get(level, 0) for level in LEVELS]
        cells.append([_(STATES[line.state]), *(line.number(n) for n in FIGURES), *percents, *last])
        behind = [line.people.get(name, []) for name in FIGURES]
        ids.append([[], *behind, *([] for _one in (*percents, *last))])
    title = _("Tổng hợp xếp loại chất lượng đảng viên năm {year} (bảng của phần mềm)")
    return ReportTable(title.format(year=year), heads, [line.name for line in found], cells, ids)


def group_table(unit: Unit, found: Sequence[OfficeLine], year: int) -> ReportTable:
    """The figures of each office split by the groups of the self-review forms."""
    rows: list[str] = []
    cells: list[list[Any]] = []
    ids: list[list[list[str]]] = []
    for line in found:
        for group, title in {**GROUPS, "": _UNGROUPED}.items():
            people = figures(unit, line.round, group) if line.round is not None else {}
            if people.get("members"):
                rows.append(f"{line.name}: {_(title).lower()}")
                cells.append([len(people[name]) for name in FIGURES])
                ids.append([people[name] for name in FIGURES])
    title = _("Xếp loại chất lượng đảng viên theo nhóm năm {year} (bảng của phần mềm)")
    return ReportTable(
        title.format(year=year), [_(one) for one in FIGURES.values()], rows, cells, ids, wide=44
    )


def organisation_table(unit: Unit, found: Sequence[OfficeLine], year: int) -> ReportTable:
    """The levels of organisations and their committees: said by themselves, proposed, decided."""
    heads = [_("Tự xếp loại"), _("Đề nghị"), _("Điểm"), _("Cấp ủy quyết định")]
    heads += [_("Số quyết định"), _("Ngày quyết định"), _("Ghi chú")]
    rows: list[str] = []
    cells: list[list[Any]] = []
    for line in (one for one in found if one.round is not None):
        assert line.round is not None
        rated = {one.item.subject: one for one in lines(unit, line.round)}
        for subject, title in COLLECTIVES.items():
            if (one := rated.get(subject)) is None:
                continue
            data, decision = one.item.data or {}, one.decision
            rows.append(f"{line.name}: {_(title).lower()}")
            levels = [data.get("levels", {}).get("self"), proposed(one.item), one.decided]
            own, cell, decided = (_(LEVELS[level]) if level else "" for level in levels)
            day = datetime.date.fromisoformat(decision.date) if decision and decision.date else None
            points = rating_bands.total(data)
            total: Any = "" if points is None else int(points) if points == int(points) else float(points)
            cells.append(
                [own, cell, total, decided]
                + [decision.number if decision else "", day_text(day) if day else "", data.get("note", "")]
            )
    title = _("Xếp loại tổ chức đảng, tập thể năm {year} (bảng của phần mềm)").format(year=year)
    return ReportTable(title, heads, rows, cells, wide=44)
