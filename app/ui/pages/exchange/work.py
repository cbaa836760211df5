"""What Gửi – nhận asks of the records: what goes to whom, what a file holds, sending and taking in."""

from __future__ import annotations

import contextlib
import datetime
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from app.models import EntryRow, Invitation, PackageRow, PageRow, Peer
from app.models.local import PageEntry
from app.storage.files import write_atomically
from app.sync import identity, inbox, ledger, outbox, reading, streams
from app.sync.preview import Preview, preview
from app.sync.taking import Shown
from app.ui.sticks import SUFFIX
from app.words import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.storage.unit import Unit
    from app.storage.workspace import Workspace
    from app.ui.jobs import Task
    from app.ui.session import Sitting

_BLOCK = 1 << 20
_KEEP_REFUSED = 64 << 20
"""Bytes up to which a file that is no package at all is copied, so that its refusal can be noted."""
NOT_THE_FILE = ("clock_behind", "no_right", "no_office_keys")
"""Refusals that say nothing of the package."""


@dataclass(frozen=True)
class Line:
    """An office exchanged with, and how far it is."""

    id: str
    code: str
    name: str
    relation: str
    state: str
    entries: int
    persons: int
    sent: str
    """Day of the newest package to it, "" for none."""
    unconfirmed: list[int]
    """Numbers of packages whose receipt has not come."""
    received: str
    """Day of the newest package from it."""
    fingerprint: str


@dataclass(frozen=True)
class Overview:
    """The office's exchange as the page shows it."""

    own: str
    type: str
    may_send: bool
    own_key: str
    """Short name of the own opening key, as packages for this office carry it."""
    peers: list[Line] = field(default_factory=list)
    invited: list[tuple[str, str, str]] = field(default_factory=list)
    """(code, name, last day) of invitations nobody has used yet."""
    known: frozenset[str] = frozenset()
    """Packages of the ledger, in and out, that ended well: not new when seen on a stick."""

    @property
    def above(self) -> Line | None:
        return next((peer for peer in self.peers if peer.relation == "above"), None)

    @property
    def alone(self) -> bool:
        """Connected with nobody, and nobody invited."""
        return not self.peers and not self.invited

    @property
    def below(self) -> list[Line]:
        return [peer for peer in self.peers if peer.relation == "below"]


def overview(sitting: Sitting) -> Overview:
    """How far the exchange is with each office."""
    workspace = sitting.workspace
    keys = workspace.office_keys
    with sitting.reading() as session:
        own = workspace.own_organisation(session)
        rows = _packages(session)
        found = list(session.scalars(select(Peer).order_by(Peer.relation, Peer.code)))
        waits = waiting(session, own.id, found, rows)
        by_peer: dict[str, list[_Package]] = {}
        for row in rows:
            by_peer.setdefault(row.peer, []).append(row)
        peers = [_line(peer, waits[peer.id], by_peer.get(peer.id, [])) for peer in found]
        taken = {peer.code for peer in peers} | {own.code}
        open_ones = session.scalars(
            select(Invitation).where(Invitation.used_by.is_(None)).order_by(Invitation.made)
        )
        invited = {row.code: (row.code, row.name, row.last_day) for row in open_ones if row.code not in taken}
        return Overview(
            own.name,
            own.type,
            keys is not None,
            identity.key_id(keys.age_recipient) if keys else "",
            peers,
            list(invited.values()),
            frozenset(row.id for row in rows if row.result != "refused"),
        )


@dataclass(frozen=True)
class _Package:
    """A line of the ledger, as far as it is needed here."""

    id: str
    direction: str
    peer: str
    result: str
    detail: dict[str, Any]


def _packages(session: Session) -> list[_Package]:
    columns = (PackageRow.id, PackageRow.direction, PackageRow.peer, PackageRow.result, PackageRow.detail)
    return [_Package(*row) for row in session.execute(select(*columns).order_by(PackageRow.at))]


def _line(peer: Peer, waits: Waiting, rows: list[_Package]) -> Line:
    out = [row for row in rows if row.direction == "out"]
    came = [row for row in rows if row.direction == "in" and row.result in ("applied", "waiting")]
    return Line(
        peer.id,
        peer.code,
        peer.name,
        peer.relation,
        peer.state,
        len(waits.entries),
        len(waits.persons),
        out[-1].detail.get("day", "") if out else "",
        [row.detail.get("number", 0) for row in out if row.result != "confirmed"],
        came[-1].detail.get("day", "") if came else "",
        identity.fingerprint(peer.sign_key, peer.open_key),
    )


