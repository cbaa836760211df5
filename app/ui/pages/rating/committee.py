"""Xếp loại of a committee: every organisation with its round, and one round in the grid to decide on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from app.models import Round
from app.procedures.rating import check as rating_check
from app.procedures.rating.decide import DecideRatings, to_decide
from app.procedures.rating.rounds import MEMBER, is_rated, lines, rules_of
from app.procedures.rating.summary import CLOSED, NO_ROUND, OPEN, STATES, OfficeLine, summary
from app.procedures.rounds import RATING
from app.storage.unit import Unit
from app.trouble import Failure
from app.ui.page import Room
from app.ui.pages.common import SittingPage
from app.ui.pages.rating.details import DecideDialog
from app.ui.pages.rating.grid import SIDE, RatingGrid
from app.ui.pages.rating.page import ask_file, print_menu, print_round
from app.ui.pages.rating.rows import SHORT
from app.ui.pages.rating.side import RatingSide
from app.ui.widgets.base import box, column, row, shown
from app.ui.widgets.buttons import Button, Menu
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.editors import Choice
from app.ui.widgets.table import Cell, Column, PagedTableModel, TablePanel
from app.words import N_, _, count_text

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting

OWN = "rating_own"
"""The page of the committee's own round: what is rated here by itself, decided above."""
TONES = {NO_ROUND: "rust", OPEN: "amber", CLOSED: "green"}


def columns() -> list[Column]:
    """The columns of the table of organisations."""
    number: dict[str, Any] = {"width": 66, "align": "right", "sortable": False}
    return [
        Column("name", _("Tổ chức"), width=170, grow=True, tone="text", must=True, sortable=False),
        Column("state", _("Tình trạng"), width=112, must=True, sortable=False),
        Column("members", _("Đảng viên"), priority=3, **number),
        Column("subject", _("Thuộc diện"), priority=2, **number),
        *(Column(level, _(title), priority=1, **number) for level, title in SHORT.items()),
        Column("without", _("Chưa có mức"), priority=1, **number),
        Column("decided", _("Đã quyết định"), must=True, **number),
        Column("before", _("Xuất sắc năm trước"), priority=5, **number),
    ]


