"""Joining: the superior invites, the office below accepts, the certificate comes back."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import select

from app.models import Certificate, EntryRow, Invitation, PageRow, Peer, RulePack, new_id
from app.models.entry import Entry, canonical
from app.models.entry import read as read_entry
from app.models.local import PageEntry
from app.storage.books import kept_books
from app.storage.keys import OfficeKeys
from app.storage.unit import Unit
from app.sync import identity, invitation
from app.sync.invitation import Link, Note, Office, Opened, read_invitation
from app.sync.package import Manifest
from app.sync.page import Signed
from app.sync.refusals import refused

__all__ = ["Invited", "Opened", "accept", "certify", "invite", "proven", "read_invitation", "renew"]

INVITATION_DAYS = 60
"""How long a join code may be used for the first time."""
CERTIFICATE_YEARS = 5
RENEWED_IN_LAST = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Invited:
    """An invitation given out; the join code is shown once and goes by paper or telephone."""

    file: Path
    organisation: str
    """The office that invites."""
    fingerprint: str
    """Of the keys of the office that invites."""
    join_code: str


def _keys(unit: Unit) -> OfficeKeys:
    if unit.workspace.office_keys is None:
        raise refused("no_office_keys")
    return unit.workspace.office_keys


def _own_office(unit: Unit) -> Office:
    own, keys = unit.workspace.own_organisation(unit.session), _keys(unit)
    return Office(
        id=own.id, code=own.code, name=own.name, type=own.type, sign=keys.sign_public, open=keys.age_recipient
    )


def secret_check(secret: str) -> str:
    """What the superior keeps of an invitation's secret: proves it without telling it."""
    return hashlib.sha256(f"sochibo invitation {secret}".encode()).hexdigest()


def _row(note: Note, used_by: str | None = None, body: bytes | None = None) -> Invitation:
    return Invitation(
        id=note.id, code=note.code, name=note.name, type=note.type, made=note.made, last_day=note.last_day,
        check=secret_check(note.secret), used_by=used_by, body=body,
    )  # fmt: skip


def invite(unit: Unit, *, name: str, code: str, type: str, out: Path) -> Invited:
    """Let an office below join: writes the invitation to `out`. An older one for the code ends.

    Raises Refused `cell_cannot_invite`, `already_joined`, `no_office_keys`, `no_right`; Trouble.
    """
    note, packs = _note(unit, name, code, type)
    join_code = identity.new_join_code()
    invitation.write(out, _keys(unit).sign_seed, note, packs, join_code)
    return Invited(out, note.superior.id, note.superior.fingerprint, join_code)


def introduce(unit: Unit, *, name: str, code: str, type: str) -> Opened:
    """An invitation from hand to hand, for sample offices on one PC: what `read_invitation` would give.

    Raises as `invite`.
    """
    note, packs = _note(unit, name, code, type)
    return invitation.opened(_keys(unit).sign_seed, note, packs)


def _note(unit: Unit, name: str, code: str, type: str) -> tuple[Note, list[Entry]]:
    unit.user.require("send")
    own = _own_office(unit)
    session = unit.session
    name, code = name.strip(), code.strip()
    if own.type != "committee":
        raise refused("cell_cannot_invite")
    if not name or not code:
        raise refused("code_missing")
    if code == own.code or session.scalar(select(Peer.id).where(Peer.code == code)):
        raise refused("already_joined")
    if any(book.code == code or book.name == name for book in kept_books(session, own.id)):
        raise refused("book_kept")
    above, links = _chain(unit, own)
    packs = [
        read_entry(row.head, row.state)
        for row in session.scalars(
            select(EntryRow).join(RulePack, RulePack.entry == EntryRow.hash).where(RulePack.owner == own.id)
        )
    ]
    last_day = unit.today + datetime.timedelta(days=INVITATION_DAYS)
    note = Note(
        id=new_id(), code=code, name=name, type=type, made=unit.now(), last_day=last_day.isoformat(),
        secret=secrets.token_hex(32), superior=own, above=above, links=links,
        packs=[one.hash for one in packs],
    )  # fmt: skip
    session.add(_row(note))
    unit.log("office.invite", code)
    return note, packs


def _chain(unit: Unit, own: Office) -> tuple[list[Office], list[Link]]:
    """Offices above with the certificates down to this office; nothing for the top."""
    session = unit.session
    peer = session.scalar(select(Peer).where(Peer.relation == "above"))
    if peer is None:
        return [], []
    accepted = session.get(Invitation, peer.detail.get("invitation", ""))
    found = session.execute(
        select(EntryRow, PageRow)
        .join(Certificate, Certificate.entry == EntryRow.hash)
        .join(PageEntry, PageEntry.entry == EntryRow.hash)
        .join(PageRow, PageRow.hash == PageEntry.page)
        .where(Certificate.office == own.id, Certificate.owner == peer.id)
        .limit(1)
    ).first()
    if accepted is None or not accepted.body or found is None:
        raise refused("no_peer")  # joining itself: it cannot vouch for others before its certificate is back
    note = invitation.read_note(msgspec.json.decode(accepted.body, type=Signed))
    row, on = found
    link = Link(
        page=Signed(on.body.decode(), on.signature.hex()),
        entry=read_entry(row.head, row.state).line().decode(),
    )
    return [*note.above, note.superior], [*note.links, link]


