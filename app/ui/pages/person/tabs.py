"""The tabs of a person's page as they are read: groups of facts, the course, cases, papers, journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from sqlalchemy.orm import Session

from app.models import Person, PersonStanding
from app.procedures.titles import FIELD_TITLES
from app.ui.pages.common import date_words
from app.ui.pages.person import history
from app.ui.pages.person.fields import GROUPS, value_of, words_of
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Hairline, Label, box, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import FactList, NoteRow
from app.words import _

if TYPE_CHECKING:
    from app.procedures.party_age import PartyAge

DATE = 100  # width of the column of days
_SIDES = (0, 16, 24, 24)


class RecordTab(QWidget):
    """Cards of facts in two columns; empty fields wait in the form, missing ones are named."""

    edit_asked = Signal(str)

    def __init__(
        self,
        record: Person,
        standing: PersonStanding,
        since: str | None,
        own: bool,
        age: PartyAge | None = None,
    ) -> None:
        super().__init__()
        self._cards: list[Card] = []
        if standing.incomplete:
            self._cards.append(self._missing(standing))
        for title, names in GROUPS:
            values = [(name, value_of(name, record, standing, since)) for name in names]
            facts = [
                (_short(name), words_of(name, value))
                for name, value in values
                if value not in (None, "", False)
            ]
            if facts:
                self._cards.append(self._card(title, facts, own))
        if age is not None:
            self._cards.insert(min(1, len(self._cards)), self._dates(standing, age))
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*_SIDES)
        self._grid.setSpacing(16)
        self._place(2)

    def _card(self, title: str, facts: list[tuple[str, str]], own: bool) -> Card:
        made = Card()
        listed = FactList(facts)
        listed.layout().setColumnMinimumWidth(0, 142)  # type: ignore[union-attr]  # values of all cards in one line
        head = row(Label(_(title), "section", bold=True), None)
        if own:
            change = Button(_("Sửa"), "link")
            change.setAccessibleName(_("Sửa: {group}").format(group=_(title)))
            change.clicked.connect(lambda: self.edit_asked.emit(title))
            head.addWidget(change)
        made.add_padded(head, 12, 8)
        made.add_padded(listed, 0, 18)
        return made

    def _dates(self, standing: PersonStanding, age: PartyAge) -> Card:
        """The three dates that get confused, each by its name, and Party age with its arithmetic."""
        made = Card()
        unknown = _("chưa ghi")
        days = [
            (_("Quyết định kết nạp"), age.start.text() if age.by_decision else unknown),
            (_("Vào Đảng (lễ kết nạp)"), date_words(standing.admission_date)),
            (_("Chính thức"), date_words(standing.official_date)),
            (_("Tuổi đảng"), age.text()),
            (_("Cách tính"), age.why),
        ]
        listed = FactList([(name, unknown if day == "–" else day) for name, day in days])
        listed.layout().setColumnMinimumWidth(0, 142)  # type: ignore[union-attr]
        made.add_padded(row(Label(_("Ngày vào Đảng, tuổi đảng"), "section", bold=True), None), 12, 8)
        made.add_padded(listed, 0, 10 if age.notes else 18)
        for at, note in enumerate(age.notes):
            below = 18 if at == len(age.notes) - 1 else 6
            made.add_padded(NoteRow("error-warning", note, tone="amber"), 0, below)
        return made

    def _missing(self, standing: PersonStanding) -> Card:
        made = Card()
        names = ", ".join(_(FIELD_TITLES.get(name, name)).lower() for name in standing.incomplete)
        made.add_padded(
            NoteRow("error-warning", _("Còn thiếu: {names}").format(names=names), tone="amber",
                    second=_("Danh sách đảng viên theo mẫu toàn quốc cần có các mục này.")), 14, 14,
        )  # fmt: skip
        return made

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        while self._grid.takeAt(0) is not None:
            pass
        columns = [column(gap=16) for _n in range(across)]
        heights = [0] * across
        for card in self._cards:
            at = heights.index(min(heights))
            heights[at] += card.sizeHint().height() + 16
            columns[at].addWidget(card)
        for at, made in enumerate(columns):
            made.addStretch(1)
            self._grid.addLayout(made, 0, at)
            self._grid.setColumnStretch(at, 1)
        for at in range(across, 2):
            self._grid.setColumnStretch(at, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(2 if self.width() >= 760 else 1)


def _short(name: str) -> str:
    """A field's title without the name of its group: "Quê quán: tỉnh" is "Tỉnh"."""
    words = _(FIELD_TITLES.get(name, name)).rpartition(": ")[2]
    return words[:1].upper() + words[1:]


