"""A rating on its way: the cell's round up, the committee's table and decisions, the results down again."""

import pytest

from app.models import Round
from app.procedures.rating import check as rating_check
from app.procedures.rating import rounds as rating
from app.procedures.rating.decide import CancelRating, DecideRating
from app.procedures.rating.rounds import CloseRating, OpenRating
from app.procedures.rating.set import SetRating
from app.procedures.rating.summary import CLOSED, FIGURES, NO_ROUND, shares, summary
from app.storage.clock import Clock
from app.trouble import Refused


def table(offices, workspace, year=2025):
    with workspace.unit(Clock(offices.day)) as unit:
        found = summary(unit, year)
        unit.session.expunge_all()
        return {line.office: line for line in found}


def levels(offices, workspace, at):
    """Person -> decided level as a workspace sees it."""
    with workspace.unit(Clock(offices.day)) as unit:
        told = rating.lines(unit, unit.get(Round, at))
        return {line.item.person: line.decided for line in told if line.item.person}


@pytest.fixture
def rated(two_offices):
    """The cell's round of 2025 with everybody proposed, sent up: (offices, round, people)."""
    o = two_offices
    at = o.do(o.cell, OpenRating(year=2025)).result.id
    with o.cell.unit(Clock(o.day)) as unit:
        lines = rating.lines(unit, rating.round_of(unit))
        people = sorted(line.item.person for line in lines if line.item.person and rating.is_rated(line.item))
    o.do(o.cell, SetRating(at, tuple(people), {"cell": "good", "group": "outside"}))
    assert table(o, o.committee)[o.cell.organisation_id].state == NO_ROUND, "nothing has come yet"
    o.do(o.cell, CloseRating(at))
    o.send(o.cell, o.committee)
    return o, at, people


def test_the_committee_sees_decides_and_the_cell_hears(rated):
    o, at, people = rated
    line = table(o, o.committee)[o.cell.organisation_id]
    assert line.state == CLOSED and sorted(line.people["good"]) == people
    assert line.number("members") == line.number("subject") + sum(
        line.number(name) for name in FIGURES if name.startswith("out.")
    )
    assert shares(line)["good"][0] == 100.0
    o.do(o.committee, DecideRating(at, {people[0]: "completed"}, "9-QĐ/ĐU", as_proposed=True))
    o.send(o.committee, o.cell)
    told = levels(o, o.cell, at)
    assert told[people[0]] == "completed" and {told[p] for p in people[1:]} == {"good"}
    with o.cell.unit(Clock(o.day)) as unit:
        counts = rating_check.counts(rating.lines(unit, rating.round_of(unit)))
    assert counts["decided"] == len(people)


def test_a_cancelled_decision_and_the_new_one_reach_the_cell(rated):
    o, at, people = rated
    o.do(o.committee, DecideRating(at, {}, "9-QĐ/ĐU", as_proposed=True))
    o.send(o.committee, o.cell)
    o.do(o.committee, CancelRating(at, people[0], "khai sai", "10-QĐ/ĐU"))
    o.do(o.committee, DecideRating(at, {people[0]: "not_completed"}, "11-QĐ/ĐU"))
    o.send(o.committee, o.cell)
    assert levels(o, o.cell, at)[people[0]] == "not_completed"
    with o.cell.unit(Clock(o.day)) as unit:
        line = next(x for x in rating.lines(unit, rating.round_of(unit)) if x.item.person == people[0])
        assert line.above.data["cancelled"][0]["level"] == "good"


def test_after_sending_a_change_needs_its_reason(rated):
    o, at, people = rated
    with pytest.raises(Refused) as info:
        o.do(o.cell, SetRating(at, (people[0],), {"cell": "completed"}))
    assert info.value.code == "round_closed"
    o.do(o.cell, rating.ReopenRating(at, "sửa một người"))
    with pytest.raises(Refused) as info:
        o.do(o.cell, SetRating(at, (people[0],), {"cell": "completed"}))
    assert info.value.code == "missing_reason"
    o.do(o.cell, SetRating(at, (people[0],), {"cell": "completed"}, "ghi nhầm"))
    o.send(o.cell, o.committee)
    assert table(o, o.committee)[o.cell.organisation_id].people["completed"] == [people[0]]
