"""Help list, deletion, leaving, discipline, suspension, complaint, restoration: each to its endings, and a
secretary who forgets the member's side."""

import datetime

import pytest

from app.models import Act, Duty, Happening, PersonStanding
from app.procedures import engine, voting
from app.procedures.ballots import RecordVote
from app.procedures.cases import OpenCase, RecordStep
from app.procedures.offices import PutSetting
from app.procedures.standing import verify
from app.storage.clock import Clock
from app.trouble import Refused

CONCLUSION = {
    "conclusion_body": "Ủy ban kiểm tra", "conclusion_number": "12-KL/UBKT", "conclusion_date": "2025-07-01",
    "named_by": "Bí thư chi bộ",
}  # fmt: skip


class Told:
    """One case of a member, told step by step; steps of other offices are recorded from their paper."""

    def __init__(self, cell, procedure, person, opened="2025-08-01"):
        self.cell, self.person = cell, person
        self.id = cell.do(OpenCase(procedure, person, opened)).id

    def record(self, step, date, outcome=None, **values):
        named = {k: values.pop(k) for k in ("reopen", "reason") if k in values}
        values = {k.replace("__", "."): v for k, v in values.items()}
        return self.cell.do(RecordStep(self.id, step, date, outcome, values, **named))

    def paper(self, step, date, outcome=None, **values):
        paper = {"number": "7", "date": date, "issuer": "Đảng ủy"}
        values = {k.replace("__", "."): v for k, v in values.items()}
        return self.cell.do(RecordStep(self.id, step, date, outcome, values, from_paper=paper))

    def vote(self, step, date, yes, no=0, **more):
        return self.cell.do(RecordVote(self.id, step, date, yes, no, **more))

    def base(self, step, date):
        """Who counts in the vote of a step on a day, all having come who can."""
        with self.cell.workspace.unit(Clock(self.cell.today)) as unit:
            day = datetime.date.fromisoformat(date)
            found = engine.load_case(unit, self.id, day).procedure.step(step)
            left_out = voting.left_out(found, None)
            return voting.count(unit, "cell", unit.organisation, day, left_out=left_out)

    def checks(self, on=None):
        return {k: v.severity for k, v in self.cell.look(self.id, on)[1].items()}

    def result(self):
        return self.cell.look(self.id)[0].result

    @property
    def status(self):
        with self.cell.workspace.unit(Clock(self.cell.today)) as unit:
            assert verify(unit) == []
            found = unit.session.get(PersonStanding, self.person)
            unit.session.rollback()
            return found.status, found.left_reason, found.state


@pytest.fixture
def member(cell):
    from app.procedures.day import bring_to_today

    cell.today = datetime.date(2026, 3, 31)
    bring_to_today(cell.workspace, Clock(cell.today))
    return cell.full[5]


@pytest.fixture
def helped(cell, member):
    """A help list case up to the ballot, with nothing forgotten."""
    case = Told(cell, "help_list", member)
    case.record("criterion", "2025-08-04", criterion="example_or_standing", **CONCLUSION)
    case.record("notice", "2025-08-05", manner="in_person", received="có", rights_given="có")
    case.record("statement", "2025-08-12", "given", text="Tôi nhận khuyết điểm")
    case.record(
        "opinions", "2025-08-14", asked__1__kind="front_committee", asked__1__organisation="Mặt trận thôn",
        asked__1__sent="2025-08-06", asked__1__replied="2025-08-13", asked__1__answer="Gia đình còn vi phạm",
    )  # fmt: skip
    case.paper("direction", "2025-08-20", "agreed")
    return case


