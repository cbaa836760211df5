"""The ledger in plain words: streams with what was sent, confirmed, received; packages; certificates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import EntryRow, Invitation, PackageRow, Peer
from app.storage.unit import Unit
from app.storage.workspace import Workspace
from app.sync import identity, receipt, streams
from app.sync.streams import Stream
from app.words import _, count_text


def exchange(session: Session, own: str) -> list[dict[str, Any]]:
    """One row per stream and office: pages made, confirmed, received; what is missing and parked."""
    rows: list[dict[str, Any]] = []
    for peer in session.scalars(select(Peer).order_by(Peer.relation, Peer.code)):
        said = streams.receipt_of(peer)
        for audience in streams.to_office(peer.relation, peer.id):
            held = streams.stream(session, own, audience)
            there = receipt.held_pages(receipt.of_stream(said, own, audience), held.pages)
            if held.pages:
                rows.append(_stream(held, peer) | {"sent": len(held.pages), "confirmed": len(there)})
        parked = session.scalar(
            select(func.count()).where(EntryRow.author == peer.id, EntryRow.parked.is_not(None))
        )
        for audience in streams.from_office(peer.relation, own):
            held = streams.stream(session, peer.id, audience)
            if held.pages:
                rows.append(
                    _stream(held, peer)
                    | {"received": len(held.pages), "missing": sorted(held.missing()), "parked": parked}
                )
                parked = 0
    return rows


def _stream(held: Stream, peer: Peer) -> dict[str, Any]:
    newest = max(held.pages.values(), key=lambda one: one.number)
    followers = Counter(name for one in held.pages.values() for name in one.follows)
    return {
        "author": held.author, "audience": held.audience, "epoch": newest.epoch, "peer": peer.code, "sent": 0,
        "confirmed": 0, "received": 0, "missing": [], "parked": 0,
        "branches": sum(number > 1 for number in followers.values()),
    }  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the ledger."""

    at: str
    """UTC time."""
    day: str
    result: str
    """written, confirmed, applied, waiting, refused"""
    title: str
    text: str
    peer: str
    number: int | None


def lines(session: Session, limit: int = 200) -> list[Line]:
    """Packages out, in and refused, newest first; a confirmed one stands at its confirmation too."""
    names = {peer.id: peer.name for peer in session.scalars(select(Peer))}
    found: list[Line] = []
    for row in session.scalars(select(PackageRow).order_by(PackageRow.at.desc()).limit(limit)):
        found.append(_line(row, names.get(row.peer, "")))
        if row.direction == "out" and row.result == "confirmed":
            found.append(_confirmed(row, names.get(row.peer, "")))
    return sorted(found, key=lambda line: line.at, reverse=True)[:limit]


def _line(row: PackageRow, name: str) -> Line:
    detail = row.detail
    number, day = detail.get("number"), detail.get("day") or row.at[:10]
    count = count_text(detail.get("entries", 0))
    if row.direction == "out":
        title = _("Đã gửi gói số {number}").format(number=number)
        text = _("{count} thay đổi, đã ghi và đọc lại").format(count=count)
        if row.result != "confirmed":
            text += "; " + _("chờ biên nhận")
        return Line(row.at, day, "written", title, text, name, number)
    if row.result == "refused":
        text = f"{detail.get('message', '')} {_('Sổ không thay đổi gì.')}"
        return Line(row.at, day, "refused", _("Không nhận một gói"), text, name, None)
    title = _("Đã nhận gói số {number}").format(number=number)
    text = _("{count} thay đổi").format(count=count)
    if detail.get("parked"):
        text += ", " + _("{count} mục để riêng").format(count=detail["parked"])
    if row.result == "waiting":
        text = _("Đang chờ gói trước đó")
    return Line(row.at, day, row.result, title, text, name, number)


def _confirmed(row: PackageRow, name: str) -> Line:
    at = row.detail["confirmed"]
    title = _("{office} đã nhận gói số {number}").format(office=name, number=row.detail.get("number"))
    text = _("Biên nhận đủ {count} thay đổi").format(count=count_text(row.detail.get("entries", 0)))
    return Line(at, at[:10], "confirmed", title, text, name, row.detail.get("number"))


@dataclass(frozen=True)
class Unsent:
    """What the next package to an office would carry for the first time."""

    entries: int
    persons: int


def unsent(session: Session, own: str, peer: Peer) -> Unsent:
    """Own changes for the office that stand on no page yet, and how many records of persons they touch."""
    from app.sync.outbox import unsent as names_of

    names = {
        name
        for audience in streams.to_office(peer.relation, peer.id)
        for restricted in (False, True)
        for name in names_of(session, own, peer, audience, restricted=restricted)
        if not restricted or audience.startswith("office:")
    }
    persons = 0
    for part in streams.chunks(names):
        persons += (
            session.scalar(
                select(func.count(EntryRow.record.distinct())).where(
                    EntryRow.hash.in_(part), EntryRow.kind == "person"
                )
            )
            or 0
        )
    return Unsent(len(names), persons)


def keys(workspace: Workspace, session: Session) -> dict[str, Any]:
    """The own fingerprint and the certificates of the offices exchanged with."""
    own = workspace.office_keys
    certificates = [
        {
            "code": peer.code, "name": peer.name, "relation": peer.relation, "state": peer.state,
            "fingerprint": identity.fingerprint(peer.sign_key, peer.open_key), "last_day": peer.last_day,
        }
        for peer in session.scalars(select(Peer).order_by(Peer.code))
    ]  # fmt: skip
    used = set(session.scalars(select(Invitation.code).where(Invitation.used_by.is_not(None))))
    invited = [
        {"code": row.code, "name": row.name, "relation": "below", "state": "invited", "fingerprint": "",
         "last_day": row.last_day}
        for row in session.scalars(select(Invitation).where(Invitation.used_by.is_(None)))
        if row.code not in used
    ]  # fmt: skip
    fingerprint = identity.fingerprint(own.sign_public, own.age_recipient) if own else ""
    return {"fingerprint": fingerprint, "certificates": certificates + invited}


def last_received(unit: Unit, peer: Peer) -> dict[str, Any] | None:
    """Number and day of the newest package applied from the office ("nối tiếp gói số …")."""
    row = unit.session.scalar(
        select(PackageRow)
        .where(PackageRow.direction == "in", PackageRow.peer == peer.id, PackageRow.result == "applied")
        .order_by(PackageRow.at.desc())
        .limit(1)
    )
    return {"number": row.detail.get("number"), "day": row.detail.get("day")} if row else None
