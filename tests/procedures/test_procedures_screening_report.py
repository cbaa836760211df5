"""The figures of screening: each counted from dated acts and events, at the border days of the time."""

import datetime

import pytest

from app.models import Event, Round, RoundItem
from app.procedures.ballots import RecordVote
from app.procedures.cases import AnnulAct, OpenCase, RecordStep
from app.procedures.review import RecordReview
from app.procedures.rounds import OpenRound
from app.reports.screening.counts import CRITERIA, GROUNDS
from app.reports.screening.table import screening
from app.storage.clock import Clock

PAPER = {"conclusion_body": "Ủy ban kiểm tra", "conclusion_number": "4-KL", "named_by": "Bí thư"}
STAMP = {"number": "1", "issuer": "Đảng ủy"}


class Report:
    """The figures of a cell for a time."""

    def __init__(self, cell):
        self.cell = cell

    def __call__(self, start="2025-01-01", end="2025-06-30", column=0):
        day = datetime.date.fromisoformat
        with self.cell.workspace.reading() as session:
            own = self.cell.workspace.organisation_id
            found = screening(session, own, day(start), day(end), committee=False)
        return {figure.name: [one.id for one in cells[column]] for figure, cells in found.rows}

    def sums(self, *time):
        return {name: len(ids) for name, ids in self(*time).items() if ids}


@pytest.fixture
def report(cell):
    return Report(cell)


def record(cell, case, step, date, outcome=None, paper=False, **values):
    from_paper = STAMP | {"date": date} if paper else None
    return cell.do(RecordStep(case, step, date, outcome, values, from_paper=from_paper))


def proposed(cell, person, day, criterion="rated_two_years"):
    case = cell.do(OpenCase("help_list", person, day, taken_over=True)).id
    told = PAPER | {"conclusion_date": day}
    record(cell, case, "criterion", day, criterion=criterion, **told)
    return case


def listed(cell, person, day, outcome="listed", **how):
    case = proposed(cell, person, day, **how)
    record(cell, case, "direction", day, "agreed", paper=True)
    cell.do(
        RecordVote(case, "listing", day, 20 if outcome == "listed" else 3, 0, outcome=outcome, secret=True)
    )
    return case


def test_an_empty_cell_has_members_and_nothing_else(cell, report):
    whole = {"members_start": 24, "members_end": 24, "exempt": 1, "exempt.once": 1}
    assert report.sums("2020-01-01", "2020-12-31") == whole
    assert len(report("2025-05-16", "2025-05-16")["members_end"]) == 25
    assert len(report("2025-05-16", "2025-05-16")["members_start"]) == 24, "admitted that very day"


@pytest.mark.parametrize(
    ("day", "inside"), [("2024-12-31", 0), ("2025-01-01", 1), ("2025-06-30", 1), ("2025-07-01", 0)]
)
def test_the_first_and_last_day_belong_to_the_time(cell, report, day, inside):
    proposed(cell, cell.full[0], day)
    assert len(report()["proposed"]) == inside


def test_the_way_over_the_list_adds_up(cell, report):
    before = listed(cell, cell.full[0], "2024-11-03")
    off = listed(cell, cell.full[1], "2024-11-03")
    now = listed(cell, cell.full[2], "2025-02-02", criterion="degeneration")
    stays = listed(cell, cell.full[3], "2025-03-02")
    no = listed(cell, cell.full[4], "2025-03-02", "not_listed")
    open_one = proposed(cell, cell.full[5], "2025-05-05")
    gone = listed(cell, cell.full[6], "2025-04-06")
    record(cell, before, "result", "2025-06-30", "progressed")
    record(cell, off, "result", "2024-12-31", "progressed")
    record(cell, now, "result", "2025-06-01", "not_progressed")
    record(cell, gone, "stopped", "2025-06-02", "stopped", why="chuyển đi")
    found = report()
    assert found["carried"] == [before]
    assert set(found["listed"]) == {now, stays, gone} and set(found["voted"]) == {now, stays, no, gone}
    assert found["listed.degeneration"] == [now] and len(found["listed.rated_two_years"]) == 2
    assert found["taken_off"] == [before] and found["not_progressed"] == [now]
    assert found["off_otherwise"] == [gone] and found["on_list"] == [stays]
    assert found["considered"] == [open_one]
    came, went = (
        len(found["carried"]) + len(found["listed"]),
        ("taken_off", "not_progressed", "off_otherwise"),
    )
    assert came == len(found["on_list"]) + sum(len(found[name]) for name in went)
    assert sum(len(found[f"listed.{key}"]) for key in CRITERIA) == len(found["listed"])


def test_what_was_taken_back_is_not_counted(cell, report):
    case = listed(cell, cell.full[0], "2025-02-02")
    assert report()["listed"] == [case]
    cell.do(AnnulAct(case, "listing", "ghi nhầm"))
    assert report()["listed"] == [] and report()["considered"] == [case]


