"""Erasing: the states of records are blanked and their rows go; hashes stay, so the chain still verifies.

What was erased is only a head: kind, deed, who wrote and when. Nothing brings it back but an older backup.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from app.models import KINDS, EntryRow, LogRow
from app.models.local import PageEntry
from app.storage.sight import MANY


def erase(session: Session, records: Collection[str]) -> list[str]:
    """Blank every entry of these records, own and received, and delete their rows; hashes of the entries.

    What stands on no page yet is never sent. Lines of the log keep that somebody saw a record, not which.
    """
    session.flush()
    session.execute(text("PRAGMA secure_delete = ON"))
    wanted = EntryRow.record.in_(records)
    hashes = list(session.scalars(select(EntryRow.hash).where(wanted).order_by(EntryRow.hash)))
    unsent = EntryRow.hash.not_in(select(PageEntry.entry))
    session.execute(update(EntryRow).where(wanted, unsent).values(audience=""))
    session.execute(update(EntryRow).where(wanted).values(state=None))
    for kind in KINDS.values():
        session.execute(delete(kind).where(kind.id.in_(records)))
    session.execute(update(LogRow).where(LogRow.about.in_(records)).values(about=f"{MANY}1"))
    return hashes
