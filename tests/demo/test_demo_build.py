"""The sample workspaces hold together: joined, exchanged, verified, with work in several states."""

import datetime
from pathlib import Path

import pytest

from app.demo import build, sample_list
from app.imports import read_list
from app.models import Round
from app.procedures import standing
from app.procedures.office import open_office
from app.procedures.rating.rounds import is_rated, lines
from app.procedures.rounds import RATING, REVIEW, items
from app.reports import cases
from app.storage import journal, keys
from app.storage.clock import Clock

TODAY = datetime.date(2025, 11, 17)


@pytest.fixture
def built(tmp_path, monkeypatch):
    for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
        monkeypatch.setattr(keys, name, value)
    return build(tmp_path, cells=1, members=12, today=TODAY)


def test_every_sample_opens_with_its_password_and_verifies(built):
    assert [w["kind"] for w in built] == ["committee", "cell"]
    for told in built:
        with open_office(Path(told["path"]), told["password"]) as workspace:
            with workspace.reading() as session:
                assert journal.verify(session) == []
            with workspace.unit(Clock(TODAY)) as unit:
                assert standing.verify(unit) == []
                unit.session.rollback()


def test_the_cell_has_work_in_several_states_and_the_committee_a_dossier_to_decide(built):
    with open_office(Path(built[1]["path"]), built[1]["password"]) as cell, cell.reading() as session:
        found = cases.fetch(session, "admission")
        assert len({row.standing.step for row in found}) >= 5
        assert any(row.standing.ended for row in found)
    with (
        open_office(Path(built[0]["path"]), built[0]["password"]) as committee,
        committee.reading() as session,
    ):
        assert cases.fetch(session, "admission", actor=committee.organisation_id)


def test_last_years_rating_is_decided_this_years_half_typed_and_a_review_begun(built):
    with open_office(Path(built[1]["path"]), built[1]["password"]) as cell, cell.unit(Clock(TODAY)) as unit:
        last, now = sorted(unit.all(Round, what=RATING), key=lambda one: one.year)
        levels = [[one.level for one in lines(unit, each) if one.item.person] for each in (last, now)]
        assert last.closed and not now.closed and now.year == TODAY.year
        assert all(one.decided for one in lines(unit, last) if is_rated(one.item))
        assert None in levels[1] and len(set(levels[1])) > 1
        [review] = unit.all(Round, what=REVIEW)
        assert {one.outcome for one in items(unit, review.id)} >= {"no_issue", "follow_up", None}
        unit.session.rollback()


def test_the_sample_list_is_read_again(tmp_path):
    file = sample_list(tmp_path / "ds.xlsx", today=TODAY)
    reading = read_list(file, today=TODAY)
    assert reading.read == 28
    assert reading.accepted == 27
    assert [p.reason for p in reading.rejected] == ["missing_required"]


@pytest.mark.parametrize("today", ["2022-03-22", "2026-06-01", "2026-11-22"])
def test_samples_are_built_in_any_window_of_the_rules(tmp_path, monkeypatch, today):
    for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
        monkeypatch.setattr(keys, name, value)
    day = datetime.date.fromisoformat(today)
    told = build(tmp_path, cells=1, members=12, today=day)[1]
    with open_office(Path(told["path"]), told["password"]) as cell, cell.reading() as session:
        assert {row.standing.procedure for row in cases.fetch(session)} == {
            "source",
            "admission",
            "recognition",
            "help_list",
        }
