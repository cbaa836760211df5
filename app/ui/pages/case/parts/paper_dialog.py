"""The dialog for a paper: date, number, signer, where it is kept, and the texts its form takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.widgets.base import Hairline, Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.editors import LineEdit, LongText
from app.ui.widgets.field import Field
from app.ui.widgets.scroll import ScrollColumn
from app.words import _

if TYPE_CHECKING:
    from app.exports.forms import TextField
    from app.ui.pages.case.parts.views import PaperView

_FACTS = ("date", "number", "signer", "kept")
_TALL, _LEAST = 300, 110


class PaperDialog(DeedDialog):
    """What is typed and not recorded is given by `typed()`, so that it can be put back later."""

    def __init__(
        self,
        parent: QWidget,
        paper: PaperView,
        texts: Sequence[TextField],
        reason: bool,
        do: Callable[[DeedDialog], Any],
        draft: Mapping[str, Any] | None = None,
    ) -> None:
        width = 740 if texts else 480
        head = _("Mẫu {form}").format(form=paper.form)
        super().__init__(parent, paper.name, head, _("Ghi giấy tờ"), do, width=width)
        self.paper = paper
        self.texts: dict[str, Field] = {}
        self.wants = ""
        """What comes after the dialog: print, another (of the same form), annul."""
        self._facts(paper, bool(texts))
        if draft:
            note = Label(_("Đang gõ dở từ trước; bấm “Ghi giấy tờ” để ghi."), "small", "amber", wrap=True)
            self.add(note)
        if texts:
            self._texts(texts)
        if reason:
            self.add(self.field("reason", _("Lý do sửa sau khi đã chuyển hồ sơ"), LongText(lines=2)))
        self.show_typed(draft or {})
        if paper.id:
            self._take_back()
        if paper.prints:
            both = Button(_("Ghi và in…"))
            both.setAutoDefault(False)
            both.clicked.connect(self._record_and_print)
            self.buttons.insertWidget(self.buttons.count() - 1, both)
        self.finish()
        if texts:
            tall = self.sizeHint().height() - _LEAST + min(_TALL, 96 * len(texts))
            room = parent.window().height() if parent is not None else tall
            self.resize(width, min(tall, room))
        self._begun = self.typed()

    def _facts(self, paper: PaperView, wide: bool) -> None:
        date = self.field("date", _("Ngày của giấy tờ"), DateEdit())
        if paper.date:
            from app.regulations.dates import PartialDate

            date.set_value(PartialDate.parse(paper.date))
        number = self.field("number", _("Số"), LineEdit(chars=14), paper.number, optional=True)
        signer = self.field("signer", _("Người ký, người viết"), None, paper.signer, optional=True)
        kept = self.field("kept", _("Bản giấy để ở đâu"), None, paper.kept, optional=True)
        if wide:
            self.body.addLayout(row(date, number, (signer, 1), (kept, 1), gap=12))
        else:
            self.body.addLayout(row(date, (number, 1), gap=14))
            self.body.addLayout(row((signer, 1), (kept, 1), gap=14))

    def _texts(self, texts: Sequence[TextField]) -> None:
        inner = column(gap=10)
        for text in texts:
            editor: Any = LongText(lines=min(6, text.lines)) if text.lines > 1 else LineEdit()
            made = Field(_(text.title), editor, hint=_(text.hint) if text.hint else "")
            kept = self.paper.data.get(text.name)
            made.set_value(None if kept is None else str(kept))
            self.texts[text.name] = made
            inner.addWidget(made)
        scroll = ScrollColumn(box(column(inner, None, margins=(0, 4, 12, 4))))
        scroll.setMinimumHeight(_LEAST)
        self.add(Hairline())
        self.add(Label(_("Nội dung để in"), bold=True))
        self.body.addWidget(scroll, 1)

    def data(self) -> dict[str, Any]:
        """The texts as PutPaper takes them; one that was emptied is sent empty."""
        values = {name: field.value() or "" for name, field in self.texts.items()}
        return {name: value for name, value in values.items() if value or self.paper.data.get(name)}

    def typed(self) -> dict[str, Any]:
        """Everything as it stands now."""
        found = {name: self.fields[name].value() for name in self.fields}
        return {**found, **{f"text.{name}": field.value() for name, field in self.texts.items()}}

    @property
    def draft(self) -> dict[str, Any] | None:
        """What was typed since the dialog opened, None for nothing."""
        now = self.typed()
        return now if now != self._begun else None

    def show_typed(self, typed: Mapping[str, Any]) -> None:
        """Put back what was typed before."""
        for name, value in typed.items():
            head, _dot, text = name.partition(".")
            made = self.texts.get(text) if head == "text" else self.fields.get(name)
            if made is not None:
                made.set_value(value)

    def _take_back(self) -> None:
        """Deeds about the paper on file: another one of the same form, taking it back."""
        another, away = Button(_("Thêm giấy khác cùng mẫu"), "link"), Button(_("Hủy giấy tờ này…"), "link")
        another.clicked.connect(lambda: self._leave("another"))
        away.clicked.connect(lambda: self._leave("annul"))
        shown(another, self.paper.have)
        self.body.addLayout(row(another, 18, away, None))

    def _leave(self, wanted: str) -> None:
        self.wants = wanted
        self.close_with(None)

    def _record_and_print(self) -> None:
        self.perform()
        self.wants = "print" if self.outcome is not None else ""
