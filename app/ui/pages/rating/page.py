"""Xếp loại of a cell: the round of a year with its deeds, around the grid that is typed into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from app.procedures.rating.decide import DecideRating, to_decide
from app.procedures.rating.rounds import (
    MEMBER,
    CloseRating,
    OpenRating,
    RedrawRating,
    ReopenRating,
    is_rated,
)
from app.procedures.rating.set import NOTIFIED, ROUND_NAMES, SetRating, SetRatingRound
from app.procedures.rounds import RATING, own_round, rounds
from app.trouble import Failure
from app.ui.page import Room
from app.ui.pages.case.parts.dialogs import DeedDialog, reason_dialog
from app.ui.pages.common import SittingPage
from app.ui.pages.rating.details import DecideDialog, RoundDialog
from app.ui.pages.rating.grid import RatingGrid
from app.ui.widgets.base import box, column, shown
from app.ui.widgets.buttons import Button, Menu
from app.ui.widgets.editors import Choice
from app.ui.widgets.empty import EmptyState
from app.words import N_, _

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting


def print_menu(button: Button, ask: Callable[[str], None]) -> None:
    """The papers of a round under a button; `ask(paper)` asks for the file."""
    from app.exports.rating_papers import PAPERS

    menu = Menu(button)
    for paper, words in PAPERS.items():
        menu.addAction(_(words)).triggered.connect(lambda _on=False, paper=paper: ask(paper))
    button.set_menu(menu)


def ask_file(page: SittingPage, paper: str, about: str) -> Path | None:
    """Asks for the file a paper is printed into; None when nothing is chosen."""
    from app.exports.rating_papers import PAPERS, SHEETS

    kinds = "PDF (*.pdf);;Word (*.docx)" + (";;Excel (*.xlsx)" if paper in SHEETS else "")
    name, _kind = QFileDialog.getSaveFileName(page, _(PAPERS[paper]), f"{paper}-{about}.pdf", kinds)
    return Path(name) if name else None


def print_round(page: SittingPage, round_: str, paper: str, out: Path) -> None:
    """Print a paper of the round into a file, note that it was printed, and say who got none."""
    from app.exports import rating_papers
    from app.models import Round

    try:
        with page.sitting.workspace.unit(
            page.sitting.clock, clock_accepted=True, book=page.sitting.book
        ) as unit:
            found = unit.get(Round, round_)
            rating_papers.write(rating_papers.papers(unit, found, paper), out)
            unit.log("print", f"{paper} {round_}")
            left = len(rating_papers.without_form(unit, found)) if paper == rating_papers.SELF_REVIEWS else 0
    except Failure as wrong:
        page.tell(wrong)
        return
    text = _("Đã in vào {file}.").format(file=out.name)
    if left:
        text += " " + _("{n} người chưa rõ nhóm hoặc mẫu nên chưa có bản.").format(n=left)
    page.frame.said(text)


class RatingPage(SittingPage):
    """The rating of a year in a cell's book."""

    guide = "rating"
    title = N_("Xếp loại")

    def __init__(self, frame: Frame, sitting: Sitting, key: str = "rating") -> None:
        super().__init__(frame, sitting)
        self.key = key
        self.back_button = Button(_("&Về bảng các tổ chức"), icon="arrow-left")
        self.back_button.clicked.connect(lambda: self.frame.go("rating"))
        self.round = ""
        self.grid = RatingGrid(self)
        self.choice = Choice()
        self.choice.setAccessibleName(_("Năm"))
        words = _("&Mở đợt năm {year}").format(year=sitting.today.year)
        self.open_button = Button(words, icon="add")
        self.close_button = Button(_("&Kết thúc đợt"), "primary")
        self.more_button = Button(_("Việc kh&ác"))
        menu = Menu(self.more_button)
        self.about = menu.addAction(_("Cuộc họp, bỏ phiếu, tỷ lệ…"))
        self.redraw = menu.addAction(_("Lập lại danh sách"))
        self.decide = menu.addAction(_("Ghi quyết định của cấp trên…"))
        self.tell_all = menu.addAction(_("Ghi đã thông báo kết quả hôm nay"))
        self.again = menu.addAction(_("Mở lại đợt…"))
        self.more_button.set_menu(menu)
        self.print_button = Button(_("&In biểu mẫu"))
        print_menu(self.print_button, self.ask_print)
        self.first_button = Button(words, "primary")
        empty = EmptyState(
            "award",
            _("Chưa có đợt xếp loại nào"),
            _("Mở đợt thì chương trình lập danh sách người thuộc diện theo quy định; mức do chi bộ ghi."),
            [self.first_button],
            framed=True,
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(empty)
        self._stack.addWidget(self.grid)
        self._whole = column((box(self._stack), 1), margins=(24, 0, 24, 24))
        self.setLayout(self._whole)
        self.grid.changed.connect(self.head_changed)
        self.choice.value_changed.connect(self.choose_round)
        for button in (self.first_button, self.open_button):
            button.clicked.connect(self.open_round)
        self.redraw.triggered.connect(lambda: self.do(RedrawRating(self.round), _("Đã lập lại danh sách")))
        self.close_button.clicked.connect(
            lambda: self.do(CloseRating(self.round), _("Đã kết thúc đợt xếp loại"))
        )
        self.about.triggered.connect(lambda: self.about_dialog().ask())
        self.decide.triggered.connect(self.ask_decide)
        self.tell_all.triggered.connect(self.told_today)
        self.again.triggered.connect(self.ask_again)

    # Reading

    def opened(self, **where: Any) -> None:
        self.read()

    def refresh(self, changes: Any = None) -> None:
        if self.frame.current == self.key and not self.grid.busy:
            self.read()

    def read(self) -> None:
        """Read the round anew; the keyboard stays on its cell."""
        with self.sitting.looking() as unit:
            known = rounds(unit, RATING)
            if self.round not in {one.id for one in known}:
                self.round = next((one.id for one in known if not one.closed), known[0].id if known else "")
            self.choice.set_options([(one.id, str(one.year)) for one in known])
            self.choice.set_value(self.round)
            if self.round:
                self.grid.read(unit, own_round(unit, self.round, RATING))
            unit.session.expunge_all()
        self._stack.setCurrentIndex(int(bool(self.round)))
        self.head_changed.emit()

    def do(self, command: Any, text: str) -> bool:
        """Do a deed of the round and say so with the way back; a refusal is told."""
        self.grid.keep()
        try:
            done = self.sitting.do(command)
        except Failure as wrong:
            self.tell(wrong)
            return False
        self.said(text, done)
        self.read()
        return True

    # Deeds of the round

    def choose_round(self, wanted: str) -> None:
        """Show another year."""
        self.grid.keep()
        self.round = wanted
        self.read()

    def open_round(self) -> None:
        """Open the rating of this year."""
        year = self.sitting.today.year
        if self.do(OpenRating(year=year), _("Đã mở đợt xếp loại năm {year}").format(year=year)):
            with self.sitting.looking() as unit:
                self.round = next(one.id for one in rounds(unit, RATING) if one.year == year)
            self.read()
            self.grid.view.setFocus()

    def ask_again(self) -> None:
        """Take a closed round up again."""
        reason_dialog(
            self,
            _("Mở lại đợt xếp loại?"),
            _("Ghi thêm, sửa được từng người; lý do được giữ trong lịch sử."),
            _("Mở lại đợt"),
            lambda dialog: self.sitting.do(ReopenRating(self.round, dialog.text("reason"))),
        ).ask()

    def about_dialog(self) -> RoundDialog:
        """Asks what is said of the whole round."""

        def do(dialog: DeedDialog) -> Any:
            told = {name: dialog.text(name) for name in ROUND_NAMES}
            done = self.sitting.do(SetRatingRound(self.round, told, dialog.text("reason")))
            self.said(_("Đã ghi cuộc họp, cách bỏ phiếu, tỷ lệ"), done)
            self.read()
            return done

        return RoundDialog(self, self.grid.about, do)

    def decide_dialog(self) -> DecideDialog | None:
        """Copies the superior's decision from its paper; None where nothing waits for one."""
        self.grid.keep()
        drafts = self.grid.drafts.get(self.round, {})
        with self.sitting.looking() as unit:
            waiting = to_decide(unit, self.round, drafts)
        if not waiting:
            self.frame.said(_("Chưa có mức nào chờ quyết định."))
            return None
        said = _("{n} người và tập thể theo mức đề nghị, {differ} khác đề nghị.").format(
            n=len(waiting) - len(drafts), differ=len(drafts)
        )

        def decide(dialog: DeedDialog) -> Any:
            number, day, issuer = (dialog.text(name) for name in ("number", "date", "issuer"))
            decision = DecideRating(self.round, drafts, number, day, issuer, as_proposed=True)
            done = self.sitting.do(decision)
            self.grid.drafts.pop(self.round, None)
            self.said(_("Đã ghi quyết định xếp loại của {n} người, tập thể").format(n=len(waiting)), done)
            self.read()
            return done

        return DecideDialog(self, self.sitting.today, said, len(waiting), decide, "")

    def ask_decide(self) -> None:
        """Copy the superior's decision from its paper."""
        if (dialog := self.decide_dialog()) is not None:
            dialog.ask()

    def _untold(self) -> list[str]:
        """Those whose level is decided and who have not been told."""
        return [one.item.id for one in self.grid.rated if one.decided and not one.told]

    def told_today(self) -> None:
        """Note that everybody with a decided level was told today."""
        who = tuple(self._untold())
        told = {NOTIFIED: self.sitting.today.isoformat()}
        text = _("Đã ghi thông báo kết quả cho {n} người, tập thể").format(n=len(who))
        self.do(SetRating(self.round, who, told), text)

    def ask_print(self, paper: str) -> None:
        """Print a paper of the round into a file that is asked for."""
        if out := ask_file(self, paper, str(self.grid.year)):
            self.print_to(paper, out)

    def print_to(self, paper: str, out: Path) -> None:
        """Print a paper of the round into a file."""
        self.grid.keep()
        print_round(self, self.round, paper, out)

    # Head

    def heading(self) -> str:
        return _("Xếp loại năm {year}").format(year=self.grid.year) if self.round else _("Xếp loại")

    def summary(self) -> str:
        members = [one for one in self.grid.rated if one.item.subject == MEMBER and is_rated(one.item)]
        if not self.round:
            return ""
        text = _("{n} trên {all} người thuộc diện đã có mức").format(
            n=sum(1 for one in members if one.level), all=len(members)
        )
        return _("{text}; đợt đã kết thúc").format(text=text) if self.grid.closed else text

    def head_actions(self) -> list[QWidget]:
        there, closed = bool(self.round), self.grid.closed
        shown(self.back_button, self.key != "rating")
        shown(self.choice, there and self.choice.count() > 1)
        shown(self.open_button, there and self.grid.year != self.sitting.today.year)
        shown(self.more_button, there)
        self.about.setVisible(not closed)
        self.redraw.setVisible(not closed)
        self.tell_all.setEnabled(bool(self._untold()))
        self.again.setVisible(closed)
        shown(self.print_button, there)
        shown(self.close_button, there and not closed)
        return [
            self.choice, self.grid.panel.button, self.back_button, self.open_button, self.more_button,
            self.print_button, self.close_button,
        ]  # fmt: skip

    def leave(self) -> bool:
        return self.grid.keep()

    def arrange(self, room: Room) -> None:
        edge = 20 if room == Room.NARROW else 24
        self._whole.setContentsMargins(edge, 0, edge, 12 if room == Room.NARROW else 24)
        self.grid.arrange(room)
