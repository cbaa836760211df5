"""Users, backups, verification."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.answers import TROUBLE, Answer, columns
from app.commands.desk import Desk
from app.trouble import Refused
from app.words import _

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


def user_list(desk: Desk) -> Answer:
    """Who may open the workspace."""
    with desk.office() as workspace:
        return _users(workspace)


def user_add(desk: Desk) -> Answer:
    """Add a user with a password of their own."""
    from app.storage.workspace import change_password

    words = desk.words
    with desk.office() as workspace:
        if words.name in _names(workspace):
            raise Refused(
                "already_there", _("Đã có người dùng tên này."), _("Dùng lệnh user password để đổi mật khẩu.")
            )
        change_password(workspace, words.name, desk.new_password(), words.role)
        return _users(workspace)


def user_password(desk: Desk) -> Answer:
    """Change a user's password, or role."""
    from app.storage.workspace import change_password

    words = desk.words
    with desk.office() as workspace:
        if words.name not in _names(workspace):
            raise Refused("not_found", _("Không có người dùng tên này."), _("Xem bằng lệnh user list."))
        change_password(workspace, words.name, desk.new_password(), words.role)
        return _users(workspace)


def _names(workspace: Workspace) -> set[str]:
    from sqlalchemy import select

    from app.models import User

    with workspace.reading() as session:
        return set(session.scalars(select(User.name)))


def _users(workspace: Workspace) -> Answer:
    from sqlalchemy import select

    from app.models import User
    from app.storage import keys

    with workspace.reading() as session:
        users = [{"name": u.name, "role": u.role} for u in session.scalars(select(User).order_by(User.name))]
    number = keys.load(workspace.path).key_number
    return Answer({"users": users, "key_number": number}, columns([(u["name"], u["role"]) for u in users]))


def backup(desk: Desk) -> Answer:
    """An encrypted copy, checked by opening it."""
    from app.storage.backup import backup

    out = Path(desk.words.out) if desk.words.out else None
    with desk.office() as workspace:
        made = backup(workspace, out, desk.clock)
    return Answer(
        {"file": str(made.file), "sha256": made.sha256}, [_("Đã sao lưu vào {file}.").format(file=made.file)]
    )


def restore(desk: Desk) -> Answer:
    """A workspace from a backup, with a new epoch."""
    from app.storage.backup import restore

    words = desk.words
    into = Path(words.into)
    epoch = restore(Path(words.file), into, desk.password(), user=words.user)
    return Answer({"path": str(into), "epoch": epoch}, [_("Đã khôi phục sổ vào {path}.").format(path=into)])


class _Back(Exception):
    """Ends the transaction in which derived tables were computed again."""


def verify(desk: Desk) -> Answer:
    """Check the database, the journal's chain and the derived tables; exit code 4 when something is wrong."""
    with desk.office(as_it_is=True) as workspace:
        problems = _database(workspace) + _records(workspace, desk.today)
    data = {"ok": not problems, "problems": problems}
    if not problems:
        return Answer(data, [_("Sổ nguyên vẹn.")])
    hint = _("Khôi phục từ bản sao lưu gần nhất.")
    return Answer(data, [_("Sổ có chỗ sai:"), *problems, hint], TROUBLE)


def _database(workspace: Workspace) -> list[str]:
    """What the database itself finds wrong with its file."""
    from sqlalchemy import text

    with workspace.reading() as session:
        found = [str(row[0]) for row in session.execute(text("PRAGMA cipher_integrity_check"))]
        return found + [
            str(row[0]) for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"
        ]


def _records(workspace: Workspace, today: datetime.date) -> list[str]:
    """What is wrong with the journal, and derived tables that differ from what the records say on their day.

    All records are looked at, those too that the user does not see.
    """
    from app.procedures import standing
    from app.procedures.day import derived_day
    from app.storage import journal
    from app.storage.clock import Clock

    found: list[str] = []
    try:
        with workspace.unit(Clock(derived_day(workspace) or today), clock_accepted=True) as unit:
            found = journal.verify(unit.session) + standing.verify(unit)
            raise _Back
    except _Back:
        return found
