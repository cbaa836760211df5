"""Xếp loại: the grid of a year, typed from the keyboard; self, cell and decided level side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from app.procedures.rating import bands as rating_bands
from app.procedures.rating import check as rating_check
from app.procedures.rating.rounds import (
    CHECKLIST,
    GROUPS,
    MEMBER,
    CloseRating,
    OpenRating,
    Rated,
    RedrawRating,
    ReopenRating,
    form_of,
    is_rated,
    lacking,
    lines,
    rules_of,
)
from app.procedures.rating.set import SetRating
from app.procedures.rating.subject import REASONS
from app.procedures.review import LEVELS
from app.procedures.rounds import RATING, own_round, rounds, title_of
from app.reports.rating import names
from app.trouble import Failure
from app.ui.page import Room
from app.ui.pages.case.parts.dialogs import reason_dialog
from app.ui.pages.common import SittingPage
from app.ui.pages.rating.rows import POINTS, SAID, SHORT, cells, columns, nth
from app.ui.pages.rating.side import RatingSide
from app.ui.widgets.base import Label, box, column, row, shown
from app.ui.widgets.buttons import Button, Menu
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.editors import Choice
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.table import PagedTableModel, TablePanel
from app.words import N_, _

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting

PRINTED = {
    "self-reviews": N_("Bản kiểm điểm của mọi người"),
    "names": N_("Danh sách xếp loại"),
    "count": N_("Biên bản kiểm phiếu"),
    "notices": N_("Thông báo kết quả"),
}
SIDE = 300


class RatingPage(SittingPage):
    """A row for each member. Figures go into the cell the keyboard is on; every key is one deed, undone."""

    guide = "rating"
    title = N_("Xếp loại")

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.round, self.closed, self.year = "", False, 0
        self.rated: list[Rated] = []
        self.called: dict[str, str] = {}
        self.forms: dict[str, str] = {}
        self.bands: dict[str, str] = {}
        self.typing: tuple[str, str, str] | None = None
        """(person, column, figures typed so far) of points not yet written."""
        self.choice = Choice()
        self.choice.setAccessibleName(_("Đợt"))
        self.chips = ChipBar(spoken=_("Lọc người trong đợt"))
        self.legend = Label("", "small", "text2")
        self.model = PagedTableModel(columns(), self._fetch, count=lambda _w: len(self._seen()), parent=self)
        self.table = TablePanel(self.model, noun=_("đảng viên"), spoken=_("Bảng xếp loại"), cell_ring=True)
        self.view = self.table.view
        self.side = RatingSide()
        self.panel = FoldingPanel(self, self.side, _("Phân bố, tỷ lệ"), width=SIDE, icon="bar-chart-2")
        self.open_button = Button(_("&Mở đợt năm {year}").format(year=sitting.today.year), icon="add")
        self.redraw_button = Button(_("&Lập lại danh sách"))
        self.close_button = Button(_("&Kết thúc đợt"), "primary")
        self.again_button = Button(_("Mở lại đợ&t…"))
        self.print_button = Button(_("&In biểu mẫu"))
        menu = Menu(self.print_button)
        for paper, words in PRINTED.items():
            menu.addAction(_(words)).triggered.connect(lambda _on=False, paper=paper: self.ask_print(paper))
        self.print_button.set_menu(menu)
        first = Button(_("&Mở đợt năm {year}").format(year=sitting.today.year), "primary")
        empty = EmptyState(
            "award",
            _("Chưa có đợt xếp loại nào"),
            _("Mở đợt thì chương trình lập danh sách người thuộc diện theo quy định; mức do chi bộ ghi."),
            [first],
            framed=True,
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(empty)
        bar = row(self.choice, 12, (self.chips, 1), 12, self.legend)
        self._body = row((self.table, 1), self.panel, gap=20)
        self._stack.addWidget(box(column(bar, 12, (box(self._body), 1))))
        self._whole = column((box(self._stack), 1), margins=(24, 0, 24, 24))
        self.setLayout(self._whole)
        self.view.typed.connect(self.type)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.chips.chosen.connect(lambda _key: self.model.ask())
        self.choice.value_changed.connect(self.choose_round)
        for button in (first, self.open_button):
            button.clicked.connect(self.open_round)
        self.redraw_button.clicked.connect(
            lambda: self.do(RedrawRating(self.round), _("Đã lập lại danh sách"))
        )
        self.close_button.clicked.connect(
            lambda: self.do(CloseRating(self.round), _("Đã kết thúc đợt xếp loại"))
        )
        self.again_button.clicked.connect(self.ask_again)

    # Reading

    def opened(self, **where: Any) -> None:
        self.read()

    def refresh(self, changes: Any = None) -> None:
        if self.frame.current == "rating":
            self.read()

    def read(self) -> None:
        """Read the round anew; the keyboard stays on its cell."""
        at = self.view.currentIndex()
        kept, column_ = self.view.current_id(), at.column()
        with self.sitting.looking() as unit:
            known = rounds(unit, RATING)
            if self.round not in {one.id for one in known}:
                self.round = next((one.id for one in known if not one.closed), known[0].id if known else "")
            self.choice.set_options([(one.id, title_of(one)) for one in known])
            self.choice.set_value(self.round)
            if self.round:
                self._take(unit)
            unit.session.expunge_all()
        self._stack.setCurrentIndex(int(bool(self.round)))
        self._count()
        self.model.ask()
        row_ = self.model.row_of(kept) if kept else -1
        if self.model.rowCount():
            self.view.setCurrentIndex(
                self.model.index(max(row_, 0), column_ if column_ >= 0 else self._at("cell"))
            )
        self._say_keys()
        self.head_changed.emit()

    def _take(self, unit: Any) -> None:
        found = own_round(unit, self.round, RATING)
        self.closed, self.year = bool(found.closed), found.year
        rules = rules_of(unit, found.year)
        rated = [one for one in lines(unit, found) if one.item.subject == MEMBER]
        self.called = names(unit.session, found.id)
        rank = {who: n for n, who in enumerate(self.called)}
        self.rated = sorted(rated, key=lambda one: rank.get(one.item.person or "", len(rank)))
        self.forms = {}
        for one in self.rated:
            code = form_of(rules, MEMBER, (one.item.data or {}).get("group"))
            self.forms[one.item.person or ""] = (code or "").split("-")[0].lstrip("0")
        self.bands = {
            one.item.person or "": rating_bands.told(one.item.data or {}, rules) for one in self.rated
        }
        levels = Counter(one.level or "" for one in self.rated if is_rated(one.item))
        cap = rating_check.caps(found, self.rated, rules)
        self.side.show_state(levels, cap, _(rating_check.BY_COMMITTEE))

    def _count(self) -> None:
        subject = [one for one in self.rated if is_rated(one.item)]
        out = Counter((one.item.data or {})["not_rated"] for one in self.rated if not is_rated(one.item))
        self.chips.set_options(
            [
                ("all", _("Tất cả"), len(self.rated)),
                ("papers", _("Thiếu giấy tờ"), sum(1 for one in subject if lacking(one.item))),
                ("left", _("Chưa có mức"), sum(1 for one in subject if not one.level)),
            ]
        )
        told = [f"{n}: {_(REASONS[name]).lower()}" for name, n in sorted(out.items())]
        self.table.right.setText("; ".join(told))

    def _seen(self) -> list[Rated]:
        match self.chips.value:
            case "left":
                return [one for one in self.rated if is_rated(one.item) and not one.level]
            case "papers":
                return [one for one in self.rated if lacking(one.item)]
        return self.rated

    def _fetch(self, offset: int, limit: int, sort: Any, where: Any) -> Sequence[Any]:
        return [self._line(one) for one in self._seen()[offset : offset + limit]]

    def _line(self, one: Rated) -> dict[str, Any]:
        who = one.item.person or ""
        typed = self.typing[1:] if self.typing and self.typing[0] == who else None
        return cells(one, self.called.get(who, ""), self.forms[who], typed, editable=not self.closed)

    # Typing

    def type(self, who: str, name: str, key: str) -> None:
        """A figure typed into a cell: a level, a group, a paper received, or one more digit of the points."""
        if self.closed or not key.isascii() or not key.isdigit() or not self._may(who):
            return
        if self.typing and self.typing[:2] != (who, name):
            self.keep()
        if name in POINTS:
            before = self.typing[2] if self.typing and self.typing[:2] == (who, name) else ""
            self.typing = (who, name, before + key)
            self.model.refresh_ids({who})
            return
        if name in SAID:
            value = nth(list(LEVELS), key)
            said = _(SHORT[value]) if value else _("bỏ mức")
        elif name == "group":
            value = nth(list(GROUPS), key)
            said = _(GROUPS[value]) if value else _("bỏ nhóm")
        elif name == "paper":
            value = {"1": self.sitting.today.isoformat(), "0": ""}.get(key)
            name, said = "received.self_review", _(CHECKLIST["self_review"])
        else:
            return
        if value is not None and self._write(who, name, value, said):
            self.view.next_row()

    def _may(self, who: str) -> bool:
        return any(one.item.person == who and is_rated(one.item) for one in self.rated)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self.typing:
            QTimer.singleShot(0, self.keep)  # the table is not read anew while it moves
        self._say_keys()
        who = self.view.current_id()
        if who and self.bands.get(who):
            self.view.setToolTip(self.bands[who])

    def keep(self) -> bool:
        """Write the points typed so far."""
        if self.typing is None:
            return True
        (who, name, figures), self.typing = self.typing, None
        return self._write(who, POINTS[name], figures, figures)

    def _write(self, who: str, name: str, value: str, said: str) -> bool:
        text = _("Đã ghi {name}: {said}").format(name=self.called.get(who, ""), said=said)
        return self.do(SetRating(self.round, (who,), {name: value}), text)

    def do(self, command: Any, text: str) -> bool:
        """Do a deed and say so with the way back; a refusal is told."""
        try:
            done = self.sitting.do(command)
        except Failure as wrong:
            self.tell(wrong)
            self.read()
            return False
        self.said(text, done)
        self.read()
        return True

    def _at(self, key: str) -> int:
        return next(n for n, one in enumerate(self.model.columns) if one.key == key)

    def _say_keys(self) -> None:
        """What the figures mean in the column the keyboard is on."""
        at = self.view.currentIndex().column()
        key = self.model.columns[at].key if at >= 0 else "cell"
        if key == "group":
            words = [_("1 có chức vụ"), _("2 không chức vụ"), _("3 ngoài hệ thống"), _("0 bỏ")]
        elif key == "paper":
            words = [_("1 đã nộp hôm nay"), _("0 chưa nộp")]
        elif key in POINTS:
            words = [_("gõ số điểm, mũi tên xuống để ghi")]
        else:
            words = [f"{n} {_(title)}" for n, title in enumerate(SHORT.values(), 1)] + [_("0 bỏ")]
        self.legend.setText(_("Gõ phím: {keys}").format(keys=" · ".join(words)))

    # Deeds of the round

    def choose_round(self, wanted: str) -> None:
        """Show another year."""
        self.keep()
        self.round = wanted
        self.read()

    def open_round(self) -> None:
        """Open the rating of this year."""
        year = self.sitting.today.year
        if self.do(OpenRating(year=year), _("Đã mở đợt xếp loại năm {year}").format(year=year)):
            with self.sitting.looking() as unit:
                self.round = next(one.id for one in rounds(unit, RATING) if one.year == year)
            self.read()
            self.view.setFocus()

    def ask_again(self) -> None:
        """Take a closed round up again."""
        reason_dialog(
            self,
            _("Mở lại đợt xếp loại?"),
            _("Ghi thêm, sửa được từng người; lý do được giữ trong lịch sử."),
            _("Mở lại đợt"),
            lambda dialog: self.sitting.do(ReopenRating(self.round, dialog.text("reason"))),
        ).ask()

    def ask_print(self, paper: str) -> None:
        """Print a paper of the round into a file that is asked for."""
        name, _kind = QFileDialog.getSaveFileName(
            self, _(PRINTED[paper]), f"{paper}-{self.year}.pdf", "PDF (*.pdf);;Word (*.docx)"
        )
        if name:
            self.print_to(paper, Path(name))

    def print_to(self, paper: str, out: Path) -> None:
        """Print a paper of the round into a file."""
        from app.exports import docx, pdf
        from app.exports.rating_papers import papers

        try:
            with self.sitting.workspace.unit(self.sitting.clock, clock_accepted=True) as unit:
                made = papers(unit, own_round(unit, self.round, RATING), paper)
                (docx if out.suffix.lower() == ".docx" else pdf).render(made, out)
                unit.log("print", f"{paper} {self.round}")
        except Failure as wrong:
            self.tell(wrong)
            return
        self.frame.said(_("Đã in vào {file}.").format(file=out.name))

    # Head

    def heading(self) -> str:
        return _("Xếp loại năm {year}").format(year=self.year) if self.round else _("Xếp loại")

    def summary(self) -> str:
        subject = [one for one in self.rated if is_rated(one.item)]
        if not self.round:
            return ""
        text = _("{n} trên {all} người thuộc diện đã có mức").format(
            n=sum(1 for one in subject if one.level), all=len(subject)
        )
        return _("{text}; đợt đã kết thúc").format(text=text) if self.closed else text

    def head_actions(self) -> list[QWidget]:
        there = bool(self.round)
        shown(self.open_button, there and self.year != self.sitting.today.year)
        shown(self.redraw_button, there and not self.closed)
        shown(self.print_button, there)
        shown(self.close_button, there and not self.closed)
        shown(self.again_button, there and self.closed)
        return [
            self.panel.button, self.open_button, self.again_button, self.redraw_button,
            self.print_button, self.close_button,
        ]  # fmt: skip

    def leave(self) -> bool:
        return self.keep()

    def arrange(self, room: Room) -> None:
        edge = 20 if room == Room.NARROW else 24
        self._whole.setContentsMargins(edge, 0, edge, 12 if room == Room.NARROW else 24)
        shown(self.legend, room > Room.NARROW)
        self.panel.arrange(room)