def test_listed_helped_and_taken_off(cell, helped):
    found = helped.vote("listing", "2025-08-25", 20, secret=True)
    assert (found.vote.needed, found.act.outcome) == (16, "listed")
    helped.record("report", "2025-08-26")
    helped.record("told", "2025-08-26", manner="in_person", received="có")
    helped.record("plan", "2025-08-28", content="Giúp sửa việc gia đình", helpers__1__person=cell.full[0],
                  helpers__1__from="2025-08-28")  # fmt: skip
    for month in ("2025-10-01", "2025-12-01"):
        helped.record("note", month, by="Người giúp đỡ", progress="better", text="Có chuyển biến")
    helped.vote("result", "2026-02-10", 18, outcome="progressed", secret=True)
    assert helped.result() == "taken_off"
    assert helped.status[0] == "full", "being listed changes nothing about the person"
    assert set(helped.checks().values()) == {"passed"}


def test_not_enough_for_the_list_ends_it(cell, helped):
    helped.vote("listing", "2025-08-25", 14, 8, secret=True, outcome="not_listed")
    assert helped.result() == "not_listed"


def test_the_superior_stops_it(cell, member):
    case = Told(cell, "help_list", member)
    case.record("criterion", "2025-08-04", criterion="degeneration", **CONCLUSION)
    case.record("notice", "2025-08-05", manner="letter", received="có", rights_given="có")
    case.record("statement", "2025-08-12", "declined")
    case.record("opinions", "2025-08-14")
    case.paper("direction", "2025-08-20", "not_agreed")
    assert case.result() == "not_listed"


@pytest.mark.parametrize(
    ("step", "facts", "check", "severity"),
    [
        ("criterion", {"criterion": "other"}, "S01", "warn"),
        ("criterion", {"conclusion_date": "2025-08-30"}, "S02", "block"),
        ("notice", {"rights_given": "không"}, "S14", "warn"),
        ("notice", {"received": "không"}, "S13", "warn"),
        ("opinions", {"asked.1.kind": "organisations"}, "S03", "warn"),
        ("opinions", {"asked.1.replied": ""}, "S03", "remind"),
    ],
)
def test_a_hostile_secretary_before_the_list(cell, helped, step, facts, check, severity):
    act = next(a for a in acts(cell, helped.id) if a.step == step)
    cell.do(RecordStep(helped.id, step, act.date, None, facts, reason="thử"))
    if severity == "block" and check == "S02":
        with pytest.raises(Refused) as refused:
            helped.vote("listing", "2025-08-25", 20, secret=True)
        assert refused.value.code == "blocked"
        return
    helped.vote("listing", "2025-08-25", 20, secret=True)
    assert helped.checks()[check] == severity


def acts(cell, case):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        found = unit.all(Act, case=case)
        unit.session.expunge_all()
        return found


def test_an_open_show_of_hands_and_a_bundle_of_people_are_noticed(cell, helped):
    helped.vote("listing", "2025-08-25", 20, values={"persons": "3"})
    assert helped.checks()["S05"] == "warn", "one source reports the secret ballot"


def test_votes_of_those_present_only_are_not_enough(cell, helped):
    """12 came, 10 agreed: two thirds of those present, not of all full members."""
    away = cell.full[6:16]
    found = helped.vote("listing", "2025-08-25", 10, 2, secret=True, absent=away, outcome="listed")
    assert found.vote.base == 23 and found.vote.needed == 16, "who is away counts too"
    assert helped.checks()["A01"] == "warn"


@pytest.fixture
def deletion(cell, member):
    case = Told(cell, "deletion", member)
    case.record(
        "grounds", "2025-08-04", ground="no_progress", educated_from="2024-08-04",
        evidence__1__what="Biên bản giáo dục", **CONCLUSION,
    )  # fmt: skip
    case.record("notice", "2025-08-05", manner="in_person", received="có", rights_given="có")
    return case


def test_deleted_step_by_step_and_the_reason_is_kept(cell, deletion):
    deletion.record("statement", "2025-08-12", "given")
    found = deletion.vote("cell_resolution", "2025-08-20", 16, secret=True)
    assert (found.vote.needed, found.act.outcome) == (15, "passed")
    deletion.paper("committee", "2025-09-01", "passed")
    deletion.paper("decision", "2025-09-15", "delete")
    assert deletion.status[:2] == ("former", "deleted")
    deletion.record("receipt", "2025-09-20", manner="in_person", rights_given="có")
    deletion.record("exit", "2025-09-25", card_collected="2025-09-25", notice_sent="2025-09-25")
    assert deletion.result() == "done"


