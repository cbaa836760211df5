"""Fields made from the definitions of facts: one editor for each type, values to show and values as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.ui import theme
from app.ui.pages.case.parts.flow import Flow
from app.ui.widgets.base import column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.editors import Choice, LineEdit, NumberEdit
from app.ui.widgets.field import Field
from app.ui.widgets.person_edit import PersonEdit
from app.ui.widgets.segment import Segment
from app.words import _

if TYPE_CHECKING:
    from app.regulations.procedures import FactDef
    from app.ui.pages.case.parts.views import ColumnHelp, Known
    from app.ui.session import Sitting

MANY = 10
"""Beyond so many facts only the first ones are shown; the rest is for special cases."""
FIRST = 6
_LONGEST = 420
_BESIDE = 76
"""What a choice needs beside its words: edges, and the arrow."""
_NONE = ""


class People:
    """Finds people on file for a person field."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting

    def find(self, text: str) -> Sequence[tuple[str, str, str]]:
        """At most a screenful of people by part of the name."""
        from app.reports import members
        from app.ui.pages.common import date_words, status_words

        with self.sitting.reading() as session:
            return [
                (p.person, p.name, f"{status_words(p)[0]}, {date_words(p.birth)}")
                for p in members.find(session, text)
            ]

    def name(self, person: str) -> str:
        """The name of one."""
        from app.models import PersonStanding

        with self.sitting.reading() as session:
            found = session.get(PersonStanding, person)
            return found.name if found is not None else ""


class OptionChoice(Choice):
    """A choice that keeps its width whatever stands in it, and may be emptied again."""

    def __init__(self, options: Sequence[tuple[Any, str]], *, mandatory: bool = False) -> None:
        more = [] if mandatory else [(_NONE, _("(bỏ trống)"))]
        super().__init__([*options, *more])
        longest = max((theme.width(text) for _value, text in options), default=60)
        self._wide = min(_LONGEST, longest + _BESIDE)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumWidth(self._wide)
        self.view().setMinimumWidth(min(560, longest + 56))

    def value(self) -> Any:
        found = super().value()
        return None if found == _NONE else found


class WholeDateEdit(DateEdit):
    """A date whose day must be known."""

    def __init__(self, latest: int) -> None:
        from app.regulations.dates import PartialDate

        def read(text: str) -> PartialDate:
            found = PartialDate.parse(text, latest=latest)
            if not found.whole:
                raise ValueError(_("Ghi đủ ngày, tháng, năm."))
            return found

        super().__init__(read)


def editor_of(fact: FactDef, people: People, latest: int) -> QWidget:
    """The editor for a fact."""
    match fact.type:
        case "date":
            return DateEdit(latest=latest)
        case "number":
            return NumberEdit()
        case "yes_no":
            return Segment([(True, _("Có")), (False, _("Không"))])
        case "choice":
            return OptionChoice([(k, _(v)) for k, v in fact.choices.items()], mandatory=fact.mandatory)
        case "person":
            made = PersonEdit(people.find, people.name)
            made.setMinimumWidth(210)
            return made
    return LineEdit()


class FactField(Field):
    """A field for one fact; as wide as its label and what is typed into it."""

    def __init__(self, fact: FactDef, people: People, latest: int, help_: ColumnHelp | None = None) -> None:
        self._titles = fact.choices
        if help_ is not None and help_.choices:
            fact = replace(fact, choices=help_.choices)
        self.fact = fact
        title = _(fact.title or fact.name)
        hint = help_.hint if help_ is not None else ""
        super().__init__(title, editor_of(fact, people, latest), hint=hint)
        wide = {"date": 132, "number": 96, "yes_no": 0, "choice": 0, "person": 210}.get(fact.type, 200)
        label = theme.width(title, "small") + 4
        self.setMinimumWidth(max(wide, label, self.editor.minimumSizeHint().width()))
        grows = fact.type in ("text", "person", "office")
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Preferred,
        )
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if fact.type == "number":
            self.editor.setMaximumWidth(110)
        elif fact.type == "date":
            self.editor.setMaximumWidth(140)

    def show_kept(self, value: Any) -> None:
        """Show a value as it is kept in the record."""
        if self.fact.type == "date" and value:
            from app.regulations.dates import PartialDate

            value = PartialDate.parse(str(value))
        if self.fact.type == "choice" and value and value not in self.fact.choices:
            self.editor.addItem(_(self._titles.get(str(value), str(value))), value)
        self.set_value(value)

    def typed(self) -> Any:
        """The value as a command takes it; "" for an empty one."""
        value = self.value()
        if value is None:
            return ""
        if self.fact.type == "date":
            return value.iso()
        return value if isinstance(value, bool) else str(value)

    def say(self, hint: str) -> None:
        """Words below the field: where its value is from."""
        self.hint.setText(hint)
        shown(self.hint, bool(hint))

    def settle(self) -> bool:
        """Read what was typed now; False when it is not understood (the field says so)."""
        read = getattr(self.editor, "settle", None)
        return bool(read()) if read is not None else True


