"""Dialogs of the rating: what else may be said of a line, and the decision of many under one number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.procedures.rating.decide import CancelRating
from app.procedures.rating.rounds import CHECKLIST, LEVELS, MEMBER, NOT_NEEDED, Rated, wanted
from app.procedures.rating.set import CRITERIA, FACTS, POINTS, SHARES, SLIPS, SPECIAL, YES_NO
from app.procedures.rating.subject import REASONS
from app.regulations.dates import PartialDate
from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.pages.case.parts.fact_fields import WholeDateEdit
from app.ui.pages.common import date_words
from app.ui.pages.rating import beside
from app.ui.widgets.base import Label, box, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.editors import Choice, LineEdit, LongText, NumberEdit
from app.ui.widgets.field import Field
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.tick import Tick
from app.words import _, count_text

if TYPE_CHECKING:
    from app.regulations.rules import Criterion
    from app.ui.pages.rating.grid import RatingGrid


class DetailsDialog(DeedDialog):
    """Special cases, absence, papers, conditions, slips and a note of one line; only what changed is said."""

    def __init__(self, grid: RatingGrid, one: Rated, name: str, band: str, *, read_only: bool) -> None:
        super().__init__(grid, name, band, _("Ghi vào sổ"), self._say, width=620)
        self.grid, self.one = grid, one
        data = one.item.data or {}
        self._before = {
            **{key: data.get(key) or "" for key in ("special", "absent", "note")},
            **{f"{kind}.{key}": value for kind in ("received", CRITERIA, "conditions", "votes")
               for key, value in data.get(kind, {}).items()},
        }  # fmt: skip
        self.not_needed: dict[str, Tick] = {}
        parts: list[QWidget] = [
            Label(f"{title}: {said}", "small", "text2", wrap=True)
            for title, said in beside.years_before(grid.page.sitting, grid.year, one)
        ]
        parts += [self._rests_on(*told) for told in beside.rests_on(grid.page.sitting, grid.round, one)]
        if one.item.subject == MEMBER:
            none = [("", _("Không"))]
            special = Choice(none + [(key, _(words)) for key, words in SPECIAL.items()])
            out = Choice(none + [(key, _(words)) for key, words in REASONS.items()])
            parts.append(self._pair(
                self._of("special", _("Trường hợp đặc biệt"), special),
                self._of("not_subject", _("Không thuộc diện, lý do"), out),
            ))  # fmt: skip
            parts.append(self._of("absent", _("Vắng họp, lý do (kiểm điểm bổ sung sau)"), LineEdit()))
        papers = [key for key in wanted(one.item) if key != "self_review"]
        papers += ["commitment"] if one.item.subject == MEMBER else []
        if papers:
            parts.append(Label(_("Giấy tờ kèm theo: ngày nhận"), bold=True))
            dates = [self._paper(key) for key in papers]
            parts += [
                box(row(*((one, 1) for one in dates[at : at + 2]), gap=14)) for at in range(0, len(dates), 2)
            ]
        for part, title in POINTS.items():
            own = [one_ for one_ in grid.criteria(one) if one_.part == part]
            if own:
                parts.append(Label(_("{part}: điểm từng tiêu chí").format(part=_(title)), bold=True))
                points = [self._criterion(one_) for one_ in own]
                parts += [self._pair(*points[at : at + 2]) for at in range(0, len(points), 2)]
        parts.append(Label(_("Điều kiện kèm theo điểm"), bold=True))
        facts = [
            self._of(
                f"conditions.{key}",
                _(words),
                Choice([("", _("Chưa ghi")), *((k, _(w)) for k, w in YES_NO.items())]),
            )
            for key, words in FACTS.items()
        ] + [self._of(f"conditions.{key}", _(words), LineEdit(chars=6)) for key, words in SHARES.items()]
        parts += [self._pair(*facts[at : at + 2]) for at in range(0, len(facts), 2)]
        parts.append(Label(_("Phiếu kín"), bold=True))
        slips = [self._of(f"votes.{key}", _(words), NumberEdit()) for key, words in SLIPS.items()]
        parts.append(self._pair(*slips))
        parts.append(self._of("note", _("Ghi chú"), LongText(lines=2)))
        self.body.addWidget(_scrolled(parts), 1)
        self.primary.setEnabled(not read_only)
        self.finish()

    def _rests_on(self, subject: str, title: str, said: str) -> QWidget:
        """The levels an organisation's own rests on, and the way to them."""
        link = Button(_("Xem"), "link")
        link.setAccessibleName(_("Xem: {what}").format(what=title))
        link.clicked.connect(lambda: self._follow(subject))
        return box(row((Label(f"{title}: {said}", "small", "text2", wrap=True), 1), 8, link))

    def _follow(self, subject: str) -> None:
        """Leave for the first line of this kind, here or in the table of organisations."""
        self.reject()
        here = next((one.item.id for one in self.grid.rated if one.item.subject == subject), None)
        if here is not None:
            self.grid.choose(here)
        else:
            self.grid.page.frame.go("rating")

    def _paper(self, key: str) -> QWidget:
        """The day a paper came, or that this case does not need it."""
        name = f"received.{key}"
        made = self._of(name, _(CHECKLIST[key]), DateEdit())
        tick = self.not_needed[name] = Tick(_("Không cần"))
        tick.setChecked(self._before.get(name) == NOT_NEEDED)
        tick.setAccessibleName(_("{paper}: không cần").format(paper=_(CHECKLIST[key])))
        tick.toggled.connect(made.setDisabled)
        made.setDisabled(tick.isChecked())
        holder = box(column(made, 4, tick))
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return holder

    def _criterion(self, one: Criterion) -> Field:
        label = _("{title} (tối đa {n})").format(title=one.title, n=one.most)
        made = self._of(f"{CRITERIA}.{one.name}", label, LineEdit(chars=6))
        made.setToolTip(one.evidence)
        return made

    @staticmethod
    def _pair(*fields: Field) -> QWidget:
        for made in fields:  # half the room each, whatever they have to say
            made.setSizePolicy(QSizePolicy.Policy.Ignored, made.sizePolicy().verticalPolicy())
            made.label.setWordWrap(True)
        return box(
            row(*((made, 1) for made in fields), *(() if len(fields) > 1 else ((box(row()), 1),)), gap=14)
        )

    def _of(self, name: str, label: str, editor: QWidget) -> Field:
        value: Any = self._before.get(name, "")
        if name == "not_subject":
            value = (self.one.item.data or {}).get("not_rated") or ""
        if isinstance(editor, DateEdit) and value == NOT_NEEDED:
            value = ""
        made = self.field(name, label, editor)
        if isinstance(editor, Choice):
            editor.set_value(value)
        elif value != "":
            _show(made, value)
        return made

    def _say(self, _dialog: DeedDialog) -> Any:
        now = {name: self.text(name) for name in self.fields}
        now |= {name: NOT_NEEDED for name, tick in self.not_needed.items() if tick.isChecked()}
        before = {name: str(self._before.get(name, "")) for name in self.fields}
        changed = {name: value for name, value in now.items() if value != before[name]}
        if changed:
            self.grid.say(self.one, changed, _("ghi thêm"))
        return changed


