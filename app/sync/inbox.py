"""Receiving: look into a package without applying it, or take it in; one transaction, one ending."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import PackageRow, Peer
from app.storage.clock import Clock
from app.storage.files import write_atomically
from app.storage.rights import Person
from app.storage.rulebooks import held_packs
from app.storage.unit import Unit
from app.storage.workspace import Workspace
from app.sync import reading, receipt, streams
from app.sync.judging import sentence
from app.sync.outbox import SUFFIX
from app.sync.package import Header
from app.sync.preview import Checks, Preview, preview
from app.sync.refusals import refused
from app.sync.taking import Progress, Taking
from app.trouble import Refused
from app.words import _


@dataclass(frozen=True)
class Outcome:
    """How taking a package in ended, if it was not refused."""

    status: str
    """applied, already-received or waiting"""
    package_id: str
    number: int
    sender: str
    """Name of the office it came from."""
    day: str
    """Day it was received: of the first time for `already-received`."""
    counts: dict[str, int]
    """Entries applied, per kind."""
    parked: list[dict[str, str]]
    """[{entry, kind, reason, sentence}]: set aside, retried with the next package."""
    receipt: dict[str, Any]
    """What the next package will confirm."""
    missing: list[str]
    """Pages that have not come; the next receipt asks for them."""
    branches: list[dict[str, Any]] = field(default_factory=list)
    came_home: int = 0
    doubles: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    preview: Preview | None = None
    """With `dry_run` only."""


@dataclass(frozen=True)
class Inspection:
    """What a file is, without applying it."""

    header: dict[str, Any]
    verdict: dict[str, Any]
    """{code, message, hint}: code `ok`, `waiting`, `already-received`, `header_only` or that of a refusal."""
    preview: Preview | None = None
    outcome: Outcome | None = None


class _LookedAt(Exception):
    """Ends a dry run, so that its transaction is rolled back."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


def inspect(
    file: Path,
    workspace: Workspace | None = None,
    *,
    checks: Checks | None = None,
    progress: Progress | None = None,
    clock: Clock | None = None,
    user: Person | None = None,
) -> Inspection:
    """Look at a file: its first line, and with a workspace everything short of applying.

    Raises Refused when not even the first line can be read, Trouble of the medium.
    """
    header = reading.read_header(file)
    shown = {"format": header.format, "id": header.id, "key": header.key, "size": header.size}
    if workspace is None:
        return Inspection(shown, _verdict("header_only", _("Mới đọc dòng đầu; cần mở sổ để xem bên trong.")))
    try:
        outcome = unpack(
            workspace, file, dry_run=True, checks=checks, progress=progress, clock=clock, user=user
        )
    except Refused as refusal:
        return Inspection(shown, _verdict(refusal.code, refusal.message, refusal.hint))
    words = {
        "applied": ("ok", _("Đúng nơi gửi, đúng nơi nhận, không hỏng, không thiếu."), ""),
        "waiting": (
            "waiting",
            _("Gói nối sau những trang chưa nhận được."),
            _("Nhận vào sổ thì các trang này chờ; xin bên gửi gói trước đó."),
        ),
        "already-received": (
            "already-received",
            _("Gói này đã nhận ngày {day}.").format(day=outcome.day),
            _("Không cần nhận lại."),
        ),
    }[outcome.status]
    return Inspection(shown, _verdict(*words), outcome.preview, outcome)


def _verdict(code: str, message: str, hint: str = "") -> dict[str, Any]:
    return {"code": code, "message": message, "hint": hint}


def unpack(
    workspace: Workspace,
    file: Path,
    *,
    dry_run: bool = False,
    past_gap: bool = False,
    checks: Checks | None = None,
    progress: Progress | None = None,
    clock: Clock | None = None,
    user: Person | None = None,
) -> Outcome:
    """Take a package in, in one transaction; with `past_gap` over a gap that will not close.

    Raises Refused (nothing changed but a line in the ledger) with the codes of `refusals`, Trouble.
    With `dry_run` nothing at all changes, and the outcome has a preview.
    """
    copy: Path | None = None
    try:
        header = reading.read_header(file)
        keys = workspace.office_keys
        if keys is None:
            raise refused("no_office_keys")
        if not dry_run and file.resolve().parent != workspace.inbox.resolve():
            copy = workspace.inbox / (header.id + SUFFIX)
            with write_atomically(copy) as target:
                reading.copy_in(file, target)
        source = copy or file
        try:
            with workspace.unit(clock, user=user) as unit:
                unit.user.require("send")
                unit.begin("package.take_in")
                taking = Taking(unit, header, past_gap=past_gap, progress=progress)
                _read(source, header, keys.age_identity, taking)
                outcome = _finish(taking, source, checks if dry_run else None, looking=dry_run)
                if dry_run:
                    raise _LookedAt(outcome)
        except _LookedAt as looked:
            return looked.outcome
        return outcome
    except Refused as refusal:
        if not dry_run and refusal.code not in ("no_right", "no_office_keys"):
            _note_refusal(workspace, file, refusal, clock)
        raise
    finally:
        if copy is not None:
            copy.unlink(missing_ok=True)


def _read(source: Path, header: Header, age_identity: str, taking: Taking) -> None:
    try:
        reading.read(source, header, age_identity, taking)
    except Refused as refusal:
        # a file sealed to another office is named as such, an altered first line is found further on
        own = taking.unit.workspace.office_keys
        if refusal.code == "wrong_key" and own is not None and header.key != taking.own_key:
            raise refused("not_for_this_office") from None
        raise


