"""Whole lives by the command line alone, in W2, W4 and W6: listed, admitted, recognised, announced."""

import datetime

import pytest

from app.regulations.calendar import load_calendar
from app.regulations.dates import add_months
from tests.functional.conftest import Days, Office, prepare, prepare_recognition


def iso(text):
    return datetime.date.fromisoformat(text)


def sourced(cell, person, day, helper):
    """Found and taught: the cell lists a sympathiser, the committee sends them to the class."""
    case = cell.open("source", person, day(0))
    case.record("listing", day(0), "--outcome", "listed", helper=helper)
    case.record("task", day(20), task="Viết bài cho trang tin của xã")
    case.record("class_proposal", day(40), "--outcome", "proposed")
    case.record("class_sent", day(45), "--outcome", "sent", number="9-CV/ĐU", issuer="Đảng ủy xã")
    assert case.show(day(45))["result"] == "done"


def from_paper(case, step, day, number):
    """A committee without packages: the cell records what its paper says."""
    case.from_paper(step, day, "recognise", number)


def recognised(cell, person, ends, helper, chain, votes, decide=from_paper):
    """From the end of probation to the announcement; every outcome is the member list's too."""
    day = Days(ends)
    case = cell.open("recognition", person, day(-30))
    prepare_recognition(case, day(3), helper)
    told = case.vote("cell_resolution", day(8), votes, 0, "--motion", "recognise", "--outcome", "recognise")
    case.paper("13-KNĐ", day(8), "8", "--reason", "ghi số nghị quyết")
    assert told["next"] == chain[:1]
    for number, step in enumerate(chain):
        assert cell.member(person, day(20))["status"] == "probationary"
        decide(case, step, day(15 + number), f"{40 + number}")
    case.paper("16-KNĐ", day(20), "16-QĐ/ĐU")
    case.record("announcement", day(25))
    shown = case.show(day(25))
    assert (shown["ended"], shown["result"]) == (day(25), "done")
    found = cell.member(person, day(25))
    assert (found["status"], found["official_date"]) == ("full", ends)
    assert [p["id"] for p in shown["problems"] if p["severity"] == "block"] == []
    return case, told


@pytest.fixture
def cell(run, tmp_path):
    def founded(day):
        office = Office(run, tmp_path / "chi-bo")
        office.init("Chi bộ thôn Đông Hòa", "25.1.7", "cell", day)
        return office, office.full_members(day, "ABCĐE")

    return founded


def test_a_life_of_2022_and_2023_where_little_is_known_says_so(cell):
    day = Days("2022-02-07")
    office, full = cell(day(0))
    person = office.person(day(0), "sympathiser", name="Đoàn Thị Hạnh", birth="2001-08-12", sex="nữ")
    sourced(office, person, day, full[0])
    case = office.open("admission", person, day(50))
    prepare(case, Days(day(60)), full[1])
    assert office.member(person, day(140))["status"] == "applicant"
    voted = case.vote("cell_resolution", day(145), 4, 1, "--outcome", "passed")
    assert (voted["base"], voted["needed"], voted["passed"]) == (5, None, None)
    told = case.paper("6-KNĐ", day(145), "7", "--reason", "ghi số nghị quyết")
    assert told["next"] == ["committee"], "the chain of that time is reported"
    found = {p["id"]: p for p in told["problems"]}
    assert found["V23"]["severity"] == "remind" and "Chưa có nguồn" in found["V23"]["message"]
    case.from_paper("committee", day(160), "passed", "11")
    case.from_paper("decision", day(175), "admit", "58-QĐ/HU")
    case.paper("9-KNĐ", day(175), "58-QĐ/HU")
    case.record("receipt", day(180))
    case.record("ceremony", day(300), helper=full[0])
    assert case.check(day(300))["V28"]["severity"] == "remind", "no source tells a deadline: nothing is late"
    case.paper("1-HSĐV", day(310))
    told = case.record("member_file", day(310))
    assert told["next"] == [] and [p for p in told["problems"] if p["severity"] == "block"] == []
    found = office.member(person, day(310))
    assert (found["status"], found["admission_date"], found["party_age_from"]) == (
        "probationary",
        day(300),
        day(175),
    )
    # a step was against procedure: done again, and the decision made anew
    redo = {"fault": "procedure", "found_by": "Ban Tổ chức huyện ủy"}
    paper = ("--from-paper", "--number", "3-CV/HU", "--reopen", "cell_resolution", "--outcome", "redo")
    assert case.record("redo", day(330), *paper, **redo)["next"] == ["cell_resolution"]
    case.vote("cell_resolution", day(335), 5, 0, "--outcome", "passed", "--reason", "làm lại theo yêu cầu")
    told = case.from_paper("correction", day(345), None, "61-QĐ/HU", admitted_on=day(300))
    assert told["next"] == []
    found = office.member(person, day(345))
    assert (found["admission_date"], found["party_age_from"]) == (day(300), day(345))
    ends = add_months(iso(day(300)), 12).isoformat()
    _case, told = recognised(office, person, ends, full[0], ["committee", "decision"], 5)
    assert told["needed"] is None
    assert office("verify", today=Days(ends)(30)) == {"ok": True, "problems": []}


