"""Books a committee keeps for cells without a computer: beginning one, correcting it, giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.models import Case, CaseStanding, Invitation, Organisation, Peer, Person, PersonStanding, new_id
from app.models.folding import nfc
from app.procedures.deeds import Command
from app.procedures.people import TakeIn, TakenIn
from app.storage.books import find_book, kept_books
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


@dataclass(frozen=True)
class Book:
    """A kept book as lists show it."""

    id: str
    code: str
    name: str
    place: str
    members: int
    """Full and probationary members in it."""
    open_cases: int


def books(session: Session, keeper: str) -> list[Book]:
    """The books a committee keeps, by code."""
    members, cases = _counts(session, PersonStanding), _counts(session, CaseStanding)
    return [
        Book(one.id, one.code, one.name, one.place or "", members.get(one.id, 0), cases.get(one.id, 0))
        for one in kept_books(session, keeper)
    ]


def _counts(session: Session, table: type[PersonStanding] | type[CaseStanding]) -> dict[str, int]:
    found = select(table.owner, func.count()).group_by(table.owner)
    if table is PersonStanding:
        found = found.where(PersonStanding.status.in_(("full", "probationary")))
    else:
        found = found.where(CaseStanding.ended.is_(None))
    return dict(session.execute(found).tuples().all())


def book_of(session: Session, keeper: str, text: str) -> Organisation:
    """A kept book by its code, name or id. Raises Refused("unknown_book")."""
    found = find_book(session, keeper, text)
    if found is None:
        raise Refused(
            "unknown_book",
            _("Không thấy sổ giữ hộ “{name}”.").format(name=text),
            _("Đang giữ: {list}.").format(
                list=", ".join(f"{b.name} ({b.code})" for b in kept_books(session, keeper))
                or _("chưa giữ sổ nào")
            ),
        )
    return found


@dataclass(frozen=True)
class KeepBook(Command):
    """Begin the book of a cell without a computer; with `book`, correct what is written of one.

    Returns the Organisation. Raises Refused: cell_keeps_no_book, bad_value, code_in_use, unknown_book.
    """

    deed: ClassVar[str] = "book.keep"
    right: ClassVar[str] = "admin"
    in_book: ClassVar[bool] = False
    name: str = ""
    code: str = ""
    place: str | None = None
    book: str = ""

    def do(self, unit: Unit) -> Organisation:
        own = unit.workspace.own_organisation(unit.session)
        if own.type != "committee":
            raise Refused(
                "cell_keeps_no_book",
                _("Chi bộ không giữ hộ sổ của nơi khác."),
                _("Việc này làm ở sổ của cấp ủy cấp trên."),
            )
        name, code, place = nfc(self.name), nfc(self.code), nfc(self.place or "")
        for field, value, wanted in (
            ("name", name, _("Chưa ghi tên chi bộ.")),
            ("code", code, _("Chưa ghi mã tổ chức đảng.")),
        ):
            if not value:
                raise Refused("bad_value", wanted, field=field)
        cell = book_of(unit.session, own.id, self.book) if self.book else Organisation(id=new_id())
        self._refuse_taken(unit, cell.id, own, name, code)
        cell.name, cell.code, cell.place, cell.type = name, code, place or None, "cell"
        cell.parent = cell.keeper = own.id
        unit.write(cell, audience="up")
        unit.session.flush()
        return cell

    def _refuse_taken(self, unit: Unit, book: str, own: Organisation, name: str, code: str) -> None:
        """One code, one office: none that joined or was invited, no other book, and not the own one."""
        session = unit.session
        same = select(Organisation.id).where(
            Organisation.id != book,
            Organisation.gone.is_(False),
            or_(Organisation.code == code, Organisation.name == name),
        )
        joined = select(Peer.id).where(or_(Peer.code == code, Peer.name == name))
        invited = select(Invitation.id).where(
            Invitation.code == code,
            Invitation.body.is_(None),
            Invitation.used_by.is_(None),
            Invitation.last_day >= unit.today.isoformat(),
        )
        if code == own.code or any(session.scalar(one.limit(1)) for one in (same, joined, invited)):
            raise Refused(
                "code_in_use",
                _("Mã {code} hoặc tên “{name}” đã là của một tổ chức có trong sổ.").format(
                    code=code, name=name
                ),
                _("Tổ chức đã kết nối hoặc đã được mời thì tự giữ sổ của mình; nếu không, kiểm tra lại mã."),
                field="code",
            )


@dataclass(frozen=True)
class TakeInBooks(Command):
    """Write the rows of a list of several cells, each part into its book, all undone together.

    A part is (book id, or the deed that begins it; the rows). Returns [(book id, TakenIn)].
    """

    deed: ClassVar[str] = "import"
    in_book: ClassVar[bool] = False
    parts: Sequence[tuple[str | KeepBook, TakeIn]] = ()

    def do(self, unit: Unit) -> list[tuple[str, TakenIn]]:
        batch, found = f"import:{new_id()}", []
        for book, rows in self.parts:
            if isinstance(book, KeepBook):
                unit.user.require(book.right)
                unit.begin(book.deed)
                book = str(book.do(unit).id)
            with unit.opened(book):
                found.append((book, replace(rows, batch=batch).do(unit)))
        return found


@dataclass(frozen=True)
class StopKeeping(Command):
    """Give up a kept book in which nobody is on file. Returns the Organisation.

    Raises Refused: unknown_book, missing_reason, book_not_empty.
    """

    deed: ClassVar[str] = "book.stop"
    right: ClassVar[str] = "admin"
    in_book: ClassVar[bool] = False
    book: str = ""
    reason: str = ""

    def do(self, unit: Unit) -> Organisation:
        cell = book_of(unit.session, unit.author, self.book)
        if not self.reason.strip():
            raise Refused("missing_reason", _("Chưa ghi lý do thôi giữ sổ."), field="reason")
        for kind in (Person, Case):
            if unit.all(kind, owner=cell.id):
                raise Refused(
                    "book_not_empty",
                    _("Sổ của {name} còn người hoặc hồ sơ, chưa thôi giữ được.").format(name=cell.name),
                    _("Bản này chưa chuyển sổ sang máy khác; sổ còn người thì cấp ủy giữ tiếp."),
                )
        unit.annul(cell, self.reason.strip())
        return cell
