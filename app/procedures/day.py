"""Derived tables follow the day: states end, steps ahead follow the rules of today.

They are computed again, all of them, when a workspace is opened on another day than the last time, or
by a program with other central rules, so that every row of them speaks of the same day and rules.
"""

from __future__ import annotations

import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Meta
from app.storage import central
from app.storage.clock import Clock
from app.storage.workspace import Workspace

_KEY = "derived"


def derived_day(workspace: Workspace) -> datetime.date | None:
    """The day the derived tables speak of; None when it was never noted."""
    with workspace.reading() as session:
        text = _noted(session)
    return datetime.date.fromisoformat(text.partition(" ")[0]) if text else None


def _noted(session: Session) -> str:
    return session.scalar(select(Meta.value).where(Meta.key == _KEY)) or ""


def bring_to_today(workspace: Workspace, clock: Clock) -> bool:
    """Compute the derived tables again if they speak of another day or other rules; whether they did."""
    now = f"{clock.today().isoformat()} {central.digest()}"
    with workspace.reading() as session:
        if _noted(session) == now:
            return False
    from app.procedures import standing

    with workspace.unit(clock, clock_accepted=True) as unit:
        standing.compute_all(unit)
        workspace.set_meta(unit.session, _KEY, now)
        if not central.is_noted(unit.session):
            central.put_seen(workspace, unit.session)
    return True
