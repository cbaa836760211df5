"""The unit of work: one transaction over the records, with rulebook, user and clock.

Own changes go through `write`, what other offices wrote through `take_in`; both make journal rows,
and at the end the derived tables follow in the same transaction.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import (
    KINDS,
    Act,
    EntryRow,
    LogRow,
    Organisation,
    Record,
    RulePack,
    Setting,
    Vote,
    new_id,
    state_of,
)
from app.models import entry as entries
from app.models.base import put_state
from app.models.entry import Entry
from app.storage import journal
from app.storage.books import is_kept
from app.storage.clock import Clock
from app.storage.rights import Person
from app.storage.rulebooks import read_rulebook
from app.trouble import Refused
from app.words import _

if TYPE_CHECKING:
    from app.regulations.rulebook import Rulebook
    from app.storage.workspace import Workspace

R = TypeVar("R", bound=Record)
FINAL = ("case.condense",)
"""Deeds nobody can take back."""


class Unit:
    """One deed over the records of a workspace; made by `Workspace.unit`."""

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        user: Person,
        clock: Clock,
        clock_accepted: bool,
        book: str = "",
    ) -> None:
        self.workspace, self.session, self.user, self.clock = workspace, session, user, clock
        self.clock_accepted = clock_accepted or clock.accepted
        self.deed, self.what = new_id(), ""
        self.touched: list[Record] = []
        self._rows: list[EntryRow] = []
        self._rulebook: Rulebook | None = None
        self.memo: dict[Any, Any] = {}
        """Answers that hold until packs or settings change."""
        self.book = ""
        """Id of the cell whose book, kept by this office, is open; empty for the office's own."""
        if book:
            self.book = self._kept(book)

    @property
    def organisation(self) -> str:
        """Id of the office whose records are written: of the open book."""
        return self.book or self.author

    @property
    def author(self) -> str:
        """Id of the office this workspace belongs to: it writes and signs, its rules hold in every book."""
        return self.workspace.organisation_id

    def office(self) -> Organisation:
        """The office of the open book."""
        return self.get(Organisation, self.organisation)

    def holds(self, office: str) -> bool:
        """Whether the whole book of an office is here: the own one, or one kept for a cell."""
        return office == self.author or is_kept(self.session, office, self.author)

    @contextmanager
    def looking(self) -> Iterator[Unit]:
        """For questions only: this unit, or for who does not handle restricted records one without them.

        Deeds keep the whole records, because what follows from them is reckoned over all.
        """
        if self.user.may("handle"):
            yield self
            return
        self.session.flush()
        with self.workspace.reading() as session:
            yield Unit(self.workspace, session, self.user, self.clock, True, self.book)

    @contextmanager
    def opened(self, book: str) -> Iterator[None]:
        """With another book of this office open (its own by its id). Raises Refused("not_kept")."""
        before, self.book = self.book, self._kept(book)
        try:
            yield
        finally:
            self.book = before

    def _kept(self, book: str) -> str:
        if book in ("", self.author):
            return ""
        if not is_kept(self.session, book, self.author):
            raise Refused(
                "not_kept",
                _("Cấp ủy không giữ hộ sổ này, hoặc đã thôi giữ."),
                _("Xem các sổ giữ hộ trong Thiết lập."),
            )
        return book

    @property
    def today(self) -> datetime.date:
        return self.clock.today()

    def now(self) -> str:
        """UTC, ISO form."""
        return self.clock.now()

    @property
    def rulebook(self) -> Rulebook:
        """Central rules, packs of offices above, and the office's own settings, all by date."""
        if self._rulebook is None:
            self._rulebook = read_rulebook(self.session, self.author)
        return self._rulebook

    def forget_rules(self) -> None:
        """Read packs and settings again at the next question: they have changed."""
        self._rulebook = None
        self.memo.clear()

    def supposing(
        self, packs: Mapping[str, str], central: Rulebook | None = None, without: Container[str] = ()
    ) -> Unit:
        """A unit for looking only, over the same records, with these texts in place of packs by their id.

        "" leaves a pack out: to see what another rulebook would make of the cases. `central`: other central
        rules than those of the program; `without`: entries of settings that are left out.
        """
        made = Unit(self.workspace, self.session, self.user, self.clock, True, self.book)
        made._rulebook = read_rulebook(self.session, self.author, packs, central, without)
        return made

    def get(self, kind: type[R], record_id: str) -> R:
        """The record, raising Refused("not_found") when there is none that counts."""
        record = self.session.get(kind, record_id)
        hidden = getattr(record, "restricted", False) and not self.user.may("handle")
        if record is None or record.gone or hidden:
            raise Refused(
                "not_found", _("Không thấy mục cần tìm trong sổ."), _("Có thể mục này đã được hủy.")
            )
        return record

    def all(self, kind: type[R], **by: Any) -> list[R]:
        """The records that count and have these values."""
        return list(self.session.scalars(select(kind).filter_by(gone=False, **by)))

    def begin(self, what: str) -> None:
        """Name the deed the next changes belong to, and make it a new one."""
        self.deed, self.what = new_id(), what

    def write(self, record: R, *, audience: str | None = None, reason: str | None = None) -> R:
        """Journal the state of an own record, new or changed. An unchanged record makes no entry.

        `audience` overrides the kind's: "office:<id>" for an act in another office's case.
        Raises Refused("not_owner"), Refused("clock_behind").
        """
        record.owner = record.owner or self.organisation
        if record.owner != self.organisation:
            raise Refused(
                "not_owner",
                _("Mục này do tổ chức khác lập; chỉ tổ chức đó sửa được."),
                _("Mở sổ của tổ chức đó rồi sửa.") if self.holds(record.owner) else "",
            )
        if not record.id:
            record.id = new_id()
        new = not record.entry
        state = dict(state_of(record))
        state.pop("reason", None)
        if reason:
            state["reason"] = reason
        if not new and state == self._shown(record):
            return record
        put_state(record, state)
        record.revision, record.handover = (record.revision or 0) + 1, record.handover or 0
        made = entries.make(
            state,
            kind=record.kind,
            record=record.id,
            owner=record.owner,
            author=self.author,
            revision=record.revision,
            handover=record.handover,
            replaces=[] if new else [record.entry],
            deed=self.deed,
            what=self.what,
            by=self.user.name,
            at=self.now(),
            restricted=bool(getattr(record, "restricted", False)),
        )
        record.entry = made.hash
        if new:
            self.session.add(record)
        before = self._audience_of(record) if not new else None
        self._rows.append(
            journal.row_of(made, audience if audience is not None else before or self._spread(record))
        )
        self.touched.append(record)
        return record

    def _spread(self, record: Record) -> str:
        if record.audience != "both":
            return record.audience
        return "up" if self.book else "up below"  # what a kept cell says of itself is not for its neighbours

    def _shown(self, record: Record) -> dict[str, Any]:
        row = next((r for r in self._rows if r.hash == record.entry), None) or self.session.get(
            EntryRow, record.entry
        )
        state = entries.read(row.head, row.state).state() if row else {}
        state.pop("reason", None)
        return state

    def _audience_of(self, record: Record) -> str | None:
        pending = next((row.audience for row in self._rows if row.record == record.id), None)
        if pending is not None:
            return pending
        return self.session.scalar(
            select(EntryRow.audience)
            .where(EntryRow.record == record.id, EntryRow.author == self.author)
            .limit(1)
        )

    def annul(self, record: Record, reason: str) -> None:
        """Take a record back: it stays in the history and counts nowhere."""
        record.gone = True
        self.write(record, reason=reason)

    def take_in(self, entry: Entry) -> str | None:
        """Keep and apply an entry of another office; the reason when it has to be parked."""
        if self.session.get(EntryRow, entry.hash) is not None:
            return None
        record, parked = journal.apply(self.session, entry)
        row = journal.row_of(entry)
        row.parked = parked
        self.session.add(row)
        if record is not None:
            self.touched.append(record)
            if isinstance(record, (RulePack, Setting)):
                self.forget_rules()
        return parked

    def log(self, what: str, about: str | None = None) -> None:
        """Note who saw, printed or exported what; stays at home."""
        self.session.add(LogRow(at=self.now(), by=self.user.name, what=what, about=about))

    def finish(self) -> None:
        """Chain the entries and bring the derived tables along; called before the commit."""
        if self._rows:
            self._check_clock()
            journal.chain(self.session, self._rows)
            self._rows = []
        self.session.flush()
        if self.touched and self.workspace.derive is not None:
            self.workspace.derive(self)
            self.session.flush()

    def _check_clock(self) -> None:
        last = journal.newest(self.session)[2]
        if last and self._rows[0].at < last[:16] and not self.clock_accepted:
            raise Refused(
                "clock_behind",
                _("Đồng hồ máy đang chỉ ngày {today}, trước lần ghi cuối {last}.").format(
                    today=f"{self.today:%d/%m/%Y}", last=f"{last[8:10]}/{last[5:7]}/{last[:4]}"
                ),
                _("Chỉnh lại ngày giờ của máy; nếu ngày của máy đúng thì xác nhận để ghi tiếp."),
            )


