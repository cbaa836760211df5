"""Streams as a workspace holds them: an author's pages for one audience, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from app.models import EntryRow, PageRow, Peer
from app.models.local import PageEntry
from app.storage.unit import Unit
from app.sync import page as pages
from app.sync import receipt as receipts
from app.sync.page import Place
from app.sync.receipt import Receipt

WAITING = "waiting"
"""Why an entry of a page that waits is parked."""
_CHUNK = 500


@dataclass
class Stream:
    """Pages held of one author for one audience, by hash."""

    author: str
    audience: str
    pages: dict[str, Place] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)

    def heads(self) -> list[str]:
        """The newest pages: none held follows them."""
        followed = {before for page in self.pages.values() for before in page.follows}
        return sorted(set(self.pages) - followed)

    def missing(self) -> set[str]:
        """Pages that held pages follow and that are not here."""
        return {before for page in self.pages.values() for before in page.follows} - set(self.pages)


def stream(session: Session, author: str, audience: str) -> Stream:
    """A stream as it is held."""
    found = Stream(author, audience)
    for name, body, waits in session.execute(
        select(PageRow.hash, PageRow.body, PageRow.waiting)
        .where(PageRow.author == author, PageRow.audience == audience)
        .order_by(PageRow.number, PageRow.hash)
    ):
        found.pages[name] = pages.place(body)
        if waits:
            found.waiting.add(name)
    return found


def to_office(relation: str, office: str) -> tuple[str, str]:
    """Audiences of an office's own pages that reach this one ("above" or "below" it)."""
    return ("up" if relation == "above" else "below", f"office:{office}")


def from_office(relation: str, own: str) -> tuple[str, str]:
    """Audiences of the pages this office ("above" or "below") writes for the own one."""
    return ("below" if relation == "above" else "up", f"office:{own}")


def totals(session: Session, author: str, audiences: Iterable[str]) -> dict[str, int]:
    """Entries per kind on an author's pages for these audiences."""
    rows = session.execute(
        select(EntryRow.kind, func.count(distinct(EntryRow.hash)))
        .join(PageEntry, PageEntry.entry == EntryRow.hash)
        .join(PageRow, PageRow.hash == PageEntry.page)
        .where(PageRow.author == author, PageRow.audience.in_(list(audiences)))
        .group_by(EntryRow.kind)
        .order_by(EntryRow.kind)
    )
    return dict(rows.tuples().all())


def parked(session: Session, author: str) -> list[receipts.Parked]:
    """An author's entries that are held and could not be applied, those of waiting pages left out."""
    return [
        receipts.Parked(entry=entry, kind=kind, reason=reason)
        for entry, kind, reason in session.execute(
            select(EntryRow.hash, EntryRow.kind, EntryRow.parked)
            .where(EntryRow.author == author, EntryRow.parked.is_not(None), EntryRow.parked != WAITING)
            .order_by(EntryRow.hash)
        )
    ]


def receipt_for(unit: Unit, peer: Peer) -> Receipt:
    """What this office holds of the peer's pages, and of its own for the peer."""
    session, own = unit.session, unit.organisation
    theirs, ours = from_office(peer.relation, own), to_office(peer.relation, peer.id)
    held = []
    for author, audiences in ((peer.id, theirs), (own, ours)):
        for audience in audiences:
            found = stream(session, author, audience)
            if found.pages:
                held.append(receipts.summarise(author, audience, found.pages, found.waiting))
    return Receipt(
        author=own, to=peer.id, made=unit.now(), held=held, parked=parked(session, peer.id),
        counts=totals(session, peer.id, theirs),
    )  # fmt: skip


def receipt_of(peer: Peer) -> Receipt | None:
    """The peer's newest receipt; None before the first."""
    return msgspec.convert(peer.receipt, Receipt) if peer.receipt else None


def chunks(names: Iterable[str]) -> Iterator[list[str]]:
    """In pieces that fit into one query."""
    listed = list(names)
    for at in range(0, len(listed), _CHUNK):
        yield listed[at : at + _CHUNK]