class CommitteeRatingPage(SittingPage):
    """Who is missing, what the levels come to, and the decision of many rounds under one number."""

    guide = "rating"
    title = N_("Xếp loại")

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.year = sitting.today.year
        self.found: list[OfficeLine] = []
        self.office = ""
        """The organisation whose round is in front, "" for the table."""
        self.choice = Choice()
        self.choice.setAccessibleName(_("Năm"))
        self.chips = ChipBar(spoken=_("Lọc tổ chức"))
        self.model = PagedTableModel(columns(), self._fetch, count=lambda _w: len(self._seen()), parent=self)
        self.table = TablePanel(self.model, noun=_("tổ chức"), spoken=_("Bảng các tổ chức"))
        self.side = RatingSide()
        self.panel = FoldingPanel(self, self.side, _("Phân bố, tỷ lệ"), width=SIDE, icon="bar-chart-2")
        self.grid = RatingGrid(self, decides=True)
        self.back_button = Button(_("&Về bảng các tổ chức"), icon="arrow-left")
        self.print_button = Button(_("&In biểu mẫu"))
        self.more_button = Button(_("Việc kh&ác"))
        menu = Menu(self.more_button)
        menu.addAction(_("Xếp loại của cấp ủy mình")).triggered.connect(lambda: frame.go(OWN))
        menu.addAction(_("Ghi bảng Excel, PDF…")).triggered.connect(self.ask_table)
        self.more_button.set_menu(menu)
        self.decide_button = Button(_("&Quyết định…"), "primary")
        print_menu(self.print_button, self.ask_print)
        self._body = row((self.table, 1), self.panel, gap=20)
        front = box(column(self.chips, 12, (box(self._body), 1)))
        self._stack = QStackedLayout()
        self._stack.addWidget(front)
        self._stack.addWidget(self.grid)
        self._whole = column((box(self._stack), 1), margins=(24, 0, 24, 24))
        self.setLayout(self._whole)
        self.choice.value_changed.connect(self.choose_year)
        self.chips.chosen.connect(lambda _key: self.model.ask())
        self.table.opened.connect(self.show_office)
        self.back_button.clicked.connect(self.show_all)
        self.decide_button.clicked.connect(self.ask_decide)
        self.grid.changed.connect(self.head_changed)

    # Reading

    def opened(self, office: str = "", **where: Any) -> None:
        self.read()
        if office:
            self.show_office(office)

    def refresh(self, changes: Any = None) -> None:
        if self.frame.current == "rating":
            self.read()

    def read(self) -> None:
        """Read the year anew."""
        kept = self.table.view.current_id()
        with self.sitting.looking() as unit:
            years = {one.year for one in unit.all(Round, what=RATING)} | {self.sitting.today.year}
            self.choice.set_options([(year, str(year)) for year in sorted(years, reverse=True)])
            self.choice.set_value(self.year)
            self.found = summary(unit, self.year)
            self._show_side(unit)
            if self.office:
                self._show_round(unit)
            unit.session.expunge_all()
        states = Counter(one.state for one in self.found)
        left = sum(1 for one in self.found if self._waiting(one))
        self.chips.set_options([
            ("all", _("Tất cả"), len(self.found)), (NO_ROUND, _("Chưa gửi"), states[NO_ROUND]),
            (OPEN, _("Đang làm"), states[OPEN]), (CLOSED, _("Đã kết thúc"), states[CLOSED]),
            ("waiting", _("Chờ quyết định"), left),
        ])  # fmt: skip
        self.model.ask()
        if kept:
            self.model.id_at(self.model.rowCount() - 1)
            self.table.view.choose(kept)
        self.head_changed.emit()

    def _show_side(self, unit: Unit) -> None:
        """All organisations together: how the levels fall, and the cap of each group over all of them."""
        told = [line for one in self.found if one.round is not None for line in lines(unit, one.round)]
        members = [line for line in told if line.item.subject == MEMBER]
        levels = Counter(line.level or "" for line in members if is_rated(line.item))
        own = next(iter(unit.all(Round, what=RATING, owner=unit.organisation, year=self.year)), None)
        whole = own or Round(what=RATING, year=self.year, data={})
        caps = rating_check.caps(whole, members, rules_of(unit, self.year)) if members else []
        self.side.show_state(levels, caps, _(rating_check.BY_COMMITTEE))
        self.side.show_remarks([], {})

    def _show_round(self, unit: Unit) -> None:
        line = self.line(self.office)
        if line is None or line.round is None:
            self.show_all()
            return
        self.grid.read(unit, unit.get(Round, line.round.id))

    def line(self, office: str) -> OfficeLine | None:
        """What is known of an organisation."""
        return next((one for one in self.found if one.office == office), None)

    def _waiting(self, one: OfficeLine) -> bool:
        """Whether a finished round below has members with a proposal and no decision."""
        if one.office == self.sitting.workspace.organisation_id:
            return False
        rated = one.number("subject") - one.number("without")
        return one.state == CLOSED and one.number("decided") < rated

    def _seen(self) -> list[OfficeLine]:
        match self.chips.value:
            case "waiting":
                return [one for one in self.found if self._waiting(one)]
            case "all" | None:
                return self.found
        return [one for one in self.found if one.state == self.chips.value]

    def _fetch(self, offset: int, limit: int, sort: Any, where: Any) -> Sequence[Any]:
        return [self._line(one) for one in self._seen()[offset : offset + limit]]

    def _line(self, one: OfficeLine) -> dict[str, Any]:
        own = one.office == self.sitting.workspace.organisation_id
        found: dict[str, Any] = {"id": one.office, "name": Cell(one.name, weight=own)}
        found["state"] = Cell(
            _("Chưa gửi") if one.state == NO_ROUND else _(STATES[one.state]), TONES[one.state]
        )
        if one.round is None:
            return found
        for name in ("members", "subject", *SHORT, "without", "decided"):
            found[name] = count_text(one.number(name))
        last = sum(one.before.values())
        found["before"] = f"{one.before.get('excellent', 0)}/{last}" if last else "–"
        return found

    # Going between the table and a round

    def choose_year(self, year: int) -> None:
        """Show another year."""
        self.year = year
        self.show_all()
        self.read()

    def show_office(self, office: str) -> None:
        """Bring the round of an organisation to the front."""
        if office == self.sitting.workspace.organisation_id:
            self.frame.go(OWN)
            return
        line = self.line(office)
        if line is None or line.round is None:
            return
        self.office = office
        with self.sitting.looking() as unit:
            self._show_round(unit)
            unit.session.expunge_all()
        self._stack.setCurrentIndex(1)
        self.grid.view.setFocus()
        self.head_changed.emit()

    def show_all(self) -> None:
        """Back to the table."""
        self.office = ""
        self._stack.setCurrentIndex(0)
        self.table.view.setFocus()
        self.head_changed.emit()

    # Deciding

    def chosen(self) -> dict[str, dict[str, str]]:
        """Round -> levels that differ, of what would be decided: the round in front, or all that are seen."""
        seen = [self.line(self.office)] if self.office else [o for o in self._seen() if self._waiting(o)]
        return {
            one.round.id: dict(self.grid.drafts.get(one.round.id, {}))
            for one in seen
            if one is not None and one.round is not None
        }

    def decide_dialog(self) -> DecideDialog | None:
        """Asks for number and day of the decision; None where nothing waits."""
        rounds = self.chosen()
        with self.sitting.looking() as unit:
            waiting = [one for round_ in rounds for one in to_decide(unit, round_, rounds[round_])]
        differ = sum(len(drafts) for drafts in rounds.values())
        if not waiting:
            self.frame.said(_("Chưa có mức nào chờ quyết định."))
            return None
        said = _("{offices} tổ chức, {n} người và tập thể; {differ} khác đề nghị.").format(
            offices=count_text(len(rounds)), n=count_text(len(waiting)), differ=count_text(differ)
        )

        def decide(dialog: Any) -> Any:
            done = self.sitting.do(DecideRatings(rounds, dialog.text("number"), dialog.text("date")))
            for round_ in rounds:
                self.grid.drafts.pop(round_, None)
            n = count_text(len(waiting))
            self.said(_("Đã quyết định mức của {n} người, tập thể").format(n=n), done)
            self.read()
            return done

        return DecideDialog(self, self.sitting.today, said, len(waiting), decide)

    def ask_decide(self) -> None:
        """Decide what is in front."""
        if (dialog := self.decide_dialog()) is not None:
            dialog.ask()

    # Papers

    def ask_print(self, paper: str) -> None:
        """Print a paper of the round in front into a file that is asked for."""
        line = self.line(self.office)
        if line is None or line.round is None:
            return
        if out := ask_file(self, paper, f"{line.name}-{self.year}"):
            print_round(self, line.round.id, paper, out)

    def ask_table(self) -> None:
        """Write the table of organisations into a file that is asked for."""
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Ghi bảng tổng hợp"), f"xep-loai-{self.year}.xlsx", "Excel (*.xlsx);;PDF (*.pdf)"
        )
        if name:
            self.table_to(Path(name))

    def table_to(self, out: Path) -> None:
        """Write the table of organisations into a file."""
        from app.exports.rating_table import rating_table

        try:
            with self.sitting.workspace.unit(self.sitting.clock, clock_accepted=True) as unit:
                rating_table(summary(unit, self.year), self.year).write(out)
                unit.log("export", "rating")
        except Failure as wrong:
            self.tell(wrong)
            return
        self.frame.said(_("Đã ghi {file}").format(file=out.name))

    # Head

    def heading(self) -> str:
        line = self.line(self.office)
        return line.name if line is not None else _("Xếp loại năm {year}").format(year=self.year)

    def summary(self) -> str:
        line = self.line(self.office)
        if line is not None:
            differ = len(self.grid.drafts.get(self.grid.round, {}))
            text = _("Năm {year}; {n} trên {all} người đã có quyết định").format(
                year=self.year, n=line.number("decided"), all=line.number("subject")
            )
            return _("{text}; {n} mức khác đề nghị, chưa ghi").format(text=text, n=differ) if differ else text
        sent = sum(1 for one in self.found if one.round is not None)
        text = _("{n} trên {all} tổ chức đã có kết quả; {decided} trên {people} đảng viên đã có quyết định")
        return text.format(
            n=count_text(sent), all=count_text(len(self.found)),
            decided=count_text(sum(one.number("decided") for one in self.found)),
            people=count_text(sum(one.number("subject") for one in self.found)),
        )  # fmt: skip

    def head_actions(self) -> list[QWidget]:
        inside = bool(self.office)
        may = self.sitting.workspace.user.may("write")
        shown(self.choice, not inside and self.choice.count() > 1)
        shown(self.back_button, inside)
        shown(self.print_button, inside)
        shown(self.more_button, not inside)
        shown(self.decide_button, may and (inside or any(self._waiting(one) for one in self.found)))
        panel = self.grid.panel if inside else self.panel
        return [
            self.choice, panel.button, self.back_button, self.print_button, self.more_button,
            self.decide_button,
        ]  # fmt: skip

    def leave(self) -> bool:
        return True

    def arrange(self, room: Room) -> None:
        edge = 20 if room == Room.NARROW else 24
        self._whole.setContentsMargins(edge, 0, edge, 12 if room == Room.NARROW else 24)
        self._body.setSpacing(room.gap)
        self.panel.arrange(room)
        self.grid.arrange(room)
