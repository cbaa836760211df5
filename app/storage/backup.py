"""Backups: an encrypted copy of a workspace in one file, checked by opening it; and back again."""

from __future__ import annotations

import hashlib
import shutil
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models import Meta, new_id
from app.storage import keys, schema
from app.storage.clock import Clock
from app.storage.engine import connect, machine_trouble, open_engine
from app.storage.files import write_atomically
from app.storage.workspace import RECORDS, Workspace
from app.trouble import Refused, Trouble
from app.words import _

SUFFIX = ".saoluu"


@dataclass(frozen=True)
class Backup:
    """A backup that was written and opened again."""

    file: Path
    sha256: str


def backup(workspace: Workspace, out: Path | None = None, clock: Clock | None = None) -> Backup:
    """Write a backup (into `backups/` unless `out` names a file or folder) and check it by opening it.

    The copy is made by the database itself, so it is whole even while the workspace is in use.
    Raises Trouble("disk_full", "read_only", …); an earlier file of that name then still stands.
    """
    stamp = (clock or Clock()).now()[:19].replace(":", "").replace("-", "").replace("T", "-")
    target = out or workspace.backups
    if target.is_dir():
        target = target / f"so-{stamp}{SUFFIX}"
    with tempfile.TemporaryDirectory(dir=workspace.path, prefix=".backup-") as folder:
        copy = Path(folder) / RECORDS
        with machine_trouble(), workspace.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("VACUUM INTO ?", (str(copy),))
        _opens(copy, workspace.keys.records)
        for name in keys.NAMES[:1]:
            shutil.copy2(workspace.path / name, Path(folder) / name)
        with write_atomically(target) as file, tarfile.open(fileobj=file, mode="w") as tar:
            for name in (keys.NAMES[0], RECORDS):
                tar.add(Path(folder) / name, arcname=name)
    with target.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    with workspace.unit(clock, clock_accepted=True) as unit:
        workspace.set_meta(unit.session, "last_backup", unit.now())
    return Backup(target, digest)


def _opens(path: Path, key: bytes) -> None:
    engine = open_engine(path, key)
    try:
        with engine.connect() as connection:
            if connection.execute(text("PRAGMA quick_check")).scalar() != "ok":
                raise Trouble("damaged", _("Bản sao lưu không mở lại được."), _("Thử lại vào ổ đĩa khác."))
    finally:
        engine.dispose()


def restore(
    file: Path, into: Path, password: str, *, user: str | None = None, recovery: str | None = None
) -> str:
    """Unpack a backup into the empty folder `into`, with a new epoch; returns that epoch.

    Raises Refused("not_a_backup", "not_empty", "newer_version"), WrongKey, Trouble: then nothing
    is left behind.
    """
    if into.exists() and any(into.iterdir()):
        raise Refused(
            "not_empty",
            _("Thư mục {folder} đã có tệp khác.").format(folder=into.name),
            _("Chọn một thư mục trống."),
        )
    made = not into.exists()
    try:
        into.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=into.parent, prefix=".restore-") as folder:
            _unpack(file, Path(folder))
            ring = keys.load(Path(folder))
            opened = (
                keys.open_with_recovery(ring, recovery)
                if recovery
                else keys.open_with_password(ring, password, user)
            )
            epoch = new_id()
            engine = open_engine(Path(folder) / RECORDS, opened.records)
            try:
                _opens(Path(folder) / RECORDS, opened.records)
                with closing(connect(Path(folder) / RECORDS, opened.records)) as connection:
                    schema.check(connection, lambda: open_engine(Path(folder) / RECORDS, opened.records))
                with machine_trouble(), Session(engine) as session:
                    session.connection(execution_options={"writing": True})
                    session.merge(Meta(key="epoch", value=epoch))
                    session.merge(Meta(key="restored", value=Clock().now()))
                    session.commit()
            finally:
                engine.dispose()
            shutil.move(Path(folder) / RECORDS, into / RECORDS)
            keys.save(ring, into)
    except BaseException:
        if made:
            shutil.rmtree(into, ignore_errors=True)
        raise
    return epoch


def _unpack(file: Path, folder: Path) -> None:
    wanted = {keys.NAMES[0], RECORDS}
    try:
        with tarfile.open(file, "r:") as tar:
            members = {m.name: m for m in tar}
            if set(members) != wanted or not all(m.isreg() for m in members.values()):
                raise tarfile.TarError("members")
            for member in members.values():
                source = tar.extractfile(member)
                assert source is not None
                with (folder / member.name).open("wb") as out:
                    shutil.copyfileobj(source, out)
                if (folder / member.name).stat().st_size != member.size:
                    raise tarfile.TarError("cut short")
    except tarfile.TarError as error:
        raise Refused(
            "not_a_backup",
            _("Tệp này không phải bản sao lưu của Sổ Chi bộ, hoặc đã bị cắt ngắn."),
            _("Chọn tệp có đuôi .saoluu khác."),
        ) from error
    except FileNotFoundError as error:
        raise Refused(
            "not_found", _("Không thấy tệp sao lưu."), _("Kiểm tra lại USB hoặc đường dẫn.")
        ) from error
