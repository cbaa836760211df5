"""Starting the program again, for settings that hold from the next start on."""

from __future__ import annotations

import sys

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication


def restart() -> None:
    """Close the window as its user would, and begin anew."""
    rest = list(sys.argv[1:])
    arguments = rest if getattr(sys, "frozen", False) else ["-m", "app", *rest]
    app = QApplication.instance()
    if isinstance(app, QApplication) and all(
        window.close() for window in app.topLevelWidgets() if window.isVisible()
    ):
        QProcess.startDetached(sys.executable, arguments)
        app.quit()