def _finish(taking: Taking, source: Path, checks: Checks | None, *, looking: bool) -> Outcome:
    taking.finish()
    unit, said, peer = taking.unit, taking.manifest_said, taking.peer
    status = "waiting" if taking.waits else "applied"
    again = taking.prior == "applied" and not taking.counts and not taking.parked
    if again:
        status = "already-received"
    confirmed = _confirm(unit, peer, taking)
    missing = taking.missing()
    if taking.past_gap and missing:
        taking.notes.append(
            _("Đã nhận vào sổ dù còn thiếu {count} trang trước đó; chỗ thiếu được ghi lại.").format(
                count=len(missing)
            )
        )
    elif not missing and _short(unit.session, taking):
        taking.notes.append(_("Bên gửi còn thay đổi nằm ở gói khác chưa tới."))
    if not again:
        _note(unit, taking, status, reading.sha256_of(source))
    _close_waiting(unit.session, peer)
    if any(one.kind == "rule_pack" for one in taking.shown) and any(
        held.waits for held in held_packs(unit.session, unit.organisation)
    ):
        taking.notes.append(
            _("Bộ quy định của cấp trên chưa dùng ngay: xem khác biệt rồi bật ở trang Quy định.")
        )
    if looking:
        unit.finish()  # the checks of the preview ask the derived tables
    held = streams.receipt_for(unit, peer)
    outcome = Outcome(
        status=status, package_id=said.id, number=said.number, sender=peer.name,
        day=taking.prior_day if again else unit.today.isoformat(), counts=dict(taking.counts),
        parked=[
            {"entry": one.entry, "kind": one.kind, "reason": one.reason, "sentence": sentence(one.reason)}
            for one in taking.parked
        ],
        receipt={
            "to": peer.name, "pages": sum(one.pages for one in held.held if one.author == peer.id),
            "counts": held.counts, "missing": missing, "parked": len(held.parked),
        },
        missing=missing, notes=list(dict.fromkeys(taking.notes)),
        preview=preview(taking, confirmed, checks) if looking else None,
    )  # fmt: skip
    if outcome.preview is not None:
        outcome.preview.parked = [f"{one['kind']}: {one['sentence']}" for one in outcome.parked]
    return outcome


def _confirm(unit: Unit, peer: Peer, taking: Taking) -> list[str]:
    """Packages the receipt shows as stored; a sentence for each that is so for the first time."""
    if not taking.receipts:
        return []
    said, held, sentences = taking.receipts[-1], set(), []
    for audience in streams.to_office(peer.relation, peer.id):
        found = streams.stream(unit.session, unit.organisation, audience)
        held |= receipt.held_pages(receipt.of_stream(said, unit.organisation, audience), found.pages)
    for row in unit.session.scalars(
        select(PackageRow).where(PackageRow.direction == "out", PackageRow.peer == peer.id)
    ):
        if row.result != "confirmed" and row.detail.get("pages") and set(row.detail["pages"]) <= held:
            row.result = "confirmed"
            row.detail = {**row.detail, "confirmed": unit.now()}
            sentences.append(
                _("Gói số {number}, đủ {count} thay đổi").format(
                    number=row.detail.get("number"), count=row.detail.get("entries")
                )
            )
    return sentences


def _short(session: Session, taking: Taking) -> bool:
    """The sender has more for this office than is here."""
    peer = taking.peer
    here = streams.totals(session, peer.id, streams.from_office(peer.relation, taking.unit.organisation))
    return any(here.get(kind, 0) < number for kind, number in taking.manifest_said.totals.items())


def _note(unit: Unit, taking: Taking, status: str, digest: str) -> None:
    said = taking.manifest_said
    unit.session.merge(
        PackageRow(
            id=said.id, direction="in", peer=taking.peer.id, at=unit.now(), result=status, sha256=digest,
            detail={"number": said.number, "day": unit.today.isoformat(), "made": said.day,
                    "entries": sum(taking.counts.values()), "counts": dict(taking.counts),
                    "parked": len(taking.parked), "waits": taking.waits},
        )
    )  # fmt: skip


def _close_waiting(session: Session, peer: Peer) -> None:
    """Packages whose waiting pages have all been let in are applied."""
    from app.models import PageRow

    session.flush()
    waiting = set(session.scalars(select(PageRow.hash).where(PageRow.author == peer.id, PageRow.waiting)))
    for row in session.scalars(
        select(PackageRow).where(
            PackageRow.direction == "in", PackageRow.peer == peer.id, PackageRow.result == "waiting"
        )
    ):
        if not waiting & set(row.detail.get("waits", ())):
            row.result = "applied"


def _note_refusal(workspace: Workspace, file: Path, refusal: Refused, clock: Clock | None) -> None:
    """A line in the ledger; the records stay as they are."""
    try:
        digest = reading.sha256_of(file)
    except OSError:
        return
    name = hashlib.sha256(f"{refusal.code} {digest}".encode()).hexdigest()[:32]
    with workspace.unit(clock) as unit:
        unit.session.merge(
            PackageRow(
                id=name, direction="in", peer="", at=unit.now(), result="refused", sha256=digest,
                detail={"code": refusal.code, "message": refusal.message, "day": unit.today.isoformat()},
            )
        )  # fmt: skip


def as_json(value: Outcome | Inspection | Preview) -> dict[str, Any]:
    """For the command line."""
    return dict(msgspec.to_builtins(asdict(value)))
