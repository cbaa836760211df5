"""A case: its steps at the left, the step in view in the middle, rules and checks at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.procedures.seen import note
from app.trouble import Failure, Refused
from app.ui.page import Room
from app.ui.pages.case.parts import drafts, recording, words
from app.ui.pages.case.parts.fact_fields import People
from app.ui.pages.case.parts.page_deeds import rights
from app.ui.pages.case.parts.page_votes import CaseVotes
from app.ui.pages.case.parts.reading import first_step, read_case, read_step
from app.ui.pages.case.parts.side import RulePanel
from app.ui.pages.case.parts.step_panel import StepPanel
from app.ui.widgets.base import Hairline, Label, box, column, row, shown
from app.ui.widgets.buttons import Button, IconButton, Menu
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.facts import FactList
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.timeline import ShortTimeline, Step, Timeline
from app.words import _

if TYPE_CHECKING:
    from app.procedures.deeds import Changed
    from app.ui.frame import Frame
    from app.ui.pages.case.parts.views import CaseView, StepView
    from app.ui.session import Sitting

TIMELINE, SIDE = 244, 306


class CasePage(CaseVotes):
    """`opened(case=…, step=…, field=…)`; typed and not yet recorded words stay with their step."""

    guide = "admission"
    line_below_head = True

    @property
    def up(self) -> str:
        """The list a case belongs to."""
        from app.ui.pages.screening import PROCEDURES

        return "screening" if self.case is not None and self.case.kind in PROCEDURES else "admissions"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.case: CaseView | None = None
        self.view: StepView | None = None
        self.drafts: dict[tuple[str, str], drafts.Draft] = {}
        self._stale = False
        self.timeline = Timeline()
        self.short = ShortTimeline()
        self.panel = StepPanel(People(sitting), lambda: sitting.today)
        self.rules = RulePanel()
        self.side = FoldingPanel(self, self.rules, _("Quy định"), width=SIDE)
        self.dates = FactList(gap=4)
        self.dates_line = Label("", "small", "text2", wrap=True)
        self._dates_row = box(row(self.dates_line, margins=(20, 8, 20, 0)))
        self._dates_box = box(column(10, Hairline(), 10, self.dates))
        self.left = ScrollColumn(
            box(column(self.timeline, self._dates_box, None, margins=(24, 16, 6, 12))), width=TIMELINE
        )
        self.middle_box = column(self.panel, margins=(24, 16, 24, 16))
        self.middle = ScrollColumn(box(self.middle_box))
        self._lines = [Hairline(vertical=True), Hairline(vertical=True)]
        self.short_line = self.short
        self.next_button = Button(_("&Người tiếp theo"), trailing="arrow-right-s")
        self.evening_words = Label("", "small", "text2", wrap=True)
        self.evening_done = IconButton("close", _("Xong buổi họp"))
        asked = row((self.evening_words, 1), 12, self.next_button, 4, self.evening_done)
        asked.setContentsMargins(24, 6, 20, 6)
        self.evening_bar = box(column(asked, Hairline()))
        shown(self.evening_bar, False)
        self.setLayout(
            column(
                self.short,
                self._dates_row,
                self.evening_bar,
                (box(row(self.left, self._lines[0], (self.middle, 1), self._lines[1], self.side)), 1),
            )
        )
        self.primary = Button(_("Xong"), "primary")
        self.print_button = Button(_("&In văn bản"), menu=Menu(self))
        self.more = Button(_("&Việc khác"), menu=Menu(self))
        self.more_icon = IconButton("more-2", _("Việc khác"))
        self.paper_drafts = {}
        self._wire()

    def _wire(self) -> None:
        self.timeline.chosen.connect(self._entry_chosen)
        self.short.chosen.connect(self._entry_chosen)
        self.panel.changed.connect(self._typed)
        self.panel.step_asked.connect(self.show_step)
        self.panel.paper_asked.connect(self.ask_paper)
        self.panel.print_asked.connect(self.ask_print)
        self.panel.names_asked.connect(self.ask_names)
        self.panel.entered.connect(self.primary.setFocus)
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(0)
        self._count.timeout.connect(self.count_vote)
        self.panel.day_changed.connect(self._count.start)
        self.rules.jump.connect(self.jump)
        self.rules.set_asked.connect(self.ask_rule)
        self.rules.except_asked.connect(self.ask_exception)
        self.primary.clicked.connect(self.go_on)
        self.next_button.clicked.connect(self.go_next)
        self.evening_done.clicked.connect(self.end_evening)
        self.more.menu().aboutToShow.connect(lambda: self.fill_more(self.more.menu()))
        self.more_icon.clicked.connect(
            lambda: self.more_menu().popup(self.more_icon.mapToGlobal(self.more_icon.rect().bottomLeft()))
        )
        self.print_button.menu().aboutToShow.connect(self._fill_print_menu)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.primary.click)

    # Coming and going

    def opened(self, case: str = "", step: str = "", field: str = "", **where: Any) -> None:
        if case and (self.case is None or case != self.case.id or step or self._stale):
            self._keep_draft()
            if self.case is None or self.case.id != case:
                self.view = None
            self._read(case, step or None)
            self._note_view(case)
        elif self.case is not None and self._stale:
            self._read(self.case.id, self.view.step.id if self.view else None)
        if field:
            self.jump(field)
        else:
            QTimer.singleShot(0, self, self._take_keyboard)

    def refresh(self, changes: Any = None) -> None:
        if self.case is None:
            return
        cases, persons = getattr(changes, "cases", None), getattr(changes, "persons", None)
        about = not cases and not persons
        if not about and self.case.id not in (cases or ()) and self.case.person not in (persons or ()):
            return
        if self.frame.current != "case":
            self._stale = True
            return
        self._read(self.case.id, self.view.step.id if self.view else None)

    def _read(self, case: str, step: str | None) -> None:
        self._stale = False
        try:
            with self.sitting.looking() as unit:
                found, view = read_step(unit, case, step)
                unit.session.expunge_all()
        except Refused as wrong:
            self.tell(wrong)
            return
        self._show(found, view)

    def _note_view(self, case: str) -> None:
        """Log that a restricted case was opened."""
        if self.up != "screening" or self.case is None or self.case.id != case:
            return
        with self.sitting.workspace.unit(self.sitting.clock, clock_accepted=True) as unit:
            note(unit, "view", case)

    def show_step(self, step: str) -> None:
        """Bring a step into view; what was typed in the one before stays with it."""
        if self.case is None:
            return
        self._keep_draft()
        stays = any(button.hasFocus() for button in self.timeline.buttons)
        self._read(self.case.id, step)
        self.middle.verticalScrollBar().setValue(0)
        if not stays:  # whoever goes through the timeline by keyboard stays there
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        if self.view is not None and self.view.state == "now" and self.editable:
            self.panel.focus_first()
        else:
            QTimer.singleShot(0, self, self.primary.setFocus)  # once the head has its new widths

    def _keep_draft(self) -> None:
        if self.case is None or self.view is None:
            return
        key = (self.case.id, self.view.step.id)
        draft = drafts.take(self.panel)
        if draft is not None:
            self.drafts[key] = draft
        else:
            self.drafts.pop(key, None)

    # Showing

    def _show(self, case: CaseView, view: StepView) -> None:
        changed = (
            self.view is None
            or self.case is None
            or (self.case.id, self.view.step.id) != (case.id, view.step.id)
        )
        self.case, self.view = case, view
        self.guide = "screening" if self.up == "screening" else "admission"
        self.panel.show_step(view, editable=self.editable)
        self._show_steps()
        if changed:
            drafts.put(self.panel, self.drafts.get((case.id, view.step.id)))
        self.count_vote()
        self._name_primary()
        self.show_next()
        self.head_changed.emit()

    def _show_steps(self) -> None:
        assert self.case is not None and self.view is not None
        steps = [Step(e.key, e.number, e.title, e.note, e.state) for e in self.case.entries]
        viewed = str(self.view.number) if self.view.number else ""
        self.dates.set_facts([(name, day or _("chưa ghi")) for name, day in self.case.dates])
        self.dates_line.setText("; ".join(f"{n}: {d}" for n, d in self.case.dates if d))
        self._show_dates()
        made = (steps, viewed)
        if made != getattr(self, "_steps", None):
            self._steps = made
            self.timeline.set_steps(steps, viewed)
            QTimer.singleShot(0, self, self._follow_step)  # once the steps have their places
        self.short.set_steps(steps, viewed, self.panel.badge.text, self.panel.badge.tone)

    def _follow_step(self) -> None:
        """Bring the step in view into sight at the left, where there are more steps than room."""
        viewed = str(self.view.number) if self.view is not None else ""
        here = next((button for button in self.timeline.buttons if button.step.key == viewed), None)
        if here is not None:
            self.left.ensureWidgetVisible(here, 0, 40)

    def _show_dates(self) -> None:
        known = self.case is not None and bool(self.case.dates)
        shown(self._dates_box, known)
        shown(self._dates_row, known and self.frame.room == Room.NARROW)

    def _show_rules(self) -> None:
        assert self.case is not None and self.view is not None
        how = self.panel.vote.tally.how if self.panel.vote is not None else ""
        may_set = "admin" in rights(self.sitting)
        self.rules.show_step(self.view.rules, self.view.checks, self.case, may_set, how)
        self.side.set_count(self.rules.count_words())

    @property
    def editable(self) -> bool:
        """Whether the step in view can be recorded here and now."""
        case, view = self.case, self.view
        if case is None or view is None or view.kind == "read" or "write" not in rights(self.sitting):
            return False
        if view.state in ("blocked", "later"):
            return case.taken_over and not case.ended
        return not case.ended or view.state == "done" or view.step.after_end

    def heading(self) -> str:
        if self.case is None:
            return _("Hồ sơ")
        return f"{words.short_title(self.case.kind)}: {self.case.name}"

    def summary(self) -> str:
        return self.case.summary if self.case is not None else ""

    def head_actions(self) -> list[QWidget]:
        return [self.more_icon, self.more, self.side.button, self.print_button, self.primary]

    def arrange(self, room: Room) -> None:
        self.side.arrange(room)
        shown(self.rules.head, not self.side.folded)  # the drawer has a head of its own
        narrow = room == Room.NARROW
        shown(self.left, not narrow)
        shown(self._lines[0], not narrow)
        shown(self.short, narrow)
        shown(self._lines[1], room > Room.SMALL)
        self._show_dates()
        shown(self.more, room >= Room.MEDIUM)
        shown(self.more_icon, room < Room.MEDIUM)
        self.panel.papers.set_tight(room <= Room.MEDIUM)
        edge = 20 if room <= Room.MEDIUM else 24
        self.middle_box.setContentsMargins(edge, 14 if narrow else 16, edge, 16)
        self.panel.narrow = narrow
        if self.view is not None:
            shown(self.panel.head, not narrow or not self.view.number)
        self.head_changed.emit()

    # The primary action

    def _goes_to(self) -> str:
        """What the primary button does: record, back (to the step being done), nothing."""
        assert self.case is not None and self.view is not None
        if self.editable and (self.view.state != "done" or self.panel.dirty):
            return "record"
        return "back" if self._current() and self._current() != self.view.step.id else ""

    def _current(self) -> str:
        assert self.case is not None
        return first_step(self.case) if self.case.now else ""

    def _name_primary(self) -> None:
        if self.case is None or self.view is None:
            return
        goes = self._goes_to()
        self.primary.setText(self._primary_words(goes))
        self.primary.updateGeometry()
        shown(self.primary, bool(goes))

    def _primary_words(self, goes: str) -> str:
        assert self.case is not None and self.view is not None
        case, view = self.case, self.view
        if goes == "back":
            entry = case.entry_of(self._current())
            if entry is not None and entry.number == view.number:
                return _("Sang việc đang làm")
            return (
                _("Sang bước {n} đang làm").format(n=entry.number)
                if entry is not None
                else _("Sang bước đang làm")
            )
        if view.step.any_time:
            return _("Ghi vào hồ sơ")
        if view.state == "done":
            return _("Ghi bổ sung")
        chosen = self.panel.outcome.value() if self.panel.outcome is not None else None
        outcome = next((o for o in view.step.outcomes if o.id == chosen), None)
        if outcome is not None and outcome.then == "end":
            return _("Ghi và kết thúc hồ sơ")
        if outcome is not None and outcome.then in ("again", "reopen"):
            return _("Ghi “{title}”").format(title=_(outcome.title))
        if view.kind == "paper":
            return _("Ghi theo văn bản giấy")
        if not view.next:
            return _("Xong, kết thúc hồ sơ")
        if view.next_number == view.number:
            return _("Xong, sang việc sau")
        return _("Xong, sang bước {n}").format(n=view.next_number)

    def go_on(self) -> None:
        """The primary button."""
        if self.case is None or self.view is None:
            return
        goes = self._goes_to()
        if goes == "record":
            self.record()
        elif goes == "back":
            self.show_step(self._current())

    def record(self) -> Changed | None:
        """Record the step in view; a refusal stands beside its field and nothing is changed."""
        case, view = self.case, self.view
        assert case is not None and view is not None
        if not recording.ready(view, self.panel, case.taken_over):
            self._show_trouble()
            return None
        self.primary.setFocus()
        self.remember_evening()
        done = self._do(recording.command(case, view, self.panel))
        if done is None:
            return None
        self.drafts.pop((case.id, view.step.id), None)
        self.said(_("Đã ghi “{title}”").format(title=_(view.step.title)), done)
        if view.state == "now" or view.step.any_time:
            with self.sitting.looking() as unit:
                after = read_case(unit, case.id)
                unit.session.expunge_all()
            target = view.next if view.next in after.now else first_step(after)
            if view.step.id in after.now:
                target = view.step.id
            self.show_step(target)
        return done

    def _do(self, command: Any) -> Changed | None:
        try:
            self.panel.dirty = False
            return self.sitting.do(command)
        except Refused as wrong:
            self.panel.dirty = True
            self.panel.refuse(wrong)
            self._show_trouble()
        except Failure as wrong:
            self.panel.dirty = True
            self.tell(wrong)
        return None

    def _show_trouble(self) -> None:
        """Scroll to what is wrong: the field with the keyboard, else the sentence above the fields."""
        banner = self.panel.banner
        place = banner if not banner.isHidden() else self.window().focusWidget()
        if place is not None and self.middle.isAncestorOf(place):
            self.middle.ensureWidgetVisible(place, 20, 90)

    def _typed(self) -> None:
        self._name_primary()
        self.head_changed.emit()

    def _entry_chosen(self, key: str) -> None:
        assert self.case is not None
        entry = next(e for e in self.case.entries if e.key == key)
        here = [name for name in entry.steps if name in self.case.now]
        self.show_step((here or entry.steps)[0] if here or entry.state != "done" else entry.steps[-1])