def _scrolled(parts: list[QWidget]) -> ScrollColumn:
    """Fields one below the other, in a column that a small screen can scroll."""
    holder = ScrollColumn(box(column(*parts, None, gap=10, margins=(0, 0, 12, 0))))
    holder.setMinimumHeight(300)
    return holder


def _show(field: Field, value: Any) -> None:
    """Show a value as it is kept: a day as ISO text, a number, text."""
    if isinstance(field.editor, DateEdit):
        field.set_value(PartialDate.parse(value))
    else:
        field.set_value(value if isinstance(field.editor, NumberEdit) else str(value))


class DecideDialog(DeedDialog):
    """One number and day for everything that is decided now; with `issuer` also whose paper it is."""

    def __init__(
        self,
        parent: QWidget,
        today: Any,
        said: str,
        many: int,
        do: Callable[[DeedDialog], Any],
        issuer: str | None = None,
    ) -> None:
        text = _("{said} Mức đã quyết định thì không đổi; muốn đổi thì hủy, ghi lý do rồi quyết định lại.")
        deed = _("Ghi quyết định cho {n} người, tập thể").format(n=count_text(many))
        super().__init__(parent, _("Quyết định xếp loại"), text.format(said=said), deed, do)
        number = self.field("number", _("Số quyết định"), LineEdit(chars=14))
        day = self.field("date", _("Ngày quyết định"), WholeDateEdit(today.year + 1), PartialDate.of(today))
        self.add(box(row((number, 1), day, gap=14)))
        if issuer is not None:
            self.add(self.field("issuer", _("Nơi ban hành"), LineEdit(), issuer))
        self.finish()


