"""The cards of receiving: packages found, one looked at, the receipt, a refusal."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.trouble import Failure
from app.ui.pages.exchange.panels import Panel, fact
from app.ui.pages.exchange.rows import Item, ItemTable
from app.ui.pages.exchange.work import Looked, Took, words_of_day
from app.ui.sticks import Found, Stick
from app.ui.widgets.base import Hairline, Label, box, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.facts import NoteRow
from app.ui.widgets.field import Glyph
from app.ui.widgets.scroll import ScrollColumn
from app.words import _, count_text


class FoundPanel(Panel):
    """Packages on the drives, the oldest first; others are named quietly."""

    look_asked = Signal(object)  # Path
    file_asked = Signal()

    def __init__(self, new: Sequence[Found], known: int, others: int, sticks: Sequence[Stick]) -> None:
        where = ", ".join(stick.name for stick in sticks)
        if new:
            title = _("{n} gói mới trên {where}").format(n=len(new), where=where)
            second = _("Nhận theo thứ tự từ trên xuống: gói cũ trước.")
        elif sticks:
            title, second = _("Không có gói mới trên {where}").format(where=where), ""
        else:
            title = _("Chưa thấy USB")
            second = _("Cắm USB vào máy; gói trên USB hiện ra ở đây. Gói nằm nơi khác thì chọn tệp.")
        super().__init__(title, second)
        self.add_line()
        self.buttons: list[Button] = []
        rows: list[Any] = []
        for at, one in enumerate(new):
            look = Button(_("Xem trước"), "primary" if at == 0 else "secondary")
            look.clicked.connect(lambda _checked=False, file=one.file: self.look_asked.emit(file))
            self.buttons.append(look)
            rows += [self._row(one, "mail-open", look), Hairline()]
        for icon, n, words in (
            ("checkbox-circle", known, _("{n} gói đã có trong sổ, không cần nhận lại.")),
            ("lock-2", others, _("{n} gói gửi cho nơi khác, sổ này không mở được.")),
        ):
            if n:
                rows.append(box(column(NoteRow(icon, words.format(n=n)), margins=(19, 10, 19, 10))))
        self.add(ScrollColumn(column(*rows, None)), 1)
        self.choose = Button(_("Chọn tệp khác"), "secondary" if new else "primary", icon="folder-open")
        self.choose.clicked.connect(self.file_asked)
        self.add_foot(None, self.later(_("Để sau")), self.choose)

    @staticmethod
    def _row(one: Found, icon: str, right: QWidget) -> QWidget:
        written = f"{datetime.datetime.fromtimestamp(one.changed):%d/%m/%Y, %H:%M}"
        words = column(
            Label(_("Gói ghi lúc {when}").format(when=written)),
            Label(f"{one.stick} · {one.file.name}", "small", "text2", wrap=True),
        )
        return box(row(Glyph(icon, "text2", 20), (box(words), 1), right, gap=14, margins=(19, 9, 18, 9)))


class PackagePanel(Panel):
    """A package looked at: three facts, what it changes, and the deed."""

    take_asked = Signal(bool)  # whether over a gap

    def __init__(
        self, looked: Looked, listed: list[Item], left: int, kind: str, sure: Callable[[], bool]
    ) -> None:
        outcome = looked.inspection.outcome
        assert outcome is not None
        self.looked, self.items = looked, listed
        again, waits = outcome.status == "already-received", outcome.status == "waiting"
        badge = (
            (_("Đã nhận ngày {day}").format(day=words_of_day(outcome.day)), "green")
            if again
            else (_("Chờ gói trước"), "amber")
            if waits
            else (_("Chưa nhận vào sổ"), "grey")
        )
        super().__init__(
            _("Gói số {number} từ {sender}").format(number=outcome.number, sender=outcome.sender),
            self._before(looked, again),
            badge,
        )
        receiver = _("Đúng chi bộ nhận") if kind == "cell" else _("Đúng nơi nhận")
        whole = (
            fact(_("Không hỏng, không thiếu"))
            if not waits
            else fact(_("Không hỏng, còn thiếu gói trước"), False)
        )
        facts = row(fact(_("Đúng nơi gửi")), fact(receiver), whole, None, gap=22)
        self.head.addSpacing(8)
        self.head.addLayout(facts)
        preview = outcome.preview
        for note in self._notes(outcome, preview):
            self.head.addSpacing(8)
            self.head.addWidget(note)
        self.add_line()
        self.left = left
        if listed:
            self.add(ItemTable(listed, left), 1)
        else:
            text = (
                _("Sổ đã có tất cả nội dung của gói này; không cần nhận lại.")
                if again
                else _("Gói này không đổi gì trong sổ.")
            )
            self.add_padded(Label(text, tone="text2", wrap=True), 16, 16)
            self.add_stretch()
        if again:
            done = self.later(_("Đóng"))
            done.set_kind("primary")
            self.take: Button | None = None
            self.add_foot(None, done)
            return
        kept = _("Sao lưu trước khi nhận") if waits else _("Sổ được sao lưu trước khi nhận")
        self.put_off = self.later(_("Để sau"))
        self.take = Button(_("Nhận vào sổ") if not waits else _("Nhận, chờ gói trước"), "primary")
        self.take.clicked.connect(lambda: self.take_asked.emit(False))
        parts: list[Any] = [
            Glyph("shield-check", "text2", 18),
            (Label(kept, "small", "text2", wrap=True), 1),
            self.put_off,
        ]
        self.past: Button | None = None
        if waits:
            self.past = Button(_("Nhận dù còn thiếu"))
            self.past.clicked.connect(lambda: self._past_gap(sure))
            parts.append(self.past)
        self.add_foot(*parts, self.take)

    def _past_gap(self, sure: Callable[[], bool]) -> None:
        if sure():
            self.take_asked.emit(True)

    @staticmethod
    def _before(looked: Looked, again: bool) -> str:
        outcome = looked.inspection.outcome
        made = getattr(outcome, "made", "")
        parts = [_("Lập ngày {day}").format(day=words_of_day(made))] if made else []
        if looked.before and not again:
            words = _("nối tiếp gói số {number} nhận ngày {day}")
            if outcome is not None and outcome.status == "waiting":
                words = _("gói gần nhất đã nhận là số {number}, ngày {day}")
            parts.append(
                words.format(number=looked.before["number"], day=words_of_day(looked.before["day"] or ""))
            )
        elif not again:
            parts.append(_("gói đầu tiên từ nơi này"))
        text = ", ".join(parts)
        return text[:1].upper() + text[1:]

    @staticmethod
    def _notes(outcome: Any, preview: Any) -> list[QWidget]:
        found: list[QWidget] = []
        if outcome.status == "waiting":
            found.append(
                NoteRow(
                    "time",
                    _(
                        "Gói này nối sau {n} trang chưa tới. Nhận bây giờ thì nội dung nằm chờ, tự vào sổ "
                        "khi gói trước tới; biên nhận lần sau xin bên gửi gói đó."
                    ).format(n=len(outcome.missing)),
                    tone="amber",
                )
            )
        parked = preview.parked if preview is not None else []
        if parked and outcome.status != "waiting":
            found.append(
                NoteRow(
                    "archive",
                    _("{n} mục để riêng, chưa vào sổ được; phần còn lại vẫn nhận.").format(n=len(parked)),
                    tone="amber",
                    second="; ".join(dict.fromkeys(one.partition(": ")[2] for one in parked)),
                )
            )
        return found + [NoteRow("information", note, tone="amber") for note in outcome.notes]

    def set_working(self, working: bool) -> None:
        """While it is taken in."""
        for part in (self.put_off, self.past):
            if part is not None:
                part.setEnabled(not working)
        if self.take is not None:
            self.take.set_working(_("Đang nhận…") if working else None)


class TookPanel(Panel):
    """The receipt after a package was taken in."""

    next_asked = Signal()

    def __init__(
        self, took: Took, listed: list[Item], left: int, more: int, open_case: Callable[[str], None] | None
    ) -> None:
        outcome = took.outcome
        waits = outcome.status == "waiting"
        title = _("Đã nhận, đang chờ gói trước") if waits else _("Đã nhận vào sổ")
        count = count_text(sum(outcome.counts.values()))
        words = _("Gói số {number} từ {sender}: {count} thay đổi. Biên nhận đi cùng gói gửi lần sau.")
        if waits:
            words = _("Gói số {number} từ {sender}: nội dung nằm chờ. Biên nhận lần sau xin gói còn thiếu.")
        second = words.format(number=outcome.number, sender=outcome.sender, count=count)
        super().__init__(title, second, (_("Chờ gói trước"), "amber") if waits else (_("Đã nhận"), "green"))
        notes: list[Any] = []
        if waits:
            notes.append(
                NoteRow(
                    "time",
                    _("Còn thiếu {n} trang. Xin {sender} gửi lại; nội dung tự vào sổ khi đủ.").format(
                        n=len(outcome.missing), sender=outcome.sender
                    ),
                    tone="amber",
                )
            )
        for one in outcome.parked if not waits else []:
            notes.append(NoteRow("archive", _("Để riêng: {why}").format(why=one["sentence"]), tone="amber"))
        notes += [NoteRow("information", note, tone="amber") for note in outcome.notes]
        if notes:
            self.add(column(*notes, gap=8, margins=(19, 0, 19, 12)))
        self.add_line()
        self.items = listed
        if listed:
            self.add(ItemTable(listed, left, open_case), 1)
        else:
            self.add_stretch()
        kept = Label(
            _("Bản sao lưu trước khi nhận: {file}").format(file=took.backup.name), "small", "text2", wrap=True
        )
        self.done = self.later(_("Xong"))
        parts: list[Any] = [Glyph("shield-check", "text2", 18), (kept, 1), self.done]
        self.next: Button | None = None
        if more:
            self.next = Button(_("Xem gói tiếp theo"), "primary")
            self.next.clicked.connect(self.next_asked)
            parts.append(self.next)
        else:
            self.done.set_kind("primary")
        self.add_foot(*parts)


class RefusedPanel(Panel):
    """A package that was not taken: why, what to do, and that nothing changed."""

    file_asked = Signal()

    def __init__(self, wrong: Failure, file: Path) -> None:
        super().__init__(_("Không nhận được gói này"), file.name, (_("Sổ không thay đổi"), "amber"))
        self.code, self.message = wrong.code, wrong.message
        self.add_line()
        self.add_scroll(
            NoteRow("forbid", wrong.message, tone="amber", second=wrong.hint),
            14,
            Label(
                _("Lần từ chối này được ghi vào sổ gửi – nhận. Mã: {code}").format(code=wrong.code),
                "small",
                "text3",
            ),
            margins=(19, 16, 19, 14),
        )
        other = Button(_("Chọn tệp khác"), icon="folder-open")
        other.clicked.connect(self.file_asked)
        done = self.later(_("Đã hiểu"))
        done.set_kind("primary")
        self.add_foot(None, other, done)
