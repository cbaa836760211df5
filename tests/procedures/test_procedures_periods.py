"""Periods one after the other: joined, with gaps, overlaps and missing ends."""

import pytest

from app.procedures.periods import breaks


def period(start, end="", what="Việc"):
    return {"from": start, "to": end, "what": what}


@pytest.mark.parametrize(
    ("end", "start", "broken"),
    [
        ("2020-06", "2020-06", False),
        ("2020-06", "2020-07", False),
        ("2020-06", "2020-08", True),
        ("2020-06-01", "2020-07-31", False),
        ("2020", "2021-01", False),  # the year may have ended in December
        ("2020", "2021-02", True),
        ("2020-06", "2020-05", True),
        ("2020-12", "2020", False),  # the year may begin anywhere in it
    ],
)
def test_where_two_periods_join(end, start, broken):
    assert bool(breaks([period("2016-01", end), period(start)])) is broken


def test_a_break_stands_beside_the_later_row_whatever_their_order():
    found = breaks([period("2021-01", "2022-01"), period("2016-09", "2020-06")])
    assert [(b.row, "06/2020" in b.text) for b in found] == [(0, True)]


def test_only_the_last_period_may_lack_its_end():
    found = breaks([period("2016-09", what="Học đại học"), period("2020-06")])
    assert [b.row for b in found] == [0] and "Học đại học" in found[0].text
    assert breaks([period("2020-06")]) == []


def test_rows_without_a_beginning_are_passed_over():
    assert breaks([{"what": "Việc"}, period("2016-01", "2017-01"), {"from": "hôm nọ"}]) == []
