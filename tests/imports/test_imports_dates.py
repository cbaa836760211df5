"""Days in every writing come out the same; no day is invented, no column is misread unnoticed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.dates import compatible, first_day, last_day, limits, order_of, read_text

TODAY = date(2026, 11, 22)
BIRTH = limits("birth", None, TODAY)
DAYS = st.dates(date(1917, 1, 1), date(2009, 1, 1))


@given(DAYS, st.sampled_from("/-."), st.booleans())
def test_every_separator_and_padding(day: date, sign: str, padded: bool) -> None:
    figures = (f"{day.day:02}", f"{day.month:02}") if padded else (str(day.day), str(day.month))
    read = read_text(sign.join((*figures, str(day.year))), BIRTH)
    assert (read.iso, read.repairs, read.reason) == (day.isoformat(), (), "")


@given(DAYS)
def test_words_and_iso(day: date) -> None:
    for text in (
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"{day.day} thg {day.month} {day.year}",
        f"{day:%d-%b-%Y}",
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
    ):
        assert read_text(text, BIRTH).iso == day.isoformat()


@given(DAYS)
def test_two_figures_of_a_year_take_the_only_century(day: date) -> None:
    read = read_text(f"{day.day}/{day.month}/{day.year % 100:02}", BIRTH)
    assert read.iso in (day.isoformat(), None)
    assert (read.repairs, read.reason) in ((("two_digit_year",), ""), ((), "two_digit_year"))


@given(st.integers(1, 40), st.integers(1, 12), st.integers(1917, 2009))
def test_a_day_outside_its_month_is_never_moved(day: int, month: int, year: int) -> None:
    read = read_text(f"{day}/{month}/{year}", BIRTH)
    if day <= monthrange(year, month)[1]:
        assert read.iso == date(year, month, day).isoformat()
    else:
        assert (read.iso, read.reason) == (None, "impossible_date")


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    read = read_text(text, BIRTH)
    assert read.iso or read.reason
    if read.iso:
        assert first_day(read.iso) <= last_day(read.iso)
        assert any(char.isdigit() for char in text)


@given(DAYS, DAYS)
def test_partial_days_agree_when_one_can_be_the_other(one: date, other: date) -> None:
    assert compatible(one.isoformat(), other.isoformat()) is (one == other)
    assert compatible(one.isoformat()[:7], one.isoformat())
    assert compatible(one.isoformat()[:4], other.isoformat()) is (one.year == other.year)


def test_an_american_column_gives_only_the_year_where_day_and_month_may_change_places(read: Any) -> None:
    head = ["Họ và tên", "Ngày sinh"]
    rows = [
        ["Lê An", "02/25/1960"],
        ["Lê Ba", "03/30/1961"],
        ["Lê Tư", "04/05/1962"],
        ["Lê Sáu", "06/06/1963"],
    ]
    answer = read([head, *rows]).answer()
    assert [person["birth"] for person in answer["persons"]] == [
        "1960-02-25",
        "1961-03-30",
        "1962",
        "1963-06-06",
    ]
    assert [entry["row"] for entry in answer["flagged"]] == [2, 3, 4]
    assert {entry["reason"] for entry in answer["flagged"]} == {"day_month_order"}


def test_days_excel_has_swapped_are_pointed_out(read: Any) -> None:
    head = ["Họ và tên", "Ngày sinh"]
    texts = [[f"Lê {n}a", f"{n}/2/1960"] for n in range(13, 19)]
    answer = read([head, *texts, ["Lê An", date(1960, 5, 2)], ["Lê Ba", date(1961, 7, 3)]]).answer()
    assert [(entry["row"], entry["reason"]) for entry in answer["flagged"]] == [
        (8, "day_month_order"),
        (9, "day_month_order"),
    ]
    assert order_of(["5/2/1960"] * 9, [date(1960, 5, 2)] * 3) == ""


@pytest.mark.parametrize("text", ["19/5", "1/2/3/4", "2000000", "1950-1951", "//", "99/99/9999", "0/0/0"])
def test_what_is_no_day_is_not_taken(text: str) -> None:
    assert read_text(text, BIRTH).iso is None


def test_tomorrow_is_the_future() -> None:
    span = limits("admission_date", "1960", TODAY)
    assert read_text(f"{TODAY:%d/%m/%Y}", span).iso == TODAY.isoformat()
    assert read_text(f"{TODAY + timedelta(1):%d/%m/%Y}", span).reason == "date_in_future"
