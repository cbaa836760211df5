"""A workspace (sổ): one office's folder, opened by one program at a time."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.storage import keys, schema
from app.storage.clock import Clock
from app.storage.engine import connect, machine_trouble, open_engine, rows
from app.storage.filling import FOLDERS, RECORDS, filling, refuse_unfinished, sweep
from app.storage.keys import Keys, OfficeKeys
from app.storage.lock import Lock, read_only
from app.storage.rights import ROLES, Person
from app.storage.sight import narrow
from app.trouble import Refused, Trouble
from app.words import _

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from app.models import Organisation
    from app.storage.unit import Unit

Derive = Callable[["Unit"], None]


class Workspace:
    """An open workspace. Close it, or use it in a `with` statement."""

    def __init__(self, path: Path, opened: Keys, lock: Lock, derive: Derive | None) -> None:
        self.path, self.keys, self._lock, self.derive = path, opened, lock, derive
        self._plain: Any = None
        with self.plain() as records:
            self._meta = {str(key): str(value) for key, value in rows(records, "SELECT key, value FROM meta")}
            role = rows(records, "SELECT role FROM user_ WHERE name = :name", {"name": opened.user})
        self.user = Person(
            opened.user, ("reader" if not role else role[0][0]) if opened.user else "secretary"
        )
        if not self.sees_all:
            narrow(self._plain)

    @cached_property
    def engine(self) -> Engine:
        """The engine of all work with records; made with the first of it, so that a window opens quickly."""
        return open_engine(self.path / RECORDS, self.keys.records)

    @cached_property
    def _narrow(self) -> Engine:
        """The engine of a user who sees no restricted case."""
        return open_engine(self.path / RECORDS, self.keys.records, narrow)

    @property
    def sees_all(self) -> bool:
        """Whether the user handles restricted cases; to others they are not there."""
        return self.user.may("handle")

    @contextmanager
    def plain(self) -> Iterator[Any]:
        """A bare connection for plain SQL that only reads; see `app.storage.engine.rows`."""
        with machine_trouble():
            if self._plain is None:
                self._plain = connect(self.path / RECORDS, self.keys.records)
                if "user" in self.__dict__ and not self.sees_all:
                    narrow(self._plain)
            yield self._plain

    @property
    def organisation_id(self) -> str:
        return self._meta["organisation"]

    @property
    def name(self) -> str:
        """Name of the office."""
        return self._own("name")

    @property
    def is_committee(self) -> bool:
        """Whether the office is a committee: it sees what the cells below sent."""
        return self._own("type") == "committee"

    def _own(self, field: str) -> str:
        sql = f"SELECT {field} FROM organisation WHERE id = :id"
        with self.plain() as records:
            found = rows(records, sql, {"id": self.organisation_id})
        return str(found[0][0]) if found else ""

    @property
    def workspace_id(self) -> str:
        return self._meta["workspace"]

    @property
    def epoch(self) -> str:
        """Random label, new after a restore."""
        return self._meta["epoch"]

    @property
    def office_keys(self) -> OfficeKeys | None:
        """The office's own keys; None for a user who may not send."""
        return self.keys.office

    @property
    def inbox(self) -> Path:
        return self.path / "inbox"

    @property
    def outbox(self) -> Path:
        return self.path / "outbox"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        from sqlalchemy.orm import Session

        with machine_trouble(), Session(self.engine if self.sees_all else self._narrow) as session:
            yield session

    @contextmanager
    def unit(
        self,
        clock: Clock | None = None,
        *,
        user: Person | None = None,
        clock_accepted: bool = False,
        book: str = "",
    ) -> Iterator[Unit]:
        """One transaction: committed at the end, rolled back when anything is raised.

        `book`: id of the cell whose book, kept by this office, is worked in. Raises Refused("not_kept").
        """
        from sqlalchemy.orm import Session

        from app.storage.unit import Unit

        with machine_trouble(), Session(self.engine, expire_on_commit=False) as session:
            session.connection(execution_options={"writing": True})
            unit = Unit(self, session, user or self.user, clock or Clock(), clock_accepted, book)
            yield unit
            unit.finish()
            session.commit()

    def set_meta(self, session: Session, key: str, value: str) -> None:
        """Change a fact of the workspace inside a running transaction."""
        from app.models import Meta

        session.merge(Meta(key=key, value=value))
        self._meta[key] = value

    def own_organisation(self, session: Session) -> Organisation:
        from app.models import Organisation

        found = session.get(Organisation, self.organisation_id)
        assert found is not None
        return found

    def close(self) -> None:
        for name in ("engine", "_narrow"):
            if name in self.__dict__:
                self.__dict__[name].dispose()
        if self._plain is not None:
            self._plain.close()
            self._plain = None
        self._lock.release()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_args: object) -> None:
        self.close()