def as_list(
    parts: list[QWidget], empty: EmptyState, below: QWidget | None = None, first: QWidget | None = None
) -> QWidget:
    """Rows in one card, divided by lines, and what stands above and below; what to say when there is none."""
    if not parts and first is None:
        return box(column((empty, 1), margins=_SIDES))
    card = Card()
    for at, part in enumerate(parts):
        if at:
            card.add_line()
        card.add(part)
    above = [first, 16] if first is not None else []
    more = [12, row(below, None)] if below is not None else []
    return box(column(*above, *([card] if parts else []), *more, None, margins=_SIDES))


def line(day: str, words: str, second: str = "", right: QWidget | None = None, bold: bool = False) -> QWidget:
    date = Label(day, "base", "text2")
    date.setMinimumWidth(DATE)
    text = column(Label(words, bold=bold, wrap=True))
    if second:
        text.addWidget(Label(second, "small", "text2", wrap=True))
    parts: list[Any] = [column(date, None), 12, (box(text), 1)]
    if right is not None:
        parts += [12, right]
    return box(row(*parts, margins=(20, 10, 18, 10)))


def course(session: Session, person: str, year: int) -> QWidget:
    """Dated events with where they are known from, and the self-reviews and levels of the last years."""
    return as_list(
        [line(h.day, h.words, h.source) for h in history.happened(session, person)],
        EmptyState(
            "history",
            _("Chưa có biến động nào"),
            _("Ngày vào Đảng, ngày chính thức và các biến động khác hiện ở đây."),
        ),
        first=_reviews(history.rated(session, person, year)),
    )


def _reviews(years: list[history.Happened]) -> Card | None:
    """The last self-reviews and levels in a card; None for who was in no rating."""
    if not years:
        return None
    made = Card(_("Kiểm điểm, xếp loại ba năm gần nhất"))
    for one in years:
        made.add_line()
        made.add(line(one.day, one.words, one.source))
    return made


def cases(
    session: Session,
    person: str,
    open_case: Callable[[str], object] | None,
    new_case: Callable[[], object] | None = None,
) -> QWidget:
    """Cases; each opens its page where there is one. `new_case` begins another."""
    parts: list[QWidget] = []
    for case in history.cases(session, person):
        right: QWidget | None = Badge(_("Đang làm"), "amber") if case.open else None
        if open_case is not None:
            button = Button(_("Mở"), "link")
            button.setAccessibleName(_("Mở việc: {title}").format(title=case.title))
            button.clicked.connect(lambda _checked=False, key=case.case: open_case(key))
            right = box(row(*([right, 12] if right else []), button))
        parts.append(line(case.opened, case.title, case.now, right, bold=case.open))
    begin = Button(_("Mở hồ sơ mới"), icon="add") if new_case is not None else None
    if begin is not None and new_case is not None:
        begin.clicked.connect(lambda: new_case())
    sentence = _("Các thủ tục của người này, như kết nạp hay công nhận chính thức, hiện ở đây.")
    empty = EmptyState("task", _("Chưa có việc nào"), sentence, [begin] if begin and not parts else [])
    return as_list(parts, empty, begin)


def journal(session: Session, person: str) -> QWidget:
    """Who wrote what, when, from what to what, and why."""
    parts: list[QWidget] = []
    for deed in history.noted(session, person):
        lines = column(row(Label(deed.deed, bold=True), 8, Label(deed.by, "small", "text2"), None), gap=3)
        new = [line for line in deed.lines if not line[1]]
        if new:
            told = [_("{field}: {after}").format(field=name, after=after) for name, _before, after in new]
            lines.addWidget(Label(" · ".join(told), "small", "text2", wrap=True))
        for name, before, after in (line for line in deed.lines if line[1]):
            said = _("{field}: {before} → {after}")
            lines.addWidget(
                Label(said.format(field=name, before=before, after=after), "small", "text2", wrap=True)
            )
        if deed.reason:
            lines.addWidget(
                Label(_("Lý do: {reason}").format(reason=deed.reason), "small", "text2", wrap=True)
            )
        at = Label(deed.at, "small", "text3")
        at.setMinimumWidth(DATE + 24)
        at.setAlignment(Qt.AlignmentFlag.AlignTop)
        parts.append(box(row(column(2, at, None), 12, (box(lines), 1), margins=(20, 10, 18, 12))))
    return as_list(parts, EmptyState("history", _("Nhật ký trống")))


__all__ = ["Hairline", "RecordTab", "as_list", "cases", "course", "journal", "line"]
