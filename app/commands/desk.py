"""What every command works with: the words typed, the clock, and the office's workspace."""

from __future__ import annotations

import datetime
import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.answers import WrongUse
from app.trouble import Trouble
from app.words import _

if TYPE_CHECKING:
    from app.procedures.deeds import Changed, Command
    from app.storage.clock import Clock
    from app.storage.unit import Unit
    from app.storage.workspace import Workspace

PASSWORD = "SO_CHI_BO_PASSWORD"
NEW_PASSWORD = "SO_CHI_BO_NEW_PASSWORD"
IN_BOOKS = {
    "person", "members", "import-members", "case", "document", "duties", "settings", "seat", "report",
    "review", "rules", "rating",
}  # fmt: skip
"""Commands, by their first word, that also work in the book of a cell that a committee keeps."""


class Desk:
    """One run of one command. `words` are what was typed, by name."""

    def __init__(self, words: Namespace) -> None:
        self.words = words
        self._book: str | None = None

    @property
    def clock(self) -> Clock:
        from app.storage.clock import Clock

        return Clock(self.words.today, accepted=bool(self.words.yes))

    @property
    def today(self) -> datetime.date:
        return self.clock.today()

    @property
    def has_workspace(self) -> bool:
        """Whether a workspace was named, or the folder one stands in is one."""
        return bool(self.words.workspace) or Path("keyring.json").exists()

    @property
    def knows_password(self) -> bool:
        """Whether the password came with the command."""
        return bool(self.words.password_file) or PASSWORD in os.environ

    def path(self) -> Path:
        """The folder of the workspace; WrongUse("no_workspace")."""
        if not self.has_workspace:
            raise WrongUse("no_workspace", _("Chưa nói mở sổ nào."), _("Thêm -w và thư mục của sổ."))
        return Path(self.words.workspace or ".")

    def password(self, *, first: bool = False) -> str:
        """The password of who works, asked for when there is somebody to ask; a `first` one is asked twice.

        WrongUse("no_password").
        """
        return self._password(self.words.password_file, PASSWORD, _("Mật khẩu: "), twice=first)

    def new_password(self) -> str:
        """The password a user is given."""
        return self._password(self.words.new_password_file, NEW_PASSWORD, _("Mật khẩu mới: "), twice=True)

    def _password(self, file: str | None, variable: str, question: str, *, twice: bool) -> str:
        if file:
            return read_text(Path(file)).rstrip("\r\n")
        if variable in os.environ:
            return os.environ[variable]
        if not self.words.yes and sys.stdin is not None and sys.stdin.isatty():
            typed = getpass.getpass(question)
            if twice and getpass.getpass(_("Gõ lại: ")) != typed:
                raise WrongUse("no_password", _("Hai lần gõ mật khẩu khác nhau."), _("Gõ lại từ đầu."))
            return typed
        raise WrongUse(
            "no_password", _("Chưa có mật khẩu."), _("Ghi vào tệp hoặc biến {name}.").format(name=variable)
        )

    @contextmanager
    def office(self, *, as_it_is: bool = False) -> Iterator[Workspace]:
        """The open workspace, closed at the end; brought to the day unless it is wanted `as_it_is`.

        Raises WrongKey, Refused, Trouble.
        """
        from app.procedures.day import bring_to_today
        from app.procedures.office import open_office

        path = self.path()
        with open_office(path, self.password(), user=self.words.user) as workspace:
            if not as_it_is:
                bring_to_today(workspace, self.clock)
            self.book(workspace)
            yield workspace

    def book(self, workspace: Workspace) -> str:
        """Id of the kept book named by `--book`, "" for the office's own. Raises Refused("unknown_book")."""
        if not self.words.book:
            return ""
        if self._book is None:
            from app.procedures.books import book_of

            if self.words.path.partition(" ")[0] not in IN_BOOKS:
                raise WrongUse(
                    "wrong_use",
                    _("Lệnh {name} làm ở sổ của chính cấp ủy.").format(name=self.words.path),
                    _("Bỏ --book."),
                )
            with workspace.reading() as session:
                self._book = book_of(session, workspace.organisation_id, self.words.book).id
        return self._book

    def office_id(self, workspace: Workspace) -> str:
        """Id of the office whose book is open."""
        return self.book(workspace) or workspace.organisation_id

    @contextmanager
    def writing(self, workspace: Workspace) -> Iterator[Unit]:
        """A transaction; `--yes` accepts a clock that is behind."""
        book = self.book(workspace)
        with workspace.unit(self.clock, clock_accepted=self.words.yes, book=book) as unit:
            yield unit

    @contextmanager
    def looking(self, workspace: Workspace) -> Iterator[Unit]:
        """A unit for questions to the procedures; nothing of it is kept."""
        from app.storage.unit import Unit

        with workspace.reading() as session:
            yield Unit(workspace, session, workspace.user, self.clock, True, self.book(workspace))

    def do(self, workspace: Workspace, command: Command) -> Changed:
        """Do one deed in a transaction of its own."""
        from app.procedures.deeds import perform

        with self.writing(workspace) as unit:
            return perform(unit, command)

    def day(self, text: str | None) -> datetime.date:
        """A day as people write it, today where none is given. Raises Refused("bad_date")."""
        from app.procedures.people import day_field

        return datetime.date.fromisoformat(day_field(text)) if text else self.today


def read_text(path: Path) -> str:
    """The text of a small file (UTF-8). Raises Trouble("file_unreadable")."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(
            "file_unreadable",
            _("Không đọc được tệp {name}.").format(name=path.name),
            _("Kiểm tra đường dẫn, USB và quyền đọc tệp."),
        ) from error


def text_of(value: Any) -> str:
    """A value for a line of text: a dash for nothing."""
    return "–" if value in (None, "") else str(value)
