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
    """Play the tour; pictures, papers, packages and `tour.md` go to `out` (a new temporary folder without it)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.ui.tour.account import write
    from app.ui.tour.hands import Days, Hands
    from app.ui.tour.story import Story

    target = Path(tempfile.mkdtemp(prefix="so-chi-bo-tour-")) if out is None else out
    for name in ("anh", "van-ban", "usb"):
        shutil.rmtree(target / name, ignore_errors=True)
        (target / name).mkdir(parents=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="so-chi-bo-tour-", ignore_cleanup_errors=True) as folder:
        with light_keys():
            story = Story(target, Path(folder), Days(today or DAY))
            with Hands(target / "anh") as hands:
                steps = story.tell(hands)
    told = {
        "steps": steps, "failed": sum(bool(step["failed"]) for step in steps),
        "seconds": round(time.monotonic() - begun, 1), "out": str(target),
    }  # fmt: skip
    write(target / "tour.md", told, today or DAY)
    return told
