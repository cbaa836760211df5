"""The form of a person's record, and that of a new person: errors stand beside their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from sqlalchemy import select

from app.models import Person, PersonStanding
from app.procedures.people import AddPerson, SetPerson
from app.procedures.titles import STATUS_TITLES
from app.trouble import Refused
from app.ui.pages.common import date_words, status_words
from app.ui.pages.person.fields import GROUPS, LIFE, NEW, field, value_of
from app.ui.widgets.base import Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.editors import Choice, LineEdit, LongText
from app.ui.widgets.facts import NoteRow
from app.ui.widgets.field import Field
from app.words import _

if TYPE_CHECKING:
    from app.ui.session import Sitting

CELL = 248  # least width of a field in the grid


class FieldGrid(QWidget):
    """Fields side by side, as many in a row as there is room for; long texts take a whole row."""

    def __init__(self, fields: list[Field]) -> None:
        super().__init__()
        self.fields = fields
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(10)
        self._place(3)

    def again(self) -> None:
        """Close the gap of a field that was hidden, or make room for one that is shown."""
        self._place(self._across, True)

    def _place(self, across: int, anew: bool = False) -> None:
        if across == self._across and not anew:
            return
        self._across = across
        while self._grid.takeAt(0) is not None:
            pass
        at = 0
        for part in self.fields:
            if part.isHidden() and part.parentWidget() is not None:
                continue
            if isinstance(part.editor, LongText):
                at += -at % across
                self._grid.addWidget(part, at // across, 0, 1, across)
                at += across
            else:
                self._grid.addWidget(part, at // across, at % across, Qt.AlignmentFlag.AlignTop)
                at += 1
        for number in range(3):
            self._grid.setColumnStretch(number, 1 if number < across else 0)
            self._grid.setColumnMinimumWidth(number, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(max(1, min(3, (self.width() + 20) // (CELL + 20))))


class _Form(QWidget):
    """What both forms share: fields by name, reading them, and showing a refusal where it belongs."""

    saved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}

    def settle(self) -> bool:
        """Read dates and numbers now; False when one is not understood, with the keyboard on it."""
        wrong = [
            part for part in self.fields.values()
            if hasattr(part.editor, "settle") and not part.isHidden() and not part.editor.settle()
        ]  # fmt: skip
        if wrong:
            self._to(wrong[0])
        return not wrong

    def _to(self, part: Field) -> None:
        part.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        place: Any = self.parentWidget()
        while place is not None and not hasattr(place, "ensureWidgetVisible"):
            place = place.parentWidget()
        if place is not None:
            place.ensureWidgetVisible(part, 0, 60)

    def wrong(self, name: str, sentence: str) -> None:
        """Say beside a field what is wrong."""
        self.fields[name].set_error(sentence)
        self._to(self.fields[name])

    def show_refusal(self, wrong: BaseException) -> bool:
        """Show a refusal beside its field; False when it belongs to none."""
        name = wrong.details.get("field") if isinstance(wrong, Refused) else None
        if name not in self.fields:
            return False
        self.wrong(name, f"{wrong.message} {wrong.hint}".strip())  # type: ignore[attr-defined]
        return True


class PersonForm(_Form):
    """Every field of a record in groups."""

    def __init__(self, record: Person, standing: PersonStanding, since: str | None, sent: bool) -> None:
        super().__init__()
        self.person, self.standing = record.id, standing
        parts: list[Any] = []
        self._first: dict[str, str] = {}
        self.reason = Field(
            _("Lý do sửa"),
            LineEdit(),
            hint=_("Hồ sơ đã gửi lên cấp trên; cấp trên thấy cả lần ghi cũ và lý do."),
        )
        if sent:
            self.fields["reason"] = self.reason
            card = Card()
            card.add_padded(self.reason, 16, 16)
            parts += [card, 16]
        self.before: dict[str, Any] = {}
        for title, names in GROUPS:
            names = tuple(
                name
                for name in names
                if name not in LIFE or standing.status not in ("applicant", "sympathiser")
            )
            if title == "Trong Đảng" and not set(names) & LIFE:
                names = tuple(name for name in names if name == "youth_union_date")
            for name in names:
                part = field(name, standing)
                self.before[name] = value_of(name, record, standing, since)
                part.set_value(self.before[name])
                self.fields[name] = part
                if not isinstance(part.editor, (Choice, LongText)):
                    part.editor.returnPressed.connect(self.saved)
            self._first[title] = names[0]
            card = Card(_(title))
            grid = FieldGrid([self.fields[name] for name in names])
            if "activity" in names:
                self._life = grid
            card.add_padded(grid, 2, 20)
            parts += [card, 16]
        self.setLayout(column(*parts, None, margins=(0, 4, 24, 8)))
        if "activity" in self.fields:
            self._activity()

    def _activity(self) -> None:
        choice: Choice = self.fields["activity"].editor
        now = self.before["activity"]
        if now is not None:
            options = [(choice.itemData(i), choice.itemText(i)) for i in range(choice.count())]
            choice.set_options([option for option in options if option[0] is not None])
            choice.set_value(now)
        if self.standing.status == "former":
            self.fields["activity"].set_read_only(True)
        self.fields["activity"].changed.connect(self._show_day)
        self._show_day(now)

    def _show_day(self, value: Any) -> None:
        shown(self.fields["activity_date"], value is not None)
        self._life.again()

    def begin(self, group: str = "") -> None:
        """Put the keyboard into the first field of a group."""
        first = "reason" if "reason" in self.fields and not group else self._first.get(group, "name")
        self._to(self.fields[first])

    def values(self) -> dict[str, Any]:
        """What differs from the record as it was."""
        return {
            name: part.value() for name, part in self.fields.items()
            if name != "reason" and not part.isHidden() and part.value() != self.before[name]
        }  # fmt: skip

    def changed(self) -> bool:
        """Whether anything was typed."""
        return bool(self.values()) or any(part.error for part in self.fields.values())

    def command(self) -> SetPerson | None:
        """The deed to do; None while a field is wrong."""
        if not self.settle():
            return None
        values = self.values()
        for name in ("admission_date", "official_date", "activity_date"):
            if name in values and values[name] is None and self.before[name]:
                self.wrong(name, _("Ngày này đã ghi vào quá trình nên không để trống; sửa thành ngày đúng."))
                return None
        if "activity" in values and not self.fields["activity_date"].value():
            self.wrong("activity_date", _("Ghi ngày bắt đầu, theo quyết định hoặc sổ theo dõi."))
            return None
        if values.keys() & {"activity", "activity_date"}:
            values |= {name: self.fields[name].value() for name in ("activity", "activity_date")}
        reason = self.reason.value()
        if values and "reason" in self.fields and not reason:
            self.wrong("reason", _("Hồ sơ đã gửi: ghi lý do sửa rồi lưu."))
            return None
        return SetPerson(person=self.person, fields=values, reason=reason)


class NewForm(_Form):
    """Few fields and the status; the rest is filled in later in the record."""

    open_asked = Signal(str)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._known = ""
        statuses = [(key, _(words)) for key, words in STATUS_TITLES.items() if key != "former"]
        self.fields["status"] = Field(_("Tình trạng"), Choice(statuses))
        self.fields["status"].set_value("sympathiser")
        for name in (*NEW, "admission_date", "official_date"):
            self.fields[name] = field(name)
        self.fields["status"].changed.connect(lambda _value: self._dates())
        self.note = NoteRow("error-warning", "", tone="amber")
        self.show_known = Button(_("Mở hồ sơ đã có"), "link")
        self.show_known.clicked.connect(lambda: self.open_asked.emit(self._known))
        self.known = box(column(row((self.note, 1)), row(28, self.show_known, None)))
        shown(self.known, False)
        first, *rest = NEW
        main = [self.fields[name] for name in (first, "status", "admission_date", "official_date", *rest)]
        self._grid = FieldGrid(main)
        card = Card()
        card.add_padded(
            column(
                self._grid,
                12,
                self.known,
                Label(
                    _("Những mục khác ghi tiếp trong hồ sơ, sau khi đã ghi vào sổ."),
                    "small",
                    "text3",
                    wrap=True,
                ),
            ),
            18,
            18,
        )
        self.setLayout(column(card, None, margins=(0, 4, 24, 8)))
        self._dates()

    def _dates(self) -> None:
        status = self.fields["status"].value()
        shown(self.fields["admission_date"], status in ("probationary", "full"))
        shown(self.fields["official_date"], status == "full")
        self._grid.again()

    def begin(self) -> None:
        """Put the keyboard into the name."""
        self._to(self.fields["name"])

    def changed(self) -> bool:
        """Whether anything was typed."""
        return any(self.fields[name].value() for name in NEW)

    def command(self) -> AddPerson | None:
        """The deed to do; None while a field is wrong or somebody alike is on file and was just shown."""
        if not self.settle():
            return None
        values = {
            name: part.value() for name, part in self.fields.items()
            if name != "status" and not part.isHidden() and part.value()
        }  # fmt: skip
        if not values.get("name"):
            self.wrong("name", _("Ghi họ và tên khai sinh."))
            return None
        status = self.fields["status"].value()
        for name, needed in (("admission_date", ("probationary", "full")), ("official_date", ("full",))):
            if status in needed and not values.get(name):
                self.wrong(name, _("Đảng viên thì cần có ngày này; chỉ biết năm thì ghi năm."))
                return None
        if self._alike(values):
            return None
        return AddPerson(status=status, fields=values)

    def _alike(self, values: dict[str, Any]) -> bool:
        from app.models.folding import fold

        with self.sitting.reading() as session:
            found = [
                other
                for other in session.scalars(
                    select(PersonStanding).where(
                        PersonStanding.folded.startswith(fold(values["name"]), autoescape=True)
                    )
                )
                if other.name.casefold() == values["name"].casefold()
                and (not other.birth or not values.get("birth") or other.birth[:4] == values["birth"][:4])
            ]
        if not found or self._known == found[0].person:
            return False
        other = found[0]
        self._known = other.person
        self.note.label.setText(
            _(
                "Trong sổ đã có {name}, sinh {birth}, {status}. Nếu là người khác, bấm Ghi vào sổ lần nữa."
            ).format(name=other.name, birth=date_words(other.birth), status=status_words(other)[0].lower())
        )
        shown(self.known, True)
        return True
