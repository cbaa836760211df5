"""Việc cần làm: what is due, why, and one button that opens the very step; beside it the figures."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.page import Room
from app.ui.pages.case.parts import printing
from app.ui.pages.common import SittingPage
from app.ui.pages.home import duties as home_duties
from app.ui.pages.home import figures as home_figures
from app.ui.pages.home import printing as home_printing
from app.ui.pages.home.duties import GROUPS, KINDS, DutyView
from app.ui.pages.rules import notice as rules_notice
from app.ui.pages.rules.notice import RulesNotice
from app.ui.widgets.base import Hairline, box, clear, column, row, shown
from app.ui.widgets.buttons import Button, Menu
from app.ui.widgets.card import Card
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.duty import CompactRow, DutyRow, GroupHead
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.search_box import SearchBox
from app.words import _, count_text

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting

FIGURES = 308
COMPACT = ("later", "open", "waiting")
MANY = 5
"""More duties than these can be filtered by words."""
SHOWN = 60
"""Rows drawn at once; the rest follows at "Xem thêm"."""


class HomePage(SittingPage):
    """Duties left, figures right; the list scrolls, the figures stay."""

    guide = "home"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.duties: list[DutyView] = []
        self.all_duties: list[DutyView] = []
        self.rows: list[DutyRow | CompactRow] = []
        self._drawn: Any = None
        self._limit = SHOWN
        self._loaded = False
        self._list = column(gap=0)
        self.card = Card()
        self._wrap = column(self._list, None)
        self.kinds = ChipBar(spoken=_("Lọc việc theo loại"))
        self.kinds.chosen.connect(lambda _kind: self._choose())
        self.search = SearchBox(_("Lọc theo tên, việc"))
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(250)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.asked.connect(lambda _text: self._choose())
        self._filters = box(row(self.search, 18, (self.kinds, 1)))
        shown(self._filters, False)
        self.card.add(ScrollColumn(box(self._wrap)), 1)
        self.figures = Card()
        self.figures.setFixedWidth(FIGURES)
        self._beside = column((self.figures, 1))
        self._beside.addStretch(0)
        self._body = row((self.card, 1), self._beside, gap=24)
        self.notice = RulesNotice(lambda pack: self.frame.go("rules", part="packs", pack=pack))
        self._whole = column(
            self.notice, self._filters, (box(self._body), 1), gap=12, margins=(24, 0, 24, 24)
        )
        self.setLayout(self._whole)
        self.print_button = Button(_("&In danh sách"), icon="printer", menu=Menu(self))
        self.print_button.menu().aboutToShow.connect(self.fill_print_menu)
        self.values: dict[str, Any] = {}

    # Reading

    def opened(self, **where: Any) -> None:
        self.read()

    def refresh(self, changes: Any = None) -> None:
        if self._loaded:
            self.read()

    def read(self) -> None:
        """Read duties and figures; only what differs is drawn anew."""
        from app.reports import home

        self._loaded = True
        today = self.sitting.today
        with self.sitting.looking() as unit:
            session = unit.session
            duties = home_duties.read(session, self.sitting.office, today)
            values = home.figures(session, self.sitting.office, today)
            values["by_day"] = home.unsent_by_day(session)
            values |= self._more(unit)
            self.notice.show_packs(rules_notice.waiting(unit))
        self.all_duties = duties
        self._offer_kinds()
        self._choose()
        if values != self.values:
            self.values = values
            self._draw_figures()
        self.head_changed.emit()

    def _offer_kinds(self) -> None:
        """Filters by kind, as soon as there are duties of more than one, and by words once there are many."""
        numbers = Counter(duty.kind for duty in self.all_duties)
        options = [(key, _(title), numbers[key]) for key, title in KINDS if numbers[key]]
        self.kinds.set_options([("", _("Tất cả"), len(self.all_duties)), *options])
        self._show_filters()

    def _show_filters(self) -> None:
        kinds, search = len(self.kinds.chips) > 2, len(self.all_duties) > MANY
        if not search and self.search.text():
            self.search.clear()
        shown(self.kinds, kinds)
        shown(self.search, search)
        shown(self._filters, (kinds or search) and self.frame.room > Room.NARROW)

    def _choose(self) -> None:
        """Draw the duties of the kind and the words chosen, if they are others than those drawn."""
        self.duties = home_duties.chosen(self.all_duties, self.kinds.value, self.search.text())
        if (self.duties, self.sitting.today) != self._drawn:
            self._drawn = (self.duties, self.sitting.today)
            self._limit = SHOWN
            self._draw_duties()
        self.head_changed.emit()

    def _more(self, unit: Any) -> dict[str, Any]:
        from sqlalchemy import func, select

        from app.models import PackageRow, Peer, PersonStanding
        from app.procedures.offices import setting

        session = unit.session
        plan = setting(unit, "plan.admission", self.sitting.today)
        return {
            "plan": int(plan) if str(plan or "").isdigit() else None,
            "linked": bool(session.scalar(select(func.count()).select_from(Peer))),
            "above": bool(
                session.scalar(select(func.count()).select_from(Peer).where(Peer.relation == "above"))
            ),
            "sent": session.scalar(select(func.max(PackageRow.at)).where(PackageRow.direction == "out")),
            "rating": self._rating(unit),
            "people": session.scalar(select(func.count()).select_from(PersonStanding)) or 0,
        }

    def _rating(self, unit: Any) -> tuple[int, int, int, int] | None:
        """(year, done, of how many, what is left) of the newest rating under way this year or last."""
        from app.procedures.rating import summary

        return summary.progress(unit, self.sitting.today.year)

    # Head

    def summary(self) -> str:
        late = sum(1 for d in self.duties if d.group == "late")
        due = sum(1 for d in self.duties if d.group in ("late", "week", "month"))
        if not self.duties:
            return _("Không có việc nào đang chờ") if self.values.get("people") else ""
        if not due:
            return _("Tháng này không có việc nào đến hạn")
        text = _("{n} việc đến hạn trong tháng").format(n=count_text(due))
        return text + (_(", {n} việc đã quá hạn").format(n=count_text(late)) if late else "")

    def head_actions(self) -> list[QWidget]:
        shown(self.print_button, bool(self.duties))
        return [self.print_button]

    def arrange(self, room: Room) -> None:
        self._body.setSpacing(room.gap)
        narrow = room == Room.NARROW
        edge = 20 if narrow else 24
        self._whole.setContentsMargins(edge, 4 if narrow else 0, edge, 16 if narrow else 24)
        shown(self.figures, room > Room.NARROW and bool(self.values.get("people")))
        self._show_filters()

    # Duties

    def _draw_duties(self) -> None:
        clear(self._list)
        self.rows = []
        self._wrap.setStretch(0, 0 if self.duties else 1)
        self._wrap.setStretch(1, 1 if self.duties else 0)
        if not self.duties:
            self._list.addWidget(self._nothing_found() if self.all_duties else self._empty(), 1)
            return
        drawn = 0
        for group, title in GROUPS:
            those = [d for d in self.duties if d.group == group]
            if not those or drawn >= self._limit:
                continue
            if self.rows:
                self._list.addWidget(Hairline())
            self._list.addWidget(GroupHead(_(title), len(those), group == "late"))
            for at, duty in enumerate(those[: self._limit - drawn]):
                if not at or group not in COMPACT:
                    self._list.addWidget(Hairline())
                self._add(duty, group in COMPACT)
                drawn += 1
            if group in COMPACT:
                self._list.addSpacing(6)
        if drawn < len(self.duties):
            more = Button(_("Xem thêm {n} việc").format(n=count_text(len(self.duties) - drawn)), "link")
            more.clicked.connect(self._show_more)
            self._list.addWidget(Hairline())
            self._list.addWidget(box(row(more, None, margins=(18, 8, 18, 8))))

    def _add(self, duty: DutyView, compact: bool) -> None:
        first = not self.rows
        if compact and not first:
            why = " · ".join(filter(None, (duty.why, duty.source))) if duty.arithmetic or duty.place else ""
            made: DutyRow | CompactRow = CompactRow(duty.who, duty.what, why, duty.due)
        else:
            made = DutyRow(
                duty.who,
                duty.what,
                duty.why,
                duty.source,
                duty.due,
                duty.badge,
                duty.tone,
                duty.button,
                primary=first,
            )
        made.opened.connect(lambda: self.open(duty))
        made.setToolTip(duty.arithmetic)
        made.button.setAccessibleDescription(duty.arithmetic)
        self.rows.append(made)
        self._list.addWidget(made)

    def open(self, duty: DutyView) -> None:
        """Open where a duty is done: the step, the person, a new case, the rule nobody knows."""
        place, _colon, name = duty.place.partition(":")
        match place:
            case "":
                self.frame.go("case", case=duty.case, step=duty.step)
            case "rules":
                self.frame.go("rules", part="unknown", rule=name)
            case "rule":
                self.frame.go("rules", rule=name)
            case "calendar":
                self.frame.go("rules", part="documents")
            case "settings":
                self.frame.go("settings", part="office")
            case "condense":
                self.frame.go("screening", condense=True)
            case "rating":
                self.frame.go("rating")
            case "review":
                part, _colon, item = name.partition(":")
                self.frame.go("review", part=part, item=item)
            case "open":
                self.frame.go("admissions", new=True, person=duty.person, procedure=name)
            case _:
                self.frame.go("person", person=duty.person)

    def _show_more(self) -> None:
        self._limit += SHOWN
        self._draw_duties()

    def _nothing_found(self) -> EmptyState:
        again = Button(_("Bỏ lọc"))
        again.clicked.connect(self._drop_filters)
        return EmptyState(
            "search", _("Không có việc nào khớp"), _("Thử gõ ít chữ hơn hoặc chọn loại khác."), [again]
        )

    def _drop_filters(self) -> None:
        self.kinds.set_value("")
        self.search.clear()
        self.search.ask_now()

    def _empty(self) -> EmptyState:
        if not self.values.get("people") and not self._anybody():
            first = Button(_("Nhập từ Excel"), "primary")
            first.clicked.connect(lambda: self.frame.go("import"))
            second = Button(_("Thêm người"))
            second.clicked.connect(lambda: self.frame.go("person", person=None))
            shown(first, "import" in self.frame.entries)
            return EmptyState(
                "group",
                _("Sổ chưa có ai"),
                _("Đưa danh sách đảng viên vào trước, rồi mở hồ sơ kết nạp khi cần."),
                [second, first],
            )
        open_ = Button(_("Mở hồ sơ kết nạp"), "primary")
        open_.clicked.connect(lambda: self.frame.go("admissions", new=True))
        return EmptyState(
            "task",
            _("Không có việc nào đang chờ"),
            _("Việc đến hạn của các hồ sơ đang làm sẽ hiện ở đây, kèm quy định và ngày."),
            [open_],
        )

    def _anybody(self) -> bool:
        from sqlalchemy import func, select

        from app.models import PersonStanding

        with self.sitting.reading() as session:
            return bool(session.scalar(select(func.count()).select_from(PersonStanding)))

    # Figures

    def _draw_figures(self) -> None:
        self.figures.empty()
        made = home_figures.made(self.sitting, self.values)
        for at, figure in enumerate(made):
            if at:
                self.figures.add_line()
            figure.setMinimumHeight(118 if len(made) > 3 else 138)
            self.figures.add(figure, 1)
        # Fewer than four figures keep their size: the card does not blow them up.
        self._beside.setStretch(0, 1 if len(made) > 2 else 0)
        self._beside.setStretch(1, 0 if len(made) > 2 else 1)
        shown(self.figures, bool(made) and self.frame.room > Room.NARROW)

    # Printing

    def fill_print_menu(self) -> None:
        """Of which month the list is printed: this one, those that come, or all."""
        from app.exports.filled_duties import month_title

        menu = self.print_button.menu()
        menu.clear()
        for month in home_printing.months(self.sitting.today):
            action = menu.addAction(month_title(month))
            action.triggered.connect(lambda _checked=False, month=month: self.ask_print(month))
        menu.addSeparator()
        menu.addAction(_("Tất cả việc")).triggered.connect(lambda: self.ask_print(None))

    def ask_print(self, month: datetime.date | None = None) -> None:
        """Print the list of a month or of all; asks where."""
        path = home_printing.ask_path(self, month)
        if path is not None:
            self.print_to(path, month, show=True)

    def print_to(self, path: Path, month: datetime.date | None = None, *, show: bool = False) -> Any:
        """Print the list to a file beside the window; the job, already begun."""
        job = home_printing.job(self.sitting, path, month)
        self.print_button.set_working(_("Đang in…"))

        def done(file: Path) -> None:
            self.frame.said(_("Đã in ra {file}").format(file=file.name))
            if show:
                printing.show_file(file)

        job.done.connect(done)
        job.failed.connect(self.tell)
        job.ended.connect(lambda: self.print_button.set_working(None))
        return job.start()