def create(
    path: Path,
    *,
    name: str,
    code: str,
    type: str,
    password: str,
    user: str = "Bí thư",
    place: str | None = None,
    clock: Clock | None = None,
    derive: Derive | None = None,
) -> tuple[Workspace, str]:
    """A new workspace in `path` (made, or empty) and the secret of its recovery sheet, shown once.

    `type` is "cell" or "committee". Raises Refused("not_empty"), Refused("bad_password"), Trouble.
    """
    from sqlalchemy.orm import Session

    from app.models import Meta, Organisation, User, new_id

    with filling(path):
        for folder in FOLDERS:
            (path / folder).mkdir(exist_ok=True)
        lock = Lock(path)
        try:
            made = keys.create(uuid.uuid4().hex, user, password)
            engine = open_engine(path / RECORDS, made.keys.records)
            try:
                schema.upgrade(engine)
                organisation = new_id()
                facts = {"organisation": organisation, "workspace": made.ring.workspace, "epoch": new_id()}
                with machine_trouble(), Session(engine) as session:
                    session.connection(execution_options={"writing": True})
                    session.add_all(Meta(key=key, value=value) for key, value in facts.items())
                    session.add(User(name=user, role="secretary", added=(clock or Clock()).now()))
                    session.commit()
            finally:
                engine.dispose()
            workspace = Workspace(path, made.keys, lock, derive)
            try:
                with workspace.unit(clock) as unit:
                    unit.begin("workspace.create")
                    unit.write(
                        Organisation(
                            id=organisation, owner=organisation, code=code, name=name, type=type, place=place
                        )
                    )
                keys.save(made.ring, path)
            except BaseException:
                workspace.close()
                raise
        except BaseException:
            lock.release()
            raise
    return workspace, made.recovery_secret


def open_workspace(
    path: Path,
    password: str,
    *,
    user: str | None = None,
    recovery: str | None = None,
    derive: Derive | None = None,
) -> Workspace:
    """Open a workspace by password, or by the secret of its recovery sheet.

    Raises WrongKey("wrong_password"), Trouble("damaged", "read_only", "in_use"),
    Refused("newer_version", "not_a_workspace").
    """
    if not path.is_dir():
        raise Refused(
            "not_a_workspace",
            _("Không thấy thư mục của sổ: {folder}").format(folder=path.name),
            _("Kiểm tra lại ổ đĩa hoặc USB."),
        )
    refuse_unfinished(path)
    ring = keys.load(path)
    opened = (
        keys.open_with_recovery(ring, recovery) if recovery else keys.open_with_password(ring, password, user)
    )
    if not (path / RECORDS).exists():
        raise Trouble("damaged", _("Không thấy tệp dữ liệu của sổ."), _("Khôi phục từ bản sao lưu gần nhất."))
    lock = Lock(path)
    try:
        for folder in FOLDERS:
            (path / folder).mkdir(exist_ok=True)
        with machine_trouble(), closing(connect(path / RECORDS, opened.records)) as connection:
            schema.check(connection, lambda: open_engine(path / RECORDS, opened.records))
        sweep(path)
        keys.mend(ring, path)
        workspace = Workspace(path, opened, lock, derive)
        _settle_role(workspace)
        return workspace
    except BaseException as error:
        lock.release()
        if isinstance(error, OSError):
            raise read_only(path) from error
        raise


def _settle_role(workspace: Workspace) -> None:
    """The keyring is replaced before the record of its users: a change cut off between is completed here."""
    name, role = workspace.keys.user, workspace.keys.role
    if not (name and role) or role == workspace.user.role:
        return
    from app.models import User

    with workspace.unit() as unit:
        row = unit.session.get(User, name) or User(name=name, role=role, added=unit.now())
        row.role = role
        unit.session.add(row)
    workspace.user = Person(name, role)
    if not workspace.sees_all:
        with workspace.plain() as records:
            narrow(records)


def change_password(workspace: Workspace, user: str, password: str, role: str | None = None) -> None:
    """Set the password of `user` (added when new; then `role` is needed). The keyring is replaced whole.

    Raises Refused("no_right", "bad_password", "bad_value").
    """
    from app.models import User

    if role is not None and role not in ROLES:
        raise Refused(
            "bad_value", _("Không có vai trò “{role}”.").format(role=role), ", ".join(ROLES), field="role"
        )
    with workspace.unit() as unit:
        row = unit.session.get(User, user)
        if row is None:
            unit.user.require("admin")
            row = User(name=user, role=role or "clerk", added=unit.now())
            unit.session.add(row)
        elif user != unit.user.name or role:
            unit.user.require("admin")
            row.role = role or row.role
        unit.log("user.password", user)
        ring = keys.load(workspace.path)
        keys.save(keys.with_user(ring, workspace.keys, user, password, row.role), workspace.path)
