"""Closed cases that found nothing: kept as long as the office set, then by a person's deed only numbers."""

import datetime
from contextlib import closing

import pytest

from app.models import Case, CaseStanding, Duty, EntryRow, LogRow
from app.procedures import standing
from app.procedures.cases import OpenCase
from app.procedures.condensing import Condense, closed_for_nothing, due_now
from app.procedures.deeds import Undo
from app.procedures.definitions import procedures
from app.procedures.office import open_office
from app.procedures.offices import PutSetting
from app.procedures.seen import note
from app.reports.screening.counts import ENDINGS as COUNTED
from app.reports.screening.table import screening
from app.storage import journal, rights
from app.storage.clock import Clock
from app.storage.engine import connect
from app.trouble import Refused
from tests import restricted

PAPER = "3-QĐ/ĐU@2024-01-02"
NOTHING = ("help_list", "deletion", "discipline", "suspension", "annulment")
DAY = "2019-08-05"


def retention(cell, period="5 years"):
    cell.do(PutSetting({"screening.retention": period}, "2024-01-02", PAPER))


@pytest.fixture
def closed(cell):
    """One case of each kind ended in 2019 with nothing found, one still open, and those that are kept."""
    cell.today = datetime.date(2026, 1, 10)
    made = restricted.Hidden(cell.do)
    ended, opened = made.person("Trần Văn Kết"), made.person("Trần Văn Mở")
    cell.ended = {name: made.told(name, ended, DAY, ended=True) for name in restricted.ENDINGS}
    cell.opened = made.told("help_list", opened, DAY, ended=False)
    cell.hidden = made
    return cell


def dump(path, key):
    """Every value of every table of the database file, as one text."""
    with closing(connect(path / "records.db", key)) as records:
        tables = [r[0] for r in records.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "\n".join(
            str(value if not isinstance(value, bytes) else value.decode("utf-8", "replace"))
            for table in tables
            for row in records.execute(f'SELECT * FROM "{table}"')
            for value in row
        )


def look(cell, question, **how):
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True, **how) as unit:
        found = question(unit)
        unit.session.expunge_all()
        return found


def numbers(cell, start, end):
    day = datetime.date.fromisoformat
    with cell.workspace.reading() as session:
        own = cell.workspace.organisation_id
        found = screening(session, own, day(start), day(end), committee=False)
    return {figure.name: found.number(figure, 0, cells[0]) for figure, cells in found.rows}, found.note


TIMES = [(f"{year}-{a}", f"{year}-{b}") for year in (2018, 2019, 2020)
         for a, b in (("01-01", "06-30"), ("07-01", "12-31"), ("01-01", "12-31"))]  # fmt: skip
TIMES.append(("2016-01-01", "2020-12-31"))


def test_every_ending_that_found_nothing_is_counted_by_the_report():
    told = {
        (known.id, outcome.result or outcome.id)
        for known in procedures().values()
        for step in known.steps
        for outcome in step.outcomes
        if outcome.finds == "nothing"
    }
    assert told == set(COUNTED)
    assert all(procedures()[name].restricted for name, _result in told)


def test_without_a_retention_everything_is_kept(closed):
    found = look(closed, closed_for_nothing)
    assert {one.case for one in found} == {closed.ended[name] for name in NOTHING}
    assert {one.waits for one in found} == {"unknown"} and look(closed, due_now) == []
    with pytest.raises(Refused) as refused:
        closed.do(Condense([closed.ended["deletion"]], True))
    assert refused.value.code == "kept"


@pytest.mark.parametrize(("today", "ready"), [("2024-08-05", False), ("2024-08-06", True)])
def test_the_last_day_belongs_to_the_retention(closed, today, ready):
    retention(closed)
    closed.today = datetime.date.fromisoformat(today)
    assert bool(look(closed, due_now)) is ready


def test_what_found_something_or_is_the_members_right_stays(closed):
    retention(closed, "1 years")
    record = closed.hidden.record
    person = closed.hidden.person("Trần Văn Danh")
    listed = closed.hidden.open("help_list", person, DAY)
    record(listed, "help_list", "criterion", DAY)
    record(listed, "help_list", "listing", DAY, "listed")
    record(listed, "help_list", "stopped", DAY, "stopped")
    may = {one.case for one in look(closed, due_now)}
    assert listed not in may and closed.opened not in may
    assert not may & {closed.ended[name] for name in ("complaint", "leaving", "restoration")}


