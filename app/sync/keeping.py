"""Keeping pages: made or taken in, with the places of their entries, noted in the own journal."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.models import PageRow
from app.models import entry as entries
from app.models.local import PageEntry
from app.storage import journal
from app.storage.unit import Unit
from app.sync.page import SignedPage


def keep_page(session: Session, signed: SignedPage, taken: str, *, waiting: bool = False) -> None:
    """Keep a page made or taken in, and the places of its entries."""
    said = signed.page
    session.add(
        PageRow(
            hash=signed.hash, author=said.author, audience=said.audience, epoch=said.epoch,
            number=said.number, body=signed.body, signature=signed.signature, taken=taken, waiting=waiting,
        )
    )  # fmt: skip
    session.flush()
    session.execute(
        PageEntry.__table__.insert(),  # type: ignore[attr-defined]
        [{"page": signed.hash, "place": at, "entry": name} for at, name in enumerate(said.entries)],
    )


def note_page(unit: Unit, signed: SignedPage, at: str) -> None:
    """A page taken in is one own entry of the journal: what was taken in cannot be denied later."""
    said = signed.page
    told = {"author": said.author, "audience": said.audience, "number": said.number}
    made = entries.make(
        told | {"entries": len(said.entries)},
        kind="page", record=signed.hash, owner=unit.organisation, author=unit.organisation, revision=1,
        deed=unit.deed, what=unit.what, by=unit.user.name, at=at,
    )  # fmt: skip
    unit.session.flush()
    journal.chain(unit.session, [journal.row_of(made)])
