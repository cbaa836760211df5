"""The yearly rating: who is subject by the rules of the year, what people said, what is decided."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import Case, RoundItem
from app.procedures.deeds import Undo, perform
from app.procedures.offices import PutSeat
from app.procedures.rating import bands as rating_bands
from app.procedures.rating import check as rating_check
from app.procedures.rating import rounds as rating
from app.procedures.rating.cap import cap, most
from app.procedures.rating.decide import CancelRating, DecideRating
from app.procedures.rating.rounds import CloseRating, OpenRating, RedrawRating, ReopenRating
from app.procedures.rating.set import SetRating, SetRatingRound
from app.procedures.rating.subject import subject_of
from app.procedures.rating.summary import progress
from app.regulations.rulebook import load_central
from app.regulations.rules import Share
from app.storage.clock import Clock
from app.trouble import Refused

BOOK = load_central()
RULES = {year: BOOK.on(datetime.date(year, 12, 31)) for year in (2021, 2022, 2024, 2025, 2026)}


def see(cell, round_):
    """The round with its lines by person or collective, counts and remarks."""
    with cell.workspace.unit(Clock(cell.today)) as unit:
        found = rating.round_of(unit, wanted=round_)
        lines = rating.lines(unit, found)
        told = SimpleNamespace(
            by={line.item.person or line.item.subject: line for line in lines},
            counts=rating_check.counts(lines),
            remarks=rating_check.remarks(unit, found, lines),
            caps=rating_check.caps(found, lines, rating.rules_of(unit, found.year)),
        )
        unit.session.expunge_all()
        return told


def codes(told, person=None):
    return {r.id for r in told.remarks if r.person == person}


def refused(code, cell, command):
    with pytest.raises(Refused) as info:
        cell.do(command)
    assert info.value.code == code
    return info.value


def opened(cell, year):
    return cell.do(OpenRating(year=year, date=cell.today.isoformat())).id


@pytest.mark.parametrize(
    ("year", "reviewed_only", "form"),
    [(2021, 1, "02-HD KĐ.ĐG 2019"), (2024, 0, "02A-HD KĐ.ĐG 2023"), (2026, 0, "02B-HD KĐ.ĐG 2025")],
)
def test_rounds_of_three_years_draw_up_by_their_rules(cell, year, reviewed_only, form):
    late = cell.person("probationary", name="Lò Văn Mới", admission_date=f"{year}-09-01")
    suspended = cell.full[3]
    cell.set(suspended, activity="suspended", activity_date=f"{year}-03-01")
    told = see(cell, opened(cell, year))
    out = {p: line.item.data["not_rated"] for p, line in told.by.items() if line.item.data.get("not_rated")}
    assert out == {cell.full[-1]: "exempt", suspended: "suspended", late: "new_member"}
    assert told.counts["reviewed_only"] == reviewed_only
    assert told.counts["not_subject"] == {"exempt": 1, "new_member": 1, "suspended": 1}
    assert (told.by[late].item.data.get("not_reviewed") == "new_member") == (year > 2022)
    assert told.by[cell.full[-2]].item.data["needs"] == ["temporary_cell"], "away since 2019"
    assert (cell.probationary in told.by) == (year > 2024), "admitted in May 2025"
    assert rating.form_of(RULES[year], "member", "no_post") == form
    assert bool(rating.form_of(RULES[year], "member", None)) == (year < 2023), "one form for all"
    assert "cell" in told.by


def test_a_committee_seat_makes_a_collective_and_groups_come_from_last_year(cell):
    cell.do(PutSeat("cell_committee", "Nguyễn Văn A", "Bí thư", "2020-01-01", person=cell.full[0]))
    first = opened(cell, 2024)
    cell.do(SetRating(first, (cell.full[0],), {"group": "leader"}))
    told = see(cell, opened(cell, 2025))
    assert {"cell", "cell_committee"} < set(told.by)
    assert told.by[cell.full[0]].item.data["group"] == "leader"
    assert rating.lacking(told.by[cell.full[0]].item) == ["self_review", "residence", "state_rating"]
    assert rating.lacking(told.by[cell.full[1]].item) == ["self_review"]


def test_opening_twice_too_early_and_undoing(cell):
    refused("bad_value", cell, OpenRating(year=2027))
    refused("bad_value", cell, OpenRating(year=2017))
    opened(cell, 2026)
    refused("round_exists", cell, OpenRating(year=2026))
    with cell.workspace.unit(Clock(cell.today)) as unit:
        done = perform(unit, OpenRating(year=2025, date="2025-12-01"))
    cell.do(Undo(done.deed))
    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert [r.year for r in unit.all(type(done.result), what="rating")] == [2026]


def test_what_people_say_is_kept_and_taken_back(cell):
    at, who = opened(cell, 2026), cell.full[0]
    values = {
        "group": "no_post",
        "points.general": "28",
        "points.tasks": "64,5",
        "self": "excellent",
        "cell": "good",
        "received.self_review": "15/11/2026",
        "received.state_rating": "none",
        "votes.good": "20",
        "votes.issued": "22",
        "conditions.all_done": "yes",
        "conditions.exceeded": "10",
    }
    cell.do(SetRating(at, (who,), values))
    data = see(cell, at).by[who].item.data
    assert data["points"] == {"general": 28, "tasks": "64.5"}
    assert data["received"] == {"self_review": "2026-11-15", "state_rating": "none"}
    cell.do(SetRating(at, (who,), {"self": "", "votes.good": "", "votes.issued": ""}))
    data = see(cell, at).by[who].item.data
    assert data["levels"] == {"cell": "good"} and "votes" not in data
    for name, value in (
        ("points.general", "31"),
        ("points.tasks", "-1"),
        ("points.tasks", "nan"),
        ("self", "A"),
        ("votes.good", "1.5"),
        ("conditions.late", "101"),
        ("group", "x"),
    ):
        assert refused("bad_value", cell, SetRating(at, (who,), {name: value})).details["field"] == name
    refused("bad_field", cell, SetRating(at, (who,), {"points.other": "3"}))
    refused("not_found", cell, SetRating(at, (cell.sympathiser,), {"self": "good"}))
    past = opened(cell, 2024)
    refused("bad_value", cell, SetRating(past, (who,), {"points.general": "20"}))


def test_points_and_conditions_are_shown_and_decide_nothing(cell):
    at, who = opened(cell, 2026), cell.full[0]
    cell.do(
        SetRating(at, (who,), {"points.general": "28", "points.tasks": "64", "conditions.exceeded": "10"})
    )
    told = see(cell, at)
    assert told.by[who].level is None, "92 points make no level"
    sentence = rating_bands.told(told.by[who].item.data, RULES[2026])
    assert "92 điểm" in sentence and "chưa đạt: ít nhất 30 % nhiệm vụ vượt mức" in sentence
    cell.do(SetRating(at, (who,), {"cell": "excellent"}))
    assert "M08" in codes(see(cell, at), who)
    cell.do(SetRating(at, (who,), {"points.tasks": "30", "conditions.undone": "51"}))
    assert {"M07", "M09"} <= codes(see(cell, at), who)
    assert all(r.severity != "block" for r in see(cell, at).remarks)


def test_the_cap_counts_by_group_and_its_exception_needs_a_document(cell):
    at = opened(cell, 2026)
    for n, person in enumerate(cell.full[:12]):
        group = "no_post" if n < 6 else "outside"
        cell.do(SetRating(at, (person,), {"group": group, "cell": "excellent" if n in (0, 6, 7) else "good"}))
    found = {g.group: g.cap for g in see(cell, at).caps}
    assert (found["no_post"].literal, found["no_post"].exceeded) == (1, False)
    assert (found["outside"].literal, found["outside"].pool) == (0, 1)
    assert found["outside"].over_literal and found["outside"].over_pool
    warning = next(r for r in see(cell, at).remarks if r.id == "X01")
    assert warning.severity == "warn" and "366-QĐ/TW" in warning.message and warning.document
    refused("bad_value", cell, SetRatingRound(at, {"exception.document": "12-QĐ/TU"}))
    told = {"exception.document": "12-QĐ/TU", "exception.date": "2026-11-01", "exception.issuer": "Tỉnh ủy"}
    cell.do(SetRatingRound(at, told))
    group = next(g for g in see(cell, at).caps if g.group == "outside")
    assert (group.cap.literal, group.wider) == (1, "12-QĐ/TU")
    early = opened(cell, 2021)
    cell.do(SetRating(early, tuple(cell.full[:6]), {"cell": "good"}))
    assert [g.group for g in see(cell, early).caps] == ["whole"], "one count for the whole organisation"


def test_a_decision_stands_and_is_cancelled_without_being_erased(cell):
    at, who = opened(cell, 2025), cell.full[0]
    cell.do(SetRating(at, tuple(cell.full[:3]), {"cell": "good"}))
    done = cell.do(DecideRating(at, {who: "completed"}, "12-QĐ/ĐU", "2026-01-10", as_proposed=True))
    assert len(done) == 3
    found = see(cell, at)
    assert found.by[who].decided == "completed" and found.by[cell.full[1]].decided == "good"
    refused("already_decided", cell, DecideRating(at, {who: "good"}, "13-QĐ/ĐU", "2026-02-01"))
    refused("missing_reason", cell, CancelRating(at, who, " "))
    cell.do(CancelRating(at, who, "khai không đúng", "14-QĐ/ĐU", "2026-02-01"))
    assert see(cell, at).by[who].decided is None
    cell.do(DecideRating(at, {who: "not_completed"}, "15-QĐ/ĐU", "2026-02-02"))
    line = see(cell, at).by[who]
    assert line.decided == "not_completed" and line.item.data["cancelled"][0]["level"] == "completed"
    refused("nothing_to_decide", cell, DecideRating(at, {}, "1", "2026-02-02", as_proposed=True))


def test_two_lowest_years_are_a_fact_and_nothing_more(cell):
    who = cell.full[0]
    for year in (2024, 2025):
        cell.do(DecideRating(opened(cell, year), {who: "not_completed"}, f"{year}", "2026-01-10"))
    with cell.workspace.unit(Clock(cell.today)) as unit:
        at = rating.round_of(unit, 2025).id
        cases = unit.session.query(Case).count()
    found = [r for r in see(cell, at).remarks if r.id == "F01"]
    assert [r.person for r in found] == [who] and found[0].severity == "remind"
    assert "2024" in found[0].message and cases == 0


def test_a_closed_round_is_taken_up_again_with_a_reason(cell):
    at, who = opened(cell, 2025), cell.full[0]
    cell.do(SetRating(at, (who,), {"absent": "đi viện"}))
    cell.do(CloseRating(at, "2026-01-02"))
    assert "M06" in codes(see(cell, at), who), "stays on the open list"
    refused("round_closed", cell, SetRating(at, (who,), {"cell": "good"}))
    refused("missing_reason", cell, ReopenRating(at, ""))
    cell.do(ReopenRating(at, "kiểm điểm bổ sung"))
    cell.do(SetRating(at, (who,), {"cell": "good"}))
    assert see(cell, at).counts["absent"] == 0


def test_drawing_up_anew_adds_who_joined_and_keeps_what_was_said(cell):
    at = opened(cell, 2026)
    cell.do(SetRating(at, (cell.full[0],), {"cell": "good"}))
    new = cell.person(name="Vàng A Sử", admission_date="2000-01-01", official_date="2001-01-01")
    cell.set(cell.full[1], activity="exempt", activity_date="2026-11-01")
    cell.do(RedrawRating(at))
    told = see(cell, at)
    assert told.by[new].item.data == {} and told.by[cell.full[0]].level == "good"
    assert told.by[cell.full[1]].item.data["not_rated"] == "exempt"
    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert len(unit.all(RoundItem, round=at)) == len(told.by)


SHARES = st.sampled_from([Share(1, 5), Share(1, 4)])


@given(st.lists(st.sampled_from(["excellent", "good", "completed", None]), max_size=80), SHARES)
@settings(max_examples=60)
def test_the_cap_is_exceeded_exactly_when_the_share_is(levels, share):
    x, good = levels.count("excellent"), levels.count("good")
    found = cap(levels, share)
    assert found.over_literal == (x * share.whole > good * share.part)
    assert found.over_pool == (x * share.whole > (good + x) * share.part)
    assert not found.over_pool or found.over_literal


@given(st.integers(0, 300), SHARES)
@settings(max_examples=60)
def test_the_most_is_the_largest_number_that_fits(eligible, share):
    fitting = [
        x
        for x in range(eligible + 1)
        if not cap(["excellent"] * x + ["good"] * (eligible - x), share).over_literal
    ]
    pool = [x for x in range(eligible + 1) if x * share.whole <= eligible * share.part]
    assert most(eligible, share) == (max(fitting), max(pool))


DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2026, 12, 31))


@given(
    DAYS,
    st.none() | DAYS,
    st.sampled_from([None, "exempt", "suspended", "guest"]),
    st.sampled_from(list(RULES)),
)
@settings(max_examples=80)
def test_who_is_subject_against_a_plain_reading(admitted, state_day, state, year):
    day, rules = datetime.date(year, 12, 31), RULES[year]
    lived = [SimpleNamespace(what="admitted", value=None, date=admitted.isoformat(), until=None)]
    if state and state_day:
        lived.append(SimpleNamespace(what="state", value=state, date=state_day.isoformat(), until=None))
    found = subject_of(lived, rules, day, year)
    if admitted > day:
        assert found is None
        return
    held = state if state and state_day and state_day <= day else None
    young = admitted > datetime.date(year, 6, 30)  # six months before the last day of a year
    assert bool(found.not_rated) == bool(held or young)
    assert bool(found.not_reviewed) == bool(held or (young and year >= 2023))


@given(st.integers(0, 100))
@settings(max_examples=60)
def test_bands_of_the_points(points):
    want = (
        "excellent"
        if points >= 90
        else "good"
        if points >= 70
        else "completed"
        if points >= 50
        else "not_completed"
    )
    assert rating_bands.band(Decimal(points), RULES[2026]) == want
    assert rating_bands.band(Decimal(points), RULES[2024]) is None


def test_how_far_the_rating_under_way_has_come(cell):
    def told():
        with cell.workspace.unit(Clock(cell.today)) as unit:
            return progress(unit, 2026)

    assert told() is None
    at = opened(cell, 2025)
    year, done, whole, left = told()
    assert (year, done) == (2025, 0) and left == whole > 0
    cell.do(SetRating(at, (cell.full[0],), {"cell": "good"}))
    cell.do(SetRating(at, (cell.full[1],), {"received.self_review": "2026-01-02"}))
    assert told() == (2025, 1, whole, whole - 1)
    cell.do(CloseRating(at, "2026-01-05"))
    assert told() is None, "a round that has ended is no work"
