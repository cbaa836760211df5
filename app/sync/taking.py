"""Taking a package in: each check in its place, then its pages and entries inside one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import select

from app.models import KINDS, EntryRow, Invitation, PackageRow, PageRow, Peer, Record, RulePack, Setting
from app.models import entry as entries
from app.models.base import put_state
from app.models.entry import Entry
from app.models.local import PageEntry
from app.storage import journal
from app.storage.books import is_claimed
from app.storage.unit import Unit
from app.sync import history, identity, joining, judging, page, receipt, streams
from app.sync.keeping import keep_page, note_page
from app.sync.package import Header, Manifest
from app.sync.page import SignedPage
from app.sync.refusals import refused
from app.sync.streams import WAITING, Stream
from app.words import _

_BATCH = 500
Progress = Callable[[int, int], None]
"""Told how many entries of how many are done; what it raises ends the work, and nothing has changed."""


@dataclass(frozen=True)
class Shown:
    """A record that an entry of the package changed."""

    kind: str
    record: str
    new: bool


@dataclass
class Taking:
    """Told what stands in a package (`reading.Taker`); `finish` ends the taking in."""

    unit: Unit
    header: Header
    past_gap: bool = False
    progress: Progress | None = None
    sender: Peer | None = None
    said: Manifest | None = None
    prior: str | None = None
    """How this package ended when it was here before, and its day."""
    prior_day: str = ""
    shown: list[Shown] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """Entries applied now, per kind."""
    parked: list[receipt.Parked] = field(default_factory=list)
    receipts: list[receipt.Receipt] = field(default_factory=list)
    """The sender's, for this office."""
    notes: list[str] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)
    """Pages of this package that wait."""

    def __post_init__(self) -> None:
        self._pages: list[SignedPage] = []
        self._known: set[str] = set()
        self._claimed: set[str] = set()
        self._streams: dict[str, Stream] = {}
        self._place, self._done = (0, 0), 0
        self._batch: list[tuple[Entry, EntryRow | None]] = []
        self._join: Invitation | None = None
        self._at = self.unit.now()
        keys = self.unit.workspace.office_keys
        if keys is None:
            raise refused("no_office_keys")
        self._age, self.own_key = keys.age_identity, identity.key_id(keys.age_recipient)

    # --- who says so -------------------------------------------------------------------------------------

    def manifest(self, manifest: Manifest, body: bytes, signature: bytes) -> None:
        """Signature, certificate or join code, addressed to me, header: in this order."""
        unit, session = self.unit, self.unit.session
        if manifest.from_ == unit.organisation:
            raise refused("not_for_this_office", _("Đây là gói do chính sổ này gửi đi."))
        self.sender = peer = session.get(Peer, manifest.from_)
        other_keys = peer is not None and manifest.keys.sign != peer.sign_key
        joins = manifest.invitation is not None and (peer is None or other_keys)
        if peer is None and not joins:
            raise refused("unknown_sender")
        key = manifest.keys.sign if joins or peer is None else peer.sign_key
        if not identity.verify(key, body, signature):
            raise refused("signature_wrong")
        if joins:
            self._join = joining.proven(unit, manifest)
        if peer is not None:
            if other_keys:
                raise refused("signature_wrong")
            if peer.state == "revoked":
                raise refused("certificate_revoked")
            if peer.last_day and peer.last_day < unit.today.isoformat():
                raise refused("certificate_expired")
        if manifest.to != unit.organisation:
            raise refused("not_for_this_office")
        if (manifest.format, manifest.id, manifest.key) != (
            self.header.format,
            self.header.id,
            self.header.key,
        ) or manifest.key != self.own_key:
            raise refused("header_altered")
        self.said = manifest
        before = session.get(PackageRow, (manifest.id, "in"))
        if before is not None:
            self.prior, self.prior_day = before.result, before.detail.get("day", before.at[:10])
        if peer is None and self._join is not None:
            self.sender = joining.welcome(unit, manifest, self._join)
        if self.prior != "applied":  # an old receipt that comes again says nothing new
            self._take_receipts()

    @property
    def peer(self) -> Peer:
        assert self.sender is not None
        return self.sender

    @property
    def manifest_said(self) -> Manifest:
        assert self.said is not None
        return self.said

    def _take_receipts(self) -> None:
        for note in self.manifest_said.receipts:
            try:
                said = receipt.read(note)
            except ValueError:
                raise refused("damaged") from None
            if (said.author, said.to) != (self.peer.id, self.unit.organisation):
                self.notes.append(_("Gói có biên nhận của tổ chức khác; bản này chưa chuyển tiếp biên nhận."))
                continue
            if not note.holds(self.peer.sign_key):
                raise refused("signature_wrong")
            self.receipts.append(said)

    # --- pages -------------------------------------------------------------------------------------------

    def page(self, line: bytes) -> None:
        """Author and scope of one page."""
        try:
            signed = page.read_line(line)
        except ValueError:
            raise refused("damaged") from None
        said, own, peer = signed.page, self.unit.organisation, self.peer
        if said.format > page.FORMAT:
            raise refused("newer_version")
        if said.author == own:
            raise refused("came_home_not_supported")
        if said.author != peer.id:
            raise refused("relay_not_supported")
        if not signed.holds(peer.sign_key):
            raise refused("signature_wrong")
        if said.audience not in streams.from_office(peer.relation, own):
            raise refused("scope_exceeded")
        self._pages.append(signed)

    def pages_end(self) -> None:
        """Order: what each page follows is here, comes with it, or is waited for."""
        session = self.unit.session
        for audience in {signed.page.audience for signed in self._pages}:
            held = streams.stream(session, self.peer.id, audience)
            self._streams[audience] = held
            self._known |= set(held.pages)
            for signed in self._pages:
                if signed.page.audience == audience and signed.hash not in held.pages:
                    held.pages[signed.hash] = page.place(signed.body)
            history.check(held)
            if not self.past_gap:  # a person may let them in
                history.hold_back(held, self._known)
        expected = {name for signed in self._pages for name in signed.page.entries}
        self._here: dict[str, str | None] = {}
        for part in streams.chunks(expected):
            rows = session.execute(select(EntryRow.hash, EntryRow.parked).where(EntryRow.hash.in_(part)))
            self._here.update(rows.tuples().all())
        for signed in self._pages:
            if signed.hash not in self._known:
                waits = signed.hash in self._streams[signed.page.audience].waiting
                keep_page(session, signed, self.unit.now(), waiting=waits)
        session.flush()

    # --- entries -----------------------------------------------------------------------------------------

    def entry(self, line: bytes) -> None:
        """The next entry in the order of the pages."""
        self._done += 1
        if self.progress is not None and self._done % 100 == 0:
            self.progress(self._done, sum(part.lines for part in self.manifest_said.parts))
        at, place = self._place
        if at >= len(self._pages):
            raise refused("damaged")
        signed = self._pages[at]
        name = signed.page.entries[place]
        self._place = (at, place + 1) if place + 1 < len(signed.page.entries) else (at + 1, 0)
        try:
            read = entries.read_line(page.unseal_line(line, self._age) if signed.page.sealed else line)
        except ValueError:
            raise refused("damaged") from None
        if read.hash != name:
            raise refused("damaged")
        if read.head.author != signed.page.author:
            raise refused("scope_exceeded")
        if read.head.restricted and not signed.page.sealed:
            raise refused("scope_exceeded")
        if signed.hash in self._known and name in self._here:
            return
        waits = signed.hash in self._streams[signed.page.audience].waiting
        if not (waits or self.past_gap or self._is_theirs(read)):
            raise refused("scope_exceeded")
        if waits:
            if name not in self._here:
                self._here[name] = WAITING
                self._keep(read, WAITING)
        elif self._here.get(name, "") in ("", WAITING):
            if name in self._here:
                self._release([name])
                return
            self._here[name] = None
            self._queue(read, None)

    def _is_theirs(self, read: Entry) -> bool:
        """Whether the author may own it: its own, or of a cell that it put on file to keep its book."""
        head = read.head
        if head.owner != head.author and head.owner not in self._claimed:
            self._apply_batch()
            if not is_claimed(self.unit.session, head.owner, head.author):
                return False
            self._claimed.add(head.owner)
        return True

    def _keep(self, read: Entry, parked: str | None) -> None:
        row = journal.row_of(read)
        row.parked = parked
        self.unit.session.add(row)

    def _queue(self, read: Entry, row: EntryRow | None) -> None:
        """Apply it with the next batch; `row`: where it is kept already."""
        self._batch.append((read, row))
        if len(self._batch) >= _BATCH:
            self._apply_batch()

    def _apply_batch(self) -> None:
        """Apply in order; records already here are fetched together, and flushed when one comes twice."""
        session, batch = self.unit.session, self._batch
        self._batch = []
        wanted: dict[str, set[str]] = {}
        for read, _row in batch:
            wanted.setdefault(read.head.kind, set()).add(read.head.record)
        there = [
            record
            for kind, ids in wanted.items()
            if kind in KINDS
            for record in session.scalars(select(KINDS[kind]).where(KINDS[kind].id.in_(ids)))
        ]
        new = {(kind, one) for kind, ids in wanted.items() for one in ids} - {(r.kind, r.id) for r in there}
        pending: set[str] = set()
        made: set[tuple[str, str]] = set()
        with session.no_autoflush:
            for read, row in batch:
                key = (read.head.kind, read.head.record)
                asked = {read.head.record, read.head.owner} & pending
                if asked or read.head.kind == "rule_pack":  # packs are compared
                    session.flush()
                    pending.clear()
                pending.add(read.head.record)
                parked = self._apply(read, new=key in new, sure=key in new and key not in made)
                made.add(key)
                if row is None:
                    self._keep(read, parked)
                else:
                    row.parked = parked
        session.flush()

    def _apply(self, read: Entry, *, new: bool, sure: bool = False) -> str | None:
        """Show one entry in its record; the reason when it has to be parked.

        `sure`: the record is known not to be here, so that it need not be looked for.
        """
        unit, head = self.unit, read.head
        reason = judging.why_not(unit, read)
        if reason is None:
            record, reason = _shown_new(unit, read) if sure else journal.apply(unit.session, read)
            if record is not None:
                unit.touched.append(record)
                self.shown.append(Shown(head.kind, head.record, new))
                if isinstance(record, (RulePack, Setting)):
                    unit.forget_rules()
        if reason is None:
            self.counts[head.kind] += 1
        else:
            self.parked.append(receipt.Parked(entry=read.hash, kind=head.kind, reason=reason))
        return reason

    def _release(self, names: list[str]) -> None:
        """Apply entries that were held back or parked, in this order."""
        self._apply_batch()
        session = self.unit.session
        for part in streams.chunks(names):
            rows = {row.hash: row for row in session.scalars(select(EntryRow).where(EntryRow.hash.in_(part)))}
            for row in (rows[name] for name in part if name in rows):
                self._queue(entries.read(row.head, row.state), row)
        self._apply_batch()

    # --- the end -----------------------------------------------------------------------------------------

    def finish(self) -> None:
        """All entries came; let in what has waited for them, count, and note what was taken in."""
        if self._place != (len(self._pages), 0):
            raise refused("damaged")
        self._apply_batch()
        unit, session, peer = self.unit, self.unit.session, self.peer
        fresh = [
            signed for signed in self._pages
            if signed.hash not in self._known
            and signed.hash not in self._streams[signed.page.audience].waiting
        ]  # fmt: skip
        for signed in fresh:
            note_page(unit, signed, self._at)
        self._let_in()
        self._retry()
        self.waits = list(
            session.scalars(
                select(PageRow.hash).where(
                    PageRow.hash.in_([signed.hash for signed in self._pages]), PageRow.waiting
                )
            )
        )
        if self.receipts:
            peer.receipt = msgspec.to_builtins(self.receipts[-1])
        peer.newest = self.manifest_said.reads
        if peer.relation == "above" and peer.state == "joining" and joining.certificate_back(unit, peer):
            self.notes.append(_("Đã nhận chứng nhận của cấp trên: kết nối đã hoàn tất."))
        session.flush()

    def _let_in(self) -> None:
        """Release waiting pages of the sender whose turn has come, or all of them over a noted gap."""
        session = self.unit.session
        for audience in streams.from_office(self.peer.relation, self.unit.organisation):
            held = streams.stream(session, self.peer.id, audience)
            for name, found in sorted(held.pages.items(), key=lambda one: one[1].number):
                if name not in held.waiting:
                    continue
                late = [one for one in found.follows if one not in held.pages or one in held.waiting]
                if late and not self.past_gap:
                    continue
                held.waiting.discard(name)
                row = session.get(PageRow, name)
                assert row is not None
                row.waiting = False
                names = session.scalars(
                    select(PageEntry.entry)
                    .join(EntryRow, EntryRow.hash == PageEntry.entry)
                    .where(PageEntry.page == name, EntryRow.parked == WAITING)
                    .order_by(PageEntry.place)
                )
                self._release(list(names))
                note_page(self.unit, page.read(row.body, row.signature), self._at)

    def _retry(self) -> None:
        """Entries parked before may fit now: the program or what is here has changed."""
        before = {one.entry for one in self.parked}
        names = [one.entry for one in streams.parked(self.unit.session, self.peer.id)]
        kept = self.parked
        self.parked = []
        self._release([name for name in names if name not in before])
        self.parked = kept

    def missing(self) -> list[str]:
        """Pages of the sender that others follow and that are not here."""
        return sorted(
            name
            for audience in streams.from_office(self.peer.relation, self.unit.organisation)
            for name in streams.stream(self.unit.session, self.peer.id, audience).missing()
        )


def _shown_new(unit: Unit, read: Entry) -> tuple[Record | None, str | None]:
    """A record for the first entry of one that is not here; judged before."""
    head = read.head
    record = KINDS[head.kind](id=head.record)
    put_state(record, read.state())
    record.owner, record.revision, record.handover = head.owner, head.revision, head.handover
    record.entry = read.hash
    unit.session.add(record)
    return record, None
