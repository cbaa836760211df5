"""Duties on their border days, of those named in a case who left, of the office; the same in any order."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.models import Duty
from app.procedures import duties, engine
from app.procedures.cases import OpenCase, RecordStep
from app.procedures.day import bring_to_today
from app.procedures.offices import PutSetting
from app.procedures.standing import verify
from app.reports import duties as listed
from app.storage.clock import Clock
from app.storage.workspace import change_password, open_workspace


def day(text):
    return datetime.date.fromisoformat(text)


def on(cell, text):
    """The tables as they stand when the workspace is opened on a day; deeds go on from that day."""
    cell.today = day(text)
    bring_to_today(cell.workspace, Clock(cell.today))


def found(cell, person=None):
    """The duties as derived after the last deed, which must be what computing all anew gives."""
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        assert verify(unit) == []
        unit.session.rollback()
    with cell.workspace.reading() as session:
        rows = list(session.scalars(select(Duty).order_by(Duty.due.is_(None), Duty.due, Duty.what)))
        session.expunge_all()
        return [row for row in rows if person is None or row.person == person]


# Days


@pytest.mark.parametrize(
    ("today", "due", "group"),
    [
        ("2025-11-17", "2025-11-16", "late"),
        ("2025-11-17", "2025-11-17", "week"),
        ("2025-11-17", "2025-11-23", "week"),
        ("2025-11-17", "2025-11-24", "month"),
        ("2025-11-17", "2025-11-30", "month"),
        ("2025-11-17", "2025-12-01", "later"),
        ("2025-11-30", "2025-11-30", "week"),
        ("2025-11-30", "2025-12-01", "later"),
        ("2025-10-31", "2025-11-02", "week"),
        ("2025-12-29", "2026-01-04", "week"),
        ("2024-02-26", "2024-02-29", "week"),
        ("2024-03-01", "2024-02-29", "late"),
    ],
)
def test_weeks_end_on_sunday_and_months_on_their_last_day(today, due, group):
    assert listed.group_of(day(due), day(today)) == group


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [("2024-02-11", "2024-02-01", "2024-02-29"), ("2025-02-28", "2025-02-01", "2025-02-28"),
     ("2025-12-31", "2025-12-01", "2025-12-31")],
)  # fmt: skip
def test_a_month_is_whole(month, first, last):
    assert listed.month_of(day(month)) == (day(first), day(last))


def test_working_days_after_probation_skip_tet(cell):
    """From 20/1/2026: eighteen working days to 13/2, the week of Tết off, the other twelve to 10/3."""
    person = cell.person("probationary", name="Vũ Thị Mơ", admission_date="2025-01-20")
    on(cell, "2025-12-20")
    (duty,) = found(cell, person)
    assert (duty.base_date, duty.due) == ("2026-01-20", "2026-03-10")


def test_admitted_on_29_february_probation_ends_on_the_last_of_february(cell):
    person = cell.person("probationary", name="Vũ Thị Mơ", admission_date="2024-02-29")
    on(cell, "2025-02-20")
    (duty,) = found(cell, person)
    assert "28/02/2025" in duty.rule["why"] and duty.due >= "2025-02-28"


def test_due_today_is_not_late_the_next_day_it_is(cell):
    person = cell.person("probationary", name="Vũ Thị Mơ", admission_date="2024-12-10")
    groups = []
    for today in ("2026-01-22", "2026-01-23"):
        on(cell, today)
        (duty,) = found(cell, person)
        groups.append(listed.group_of(day(duty.due), cell.today))
    assert groups == ["week", "late"]


def test_the_list_of_this_month_holds_what_is_late_and_of_a_coming_one_only_its_own(cell):
    cell.person("probationary", name="Vũ Thị Mơ", admission_date="2024-12-10")  # due 22/1/2026
    on(cell, "2026-02-02")
    own = cell.workspace.organisation_id
    with cell.workspace.reading() as session:

        def of(month):
            return [row.name for row in listed.of_month(session, own, day(month), cell.today) if row.due]

        assert of("2026-02-28") == ["Vũ Thị Mơ"] == of("2026-01-01") and of("2026-03-01") == []


# Named in a case, and gone


def test_a_helper_who_left_is_replaced(cell):
    on(cell, "2025-11-17")
    helper, other = cell.full[1], cell.full[2]
    case = cell.do(OpenCase("source", cell.sympathiser, "2025-10-01")).id
    cell.do(RecordStep(case, "listing", "2025-10-03", "listed", {"helper": helper}))

    def asked():
        return [d for d in found(cell, cell.sympathiser) if "giúp đỡ thay" in d.what]

    assert asked() == []
    cell.set(helper, activity="transferred", activity_date="2025-11-10")
    (duty,) = asked()
    assert duty.step == "helper_change" and "Nguyễn Văn B" in duty.what
    assert duty.rule["document"] == "38-HD/BTCTW@2025-09-29" and duty.rule["why"]
    cell.do(RecordStep(case, "helper_change", "2025-11-17", None, {"helper": other}))
    assert asked() == []


def test_an_introducer_who_left_is_replaced_until_the_cell_has_voted(cell):
    on(cell, "2025-11-10")
    case = cell.admission(cell.sympathiser, "2025-06-02").up_to_vote(cell.full[1])

    def asked():
        return [(d.step, d.due) for d in found(cell, cell.sympathiser) if "giới thiệu thay" in d.what]

    assert asked() == []
    cell.set(cell.full[1], activity="transferred", activity_date="2025-11-09")
    assert asked() == [("introduction", None)]
    case.record(
        "introduction", "2025-10-10", reason="thay người giới thiệu", introducers__1__ended="2025-11-09",
        introducers__2__person=cell.full[2], introducers__2__name="Nguyễn Văn C",
        introducers__2__replacement="có",
    )  # fmt: skip
    assert asked() == []


def test_a_helper_who_left_before_recognition_is_named_though_the_ceremony_stands_in_another_case(cell):
    on(cell, "2025-11-17")
    case = cell.admission(cell.sympathiser, "2024-06-02", taken_over=True)
    case.record("ceremony", "2024-11-13", helper=cell.full[0])
    recognition = cell.do(OpenCase("recognition", cell.sympathiser, "2025-11-14")).id

    def asked():
        return [(d.case, d.step) for d in found(cell, cell.sympathiser) if "giúp đỡ thay" in d.what]

    assert asked() == []
    cell.set(cell.full[0], activity="died", activity_date="2025-11-01")
    assert asked() == [(recognition, "helper_comment")]


@pytest.mark.parametrize(("today", "asked"), [("2025-09-28", False), ("2025-09-29", True)])
def test_a_sympathiser_without_helper_is_named_from_the_day_a_rule_says_so(cell, today, asked):
    on(cell, today)
    places = [d.place for d in found(cell, cell.sympathiser)]
    assert places == (["open:source"] if asked else [])
    if asked:
        cell.do(OpenCase("source", cell.sympathiser, today))
        assert "open:source" not in [d.place for d in found(cell, cell.sympathiser)]


# The office's rules


def test_a_setting_that_ends_soon_is_named_until_another_follows(cell):
    on(cell, "2025-11-17")
    cell.do(PutSetting({"office.grassroots": "Đảng ủy xã Vân Khê"}, "2025-01-01"))
    cell.do(PutSetting({"office.grassroots": None}, "2025-12-31"))

    def ends():
        return [(d.due, d.place) for d in found(cell) if "hết áp dụng" in d.what]

    assert ends() == [("2025-12-30", "settings")]
    cell.do(PutSetting({"office.grassroots": "Đảng ủy xã Tân Hưng"}, "2025-12-31"))
    assert ends() == []


def test_a_rule_set_by_the_office_changes_the_duties_of_people_at_once(cell):
    person = cell.person("probationary", name="Vũ Thị Mơ", admission_date="2024-12-10")
    on(cell, "2025-12-01")
    before = found(cell, person)[0].due
    cell.do(PutSetting({"recognition.cell.deadline": "20 working_days"}, "2025-06-01", "5-QĐ/ĐU@2025-06-01"))
    (duty,) = found(cell, person)
    assert duty.due < before and duty.rule["document"] == "5-QĐ/ĐU@2025-06-01"


def test_a_year_without_published_holidays_is_named_once(cell, monkeypatch):
    from app.procedures import duties_office

    known = duties_office.load_calendar()
    monkeypatch.setattr(
        duties_office, "load_calendar", lambda: replace(known, decided=frozenset(range(2016, 2026)))
    )
    for name in ("Vũ Thị Mơ", "Vũ Thị Na"):
        cell.person("probationary", name=name, admission_date="2024-12-10")  # due 22/1/2026
    on(cell, "2025-11-17")
    assert [d.what for d in found(cell) if d.place == "calendar"] == [
        "Lịch nghỉ lễ, Tết năm 2026 chưa có bản chính thức: xem lại các hạn khi có"
    ]


def test_one_row_tells_of_a_rule_that_several_cases_read(cell):
    on(cell, "2026-05-20")
    for name in ("Lê Thị Hoa", "Lê Thị Huệ"):
        person = cell.person("sympathiser", name=name, birth="2000-01-01")
        cell.admission(person, "2026-05-04").up_to_vote(cell.full[1], 2025)
    with cell.workspace.reading() as session:
        rows = listed.once(listed.duties(session, cell.workspace.organisation_id))
        told = [(row, n) for row, n in rows if row.duty.place == "rules:admission.cell.vote"]
        ((row, cases),) = told
        assert cases == 2 and "2 hồ sơ" in listed.reason(row, cases)


# In any order


def shape(dossier):
    stands = engine.stand(dossier)
    return sorted((d.step or "", d.what, d.due or "", d.place or "") for d in duties.of_case(dossier, stands))


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_duties_do_not_depend_on_the_order_in_which_acts_arrive(done, data):
    """An admission as far as one likes, its records in any order."""
    workspace, case, _people = done
    today = data.draw(st.dates(day("2025-06-03"), day("2026-02-01")))
    with workspace.unit(Clock(day("2026-11-22")), clock_accepted=True) as unit:
        whole = engine.load_case(unit, case, today)
        kept = data.draw(st.integers(0, len(whole.acts)))
        straight = replace(whole, acts=whole.acts[:kept], memo={})
        mixed = replace(
            straight,
            acts=data.draw(st.permutations(straight.acts)),
            papers=data.draw(st.permutations(straight.papers)),
            votes=data.draw(st.permutations(straight.votes)),
            memo={},
        )
        assert shape(mixed) == shape(straight)
        unit.session.rollback()


def test_a_restricted_case_is_no_duty_of_who_does_not_handle_it(cell):
    on(cell, "2025-11-17")
    case = cell.do(OpenCase("discipline", cell.full[3], "2025-11-03")).id
    own = cell.workspace.organisation_id

    def named(workspace):
        with workspace.reading() as session:
            return case in [row.duty.case for row in listed.duties(session, own)]

    assert named(cell.workspace)
    change_password(cell.workspace, "Người giúp việc", "mật khẩu khác", "clerk")
    cell.workspace.close()
    with open_workspace(cell.workspace.path, "mật khẩu khác", user="Người giúp việc") as again:
        assert not named(again)
