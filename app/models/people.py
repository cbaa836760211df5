"""Persons on file and the dated events of their lives in the Party.

A person is one record for life: sympathiser, applicant, probationary, full, former. What they are on
a day is told by events and by the effects of acts, never stored here (`app.models.derived`).
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Record


class Person(Record, Base):
    """Anyone on file. Field names are those of member lists; numbers are text with their zeros."""

    __tablename__ = "person"
    kind: ClassVar[str] = "person"

    name: Mapped[str] = mapped_column(default="")
    other_name: Mapped[str | None]
    sex: Mapped[str | None]
    """male or female"""
    birth: Mapped[str | None]
    ethnicity: Mapped[str | None]
    religion: Mapped[str | None]
    personal_number: Mapped[str | None] = mapped_column(index=True)
    old_id_number: Mapped[str | None]
    card_number: Mapped[str | None]
    card_issued_at: Mapped[str | None]
    card_issue_date: Mapped[str | None]
    old_card_number: Mapped[str | None]
    file_number: Mapped[str | None]
    organisation: Mapped[str | None]
    """Name of the cell as the list gave it."""
    birth_place: Mapped[str | None]
    """As a list gave it in one column; so home_town and residence."""
    birth_country: Mapped[str | None]
    birth_province: Mapped[str | None]
    birth_address: Mapped[str | None]
    home_country: Mapped[str | None]
    home_province: Mapped[str | None]
    home_address: Mapped[str | None]
    home_town: Mapped[str | None]
    residence: Mapped[str | None]
    residence_country: Mapped[str | None]
    residence_province: Mapped[str | None]
    residence_address: Mapped[str | None]
    occupation: Mapped[str | None]
    position: Mapped[str | None]
    education: Mapped[str | None]
    professional: Mapped[str | None]
    political_theory: Mapped[str | None]
    youth_union_date: Mapped[str | None]
    phone: Mapped[str | None]
    note: Mapped[str | None]
    delete_requested: Mapped[bool] = mapped_column(default=False)


class Event(Record, Base):
    """A dated fact about a person (biến động).

    `what` is one of: sympathiser, applicant, admitted (ceremony), official, left (`value` the exact
    reason: died, expelled, deleted, resigned, transferred, annulled), state (`value`: exempt,
    suspended, away, guest, custody, lost_contact, transfer_gap; `until` its end), party_age_from (day of
    the decision of admission).
    """

    __tablename__ = "event"
    kind: ClassVar[str] = "event"

    person: Mapped[str] = mapped_column(index=True, default="")
    what: Mapped[str] = mapped_column(default="")
    value: Mapped[str | None]
    date: Mapped[str | None]
    until: Mapped[str | None]
    source: Mapped[str | None]
    """list, paper, or the id of the act it follows from."""
    document: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
