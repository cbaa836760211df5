"""One program per workspace: a lock the operating system lets go when the program ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from app.trouble import Trouble
from app.words import _


class Lock:
    """Holds `workspace.lock` of a folder. Raises Trouble("in_use") when another program holds it."""

    def __init__(self, folder: Path) -> None:
        try:
            self._file: IO[bytes] | None = (folder / "workspace.lock").open("a+b")
        except OSError as error:
            raise read_only(folder) from error
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            self._file = None
            raise Trouble(
                "in_use",
                _("Sổ này đang mở ở một cửa sổ khác."),
                _("Chuyển sang cửa sổ đang mở, hoặc đóng nó rồi mở lại."),
            ) from error

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def read_only(folder: Path) -> Trouble:
    """The trouble of a folder that cannot be written to."""
    return Trouble(
        "read_only",
        _("Không ghi được vào thư mục của sổ: {folder}").format(folder=folder.name),
        _("Bỏ thuộc tính chỉ đọc hoặc chép sổ sang ổ đĩa khác rồi mở lại."),
    )


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def writable(folder: Path) -> bool:
    """Whether files can be made in `folder`."""
    return os.access(folder, os.W_OK)
