"""Writing what the fields of a list tell of a life in the Party: as dated events, corrected where they stand.

`status`, `since`, `admission_date`, `official_date`, `activity` and `activity_date` are no fields of a
person; they are events. A correction of the status takes back what was entered by mistake after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.models import Event, Happening
from app.models.lives import RANK, STATUS, in_order, surely_before
from app.procedures.titles import FIELD_TITLES
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _

STATES = {"exempt", "suspended", "away", "guest", "custody", "lost_contact", "transfer_gap"}
LEFT = {"left", "died", "deceased", "expelled", "deleted", "resigned", "transferred"}
ACTIVITIES = STATES | LEFT | {"active"}
FIELDS = {"status", "since", "admission_date", "official_date", "activity", "activity_date"}
_MAKES = {status: what for what, status in STATUS.items() if what != "restored"}
_FIELD_OF = {"sympathiser": "since", "admitted": "admission_date", "official": "official_date"}


def write_life(
    unit: Unit,
    person: str,
    values: Mapping[str, Any],
    source: str = "paper",
    *,
    reason: str | None = None,
    new: bool = False,
) -> bool:
    """Write the events these fields tell of; existing ones of the same kind are corrected.

    `new`: the person has no events yet. Returns whether anything changed.
    Raises Refused("follows_from_case") when the status follows from a case.
    """
    before = len(unit.touched)
    known = [] if new else in_order(unit.all(Event, person=person, owner=unit.organisation))
    status, activity = values.get("status"), values.get("activity")
    if status and known:
        known = _take_back(unit, person, known, status, reason)

    def put(what: str, demanded: bool, name: str, event: Event | None, value: str | None = None) -> None:
        date = values.get(name)
        if event is None:
            if not (demanded or date):
                return
            event = Event(person=person, what=what, value=value, date=date, source=source)
        else:
            event.date = values.get(name, event.date)
            event.value = value or event.value
        unit.write(event, reason=reason)

    def last(what: str) -> Event | None:
        return next((e for e in reversed(known) if e.what == what), None)

    early = status if status in ("sympathiser", "applicant") else "sympathiser"
    put(early, status == early, "since", last(early))
    put("admitted", status in ("probationary", "full"), "admission_date", last("admitted"))
    put("official", status == "full", "official_date", last("official"))
    states = [e for e in known if e.what == "state" and not e.until]
    if activity in STATES:
        put("state", True, "activity_date", next((e for e in states if e.value == activity), None), activity)
    elif activity in LEFT or status == "former":
        left = last("left")
        put("left", True, "activity_date", left, activity or (None if left else "left"))
    elif activity == "active":
        _end(unit, states, values.get("activity_date"), reason)
    elif values.get("activity_date") and (of := states[-1] if states else last("left")) is not None:
        put(of.what, True, "activity_date", of)
    return len(unit.touched) > before


def _take_back(unit: Unit, person: str, known: list[Event], status: str, reason: str | None) -> list[Event]:
    """Annul the events that would make the person more than the corrected status says."""
    top = RANK[_MAKES[status]]
    if status == "former":
        return known
    later = [e for e in known if RANK.get(e.what, 0) > top]
    from_cases = unit.session.scalars(
        select(Happening.what).where(Happening.person == person, Happening.source.not_like("event:%"))
    )
    if any(RANK.get(what, 0) > max(top, RANK["applicant"]) for what in from_cases):
        raise Refused(
            "follows_from_case",
            _("Tình trạng này theo kết quả một hồ sơ trong sổ."),
            _("Sửa hoặc hủy bước đã ghi trong hồ sơ ấy."),
            field="status",
        )
    for event in later:
        unit.annul(event, reason or _("sửa tình trạng"))
    return [e for e in known if e not in later]


def _end(unit: Unit, states: list[Event], date: str | None, reason: str | None) -> None:
    """End the open states on a day; without one nothing is known to have ended."""
    for event in states if date else []:
        if surely_before(str(date), event.date or ""):
            raise Refused(
                "bad_value",
                _("Ngày sinh hoạt trở lại trước ngày bắt đầu miễn, vắng hoặc đình chỉ."),
                field="activity_date",
            )
        event.until = date
        unit.write(event, reason=reason)


def refuse_disorder(unit: Unit, person: str, birth: str | None) -> None:
    """Raise Refused("bad_order") where an entered day surely lies before one it must follow."""
    unit.session.flush()
    days = [("birth", birth or "")]
    events = unit.all(Event, person=person, owner=unit.organisation)
    for what, name in _FIELD_OF.items():
        found = [e.date or "" for e in events if e.what == what]
        days += [(name, found[0])] if len(found) == 1 else []
    told = [(name, day) for name, day in days if day]
    for (one, first), (two, second) in zip(told, told[1:], strict=False):
        if surely_before(second, first):
            raise Refused(
                "bad_order",
                _("{two} trước {one}.").format(two=_(FIELD_TITLES[two]), one=_(FIELD_TITLES[one]).lower()),
                _("Kiểm tra lại hai ngày."),
                field=two,
            )
