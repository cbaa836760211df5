"""One more file of rules, seen through whole cases: links added, other base days, both sides of the day."""

import datetime
import json
import shutil
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.procedures import duties, engine, voting
from app.procedures.cases import OpenCase, RecordStep
from app.regulations.calendar import load_calendar
from app.regulations.resources import resource_folder
from app.regulations.rulebook import load_central
from app.storage import rulebooks
from app.storage.clock import Clock

FILE = Path(__file__).parent / "samples" / "w7.toml"
NEW = "999-QĐ/TW@2027-03-01"
BEFORE, FIRST = datetime.date(2027, 2, 28), datetime.date(2027, 3, 1)


@pytest.fixture(autouse=True)
def tomorrow(tmp_path, monkeypatch):
    """The program with a copy of its data folder and one file more, as an update would bring it."""
    shutil.copytree(resource_folder("regulations").parent, tmp_path / "data" / "resources")
    shutil.copy(FILE, tmp_path / "data" / "resources" / "regulations" / FILE.name)
    load_central.cache_clear()
    rulebooks._BOOKS.clear()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "data"), raising=False)
    yield load_central()
    load_central.cache_clear()
    rulebooks._BOOKS.clear()


@pytest.fixture
def cell(cell):
    cell.today = datetime.date(2027, 12, 20)
    return cell


def iso(text):
    return datetime.date.fromisoformat(text)


def due_of(cell, case, step, on, row=None):
    """The last day and the base day of a step of a case as they stand on a day."""
    with cell.workspace.unit(Clock(cell.today)) as unit:
        dossier = engine.load_case(unit, case, iso(on))
        state = engine.stand(dossier).step(step)
        found = [d for d in duties.of_step(dossier, state) if not d.ages and (row is None or d.row == row)]
        unit.session.expunge_all()
    assert len(found) <= 1
    return (found[0].deadline.due, found[0].deadline.base_day) if found else None


def test_what_the_new_file_does_not_say_is_unknown_and_not_borrowed(tomorrow):
    assert tomorrow.on(BEFORE)["admission.education.floor"].known
    floor = tomorrow.on(FIRST)["admission.education.floor"]
    assert not floor.known and "admission.education.floor" in tomorrow.unknown_keys(FIRST)
    assert tomorrow.on(FIRST).last_known("admission.education.floor").document == "208-QĐ/TW@2026-07-26"
    changed = {d.key for d in tomorrow.compare(BEFORE, FIRST)}
    assert {"admission.age.min", "admission.chain", "admission.verification.reply"} <= changed
    assert "recognition.probation" not in changed, "another document's rules stay"


def test_the_command_line_tells_the_rules_of_both_days(capsys):
    told = []
    for day in (BEFORE, FIRST):
        assert main(["rules", "admission.age.min", "--on", day.isoformat(), "--json"]) == 0
        [rule] = json.loads(capsys.readouterr().out)["rules"]
        told.append((rule["value"], rule["source"]["document"]))
    assert told == [(18, "208-QĐ/TW@2026-07-26"), (20, NEW)]


# A case that lives wholly under the new file


@pytest.fixture
def case(cell):
    return cell.admission(cell.sympathiser, "2027-06-02").up_to_vote(cell.full[1], 2027)


def test_the_cell_counts_and_needs_what_the_new_file_says(cell, case):
    exempt, away = cell.full[-1], cell.full[-2]
    with cell.workspace.unit(Clock(cell.today)) as unit:
        found = voting.count(unit, "cell", unit.organisation, iso("2027-11-15"))
    assert found.number == 23 and away in {row["id"] for row in found.counted}
    assert [row["id"] for row in found.excluded if row["reason"] == "exempt"] == [exempt]
    short = case.vote("cell_resolution", "2027-11-15", 17)
    assert (short.vote.base, short.vote.needed, short.passed) == (23, 18, False)
    assert "3/4 × 23" in short.text
    again = case.vote("cell_resolution", "2027-11-16", 18)
    assert again.passed is True
    assert cell.look(case.id, "2027-11-16")[1]["V23"].severity == "passed"
    [rule] = [r for r in again.act.rules if r["key"] == "admission.cell.vote"]
    assert rule["document"] == NEW


def test_too_few_votes_stated_as_passed_are_blocked_by_the_new_share(cell, case):
    case.vote("cell_resolution", "2027-11-15", 17, outcome="passed")
    found = cell.look(case.id, "2027-11-15")[1]["V23"]
    assert (found.severity, found.document, found.point) == ("block", NEW, "2")


@pytest.mark.parametrize(
    ("birth", "severity"), [("2007-11-15", "passed"), ("2007-11-20", "warn"), ("2007-12", "block")]
)
def test_the_new_age(cell, case, birth, severity):
    cell.set(case.person, birth=birth)
    case.vote("cell_resolution", "2027-11-15", 20)
    found = cell.look(case.id, "2027-11-15")[1]["V01"]
    assert found.severity == severity and found.document == NEW


def test_the_chain_has_the_new_links_and_their_votes(cell, case):
    case.vote("cell_resolution", "2027-11-15", 20)
    case.paper("6-KNĐ", "2027-11-15", "1", reason="số nghị quyết")
    stands, _checks = cell.look(case.id, "2027-11-16")
    assert [(s.step.id, s.role) for s in stands.now] == [("committee", "grassroots")]
    assert stands.step("decision").role == "deciding"
    paper = {"number": "3", "date": "2027-11-18", "issuer": "Đảng ủy"}
    more = {"base": 11, "reason": "theo nghị quyết", "from_paper": paper}
    short = case.vote("committee", "2027-11-18", 8, outcome="failed", **more)
    assert (short.vote.body, short.vote.needed, short.passed) == ("standing_committee", 9, False)


