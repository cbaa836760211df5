"""Partial dates are read as papers have them; months and ages are counted as the rules say."""

from __future__ import annotations

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.regulations.dates import (
    PartialDate,
    add_months,
    age_in_months,
    complete_years_by_month,
    months_between,
)
from app.trouble import Refused

DAYS = st.dates(datetime.date(1930, 1, 1), datetime.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("5/2/2026", "2026-02-05"),
        ("05022026", "2026-02-05"),
        (" 05/02/2026 ", "2026-02-05"),
        ("5.2.2026", "2026-02-05"),
        ("5-2-2026", "2026-02-05"),
        ("2/2026", "2026-02"),
        ("2026", "2026"),
        ("2026-02-05", "2026-02-05"),
        ("2026-02", "2026-02"),
        ("29/02/2024", "2024-02-29"),
    ],
)
def test_what_people_type_is_read(typed: str, iso: str) -> None:
    assert PartialDate.parse(typed).iso() == iso


@pytest.mark.parametrize(
    "typed", ["", "5", "26", "5/2/26", "2/26", "31/02/2026", "20260205", "022026", "mai", "0/0/0"]
)
def test_what_is_no_date_or_not_sure_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        PartialDate.parse(typed)
    assert refused.value.code == "bad_date"
    assert refused.value.hint


@pytest.mark.parametrize(
    ("typed", "latest", "iso"),
    [
        ("5/2/26", 2027, "2026-02-05"),
        ("5/2/65", 2026, "1965-02-05"),
        ("5/2/27", 2026, "1927-02-05"),
        ("2/26", 2026, "2026-02"),
    ],
)
def test_two_digits_are_the_last_such_year_not_after_the_latest(typed: str, latest: int, iso: str) -> None:
    assert PartialDate.parse(typed, latest=latest).iso() == iso


def test_a_partial_date_is_shown_as_it_is_known_and_never_completed() -> None:
    assert [PartialDate.parse(t).text() for t in ("2026-02-05", "2026-02", "2026")] == [
        "05/02/2026",
        "02/2026",
        "2026",
    ]
    february = PartialDate(2024, 2)
    assert (february.first(), february.last()) == (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    assert (PartialDate(2024).first(), PartialDate(2024).last()) == (
        datetime.date(2024, 1, 1),
        datetime.date(2024, 12, 31),
    )
    with pytest.raises(TypeError):
        _ = february < PartialDate(2025)  # type: ignore[operator]


@given(DAYS)
def test_iso_and_text_read_back(day: datetime.date) -> None:
    whole = PartialDate.of(day)
    assert PartialDate.parse(whole.iso()) == PartialDate.parse(whole.text()) == whole
    assert whole.first() == whole.last() == day


@given(DAYS, st.integers(-600, 600))
def test_months_end_on_the_same_day_number_or_the_last_of_the_month(day: datetime.date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, calendar.monthrange(moved.year, moved.month)[1])


@given(DAYS, DAYS)
def test_months_between_is_the_most_that_fits(one: datetime.date, two: datetime.date) -> None:
    start, end = sorted((one, two))
    months = months_between(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)


def test_the_month_of_birth_is_an_open_edge() -> None:
    birth = PartialDate(2008, 3, 20)
    assert complete_years_by_month(birth, datetime.date(2026, 2, 28)) == (17, 17)
    assert complete_years_by_month(birth, datetime.date(2026, 3, 1)) == (17, 18)
    assert complete_years_by_month(birth, datetime.date(2026, 3, 19)) == (17, 18)
    assert complete_years_by_month(birth, datetime.date(2026, 3, 20)) == (18, 18)
    assert complete_years_by_month(PartialDate(2008, 3), datetime.date(2026, 3, 30)) == (17, 18)
    assert complete_years_by_month(PartialDate(2008), datetime.date(2026, 6, 30)) == (17, 18)


@given(DAYS, st.integers(0, 100 * 366))
def test_ages_differ_by_at_most_one_month_for_a_whole_birth_date(birth: datetime.date, lived: int) -> None:
    on = birth + datetime.timedelta(lived)
    low, high = age_in_months(PartialDate.of(birth), on)
    assert 0 <= high - low <= 1
    assert low == high or on.day < birth.day