def test_a_life_of_2025_is_held_to_every_number(cell):
    day = Days("2025-07-07")
    office, full = cell(day(0))
    person = office.person(day(0), "sympathiser", name="Đoàn Thị Hạnh", birth="2001-08-12", sex="nữ")
    sourced(office, person, day, full[0])
    case = office.open("admission", person, day(46))
    prepare(case, Days(day(46)), full[1])
    # a second ballot after one too few
    voted = case.vote("cell_resolution", day(128), 3, 2)
    assert (voted["base"], voted["needed"], voted["passed"], voted["outcome"]) == (5, 4, False, "failed")
    assert voted["next"] == ["cell_resolution"]
    voted = case.vote("cell_resolution", day(130), 4, 1)
    assert (voted["passed"], voted["next"]) == (True, ["committee"])
    case.paper("6-KNĐ", day(130), "7", "--reason", "ghi số nghị quyết")
    due = case.steps(day(131))["decision"]["due"]
    by = load_calendar().add_working_days(iso(day(130)), 45)
    assert [d["due"] for d in due] == [by.isoformat()] and due[0]["base_date"] == day(130)
    # once the committee has acted, a correction needs its reason
    case.from_paper("committee", day(140), "passed", "11")
    late = case.record("cv", day(28 + 46), erasure="không", code=3)
    assert late["error"]["code"] == "handed_over"
    case.record("cv", day(28 + 46), "--reason", "ghi sót", erasure="không")
    case.from_paper("decision", day(155), "admit", "58-QĐ/ĐU")
    case.paper("9-KNĐ", day(155), "58-QĐ/ĐU")
    case.record("receipt", day(160))
    ceremony = load_calendar().add_working_days(iso(day(160)), 30)
    last = ceremony.isoformat()
    assert [d["due"] for d in case.steps(day(161))["ceremony"]["due"]] == [last]
    [duty] = [d for d in office("duties", "--until", last, today=day(161))["duties"] if d["case"] == case.id]
    assert (duty["step"], duty["due"], duty["base_date"]) == ("ceremony", last, day(160))
    assert "30 ngày làm việc" in duty["rule"]["why"]
    # a late ceremony, and the consent to it
    held = Days(last)(1)
    told = case.record("ceremony", held, helper=full[0])
    assert "V28" in {p["id"] for p in told["problems"]}
    consent = {"late_consent_number": "31-CV/ĐU", "late_consent_date": Days(last)(-2)}
    told = case.record("ceremony", held, **consent)
    assert "V28" not in {p["id"] for p in told["problems"]}
    case.paper("1-HSĐV", held)
    told = case.record("member_file", held)
    assert told["next"] == [] and [p for p in told["problems"] if p["severity"] == "block"] == []
    assert office.member(person, held)["admission_date"] == held

    older = office.person(day(0), "probationary", name="Phạm Ngọc Diệp", admission_date="2024-12-10")
    _case, told = recognised(office, older, "2025-12-10", full[0], ["committee", "decision"], 5)
    assert (told["needed"], told["base"]) == (4, 5)
    # the admission turns out to be wrong: the decision is cancelled
    after = Days(held)
    told = case.from_paper("annulled", after(30), "annulled", "12-QĐ/ĐU", standard="Không đủ tuổi")
    assert told["next"] == [] and case.show(after(30))["result"] == "annulled"
    found = office.member(person, after(30))
    assert (found["status"], found["party_age_from"]) == ("former", None)
    assert office("verify", today=after(40)) == {"ok": True, "problems": []}


