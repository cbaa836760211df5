"""The panel at the right: the rules of the step in view with their source, then the checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.case.parts.rule_words import CheckView, RuleView
from app.ui.widgets.badge import Badge, confidence_badge
from app.ui.widgets.base import Hairline, Label, box, clear, column, ground, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.checks import Check, CheckList
from app.ui.widgets.facts import FactList
from app.ui.widgets.scroll import ScrollColumn
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.case.parts.views import CaseView

_SEP = "|"


def rule_badge(rule: RuleView) -> Badge:
    """How sure a rule is."""
    if rule.confidence == "doubtful":
        return Badge(_("Chưa kiểm chứng"), "grey")
    return confidence_badge(rule.confidence)


class RuleCard(QWidget):
    """One rule: in short words, source, days, confidence, arithmetic; an unknown one offers to be set."""

    set_asked = Signal(str)

    def __init__(self, rule: RuleView, may_set: bool, *, first: bool = True) -> None:
        super().__init__()
        self.rule = rule
        self.how = Label(rule.how, wrap=True)
        self.set_button: Button | None = None
        parts: list = [Label(rule.said, "lead" if first else "base", wrap=True), 10 if first else 3]
        parts.append(self._known(rule, first) if rule.known else self._unknown(rule, may_set))
        self.setLayout(column(*parts))

    def _known(self, rule: RuleView, first: bool) -> QWidget:
        if not first:
            return self._short(rule)
        facts: list[tuple[str, str | QWidget]] = [(_("Nguồn"), rule.source)]
        facts += [(_("Ngày ban hành"), rule.issued)] if rule.issued else []
        facts += [(_("Có hiệu lực"), rule.effect)] if rule.effect else []
        facts.append((_("Độ tin cậy"), rule_badge(rule)))
        if rule.how:
            facts.append((_("Cách tính"), rule.how))
        self.facts = FactList(facts, gap=5)
        if rule.note and rule.confidence != "office":
            return box(column(self.facts, 6, Label(rule.note, "small", "text2", wrap=True)))
        return self.facts

    def _short(self, rule: RuleView) -> QWidget:
        """A further rule of the step: source and days in one line."""
        days = [_("ngày {day}").format(day=rule.issued)] if rule.issued else []
        days += (
            [_("có hiệu lực {day}").format(day=rule.effect)] if rule.effect not in ("", rule.issued) else []
        )
        parts: list = [Label(", ".join([rule.source, *days]), "small", "text2", wrap=True)]
        if rule.how:
            parts += [2, Label(rule.how, "small", "text2", wrap=True)]
        parts += [4, row(rule_badge(rule), None)]
        return box(column(*parts))

    def _unknown(self, rule: RuleView, may_set: bool) -> QWidget:
        parts: list = [4, row(rule_badge(rule), None), 6]
        if rule.last:
            parts += [
                Label(_("Lần cuối được biết, nay không còn dùng:"), "small", "text3"),
                Label(rule.last, "small", "text3", wrap=True),
                Label(rule.last_source, "small", "text3", wrap=True),
                8,
            ]
        else:
            parts += [
                Label(
                    _("Chương trình chưa đọc được văn bản nào nói về điều này."), "small", "text2", wrap=True
                ),
                8,
            ]
        if may_set:
            self.set_button = Button(_("Ghi quy định đang dùng"))
            self.set_button.setAccessibleName(_("Ghi quy định đang dùng: {title}").format(title=rule.title))
            self.set_button.clicked.connect(lambda: self.set_asked.emit(rule.key))
            parts.append(row(self.set_button, None))
        return box(column(*parts))


class CaseChecks(CheckList):
    """The checks; a blocking one also offers the paper that allows the case all the same."""

    except_asked = Signal(str)

    def _build(self, folded: bool) -> None:
        super()._build(folded)
        for made in list(self.rows):
            if made.check.state == "blocked" and (name := made.check.key.split(_SEP)[0]):
                link = Button(_("Có văn bản cho phép"), "link")
                link.clicked.connect(lambda _checked=False, name=name: self.except_asked.emit(name))
                at = self._rows.indexOf(made)
                self._rows.insertLayout(at + 1, row(28, link, None))


class RulePanel(QWidget):
    """Rules and checks of the step in view."""

    set_asked = Signal(str)
    jump = Signal(str)
    except_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        ground(self, "surface")
        self._rules = column(gap=0)
        self.checks = CaseChecks()
        self.checks.jump.connect(lambda key: self.jump.emit(key.split(_SEP)[1]))
        self.checks.except_asked.connect(self._except)
        self.head = Label(_("Quy định"), "section", bold=True)
        self._line = Hairline()
        self.nothing = Label(_("Bước này không có mục kiểm tra nào."), "small", "text3", wrap=True)
        self._more = column(gap=0)
        body = column(
            self.head,
            8,
            self._rules,
            14,
            self._line,
            10,
            self.checks,
            self.nothing,
            8,
            self._more,
            None,
            margins=(20, 18, 18, 18),
        )
        self.setLayout(column(ScrollColumn(body, under="surface")))
        self.cards: list[RuleCard] = []
        self._shown: tuple[object, ...] = ()
        self._texts: dict[str, str] = {}

    def show_step(
        self,
        rules: Sequence[RuleView],
        checks: Sequence[CheckView],
        view: CaseView,
        may_set: bool,
        how: str = "",
    ) -> None:
        """Show the rules and checks of a step; drawn anew only where something changed."""
        if (tuple(rules), may_set, how) != self._shown:
            self._shown = (tuple(rules), may_set, how)
            self._draw_rules(rules, may_set, how)
        self._texts = {c.check: c.text for c in checks}
        made = [Check(c.state, c.text, self._link(c, view), f"{c.check}{_SEP}{c.field}") for c in checks]
        if made != getattr(self, "_made", None):
            self._made = made
            self.checks.set_checks(made)
        shown(self.checks, bool(made))
        shown(self.nothing, not made)

    def _draw_rules(self, rules: Sequence[RuleView], may_set: bool, how: str) -> None:
        from dataclasses import replace

        clear(self._rules)
        self.cards = []
        main = [r for r in rules if r.main]
        more = [r for r in rules if not r.main]
        for at, rule in enumerate(main):
            if at:
                self._rules.addSpacing(12)
                self._rules.addWidget(Hairline())
                self._rules.addSpacing(12)
            if at == 0 and how and rule.known:
                rule = replace(rule, how=how)
            self._add_card(rule, may_set, at == 0)
        if not main:
            text = Label(_("Chương trình không có quy định riêng cho bước này."), "small", "text2", wrap=True)
            self._rules.addWidget(text)
        clear(self._more)
        if more:
            self._draw_more(more, may_set)

    def _draw_more(self, more: Sequence[RuleView], may_set: bool) -> None:
        link = Button(
            _("Quy định khác của bước này ({n})").format(n=len(more)), "link", trailing="arrow-down-s"
        )
        rest = column(gap=0)
        holder = box(rest)
        for rule in more:
            rest.addSpacing(10)
            rest.addWidget(Hairline())
            rest.addSpacing(10)
            card = RuleCard(rule, may_set, first=False)
            card.set_asked.connect(self.set_asked)
            self.cards.append(card)
            rest.addWidget(card)
        shown(holder, False)

        def unfold() -> None:
            shown(holder, True)
            shown(link, False)

        link.clicked.connect(unfold)
        self._more.addLayout(row(link, None))
        self._more.addWidget(holder)

    def _add_card(self, rule: RuleView, may_set: bool, first: bool) -> None:
        card = RuleCard(rule, may_set, first=first)
        card.set_asked.connect(self.set_asked)
        self.cards.append(card)
        self._rules.addWidget(card)

    def _link(self, check: CheckView, view: CaseView) -> str:
        if check.state not in ("blocked", "reminder") or not check.field:
            return ""
        head, _colon, form = check.field.partition(":")
        if head == "paper":
            return _("Ghi giấy {form}").format(form=form)
        step = head.partition(".")[0]
        if step == "person":
            return _("Sửa trong hồ sơ người này")
        entry = view.entry_of(step)
        return _("Sửa ở bước {n}").format(n=entry.number) if entry is not None else ""

    def _except(self, check: str) -> None:
        self.except_asked.emit(check, self._texts.get(check, ""))

    def count_words(self) -> str:
        """What waits inside, for the button of the drawer: "1 chặn, 1 nhắc"."""
        made = getattr(self, "_made", [])
        blocked = sum(1 for c in made if c.state == "blocked")
        reminded = sum(1 for c in made if c.state == "reminder")
        unknown = sum(1 for card in self.cards if not card.rule.known and card.rule.main)
        parts = [_("{n} chặn").format(n=blocked)] if blocked else []
        parts += [_("{n} nhắc").format(n=reminded)] if reminded else []
        parts += [_("{n} chưa rõ").format(n=unknown)] if unknown and not parts else []
        return ", ".join(parts)
