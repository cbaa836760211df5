"""The grid of one rating round: typed from the keyboard in two stages, what it comes to beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.procedures.rating import bands as rating_bands
from app.procedures.rating import check as rating_check
from app.procedures.rating.rounds import (
    CHECKLIST,
    COLLECTIVES,
    GROUPS,
    MEMBER,
    Rated,
    criteria_of,
    form_of,
    is_rated,
    lacking,
    lines,
    rules_of,
)
from app.procedures.rating.set import SetRating
from app.procedures.rating.subject import REASONS
from app.procedures.review import LEVELS
from app.regulations.rulebook import Rules
from app.regulations.rules import Criterion
from app.reports.rating import names
from app.trouble import Failure
from app.ui.page import Room
from app.ui.pages.case.parts.dialogs import reason_dialog
from app.ui.pages.common import SittingPage
from app.ui.pages.rating import rows
from app.ui.pages.rating.details import CancelDialog, DetailsDialog
from app.ui.pages.rating.side import RatingSide
from app.ui.widgets.base import box, column, row
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.segment import Segment
from app.ui.widgets.table import PagedTableModel, TablePanel
from app.ui.widgets.tiles import KeyLegend
from app.words import _

SIDE = 300


class RatingGrid(QWidget):
    """A line for each member and collective. Every key is one deed, undone as such; a decided level that
    differs from the proposal is a draft until the decision with its number is written.

    `decides`: the superior's grid of a round below, where nothing but the decided level is typed.
    """

    changed = Signal()

    def __init__(self, page: SittingPage, *, decides: bool = False) -> None:
        super().__init__()
        self.page, self.decides = page, decides
        self.round, self.closed, self.year = "", False, 0
        self.rules: Rules | None = None
        self.about: dict[str, Any] = {}
        """What is said of the whole round."""
        self.rated: list[Rated] = []
        self.called: dict[str, str] = {}
        self.forms: dict[str, str] = {}
        self.bands: dict[str, str] = {}
        self.drafts: dict[str, dict[str, str]] = {}
        """Round -> item -> level the superior means to decide otherwise than proposed."""
        self.typing: tuple[str, str, str] | None = None
        """(item, column, figures typed so far) of a number not yet written."""
        self.busy = False
        """A key of its own is being written: the page need not read everything because of it."""
        self.stage = Segment([(key, _(words)) for key, words in rows.STAGES.items()], rows.LEVELS_STAGE)
        self.stage.setAccessibleName(_("Phần đang ghi"))
        self.shown_stage = ""
        self.unwanted = set(rows.HIDDEN)
        """Columns the user does not want to see, of all stages."""
        self.chips = ChipBar(spoken=_("Lọc người trong đợt"))
        self.legend = KeyLegend()
        self.model = PagedTableModel(
            rows.columns(), self._fetch, count=lambda _w: len(self._seen()), parent=self
        )
        self.table = TablePanel(self.model, noun=_("dòng"), spoken=_("Bảng xếp loại"), cell_ring=True)
        self.view = self.table.view
        self.side = RatingSide()
        self.panel = FoldingPanel(page, self.side, _("Phân bố, tỷ lệ"), width=SIDE, icon="bar-chart-2")
        self._room = Room.WIDE
        bar = row((self.chips, 1)) if decides else row(self.stage, 12, (self.chips, 1))
        self._body = row((self.table, 1), self.panel, gap=20)
        self.setLayout(column(bar, 6, self.legend, 8, (box(self._body), 1)))
        self.view.typed.connect(self.type)
        self.view.pasted.connect(self.paste)
        self.view.opened.connect(self.ask_details)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.chips.chosen.connect(lambda _key: self.model.ask())
        self.stage.value_changed.connect(self.show_stage)
        self.side.asked.connect(self.choose)
        self._hide()

    # Reading

    def read(self, unit: Any, found: Any) -> None:
        """Take a round in; the keyboard stays on its cell."""
        at, kept = self.view.currentIndex(), self.view.current_id()
        if found.id != self.round:
            kept, at = None, QModelIndex()
        self.round, self.closed, self.year = found.id, bool(found.closed), found.year
        rules = rules_of(unit, found.year)
        self.rules, self.about = rules, dict(found.data or {})
        self.called = names(unit.session, found.id)
        rank = {who: n for n, who in enumerate(self.called)}
        known = list(COLLECTIVES)
        told = lines(unit, found)
        members = [one for one in told if one.item.subject == MEMBER]
        others = [one for one in told if one.item.subject != MEMBER]
        self.rated = sorted(members, key=lambda one: rank.get(one.item.person or "", len(rank)))
        self.rated += sorted(others, key=lambda one: known.index(one.item.subject))
        self.forms, self.bands = {}, {}
        for one in self.rated:
            data = one.item.data or {}
            code = form_of(rules, one.item.subject, data.get("group"))
            self.forms[one.item.id] = (code or "").split("-")[0].lstrip("0")
            self.bands[one.item.id] = rating_bands.told(data, rules)
        levels = Counter(one.level or "" for one in members if is_rated(one.item))
        cap = rating_check.caps(found, members, rules)
        self.side.show_state(levels, cap, _(rating_check.BY_COMMITTEE))
        self.side.show_remarks(rating_check.remarks(unit, found, told), {
            one.item.person or "": one.item.id for one in members
        })  # fmt: skip
        self._count()
        self.model.ask()
        self.model.id_at(self.model.rowCount() - 1)
        if self.model.rowCount():
            row_ = max(self.model.row_of(kept), 0) if kept else 0
            column_ = at.column() if at.column() >= 0 else self.at("decided" if self.decides else "cell")
            self.view.setCurrentIndex(self.model.index(row_, column_))
        self._say_keys()

    def _again(self) -> None:
        """Read the same round after a key, and nothing else of the page."""
        from app.models import Round

        with self.page.sitting.looking() as unit:
            self.read(unit, unit.get(Round, self.round))
            unit.session.expunge_all()
        self.changed.emit()

    def _count(self) -> None:
        subject = [one for one in self.rated if is_rated(one.item)]
        out = Counter((one.item.data or {})["not_rated"] for one in self.rated if not is_rated(one.item))
        absent = sum(1 for one in subject if (one.item.data or {}).get("absent") and not one.level)
        options = [
            ("all", _("Tất cả"), len(self.rated)),
            ("papers", _("Thiếu giấy tờ"), sum(1 for one in subject if lacking(one.item))),
            ("left", _("Chưa có mức"), sum(1 for one in subject if not one.level)),
        ]
        options += [("absent", _("Vắng họp"), absent)] if absent else []
        self.chips.set_options(options)
        told = [f"{n}: {_(REASONS[name]).lower()}" for name, n in sorted(out.items())]
        self.table.right.setText("; ".join(told))

    def _seen(self) -> list[Rated]:
        match self.chips.value:
            case "left":
                return [one for one in self.rated if is_rated(one.item) and not one.level]
            case "papers":
                return [one for one in self.rated if is_rated(one.item) and lacking(one.item)]
            case "absent":
                return [o for o in self.rated if (o.item.data or {}).get("absent") and not o.level]
        return self.rated

    def _fetch(self, offset: int, limit: int, sort: Any, where: Any) -> Sequence[Any]:
        return [self._line(one) for one in self._seen()[offset : offset + limit]]

    def _line(self, one: Rated) -> dict[str, Any]:
        item = one.item.id
        typed = self.typing[1:] if self.typing and self.typing[0] == item else None
        draft = self.drafts.get(self.round, {}).get(item)
        says = not self.decides and not self.closed
        return rows.cells(one, self.name(one), self.forms[item], typed, draft, says=says)

    def name(self, one: Rated) -> str:
        """Whom or what a line is about."""
        return rows.name_of(one, self.called)

    def criteria(self, one: Rated) -> tuple[Criterion, ...]:
        """The committee's set that a line is judged by."""
        return criteria_of(self.rules, one.item) if self.rules is not None else ()

    def at(self, key: str) -> int:
        """The place of a column."""
        return next(n for n, one in enumerate(self.model.columns) if one.key == key)

    def choose(self, item: str) -> None:
        """Bring a line before the eyes."""
        self.chips.set_value("all")
        self.model.ask()
        self.model.id_at(self.model.rowCount() - 1)
        row_ = self.model.row_of(item)
        if row_ >= 0:
            self.view.setCurrentIndex(self.model.index(row_, max(self.view.currentIndex().column(), 0)))
            self.view.setFocus()

    # The two stages

    def show_stage(self, stage: str) -> None:
        """Show the columns of points and levels, or those of the secret ballot."""
        self.keep()
        self.stage.set_value(stage)
        self._hide(self.shown_stage)
        first = rows.STAGE_COLUMNS[stage][0]
        if self.model.rowCount():
            at = max(self.view.currentIndex().row(), 0)
            self.view.setCurrentIndex(self.model.index(at, self.at(first)))
        self._say_keys()
        self.view.setFocus()

    def _hide(self, before: str = "") -> None:
        """Only the columns of the stage, but for those the user does not want."""
        if before:
            own = set(rows.STAGE_COLUMNS[before])
            self.unwanted = (self.unwanted - own) | (self.view.user_hidden & own)
        wanted = {"name", *rows.STAGE_COLUMNS[self.stage.value()]} - self.unwanted
        self.view.user_hidden = {one.key for one in self.model.columns} - wanted
        self.shown_stage = self.stage.value()
        self.view.fit_columns()

    # Typing

    def type(self, item: str, name: str, key: str) -> None:
        """A key in a cell: a level, a group, a paper received, or one more figure of a number."""
        one = self._may(item)
        if one is None or not (key.isascii() and (key.isdigit() or key in ",.\b")):
            return
        if name == "decided":
            self._draft(one, key)
            return
        if self.decides or self.closed:
            return
        if self.typing and self.typing[:2] != (item, name):
            self.keep()
        if name in rows.NUMBERS:
            before = self.typing[2] if self.typing and self.typing[:2] == (item, name) else ""
            self.typing = (item, name, before[:-1] if key == "\b" else before + key.replace(".", ","))
            self.model.refresh_ids({item})
            return
        if key.isdigit():
            self._say(one, name, key)

    def _say(self, one: Rated, name: str, key: str) -> None:
        if name in rows.SAID:
            value = rows.nth(list(LEVELS), key)
            said = _(rows.SHORT[value]) if value else _("bỏ mức")
        elif name == "group" and one.item.subject == MEMBER:
            value = rows.nth(list(GROUPS), key)
            said = _(GROUPS[value]) if value else _("bỏ nhóm")
        elif name in rows.PAPERS and one.item.subject == MEMBER:
            value = {"1": self.page.sitting.today.isoformat(), "0": ""}.get(key)
            paper = rows.PAPERS[name]
            name, said = f"received.{paper}", _(CHECKLIST[paper])
        else:
            return
        if value is not None and self.write(one, {name: value}, said):
            self._go_on()

    def _go_on(self) -> None:
        """Down to the next line that is to have a level; those outside are passed over."""
        seen, at = self._seen(), self.view.currentIndex()
        below = range(at.row() + 1, len(seen))
        if (row_ := next((n for n in below if is_rated(seen[n].item)), None)) is not None:
            self.view.setCurrentIndex(self.model.index(row_, at.column()))

    def _draft(self, one: Rated, key: str) -> None:
        """A level decided otherwise than proposed, kept until the number of the decision is written; the
        same as proposed, or 0, is no draft."""
        level = rows.nth(list(LEVELS), key) if key.isdigit() else None
        if level is None or one.decided:
            return
        drafts = self.drafts.setdefault(self.round, {})
        drafts.pop(one.item.id, None)
        if level and level != one.level:
            drafts[one.item.id] = level
        self.model.refresh_ids({one.item.id})
        self._go_on()
        self.changed.emit()

    def paste(self, item: str, name: str, text: str) -> None:
        """Numbers copied from a column of a spreadsheet, from this line down; one deed for each line."""
        if name not in rows.NUMBERS or self.closed or self.decides:
            return
        seen = self._seen()
        start = next((n for n, one in enumerate(seen) if one.item.id == item), len(seen))
        values = [line.split("\t")[0].strip() for line in text.strip("\r\n").splitlines()]
        for one, value in zip(seen[start:], values, strict=False):
            if is_rated(one.item) and value and not self.write(one, {rows.NUMBERS[name]: value}, value):
                break

    def _may(self, item: str) -> Rated | None:
        return next((one for one in self.rated if one.item.id == item and is_rated(one.item)), None)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self.typing:
            QTimer.singleShot(0, self.keep)  # the table is not read anew while it moves
        self._say_keys()
        item = self.view.current_id()
        self.view.setToolTip(self.bands.get(item or "", ""))

    def keep(self) -> bool:
        """Write the number typed so far."""
        if self.typing is None:
            return True
        (item, name, figures), self.typing = self.typing, None
        one = self._may(item)
        return one is None or self.write(one, {rows.NUMBERS[name]: figures}, figures or _("bỏ"))

    def write(self, one: Rated, values: dict[str, str], said: str) -> bool:
        """Say something of a line; a refusal is told and the line reads as before."""
        try:
            return self.say(one, values, said)
        except Failure as wrong:
            self.page.tell(wrong)
            self._again()
            return False

    def say(self, one: Rated, values: dict[str, str], said: str, reason: str = "") -> bool:
        """Say something of a line. After sending, the reason is asked for; False if it was not given.

        Raises Refused as `SetRating`.
        """
        self.busy = True
        try:
            done = self.page.sitting.do(SetRating(self.round, (one.item.id,), values, reason))
        except Failure as wrong:
            if wrong.code == "missing_reason" and not reason:
                return self._with_reason(one, values, said)
            raise
        finally:
            self.busy = False
        self.page.said(_("Đã ghi {name}: {said}").format(name=self.name(one), said=said), done)
        self._again()
        return True

    def _with_reason(self, one: Rated, values: dict[str, str], said: str) -> bool:
        dialog = reason_dialog(
            self,
            _("Sửa nội dung đã gửi?"),
            _("Nơi nhận sẽ thấy cả bản trước và bản sửa, kèm lý do."),
            _("Sửa"),
            lambda asked: self.say(one, values, said, asked.text("reason")),
        )
        return bool(dialog.ask())

    def ask_details(self, item: str) -> None:
        """Everything else that may be said of a line."""
        one = self._may(item)
        if one is None:
            return
        self.keep()
        if one.decided and (self.decides or self._key() == "decided"):
            CancelDialog(self, one, self.name(one)).ask()
            return
        if self.decides:
            return
        DetailsDialog(self, one, self.name(one), self.bands.get(item, ""), read_only=self.closed).ask()

    def _key(self) -> str:
        """The column the keyboard is on."""
        at = self.view.currentIndex().column()
        return self.model.columns[at].key if at >= 0 else "cell"

    def _say_keys(self) -> None:
        """What the keys mean in the column the keyboard is on."""
        key = self._key()
        levels = [(str(n), _(title)) for n, title in enumerate(rows.SHORT.values(), 1)]
        enter = ("Enter", _("ghi thêm"))
        if self.decides or key == "decided":
            keys, lead = (
                [*levels, ("0", _("theo đề nghị")), ("Enter", _("hủy mức đã quyết"))],
                _("Khác đề nghị"),
            )
        elif self.closed:
            keys, lead = [("Enter", _("xem"))], _("Đợt đã kết thúc, mở lại mới sửa được")
        elif key == "group":
            words = (_("có chức vụ"), _("không chức vụ"), _("ngoài hệ thống"))
            keys, lead = [*((str(n), one) for n, one in enumerate(words, 1)), ("0", _("bỏ")), enter], ""
        elif key in rows.PAPERS:
            keys, lead = [("1", _("đã nộp hôm nay")), ("0", _("chưa nộp")), enter], ""
        elif key in rows.NUMBERS:
            keys = [("0–9", ""), ("↓", _("ghi, xuống dòng")), ("Ctrl+V", _("dán cả cột từ Excel")), enter]
            lead = _("Gõ số")
        else:
            keys, lead = [*levels, ("0", _("bỏ")), enter], ""
        self.legend.set(keys, lead)

    def arrange(self, room: Room) -> None:
        """Fold the side where there is little room."""
        self._room = room
        self._body.setSpacing(room.gap)
        self.panel.arrange(room)
