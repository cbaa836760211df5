"""Deadlines with their arithmetic: base day, rule, last day, and the answer to "vì sao?"."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from app.regulations.calendar import Calendar
from app.regulations.rules import Rule
from app.words import _, day_text


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day by one rule counted from one base day; `why` is the whole arithmetic in words."""

    base_day: datetime.date
    rule: Rule
    due: datetime.date
    why: str
    decided: bool = True
    named: bool = False
    """A person wrote the last day into the case; the rule was not counted."""

    def days_left(self, today: datetime.date) -> int:
        """Calendar days until the last day; negative when it has passed."""
        return (self.due - today).days


def named(rule: Rule, base_day: datetime.date, due: datetime.date) -> Deadline:
    """A last day that a person wrote into the case, where the rule leaves it to the office."""
    why = _("Hồ sơ ngày {base} ghi đến hết ngày {due}.").format(base=day_text(base_day), due=day_text(due))
    return Deadline(base_day, rule, due, why, named=True)


def deadline(
    rule: Rule, base_day: datetime.date, calendar: Calendar, *, extension: Rule | None = None
) -> Deadline | None:
    """The deadline of a period rule from its base day (day 0); None when the rule is unknown.

    A known `extension` in the same unit is added.
    """
    if not rule.known:
        return None
    value = rule.number
    sources = [rule.source_text()]
    amount = rule.value_text()
    if extension is not None and extension.known and extension.unit == rule.unit:
        value += extension.number
        amount = _("{period} và gia hạn {more}").format(period=amount, more=extension.value_text())
        if extension.source_text() not in sources:
            sources.append(extension.source_text())
    due = calendar.add_period(base_day, value, rule.unit)
    why = _("{amount} sau ngày {base}, đến hết ngày {due} ({source}).").format(
        amount=amount, base=day_text(base_day), due=day_text(due), source="; ".join(sources)
    )
    decided = True
    if rule.unit == "working_days":
        off = calendar.days_off(base_day, due)
        decided = calendar.is_decided(base_day, due)
        if off:
            why += " " + _("Đã trừ thứ Bảy, Chủ nhật và {count} ngày nghỉ lễ.").format(count=len(off))
        else:
            why += " " + _("Đã trừ thứ Bảy, Chủ nhật.")
        if not decided:
            why += " " + _("Lịch nghỉ lễ của năm ấy mới là dự kiến.")
    if rule.confidence != "confirmed":
        why += " " + rule.confidence_text()
    return Deadline(base_day, rule, due, why, decided)
