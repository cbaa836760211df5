"""Persons: adding, correcting, taking a list in, their history.

Statuses: sympathiser, applicant, probationary, full, former. What a person is follows from events;
fields of a list that tell of events (dates of admission and recognition, activity) become events here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from app.models import Event, Person, new_id
from app.models.base import fields_of
from app.models.folding import nfc
from app.procedures.deeds import Command
from app.procedures.titles import FIELD_TITLES, STATUS_TITLES
from app.regulations.dates import PartialDate
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _

DATES = {
    "since",
    "birth",
    "card_issue_date",
    "youth_union_date",
    "admission_date",
    "official_date",
    "activity_date",
}
DIGITS = {"personal_number": 12, "card_number": 12, "old_card_number": 8, "old_id_number": 9}
STATES = {"exempt", "suspended", "away", "guest", "custody"}
LEFT = {"left", "died", "deceased", "expelled", "deleted", "resigned", "transferred"}
_LIFE = {"status", "since", "admission_date", "official_date", "activity", "activity_date"}
_OWN = set(fields_of(Person)) - {"gone", "reason"}


def clean(name: str, value: Any) -> Any:
    """The value of a person's field as it is kept; raises Refused("bad_field", "bad_value")."""
    if name not in _OWN | _LIFE:
        raise Refused(
            "bad_field",
            _("Không có mục “{name}”.").format(name=name),
            _("Các mục: {all}").format(all=", ".join(sorted(_OWN | _LIFE))),
        )
    if value is None or isinstance(value, bool):
        return value
    text = nfc(str(value))
    title = _(FIELD_TITLES.get(name, name))
    if name == "delete_requested":
        return text.lower() in ("1", "true", "có", "x")
    if not text:
        return None
    if len(text) > 1000:
        raise Refused("bad_value", _("{title} dài quá 1.000 ký tự.").format(title=title), field=name)
    if name in DATES:
        try:
            return PartialDate.parse(text, latest=datetime.date.today().year).iso()
        except (ValueError, Refused) as error:
            raise Refused(
                "bad_value",
                _("{title} “{text}” không phải là ngày.").format(title=title, text=text),
                _("Ghi ngày/tháng/năm, tháng/năm hoặc năm."),
                field=name,
            ) from error
    if name in DIGITS and not re.fullmatch(rf"\d{{{DIGITS[name]}}}", text):
        raise Refused(
            "bad_value",
            _("{title} phải có đúng {n} chữ số.").format(title=title, n=DIGITS[name]),
            _("Kiểm tra các số 0 ở đầu."),
            field=name,
        )
    if name == "sex":
        sexes = {"male": "male", "female": "female", "nam": "male", "nữ": "female"}
        if text.casefold() not in sexes:
            raise Refused("bad_value", _("Giới tính là nam hoặc nữ."), field=name)
        return sexes[text.casefold()]
    if name == "status" and text not in STATUS_TITLES:
        raise Refused(
            "bad_value",
            _("Không có tình trạng “{text}”.").format(text=text),
            ", ".join(STATUS_TITLES),
            field=name,
        )
    return text


def day_field(text: str, name: str = "date") -> str:
    """A whole day as ISO text; raises Refused("bad_date")."""
    found = PartialDate.parse(str(text))
    if not found.whole:
        raise Refused(
            "bad_date",
            _("“{text}” chưa đủ ngày, tháng, năm.").format(text=text),
            _("Ghi đủ ngày/tháng/năm."),
            field=name,
        )
    return found.iso()


def lacking(person: Person, status: str) -> list[str]:
    """Fields the national member list demands and this person lacks."""
    if status not in ("full", "probationary"):
        return [name for name in ("name", "birth") if not getattr(person, name)]
    wanted = ["name", "sex", "birth", "ethnicity", "religion", "personal_number"]
    wanted += ["card_number"] if status == "full" else []
    return [name for name in wanted if not getattr(person, name)]


@dataclass(frozen=True)
class AddPerson(Command):
    """Put a person on file with a status. Returns the Person."""

    deed: ClassVar[str] = "person.add"
    status: str = "sympathiser"
    fields: Mapping[str, Any] = field(default_factory=dict)

    def do(self, unit: Unit) -> Person:
        values = {name: clean(name, value) for name, value in self.fields.items()}
        if not values.get("name"):
            raise Refused("bad_value", _("Chưa ghi họ và tên."), field="name")
        values["status"] = clean("status", self.status)
        person = unit.write(Person(id=new_id(), **{n: v for n, v in values.items() if n in _OWN}))
        write_life(unit, person.id, values)
        return person


@dataclass(frozen=True)
class SetPerson(Command):
    """Correct fields of a person on file. Returns the Person."""

    deed: ClassVar[str] = "person.set"
    person: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None

    def do(self, unit: Unit) -> Person:
        person = unit.get(Person, self.person)
        values = {name: clean(name, value) for name, value in self.fields.items()}
        if "name" in values and not values["name"]:
            raise Refused("bad_value", _("Chưa ghi họ và tên."), field="name")
        for name in values.keys() & _OWN:
            setattr(person, name, values[name])
        unit.write(person, reason=self.reason)
        if values.keys() & _LIFE:
            write_life(unit, person.id, values)
        return person


