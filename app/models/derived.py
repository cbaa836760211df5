"""Derived tables: computed from records by `app.procedures.standing`, never journaled, never sent."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Happening(Base):
    """Every dated fact about a person: recorded events and the effects of acts, in one place."""

    __tablename__ = "happening"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    person: Mapped[str] = mapped_column(index=True)
    owner: Mapped[str]
    what: Mapped[str] = mapped_column(index=True)
    value: Mapped[str | None]
    date: Mapped[str | None] = mapped_column(index=True)
    until: Mapped[str | None]
    source: Mapped[str]
    """event:<id> or act:<id>"""
    case: Mapped[str | None]


class PersonStanding(Base):
    """Where a person stands today, and how they are sorted and found."""

    __tablename__ = "person_standing"
    person: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    """Given name first, Vietnamese order."""
    folded: Mapped[str]
    """Accent-free words for the search."""
    birth: Mapped[str | None]
    sex: Mapped[str | None]
    status: Mapped[str] = mapped_column(index=True)
    """sympathiser, applicant, probationary, full, former"""
    left_reason: Mapped[str | None]
    state: Mapped[str | None]
    """exempt, suspended, away, guest, custody: the one in force"""
    admission_date: Mapped[str | None]
    official_date: Mapped[str | None]
    party_age_from: Mapped[str | None]
    """Day from which Party age counts: of the first decision, later by the time that does not count."""
    card_number: Mapped[str | None]
    position: Mapped[str | None]
    open_cases: Mapped[int] = mapped_column(default=0)
    incomplete: Mapped[list[Any]] = mapped_column(default=list)
    """Names of fields a member list must have and this person lacks."""


class CaseStanding(Base):
    """Where a case stands."""

    __tablename__ = "case_standing"
    case: Mapped[str] = mapped_column(primary_key=True)
    procedure: Mapped[str] = mapped_column(index=True)
    person: Mapped[str] = mapped_column(index=True)
    owner: Mapped[str] = mapped_column(index=True)
    opened: Mapped[str]
    ended: Mapped[str | None]
    result: Mapped[str | None]
    step: Mapped[str | None]
    """The first step that is now."""
    actor: Mapped[str | None]
    """Office whose turn it is; empty when not known."""
    since: Mapped[str | None]
    steps: Mapped[list[Any]] = mapped_column(default=list)
    """[{id, state, attempt, act, reason}] in the order of the procedure."""


class Duty(Base):
    """Something to be done until a day, with its rule (việc đến hạn)."""

    __tablename__ = "duty"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    owner: Mapped[str] = mapped_column(index=True)
    person: Mapped[str | None]
    case: Mapped[str | None] = mapped_column(index=True)
    step: Mapped[str | None]
    what: Mapped[str]
    due: Mapped[str | None] = mapped_column(index=True)
    base_date: Mapped[str | None]
    rule: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """{key, value, unit, document, point, confidence, why}"""
    place: Mapped[str | None]
    """Where a duty without case is done: person, rules:KEY, settings."""
