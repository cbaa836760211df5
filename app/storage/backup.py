"""Backups: an encrypted copy of a workspace in one file, checked by opening it; and back again."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.models import Meta, new_id
from app.storage import keys, schema
from app.storage.clock import Clock
from app.storage.engine import connect, machine_trouble, open_engine
from app.storage.files import machine_failure, write_atomically, write_bytes
from app.storage.filling import BESIDE, RECORDS, filling
from app.storage.workspace import Workspace
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
    with _beside(workspace.path) as folder:
        copy = Path(folder) / RECORDS
        with machine_trouble(), workspace.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("VACUUM INTO ?", (str(copy),))
        _opens(copy, workspace.keys.records)
        write_bytes(Path(folder) / keys.NAMES[0], keys.encoded(keys.load(workspace.path)))
        with write_atomically(target) as file, tarfile.open(fileobj=file, mode="w") as tar:
            for name in (keys.NAMES[0], RECORDS):
                tar.add(Path(folder) / name, arcname=name)
    with target.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    with workspace.unit(clock, clock_accepted=True) as unit:
        workspace.set_meta(unit.session, "last_backup", unit.now())
    return Backup(target, digest)


@contextmanager
def _beside(path: Path) -> Iterator[str]:
    """A folder of one's own for the copy; the next opening takes away what a crash leaves."""
    try:
        with tempfile.TemporaryDirectory(dir=path, prefix=BESIDE) as folder:
            yield folder
    except OSError as error:
        raise machine_failure(error, RECORDS) from error


def _opens(path: Path, key: bytes) -> None:
    """Read every page of a copy. Raises Trouble("damaged")."""
    damaged = Trouble("damaged", _("Bản sao lưu không mở lại được."), _("Thử bản sao lưu khác hoặc ổ khác."))
    with machine_trouble(), closing(connect(path, key)) as connection:
        if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
            raise damaged
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise damaged


def restore(
    file: Path, into: Path, password: str, *, user: str | None = None, recovery: str | None = None
) -> str:
    """Unpack a backup into the empty folder `into`, with a new epoch; returns that epoch.

    Raises Refused("not_a_backup", "not_empty", "newer_version"), WrongKey, Trouble: then nothing
    is left behind.
    """
    with filling(into):
        _unpack(file, into)
        ring = keys.load(into)
        opened = (
            keys.open_with_recovery(ring, recovery)
            if recovery
            else keys.open_with_password(ring, password, user)
        )
        records, epoch = into / RECORDS, new_id()
        _opens(records, opened.records)
        with machine_trouble(), closing(connect(records, opened.records)) as connection:
            schema.check(connection, lambda: open_engine(records, opened.records))
        engine = open_engine(records, opened.records)
        try:
            with machine_trouble(), Session(engine) as session:
                session.connection(execution_options={"writing": True})
                session.merge(Meta(key="epoch", value=epoch))
                session.merge(Meta(key="restored", value=Clock().now()))
                session.commit()
        finally:
            engine.dispose()
        keys.save(ring, into)
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
                    out.flush()
                    os.fsync(out.fileno())
                if (folder / member.name).stat().st_size != member.size:
                    raise tarfile.TarError("cut short")
    except tarfile.TarError as error:
        raise Refused(
            "not_a_backup",
            _("Tệp này không phải bản sao lưu của Sổ Chi bộ, hoặc đã bị cắt ngắn."),
            _("Chọn tệp có đuôi .saoluu khác."),
        ) from error
    except IsADirectoryError as error:
        raise Refused(
            "not_a_backup", _("Đây là một thư mục, không phải bản sao lưu."), _("Chọn tệp có đuôi .saoluu.")
        ) from error
    except FileNotFoundError as error:
        raise Refused(
            "not_found", _("Không thấy tệp sao lưu."), _("Kiểm tra lại USB hoặc đường dẫn.")
        ) from error
    except OSError as error:
        raise machine_failure(error, RECORDS) from error
