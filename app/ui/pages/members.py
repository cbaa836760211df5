"""Đảng viên: everybody on file, searched as one types, with what stands out of one person beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from app.reports import members
from app.ui.page import Room
from app.ui.pages.common import SittingPage, date_words, party_age, post_words, status_cell
from app.ui.widgets.base import box, column, row, shown
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

CHIPS = (
    ("all", N_("Tất cả")),
    ("full", N_("Chính thức")),
    ("probationary", N_("Dự bị")),
    ("exempt", N_("Miễn sinh hoạt")),
    ("incomplete", N_("Cần bổ sung")),
    ("applicant", N_("Người xin vào Đảng")),
    ("sympathiser", N_("Cảm tình Đảng")),
    ("former", N_("Đã ra khỏi Đảng")),
)
ALWAYS = {"all", "full", "probationary"}
"""Chips shown even when nobody stands behind them."""
PANE = 296
FOLLOW_MS = 40
"""The pane waits so long: the arrow key held down runs through many rows."""


def columns(*, committee: bool = False) -> list[Column]:
    """The columns of the list; the name never goes. A committee also sees whose member it is."""
    cell = [Column("office", _("Chi bộ"), width=180, priority=1, sortable=False)] if committee else []
    return [
        Column("name", _("Họ và tên"), width=214, grow=True, tone="text", must=True),
        Column("birth", _("Ngày sinh"), width=104, priority=2),
        Column("admission_date", _("Ngày vào Đảng"), width=112, priority=3),
        Column("official_date", _("Ngày chính thức"), width=112, priority=6, hidden=True),
        Column("party_age", _("Tuổi đảng"), width=90, align="right", priority=5),
        Column("status", _("Tình trạng"), width=140, priority=1),
        *cell,
        Column("sex", _("Giới tính"), width=90, priority=8, sortable=False, hidden=True),
        Column("card_number", _("Số thẻ"), width=130, priority=7, sortable=False, hidden=True),
    ]


class MembersPage(SittingPage):
    """The list stays where it was when one comes back to it."""

    guide = "members"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.search = SearchBox(_("Tìm tên, không cần gõ dấu"))
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(250)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips = ChipBar(spoken=_("Lọc theo tình trạng"))
        self.model = PagedTableModel(
            columns(committee=sitting.committee), self._fetch, count=self._count, parent=self
        )
        self.model.sort_by = ("name", False)
        self.panel = TablePanel(
            self.model, noun=_("người"), enter=_("Nhấn Enter để mở hồ sơ"), spoken=_("Danh sách đảng viên")
        )
        self.view = self.panel.view
        self.view.horizontalHeader().setSortIndicatorShown(True)
        self.view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        if (hidden := self._preference()) is not None:
            self.view.user_hidden = set(hidden)
        self.columns_button = self.panel.column_button()
        from app.ui.pages.member_pane import MemberPane

        self.pane = MemberPane(sitting)
        self.side = FoldingPanel(self, self.pane, _("Chi tiết"), width=PANE, icon="user")
        self.add_button = Button(_("&Thêm người"), "primary", icon="add")
        self.import_button = Button(_("&Nhập từ Excel"), icon="file-excel-2")
        self.export_button = Button(_("Ghi ra &Excel"), icon="download-2")
        self.counts: dict[str, int] = {}
        self._offices: dict[str, str] = {}
        self._empty: dict[str, QWidget] = {}
        self._bar = row(self.search, 18, (self.chips, 1), 8, self.columns_button)
        self._body = row((self.panel, 1), self.side, gap=24)
        self._whole = column(self._bar, 13, (box(self._body), 1), margins=(24, 0, 24, 24))
        self.setLayout(self._whole)
        self._chosen = QTimer(self)
        self._chosen.setSingleShot(True)
        self._chosen.timeout.connect(self._follow)
        self.search.asked.connect(lambda _text: self.ask())
        self.chips.chosen.connect(lambda _key: self.ask())
        self.view.chosen.connect(self._row_chosen)
        self.panel.opened.connect(self.open_person)
        self.pane.opened.connect(self.open_person)
        self.add_button.clicked.connect(lambda: frame.go("person", person=None))
        self.import_button.clicked.connect(lambda: frame.go("import"))
        self.export_button.clicked.connect(self.export)
        self._loaded = False

    # The question and its rows

    @property
    def owner(self) -> str | None:
        """The office whose people are listed; None for a committee, which sees those of all its cells."""
        return None if self.sitting.committee else self.sitting.office

    def query(self, sort: tuple[str, bool] | None = None) -> members.Query:
        """The question as chips and search put it."""
        key, descending = sort or ("name", False)
        if key == "party_age":  # the older in the Party, the earlier admitted
            key, descending = "admission_date", not descending
        return members.Query(
            self.owner, self.chips.value or "all", self.search.text().strip(), key, descending
        )

    def _fetch(self, offset: int, limit: int, sort: tuple[str, bool] | None, where: Any) -> Sequence[Any]:
        with self.sitting.plain() as records:
            if self.owner is None:
                self._offices = members.offices(records)
            return [self._row(found) for found in members.fetch(records, self.query(sort), offset, limit)]

    def _count(self, where: Any) -> int:
        with self.sitting.plain() as records:
            return members.count(records, self.query())

    def _row(self, found: members.Member) -> dict[str, Any]:
        age = party_age(found, self.sitting.today)
        return {
            "id": found.person,
            "name": Cell(found.name, second=post_words(found.position)),
            "birth": date_words(found.birth),
            "admission_date": date_words(found.admission_date),
            "official_date": date_words(found.official_date),
            "party_age": Cell(str(age) if age else "–"),
            "status": status_cell(found),
            "sex": {"male": _("Nam"), "female": _("Nữ")}.get(found.sex or ""),
            "card_number": found.card_number,
            "office": self._offices.get(found.owner, ""),
        }

    def ask(self) -> None:
        """Ask anew after the search or the chip changed."""
        self.model.reload()
        self.view.scrollToTop()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        else:
            self.pane.show_person(None)
        self._show_empty()

    # Coming and going

    def opened(self, filter: str = "", search: str | None = None, **where: Any) -> None:
        if filter:
            self.chips.set_value(filter)
        if search is not None:
            self.search.setText(search)
        if not self._loaded or filter or search is not None:
            self._loaded = True
            self._read_counts()
            self.ask()
        self.view.setFocus()

    def refresh(self, changes: Any = None) -> None:
        if not self._loaded:
            return
        touched = getattr(changes, "persons", None)
        if touched is not None and not touched and not getattr(changes, "cases", ()):
            return
        kept, at = self.view.current_id(), self.view.currentIndex().row()
        scrolled = self.view.verticalScrollBar().value()
        self._read_counts()
        self.model.reload()
        self.view.verticalScrollBar().setValue(scrolled)
        for near in range(max(0, at - 3), min(self.model.rowCount(), at + 4)):
            self.model.id_at(near)
        if kept is None or not self.view.choose(kept):
            last = self.model.rowCount() - 1
            self.view.setCurrentIndex(self.model.index(min(max(at, 0), last), 0))
        self.pane.show_person(self.view.current_id())
        self._show_empty()
        self.head_changed.emit()

    def _read_counts(self) -> None:
        with self.sitting.plain() as records:
            self.counts = members.counts(records, self.owner)
        self.chips.set_options(
            [
                (key, _(words), self.counts.get(key, 0))
                for key, words in CHIPS
                if key in ALWAYS or self.counts.get(key) or key == self.chips.value
            ]
        )

    def summary(self) -> str:
        total, wanting = self.counts.get("all", 0), self.counts.get("incomplete", 0)
        if not total:
            return ""
        people = _("{n} người trong sổ").format(n=count_text(total))
        more = _("{n} hồ sơ cần bổ sung").format(n=count_text(wanting)) if wanting else _("hồ sơ đã đủ mục")
        return f"{people}, {more}"

    def head_actions(self) -> list[QWidget]:
        return [self.side.button, self.export_button, self.import_button, self.add_button]

    def arrange(self, room: Room) -> None:
        self.side.arrange(room)
        self._body.setSpacing(room.gap)
        narrow = room == Room.NARROW
        edge = 20 if narrow else 24
        self._whole.setContentsMargins(edge, 0, edge, 16 if narrow else 24)
        self._bar.setSpacing(0)
        self.search.setMaximumWidth(200 if narrow else 250)
        self.search.setPlaceholderText(_("Tìm tên…") if narrow else _("Tìm tên, không cần gõ dấu"))
        self._show_parts()
        self.head_changed.emit()

    # Nothing to show

    def _show_empty(self) -> None:
        anybody = bool(self.counts.get("all") or self.counts.get("former"))
        if self.model.rowCount():
            pass
        elif anybody:
            self.panel.set_empty(self._nobody_found())
        else:
            self.panel.set_empty(self._nobody_yet())
        self._show_parts()

    def _row_chosen(self, _id: object) -> None:
        self._chosen.start(FOLLOW_MS if self.isVisible() else 4 * FOLLOW_MS)  # first the list, then the pane

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.pane.person != self.view.current_id():
            self._row_chosen(None)

    def _follow(self) -> None:
        if self.isVisible():  # the window may have been locked meanwhile
            self.pane.show_person(self.view.current_id())

    def _show_parts(self) -> None:
        anybody = bool(self.counts.get("all") or self.counts.get("former"))
        for part in (self.search, self.chips, self.columns_button):
            shown(part, anybody)
        shown(self.side, anybody and not self.side.folded)
        shown(self.side.button, anybody and self.side.folded)
        shown(self.export_button, anybody and self.frame.room > Room.NARROW)
        for button in (self.import_button, self.add_button):
            shown(button, anybody)

    def _nobody_found(self) -> EmptyState:
        clear = Button(_("Bỏ lọc"))
        clear.clicked.connect(self.clear_filter)
        return EmptyState(
            "search",
            _("Không thấy ai"),
            _("Không có người nào khớp với điều đang tìm hoặc đang lọc."),
            [clear],
        )

    def _nobody_yet(self) -> EmptyState:
        take, add = Button(_("Nhập từ Excel")), Button(_("Thêm người"), "primary")
        take.clicked.connect(lambda: self.frame.go("import"))
        add.clicked.connect(lambda: self.frame.go("person", person=None))
        return EmptyState(
            "group", _("Chưa có ai trong sổ"), _("Thêm từng người, hoặc lấy từ danh sách Excel đang dùng."),
            [take, add],
        )  # fmt: skip

    def clear_filter(self) -> None:
        """Everybody again."""
        self.chips.set_value("all")
        self.search.clear()
        self.ask()

    # Deeds

    def open_person(self, person: str) -> None:
        """Open a record."""
        self.frame.go("person", person=person)

    def _preference(self) -> list[str] | None:
        preferences = getattr(self.frame, "preferences", None)
        found: list[str] | None = preferences.columns("members") if preferences else None
        return found

    def leave(self) -> bool:
        self._keep_columns()
        return True

    def _keep_columns(self) -> None:
        preferences = getattr(self.frame, "preferences", None)
        hidden = sorted(self.view.user_hidden)
        standard = sorted(column.key for column in self.model.columns if column.hidden)
        if preferences and hidden != (self._preference() or standard):
            preferences.put_columns("members", hidden)

    def export(self) -> None:
        """Write the members in the order of the national template; asks where."""
        start = Path.home() / _("Danh sách đảng viên.xlsx")
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Ghi danh sách ra Excel"), str(start), _("Bảng tính Excel (*.xlsx)")
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, file: Path) -> Any:
        """Write the list beside the window; the job, already begun."""
        from app.storage.unit import Unit
        from app.ui.jobs import Task

        file = file if file.suffix.lower() == ".xlsx" else file.with_suffix(".xlsx")
        day = self.sitting.today

        def work(unit: Unit, task: Task) -> int:
            from app.exports.member_template import write_member_template

            own = unit.office()
            task.step(0, 0)
            rows = members.template_rows(unit.session, self.owner)
            task.check()
            write_member_template(file, rows, organisation=own.name, place=own.place or "", day=day)
            unit.log("members.export")
            return len(rows)

        job = self.sitting.job(work)
        self.export_button.set_working(_("Đang ghi…"))
        job.done.connect(
            lambda n: self.frame.said(
                _("Đã ghi {n} đảng viên ra {file}").format(n=count_text(n), file=file.name)
            )
        )
        job.failed.connect(self.tell)
        job.ended.connect(lambda: self.export_button.set_working(None))
        return job.start()
