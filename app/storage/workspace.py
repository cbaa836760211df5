"""A workspace (sổ): one office's folder, opened by one program at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.models import Meta, Organisation, User, new_id
from app.storage import keys, schema
from app.storage.clock import Clock
from app.storage.engine import open_engine
from app.storage.keys import Keys, OfficeKeys
from app.storage.lock import Lock, read_only
from app.storage.rights import Person
from app.storage.unit import Unit, machine_trouble
from app.trouble import Refused, Trouble
from app.words import _

RECORDS = "records.db"
FOLDERS = ("inbox", "outbox", "backups")
Derive = Callable[[Unit], None]


class Workspace:
    """An open workspace. Close it, or use it in a `with` statement."""

    def __init__(self, path: Path, engine: Engine, opened: Keys, lock: Lock, derive: Derive | None) -> None:
        self.path, self.engine, self.keys, self._lock, self.derive = path, engine, opened, lock, derive
        with self.reading() as session:
            self._meta = {m.key: m.value for m in session.scalars(select(Meta))}
            role = (
                session.scalar(select(User.role).where(User.name == opened.user))
                if opened.user
                else "secretary"
            )
        self.user = Person(opened.user, role or "reader")

    @property
    def organisation_id(self) -> str:
        return self._meta["organisation"]

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
        with machine_trouble(), Session(self.engine) as session:
            yield session

    @contextmanager
    def unit(
        self, clock: Clock | None = None, *, user: Person | None = None, clock_accepted: bool = False
    ) -> Iterator[Unit]:
        """One transaction: committed at the end, rolled back when anything is raised."""
        with machine_trouble(), Session(self.engine, expire_on_commit=False) as session:
            session.connection(execution_options={"writing": True})
            unit = Unit(self, session, user or self.user, clock or Clock(), clock_accepted)
            yield unit
            unit.finish()
            session.commit()

    def set_meta(self, session: Session, key: str, value: str) -> None:
        """Change a fact of the workspace inside a running transaction."""
        session.merge(Meta(key=key, value=value))
        self._meta[key] = value

    def own_organisation(self, session: Session) -> Organisation:
        found = session.get(Organisation, self.organisation_id)
        assert found is not None
        return found

    def close(self) -> None:
        self.engine.dispose()
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
    if path.exists() and any(p.name != "workspace.lock" for p in path.iterdir()):
        raise Refused(
            "not_empty",
            _("Thư mục {folder} đã có tệp khác.").format(folder=path.name),
            _("Chọn một thư mục trống."),
        )
    try:
        path.mkdir(parents=True, exist_ok=True)
        for folder in FOLDERS:
            (path / folder).mkdir(exist_ok=True)
    except OSError as error:
        raise read_only(path) from error
    lock = Lock(path)
    try:
        made = keys.create(new_id(), user, password)
        engine = open_engine(path / RECORDS, made.keys.records)
        schema.upgrade(engine)
        organisation = new_id()
        with machine_trouble(), Session(engine) as session:
            session.connection(execution_options={"writing": True})
            for key, value in {
                "organisation": organisation,
                "workspace": made.ring.workspace,
                "epoch": new_id(),
            }.items():
                session.add(Meta(key=key, value=value))
            session.add(User(name=user, role="secretary", added=(clock or Clock()).now()))
            session.commit()
        workspace = Workspace(path, engine, made.keys, lock, derive)
        with workspace.unit(clock) as unit:
            unit.begin("workspace.create")
            unit.write(
                Organisation(
                    id=organisation, owner=organisation, code=code, name=name, type=type, place=place
                )
            )
        keys.save(made.ring, path)
    except BaseException:
        lock.release()
        _clear(path)
        raise
    return workspace, made.recovery_secret


def _clear(path: Path) -> None:
    """Leave nothing half made."""
    for name in [RECORDS, f"{RECORDS}-wal", f"{RECORDS}-shm", *keys.NAMES, "workspace.lock"]:
        (path / name).unlink(missing_ok=True)
    for folder in FOLDERS:
        if (path / folder).is_dir() and not any((path / folder).iterdir()):
            (path / folder).rmdir()


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
    ring = keys.load(path)
    opened = (
        keys.open_with_recovery(ring, recovery) if recovery else keys.open_with_password(ring, password, user)
    )
    if not (path / RECORDS).exists():
        raise Trouble("damaged", _("Không thấy tệp dữ liệu của sổ."), _("Khôi phục từ bản sao lưu gần nhất."))
    lock = Lock(path)
    engine = open_engine(path / RECORDS, opened.records)
    try:
        for folder in FOLDERS:
            (path / folder).mkdir(exist_ok=True)
        with machine_trouble():
            schema.check(engine)
        return Workspace(path, engine, opened, lock, derive)
    except BaseException as error:
        engine.dispose()
        lock.release()
        if isinstance(error, OSError):
            raise read_only(path) from error
        raise


def change_password(workspace: Workspace, user: str, password: str, role: str | None = None) -> None:
    """Set the password of `user` (added when new; then `role` is needed). The keyring is replaced whole."""
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
