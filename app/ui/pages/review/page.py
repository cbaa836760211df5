"""Đợt rà soát: the review of members, opinions asked outside, inspections, figures of screening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedLayout, QTabBar, QWidget

from app.ui.page import Room
from app.ui.pages.common import SittingPage
from app.ui.pages.review.part import Part
from app.ui.widgets.base import Hairline, box, column, shown
from app.ui.widgets.empty import EmptyState
from app.words import N_, _

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting

PARTS = (
    ("round", N_("Từng đảng viên")),
    ("opinions", N_("Ý kiến ngoài chi bộ")),
    ("inspection", N_("Kiểm tra, giám sát")),
    ("figures", N_("Số liệu")),
)


def make_part(name: str, page: ReviewPage) -> Part:
    """A part of the page, made when it is first shown."""
    from app.ui.pages.review.figures import FiguresPart
    from app.ui.pages.review.inspection import InspectionPart
    from app.ui.pages.review.opinions import OpinionsPart
    from app.ui.pages.review.round import RoundPart

    known = {"round": RoundPart, "opinions": OpinionsPart, "inspection": InspectionPart}
    return (known | {"figures": FiguresPart})[name](page)


class ReviewPage(SittingPage):
    """A tab for each part. To whoever does not handle restricted cases it shows nothing."""

    guide = "review"
    up = "screening"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.parts: dict[str, Part] = {}
        committee = sitting.workspace.is_committee
        parts = [one for one in PARTS if committee or one[0] != "inspection"]
        self.names = [name for name, _title in parts]
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("Phần của trang"))
        for _name, title in parts:
            self.tabs.addTab(_(title))
        self._stack = QStackedLayout()
        self._stack.addWidget(
            EmptyState("survey", _("Chưa có đợt rà soát nào"), _("Chi bộ chưa mở đợt rà soát."))
        )
        self._tab_box = box(column(self.tabs, Hairline(), 12))
        self._whole = column(self._tab_box, (box(self._stack), 1), margins=(24, 0, 24, 24))
        self.setLayout(self._whole)
        shown(self._tab_box, self.may)
        self.tabs.currentChanged.connect(lambda at: self.show_part(self.names[at]))

    @property
    def may(self) -> bool:
        """Whether the user handles restricted records."""
        return self.sitting.workspace.sees_all

    @property
    def part(self) -> Part | None:
        """The part in front."""
        return self.parts.get(self.names[self.tabs.currentIndex()]) if self.may else None

    def opened(self, part: str = "", **where: Any) -> None:
        wanted = part if part in self.names else self.names[self.tabs.currentIndex()]
        if not self.may:
            return
        self.tabs.setCurrentIndex(self.names.index(wanted))
        self.show_part(wanted)
        self.parts[wanted].opened(**where)

    def show_part(self, name: str) -> None:
        """Bring a part to the front."""
        if not self.may:
            return
        if name not in self.parts:
            made = self.parts[name] = make_part(name, self)
            made.head_changed.connect(self.head_changed)
            self._stack.addWidget(made)
            made.arrange(self.frame.room)
        self._stack.setCurrentWidget(self.parts[name])
        self.parts[name].read()
        self.head_changed.emit()

    def refresh(self, changes: Any = None) -> None:
        if self.part is not None and self.frame.current == "review":
            self.part.read()
            self.head_changed.emit()

    def summary(self) -> str:
        return self.part.summary() if self.part is not None else ""

    def head_actions(self) -> list[QWidget]:
        return self.part.actions() if self.part is not None else []

    def leave(self) -> bool:
        return all(part.leave() for part in self.parts.values())

    def arrange(self, room: Room) -> None:
        edge = 20 if room == Room.NARROW else 24
        self._whole.setContentsMargins(edge, 0, edge, 12 if room == Room.NARROW else 24)
        for part in self.parts.values():
            part.arrange(room)
