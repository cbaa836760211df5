"""The people of a round in the order of lists, and how far the round is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import PersonStanding, RoundItem


@dataclass(frozen=True)
class ItemRow:
    """One person of a round, and where they stand."""

    item: RoundItem
    standing: PersonStanding

    @property
    def name(self) -> str:
        return self.standing.name


def fetch(session: Session, round_: str) -> list[ItemRow]:
    """The items of a round that are about persons, by given name."""
    found = (
        select(RoundItem, PersonStanding)
        .join(PersonStanding, PersonStanding.person == RoundItem.person)
        .where(RoundItem.round == round_, RoundItem.gone.is_(False))
        .order_by(PersonStanding.sort_key, RoundItem.id)
    )
    return [ItemRow(*row) for row in session.execute(found)]


def tally(session: Session, round_: str) -> Counter[str]:
    """How many items have which outcome; "" for those without one."""
    outcome = func.coalesce(RoundItem.outcome, "")
    found = select(outcome, func.count()).where(RoundItem.round == round_, RoundItem.gone.is_(False))
    return Counter(dict(session.execute(found.group_by(outcome)).tuples().all()))
