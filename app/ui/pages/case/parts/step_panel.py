"""The middle of the case page: the step in view, what is typed in it and where something is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.ui import theme
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.step_notes import Note, ReturnPart, Siblings, notes_of
from app.ui.pages.case.parts.step_parts import StepParts
from app.ui.widgets.base import clear, shown
from app.words import _

if TYPE_CHECKING:
    from app.regulations.procedures import Step
    from app.trouble import Failure
    from app.ui.pages.case.parts.views import StepView


class StepPanel(StepParts):
    """Shows a StepView and gives what was typed; does no deeds itself."""

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
        self.confirm.show_checks(view.warnings, editable)
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

    # Typing

    def _typed(self) -> None:
        self.dirty = True
        self._show_reason()
        self.changed.emit()

    def _day_typed(self, _value: object) -> None:
        self._typed()
        self.day_changed.emit()

    def _voted(self) -> None:
        if self.vote is not None and self.outcome is not None and not self.outcome_typed and self.view:
            self.outcome.set_value(outcome_of(self.view.step, self.vote.passed()))
            self._show_return()
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


def outcome_of(step: Step, passed: Mapping[str, bool | None]) -> str | None:
    """The outcome the votes on the motions of a step give; None where they do not say."""
    names = [o.id for o in step.outcomes]
    won = next((motion for motion, yes in passed.items() if yes), None)
    if won is not None:
        return won if won in names else names[0]
    if not passed or None in passed.values():
        return None
    again = next((o.id for o in step.outcomes if o.then == "again"), None)
    return again or next((name for name in ("failed", "refuse") if name in names), None)
