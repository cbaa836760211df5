"""Files are written whole or not at all, and the machine's reasons are told by code."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.storage.files import write_atomically
from app.trouble import Trouble


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "no_permission"),
        (errno.EBUSY, "file_in_use"),
        (errno.EIO, "medium_gone"),
        (errno.ENODEV, "medium_gone"),
    ],
)
def test_the_old_file_stays_and_no_temporary_one(tmp_path: Path, number: int, code: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(Trouble) as told, write_atomically(path) as file:
        file.write(b"half")
        raise OSError(number, "no")
    assert told.value.code == code and told.value.hint
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("number", "code"), [(32, "file_in_use"), (112, "disk_full"), (21, "medium_gone")])
def test_what_windows_says_by_its_own_numbers_is_understood(tmp_path: Path, number: int, code: str) -> None:
    error = OSError(errno.EACCES, "no")
    error.winerror = number  # type: ignore[attr-defined]
    with pytest.raises(Trouble) as told, write_atomically(tmp_path / "a") as _file:
        raise error
    assert told.value.code == code


def test_a_bug_passes_unchanged_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError), write_atomically(tmp_path / "a") as file:
        file.write(b"half")
        raise KeyError("bug")
    assert list(tmp_path.iterdir()) == []
