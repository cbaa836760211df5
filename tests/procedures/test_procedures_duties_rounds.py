"""Answers asked for outside and remedies of inspections are duties from the day a person set, to the day."""

import datetime

import pytest
from sqlalchemy import select

from app.models import Duty, Round
from app.procedures.day import bring_to_today
from app.procedures.inspection import FollowUp, OpenInspection, RecordFinding
from app.procedures.offices import PutSetting
from app.procedures.opinions import AnswerOpinion, AskOpinion, CancelOpinion
from app.procedures.rating.rounds import CloseRating, OpenRating, is_rated, lines
from app.procedures.rating.set import SetRating
from app.procedures.rounds import CloseRound
from app.procedures.standing import verify
from app.reports import duties as listed
from app.storage import rights
from app.storage.clock import Clock

FRONT = {"kind": "front", "organisation": "Ban công tác mặt trận thôn", "about": "việc gương mẫu"}


def day(text):
    return datetime.date.fromisoformat(text)


def on(cell, text):
    cell.today = day(text)
    bring_to_today(cell.workspace, Clock(cell.today))


def read(workspace):
    """The duties of rounds as the page of duties reads them."""
    with workspace.reading() as session:
        rows = [row for row, _n in listed.once(listed.duties(session, workspace.organisation_id))]
        session.expunge_all()
        return [row for row in rows if (row.duty.place or "").startswith("review:")]


def sure(workspace, today):
    """The same after everything was computed anew."""
    with workspace.unit(Clock(day(today)), clock_accepted=True) as unit:
        assert verify(unit) == []
        unit.session.rollback()
    return read(workspace)


def test_a_question_without_a_day_is_no_duty(cell):
    cell.do(AskOpinion(**FRONT, date="2026-11-01"))
    assert read(cell.workspace) == []


def test_the_day_named_in_the_letter_is_the_last_in_time(cell):
    on(cell, "2026-11-20")
    item = cell.do(AskOpinion(**FRONT, person=cell.full[0], date="2026-11-01", reply_by="2026-11-20")).id
    (row,) = sure(cell.workspace, "2026-11-20")
    assert (row.duty.base_date, row.duty.due) == ("2026-11-01", "2026-11-20")
    assert row.duty.place == f"review:opinions:{item}" and listed.who(row) == "Nguyễn Văn A"
    assert "01/11/2026" in listed.reason(row) and "20/11/2026" in listed.reason(row)
    groups = [listed.group_of(row.due, day(today)) for today in ("2026-11-20", "2026-11-21")]
    assert groups == ["week", "late"]
    cell.do(AnswerOpinion(item, "2026-11-20", text="chấp hành tốt"))
    assert sure(cell.workspace, "2026-11-20") == []


@pytest.mark.parametrize(
    ("asked", "due"),
    [("2024-02-09", "2024-02-29"), ("2023-02-09", "2023-03-01"), ("2025-12-12", "2026-01-01")],
)
def test_the_days_the_office_set_count_from_the_question(cell, asked, due):
    cell.do(AskOpinion(**FRONT, date=asked))
    assert read(cell.workspace) == []
    cell.do(PutSetting({"opinions.reminder_days": "20"}, "2020-01-01"))
    (row,) = sure(cell.workspace, cell.today.isoformat())
    assert (row.duty.base_date, row.duty.due) == (asked, due) and "20 ngày" in listed.reason(row)
    assert listed.who(row) == "Ý kiến ngoài chi bộ"


def test_a_question_taken_back_or_in_a_closed_year_asks_for_nothing(cell):
    one = cell.do(AskOpinion(**FRONT, date="2026-11-01", reply_by="2026-11-20"))
    cell.do(AskOpinion(**FRONT, date="2026-11-02", reply_by="2026-11-21"))
    cell.do(CancelOpinion(one.id, "ghi nhầm"))
    assert [row.duty.due for row in read(cell.workspace)] == ["2026-11-21"]
    cell.do(CloseRound(one.round))
    assert read(cell.workspace) == []


