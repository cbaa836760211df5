"""The start: which workspace, its password, then the window; and back when another one is wanted.

`main(argv)` is what the program runs; `run(workspace, clock)` shows a workspace that is already open.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.storage.clock import Clock
from app.ui import jobs, pages, theme
from app.ui.preferences import Preferences

if TYPE_CHECKING:
    from app.storage.workspace import Workspace
    from app.ui.entrance import Entrance
    from app.ui.window import Window

PASSWORD = "SO_CHI_BO_PASSWORD"


def application(preferences: Preferences) -> QApplication:
    """The application with its scale and theme; the one there is when it was made before."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    theme.prepare(preferences.get("scale"))
    made = QApplication(sys.argv[:1])
    made.setApplicationName("so-chi-bo")
    made.setApplicationDisplayName("Sổ Chi bộ")
    theme.apply(made, preferences.get("theme"))
    return made


class Start(QObject):
    """Holds the one window in front: the entrance (first start, password) or an open workspace."""

    def __init__(self, preferences: Preferences, clock: Clock) -> None:
        super().__init__()
        self.preferences, self.clock = preferences, clock
        self.entrance: Entrance | None = None
        self.window: Window | None = None
        sys.excepthook = self._bug

    def begin(self, folder: Path | None = None) -> None:
        """Ask for the password of a workspace: the one named, else the one opened last.

        A password in the environment, as the command line takes it, is tried at once.
        """
        known = self.preferences.workspaces
        wanted = folder or (known[0] if known else None)
        self.enter(wanted)
        if wanted is not None and self.entrance is not None and (password := os.environ.get(PASSWORD)):
            self.entrance.try_password(password)

    def enter(self, folder: Path | None) -> None:
        """Show the entrance before a workspace, or the first start when there is none."""
        from app.ui.entrance import Entrance

        made = Entrance(self.preferences, self.clock)
        made.opened.connect(self.open)
        made.show_folder(folder) if folder is not None else made.show_doors()
        made.show()
        self.entrance = made

    def open(self, workspace: Workspace, list_file: Path | None = None) -> Window:
        """Show the window of an open workspace; `list_file` is taken in at once."""
        from app.ui.session import Sitting
        from app.ui.trial import is_trial
        from app.ui.window import Window

        if not is_trial(workspace.path):
            self.preferences.opened(workspace.path)
        made = Window(Sitting(workspace, self.clock), self.preferences)
        made.switch_asked.connect(self.switch)
        made.go(pages.START)
        if list_file is not None:
            made.go("import", file=list_file)
        made.show()
        before, self.window = self.entrance, made
        self.entrance = None
        if before is not None:
            before.close()
            before.deleteLater()
        made.read_facts_soon()
        return made

    def switch(self, folder: str) -> None:
        """Close this workspace and ask for another; a page with something unsaved may refuse."""
        if self.window is None or not self.window.close():
            return
        old, self.window = self.window, None
        self.enter(Path(folder)) if folder else self._choose()
        old.deleteLater()

    def _choose(self) -> None:
        self.enter(None)
        assert self.entrance is not None
        self.entrance.show_known()

    def _bug(self, kind: type[BaseException], wrong: BaseException, trace: Any) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        sys.__excepthook__(kind, wrong, trace)
        from app.ui.widgets.dialogs import tell

        tell(self.window or self.entrance, wrong.with_traceback(trace))


def _quicken() -> None:
    """Let the collector of garbage rest while the window is made: nothing made then is thrown away soon."""
    gc.disable()
    QTimer.singleShot(1500, _collect_again)


def _collect_again() -> None:
    if jobs.running():  # not while one runs: see app.ui.jobs
        QTimer.singleShot(500, _collect_again)
        return
    gc.freeze()
    gc.enable()


def run(workspace: Workspace, clock: Clock | None = None) -> int:
    """Show an open workspace until its window is closed; the exit code. Nothing is remembered of it."""
    preferences = Preferences()
    app = application(preferences)
    _quicken()
    start = Start(preferences, clock or Clock())
    start.open(workspace)
    return app.exec()


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window: `-w DIR` a workspace, `--today YYYY-MM-DD` what is taken for today. The exit code."""
    import argparse
    import datetime

    parser = argparse.ArgumentParser(prog="so-chi-bo", add_help=False, allow_abbrev=False)
    parser.add_argument("-w", "--workspace", type=Path)
    parser.add_argument("--today", type=datetime.date.fromisoformat)
    given, _rest = parser.parse_known_args(argv)
    preferences = Preferences()
    app = application(preferences)
    _quicken()
    start = Start(preferences, Clock(given.today))
    QTimer.singleShot(0, lambda: start.begin(given.workspace))
    return app.exec()
