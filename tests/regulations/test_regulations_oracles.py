"""Days, ages, vote bases and windows against slow plain oracles that share no code with the program."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.regulations.calendar import Calendar
from app.regulations.dates import PartialDate, add_months, age_in_months, complete_years_by_month
from app.regulations.deadlines import deadline
from app.regulations.packs import Pack, parse_pack
from app.regulations.rulebook import Rulebook, Setting, severity_cap
from app.regulations.rules import Key, Rule, Share
from app.regulations.votes import CELL, COMMITTEE, STATES, Voter, base, needed, needed_text
from app.trouble import Refused

ONE = datetime.timedelta(days=1)
START = datetime.date(2026, 1, 1)
NEAR = st.dates(START, datetime.date(2026, 12, 31))
DAYS = st.dates(datetime.date(1930, 1, 1), datetime.date(2060, 12, 31))


# — Working days of any calendar —


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A made-up calendar: runs of holidays (a Tết may take weeks) and weekend days worked instead."""
    holidays: dict[datetime.date, str] = {}
    for first, length in draw(st.lists(st.tuples(NEAR, st.integers(1, 12)), max_size=6)):
        holidays |= {first + ONE * n: "nghỉ" for n in range(length)}
    worked = dict.fromkeys(draw(st.lists(NEAR, max_size=6)), "làm bù")
    return Calendar("thu", "1", holidays, worked, frozenset({2026}))


def is_worked(made: Calendar, day: datetime.date) -> bool:
    if day in made.working:
        return True
    return calendar.day_name[day.weekday()] not in ("Saturday", "Sunday") and day not in made.holidays


@settings(max_examples=60)
@given(calendars(), NEAR, st.integers(0, 45))
def test_the_last_day_is_the_first_by_which_so_many_days_were_worked(
    made: Calendar, start: datetime.date, number: int
) -> None:
    day, worked = start, 0
    while worked < number:
        day += ONE
        worked += is_worked(made, day)
    assert made.add_period(start, number, "working_days") == day
    assert made.working_days_between(start, day) == worked
    assert made.working_days_between(day, start) == -worked


@settings(max_examples=60)
@given(calendars(), NEAR, st.integers(0, 200))
def test_counting_between_two_days_forgets_the_first_and_takes_the_last(
    made: Calendar, start: datetime.date, length: int
) -> None:
    end = start + ONE * length
    after = [d for d in (start + ONE * n for n in range(length + 1)) if d != start]
    assert made.working_days_between(start, end) == len([d for d in after if is_worked(made, d)])


@settings(max_examples=40)
@given(calendars(), NEAR, st.integers(1, 30))
def test_the_arithmetic_names_the_days_off_it_skipped(
    made: Calendar, start: datetime.date, number: int
) -> None:
    rule = rule_of("period", number, unit="working_days")
    found = deadline(rule, start, made)
    assert found is not None
    skipped = [
        d
        for d in (start + ONE * n for n in range(1, (found.due - start).days + 1))
        if d in made.holidays and d.weekday() < 5
    ]
    said = f"{len(skipped)} ngày nghỉ lễ"
    assert (said in found.why) == bool(skipped)
    assert found.decided == (found.due.year == 2026)


# — Months —


@given(DAYS, st.integers(0, 240))
def test_a_period_in_months_against_turning_the_leaves_of_a_calendar(
    start: datetime.date, months: int
) -> None:
    day = start.replace(day=1)
    for _leaf in range(months):
        day += ONE * 31
        day = day.replace(day=1)
    found = day
    while found.day < start.day and (found + ONE).month == day.month:
        found += ONE
    assert add_months(start, months) == found


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-10-31", 1, "2026-11-30"),
    ],
)
def test_month_ends(start: str, months: int, end: str) -> None:
    made = Calendar("thu", "1", {}, {}, frozenset())
    assert made.add_period(datetime.date.fromisoformat(start), months, "months").isoformat() == end


# — Partial dates: nothing is made up —


@st.composite
def partials(draw: st.DrawFn) -> tuple[PartialDate, datetime.date]:
    """A day, and what a paper may still say of it."""
    day = draw(DAYS)
    known = draw(st.sampled_from([1, 2, 3]))
    return PartialDate(*(day.year, day.month, day.day)[:known]), day


def completions(partial: PartialDate) -> Iterator[datetime.date]:
    """Every day a partial date may be."""
    day = datetime.date(partial.year, 1, 1)
    while day.year == partial.year:
        if partial.month in (None, day.month) and partial.day in (None, day.day):
            yield day
        day += ONE


