"""Beside the grid of a rating: how the levels fall now, and the cap of each group in both readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app.procedures.rating.check import GroupCap
from app.ui.pages.rating.rows import SHORT
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Label, box, clear, column, row
from app.ui.widgets.card import Card
from app.ui.widgets.charts import ShareBar, Slots, cap_fills
from app.ui.widgets.scroll import ScrollColumn
from app.words import N_, _

FILLS = {"excellent": "gold_fill", "good": "green_fill", "completed": "text3", "not_completed": "rust_fill"}


class RatingSide(Card):
    """Changes with every key typed. It reminds only; nothing here stops anybody."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: dict[str, ShareBar] = {}
        self.numbers: dict[str, Label] = {}
        parts: list[QWidget] = []
        for level, title in {**SHORT, "": N_("Chưa có mức")}.items():
            bar = self.bars[level] = ShareBar(_(title), tall=8)
            bar.setFixedWidth(84)
            number = self.numbers[level] = Label("0", bold=True)
            number.setMinimumWidth(24)
            parts.append(box(row(Label(_(title), "small"), None, bar, 10, number)))
        self._caps = column(gap=6)
        self.note = Label("", "small", "text2", wrap=True)
        body = column(
            Label(_("Phân bố lúc này"), "section", bold=True), 8, *parts, 12, self._caps, 10,
            Label(_("Chỉ nhắc, không chặn"), "small", bold=True), 2, self.note, None,
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
            self._caps.addWidget(_meter(group))
        sources = {f"{g.rule.text} ({g.rule.source_text()}) {g.rule.confidence_text()}" for g in caps}
        self.note.setText("\n".join(sorted(sources)) or unknown)


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
        slots = Slots(cap_fills(cap.excellent, most, max(most + 2, 5)), spoken, ceiling=most)
        parts += [row(Label(title, "small"), None, badge), slots, Label(words, "small", "text2", wrap=True)]
    return box(column(*parts, gap=2, margins=(0, 4, 0, 6)))
