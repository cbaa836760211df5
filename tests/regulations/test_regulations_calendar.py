"""Working days skip weekends and holidays, count compensatory days, and say when a year is not decided."""

from __future__ import annotations

import datetime
import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.regulations.calendar import Calendar, load_calendar, parse_calendar, read_calendar
from app.trouble import Refused

CALENDAR = load_calendar()
DAYS = st.dates(datetime.date(2016, 1, 1), datetime.date(2027, 12, 31))
ONE = datetime.timedelta(1)


def slow_working_days(base: datetime.date, number: int) -> datetime.date:
    """The same by listing every day and picking."""
    every = [base + ONE * n for n in range(1, number * 3 + 60)]
    worked = [
        d
        for d in every
        if d in CALENDAR.working or (d.weekday() not in (5, 6) and d not in CALENDAR.holidays)
    ]
    return worked[number - 1] if number else base


@settings(max_examples=60)
@given(DAYS, st.integers(0, 120))
def test_adding_working_days_agrees_with_counting_them(base: datetime.date, number: int) -> None:
    end = CALENDAR.add_working_days(base, number)
    assert end == slow_working_days(base, number)
    assert CALENDAR.working_days_between(base, end) == number
    assert number == 0 or CALENDAR.is_working(end)


@given(DAYS, st.integers(1, 40), st.sampled_from(["days", "working_days", "months", "years"]))
def test_a_longer_period_never_ends_earlier(base: datetime.date, value: int, unit: str) -> None:
    assert base < CALENDAR.add_period(base, value, unit) <= CALENDAR.add_period(base, value + 1, unit)


def test_days_everybody_remembers() -> None:
    off = ("2025-01-27", "2025-05-02", "2025-09-01", "2026-01-02", "2026-02-17", "2026-04-27", "2026-09-02")
    assert not any(CALENDAR.is_working(datetime.date.fromisoformat(day)) for day in off)
    assert CALENDAR.is_working(datetime.date(2026, 1, 10)), "a Saturday worked instead of 02/01/2026"
    assert not CALENDAR.is_working(datetime.date(2026, 1, 17))


def test_45_working_days_across_the_holidays_of_april() -> None:
    assert CALENDAR.add_working_days(datetime.date(2026, 3, 30), 45) == datetime.date(2026, 6, 4)


def test_years_without_a_published_list_are_not_decided() -> None:
    assert CALENDAR.is_decided(datetime.date(2026, 3, 30), datetime.date(2026, 6, 4))
    assert not CALENDAR.is_decided(datetime.date(2026, 12, 1), datetime.date(2027, 1, 20))


def test_the_file_is_what_the_package_and_the_corrections_give() -> None:
    place = Path(__file__).resolve().parents[2]
    spec = importlib.util.spec_from_file_location("make_calendar", place / "tools" / "make_calendar.py")
    assert spec and spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    off, worked = maker.days()
    assert {day.isoformat() for day in CALENDAR.holidays} == set(off)
    assert {day.isoformat() for day in CALENDAR.working} == set(worked)


def test_an_overlay_adds_days_off_and_days_worked() -> None:
    friday, saturday = datetime.date(2026, 6, 5), datetime.date(2026, 6, 13)
    overlay = Calendar("tinh", "1", {friday: "Lễ của tỉnh"}, {saturday: "Làm bù"}, frozenset())
    joined = CALENDAR.with_overlay(overlay)
    assert not joined.is_working(friday) and joined.is_working(saturday)
    assert CALENDAR.is_working(friday) and not CALENDAR.is_working(saturday)
    assert joined.decided == CALENDAR.decided


@pytest.mark.parametrize("wrong", ['"2026-02-30" = "?"', '"2026-02-03" = 5'])
def test_a_calendar_with_a_slip_is_refused(wrong: str, tmp_path: Path) -> None:
    text = f'[calendar]\nid = "x"\nversion = "1"\n[holidays]\n{wrong}\n'
    file = tmp_path / "calendar.toml"
    file.write_text(text, encoding="utf-8")
    for read in (lambda: read_calendar(file), lambda: parse_calendar(text, "calendar.toml")):
        with pytest.raises(Refused, match="2026-02") as refused:
            read()
        assert refused.value.code == "bad_pack" and "calendar.toml" in refused.value.message
