"""Theme: tokens, fonts, icons and the one style sheet; `apply` sets them all on the application."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication, QPalette, Qt
from PySide6.QtWidgets import QApplication

from app.ui.theme import fonts, icons, state, tokens
from app.ui.theme.fonts import font, metrics, width
from app.ui.theme.icons import icon
from app.ui.theme.sheet import sheet
from app.ui.theme.state import colours, q

SCALES = (100, 125, 150, 175, 200)


def prepare(scale: int = 100) -> None:
    """Before QApplication: the scale of the interface in percent, on top of the system's own."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    percent = max(100, min(200, scale))
    if percent != 100:
        os.environ["QT_SCALE_FACTOR"] = f"{percent / 100:g}"
    else:
        os.environ.pop("QT_SCALE_FACTOR", None)


def apply(app: QApplication, name: str = "light") -> None:
    """Set font, palette and style sheet of a theme; may be called again at any time to change it."""
    if app.property("soTheme") == name:
        return
    state.use(name)
    icons.forget()
    if app.property("soTheme") is None:
        app.setStyle("Fusion")
        app.setFont(font("base"))
    app.setProperty("soTheme", name)
    app.setPalette(_palette())
    app.setStyleSheet(sheet())


def system_prefers_dark() -> bool:
    """Whether the desktop asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette() -> QPalette:
    roles = QPalette.ColorRole
    made = QPalette()
    for role, name in {
        roles.Window: "bg",
        roles.WindowText: "text",
        roles.Base: "surface",
        roles.AlternateBase: "bg",
        roles.Text: "text",
        roles.Button: "surface",
        roles.ButtonText: "text",
        roles.BrightText: "on_accent",
        roles.Highlight: "sel",
        roles.HighlightedText: "text",
        roles.Accent: "text2",
        roles.Link: "text",
        roles.LinkVisited: "text",
        roles.ToolTipBase: "raised",
        roles.ToolTipText: "text",
        roles.PlaceholderText: "text3",
        roles.Light: "raised",
        roles.Midlight: "line",
        roles.Mid: "line",
        roles.Dark: "ctl",
        roles.Shadow: "ctl",
    }.items():
        made.setColor(role, q(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, q("text3"))
    return made


__all__ = [
    "SCALES", "apply", "colours", "font", "fonts", "icon", "icons", "metrics", "prepare", "q", "sheet",
    "state", "system_prefers_dark", "tokens", "width",
]  # fmt: skip