def test_a_person_condenses_and_only_numbers_are_left(closed):
    retention(closed)
    cases = [one.case for one in look(closed, due_now)]
    assert len(cases) == len(NOTHING)
    with closed.workspace.unit(Clock(closed.today)) as unit:
        note(unit, "view", cases[0])
        ids = restricted.ids_of(unit.session, cases)
        texts = [row.state.decode() for row in unit.session.query(EntryRow).filter(EntryRow.record.in_(ids))]
    marks = {word for text in texts for word in restricted.marks(text)}
    assert len(marks) > 20
    before = {time: numbers(closed, *time)[0] for time in TIMES}
    assert before["2019-07-01", "2019-12-31"]["ended.deletion.stopped"] == 1
    with pytest.raises(Refused) as refused:
        closed.do(Condense(cases))
    assert refused.value.code == "not_agreed"
    done = closed.do(Condense(cases, True))
    assert (done.cases, done.sent) == (len(cases), 0)
    assert {time: numbers(closed, *time)[0] for time in TIMES} == before
    assert "không chia theo nhóm" in numbers(closed, *TIMES[0])[1] + numbers(closed, *TIMES[4])[1]
    assert "không cộng vào" in numbers(closed, "2019-07-02", "2019-12-31")[1]
    with closed.workspace.unit(Clock(closed.today)) as unit:
        assert journal.verify(unit.session) == [] and standing.verify(unit) == []
        unit.session.rollback()
    with closed.workspace.reading() as session:
        assert session.query(Case).filter(Case.id.in_(cases)).count() == 0
        assert session.query(CaseStanding).filter(CaseStanding.case.in_(cases)).count() == 0
        assert session.query(LogRow).filter_by(what="view").one().about == "cases:1"
        assert session.query(Case).filter_by(id=closed.opened).count() == 1
    told = dump(closed.workspace.path, closed.workspace.keys.records)
    assert not [mark for mark in marks if mark in told]
    assert "zqx" in told, "the others are as they were"


def test_it_cannot_be_taken_back(closed):
    retention(closed)
    case = look(closed, due_now)[0].case
    with closed.workspace.unit(Clock(closed.today), clock_accepted=True) as unit:
        from app.procedures.deeds import perform

        deed = perform(unit, Condense([case], True)).deed
    with pytest.raises(Refused) as refused:
        closed.do(Undo(deed))
    assert refused.value.code == "final"
    with closed.workspace.reading() as session:
        opened = session.query(EntryRow).filter_by(record=case).first().deed
    with pytest.raises(Refused) as refused:
        closed.do(Undo(opened))
    assert refused.value.code == "changed_since"


def test_numbers_add_up_over_several_times(closed):
    retention(closed)
    before = numbers(closed, "2019-01-01", "2019-12-31")[0]
    for one in look(closed, due_now):
        closed.do(Condense([one.case], True))
    assert numbers(closed, "2019-01-01", "2019-12-31")[0] == before


def test_only_the_secretary_and_a_case_others_rest_on(closed):
    retention(closed)
    cases = [closed.ended["deletion"]]
    with pytest.raises(Refused) as refused:
        from app.procedures.deeds import perform

        with closed.workspace.unit(Clock(closed.today), user=rights.Person("Phó", "deputy")) as unit:
            perform(unit, Condense(cases, True))
    assert refused.value.code == "no_right"
    with closed.workspace.unit(Clock(closed.today)) as unit:
        act = unit.session.query(restricted.Act).filter_by(case=cases[0]).first().id
    with closed.workspace.unit(Clock(closed.today), clock_accepted=True) as unit:
        unit.begin("test")
        unit.write(Case(procedure="complaint", person="x", opened=DAY, restricted=True, about=act))
    with pytest.raises(Refused) as refused:
        closed.do(Condense(cases, True))
    assert refused.value.code == "kept" and "khiếu nại" in refused.value.message


def test_the_office_is_reminded_and_a_clerk_is_not(closed):
    retention(closed)
    closed.do(OpenCase("admission", closed.sympathiser, "2026-01-05"))
    with closed.workspace.reading() as session:
        [duty] = session.query(Duty).filter_by(place="condense")
        assert duty.what == "Thu gọn 5 hồ sơ đã đóng, không phát hiện gì" and PAPER in str(duty.rule)
    from app.storage.workspace import change_password

    change_password(closed.workspace, "Giúp việc", "mật khẩu khác", "clerk")
    closed.workspace.close()
    again = open_office(closed.workspace.path, "mật khẩu khác", user="Giúp việc")
    with again, again.reading() as session:
        assert session.query(Duty).count() > 0
        assert session.query(Duty).filter_by(place="condense").count() == 0