def accept(unit: Unit, opened: Opened) -> Peer:
    """Join the office that invites: at the workspace's creation, or later for one that worked alone.

    Raises Refused `invitation_other_office`, `already_joined`, `join_code_used` (too old),
    `older_than_here`, `no_office_keys`.
    """
    session, note, keys = unit.session, opened.note, _keys(unit)
    own = unit.workspace.own_organisation(session)
    if own.type != note.type or own.id == note.superior.id:
        raise refused("invitation_other_office")
    if note.last_day < unit.today.isoformat():
        raise refused("join_code_used")
    before = session.scalar(select(Peer).where(Peer.relation == "above"))
    if before is not None:
        last = session.get(Invitation, before.detail.get("invitation", ""))
        if before.id != note.superior.id or before.state != "joining":
            raise refused("already_joined")
        if last is not None and last.made > note.made:
            raise refused("older_than_here")
    peer = before or Peer(id=note.superior.id, relation="above", receipt={}, newest=1)
    office = note.superior
    peer.code, peer.name, peer.type = office.code, office.name, office.type
    peer.sign_key, peer.open_key, peer.last_day = office.sign, office.open, opened.last_day
    peer.state, peer.detail = "joining", {"invitation": note.id}
    session.add(peer)
    session.merge(_row(note, used_by=keys.sign_public, body=canonical(opened.signed)))
    session.flush()
    own.code, own.parent = note.code, office.id
    unit.write(own)
    for entry in opened.packs:
        if entry.head.kind == "rule_pack" and {entry.head.owner, entry.head.author} == {office.id}:
            unit.take_in(entry)
    return peer


def proven(unit: Unit, manifest: Manifest) -> Invitation:
    """The invitation that a package of an office that joins carries, if it may still be used by its keys.

    The secret inside shows that the sender opened it with the join code; the package's signature by
    the new keys is checked before. Raises Refused `join_code_wrong`, `join_code_used`, `older_than_here`.
    """
    signed, session = manifest.invitation, unit.session
    if signed is None:
        raise refused("unknown_sender")
    try:
        note = invitation.read_note(signed)
    except ValueError:
        raise refused("join_code_wrong") from None
    if note.superior.id != unit.organisation:
        raise refused("not_for_this_office")
    own = _own_office(unit)
    row = session.get(Invitation, note.id)
    if not signed.holds(own.sign) or (row is not None and row.check != secret_check(note.secret)):
        raise refused("join_code_wrong")
    if row is None:  # given out after the backup this workspace was restored from: the signature tells
        row = _row(note)
        session.add(row)
    if row.used_by is not None and row.used_by != manifest.keys.sign:
        raise refused("join_code_used")
    if row.used_by is None:
        others = list(session.scalars(select(Invitation).where(Invitation.code == row.code)))
        if any(other.made > row.made for other in others):
            raise refused("older_than_here")
        if row.last_day < unit.today.isoformat():
            raise refused("join_code_used")
        if session.scalar(select(Peer.id).where(Peer.code == row.code)):
            raise refused("already_joined")
    try:
        identity.sealing(manifest.keys.open)
    except ValueError:
        raise refused("damaged") from None
    return row


def welcome(unit: Unit, manifest: Manifest, row: Invitation) -> Peer:
    """The office has proven the join code: it is a peer from now on, certified."""
    row.used_by = manifest.keys.sign
    peer = Peer(
        id=manifest.from_, code=row.code, name=row.name, type=row.type, relation="below",
        sign_key=manifest.keys.sign, open_key=manifest.keys.open, state="joined", receipt={}, newest=1,
        detail={"invitation": row.id},
    )  # fmt: skip
    unit.session.add(peer)
    certify(unit, peer)
    return peer


def certify(unit: Unit, peer: Peer) -> Certificate:
    """Say that these are the keys of an office below, until a day some years ahead."""
    last = unit.today.replace(day=min(unit.today.day, 28))
    peer.last_day = last.replace(year=last.year + CERTIFICATE_YEARS).isoformat()
    found = unit.session.scalar(
        select(Certificate).where(Certificate.owner == unit.organisation, Certificate.office == peer.id)
    )
    made = found or Certificate(id=new_id(), office=peer.id)
    made.code, made.name, made.last_day = peer.code, peer.name, peer.last_day
    made.sign_key, made.open_key = peer.sign_key, peer.open_key
    unit.write(made, audience=f"office:{peer.id}")
    return made


def renew(unit: Unit, peer: Peer) -> None:
    """Renew a certificate unasked in its last year, so that it goes with the next package."""
    if peer.relation != "below" or not peer.last_day:
        return
    if datetime.date.fromisoformat(peer.last_day) - unit.today < RENEWED_IN_LAST:
        certify(unit, peer)


def certificate_back(unit: Unit, peer: Peer) -> bool:
    """At the office below: the superior's newest certificate is for the own keys; then it has joined."""
    found = unit.session.scalar(
        select(Certificate).where(
            Certificate.owner == peer.id, Certificate.office == unit.organisation, Certificate.gone.is_(False)
        )
    )
    keys = _keys(unit)
    if found is None or (found.sign_key, found.open_key) != (keys.sign_public, keys.age_recipient):
        return False
    peer.detail = {**peer.detail, "own_last_day": found.last_day}
    peer.state = "joined"
    return True
