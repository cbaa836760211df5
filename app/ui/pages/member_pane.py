"""The pane beside the list: facts, open cases and what is missing of the person selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout

from app.ui.pages.common import date_words, status_words, years_since
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Hairline, Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.facts import FactList, NoteRow
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.tiles import Avatar
from app.words import _

if TYPE_CHECKING:
    from app.models import CaseStanding, Person, PersonStanding
    from app.ui.session import Sitting


class MemberPane(Card):
    """Follows the selection; "Mở hồ sơ" opens the record."""

    opened = Signal(str)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.person: str | None = None
        self.avatar = Avatar()
        self.name = Label("", "section", bold=True, wrap=True)
        self.badge = Badge()
        self.status = Label("", "small", "text2")
        self.age = Label("", "small", "text2")
        self.facts = FactList()
        self.open = Button(_("&Mở hồ sơ"), icon="user")
        self.open.clicked.connect(lambda: self.person and self.opened.emit(self.person))
        self._below = column(gap=4)
        head = row(
            self.avatar,
            14,
            (box(column(None, self.name, 3, row(self.badge, self.status, self.age, None, gap=8), None)), 1),
        )
        body = column(head, 18, Hairline(), 14, self.facts, self._below, None, margins=(20, 20, 18, 12))
        whole = box(column((ScrollColumn(body), 1), row(self.open, None, margins=(20, 8, 20, 18))))
        nobody = Label(_("Chọn một người để xem tóm tắt."), "small", "text3", wrap=True)
        self._stack = QStackedLayout()
        self._stack.addWidget(box(column(nobody, None, margins=20)))
        self._stack.addWidget(whole)
        self.add(self._stack, 1)

    def show_person(self, person: str | None) -> None:
        """Show a person, None for none."""
        from sqlalchemy import select

        from app.models import CaseStanding, Duty, Person, PersonStanding

        self.person = person
        with self.sitting.reading() as session:
            record = session.get(Person, person) if person else None
            standing = session.get(PersonStanding, person) if person else None
            if record is None or standing is None:
                self._stack.setCurrentIndex(0)
                return
            cases = list(
                session.scalars(
                    select(CaseStanding).where(CaseStanding.person == person, CaseStanding.ended.is_(None))
                )
            )
            wanted = select(Duty.case, Duty.due).where(Duty.person == person, Duty.due.is_not(None))
            due = {case or "": day or "" for case, day in session.execute(wanted.order_by(Duty.due.desc()))}
            session.expunge_all()
        self._head(record, standing)
        self._facts(record, standing)
        self._rest(standing, cases, due)
        self._stack.setCurrentIndex(1)

    def _head(self, record: Person, standing: PersonStanding) -> None:
        self.avatar.set_name(record.name)
        self.name.setText(record.name)
        text, tone = status_words(standing)
        self.badge.set(text if tone else "", tone or "grey")
        self.status.setText("" if tone else text)
        shown(self.status, not tone)
        age = years_since(standing.birth, self.sitting.today)
        self.age.setText(_("{n} tuổi").format(n=age) if age is not None else "")

    def _facts(self, record: Person, standing: PersonStanding) -> None:
        wanted = [
            (_("Nghề nghiệp"), record.occupation),
            (_("Chức vụ"), record.position),
            (_("Ngày sinh"), date_words(record.birth) if record.birth else None),
            (_("Vào Đảng"), date_words(standing.admission_date) if standing.admission_date else None),
            (_("Chính thức"), date_words(standing.official_date) if standing.official_date else None),
            (_("Tuổi đảng"), self._party_age(standing)),
            (_("Số thẻ"), standing.card_number),
            (_("Điện thoại"), record.phone),
        ]
        self.facts.set_facts([(label, value) for label, value in wanted if value])

    def _party_age(self, standing: PersonStanding) -> str | None:
        if standing.status == "probationary" and standing.party_age_from:
            return _("Tính từ {day}").format(day=date_words(standing.party_age_from))
        if standing.status == "full" and (start := standing.party_age_from or standing.admission_date):
            return _("{n} năm").format(n=years_since(start, self.sitting.today))
        return None

    def _rest(self, standing: PersonStanding, cases: list[CaseStanding], due: dict[str, str]) -> None:
        clear(self._below)
        if cases:
            from app.procedures.definitions import procedures

            self._below.addWidget(
                box(column(14, Hairline(), 8, Label(_("Việc đang mở"), "small", "text2", bold=True)))
            )
            for case in cases:
                title = procedures().get(case.procedure)
                words = column(Label(_(title.title) if title else case.procedure, wrap=True))
                if day := due.get(case.case):
                    words.addWidget(Label(_("Hạn {day}").format(day=date_words(day)), "small", "text2"))
                self._below.addLayout(words)
        if standing.incomplete:
            from app.procedures.titles import FIELD_TITLES

            self._below.addWidget(
                box(column(14, Hairline(), 8, Label(_("Còn thiếu"), "small", "text2", bold=True)))
            )
            for name in standing.incomplete:
                self._below.addWidget(NoteRow("error-warning", _(FIELD_TITLES.get(name, name)), tone="amber"))
