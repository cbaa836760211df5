"""Deeds on cases where they meet: second ballots, corrections, annulments, other offices' acts, rights."""

import datetime

import pytest

from app.models import Act, EntryRow, Meeting, Organisation, Peer, Vote
from app.models import entry as entries
from app.procedures import engine, standing
from app.procedures.cases import AnnulAct, OpenCase, PutException, RecordStep
from app.procedures.checks import results
from app.procedures.deeds import Undo, perform
from app.procedures.people import AddPerson
from app.storage.clock import Clock
from app.storage.rights import Person as Worker
from app.trouble import Refused

ABOVE = "a" * 32


def refused(code, function, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        function(*args, **kwargs)
    assert caught.value.code == code
    return caught.value


def acts(cell, case, step):
    with cell.workspace.reading() as session:
        found = session.query(Act).filter_by(case=case, step=step, gone=False).all()
        return sorted((a.attempt, a.outcome, a.date) for a in found)


def joined(cell):
    """The cell has a superior it exchanges packages with."""
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        unit.session.add(
            Peer(id=ABOVE, code="25.000.036", name="Đảng ủy xã", type="committee", relation="above",
                 sign_key="", open_key="", state="joined")
        )  # fmt: skip


def receive(cell, kind, record, **state):
    """An entry of the superior as it arrives."""
    made = entries.make(
        state, kind=kind, record=record, owner=ABOVE, author=ABOVE, revision=1, deed="d", what="x",
        by="Bí thư", at="2026-01-01T00:00:00.000000Z",
    )  # fmt: skip
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        assert unit.take_in(made) is None


def agrees(cell):
    """The derived tables say what the records say."""
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        found = standing.verify(unit)
        unit.session.rollback()
    return found


def test_two_ballots_on_one_evening_are_two_attempts(cell, admission):
    first = admission.vote("cell_resolution", "2025-11-15", 13, 9)
    second = admission.vote("cell_resolution", "2025-11-15", 16, 6)
    assert (first.vote.attempt, second.vote.attempt) == (1, 2)
    assert acts(cell, admission.id, "cell_resolution") == [
        (1, "failed", "2025-11-15"),
        (2, "passed", "2025-11-15"),
    ]
    stands, found = cell.look(admission.id)
    assert stands.step("cell_resolution").attempt == 2
    assert found["V23"].severity == "passed"
    assert first.vote.meeting == second.vote.meeting
    third = admission.vote("cell_resolution", "2025-11-15", 17, 5, reason="đếm lại")
    assert third.vote.attempt == 2, "a vote that stands is corrected"


def test_who_came_is_entered_once_for_all_votes_of_the_evening(cell, admission):
    exempt = cell.full[-1]
    other = cell.admission(cell.person("sympathiser", name="B", birth="2000-01-01"), "2025-06-02")
    other.up_to_vote(cell.full[1])
    one = admission.vote("cell_resolution", "2025-11-15", 16, present=[exempt], absent=[cell.full[0]])
    two = other.vote("cell_resolution", "2025-11-15", 16)
    assert (one.vote.base, two.vote.base) == (23, 23)
    assert [r["id"] for r in two.vote.counted if not r["present"]] == [cell.full[0]]
    with cell.workspace.reading() as session:
        assert session.query(Meeting).count() == 1


def test_who_came_to_the_only_vote_of_an_evening_is_corrected_with_it(cell, admission):
    wrong = admission.vote("cell_resolution", "2025-11-15", 16, present=[cell.full[-1]])
    assert wrong.vote.base == 23
    right = admission.vote("cell_resolution", "2025-11-15", 16, reason="đồng chí ấy vắng")
    assert (right.vote.id, right.vote.base) == (wrong.vote.id, 22)
    assert cell.look(admission.id)[1]["V24"].severity == "passed"


def test_a_person_cannot_be_both_there_and_away(cell, admission):
    refused(
        "bad_value", admission.vote, "cell_resolution", "2025-11-15", 16,
        present=[cell.full[-1]], absent=[cell.full[-1]],
    )  # fmt: skip


def test_a_vote_and_its_record_of_the_same_day_are_one_act(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    admission.record("cell_resolution", "2025-11-15", persons="1", reason="ghi thêm")
    assert acts(cell, admission.id, "cell_resolution") == [(1, "passed", "2025-11-15")]
    admission.record("cell_resolution", "2025-11-15", "failed", reason="ghi nhầm kết quả")
    assert acts(cell, admission.id, "cell_resolution") == [(1, "failed", "2025-11-15")]
    assert cell.look(admission.id)[1]["V23"].severity == "warn", "the count says otherwise"
    done = admission.vote("cell_resolution", "2025-11-20", 20, 1)
    assert done.act.attempt == 2


def test_a_return_and_the_work_again_on_the_same_day(cell, admission):
    admission.vote("cell_resolution", "2025-12-01", 20, 1)
    admission.from_paper("committee", "2025-12-01", "returned", reopen=["cell_resolution"])
    again = admission.vote("cell_resolution", "2025-12-01", 21, 0)
    assert again.act.attempt == 2
    assert cell.now(admission.id, "2025-12-02") == ["committee"]
    admission.from_paper("committee", "2025-12-05", "returned", reopen=["cell_resolution"])
    assert cell.now(admission.id, "2025-12-06") == ["cell_resolution"]
    assert admission.vote("cell_resolution", "2025-12-08", 21, 0).act.attempt == 3
    admission.from_paper("committee", "2025-12-09", "passed")
    assert [a[:2] for a in acts(cell, admission.id, "committee")] == [
        (1, "returned"),
        (2, "returned"),
        (3, "passed"),
    ]
    assert cell.now(admission.id, "2025-12-10") == ["decision"]
    assert agrees(cell) == []


def test_only_a_step_done_can_be_returned(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    refused("bad_reopen", admission.from_paper, "committee", "2025-12-01", "returned", reopen=["ceremony"])
    refused("missing_reopen", admission.from_paper, "committee", "2025-12-01", "returned")
    refused("bad_outcome", admission.from_paper, "committee", "2025-12-01", "passed", reopen=["cv"])
    assert acts(cell, admission.id, "committee") == []


def test_the_offices_own_act_counts_and_a_difference_to_its_paper_is_shown(cell, admission):
    joined(cell)
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    admission.from_paper("committee", "2025-12-01", "returned", reopen=["verification"])
    assert cell.now(admission.id, "2025-12-02") == ["verification"]
    receive(
        cell, "act", "b" * 32,
        case=admission.id, step="committee", attempt=1, date="2025-12-02", outcome="passed",
    )  # fmt: skip
    stands, found = cell.look(admission.id, "2025-12-03")
    assert [s.step.id for s in stands.now] == ["decision"], "what the office itself says counts"
    assert found["A02"].severity == "warn"
    assert found["A02"].step == "committee"
    assert agrees(cell) == []


def test_a_dossier_changed_after_it_was_judged_is_shown_and_the_act_stands(cell, admission):
    joined(cell)
    done = admission.vote("cell_resolution", "2025-11-15", 20, 1)
    judged = {"case": admission.id, "step": "committee", "attempt": 1, "date": "2025-12-02"}
    receive(cell, "act", "b" * 32, outcome="passed", judged=done.act.dossier, **judged)
    assert "A03" not in cell.look(admission.id, "2025-12-03")[1]
    admission.record("cv", "2025-07-18", erasure="không", reason="ghi thiếu")
    stands, found = cell.look(admission.id, "2025-12-03")
    assert found["A03"].severity == "warn"
    assert [s.step.id for s in stands.now] == ["decision"]


def test_a_stated_outcome_that_is_not_the_counted_one_is_shown(cell, admission):
    joined(cell)
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    said = {"case": admission.id, "step": "committee", "attempt": 1}
    receive(cell, "vote", "c" * 32, for_=5, needed=10, base=15, body="committee", **{**said, "for": 5})
    receive(cell, "act", "b" * 32, outcome="passed", date="2025-12-02", **said)
    _stands, found = cell.look(admission.id, "2025-12-03")
    assert (found["A01"].severity, found["A01"].step) == ("warn", "committee")


def test_an_own_act_is_corrected_with_a_reason_after_another_office_acted(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    admission.from_paper("committee", "2025-12-01", "passed")
    refused("handed_over", admission.record, "opinions", "2025-11-07")
    admission.record("opinions", "2025-11-06", reason="ghi nhầm ngày")
    with cell.workspace.reading() as session:
        row = session.query(Act).filter_by(case=admission.id, step="opinions").one()
        history = session.query(EntryRow).filter_by(record=row.id).order_by(EntryRow.revision).all()
        states = [entries.read(e.head, e.state).state() for e in history]
    assert [s["date"] for s in states] == ["2025-11-07", "2025-11-06"]
    assert states[1]["reason"] == "ghi nhầm ngày"


def test_annulling_an_act_that_others_follow_takes_the_handing_over_back(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    cell.do(AnnulAct(admission.id, "verification", "thẩm tra nhầm người"))
    with cell.workspace.reading() as session:
        vote = session.query(Act).filter_by(case=admission.id, step="cell_resolution").one()
        assert vote.dossier is None, "what is not whole is not handed over"
    states = cell.states(admission.id, "2025-11-20")
    assert (states["verification"], states["cell_resolution"], states["committee"]) == (
        "now",
        "done",
        "later",
    )
    admission.record(
        "verification", "2025-11-21", asked__1__relation="self", asked__1__name="A",
        asked__1__replied="2025-09-01",
    )  # fmt: skip
    with cell.workspace.reading() as session:
        assert session.query(Act).filter_by(case=admission.id, step="cell_resolution").one().dossier
    assert agrees(cell) == []


def test_a_dossier_is_handed_over_once_it_is_mended(cell):
    case = cell.admission(cell.sympathiser, "2025-06-02").up_to_vote(cell.full[1], certificate="2020-01-10")
    assert case.vote("cell_resolution", "2025-11-15", 20, 1).act.dossier is None
    case.paper("CN-NTVĐ", "2025-06-14", "13")
    with cell.workspace.reading() as session:
        assert session.query(Act).filter_by(case=case.id, step="cell_resolution").one().dossier


def test_a_block_holds_up_the_steps_that_follow_it_and_no_others(cell):
    union = {"kind": "union", "organisation": "Chi đoàn", "total": "5", "for": "5", "against": "0"}
    case = cell.admission(cell.sympathiser, "2025-06-02").up_to_vote(
        cell.full[1], opinions={f"asked__1__{k}": v for k, v in union.items()}
    )
    assert cell.states(case.id)["cv_certificate"] == "done", "it does not follow the opinions"
    wrong = refused("blocked", case.vote, "cell_resolution", "2025-11-15", 20, 1)
    assert wrong.details["checks"] == ["V20"]


def test_undoing_the_exception_paper_puts_the_block_back(cell):
    case = cell.admission(cell.sympathiser, "2025-06-02").up_to_vote(cell.full[1], certificate="2020-01-10")
    case.vote("cell_resolution", "2025-11-15", 20, 1)
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        made = perform(unit, PutException(case.id, "V04", "7-CV/TU", "2025-11-20", "Tỉnh ủy"))
    with cell.workspace.reading() as session:
        assert session.query(Act).filter_by(case=case.id, step="cell_resolution").one().dossier
    cell.do(Undo(made.deed))
    assert cell.look(case.id)[1]["V04"].severity == "block"
    with cell.workspace.reading() as session:
        assert session.query(Act).filter_by(case=case.id, step="cell_resolution").one().dossier is None


def test_what_a_case_begun_on_paper_left_out_does_not_hold_it_up(cell):
    case = cell.admission(cell.sympathiser, "2025-11-01", taken_over=True)
    done = case.vote("cell_resolution", "2025-11-15", 20, 1)
    assert done.act.dossier, "it can be handed over"
    stands, _found = cell.look(case.id, "2025-11-20")
    assert [s.step.id for s in stands.now] == ["committee"]
    left = stands.step("verification")
    assert (left.state, left.demanded) == ("later", False)
    assert left.reason
    case.record("verification", "2025-09-26")
    case.paper("5-KNĐ", "2025-11-01")
    assert cell.states(case.id, "2025-11-20")["verification"] == "done"
    for step, day, outcome in (("committee", "2025-12-01", "passed"), ("decision", "2025-12-20", "admit")):
        case.from_paper(step, day, outcome)
    case.paper("9-KNĐ", "2025-12-20")
    case.record("receipt", "2025-12-25")
    case.record("ceremony", "2026-01-10")
    case.record("member_file", "2026-01-20")
    assert cell.look(case.id)[0].ended == "2026-01-20"
    assert agrees(cell) == []


def test_steps_of_any_time_come_as_often_as_they_happen(cell, admission):
    for day in ("2025-11-10", "2025-11-12"):
        admission.record("move", day, "stays", transfer_day=day)
    assert [a[0] for a in acts(cell, admission.id, "move")] == [1, 2]
    assert cell.now(admission.id, "2025-11-13") == ["cell_resolution"]
    admission.record("death", "2025-11-14")
    assert cell.look(admission.id)[0].result == "died"
    refused("case_closed", admission.record, "move", "2025-11-15", "stays", transfer_day="2025-11-15")
    cell.do(AnnulAct(admission.id, "death", "ghi nhầm người"))
    assert cell.now(admission.id, "2025-11-16") == ["cell_resolution"]


def test_the_date_of_a_paper_is_read_like_any_other(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    paper = {"number": "12", "issuer": "Đảng ủy"}
    refused(
        "bad_date", admission.record, "committee", "2025-12-01", "passed", from_paper={**paper, "date": "x"}
    )
    refused(
        "future_date", admission.record, "committee", "2025-12-01", "passed",
        from_paper={**paper, "date": "01/12/2027"},
    )  # fmt: skip
    act = admission.record("committee", "2025-12-01", "passed", from_paper={**paper, "date": "01/12/2025"})
    assert act.from_paper["date"] == "2025-12-01"


def test_a_row_with_an_unknown_column_is_refused(cell, admission):
    wrong = refused(
        "bad_fact",
        cell.do,
        RecordStep(admission.id, "verification", "2025-09-26", None, {"asked": [{"colour": "red"}]}),
    )
    assert wrong.details["field"] == "asked.colour"


@pytest.mark.parametrize("role", ["reader", "nobody"])
def test_who_only_reads_writes_nothing(cell, role):
    worker = Worker("Lan", role)
    for command in (
        AddPerson("full", {"name": "A"}),
        OpenCase("admission", cell.sympathiser, "2025-06-02"),
        RecordStep("x", "cv", "2025-06-02"),
    ):
        with cell.workspace.unit(Clock(cell.today), user=worker) as unit, pytest.raises(Refused) as wrong:
            perform(unit, command)
        assert wrong.value.code == "no_right"
    with cell.workspace.unit(Clock(cell.today), user=Worker("Lan", "clerk"), clock_accepted=True) as unit:
        perform(unit, OpenCase("admission", cell.sympathiser, "2025-06-02"))


def test_a_clock_behind_refuses_the_deed_and_changes_nothing(cell, admission):
    early = Clock(datetime.date(2019, 5, 1))
    with pytest.raises(Refused) as wrong, cell.workspace.unit(early) as unit:
        perform(unit, AddPerson("full", {"name": "Nguyễn Văn Sớm"}))
    assert wrong.value.code == "clock_behind"
    assert agrees(cell) == []


def test_a_cases_records_may_arrive_before_its_person(cell):
    joined(cell)
    receive(cell, "case", "e" * 32, procedure="admission", person="f" * 32, opened="2025-06-02")
    receive(cell, "case", "d" * 32, procedure="of_a_newer_program", person="f" * 32, opened="2025-06-02")
    assert agrees(cell) == []
    receive(cell, "person", "f" * 32, name="Người của cơ quan khác", birth="2000")
    receive(cell, "organisation", ABOVE, code="25.000.036", name="Đảng ủy xã", type="committee")
    with cell.workspace.unit(Clock(cell.today)) as unit:
        dossier = engine.load_case(unit, "e" * 32)
        assert [s.step.id for s in engine.stand(dossier).now] == ["awareness"]
        assert results(dossier, engine.stand(dossier)) is not None
        unit.session.rollback()
    assert agrees(cell) == []


def test_people_and_votes_of_other_offices_do_not_count_in_the_own_base(cell, admission):
    joined(cell)
    receive(cell, "person", "f" * 32, name="Người khác")
    receive(cell, "event", "e" * 32, person="f" * 32, what="admitted", date="1990-01-01")
    receive(cell, "event", "d" * 32, person="f" * 32, what="official", date="1991-01-01")
    receive(cell, "vote", "c" * 32, case=admission.id, step="cell_resolution", attempt=1, body="cell")
    done = admission.vote("cell_resolution", "2025-11-15", 20, 1)
    assert done.vote.base == 22
    with cell.workspace.reading() as session:
        assert session.query(Vote).filter_by(case=admission.id).count() == 2
        assert session.query(Organisation).count() == 1


def test_texts_begun_for_a_paper_are_no_paper_yet(cell, admission):
    admission.paper("6-KNĐ", None, data={"strengths": "Gương mẫu"})
    with cell.workspace.unit(Clock(cell.today)) as unit:
        dossier = engine.load_case(unit, admission.id)
        assert dossier.paper("6-KNĐ") is None
        assert [p.data["strengths"] for p in dossier.all_papers("6-KNĐ")] == ["Gương mẫu"]
    admission.paper("6-KNĐ", "2025-11-15", "3-NQ/CB")
    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert engine.load_case(unit, admission.id).paper("6-KNĐ").number == "3-NQ/CB"
