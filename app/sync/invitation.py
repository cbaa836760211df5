"""The invitation file: who invites, with the keys up to the top, sealed with the join code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from app.models import entry as entries
from app.models.entry import Entry, canonical
from app.storage.files import write_bytes
from app.sync import identity, page
from app.sync.page import Hash, Signed
from app.sync.page import Office as OfficeId
from app.sync.reading import cannot_read
from app.sync.refusals import refused

_LIMIT = 16 << 20


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office with its keys."""

    id: OfficeId
    code: str
    name: str
    type: str
    sign: Hash
    open: str

    @property
    def fingerprint(self) -> str:
        return identity.fingerprint(self.sign, self.open)


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate with its proof: the entry, and the issuer's signed page it stands on."""

    page: Signed
    entry: str


class Note(msgspec.Struct, frozen=True, kw_only=True, tag_field="what", tag="invitation"):
    """What the superior signs."""

    format: int = 1
    id: str
    code: str
    name: str
    type: str
    """cell or committee"""
    made: str
    last_day: str
    secret: str
    """Random; who can show it has opened the invitation with the join code."""
    superior: Office
    above: list[Office] = []
    """Offices above the superior, the top first."""
    links: list[Link] = []
    """links[n] certifies the office after above[n]."""
    packs: list[Hash] = []
    """Entries of the superior's rule packs, which lie beside."""


class _File(msgspec.Struct, frozen=True):
    note: Signed
    packs: list[str] = []


class Opened(msgspec.Struct, frozen=True):
    """An invitation opened and checked."""

    note: Note
    signed: Signed
    packs: list[Entry]
    last_day: str | None
    """Last day of the superior's own certificate; None for the top."""

    @property
    def fingerprint(self) -> str:
        """Of the superior's keys, to be compared over the telephone."""
        return self.note.superior.fingerprint


def write(path: Path, seed: bytes, note: Note, packs: list[Entry], join_code: str) -> Signed:
    """Sign, seal and write an invitation. Raises Trouble."""
    signed = page.sign_note(seed, note)
    inside = _File(signed, [one.line().decode() for one in packs])
    write_bytes(path, identity.seal_with_code(canonical(inside), join_code))
    return signed


def opened(seed: bytes, note: Note, packs: list[Entry]) -> Opened:
    """A signed invitation that was never sealed."""
    return Opened(note, page.sign_note(seed, note), packs, check_chain(note))


def read_invitation(path: Path, join_code: str) -> Opened:
    """Open an invitation. Raises Refused `not_an_invitation`, `join_code_wrong`, `invitation_damaged`, …"""
    try:
        with path.open("rb") as file:
            sealed = file.read(_LIMIT + 1)
    except IsADirectoryError:
        raise refused("not_an_invitation") from None
    except OSError as error:
        raise cannot_read(error) from error
    if not sealed.startswith(b"age-encryption.org/v1\n-> scrypt "):
        raise refused("not_an_invitation")
    if len(sealed) > _LIMIT:
        raise refused("too_large")
    opened = identity.open_with_code(sealed, join_code)
    try:
        inside = msgspec.json.decode(opened, type=_File)
        if json_format(inside.note.body) > 1:
            raise refused("newer_version")
        note = read_note(inside.note)
        packs = [entries.read_line(line.encode()) for line in inside.packs]
    except (msgspec.MsgspecError, ValueError):
        raise refused("invitation_damaged") from None
    if not inside.note.holds(note.superior.sign):
        raise refused("signature_wrong")
    if [one.hash for one in packs] != note.packs:
        raise refused("invitation_damaged")
    return Opened(note, inside.note, packs, check_chain(note))


def json_format(body: str) -> int:
    """The format a note says it has."""
    said: Any = msgspec.json.decode(body)
    number = said.get("format") if isinstance(said, dict) else None
    return number if isinstance(number, int) else 0


def read_note(signed: Signed) -> Note:
    """The note of a signed invitation; raises ValueError."""
    try:
        return msgspec.json.decode(signed.body, type=Note)
    except msgspec.MsgspecError as error:
        raise ValueError(f"invitation: {error}") from error


def check_chain(note: Note) -> str | None:
    """Each office from the top certifies the next one's keys; the last day of the last certificate.

    A last day binds only who sends packages, so it is not compared with today here.
    Raises Refused `signature_wrong`, `scope_exceeded`, `invitation_damaged`.
    """
    if len(note.links) != len(note.above):
        raise refused("invitation_damaged")
    last_day: str | None = None
    offices = [*note.above, note.superior]
    for issuer, office, link in zip(note.above, offices[1:], note.links, strict=True):
        last_day = check_link(issuer, office, link)
    return last_day


def check_link(issuer: Office, office: Office, link: Link) -> str | None:
    """The issuer's certificate for the office's keys stands on its signed page; its last day."""
    try:
        signed = page.read(link.page.body.encode(), bytes.fromhex(link.page.signature))
        entry = entries.read_line(link.entry.encode())
    except ValueError:
        raise refused("invitation_damaged") from None
    if not signed.holds(issuer.sign):
        raise refused("signature_wrong")
    state = entry.state()
    wrong = (
        entry.hash not in signed.page.entries
        or {signed.page.author, entry.head.author, entry.head.owner} != {issuer.id}
        or entry.head.kind != "certificate"
        or state.get("gone", False)
        or (state.get("office"), state.get("sign_key"), state.get("open_key"))
        != (office.id, office.sign, office.open)
    )
    if wrong:
        raise refused("scope_exceeded")
    last_day = state.get("last_day")
    return last_day if isinstance(last_day, str) else None