def undo(unit: Unit, deed: str) -> list[Record]:
    """Take back a deed as new revisions, newest entry first. Raises Refused.

    Codes: `final` (it erased for good), `already_sent` (an entry of it stands on a page),
    `changed_since` (a record of it has a newer entry, or a later record that counts rests on one of it),
    `nothing_to_undo`.
    """
    from app.models.local import PageEntry

    session = unit.session
    rows = list(
        session.scalars(
            select(EntryRow)
            .where(EntryRow.deed == deed, EntryRow.number.is_not(None))
            .order_by(EntryRow.number.desc())
        )
    )
    if not rows:
        raise Refused("nothing_to_undo", _("Không có gì để hoàn tác."))
    if rows[0].what in FINAL:
        raise Refused("final", _("Việc này đã xóa hẳn nội dung, không hoàn tác được."))
    sent = session.scalar(select(PageEntry.entry).where(PageEntry.entry.in_([r.hash for r in rows])).limit(1))
    if sent:
        raise Refused(
            "already_sent",
            _("Việc này đã gửi đi nên không hoàn tác được."),
            _("Sửa lại và ghi lý do; cấp trên sẽ thấy cả hai."),
        )
    first: dict[str, EntryRow] = {}
    last: dict[str, str] = {}
    for row in rows:
        last.setdefault(row.record, row.hash)
        first[row.record] = row
    undone: list[Record] = []
    heads = {record_id: entries.read(row.head, None).head for record_id, row in first.items()}
    _refuse_used(session, rows[0].number or 0, {one for one, head in heads.items() if not head.replaces})
    for record_id, row in first.items():
        record = session.get(KINDS[row.kind], record_id)
        if record is None or not _stands(session, record, last[record_id]):
            raise _changed_since()
        if replaced := heads[record_id].replaces:
            before = session.get(EntryRow, replaced[0])
            assert before is not None
            put_state(record, entries.read(before.head, before.state).state())
            if isinstance(record, (Act, Vote)) and not record.gone and _stood_in_for(session, record):
                raise _changed_since()
        else:
            record.gone = True
        with unit.opened(record.owner):
            unit.write(record, reason=_("hoàn tác"))
        undone.append(record)
    return undone


