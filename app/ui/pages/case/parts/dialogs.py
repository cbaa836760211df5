"""Small windows of the case page: a paper's number, an exception, a reason, the names of a vote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.trouble import Failure
from app.ui.pages.case.parts.vote_part import Came
from app.ui.widgets.base import Hairline, Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.editors import LineEdit, LongText, NumberEdit
from app.ui.widgets.field import Field, Glyph
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.tick import Tick
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.case.parts.vote_part import Tally


class DeedDialog(Dialog):
    """A dialog whose primary button does a deed: a refusal stands beside its field and it stays open."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        deed: str,
        do: Callable[[DeedDialog], Any],
        **how: Any,
    ) -> None:
        super().__init__(parent, title, text, **how)
        self.fields: dict[str, Field] = {}
        self.outcome: Any = None
        self._do = do
        self.wrong = Label("", "small", "rust", wrap=True)
        self._banner = box(row(column(2, Glyph("error-warning", "rust", 16), None), (self.wrong, 1), gap=6))
        self.add_button(_("Thôi"))
        self.primary = Button(deed, "primary")
        self.primary.setDefault(True)
        self.primary.clicked.connect(self.perform)
        self.buttons.addWidget(self.primary)

    def field(
        self, name: str, label: str, editor: QWidget | None = None, value: Any = None, **how: Any
    ) -> Field:
        """Make a field known by the name a refusal uses."""
        made = Field(label, editor, **how)
        if value:
            made.set_value(value)
        self.fields[name] = made
        return made

    def finish(self) -> DeedDialog:
        """Put the banner below the fields."""
        self.add(self._banner)
        shown(self._banner, False)
        return self

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        focused = self.focusWidget()
        if self.fields and (focused is None or focused is self.primary):
            next(iter(self.fields.values())).setFocus()

    def text(self, name: str) -> str:
        """What stands in a field, as text; a date as ISO."""
        value = self.fields[name].value()
        iso = getattr(value, "iso", None)
        return iso() if iso is not None else "" if value is None else str(value)

    def complain(self, sentence: str) -> None:
        """Say below what no field is to blame for."""
        self.wrong.setText(sentence)
        shown(self._banner, bool(sentence))

    def perform(self) -> None:
        """Do the deed; close when it is done."""
        self.complain("")
        for made in self.fields.values():
            read = getattr(made.editor, "settle", None)
            if read is not None and not read():
                made.setFocus()
                return
        try:
            self.outcome = self._do(self)
        except Failure as wrong:
            self.refuse(wrong)
        else:
            self.close_with(True)

    def refuse(self, wrong: Failure) -> None:
        """Show a refusal where it is mended."""
        name = str(getattr(wrong, "details", {}).get("field", ""))
        sentence = f"{wrong.message} {wrong.hint}".strip()
        made = self.fields.get(name)
        if made is None:
            self.complain(sentence)
        else:
            made.set_error(sentence)
            made.setFocus()


def exception_dialog(parent: QWidget, sentence: str, do: Callable[[DeedDialog], Any]) -> DeedDialog:
    """The paper of a competent office that lifts a check."""
    made = DeedDialog(
        parent,
        _("Văn bản cho phép"),
        _("{check} Ghi văn bản của cấp có thẩm quyền cho phép trường hợp này; cấp trên sẽ thấy.").format(
            check=sentence
        ),
        _("Ghi văn bản"),
        do,
        width=500,
    )
    made.body.addLayout(
        row(
            (made.field("number", _("Số văn bản"), LineEdit(chars=14)), 1),
            made.field("date", _("Ngày"), DateEdit()),
            gap=14,
        )
    )
    made.add(made.field("issuer", _("Nơi ban hành")))
    return made.finish()


def reason_dialog(
    parent: QWidget, title: str, text: str, deed: str, do: Callable[[DeedDialog], Any]
) -> DeedDialog:
    """Asks for a reason before something recorded is taken back."""
    made = DeedDialog(parent, title, text, deed, do, icon="error-warning", tone="amber")
    made.add(made.field("reason", _("Lý do"), LongText(lines=2)))
    return made.finish()


