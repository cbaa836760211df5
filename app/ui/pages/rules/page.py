"""Quy định: what holds on a day and why, documents, two days compared, what is not known, packs."""

from __future__ import annotations

import datetime
import importlib
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.ui.page import Room
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.fact_fields import WholeDateEdit
from app.ui.pages.common import SittingPage
from app.ui.widgets.base import Label, box, column, mark, row, shown
from app.ui.widgets.chips import ChipBar
from app.words import N_, _

if TYPE_CHECKING:
    from app.regulations.rulebook import Rulebook
    from app.ui.frame import Frame
    from app.ui.pages.rules.list import RuleList
    from app.ui.pages.rules.part import RulesPart
    from app.ui.session import Sitting

PARTS = (
    ("list", N_("Quy định")),
    ("documents", N_("Văn bản")),
    ("compare", N_("So sánh")),
    ("unknown", N_("Chưa có nguồn")),
    ("packs", N_("Bộ quy định")),
)
OF_A_DAY = ("list", "documents", "unknown")
"""Parts that speak of the day chosen at the top."""


_MADE_IN = {
    "list": ("list", "RuleList"),
    "documents": ("documents", "DocumentList"),
    "compare": ("compare", "ComparePart"),
    "unknown": ("unknown", "UnknownPart"),
    "packs": ("packs", "PacksPart"),
}
"""Module and class of each part, imported when it is first shown."""


class RulesPage(SittingPage):
    """One part at a time; the day above holds for all that speak of one day."""

    guide = "rules"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        from app.regulations.dates import PartialDate

        self.day = sitting.today
        self.parts: dict[str, RulesPart] = {}
        self._stale: set[str] = set()
        self.date = WholeDateEdit(sitting.today.year + 1)
        self.date.set_value(PartialDate.of(self.day))
        self.date.setMaximumWidth(134)
        self.date.setAccessibleName(_("Quy định có hiệu lực vào ngày"))
        self.date_label = Label(_("Ngày"), "small", "text2")
        self.date_label.setBuddy(self.date)
        self.wrong = Label("", "small", "rust", wrap=True)
        self.chooser = ChipBar([(key, _(title), None) for key, title in PARTS], spoken=_("Phần của trang"))
        self._place = column()
        head = row((self.chooser, 1), 12, self.date_label, 8, self.date)
        self._whole = column(head, 8, self.wrong, 4, (box(self._place), 1), margins=(24, 0, 24, 24))
        self.setLayout(self._whole)
        shown(self.wrong, False)
        self.chooser.chosen.connect(self.show_part)
        self.date.value_changed.connect(self._day_typed)
        self.date.complained.connect(self._complain)

    # Where one is

    def opened(
        self, part: str = "", rule: str = "", day: datetime.date | None = None, pack: str = "", **where: Any
    ) -> None:
        if day is not None:
            self.set_day(day)
        self.show_part(part or ("list" if rule else self.chooser.value) or "list")
        if rule:
            self.rules.show_rule(rule)
        elif pack:
            self.part.show_pack(pack)
        else:
            self.part.take_focus()

    @property
    def rules(self) -> RuleList:
        """The rules of the day."""
        return self.part_of("list")  # type: ignore[return-value]

    @property
    def part(self) -> RulesPart:
        """The part in front."""
        return self.part_of(self.chooser.value or "list")

    def part_of(self, name: str) -> RulesPart:
        """A part, made when it is first asked for."""
        if name not in self.parts:
            module, called = _MADE_IN[name]
            made: RulesPart = getattr(importlib.import_module(f"app.ui.pages.rules.{module}"), called)(self)
            self.parts[name] = made
            self._place.addWidget(made, 1)
            made.read()
            made.arrange(self.frame.room)
            shown(made, False)
        return self.parts[name]

    def show_part(self, name: str) -> None:
        """Bring a part to the front."""
        self.chooser.set_value(name)
        found = self.part_of(name)
        for other in self.parts.values():
            shown(other, other is found)
        if name in self._stale:
            self._stale.discard(name)
            found.read()
        for part in (self.date, self.date_label):
            shown(part, name in OF_A_DAY)
        self.head_changed.emit()

    # Day

    def set_day(self, day: datetime.date) -> None:
        """Look at another day."""
        from app.regulations.dates import PartialDate

        self.date.set_value(PartialDate.of(day))
        self._complain("")
        if day != self.day:
            self.day = day
            self._read_anew()

    def _day_typed(self, value: Any) -> None:
        if value is not None and value.whole:
            self.set_day(value.first())

    def _complain(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        shown(self.wrong, bool(sentence))
        mark(self.date, wrong=bool(sentence))

    # Records

    def book(self) -> Rulebook:
        """The rulebook as it stands."""
        with self.sitting.looking() as unit:
            return unit.rulebook

    @property
    def may_set(self) -> bool:
        """Whether the user may set values and packs of the office."""
        from app.storage.rights import ROLES

        return "admin" in ROLES.get(self.sitting.workspace.user.role, set())

    def refresh(self, changes: Any = None) -> None:
        if not getattr(changes, "cases", None) and not getattr(changes, "persons", None):
            self._read_anew()

    def _read_anew(self) -> None:
        """The part in front is read at once, the others when they come to the front."""
        self._stale = set(self.parts) - {self.chooser.value}
        if self.chooser.value in self.parts:
            self.part.read()
        self.head_changed.emit()

    # Head

    def heading(self) -> str:
        return _("Quy định")

    def summary(self) -> str:
        if self.chooser.value in self.parts:
            return self.part.summary()
        return _("Có hiệu lực ngày {day}").format(day=words.day_words(self.day))

    def head_actions(self) -> list[QWidget]:
        return self.part.head_actions() if self.chooser.value in self.parts else []

    def arrange(self, room: Room) -> None:
        narrow = room == Room.NARROW
        edge = 20 if narrow else 24
        self._whole.setContentsMargins(edge, 0, edge, 12 if narrow else 24)
        for part in self.parts.values():
            part.arrange(room)
        self.head_changed.emit()
