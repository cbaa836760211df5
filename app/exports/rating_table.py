"""The table of organisations and levels of a year, each number with the people behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.exports.report_table import ReportTable
from app.procedures.rating.summary import FIGURES, STATES, OfficeLine, shares
from app.procedures.review import LEVELS
from app.words import _


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
