"""Lists of cases, one tab for each procedure, open ones first, and the way to open one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from app.reports import cases
from app.ui.page import Room
from app.ui.pages.case import list as case_list
from app.ui.pages.case.list import CaseLine
from app.ui.pages.case.pane import CasePane
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.new_case import NewCaseDialog
from app.ui.pages.common import SittingPage
from app.ui.widgets.base import Hairline, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.search_box import SearchBox
from app.ui.widgets.table import Cell, Column, PagedTableModel, TablePanel
from app.words import N_, _, count_text

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting

PANE = 296


class CasesPage(SittingPage):
    """The cases of some procedures: a tab for each, chips for where they stand.

    A page for other procedures names them in `procedures` and says in `begin` which tab it opens with.
    The list stays where it was when one comes back to it.
    """

    procedures: tuple[str, ...] = ()
    begin = ""
    page = ""
    """The id under which the frame knows it."""
    icon = "folder-open"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        from app.procedures.definitions import procedures as known

        self.kinds = [name for name in self.procedures if name in known()]
        self.kind = self.begin if self.begin in self.kinds else self.kinds[0]
        self.counts: dict[str, int] = {}
        self.lines: list[CaseLine] = []
        self.committee = False
        self._loaded = False
        self._wanted = ""
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("Loại hồ sơ"))
        for name in self.kinds:
            self.tabs.addTab(words.short_title(name))
        self.tabs.setCurrentIndex(self.kinds.index(self.kind))
        self.search = SearchBox(_("Tìm tên, không cần gõ dấu"))
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(250)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips = ChipBar(spoken=_("Lọc hồ sơ"))
        self.model = PagedTableModel(
            self._columns(), self._fetch, count=lambda _where: len(self._rows()), parent=self
        )
        self.table = TablePanel(
            self.model,
            noun=_("hồ sơ"),
            enter=_("Nhấn Enter để mở hồ sơ"),
            spoken=_("Danh sách hồ sơ"),
        )
        self.view = self.table.view
        self.pane = CasePane(sitting)
        self.side = FoldingPanel(self, self.pane, _("Chi tiết"), width=PANE, icon="information")
        self.columns_button = self.table.column_button()
        self.new_button = Button(_("&Mở hồ sơ mới"), "primary", icon="add")
        self._bar = row(self.search, 18, (self.chips, 1), 8, self.columns_button)
        self._body = row((self.table, 1), self.side, gap=24)
        self._tab_box = box(column(self.tabs, Hairline(), 12))
        shown(self._tab_box, len(self.kinds) > 1)
        self._whole = column(self._tab_box, self._bar, 13, (box(self._body), 1), margins=(24, 0, 24, 24))
        self.setLayout(self._whole)
        self._chosen = QTimer(self)
        self._chosen.setSingleShot(True)
        self._chosen.setInterval(40)
        self._chosen.timeout.connect(self._show_chosen)
        self.search.asked.connect(lambda _text: self.ask())
        self.chips.chosen.connect(lambda _key: self.ask())
        self.view.chosen.connect(lambda _id: self._chosen.start())
        self.table.opened.connect(self.open_case)
        self.pane.opened.connect(self.open_case)
        self.new_button.clicked.connect(lambda: self.ask_new())
        self.tabs.currentChanged.connect(self._tab_chosen)

    def _columns(self) -> list[Column]:
        return [
            Column("name", _("Họ và tên"), width=170, grow=True, tone="text", must=True),
            Column("cell", _("Chi bộ"), width=150, priority=2, hidden=True),
            Column("step", _("Đang ở bước"), width=190, priority=1),
            Column("turn", _("Đến lượt"), width=110, priority=4),
            Column("since", _("Từ ngày"), width=96, priority=5),
            Column("due", _("Hạn"), width=120, priority=2),
            Column("opened", _("Mở ngày"), width=96, priority=6, hidden=True),
        ]

    # Rows

    def _rows(self) -> list[CaseLine]:
        chip, text = self.chips.value, self.search.text().strip()
        return [line for line in self.lines if self._in(chip, line) and (not text or line.matches(text))]

    @staticmethod
    def _in(chip: str, line: CaseLine) -> bool:
        return {"open": not line.ended, "ended": bool(line.ended), "here": line.here}.get(chip, True)

    def _fetch(self, offset: int, limit: int, sort: tuple[str, bool] | None, where: Any) -> Sequence[Any]:
        found = self._rows()
        if sort is not None:
            keys = {
                "name": lambda line: (line.sort_key,),
                "step": lambda line: (line.number, line.sort_key),
                "due": lambda line: (line.due or "9999", line.sort_key),
                "cell": lambda line: (line.cell, line.sort_key),
            }
            found = sorted(
                found,
                key=keys.get(sort[0], lambda line: (getattr(line, sort[0]), line.sort_key)),
                reverse=sort[1],
            )
        return [self._row(line) for line in found[offset : offset + limit]]

    def _row(self, line: CaseLine) -> dict[str, Any]:
        step = f"{line.number}. {line.step}" if line.step else line.result or "–"
        return {
            "id": line.id,
            "name": line.name,
            "cell": line.cell or "–",
            "step": Cell(line.result or _("Đã xong"), "green" if line.result == _("Đã xong") else "grey")
            if line.ended
            else step,
            "turn": line.turn or "–",
            "since": words.date_of(line.ended or line.since) or "–",
            "due": case_list.due_cell(line, self.sitting.today),
            "opened": words.date_of(line.opened),
        }

    # Coming and going

    def _tab_chosen(self, at: int) -> None:
        self.kind = self.kinds[at]
        self.read()

    def opened(
        self, filter: str = "", new: bool = False, person: str = "", procedure: str = "", **where: Any
    ) -> None:
        if procedure in self.kinds:
            self.tabs.setCurrentIndex(self.kinds.index(procedure))
        if not self._loaded:
            self._loaded = True
            self.committee = self.sitting.committee
            if self.committee:
                self.view.show_column("cell", True)
                self.new_button.set_kind("secondary")  # a committee is there to judge cases of its cells
            self.read()
        if filter and filter in self.chips.chips:
            self.chips.set_value(filter)
            self.ask()
        self.view.setFocus()
        QTimer.singleShot(0, self, self.model.loaded.emit)  # the footer counts what fits once it is laid out
        if new:
            QTimer.singleShot(0, self, lambda: self.ask_new(person))

    def refresh(self, changes: Any = None) -> None:
        if not self._loaded:
            return
        cases, persons = getattr(changes, "cases", None), getattr(changes, "persons", None)
        if changes is not None and cases is not None and not cases and not persons and changes.deed == "":
            return
        kept = self.view.current_id()
        scrolled = self.view.verticalScrollBar().value()
        self.read()
        self.view.verticalScrollBar().setValue(scrolled)
        if kept is not None:
            self.view.choose(kept)
        self._show_chosen()

    def read(self) -> None:
        """Read the list anew; drawn only when it differs."""
        with self.sitting.reading() as session:
            owner = None if self.committee else self.sitting.office
            lines = case_list.read(session, self.kind, self.sitting.office, self.committee)
            self.counts = cases.open_counts(session, owner)
        for at, name in enumerate(self.kinds):
            n = self.counts.get(name, 0)
            text = words.short_title(name)
            self.tabs.setTabText(at, _("{title} ({n})").format(title=text, n=count_text(n)) if n else text)
        if lines == self.lines and self.model.total is not None:
            self._show_empty()
            return
        self.lines = lines
        count = {
            key: sum(1 for line in lines if self._in(key, line)) for key in ("open", "ended", "here", "all")
        }
        chips = [
            ("open", _("Đang làm"), count["open"]),
            ("ended", _("Đã xong"), count["ended"]),
            ("all", _("Tất cả"), count["all"]),
        ]
        if self.committee:
            chips.insert(0, ("here", _("Chờ cấp này xử lý"), count["here"]))
        self.chips.set_options(chips)
        self.ask()

    def ask(self) -> None:
        """Ask anew as search and chips say."""
        self.model.ask()
        self._show_empty()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._show_chosen()
        self.head_changed.emit()

    def _show_chosen(self) -> None:
        wanted = self.view.current_id()
        self.pane.show_case(next((line for line in self.lines if line.id == wanted), None))

    def summary(self) -> str:
        open_ = sum(1 for line in self.lines if not line.ended)
        if not self.lines:
            return ""
        here = sum(1 for line in self.lines if line.here)
        said = _("{n} hồ sơ đang làm, {here} hồ sơ đến lượt đơn vị mình")
        late = sum(1 for line in self.lines if line.due and line.due < self.sitting.today.isoformat())
        if late:
            said = _("{n} hồ sơ đang làm, {here} hồ sơ đến lượt đơn vị mình, {late} hồ sơ quá hạn")
        return said.format(n=count_text(open_), here=count_text(here), late=count_text(late))

    def head_actions(self) -> list[QWidget]:
        shown(self.new_button, bool(self.lines))
        return [self.side.button, self.new_button]

    def arrange(self, room: Room) -> None:
        self.side.arrange(room)
        self._body.setSpacing(room.gap)
        narrow = room == Room.NARROW
        edge = 20 if narrow else 24
        self._whole.setContentsMargins(edge, 0, edge, 16 if narrow else 24)
        self.search.setMaximumWidth(200 if narrow else 250)
        self.search.setPlaceholderText(_("Tìm tên") if narrow else _("Tìm tên, không cần gõ dấu"))
        self._show_empty()
        self.head_changed.emit()

    def _show_empty(self) -> None:
        anything = bool(self.lines)
        if not anything:
            first = Button(_("Mở hồ sơ mới"), "primary")
            first.clicked.connect(lambda: self.ask_new())
            title, sentence = self.empty_words()
            self.table.set_empty(EmptyState(self.icon, _(title), _(sentence), [first]))
        elif not self.model.rowCount():
            clear = Button(_("Bỏ lọc"))
            clear.clicked.connect(self.clear_filter)
            self.table.set_empty(
                EmptyState(
                    "search",
                    _("Không thấy hồ sơ nào"),
                    _("Không có hồ sơ nào khớp với điều đang lọc."),
                    [clear],
                )
            )
        for part in (self.search, self.chips, self.columns_button):
            shown(part, anything)
        shown(self.side, anything and not self.side.folded)
        shown(self.side.button, anything and self.side.folded)

    def empty_words(self) -> tuple[str, str]:
        """What an empty tab says: its title, and what comes first."""
        return EMPTY.get(self.kind, EMPTY[""])

    def clear_filter(self) -> None:
        """All cases again."""
        self.search.clear()
        self.chips.set_value("all")
        self.ask()

    # Deeds

    def open_case(self, case: str) -> None:
        """Open a case."""
        self.frame.go("case", case=case)

    def ask_new(self, person: str = "") -> None:
        """Ask for whom a case is opened."""
        dialog = NewCaseDialog(self, self.sitting, person, self.kinds, self.kind)
        if dialog.ask() and dialog.outcome is not None:
            self.said(_("Đã mở hồ sơ"), dialog.outcome)
            self.open_case(dialog.outcome.result.id)


class AdmissionsPage(CasesPage):
    """Kết nạp: source building, admission, recognition."""

    guide = "admission"
    procedures = ("source", "admission", "recognition")
    begin = "admission"
    page = "admissions"
    icon = "user-add"


EMPTY = {
    "": (N_("Chưa có hồ sơ nào"), N_("Hồ sơ dở trên giấy cũng đưa vào được.")),
    "source": (
        N_("Chưa có ai trong diện tạo nguồn"),
        N_("Mở hồ sơ khi chi bộ đưa một người vào danh sách cảm tình Đảng."),
    ),
    "admission": (
        N_("Chưa có hồ sơ kết nạp nào"),
        N_("Mở hồ sơ khi chi bộ bắt đầu giúp một người; hồ sơ dở trên giấy cũng đưa vào được."),
    ),
    "recognition": (
        N_("Chưa có hồ sơ công nhận chính thức nào"),
        N_("Mở hồ sơ cho đảng viên dự bị khi gần hết thời gian dự bị."),
    ),
}
"""What an empty tab says, by procedure."""