def _stands(session: Session, record: Record, entry: str) -> bool:
    """Whether the record is as this entry left it: nothing came after, or what came was taken back."""
    if record.entry == entry:
        return True
    newest, then = session.get(EntryRow, record.entry), session.get(EntryRow, entry)
    if newest is None or then is None or newest.what != "undo":
        return False
    shown = [type(record)(), type(record)()]  # with what a state leaves to the defaults
    for one, row in zip(shown, (newest, then), strict=True):
        put_state(one, entries.read(row.head, row.state).state())
        one.reason = None  # of the revision, not of the record
    return state_of(shown[0]) == state_of(shown[1])


def _stood_in_for(session: Session, record: Act | Vote) -> bool:
    """Whether another record has taken the place of one that was annulled and is to stand again."""
    kind = type(record)
    same = select(kind.id).filter_by(
        case=record.case, step=record.step, attempt=record.attempt, owner=record.owner, gone=False
    )
    if isinstance(record, Vote):
        same = same.where(Vote.motion == record.motion)
    with session.no_autoflush:
        return session.scalar(same.where(kind.id != record.id).limit(1)) is not None


def _changed_since() -> Refused:
    return Refused(
        "changed_since",
        _("Sau việc này đã có thay đổi khác, nên không hoàn tác được."),
        _("Hoàn tác việc làm sau trước, hoặc sửa lại và ghi lý do."),
    )


def _refuse_used(session: Session, after: int, records: set[str]) -> None:
    """Raise Refused("changed_since") when a record written later, that still counts, names one of these."""
    later = select(EntryRow).where(EntryRow.number > after)
    for row in session.scalars(later.execution_options(yield_per=1000)):
        if row.record in records or not (_names(row.state) | _names(row.head)) & records:
            continue
        record = session.get(KINDS[row.kind], row.record)
        if record is None or record.gone:
            continue
        if ({record.owner} | _names(entries.canonical(state_of(record)))) & records:
            raise _changed_since()


def _names(state: bytes | None) -> set[str]:
    """Every id a state names."""
    return {found.decode() for found in re.findall(rb'"([0-9a-f]{32})"', state or b"")}
