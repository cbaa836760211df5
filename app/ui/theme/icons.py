"""Remix icons from QtAwesome's font, drawn as outlines in the colour of the theme at the moment of painting.

Only the font file and its table of names are read: importing the package itself loads eight icon
fonts and costs more than the whole first window.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

from app.ui.theme import state

_UNIT = 64.0  # outlines are kept at this size and scaled when painted


@cache
def _files() -> tuple[Path, Path]:
    found = find_spec("qtawesome")
    folder = Path((found.submodule_search_locations or [""])[0] if found else "") / "fonts"
    return next(folder.glob("remixicon-[0-9]*.ttf")), next(folder.glob("remixicon-charmap-*.json"))


@cache
def _table() -> dict[str, str]:
    names: dict[str, str] = json.loads(_files()[1].read_text("utf-8"))
    return names


@cache
def _raw() -> QRawFont:
    return QRawFont(str(_files()[0]), _UNIT)


@cache
def outline(name: str) -> QPainterPath:
    """The outline of an icon in a square of 64; `name` as in "task" (the line form) or "check-fill"."""
    if not name.endswith(("-line", "-fill")):
        name += "-line"
    code = _table()[name]
    raw = _raw()
    glyph = raw.glyphIndexesForString(chr(int(code, 16)))[0]
    path = raw.pathForGlyph(glyph)
    # The glyph stands on the baseline of a square em: bring it into the middle of the square.
    return QTransform.fromTranslate(0, _UNIT - raw.descent()).map(path)


def paint(painter: QPainter, name: str, rect: QRect | QRectF, colour: str = "text2") -> None:
    """Paint an icon into a square; `colour` is the name of a token."""
    box = QRectF(rect)
    side = min(box.width(), box.height())
    path = outline(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.x() + (box.width() - side) / 2, box.y() + (box.height() - side) / 2)
    painter.scale(side / _UNIT, side / _UNIT)
    painter.fillPath(path, state.q(colour))
    painter.restore()


class _Engine(QIconEngine):
    """Draws an outline whenever it is asked, so size, scale and theme are always right."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self.name, self.colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        paint(painter, self.name, rect, "text3" if mode == QIcon.Mode.Disabled else self.colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, on: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, on)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self.name, self.colour)


@cache
def icon(name: str, colour: str = "text2") -> QIcon:
    """An icon for menus and actions that follows the theme."""
    return QIcon(_Engine(name, colour))


def forget() -> None:
    """Drop icons made for another theme."""
    icon.cache_clear()
