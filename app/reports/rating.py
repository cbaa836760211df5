"""The people of a rating in the order of lists; the last years of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import PersonStanding, Round, RoundItem

YEARS_KEPT = 3
"""Self-reviews kept in the member's file: those of the latest years (06-HD/TW, 9/6/2025, point 8)."""


@dataclass(frozen=True)
class YearRated:
    """What the book tells of one year of a member; all empty where there was no round."""

    year: int
    round: str | None = None
    received: str | None = None
    """Day the self-review came in; "none" where it is not needed."""
    reviewed: bool = True
    """False for who was not subject to the review of that year."""
    points: Decimal | None = None
    levels: Mapping[str, str] = field(default_factory=dict)
    """Who said which level."""
    decided: str | None = None
    number: str | None = None
    date: str | None = None


def names(session: Session, round_: str) -> dict[str, str]:
    """Person -> name of everybody in a round, by given name."""
    found = (
        select(PersonStanding.person, PersonStanding.name)
        .join(RoundItem, RoundItem.person == PersonStanding.person)
        .where(RoundItem.round == round_, RoundItem.gone.is_(False))
        .order_by(PersonStanding.sort_key, PersonStanding.person)
    )
    return dict(session.execute(found).tuples().all())


def last_years(session: Session, person: str, year: int, count: int = YEARS_KEPT) -> list[YearRated]:
    """The self-reviews and levels of a person in `year` and the years before it, the newest first."""
    told = (
        select(Round, RoundItem)
        .join(RoundItem, RoundItem.round == Round.id)
        .where(Round.what == "rating", Round.year > year - count, Round.year <= year)
        .where(RoundItem.person == person, Round.gone.is_(False), RoundItem.gone.is_(False))
        .order_by(Round.opened, Round.id)
    )
    rounds: dict[str, tuple[Round, dict[bool, RoundItem]]] = {}
    for round_, item in session.execute(told).tuples():
        rounds.setdefault(round_.id, (round_, {}))[1][item.owner == round_.owner] = item
    found = {one: YearRated(one) for one in range(year, year - count, -1)}
    for round_, sides in rounds.values():
        line = _line(round_, sides.get(True), sides.get(False))
        if line.decided or not found[round_.year].decided:
            found[round_.year] = line
    return list(found.values())


def _line(round_: Round, own: RoundItem | None, above: RoundItem | None) -> YearRated:
    """One round: what the cell wrote, and the decision, the superior's own before what was copied."""
    data = (own.data if own is not None else None) or {}
    decision = next((one for one in (above, own) if one is not None and one.outcome), None)
    parts = [data.get("points", {}).get(name) for name in ("general", "tasks")]
    return YearRated(
        year=round_.year,
        round=round_.id,
        received=data.get("received", {}).get("self_review"),
        reviewed=not data.get("not_reviewed"),
        points=sum((Decimal(str(part)) for part in parts), Decimal(0)) if None not in parts else None,
        levels=data.get("levels", {}),
        decided=decision.outcome if decision is not None else None,
        number=decision.number if decision is not None else None,
        date=decision.date if decision is not None else None,
    )
