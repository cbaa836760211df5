"""Members are rated before the organisation they belong to: said where it went the other way round."""

from app.procedures.rating import check
from app.procedures.rating.decide import CancelRating, DecideRating
from app.procedures.rating.rounds import OpenRating, is_rated, lines, round_of
from app.procedures.rating.set import SetRating
from app.storage.clock import Clock


def said(cell, code):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        return [one for one in check.remarks(unit, round_of(unit)) if one.id == code]


def test_an_organisation_decided_before_its_members_is_said_until_they_are(cell):
    round_ = cell.do(OpenRating(year=2025)).id
    with cell.workspace.unit(Clock(cell.today)) as unit:
        told = [line.item for line in lines(unit, round_of(unit)) if line.item.person]
    people = [item.person for item in told if is_rated(item)]
    assert len(people) > 3
    cell.do(SetRating(round_, (*people, "cell"), {"self": "good", "cell": "good"}))
    assert said(cell, "X04") == []
    cell.do(DecideRating(round_, {people[0]: "good"}, "1-QĐ", "2025-11-20", "Đảng ủy"))
    assert said(cell, "X04") == []
    cell.do(DecideRating(round_, {"cell": "good"}, "2-QĐ", "2025-11-20", "Đảng ủy"))
    (told,) = said(cell, "X04")
    assert f"còn {len(people) - 1} đảng viên" in told.message and told.severity != "block"
    cell.do(DecideRating(round_, {}, "3-QĐ", "2025-11-20", "Đảng ủy", as_proposed=True))
    assert said(cell, "X04") == []
    cell.do(CancelRating(round_, people[1], "ghi nhầm"))
    assert "còn 1 đảng viên" in said(cell, "X04")[0].message
