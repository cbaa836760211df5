"""A wrong admission: annulled where the person did not qualify; else only the faulty step is done again."""

import pytest

from app.models import PersonStanding
from app.procedures.cases import RecordStep
from app.procedures.standing import verify
from app.storage.clock import Clock
from app.trouble import Refused


def status(cell, person):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        found = unit.session.get(PersonStanding, person)
        return found.status, found.left_reason, found.admission_date, found.party_age_from


@pytest.fixture
def member(cell, admission):
    """A whole admission of W4: the decision of 15/12, the ceremony of 26/12."""
    case = admission
    case.vote("cell_resolution", "2025-11-15", 20)
    case.paper("6-KNĐ", "2025-11-15", "3-NQ/CB")
    case.from_paper("committee", "2025-12-01", "passed")
    case.from_paper("decision", "2025-12-15", "admit")
    case.paper("9-KNĐ", "2025-12-15", "45-QĐ/ĐU")
    case.record("receipt", "2025-12-18")
    case.record("ceremony", "2025-12-26", helper=cell.full[1])
    case.record("member_file", "2026-01-05")
    return case


def test_a_finished_admission_is_annulled(cell, member):
    assert status(cell, member.person) == ("probationary", None, "2025-12-26", "2025-12-15")
    with pytest.raises(Refused) as refused:
        member.record("withdrawal", "2026-02-01")
    assert refused.value.code == "case_closed", "what ends an admission does not end a membership"
    member.from_paper("annulled", "2026-03-02", "annulled", number="12", standard="Không đủ tuổi")
    found = status(cell, member.person)
    assert found[:2] == ("former", "annulled") and found[3] is None, "it gives no Party age"
    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert verify(unit) == []


def test_only_the_faulty_step_is_done_again_and_the_dates_are_set_anew(cell, member):
    member.from_paper("redo", "2026-02-02", "redo", fault="procedure", reopen=("cell_resolution",))
    states = cell.states(member.id)
    assert (
        states["cell_resolution"] == "now" and states["committee"] == "done" and states["ceremony"] == "done"
    )
    assert status(cell, member.person)[0] == "probationary", "a member while the step is mended"
    assert states["correction"] in ("blocked", "later")
    member.vote("cell_resolution", "2026-02-20", 20, reason="làm lại theo yêu cầu")
    assert cell.now(member.id) == ["correction"]
    member.from_paper("correction", "2026-03-10", None, number="9", admitted_on="2025-12-26")
    assert status(cell, member.person) == ("probationary", None, "2025-12-26", "2026-03-10")
    assert cell.look(member.id)[0].result == "done"


def test_a_case_still_open_is_not_redone_but_returned(cell, admission):
    case = admission
    with pytest.raises(Refused) as refused:
        case.from_paper("redo", "2025-11-10", "redo", fault="procedure", reopen=("cell_resolution",))
    assert refused.value.code == "bad_reopen", "nothing there yet to do again"


@pytest.mark.parametrize("step", ["redo", "annulled"])
def test_the_cell_records_them_only_from_their_paper(cell, member, step):
    with pytest.raises(Refused) as refused:
        cell.do(RecordStep(member.id, step, "2026-02-02", None, {"reason": "x", "fault": "procedure"}))
    assert refused.value.code == "not_your_step"


def test_a_step_sent_back_is_next_in_a_case_begun_on_paper_too(cell):
    case = cell.admission(cell.person("sympathiser", name="Lê Văn Quần"), "2025-06-02", taken_over=True)
    case.vote("cell_resolution", "2025-11-15", 20)
    case.from_paper("committee", "2025-12-01", "passed")
    assert cell.states(case.id)["cell_resolution"] == "done"
    case.from_paper("committee", "2025-12-01", "returned", number="2", reopen=("cell_resolution",))
    assert "cell_resolution" in cell.now(case.id)
