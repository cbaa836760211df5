"""The middle of the case page: the step in view with its fields, rows, vote, outcome, document and papers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.regulations.dates import PartialDate
from app.ui import theme
from app.ui.pages.case_parts import words
from app.ui.pages.case_parts.fact_fields import FactGroup, OptionChoice, People, WholeDateEdit
from app.ui.pages.case_parts.flow import Flow
from app.ui.pages.case_parts.papers_part import PapersPart
from app.ui.pages.case_parts.rows_edit import RowsEdit
from app.ui.pages.case_parts.step_notes import Note, ReturnPart, Siblings, notes_of
from app.ui.pages.case_parts.vote_part import VotePart
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Hairline, Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.editors import LineEdit, LongText
from app.ui.widgets.field import Field
from app.ui.widgets.segment import Segment
from app.words import _

if TYPE_CHECKING:
    from app.trouble import Failure
    from app.ui.pages.case_parts.views import StepView

_SEGMENT_MOST = 520


class StepPanel(QWidget):
    """Shows a StepView and gives what was typed; does no deeds itself."""

    changed = Signal()  # something was typed
    day_changed = Signal()  # the base of the vote follows the day
    step_asked = Signal(str)
    paper_asked = Signal(str)  # record a paper
    print_asked = Signal(str)
    names_asked = Signal()

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
        self.rows: dict[str, RowsEdit] = {}
        self.vote: VotePart | None = None
        self.outcome: Field | None = None
        self.returned: ReturnPart | None = None
        self.more: dict[str, Field] = {}
        self.vote_box: QWidget | None = None
        self.document_box: QWidget | None = None
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
                self.papers,
                None,
            )
        )

    # Showing

    def show_step(self, view: StepView, *, editable: bool) -> None:
        """Show a step. The same step with the same act keeps what is being typed."""
        before = self.view
        same = (
            before is not None
            and before.step.id == view.step.id
            and before.act == view.act
            and before.kind == view.kind
            and editable == self.editable
            and before.vote == view.vote
            and before.locked == view.locked
            and before.returnable == view.returnable
        )
        self.view, self.editable = view, editable
        self._head(view)
        if not same:
            self._build(view)
        self.papers.show_step(view)

    def _head(self, view: StepView) -> None:
        self.title.setText(view.group)
        text, tone = words.STATE_BADGES[view.state]
        if view.step.any_time:
            text, tone = "", "grey"
        elif view.state == "now" and view.kind == "paper":
            text, tone = _("Chờ {office}").format(office=view.office), "amber"
            if theme.width(text, "small") > 190:
                text = _("Chờ cấp trên")
        elif view.sent_back:
            text, tone = _("Bị trả lại"), "rust"
        self.badge.set(_(text) if text else "", tone)
        shown(self.head, not self.narrow or not view.number)
        clear(self.note_place)
        if view.siblings:
            parts = Siblings(view.siblings, view.step.id)
            parts.chosen.connect(self.step_asked)
            self.note_place.addSpacing(10)
            self.note_place.addWidget(parts)
        for icon, tone, text in notes_of(view):
            self.note_place.addSpacing(10)
            self.note_place.addWidget(Note(icon, tone, text))

    def _build(self, view: StepView) -> None:
        clear(self.body)
        self.facts, self.vote, self.outcome, self.returned, self.day = None, None, None, None, None
        self.rows, self.more, self.dirty, self.outcome_typed = {}, {}, False, False
        self.vote_box, self.document_box = None, None
        self.complain("")
        latest = self.today().year + 1
        if view.act is None and not self.editable:
            return  # nothing was recorded and nothing can be
        self._first_row(view, latest)
        if view.has_vote:
            # At a meeting the vote is what matters; the rest is folded away.
            writer = _growing(
                self._more("writer", _("Người ghi biên bản"), LineEdit(chars=18), optional=True)
            )
            self.facts = FactGroup(view.step.facts, self.people, latest, first=0, many=0, extra=[writer])
        elif view.step.facts:
            self.facts = FactGroup(view.step.facts, self.people, latest)
        if self.facts is not None:
            self.facts.changed.connect(self._typed)
            self._add(self.facts, 6 if view.has_vote else 12)
        for name, columns in view.step.rows.items():
            made = RowsEdit(name, view.step.row_titles.get(name, name), columns, self.people, latest)
            made.changed.connect(self._typed)
            self.rows[name] = made
            self._line()
            self._add(made, 0)
        if view.has_vote:
            self.vote = VotePart()
            self.vote.changed.connect(self._voted)
            self.vote.names_asked.connect(self.names_asked)
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
            flow.add(_growing(issuer))
        elif view.has_vote:
            flow.add(_growing(self._more("chair", _("Chủ trì"), LineEdit(chars=11))))
            self._more(
                "secret", _("Cách biểu quyết"), Segment([(True, _("Phiếu kín")), (False, _("Giơ thẻ"))])
            )
            flow.add(self.more["secret"])
        self._add(flow, 0)

    def _outcomes(self, view: StepView) -> None:
        outcomes = view.step.outcomes
        if len(outcomes) < 2:
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
            self.returned = ReturnPart(view.returnable)
            self.returned.changed.connect(self._typed)
            self._add(self.returned, 10)
            shown(self.returned, False)

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
        flow.add(_growing(self._more("doc_signer", _("Người ký"), LineEdit(chars=11), optional=True)))
        if self.outcome is None:
            self._line()
        self.document_box = flow
        self._add(flow, 10 if self.outcome is not None else 0)

    def _fill(self, view: StepView) -> None:
        act = view.act if view.act is not None and (view.act.counts or view.state == "done") else None
        old = view.act  # after a return the facts are still there to be mended
        assert self.day is not None
        if act is not None and act.date:
            self.day.set_value(PartialDate.parse(act.date))
        if self.facts is not None:
            self.facts.show_kept(old.facts if old is not None else {})
        for name, made in self.rows.items():
            made.show_kept(old.facts.get(name, []) if old is not None else [])
        if self.vote is not None:
            again = view.state == "now"
            self.vote.show_kept(None if again else view.vote, {} if again else view.meeting)
            self.more["chair"].set_value(view.meeting.get("chair"))
            self.more["writer"].set_value(view.meeting.get("writer"))
            _fit(self.more["chair"])
            if view.vote is not None:
                self.more["secret"].set_value(view.vote["secret"])
        if self.outcome is not None and act is not None and view.state == "done":
            self.outcome.set_value(act.outcome)
        if "issuer" in self.more:
            paper = act.from_paper if act is not None else {}
            self.more["issuer"].set_value(paper.get("issuer") or view.office)
            self.more["number"].set_value(paper.get("number"))
        if "doc_number" in self.more:
            paper_have = next((p for p in view.papers if p.form == view.document and p.have), None)
            if paper_have is not None:
                self.more["doc_number"].set_value(paper_have.number or None)
                if paper_have.date.count("/") == 2:
                    self.more["doc_date"].set_value(PartialDate.parse(paper_have.date))
                self.more["doc_signer"].set_value(paper_have.signer or None)

    def _set_read_only(self, read_only: bool) -> None:
        parts: list[Any] = [
            self.day,
            self.facts,
            self.vote,
            self.outcome,
            *self.rows.values(),
            *self.more.values(),
        ]
        for part in parts:
            if part is not None:
                part.set_read_only(read_only)
        shown(self.today_button, not read_only and self.today_button.parentWidget() is not None)

    # Typing

    def _show_reason(self) -> None:
        # What was handed over is corrected with a reason, asked once something was changed.
        if "reason" in self.more:
            shown(self.more["reason"], self.dirty)

    def _typed(self) -> None:
        self.dirty = True
        self._show_reason()
        self.changed.emit()

    def _day_typed(self, _value: object) -> None:
        self._typed()
        self.day_changed.emit()

    def _today(self) -> None:
        assert self.day is not None
        self.day.set_value(PartialDate.of(self.today()))
        self._day_typed(None)

    def _voted(self) -> None:
        if (
            self.vote is not None
            and self.outcome is not None
            and not self.outcome_typed
            and self.view is not None
        ):
            passed = self.vote.outcome()
            names = [o.id for o in self.view.step.outcomes]
            if passed is not None and len(names) >= 2:
                self.outcome.set_value(names[0] if passed else names[1])
                self._show_return()
            elif passed is None:
                self.outcome.set_value(None)
        self._typed()

    def _outcome_chosen(self, _value: object) -> None:
        self.outcome_typed = True
        self._show_return()
        self._typed()

    def _show_return(self) -> None:
        if self.returned is not None and self.view is not None and self.outcome is not None:
            chosen = next((o for o in self.view.step.outcomes if o.id == self.outcome.value()), None)
            back = chosen is not None and chosen.then == "reopen"
            shown(self.returned, back)
            # A dossier sent back is not voted on and gets no document.
            for part in (self.vote_box, self.document_box):
                if part is not None:
                    shown(part, not back)

    @property
    def returning(self) -> bool:
        """Whether the outcome chosen sends the dossier back."""
        return self.returned is not None and not self.returned.isHidden()

    def whole_day(self) -> datetime.date | None:
        """The day typed, None while there is none."""
        value = self.day.value() if self.day is not None else None
        return value.first() if value is not None and value.whole else None

    # What was typed

    def settle(self) -> bool:
        """Read everything; False with the keyboard where it is not understood."""
        assert self.day is not None
        self.complain("")
        if not self.day.editor.settle():
            self.day.setFocus()
            return False
        if self.day.value() is None:
            return self.point("date", _("Chưa ghi ngày.")) and False
        if self.facts is not None and not self.facts.settle():
            return False
        if not all(made.settle() for made in self.rows.values()):
            return False
        for made in self.more.values():
            read = getattr(made.editor, "settle", None)
            if read is not None and not read():
                made.setFocus()
                return False
        return self.vote is None or self.vote.settle()

    def values(self) -> dict[str, Any]:
        """Facts and rows as a command takes them."""
        found: dict[str, Any] = self.facts.typed() if self.facts is not None else {}
        return {**found, **{name: made.typed() for name, made in self.rows.items()}}

    def text(self, name: str) -> str:
        """One of the other fields as text."""
        made = self.more.get(name)
        value = made.value() if made is not None else None
        iso = getattr(value, "iso", None)
        return iso() if iso is not None else "" if value is None else str(value)

    # What is wrong

    def complain(self, sentence: str) -> None:
        """Say above the fields what no field is to blame for; "" takes it away."""
        self.banner.set(sentence)

    def point(self, name: str, sentence: str = "") -> bool:
        """Bring the place a refusal or check names to the eye; False when it is not here."""
        place = {"date": self.day, "outcome": self.outcome, "reopen": self.returned}.get(
            name
        ) or self.more.get(name)
        if name in ("for", "absent", "against", "base") and self.vote is not None:
            self.vote.complain(sentence)
            self.vote.counter.agree.editor.setFocus()
            return True
        if isinstance(place, ReturnPart):
            shown(place, True)
            place.complain(sentence)
            return True
        if place is not None:
            shown(place, True)
            if sentence:
                place.set_error(sentence)
            place.editor.setFocus()
            return True
        parts = name.split(".")
        if parts[0] in self.rows:
            made = self.rows[parts[0]]
            if len(parts) == 3 and parts[1].isdigit() and made.point(int(parts[1]), parts[2], sentence):
                return True
            made.add.setFocus()
            return not sentence
        if self.facts is not None and self.facts.point(name, sentence):
            return True
        return any(
            made.editor is not None and made.editor.point(name, sentence) for made in self.rows.values()
        )

    def refuse(self, wrong: Failure) -> None:
        """Show a refusal beside its field, else above all."""
        sentence = f"{wrong.message} {wrong.hint}".strip()
        name = str(getattr(wrong, "details", {}).get("field", ""))
        if not name or not self.point(name, sentence):
            self.complain(sentence)

    def taken_up(self, outcome_typed: bool) -> None:
        """A draft was put back."""
        self.outcome_typed = outcome_typed
        self.dirty = True
        self._show_return()
        self._show_reason()

    def focus_first(self) -> None:
        """Put the keyboard on the first field that waits."""
        if self.day is not None and self.editable:
            self.day.editor.setFocus()


def _fit(field: Field) -> None:
    """Give a field the room its words need: a name is never cut."""
    field.editor.setMinimumWidth(theme.width(field.editor.text()) + 28 if field.editor.text() else 0)


def _growing(field: Field) -> Field:
    from PySide6.QtWidgets import QSizePolicy

    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    field.setSizePolicy(policy)
    return field
