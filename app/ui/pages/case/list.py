"""Cases as a list shows them: who, which step, whose turn and since when, until when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.models import Duty, Organisation, Peer
from app.models.folding import fold
from app.procedures.definitions import procedure
from app.procedures.duties import overdue_text
from app.reports import cases
from app.ui.pages.case.parts import words
from app.ui.widgets.table import Cell
from app.words import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models import CaseStanding


SOON, MONTH = 7, 31
"""Days: until when a deadline is near, and until when the days left say more than the date."""


@dataclass(frozen=True)
class CaseLine:
    """One case of the list."""

    id: str
    person: str
    name: str
    sort_key: str
    cell: str
    step: str
    number: int
    turn: str
    here: bool
    """Whether it is this office's turn."""
    since: str
    due: str
    """ISO day, "" for none."""
    opened: str
    ended: str
    result: str

    def matches(self, text: str) -> bool:
        """Whether every word typed begins a word of the name."""
        known = fold(self.name).split()
        return all(any(word.startswith(part) for word in known) for part in fold(text).split())


def read(session: Session, kind: str, owner: str, committee: bool) -> list[CaseLine]:
    """The cases of a procedure: an office's own, for a committee all it holds; open ones first."""
    due = dict(
        session.execute(
            select(Duty.case, func.min(Duty.due)).where(Duty.due.is_not(None)).group_by(Duty.case)
        )
        .tuples()
        .all()
    )
    names: dict[str, str] = dict(session.execute(select(Organisation.id, Organisation.name)).tuples().all())
    names |= dict(session.execute(select(Peer.id, Peer.name)).tuples().all())
    rows = cases.fetch(session, kind, owner=None if committee else owner)
    return [_line(row.standing, row.name, row.sort_key, row.office, owner, names, due) for row in rows]


def _line(
    standing: CaseStanding,
    name: str,
    sort_key: str,
    cell: str,
    owner: str,
    names: dict[str, str],
    due: dict[Any, Any],
) -> CaseLine:
    known = procedure(standing.procedure)
    step = known.step(standing.step) if standing.step else None
    there = {s["id"] for s in standing.steps}
    number = 0
    if step is not None:
        groups = [g for _title, g in known.groups() if any(s.id in there for s in g)]
        number = next((n for n, g in enumerate(groups, 1) if step in g), 0)
    here = standing.actor == owner
    turn = "" if standing.ended else names.get(standing.actor or "", "") or _("Cấp trên")
    return CaseLine(
        standing.case,
        standing.person,
        name,
        sort_key,
        cell,
        _(step.title) if step is not None else "",
        number,
        _("Đơn vị mình") if here and not standing.ended else turn,
        here and not standing.ended,
        standing.since or "",
        due.get(standing.case, "") if not standing.ended else "",
        standing.opened,
        standing.ended or "",
        words.result_words(known, standing.result) if standing.ended else "",
    )


def due_cell(line: CaseLine, today: datetime.date) -> Cell:
    """The deadline: a date, and a badge when it is late or near."""
    if not line.due:
        return Cell("–")
    due = datetime.date.fromisoformat(line.due)
    days = (due - today).days
    if days < 0:
        return Cell(overdue_text(due, today), "rust", spoken=words.day_words(due))
    if days <= SOON:
        return Cell(overdue_text(due, today), "amber", spoken=words.day_words(due))
    text = overdue_text(due, today) if days <= MONTH else words.day_words(due)
    return Cell(text, spoken=words.day_words(due))
