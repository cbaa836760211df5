"""Quy định: what holds on a day, where it comes from and how sure it is; unknown values can be set."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.folding import fold
from app.ui.page import Room
from app.ui.pages.case_parts import words
from app.ui.pages.case_parts.fact_fields import WholeDateEdit
from app.ui.pages.case_parts.rule_dialog import RuleDialog, ask_rule, option_titles
from app.ui.pages.case_parts.rule_words import RuleView, rule_view, value_words
from app.ui.pages.case_parts.side import RuleCard, rule_badge
from app.ui.pages.common import SittingPage
from app.ui.widgets.base import Label, box, clear, column, mark, row, shown
from app.ui.widgets.card import Card
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.search_box import SearchBox
from app.ui.widgets.table import Cell, Column, PagedTableModel, TablePanel
from app.words import _, count_text, document_text

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting

PANE = 296
LONG = 70


class RulesPage(SittingPage):
    """One table for a day; the pane shows the rule selected."""

    guide = "rules"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        from app.regulations.dates import PartialDate

        self.day = sitting.today
        self.rows: list[tuple[RuleView, str]] = []
        self._loaded = False
        self.date = WholeDateEdit(sitting.today.year + 1)
        self.date.set_value(PartialDate.of(self.day))
        self.date.setMaximumWidth(134)
        self.date.setAccessibleName(_("Quy định có hiệu lực vào ngày"))
        self.wrong = Label("", "small", "rust", wrap=True)
        self.search = SearchBox(_("Tìm quy định"))
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(250)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips = ChipBar(spoken=_("Lọc quy định"))
        self.model = PagedTableModel(
            [
                Column("title", _("Quy định"), width=230, grow=True, tone="text", must=True),
                Column("value", _("Giá trị"), width=100, priority=2, sortable=False),
                Column("source", _("Nguồn"), width=150, priority=3),
                Column("confidence", _("Độ tin cậy"), width=130, priority=1, sortable=False),
            ],
            self._fetch,
            count=lambda _where: len(self._found()),
            parent=self,
        )
        self.table = TablePanel(self.model, noun=_("quy định"), spoken=_("Quy định có hiệu lực"))
        self.view = self.table.view
        self._place = column(gap=0)
        self.pane = Card()
        self.pane.add(ScrollColumn(box(column(self._place, None, margins=(20, 20, 18, 18)))), 1)
        self.side = FoldingPanel(self, self.pane, _("Chi tiết"), width=PANE, icon="information")
        self.card: RuleCard | None = None
        self._bar = row(self.date, 10, self.search, 18, (self.chips, 1))
        self._body = row((self.table, 1), self.side, gap=24)
        self._whole = column(self._bar, 6, self.wrong, 7, (box(self._body), 1), margins=(24, 0, 24, 24))
        self.setLayout(self._whole)
        shown(self.wrong, False)
        self._chosen = QTimer(self)
        self._chosen.setSingleShot(True)
        self._chosen.setInterval(40)
        self._chosen.timeout.connect(self._show_chosen)
        self.view.chosen.connect(lambda _id: self._chosen.start())
        self.table.opened.connect(lambda _id: self.side.open())
        self.search.asked.connect(lambda _text: self.ask())
        self.chips.chosen.connect(lambda _key: self.ask())
        self.date.value_changed.connect(self._day_typed)
        self.date.complained.connect(self._complain)

    # Rows

    def opened(self, rule: str = "", day: datetime.date | None = None, **where: Any) -> None:
        if day is not None or not self._loaded:
            self._loaded = True
            self.day = day or self.day
            self.read()
        if rule:
            self.chips.set_value("all")
            self.search.clear()
            self.ask()
            self.model.id_at(next((n for n, (one, _v) in enumerate(self._found()) if one.key == rule), 0))
            self.view.choose(rule)
            self._show_chosen()
        self.view.setFocus()

    def refresh(self, changes: Any = None) -> None:
        if self._loaded and not getattr(changes, "cases", None) and not getattr(changes, "persons", None):
            kept = self.view.current_id()
            self.read()
            if kept is not None:
                self.view.choose(kept)

    def read(self) -> None:
        """Read the rules of the day."""
        titles = option_titles()
        with self.sitting.looking() as unit:
            book = unit.rulebook
        rules = book.on(self.day)
        found = []
        for key in book.keys:
            rule = rules[key]
            value = value_words(rule)
            if isinstance(rule.value, str):
                value = titles.get(rule.value, rule.value)
            elif isinstance(rule.value, tuple) and all(isinstance(i, str) for i in rule.value):
                value = ", ".join(titles.get(str(i), str(i)) for i in rule.value)
            found.append((rule_view(book, key, self.day), value))
        self.rows = found
        unknown = sum(1 for r, _v in found if not r.known)
        own = sum(1 for r, _v in found if r.confidence == "office")
        self.chips.set_options(
            [
                ("all", _("Tất cả"), len(found)),
                ("unknown", _("Chưa có nguồn"), unknown),
                ("own", _("Theo quy định của cấp ủy"), own),
            ]
        )
        self.ask()

    def _found(self) -> list[tuple[RuleView, str]]:
        text, chip = fold(self.search.text().strip()), self.chips.value
        return [
            (rule, value)
            for rule, value in self.rows
            if (chip != "unknown" or not rule.known)
            and (chip != "own" or rule.confidence == "office")
            and all(part in fold(f"{rule.title} {rule.said} {rule.source}") for part in text.split())
        ]

    def _fetch(self, offset: int, limit: int, sort: tuple[str, bool] | None, where: Any) -> Sequence[Any]:
        found = self._found()
        if sort is not None:
            found.sort(
                key=lambda pair: fold(pair[0].source if sort[0] == "source" else pair[0].title),
                reverse=sort[1],
            )
        rows = []
        for rule, value in found[offset : offset + limit]:
            badge = rule_badge(rule)
            short = value if len(value) <= 16 else _("xem chi tiết")
            rows.append(
                {
                    "id": rule.key,
                    "title": short_title(rule.title),
                    "value": short if rule.known else "–",
                    "source": document_text(rule.source) if rule.known else "–",
                    "confidence": Cell(badge.text, badge.tone),
                }
            )
        return rows

    def ask(self) -> None:
        """Ask anew as search and chips say."""
        self.model.ask()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        else:
            self.table.set_empty(
                EmptyState("search", _("Không thấy quy định nào"), _("Thử từ khác, hoặc chọn “Tất cả”."))
            )
        self._show_chosen()
        self.head_changed.emit()

    def _complain(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        shown(self.wrong, bool(sentence))
        mark(self.date, wrong=bool(sentence))

    def _day_typed(self, value: Any) -> None:
        if value is not None and value.whole:
            self.day = value.first()
            self.read()

    def summary(self) -> str:
        unknown = sum(1 for rule, _v in self.rows if not rule.known)
        return _("Có hiệu lực ngày {day}; {n} quy định chưa có nguồn").format(
            day=words.day_words(self.day), n=count_text(unknown)
        )

    def head_actions(self) -> list[QWidget]:
        return [self.side.button]

    def arrange(self, room: Room) -> None:
        self.side.arrange(room)
        self._body.setSpacing(room.gap)
        narrow = room == Room.NARROW
        edge = 20 if narrow else 24
        self._whole.setContentsMargins(edge, 0, edge, 16 if narrow else 24)
        self.head_changed.emit()

    # One rule

    def _show_chosen(self) -> None:
        clear(self._place)
        key = self.view.current_id()
        found = next(((rule, value) for rule, value in self.rows if rule.key == key), None)
        self.card = None
        if found is None:
            return
        rule, value = found
        if rule.known:
            self._place.addWidget(Label(rule.title, "section", bold=True, wrap=True))
            self._place.addSpacing(10)
        if rule.known and value not in rule.said:
            self._place.addWidget(Label(value, bold=True, wrap=True))
            self._place.addSpacing(8)
        self.card = RuleCard(rule, self.may_set)
        self.card.set_asked.connect(self.ask_rule)
        self._place.addWidget(self.card)

    @property
    def may_set(self) -> bool:
        """Whether the user may set values of the office."""
        from app.storage.rights import ROLES

        return "admin" in ROLES.get(self.sitting.workspace.user.role, set())

    def ask_rule(self, key: str) -> None:
        """Ask for the office's own value."""
        self.rule_dialog(key).ask()

    def rule_dialog(self, key: str) -> RuleDialog:
        """The dialog that sets a rule."""
        return ask_rule(self, key, self.day)


def short_title(title: str) -> str:
    """A long title up to its last comma that fits the table; the pane has all of it."""
    if len(title) <= LONG:
        return title
    cut = max(title.rfind(mark, 24, LONG) for mark in (",", ";"))
    return title[:cut] if cut > 0 else title
