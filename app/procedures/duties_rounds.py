"""What is due in rounds: answers asked for outside, remedies an inspection asked for, the yearly rating.

No rule read sets the days of answers and remedies: only those count that a person wrote into the letter or
the finding, or that the office set (`opinions.reminder_days`). Where nobody named a day there is no duty.
The rating of a year ends before 31/12 (43-HD/BTCTW 4); for years of which no source gives the day it is
due without one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from sqlalchemy import func, or_, select

from app.models import Duty, Round, RoundItem
from app.procedures import inspection, opinions
from app.procedures.duties import AHEAD, rule_told
from app.procedures.rounds import INSPECTION, OPINIONS, RATING
from app.storage.unit import Unit
from app.words import _, day_text

RATING_PLACE = "rating"
"""Place of the duties about the rating: the page of the year."""
PLACE = "review:"
"""Places of these duties: the part of the page of rounds and the item, `review:PART:ID`."""


def of_rounds(unit: Unit) -> list[Duty]:
    """Open questions and remedies with a day, of the own book and of those kept for cells."""
    found = unit.session.execute(
        select(Round, RoundItem)
        .join(RoundItem, RoundItem.round == Round.id)
        .where(Round.what.in_((OPINIONS, INSPECTION)), Round.gone.is_(False), RoundItem.gone.is_(False))
        .order_by(RoundItem.id)
    ).tuples()
    duties: list[Duty] = []
    for round_, item in found:
        if not unit.holds(round_.owner):
            continue
        if round_.what == INSPECTION:
            duties.extend(_remedy(item))
        elif not round_.closed:  # nothing more is written in a closed year of questions
            duties.extend(_answer(unit, item))
    return duties


def of_rating(unit: Unit) -> list[Duty]:
    """The rating of the year: to be opened when its last day comes near, where one was kept before; then
    whoever has no level yet."""
    own = unit.workspace.organisation_id
    rated = list(
        unit.session.scalars(
            select(Round).where(Round.what == RATING, Round.owner == own, Round.gone.is_(False))
        )
    )
    found = []
    for one in rated:
        if not one.closed:
            n = _without_level(unit, one)
            what = (
                _("Xếp loại năm {year}: còn {n} người, tập thể chưa có mức").format(year=one.year, n=n)
                if n
                else _("Xếp loại năm {year}: đủ mức, kết thúc đợt để gửi cấp trên").format(year=one.year)
            )
            found.append(_of_year(unit, what, one.year, one.opened))
    year = unit.today.year
    if not rated or any(one.year == year for one in rated):
        return found  # an office that keeps no ratings here is not asked for them
    opening = _of_year(unit, _("Mở đợt xếp loại năm {year}").format(year=year), year)
    near = opening.due is not None and opening.due <= (unit.today + AHEAD).isoformat()
    return [*found, opening] if near else found


def _of_year(unit: Unit, what: str, year: int, base: str | None = None) -> Duty:
    rule = unit.rulebook.on(datetime.date(year, 12, 31))["rating.finish"]
    duty = Duty(
        owner=unit.workspace.organisation_id, what=what, base_date=base, place=RATING_PLACE,
        rule=rule_told(rule),
    )  # fmt: skip
    if rule.value == "before_31_12":
        duty.due = f"{year}-12-30"
    return duty


def _without_level(unit: Unit, round_: Round) -> int:
    """Lines of the own round that are to have a level and have none."""
    data = RoundItem.data
    levels = data["levels"]
    missing = select(func.count()).where(
        RoundItem.round == round_.id,
        RoundItem.owner == round_.owner,
        RoundItem.gone.is_(False),
        RoundItem.outcome.is_(None),
        data["not_rated"].as_string().is_(None),
        levels["cell"].as_string().is_(None),
        or_(RoundItem.subject == "member", levels["self"].as_string().is_(None)),
    )
    return unit.session.scalar(missing) or 0


def _answer(unit: Unit, item: RoundItem) -> Iterator[Duty]:
    with unit.opened(item.owner):
        due, days = opinions.due_of(unit, item), opinions.reminder_days(unit)
    if due is None:
        return
    asked = day_text(datetime.date.fromisoformat(item.data["asked_on"]))
    why = (
        _("Hỏi ngày {asked}, công văn hẹn trả lời đến hết ngày {due}.")
        if item.data.get("reply_by")
        else _("Hỏi ngày {asked}; đơn vị mình đặt nhắc sau {days} ngày: đến hết ngày {due}.")
    )
    what = _("Nhận ý kiến trả lời của {organisation}").format(organisation=item.data["organisation"])
    told = why.format(asked=asked, due=day_text(due), days=days)
    yield _duty(OPINIONS, item, what, due.isoformat(), item.data["asked_on"], told)


def _remedy(item: RoundItem) -> Iterator[Duty]:
    due = item.data.get("due")
    if not due or inspection.state_of(item, datetime.date.min) != "open":
        return
    what = _("Theo dõi khắc phục ở {office}: {remedy}").format(
        office=item.data["name"], remedy=item.data["remedy"]
    )
    why = _("Kiểm tra ngày {day}, yêu cầu khắc phục đến hết ngày {due}.").format(
        day=day_text(datetime.date.fromisoformat(item.date or due)),
        due=day_text(datetime.date.fromisoformat(due)),
    )
    yield _duty(INSPECTION, item, what, due, item.date, why)


def _duty(part: str, item: RoundItem, what: str, due: str, base: str | None, why: str) -> Duty:
    return Duty(
        owner=item.owner,
        person=item.person,
        what=what,
        due=due,
        base_date=base,
        rule={"why": why},
        place=f"{PLACE}{part}:{item.id}",
    )
