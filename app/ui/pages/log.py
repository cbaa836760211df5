"""Nhật ký xem, in: who looked at, printed or exported a restricted case, for those who handle them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.models.folding import fold
from app.procedures.seen import WHAT, Seen, seen
from app.ui.page import Room
from app.ui.pages.case.parts import words
from app.ui.pages.common import SittingPage
from app.ui.widgets.base import column, row
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.search_box import SearchBox
from app.ui.widgets.table import Column, PagedTableModel, TablePanel
from app.words import _, count_text

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting


class LogPage(SittingPage):
    """`opened(person=…, case=…)` narrows the list; the search narrows it by words."""

    guide = "screening"
    up = "screening"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.of: dict[str, str] = {}
        self.lines: list[Seen] = []
        self.search = SearchBox(_("Tìm người, việc"))
        self.search.setMaximumWidth(300)
        self.model = PagedTableModel(
            [
                Column("at", _("Lúc"), width=140, must=True),
                Column("by", _("Ai"), width=170),
                Column("what", _("Việc"), width=150),
                Column("name", _("Hồ sơ của"), width=180, grow=True, tone="text"),
                Column("procedure", _("Loại hồ sơ"), width=240, priority=2),
            ],
            self._fetch,
            count=lambda _where: len(self._rows()),
            parent=self,
        )
        self.table = TablePanel(
            self.model,
            noun=_("lần"),
            enter=_("Nhấn Enter để mở hồ sơ"),
            spoken=_("Nhật ký xem, in"),
            empty=EmptyState(
                "history",
                _("Chưa có lần xem, in nào"),
                _("Mỗi lần mở, in, xuất một hồ sơ rà soát đều ghi lại ở đây."),
            ),
        )
        self._whole = column(row(self.search, None), 13, (self.table, 1), margins=(24, 0, 24, 24))
        self.setLayout(self._whole)
        self.search.asked.connect(lambda _text: self.model.ask())
        self.table.opened.connect(self._open)

    def opened(self, person: str = "", case: str = "", **where: Any) -> None:
        self.of = {"person": person, "case": case}
        self.read()

    def refresh(self, changes: Any = None) -> None:
        if self.frame.current == "log":
            self.read()

    def read(self) -> None:
        """Read the log anew; to who does not handle restricted cases there is none."""
        self.lines = []
        if self.sitting.workspace.sees_all:
            with self.sitting.looking() as unit:
                self.lines = seen(unit, **self.of)
        self.model.ask()
        self.head_changed.emit()

    def summary(self) -> str:
        return _("{n} lần xem, in").format(n=count_text(len(self.lines))) if self.lines else ""

    def arrange(self, room: Room) -> None:
        edge = 20 if room == Room.NARROW else 24
        self._whole.setContentsMargins(edge, 0, edge, 16 if room == Room.NARROW else 24)

    def _rows(self) -> list[Seen]:
        wanted = fold(self.search.text()).split()
        return [
            line
            for line in self.lines
            if all(w in fold(f"{line.name} {line.by} {_said(line)}") for w in wanted)
        ]

    def _fetch(self, offset: int, limit: int, sort: tuple[str, bool] | None, where: Any) -> Sequence[Any]:
        found = list(enumerate(self._rows()))
        if sort is not None:
            found.sort(key=lambda pair: str(getattr(pair[1], sort[0])), reverse=sort[1])
        return [
            {
                "id": number,
                "at": _time(line.at),
                "by": line.by,
                "what": _said(line),
                "name": line.name,
                "procedure": line.procedure,
            }
            for number, line in found[offset : offset + limit]
        ]

    def _open(self, number: Any) -> None:
        if case := self._rows()[int(number)].case:
            self.frame.go("case", case=case)


def _said(line: Seen) -> str:
    """What was done: seen, printed with the name of the form, exported."""
    done = _(WHAT.get(line.what, line.what))
    return f"{done}: {words.form_title(line.form)}" if line.form else done


def _time(at: str) -> str:
    """The time of the PC, day before month."""
    return f"{datetime.datetime.fromisoformat(at.replace('Z', '+00:00')).astimezone():%H:%M %d/%m/%Y}"
