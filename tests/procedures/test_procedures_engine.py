"""A case is what its acts say: order, votes, returns, windows of rules, offices."""

import datetime
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models import Act, PersonStanding
from app.procedures import engine, standing
from app.procedures.cases import AnnulAct, OpenCase, PutException
from app.procedures.offices import PutSetting
from app.procedures.people import AddPerson
from app.storage.clock import Clock
from app.trouble import Refused


def refused(code, function, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        function(*args, **kwargs)
    assert caught.value.code == code
    assert caught.value.message
    return caught.value


def test_steps_come_one_after_the_other(cell):
    case = cell.admission(cell.sympathiser, "2025-06-02")
    assert cell.now(case.id) == ["awareness"]
    assert cell.states(case.id)["permission"] == "blocked"
    early = refused("not_yet", case.vote, "cell_resolution", "2025-11-15", 19)
    assert "Lớp" in early.hint or "Bồi dưỡng" in early.hint or early.hint
    case.record("awareness", "2025-06-14")
    assert cell.now(case.id) == ["permission"]


def test_the_base_is_counted_name_by_name(cell, admission):
    done = admission.vote("cell_resolution", "2025-11-15", 13, 9)
    assert (done.vote.base, done.vote.needed, done.passed, done.act.outcome) == (22, 15, False, "failed")
    reasons = {row["id"]: row["reason"] for row in done.vote.excluded}
    assert reasons == {
        cell.full[-1]: "exempt", cell.full[-2]: "temporary_elsewhere", cell.probationary: "probationary",
    }  # fmt: skip


def test_an_exempt_member_who_came_is_counted(cell, admission):
    done = admission.vote("cell_resolution", "2025-11-15", 16, present=[cell.full[-1]])
    assert (done.vote.base, done.vote.needed, done.passed) == (23, 16, True)


def test_absent_members_stay_in_the_base_but_cannot_vote(cell, admission):
    refused("too_many_votes", admission.vote, "cell_resolution", "2025-11-15", 21, 1, absent=cell.full[:1])
    done = admission.vote("cell_resolution", "2025-11-15", 21, 0, absent=cell.full[:1])
    assert done.vote.base == 22
    assert [r["id"] for r in done.vote.counted if not r["present"]] == cell.full[:1]


def test_a_refused_vote_changes_nothing(cell, admission):
    before = cell.look(admission.id)
    refused("too_many_votes", admission.vote, "cell_resolution", "2025-11-15", 30)
    refused("future_date", admission.vote, "cell_resolution", "2027-01-01", 19)
    assert cell.look(admission.id)[0].now[0].attempt == before[0].now[0].attempt == 1


def test_a_second_ballot_a_return_and_the_windows_of_2026(cell):
    """The example of the procedures' design: W4 to W6."""
    case = cell.admission(cell.sympathiser, "2025-06-02").up_to_vote(cell.full[1])
    assert case.vote("cell_resolution", "2026-03-20", 13, 9).act.outcome == "failed"
    assert cell.look(case.id)[0].step("cell_resolution").attempt == 2
    second = case.vote("cell_resolution", "2026-03-30", 16, 6)
    assert (second.act.attempt, second.act.outcome) == (2, "passed")
    case.paper("6-KNĐ", "2026-03-30", reason="ghi số nghị quyết")
    case.from_paper("committee", "2026-04-03", "returned", reopen=["verification"])
    assert cell.now(case.id, "2026-04-04") == ["verification"]
    case.record(
        "verification",
        "2026-04-05",
        asked__1__relation="self",
        asked__1__name="Bản thân",
        asked__1__replied="2026-04-05",
    )
    stands, _found = cell.look(case.id, "2026-04-06")
    assert stands.step("verification").attempt == 2
    assert stands.step("cell_resolution").state == "done", "the vote stands"
    w5, found = cell.look(case.id, "2026-04-20")
    assert {s.step.id for s in w5.now} == {"committee", "decision"}, "offered, none demanded"
    assert not w5.step("committee").demanded
    assert found["V27"].severity == "passed"
    assert found["V27"].document == "294-QĐ/TW@2025-05-26", "the deadline of the day of the vote"
    assert cell.now(case.id, "2026-07-28") == ["decision"], "committee, not done, is passed over"
    case.from_paper("decision", "2026-07-30", "admit", "58-QĐ/ĐU")
    case.paper("9-KNĐ", "2026-07-30", "58-QĐ/ĐU")
    assert cell.now(case.id) == ["receipt"]
    case.record("receipt", "2026-08-03")
    case.record("ceremony", "2026-08-20", helper=cell.full[0])
    _stands, found = cell.look(case.id)
    assert found["V28"].severity == "passed"
    assert found["V28"].due == datetime.date(2026, 9, 14), (
        "30 working days from the decision, less the two days of the national day"
    )


def test_the_decision_makes_the_three_dates(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    admission.from_paper("committee", "2025-12-01", "passed")
    admission.from_paper("decision", "2025-12-20", "admit", "58-QĐ/ĐU")
    admission.paper("9-KNĐ", "2025-12-20", "58-QĐ/ĐU")
    admission.record("receipt", "2025-12-25")
    admission.record("ceremony", "2026-01-10", helper=cell.full[0])
    with cell.workspace.reading() as session:
        row = session.get(PersonStanding, cell.sympathiser)
        assert (row.status, row.admission_date, row.party_age_from) == (
            "probationary",
            "2026-01-10",
            "2025-12-20",
        )


def test_a_refusal_ends_the_case_and_the_person_is_what_they_were(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    admission.from_paper("committee", "2025-12-01", "passed")
    admission.from_paper("decision", "2025-12-20", "refuse", "59")
    stands, _found = cell.look(admission.id)
    assert (stands.ended, stands.result) == ("2025-12-20", "refused")
    refused("case_closed", admission.record, "receipt", "2025-12-25")
    with cell.workspace.reading() as session:
        assert session.get(PersonStanding, cell.sympathiser).status == "sympathiser"


def test_another_offices_step_needs_its_paper(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    refused("not_your_step", admission.record, "committee", "2025-12-01", "passed")
    refused(
        "missing_fact",
        admission.record,
        "committee",
        "2025-12-01",
        "passed",
        from_paper={"number": "", "date": "2025-12-01"},
    )
    act = admission.from_paper("committee", "2025-12-01", "passed", "12-NQ/ĐU")
    assert act.from_paper == {"number": "12-NQ/ĐU", "date": "2025-12-01", "issuer": "Đảng ủy"}


def test_after_handing_over_a_correction_needs_its_reason(cell, admission):
    done = admission.vote("cell_resolution", "2025-11-15", 20, 1)
    assert done.act.dossier
    admission.paper("6-KNĐ", "2025-11-15", "05-NQ/CB")  # nobody else can have seen the dossier yet
    admission.from_paper("committee", "2025-12-01", "passed")
    refused("handed_over", admission.paper, "5-KNĐ", "2025-11-06")
    refused("handed_over", admission.record, "cv", "2025-07-18", erasure="không")
    with cell.workspace.reading() as session:
        before = session.get(Act, done.act.id).dossier
    admission.record("cv", "2025-07-18", erasure="không", reason="ghi thiếu")
    with cell.workspace.reading() as session:
        assert session.get(Act, done.act.id).dossier != before, "the superior sees that it differs"


def test_a_block_stops_own_later_steps_until_an_exception_paper(cell):
    case = cell.admission(cell.sympathiser, "2025-06-02").up_to_vote(cell.full[1], certificate="2020-01-10")
    done = case.vote("cell_resolution", "2025-11-15", 20, 1)
    assert done.act.dossier is None, "handing over waits"
    case.from_paper("committee", "2025-12-01", "passed")
    case.from_paper("decision", "2025-12-20", "admit")
    wrong = refused("blocked", case.record, "receipt", "2025-12-25")
    assert "V04" in wrong.details["checks"]
    cell.do(PutException(case.id, "V04", "7-CV/TU", "2025-11-20", "Ban Tổ chức Tỉnh ủy"))
    case.record("receipt", "2025-12-25")
    assert cell.look(case.id)[1]["V04"].excepted == "7-CV/TU (Ban Tổ chức Tỉnh ủy)"


def test_a_case_begun_on_paper_takes_acts_in_any_order_and_only_warns(cell):
    case = cell.admission(cell.sympathiser, "2025-11-01", taken_over=True)
    case.vote("cell_resolution", "2025-11-15", 20, 1)
    case.record("opinions", "2025-11-07")
    found = cell.look(case.id)[1]
    assert found["V04"].severity == "warn"
    assert not [p for p in found.values() if p.severity == "block"]


def test_annulling_an_act_takes_its_effects_back(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    refused("missing_reason", cell.do, AnnulAct(admission.id, "cell_resolution", " "))
    cell.do(AnnulAct(admission.id, "cell_resolution", "ghi nhầm người"))
    assert cell.now(admission.id, "2025-12-01") == ["cell_resolution"]
    admission.vote("cell_resolution", "2025-11-16", 20, 1)


def test_one_open_case_of_a_kind_per_person_and_only_for_the_right_status(cell, admission):
    refused("already_open", cell.do, OpenCase("admission", cell.sympathiser, "2025-07-01"))
    refused("wrong_status", cell.do, OpenCase("admission", cell.full[0], "2025-07-01"))
    refused("unknown_procedure", cell.do, OpenCase("baptism", cell.full[0], "2025-07-01"))
    refused("not_found", cell.do, OpenCase("admission", "nobody", "2025-07-01"))


def test_an_office_without_grassroots_committee_passes_it_over(cell, admission):
    cell.do(PutSetting({"office.grassroots": "-"}, "2025-01-01"))
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    assert cell.now(admission.id, "2025-11-20") == ["decision"]


def test_wrong_facts_are_named_with_their_remedy(cell):
    case = cell.admission(cell.sympathiser, "2025-06-02")
    assert (
        refused("bad_fact", case.record, "awareness", "2025-06-14", nothing="1").details["field"] == "nothing"
    )
    assert (
        refused("bad_value", case.record, "awareness", "2025-06-14", class_from="31/02/2025").details["field"]
        == "class_from"
    )
    refused("unknown_step", case.record, "nothing", "2025-06-14")
    refused("unknown_form", case.paper, "99-KNĐ", "2025-06-14")
    assert cell.now(case.id) == ["awareness"]


def test_withdrawal_is_possible_at_every_step(cell, admission):
    admission.record("withdrawal", "2025-11-10", reason="chuyển đi làm xa")
    assert cell.look(admission.id)[0].result == "withdrawn"


def test_verify_finds_the_derived_tables_right(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert standing.verify(unit) == []
        unit.session.rollback()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_where_a_case_stands_does_not_depend_on_the_order_of_arrival(finished, seed):
    cell, case = finished
    with cell.workspace.unit(Clock(cell.today)) as unit:
        dossier = engine.load_case(unit, case)
        expected = [(s.step.id, s.state, s.attempt) for s in engine.stand(dossier).steps]
        random.Random(seed).shuffle(dossier.acts)
        random.Random(seed + 1).shuffle(dossier.papers)
        random.Random(seed + 2).shuffle(dossier.votes)
        assert [(s.step.id, s.state, s.attempt) for s in engine.stand(dossier).steps] == expected
        unit.session.rollback()


@pytest.fixture
def finished(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 13, 9)
    admission.vote("cell_resolution", "2025-11-16", 20, 1)
    admission.from_paper("committee", "2025-12-01", "returned", reopen=["verification"])
    admission.record(
        "verification",
        "2025-12-05",
        asked__1__relation="self",
        asked__1__name="Bản thân",
        asked__1__replied="2025-12-04",
    )
    admission.from_paper("committee", "2025-12-06", "passed")
    return cell, admission.id


def test_people_are_refused_with_the_field_named(cell):
    for fields, field in (
        ({"name": ""}, "name"),
        ({"name": "A", "birth": "30/02/1990"}, "birth"),
        ({"name": "A", "personal_number": "123"}, "personal_number"),
    ):
        wrong = refused("bad_value", cell.do, AddPerson("full", fields))
        assert wrong.details["field"] == field
    refused("bad_field", cell.do, AddPerson("full", {"name": "A", "colour": "red"}))
