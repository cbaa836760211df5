"""What is due about people where no case is open yet: recognition coming, dates lacking, states ending."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from app.models import Duty, Happening, Person, PersonStanding
from app.procedures.duties import AHEAD, rule_of_duty, rule_told
from app.procedures.titles import STATE_TITLES
from app.regulations import deadlines
from app.regulations.calendar import load_calendar
from app.regulations.dates import PartialDate
from app.regulations.deadlines import Deadline
from app.regulations.rulebook import Rules
from app.storage.unit import Unit
from app.words import N_, _, day_text

OPEN_RECOGNITION = N_("Mở hồ sơ công nhận chính thức")
NO_HELPER = N_("Chưa phân công người giúp đỡ: mở hồ sơ tạo nguồn")
PERSON = "person"
"""Place of a duty done on the person's own page; `open:PROCEDURE` opens a case."""
RULED = PersonStanding.status.in_(("probationary", "sympathiser"))
"""Those whose duties without a case follow from rules, and change with them."""


def of_person(
    unit: Unit,
    person: Person,
    standing: PersonStanding,
    lived: Iterable[Happening],
    open_procedures: Collection[str],
    cases: int,
) -> list[Duty]:
    """The duties about a person today, for the office that keeps the record; `cases`: all they ever had."""
    found = []
    if standing.status == "probationary" and "recognition" not in open_procedures:
        found.append(_recognition(unit, person, standing))
    if standing.status == "sympathiser" and not cases:
        found.append(_helper(unit, person))
    if standing.status in ("full", "probationary"):
        found.extend(_states(unit, person, lived))
    return [duty for duty in found if duty is not None]


def _recognition(unit: Unit, person: Person, standing: PersonStanding) -> Duty | None:
    """When the 12 months end, the cell considers recognition (Điều 5 of the Charter; 294-QĐ/TW 4.2.1)."""
    admitted = PartialDate.parse(standing.admission_date) if standing.admission_date else None
    if admitted is None or not admitted.whole:
        return _duty(person, _("Ghi đủ ngày vào Đảng để tính thời gian dự bị"), None, None, PERSON)
    rules = unit.rulebook.on(admitted.first())
    made = deadlines.deadline(rules["recognition.probation"], admitted.first(), load_calendar())
    if made is None or made.due > unit.today + AHEAD:
        return None
    return _duty(
        person, _(OPEN_RECOGNITION), _considered(unit.rulebook.on(made.due), made), made, "open:recognition"
    )


def _considered(rules: Rules, probation: Deadline) -> Deadline:
    """The last day for the cell to consider it; the end of probation where no rule says."""
    rule = rules["recognition.cell.deadline"]
    return deadlines.deadline(rule, probation.due, load_calendar()) or probation


def _helper(unit: Unit, person: Person) -> Duty | None:
    """Who is a sympathiser is given a full member as helper, from the day a rule says so."""
    rule = unit.rulebook.on(unit.today)["source.helper"]
    if not rule.known:
        return None
    duty = _duty(person, _(NO_HELPER), None, None, "open:source")
    duty.rule = rule_told(rule)
    return duty


def _states(unit: Unit, person: Person, lived: Iterable[Happening]) -> Iterable[Duty]:
    """Exemptions, suspensions and temporary activity that end on a day entered for them."""
    today = unit.today.isoformat()
    for one in lived:
        if (
            one.what == "state"
            and one.until
            and (one.date or "") <= today < one.until
            and len(one.until) == 10
        ):
            what = _("Hết thời hạn: {state}").format(state=_(STATE_TITLES.get(one.value or "", "")).lower())
            duty = _duty(person, what, None, None, PERSON)
            duty.due, duty.base_date = one.until, one.date
            duty.rule = {
                "why": _("Thời hạn ghi trong sổ, đến ngày {day}.").format(
                    day=day_text(datetime.date.fromisoformat(one.until))
                )
            }
            yield duty


def _duty(person: Person, what: str, due: Deadline | None, base: Deadline | None, place: str) -> Duty:
    before = () if base is None or base is due else (base,)
    return Duty(
        owner=person.owner,
        person=person.id,
        what=what,
        due=due.due.isoformat() if due else None,
        base_date=due.base_day.isoformat() if due else None,
        rule=rule_of_duty(due, *before) if due else {},
        place=place,
    )
