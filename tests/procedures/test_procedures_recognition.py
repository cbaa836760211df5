"""Recognition as a full member: three votes, two motions, removal, what probation counts from."""

import datetime

import pytest

from app.models import PersonStanding
from app.procedures import engine, standing
from app.procedures.ballots import RecordVote
from app.procedures.cases import AnnulAct
from app.storage.clock import Clock
from app.trouble import Refused
from tests.procedures.conftest import Admission


class Recognition(Admission):
    """A recognition case; the member is Phạm Ngọc Diễm, admitted on 16/5/2025 by her list."""

    def __init__(self, cell, person, opened, taken_over=False):
        from app.procedures.cases import OpenCase

        self.cell, self.person = cell, person
        self.id = cell.do(OpenCase("recognition", person, opened, taken_over)).id

    def up_to_vote(self, helper, day="2026-05-20"):
        self.paper("CN-ĐVM", "2025-12-01", "7")
        self.record("class", "2025-12-01")
        self.paper("10-KNĐ", day)
        self.record("self_review", day)
        self.paper("11-KNĐ", day)
        row = {"helper": helper, "name": "Nguyễn Văn A", "date": day}
        self.record("helper_comment", day, **{f"comments__1__{k}": v for k, v in row.items()})
        asked = {"organisation": "Chi đoàn", "total": "5", "for": "5", "against": "0"}
        self.record(
            "opinions", day, asked__1__kind="union", **{f"asked__1__{k}": v for k, v in asked.items()}
        )
        self.paper("12-KNĐ", day)
        return self

    def motion(self, name, day, yes, no=0, step="cell_resolution", **more):
        return self.cell.do(RecordVote(self.id, step, day, yes, no, motion=name, **more))

    def states(self, on=None):
        return self.cell.states(self.id, on)

    def now(self, on="2026-01-05"):
        return self.cell.now(self.id, on)

    def severity(self, name, on=None):
        found = self.cell.look(self.id, on)[1].get(name)
        return found and found.severity


def status(cell, person):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        found = unit.session.get(PersonStanding, person)
        return found.status, found.official_date


def refused(code, function, *args, **more):
    with pytest.raises(Refused) as error:
        function(*args, **more)
    assert error.value.code == code
    return error.value


ADMITTED = "2024-11-20"
"""A member whose probation ends in W4, where every rule of recognition is confirmed."""


@pytest.fixture
def case(cell):
    person = cell.person("probationary", name="Phạm Ngọc Diệp", admission_date=ADMITTED)
    return Recognition(cell, person, "2025-10-01").up_to_vote(cell.full[0], "2025-11-21")


def test_recognised_on_the_last_day_of_probation_though_the_decision_is_late(cell, case):
    assert case.now() == ["cell_resolution"]
    voted = case.motion("recognise", "2025-12-20", 20, 1)
    assert (voted.act.outcome, voted.passed) == ("recognise", True)
    assert status(cell, case.person) == ("probationary", None)
    case.from_paper("committee", "2026-01-10", "recognise", "4")
    case.from_paper("decision", "2026-03-30", "recognise", "11-QĐ/ĐU", official_date="2025-11-20")
    assert status(cell, case.person) == ("full", "2025-11-20")
    case.record("announcement", "2026-04-02", card_number="036201008812")
    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert unit.session.get(PersonStanding, case.person).card_number == "036201008812"
    stands, found = cell.look(case.id)
    assert (stands.ended, stands.result) == ("2026-04-02", "done")
    assert [p.id for p in found.values() if p.severity == "block"] == []


def test_three_votes_without_enough_either_way_go_up(cell, case):
    for number, day in enumerate(("2025-11-25", "2025-12-05", "2025-12-15"), 1):
        voted = case.motion("recognise", day, 10, 9)
        assert (voted.act.outcome, voted.act.attempt) == ("failed", number)
        expected = ["cell_resolution"] if number < 3 else ["report_up"]
        assert case.now() == expected
    assert case.severity("V39") == "remind"
    refused("votes_exhausted", case.motion, "recognise", "2025-12-20", 20)
    refused("votes_exhausted", case.record, "cell_resolution", "2025-12-20", "recognise")
    case.record("report_up", "2025-12-18", number="3-BC/CB")
    assert case.severity("V39") == "passed"
    assert case.now() == ["committee"]
    case.from_paper("committee", "2026-01-10", "failed", "4")
    case.from_paper("decision", "2026-02-02", "recognise", "5")
    assert status(cell, case.person) == ("full", "2025-11-20")


