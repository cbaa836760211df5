"""Derived tables follow the day: states end, steps ahead follow the rules of today.

They are computed again, all of them, when a workspace is opened on another day than the last time, so
that every row of them always speaks of the same day.
"""

from __future__ import annotations

import datetime

from sqlalchemy import select

from app.models import Meta
from app.storage.clock import Clock
from app.storage.workspace import Workspace

_KEY = "derived"


def derived_day(workspace: Workspace) -> datetime.date | None:
    """The day the derived tables speak of; None when it was never noted."""
    with workspace.reading() as session:
        text = session.scalar(select(Meta.value).where(Meta.key == _KEY))
    return datetime.date.fromisoformat(text) if text else None


def bring_to_today(workspace: Workspace, clock: Clock) -> bool:
    """Compute the derived tables again if they speak of another day than the clock's; whether they did."""
    if derived_day(workspace) == clock.today():
        return False
    from app.procedures import standing

    with workspace.unit(clock, clock_accepted=True) as unit:
        standing.compute_all(unit)
        workspace.set_meta(unit.session, _KEY, unit.today.isoformat())
    return True