def test_kept_is_an_ending_too(cell, deletion):
    deletion.record("statement", "2025-08-12", "given")
    deletion.vote("cell_resolution", "2025-08-20", 16)
    deletion.paper("committee", "2025-09-01", "failed")
    deletion.paper("decision", "2025-09-15", "refuse")
    assert deletion.result() == "kept" and deletion.status[:2] == ("full", None)


@pytest.mark.parametrize(
    ("since", "severity"),
    [("2024-08-04", "passed"), ("2024-08-05", "block"), ("2024-08", "warn"), ("", "warn")],
)
def test_twelve_months_of_education_to_the_day(cell, member, since, severity):
    case = Told(cell, "deletion", member)
    case.record("grounds", "2025-08-04", ground="no_progress", educated_from=since, **CONCLUSION)
    assert case.checks()["S07"] == severity


@pytest.mark.parametrize(("times", "severity"), [(0, "block"), (2, "block"), (3, "passed"), (4, "passed")])
def test_three_requests_before_going_on_without_a_statement(cell, deletion, times, severity):
    for n in range(times):
        deletion.record("invitation", f"2025-08-{6 + n:02d}", manner="letter", delivered="có")
    deletion.record("statement", "2025-08-12", "not_given")
    assert deletion.checks()["S09"] == severity
    if severity == "block":
        with pytest.raises(Refused) as refused:
            deletion.vote("cell_resolution", "2025-08-20", 16)
        assert refused.value.code == "blocked"


def test_a_request_after_the_meeting_does_not_count(cell, deletion):
    for day in ("2025-08-06", "2025-08-08", "2025-08-14"):
        deletion.record("invitation", day, manner="letter")
    deletion.record("statement", "2025-08-12", "not_given")
    assert deletion.checks()["S09"] == "block"


def test_before_the_direction_nothing_is_decided(cell, deletion):
    with pytest.raises(Refused) as refused:
        deletion.vote("cell_resolution", "2025-08-20", 16)
    assert refused.value.code == "not_yet", "the statement comes first"


@pytest.mark.parametrize(
    ("reason", "outcome", "left"),
    [("hardship", "leave_hardship", "resigned_hardship"), ("other", "leave", "resigned")],
)
def test_leaving_on_request_keeps_why(cell, member, reason, outcome, left):
    case = Told(cell, "leaving", member)
    case.record("request", "2025-08-04", leaving_reason=reason, text="Xin ra", told_consequence="có")
    case.record("qualified", "2025-08-06", breach="không")
    case.record("cell_resolution", "2025-08-20", "passed")
    case.paper("committee", "2025-09-01", "passed")
    with pytest.raises(Refused):
        case.paper("decision", "2025-09-15", {"leave": "leave_hardship"}.get(outcome, "leave"))
    case.paper("decision", "2025-09-15", outcome)
    assert case.status[:2] == ("former", left)


def test_a_breach_is_handled_before_leaving(cell, member):
    case = Told(cell, "leaving", member)
    case.record("request", "2025-08-04", leaving_reason="other", text="Xin ra", told_consequence="không")
    case.record("qualified", "2025-08-06", breach="có")
    found = case.checks()
    assert (found["S10"], found["S11"]) == ("warn", "block")


@pytest.fixture
def disciplined(cell, member):
    case = Told(cell, "discipline", member)
    case.record("breach", "2025-08-04", what="Vi phạm", **CONCLUSION)
    case.record("notice", "2025-08-05", manner="in_person", received="có", rights_given="có")
    return case