def test_the_vote_of_the_same_evening_on_removal_belongs_to_the_same_attempt(cell, case):
    first = case.motion("recognise", "2025-11-25", 6, 15)
    assert first.act.outcome == "failed"
    second = case.motion("remove", "2025-11-25", 17, 4)
    assert (second.act.id, second.act.attempt, second.act.outcome) == (first.act.id, 1, "remove")
    assert case.now() == ["committee"]
    assert case.severity("V23") == "passed"
    case.from_paper("committee", "2025-12-10", "remove", "4")
    case.from_paper("decision", "2025-12-20", "remove", "5")
    stands, _found = cell.look(case.id)
    assert (stands.ended, stands.result) == ("2025-12-20", "removed")
    assert status(cell, case.person)[0] == "former"


def test_the_third_evening_may_still_carry_the_removal(cell, case):
    for day in ("2025-11-25", "2025-12-05", "2025-12-15"):
        case.motion("recognise", day, 10, 9)
    assert case.motion("remove", "2025-12-15", 16, 3).act.outcome == "remove"
    assert case.now() == ["committee"]


def test_an_annulled_vote_or_a_return_lets_the_cell_vote_again(cell, case):
    for day in ("2025-11-25", "2025-12-05", "2025-12-15"):
        case.motion("recognise", day, 10, 9)
    cell.do(AnnulAct(case.id, "cell_resolution", "ghi nhầm"))
    assert case.now() == ["cell_resolution"]
    case.motion("recognise", "2025-12-16", 10, 9)
    assert case.now() == ["report_up"]
    case.record("report_up", "2025-12-18")
    case.from_paper("committee", "2026-01-10", "returned", "4", reopen=["cell_resolution"])
    assert "cell_resolution" in case.now()
    assert case.motion("recognise", "2026-01-20", 20, 1).act.outcome == "recognise"


def test_in_a_window_without_a_number_of_votes_the_cell_says_when_it_reports_up(cell):
    case = Recognition(cell, cell.probationary, "2026-05-20").up_to_vote(cell.full[0])
    for day in ("2026-06-01", "2026-06-10", "2026-06-20", "2026-06-30"):
        voted = case.motion("recognise", day, 10, 9, outcome="failed")
        assert voted.passed is None, "no source says how many votes are needed"
    assert case.now() == ["cell_resolution"]
    assert case.severity("V39") == "remind"
    case.record("cell_resolution", "2026-07-01", "unresolved")
    assert "report_up" in case.now()


def test_two_motions_that_both_carry_are_for_people_to_settle(cell, case):
    assert case.motion("recognise", "2025-11-25", 20).act.outcome == "recognise"
    assert case.motion("remove", "2025-11-25", 20).act is None
    assert refused("bad_value", case.motion, "promote", "2025-11-25", 20).details["field"] == "motion"


def test_each_motion_of_each_body_has_its_own_rule(cell, case):
    from app.procedures import voting

    with cell.workspace.unit(Clock(cell.today)) as unit:
        dossier = engine.load_case(unit, case.id, datetime.date(2025, 12, 1))
        found = {
            (step, motion): voting.share_of(known, engine.link_of(dossier, known)[1], motion)
            for step in ("cell_resolution", "committee", "decision")
            for motion in ("recognise", "remove")
            if (known := dossier.procedure.step(step))
        }
    assert found == {
        ("cell_resolution", "recognise"): "recognition.cell.vote",
        ("cell_resolution", "remove"): "recognition.removal.cell.vote",
        ("committee", "recognise"): "recognition.committee.vote",
        ("committee", "remove"): "recognition.removal.committee.vote",
        ("decision", "recognise"): "recognition.decision.vote",
        ("decision", "remove"): "recognition.removal.decision.vote",
    }


def test_a_committee_that_decides_by_delegation_votes_by_the_rule_of_its_link(cell, case):
    from app.procedures import voting
    from app.regulations.packs import Link

    with cell.workspace.unit(Clock(cell.today)) as unit:
        step = engine.load_case(unit, case.id).procedure.step("decision")
    delegated = Link("decision", "grassroots", "committee", "admission.decision.vote.delegated")
    standing_committee = Link("decision", "grassroots", "standing_committee", "recognition.decision.vote")
    assert voting.share_of(step, delegated, "remove") == "admission.decision.vote.delegated"
    assert voting.share_of(step, standing_committee, "remove") == "recognition.removal.decision.vote"
    assert voting.share_of(step, standing_committee, "recognise") == "recognition.decision.vote"
    assert voting.share_of(step, None, "remove") is None, "no chain is known, nor who votes"


def test_the_days_for_the_cell_are_a_duty_that_says_why(cell, case):
    from app.models import Duty

    with cell.workspace.unit(Clock(cell.today)) as unit:
        dated = [d for d in unit.session.query(Duty).filter_by(case=case.id) if d.due]
        told = [(d.step, d.base_date, d.due) for d in dated]
        assert told == [("cell_resolution", "2025-11-20", "2026-01-05")]  # two days off at the new year
        assert "20/11/2025" in dated[0].rule["why"]


