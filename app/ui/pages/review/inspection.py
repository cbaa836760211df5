"""Inspections of Chỉ thị 28 on the page of a committee: plans, findings, remedies followed up."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.models import Organisation
from app.procedures.inspection import (
    OUTCOMES,
    STATES,
    TOPICS,
    FollowUp,
    OpenInspection,
    RecordFinding,
    finding,
    state_of,
)
from app.procedures.rounds import INSPECTION, CloseRound, items, rounds, title_of
from app.regulations.dates import PartialDate
from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.pages.case.parts.fact_fields import WholeDateEdit
from app.ui.pages.common import date_words
from app.ui.pages.review.list import ListPart, part_words
from app.ui.widgets.base import row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.editors import Choice, LineEdit, LongText
from app.ui.widgets.segment import Segment
from app.ui.widgets.table import Cell, Column
from app.words import _

TONES = {"open": "amber", "done": "green", "overdue": "rust"}


class InspectionPart(ListPart):
    """The findings of one inspection; overdue remedies stand first."""

    noun = _("nội dung")
    icon = "search-eye"
    enter = _("Enter: ghi theo dõi")
    empty_title = _("Chưa ghi điều phát hiện nào")
    empty_text = _("Lập kế hoạch, rồi ghi từng nội dung ở từng tổ chức được kiểm tra, giám sát.")

    def __init__(self, page: Any) -> None:
        self.round, self.closed = "", False
        super().__init__(page)
        self.choice = Choice()
        self.choice.setAccessibleName(_("Đợt kiểm tra, giám sát"))
        self.print_button = Button(_("&In biên bản…"), icon="printer")  # the head is full where it is narrow
        self.above.addLayout(row(self.choice, 12, self.print_button, None))
        self.above.addSpacing(12)
        self.plan_button = Button(_("&Lập kế hoạch…"), icon="add")
        self.record_button = Button(_("Ghi điều &phát hiện…"))
        self.follow_button = Button(_("Ghi &theo dõi…"))
        self.close_button = Button(_("&Kết thúc đợt"))
        self.choice.value_changed.connect(self._chosen)
        self.plan_button.clicked.connect(lambda: self.plan_dialog().ask())
        self.record_button.clicked.connect(lambda: self.record_dialog().ask())
        self.follow_button.clicked.connect(self.opened_row)
        self.print_button.clicked.connect(
            lambda: self.ask_paper(INSPECTION, self.round, _("bien-ban-kiem-tra.pdf"))
        )
        self.close_button.clicked.connect(
            lambda: self.do(CloseRound(self.round), _("Đã kết thúc đợt kiểm tra, giám sát"))
        )

    def columns(self) -> list[Column]:
        plain: dict[str, Any] = {"sortable": False}
        return [
            Column("name", _("Tổ chức"), width=160, grow=True, tone="text", must=True, **plain),
            Column("topic", _("Nội dung"), width=150, priority=2, **plain),
            Column("finding", _("Điều phát hiện"), width=160, priority=4, grow=True, **plain),
            Column("remedy", _("Phải khắc phục"), width=140, priority=5, **plain),
            Column("due", _("Hạn"), width=92, priority=3, **plain),
            Column("state", _("Khắc phục"), width=120, must=True, **plain),
        ]

    def start_text(self) -> str:
        return _("Bắt đầu…")

    def start(self) -> None:
        """Plan first, then findings."""
        (self.record_dialog() if self.round and not self.closed else self.plan_dialog()).ask()

    def _chosen(self, wanted: str) -> None:
        self.round = wanted
        self.read()
        self.head_changed.emit()

    def rows_now(self) -> list[dict[str, Any]]:
        today = self.sitting.today
        with self.sitting.looking() as unit:
            known = rounds(unit, INSPECTION)
            if self.round not in [one.id for one in known]:
                self.round = known[0].id if known else ""
            self.closed = any(one.id == self.round and one.closed for one in known)
            self.choice.set_options([(one.id, title_of(one)) for one in known])
            self.choice.set_value(self.round)
            shown(self.choice, bool(known))
            shown(self.print_button, bool(known))
            found = [self._row(item, state_of(item, today)) for item in items(unit, self.round)]
        if self.round:
            self.note_view(self.round)
        return sorted(found, key=lambda one: (one["stands"] != "overdue", one["name"], one["topic"]))

    def _row(self, item: Any, state: str) -> dict[str, Any]:
        data = item.data
        words = _(STATES[state])
        return {
            "id": item.id,
            "name": data["name"],
            "topic": _(TOPICS[data["topic"]]),
            "finding": data.get("finding") or _(OUTCOMES[item.outcome]),
            "remedy": data.get("remedy"),
            "due": date_words(data.get("due")),
            "state": Cell(words[:1].upper() + words[1:], TONES[state]) if state in TONES else Cell("–"),
            "stands": state,
        }

    def show_item(self, item: str) -> None:
        with self.sitting.looking() as unit:
            wanted = finding(unit, item).round
        if wanted != self.round:
            self._chosen(wanted)

    # Deeds

    def plan_dialog(self) -> DeedDialog:
        """The plan of an inspection."""

        def do(dialog: DeedDialog) -> Any:
            names = ("title", "date", "number", "content", "start", "end")
            done = self.said(
                OpenInspection(**{name: dialog.text(name) for name in names}), _("Đã ghi kế hoạch")
            )
            self._chosen(done.result.id)
            return done

        made = self.dialog(_("Kế hoạch kiểm tra, giám sát"), "", _("Ghi kế hoạch"), do)
        made.add(made.field("title", _("Tên đợt"), LineEdit(), _("Giám sát thực hiện Chỉ thị 28")))
        made.add(made.field("content", _("Nội dung, tổ chức được kiểm tra"), LongText(lines=2)))
        date, number = self._date(made, "date", _("Ngày kế hoạch")), LineEdit(chars=10)
        made.body.addLayout(row(date, made.field("number", _("Số kế hoạch"), number), None, gap=14))
        start, end = (
            made.field(name, title, WholeDateEdit(self.sitting.today.year + 2))
            for name, title in (("start", _("Từ ngày")), ("end", _("Đến ngày")))
        )
        made.body.addLayout(row(start, end, None, gap=14))
        return made.finish()

    def record_dialog(self) -> DeedDialog:
        """What was found at an organisation on one topic."""

        def do(dialog: DeedDialog) -> Any:
            names = ("office", "topic", "outcome", "date", "finding", "remedy", "due")
            told = {name: dialog.text(name) for name in names}
            return self.said(RecordFinding(self.round, **told), _("Đã ghi điều phát hiện"))

        made = self.dialog(_("Ghi điều phát hiện"), "", _("Ghi vào đợt"), do)
        with self.sitting.looking() as unit:
            own = self.sitting.office
            cells = [(one.id, one.name) for one in unit.all(Organisation) if one.id != own]
        office = Choice(cells) if cells else LineEdit()
        made.add(made.field("office", _("Tổ chức được kiểm tra, giám sát"), office))
        made.add(made.field("topic", _("Nội dung"), Choice([(k, _(v)) for k, v in TOPICS.items()])))
        options = [(k, _(v)) for k, v in reversed(OUTCOMES.items())]
        made.add(made.field("outcome", _("Kết quả"), Segment(options, "found")))
        made.add(made.field("finding", _("Điều phát hiện"), LongText(lines=2)))
        made.add(made.field("remedy", _("Việc phải khắc phục"), LongText(lines=2)))
        due = made.field("due", _("Hạn khắc phục"), WholeDateEdit(self.sitting.today.year + 2))
        made.body.addLayout(row(self._date(made, "date", _("Ngày kiểm tra")), due, None, gap=14))
        return made.finish()

    def opened_row(self) -> None:
        if self.row is not None and self.row["stands"] != "none":
            self.follow_dialog(self.row["id"]).ask()

    def follow_dialog(self, item: str) -> DeedDialog:
        """How far a remedy is."""

        def do(dialog: DeedDialog) -> Any:
            done = dialog.fields["done"].value() is True
            command = FollowUp(item, dialog.text("date"), dialog.text("text"), done)
            return self.said(command, _("Đã ghi việc theo dõi"))

        made = self.dialog(_("Theo dõi khắc phục"), "", _("Ghi theo dõi"), do)
        options = [(False, _("Đang khắc phục")), (True, _("Đã khắc phục xong"))]
        made.add(made.field("done", _("Kết quả"), Segment(options, False)))
        made.add(made.field("text", _("Ghi chú"), LongText(lines=2)))
        made.body.addLayout(row(self._date(made, "date", _("Ngày")), None))
        return made.finish()

    def _date(self, made: DeedDialog, name: str, title: str) -> Any:
        today = self.sitting.today
        return made.field(name, title, WholeDateEdit(today.year + 1), PartialDate.of(today))

    # Head

    def summary(self) -> str:
        states = [one["stands"] for one in self.rows]
        late = states.count("overdue")
        return part_words(states.count("open") + late, late) if self.rows else ""

    def actions(self) -> list[QWidget]:
        here = bool(self.round) and not self.closed
        shown(self.record_button, here)
        shown(self.close_button, here and bool(self.rows))
        shown(self.follow_button, self.row is not None and self.row["stands"] != "none")
        return [self.close_button, self.follow_button, self.record_button, self.plan_button]
