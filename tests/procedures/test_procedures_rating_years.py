"""The last years of a member in view: self-reviews, points, who said which level, what was decided."""

from decimal import Decimal

from app.procedures.rating.decide import CancelRating, DecideRating
from app.procedures.rating.rounds import OpenRating
from app.procedures.rating.set import SetRating
from app.reports.rating import last_years
from app.storage.clock import Clock


def years(cell, person, year=2026, count=3):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        return last_years(unit.session, person, year, count)


def test_three_years_are_told_newest_first_and_gaps_stay_gaps(cell):
    who = cell.full[0]
    at = {year: cell.do(OpenRating(year=year, date=f"{year}-11-20")).id for year in (2022, 2024, 2026)}
    cell.do(SetRating(at[2024], (who,), {"received.self_review": "2024-12-05", "self": "good"}))
    cell.do(DecideRating(at[2024], {who: "completed"}, "7-QĐ/ĐU", "2024-12-20"))
    told = {"received.self_review": "none", "points.general": "28", "points.tasks": "51,5"}
    cell.do(SetRating(at[2026], (who,), told | {"cell": "good"}))
    new, gap, old = years(cell, who)
    assert [one.year for one in (new, gap, old)] == [2026, 2025, 2024]
    assert (new.received, new.points, dict(new.levels)) == ("none", Decimal("79.5"), {"cell": "good"})
    assert new.decided is None and gap.round is None
    assert (old.received, old.levels["self"]) == ("2024-12-05", "good")
    assert (old.decided, old.number, old.date) == ("completed", "7-QĐ/ĐU", "2024-12-20")
    assert [one.year for one in years(cell, who, 2024, 3) if one.round] == [2024, 2022]
    cell.do(CancelRating(at[2024], who, "khai không đúng"))
    assert years(cell, who)[2].decided is None


def test_who_is_not_reviewed_is_told_so_and_a_stranger_has_no_round(cell):
    cell.do(OpenRating(year=2026, date="2026-11-22"))
    assert not years(cell, cell.full[-1])[0].reviewed, "exempt"
    assert [one.round for one in years(cell, cell.sympathiser)] == [None, None, None]