def test_probation_counts_from_the_ceremony_of_the_admission_here(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    admission.from_paper("committee", "2025-12-01", "passed")
    admission.paper("9-KNĐ", "2025-12-20", "58", reason="số")
    admission.from_paper("decision", "2025-12-20", "admit", "58")
    admission.record("receipt", "2025-12-25")
    admission.record("ceremony", "2026-01-10", helper=cell.full[3])
    case = Recognition(cell, admission.person, "2026-11-01")
    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert engine.load_case(unit, case.id).date("probation.end").iso() == "2027-01-10"
    admission.record("ceremony", "2026-01-11", reason="ghi nhầm ngày")
    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert engine.load_case(unit, case.id).date("probation.end").iso() == "2027-01-11"
        assert standing.verify(unit) == [], "what follows in the other case is computed with it"
        unit.session.rollback()


@pytest.mark.parametrize(
    ("admitted", "ends"),
    [
        ("2024-02-29", "2025-02-28"),
        ("2025-02-28", "2026-02-28"),
        ("2025-03", "2026-03"),
        ("2025", "2026"),
        ("2015-06-01", None),  # older than every rule on file
    ],
)
def test_probation_ends_twelve_months_later_as_exactly_as_it_began(cell, admitted, ends):
    person = cell.person("probationary", name="Lê Thị Bình", admission_date=admitted)
    case = Recognition(cell, person, "2026-03-01")
    with cell.workspace.unit(Clock(cell.today)) as unit:
        found = engine.load_case(unit, case.id).date("probation.end")
        assert (found and found.iso()) == ends


def test_without_a_day_of_admission_the_decision_says_the_official_day(cell):
    person = cell.person("probationary", name="Lê Thị Bình")
    case = Recognition(cell, person, "2025-10-01", taken_over=True)
    case.from_paper("decision", "2026-02-02", "recognise", "5", official_date="2026-01-15")
    assert status(cell, person) == ("full", "2026-01-15")


def test_a_member_who_dies_or_moves_in_probation_ends_the_case(cell, case):
    case.record("move", "2025-11-22", "temporary", transfer_day="2025-11-20")
    assert case.now() == ["cell_resolution"]
    case.record("death", "2025-11-24")
    stands, _found = cell.look(case.id)
    assert stands.result == "died"
    assert status(cell, case.person)[0] == "former"


def test_a_recognition_decided_the_wrong_way_is_mended_and_its_day_set_anew(cell, case):
    case.motion("recognise", "2025-12-20", 20, 1)
    case.from_paper("committee", "2026-01-10", "recognise", "4")
    case.from_paper("decision", "2026-01-20", "recognise", "11-QĐ/ĐU", official_date="2025-11-20")
    case.record("announcement", "2026-01-25", card_number="036201008812")
    assert status(cell, case.person) == ("full", "2025-11-20") and "correction" not in case.states(
        "2026-02-01"
    )
    case.from_paper("redo", "2026-02-02", "redo", fault="authority", reopen=("decision",))
    states = case.states("2026-02-03")
    assert (states["cell_resolution"], states["decision"]) == ("done", "now"), "what was right stays"
    assert status(cell, case.person)[0] == "probationary", "the decision itself is done again"
    case.from_paper("decision", "2026-02-20", "recognise", "12-QĐ/ĐU", reason="làm lại theo yêu cầu")
    assert case.now("2026-02-21") == ["correction"]
    case.from_paper("correction", "2026-02-25", None, number="9", official_on="2025-11-21")
    assert status(cell, case.person) == ("full", "2025-11-21")
    assert cell.look(case.id)[0].ended
    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert standing.verify(unit) == []


def test_a_faulty_vote_is_done_again_while_the_decision_stands(cell, case):
    case.motion("recognise", "2025-12-20", 20, 1)
    case.from_paper("committee", "2026-01-10", "recognise", "4")
    case.from_paper("decision", "2026-01-20", "recognise", "11-QĐ/ĐU", official_date="2025-11-20")
    case.record("announcement", "2026-01-25", card_number="036201008812")
    case.from_paper("redo", "2026-02-02", "redo", fault="procedure", reopen=("cell_resolution",))
    assert status(cell, case.person) == ("full", "2025-11-20"), "a member while the step is mended"
    case.motion("recognise", "2026-02-20", 20, 1, reason="làm lại theo yêu cầu")
    case.from_paper("correction", "2026-02-25", None, number="9", official_on="2025-11-20")
    assert status(cell, case.person) == ("full", "2025-11-20") and cell.look(case.id)[0].ended
