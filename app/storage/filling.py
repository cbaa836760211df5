"""Filling a folder so that all of it counts or nothing: a mark lies in it until the last file is whole.

A workspace being made or restored is several files. Whoever kills the program in between leaves the
mark, and a folder with the mark counts as empty: it is no workspace, and the same work may be done again.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.storage import keys
from app.storage.files import sync_folder
from app.storage.lock import read_only
from app.trouble import Refused
from app.words import _

MARK = "unfinished"
RECORDS = "records.db"
BESIDE = ".backup-"
FOLDERS = ("inbox", "outbox", "backups")
_FILES = (RECORDS, f"{RECORDS}-wal", f"{RECORDS}-shm", f"{RECORDS}-journal", *keys.NAMES, "workspace.lock")


@contextmanager
def filling(path: Path) -> Iterator[None]:
    """A missing or empty folder that is a workspace when the block ends well, and empty again when not.

    Raises Refused("not_empty"), Trouble.
    """
    made = not path.exists()
    if not made and (path / MARK).exists():
        _clear(path)
    if not made and (not path.is_dir() or any(p.name != "workspace.lock" for p in path.iterdir())):
        raise Refused(
            "not_empty",
            _("Thư mục {folder} đã có tệp khác.").format(folder=path.name),
            _("Chọn một thư mục trống."),
        )
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise read_only(path) from error
    try:
        (path / MARK).touch()
        sync_folder(path)
        yield
        (path / MARK).unlink()
        sync_folder(path)
    except BaseException as error:
        _clear(path)
        if made:
            with contextlib.suppress(OSError):
                path.rmdir()
        if isinstance(error, OSError):
            raise read_only(path) from error
        raise


def refuse_unfinished(path: Path) -> None:
    """Raise Refused("not_a_workspace") for a folder whose filling was cut off."""
    if (path / MARK).exists():
        raise Refused(
            "not_a_workspace",
            _("Sổ trong thư mục này chưa lập hoặc khôi phục xong."),
            _("Lập hoặc khôi phục lại vào đúng thư mục này."),
        )


def sweep(path: Path) -> None:
    """Take away what work that was cut off left in a workspace nobody else has open."""
    with contextlib.suppress(OSError):
        for folder in path.glob(f"{BESIDE}*"):
            shutil.rmtree(folder, ignore_errors=True)
        for file in path.glob(".*.tmp"):
            file.unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """Take away what a filling may have left, the mark last."""
    with contextlib.suppress(OSError):
        for file in (*(path / name for name in _FILES), *path.glob(".*.tmp")):
            file.unlink(missing_ok=True)
        for folder in FOLDERS:
            if (path / folder).is_dir() and not any((path / folder).iterdir()):
                (path / folder).rmdir()
        (path / MARK).unlink(missing_ok=True)
