"""What stands beside a line of a rating: the ratings it rests on, the years before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.models import Round
from app.procedures.rating import summary
from app.procedures.rating.rounds import COLLECTIVES, MEMBER, Rated
from app.procedures.review import LEVELS
from app.reports.rating import YEARS_KEPT, last_years
from app.words import N_, _

if TYPE_CHECKING:
    from app.ui.session import Sitting


def rests_on(sitting: Sitting, round_: str, one: Rated) -> list[tuple[str, str, str]]:
    """What the rating of an organisation rests on: (subject, whose, levels in words)."""
    if one.item.subject == MEMBER:
        return []
    with sitting.looking() as unit:
        found = summary.rests_on(unit, unit.get(Round, round_), one.item.subject)
    titles = {MEMBER: _("Đảng viên"), **{name: _(words) for name, words in COLLECTIVES.items()}}
    words = {**LEVELS, "": N_("Chưa có mức")}
    return [
        (name, titles[name], ", ".join(f"{levels[k]} {_(w).lower()}" for k, w in words.items() if levels[k]))
        for name, levels in found.items()
    ]


def years_before(sitting: Sitting, year: int, one: Rated) -> list[tuple[str, str]]:
    """What the book tells of a member's last years: (year, level and points)."""
    if not one.item.person:
        return []
    with sitting.reading() as session:
        found = last_years(session, one.item.person, year - 1, YEARS_KEPT - 1)
    told = []
    for each in found:
        level = each.decided or each.levels.get("cell")
        parts = [_(LEVELS[level])] if level else []
        if each.points is not None:
            points = f"{each.points.normalize():f}".replace(".", ",")
            parts.append(_("{n} điểm").format(n=points))
        if parts:
            told.append((_("Năm {year}").format(year=each.year), ", ".join(parts)))
    return told
