"""Vote bases name by name, votes needed, and deadlines with their arithmetic."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.regulations.calendar import load_calendar
from app.regulations.deadlines import deadline
from app.regulations.rulebook import load_central
from app.regulations.rules import Share
from app.regulations.votes import COMMITTEE, STATES, Voter, base, needed, needed_text

BOOK = load_central()
W4, W6 = BOOK.on(datetime.date(2026, 3, 30)), BOOK.on(datetime.date(2026, 8, 30))
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["full", "full", "full", "probationary", "sympathiser"]),
        st.sets(st.sampled_from(STATES), max_size=2),
        st.booleans(),
        st.booleans(),
    ),
    max_size=40,
)


def voter(number: int, status: str, states: set[str], guest: bool) -> Voter:
    return Voter(f"p{number}", status, frozenset(states), guest)


@given(PEOPLE)
def test_everyone_is_counted_or_left_out_for_a_reason(people: list[tuple[str, set[str], bool, bool]]) -> None:
    voters = [voter(n, status, states, guest) for n, (status, states, guest, _came) in enumerate(people)]
    present = {v.id for v, (*_rest, came) in zip(voters, people, strict=True) if came}
    found = base(voters, present, W4)
    assert sorted([*found.counted, *(one.id for one in found.excluded)]) == sorted(v.id for v in voters)
    assert all(one.text() for one in found.excluded)
    by_id = {v.id: v for v in voters}
    never = {"suspended", "prosecuted", "custody"}
    for name in found.counted:
        one = by_id[name]
        assert one.status == "full" and not one.guest and not one.states & never
        assert name in present or not one.states
    ordinary = [v.id for v in voters if v.status == "full" and not v.states and not v.guest]
    assert set(ordinary) <= set(found.counted), "who is absent for another reason stays in the base"


def test_the_picture_of_a_cell_meeting() -> None:
    voters = [Voter(f"p{n}") for n in range(22)]
    voters += [
        Voter("old", states=frozenset({"exempt"})),
        Voter("away", states=frozenset({"temporary_elsewhere"})),
    ]
    voters += [Voter("new", "probationary")]
    came = {f"p{n}" for n in range(20)} | {"new"}
    found = base(voters, came, W4)
    assert (found.number, needed(found.number, W4["admission.cell.vote"])) == (22, 15)
    assert {one.id: one.reason for one in found.excluded} == {
        "old": "exempt",
        "away": "temporary_elsewhere",
        "new": "probationary",
    }
    assert found.text().startswith("Cách tính 22: 24 chính thức, trừ 1")
    assert needed_text(22, W4["admission.cell.vote"]) == "2/3 × 22 = 14,67 → 15"
    assert base(voters, came | {"old"}, W4).number == 23


def test_a_committee_leaves_out_those_away_only_if_absent() -> None:
    members = [
        Voter("a", ""),
        Voter("b", "", frozenset({"temporary_elsewhere"})),
        Voter("c", "", frozenset({"exempt"})),
    ]
    assert base(members, {"a"}, W4, COMMITTEE).counted == ("a", "c")
    assert base(members, {"a", "b"}, W4, COMMITTEE).number == 3


def test_without_a_known_rule_nobody_is_left_out_and_no_threshold_stands() -> None:
    found = base(
        [Voter("a"), Voter("b", states=frozenset({"exempt"})), Voter("c", "probationary")], {"a"}, W6
    )
    assert found.counted == ("a", "b") and not found.known
    assert needed(2, W6["admission.cell.vote"]) is None
    assert needed_text(2, W6["admission.cell.vote"]) == ""


@given(st.integers(0, 500))
def test_votes_needed(number: int) -> None:
    two_thirds, half = Share(2, 3), Share(1, 2, "above")
    assert two_thirds.needed(number) * 3 >= 2 * number > (two_thirds.needed(number) - 1) * 3
    assert half.needed(number) == number // 2 + 1


@pytest.mark.parametrize(("number", "votes"), [(12, 8), (10, 7), (3, 2)])
def test_two_thirds(number: int, votes: int) -> None:
    assert needed(number, W4["admission.cell.vote"]) == votes


def test_a_deadline_says_why() -> None:
    rule = W4["admission.decision.deadline"]
    made = deadline(rule, datetime.date(2026, 3, 30), load_calendar())
    assert made is not None and made.due == datetime.date(2026, 6, 4)
    for word in ("45 ngày làm việc", "30/03/2026", "04/06/2026", "294-QĐ/TW, điểm 4.3.1", "3 ngày nghỉ lễ"):
        assert word in made.why
    longer = deadline(rule, made.base_day, load_calendar(), extension=W4["admission.decision.extension"])
    assert longer is not None and longer.due == load_calendar().add_working_days(made.base_day, 60)
    assert made.days_left(datetime.date(2026, 6, 5)) == -1


def test_a_deadline_tells_what_is_not_sure() -> None:
    ceremony = deadline(W6["admission.ceremony.deadline"], datetime.date(2026, 12, 20), load_calendar())
    assert ceremony is not None and not ceremony.decided
    assert "dự kiến" in ceremony.why and "một nguồn" in ceremony.why
    assert deadline(W6["admission.decision.deadline"], datetime.date(2026, 8, 30), load_calendar()) is None
