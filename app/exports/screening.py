"""The figures of screening as a table that leaves; for those who handle restricted cases."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from app.exports.report_table import ReportTable
from app.reports.screening import Screening, screening
from app.words import _

if TYPE_CHECKING:
    from app.storage.unit import Unit

INDENT = "    "


def of_unit(unit: Unit, start: datetime.date, end: datetime.date) -> ReportTable:
    """Counted for the office, a committee with the cells below it. Raises Refused("no_right")."""
    unit.user.require("handle")
    own = unit.workspace.own_organisation(unit.session)
    found = screening(unit.session, own.id, start, end, committee=own.type == "committee")
    return table(found)


def table(found: Screening) -> ReportTable:
    """The table of figures counted."""
    return ReportTable(
        found.title,
        found.columns,
        [INDENT * figure.depth + _(figure.title) for figure, _cells in found.rows],
        [[len(cell) for cell in cells] for _figure, cells in found.rows],
        [[[one.id for one in cell] for cell in cells] for _figure, cells in found.rows],
        note=found.note,
        figures=[{"name": figure.name, "of": figure.of} for figure, _cells in found.rows],
        wide=46,
    )
