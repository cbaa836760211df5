"""Fonts by role: Segoe UI on Windows, Open Sans or Noto Sans elsewhere, always with tabular figures."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from app.ui.theme.tokens import ROLES

_TABULAR = ("Segoe UI", "Open Sans", "Noto Sans")
_cache: dict[tuple[str, bool], QFont] = {}
_metrics: dict[tuple[str, bool], QFontMetricsF] = {}
_family = ""


def family() -> str:
    """The family in use, "" where none of ours is installed (then the system's own is taken)."""
    global _family
    if not _family:
        wanted = _TABULAR if sys.platform == "win32" else _TABULAR[1:]
        _family = next((name for name in wanted if QFontDatabase.hasFamily(name)), "") or QFont().family()
    return _family


def in_points() -> bool:
    """Whether sizes are given in points, as for Segoe UI, or in pixels."""
    return family() == "Segoe UI"


def size_css(role: str) -> str:
    """The size of a role as the style sheet writes it."""
    points, pixels = ROLES[role]
    return f"{points}pt" if in_points() else f"{pixels}px"


def font(role: str = "base", bold: bool = False) -> QFont:
    """The font of a role; `bold` is weight 600. Shared: copy before changing it."""
    key = (role, bold)
    if key not in _cache:
        made = QFont(family())
        points, pixels = ROLES[role]
        if in_points():
            made.setPointSizeF(points)
        else:
            made.setPixelSize(pixels)
        made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        if family() not in _TABULAR:
            made.setFeature(QFont.Tag("tnum"), 1)
        _cache[key] = made
    return _cache[key]


def metrics(role: str = "base", bold: bool = False) -> QFontMetricsF:
    """Measures of a role's font."""
    key = (role, bold)
    if key not in _metrics:
        _metrics[key] = QFontMetricsF(font(role, bold))
    return _metrics[key]


def width(text: str, role: str = "base", bold: bool = False) -> int:
    """Logical pixels the text takes on one line."""
    return int(metrics(role, bold).horizontalAdvance(text) + 0.99)


def forget() -> None:
    """Drop what was kept, after a change of family."""
    global _family
    _family = ""
    _cache.clear()
    _metrics.clear()
