"""What is due: of cases, of people without a case, of rules that no source gives."""

import datetime

import pytest
from sqlalchemy import select

from app.models import Duty
from app.procedures.day import bring_to_today
from app.procedures.standing import verify
from app.storage.clock import Clock


def duties(cell, day, person=None):
    """Duties as the list stands on a day, earliest first."""
    clock = Clock(datetime.date.fromisoformat(day))
    bring_to_today(cell.workspace, clock)
    with cell.workspace.unit(clock, clock_accepted=True) as unit:
        assert verify(unit) == []
        unit.session.rollback()
    with cell.workspace.reading() as session:
        found = select(Duty).order_by(Duty.due.is_(None), Duty.due, Duty.id)
        rows = list(session.scalars(found.where(Duty.person == person) if person else found))
        session.expunge_all()
        return rows


def test_recognition_is_due_before_anybody_opened_a_case(cell):
    person = cell.person("probationary", name="Vũ Thị Mơ", admission_date="2024-12-10")
    assert not duties(cell, "2025-08-01", person), "more than three months ahead"
    (duty,) = duties(cell, "2025-11-17", person)
    assert (duty.due, duty.base_date, duty.place) == ("2026-01-22", "2025-12-10", "open:recognition")
    assert duty.case is None and "12 tháng" in duty.rule["why"] and "30 ngày làm việc" in duty.rule["why"]
    assert duty.rule["document"] == "294-QĐ/TW@2025-05-26"
    cell.today = datetime.date(2025, 12, 15)
    from app.procedures.cases import OpenCase

    cell.do(OpenCase("recognition", person, "2025-12-15"))
    assert not [d for d in duties(cell, "2025-12-15", person) if d.place], "the case has its own duties"


def test_without_a_whole_day_of_admission_the_day_itself_is_asked_for(cell):
    person = cell.person("probationary", name="Vũ Thị Mơ", admission_date="2024-12")
    (duty,) = duties(cell, "2025-11-17", person)
    assert duty.due is None and duty.place == "person" and "ngày vào Đảng" in duty.what


@pytest.mark.parametrize(
    ("day", "there"), [("2026-03-30", True), ("2026-03-31", False), ("2025-03-31", False)]
)
def test_a_state_with_an_end_is_named_until_it_ends(cell, day, there):
    person = cell.person(name="Vũ Thị Mơ", admission_date="2004-12-10", activity="exempt",
                         activity_date="2025-04-01")  # fmt: skip
    cell.set(person, activity="active", activity_date="2026-03-31")
    assert [(d.due, d.place) for d in duties(cell, day, person)] == (
        [("2026-03-31", "person")] if there else []
    )


def test_papers_growing_old_are_named_when_it_comes_near(cell):
    case = cell.admission(cell.sympathiser, "2025-06-02")
    case.record("awareness", "2025-06-14")
    case.paper("CN-NTVĐ", "2020-12-20", "12")

    def aging(day):
        return [(d.due, d.step) for d in duties(cell, day, case.person) if "hết giá trị" in d.what]

    assert aging("2025-09-18") == [], "93 days ahead"
    assert aging("2025-09-19") == [("2025-12-20", "cell_resolution")]


def test_what_no_source_says_is_asked_for_where_a_step_reads_it(cell):
    case = cell.admission(cell.sympathiser, "2026-05-04")
    case.up_to_vote(cell.full[1], 2025)

    def asked(day):
        found = [d for d in duties(cell, day, case.person) if (d.place or "").startswith("rules:")]
        assert all("Chưa có nguồn" in d.what and d.step == "cell_resolution" for d in found)
        return {d.place for d in found}

    assert "rules:admission.cell.vote" in asked("2026-05-20"), "QĐ 20: not read"
    assert asked("2026-03-20") == set()


def test_the_list_of_sympathisers_is_looked_at_every_month(cell):
    from app.procedures.cases import OpenCase, RecordStep

    cell.today = datetime.date(2025, 11, 17)
    person = cell.person("sympathiser", name="Lê Văn Quần")
    case = cell.do(OpenCase("source", person, "2025-10-01")).id
    cell.do(RecordStep(case, "listing", "2025-10-03", "listed", {"helper": cell.full[1]}))
    due = [d.due for d in duties(cell, "2025-11-17", person) if "danh sách cảm tình" in d.what]
    assert due == ["2025-11-03"]
    cell.do(RecordStep(case, "review", "2025-10-31", "kept"))
    due = [d.due for d in duties(cell, "2025-11-17", person) if "danh sách cảm tình" in d.what]
    assert due == ["2025-11-30"], "a month's last day to a month's last day"
