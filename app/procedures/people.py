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
from app.procedures.lives import ACTIVITIES, LEFT, STATES, refuse_disorder, write_life
from app.procedures.lives import FIELDS as _LIFE
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
_OWN = set(fields_of(Person)) - {"gone", "reason"}


def clean(name: str, value: Any, today: datetime.date | None = None) -> Any:
    """The value of a person's field as it is kept; raises Refused("bad_field", "bad_value").

    With `today`, a date that lies ahead is refused ("future_date").
    """
    if name not in _OWN | _LIFE:
        raise Refused(
            "bad_field",
            _("Không có mục “{name}”.").format(name=name),
            _("Các mục: {all}").format(all=", ".join(sorted(_OWN | _LIFE))),
        )
    if value is None or (isinstance(value, bool) and name == "delete_requested"):
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
            found = PartialDate.parse(text, latest=(today or datetime.date.today()).year)
        except (ValueError, Refused) as error:
            raise Refused(
                "bad_value",
                _("{title} “{text}” không phải là ngày.").format(title=title, text=text),
                _("Ghi ngày/tháng/năm, tháng/năm hoặc năm."),
                field=name,
            ) from error
        if today is not None and found.first() > today:
            raise Refused(
                "future_date",
                _("{title} {day} chưa đến.").format(title=title, day=found.text()),
                _("Kiểm tra lại ngày."),
                field=name,
            )
        return found.iso()
    if name in DIGITS:
        text = text.replace(" ", "")  # written in groups
        if not re.fullmatch(rf"[0-9]{{{DIGITS[name]}}}", text):
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
    for field_name, known in (("status", STATUS_TITLES), ("activity", ACTIVITIES)):
        if name == field_name and text not in known:
            raise Refused(
                "bad_value",
                _("{title}: không có “{text}”.").format(title=title, text=text),
                ", ".join(sorted(known)),
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
        values = {name: clean(name, value, unit.today) for name, value in self.fields.items()}
        if not values.get("name"):
            raise Refused("bad_value", _("Chưa ghi họ và tên."), field="name")
        values["status"] = clean("status", self.status)
        person = unit.write(Person(id=new_id(), **{n: v for n, v in values.items() if n in _OWN}))
        write_life(unit, person.id, values, new=True)
        refuse_disorder(unit, person.id, person.birth)
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
        values = {name: clean(name, value, unit.today) for name, value in self.fields.items()}
        if "name" in values and not values["name"]:
            raise Refused("bad_value", _("Chưa ghi họ và tên."), field="name")
        for name in values.keys() & _OWN:
            setattr(person, name, values[name])
        unit.write(person, reason=self.reason)
        if values.keys() & _LIFE:
            self._refuse_unclear(unit, values)
            write_life(unit, person.id, values, reason=self.reason)
            refuse_disorder(unit, person.id, person.birth)
        return person

    def _refuse_unclear(self, unit: Unit, values: Mapping[str, Any]) -> None:
        """What a correction of the activity must say: since when, or until when."""
        events = unit.all(Event, person=self.person, owner=unit.organisation)
        open_ones = [e for e in events if e.what == "state" and not e.until]
        ends, day = values.get("activity") == "active", values.get("activity_date")
        if ends and any(e.what == "left" for e in events):
            raise Refused(
                "wrong_status",
                _("Người này đã ra khỏi Đảng."),
                _("Nếu ghi nhầm, sửa mục tình trạng (status)."),
                field="activity",
            )
        if ends and open_ones and not day:
            raise Refused(
                "bad_value",
                _("Chưa ghi ngày sinh hoạt trở lại."),
                _("Ghi ngày theo quyết định hoặc sổ theo dõi."),
                field="activity_date",
            )
        told = open_ones or any(e.what == "left" for e in events) or values.keys() & {"activity", "status"}
        if day and not told:
            raise Refused(
                "bad_value",
                _("Chưa ghi trạng thái hoạt động của ngày này."),
                ", ".join(sorted(ACTIVITIES)),
                field="activity",
            )


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
    batch: str = ""
    """Name of the list these rows are part of; a new one when empty."""

    def do(self, unit: Unit) -> TakenIn:
        batch = self.batch or f"import:{new_id()}"
        made: dict[int, str] = {}
        created = updated = unchanged = left = 0
        for index, row in enumerate(self.rows):
            if self.progress is not None and index % 50 == 0:
                self.progress(index, len(self.rows))
            if index in self.ask:
                left += 1
                continue
            unit.begin(batch)
            values = {n: clean(n, v) for n, v in row.items() if n in _OWN | _LIFE}
            known = self.same.get(index) or made.get(self.repeats.get(index, -1))
            if known is None and index in self.repeats:
                left += 1  # the row it repeats waits, and so does this one
                continue
            if known is None:
                person = unit.write(Person(id=new_id(), **{n: v for n, v in values.items() if n in _OWN}))
                write_life(unit, person.id, values, "list", new=True)
                known = person.id
                created += 1
            elif self._fill(unit, index, known, values):
                updated += 1
            else:
                unchanged += 1
            made[index] = known
        return TakenIn(batch, created, updated, unchanged, left)

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
        told = values.get("activity") in STATES | LEFT
        if told and (not events.keys() & {"state", "left"} or (index, "activity") in self.chosen):
            life |= {n: values.get(n) for n in ("activity", "activity_date")}
        if life:
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
