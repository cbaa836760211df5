"""Opinions asked outside the cell, on the page: asked, printed, answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.models import Person
from app.procedures.opinions import KINDS, OUTCOMES, AnswerOpinion, AskOpinion, due_of, late, opinions
from app.regulations.dates import PartialDate
from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.pages.case.parts.fact_fields import People, WholeDateEdit
from app.ui.pages.common import date_words
from app.ui.pages.review.list import ListPart, part_words
from app.ui.widgets.base import row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.editors import Choice, LineEdit, LongText, NumberEdit
from app.ui.widgets.person_edit import PersonEdit
from app.ui.widgets.segment import Segment
from app.ui.widgets.table import Cell, Column
from app.words import _, day_text


class OpinionsPart(ListPart):
    """Those that wait first."""

    noun = _("nơi được hỏi")
    icon = "chat-quote"
    enter = _("Enter: ghi trả lời")
    empty_title = _("Chưa hỏi ý kiến nơi nào")
    empty_text = _("Ghi nơi được hỏi, hỏi về ai hoặc việc gì, rồi in công văn và ghi trả lời tại đây.")

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self.ask_button = Button(_("&Hỏi ý kiến…"), icon="add")
        self.answer_button = Button(_("Ghi &trả lời…"))
        self.letter_button = Button(_("&In công văn…"), icon="printer")
        self.ask_button.clicked.connect(self.start)
        self.answer_button.clicked.connect(self.opened_row)
        self.letter_button.clicked.connect(self.ask_file)

    def columns(self) -> list[Column]:
        plain: dict[str, Any] = {"sortable": False}
        return [
            Column("organisation", _("Nơi được hỏi"), width=170, grow=True, tone="text", must=True, **plain),
            Column("person", _("Về đảng viên"), width=140, priority=2, **plain),
            Column("about", _("Nội dung"), width=150, priority=5, grow=True, **plain),
            Column("asked", _("Hỏi ngày"), width=92, priority=4, **plain),
            Column("due", _("Hạn"), width=92, priority=3, **plain),
            Column("state", _("Trả lời"), width=110, must=True, **plain),
        ]

    def start_text(self) -> str:
        return _("&Hỏi ý kiến…")

    def rows_now(self) -> list[dict[str, Any]]:
        with self.sitting.looking() as unit:
            found = []
            for item in opinions(unit):
                person = unit.session.get(Person, item.person) if item.person else None
                overdue, due = late(unit, item), due_of(unit, item)
                waits = Cell(_("Quá hạn"), "rust") if overdue else Cell(_("Đang chờ"), "amber")
                state = Cell(_(OUTCOMES[item.outcome]), "green") if item.outcome else waits
                found.append(
                    {
                        "id": item.id,
                        "organisation": item.data["organisation"],
                        "person": person.name if person is not None else "–",
                        "about": item.data["about"],
                        "asked": date_words(item.data["asked_on"]),
                        "due": day_text(due),
                        "state": state,
                        "late": overdue,
                        "waits": item.outcome is None,
                    }
                )
        return found

    # Deeds

    def start(self) -> None:
        """Record whom one asked."""
        self.ask_dialog().ask()

    def ask_dialog(self) -> DeedDialog:
        """Whom one asked, about whom or what, when."""

        def do(dialog: DeedDialog) -> Any:
            names = ("kind", "organisation", "about", "date", "number", "reply_by")
            told = {name: dialog.text(name) for name in names}
            command = AskOpinion(**told, person=dialog.fields["person"].value())
            return self.said(command, _("Đã ghi việc hỏi ý kiến"))

        made = self.dialog(
            _("Hỏi ý kiến ngoài chi bộ"),
            _("Thời hạn trả lời theo quy định của cấp ủy; chưa rõ thì để trống."),
            _("Ghi việc hỏi ý kiến"),
            do,
        )
        people, today = People(self.sitting), self.sitting.today
        kinds = Choice([(name, _(title)) for name, title in KINDS.items()])
        kind = made.field("kind", _("Hỏi nơi nào"), kinds, "front")
        organisation = made.field("organisation", _("Tên nơi được hỏi"))
        made.body.addLayout(row(kind, (organisation, 1), gap=14))
        made.add(made.field("person", _("Về đảng viên (nếu có)"), PersonEdit(people.find, people.name)))
        made.add(made.field("about", _("Nội dung hỏi"), LongText(lines=2)))
        date = made.field("date", _("Ngày công văn"), WholeDateEdit(today.year + 1), PartialDate.of(today))
        number = made.field("number", _("Số công văn"), LineEdit(chars=10))
        until = made.field("reply_by", _("Trả lời trước ngày"), WholeDateEdit(today.year + 2))
        made.body.addLayout(row(date, number, until, gap=14))
        return made.finish()

    def opened_row(self) -> None:
        if self.row is not None:
            self.answer_dialog(self.row["id"]).ask()

    def answer_dialog(self, item: str) -> DeedDialog:
        """What was answered, and how many said so."""

        def do(dialog: DeedDialog) -> Any:
            counts = {name: dialog.fields[name].value() for name in ("total", "for_", "against")}
            said: dict[str, Any] = {name: dialog.text(name) for name in ("date", "number", "text")}
            said["no_view"] = dialog.fields["no_view"].value() is True
            return self.said(AnswerOpinion(item, **said, **counts), _("Đã ghi ý kiến trả lời"))

        made = self.dialog(_("Ghi ý kiến trả lời"), "", _("Ghi trả lời"), do)
        today = self.sitting.today
        options = [(False, _("Có ý kiến")), (True, _("Không có ý kiến"))]
        made.add(made.field("no_view", _("Trả lời"), Segment(options, False)))
        made.add(made.field("text", _("Nội dung trả lời"), LongText(lines=3)))
        date = made.field("date", _("Ngày trả lời"), WholeDateEdit(today.year + 1), PartialDate.of(today))
        number = made.field("number", _("Số văn bản"), LineEdit(chars=10))
        made.body.addLayout(row(date, number, None, gap=14))
        titles = (("total", _("Số người được hỏi")), ("for_", _("Đồng ý")), ("against", _("Không đồng ý")))
        made.body.addLayout(
            row(*(made.field(name, title, NumberEdit()) for name, title in titles), None, gap=14)
        )
        return made.finish()

    def ask_file(self) -> None:
        """Print the letter to a file of the user's choice."""
        if self.row is None:
            return
        name = str(Path.home() / _("cong-van-hoi-y-kien.docx"))
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("In công văn"), name, "Word (*.docx);;PDF (*.pdf)"
        )
        if chosen:
            self.write(self.row["id"], Path(chosen))

    def write(self, item: str, path: Path) -> Any:
        """Write the letter beside the window; the job, already begun."""
        path = path if path.suffix.lower() in (".docx", ".pdf") else path.with_suffix(".docx")

        def work(unit: Any, _task: Any) -> None:
            from app.exports import docx, pdf
            from app.exports.filled_opinions import LETTER, letter

            made = letter(unit, item)
            (pdf if path.suffix.lower() == ".pdf" else docx).render(made, path)
            unit.log(f"print {LETTER}", item)

        job = self.sitting.job(work)
        job.done.connect(lambda _done: self.page.frame.said(_("Đã ghi {file}").format(file=path.name)))
        job.failed.connect(self.page.tell)
        return job.start()

    # Head

    def summary(self) -> str:
        waiting = [one for one in self.rows if one["waits"]]
        return part_words(len(waiting), sum(one["late"] for one in waiting)) if self.rows else ""

    def actions(self) -> list[QWidget]:
        for button in (self.ask_button, self.answer_button, self.letter_button):
            shown(button, bool(self.rows))
        return [self.letter_button, self.answer_button, self.ask_button]