def test_the_cell_warns_and_the_record_expires(cell, disciplined):
    disciplined.record("hearing", "2025-08-10", met_by="Bí thư")
    disciplined.record("statement", "2025-08-12", "given")
    disciplined.vote("cell_resolution", "2025-08-20", 14, motion="warning", outcome="warning", secret=True)
    disciplined.record("announcement", "2025-08-21", measure="warning")
    assert disciplined.status[0] == "full"
    with cell.workspace.reading() as session:
        told = session.query(Happening).filter_by(person=disciplined.person, what="discipline").one()
        assert (told.value, told.date) == ("warning", "2025-08-21")
    disciplined.record("receipt", "2025-08-22", manner="in_person", rights_given="có")
    cell.today = datetime.date(2026, 9, 1)
    disciplined.record("expiry", "2026-08-21", no_repeat="có")
    assert disciplined.result() == "done"
    assert disciplined.checks()["S19"] == "remind", "no source read for 296 says when it ends"


def test_expulsion_is_decided_above_by_two_thirds_below(cell, disciplined):
    disciplined.record("hearing", "2025-08-10", met_by="Bí thư")
    disciplined.record("statement", "2025-08-12", "given")
    found = disciplined.vote("cell_resolution", "2025-08-20", 16, motion="expulsion", outcome="proposed")
    assert found.vote.needed == 15
    disciplined.paper("committee", "2025-09-01", "passed")
    disciplined.paper("decision", "2025-09-15", "expulsion")
    assert disciplined.status[:2] == ("former", "expelled")
    disciplined.record("announcement", "2025-09-16", measure="expulsion")
    disciplined.record("receipt", "2025-09-17", manner="in_person", rights_given="có")
    disciplined.record("exit", "2025-09-20", card_collected="2025-09-20")
    assert disciplined.result() == "done", "no expiry for an expulsion"


def test_nobody_is_judged_unheard(cell, disciplined):
    with pytest.raises(Refused) as refused:
        disciplined.vote("cell_resolution", "2025-08-20", 14, motion="warning", outcome="warning")
    assert refused.value.code == "not_yet"


def test_suspended_and_back(cell, member):
    cell.today = datetime.date(2026, 9, 30)
    case = Told(cell, "suspension", member, "2026-05-04")
    case.record("proposal", "2026-05-04", why="Bị điều tra", conclusion_body="Cơ quan điều tra")
    case.paper("decision", "2026-05-06", "suspend", until="2026-08-04")
    assert case.status[2] == "suspended"
    assert case.checks()["S24"] == "passed", "90 days to the day"
    case.record("receipt", "2026-05-07", manner="in_person")
    case.paper("resumption", "2026-08-05", "resumed")
    assert case.status[2] is None and case.checks()["S24"] == "warn"
    assert case.result() == "done"


@pytest.mark.parametrize(("filed", "severity"), [("2025-10-31", "passed"), ("2025-11-03", "warn")])
def test_thirty_working_days_to_complain(cell, member, filed, severity):
    case = Told(cell, "complaint", member, "2025-09-19")
    case.record(
        "filed", filed, against="deletion", decision_number="45", decision_date="2025-09-15",
        decision_received="2025-09-19", addressee="Tỉnh ủy",
    )  # fmt: skip
    assert case.checks()["S20"] == severity


def test_a_complaint_overturned_leads_to_restoration(cell, deletion):
    deletion.record("statement", "2025-08-12", "given")
    deletion.vote("cell_resolution", "2025-08-20", 16)
    deletion.paper("committee", "2025-09-01", "passed")
    deletion.paper("decision", "2025-09-15", "delete")
    case = Told(cell, "complaint", deletion.person, "2025-09-25")
    case.record(
        "filed", "2025-09-25", against="deletion", decision_number="45", decision_date="2025-09-15",
        decision_received="2025-09-20", addressee="Tỉnh ủy",
    )  # fmt: skip
    case.record("received", "2025-10-01", "accepted", by="Tỉnh ủy")
    case.record("answer", "2025-12-01", "overturned", by="Tỉnh ủy")
    case.record("answer_received", "2025-12-05", "ended")
    assert case.result() == "done"
    back = Told(cell, "restoration", deletion.person, "2025-12-08")
    back.record("conclusion", "2025-12-08", wronged="có", no_breach_since="có",
                **{k: v for k, v in CONCLUSION.items() if k != "named_by"})  # fmt: skip
    back.paper("decision", "2025-12-20", "restore")
    assert back.status[:2] == ("full", None)
    from app.procedures.party_age import party_age

    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert party_age(unit, deletion.person).gaps == (), "Party age runs on without a break"


