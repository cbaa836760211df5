"""What a page is to the frame: how it is listed, opened, refreshed and left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.theme import tokens

if TYPE_CHECKING:
    from app.ui.frame import Frame


class Room(IntEnum):
    """How wide the window is, in logical pixels; pages arrange themselves by it."""

    NARROW = 0  # < 1000: navigation and timeline folded
    SMALL = 1  # 1000-1239: right panels are drawers
    MEDIUM = 2  # 1240-1319: gaps one step smaller
    WIDE = 3

    @staticmethod
    def of(width: int) -> Room:
        """The room a window of this width gives."""
        return (
            Room.WIDE if width >= tokens.WIDE
            else Room.MEDIUM if width >= tokens.MEDIUM
            else Room.SMALL if width >= tokens.NARROW
            else Room.NARROW
        )  # fmt: skip

    @property
    def gap(self) -> int:
        """The gap between cards."""
        return tokens.S5 if self >= Room.WIDE else tokens.S4


class Page(QWidget):
    """One page; override what is needed. `head_changed` makes the frame read the head of the page anew."""

    title = ""
    guide = ""  # the page of the guide F1 opens
    up = ""  # id of the page the back arrow leads to, "" for none
    line_below_head = False  # a hairline under the head, as on a case

    head_changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame

    def heading(self) -> str:
        """The words at the top of the page."""
        return self.title

    def summary(self) -> str:
        """One line that sums the page up."""
        return ""

    def head_actions(self) -> list[QWidget]:
        """Buttons of the head, the primary one last. Asked at each `head_changed`; may be the same ones."""
        return []

    def opened(self, **where: Any) -> None:
        """The page comes to the front; `where` says what of it (a person, a case, a filter)."""

    def refresh(self, changes: Any = None) -> None:
        """Records changed: redraw what is touched, never everything."""

    def leave(self) -> bool:
        """Asked before another page comes; False keeps this one (something unsaved was kept open)."""
        return True

    def arrange(self, room: Room) -> None:
        """The window grew or shrank past one of the widths of `Room`."""


@dataclass(frozen=True)
class Entry:
    """How a page is listed. It is made when first opened, so that the window starts quickly."""

    id: str
    title: str
    icon: str
    make: Callable[[Frame], Page]
    place: str = "main"  # or "foot", or "" for a page that is not in the navigation
    under: str = ""  # the entry that is marked while a page without its own is open
