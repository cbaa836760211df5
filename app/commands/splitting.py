"""A list of several cells taken in by a committee: each cell into the book it keeps for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.commands.parser import each_pair
from app.trouble import Refused
from app.words import N_, _

if TYPE_CHECKING:
    from app.imports import Reading
    from app.procedures.books import KeepBook
    from app.storage.unit import Unit

MOST = 6
"""Names told in a refusal; all of them are in its details."""
OWN_BOOK = N_("chi bộ đã có máy, tự giữ sổ của mình")
NO_CELL = N_("dòng không ghi chi bộ nào")


def targets(
    unit: Unit, reading: Reading, said: list[str]
) -> tuple[list[tuple[str, str | KeepBook, list[int]]], list[dict[str, Any]]]:
    """(name, book or the deed that begins it, rows) of each cell, and the rows that are not taken.

    `said`: NAME=CODE of cells whose name the books do not know. Raises Refused("book_unmatched").
    """
    from sqlalchemy import select

    from app.imports.splitting import cells_of, office_named
    from app.models import Peer
    from app.models.folding import fold
    from app.procedures.books import KeepBook
    from app.storage.books import kept_books

    books = [(b.id, b.code, b.name) for b in kept_books(unit.session, unit.author)]
    peers = [(p.id, p.code, p.name) for p in unit.session.scalars(select(Peer))]
    codes = {fold(name): code.strip() for name, code in each_pair(said, "--split")}
    found: list[tuple[str, str | KeepBook, list[int]]] = []
    left, unknown = [], []
    for cell in cells_of(reading.persons):
        name = codes.get(fold(cell.name), cell.name)
        if not cell.name or office_named(name, peers):
            reason = _(OWN_BOOK) if cell.name else _(NO_CELL)
            left.append({"organisation": cell.name, "rows": cell.rows, "reason": reason})
        elif book := office_named(name, books):
            found.append((cell.name, book, cell.rows))
        elif fold(cell.name) in codes:
            found.append((cell.name, KeepBook(cell.name, name), cell.rows))
        else:
            unknown.append(cell.name)
    if unknown:
        raise Refused(
            "book_unmatched",
            _("Chưa biết ghi vào sổ nào: {list}.").format(list=_few(unknown)),
            _("Thêm --split với TÊN=MÃ của từng chi bộ; mã chưa có sổ thì lập sổ giữ hộ mới."),
            cells=unknown,
        )
    return found, left


def _few(names: list[str]) -> str:
    """The first names, and how many more there are."""
    told = "; ".join(names[:MOST])
    return told if len(names) <= MOST else _("{list}; và {n} nơi khác").format(list=told, n=len(names) - MOST)
