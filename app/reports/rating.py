"""The people of a rating in the order of lists."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import PersonStanding, RoundItem


def names(session: Session, round_: str) -> dict[str, str]:
    """Person -> name of everybody in a round, by given name."""
    found = (
        select(PersonStanding.person, PersonStanding.name)
        .join(RoundItem, RoundItem.person == PersonStanding.person)
        .where(RoundItem.round == round_, RoundItem.gone.is_(False))
        .order_by(PersonStanding.sort_key, PersonStanding.person)
    )
    return dict(session.execute(found).tuples().all())
