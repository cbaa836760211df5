"""The keys without a known value on a day: several are filled at once, resting on one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.trouble import Failure, Refused
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.option_words import option_titles
from app.ui.pages.case.parts.rule_dialog import ValueEditor, value_editor
from app.ui.pages.rules import words as rules_words
from app.ui.pages.rules.part import PANE, RulesPart
from app.ui.widgets.base import Hairline, Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.editors import LineEdit
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import Field, Glyph
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.segment import Segment
from app.ui.widgets.tick import Tick
from app.words import _, count_text

if TYPE_CHECKING:
    from app.regulations.rules import Key, Rule
    from app.ui.page import Room
    from app.ui.pages.rules.page import RulesPage


class UnknownRow(QWidget):
    """One key: what was known last, greyed, and, once ticked, the editor of its value."""

    ticked = Signal()

    def __init__(self, key: Key, last: Rule | None, titles: dict[str, str], may_set: bool) -> None:
        super().__init__()
        self.key, self.last = key, last
        self.editor: ValueEditor | None = None
        title = _(key.title)
        self.tick = Tick(rules_words.short_title(title).replace("&", "&&"))
        self.tick.setAccessibleName(_("Ghi giá trị: {title}").format(title=title))
        self.tick.setEnabled(may_set)
        self.tick.toggled.connect(self._toggled)
        said = _("Chưa đọc được văn bản nào nói về điều này.")
        if last is not None:
            said = _("Lần cuối được biết, nay không còn dùng: {value} ({source}, đến {day})").format(
                value=rules_words.value_text(last, titles),
                source=words.source_text(last),
                day=words.day_words(last.end),
            )
        if len(title) > rules_words.LONG:
            said = f"{title}. {said}"
        self.error = Label("", "small", "rust", wrap=True)
        self._inner = column(Label(said, "small", "text3", wrap=True))
        self.setLayout(column(self.tick, row(33, (box(self._inner), 1)), margins=(16, 6, 18, 8)))

    def _toggled(self, on: bool) -> None:
        if on and self.editor is None:
            self.editor = value_editor(self.key, self.last, _chain_steps(self.key.name))
            sign = column(2, Glyph("error-warning", "rust", 16), None)
            self._error_row = box(row(sign, (self.error, 1), gap=6))
            self._inner.addSpacing(6)
            self._inner.addWidget(self.editor)
            self._inner.addWidget(self._error_row)
        if self.editor is not None:
            shown(self.editor, on)
            self.complain("")
        self.ticked.emit()

    def value(self) -> dict[str, Any]:
        """{"value", "unit"} as a setting takes it; Refused("bad_value")."""
        assert self.editor is not None
        found = {"value": self.editor.value()}
        return found | ({"unit": self.editor.unit()} if self.editor.unit() else {})

    def complain(self, sentence: str) -> None:
        """Say below the editor what is wrong."""
        self.error.setText(sentence)
        if self.editor is not None:
            shown(self._error_row, bool(sentence))


def _chain_steps(key: str) -> list[tuple[str, str]]:
    from app.procedures.definitions import procedures

    return [(s.id, _(s.title)) for p in procedures().values() for s in p.steps if s.chain == key]


class UnknownPart(RulesPart):
    """The keys left; at the right the document, what the values become, and the deed."""

    def __init__(self, page: RulesPage) -> None:
        super().__init__(page)
        self.rows: list[UnknownRow] = []
        self._read: Any = None
        self._list = column(gap=0)
        self.list_card = Card()
        self._scroll = ScrollColumn(box(column(self._list, None)))
        self.list_card.add(self._scroll, 1)
        committee = page.sitting.workspace.is_committee
        self.number = Field(_("Số văn bản"), LineEdit(placeholder=_("ví dụ 15-HD/ĐU")))
        self.dated = Field(_("Ngày ban hành"), DateEdit())
        self.begins = Field(_("Áp dụng từ ngày"), DateEdit())
        self.title = Field(_("Tên văn bản"), LineEdit(), optional=True)
        self.kind = Field(
            _("Ghi thành"),
            Segment([(False, _("Giá trị của đơn vị")), (True, _("Bộ quy định"))], committee),
        )
        self.meaning = Label("", "small", "text2", wrap=True)
        self.wrong = Label("", "small", "rust", wrap=True)
        self.deed = Button("", "primary")
        self.deed.clicked.connect(self.save)
        self.kind.changed.connect(lambda _value: self._say())
        pane = column(
            Label(_("Văn bản làm căn cứ"), "section", bold=True), 10, self.number, 10, self.dated, 10,
            self.begins, 10, self.title, 10, self.kind, 4, self.meaning, 14, self.wrong, 6,
            row(self.deed, None), None,
            margins=(20, 18, 18, 18),
        )  # fmt: skip
        self.pane = Card()
        self.pane.add(ScrollColumn(pane), 1)
        self.side = FoldingPanel(page, self.pane, _("Văn bản và ghi"), width=PANE, icon="file-text")
        self._body = row((self.list_card, 1), self.side, gap=24)
        self.setLayout(column((box(self._body), 1)))
        shown(self.wrong, False)

    # Rows

    def read(self) -> None:
        """Read the keys unknown on the day; drawn anew when they are others."""
        book, day = self.page.book(), self.page.day
        rules = book.on(day)
        keys = book.unknown_keys(day)
        lasts = {key: rules.last_known(key) for key in keys}
        if (keys, lasts, day) == self._read:
            return
        self._read = (keys, lasts, day)
        clear(self._list)
        self.rows = []
        titles = option_titles()
        for topic, title, _heads in rules_words.TOPICS:
            those = [key for key in keys if rules_words.topic_of(key) == topic]
            if those:
                self._head(_(title), len(those))
            for key in those:
                made = UnknownRow(book.keys[key], lasts[key], titles, self.page.may_set)
                made.ticked.connect(self._say)
                self.rows.append(made)
                self._list.addWidget(made)
                self._list.addWidget(Hairline())
        if not keys:
            self._list.addWidget(
                EmptyState(
                    "check", _("Ngày này không còn quy định nào chưa có nguồn"), _("Chọn ngày khác ở trên.")
                )
            )
        self._say()
        self.page.head_changed.emit()

    def _head(self, title: str, count: int) -> None:
        label = Label(f"{title} ({count_text(count)})", "small", "text2", bold=True)
        self._list.addWidget(box(row(label, None, margins=(18, 12, 18, 4))))

    @property
    def ticked(self) -> list[UnknownRow]:
        """The rows to be filled."""
        return [one for one in self.rows if one.tick.isChecked()]

    def _say(self) -> None:
        count = len(self.ticked)
        may = self.page.may_set
        self.deed.setText(_("Ghi {n} giá trị").format(n=count) if count else _("Ghi giá trị"))
        self.deed.setEnabled(bool(count) and may)
        self.side.set_count(str(count) if count else "")
        below = self.page.sitting.workspace.is_committee
        if not may:
            text = _("Chỉ bí thư ghi được quy định của đơn vị.")
        elif not self.kind.value():
            text = _("Thiết lập có ngày của đơn vị này; cấp dưới và cấp trên thấy khi nhận gói.")
        elif below:
            text = _("Đi theo gói xuống cấp dưới; cấp dưới xem khác biệt rồi mới bật.")
        else:
            text = _("Thành một bộ quy định riêng của đơn vị, có phiên bản, chép ra tệp được.")
        self.meaning.setText(
            text if count or not may else _("Đánh dấu những điều cần ghi ở bên trái.") + " " + text
        )

    def summary(self) -> str:
        return _("{n} quy định chưa có nguồn ngày {day}").format(
            n=count_text(len(self.rows)), day=words.day_words(self.page.day)
        )

    def head_actions(self) -> list[QWidget]:
        return [self.side.button]

    def arrange(self, room: Room) -> None:
        self.side.arrange(room)
        self._body.setSpacing(room.gap)

    def take_focus(self) -> None:
        if self.rows:
            self.rows[0].tick.setFocus()

    # The deed

    def save(self) -> None:
        """Give the ticked keys their values, all or none."""
        from app.procedures.rule_filling import FillRules

        self._complain("")
        for field in (self.number, self.dated, self.begins):
            field.set_error("")
        try:
            values = {one.key.name: self._value(one) for one in self.ticked}
            command = FillRules(
                values, *self._document(), title=self.title.value() or "", as_pack=bool(self.kind.value())
            )
            done = self.page.sitting.do(command)
        except Failure as wrong:
            self._refuse(wrong)
            return
        for field in (self.number, self.dated, self.begins, self.title):
            field.set_value(None)
        self.page.said(_("Đã ghi {n} giá trị").format(n=count_text(len(values))), done)

    def _value(self, one: UnknownRow) -> dict[str, Any]:
        one.complain("")
        try:
            return one.value()
        except Refused as wrong:
            wrong.details["key"] = one.key.name
            raise

    def _document(self) -> tuple[str, str]:
        """(from day, "number@date")."""
        number = self.number.value()
        if not number:
            raise Refused("setting_without_document", _("Chưa ghi số văn bản."), field="number")
        for name, field in (("dated", self.dated), ("begins", self.begins)):
            if not field.editor.settle():
                raise Refused("bad_date", field.error or _("Ghi đủ ngày, tháng, năm."), field=name)
        dated, begins = self.dated.value(), self.begins.value() or self.dated.value()
        if dated is None:
            raise Refused("bad_date", _("Chưa ghi ngày ban hành."), field="dated")
        if not begins.whole:
            raise Refused("bad_date", _("Ghi đủ ngày, tháng, năm."), field="begins")
        return begins.iso(), f"{number}@{dated.iso()}"

    def _refuse(self, wrong: Failure) -> None:
        """Show a refusal beside what mends it."""
        details = getattr(wrong, "details", {})
        sentence = f"{wrong.message} {wrong.hint}".strip()
        fields = {"number": self.number, "document": self.number, "dated": self.dated, "begins": self.begins}
        field = fields.get(str(details.get("field", "")))
        rows = {one.key.name: one for one in self.rows}
        at = rows.get(str(details.get("key") or details.get("item") or details.get("field") or ""))
        if field is not None and at is None:
            field.set_error(sentence)
            self.side.open()
            field.setFocus()
        elif at is not None:
            at.complain(sentence)
            self._scroll.ensureWidgetVisible(at)
            at.tick.setFocus()
        else:
            self._complain(sentence)

    def _complain(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        shown(self.wrong, bool(sentence))
