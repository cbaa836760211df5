"""Writing files so that a crash, a full disk or a pulled stick leaves the old file or the new one.

Temporary name beside the target, flush, fsync, rename, fsync of the folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.trouble import Trouble
from app.words import _

# Windows tells more by its own numbers than errno does: open elsewhere, drive not ready, unplugged.
_BY_WINDOWS_NUMBER = {
    19: errno.EROFS,
    21: errno.ENODEV,
    32: errno.EBUSY,
    33: errno.EBUSY,
    39: errno.ENOSPC,
    112: errno.ENOSPC,
    433: errno.ENODEV,
    1167: errno.ENODEV,
}


def machine_failure(error: OSError, name: str) -> Trouble:
    """The trouble behind an OSError while `name` was written."""
    number = _BY_WINDOWS_NUMBER.get(getattr(error, "winerror", None) or 0, error.errno)
    if number in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(
            "disk_full",
            _("Ổ đĩa đã đầy, chưa ghi được {name}.").format(name=name),
            _("Giải phóng chỗ hoặc chọn ổ khác rồi làm lại."),
        )
    if number == errno.EROFS:
        return Trouble(
            "read_only",
            _("Ổ đĩa chỉ cho đọc, chưa ghi được {name}.").format(name=name),
            _("Gạt chốt chống ghi của USB hoặc chọn ổ khác."),
        )
    if number in (errno.EACCES, errno.EPERM):
        return Trouble(
            "no_permission",
            _("Không có quyền ghi {name}.").format(name=name),
            _("Nếu tệp đang mở ở chương trình khác thì đóng lại, hoặc chọn thư mục khác."),
        )
    if number in (errno.EBUSY, errno.ETXTBSY):
        return Trouble(
            "file_in_use",
            _("Tệp {name} đang mở ở chương trình khác.").format(name=name),
            _("Đóng tệp đó rồi làm lại."),
        )
    if number == errno.EISDIR:
        return Trouble(
            "is_a_folder",
            _("{name} là một thư mục, không phải tệp.").format(name=name),
            _("Ghi tên tệp ở cuối đường dẫn."),
        )
    return Trouble(
        "medium_gone",
        _("Không ghi được {name}: ổ đĩa hoặc USB đã rút ra hay bị lỗi.").format(name=name),
        _("Cắm lại USB rồi làm lại; sổ không mất gì."),
    )


@contextmanager
def write_atomically(path: Path) -> Iterator[IO[bytes]]:
    """A binary file that becomes `path` when the block ends well, and leaves nothing when it does not.

    Raises Trouble: disk_full, read_only, no_permission, file_in_use, is_a_folder, medium_gone.
    """
    temporary = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise machine_failure(error, path.name) from error
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write_bytes(path: Path, data: bytes) -> None:
    """Write a small file whole. Raises Trouble."""
    with write_atomically(path) as file:
        file.write(data)


def sync_folder(folder: Path) -> None:
    """Make what was renamed or taken away in a folder last."""
    if os.name == "nt":
        return  # Windows has no handle on a folder; the rename itself is journaled there
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
