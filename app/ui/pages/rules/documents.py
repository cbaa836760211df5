"""The catalogue of documents on a day: in force or not, what replaced what, which rules rest on each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.folding import fold
from app.ui.pages.case.parts import words
from app.ui.pages.rules import words as rules_words
from app.ui.pages.rules.part import TablePart
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Hairline, Label, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.facts import FactList, NoteRow
from app.ui.widgets.search_box import SearchBox
from app.ui.widgets.table import Cell, Column
from app.words import N_, _, count_text, document_text

if TYPE_CHECKING:
    from app.regulations.rules import Document, Rule
    from app.ui.pages.rules.page import RulesPage

STATES = {
    "now": (N_("Đang có hiệu lực"), "green"),
    "past": (N_("Hết hiệu lực"), "grey"),
    "later": (N_("Chưa có hiệu lực"), "amber"),
}


class DocumentList(TablePart):
    """One row for each document; a number that came twice stands twice, with its date."""

    def __init__(self, page: RulesPage) -> None:
        self.noun = _("văn bản")
        self.search = SearchBox(_("Tìm văn bản"))
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(260)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips = ChipBar(spoken=_("Lọc văn bản"))
        super().__init__(
            page,
            [
                Column("number", _("Số văn bản"), width=146, tone="text", must=True),
                Column("dated", _("Ngày"), width=92, must=True),
                Column("title", _("Tên văn bản"), width=200, grow=True, wrap=True, must=True),
                Column("issuer", _("Nơi ban hành"), width=150, wrap=True, priority=3),
                Column("span", _("Hiệu lực"), width=120, wrap=True, priority=2),
                Column("state", _("Tình trạng"), width=120, priority=1),
            ],
            row(self.search, 12, (self.chips, 1)),
            _("Danh mục văn bản"),
        )
        self.search.asked.connect(lambda _text: self.ask())
        self.chips.chosen.connect(lambda _key: self.ask())

    def read(self) -> None:
        """Read the catalogue on the day of the page."""
        self.book = self.page.book()
        known = sorted(self.book.documents.values(), key=lambda d: (d.start, d.id), reverse=True)
        self.rows = [self._row(one) for one in known]
        counts = {key: sum(1 for one in self.rows if one["is"] == key) for key in STATES}
        unsure = sum(1 for one in self.rows if one["unsure"])
        self.chips.set_options(
            [
                *((key, _(STATES[key][0]), n) for key, n in counts.items()),
                ("unsure", _("Có điều chưa kiểm chứng"), unsure),
                ("all", _("Tất cả"), len(self.rows)),
            ]
        )
        self.ask()

    def _row(self, one: Document) -> Mapping[str, Any]:
        day = self.page.day
        state = "now" if one.in_force(day) else "later" if one.start > day else "past"
        rules = [rule for key in self.book.keys for rule in self.book.history(key) if rule.document == one.id]
        unsure = (
            one.confidence != "confirmed"
            or one.start_confidence != "confirmed"
            or any(not rule.known or rule.confidence != "confirmed" for rule in rules)
        )
        title, tone = STATES[state]
        return {
            "id": one.id,
            "document": one,
            "rules": rules,
            "is": state,
            "unsure": unsure,
            "said": fold(f"{one.number} {words.date_of(one.dated)} {one.title} {one.issuer}"),
            "number": document_text(one.number),
            "dated": words.date_of(one.dated),
            "dated_order": one.dated,
            "title": _(one.title),
            "issuer": _(one.issuer),
            "span": rules_words.span_words(one.start, one.end),
            "span_order": one.start.isoformat(),
            "state": Cell(_(title), tone) if state != "now" else Cell(_(title)),
        }

    def found(self) -> list[Mapping[str, Any]]:
        parts, chip = fold(self.search.text().strip()).split(), self.chips.value
        return [
            one
            for one in self.rows
            if (chip in ("", "all", one["is"]) or (chip == "unsure" and one["unsure"]))
            and all(part in one["said"] for part in parts)
        ]

    def summary(self) -> str:
        now = sum(1 for one in self.rows if one["is"] == "now")
        return _("{n} văn bản có hiệu lực ngày {day}, {all} trong danh mục").format(
            n=count_text(now), day=words.day_words(self.page.day), all=count_text(len(self.rows))
        )

    # One document

    def fill(self, found: Mapping[str, Any]) -> None:
        one: Document = found["document"]
        self.place.addWidget(Label(document_text(one.number), "section", bold=True, wrap=True))
        self.place.addSpacing(2)
        self.place.addWidget(Label(_(one.title), wrap=True))
        self.place.addSpacing(10)
        title, tone = STATES[found["is"]]
        facts: list[tuple[str, str | QWidget]] = [
            (_("Ngày ban hành"), found["dated"] or "–"),
            (_("Nơi ban hành"), _(one.issuer)),
            (_("Hiệu lực"), found["span"]),
            (_("Tình trạng"), Badge(_(title), tone)),
        ]
        facts += [(_("Thay thế"), self._named(other)) for other in one.replaces]
        facts += [(_("Được thay bằng"), self._named(d.id)) for d in self.book.replaced_by(one.id)]
        self.place.addWidget(FactList(facts, gap=5))
        for sentence in self._unverified(one, found["rules"]):
            self.place.addSpacing(8)
            self.place.addWidget(NoteRow("error-warning", sentence, tone="amber"))
        if one.note:
            self.place.addSpacing(8)
            self.place.addWidget(Label(_(one.note), "small", "text2", wrap=True))
        self._rules(found["rules"])

    def _named(self, name: str) -> str:
        number, _at, dated = name.partition("@")
        return _("{number} ngày {day}").format(number=document_text(number), day=words.date_of(dated))

    @staticmethod
    def _unverified(one: Document, rules: list[Rule]) -> list[str]:
        found = []
        if one.confidence != "confirmed":
            found.append(
                _("Mới có một nguồn nói có văn bản này.")
                if one.confidence == "reported"
                else _("Chưa kiểm chứng có văn bản này.")
            )
        if one.start_confidence != "confirmed":
            found.append(_("Chưa rõ ngày có hiệu lực; chương trình lấy ngày ban hành."))
        unknown = len({rule.key for rule in rules if not rule.known})
        loose = len({rule.key for rule in rules if rule.known and rule.confidence != "confirmed"})
        if unknown:
            found.append(_("{n} quy định của văn bản này chưa biết nội dung.").format(n=unknown))
        if loose:
            found.append(_("{n} quy định mới có một nguồn hoặc chưa kiểm chứng.").format(n=loose))
        return found

    def _rules(self, rules: list[Rule]) -> None:
        self.place.addSpacing(14)
        self.place.addWidget(Hairline())
        self.place.addSpacing(10)
        keys = {rule.key: rule for rule in rules}
        self.place.addWidget(Label(_("Quy định dựa vào văn bản này ({n})").format(n=len(keys)), bold=True))
        if not keys:
            text = _("Chương trình chưa lấy quy định nào từ văn bản này.")
            self.place.addWidget(Label(text, "small", "text2", wrap=True))
        for rule in keys.values():
            title = _(self.book.keys[rule.key].title)
            self.place.addSpacing(8)
            self.place.addWidget(Label(title, "small", "text", wrap=True))
            link = Button(_("Xem"), "link")
            link.setAccessibleName(_("Xem quy định: {title}").format(title=title))
            link.clicked.connect(
                lambda _checked=False, rule=rule: self.page.opened(
                    rule=rule.key, day=rule.start if not rule.lives(self.page.day) else self.page.day
                )
            )
            point = document_text(rule.source_text()).partition(", ")[2]
            said = ", ".join(part for part in (point, rules_words.confidence_badge(rule)[0]) if part)
            self.place.addLayout(row((Label(said, "small", "text3", wrap=True), 1), 6, link))
