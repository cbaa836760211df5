"""The parts of a step's panel and how they are made: day, facts, rows, vote, outcome, document, reason."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.regulations.dates import PartialDate
from app.ui import theme
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.confirm_part import ConfirmPart
from app.ui.pages.case.parts.fact_fields import FactGroup, OptionChoice, People, WholeDateEdit
from app.ui.pages.case.parts.flow import Flow
from app.ui.pages.case.parts.papers_part import PapersPart
from app.ui.pages.case.parts.rows_edit import RowsEdit
from app.ui.pages.case.parts.rows_grid import RowsGrid, suits
from app.ui.pages.case.parts.step_notes import Note, ReturnPart
from app.ui.pages.case.parts.vote_part import VotePart
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Hairline, Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.editors import LineEdit, LongText
from app.ui.widgets.field import Field
from app.ui.widgets.segment import Segment
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.case.parts.views import StepView

_SEGMENT_MOST = 520


class StepParts(QWidget):
    """Makes and fills the parts of the step in view; `StepPanel` says what is typed in them."""

    changed = Signal()  # something was typed
    day_changed = Signal()  # the base of the vote follows the day
    step_asked = Signal(str)
    paper_asked = Signal(str)  # record a paper
    print_asked = Signal(str)
    names_asked = Signal()
    entered = Signal()  # Enter in the last figure of a vote

    def __init__(self, people: People, today: Callable[[], datetime.date]) -> None:
        super().__init__()
        self.people, self.today = people, today
        self.view: StepView | None = None
        self.editable = False
        self.dirty = False
        self.outcome_typed = False
        self.title = Label("", "section", bold=True)
        self.badge = Badge()
        self.head = box(row(self.title, 4, self.badge, None, gap=8))
        self.narrow = False
        self.body = column(gap=0)
        self.note_place = column(gap=0)
        self.banner = Note("error-warning", "rust")
        self.day: Field | None = None
        self.facts: FactGroup | None = None
        self.rows: dict[str, RowsEdit | RowsGrid] = {}
        self.vote: VotePart | None = None
        self.outcome: Field | None = None
        self.returned: ReturnPart | None = None
        self.more: dict[str, Field] = {}
        self.vote_box: QWidget | None = None
        self.document_box: QWidget | None = None
        self.confirm = ConfirmPart()
        self.confirm.changed.connect(self._typed)
        self.papers = PapersPart()
        self.papers.paper_asked.connect(self.paper_asked)
        self.papers.print_asked.connect(self.print_asked)
        self.setLayout(
            column(
                self.head,
                self.note_place,
                self.banner,
                10,
                self.body,
                self.confirm,
                self.papers,
                None,
            )
        )

    # What the panel does when something is typed

    def _typed(self) -> None:
        raise NotImplementedError

    def _day_typed(self, _value: object) -> None:
        raise NotImplementedError

    def _voted(self) -> None:
        raise NotImplementedError

    def _outcome_chosen(self, _value: object) -> None:
        raise NotImplementedError

    # Making

    def _parts(self) -> list[Any]:
        found = [self.day, self.facts, self.vote, self.outcome, *self.rows.values(), *self.more.values()]
        return [part for part in found if part is not None]

    def _build(self, view: StepView) -> None:
        for part in self._parts():
            part.blockSignals(True)  # a field that loses the keyboard while it goes has nothing to say
        clear(self.body)
        self.facts, self.vote, self.outcome, self.returned, self.day = None, None, None, None, None
        self.rows, self.more, self.dirty, self.outcome_typed = {}, {}, False, False
        self.vote_box, self.document_box = None, None
        self.banner.set("")
        latest = self.today().year + 1
        if view.act is None and not self.editable:
            return  # nothing was recorded and nothing can be
        self._first_row(view, latest)
        if view.has_vote:
            # At a meeting the vote is what matters; the rest is folded away.
            writer = growing(self._more("writer", _("Người ghi biên bản"), LineEdit(chars=18), optional=True))
            self.facts = FactGroup(view.step.facts, self.people, latest, first=0, many=0, extra=[writer])
        elif view.step.facts:
            self.facts = FactGroup(view.step.facts, self.people, latest)
        if self.facts is not None:
            self.facts.changed.connect(self._typed)
            self._add(self.facts, 6 if view.has_vote else 12)
        for name in view.step.rows:
            self._rows_of(view, name, latest)
        if view.has_vote:
            self.vote = VotePart(view.motions, view.votes_before)
            self.vote.changed.connect(self._voted)
            self.vote.names_asked.connect(self.names_asked)
            self.vote.entered.connect(self.entered)
            self.vote_box = box(column(14, Hairline(), 10, self.vote))
            self._add(self.vote_box, 0)
        self._outcomes(view)
        if view.document and view.kind == "own":
            self._document(view)
        if view.locked and view.kind == "own" and self.editable:
            self.body.addSpacing(12)
            self._more("reason", _("Lý do sửa; cấp trên thấy cả bản trước và bản sửa"), LongText(lines=2))
            self._add(self.more["reason"], 0)
        self.body.addSpacing(16)
        self._fill(view)
        self._show_reason()
        self._set_read_only(not self.editable)

    def _add(self, part: QWidget | Any, above: int) -> None:
        if above:
            self.body.addSpacing(above)
        if isinstance(part, QWidget):
            self.body.addWidget(part)
        else:
            self.body.addLayout(part)

    def _line(self) -> None:
        self.body.addSpacing(14)
        self.body.addWidget(Hairline())
        self.body.addSpacing(10)

    def _more(self, name: str, label: str, editor: QWidget | None = None, **how: Any) -> Field:
        made = Field(label, editor, **how)
        made.changed.connect(lambda _value: self._typed())
        self.more[name] = made
        return made

    def _rows_of(self, view: StepView, name: str, latest: int) -> None:
        columns, title = view.step.rows[name], view.step.row_titles.get(name, name)
        made: RowsEdit | RowsGrid
        if suits(columns):
            made = RowsGrid(name, title, columns, latest)
        else:
            made = RowsEdit(
                name,
                title,
                columns,
                self.people,
                latest,
                begin=view.row_help.get(name),
                help_of=view.column_help.get(name),
            )
        made.changed.connect(self._typed)
        self.rows[name] = made
        self._line()
        self._add(made, 0)

    def _first_row(self, view: StepView, latest: int) -> None:
        self.day = Field(words.day_label(view.step, view.kind == "paper"), WholeDateEdit(latest))
        self.day.editor.setMaximumWidth(140)
        self.day.changed.connect(self._day_typed)
        today = Button(_("Hôm nay"), "quiet")
        today.clicked.connect(self._today)
        self.today_button = today
        flow = Flow(gap=10)
        flow.add(self.day if view.has_vote else box(row(self.day, box(column(22, today, None)), gap=2)))
        if view.kind == "paper":
            flow.add(self._more("number", _("Số văn bản"), LineEdit(chars=14)))
            issuer = self._more("issuer", _("Nơi ban hành"), LineEdit(chars=20))
            flow.add(growing(issuer))
        elif view.has_vote:
            flow.add(growing(self._more("chair", _("Chủ trì"), LineEdit(chars=11))))
            options: list[tuple[Any, str]] = [(True, _("Phiếu kín"))]
            options += [] if view.secret_only else [(False, _("Giơ thẻ"))]
            self._more("secret", _("Cách biểu quyết"), Segment(options), hint=view.secret_only)
            flow.add(self.more["secret"])
        self._add(flow, 0)

    def _today(self) -> None:
        assert self.day is not None
        self.day.set_value(PartialDate.of(self.today()))
        self._day_typed(None)

    def _outcomes(self, view: StepView) -> None:
        outcomes = view.step.outcomes
        if len(outcomes) < 2:
            if view.returnable and outcomes:
                self._return_part(view, True)
            return
        options = [(o.id, _(o.title)) for o in outcomes]
        wide = sum(theme.width(text, "base", True) + 28 for _id, text in options)
        editor = Segment(options) if wide <= _SEGMENT_MOST else OptionChoice(options, mandatory=True)
        self.outcome = Field(_("Kết quả"), editor)
        self.outcome.changed.connect(self._outcome_chosen)
        shown(self.outcome.label, False)
        self._line()
        head = Label(_("Kết quả"), bold=True)
        self._add(row(box(column(8, head, None)), 16, self.outcome, None), 0)
        if view.returnable:
            self._return_part(view, False)

    def _return_part(self, view: StepView, visible: bool) -> None:
        self.returned = ReturnPart(view.returnable)
        self.returned.changed.connect(self._typed)
        self._add(self.returned, 10)
        shown(self.returned, visible)

    def _document(self, view: StepView) -> None:
        flow = Flow()
        kind = " ".join(words.form_title(view.document).split()[:2])
        flow.add(
            self._more(
                "doc_number",
                _("{kind} số").format(kind=kind),
                LineEdit(chars=12),
                optional=not view.step.chain,
            )
        )
        date = self._more("doc_date", _("Ngày ban hành"), WholeDateEdit(self.today().year + 1), optional=True)
        date.editor.setMaximumWidth(150)
        flow.add(date)
        flow.add(growing(self._more("doc_signer", _("Người ký"), LineEdit(chars=11), optional=True)))
        if self.outcome is None:
            self._line()
        self.document_box = flow
        self._add(flow, 10 if self.outcome is not None else 0)

    # Filling

    def _fill(self, view: StepView) -> None:
        act = view.act if view.act is not None and (view.act.counts or view.state == "done") else None
        old = view.act  # after a return the facts are still there to be mended
        assert self.day is not None
        if act is not None and act.date:
            self.day.set_value(PartialDate.parse(act.date))
        if self.facts is not None:
            self.facts.show_kept(old.facts if old is not None else {})
            if self.editable:
                self.facts.show_known(view.known, begin=old is None)
        for name, made in self.rows.items():
            made.show_kept(old.facts.get(name, []) if old is not None else [])
        if self.vote is not None:
            again = view.state == "now"
            self.vote.show_kept({} if again else view.votes, {} if again else view.meeting)
            self.more["chair"].set_value(view.meeting.get("chair"))
            self.more["writer"].set_value(view.meeting.get("writer"))
            fit(self.more["chair"])
            if view.vote is not None:
                self.more["secret"].set_value(view.vote["secret"])
            elif view.secret_only or view.secret_proposed:
                self.more["secret"].set_value(True)
        if self.outcome is not None and act is not None and view.state == "done":
            self.outcome.set_value(act.outcome)
        if "issuer" in self.more:
            paper = act.from_paper if act is not None else {}
            self.more["issuer"].set_value(paper.get("issuer") or view.office)
            self.more["number"].set_value(paper.get("number"))
        if "doc_number" in self.more:
            self._fill_document(view)

    def _fill_document(self, view: StepView) -> None:
        paper = next((p for p in view.papers if p.form == view.document and p.have), None)
        if paper is not None:
            self.more["doc_number"].set_value(paper.number or None)
            if paper.date.count("/") == 2:
                self.more["doc_date"].set_value(PartialDate.parse(paper.date))
            self.more["doc_signer"].set_value(paper.signer or None)

    def _show_reason(self) -> None:
        # What was handed over is corrected with a reason, asked once something was changed.
        if "reason" in self.more:
            shown(self.more["reason"], self.dirty)

    def _set_read_only(self, read_only: bool) -> None:
        for part in self._parts():
            part.set_read_only(read_only)
        shown(self.today_button, not read_only and self.today_button.parentWidget() is not None)


def fit(field: Field) -> None:
    """Give a field the room its words need: a name is never cut."""
    field.editor.setMinimumWidth(theme.width(field.editor.text()) + 28 if field.editor.text() else 0)


def growing(field: Field) -> Field:
    """A field that takes what is left of its row."""
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    field.setSizePolicy(policy)
    return field