class CancelDialog(DeedDialog):
    """Cancels a decided level with its reason; the level and its number stay readable."""

    def __init__(self, grid: RatingGrid, one: Rated, name: str) -> None:
        decision = one.decision
        text = _("{level}, quyết định số {number} ngày {day}. Kết quả cũ vẫn xem được trong lịch sử.").format(
            level=_(LEVELS[one.decided or ""]),
            number=(decision.number if decision else None) or "–",
            day=date_words(decision.date if decision else None),
        )

        def do(dialog: DeedDialog) -> Any:
            cancel = CancelRating(
                grid.round, one.item.id, dialog.text("reason"), dialog.text("number"), dialog.text("date")
            )
            done = grid.page.sitting.do(cancel)
            grid.page.said(_("Đã hủy kết quả xếp loại của {name}").format(name=name), done)
            grid.page.refresh()
            return done

        super().__init__(
            grid, _("Hủy kết quả xếp loại của {name}?").format(name=name), text, _("Hủy kết quả"), do
        )
        self.add(self.field("reason", _("Lý do"), LongText(lines=2)))
        number = self.field("number", _("Số văn bản hủy"), LineEdit(chars=14), optional=True)
        today = grid.page.sitting.today
        day = self.field("date", _("Ngày"), WholeDateEdit(today.year + 1), PartialDate.of(today))
        self.add(box(row((number, 1), day, gap=14)))
        self.finish()


class RoundDialog(DeedDialog):
    """What is said of the whole round: the meeting, how slips are voted, the paper for the wider cap."""

    def __init__(self, parent: QWidget, about: Mapping[str, Any], do: Callable[[DeedDialog], Any]) -> None:
        text = _(
            "Cách bỏ phiếu và tỷ lệ rộng hơn theo quy định của cấp ủy, ghi kèm văn bản. "
            "Tỷ lệ rộng hơn chỉ dùng khi đủ số, ngày, nơi ban hành."
        )
        super().__init__(parent, _("Cuộc họp, bỏ phiếu, tỷ lệ"), text, _("Ghi vào sổ"), do, width=560)
        told = {
            f"{name}.{part}": value
            for name in ("ballot", "exception")
            for part, value in about.get(name, {}).items()
        } | {"meeting": about.get("meeting", "")}

        def of(name: str, label: str, editor: QWidget | None = None) -> Field:
            made = self.field(name, label, editor)
            if told.get(name):
                _show(made, told[name])
            return made

        parts: list[QWidget] = [
            of("meeting", _("Ngày họp"), DateEdit()),
            box(row(
                (of("ballot.voters", _("Ai bỏ phiếu")), 1), (of("ballot.rounds", _("Mấy vòng")), 1),
                (of("ballot.threshold", _("Tỷ lệ cần đạt")), 1), gap=14,
            )),
            of("ballot.document", _("Văn bản quy định cách bỏ phiếu")),
            Label(_("Tỷ lệ xuất sắc rộng hơn (khi có thành tích nổi trội)"), bold=True),
            box(row(
                (of("exception.document", _("Số văn bản")), 1),
                (of("exception.date", _("Ngày"), DateEdit()), 1), gap=14,
            )),
            of("exception.issuer", _("Nơi ban hành")),
            self.field("reason", _("Lý do sửa, khi đã gửi"), optional=True),
        ]  # fmt: skip
        self.body.addWidget(_scrolled(parts), 1)
        self.finish()
