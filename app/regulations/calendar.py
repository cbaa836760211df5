"""Working days: weekends, public holidays and compensatory days of a calendar pack; adding periods."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.regulations.dates import add_months
from app.regulations.resources import resource_folder
from app.regulations.tables import Table, parse_toml, read_toml
from app.words import _

_DAY = datetime.timedelta(days=1)
UNITS = ("days", "working_days", "months", "years")


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. Years without a published list count weekends only and are not `decided`."""

    id: str
    version: str
    holidays: Mapping[datetime.date, str]
    working: Mapping[datetime.date, str]
    decided: frozenset[int]

    def is_working(self, day: datetime.date) -> bool:
        """Whether the day is worked; a compensatory working day beats weekend and holiday."""
        return day in self.working or (day.weekday() < 5 and day not in self.holidays)

    def add_working_days(self, base: datetime.date, number: int) -> datetime.date:
        """The last day of a period of `number` working days; `base` is day 0 and may be any day."""
        day = base
        for _count in range(number):
            day += _DAY
            while not self.is_working(day):
                day += _DAY
        return day

    def working_days_between(self, base: datetime.date, end: datetime.date) -> int:
        """Working days after `base` up to and with `end`; negative when `end` is earlier."""
        if end < base:
            return -self.working_days_between(end, base)
        days = (base + _DAY * count for count in range(1, (end - base).days + 1))
        return sum(self.is_working(day) for day in days)

    def add_period(self, base: datetime.date, value: int, unit: str) -> datetime.date:
        """The last day of a period of `value` days, working_days, months or years after `base` (day 0)."""
        match unit:
            case "days":
                return base + _DAY * value
            case "working_days":
                return self.add_working_days(base, value)
            case "months":
                return add_months(base, value)
            case "years":
                return add_months(base, value * 12)
        raise ValueError(f"unknown unit {unit}")

    def days_off(self, base: datetime.date, end: datetime.date) -> list[tuple[datetime.date, str]]:
        """The holidays after `base` up to `end` that are not weekend days, with their names."""
        return sorted((d, n) for d, n in self.holidays.items() if base < d <= end and d.weekday() < 5)

    def is_decided(self, base: datetime.date, end: datetime.date) -> bool:
        """Whether the days off of all years from `base` to `end` are published, not assumed."""
        return all(year in self.decided for year in range(base.year, end.year + 1))

    def with_overlay(self, other: Calendar) -> Calendar:
        """This calendar with the holidays and working days of another pack put over it."""
        holidays = {d: n for d, n in self.holidays.items() if d not in other.working} | dict(other.holidays)
        working = {d: n for d, n in self.working.items() if d not in other.holidays} | dict(other.working)
        return Calendar(other.id, other.version, holidays, working, self.decided | other.decided)


def read_calendar(path: Path) -> Calendar:
    """A calendar pack from its file; `Refused("bad_pack")` naming file and item."""
    return _calendar(read_toml(path), path.name)


def parse_calendar(text: str, file: str) -> Calendar:
    """A calendar pack from its text, as a package brings it; refusals as in `read_calendar`."""
    return _calendar(parse_toml(text, file), file)


def _calendar(content: dict[str, Any], file: str) -> Calendar:
    table = Table(content, file, "")
    head = Table(table.mapping("calendar"), file, "calendar")
    identity, version = head.text("id"), head.text("version")
    decided = frozenset(head.any("decided", ()))
    head.done()
    holidays = _days(Table(table.mapping("holidays"), file, "holidays"))
    working = _days(Table(table.mapping("working"), file, "working"))
    table.done()
    return Calendar(identity, version, holidays, working, decided)


def _days(table: Table) -> dict[datetime.date, str]:
    days = {}
    for written in table.content:
        try:
            day = datetime.date.fromisoformat(written)
        except ValueError:
            table.fail(_("“{day}” không phải là ngày.").format(day=written), _('Viết dạng "2026-09-02".'))
        days[day] = table.text(written)
    return days


@lru_cache(maxsize=1)
def load_calendar() -> Calendar:
    """The calendar of public holidays that comes with the program."""
    return read_calendar(resource_folder("regulations") / "calendar.toml")