@settings(max_examples=40)
@given(partials())
def test_a_partial_date_covers_just_the_days_it_may_be(told: tuple[PartialDate, datetime.date]) -> None:
    partial, day = told
    every = list(completions(partial))
    assert (partial.first(), partial.last()) == (every[0], every[-1])
    assert day in every
    assert len(every) == (partial.last() - partial.first()).days + 1
    assert PartialDate.parse(partial.iso()) == PartialDate.parse(partial.text()) == partial


def slow_age(birth: datetime.date, on: datetime.date) -> int:
    """Complete months by the day of birth: one more at each return of its day number."""
    months, month = 0, birth.replace(day=1)
    while True:
        month = (month + ONE * 31).replace(day=1)
        last = (month + ONE * 31).replace(day=1) - ONE
        if min(month + ONE * (birth.day - 1), last) > on:
            return months
        months += 1


@settings(max_examples=60)
@given(partials(), st.integers(0, 70 * 366))
def test_the_age_by_month_holds_the_age_of_every_day_it_may_be(
    told: tuple[PartialDate, datetime.date], lived: int
) -> None:
    partial, born = told
    on = max(born + ONE * lived, partial.last())
    low, high = age_in_months(partial, on)
    by_day = slow_age(born, on)
    by_month = slow_age(born.replace(day=1), on)
    assert low <= by_day <= by_month <= high
    ends = [slow_age(day, on) for day in (partial.last(), partial.first().replace(day=1))]
    assert [low, high] == ends, "and is no wider than it has to be"
    assert complete_years_by_month(partial, on) == (low // 12, high // 12)


# — Votes —

SHARES = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted)


@given(SHARES, st.sampled_from(["ceil", "above"]), st.integers(0, 300))
def test_votes_needed_is_the_smallest_number_that_reaches_the_share(
    pair: list[int], rounding: str, number: int
) -> None:
    part, whole = pair
    asked = Fraction(part * number, whole)
    votes = 0
    while not (Fraction(votes) > asked if rounding == "above" else Fraction(votes) >= asked):
        votes += 1
    rule = rule_of("share", Share(part, whole, rounding))
    assert needed(number, rule) == votes
    assert needed_text(number, rule).endswith(f"→ {votes}")


PERSON = st.tuples(
    st.sampled_from(["full", "full", "full", "probationary", "sympathiser", "former"]),
    st.frozensets(st.sampled_from(STATES), max_size=3),
    st.booleans(),
    st.booleans(),
)
LEFT_OUT = st.one_of(st.none(), st.lists(st.sampled_from(STATES), unique=True))


@given(st.lists(PERSON, max_size=12), LEFT_OUT, LEFT_OUT, st.sampled_from([CELL, COMMITTEE]))
def test_who_counts_under_any_rule_person_by_person(
    people: list[tuple[str, frozenset[str], bool, bool]],
    always: list[str] | None,
    absent: list[str] | None,
    body: str,
) -> None:
    rules = {
        f"votes.{body}.deduct": rule_of("list", None if always is None else tuple(always)),
        f"votes.{body}.deduct_if_absent": rule_of("list", None if absent is None else tuple(absent)),
    }
    voters = [Voter(f"p{n}", status, states, guest) for n, (status, states, guest, _c) in enumerate(people)]
    came = {voter.id for voter, (*_rest, present) in zip(voters, people, strict=True) if present}
    counted: set[str] = set()
    sent_out: set[str] = set()
    for voter in voters:
        votes_here = body == COMMITTEE or (voter.status == "full" and not voter.guest)
        out = voter.states & set(always or ())
        if voter.id not in came:
            out |= voter.states & set(absent or ())
        (sent_out if out or not votes_here else counted).add(voter.id)
        if votes_here and out:
            reason = next(e.reason for e in base(voters, came, rules, body).excluded if e.id == voter.id)  # type: ignore[arg-type]
            assert reason in out
    found = base(voters, came, rules, body)  # type: ignore[arg-type]
    assert (set(found.counted), {one.id for one in found.excluded}) == (counted, sent_out)
    assert found.number == len(counted)
    assert found.known == (always is not None and absent is not None)


# — Confidence —


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["confirmed", "reported", "assumed"])), max_size=6))
def test_a_check_is_never_graver_than_its_weakest_rule(told: list[tuple[bool, str]]) -> None:
    most = ["block"]
    for known, confidence in told:
        if not known:
            most.append("none")
        else:
            most.append({"confirmed": "block", "reported": "warn", "assumed": "remind"}[confidence])
    rules = [rule_of("number", 1 if known else None, confidence=c) for known, c in told]
    expected = next(word for word in ("none", "remind", "warn", "block") if word in most)
    assert severity_cap(rules) == expected


# — Windows of days —

