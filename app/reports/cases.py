"""Lists of cases, and what is waiting for this office to act."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import CaseStanding, Organisation, PersonStanding


@dataclass(frozen=True)
class CaseRow:
    """A case with the names a list shows."""

    standing: CaseStanding
    name: str
    sort_key: str
    office: str


def fetch(
    session: Session,
    procedure: str | None = None,
    *,
    owner: str | None = None,
    open_only: bool = False,
    actor: str | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[CaseRow]:
    """Cases, open ones first, then the newest; `actor`: those whose turn is with that office."""
    found = (
        select(CaseStanding, PersonStanding.name, PersonStanding.sort_key, Organisation.name)
        .join(PersonStanding, PersonStanding.person == CaseStanding.person)
        .join(Organisation, Organisation.id == CaseStanding.owner, isouter=True)
        .order_by(CaseStanding.ended.is_not(None), CaseStanding.opened.desc(), PersonStanding.sort_key)
    )
    if procedure:
        found = found.where(CaseStanding.procedure == procedure)
    if owner:
        found = found.where(CaseStanding.owner == owner)
    if open_only:
        found = found.where(CaseStanding.ended.is_(None))
    if actor:
        found = found.where(CaseStanding.actor == actor)
    rows = session.execute(found.offset(offset).limit(limit))
    return [CaseRow(s, name, key, office or "") for s, name, key, office in rows]


def count(session: Session, procedure: str | None = None, *, open_only: bool = False) -> int:
    """How many cases there are."""
    found = select(func.count()).select_from(CaseStanding)
    if procedure:
        found = found.where(CaseStanding.procedure == procedure)
    if open_only:
        found = found.where(CaseStanding.ended.is_(None))
    return session.scalar(found) or 0


def open_counts(session: Session, owner: str | None = None) -> dict[str, int]:
    """Open cases by procedure, of one owner or of all."""
    found = select(CaseStanding.procedure, func.count()).where(CaseStanding.ended.is_(None))
    if owner:
        found = found.where(CaseStanding.owner == owner)
    return dict(session.execute(found.group_by(CaseStanding.procedure)).tuples().all())
