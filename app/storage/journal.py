"""The journal: appends entries to the chain, applies states to rows, verifies all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import KINDS, EntryRow, Record
from app.models import entry as entries
from app.models.base import put_state, state_of
from app.models.entry import SCHEMA, Entry
from app.storage.books import is_kept


def newest(session: Session) -> tuple[int, str, str]:
    """Number, link and time of the newest own entry; (0, "", "") for an empty journal."""
    row = session.execute(
        select(EntryRow.number, EntryRow.link, EntryRow.at)
        .where(EntryRow.number.is_not(None))
        .order_by(EntryRow.number.desc())
        .limit(1)
    ).first()
    return (row[0] or 0, row[1] or "", row[2]) if row else (0, "", "")


def row_of(entry: Entry, audience: str = "") -> EntryRow:
    """The row that keeps `entry`; not yet chained."""
    head = entry.head
    return EntryRow(
        hash=entry.hash,
        kind=head.kind,
        record=head.record,
        author=head.author,
        revision=head.revision,
        handover=head.handover,
        deed=head.deed,
        what=head.what,
        by=head.by,
        at=head.at,
        audience=audience,
        head=entry.head_bytes,
        state=entry.state_bytes,
    )


def chain(session: Session, rows: Iterable[EntryRow]) -> None:
    """Give own entries their numbers and links, in order."""
    number, before, _ = newest(session)
    for row in rows:
        number += 1
        before = entries.link(before, row.hash)
        row.number, row.link = number, before
        session.add(row)


def order(record: Record) -> tuple[int, int, str]:
    """Which of two newest entries of a record stands: more handovers, higher revision, higher hash."""
    return (record.handover or 0, record.revision or 0, record.entry or "")


def apply(session: Session, entry: Entry) -> tuple[Record | None, str | None]:
    """Show a received entry in its record's row, unless a newer one stands there.

    Returns the row it changed (None when an entry already standing is newer) and the reason why it
    could not be applied (None when it could).
    """
    head = entry.head
    kind = KINDS.get(head.kind)
    if kind is None:
        return None, "unknown_kind"
    if head.schema > SCHEMA and entry.state_bytes is None:
        return None, "newer_schema"
    if head.owner != head.author and not is_kept(session, head.owner, head.author):
        return None, "not_owner"
    record = session.get(kind, head.record)
    if record is not None:
        if record.owner != head.owner and head.handover <= (record.handover or 0):
            return None, "not_owner"
        if (head.handover, head.revision, entry.hash) <= order(record):
            return None, None
    else:
        record = kind(id=head.record)
        session.add(record)
    try:
        put_state(record, entry.state())
    except (TypeError, ValueError):
        session.expunge(record)
        return None, "bad_state"
    record.owner, record.revision, record.handover, record.entry = (
        head.owner,
        head.revision,
        head.handover,
        entry.hash,
    )
    return record, None


def history(session: Session, record_id: str) -> list[Entry]:
    """All entries of one record, oldest first."""
    rows = session.scalars(
        select(EntryRow).where(EntryRow.record == record_id).order_by(EntryRow.handover, EntryRow.revision)
    )
    return [entries.read(row.head, row.state) for row in rows]


def _all(session: Session) -> Iterator[EntryRow]:
    yield from session.scalars(select(EntryRow).order_by(EntryRow.number).execution_options(yield_per=1000))


def verify(session: Session) -> list[str]:
    """Check every hash, digest and link, and that each row shows its newest entry; problems in words."""
    problems: list[str] = []
    before, expected = "", 1
    newest_of: dict[tuple[str, str], tuple[tuple[int, int, str], Entry]] = {}
    for row in _all(session):
        try:
            entry = entries.read(row.head, row.state)
        except ValueError as error:
            problems.append(f"entry {row.hash[:12]}: {error}")
            continue
        if entry.hash != row.hash:
            problems.append(f"entry {row.hash[:12]}: hash differs")
        if row.number is not None:
            before = entries.link(before, row.hash)
            if row.number != expected or row.link != before:
                problems.append(f"entry {row.hash[:12]}: chain broken at number {row.number}")
                before = row.link or ""
            expected = row.number + 1
        if row.parked is None and row.kind in KINDS:
            key = (row.kind, row.record)
            place = (row.handover, row.revision, row.hash)
            if key not in newest_of or place > newest_of[key][0]:
                newest_of[key] = (place, entry)
    for name, kind in KINDS.items():
        for record in session.scalars(select(kind).execution_options(yield_per=1000)):
            found = newest_of.pop((name, record.id), None)
            if found is None:
                problems.append(f"{name} {record.id[:8]}: no entry")
            elif record.entry != found[1].hash:
                problems.append(f"{name} {record.id[:8]}: not its newest entry")
            elif found[1].state_bytes is not None and state_of(record) != _known(found[1], kind):
                problems.append(f"{name} {record.id[:8]}: row differs from its entry")
    told = (key for key, found in newest_of.items() if found[1].state_bytes is not None)
    problems.extend(f"{key[0]} {key[1][:8]}: row missing" for key in told)  # of what was erased there is none
    return problems


def _known(entry: Entry, kind: type[Record]) -> dict[str, Any]:
    shown = kind(id=entry.head.record)
    put_state(shown, entry.state())
    return state_of(shown)


def rewrite_parked(session: Session, entry_hash: str, reason: str | None) -> None:
    """Note why an entry is parked, or that it no longer is."""
    session.execute(update(EntryRow).where(EntryRow.hash == entry_hash).values(parked=reason))
