"""The tour: the main job played once in the real window, offscreen, with pictures and an account of it.

`play(out)` answers `{"steps": […], "failed": how many, "out": folder}`. It works with real widgets over
temporary workspaces and a clock of its own; nothing of the user's is touched.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DAY = datetime.date(2025, 11, 17)
"""The rules in force on this day are the best confirmed ones in the packs."""
PARTS = ("anh", "van-ban", "usb")
"""Folders of pictures, papers and packages."""


@contextlib.contextmanager
def light_keys() -> Iterator[None]:
    """Passwords stretched lightly: these workspaces are thrown away at the end."""
    from app.storage import keys

    before = keys.MEMORY_KIB, keys.PASSES
    keys.MEMORY_KIB, keys.PASSES = 64, 1
    try:
        yield
    finally:
        keys.MEMORY_KIB, keys.PASSES = before


def play(out: Path | None = None, today: datetime.date | None = None) -> dict[str, Any]:
    """Play the tour; pictures, papers, packages and `tour.md` go to `out`, by default a temporary folder.

    Raises Refused when other things lie in `out`, Trouble when it cannot be written to.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.ui.preferences import Preferences
    from app.ui.start import application
    from app.ui.tour.account import write
    from app.ui.tour.hands import Days, Hands
    from app.ui.tour.story import Story

    target = _folders(out)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="so-chi-bo-tour-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        app = application(Preferences(folder / "settings.json"))
        with light_keys(), Hands(target / "anh") as hands:
            steps = Story(target, folder, Days(today or DAY)).tell(hands)
        app.processEvents()
    told = {
        "steps": steps,
        "failed": sum(bool(step["failed"]) for step in steps),
        "seconds": round(time.monotonic() - begun, 1),
        "out": str(target),
    }
    write(target / "tour.md", told, today or DAY)
    return told


def _folders(out: Path | None) -> Path:
    """The folder that takes everything, without what an earlier tour left in it. Raises Refused, Trouble."""
    from app.storage.files import machine_failure, write_bytes
    from app.trouble import Refused
    from app.words import _

    target = Path(tempfile.mkdtemp(prefix="so-chi-bo-tour-")) if out is None else out
    account = target / "tour.md"
    if not account.is_file() and any((target / name).exists() for name in PARTS):
        raise Refused(
            "not_empty",
            _("Thư mục {folder} đã có tệp khác.").format(folder=target.name),
            _("Chọn một thư mục trống."),
        )
    try:
        target.mkdir(parents=True, exist_ok=True)
        write_bytes(account, _("# Chạy thử việc chính: đang chạy\n").encode())
        for name in PARTS:
            shutil.rmtree(target / name, ignore_errors=True)
            (target / name).mkdir()
    except OSError as error:
        raise machine_failure(error, target.name) from error
    return target
