"""Setting the office's own value for a rule: an editor for each kind of value, document, day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.trouble import Refused
from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.pages.case.parts.fact_fields import OptionChoice
from app.ui.pages.case.parts.option_words import option_titles
from app.ui.pages.case.parts.rule_words import BODIES, ROLES
from app.ui.widgets.base import Label, box, column, row
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.editors import LineEdit, LongText, NumberEdit
from app.ui.widgets.field import Field
from app.ui.widgets.segment import Segment
from app.ui.widgets.tick import Tick
from app.words import N_, _

if TYPE_CHECKING:
    import datetime

    from app.regulations.rules import Key, Rule
    from app.ui.pages.common import SittingPage

UNITS = (
    ("working_days", N_("ngày làm việc")),
    ("days", N_("ngày")),
    ("months", N_("tháng")),
    ("years", N_("năm")),
)


class ValueEditor(QWidget):
    """Base of the editors: `value()` as a setting keeps it, `unit()` of a period; Refused("bad_value")."""

    def value(self) -> Any:
        raise NotImplementedError

    def unit(self) -> str:
        """The unit of a period."""
        return ""


def _missing() -> Refused:
    return Refused("bad_value", _("Chưa ghi giá trị."), _("Ghi đúng như văn bản quy định."), field="value")


class NumberValue(ValueEditor):
    """A number, or a period with its unit."""

    def __init__(self, period: bool, last: Rule | None) -> None:
        super().__init__()
        self.number = Field(_("Giá trị"), NumberEdit())
        self.kind = (
            Field(_("Đơn vị"), OptionChoice([(k, _(w)) for k, w in UNITS], mandatory=True))
            if period
            else None
        )
        if self.kind is not None:
            self.kind.set_value(last.unit if last is not None else "working_days")
        self.number.editor.setMaximumWidth(120)
        self.setLayout(row(self.number, *([self.kind] if self.kind else []), None, gap=14))

    def value(self) -> Any:
        if self.number.value() is None:
            raise _missing()
        return self.number.value()

    def unit(self) -> str:
        return str(self.kind.value()) if self.kind is not None else ""


class ShareValue(ValueEditor):
    """A share of a body: from 2/3 on, more than 1/2."""

    def __init__(self) -> None:
        super().__init__()
        self.way = Field(
            _("Cách tính"), Segment([("ceil", _("Từ … trở lên")), ("above", _("Trên …"))], "ceil")
        )
        self.part, self.whole = Field(_("Tử số"), NumberEdit(1)), Field(_("Mẫu số"), NumberEdit(1))
        for field in (self.part, self.whole):
            field.editor.setMaximumWidth(90)
        self.setLayout(row(self.way, self.part, self.whole, None, gap=14))

    def value(self) -> Any:
        if not self.part.value() or not self.whole.value():
            raise _missing()
        return {"share": [self.part.value(), self.whole.value()], "rounding": self.way.value()}


class OneOf(ValueEditor):
    """A choice among the values the key knows."""

    def __init__(self, options: tuple[str, ...], titles: dict[str, str]) -> None:
        super().__init__()
        self.choice = Field(
            _("Giá trị"), OptionChoice([(o, titles.get(o, o)) for o in options], mandatory=True)
        )
        self.setLayout(row((self.choice, 1)))

    def value(self) -> Any:
        if self.choice.value() is None:
            raise _missing()
        return self.choice.value()


class ManyOf(ValueEditor):
    """A list of values."""

    def __init__(self, options: tuple[str, ...], titles: dict[str, str], last: Rule | None) -> None:
        super().__init__()
        self.ticks = {o: Tick(titles.get(o, o)) for o in options}
        self.setLayout(column(Label(_("Giá trị"), "small", "text2"), 4, *self.ticks.values(), gap=2))

    def value(self) -> Any:
        return [o for o, tick in self.ticks.items() if tick.isChecked()]


class ChainValue(ValueEditor):
    """The offices that act after the cell, one below the other."""

    def __init__(self, steps: list[tuple[str, str]], last: Rule | None) -> None:
        super().__init__()
        self._votes = {link.step: link.vote for link in (last.links if last is not None else ())}
        known = {link.step: link for link in (last.links if last is not None else ())}
        self.links: dict[str, tuple[Tick, Field, Field]] = {}
        parts: list[Any] = []
        for step, title in steps:
            tick = Tick(title)
            office = Field(
                _("Cấp"), OptionChoice([(r, _(w)) for r, w in ROLES.items() if r != "cell"], mandatory=True)
            )
            body = Field(
                _("Tập thể"),
                OptionChoice(
                    [(b, _(BODIES[b])) for b in ("committee", "standing_committee")], mandatory=True
                ),
            )
            office.set_value(known[step].office if step in known else "deciding")
            body.set_value(known[step].body if step in known else "committee")
            inner = box(row(28, office, body, None, gap=12))
            tick.toggled.connect(inner.setVisible)
            inner.setVisible(False)
            self.links[step] = (tick, office, body)
            parts += [tick, inner, 6]
        self.setLayout(
            column(
                Label(_("Những bước sau chi bộ, đánh dấu bước có trong quy định"), "small", "text2"),
                4,
                *parts,
            )
        )

    def value(self) -> Any:
        found = [
            {"step": step, "office": office.value(), "body": body.value(), "vote": self._votes.get(step, "")}
            for step, (tick, office, body) in self.links.items()
            if tick.isChecked()
        ]
        if not found:
            raise _missing()
        return found


class CriteriaValue(ValueEditor):
    """A set of criteria, a line each: part, title, most points."""

    def __init__(self, key: Key, last: Rule | None) -> None:
        super().__init__()
        self.key = key
        hint = _(
            "Mỗi dòng một tiêu chí: “chung: Đạo đức, lối sống = 10” hoặc “nhiệm vụ: Việc được giao = 70”."
        )
        self.lines = Field(_("Tiêu chí và điểm tối đa"), LongText(lines=8), hint=hint)
        words = {"general": "chung", "tasks": "nhiệm vụ"}
        known = last.criteria if last is not None else ()
        self.lines.set_value("\n".join(f"{words[one.part]}: {one.title} = {one.most}" for one in known))
        self.setLayout(column(self.lines))

    def value(self) -> Any:
        from app.procedures.setting_values import read_typed

        if not self.lines.value():
            raise _missing()
        return read_typed(self.key, self.lines.value())["value"]


def value_editor(key: Key, last: Rule | None, steps: list[tuple[str, str]]) -> ValueEditor:
    """The editor for a key's kind."""
    titles = option_titles()
    match key.kind:
        case "number":
            return NumberValue(False, last)
        case "period":
            return NumberValue(True, last)
        case "share":
            return ShareValue()
        case "list":
            return ManyOf(key.options, titles, last)
        case "chain":
            return ChainValue(steps, last)
        case "criteria":
            return CriteriaValue(key, last)
    return OneOf(key.options, titles)


