"""Books an office keeps for cells that have no computer: which they are, and whose they are.

Such a cell is an `Organisation` record of its keeper. Its records are owned by the cell and written by
the keeper; a cell that has keys of its own keeps its own book, whatever another office says.
"""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models import Certificate, Organisation, Peer


def is_claimed(session: Session, office: str, keeper: str) -> bool:
    """Whether `office` is one the keeper put on file itself, and has no keys of its own."""
    found = session.get(Organisation, office)
    if found is None or office == keeper or found.owner != keeper:
        return False
    certified = select(Certificate.id).where(Certificate.office == office, Certificate.gone.is_(False))
    return session.get(Peer, office) is None and session.scalar(certified.limit(1)) is None


def is_kept(session: Session, office: str, keeper: str) -> bool:
    """Whether `keeper` keeps the book of `office` now, and so writes its records."""
    found = session.get(Organisation, office)
    return (
        found is not None
        and not found.gone
        and found.keeper == keeper
        and is_claimed(session, office, keeper)
    )


def kept_books(session: Session, keeper: str) -> list[Organisation]:
    """The offices whose books `keeper` keeps, by code."""
    wanted = select(Organisation).where(Organisation.keeper == keeper, Organisation.gone.is_(False))
    found = session.scalars(wanted.order_by(Organisation.code, Organisation.name))
    return [one for one in found if is_kept(session, one.id, keeper)]


def find_book(session: Session, keeper: str, text: str) -> Organisation | None:
    """A kept book by its id, code or name."""
    same = or_(Organisation.id == text, Organisation.code == text, Organisation.name == text)
    wanted = select(Organisation).where(same, Organisation.keeper == keeper, Organisation.gone.is_(False))
    return next((one for one in session.scalars(wanted) if is_kept(session, one.id, keeper)), None)
