"""Results of the checks of a step: blocked, reminders, deadlines, passed; each with a jump to its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.base import Label, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.facts import SubHead
from app.ui.widgets.field import Glyph
from app.words import N_, _

ORDER = ("blocked", "reminder", "deadline", "passed")
LOOK = {
    "blocked": ("forbid", "rust", N_("Bị chặn")),
    "reminder": ("error-warning", "amber", N_("Nhắc")),
    "deadline": ("time", "text2", N_("Thời hạn")),
    "passed": ("checkbox-circle", "green", N_("Đạt")),
}
SHOWN_PASSED = 3


@dataclass(frozen=True)
class Check:
    """One result; `link` names the deed that jumps to the field, `key` says which."""

    state: str
    text: str
    link: str = ""
    key: str = ""


class CheckRow(QWidget):
    """One result with its icon."""

    jump = Signal(str)

    def __init__(self, check: Check) -> None:
        super().__init__()
        icon, tone, kind = LOOK[check.state]
        self.check = check
        label = Label(check.text, wrap=True)
        label.setAccessibleName(f"{_(kind)}: {check.text}")
        lines = column(label)
        self.link: Button | None = None
        if check.link:
            self.link = Button(check.link, "link")
            self.link.clicked.connect(lambda: self.jump.emit(check.key))
            lines.addLayout(row(self.link, None))
        holder = QWidget()
        holder.setLayout(lines)
        self.setLayout(row(column(1, Glyph(icon, tone, 18), None), (holder, 1), gap=10))


class CheckList(QWidget):
    """All results, with a head that counts them; passed ones beyond three are folded."""

    jump = Signal(str)

    def __init__(self, checks: Sequence[Check] = (), *, head: bool = True) -> None:
        super().__init__()
        self.head = SubHead(_("Kiểm tra"))
        shown(self.head, head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(9)
        self.rows: list[CheckRow] = []
        self.more = Button("", "link")
        self.more.clicked.connect(self.unfold)
        self._checks: list[Check] = []
        self.setLayout(column(self.head, 8, self._rows, 6, row(self.more, None)))
        self.set_checks(checks)

    def set_checks(self, checks: Sequence[Check]) -> None:
        """Show results in their order, folded."""
        self._checks = sorted(checks, key=lambda check: ORDER.index(check.state))
        self._build(folded=True)

    def unfold(self) -> None:
        """Show all."""
        self._build(folded=False)
        if self.rows:
            self.rows[-1].setFocus()

    def summary(self) -> str:
        """ "11 đạt, 1 nhắc"."""
        count = {state: sum(1 for check in self._checks if check.state == state) for state in ORDER}
        parts = [_("{n} đạt").format(n=count["passed"])]
        if count["reminder"]:
            parts.append(_("{n} nhắc").format(n=count["reminder"]))
        if count["blocked"]:
            parts.append(_("{n} chặn").format(n=count["blocked"]))
        return ", ".join(parts)

    def _build(self, folded: bool) -> None:
        clear(self._rows)
        self.rows = []
        passed = 0
        for check in self._checks:
            passed += check.state == "passed"
            if folded and check.state == "passed" and passed > SHOWN_PASSED:
                continue
            made = CheckRow(check)
            made.jump.connect(self.jump)
            self.rows.append(made)
            self._rows.addWidget(made)
        self.head.set_right(self.summary())
        hidden = len(self._checks) - len(self.rows)
        self.more.setText(_("Xem cả {n} mục kiểm tra").format(n=len(self._checks)))
        shown(self.more, hidden > 0)