def test_a_remedy_is_followed_until_it_is_done(two_offices):
    top = two_offices.committee
    plan = OpenInspection("Giám sát Chỉ thị 28", "2025-10-01")
    round_ = two_offices.do(top, plan).result.id
    told = {"topic": "help", "finding": "chưa phân công", "date": "2025-10-06", "remedy": "phân công"}
    cell = "Chi bộ thôn Đồng Mận"
    two_offices.do(top, RecordFinding(round_, cell, **told | {"topic": "removal"}))
    assert read(top) == [], "no day was set"
    item = two_offices.do(top, RecordFinding(round_, cell, **told, due="2025-10-31")).result.id
    two_offices.do(top, CloseRound(round_, "2025-11-02"))
    (row,) = read(top)
    assert (row.duty.base_date, row.duty.due) == ("2025-10-06", "2025-10-31")
    assert row.duty.place == f"review:inspection:{item}" and cell in row.duty.what
    assert listed.group_of(row.due, day("2025-10-31")) == "week"
    assert listed.group_of(row.due, day("2025-11-01")) == "late"
    two_offices.do(top, FollowUp(item, "2025-11-03", "mới một nửa"))
    assert len(read(top)) == 1
    two_offices.do(top, FollowUp(item, "2025-11-05", "đã đủ", done=True))
    assert read(top) == []


def test_who_does_not_handle_restricted_records_sees_none_and_takes_none_away(cell, monkeypatch):
    from app.procedures.deeds import perform
    from app.procedures.people import SetPerson

    cell.do(AskOpinion(**FRONT, person=cell.full[0], date="2026-11-01", reply_by="2026-11-20"))
    clerk = rights.Person("Người giúp việc", "clerk")
    monkeypatch.setattr(cell.workspace, "user", clerk)
    assert read(cell.workspace) == []
    with cell.workspace.unit(Clock(cell.today), user=clerk) as unit:
        perform(unit, SetPerson(cell.full[0], {"phone": "0900"}))
    assert read(cell.workspace) == []
    monkeypatch.undo()
    assert [row.duty.due for row in read(cell.workspace)] == ["2026-11-20"]
    with cell.workspace.reading() as session:
        assert len(list(session.scalars(select(Duty).where(Duty.place.like("review:%"))))) == 1


def rating(workspace):
    """(what, due) of the duties about the rating."""
    with workspace.reading() as session:
        rows = listed.duties(session, workspace.organisation_id)
        return [(row.duty.what, row.duty.due) for row in rows if row.duty.place == "rating"]


def test_the_rating_is_due_before_the_last_of_december(cell):
    last = cell.do(OpenRating(year=2025)).id
    cell.do(CloseRating(last))
    on(cell, "2026-09-28")
    assert rating(cell.workspace) == []
    on(cell, "2026-09-29")
    assert rating(cell.workspace) == [("Mở đợt xếp loại năm 2026", "2026-12-30")]
    at = cell.do(OpenRating(year=2026)).id
    with cell.workspace.unit(Clock(cell.today)) as unit:
        members = [one.item.person for one in lines(unit, unit.get(Round, at)) if is_rated(one.item)]
    n, who = len(members), tuple(filter(None, members))
    assert rating(cell.workspace) == [
        (f"Xếp loại năm 2026: còn {n} người, tập thể chưa có mức", "2026-12-30")
    ]
    cell.do(SetRating(at, who, {"cell": "good"}))
    assert f"còn {n - len(who)} người" in rating(cell.workspace)[0][0]
    cell.do(SetRating(at, ("cell",), {"self": "good"}))
    assert rating(cell.workspace)[0][0] == "Xếp loại năm 2026: đủ mức, kết thúc đợt để gửi cấp trên"
    cell.do(CloseRating(at))
    assert rating(cell.workspace) == []
    sure(cell.workspace, "2026-09-29")


def test_who_keeps_no_ratings_here_is_not_asked_for_them(cell):
    on(cell, "2026-12-29")
    assert rating(cell.workspace) == []


def test_a_year_whose_last_day_no_source_gives_is_due_without_one(cell):
    cell.do(OpenRating(year=2024))
    what, due = next(one for one in rating(cell.workspace) if "2024" in one[0])
    assert what.startswith("Xếp loại năm 2024") and due is None
