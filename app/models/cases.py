"""Cases and what is done in them: acts, papers, votes, meetings, exception papers.

See docs/decisions and `app.procedures.engine`: where a case stands is computed from its acts.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Record


class Case(Record, Base):
    """One procedure for one person, from opening to close."""

    __tablename__ = "case_"
    kind: ClassVar[str] = "case"

    procedure: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(index=True, default="")
    opened: Mapped[str] = mapped_column(default="")
    taken_over: Mapped[bool] = mapped_column(default=False)
    """Begun on paper: earlier acts may come in any order or be left out."""
    about: Mapped[str | None]
    """Act this case is against (complaint, annulment)."""
    restricted: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None]


class Act(Record, Base):
    """One attempt at one step; belongs to the office that did it."""

    __tablename__ = "act"
    kind: ClassVar[str] = "act"

    case: Mapped[str] = mapped_column(index=True, default="")
    step: Mapped[str] = mapped_column(default="")
    attempt: Mapped[int] = mapped_column(default=1)
    date: Mapped[str | None]
    outcome: Mapped[str | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Facts and rows of the step: name -> text, number, yes/no, person id, or list of rows."""
    rules: Mapped[list[Any]] = mapped_column(default=list)
    """Rules in force when it was done: [{key, value, unit, document, point, confidence}]."""
    reopened: Mapped[list[Any]] = mapped_column(default=list)
    """[[step, attempt]] that this act returns."""
    remarks: Mapped[list[Any]] = mapped_column(default=list)
    """[{item, text}]: what a return finds wrong."""
    from_paper: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """{number, date, issuer}: recorded by the cell from another office's paper."""
    judged: Mapped[str | None]
    """Hash of the dossier a superior's act judged."""
    dossier: Mapped[str | None]
    """Hash of the dossier at the moment it was handed over."""
    accepted: Mapped[list[Any]] = mapped_column(default=list)
    """Checks that warned and were read and confirmed."""


class Paper(Record, Base):
    """A paper of a case or person: what it is and where it is kept, never its picture."""

    __tablename__ = "paper"
    kind: ClassVar[str] = "paper"

    case: Mapped[str | None] = mapped_column(index=True)
    person: Mapped[str | None] = mapped_column(index=True)
    form: Mapped[str] = mapped_column(default="")
    guide: Mapped[str | None]
    """Guide in force on its date, number@date."""
    number: Mapped[str | None]
    date: Mapped[str | None]
    signer: Mapped[str | None]
    kept: Mapped[str | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Meeting(Record, Base):
    """A meeting of a body: entered once for all votes of the evening."""

    __tablename__ = "meeting"
    kind: ClassVar[str] = "meeting"

    body: Mapped[str] = mapped_column(default="cell")
    date: Mapped[str] = mapped_column(default="")
    chair: Mapped[str | None]
    writer: Mapped[str | None]
    absent: Mapped[list[Any]] = mapped_column(default=list)
    """Persons named absent."""
    present: Mapped[list[Any]] = mapped_column(default=list)
    """Persons named present; those not named in either list count as the rule says."""


class Vote(Record, Base):
    """A counted vote with its base, name by name, as the rules of that day counted it."""

    __tablename__ = "vote"
    kind: ClassVar[str] = "vote"

    case: Mapped[str] = mapped_column(index=True, default="")
    step: Mapped[str] = mapped_column(default="")
    attempt: Mapped[int] = mapped_column(default=1)
    meeting: Mapped[str | None]
    body: Mapped[str] = mapped_column(default="cell")
    motion: Mapped[str | None]
    secret: Mapped[bool] = mapped_column(default=False)
    for_: Mapped[int] = mapped_column("for", default=0)
    against: Mapped[int] = mapped_column(default=0)
    blank: Mapped[int] = mapped_column(default=0)
    base: Mapped[int | None]
    needed: Mapped[int | None]
    """Votes needed; empty where no threshold is known."""
    counted: Mapped[list[Any]] = mapped_column(default=list)
    """[{id, name, present}] of the base."""
    excluded: Mapped[list[Any]] = mapped_column(default=list)
    """[{id, name, reason}]"""
    corrected: Mapped[str | None]
    """Why the base was corrected by hand."""
    rule: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ExceptionPaper(Record, Base):
    """A paper of a competent office that lifts one check of one case (văn bản cho phép)."""

    __tablename__ = "exception_paper"
    kind: ClassVar[str] = "exception"

    case: Mapped[str] = mapped_column(index=True, default="")
    check: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    date: Mapped[str] = mapped_column(default="")
    issuer: Mapped[str] = mapped_column(default="")