def test_a_complaint_is_not_talked_away(cell, member):
    case = Told(cell, "complaint", member, "2025-09-19")
    case.record(
        "filed", "2025-09-25", against="discipline", decision_number="45", decision_date="2025-09-15",
        decision_received="2025-09-20", addressee="Đảng ủy",
    )  # fmt: skip
    case.record("withdrawal", "2025-10-01", "withdrawn", own_hand="không")
    assert case.checks()["S22"] == "block"


@pytest.mark.parametrize(
    ("until", "noted", "looked_at", "comment"),
    [("", "", "2026-02-28", "2025-11-28"), ("", "2025-11-30", "2026-02-28", "2026-02-28"),
     ("2026-01-15", "2025-11-30", "2026-01-15", "2026-02-28")],
)  # fmt: skip
def test_what_no_source_gives_is_a_setting_of_the_committee(cell, helped, until, noted, looked_at, comment):
    """Six months of help, a comment every three, as the committee set; a plan may say its own last day."""

    def due():
        with cell.workspace.reading() as session:
            rows = session.query(Duty).filter_by(case=helped.id, step="result")
            return sorted(duty.due for duty in rows if duty.due)

    helped.vote("listing", "2025-08-25", 20, secret=True)
    helped.record("told", "2025-08-26", manner="in_person", received="có")
    helped.record("plan", "2025-08-28", content="Giúp sửa việc gia đình", until="")
    assert due() == [], "no source says how long, so nothing is late"
    for key, months in (("help_list.period", 6), ("help_list.assessment.every", 3)):
        value = {"value": months, "unit": "months"}
        cell.do(PutSetting({key: value}, "2025-01-01", "15-QĐ/ĐU@2025-01-02"))
    if until:
        helped.record("plan", "2025-08-28", until=until)
    if noted:
        helped.record("note", noted, by="Người giúp đỡ", progress="better", text="Có chuyển biến")
    assert due() == sorted([looked_at, comment])
    with cell.workspace.unit(Clock(cell.today)) as unit:
        rule = unit.rulebook.on(datetime.date(2025, 9, 1))["help_list.period"]
        assert (rule.number, rule.unit, rule.layer) == (6, "months", "office")


def test_only_the_exempt_are_left_out_of_the_votes_on_the_help_list(cell, member):
    """The guidance names nobody else: who is away or suspended stays counted, and did not come."""
    cell.set(cell.full[1], activity="suspended", activity_date="2025-01-01")
    case = Told(cell, "help_list", member)
    listed = case.base("listing", "2025-08-25")
    assert (listed.number, {row["reason"] for row in listed.excluded}) == (23, {"probationary", "exempt"})
    assert [row["id"] for row in listed.counted if not row["present"]] == [cell.full[1], cell.full[-2]]
    assert case.base("result", "2025-11-10").number == 23
    assert case.base("listing", "2026-08-03").number == 23, "the guidance holds where 208 is not read"
    assert Told(cell, "deletion", member).base("cell_resolution", "2025-08-25").number == 21


@pytest.mark.parametrize(("yes", "outcome", "severity"), [
    (16, "progressed", None), (15, "progressed", "warn"), (15, "continued", None), (16, "continued", "warn"),
    (15, "not_progressed", None),
])  # fmt: skip
def test_progress_is_recognised_by_two_thirds(cell, helped, yes, outcome, severity):
    helped.vote("listing", "2025-08-25", 20, secret=True)
    helped.record("told", "2025-08-26", manner="in_person", received="có")
    helped.record("plan", "2025-08-28", content="Giúp sửa")
    helped.vote("result", "2026-02-10", yes, 22 - yes, outcome=outcome, secret=True)
    assert helped.checks().get("A01") == severity
