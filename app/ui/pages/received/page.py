"""Hồ sơ nhận được: what cells handed over to this committee, the most urgent first, checked afresh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.reports import received as reports
from app.reports.received import Received
from app.trouble import Refused
from app.ui.page import Room
from app.ui.pages.case.parts.page_deeds import rights
from app.ui.pages.common import SittingPage
from app.ui.pages.received import rows
from app.ui.pages.received.checks import FreshChecks
from app.ui.pages.received.pane import ReceivedPane
from app.ui.pages.received.printing import PrintButton
from app.ui.widgets.base import box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.search_box import SearchBox
from app.ui.widgets.table import Column, PagedTableModel, TablePanel
from app.words import _, count_text

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.pages.received.meeting import MeetingDialog
    from app.ui.pages.received.review import ReviewDialog
    from app.ui.session import Sitting

PANE = 296


class ReceivedPage(SittingPage):
    """The list stays where it was when one comes back to it."""

    guide = "received"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.lines: list[Received] = []
        self.ticked: set[str] = set()
        self._loaded = False
        self.checks = FreshChecks(sitting)
        self.checks.arrived.connect(self._checked)
        self.checks.failed.connect(self.tell)
        self.search = SearchBox(_("Tìm người, chi bộ"))
        self.search.setMinimumWidth(180)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips = ChipBar(spoken=_("Lọc hồ sơ nhận được"))
        self.model = PagedTableModel(
            self._columns(), self._fetch, count=lambda _where: len(self._rows()), parent=self
        )
        self.table = TablePanel(
            self.model,
            noun=_("hồ sơ"),
            enter=_("Phím cách chọn, Ctrl+A chọn hết, Enter mở"),
            spoken=_("Danh sách hồ sơ nhận được"),
        )
        self.view = self.table.view
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.view.horizontalHeader().sectionClicked.connect(self._head_clicked)
        self.pane = ReceivedPane(sitting)
        self.side = FoldingPanel(self, self.pane, _("Chi tiết"), width=PANE, icon="information")
        self.columns_button = self.table.column_button()
        self.meet_button = Button(_("&Họp xét…"), "primary", icon="group")
        self.meet_button.clicked.connect(self.ask_meeting)
        self.printer = PrintButton(sitting)
        self.printer.printed.connect(self.frame.said)
        self.printer.failed.connect(self.tell)
        self._bar = row(self.search, 18, (self.chips, 1), 8, self.columns_button)
        self._body = row((self.table, 1), self.side, gap=24)
        self._whole = column(self._bar, 13, (box(self._body), 1), margins=(24, 0, 24, 24))
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
        self.pane.jumped.connect(self.open_case)
        self.pane.review_asked.connect(lambda case: self.ask_review(case))

    def _columns(self) -> list[Column]:
        return [
            Column("tick", "", width=44, sortable=False, must=True),
            Column("name", _("Họ và tên"), width=150, grow=True, tone="text", must=True),
            Column("cell", _("Chi bộ"), width=150, priority=3),
            Column("procedure", _("Thủ tục"), width=150, priority=7, hidden=True),
            Column("step", _("Đang ở bước"), width=190, priority=6),
            Column("since", _("Nhận từ"), width=96, priority=5),
            Column("due", _("Hạn"), width=110, priority=1),
            Column("checks", _("Kiểm tra"), width=110, priority=2, sortable=False),
            Column("state", _("Trạng thái"), width=110, priority=4),
        ]

    # Rows

    def _rows(self) -> list[Received]:
        chip, text = self.chips.value, self.search.text().strip()
        return [
            line for line in self.lines if self._in(chip, line) and (not text or rows.matches(line, text))
        ]

    @staticmethod
    def _in(chip: str, line: Received) -> bool:
        if chip == "here":
            return line.here
        if chip == "paper":
            return not line.packages
        if chip.startswith("step:"):
            return line.here and line.step == chip.removeprefix("step:")
        return chip in ("", "all") or line.state == chip

    def _fetch(self, offset: int, limit: int, sort: tuple[str, bool] | None, where: Any) -> Sequence[Any]:
        found = self._rows()
        if sort is not None and sort[0] in rows.SORT:
            found = sorted(found, key=rows.SORT[sort[0]], reverse=sort[1])
        today = self.sitting.today
        return [
            rows.cells(line, self.checks.found.get(line.case), line.case in self.ticked, today)
            for line in found[offset : offset + limit]
        ]

    # Coming and going

    def opened(self, filter: str = "", case: str = "", **where: Any) -> None:
        if not self._loaded:
            self._loaded = True
            self.read()
        if filter and filter in self.chips.chips:
            self.chips.set_value(filter)
            self.ask()
        if case:
            self.view.choose(case)
        self.view.setFocus()
        QTimer.singleShot(0, self, self.model.loaded.emit)

    def refresh(self, changes: Any = None) -> None:
        if not self._loaded:
            return
        cases, persons = getattr(changes, "cases", None), getattr(changes, "persons", None)
        if changes is not None and not cases and not persons and changes.deed == "":
            return
        touched = {line.case for line in self.lines if line.person in (persons or ())} | set(cases or ())
        self.checks.forget(touched or None)
        kept, scrolled = self.view.current_id(), self.view.verticalScrollBar().value()
        self.read()
        self.view.verticalScrollBar().setValue(scrolled)
        if kept is not None:
            self.view.choose(kept)
        self._show_chosen()

    def read(self) -> None:
        """Read the queue anew and check what is not checked yet."""
        with self.sitting.reading() as session:
            self.lines = reports.fetch(session, self.sitting.office)
        self.printer.read()
        here = {line.case for line in self.lines if line.here}
        self.ticked &= here
        count = {state: sum(1 for line in self.lines if line.state == state) for state in rows.STATES}
        chips: list[tuple[str, str, int | None]] = [("here", _("Đến lượt nơi này"), len(here))]
        steps = {line.step: rows.step_title(line) for line in self.lines if line.here}
        if len(steps) > 1:  # a meeting judges one step
            chips += [
                (f"step:{step}", title, sum(1 for line in self.lines if line.here and line.step == step))
                for step, title in steps.items()
            ]
        chips += [(s, _(rows.STATES[s][0]), count[s]) for s in ("new", "again", "returned") if count[s]]
        if paper := sum(1 for line in self.lines if not line.packages):
            chips.append(("paper", _("Hồ sơ giấy"), paper))
        chips += [(s, _(rows.STATES[s][0]), count[s]) for s in ("looking", "waiting", "decided") if count[s]]
        self.chips.set_options([*chips, ("all", _("Tất cả"), len(self.lines))])
        kinds = {line.procedure for line in self.lines}
        self.view.show_column("procedure", len(kinds) > 1)
        self.ask()
        self.checks.run([line.case for line in self.lines if line.here])

    def ask(self) -> None:
        """Ask anew as search and chips say."""
        self.model.ask()
        self._show_empty()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 1))
        self._show_chosen()
        self.head_changed.emit()

    def _checked(self, cases: set[str]) -> None:
        self.model.refresh_ids(cases)
        self.model.loaded.emit()  # columns are measured anew
        if self.view.current_id() in cases:
            self._show_chosen()

    def _show_chosen(self) -> None:
        wanted = self.view.current_id()
        line = next((line for line in self.lines if line.case == wanted), None)
        found = self.checks.found.get(line.case) if line is not None else None
        self.pane.show_line(line, found, "write" in rights(self.sitting))

    # Ticks

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Space:
                self.tick(self.view.current_id())
                return True
            if event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.tick_all()
                return True
        elif event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            index = self.view.indexAt(event.position().toPoint())
            if index.isValid() and index.column() == 0:
                self.tick(self.model.id_at(index.row()))
        return super().eventFilter(watched, event)

    def _head_clicked(self, section: int) -> None:
        if section == 0:
            self.tick_all()

    def tick(self, case: str | None) -> None:
        """Choose a dossier for a meeting, or not any more; only those this office has to act on."""
        if any(line.case == case and line.here for line in self.lines):
            assert case is not None
            self.ticked ^= {case}
            self._ticks_changed({case})

    def tick_all(self) -> None:
        """Choose all shown that are at the same step as the first one; again: none."""
        able = [line for line in self._rows() if line.here]
        wanted = {line.case for line in able if line.step == able[0].step}
        before = set(self.ticked)
        self.ticked = set() if wanted <= self.ticked else self.ticked | wanted
        self._ticks_changed(before ^ self.ticked)

    def _ticks_changed(self, cases: set[str]) -> None:
        self.model.refresh_ids(cases)
        self.head_changed.emit()

    # Head

    def summary(self) -> str:
        here = sum(1 for line in self.lines if line.here)
        if not self.lines:
            return ""
        today = self.sitting.today.isoformat()
        late = sum(1 for line in self.lines if line.here and line.due and line.due < today)
        text = _("{n} hồ sơ đến lượt nơi này").format(n=count_text(here))
        return _("{text}, {late} quá hạn").format(text=text, late=count_text(late)) if late else text

    def head_actions(self) -> list[QWidget]:
        able = "write" in rights(self.sitting) and any(line.here for line in self.lines)
        shown(self.meet_button, able)
        text = _("&Họp xét {n} người…").format(n=len(self.ticked)) if self.ticked else _("&Họp xét…")
        self.meet_button.setText(text)
        self.meet_button.updateGeometry()
        shown(self.printer, bool(self.printer.batches))
        return [self.side.button, self.printer, self.meet_button]

    def arrange(self, room: Room) -> None:
        self.side.arrange(room)
        self._body.setSpacing(room.gap)
        narrow = room == Room.NARROW
        edge = 20 if narrow else 24
        self._whole.setContentsMargins(edge, 0, edge, 16 if narrow else 24)
        self.search.setMaximumWidth(200 if narrow else 280)
        self.search.setPlaceholderText(_("Tìm tên") if narrow else _("Tìm người, chi bộ"))
        self._show_empty()
        self.head_changed.emit()

    def _show_empty(self) -> None:
        anything = bool(self.lines)
        if not anything:
            go = Button(_("Nhận gói dữ liệu"), "primary")
            go.clicked.connect(lambda: self.frame.go("exchange"))
            self.table.set_empty(
                EmptyState(
                    "mail-open",
                    _("Chưa nhận được hồ sơ nào"),
                    _("Hồ sơ chi bộ chuyển lên nằm ở đây sau khi nhận gói dữ liệu của chi bộ."),
                    [go],
                )
            )
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

    def clear_filter(self) -> None:
        """All dossiers again."""
        self.search.clear()
        self.chips.set_value("all")
        self.ask()

    # Deeds

    def open_case(self, case: str, place: str = "") -> None:
        """Open a case, at a place of it."""
        self.frame.go("case", case=case, field=place)

    def chosen_lines(self) -> list[Received]:
        """The dossiers ticked, else the one selected; Refused where they cannot be judged together."""
        wanted = self.ticked or {self.view.current_id()}
        found = [line for line in self.lines if line.case in wanted and line.here]
        if not found:
            raise Refused(
                "nothing_chosen",
                _("Chưa chọn hồ sơ nào đến lượt nơi này."),
                _("Đánh dấu những hồ sơ đưa ra họp."),
            )
        if len({line.step for line in found}) > 1:
            raise Refused(
                "different_steps",
                _("Những hồ sơ đã chọn đang ở các bước khác nhau."),
                _("Mỗi cuộc họp xét một bước; bỏ dấu ở những hồ sơ của bước khác."),
            )
        return sorted(found, key=lambda line: line.sort_key)

    def ask_meeting(self) -> None:
        """Record the meeting that judged the dossiers chosen."""
        try:
            dialog = self.meeting_dialog()
        except Refused as wrong:
            self.tell(wrong)
            return
        dialog.ask()

    def meeting_dialog(self) -> MeetingDialog:
        """The dialog for the dossiers chosen."""
        from app.ui.pages.received.meeting import MeetingDialog

        dialog = MeetingDialog(self, self.sitting, self.chosen_lines())
        dialog.recorded.connect(self._met)
        return dialog

    def _met(self, done: Any, cases: list[str]) -> None:
        self.ticked -= set(cases)
        self.said(_("Đã ghi kết quả họp xét {n} hồ sơ").format(n=len(cases)), done)
        self.head_changed.emit()

    def ask_review(self, case: str) -> None:
        """Look a dossier through: remarks and a return, or on to the meeting."""
        dialog = self.review_dialog(case)
        if dialog.ask() == "meet":
            self.ticked = {case}
            self._ticks_changed({case})
            self.ask_meeting()

    def review_dialog(self, case: str) -> ReviewDialog:
        """The dialog that looks a dossier through."""
        from app.ui.pages.received.review import ReviewDialog

        line = next(line for line in self.lines if line.case == case)
        dialog = ReviewDialog(self, self.sitting, line)
        dialog.returned.connect(
            lambda done: self.said(_("Đã trả lại hồ sơ của {name}").format(name=line.name), done)
        )
        return dialog