class FactGroup(QWidget):
    """The facts of a step, or the columns of a row, side by side."""

    changed = Signal()

    def __init__(
        self,
        facts: Mapping[str, FactDef],
        people: People,
        latest: int,
        *,
        fold: bool = True,
        first: int = FIRST,
        many: int = MANY,
        extra: Sequence[QWidget] = (),
        help_of: Mapping[str, ColumnHelp] | None = None,
    ) -> None:
        super().__init__()
        told = help_of or {}
        self.fields = {name: FactField(f, people, latest, told.get(name)) for name, f in facts.items()}
        self._fixed: set[str] = set()
        names = list(facts)
        late = names[first:] if fold and len(names) > many else []
        self._late = [name for name in late if not facts[name].mandatory]
        flow, rest = Flow(), Flow()
        for name, field in self.fields.items():
            (rest if name in self._late else flow).add(field)
            field.changed.connect(lambda _value: self.changed.emit())
        for part in extra:
            rest.add(part)
        self._rest = rest
        self.more = Button("", "link", trailing="arrow-down-s")
        self.more.clicked.connect(self.unfold)
        parts: list[Any] = [flow]
        count = len(self._late) + len(extra)
        if count:
            parts = [*([flow, 8] if len(self._late) < len(names) else []), self._rest, row(self.more, None)]
            text = _("Trường hợp riêng ({n})") if first else _("Mục khác ({n})")
            self.more.setText(text.format(n=count))
        self.setLayout(column(*parts))
        shown(self._rest, False)

    def unfold(self) -> None:
        """Show all."""
        shown(self._rest, True)
        shown(self.more, False)

    def show_kept(self, values: Mapping[str, Any]) -> None:
        """Show the facts of an act; folded ones with a value unfold."""
        for name, field in self.fields.items():
            field.show_kept(values.get(name))
        if any(values.get(name) not in (None, "") for name in self._late):
            self.unfold()

    def show_known(self, known: Mapping[str, Known], *, begin: bool) -> None:
        """Show what the records tell: fixed facts are not typed again, others only `begin` an empty step."""
        for name, fact in known.items():
            field = self.fields.get(name)
            if field is None:
                continue
            kept = field.typed()
            same = kept in ("", fact.value) or str(kept) == str(fact.value)
            if not same or not (fact.fixed or begin):
                continue
            field.show_kept(fact.value)
            field.say(fact.source)
            if fact.fixed:
                self._fixed.add(name)
                field.set_read_only(True)
            if name in self._late:
                self.unfold()

    def typed(self) -> dict[str, Any]:
        """All values as a command takes them."""
        return {name: field.typed() for name, field in self.fields.items()}

    def settle(self) -> bool:
        """Read what was typed; False when a field is not understood, which then has the keyboard."""
        wrong = [field for field in self.fields.values() if not field.settle()]
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def point(self, name: str, sentence: str = "") -> bool:
        """Bring a field to the eye, with a sentence below it; False when it is not here."""
        field = self.fields.get(name)
        if field is None:
            return False
        if name in self._late:
            self.unfold()
        if sentence:
            field.set_error(sentence)
        field.editor.setFocus()
        return True

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anything be changed."""
        for name, field in self.fields.items():
            field.set_read_only(read_only or name in self._fixed)