KEYS = {"x.days": Key("x.days", "period", "Thời hạn thử", ("shorter",))}
Windows = list[tuple[datetime.date, int | None]]
HEAD = '[pack]\nid = "{name}"\nlayer = "central"\nissuer = "Trung ương"\nversion = "1"\n'
DOCUMENT = '[[document]]\nid = "{id}"\ntitle = "Thử"\nissuer = "Trung ương"\nfrom = {start}\n{more}'
DOCUMENT += 'confidence = "confirmed"\n'
RULE = '[[rule]]\nkey = "x.days"\n{value}document = "{id}"\nconfidence = "confirmed"\n'


def pack_of(windows: Windows, name: str = "QĐ") -> Pack:
    """A file of documents, each replacing the one before, with one value or none for the key."""
    text, before = HEAD.format(name=name), ""
    for number, (start, value) in enumerate(windows):
        one = f"{number}-{name}@{start}"
        more = f'replaces = ["{before}"]\n' if before else ""
        text += DOCUMENT.format(id=one, start=start, more=more)
        known = f'value = {value}\nunit = "days"\nbase = "x.day"\n' if value is not None else ""
        text += RULE.format(id=one, value=known)
        before = one
    return parse_pack(text, "thu.toml", KEYS)


VALUES = st.one_of(st.none(), st.integers(5, 40))
WINDOWS = st.lists(st.tuples(NEAR, VALUES), min_size=1, max_size=5, unique_by=lambda one: one[0])


def expected_on(day: datetime.date, windows: Windows) -> int | None:
    """The value of the document issued last, whatever its neighbours said."""
    begun = [value for start, value in sorted(windows, key=lambda one: one[0]) if start <= day]
    return begun[-1] if begun else None


@settings(max_examples=40)
@given(WINDOWS, st.data())
def test_each_day_has_the_value_of_its_own_document(windows: Windows, data: st.DataObject) -> None:
    windows.sort(key=lambda one: one[0])
    book = Rulebook([pack_of(windows)], KEYS)
    edges = {start + ONE * n for start, _value in windows for n in (-1, 0, 1)}
    for day in sorted(edges | {data.draw(NEAR)}):
        rule = book.on(day)["x.days"]
        assert rule.value == expected_on(day, windows)
        assert sum(one.lives(day) for one in book.history("x.days")) == (day >= windows[0][0])
        last = book.on(day).last_known("x.days")
        known = [value for start, value in windows if start <= day and value is not None]
        assert (last.value if last else None) == (known[-1] if known else None)


@settings(max_examples=40)
@given(WINDOWS, WINDOWS)
def test_one_file_more_holds_from_its_days_until_the_next_begins(old: Windows, new: Windows) -> None:
    old.sort(key=lambda one: one[0])
    new.sort(key=lambda one: one[0])
    packs = [pack_of(old, "QĐ"), pack_of(new, "HD")]
    if {start for start, _value in old} & {start for start, _value in new}:
        with pytest.raises(Refused, match="trùng ngày"):
            Rulebook(packs, KEYS)
        return
    book = Rulebook(packs, KEYS)
    for start, _value in old + new:
        for day in (start - ONE, start, start + ONE):
            assert book.on(day)["x.days"].value == expected_on(day, old + new)
            assert sum(one.lives(day) for one in book.history("x.days")) <= 1


@settings(max_examples=60)
@given(WINDOWS, NEAR, st.integers(0, 200), st.integers(5, 40))
def test_an_office_fills_its_own_days_and_may_only_tighten(
    windows: Windows, start: datetime.date, length: int, value: int
) -> None:
    windows.sort(key=lambda one: one[0])
    book = Rulebook([pack_of(windows)], KEYS)
    own_days = [start + ONE * n for n in range(length + 1)]
    setting = Setting("x.days", value, "5-QĐ/ĐU@2026-01-01", start, "days", "x.day", own_days[-1])
    above = {expected_on(day, windows) for day in own_days} - {None}
    if any(value > other for other in above if other is not None):
        with pytest.raises(Refused) as refused:
            book.with_settings([setting])
        assert refused.value.code == "loosens_rule"
        assert book.with_settings([setting], lenient=True).set_aside
        return
    filled = book.with_settings([setting])
    for day in (start - ONE, start, own_days[-1], own_days[-1] + ONE):
        expected = value if day in own_days else expected_on(day, windows)
        assert filled.on(day)["x.days"].value == expected


def rule_of(kind: str, value: object, *, unit: str = "", confidence: str = "confirmed") -> Rule:
    return Rule(f"x.{kind}", value, unit, "", "1-QĐ@2026-01-01", "", confidence, "", START, None)  # type: ignore[arg-type]