def write_life(unit: Unit, person: str, values: Mapping[str, Any], source: str = "paper") -> bool:
    """Write the events these list fields tell of; existing ones of the same kind are corrected.

    Returns whether anything changed.
    """
    wanted: list[tuple[str, str | None, str | None]] = []
    status = values.get("status")
    if status in ("sympathiser", "applicant"):
        wanted.append((status, None, values.get("since")))  # no day is made up
    if values.get("admission_date") or status in ("probationary", "full"):
        wanted.append(("admitted", None, values.get("admission_date")))
    if values.get("official_date") or status == "full":
        wanted.append(("official", None, values.get("official_date")))
    activity = values.get("activity")
    if activity in STATES:
        wanted.append(("state", activity, values.get("activity_date")))
    elif activity in LEFT or status == "former":
        wanted.append(("left", activity if activity in LEFT else "left", values.get("activity_date")))
    known = {
        (e.what, e.value if e.what == "state" else None): e
        for e in unit.all(Event, person=person, owner=unit.organisation)
    }
    before = len(unit.touched)
    for what, value, date in wanted:
        event = known.get((what, value if what == "state" else None))
        if event is None:
            event = Event(person=person, what=what, value=value, date=date, source=source)
        elif date and what not in ("sympathiser", "applicant"):
            event.date, event.value = date, value or event.value
        unit.write(event)
    return len(unit.touched) > before


@dataclass(frozen=True)
class TakenIn:
    """How taking a list in ended; rows are counted, persons named by id."""

    batch: str
    created: int
    updated: int
    unchanged: int
    left: int
    """Rows that wait for a decision (possible duplicates of persons on file)."""


@dataclass(frozen=True)
class TakeIn(Command):
    """Write the accepted rows of a read list: new persons made, empty fields of known ones filled.

    `rows` are the fields of the list, `same` maps a row's index to the person it is, `ask` holds
    indexes that wait for a decision, `chosen` (index, field) differences to take over. One
    transaction, each person a deed of its own, all undone together by `UndoTakeIn`.
    """

    deed: ClassVar[str] = "import"
    rows: Sequence[Mapping[str, Any]] = ()
    same: Mapping[int, str] = field(default_factory=dict)
    repeats: Mapping[int, int] = field(default_factory=dict)
    """Row index -> earlier row of the list that is the same person."""
    ask: frozenset[int] = frozenset()
    chosen: frozenset[tuple[int, str]] = frozenset()
    progress: Callable[[int, int], None] | None = None

    def do(self, unit: Unit) -> TakenIn:
        batch = f"import:{new_id()}"
        made: dict[int, str] = {}
        created = updated = unchanged = 0
        for index, row in enumerate(self.rows):
            if self.progress is not None and index % 50 == 0:
                self.progress(index, len(self.rows))
            if index in self.ask:
                continue
            unit.begin(batch)
            values = {n: clean(n, v) for n, v in row.items() if n in _OWN | _LIFE}
            known = self.same.get(index) or made.get(self.repeats.get(index, -1))
            if known is None:
                person = unit.write(Person(id=new_id(), **{n: v for n, v in values.items() if n in _OWN}))
                write_life(unit, person.id, values, "list")
                made[index] = person.id
                created += 1
            elif self._fill(unit, index, known, values):
                updated += 1
            else:
                unchanged += 1
        return TakenIn(batch, created, updated, unchanged, len(self.ask))

    def _fill(self, unit: Unit, index: int, known: str, values: Mapping[str, Any]) -> bool:
        person = unit.get(Person, known)
        before = len(unit.touched)
        for name in values.keys() & _OWN:
            if values[name] not in (None, False) and (
                not getattr(person, name) or (index, name) in self.chosen
            ):
                setattr(person, name, values[name])
        unit.write(person)
        events = {e.what: e for e in unit.all(Event, person=known, owner=unit.organisation)}
        life = {}
        for name, what in (("admission_date", "admitted"), ("official_date", "official")):
            dated = events.get(what)
            if values.get(name) and (dated is None or not dated.date or (index, name) in self.chosen):
                life[name] = values[name]
        if values.get("activity") in STATES | LEFT and not events.keys() & {"state", "left"}:
            life |= {n: values.get(n) for n in ("activity", "activity_date")}
        write_life(unit, known, life, "list")
        return len(unit.touched) > before


def differences(
    person: Person, life: Mapping[str, Any], row: Mapping[str, Any]
) -> list[tuple[str, Any, Any]]:
    """(field, on file, in the list) where both are filled and differ."""
    found = []
    for name, value in row.items():
        have = life.get(name) if name in _LIFE else getattr(person, name, None) if name in _OWN else None
        if (
            value not in (None, False, "")
            and have not in (None, False, "")
            and str(have).casefold() != str(value).casefold()
        ):
            found.append((name, have, value))
    return found


@dataclass(frozen=True)
class UndoTakeIn(Command):
    """Undo a whole list taken in, until something of it is used or sent."""

    deed: ClassVar[str] = "undo"
    batch: str = ""

    def do(self, unit: Unit) -> int:
        from sqlalchemy import select

        from app.models import EntryRow
        from app.storage.unit import undo

        deeds = list(
            unit.session.scalars(select(EntryRow.deed).where(EntryRow.what == self.batch).distinct())
        )
        if not deeds:
            raise Refused("nothing_to_undo", _("Không có gì để hoàn tác."))
        for deed in deeds:
            undo(unit, deed)
        return len(deeds)
