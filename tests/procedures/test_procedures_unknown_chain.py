"""Where no source says who decides, the offices' acts are taken as they come and hold nothing up."""

import pytest


@pytest.fixture
def case(cell):
    """An admission the cell resolved in W4, on its way up when W5 began."""
    case = cell.admission(cell.sympathiser, "2025-06-02").up_to_vote(cell.full[1], 2025)
    case.vote("cell_resolution", "2026-04-02", 20)
    case.paper("6-KNĐ", "2026-04-02", "1", reason="số nghị quyết")
    return case


def test_a_decision_alone_is_enough_and_the_link_before_it_is_not_waited_for(cell, case):
    assert cell.now(case.id, "2026-04-05") == ["committee"]
    assert cell.now(case.id, "2026-05-05") == ["committee", "decision"], "both offered, none demanded"
    case.from_paper("decision", "2026-05-10", "admit", "58-QĐ/ĐU")
    case.paper("9-KNĐ", "2026-05-10", "58-QĐ/ĐU")
    for day in ("2026-05-12", "2026-08-12"):
        assert "receipt" in cell.now(case.id, day), "in that window and in the next"
    case.record("receipt", "2026-05-12")
    case.record("ceremony", "2026-05-20", helper=cell.full[0])
    case.paper("1-HSĐV", "2026-06-01")
    case.record("member_file", "2026-06-01")
    assert [cell.look(case.id, day)[0].result for day in ("2026-06-02", "2026-08-12")] == ["done", "done"]


def test_the_act_of_the_link_before_is_taken_when_it_comes_after(cell, case):
    case.from_paper("decision", "2026-05-10", "admit", "58-QĐ/ĐU")
    case.from_paper("committee", "2026-05-06", "passed", "11-NQ/ĐU")
    states = cell.states(case.id, "2026-05-12")
    assert (states["committee"], states["decision"], states["receipt"]) == ("done", "done", "now")
    assert cell.now(case.id, "2026-08-12") == ["receipt"]
