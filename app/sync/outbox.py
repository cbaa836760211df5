"""Packing: pages of what has not been sent, everything the receiver's last receipt lacks, one file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from app.models import Case, EntryRow, Invitation, PackageRow, PageRow, Peer, new_id
from app.models.entry import read as read_entry
from app.models.local import PageEntry
from app.storage.clock import Clock
from app.storage.files import machine_failure, write_atomically
from app.storage.keys import OfficeKeys
from app.storage.rights import Person
from app.storage.unit import Unit
from app.storage.workspace import Workspace
from app.sync import identity, joining, keeping, package, page, reading, receipt, streams
from app.sync.page import Signed
from app.sync.refusals import refused
from app.trouble import Trouble
from app.words import _

_EMPTY = package.PageLines(lines=0, bytes=0, digest="0" * 64)
_ENTRIES_LIMIT = 3 << 30
"""Bytes of entries in one package at most, unpacked; what is more goes with the next one."""
SUFFIX = ".sochibo"


@dataclass(frozen=True)
class Packed:
    """A package written and read back."""

    file: Path
    package_id: str
    number: int
    """Number of the package between the two offices."""
    to: str
    """Name of the receiver."""
    sequence: tuple[int, int]
    """First and last number in the own journal of what it carries; (0, 0) when it carries a receipt only."""
    entries: int
    counts: dict[str, int]
    """Entries per kind."""
    sha256: str
    notes: list[str] = field(default_factory=list)
    """Sentences: what this program does not do yet, what is left for the next package."""


class _Restricted(msgspec.Struct):
    restricted: bool = False


class _OfCase(msgspec.Struct):
    case: str | None = None


def _is_restricted(head: bytes, state: bytes | None, closed: set[str]) -> bool:
    """Marked so itself, or part of a case that only its handlers see."""
    if msgspec.json.decode(head, type=_Restricted).restricted:
        return True
    return bool(closed and state) and msgspec.json.decode(state or b"{}", type=_OfCase).case in closed


@dataclass
class _Plan:
    """Everything that goes into one package."""

    manifest: package.Manifest
    pages: list[PageRow]
    recipients: list[str]
    to: str
    peer: str
    sequence: tuple[int, int] = (0, 0)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def pack(
    workspace: Workspace,
    out_dir: Path,
    *,
    to: str | None = None,
    clock: Clock | None = None,
    user: Person | None = None,
) -> Packed:
    """Write a package for an office (`to`: its code or id; else the only one) into `out_dir`, read it back.

    The pages are kept before anything leaves the house: whatever happens to the file, the next package
    carries them again. Raises Refused `no_peer`, `which_peer`, `unknown_peer`, `no_office_keys`,
    `no_right`; Trouble of the medium.
    """
    keys = workspace.office_keys
    if keys is None:
        raise refused("no_office_keys")
    if not out_dir.is_dir():
        raise Trouble(
            "no_folder", _("Không thấy thư mục hoặc USB để ghi gói."), _("Cắm lại USB hoặc chọn nơi khác.")
        )
    with workspace.unit(clock, user=user) as unit:
        unit.user.require("send")
        unit.begin("package.pack")
        peer = choose(unit.session, to)
        joining.renew(unit, peer)
        unit.finish()
        make_pages(unit, peer, keys)
        unit.session.flush()
        plan = _plan(unit, peer, keys)
    made = workspace.outbox / (plan.manifest.id + SUFFIX)
    with workspace.reading() as session:
        _write(session, made, plan, keys)
    file, digest = _bring(made, out_dir)
    packed = Packed(
        file, plan.manifest.id, plan.manifest.number, plan.to, plan.sequence, sum(plan.counts.values()),
        plan.counts, digest, plan.notes,
    )  # fmt: skip
    with workspace.unit(clock, user=user) as unit:
        unit.session.add(
            PackageRow(
                id=packed.package_id, direction="out", peer=plan.peer, at=unit.now(), result="written",
                sha256=digest,
                detail={"number": packed.number, "entries": packed.entries, "counts": packed.counts,
                        "day": unit.today.isoformat(), "pages": [row.hash for row in plan.pages],
                        "file": made.name},
            )
        )  # fmt: skip
        sweep(workspace, unit.session, unit.today)
    return packed


def choose(session: Session, to: str | None) -> Peer:
    """The office to send to, by code or id, or the only one there is. Raises Refused."""
    found = list(session.scalars(select(Peer).order_by(Peer.code)))
    if not found:
        raise refused("no_peer")
    if to is not None:
        found = [peer for peer in found if to in (peer.code, peer.id)]
        if not found:
            raise refused("unknown_peer")
    if len(found) > 1:
        raise refused("which_peer")
    if found[0].state == "revoked":
        raise refused("certificate_revoked")
    return found[0]


def unsent(session: Session, own: str, peer: Peer, audience: str, *, restricted: bool = False) -> list[str]:
    """Hashes of own entries for this audience of the peer that stand on no page for it yet, in order.

    Restricted entries (and all of a restricted case) go only on sealed pages for the one office; those
    said to go up go to the office above.
    """
    closed = set(session.scalars(select(Case.id).where(Case.restricted)))
    paged, on = aliased(PageRow), aliased(PageEntry)
    names = [audience]
    if audience.startswith("office:") and restricted and peer.relation == "above":
        names.append("up")
    rows = session.execute(
        select(EntryRow.hash, EntryRow.audience, EntryRow.head, EntryRow.state)
        .where(
            EntryRow.number.is_not(None),
            EntryRow.audience != "",
            ~exists().where(
                on.entry == EntryRow.hash,
                paged.hash == on.page,
                paged.author == own,
                paged.audience == audience,
            ),
        )
        .order_by(EntryRow.number)
    )
    return [
        name
        for name, goes, head, state in rows
        if set(goes.split()) & set(names) and _is_restricted(head, state, closed) == restricted
    ]


def make_pages(unit: Unit, peer: Peer, keys: OfficeKeys) -> None:
    """Put everything unsent that concerns the peer on new pages: kept from now on, never made again."""
    session, own = unit.session, unit.organisation
    for audience in streams.to_office(peer.relation, peer.id):
        for restricted in (False, True) if audience.startswith("office:") else (False,):
            names = unsent(session, own, peer, audience, restricted=restricted)
            held = streams.stream(session, own, audience)
            for at in range(0, len(names), page.MOST_ENTRIES):
                heads = held.heads()
                made = page.make(
                    keys.sign_seed, author=own, audience=audience, epoch=unit.workspace.epoch,
                    number=max((held.pages[one].number for one in heads), default=0) + 1, follows=heads,
                    entries=names[at : at + page.MOST_ENTRIES], made=unit.now(), key=keys.sign_public,
                    sealed=restricted,
                )  # fmt: skip
                keeping.keep_page(session, made, unit.now())
                held.pages[made.hash] = page.place(made.body)


def lacking(session: Session, own: str, peer: Peer) -> list[PageRow]:
    """Own pages for the peer that its newest receipt does not name, in their order."""
    said, found = streams.receipt_of(peer), []
    for audience in streams.to_office(peer.relation, peer.id):
        held = streams.stream(session, own, audience)
        there = receipt.held_pages(receipt.of_stream(said, own, audience), held.pages)
        wanted = [name for name in held.pages if name not in there]
        for part in streams.chunks(wanted):
            rows = {row.hash: row for row in session.scalars(select(PageRow).where(PageRow.hash.in_(part)))}
            found += [rows[name] for name in part]
    return found


def _plan(unit: Unit, peer: Peer, keys: OfficeKeys) -> _Plan:
    session, own = unit.session, unit.organisation
    rows, left = _within_limits(session, lacking(session, own, peer))
    notes = [] if not left else [
        _("Còn {count} trang chưa vừa gói này; lập gói tiếp khi đã có biên nhận của gói này.").format(
            count=left
        )
    ]  # fmt: skip
    if _has_unknown_pages(session, own, peer):
        notes.append(
            _("Bên nhận đang giữ những trang của sổ này mà sổ không còn. Bản này chưa lấy lại được phần đó.")
        )
    if _has_pages_to_relay(session, own, peer):
        notes.append(
            _("Bản này chưa chuyển tiếp trang của tổ chức khác: gói chỉ có phần do chính sổ này lập.")
        )
    number = session.scalar(
        select(func.count()).where(PackageRow.direction == "out", PackageRow.peer == peer.id)
    )
    sent: dict[str, int] = {}
    first = last = 0
    for part in streams.chunks(row.hash for row in rows):
        for kind, count, low, high in session.execute(
            select(EntryRow.kind, func.count(), func.min(EntryRow.number), func.max(EntryRow.number))
            .join(PageEntry, PageEntry.entry == EntryRow.hash)
            .where(PageEntry.page.in_(part))
            .group_by(EntryRow.kind)
        ):
            sent[kind] = sent.get(kind, 0) + count
            first, last = min(first or low, low), max(last, high)
    manifest = package.Manifest(
        format=min(package.FORMAT, peer.newest), id=new_id(), key=identity.key_id(peer.open_key),
        from_=own, to=peer.id, number=(number or 0) + 1, epoch=unit.workspace.epoch, created=unit.now(),
        day=unit.today.isoformat(), keys=package.Keys(sign=keys.sign_public, open=keys.age_recipient),
        receipts=[page.sign_note(keys.sign_seed, streams.receipt_for(unit, peer))],
        pages=_EMPTY, parts=[], invitation=_invitation(session, peer),
        totals=streams.totals(session, own, streams.to_office(peer.relation, peer.id)),
    )  # fmt: skip
    return _Plan(
        manifest, rows, [peer.open_key, keys.age_recipient], peer.name, peer.id, (first, last), sent, notes
    )


def _invitation(session: Session, peer: Peer) -> Signed | None:
    """While joining: the invitation that was accepted."""
    if peer.relation != "above" or peer.state != "joining":
        return None
    used = session.get(Invitation, peer.detail.get("invitation", ""))
    return msgspec.json.decode(used.body, type=Signed) if used is not None and used.body else None


def _has_unknown_pages(session: Session, own: str, peer: Peer) -> bool:
    said = streams.receipt_of(peer)
    for held in said.held if said else ():
        if held.author == own:
            known = streams.stream(session, own, held.audience).pages
            if not set(held.heads) <= set(known):
                return True
    return False


def _has_pages_to_relay(session: Session, own: str, peer: Peer) -> bool:
    """Pages of others, from the other side of the peer, that would have to be passed on."""
    audience = "up" if peer.relation == "above" else "below"
    return bool(
        session.scalar(
            select(PageRow.hash)
            .where(PageRow.author.not_in([own, peer.id]), PageRow.audience == audience)
            .limit(1)
        )
    )


def _within_limits(session: Session, rows: list[PageRow]) -> tuple[list[PageRow], int]:
    """As many pages, in order, as one package holds; how many are left."""
    room, room_entries = package.PAGES_LIMIT, _ENTRIES_LIMIT
    for at, row in enumerate(rows):
        size = session.scalar(
            select(func.sum(func.length(EntryRow.head) + func.coalesce(func.length(EntryRow.state), 4) + 4))
            .join(PageEntry, PageEntry.entry == EntryRow.hash)
            .where(PageEntry.page == row.hash)
        )
        room -= len(row.body) + 2 * len(row.signature) + 8
        room_entries -= size or 0
        if room < 0 or room_entries < 0:
            return rows[:at], len(rows) - at
    return rows, 0


def _write(session: Session, target: Path, plan: _Plan, keys: OfficeKeys) -> None:
    lines = b"".join(page.read(row.body, row.signature).line() + b"\n" for row in plan.pages)
    sealed: dict[str, bytes] = {}

    def entries() -> Iterator[bytes]:
        for row in plan.pages:
            seals = page.read(row.body, row.signature).page.sealed
            for name, head, state in session.execute(
                select(EntryRow.hash, EntryRow.head, EntryRow.state)
                .join(PageEntry, PageEntry.entry == EntryRow.hash)
                .where(PageEntry.page == row.hash)
                .order_by(PageEntry.place)
            ):
                line = read_entry(head, state).line()
                if seals:  # sealing gives other bytes each time: once for measuring and writing
                    line = sealed[name] = sealed.get(name) or page.seal_line(line, plan.recipients)
                if len(line) > page.LINE_LIMIT:
                    raise refused("too_large")
                yield line

    with write_atomically(target) as file:
        package.write(file, plan.manifest, lines, entries, seed=keys.sign_seed, recipients=plan.recipients)


def _bring(made: Path, out_dir: Path) -> tuple[Path, str]:
    """Copy the file to the stick and read it back there; its place and SHA-256."""
    digest = reading.sha256_of(made)
    if out_dir.resolve() == made.parent.resolve():
        return made, digest
    target = out_dir / made.name
    with write_atomically(target) as file:
        reading.copy_in(made, file)
    try:
        same = reading.sha256_of(target) == digest
    except OSError as error:
        raise machine_failure(error, target.name) from error
    if not same:
        target.unlink(missing_ok=True)
        raise Trouble(
            "read_back_differs",
            _("Gói đọc lại từ USB không giống gói đã ghi."),
            _("USB có thể hỏng; hãy dùng USB khác rồi lập gói lại."),
        )
    return target, digest


def sweep(workspace: Workspace, session: Session, today: datetime.date) -> None:
    """Package files go once confirmed, after 60 days, or when a kill or a pulled stick left them behind."""
    before = (today - datetime.timedelta(days=60)).isoformat()
    session.flush()
    kept = set(
        session.scalars(
            select(PackageRow.id).where(
                PackageRow.direction == "out", PackageRow.result != "confirmed", PackageRow.at >= before
            )
        )
    )
    for file in workspace.outbox.glob("*" + SUFFIX):
        if len(file.stem) == 32 and file.stem not in kept:
            file.unlink(missing_ok=True)
    for folder in (workspace.outbox, workspace.inbox):
        for half in folder.glob(".*.tmp"):
            half.unlink(missing_ok=True)
