"""Warnings of a step: each is read and confirmed with a tick, recorded with the step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.widgets.base import Label, box, clear, column, row, shown
from app.ui.widgets.facts import SubHead
from app.ui.widgets.field import Glyph
from app.ui.widgets.tick import Tick
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.case.parts.rule_words import CheckView


class ConfirmPart(QWidget):
    """One row for each warning; a confirmed one says so and keeps its tick."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ticks: dict[str, Tick] = {}
        self.head = SubHead(_("Đọc và xác nhận"))
        self._rows = column(gap=6)
        self._shown: tuple[Any, ...] = ()
        self.setLayout(column(self.head, 6, self._rows, 14))
        shown(self, False)

    def show_checks(self, checks: Sequence[CheckView], editable: bool) -> None:
        """Show the warnings of a step; ticks set and not yet recorded stay."""
        made = (tuple((c.check, c.text, c.accepted) for c in checks), editable)
        if made == self._shown:
            return
        kept = set(self.chosen())
        self._shown = made
        clear(self._rows)
        self.ticks = {}
        for check in checks:
            self._add(check, editable, check.check in kept)
        waiting = sum(1 for c in checks if not c.accepted)
        self.head.set_right(_("còn {n} điều").format(n=waiting) if waiting else _("đã xác nhận hết"))
        shown(self, bool(checks))

    def _add(self, check: CheckView, editable: bool, kept: bool) -> None:
        tick = Tick(_("Đã đọc và xác nhận"))
        tick.setChecked(check.accepted or kept)
        tick.setEnabled(editable and not check.accepted)
        tick.setAccessibleDescription(check.text)
        tick.toggled.connect(lambda _on: self.changed.emit())
        self.ticks[check.check] = tick
        icon, tone = ("checkbox-circle", "green") if check.accepted else ("error-warning", "amber")
        text = column(Label(check.text, wrap=True), row(tick, None))
        self._rows.addWidget(box(row(column(1, Glyph(icon, tone, 18), None), (box(text), 1), gap=10)))

    def chosen(self) -> tuple[str, ...]:
        """The warnings ticked now and not recorded before."""
        return tuple(name for name, tick in self.ticks.items() if tick.isChecked() and tick.isEnabled())

    def choose(self, names: Sequence[str]) -> None:
        """Put ticks back that were set before."""
        for name in names:
            if name in self.ticks:
                self.ticks[name].setChecked(True)
