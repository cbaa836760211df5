"""One meeting for many dossiers, a return with remarks, and what the committee sees when it comes back."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import Act, EntryRow, Meeting, Paper, Vote
from app.procedures import engine
from app.procedures.ballots import RecordVote
from app.procedures.cases import OpenCase, PutPaper, RecordStep
from app.procedures.deeds import Undo
from app.procedures.people import AddPerson
from app.procedures.reviewing import (
    ReturnDossier,
    changes_since,
    last_return,
    remarkable,
    remarks_by_step,
)
from app.procedures.together_meeting import Judged, MeetTogether, numbers_from
from app.reports import received
from app.storage.clock import Clock
from app.trouble import Refused


def rows(offices, **change):
    """A row for each of the twelve, numbered from 21; `change` replaces fields of single ones by place."""
    made = []
    for at, case in enumerate(offices.cases):
        told = {"for_": 14, "against": 1, "blank": 0, "number": f"{21 + at}-NQ/ĐU"} | change.get(f"r{at}", {})
        made.append(Judged(case, **told))
    return tuple(made)


def meet(offices, step="committee", day="2025-11-15", today="", **change):
    return offices.do(offices.committee, MeetTogether(step, day, rows(offices, **change)), today)


def states(offices):
    with offices.committee.reading() as session:
        queue = received.fetch(session, offices.committee.organisation_id)
    return {line.case: line.state for line in queue}


def everything(workspace, kind):
    with workspace.reading() as session:
        return [r for r in session.query(kind) if not r.gone and r.owner == workspace.organisation_id]


def entries(workspace):
    with workspace.reading() as session:
        return session.query(EntryRow).count()


def look(workspace, case, ask):
    """What `ask(dossier)` says of a case in a workspace."""
    with workspace.unit(Clock(datetime.date(2025, 11, 17)), clock_accepted=True) as unit:
        found = ask(engine.load_case(unit, case))
        unit.session.expunge_all()
        return found


def test_twelve_people_at_one_meeting_and_one_document_each(two_offices):
    done = meet(two_offices)
    papers = everything(two_offices.committee, Paper)
    assert sorted(p.number for p in papers) == sorted(f"{n}-NQ/ĐU" for n in range(21, 33))
    assert {p.form for p in papers} == {"8-KNĐ"} and len({p.case for p in papers}) == 12
    [held] = everything(two_offices.committee, Meeting)
    votes = everything(two_offices.committee, Vote)
    assert {v.meeting for v in votes} == {held.id} and len(votes) == 12
    assert {(v.base, v.needed) for v in votes} == {(15, 10)}
    assert [row.outcome for row in done.result] == ["passed"] * 12
    assert set(states(two_offices).values()) == {"looking"}, "now the decision is this office's"


def test_one_wrong_row_and_nothing_is_written(two_offices):
    before = entries(two_offices.committee)
    with pytest.raises(Refused) as refused:
        meet(two_offices, r4={"for_": 16}, r7={"number": "21-NQ/ĐU"}, r9={"outcome": "admit"})
    assert refused.value.code == "rows_refused"
    wrong = {row["row"]: (row["code"], row["field"]) for row in refused.value.details["rows"]}
    assert wrong == {
        4: ("too_many_votes", "for"), 7: ("number_taken", "number"), 9: ("bad_outcome", "outcome"),
    }  # fmt: skip
    assert {row["case"] for row in refused.value.details["rows"]} == {two_offices.cases[n] for n in wrong}
    assert entries(two_offices.committee) == before
    assert set(states(two_offices).values()) == {"new"}
    meet(two_offices)


def test_undo_takes_the_whole_meeting_back_until_it_is_sent(two_offices):
    done = meet(two_offices)
    two_offices.do(two_offices.committee, Undo(done.deed))
    assert set(states(two_offices).values()) == {"new"}
    for kind in (Paper, Vote, Meeting, Act):
        assert everything(two_offices.committee, kind) == []
    again = meet(two_offices)
    two_offices.send(two_offices.committee, two_offices.cell)
    with pytest.raises(Refused) as refused:
        two_offices.do(two_offices.committee, Undo(again.deed))
    assert refused.value.code == "already_sent"
    assert set(states(two_offices).values()) == {"looking"}


def test_a_number_used_at_an_earlier_meeting_is_refused(two_offices):
    first, second = two_offices.cases[:2]
    one = MeetTogether("committee", "2025-11-14", (Judged(first, 14, 1, 0, number="21-NQ/ĐU"),))
    two_offices.do(two_offices.committee, one)
    same = MeetTogether("committee", "2025-11-15", (Judged(second, 14, 1, 0, number="21-nq/đu"),))
    with pytest.raises(Refused) as refused:
        two_offices.do(two_offices.committee, same)
    assert refused.value.details["rows"][0]["code"] == "number_taken"


def test_the_decision_of_some_and_the_refusal_of_one(two_offices):
    meet(two_offices)
    first, second = two_offices.cases[:2]
    decided = MeetTogether(
        "decision",
        "2025-11-16",
        (Judged(first, 5, 0, 0, number="58-QĐ/ĐU"), Judged(second, 1, 4, 0)),
        secret=True,
    )
    done = two_offices.do(two_offices.committee, decided)
    assert [row.outcome for row in done.result] == ["admit", "refuse"]
    found = states(two_offices)
    assert (found[first], found[second]) == ("decided", "decided")
    two_offices.send(two_offices.committee, two_offices.cell)
    stood = look(two_offices.cell, first, lambda d: [s.step.id for s in engine.stand(d).now])
    assert stood == ["receipt"]
    assert look(two_offices.cell, second, lambda d: engine.stand(d).result) == "refused"


def test_without_a_known_threshold_people_state_the_outcome(two_offices):
    when = {"day": "2026-05-08", "today": "2026-05-10"}
    with pytest.raises(Refused) as refused:
        meet(two_offices, **when)
    assert {row["code"] for row in refused.value.details["rows"]} == {"missing_outcome"}
    stated = {f"r{at}": {"outcome": "passed"} for at in range(12)}
    done = meet(two_offices, **when, **stated)
    assert {(row.outcome, row.voted.passed) for row in done.result} == {("passed", None)}


def test_nobody_chosen_or_somebody_twice(two_offices):
    with pytest.raises(Refused) as refused:
        two_offices.do(two_offices.committee, MeetTogether("committee", "2025-11-15"))
    assert refused.value.code == "nothing_chosen"
    twice = (Judged(two_offices.cases[0], 14, 1), Judged(two_offices.cases[0], 13, 1))
    with pytest.raises(Refused) as refused:
        two_offices.do(two_offices.committee, MeetTogether("committee", "2025-11-15", twice))
    assert [row["row"] for row in refused.value.details["rows"]] == [0, 1]


def recognition(offices, name, motion):
    """A recognition begun on paper whose cell proposes to recognise or to remove; the case."""
    told = {"name": name, "admission_date": "2024-10-01"}
    person = offices.do(offices.cell, AddPerson("probationary", told)).result.id
    case = offices.do(offices.cell, OpenCase("recognition", person, "2025-10-01", True)).result.id
    vote = RecordVote(case, "cell_resolution", "2025-10-20", 3, motion=motion, outcome=motion)
    offices.do(offices.cell, vote)
    return case


def test_admission_and_recognition_at_one_meeting(two_offices):
    admitted = two_offices.cases[0]
    full = recognition(two_offices, "Phạm Văn Nam", "recognise")
    removed = recognition(two_offices, "Phạm Văn Phú", "remove")
    two_offices.send(two_offices.cell, two_offices.committee)
    assert states(two_offices)[full] == states(two_offices)[removed] == "new"

    def judge(step, day, numbers):
        asked = ((admitted, None), (full, "recognise"), (removed, "remove"))
        found = tuple(
            Judged(case, 5 if step == "decision" else 14, 0, 0, number=number, motion=motion)
            for (case, motion), number in zip(asked, numbers, strict=True)
        )
        return two_offices.do(two_offices.committee, MeetTogether(step, day, found)).result

    done = judge("committee", "2025-11-15", ("21-NQ/ĐU", "22-NQ/ĐU", "23-NQ/ĐU"))
    assert [row.outcome for row in done] == ["passed", "recognise", "remove"]
    assert {(p.form, p.case) for p in everything(two_offices.committee, Paper)} == {
        ("8-KNĐ", admitted), ("15-KNĐ", full), ("15-KNĐ", removed),
    }  # fmt: skip
    done = judge("decision", "2025-11-16", ("58-QĐ/ĐU", "59-QĐ/ĐU", None))
    assert [row.outcome for row in done] == ["admit", "recognise", "remove"]
    two_offices.send(two_offices.committee, two_offices.cell)
    assert look(two_offices.cell, removed, lambda d: engine.stand(d).result) == "removed"


def give_back(offices, *remarks):
    command = ReturnDossier(offices.cases[0], "committee", "2025-11-15", remarks)
    return offices.do(offices.committee, command).result


def test_what_can_be_remarked_on_is_what_the_cell_did(two_offices):
    case = two_offices.cases[0]

    def ask(dossier):
        step = dossier.procedure.step("committee")
        return remarkable(dossier, engine.stand(dossier), step)

    items = {item.item: item for item in look(two_offices.committee, case, ask)}
    assert {"verification", "cell_resolution", "paper:3-KNĐ"} <= items.keys()
    assert "committee" not in items and "receipt" not in items
    assert items["paper:3-KNĐ"].step == "introduction"


def test_a_return_goes_down_is_answered_and_shows_what_changed(two_offices):
    case = two_offices.cases[0]
    act = give_back(
        two_offices,
        ("verification", "Thiếu kết quả thẩm tra mẹ đẻ"),
        ("verification.V13", "Chưa đủ người phải thẩm tra"),
        ("paper:3-KNĐ", "Chưa ký"),
    )
    assert [step for step, _attempt in act.reopened] == ["verification", "introduction"]
    assert states(two_offices)[case] == "returned"

    two_offices.send(two_offices.committee, two_offices.cell)
    told = look(two_offices.cell, case, lambda d: remarks_by_step(d, d.latest("committee")))
    assert told["verification"] == ["Thiếu kết quả thẩm tra mẹ đẻ", "Chưa đủ người phải thẩm tra"]
    assert told["introduction"][0].endswith("(3-KNĐ): Chưa ký")
    now = look(two_offices.cell, case, lambda d: {s.step.id for s in engine.stand(d).now})
    assert now == {"verification", "introduction"}

    mother = {"asked.3.relation": "mother", "asked.3.name": "Mẹ đẻ", "asked.3.sent": "2025-11-01"}
    mother["asked.3.replied"] = "2025-11-10"
    before = look(two_offices.cell, case, lambda d: dict(d.latest("verification").facts))
    kept = {f"asked.{n}.{k}": str(v) for n, row in enumerate(before["asked"], 1) for k, v in row.items()}
    mended = RecordStep(case, "verification", "2025-11-16", values={**kept, **mother})
    two_offices.do(two_offices.cell, mended)
    two_offices.do(two_offices.cell, PutPaper(case, "3-KNĐ", "2025-11-16", signer="Lê Văn Giúp"))
    two_offices.do(
        two_offices.cell, RecordStep(case, "introduction", "2025-11-16", values={}, reason="ký lại")
    )
    two_offices.send(two_offices.cell, two_offices.committee)

    assert states(two_offices)[case] == "again"
    changes = look(two_offices.committee, case, lambda d: changes_since(d, last_return(d)))
    by_step = {change.step: change.text for change in changes}
    assert by_step.keys() == {"verification", "introduction"}
    assert "làm lại ngày 16/11/2025, đã đổi: Người được thẩm tra" in by_step["verification"]
    assert any("3-KNĐ" in change.text for change in changes)


def test_nothing_changed_since_a_return_nobody_answered(two_offices):
    give_back(two_offices, ("verification", "Thiếu"))
    assert look(two_offices.committee, two_offices.cases[0], lambda d: changes_since(d, last_return(d))) == ()
    assert look(two_offices.committee, two_offices.cases[1], last_return) is None


@pytest.mark.parametrize(("item", "code"), [("receipt", "bad_reopen"), ("V99", "missing_reopen")])
def test_a_return_without_a_step_to_do_again_is_refused(two_offices, item, code):
    with pytest.raises(Refused) as refused:
        give_back(two_offices, (item, "Thiếu"))
    assert refused.value.code == code
    assert states(two_offices)[two_offices.cases[0]] == "new"


@given(st.integers(0, 9999), st.integers(1, 40), st.sampled_from(["", "-QĐ/ĐU", "/2025"]))
@settings(max_examples=25)
def test_numbers_count_on_from_the_first(first, count, tail):
    found = numbers_from(f"{first:02d}{tail}", count)
    assert [int(text.removesuffix(tail)) for text in found] == list(range(first, first + count))
    assert found[0] == f"{first:02d}{tail}" and all(len(text) >= len(found[0]) for text in found)


def test_a_text_without_a_number_cannot_be_counted_from():
    with pytest.raises(Refused) as refused:
        numbers_from("QĐ/ĐU", 2)
    assert (refused.value.code, refused.value.details["field"]) == ("bad_value", "number_from")
