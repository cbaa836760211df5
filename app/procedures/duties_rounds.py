"""What is due in rounds: answers asked for outside, remedies an inspection asked for.

No rule read sets these days: only those count that a person wrote into the letter or the finding, or that
the office set (`opinions.reminder_days`). Where nobody named a day there is no duty.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from sqlalchemy import select

from app.models import Duty, Round, RoundItem
from app.procedures import inspection, opinions
from app.procedures.rounds import INSPECTION, OPINIONS
from app.storage.unit import Unit
from app.words import _, day_text

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
