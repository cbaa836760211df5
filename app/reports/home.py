"""The figures beside the duties of the home page."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.models import CaseStanding, EntryRow, Happening, Peer, PersonStanding
from app.models.lives import in_order
from app.models.local import PageEntry


def members_by_year(session: Session, owner: str, year: int, years: int = 5) -> list[tuple[int, int]]:
    """Members at the end of each of the last years (of today in this one), from dated events."""
    lives: dict[str, list[Any]] = {}
    wanted = select(Happening.person, Happening.what, Happening.date).where(
        Happening.owner == owner, Happening.what.in_(("admitted", "official", "left", "restored"))
    )
    for told in session.execute(wanted):
        lives.setdefault(told.person, []).append(told)
    ordered = [in_order(events) for events in lives.values()]
    found = []
    for y in range(year - years + 1, year + 1):
        end, number = f"{y}-12-31", 0
        for events in ordered:
            last = None
            for event in events:
                if (event.date or "") > end:
                    break
                last = event.what
            number += last not in (None, "left")
        found.append((y, number))
    return found


def figures(session: Session, owner: str, today: datetime.date) -> dict[str, Any]:
    """The figures beside the duties; each has its ground in dated records."""
    status = dict(
        session.execute(
            select(PersonStanding.status, func.count())
            .where(PersonStanding.owner == owner)
            .group_by(PersonStanding.status)
        )
        .tuples()
        .all()
    )
    admitted = session.scalar(
        select(func.count(func.distinct(Happening.person))).where(
            Happening.owner == owner, Happening.what == "admitted", Happening.date.startswith(str(today.year))
        )
    )
    opened = session.scalar(
        select(func.count()).where(
            CaseStanding.owner == owner, CaseStanding.procedure == "admission", CaseStanding.ended.is_(None)
        )
    )
    return {
        "full": status.get("full", 0),
        "probationary": status.get("probationary", 0),
        "admitted": admitted or 0,
        "open_admissions": opened or 0,
        "unsent": unsent(session),
        "by_year": members_by_year(session, owner, today.year),
    }


def _waiting(session: Session) -> list[ColumnElement[bool]]:
    """Own entries meant for an office there is, that stand on no page yet."""
    relations = set(session.scalars(select(Peer.relation)))
    there = [EntryRow.audience.contains(word) for word in ("office:", *_heard(relations))]
    return [EntryRow.number.is_not(None), or_(*there), EntryRow.hash.not_in(select(PageEntry.entry))]


def _heard(relations: set[str]) -> list[str]:
    return [word for word, relation in (("up", "above"), ("below", "below")) if relation in relations]


def unsent(session: Session) -> int:
    """How many own entries wait to be sent."""
    return session.scalar(select(func.count()).select_from(EntryRow).where(*_waiting(session))) or 0


def unsent_by_day(session: Session) -> list[tuple[str, int]]:
    """Unsent entries by the day they were made, oldest first."""
    day = func.substr(EntryRow.at, 1, 10)
    found = select(day, func.count()).where(*_waiting(session)).group_by(day).order_by(day)
    return [(d, n) for d, n in session.execute(found)]