class RuleDialog(DeedDialog):
    """Asks for the office's own value with the document it rests on."""

    def __init__(
        self,
        parent: QWidget,
        key: Key,
        last: Rule | None,
        steps: list[tuple[str, str]],
        do: Callable[[DeedDialog], Any],
    ) -> None:
        super().__init__(
            parent,
            _(key.title),
            _(
                "Chương trình chưa có nguồn cho thời gian này. Ghi giá trị theo văn bản đơn vị đang dùng; "
                "giá trị này chỉ có hiệu lực ở đơn vị mình."
            ),
            _("Dùng giá trị này"),
            do,
            width=560,
        )
        self.value = value_editor(key, last, steps)
        self.add(self.value)
        self.body.addLayout(
            row(
                (self.field("number", _("Số văn bản"), LineEdit(placeholder=_("ví dụ 15-HD/ĐU"))), 1),
                self.field("dated", _("Ngày ban hành"), DateEdit()),
                self.field("day", _("Áp dụng từ ngày"), DateEdit()),
                gap=14,
            )
        )
        self.finish()


def ask_rule(page: SittingPage, key: str, day: datetime.date) -> RuleDialog:
    """The dialog that sets the office's own value for a rule; it begins with the last one known on `day`."""
    from app.procedures.definitions import procedures

    with page.sitting.looking() as unit:
        book = unit.rulebook
    last, definition = book.on(day).last_known(key), book.keys[key]
    steps = [(s.id, _(s.title)) for p in procedures().values() for s in p.steps if s.chain == key]

    def put(dialog: Any) -> Any:
        from app.procedures.offices import PutSetting
        from app.procedures.people import day_field

        value = {"value": dialog.value.value(), "unit": dialog.value.unit()}
        number = dialog.text("number").strip()
        if not number:
            raise Refused("setting_without_document", _("Chưa ghi số văn bản."), field="number")
        dated = day_field(dialog.text("dated"), "dated")
        begins = day_field(dialog.text("day") or dated, "day")
        typed = {name: one for name, one in value.items() if name == "value" or one}
        done = page.sitting.do(PutSetting({key: typed}, begins, f"{number}@{dated}"))
        page.said(_("Đã ghi quy định của đơn vị: {title}").format(title=_(definition.title)), done)
        return done

    return RuleDialog(page, definition, last, steps, put)
