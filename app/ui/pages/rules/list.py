"""The rules of a day: search and filters, a table, and beside it one rule with its source and its history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy

from app.models.folding import fold
from app.regulations.comparing import spans
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.option_words import option_titles
from app.ui.pages.case.parts.rule_dialog import RuleDialog, ask_rule
from app.ui.pages.case.parts.rule_words import rule_view
from app.ui.pages.case.parts.side import RuleCard, rule_badge
from app.ui.pages.rules import words as rules_words
from app.ui.pages.rules.part import TablePart
from app.ui.widgets.base import Hairline, Label, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.editors import Choice
from app.ui.widgets.facts import FactList
from app.ui.widgets.search_box import SearchBox
from app.ui.widgets.table import Cell, Column
from app.words import _, count_text, document_text

if TYPE_CHECKING:
    from app.regulations.rulebook import Rulebook
    from app.regulations.rules import Rule
    from app.ui.pages.rules.page import RulesPage


class RuleList(TablePart):
    """One table for the day of the page; the pane shows the rule selected."""

    def __init__(self, page: RulesPage) -> None:
        self.noun = _("quy định")
        self.search = SearchBox(_("Tìm quy định"))
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(220)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.topic = Choice([("all", _("Mọi chủ đề"))])
        self.topic.setAccessibleName(_("Chủ đề"))
        self.layer = Choice([("all", _("Mọi cấp"))])
        self.layer.setAccessibleName(_("Cấp ban hành"))
        self.chips = ChipBar(spoken=_("Lọc theo độ tin cậy"))
        super().__init__(
            page,
            [
                Column("title", _("Quy định"), width=210, grow=True, tone="text", must=True, wrap=True),
                Column("value", _("Giá trị"), width=140, grow=True, sortable=False, must=True, wrap=True),
                Column("source", _("Nguồn"), width=124, must=True, wrap=True),
                Column("confidence", _("Độ tin cậy"), width=130, priority=2),
                Column("layer", _("Cấp"), width=96, priority=3, wrap=True),
            ],
            row(self.search, 8, self.topic, 8, self.layer, 12, (self.chips, 1)),
            _("Quy định có hiệu lực"),
        )
        self.card: RuleCard | None = None
        for choice in (self.topic, self.layer):
            choice.set_value("all")
            choice.value_changed.connect(lambda _value: self.ask())
        self.search.asked.connect(lambda _text: self.ask())
        self.chips.chosen.connect(lambda _key: self.ask())

    # Rows

    def read(self) -> None:
        """Read the rules of the day."""
        titles = option_titles()
        self.book = book = self.page.book()
        rules = book.on(self.page.day)
        self.rows = [self._row(book, rules[key], titles) for key in book.keys]
        counts = {
            key: sum(1 for one in self.rows if one["view"].confidence == key)
            for key in ("confirmed", "single", "doubtful", "office", "none")
        }
        self.chips.set_options(
            [
                ("all", _("Tất cả"), len(self.rows)),
                ("unknown", _("Chưa có nguồn"), counts["none"]),
                ("own", _("Theo quy định của cấp ủy"), counts["office"]),
                ("confirmed", _("Đã đối chiếu"), counts["confirmed"]),
                ("single", _("Mới có một nguồn"), counts["single"]),
                ("doubtful", _("Chưa kiểm chứng"), counts["doubtful"]),
            ]
        )
        topics = {one["topic"] for one in self.rows}
        self._offer(self.topic, _("Mọi chủ đề"), [t[:2] for t in rules_words.TOPICS if t[0] in topics])
        layers = {one["rule"].layer for one in self.rows}
        self._offer(self.layer, _("Mọi cấp"), [found for found in rules_words.LAYERS if found[0] in layers])
        self.ask()

    @staticmethod
    def _offer(choice: Choice, every: str, options: list[tuple[str, str]]) -> None:
        choice.set_options([("all", every), *((key, _(title)) for key, title in options)])
        if choice.value() is None:
            choice.set_value("all")

    def _row(self, book: Rulebook, rule: Rule, titles: dict[str, str]) -> Mapping[str, Any]:
        view = rule_view(book, rule.key, self.page.day)
        badge = rule_badge(view)
        return {
            "id": rule.key,
            "rule": rule,
            "view": view,
            "topic": rules_words.topic_of(rule.key),
            "said": fold(f"{view.title} {view.said} {view.source} {rule.document}"),
            "title": rules_words.short_title(view.title),
            "value": rules_words.value_text(rule, titles) if rule.known else "–",
            "source": view.source if rule.known else "–",
            "confidence": Cell(badge.text, badge.tone),
            "layer": rules_words.layer_words(rule.layer) if rule.known else "–",
        }

    def found(self) -> list[Mapping[str, Any]]:
        parts, chip = fold(self.search.text().strip()).split(), self.chips.value
        kind = {"unknown": "none", "own": "office"}.get(chip, chip)
        topic, layer = self.topic.value(), self.layer.value()
        return [
            one
            for one in self.rows
            if kind in ("", "all", one["view"].confidence)
            and topic in (None, "all", one["topic"])
            and layer in (None, "all", one["rule"].layer)
            and all(part in one["said"] for part in parts)
        ]

    def show_rule(self, rule: str) -> None:
        """Bring a rule to the front, whatever was filtered."""
        self.chips.set_value("all")
        self.search.clear()
        for choice in (self.topic, self.layer):
            choice.set_value("all")
        self.ask()
        self.choose(rule)
        self.show_chosen()
        self.view.setFocus()

    def summary(self) -> str:
        unknown = sum(1 for one in self.rows if not one["rule"].known)
        return _("Có hiệu lực ngày {day}; {n} quy định chưa có nguồn").format(
            day=words.day_words(self.page.day), n=count_text(unknown)
        )

    # One rule

    def fill(self, found: Mapping[str, Any]) -> None:
        rule, view = found["rule"], found["view"]
        value = rules_words.value_text(rule)
        if rule.known:
            self.place.addWidget(Label(view.title, "section", bold=True, wrap=True))
            self.place.addSpacing(10)
            if value not in view.said:
                self.place.addWidget(Label(value, bold=True, wrap=True))
                self.place.addSpacing(8)
        self.card = RuleCard(view, self.page.may_set)
        self.card.set_asked.connect(self.ask_rule)
        self.place.addWidget(self.card)
        facts: list[tuple[str, Any]] = []
        if rule.known:
            facts.append((_("Cấp"), rules_words.layer_words(rule.layer)))
            if rule.issuer and rule.layer != "central":
                facts.append((_("Nơi ban hành"), rule.issuer))
            if base := rules_words.base_words(rule.base):
                facts.append((_("Tính từ"), base))
        if facts:
            made = FactList(facts, gap=5)
            made.layout().setColumnMinimumWidth(0, 92)  # type: ignore[union-attr]  # in line with the card's
            self.place.addSpacing(5)
            self.place.addWidget(made)
        self._history(rule.key)

    def _history(self, key: str) -> None:
        """Every window of the key, newest first; a click goes to its first day."""
        self.place.addSpacing(14)
        self.place.addWidget(Hairline())
        self.place.addSpacing(10)
        self.place.addWidget(Label(_("Qua các thời kỳ"), bold=True))
        titles = option_titles()
        lived = spans(self.book, key)
        for rule in lived:
            days = rules_words.span_words(rule.start, rule.end)
            now = rule.lives(self.page.day)
            jump = Button(days, "link")
            jump.setAccessibleName(_("Xem quy định {days}").format(days=days))
            jump.clicked.connect(lambda _checked=False, day=rule.start: self.page.set_day(day))
            self.place.addSpacing(6)
            self.place.addLayout(row(jump, 8, Label(_("đang xem") if now else "", "small", "text3"), None))
            said = rules_words.value_text(rule, titles)
            tone = "text" if now else "text2"
            self.place.addWidget(Label(said, "small", tone, bold=now, wrap=True))
            if rule.document:
                mark = "" if rule.known and rule.confidence == "confirmed" else f" · {_short(rule)}"
                source = document_text(rule.source_text()) + mark
                self.place.addWidget(Label(source, "small", "text3", wrap=True))

        seen = {(rule.layer, rule.document, rule.value) for rule in lived}
        hidden = [
            rule
            for rule in reversed(self.book.history(key))
            if rule.known and (rule.layer, rule.document, rule.value) not in seen
        ]
        if hidden:
            self.place.addSpacing(12)
            self.place.addWidget(Label(_("Có quy định riêng thay cho"), bold=True))
        for rule in hidden:
            said = f"{rules_words.span_words(rule.start, rule.end)}: {rules_words.value_text(rule, titles)}"
            source = f"{rules_words.layer_words(rule.layer)}, {document_text(rule.source_text())}"
            self.place.addSpacing(6)
            self.place.addWidget(Label(said, "small", "text2", wrap=True))
            self.place.addWidget(Label(source, "small", "text3", wrap=True))

    def ask_rule(self, key: str) -> None:
        """Ask for the office's own value."""
        self.rule_dialog(key).ask()

    def rule_dialog(self, key: str) -> RuleDialog:
        """The dialog that sets a rule."""
        return ask_rule(self.page, key, self.page.day)


def _short(rule: Rule) -> str:
    return words.lower_first(rules_words.confidence_badge(rule)[0])
