"""Every outcome and every ending of the cases about a member's standing, reached by the command line.

A course is told line by line, each on a day of its own. What a line `tried` is told, looked at and taken
back (`case annul`), so that one case passes by all its other endings on the way to the last.
"""

import contextlib
import datetime
import io
import json
import shutil
from dataclasses import dataclass, field

import pytest

from app.__main__ import main
from app.procedures.definitions import procedure, procedures
from tests.functional.conftest import Office

CONCLUSION = {
    "conclusion_body": "Ủy ban kiểm tra", "conclusion_number": "12-KL/UBKT", "conclusion_date": "2025-07-01",
}  # fmt: skip
NAMED = CONCLUSION | {"named_by": "Bí thư chi bộ"}
TOLD = {"manner": "in_person", "received": "có", "rights_given": "có"}
GIVEN = {"manner": "in_person", "rights_given": "có"}
OUT = {"card_collected": "2025-08-20", "notice_sent": "2025-08-21"}
COMPLAINED = {
    "against": "deletion", "decision_number": "45", "decision_date": "2025-07-15",
    "decision_received": "2025-07-31",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One step told: what it states, what must be told again, how the case then ends and the person is."""

    step: str
    outcome: str = ""
    facts: dict = field(default_factory=dict)
    ends: str = ""
    stands: tuple = ()
    reopen: str = ""
    wait: int = 1
    taken_back: bool = False
    agree: int = 0
    """How many of the cell agreed in a secret ballot; 0: what came of it is told alone."""


def told(step, outcome="", ends="", stands=(), reopen="", wait=1, agree=0, **facts):
    return Line(step, outcome, facts, ends, stands, reopen, wait, agree=agree)


def tried(step, outcome, ends="", stands=(), reopen="", **facts):
    return Line(step, outcome, facts, ends, stands, reopen, 0, True)


DIED = tried("death", "died", "died", ("former", "died"))
HEARD = (
    told("breach", what="Vi phạm", **NAMED),
    told("notice", **TOLD),
    told("hearing", met_by="Bí thư"),
    told("statement", "given"),
)
ASKED_TO_LEAVE = {"text": "Xin ra", "told_consequence": "có"}

COURSES = [
    ("help_list",
     told("criterion", criterion="degeneration", **NAMED),
     told("notice", **TOLD),
     tried("statement", "declined"),
     told("statement", "given"),
     told("opinions"),
     tried("direction", "not_agreed", "not_listed"),
     told("direction", "agreed"),
     tried("listing", "not_listed", "not_listed"),
     told("listing", "listed", agree=3),
     told("report"),
     told("told", manner="in_person", received="có"),
     told("plan", content="Giúp sửa"),
     told("note", by="Người giúp đỡ", progress="same", text="Chưa chuyển biến"),
     told("result", "continued", wait=90),
     tried("stopped", "stopped", "stopped", why="Đã chuyển đi"),
     DIED,
     tried("result", "not_progressed", "not_progressed"),
     told("result", "progressed", "taken_off", ("full", None), wait=90, agree=3)),
    ("deletion",
     told("grounds", ground="card_returned", **NAMED),
     told("notice", **TOLD),
     *[told("invitation", manner="letter", delivered="có")] * 3,
     tried("statement", "given"),
     tried("statement", "refused"),
     told("statement", "not_given"),
     tried("cell_resolution", "dropped", "stopped"),
     tried("cell_resolution", "failed"),
     told("cell_resolution", "passed", agree=3),
     tried("sectional", "returned", reopen="cell_resolution"),
     told("sectional", "reported"),
     tried("committee", "returned", reopen="cell_resolution"),
     tried("committee", "failed"),
     told("committee", "passed"),
     told("decision", "returned", reopen="committee"),
     told("committee", "passed"),
     DIED,
     tried("decision", "refuse", "kept", ("full", None)),
     told("decision", "delete", "", ("former", "deleted")),
     told("receipt", **GIVEN),
     told("exit", "", "done", ("former", "deleted"), **OUT)),
    ("leaving",
     told("request", leaving_reason="hardship", **ASKED_TO_LEAVE),
     told("qualified", breach="không"),
     tried("cell_resolution", "failed"),
     told("cell_resolution", "passed"),
     tried("sectional", "returned", reopen="cell_resolution"),
     told("sectional", "reported"),
     tried("committee", "returned", reopen="cell_resolution"),
     tried("committee", "failed"),
     told("committee", "passed"),
     tried("withdrawal", "withdrawn", "withdrawn", ("full", None)),
     DIED,
     tried("decision", "returned", reopen="committee"),
     tried("decision", "refuse", "kept", ("full", None)),
     told("decision", "leave_hardship"),
     told("receipt", manner="in_person"),
     told("exit", "", "done", ("former", "resigned_hardship"), **OUT)),
    ("leaving",
     told("request", leaving_reason="other", **ASKED_TO_LEAVE),
     told("qualified", breach="không"),
     told("cell_resolution", "passed"),
     told("sectional", "reported"),
     told("committee", "passed"),
     told("decision", "leave"),
     told("receipt", manner="letter"),
     told("exit", "", "done", ("former", "resigned"), **OUT)),
    ("discipline",
     *HEARD[:-1],
     told("invitation", manner="letter", delivered="có"),
     tried("statement", "refused"),
     tried("statement", "not_given"),
     told("statement", "given"),
     tried("cell_resolution", "none", "found_nothing"),
     tried("cell_resolution", "reprimand"),
     DIED,
     told("cell_resolution", "warning"),
     told("announcement", measure="warning"),
     told("receipt", **GIVEN),
     told("expiry", "", "done", ("full", None), wait=370, no_repeat="có")),
    ("discipline",
     *HEARD,
     told("cell_resolution", "proposed", proposed="expulsion"),
     tried("committee", "returned", reopen="cell_resolution"),
     tried("committee", "failed"),
     told("committee", "passed"),
     tried("decision", "returned", reopen="committee"),
     tried("decision", "none", "found_nothing", ("full", None)),
     *[tried("decision", measure, "", ("full", None)) for measure in ("reprimand", "warning", "dismissal")],
     told("decision", "expulsion", "", ("former", "expelled")),
     told("announcement", measure="expulsion"),
     told("receipt", **GIVEN),
     told("exit", "", "done", ("former", "expelled"), **OUT)),
    ("discipline",
     *HEARD,
     told("cell_resolution", "proposed", proposed="dismissal"),
     told("committee", "passed"),
     told("decision", "dismissal"),
     told("announcement", measure="dismissal"),
     told("receipt", **GIVEN),
     told("expiry", "", "done", ("full", None), wait=370, no_repeat="có")),
    ("suspension",
     told("proposal", why="Bị điều tra", conclusion_body="Cơ quan điều tra"),
     tried("decision", "refuse", "found_nothing"),
     told("decision", "suspend"),
     told("receipt", manner="in_person"),
     told("extension", until="2025-11-30", wait=80),
     DIED,
     tried("resumption", "restored", "done", ("full", None)),
     told("resumption", "resumed", "done", ("full", None), wait=20)),
    ("complaint",
     told("filed", addressee="Tỉnh ủy", **COMPLAINED),
     tried("received", "not_accepted", "complaint_refused", by="Tỉnh ủy", refused_reason="on_behalf"),
     told("received", "accepted", by="Tỉnh ủy"),
     tried("withdrawal", "withdrawn", "withdrawn", own_hand="có"),
     tried("answer", "changed", by="Tỉnh ủy"),
     told("answer", "upheld", by="Tỉnh ủy"),
     told("answer_received", "further"),
     told("filed", addressee="Trung ương", **COMPLAINED),
     told("received", "accepted", by="Trung ương"),
     told("answer", "overturned", by="Trung ương"),
     told("answer_received", "ended", "done")),
    ("restoration",
     told("conclusion", wronged="có", no_breach_since="có", **CONCLUSION),
     tried("decision", "refuse", "refused", ("former", "deleted")),
     told("decision", "restore", "", ("full", None)),
     told("announcement", "", "done", ("full", None))),
    ("annulment",
     told("finding", what="admission", fault="age", decision_number="3", decision_date="2020-01-01",
          **CONCLUSION),
     tried("statement", "declined"),
     told("statement", "given"),
     tried("decision", "refuse", "kept", ("full", None)),
     told("decision", "annul", "", ("former", "annulled")),
     told("announcement", "", "done", ("former", "annulled"), manner="in_person")),
]  # fmt: skip


def run(*words, code=0):
    """The command line, its answer read; one office serves all courses, so no test's own capture."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        ended = main([*map(str, words), "--json"])
    assert ended == code, said.getvalue()
    return json.loads(said.getvalue())


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return tmp_path_factory.mktemp("so") / "mau"


@pytest.fixture
def cell(template, tmp_path):
    """An office of three members and a sectional committee above it: made once, each course has its copy."""
    made = Office(run, template)
    if not template.exists():
        made.init("Chi bộ thôn Đông Hòa", "25.1.7", "cell", "2025-01-02")
        made("settings", "office.sectional=Đảng ủy bộ phận", "--from", "2025-01-02", today="2025-01-02")
        made.full_members("2025-01-02", "ABC")
    made.folder = shutil.copytree(template, tmp_path / "so")
    return made


def name_of(course):
    last = [line.outcome for line in course[1:] if line.outcome and not line.taken_back][-1]
    return f"{course[0]}-{last}"


@pytest.mark.parametrize("course", COURSES, ids=name_of)
def test_a_course_passes_by_its_endings(cell, course):
    kind, *lines = course
    [member, *_others] = [one["id"] for one in cell("members", today="2025-01-02")["members"]]
    if kind == "restoration":
        gone = {"activity": "deleted", "activity_date": "2024-05-01"}
        before = {"birth": "1970", "admission_date": "1995-01-01", "official_date": "1996-01-01"}
        member = cell.person("2025-01-02", "former", name="Trần Văn Oan", **before, **gone)
    day = datetime.date(2025, 8, 1)
    case = cell.open(kind, member, day.isoformat())
    for line in lines:
        day += datetime.timedelta(days=line.wait)
        on = day.isoformat()
        step = procedure(kind).step(line.step)
        more = ["--outcome", line.outcome] if line.outcome else []
        more += ["--reopen", line.reopen] if line.reopen else []
        if step.actor or step.chain:
            more += ["--from-paper", "--number", "7", "--issuer", "Đảng ủy xã"]
        if line.agree:
            case.vote(line.step, on, line.agree, 0, "--secret", *more)
        else:
            case.record(line.step, on, *more, **line.facts)
        shown = case.show(on)
        steps = {found["id"]: found for found in shown["steps"]}
        assert steps[line.step].get("outcome") == (line.outcome or None), line
        assert shown["result"] == (line.ends or None), line
        if line.stands:
            found = cell.member(member, on)
            assert (found["status"], found["left_reason"]) == line.stands, line
        if line.taken_back:
            cell("case", "annul", case.id, line.step, "--reason", "ghi nhầm", today=on)
            assert case.show(on)["result"] is None
    assert lines[-1].ends and not lines[-1].taken_back, "a course is told to its end"


def reached():
    """What the courses reach: every outcome of every step, and every result of a whole case."""
    lines = [(kind, line) for kind, *course in COURSES for line in course]
    outcomes = {(kind, line.step, line.outcome) for kind, line in lines if line.outcome}
    return outcomes, {(kind, line.ends) for kind, line in lines if line.ends}


def can_be_done(found):
    """Whether a case can come to its end by all its steps alone: each is done by being told, or goes on."""
    line = [step for step in found.steps if not step.any_time]
    return all(not step.outcomes or "on" in {o.then for o in step.outcomes} for step in line)


def test_no_ending_is_without_a_course():
    kinds = [found for found in procedures().values() if found.restricted]
    every = {(p.id, step.id, found) for p in kinds for step in p.steps for found in step.outcomes}
    ends = {(kind, found.result or found.id) for kind, _step, found in every if found.then == "end"}
    ends |= {(p.id, "done") for p in kinds if can_be_done(p)}
    assert reached() == ({(kind, step, found.id) for kind, step, found in every}, ends)
