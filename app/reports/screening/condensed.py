"""What is kept of closed cases that were condensed: how many by half-year and figure, nothing of whom.

A count stands in a round of its own kind, one for each half of a year (`app.procedures.condensing`); the
half-years that lie wholly in a time are added to what is still counted from cases.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Round
from app.reports.screening.figures import END, FIGURES, START
from app.words import _

CONDENSED = "condensed"
"""Kind of the rounds that keep the counts."""


def half_of(year: int, part: str | None) -> tuple[datetime.date, datetime.date]:
    """First and last day of a half-year, H1 or H2."""
    if part == "H1":
        return datetime.date(year, 1, 1), datetime.date(year, 6, 30)
    return datetime.date(year, 7, 1), datetime.date(year, 12, 31)


@dataclass(frozen=True)
class Kept:
    """Numbers for a time: (whose, figure, how many); `cut`: a half-year with numbers lies only in part."""

    told: list[tuple[str, str, int]]
    cut: bool

    def note(self) -> str:
        """What the table has to say about them."""
        said = []
        if self.told:
            said.append(_("Hồ sơ đã thu gọn chỉ còn số đếm, không chia theo nhóm người."))
        if self.cut:
            said.append(_("Số đã thu gọn của nửa năm không nằm trọn trong thời gian này không cộng vào."))
        return " ".join(said)


def condensed(session: Session, owners: Collection[str], start: datetime.date, end: datetime.date) -> Kept:
    """The numbers kept of these offices for the days from `start` to `end`."""
    at = {figure.name: figure.at for figure in FIGURES}
    wanted = select(Round).where(Round.what == CONDENSED, Round.gone.is_(False), Round.owner.in_(owners))
    told, cut = [], False
    for one in session.scalars(wanted.order_by(Round.year, Round.part)):
        first, last = half_of(one.year, one.part)
        figures: dict[str, int] = (one.data or {}).get("figures", {})
        if last < start or first > end or not figures:
            continue
        if first < start or last > end:
            cut = True
            continue
        for name, number in figures.items():
            when = at.get(name)
            if (when == START and first != start) or (when == END and last != end):
                continue  # how it stood on a day within the time
            told.append((one.owner, name, number))
    return Kept(told, cut)
