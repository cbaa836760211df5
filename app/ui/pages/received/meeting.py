"""Họp xét: one meeting over several dossiers, each with its votes, outcome and own document."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models import Meeting, Vote
from app.procedures import engine, offices, voting
from app.procedures.deeds import perform
from app.procedures.together_meeting import MeetTogether, numbers_from
from app.trouble import Failure, Refused
from app.ui.pages.case.parts.dialogs import DeedDialog, NamesDialog
from app.ui.pages.case.parts.fact_fields import WholeDateEdit
from app.ui.pages.case.parts.reading_papers import motions_of
from app.ui.pages.case.parts.vote_part import Came, Tally, tally
from app.ui.pages.received import rows as received_rows
from app.ui.pages.received.grid import GridRow, Person, Verdict, VoteGrid
from app.ui.widgets.base import Hairline, Label, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialogs import confirm, tell
from app.ui.widgets.editors import LineEdit
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.segment import Segment
from app.words import _

if TYPE_CHECKING:
    from app.procedures.dossier import Dossier
    from app.regulations.packs import Link
    from app.regulations.procedures import Step
    from app.reports.received import Received
    from app.storage.unit import Unit
    from app.ui.jobs import Job
    from app.ui.session import Sitting

WIDE, NARROW = 1060, 850


@dataclass(frozen=True)
class Agenda:
    """What the meeting votes on in one procedure: the step, and who counts."""

    step: Step
    tally: Tally

    @property
    def came(self) -> int:
        """How many can have voted at most."""
        return self.tally.came or self.tally.number or 0


class MeetingDialog(DeedDialog):
    """All is written as one deed; when a row is refused it says why and what was typed stays."""

    recorded = Signal(object, list)
    """(what the deed changed, the cases)"""

    def __init__(self, parent: QWidget, sitting: Sitting, lines: Sequence[Received]) -> None:
        from app.regulations.dates import PartialDate

        self.sitting, self.lines = sitting, list(lines)
        self.came = Came()
        self._named = False
        self.agendas: dict[str, Agenda] = {}
        title = received_rows.step_title(self.lines[0])
        super().__init__(
            parent,
            _("Họp xét {n} người: {step}").format(n=len(self.lines), step=title),
            "",
            _("Ghi kết quả")
            if len(self.lines) == 1
            else _("Ghi kết quả {n} hồ sơ").format(n=len(self.lines)),
            self._record,
            width=min(WIDE, max(NARROW, parent.window().width() - 60)),
        )
        latest = sitting.today.year + 1
        date = self.field("date", _("Ngày họp"), WholeDateEdit(latest), PartialDate.of(sitting.today))
        date.editor.setFixedWidth(118)
        chair = self.field("chair", _("Chủ trì"), LineEdit(chars=13))
        writer = self.field("writer", _("Người ghi biên bản"), LineEdit(chars=13), optional=True)
        secret = self.field(
            "secret", _("Cách biểu quyết"), Segment([(True, _("Phiếu kín")), (False, _("Giơ thẻ"))])
        )
        self.body.addLayout(row(date, (chair, 1), (writer, 1), secret, gap=14))
        self.base = Label("", "small", "text2", wrap=True)
        self.names = Button(_("Xem từng người"), "link")
        self.names.clicked.connect(self.ask_names)
        self.body.addLayout(row((self.base, 1), self.names, gap=12))
        first = self.field(
            "number_from", _("Số văn bản của người đầu"), LineEdit(placeholder=_("ví dụ 58-QĐ/ĐU"))
        )
        first.editor.setFixedWidth(170)
        self.fill = Button(_("Đánh số tiếp"))
        self.fill.clicked.connect(self.fill_numbers)
        dated = self.field("paper_date", _("Ngày văn bản"), WholeDateEdit(latest))
        dated.editor.setFixedWidth(118)
        signer = self.field("signer", _("Người ký"), LineEdit(chars=14), optional=True)
        self.body.addLayout(row(first, column(22, self.fill, None), dated, (signer, 1), gap=14))
        self._read()
        people = self._people()
        self.grid = VoteGrid(people, self._judge, latest)
        self.grid.changed.connect(lambda: self.complain(""))
        place = parent.window().size()
        self.grid.set_narrow(self.minimumWidth() < WIDE - 40)
        scroll = ScrollColumn(self.grid)
        scroll.setMinimumHeight(110)
        self.grid.focused.connect(lambda editor: scroll.ensureWidgetVisible(editor, 20, 70))
        self.add(Hairline())
        self.body.addWidget(scroll, 1)
        self.finish()
        for button in (self.primary, self.fill, self.names):  # Enter goes on in the grid, nothing else
            button.setDefault(False)
            button.setAutoDefault(False)
        date.changed.connect(lambda _day: self._day_changed())
        dated.changed.connect(lambda _day: self._date_hint())
        self._date_hint()
        self.resize(self.minimumWidth(), min(place.height() - 24, 380 + 54 * len(people)))

    # Reading

    def _day(self) -> datetime.date:
        found = self.fields["date"].value()
        return found.first() if found is not None else self.sitting.today

    def _read(self) -> None:
        """Who counts on the day of the meeting; who came, where that meeting is recorded already."""
        day = self._day()
        if not self._named:
            self.came = Came()
        self._count(day)
        with self.sitting.looking() as unit:
            bodies = {agenda.tally.body for agenda in self.agendas.values()}
            held = unit.all(Meeting, date=day.isoformat(), owner=unit.organisation)
            same = next((m for m in held if m.body in bodies), None)
            unit.session.expunge_all()
        if same is not None and not self._named:
            self.came = Came(list(same.present or ()), list(same.absent or ()))
            for name, value in (("chair", same.chair), ("writer", same.writer)):
                if value and not self.fields[name].value():
                    self.fields[name].set_value(value)
            self._count(day)
        self._say_base()

    def _count(self, day: datetime.date) -> None:
        """The base of each procedure's vote, as the deed itself will count it."""
        self.agendas = {}
        with self.sitting.looking() as unit:
            for line in self.lines:
                if line.procedure in self.agendas:
                    continue
                dossier = engine.load_case(unit, line.case, day)
                step = dossier.procedure.step(line.step)
                assert step is not None
                found = tally(unit, line.case, step, day, self.came.present, self.came.absent)
                if self.came.base is not None:
                    found = self._by_hand(unit, found, engine.link_of(dossier, step, day)[1], step, day)
                self.agendas[line.procedure] = Agenda(step, found)
            unit.session.expunge_all()

    def _by_hand(self, unit: Unit, found: Tally, link: Link | None, step: Step, day: datetime.date) -> Tally:
        """The votes needed of a base that was corrected by hand."""
        motions = step.vote.motions if step.vote is not None else ()
        rules, base = unit.rulebook.on(day), self.came.base
        shares = {m: voting.share_of(step, link, m) for m in motions or ("",)}
        needed = {m: voting.needed(rules, share, base) for m, share in shares.items()}
        first, how = next(iter(needed.values()))
        by_motion = {m: n for m, (n, _how) in needed.items()}
        return replace(found, number=base, needed=first, how=how, needed_for=by_motion)

    @property
    def tally(self) -> Tally:
        """Who counts, as shown: of the first procedure."""
        return self.agendas[self.lines[0].procedure].tally

    def _say_base(self) -> None:
        found = self.tally
        body = _(offices.BODY_TITLES.get(found.body, found.body))
        if found.number is None:
            text = _("{body}: chưa ghi ai là thành viên; thêm ở Cài đặt, mục Cấp ủy.").format(body=body)
        else:
            text = _("{body}: tổng số {n}, có mặt {came}.").format(
                body=body, n=found.number, came=found.came or found.number
            )
        unknown = found.needed is None
        if unknown:
            text += " " + _("Chưa có nguồn về số phiếu cần: kết quả do người ghi chọn.")
        else:
            text += " " + _("Cần {n} phiếu tán thành ({how}).").format(n=found.needed, how=found.how)
        self.base.setText(text)
        self.base.set_tone("amber" if unknown or found.number is None else "text2")

    def _people(self) -> list[Person]:
        """Everybody of the meeting, with what their cell proposed."""
        found = []
        with self.sitting.looking() as unit:
            for line in self.lines:
                step = self.agendas[line.procedure].step
                outcomes = tuple(
                    (o.id, _(o.title or o.id), o.then == "end") for o in step.outcomes if o.then != "reopen"
                )
                motions = motions_of(step)
                proposed = _proposed(engine.load_case(unit, line.case), step, motions) if motions else ""
                found.append(Person(line.case, line.name, line.office_name, outcomes, motions, proposed))
        return found

    def _judge(self, made: GridRow) -> Verdict:
        """What the votes of a row come to."""
        line = next(line for line in self.lines if line.case == made.person.case)
        agenda = self.agendas[line.procedure]
        agree = made.number("for")
        if agree is None:
            return Verdict()
        cast = agree + (made.number("against") or 0) + (made.number("blank") or 0)
        if agenda.tally.number is not None and cast > agenda.came:
            text = _("{cast} phiếu, có mặt {came} người").format(cast=cast, came=agenda.came)
            return Verdict(text, "rust")
        motion = made.motion.value()
        needed = agenda.tally.needed_for.get(motion, agenda.tally.needed)
        if needed is None:
            return Verdict(_("Chưa có nguồn về số phiếu cần"), "amber")
        enough = agree >= needed
        outcome = voting.computed(agenda.step, Vote(needed=needed, for_=agree, motion=motion))
        text = _("Đủ phiếu, cần {n}") if enough else _("Không đủ phiếu, cần {n}")
        return Verdict(text.format(n=needed), "green" if enough else "rust", outcome)

    # Typing

    def _day_changed(self) -> None:
        self._read()
        self.grid.judge_all()
        self._date_hint()

    def _date_hint(self) -> None:
        dated = self.fields["paper_date"].value() or self.fields["date"].value()
        self.grid.set_date_hint(dated.text() if dated is not None else "")
        held = self.fields["date"].value()
        self.fields["paper_date"].editor.setPlaceholderText(held.text() if held is not None else "")

    def ask_names(self) -> None:
        """Who came, name by name."""
        answer = NamesDialog(self, self.tally, self.came, read_only=False).ask()
        if isinstance(answer, Came):
            self.take_names(answer)

    def take_names(self, came: Came) -> None:
        """Who came, as the dialog said."""
        self.came, self._named = came, True
        self._count(self._day())
        self._say_base()
        self.grid.judge_all()

    def fill_numbers(self) -> None:
        """Number the documents on from the first."""
        field = self.fields["number_from"]
        start = field.value()
        if not start:
            field.set_error(_("Ghi số văn bản của người đầu."))
            field.setFocus()
            return
        try:
            self.grid.fill_numbers(lambda count: numbers_from(start, count))
        except Refused as wrong:
            self.refuse(wrong)

    # Recording

    def command(self) -> MeetTogether:
        """What is typed, as the deed takes it."""
        dated = self.fields["paper_date"].value()
        known = {w["id"] for w in (*self.tally.counted, *self.tally.excluded)}
        absent = [i for i in self.came.absent if i in known]
        present = [w["id"] for w in self.tally.counted if w["id"] not in absent]
        return MeetTogether(
            self.lines[0].step,
            self.text("date"),
            tuple(made.judged(dated.iso() if dated is not None else None) for made in self.grid.rows),
            signer=self.text("signer") or None,
            chair=self.text("chair") or None,
            writer=self.text("writer") or None,
            absent=tuple(absent),
            present=tuple(present),
            secret=bool(self.fields["secret"].value()),
            base=self.came.base,
            reason=self.came.reason or None,
        )

    def ready(self) -> bool:
        """Whether all that must be typed is; what is missing says so where it is."""
        self.complain("")
        for made in self.fields.values():
            read = getattr(made.editor, "settle", None)
            if read is not None and not read():
                made.setFocus()
                return False
        for name, sentence in (("date", _("Ghi ngày họp.")), ("secret", _("Chọn phiếu kín hay giơ thẻ."))):
            if self.fields[name].value() is None:
                self.fields[name].set_error(sentence)
                self.fields[name].setFocus()
                return False
        if any(not made.settle() for made in self.grid.rows):
            return False
        missing = [
            {"row": at, "message": sentence, "hint": "", "field": field}
            for at, made in enumerate(self.grid.rows)
            for field, sentence in [self._missing(made)]
            if field
        ]
        self.grid.show_refused(missing)
        if missing:
            self.complain(
                _("{n} trên {all} hồ sơ còn thiếu; chưa ghi hồ sơ nào.").format(
                    n=len(missing), all=len(self.grid.rows)
                )
            )
        return not missing

    @staticmethod
    def _missing(made: GridRow) -> tuple[str, str]:
        if not made.counted:
            return "for", _("Chưa ghi số phiếu.")
        if made.editors["outcome"].value() is None:
            return "outcome", _("Chọn kết quả.")
        if not made.ends and not made.editors["number"].value():
            return "number", _("Chưa ghi số văn bản.")
        return "", ""

    def perform(self) -> None:
        """Record all rows beside the window; the dialog closes when they are written."""
        if self.primary.working or not self.ready():
            return
        self.start()

    def start(self) -> Job:
        """The work, already begun; its ending closes the dialog or marks the rows."""
        command = self.command()

        def work(unit: Any, task: Any) -> Any:
            return perform(unit, replace(command, told=task.step))

        job = self.sitting.job(work)
        self.primary.set_working(_("Đang ghi…"))
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        return job.start()

    def _record(self, _dialog: DeedDialog) -> Any:
        raise NotImplementedError  # `perform` records as a job

    def _done(self, done: Any) -> None:
        self.primary.set_working(None)
        self.outcome = done
        self.sitting.note(done)
        self.close_with(True)
        self.recorded.emit(done, [line.case for line in self.lines])

    def _failed(self, wrong: BaseException) -> None:
        self.primary.set_working(None)
        code = getattr(wrong, "code", "")
        if isinstance(wrong, Refused) and code == "clock_behind" and self.sitting.ask_clock(wrong):
            self.sitting.clock_accepted = self.sitting.clock.accepted = True
            self.start()
        elif isinstance(wrong, Refused) and code == "rows_refused":
            self.grid.show_refused(wrong.details["rows"])
            self.complain(f"{wrong.message} {wrong.hint}")
        elif isinstance(wrong, Failure):
            self.refuse(wrong)
        else:
            tell(self, wrong)

    def reject(self) -> None:
        """Closing while it is being written would hide how it ended; what was typed is not lost by a key."""
        if self.primary.working:
            return
        if not any(made.counted for made in self.grid.rows) or confirm(
            self, _("Bỏ những gì đã gõ?"), _("Số phiếu đã gõ chưa được ghi vào sổ."), _("Bỏ, đóng lại")
        ):
            super().reject()


def _proposed(dossier: Dossier, step: Step, motions: Sequence[tuple[str, str]]) -> str:
    """The motion the newest step before this one came to, else the first."""
    ids = [motion for motion, _title in motions]
    line = [s for s in dossier.procedure.steps if not s.any_time]
    for earlier in reversed(line[: line.index(step)]):
        act = dossier.counting(earlier.id)
        if act is not None and act.outcome in ids:
            return act.outcome or ""
    return ids[0]
