"""Two days side by side: which rules changed, their value, unit, base and source before and after."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout

from app.regulations.comparing import change_days
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.fact_fields import WholeDateEdit
from app.ui.pages.case.parts.option_words import option_titles
from app.ui.pages.rules import words as rules_words
from app.ui.pages.rules.part import TablePart
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import TOP, Hairline, Label, mark, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.editors import Choice
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.table import Column
from app.words import _, count_text, document_text

if TYPE_CHECKING:
    from app.regulations.rules import Rule
    from app.ui.pages.rules.page import RulesPage

_DAY = datetime.timedelta(days=1)


class ComparePart(TablePart):
    """The first day, the second day, and quick ways to the days on which rules change."""

    def __init__(self, page: RulesPage) -> None:
        from app.regulations.dates import PartialDate

        self.noun = _("quy định khác nhau")
        self.book = page.book()
        self.days = change_days(self.book)
        today = page.sitting.today
        last = next((day for day, _n in self.days if day <= today), today)
        self.first = WholeDateEdit(today.year + 1)
        self.second = WholeDateEdit(today.year + 1)
        for edit, day, spoken in (
            (self.first, last - _DAY, _("So ngày thứ nhất")),
            (self.second, today, _("với ngày thứ hai")),
        ):
            edit.set_value(PartialDate.of(day))
            edit.setMaximumWidth(134)
            edit.setAccessibleName(spoken)
            edit.value_changed.connect(lambda _value: self.read())
        self.jump = Choice(empty=_("Mốc thay đổi"))
        self.jump.setAccessibleName(_("Mốc thay đổi"))
        self.jump.value_changed.connect(self.around)
        self.today_button = Button(_("Đến hôm nay"))
        self.today_button.clicked.connect(lambda: self.set_days(second=today))
        super().__init__(
            page,
            [
                Column("title", _("Quy định"), width=190, grow=True, tone="text", must=True, wrap=True),
                Column("before", _("Trước"), width=130, grow=True, must=True, sortable=False, wrap=True),
                Column("after", _("Sau"), width=130, grow=True, must=True, sortable=False, wrap=True),
                Column("source", _("Nguồn"), width=126, must=True, sortable=False, wrap=True),
            ],
            row(
                self.first,
                8,
                Label("→", tone="text3"),
                8,
                self.second,
                12,
                self.jump,
                8,
                self.today_button,
                None,
            ),
            _("Quy định khác nhau giữa hai ngày"),
        )
        for edit in (self.first, self.second):
            edit.complained.connect(lambda sentence, edit=edit: self._complain(edit, sentence))

    def _complain(self, edit: WholeDateEdit, sentence: str) -> None:
        mark(edit, wrong=bool(sentence))
        edit.setAccessibleDescription(sentence)
        if sentence:
            self.page.frame.said(sentence)

    def set_days(self, first: datetime.date | None = None, second: datetime.date | None = None) -> None:
        """Compare other days."""
        from app.regulations.dates import PartialDate

        for edit, day in ((self.first, first), (self.second, second)):
            if day is not None:
                edit.set_value(PartialDate.of(day))
                mark(edit, wrong=False)
        self.read()

    def around(self, day: datetime.date) -> None:
        """The day before a change against its first day."""
        self.set_days(day - _DAY, day)

    def _chosen_days(self) -> tuple[datetime.date, datetime.date] | None:
        one, two = self.first.value(), self.second.value()
        return (one.first(), two.first()) if one is not None and two is not None else None

    def read(self) -> None:
        """Hold the two days against each other."""
        book = self.page.book()
        if book is not self.book:
            self.book, self.days = book, change_days(book)
        self.jump.set_options(
            [
                (day, _("{day} ({n} quy định đổi)").format(day=words.day_words(day), n=number))
                for day, number in self.days
            ]
        )
        days, titles = self._chosen_days(), option_titles()
        found = self.book.compare(*days) if days is not None else []
        self.rows = [
            {
                "id": one.key,
                "one": one.before,
                "two": one.after,
                "title": rules_words.short_title(_(one.title)),
                "before": rules_words.value_text(one.before, titles),
                "after": rules_words.value_text(one.after, titles),
                "source": _arrow(one.before, one.after),
            }
            for one in found
        ]
        self.ask()

    def empty(self) -> EmptyState:
        return EmptyState(
            "check", _("Hai ngày này quy định như nhau"), _("Chọn ngày khác hoặc một mốc thay đổi.")
        )

    def summary(self) -> str:
        days = self._chosen_days()
        if days is None:
            return _("Ghi đủ hai ngày để so sánh")
        first, second = (words.day_words(day) for day in days)
        return _("{n} quy định của ngày {first} khác ngày {second}").format(
            n=count_text(len(self.rows)), first=first, second=second
        )

    # One rule

    def fill(self, found: Mapping[str, Any]) -> None:
        one, two = found["one"], found["two"]
        self.place.addWidget(Label(_(self.book.keys[one.key].title), "section", bold=True, wrap=True))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        days = self._chosen_days() or (None, None)
        titles = option_titles()
        at = 0
        for what, left, right in (
            ("", words.day_words(days[0]), words.day_words(days[1])),
            (_("Giá trị"), rules_words.value_text(one, titles), rules_words.value_text(two, titles)),
            (_("Tính từ"), rules_words.base_words(one.base), rules_words.base_words(two.base)),
            (_("Nguồn"), rules_words.source_words(one), rules_words.source_words(two)),
            (_("Nội dung"), one.text if one.known else "", two.text if two.known else ""),
        ):
            if not (left or right):
                continue
            if what:
                grid.addWidget(Label(what, "small", "text3"), at, 0, 1, 2)
                at += 1
            for column, text in enumerate((left, right)):
                changed = what in ("", _("Giá trị")) or left != right
                part = Label(text or "–", "base" if what in ("", _("Giá trị")) else "small", wrap=True)
                part.set_bold(not what)
                part.set_tone("text" if changed else "text2")
                part.setAccessibleName(f"{what} {(left, right)[column]}".strip())
                grid.addWidget(part, at, column, TOP)
            at += 1
        for column, rule in enumerate((one, two)):
            grid.addWidget(Badge(*rules_words.confidence_badge(rule)), at, column)
        self.place.addSpacing(10)
        self.place.addLayout(grid)
        self.place.addSpacing(12)
        self.place.addWidget(Hairline())
        self.place.addSpacing(8)
        link = Button(_("Xem quy định này"), "link")
        day = days[1]
        link.clicked.connect(lambda: self.page.opened(rule=one.key, day=day))
        self.place.addLayout(row(link, None))


def _arrow(one: Rule, two: Rule) -> str:
    left, right = (document_text(rule.document.partition("@")[0]) or "–" for rule in (one, two))
    return left if left == right else f"{left} → {right}"