def test_ways_out_by_ground_and_status(cell, report):
    case = cell.do(OpenCase("deletion", cell.full[0], "2025-02-01", taken_over=True)).id
    record(cell, case, "grounds", "2025-02-01", ground="no_progress", **PAPER, conclusion_date="2025-01-01")
    record(cell, case, "decision", "2025-04-01", "delete", paper=True, number="5-QĐ")
    out = ((1, "deleted", "2025-05-05"), (2, "expelled", "2025-05-05"), (3, "resigned", "2025-05"))
    with cell.workspace.unit(Clock(cell.today)) as unit:
        unit.begin("test")
        for at, reason, day in out:
            unit.write(Event(person=cell.full[at], what="left", value=reason, date=day))
        unit.write(Event(person=cell.full[4], what="left", value="resigned_hardship", date="2025-01-05"))
        unit.write(Event(person=cell.full[5], what="left", value="died", date="2025-05-05"))
        unit.write(Event(person=cell.full[6], what="left", value="deleted", date="2025"))
        unit.write(Event(person=cell.probationary, what="left", value="deleted", date="2025-06-06"))
    found = report()
    assert set(found["deleted"]) == set(cell.full[:2])
    assert found["deleted.no_progress"] == [cell.full[0]] and found["deleted.unknown"] == [cell.full[1]]
    assert len(found["deleted"]) == sum(len(found[f"deleted.{key}"]) for key in [*GROUNDS, "unknown"])
    assert found["deleted_probationary"] == [cell.probationary]
    assert found["expelled"] == [cell.full[2]]
    assert set(found["resigned"]) == set(cell.full[3:5]) and found["resigned.hardship"] == [cell.full[4]]
    assert found["undated"] == [cell.full[6]], "2025 may lie in either half"
    assert set(report("2025-01-01", "2025-12-31")["deleted"]) == {cell.full[0], cell.full[1], cell.full[6]}
    assert len(found["members_end"]) == 24 + 1 - 8


def test_complaints_wait_until_answered_and_again_when_carried_further(cell, report):
    case = cell.do(OpenCase("complaint", cell.full[0], "2025-02-01", taken_over=True)).id
    told = {"against": "discipline", "decision_number": "1", "decision_date": "2025-01-01"}
    told |= {"decision_received": "2025-01-02", "addressee": "Đảng ủy xã"}
    record(cell, case, "filed", "2025-02-01", **told)
    assert report()["complaints"] == report()["pending"] == [case]
    record(cell, case, "received", "2025-02-05", "accepted", by="Đảng ủy xã")
    record(cell, case, "answer", "2025-07-01", "overturned", by="Đảng ủy xã")
    assert report()["pending"] == [case] and report()["overturned"] == []
    later = report("2025-07-01", "2025-12-31")
    assert later["overturned"] == [case] and later["pending"] == later["complaints"] == []


def test_the_last_review_of_the_time_counts_once(cell, report):
    first = cell.do(OpenRound("review", 2025, "H1", "2025-06-01")).id
    cell.do(RecordReview(first, cell.full[0], "follow_up", "2025-06-02", "nhắc"))
    second = cell.do(OpenRound("review", 2025, None, "2025-06-10")).id
    cell.do(RecordReview(second, cell.full[0], "no_issue", "2025-06-12"))
    cell.do(RecordReview(second, cell.full[1], "no_issue", "2025-07-01"))
    found = report()
    assert found["reviewed"] == found["no_issue"] == [cell.full[0]] and found["follow_up"] == []
    with cell.workspace.unit(Clock(cell.today)) as unit:
        unit.begin("test")
        rated = unit.write(Round(what="rating", year=2025, data={}))
        unit.write(RoundItem(round=rated.id, person=cell.full[3], outcome="good", date="2025-06-01", data={}))
    assert report()["reviewed"] == [cell.full[0]], "a rating is no review"


def test_men_and_women_stand_apart(cell, report):
    cell.set(cell.full[0], sex="female")
    cell.set(cell.full[1], sex="male")
    case = proposed(cell, cell.full[0], "2025-02-02")
    assert report(column=2)["proposed"] == [case] and report(column=1)["proposed"] == []
    assert len(report(column=3)["members_end"]) == 23, "sex not recorded"


def test_a_committee_counts_its_cells_beside_each_other(two_offices):
    from app.reports.members import Query, fetch

    offices = two_offices
    with offices.cell.reading() as session:
        own = offices.cell.organisation_id
        person = fetch(session, Query(own, "members"))[0].person
    half = offices.do(offices.cell, OpenRound("review", 2025, "H2")).result.id
    offices.do(offices.cell, RecordReview(half, person, "no_issue", "2025-11-10"))
    case = offices.do(offices.cell, OpenCase("help_list", person, "2025-11-01")).result.id
    told = PAPER | {"conclusion_date": "2025-11-01", "criterion": "degeneration"}
    offices.do(offices.cell, RecordStep(case, "criterion", "2025-11-02", None, told))
    offices.send(offices.cell, offices.committee)
    day = datetime.date
    with offices.committee.reading() as session:
        top = offices.committee.organisation_id
        found = screening(session, top, day(2025, 7, 1), day(2025, 12, 31), committee=True)
    cells = {figure.name: [len(ids) for ids in row] for figure, row in found.rows}
    at = found.columns.index("Chi bộ thôn Đồng Mận")
    assert cells["reviewed"][0] == cells["reviewed"][at] == 1
    assert cells["proposed"][0] == cells["proposed"][at] == 1
    assert cells["members_end"][at] > 1