def test_deadlines_count_from_the_new_base_days(cell, case):
    replied = iso("2027-08-08"), iso("2027-08-01")
    assert due_of(cell, case.id, "verification", "2027-11-10", row=1) == replied
    assert cell.look(case.id, "2027-11-10")[1]["V15"].document == NEW
    case.vote("cell_resolution", "2027-11-15", 20)
    case.paper("6-KNĐ", "2027-11-15", "1", reason="số nghị quyết")
    by = load_calendar().add_working_days(iso("2027-11-08"), 20)
    assert due_of(cell, case.id, "decision", "2027-11-16") == (by, iso("2027-11-08"))
    case.from_paper("committee", "2027-11-18", "passed")
    late = (by + datetime.timedelta(days=1)).isoformat()
    assert cell.look(case.id, by.isoformat())[1]["V27"].severity == "passed"
    found = cell.look(case.id, late)[1]["V27"]
    assert (found.severity, found.due, found.document) == ("remind", by, NEW)
    case.from_paper("decision", "2027-12-01", "admit", "58-QĐ/ĐU")
    case.paper("9-KNĐ", "2027-12-01", "58-QĐ/ĐU")
    case.record("receipt", "2027-12-10")
    assert due_of(cell, case.id, "ceremony", "2027-12-11") == (iso("2028-01-18"), iso("2027-11-18"))
    cell.today = iso("2028-02-01")
    assert cell.look(case.id, "2028-01-18")[1]["V28"].severity == "passed"
    found = cell.look(case.id, "2028-01-19")[1]["V28"]
    assert found.due == iso("2028-01-18") and found.severity != "passed"


# A case on both sides of the day


def test_acts_keep_the_rules_of_their_day_and_steps_ahead_follow_the_new(cell):
    case = cell.admission(cell.sympathiser, "2026-06-02").up_to_vote(cell.full[1], 2026)
    voted = case.vote("cell_resolution", "2027-02-10", 13, outcome="passed")
    case.paper("6-KNĐ", "2027-02-10", "1", reason="số nghị quyết")
    assert (voted.vote.needed, voted.passed) == (None, None)
    assert cell.now(case.id, "2027-02-28") == ["decision"]
    assert cell.look(case.id, "2027-02-28")[0].step("committee") is None
    assert cell.now(case.id, "2027-03-01") == ["committee"]
    stands, checks = cell.look(case.id, "2027-03-01")
    assert stands.step("cell_resolution").state == "done", "13 votes stand as the day had them"
    assert checks["V23"].severity == "remind" and checks["V23"].document == "01-HD/TW@2026-05-19"
    assert checks["V01"].document == "208-QĐ/TW@2026-07-26"
    assert due_of(cell, case.id, "decision", "2027-03-01") is None, "counted by the day of the resolution"
    case.from_paper("committee", "2027-03-03", "returned", reopen=["cell_resolution"])
    assert cell.now(case.id, "2027-03-04") == ["cell_resolution"]
    again = case.vote("cell_resolution", "2027-03-10", 17)
    assert (again.vote.needed, again.passed) == (18, False)
    assert cell.look(case.id, "2027-03-10")[1]["V23"].document == NEW


def test_no_link_is_asked_for_once_the_chain_has_passed_it(cell):
    case = cell.admission(cell.sympathiser, "2026-06-02").up_to_vote(cell.full[1], 2026)
    case.vote("cell_resolution", "2027-02-10", 20, outcome="passed")
    case.paper("6-KNĐ", "2027-02-10", "1", reason="số nghị quyết")
    case.from_paper("decision", "2027-02-26", "admit", "58-QĐ/ĐU")
    case.paper("9-KNĐ", "2027-02-26", "58-QĐ/ĐU")
    assert cell.now(case.id, "2027-03-01") == ["receipt"], "the committee had no part that day"
    case.record("receipt", "2027-03-02")
    case.record("ceremony", "2027-03-08", helper=cell.full[0])
    stands, checks = cell.look(case.id, "2027-03-09")
    assert stands.step("ceremony").state == "done" and stands.step("committee") is None
    assert checks["V28"].document == "208-QĐ/TW@2026-07-26", "counted by the day of the decision"
    assert checks["V28"].due == load_calendar().add_working_days(iso("2027-02-26"), 30)


def test_a_recognition_follows_the_new_chain_and_its_new_base_day(cell):
    born = cell.person("probationary", name="Lê Thị Mới", admission_date="2026-03-10")
    case = cell.do(OpenCase("recognition", born, "2027-01-04")).id
    before, after = cell.look(case, "2027-02-28")[0], cell.look(case, "2027-03-01")[0]
    assert before.step("committee") is None and after.step("committee") is None
    with cell.workspace.unit(Clock(cell.today)) as unit:
        dossier = engine.load_case(unit, case, FIRST)
        _rule, link = engine.link_of(dossier, dossier.procedure.step("decision"), FIRST)
    assert (link.office, link.body) == ("grassroots", "committee")
    for step in ("self_review", "class", "helper_comment", "opinions"):
        cell.do(RecordStep(case, step, "2027-03-15" if step == "self_review" else "2027-03-18"))
    assert cell.look(case, "2027-03-25")[1]["V34"].severity == "passed"
    assert cell.look(case, "2027-03-26")[1]["V34"].due == iso("2027-03-25")
    assert due_of(cell, case, "cell_resolution", "2027-03-20") == (iso("2027-03-25"), iso("2027-03-15"))
