"""The cells named by a list that a committee takes in, and the book each goes into. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.imports import Reading
from app.imports.splitting import cells_of, office_named
from app.models import Organisation, Peer
from app.procedures.books import KeepBook
from app.storage.books import kept_books
from app.trouble import Refused
from app.words import _

NEW = ""
"""The book is begun with the list."""


@dataclass
class CellPart:
    """The rows of one cell and where they go."""

    name: str
    """As the list writes it; "" for rows that name none."""
    rows: list[int]
    book: str | None = None
    """Id of the book, `NEW`, or None: left for another time."""
    code: str = ""
    """Code of a new book."""
    own_computer: bool = False
    """Whether the cell keeps its own book, so that nothing is written here."""
    books: dict[str, str] = field(default_factory=dict)
    """Every book it may go into: id -> name."""

    def target(self) -> str | KeepBook:
        """The book, or the deed that begins it. Raises Refused("bad_value") without a code."""
        if self.book == NEW and not self.code.strip():
            raise Refused(
                "bad_value",
                _("Chưa ghi mã của {name} để lập sổ giữ hộ.").format(name=self.name),
                _("Mở phần “Chi bộ”, chọn chi bộ đó rồi ghi mã tổ chức."),
                field="code",
            )
        return self.book if self.book else KeepBook(self.name, self.code.strip())


def cell_parts(session: Session, reading: Reading, own: str) -> list[CellPart]:
    """What a committee's list names: a cell with a kept book goes there, the rest waits for a choice.

    Empty where the list names no cell at all: then it is the office's own.
    """
    kept = kept_books(session, own)
    office = session.get(Organisation, own)
    ours = [(own, office.code, office.name)] if office is not None else []
    books = [(one.id, one.code, one.name) for one in kept] + ours
    peers = [(one.id, one.code, one.name) for one in session.scalars(select(Peer))]
    titles = {id: name for id, _code, name in ours + books}
    found = cells_of(reading.persons)
    if not any(cell.name for cell in found):
        return []
    return [
        CellPart(
            cell.name,
            cell.rows,
            office_named(cell.name, books),
            own_computer=office_named(cell.name, peers) is not None,
            books=titles,
        )
        for cell in found
    ]
