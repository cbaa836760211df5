"""Beside the grid of a rating: how the levels fall now, and the cap of each group in both readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.procedures.rating.check import GroupCap, Remark
from app.ui.pages.rating.rows import SHORT
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.charts import ShareBar, Slots, cap_fills
from app.ui.widgets.scroll import ScrollColumn
from app.words import N_, _

FILLS = {"excellent": "gold_fill", "good": "green_fill", "completed": "text3", "not_completed": "rust_fill"}

SLOTS = 24
"""Slots a meter is drawn with at most; with more people each stands for several."""
MOST = 12
"""Remarks that are drawn; their number stands in the head."""


class RatingSide(Card):
    """Changes with every key typed. It reminds only; nothing here stops anybody.

    `asked` names the item of a remark that was clicked.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.bars: dict[str, ShareBar] = {}
        self.numbers: dict[str, Label] = {}
        parts: list[QWidget] = []
        for level, title in {**SHORT, "": N_("Chưa có mức")}.items():
            bar = self.bars[level] = ShareBar(_(title), tall=8)
            bar.setFixedWidth(84)
            number = self.numbers[level] = Label("0", bold=True)
            number.setMinimumWidth(36)
            parts.append(box(row(Label(_(title), "small"), None, bar, 10, number)))
        self._caps = column(gap=6)
        self.note = Label("", "small", "text2", wrap=True)
        self._heading = Label("", "section", bold=True)
        self._remarks = column(gap=6)
        self.remarks: list[str] = []
        """The sentences shown."""
        body = column(
            Label(_("Phân bố lúc này"), "section", bold=True), 8, *parts, 12, self._caps, 10,
            Label(_("Chỉ nhắc, không chặn"), "small", bold=True), 2, self.note, 12,
            self._heading, 4, self._remarks, None,
            margins=(18, 14, 18, 14), gap=4,
        )  # fmt: skip
        self.add(ScrollColumn(box(body)), 1)

    def show_state(self, levels: Mapping[str, int], caps: Sequence[GroupCap], unknown: str) -> None:
        """The numbers of each level ("" those without), the groups, and what to say where no cap is known."""
        whole = sum(levels.values())
        for level, bar in self.bars.items():
            n = levels.get(level, 0)
            bar.set([(n, FILLS.get(level, "text3"))] if n else [], whole)
            self.numbers[level].setText(str(n))
        clear(self._caps)
        for group in caps:
            if group.cap.good + group.cap.excellent == 0:
                continue
            self._caps.addWidget(_meter(group))
        sources = {f"{g.rule.text} ({g.rule.source_text()}) {g.rule.confidence_text()}" for g in caps}
        self.note.setText("\n".join(sorted(sources)) or unknown)

    def show_remarks(self, remarks: Sequence[Remark], items: Mapping[str, str]) -> None:
        """What is missing or odd, each with the way to its line; the cap stands above already."""
        told = [one for one in remarks if one.id != "X01"]
        clear(self._remarks)
        self._heading.setText(_("Cần xem lại ({n})").format(n=len(told)))
        shown(self._heading, bool(told))
        self.remarks = [one.message for one in told]
        for one in told[:MOST]:
            item = items.get(one.person or "")
            said = Label(one.message, "small", "text2", wrap=True)
            said.setToolTip(one.note)
            parts: list[Any] = [(said, 1)]
            if item:
                go = Button(_("Xem"), "link")
                go.setAccessibleName(_("Xem: {what}").format(what=one.message))
                go.clicked.connect(lambda _on=False, item=item: self.asked.emit(item))
                parts += [6, go]
            self._remarks.addWidget(box(row(*parts)))
        if len(told) > MOST:
            more = _("và {n} điều khác").format(n=len(told) - MOST)
            self._remarks.addWidget(Label(more, "small", "text3"))


def _meter(group: GroupCap) -> QWidget:
    """One group: both readings with their arithmetic written out."""
    share, cap = group.rule.share, group.cap
    percent = 100 * share.part // share.whole
    parts: list[object] = [Label(group.title, bold=True, wrap=True)]
    for title, base, most in (
        (_("Trên số xếp Tốt"), cap.good, cap.literal),
        (_("Trên số từ Tốt trở lên"), cap.good + cap.excellent, cap.pool),
    ):
        over = cap.excellent - most
        badge = (
            Badge(_("Vượt {n}").format(n=over), "amber")
            if over > 0
            else Badge(_("Vừa đủ") if over == 0 else _("Còn {n}").format(n=-over), "green")
        )
        sum_ = f"{base * share.part / share.whole:.1f}".replace(".", ",").removesuffix(",0")
        words = _("{percent} % × {base} = {sum}, nhiều nhất {most} người").format(
            percent=percent, base=base, sum=sum_, most=most
        )
        spoken = f"{title}: {words}"
        one = max(1, most // SLOTS, cap.excellent // SLOTS)  # people a slot stands for
        ceiling = round(most / one)
        fills = cap_fills(round(cap.excellent / one), ceiling, max(ceiling + 2, 5))
        slots = Slots(fills, spoken, ceiling=ceiling)
        parts += [row(Label(title, "small"), None, badge), slots, Label(words, "small", "text2", wrap=True)]
    return box(column(*parts, gap=2, margins=(0, 4, 0, 6)))
