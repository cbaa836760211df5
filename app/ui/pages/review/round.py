"""A round of review: the members at the left, what is on file and what came of it at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.models.folding import fold
from app.procedures import review
from app.procedures.review import OUTCOMES, ClearReview, RecordReview
from app.procedures.rounds import REVIEW, CloseRound, OpenRound, ReopenRound, own_round, rounds, title_of
from app.reports.review import ItemRow, fetch
from app.trouble import Failure
from app.ui.page import Room
from app.ui.pages.case.parts.dialogs import reason_dialog
from app.ui.pages.common import date_words, status_words
from app.ui.pages.review.dialogs import close_dialog, open_dialog
from app.ui.pages.review.pane import ReviewPane, Shown
from app.ui.pages.review.part import Part
from app.ui.widgets.base import box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.dialogs import confirm
from app.ui.widgets.editors import Choice
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.search_box import SearchBox
from app.ui.widgets.table import Cell, Column, PagedTableModel, TablePanel
from app.words import _, count_text

if TYPE_CHECKING:
    from app.ui.pages.review.page import ReviewPage

TONES = {"no_issue": "green", "follow_up": "amber", "consider": "amber"}


class RoundPart(Part):
    """The rounds of the office, one shown."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self.round = ""
        self.closed = False
        self.rows: list[ItemRow] = []
        self.choice = Choice()
        self.search = SearchBox(_("Tìm tên, không cần gõ dấu"))
        self.search.setMaximumWidth(230)
        self.chips = ChipBar(spoken=_("Lọc người trong đợt"))
        columns = [
            Column("name", _("Họ và tên"), width=150, grow=True, tone="text", must=True, sortable=False),
            Column("status", _("Tình trạng"), width=90, priority=3, sortable=False),
            Column("outcome", _("Kết quả"), width=110, must=True, sortable=False),
            Column("date", _("Ngày họp"), width=92, priority=4, sortable=False),
        ]
        self.model = PagedTableModel(
            columns, self._fetch, count=lambda _where: len(self._seen()), parent=self
        )
        self.table = TablePanel(
            self.model,
            noun=_("đảng viên"),
            enter=_("Enter: ghi kết quả"),
            spoken=_("Đảng viên trong đợt rà soát"),
        )
        self.view = self.table.view
        self.pane = ReviewPane(self.sitting.today.year + 1)
        self.open_button = Button(_("&Mở đợt mới…"), icon="add")
        self.print_button = Button(_("&In biên bản…"))
        self.close_button = Button(_("&Kết thúc đợt…"))
        self.again_button = Button(_("Mở &lại đợt…"))
        start = Button(_("&Mở đợt rà soát…"), "primary")
        self.empty = EmptyState(
            "survey",
            _("Chưa có đợt rà soát nào"),
            _("Mở đợt để xem lần lượt từng đảng viên; chương trình chỉ bày điều sổ có ghi."),
            [start],
            framed=True,
        )
        self._bar = row(self.choice, 12, self.search, 12, (self.chips, 1))
        self._body = row((self.table, 4), (self.pane, 5), gap=20)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(box(column(self._bar, 12, (box(self._body), 1))))
        self.setLayout(self._stack)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(40)
        self._later.timeout.connect(self.show_chosen)
        self.view.chosen.connect(lambda _id: self._later.start())
        self.table.opened.connect(lambda _id: self._begin())
        self.search.asked.connect(lambda _text: self.ask())
        self.chips.chosen.connect(lambda _key: self.ask())
        self.choice.value_changed.connect(self.choose_round)
        self.pane.recorded.connect(self.record)
        self.pane.cleared.connect(self.ask_clear)
        self.pane.case_asked.connect(lambda person: self.page.frame.go("screening", person=person))
        start.clicked.connect(self.ask_open)
        self.open_button.clicked.connect(self.ask_open)
        self.close_button.clicked.connect(self.ask_close)
        self.print_button.clicked.connect(
            lambda: self.ask_paper(REVIEW, self.round, _("bien-ban-ra-soat.pdf"))
        )
        self.again_button.clicked.connect(self.ask_again)

    # Reading

    def read(self) -> None:
        kept = self.view.current_id()
        with self.sitting.looking() as unit:
            known = rounds(unit, REVIEW)
            open_ones = [one.id for one in known if not one.closed]
            if self.round not in [one.id for one in known]:
                self.round = next(iter(open_ones), known[0].id if known else "")
            titles = [(one.id, title_of(one)) for one in known]
            self.closed = any(one.id == self.round and one.closed for one in known)
            self.rows = fetch(unit.session, self.round) if self.round else []
            unit.session.expunge_all()
        self.choice.set_options(titles)
        self.choice.set_value(self.round)
        self._stack.setCurrentIndex(int(bool(known)))
        if self.round:
            self.note_view(self.round)
        left = sum(1 for one in self.rows if not one.item.outcome)
        options: list[tuple[str, str, int | None]] = [
            ("all", _("Tất cả"), len(self.rows)),
            ("left", _("Chưa ghi"), left),
        ]
        for name, title in OUTCOMES.items():
            options.append((name, _(title), sum(1 for one in self.rows if one.item.outcome == name)))
        self.chips.set_options(options)
        self.ask(kept)

    def _seen(self) -> list[ItemRow]:
        chip = self.chips.value
        words = fold(self.search.text()).split()
        return [
            one
            for one in self.rows
            if chip == "all" or (one.item.outcome or "left") == chip
            if all(any(part.startswith(word) for part in fold(one.name).split()) for word in words)
        ]

    def _fetch(self, offset: int, limit: int, sort: Any, where: Any) -> Sequence[Any]:
        return [self._cells(one) for one in self._seen()[offset : offset + limit]]

    def _cells(self, one: ItemRow) -> dict[str, Any]:
        outcome = one.item.outcome or ""
        return {
            "id": one.item.person,
            "name": one.name,
            "status": status_words(one.standing)[0],
            "outcome": Cell(_(OUTCOMES[outcome]), TONES[outcome]) if outcome else Cell("–"),
            "date": date_words(one.item.date),
        }

    def ask(self, kept: Any = None) -> None:
        """Ask anew as chips and search say; the person chosen stays chosen."""
        self.model.ask()
        if not (kept and self.view.choose(kept)) and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.show_chosen()
        self.head_changed.emit()

    def choose_round(self, wanted: str) -> None:
        """Show another round."""
        if self.leave():
            self.round = wanted
            self.read()
        else:
            self.choice.set_value(self.round)

    def show_chosen(self) -> None:
        """Show the member the keyboard is on."""
        wanted = self.view.current_id()
        one = next((one for one in self.rows if one.item.person == wanted), None)
        if one is None:
            self.pane.show_member(None)
            return
        with self.sitting.looking() as unit:
            facts = review.shown(unit, own_round(unit, self.round), one.item)
        self.pane.show_member(self._shown(one, facts), can_open="screening" in self.page.frame.entries)

    def _shown(self, one: ItemRow, facts: Sequence[review.Fact]) -> Shown:
        from app.regulations.dates import PartialDate

        item = one.item
        told = [status_words(one.standing)[0]]
        if item.outcome:
            day = _("đã ghi ngày {day}").format(day=date_words(item.date))
            told.append(f"{_(OUTCOMES[item.outcome])}, {day}")
        return Shown(
            person=item.person or "",
            name=one.name,
            second=" · ".join(told),
            facts=facts,
            outcome=item.outcome,
            note=(item.data or {}).get("note", ""),
            date=PartialDate.parse(item.date) if item.date else None,
            number=item.number or "",
            closed=self.closed,
        )

    # Deeds

    def _begin(self) -> None:
        self._later.stop()
        self.show_chosen()
        self.pane.begin()

    def record(self, person: str, told: dict[str, str]) -> None:
        """Record what came of a member and go to the next one."""
        at = self.view.currentIndex().row()
        after = [one.item.person for one in self._seen()][at + 1 : at + 2]
        try:
            done = self.sitting.do(RecordReview(self.round, person, **told))
        except Failure as wrong:
            self.pane.refuse(wrong)
            return
        self.pane.done()
        name = next(one.name for one in self.rows if one.item.person == person)
        self.page.said(_("Đã ghi kết quả rà soát của {name}").format(name=name), done)
        self.read()
        if after:
            self.view.choose(after[0])
        else:
            self.view.choose(person)
        self._begin()

    def ask_clear(self, person: str) -> None:
        """Take back what was recorded, with the reason."""
        reason_dialog(
            self,
            _("Bỏ kết quả đã ghi?"),
            _("Người này trở lại thành chưa ghi; lý do được giữ trong lịch sử."),
            _("Bỏ kết quả"),
            lambda dialog: self._said(
                ClearReview(self.round, person, dialog.text("reason")), _("Đã bỏ kết quả rà soát")
            ),
        ).ask()

    def ask_open(self) -> None:
        """Open a round for a year or a half of it."""
        open_dialog(self, self.sitting.today, self._open).ask()

    def _open(self, year: int, part: str | None, day: str) -> Any:
        done = self._said(OpenRound(REVIEW, year, part, day), _("Đã mở đợt rà soát"))
        self.round = done.result.id
        self.chips.set_value("all")
        self.read()
        self.view.setFocus()
        return done

    def ask_close(self) -> None:
        """End the round."""
        left = sum(1 for one in self.rows if not one.item.outcome)
        close_dialog(
            self,
            self.sitting.today,
            left,
            lambda day, note: self._said(CloseRound(self.round, day, note), _("Đã kết thúc đợt rà soát")),
        ).ask()

    def ask_again(self) -> None:
        """Take a closed round up again."""
        reason_dialog(
            self,
            _("Mở lại đợt rà soát?"),
            _("Ghi thêm, sửa được kết quả từng người; lý do được giữ trong lịch sử."),
            _("Mở lại đợt"),
            lambda dialog: self._said(
                ReopenRound(self.round, dialog.text("reason")), _("Đã mở lại đợt rà soát")
            ),
        ).ask()

    def _said(self, command: Any, text: str) -> Any:
        done = self.sitting.do(command)
        self.page.said(text, done)
        return done

    # Head

    def summary(self) -> str:
        if not self.rows:
            return ""
        left = sum(1 for one in self.rows if not one.item.outcome)
        done = _("{done} trên {all} đảng viên đã ghi kết quả").format(
            done=count_text(len(self.rows) - left), all=count_text(len(self.rows))
        )
        return _("{text}; đợt đã kết thúc").format(text=done) if self.closed else done

    def actions(self) -> list[QWidget]:
        shown(self.open_button, bool(self.round))
        shown(self.print_button, bool(self.round))
        shown(self.close_button, bool(self.round) and not self.closed)
        shown(self.again_button, bool(self.round) and self.closed)
        return [self.print_button, self.close_button, self.again_button, self.open_button]

    def leave(self) -> bool:
        self.pane.keep()
        if not self.pane.drafts:
            return True
        sure = confirm(
            self,
            _("Bỏ kết quả đã gõ?"),
            _("Có người đã chọn kết quả mà chưa ghi vào sổ."),
            _("Bỏ, sang trang"),
        )
        if sure:
            self.pane.drafts.clear()
            self.pane.member = None
        return sure

    def arrange(self, room: Room) -> None:
        self._body.setSpacing(room.gap)
        shown(self.search, room != Room.NARROW)
        shown(self.table.right, room != Room.NARROW)
        self.pane.arrange(room)