@dataclass
class Waiting:
    """Own entries for an office that no written package carries: new ones, and those of a failed writing."""

    entries: dict[str, None] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)

    def add(self, entry: str, kind: str, record: str) -> None:
        """One more."""
        self.entries[entry] = None
        if kind == "person":
            self.persons.add(record)


def waiting(
    session: Session, own: str, peers: Sequence[Peer], rows: Sequence[_Package] | None = None
) -> dict[str, Waiting]:
    """What waits for each office, for all of them in one pass: a committee may have hundreds."""
    found = {peer.id: Waiting() for peer in peers}
    _fresh(session, peers, found)
    _unwritten(session, own, peers, _packages(session) if rows is None else rows, found)
    return found


def _fresh(session: Session, peers: Sequence[Peer], found: dict[str, Waiting]) -> None:
    """Entries on no page yet; those for several audiences may stand on a page for one of them."""
    several = EntryRow.audience.contains(" ")
    paged = exists().where(PageEntry.entry == EntryRow.hash)
    wanted = (
        select(EntryRow.hash, EntryRow.kind, EntryRow.record, EntryRow.audience, EntryRow.head)
        .where(EntryRow.number.is_not(None), EntryRow.audience != "", ~paged | several)
        .order_by(EntryRow.number)
    )
    stands: dict[str, set[str]] = {}
    for entry, audience in session.execute(
        select(PageEntry.entry, PageRow.audience)
        .join(PageRow, PageRow.hash == PageEntry.page)
        .join(EntryRow, EntryRow.hash == PageEntry.entry)
        .where(EntryRow.number.is_not(None), several)
    ):
        stands.setdefault(entry, set()).add(audience)
    places: dict[str, list[str]] = {"up": [], "below": []}
    for peer in peers:
        places["up" if peer.relation == "above" else "below"].append(peer.id)
        places[f"office:{peer.id}"] = [peer.id]
    for entry, kind, record, audience, head in session.execute(wanted):
        restricted = b'"restricted":true' in head
        for token in audience.split():
            if token in stands.get(entry, ()) or (restricted and token == "below"):
                continue
            for office in places.get(token, ()):
                if f"office:{office}" not in stands.get(entry, ()):
                    found[office].add(entry, kind, record)


def _unwritten(
    session: Session, own: str, peers: Sequence[Peer], rows: Sequence[_Package], found: dict[str, Waiting]
) -> None:
    """Entries on pages that were made, but on no package written to this office."""
    written: dict[str, set[str]] = {}
    for row in rows:
        if row.direction == "out":
            written.setdefault(row.peer, set()).update(row.detail.get("pages", ()))
    made: dict[str, list[str]] = {}
    for name, audience in session.execute(
        select(PageRow.hash, PageRow.audience).where(PageRow.author == own)
    ):
        made.setdefault(audience, []).append(name)
    for peer in peers:
        pages = [
            name
            for audience in streams.to_office(peer.relation, peer.id)
            for name in made.get(audience, ())
            if name not in written.get(peer.id, ())
        ]
        for part in streams.chunks(pages):
            for entry, kind, record in session.execute(
                select(EntryRow.hash, EntryRow.kind, EntryRow.record)
                .join(PageEntry, PageEntry.entry == EntryRow.hash)
                .where(PageEntry.page.in_(part))
            ):
                found[peer.id].add(entry, kind, record)


# Sending


class Dossiers:
    """Asked for each dossier of a preview: what it fails; remembers what it is called."""

    def __init__(self) -> None:
        self.titles: dict[str, tuple[str, str]] = {}
        """Case -> (procedure in words, name of the person)."""

    def __call__(self, unit: Unit, case: str) -> list[dict[str, Any]]:
        from app.models import Person
        from app.procedures import engine
        from app.procedures.checks import problems
        from app.trouble import Refused

        try:
            dossier = engine.load_case(unit, case)
        except Refused:
            return []  # a procedure this program does not know
        person = unit.session.get(Person, dossier.case.person)
        self.titles[case] = (_(dossier.procedure.title), person.name if person is not None else "")
        found = problems(dossier, engine.stand(dossier))
        return [one.answer() for one in found if one.severity in ("block", "warn")]


def going(unit: Unit, peer_id: str, dossiers: Dossiers) -> Preview:
    """What the next package carries for the first time, as the receiver will see it, with its checks."""
    peer = unit.session.get(Peer, peer_id)
    assert peer is not None
    shown = []
    for part in streams.chunks(waiting(unit.session, unit.organisation, [peer])[peer.id].entries):
        for kind, record, revision in unit.session.execute(
            select(EntryRow.kind, EntryRow.record, EntryRow.revision)
            .where(EntryRow.hash.in_(part))
            .order_by(EntryRow.number)
        ):
            shown.append(Shown(kind, record, revision <= 1))
    relation = "above" if peer.relation == "below" else "below"  # as it looks from the other side
    seen: Any = SimpleNamespace(unit=unit, shown=shown, peer=SimpleNamespace(relation=relation))
    return preview(seen, [], dossiers)


