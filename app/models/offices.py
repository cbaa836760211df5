"""Organisations, who sits in their bodies, their dated settings, rule packs and certificates."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Record


class Organisation(Record, Base):
    """A Party organisation: the office itself, and those it is linked with."""

    __tablename__ = "organisation"
    kind: ClassVar[str] = "organisation"
    audience: ClassVar[str] = "both"

    code: Mapped[str] = mapped_column(default="")
    """M1.M2.M3.M4.M5 as text, given by the superior."""
    name: Mapped[str] = mapped_column(default="")
    type: Mapped[str] = mapped_column(default="cell")
    """cell or committee"""
    parent: Mapped[str | None]
    place: Mapped[str | None]
    """Place name that stands before the date on its papers."""
    keeper: Mapped[str | None]
    """Office that keeps its book while it has no computer of its own."""


class Seat(Record, Base):
    """Who sits in a body of the office from when to when (chức danh trong cấp ủy)."""

    __tablename__ = "seat"
    kind: ClassVar[str] = "seat"

    body: Mapped[str] = mapped_column(default="")
    """cell_committee, committee, standing_committee"""
    name: Mapped[str] = mapped_column(default="")
    person: Mapped[str | None]
    post: Mapped[str | None]
    from_: Mapped[str] = mapped_column("from", default="")
    to: Mapped[str | None]


class Setting(Record, Base):
    """A dated setting of the office: an office of the chain, or a value for a rule with its document."""

    __tablename__ = "setting"
    kind: ClassVar[str] = "setting"
    audience: ClassVar[str] = "both"

    key: Mapped[str] = mapped_column(index=True, default="")
    value: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """{"value": …}, so that numbers, text and lists are kept alike."""
    from_: Mapped[str] = mapped_column("from", default="")
    to: Mapped[str | None]
    document: Mapped[str | None]
    """number@date of the paper it rests on."""


class RulePack(Record, Base):
    """A rule pack taken in by the office or sent by its superior."""

    __tablename__ = "rule_pack"
    kind: ClassVar[str] = "rule_pack"
    audience: ClassVar[str] = "below"

    pack: Mapped[str] = mapped_column(default="")
    version: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")


class Certificate(Record, Base):
    """An office above says: these are the keys of that office, until that day."""

    __tablename__ = "certificate"
    kind: ClassVar[str] = "certificate"
    audience: ClassVar[str] = "below"

    office: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    sign_key: Mapped[str] = mapped_column(default="")
    """Ed25519 public key, hex."""
    open_key: Mapped[str] = mapped_column(default="")
    """age recipient."""
    last_day: Mapped[str | None]