class NamesDialog(Dialog):
    """The base of a vote name by name: a tick for each who came, and why others are not counted."""

    def __init__(self, parent: QWidget, found: Tally, came: Came, *, read_only: bool) -> None:
        super().__init__(parent, _("Từng người trong biểu quyết"), width=560)
        self.came, self.read_only = came, read_only
        self.ticks: dict[str, Tick] = {}
        self.guests: dict[str, Tick] = {}
        self.words = Label("", "small", "text2", wrap=True)
        self._list = column(gap=2)
        scroll = ScrollColumn(box(column(self._list, None, margins=(0, 0, 12, 0))))
        scroll.setMinimumHeight(280)
        self.add(self.words)
        self.add(Hairline())
        self.body.addWidget(scroll, 1)
        self.base = Field(
            _("Tổng số tính phiếu, chỉ ghi khi danh sách trên chưa đúng"), NumberEdit(), optional=False
        )
        self.base.editor.setMaximumWidth(110)
        self.reason = Field(_("Lý do sửa tổng số"))
        self.base.set_value(came.base)
        self.reason.set_value(came.reason or None)
        if not read_only:
            self.add(Hairline())
            self.body.addLayout(column(self.base, 6, self.reason))
            self.base.changed.connect(lambda _v: shown(self.reason, self.base.value() is not None))
            shown(self.reason, came.base is not None)
            self.add_button(_("Thôi"))
            done = Button(_("Dùng danh sách này"), "primary")
            done.clicked.connect(self._finish)
            self.buttons.addWidget(done)
        else:
            self.add_button(_("Đóng"), "primary", True)
        self._fill(found)
        first = next(iter(self.ticks.values()), None)
        if first is not None:
            first.setFocus()

    def _fill(self, found: Tally) -> None:
        self.found = found
        self._say()
        can_come = [who for who in found.excluded if who["reason"] in ("exempt", "temporary_elsewhere")]
        never = [who for who in found.excluded if who not in can_come]
        self._head(_("Tính vào tổng số: {n}").format(n=len(found.counted)), _("đánh dấu người có mặt"))
        for who in sorted(found.counted, key=_by_name):
            self._who(self.ticks, who, who["present"], "")
        if can_come:
            self._head(_("Chỉ tính nếu có mặt"), "")
            for who in can_come:
                self._who(self.guests, who, False, _reason(who["reason"]))
        if never:
            self._head(_("Không tính vào tổng số"), "")
            for who in never:
                text = Label(who["name"])
                why = Label(_reason(who["reason"]), "small", "text2", wrap=True)
                self._list.addWidget(box(row(30, text, 14, (why, 1), margins=(0, 4, 0, 4))))

    def _head(self, text: str, second: str) -> None:
        self._list.addWidget(
            box(
                row(
                    Label(text, "small", "text2", bold=True),
                    10,
                    Label(second, "small", "text3"),
                    None,
                    margins=(0, 8, 0, 4),
                )
            )
        )

    def _who(self, group: dict[str, Tick], who: Mapping[str, Any], on: bool, why: str) -> None:
        tick = Tick(who["name"].replace("&", "&&"))
        tick.setChecked(on)
        tick.setEnabled(not self.read_only)
        tick.toggled.connect(lambda _on: self._say())
        group[who["id"]] = tick
        self._list.addWidget(box(row(tick, 8, (Label(why, "small", "text2", wrap=True), 1))))

    def chosen(self) -> Came:
        """Who is named present and absent now."""
        absent = [i for i, tick in self.ticks.items() if not tick.isChecked()]
        present = [i for i, tick in self.guests.items() if tick.isChecked()]
        away = {who["id"] for who in self.found.counted if not who["present"]}  # came only if named
        named = {*self.came.present, *away}
        kept = [i for i, tick in self.ticks.items() if i in named and tick.isChecked()]
        return Came([*kept, *present], absent, self.base.value(), self.reason.value() or "")

    def _say(self) -> None:
        came = sum(1 for t in self.ticks.values() if t.isChecked()) + sum(
            1 for t in self.guests.values() if t.isChecked()
        )
        all_ = len(self.ticks) + sum(1 for t in self.guests.values() if t.isChecked())
        if not self.ticks and not self.guests:
            all_ = len(self.found.counted)
            came = self.found.came
        self.words.setText(
            _("Tổng số tính phiếu {n}, có mặt {came}, vắng {away}.").format(
                n=all_, came=came, away=all_ - came
            )
            if all_
            else _("Chưa ghi thành viên nào của tập thể này; ghi tổng số bằng tay hoặc thêm ở Cài đặt.")
        )

    def _finish(self) -> None:
        if not self.base.editor.settle():
            return
        if self.base.value() is not None and not self.reason.value():
            self.reason.set_error(_("Ghi lý do sửa tổng số."))
            self.reason.setFocus()
            return
        self.close_with(self.chosen())


def _by_name(who: Mapping[str, Any]) -> str:
    from app.models.folding import sort_key

    return sort_key(str(who["name"]))


def _reason(code: str) -> str:
    from app.regulations.votes import REASONS

    text = _(REASONS[code]) if code in REASONS else code
    return text[:1].upper() + text[1:]


def lines_dialog(parent: QWidget, title: str, lines: Sequence[tuple[str, str]]) -> Dialog:
    """Something to read: heads and sentences."""
    made = Dialog(parent, title, width=520)
    inner = column(gap=2)
    for head, text in lines:
        inner.addWidget(Label(head, bold=True, wrap=True))
        inner.addWidget(Label(text, "small", "text2", wrap=True))
        inner.addSpacing(8)
    scroll = ScrollColumn(box(column(inner, None)))
    scroll.setMinimumHeight(220)
    made.body.addWidget(scroll, 1)
    made.add_button(_("Đóng"), "primary", True)
    return made
