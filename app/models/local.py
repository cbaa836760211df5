"""What stays in one workspace: the journal's rows, pages, packages, peers, users, the log."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Meta(Base):
    """Facts of the workspace itself: organisation, workspace id, epoch, schema."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class User(Base):
    """Who may open the workspace. Roles: secretary, deputy, clerk, reader."""

    __tablename__ = "user_"
    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    added: Mapped[str]


class EntryRow(Base):
    """An entry as it is kept: own ones are chained, foreign ones belong to a page taken in."""

    __tablename__ = "entry"
    hash: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int | None] = mapped_column(index=True, unique=True)
    """Number in the own journal; empty for a foreign entry."""
    link: Mapped[str | None]
    """Hash over the link before and this entry; own journal only."""
    kind: Mapped[str] = mapped_column(index=True)
    record: Mapped[str] = mapped_column(index=True)
    author: Mapped[str]
    revision: Mapped[int]
    handover: Mapped[int]
    deed: Mapped[str] = mapped_column(index=True)
    what: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    audience: Mapped[str]
    """Space-separated audiences it goes to; empty: stays at home."""
    head: Mapped[bytes]
    state: Mapped[bytes | None]
    """Empty once erased."""
    parked: Mapped[str | None]
    """Why a foreign entry has not been applied."""


class PageRow(Base):
    """A page made or taken in. Its entries are listed in order in its own bytes."""

    __tablename__ = "page"
    hash: Mapped[str] = mapped_column(primary_key=True)
    author: Mapped[str] = mapped_column(index=True)
    audience: Mapped[str]
    epoch: Mapped[str]
    number: Mapped[int]
    body: Mapped[bytes]
    """The signed page, its bytes unchanged."""
    signature: Mapped[bytes]
    taken: Mapped[str]
    """UTC time it was made or taken in."""
    waiting: Mapped[bool] = mapped_column(default=False)
    """Held back because a page it follows is missing."""


class PageEntry(Base):
    """Which entry stands on which page, in which place."""

    __tablename__ = "page_entry"
    page: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[str] = mapped_column(index=True)


class PackageRow(Base):
    """The ledger: a package written or seen, and how it ended."""

    __tablename__ = "package"
    id: Mapped[str] = mapped_column(primary_key=True)
    direction: Mapped[str] = mapped_column(primary_key=True)
    """out or in"""
    peer: Mapped[str]
    at: Mapped[str]
    result: Mapped[str]
    """written, applied, already-received, waiting, refused"""
    sha256: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Peer(Base):
    """An office this one exchanges with directly, its keys, and its newest receipt."""

    __tablename__ = "peer"
    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    type: Mapped[str]
    relation: Mapped[str]
    """above or below"""
    sign_key: Mapped[str]
    open_key: Mapped[str]
    state: Mapped[str]
    """joining (certificate not yet back) or joined"""
    last_day: Mapped[str | None]
    receipt: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Its newest receipt: what it holds of us."""
    newest: Mapped[int] = mapped_column(default=1)
    """Newest package format it reads."""
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Invitation(Base):
    """An invitation given out (kept by the superior) or used (kept by the office that joins)."""

    __tablename__ = "invitation"
    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    type: Mapped[str]
    made: Mapped[str]
    last_day: Mapped[str]
    check: Mapped[str]
    """What proves the join code without telling it."""
    used_by: Mapped[str | None]
    """Signing key that used it."""
    body: Mapped[bytes | None]


class LogRow(Base):
    """Who saw, printed or exported what; stays at home."""

    __tablename__ = "log"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[str]
    by: Mapped[str]
    what: Mapped[str]
    about: Mapped[str | None]
