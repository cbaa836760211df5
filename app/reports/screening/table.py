"""The table of screening: every figure, in a column for each group of people it is split by."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Organisation, Person
from app.reports.screening.condensed import condensed
from app.reports.screening.figures import CASE, FIGURES, Figure
from app.reports.screening.scope import Counted, Scope
from app.reports.screening.splits import SEX, groups
from app.words import N_, _, day_text

NOTE = N_("Bảng của phần mềm, không phải mẫu chính thức; sổ chưa ghi lý do miễn sinh hoạt.")


@dataclass(frozen=True)
class Screening:
    """The table: columns by title, for each figure the things counted in each column."""

    title: str
    note: str
    columns: list[str]
    rows: list[tuple[Figure, list[list[Counted]]]]
    condensed: dict[tuple[str, int], int] = field(default_factory=dict)
    """(figure, column) -> how many cases more of which only the number is kept."""

    def number(self, figure: Figure, column: int, cell: list[Counted]) -> int:
        """The number in a cell: what is counted, and what is kept as a number alone."""
        return len(cell) + self.condensed.get((figure.name, column), 0)

    @property
    def cases(self) -> set[str]:
        """The cases behind its numbers."""
        return {one.id for figure, cells in self.rows if figure.of == CASE for one in cells[0]}


def screening(
    session: Session,
    own: str,
    start: datetime.date,
    end: datetime.date,
    *,
    committee: bool,
    split: str = SEX,
) -> Screening:
    """Count all figures: of one office, or of a committee and all whose records it holds.

    `split`: by what the people are set apart (`splits.SPLITS`).
    """
    offices = _offices(session, own) if committee else {own: ""}
    scope = Scope(session, offices, start, end)
    counted = [(figure, _once(figure.count(scope))) for figure in FIGURES]
    people = {one.person for _figure, found in counted for one in found}
    sorts: list[tuple[str, Callable[[Counted], bool]]] = [(_("Cộng"), lambda one: True)]
    for group, persons in groups(session, offices, split, people, end):
        sorts.append((group, lambda one, persons=persons: one.person in persons))  # type: ignore[misc]
    first = len(sorts)
    if committee:
        sorts += [(name, lambda one, key=key: one.owner == key) for key, name in offices.items()]  # type: ignore[misc]
    rows = [
        (figure, [[one for one in found if fits(one)] for _t, fits in sorts]) for figure, found in counted
    ]
    kept = condensed(session, offices, start, end)
    more: Counter[tuple[str, int]] = Counter()
    for owner, name, number in kept.told:
        more[name, 0] += number
        if committee:
            more[name, first + list(offices).index(owner)] += number
    title = _("Rà soát, sàng lọc đảng viên từ {start} đến {end}").format(
        start=day_text(start), end=day_text(end)
    )
    note = " ".join(filter(None, (_(NOTE), kept.note())))
    return Screening(title, note, [name for name, _fits in sorts], rows, dict(more))


def _offices(session: Session, own: str) -> dict[str, str]:
    """Id -> name of those whose people the committee holds, itself first, then by code."""
    wanted = select(Organisation).where(Organisation.gone.is_(False)).order_by(Organisation.code)
    held = set(session.scalars(select(Person.owner).distinct())) or {own}
    known = [one for one in session.scalars(wanted) if one.id in held]
    return {one.id: one.name for one in sorted(known, key=lambda one: one.id != own)}


def _once(found: Iterable[Counted]) -> list[Counted]:
    """Each thing once, in its order."""
    return list({one.id: one for one in found}.values())
