"""Dates as papers have them: whole or partial, never completed by guess; months and ages."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from app.trouble import Refused
from app.words import _

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_EIGHT = re.compile(r"(\d{2})(\d{2})(\d{4})")
_PARTS = re.compile(r"(?:(?:(\d{1,2})\s*[/.\-]\s*)?(\d{1,2})\s*[/.\-]\s*)?(\d{4}|\d{2})")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year, or a day. It has no order of its own: compare `first()` or `last()`."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without its month")
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str, *, latest: int | None = None) -> PartialDate:
        """Read 5/2/2026, 05022026, 2/2026, 2026, 2026-02-05, 2026-02.

        A year of two digits (5/2/26) is read only when the caller says the `latest` year it may mean:
        it is then the last year with these digits not after it. Without `latest` it is refused.
        `Refused("bad_date")` for everything else.
        """
        cleaned = text.strip()
        day: str | None
        month: str | None
        if match := _ISO.fullmatch(cleaned):
            year, month, day = match.groups()
        elif match := (_EIGHT.fullmatch(cleaned) or _PARTS.fullmatch(cleaned)):
            day, month, year = match.groups()
        else:
            raise _bad_date(text)
        if len(year) == 2:
            if latest is None or month is None:
                raise Refused(
                    "bad_date",
                    _("“{text}” có năm hai chữ số, không rõ thế kỷ nào.").format(text=text),
                    _("Ghi năm đủ bốn chữ số."),
                )
            year = str(latest - (latest - int(year)) % 100)
        try:
            return cls(int(year), int(month) if month else None, int(day) if day else None)
        except ValueError as error:
            raise _bad_date(text) from error

    @classmethod
    def of(cls, day: datetime.date) -> PartialDate:
        """The whole date of a day."""
        return cls(day.year, day.month, day.day)

    @property
    def whole(self) -> bool:
        """Whether the day is known."""
        return self.day is not None

    def iso(self) -> str:
        """YYYY, YYYY-MM or YYYY-MM-DD."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    def text(self) -> str:
        """dd/MM/yyyy, MM/yyyy or yyyy."""
        return "/".join(reversed(self.iso().split("-")))

    def first(self) -> datetime.date:
        """The first day it may be."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def last(self) -> datetime.date:
        """The last day it may be."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def _bad_date(text: str) -> Refused:
    return Refused(
        "bad_date",
        _("“{text}” không phải là ngày.").format(text=text),
        _("Ghi ngày/tháng/năm, ví dụ 05/02/2026; nếu chỉ biết tháng hoặc năm thì ghi 02/2026 hoặc 2026."),
    )


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The day `months` later (or earlier) with the same day number, else the last day of that month."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month0 + 1, min(day.day, calendar.monthrange(year, month0 + 1)[1]))


def months_between(start: datetime.date, end: datetime.date) -> int:
    """How many whole months fit from `start` to `end`; negative when `end` is earlier."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def age_in_months(birth: PartialDate, on: datetime.date) -> tuple[int, int]:
    """Age on a day in whole months, the lowest and the highest it may be.

    The high figure counts by month alone (the month of birth counts from its first day), the low one
    waits for the day of birth; an unknown day or month widens the gap.
    """
    high = (on.year - birth.year) * 12 + on.month - (birth.month or 1)
    return months_between(birth.last(), on), high


def complete_years_by_month(birth: PartialDate, on: datetime.date) -> tuple[int, int]:
    """Complete years of age by month, lowest and highest: they differ only inside the open edge.

    The rule counts "by month" and leaves open how the month of birth itself counts: before the day of
    birth in that month the two figures differ by one, and a check that blocks should only warn.
    """
    low, high = age_in_months(birth, on)
    return low // 12, high // 12
