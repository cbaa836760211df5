"""Pictures of widgets without a screen: `shot(widget, path, width, height, theme)`.

The scale is taken from the application (QT_SCALE_FACTOR): sizes here are device pixels, as on the
screen that is imitated.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import theme


def settle(rounds: int = 3) -> None:
    """Let layouts, timers of zero length and deletions happen."""
    for _round in range(rounds):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shot(widget: QWidget, path: Path | str, width: int = 1366, height: int = 768, name: str = "") -> Path:
    """Render a widget as a screen of `width` × `height` device pixels would show it; `name` is the theme."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if name:
        theme.apply(app, name)
    ratio = widget.devicePixelRatioF()
    widget.resize(round(width / ratio), round(height / ratio))
    widget.show()
    settle()
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(target))
    return target
