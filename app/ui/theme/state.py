"""The theme in use; widgets ask here when they paint, never before."""

from __future__ import annotations

from PySide6.QtGui import QColor

from app.ui.theme.tokens import LIGHT, THEMES, Colours

_now: Colours = LIGHT
_flat: dict[str, QColor] = {}


def use(name: str) -> Colours:
    """Make a theme ("light" or "dark") the one in use."""
    global _now
    _now = THEMES[name]
    _flat.clear()
    return _now


def colours() -> Colours:
    """All colours of the theme in use."""
    return _now


def q(name: str) -> QColor:
    """A colour by the name of its token, as in "text2" or "green_fill"."""
    if not _flat:
        _flat.update({key: QColor(value) for key, value in _now.flat().items()})
    return _flat[name]