def test_a_life_of_2026_decided_by_packages(offices):
    top, cell, send = offices
    day = Days("2026-09-10")
    full = cell.full_members("2026-07-27", "ABC")
    person = cell.person("2026-07-27", "sympathiser", name="Đoàn Thị Hạnh", birth="2001-08-12", sex="nữ")
    sourced(cell, person, Days("2026-07-27"), full[0])
    case = cell.open("admission", person, day(1))
    prepare(case, Days(day(3)), full[1])
    told = case.vote("cell_resolution", day(90), 3, 0, "--outcome", "passed")
    assert (told["needed"], told["next"]) == (None, ["decision"]), "one link is left of the chain"
    case.paper("6-KNĐ", day(90), "7", "--reason", "ghi số nghị quyết")
    send(cell, top, day(91))
    above = case.by(top)
    # sent back for one step, mended, and the vote stands
    returned = above.record(
        "decision",
        day(95),
        "--outcome",
        "returned",
        "--reopen",
        "introduction",
        "--remark",
        "introduction=Thiếu ngày phân công",
    )
    assert returned["next"] == ["introduction"]
    send(top, cell, day(96))
    assert case.steps(day(96))["introduction"]["state"] == "now"
    again = {"youth_age": "có", "doan_exists": "có", "doan_member": "có"}
    known = {"person": full[1], "name": "Nguyễn Văn A", "together_since": "2015", "assigned": day(2)}
    told = case.record(
        "introduction", day(98), **again, **{f"introducers__1__{k}": v for k, v in known.items()}
    )
    assert told["next"] == ["decision"]
    send(cell, top, day(99))
    told = above.vote("decision", day(105), 2, 1, "--outcome", "admit")
    assert (told["base"], told["needed"], told["outcome"]) == (3, None, "admit"), "no share is known"
    above.paper("9-KNĐ", day(105), "58-QĐ/ĐU")
    send(top, cell, day(106))
    steps = case.steps(day(106))
    assert (steps["decision"]["outcome"], steps["receipt"]["state"]) == ("admit", "now")
    case.record("receipt", day(107))
    by = load_calendar().add_working_days(iso(day(105)), 30)
    due = [(d["due"], d["base_date"]) for d in case.steps(day(107))["ceremony"]["due"]]
    assert due == [(by.isoformat(), day(105))], "counted from the day of the decision"
    case.record("ceremony", day(112), helper=full[0])
    case.paper("1-HSĐV", day(120))
    case.record("member_file", day(120))
    # against procedure: the committee has one step done again and sets the dates anew
    send(cell, top, day(121))
    fault = ("--outcome", "redo", "--reopen", "cell_resolution")
    above.record("redo", day(130), *fault, fault="procedure", number="3-CV/ĐU")
    send(top, cell, day(131))
    assert case.show(day(131))["next"] == ["cell_resolution"]
    assert cell.member(person, day(131))["status"] == "probationary", "a member while it is mended"
    case.vote("cell_resolution", day(135), 3, 0, "--outcome", "passed", "--reason", "làm lại theo yêu cầu")
    send(cell, top, day(136))
    above.record("correction", day(140), number="60-QĐ/ĐU", admitted_on=day(112))
    send(top, cell, day(141))
    assert case.show(day(141))["result"] == "done"
    found = cell.member(person, day(141))
    assert (found["admission_date"], found["party_age_from"]) == (day(112), day(140))

    def decide(case, step, day, number):
        send(cell, top, day)
        told = case.by(top).vote(step, day, 3, 0, "--motion", "recognise", "--outcome", "recognise")
        assert (told["base"], told["needed"]) == (3, None)
        send(top, cell, day)

    ends = add_months(iso(day(112)), 12).isoformat()
    recognised(cell, person, ends, full[0], ["decision"], 3, decide)
    for office in (top, cell):
        assert office("verify", today=Days(ends)(30)) == {"ok": True, "problems": []}


WINDOWS = [
    ("2022-03-07", "2019-05-20", ["committee", "decision"], "remind"),
    ("2025-11-10", "2022-11-20", ["committee", "decision"], None),
    ("2026-07-27", "2023-05-20", ["decision"], None),
]


@pytest.mark.parametrize(("first", "gone", "chain", "said"), WINDOWS)
def test_admitted_again(cell, first, gone, chain, said):
    day = Days(first)
    office, full = cell(day(0))
    told = {"name": "Trần Văn Hòa", "birth": "1975-03-04", "sex": "nam", "admission_date": "2000-05-19"}
    person = office.person(day(0), "former", **told, activity="deleted", activity_date=gone)
    case = office.open("admission", person, day(0))
    assert office.member(person, day(1))["status"] == "applicant"
    left = {"readmission": "có", "exit_reason": "deleted", "exit_day": gone}
    prepare(case, Days(day(5)), full[1], **left, readmission_consent_date=day(5))
    case.vote("cell_resolution", day(90), 5, 0, "--outcome", "passed")
    told = case.paper("6-KNĐ", day(90), "7", "--reason", "ghi số nghị quyết")
    found = {p["id"]: p["severity"] for p in told["problems"]}
    assert found.get("V42") == said and "block" not in found.values(), "unknown rules are said, not enforced"
    for number, step in enumerate(chain):
        outcome = "admit" if step == "decision" else "passed"
        case.from_paper(step, day(95 + number), outcome, f"{11 + number}")
    case.paper("9-KNĐ", day(100), "58-QĐ/ĐU")
    case.record("receipt", day(101))
    case.record("ceremony", day(104), helper=full[0])
    found = office.member(person, day(104))
    assert (found["status"], found["admission_date"]) == ("probationary", day(104)), "on probation again"
    out = iso(day(100)) - iso(gone)
    assert found["party_age_from"] == (iso("2000-05-19") + out).isoformat(), "the first time less the gap"
