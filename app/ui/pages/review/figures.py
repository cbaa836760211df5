"""The figures of screening on the page: a time, a table, and behind each number its cases or persons."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.exports.screening import screening_of, table
from app.models import PersonStanding
from app.procedures.rounds import period
from app.procedures.seen import note_report
from app.reports.screening.figures import CASE
from app.reports.screening.scope import Counted
from app.reports.screening.splits import SEX, SPLITS
from app.reports.screening.table import Screening
from app.ui.page import Room
from app.ui.pages.review.part import Part
from app.ui.widgets.base import Label, box, clear, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.editors import Choice
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.segment import Segment
from app.ui.widgets.table import Cell, Column, PagedTableModel, TablePanel
from app.words import _, count_text, day_text

if TYPE_CHECKING:
    from app.ui.pages.review.page import ReviewPage

REPORT = "screening"
TIMES = ("H1", "H2", "year", "five")
PANE = 280
YEARS = 12
"""Years offered, this one first."""
SHOWN = 200
"""Names listed at once behind a number."""


def time_of(name: str, year: int) -> tuple[datetime.date, datetime.date]:
    """First and last day of a half, a year, or five years ending with it."""
    if name == "five":
        return period(year - 4)[0], period(year)[1]
    return period(year, name if name in ("H1", "H2") else None)


class FiguresPart(Part):
    """The report, counted anew when the time changes or records do."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self.found: Screening | None = None
        self.at = 0
        today = self.sitting.today
        words = (_("6 tháng đầu"), _("6 tháng cuối"), _("Cả năm"), _("5 năm"))
        self.time = Segment(list(zip(TIMES, words, strict=True)), "H1" if today.month <= 6 else "H2")
        self.time.setAccessibleName(_("Thời gian"))
        self.year = Choice([(year, str(year)) for year in range(today.year, today.year - YEARS, -1)])
        self.year.setAccessibleName(_("Năm"))
        self.year.set_value(today.year)
        self.split = Choice([(key, _("Theo {name}").format(name=_(name))) for key, name in SPLITS.items()])
        self.split.setAccessibleName(_("Chia theo"))
        self.split.set_value(SEX)
        self.note = Label("", "small", "text2", wrap=True)
        self.model = PagedTableModel(
            self._columns([_("Cộng")]), self._fetch, count=lambda _where: self._count(), parent=self
        )
        self.place = column()
        self.table = self._table()
        self.head = Label("", bold=True, wrap=True)
        self.second = Label("", "small", "text2", wrap=True)
        self.people = column(gap=2)
        self.links: list[Button] = []
        pane = Card()
        pane.add_padded(column(self.head, 2, self.second), 14, 10)
        pane.add_line()
        pane.add(ScrollColumn(box(column(self.people, None, margins=(14, 8, 14, 8)))), 1)
        self.side = FoldingPanel(self, pane, _("Chi tiết"), width=PANE, icon="information")
        self.save = Button(_("&Ghi ra tệp…"), icon="file-excel-2")
        self._body = row((box(self.place), 1), self.side, gap=20)
        bar = row(self.time, 12, self.year, 12, self.split, 16, (self.note, 1))
        self.setLayout(column(bar, 12, (box(self._body), 1)))
        self.time.value_changed.connect(lambda _v: self.read())
        self.year.value_changed.connect(lambda _v: self.read())
        self.split.value_changed.connect(lambda _v: self.read())
        self.save.clicked.connect(self.ask_file)

    # The table

    def _columns(self, titles: Sequence[str]) -> list[Column]:
        first = Column("title", _("Nội dung"), width=260, grow=True, tone="text", must=True, sortable=False)
        return [
            first,
            *(
                Column(f"c{at}", title, width=64, align="right", priority=min(at + 1, 9), sortable=False)
                for at, title in enumerate(titles)
            ),
        ]

    def _table(self) -> TablePanel:
        made = TablePanel(
            self.model,
            noun=_("dòng"),
            enter=_("Enter: xem từng hồ sơ"),
            spoken=_("Số liệu rà soát, sàng lọc"),
        )
        self.view = made.view
        made.view.chosen.connect(lambda _id: self.show_behind(0))
        made.opened.connect(lambda _id: self.open_first())
        made.view.viewport().installEventFilter(self)
        self.place.addWidget(made)
        return made

    def _count(self) -> int:
        return len(self.found.rows) if self.found is not None else 0

    def _fetch(self, offset: int, limit: int, sort: Any, where: Any) -> Sequence[Any]:
        if self.found is None:
            return []
        made = []
        for figure, cells in self.found.rows[offset : offset + limit]:
            told: dict[str, Any] = {"id": figure.name, "title": Cell(_(figure.title), indent=figure.depth)}
            for at, cell in enumerate(cells):
                number = self.found.number(figure, at, cell)
                told[f"c{at}"] = Cell(count_text(number), underline=bool(cell))
            made.append(told)
        return made

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """The time chosen."""
        return time_of(self.time.value(), self.year.value())

    def read(self) -> None:
        kept = self.view.current_id()
        before = self.found.columns if self.found is not None else []
        with self.sitting.looking() as unit:
            self.found = screening_of(unit, *self.days, self.split.value())
        self.note.setText(self.found.note)
        if self.found.columns != before:
            clear(self.place)
            self.model = PagedTableModel(
                self._columns(self.found.columns),
                self._fetch,
                count=lambda _where: self._count(),
                parent=self,
            )
            self.table = self._table()
        self.model.ask()
        if not (kept and self.view.choose(kept)):
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.show_behind(0)
        QTimer.singleShot(0, self, self.model.loaded.emit)
        self.head_changed.emit()
        self.note_view(REPORT, len(self.found.cases))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            index = self.view.indexAt(event.position().toPoint())
            if index.isValid() and index.column() > 0:
                self.show_behind(index.column() - 1)
        return super().eventFilter(watched, event)

    # What stands behind a number

    def behind(self, at: int) -> tuple[str, str, list[Counted]]:
        """(title, what is counted, the things) of the row the keyboard is on, in a column."""
        wanted = self.view.current_id()
        for figure, cells in self.found.rows if self.found is not None else []:
            if figure.name == wanted:
                return _(figure.title), figure.of, cells[at]
        return "", "", []

    def show_behind(self, at: int) -> None:
        """List the names behind a number."""
        self.at = at
        title, of, found = self.behind(at)
        self.head.setText(title)
        column_title = self.found.columns[at] if self.found is not None and title else ""
        self.second.setText(f"{column_title}: {count_text(len(found))}" if title else "")
        clear(self.people)
        self.links = []
        with self.sitting.reading() as session:
            known = [(session.get(PersonStanding, one.person), one) for one in found]
            known.sort(key=lambda pair: pair[0].sort_key if pair[0] is not None else "")
            for person, one in known[:SHOWN]:
                link = Button(person.name if person is not None else "–", "link")
                link.clicked.connect(lambda _checked=False, one=one, of=of: self.open_one(one, of))
                self.links.append(link)
                self.people.addWidget(link)
        if len(found) > SHOWN:
            left = count_text(len(found) - SHOWN)
            self.people.addWidget(Label(_("Còn {n} nữa trong tệp.").format(n=left), "small", "text3"))
        self.people.addStretch(1)

    def open_one(self, one: Counted, of: str) -> None:
        """Open what a number counts."""
        if of == CASE:
            self.page.frame.go("case", case=one.id)
        else:
            self.page.frame.go("person", person=one.person)

    def open_first(self) -> None:
        """Go to the names behind the number."""
        if self.links:
            if self.side.folded:
                self.side.button.click()
            self.links[0].setFocus()

    # A file

    def ask_file(self) -> None:
        """Write the table to a file of the user's choice."""
        name = _("sang-loc-{start}-{end}.xlsx").format(start=self.days[0], end=self.days[1])
        kinds = _("Bảng tính (*.xlsx);;PDF (*.pdf)")
        chosen, kind = QFileDialog.getSaveFileName(
            self, _("Ghi số liệu ra tệp"), str(Path.home() / name), kinds
        )
        if chosen:
            path = Path(chosen)
            if path.suffix.lower() not in (".xlsx", ".pdf"):
                path = path.with_suffix(".pdf" if "pdf" in kind else ".xlsx")
            self.write(path)

    def write(self, path: Path) -> Any:
        """Write the table beside the window; the job, already begun."""
        start, end = self.days
        split = self.split.value()

        def work(unit: Any, _task: Any) -> None:
            found = screening_of(unit, start, end, split)
            table(found).write(path)
            note_report(unit, "export", REPORT, len(found.cases))

        job = self.sitting.job(work)
        job.done.connect(lambda _done: self.page.frame.said(_("Đã ghi {file}").format(file=path.name)))
        job.failed.connect(self.page.tell)
        return job.start()

    # Head

    def summary(self) -> str:
        start, end = self.days
        return _("Từ {start} đến {end}, tính từ việc có ngày trong sổ").format(
            start=day_text(start), end=day_text(end)
        )

    def actions(self) -> list[QWidget]:
        return [self.side.button, self.save]

    def arrange(self, room: Room) -> None:
        self.side.arrange(room)
        self._body.setSpacing(room.gap)
