"""What the figures of screening are counted from: acts, events and standings of some offices for a time.

What has no whole day is counted only where the time surely holds it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Act, Case, CaseStanding, Happening
from app.models.lives import STATUS, status_of
from app.regulations.dates import PartialDate

MEMBER = ("full", "probationary")


class Counted(NamedTuple):
    """One thing a number counts: id of the case or person, the person it is about, whose it is."""

    id: str
    person: str
    owner: str


class Told(NamedTuple):
    """One act of a restricted case."""

    case: str
    person: str
    owner: str
    procedure: str
    step: str
    outcome: str | None
    date: str
    facts: dict[str, Any]

    @property
    def counted(self) -> Counted:
        return Counted(self.case, self.person, self.owner)


class Scope:
    """The records of some offices for the days from `start` to `end`, read once."""

    def __init__(
        self, session: Session, owners: Iterable[str], start: datetime.date, end: datetime.date
    ) -> None:
        self.session, self.owners, self.start, self.end = session, list(owners), start, end

    def inside(self, day: str | None) -> bool | None:
        """Whether a day of ISO text, whole or partial, lies in the time; None when that is not known."""
        if not day:
            return None
        told = PartialDate.parse(day)
        if told.last() < self.start or told.first() > self.end:
            return False
        return True if told.first() >= self.start and told.last() <= self.end else None

    @cached_property
    def acts(self) -> list[Told]:
        """Acts of restricted cases up to the end of the time, oldest first."""
        found = (
            select(
                Act.case, Case.person, Case.owner, Case.procedure, Act.step, Act.outcome, Act.date, Act.facts
            )
            .join(Case, Case.id == Act.case)
            .where(Case.restricted, Case.gone.is_(False), Act.gone.is_(False))
            .where(Case.owner.in_(self.owners), Act.date <= self.end.isoformat())
            .order_by(Act.date, Act.attempt)
        )
        return [Told(*row) for row in self.session.execute(found)]

    def act(self, procedure: str, step: str, *outcomes: str, before: bool = False) -> Iterator[Told]:
        """Acts of a step in the time (with `before`: up to its end), of these outcomes if any are named."""
        for one in self.acts:
            here = (one.procedure, one.step) == (procedure, step)
            then = before or one.date >= self.start.isoformat()
            if here and then and (not outcomes or one.outcome in outcomes):
                yield one

    def fact(self, case: str, step: str, name: str) -> str:
        """The newest value of a fact of a case, "" for none."""
        told = [one.facts.get(name) for one in self.acts if (one.case, one.step) == (case, step)]
        return str(told[-1] or "") if told else ""

    @cached_property
    def standings(self) -> dict[str, CaseStanding]:
        """Case -> where it stands."""
        wanted = select(CaseStanding).where(CaseStanding.owner.in_(self.owners))
        return {one.case: one for one in self.session.scalars(wanted)}

    def running(self, case: str, day: datetime.date) -> bool:
        """Whether a case had not ended on a day."""
        standing = self.standings.get(case)
        return standing is not None and (standing.ended is None or standing.ended > day.isoformat())

    @cached_property
    def lives(self) -> dict[str, list[Happening]]:
        """Person -> everything dated that happened to them."""
        found: dict[str, list[Happening]] = defaultdict(list)
        for one in self.session.scalars(select(Happening).where(Happening.owner.in_(self.owners))):
            found[one.person].append(one)
        return found

    def members(self, day: datetime.date) -> Iterator[Counted]:
        """Who was a member at the end of a day."""
        for person, lived in self.lives.items():
            if status_of(lived, day.isoformat()) in MEMBER:
                yield Counted(person, person, lived[0].owner)

    @cached_property
    def exits(self) -> list[tuple[Happening, str]]:
        """Ways out in the time, with the status before."""
        found = []
        for lived in self.lives.values():
            for one in lived:
                if one.what == "left" and self.inside(one.date):
                    rest = [h for h in lived if h is not one and h.what in STATUS]
                    found.append((one, status_of(rest, one.date or "")))
        return found
