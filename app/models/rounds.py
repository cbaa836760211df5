"""Rounds: one look at many people or organisations for a year or half-year, item by item.

The review of all members, the yearly rating, opinions asked outside and an inspection are rounds, not
cases: no steps, one record for each person or organisation looked at. What is kept of each stands in
`data`, as the room of procedures defines it for the kind of round.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Record


class Round(Record, Base):
    """A round (đợt): what it is, for which time, when opened and closed."""

    __tablename__ = "round_"
    kind: ClassVar[str] = "round"

    what: Mapped[str] = mapped_column(index=True, default="")
    """review, rating, opinions, inspection"""
    title: Mapped[str] = mapped_column(default="")
    year: Mapped[int] = mapped_column(default=0)
    part: Mapped[str | None]
    """Part of the year: H1, H2, Q1 …; empty for the whole year."""
    opened: Mapped[str] = mapped_column(default="")
    closed: Mapped[str | None]
    restricted: Mapped[bool] = mapped_column(default=False)
    """Only those who handle restricted cases see it."""
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)


class RoundItem(Record, Base):
    """One person or organisation in a round. A superior's own item stands beside the cell's."""

    __tablename__ = "round_item"
    kind: ClassVar[str] = "round_item"

    round: Mapped[str] = mapped_column(index=True, default="")
    person: Mapped[str | None] = mapped_column(index=True)
    office: Mapped[str | None]
    """Organisation or body looked at: an organisation id, or cell_committee, committee …"""
    subject: Mapped[str] = mapped_column(default="member")
    outcome: Mapped[str | None]
    date: Mapped[str | None]
    number: Mapped[str | None]
    restricted: Mapped[bool] = mapped_column(default=False)
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
