"""Vote counter: present, for, against in large fields; the bar with its threshold; the base in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Label, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.charts import ShareBar
from app.ui.widgets.editors import NumberEdit
from app.ui.widgets.field import Field, Glyph
from app.words import _


@dataclass(frozen=True)
class Votes:
    """What was counted; None where nothing was typed yet."""

    present: int | None = None
    agree: int | None = None
    against: int | None = None


def need_judge(need: int) -> Callable[[Votes], tuple[str, str]]:
    """The outcome where `need` votes of the base decide: words and tone of the badge."""

    def judge(votes: Votes) -> tuple[str, str]:
        if votes.agree is None:
            return "", "grey"
        if votes.agree >= need:
            return _("Đạt, cần từ {need} phiếu").format(need=need), "green"
        return _("Chưa đủ: có {agree}, cần {need}").format(agree=votes.agree, need=need), "rust"

    return judge


class VoteCounter(QWidget):
    """`set_base` says who counts and how many are needed; `changed` gives Votes at each figure typed."""

    changed = Signal(object)
    names_asked = Signal()

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.base, self.need = 0, 0
        self._judge: Callable[[Votes], tuple[str, str]] = need_judge(0)
        self.title = Label(title or _("Biểu quyết"), bold=True)
        self.badge = Badge()
        self.present = Field(_("Có mặt"), NumberEdit(count=True))
        self.agree = Field(_("Tán thành"), NumberEdit(count=True))
        self.against = Field(_("Không tán thành"), NumberEdit(count=True))
        self.caption = Label("", bold=True, wrap=True)
        self.caption.setMinimumWidth(118)
        self.bar = ShareBar()
        self.words = Label("", "small", "text2", wrap=True)
        self.names = Button(_("Xem từng người"), "link")
        self.names.clicked.connect(self.names_asked)
        self._glyph = Glyph("error-warning", "rust", 16)
        self.complaint = Label("", "small", "rust", wrap=True)
        self._wrong = QWidget()
        self._wrong.setLayout(row(column(2, self._glyph, None), (self.complaint, 1), gap=6))
        fields = row(self.present, self.agree, self.against, gap=12)
        side = column(3, self.caption, 10, self.bar, None)
        self.setLayout(
            column(
                row(self.title, None, self.badge, gap=8), 4,
                row(fields, 14, (_grow(side), 1)), 2,
                self._wrong,
                row((self.words, 1), self.names, gap=16),
            )
        )  # fmt: skip
        shown(self._wrong, False)
        for field in (self.present, self.agree, self.against):
            field.changed.connect(lambda _value: self._typed())
            field.hint.hide()
        self._show()

    def set_base(
        self, base: int, need: int, words: str, judge: Callable[[Votes], tuple[str, str]] | None = None
    ) -> None:
        """The base (voters), the votes needed, and how the base was counted in words."""
        self.base, self.need = base, need
        self._judge = judge or need_judge(need)
        self.words.setText(words)
        self._show()

    def votes(self) -> Votes:
        """What stands in the fields."""
        return Votes(self.present.value(), self.agree.value(), self.against.value())

    def set_votes(self, votes: Votes) -> None:
        """Show figures without a signal."""
        self.present.set_value(votes.present)
        self.agree.set_value(votes.agree)
        self.against.set_value(votes.against)
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for field in (self.present, self.agree, self.against):
            field.set_read_only(read_only)

    @property
    def consistent(self) -> bool:
        """Whether the figures can be true together."""
        return not self._complaint(self.votes())

    def _complaint(self, votes: Votes) -> str:
        if votes.present is not None and self.base and votes.present > self.base:
            return _("Có mặt {present} nhưng chỉ {base} người được biểu quyết; sửa lại số có mặt.").format(
                present=votes.present, base=self.base
            )
        cast = (votes.agree or 0) + (votes.against or 0)
        if votes.present is not None and cast > votes.present:
            return _("Tổng {cast} phiếu nhiều hơn {present} người có mặt; sửa lại số phiếu.").format(
                cast=cast, present=votes.present
            )
        return ""

    def _typed(self) -> None:
        self._show()
        self.changed.emit(self.votes())

    def _show(self) -> None:
        votes = self.votes()
        sentence = self._complaint(votes)
        self.complaint.setText(sentence)
        shown(self._wrong, bool(sentence))
        text, tone = ("", "grey") if sentence else self._judge(votes)
        self.badge.set(text, tone)
        agree, against = votes.agree or 0, votes.against or 0
        caption = _("{agree} trên {base} người").format(agree=agree, base=self.base)
        if votes.present is not None and self.base > votes.present:
            caption += _(", {absent} vắng").format(absent=self.base - votes.present)
        self.caption.setText(caption if self.base else "")
        mark = self.need if self.need else None
        below = _("cần {need}").format(need=self.need) if self.need else ""
        self.bar.set([(agree, "green_fill"), (against, "rust_fill")], self.base, mark, below)
        self.bar.setAccessibleName(f"{caption}. {below}. {text}")


def _grow(layout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made
