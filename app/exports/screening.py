"""The figures of screening as a table that leaves; for those who handle restricted cases."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from app.exports.report_table import ReportTable
from app.reports.screening.splits import SEX
from app.reports.screening.table import Screening, screening
from app.words import _

if TYPE_CHECKING:
    from app.storage.unit import Unit

INDENT = "    "


def screening_of(unit: Unit, start: datetime.date, end: datetime.date, split: str = SEX) -> Screening:
    """The figures of the office, of a committee with the cells below it. Raises Refused("no_right")."""
    unit.user.require("handle")
    own = unit.office()
    return screening(unit.session, own.id, start, end, committee=own.type == "committee", split=split)


def table(found: Screening) -> ReportTable:
    """The table of figures counted."""
    return ReportTable(
        found.title,
        found.columns,
        [INDENT * figure.depth + _(figure.title) for figure, _cells in found.rows],
        [[found.number(figure, at, cell) for at, cell in enumerate(cells)] for figure, cells in found.rows],
        [[[one.id for one in cell] for cell in cells] for _figure, cells in found.rows],
        note=found.note,
        figures=[{"name": figure.name, "of": figure.of} for figure, _cells in found.rows],
        wide=46,
        cases=len(found.cases),
    )
