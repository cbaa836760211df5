"""An inspection of Chỉ thị 28: plan, findings by topic, remedies overdue until they are done."""

import pytest

from app.models import Round
from app.procedures.deeds import Undo
from app.procedures.inspection import FollowUp, OpenInspection, RecordFinding, overdue
from app.procedures.rounds import CloseRound
from app.storage.clock import Clock
from app.trouble import Refused

CELL = "Chi bộ thôn Đồng Mận"


@pytest.fixture
def offices(two_offices):
    plan = OpenInspection("Giám sát Chỉ thị 28", "2025-10-01", "8-KH", "kết nạp, giúp đỡ", "2025-10-05")
    two_offices.round = two_offices.do(two_offices.committee, plan).result.id
    return two_offices


def record(offices, **told):
    told = {"topic": "help", "finding": "chưa phân công", "date": "2025-10-06"} | told
    return offices.do(offices.committee, RecordFinding(offices.round, CELL, **told)).result


def late(offices, day):
    import datetime

    with offices.committee.unit(Clock(datetime.date.fromisoformat(day))) as unit:
        return [item.id for item in overdue(unit)]


def test_plan_and_findings_are_kept_by_organisation_and_topic(offices):
    first = record(offices)
    assert first.office == offices.cell.organisation_id and first.data["name"] == CELL
    again = record(offices, finding="mới phân công một người")
    assert again.id == first.id and again.data["finding"] == "mới phân công một người"
    other = record(offices, topic="removal", outcome="no_issue", finding="")
    assert other.id != first.id and other.outcome == "no_issue"
    with offices.committee.reading() as session:
        plan = session.get(Round, offices.round)
        assert plan.restricted and plan.data["number"] == "8-KH" and plan.data["start"] == "2025-10-05"


def test_a_remedy_is_overdue_from_the_day_after_until_done(offices):
    item = record(offices, remedy="phân công người giúp đỡ", due="2025-10-31").id
    assert late(offices, "2025-10-31") == [] and late(offices, "2025-11-01") == [item]
    offices.do(offices.committee, CloseRound(offices.round, "2025-11-02"))
    offices.do(offices.committee, FollowUp(item, "2025-11-03", "mới phân công một người"))
    assert late(offices, "2025-11-04") == [item]
    done = offices.do(offices.committee, FollowUp(item, "2025-11-05", "đã đủ", done=True))
    assert late(offices, "2025-11-06") == []
    assert [look["done"] for look in done.result.data["followed"]] == [False, True]
    offices.do(offices.committee, Undo(done.deed))
    assert late(offices, "2025-11-06") == [item]


def test_what_cannot_be_is_refused(offices):
    for told, field in (
        ({"finding": " "}, "finding"),
        ({"topic": "x"}, "topic"),
        ({"due": "2025-10-31"}, "remedy"),
        ({"remedy": "sửa", "due": "2025-10-05"}, "due"),
        ({"date": "2025-11-18"}, "date"),
    ):
        with pytest.raises(Refused) as refused:
            record(offices, **told)
        assert refused.value.details["field"] == field
    with pytest.raises(Refused) as refused:
        offices.do(offices.committee, FollowUp(record(offices).id, text="x"))
    assert refused.value.details["field"] == "item"


def test_a_cell_inspects_nobody(offices):
    with pytest.raises(Refused) as refused:
        offices.do(offices.cell, OpenInspection("Giám sát"))
    assert refused.value.code == "not_a_committee"
