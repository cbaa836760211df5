"""The program's side of starting: opens a workspace as the program does and ends after the list is painted.

`python -m bench.our_window DIR PASSWORD` prints `painted S`, S the seconds the password check took.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from app.procedures.office import open_office
from app.storage import keys
from app.storage.clock import Clock
from app.ui import pages, start
from app.ui.preferences import Preferences


def main(folder: Path, password: str) -> None:
    """Open, show the list of members, wait for its first paint with rows."""
    for name in ("XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        os.environ[name] = str(folder.parent)  # nothing of this stays in the user's own settings
    spent = [0.0]
    check = keys.open_with_password

    def timed(*args: Any, **kwargs: Any) -> Any:
        begun = time.perf_counter()
        try:
            return check(*args, **kwargs)
        finally:
            spent[0] += time.perf_counter() - begun

    keys.open_with_password = timed
    pages.START = "members"  # the list is what is measured, also where another page comes first
    preferences = Preferences()
    application = start.application(preferences)
    workspace = open_office(folder, password)
    window = start.Start(preferences, Clock()).open(workspace)
    page: Any = window.page("members")
    paint = page.view.paintEvent

    def painted(event: Any) -> None:
        paint(event)
        if page.model.rowCount():
            print(f"painted {spent[0]}", flush=True)
            os._exit(0)

    page.view.paintEvent = painted
    QTimer.singleShot(0, page.view.viewport().update)
    sys.exit(application.exec())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
