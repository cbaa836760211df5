"""Party age: from the first decision, less the time outside; against a slow count of days."""

import datetime
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import Event, PersonStanding
from app.models.party_age import Gap, PartyLife, days_out, party_life
from app.procedures.day import bring_to_today
from app.procedures.party_age import party_age
from app.procedures.standing import verify
from app.regulations.dates import PartialDate
from app.storage.clock import Clock

TODAY = datetime.date(2025, 11, 17)
ONE = datetime.timedelta(days=1)
DAYS = st.dates(datetime.date(1980, 1, 1), datetime.date(2027, 12, 31))


@dataclass
class Told:
    what: str
    date: str | None
    value: str | None = None
    until: str | None = None


def slow_months(start, day):
    """Complete months from start to day: step by step, a month that lacks the day ends on its last."""
    months = 0
    while True:
        year, month = divmod(start.year * 12 + start.month - 1 + months + 1, 12)
        last = start.day
        while True:
            try:
                reached = datetime.date(year, month + 1, last)
                break
            except ValueError:
                last -= 1
        if reached > day:
            return months
        months += 1


@given(DAYS, st.lists(st.tuples(DAYS, st.integers(0, 900)), max_size=4), DAYS)
def test_whole_days_against_counting_day_by_day(start, gaps, day):
    spans = [(begin, begin + length * ONE) for begin, length in gaps]
    outside = {
        begin + n * ONE for begin, end in spans for n in range((end - begin).days) if begin + n * ONE < day
    }
    life = PartyLife(
        PartialDate.of(start),
        True,
        tuple(Gap("deleted", PartialDate.of(a), PartialDate.of(b)) for a, b in spans),
    )
    later = start + len(outside) * ONE
    expected = slow_months(later, day) if later <= day else 0
    assert life.months(day) == (expected, expected)


@given(st.lists(st.tuples(DAYS, st.integers(0, 400)), max_size=5))
def test_days_out_counts_every_day_once(gaps):
    spans = [(begin, begin + length * ONE) for begin, length in gaps]
    assert days_out(spans) == len({a + n * ONE for a, b in spans for n in range((b - a).days)})


@given(DAYS, st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]), st.integers(1, 2000), DAYS)
def test_a_partial_day_gives_all_that_it_may_be(start, known_start, known_gap, length, day):
    """Whatever the missing day or month was, the true figure lies between the lowest and the highest."""
    begin, end = start + 300 * ONE, start + (300 + length) * ONE
    partly = PartyLife(
        PartialDate.parse(start.isoformat()[:known_start]),
        True,
        (Gap("lost_contact", PartialDate.parse(begin.isoformat()[:known_gap]), PartialDate.of(end)),),
    )
    whole = PartyLife(
        PartialDate.of(start), True, (Gap("lost_contact", PartialDate.of(begin), PartialDate.of(end)),)
    )
    low, high = partly.months(day)
    assert low <= whole.months(day)[0] <= high
    if known_start < 10 or known_gap < 10:
        assert partly.counted_from(day) is None, "no day is made up"


def test_first_decision_counts_and_the_gap_is_what_lies_before_the_second():
    lived = [
        Told("party_age_from", "1998-05-10"), Told("admitted", "1998-05-19"), Told("official", "1999-05-19"),
        Told("left", "2005-02-01", "deleted"),
        Told("party_age_from", "2010-02-01"), Told("admitted", "2010-02-10"), Told("official", "2011-02-10"),
    ]  # fmt: skip
    life = party_life(lived, "2025-11-17")
    assert life.start.iso() == "1998-05-10"
    assert [(g.kind, g.start.iso(), g.end.iso()) for g in life.gaps] == [
        ("deleted", "2005-02-01", "2010-02-01")
    ]
    out = (datetime.date(2010, 2, 1) - datetime.date(2005, 2, 1)).days
    assert (
        life.counted_from(datetime.date(2025, 11, 17)) == (datetime.date(1998, 5, 10) + out * ONE).isoformat()
    )


def test_the_decision_of_a_second_admission_is_never_the_beginning():
    """Of the first only the ceremony is on file: it stands in, the second decision does not."""
    life = party_life(
        [
            Told("admitted", "2005-01-01"),
            Told("left", "2015-03-01", "deleted"),
            Told("party_age_from", "2020-03-01"),
            Told("admitted", "2020-04-01"),
        ],
        "2025-11-17",
    )
    assert life is not None
    assert (life.start.iso(), life.by_decision) == ("2005-01-01", False)
    assert life.months(TODAY)[0] == 15 * 12 + 10


@pytest.mark.parametrize(
    ("reason", "gaps"), [("transferred", 0), ("expelled", 1), ("resigned", 1), ("abandoned", 1)]
)
def test_moving_away_is_no_gap(reason, gaps):
    lived = [
        Told("party_age_from", "2000-01-01"), Told("left", "2005-01-01", reason),
        Told("admitted", "2006-01-01"),
    ]  # fmt: skip
    assert len(party_life(lived, "2020-01-01").gaps) == gaps


def test_an_annulled_admission_counts_for_nothing():
    lived = [
        Told("party_age_from", "2000-01-01"), Told("admitted", "2000-01-10"),
        Told("left", "2001-01-01", "annulled"),
    ]  # fmt: skip
    assert party_life(lived, "2020-01-01") is None
    lived += [Told("party_age_from", "2004-03-03")]
    assert party_life(lived, "2020-01-01").start.iso() == "2004-03-03"


def told(cell, person, what, date, **more):
    with cell.workspace.unit(Clock(TODAY)) as unit:
        unit.begin("test")
        unit.write(Event(person=person, what=what, date=date, source="paper", **more))


def age_of(cell, person, day=TODAY):
    with cell.workspace.unit(Clock(TODAY)) as unit:
        return party_age(unit, person, day)


def test_party_age_of_a_person_says_its_arithmetic(cell):
    cell.today = TODAY
    person = cell.person(name="Vũ Thị Mơ", birth="1960-02-03", admission_date="1990-02-03")
    age = age_of(cell, person)
    assert age.text() == "35 năm 9 tháng" and not age.by_decision
    assert any("quyết định" in note for note in age.notes), "the ceremony stands in for the decision"
    told(cell, person, "party_age_from", "1990-01-20")
    told(cell, person, "state", "2001-01-01", value="lost_contact", until="2002-01-01")
    age = age_of(cell, person)
    assert age.by_decision and age.start.text() == "20/01/1990"
    assert age.text() == "34 năm 9 tháng"
    assert "mất liên lạc từ 01/01/2001 đến 01/01/2002" in age.why
    before = age_of(cell, person, datetime.date(2024, 12, 31))
    assert (before.low, before.high) == (407, 419), "no rule known before 09/6/2025: both readings"
    assert any("Chưa có nguồn" in note for note in before.notes)
    assert age_of(cell, cell.person("sympathiser", name="Lê Văn Quần")) is None


def test_lists_count_from_the_day_the_gaps_leave(cell):
    cell.today = TODAY
    person = cell.person(name="Vũ Thị Mơ", admission_date="1990-02-03")
    told(cell, person, "party_age_from", "1990-01-20")
    told(cell, person, "left", "2000-01-01", value="deleted")
    told(cell, person, "party_age_from", "2000-01-31")
    told(cell, person, "admitted", "2000-02-05")
    bring_to_today(cell.workspace, Clock(TODAY))
    with cell.workspace.unit(Clock(TODAY)) as unit:
        assert unit.session.get(PersonStanding, person).party_age_from == "1990-02-19", "30 days later"
        assert verify(unit) == []
