"""The list of duties: of an office, of a month, what waits elsewhere; each with its reason in words."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.models import CaseStanding, Duty, Organisation, PersonStanding
from app.words import N_, _, lower_first


@dataclass(frozen=True)
class DutyRow:
    """A duty with the name of the person it is about; "" for one about the office's rules."""

    duty: Duty
    name: str
    procedure: str | None
    """The procedure of the case; None where no case is open."""
    office: str = ""
    """Name of the office that has to act, where it is another one."""
    since: str | None = None
    """ISO day since which it waits there."""

    @property
    def due(self) -> datetime.date | None:
        """The last day, if there is one."""
        return datetime.date.fromisoformat(self.duty.due) if self.duty.due else None


def duties(
    session: Session,
    owner: str,
    until: datetime.date | None = None,
    *,
    since: datetime.date | None = None,
) -> list[DutyRow]:
    """Duties of an office, the earliest first; those without a day last.

    `until` leaves out what is due later or has no day, `since` what was due before.
    """
    found = _duties().where(Duty.owner == owner)
    if until is not None:
        found = found.where(Duty.due <= until.isoformat())
    if since is not None:
        found = found.where(Duty.due >= since.isoformat())
    return [DutyRow(*row) for row in session.execute(found)]


def of_month(session: Session, owner: str, month: datetime.date, today: datetime.date) -> list[DutyRow]:
    """What falls into the month of a day; into the present one also what is late or has no day."""
    first, last = month_of(month)
    found = _duties().where(Duty.owner == owner)
    if first <= today <= last:
        found = found.where(or_(Duty.due.is_(None), Duty.due <= last.isoformat()))
    else:
        found = found.where(Duty.due.between(first.isoformat(), last.isoformat()))
    return [DutyRow(*row) for row in session.execute(found)]


def month_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of the month of a day."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def by_person(rows: Iterable[DutyRow]) -> list[DutyRow]:
    """The rows of each person together, those with the earliest day first; what is about rules at the end."""
    ordered = list(rows)
    place: dict[str, int] = {}
    for row in ordered:
        place.setdefault(row.duty.person or "", len(place))
    return sorted(ordered, key=lambda row: (not row.name, place[row.duty.person or ""]))


def waiting(session: Session, owner: str) -> list[DutyRow]:
    """What other offices have to do in the office's own cases: of each case what is due first."""
    found = (
        _duties()
        .add_columns(func.coalesce(Organisation.name, ""), CaseStanding.since)
        .outerjoin(Organisation, Organisation.id == Duty.owner)
        .where(Duty.owner != owner, CaseStanding.owner == owner, Duty.place.is_(None))
    )
    first: dict[str | None, DutyRow] = {}
    for row in session.execute(found):
        first.setdefault(row[0].case, DutyRow(*row))
    return list(first.values())


def once(rows: Iterable[DutyRow]) -> list[tuple[DutyRow, int]]:
    """A rule nobody knows is asked for once, however many cases read it: the row, and how many do."""
    cases: dict[Any, set[str | None]] = {}
    first: dict[Any, DutyRow] = {}
    for row in rows:
        place = row.duty.place or ""
        key = place if place.startswith("rules:") else row.duty.id
        first.setdefault(key, row)
        cases.setdefault(key, set()).add(row.duty.case)
    return [(row, len(cases[key])) for key, row in first.items()]


_ABOUT = {
    "review:opinions": N_("Ý kiến ngoài chi bộ"),
    "review:inspection": N_("Kiểm tra, giám sát"),
    "rating": N_("Xếp loại"),
    "condense": N_("Hồ sơ đã đóng"),
}


def who(row: DutyRow) -> str:
    """Whom a duty is about: a person, else the round it belongs to, else the office's rules."""
    place = row.duty.place or ""
    about = next((title for start, title in _ABOUT.items() if place.startswith(start)), N_("Quy định"))
    return row.name or _(about)


def _duties() -> Select[Any]:
    return (
        select(Duty, func.coalesce(PersonStanding.name, ""), CaseStanding.procedure)
        .outerjoin(PersonStanding, PersonStanding.person == Duty.person)
        .outerjoin(CaseStanding, CaseStanding.case == Duty.case)
        .order_by(Duty.due.is_(None), Duty.due, PersonStanding.sort_key, Duty.id)
    )


def group_of(due: datetime.date | None, today: datetime.date) -> str:
    """late, week (to its Sunday), month, later; open for what has no day."""
    if due is None:
        return "open"
    if due < today:
        return "late"
    if due <= today + datetime.timedelta(days=6 - today.weekday()):
        return "week"
    return "month" if (due.year, due.month) == (today.year, today.month) else "later"


def reason(row: DutyRow, cases: int = 1) -> str:
    """Why it is due: the rule in short words and the day it counts from, in one sentence.

    `cases`: how many open cases read the rule, where it is about one nobody knows.
    """
    duty, rule = row.duty, row.duty.rule or {}
    place = duty.place or ""
    if place.startswith("rules:"):
        text = _("Bước sắp làm của {n} hồ sơ đọc quy định này; hỏi cấp ủy cấp trên, ghi kèm số văn bản.")
        return text.format(n=cases)
    if rule.get("key"):
        return why(rule, duty.base_date)
    if rule.get("why"):
        return str(rule["why"])
    if place.startswith("pack:"):
        return _("Bộ đã đến theo gói; sau khi xem khác biệt và bật thì mới áp dụng.")
    if place:
        return _("Thiếu mục này thì chưa tính được hạn.")
    return _("Đến lượt đơn vị mình; bước này chưa có hạn.")


def why(rule: dict[str, Any], base: str | None) -> str:
    """A rule in short words and the day it counts from."""
    text = lower_first(str(rule.get("text") or ""))
    if not text:
        from app.regulations.rules import UNIT_WORDS

        unit = _(UNIT_WORDS.get(str(rule.get("unit")), ""))
        text = _("trong {value} {unit}").format(value=rule.get("value", ""), unit=unit)
    if not base:
        return _("Vì sao: {rule}").format(rule=text)
    return _("Vì sao: {rule}, từ {day}").format(rule=text, day=_day(base))


def source(rule: dict[str, Any]) -> str:
    """Document, its day and point; how far it is checked, where it is not."""
    number, _at, dated = str(rule.get("document") or "").partition("@")
    if not number:
        return ""
    text = _("{number} ngày {day}").format(number=number, day=_day(dated)) if dated else number
    point = str(rule.get("point") or "")
    if point:
        text += ", " + (_("điểm {point}").format(point=point) if point[0].isdigit() else point)
    confidence = {"reported": _("mới có một nguồn"), "assumed": _("chưa kiểm chứng")}.get(
        str(rule.get("confidence"))
    )
    return f"{text} ({confidence})" if confidence else text


def _day(iso: str) -> str:
    return "/".join(reversed(iso[:10].split("-")))
