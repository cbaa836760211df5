"""The votes of a case: who counts on the day typed, who came, and the next person of the same evening."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.regulations.dates import PartialDate
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.dialogs import NamesDialog
from app.ui.pages.case.parts.page_deeds import CaseDeeds
from app.ui.pages.case.parts.vote_part import Came, Tally, recorded, tally
from app.ui.widgets.base import Label, shown
from app.words import _


@dataclass(frozen=True)
class Evening:
    """The meeting a vote was recorded for last: the next person is voted on in it."""

    day: datetime.date
    secret: bool


class CaseVotes(CaseDeeds):
    """What `CasePage` does about the vote of the step in view."""

    evening_bar: QWidget
    evening_words: Label
    evening: Evening | None = None

    def opened(self, case: str = "", step: str = "", field: str = "", **where: Any) -> None:
        raise NotImplementedError

    def _show_rules(self) -> None:
        raise NotImplementedError

    # The evening

    def remember_evening(self) -> None:
        """Keep day and manner of the vote just recorded."""
        part, day = self.panel.vote, self.panel.whole_day()
        if part is not None and part.ballots() and day is not None:
            self.evening = Evening(day, bool(self.panel.more["secret"].value()))

    def waiting(self) -> list[tuple[str, str]]:
        """(case, step) of the other people this office can vote on now, by name."""
        from app.procedures.definitions import procedures
        from app.reports import cases

        if self.case is None:
            return []
        with self.sitting.reading() as session:
            rows = cases.fetch(session, open_only=True, actor=self.sitting.office)
            found = []
            for row in sorted(rows, key=lambda r: r.sort_key):
                known = procedures().get(row.standing.procedure)
                now = {s["id"] for s in row.standing.steps if s["state"] == "now"}
                voted = (s.id for s in known.steps if s.vote is not None and s.id in now) if known else ()
                step = next(iter(voted), None)
                if step is not None and row.standing.case != self.case.id:
                    found.append((row.standing.case, step))
        return found

    def go_next(self) -> None:
        """The next person of the evening, with the same day, chair and who came."""
        waiting = self.waiting()
        if not waiting:
            return
        case, step = waiting[0]
        self.opened(case=case, step=step)
        self.take_evening()

    def take_evening(self) -> None:
        """Put day and manner of the evening into a vote nothing was typed for yet."""
        evening, panel, view = self.evening, self.panel, self.view
        fresh = view is not None and view.state == "now" and self.editable and not panel.dirty
        if evening is None or panel.vote is None or panel.day is None or not fresh:
            return
        panel.day.set_value(PartialDate.of(evening.day))
        if panel.more["secret"].value() is None:
            panel.more["secret"].set_value(evening.secret)
        self.count_vote()
        panel.vote.counter.agree.editor.setFocus()

    def show_next(self) -> None:
        """Offer the next person once a vote of the evening is on file."""
        waiting = self.waiting() if self.evening is not None else []
        if self.evening is not None:
            text = _("Buổi họp ngày {day}: còn {n} người chờ biểu quyết.")
            self.evening_words.setText(text.format(day=words.day_words(self.evening.day), n=len(waiting)))
        shown(self.evening_bar, bool(waiting))

    def end_evening(self) -> None:
        """The meeting is over: nobody is offered any more."""
        self.evening = None
        self.show_next()

    # The vote

    def count_vote(self) -> None:
        """Count the base on the day typed, and take over what is known of that day's meeting."""
        part = self.panel.vote
        if part is not None and self.case is not None and self.view is not None:
            if self.view.kind == "read" and self.view.vote is not None:
                part.set_tally(recorded(self.view.vote))
            else:
                self._same_evening()
                part.set_tally(self.tally_of(part.came))
        self._show_rules()

    def tally_of(self, came: Came) -> Tally:
        """Who counts on the day typed, else today."""
        assert self.case is not None and self.view is not None
        day = self.panel.whole_day() or self.sitting.today
        if day > self.sitting.today:
            day = self.sitting.today
        with self.sitting.looking() as unit:
            found = tally(unit, self.case.id, self.view.step, day, came.present, came.absent)
            unit.session.expunge_all()
        return found

    def _same_evening(self) -> None:
        """One meeting is entered once for all votes of the evening."""
        from app.models import Meeting

        part, day = self.panel.vote, self.panel.whole_day()
        assert part is not None and self.view is not None
        if (
            day is None
            or not self.editable
            or self.view.state == "done"
            or part.came.absent
            or part.came.present
        ):
            return
        with self.sitting.looking() as unit:
            met = unit.all(Meeting, date=day.isoformat(), owner=self.sitting.office)
            met = [m for m in met if m.body == (part.tally.body or "cell")]
            told = (
                (list(met[0].present or ()), list(met[0].absent or ()), met[0].chair, met[0].writer)
                if met
                else None
            )
            unit.session.expunge_all()
        if told is not None:
            part.came = Came(told[0], told[1])
            for name, value in (("chair", told[2]), ("writer", told[3])):
                if value:
                    self.panel.more[name].set_value(value)

    def ask_names(self) -> None:
        """The base name by name."""
        part = self.panel.vote
        if part is None:
            return
        dialog = NamesDialog(self, part.tally, part.came, read_only=not self.editable)
        answer = dialog.ask()
        if isinstance(answer, Came):
            self.take_names(answer)

    def take_names(self, came: Came) -> None:
        """Who came, as the dialog said."""
        part = self.panel.vote
        assert part is not None
        part.name(came)
        part.set_tally(self.tally_of(came))
        part.complain("")
        part.changed.emit()
        self._show_rules()