def send(sitting: Sitting, task: Task, peer: str, folder: Path) -> outbox.Packed:
    """Write a package for an office, copy it to the folder and read it back. Raises Refused, Trouble."""
    task.step(0, 0, _("Đang lập gói, ghi ra USB rồi đọc lại"))
    return outbox.pack(sitting.workspace, folder, to=peer, clock=sitting.clock)


# Receiving


@dataclass(frozen=True)
class Looked:
    """A file copied into the inbox and looked at; what was seen is what will be taken in."""

    source: Path
    copy: Path
    inspection: inbox.Inspection
    titles: dict[str, tuple[str, str]]
    """Case -> (procedure in words, name)."""
    before: dict[str, Any] | None = None
    """Number and day of the package received before it from the same office."""


@contextmanager
def _copied(workspace: Workspace, file: Path, task: Task) -> Iterator[Path]:
    """The file in the inbox, gone again when the block fails."""
    name = f"{secrets.token_hex(8)}{SUFFIX}"
    copy = workspace.inbox / name
    try:
        try:
            size = file.stat().st_size
            with file.open("rb") as source, write_atomically(copy) as target:
                done = 0
                while block := source.read(_BLOCK):
                    target.write(block)
                    done += len(block)
                    task.step(min(done, size), size, _("Đang chép gói vào máy"))
        except OSError as error:
            raise reading.cannot_read(error) from error
        yield copy
    except BaseException:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)
        raise


def look(sitting: Sitting, task: Task, file: Path) -> Looked:
    """Copy a file to the inbox and look into it. A refusal is noted in the ledger and raised."""
    from app.trouble import Refused

    workspace, dossiers = sitting.workspace, Dossiers()
    try:
        reading.read_header(file)
    except Refused:
        if file.is_file() and file.stat().st_size > _KEEP_REFUSED:
            raise
    with _copied(workspace, file, task) as copy:
        task.step(0, 0, _("Đang kiểm tra gói"))
        try:
            found = inbox.inspect(
                copy,
                workspace,
                checks=dossiers,
                clock=sitting.clock,
                progress=lambda done, total: task.step(done, total, _("Đang đọc gói")),
            )
            refusal = None if found.outcome is not None else found.verdict["code"]
        except Refused as wrong:
            found, refusal = None, wrong.code
        if refusal in NOT_THE_FILE:
            assert found is not None
            raise Refused(refusal, found.verdict["message"], found.verdict["hint"])
        if found is None or found.outcome is None:
            inbox.unpack(workspace, copy, clock=sitting.clock)  # the same bytes: refused again, and noted
            raise AssertionError(refusal)
        before = None
        with sitting.reading() as session:
            peer = session.scalar(select(Peer).where(Peer.name == found.outcome.sender))
            if peer is not None:
                unit: Any = SimpleNamespace(session=session)
                before = ledger.last_received(unit, peer)
        return Looked(file, copy, found, dossiers.titles, before)


@dataclass(frozen=True)
class Took:
    """A package taken in, and the backup made before."""

    outcome: inbox.Outcome
    backup: Path


def take(sitting: Sitting, task: Task, looked: Looked, past_gap: bool = False) -> Took:
    """Back the workspace up, then take the package in. Raises Refused, Trouble: then nothing changed."""
    from app.storage.backup import backup

    task.step(0, 0, _("Đang sao lưu sổ"))
    kept = backup(sitting.workspace, clock=sitting.clock)
    outcome = inbox.unpack(
        sitting.workspace,
        looked.copy,
        past_gap=past_gap,
        clock=sitting.clock,
        progress=lambda done, total: task.step(done, total, _("Đang nhận vào sổ")),
    )
    drop(looked)
    return Took(outcome, kept.file)


def drop(looked: Looked) -> None:
    """Take the copy out of the inbox again."""
    with contextlib.suppress(OSError):
        looked.copy.unlink(missing_ok=True)


def clear_inbox(workspace: Workspace) -> None:
    """Copies a sitting that ended early has left behind."""
    for copy in workspace.inbox.glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError):
            copy.unlink()


def words_of_day(iso: str) -> str:
    """A whole day as screens show it, "" for none."""
    try:
        return f"{datetime.date.fromisoformat(iso[:10]):%d/%m/%Y}" if iso else ""
    except ValueError:
        return iso
