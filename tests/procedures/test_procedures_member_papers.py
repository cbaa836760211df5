"""Papers of a person without a case, and taking papers back."""

import pytest

from app.models import Paper
from app.procedures.deeds import Undo, perform
from app.procedures.member_papers import AnnulPaper, PutPersonPaper, find_paper
from app.storage.clock import Clock
from app.trouble import Refused


def refused(cell, command):
    with pytest.raises(Refused) as told:
        cell.do(command)
    return told.value


def papers(cell, **by):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        found = [(p.form, p.number, p.date, p.guide, dict(p.data)) for p in unit.all(Paper, **by)]
    return sorted(found, key=str)


def test_a_paper_without_a_case_is_kept_and_corrected(cell):
    member = cell.full[0]
    cell.do(PutPersonPaper(member, "3-HSĐV", "20/12/2025", data={"new_work": "K"}))
    cell.do(PutPersonPaper(member, "3-HSĐV", "2025-12-20", signer="Lê Văn An", data={"rewards": "Giấy khen"}))
    cell.do(PutPersonPaper(member, "9-KNĐ", "2001", "12"))
    guide = "38-HD/BTCTW@2025-09-29"
    assert papers(cell, person=member) == [
        ("3-HSĐV", None, "2025-12-20", guide, {"new_work": "K", "rewards": "Giấy khen"}),
        ("9-KNĐ", "12", "2001", None, {}),
    ]


def test_a_paper_of_next_year_is_another(cell):
    member = cell.full[0]
    for day in ("2024-12-20", "2025-12-20"):
        cell.do(PutPersonPaper(member, "3-HSĐV", day))
    assert [date for _form, _number, date, *_rest in papers(cell, person=member)] == [
        "2024-12-20",
        "2025-12-20",
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"form": "99-KNĐ"}, "unknown_form"),
        ({"person": "nobody"}, "not_found"),
        ({"date": "2030-01-01"}, "future_date"),
        ({"date": "31/2/2025"}, "bad_date"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(cell, change, code):
    told = {"person": cell.full[0], "form": "3-HSĐV", "date": "2025-12-20", **change}
    assert refused(cell, PutPersonPaper(**told)).code == code
    assert papers(cell, person=cell.full[0]) == []


def test_a_paper_of_a_case_is_not_touched_by_one_without(cell, admission):
    cell.do(PutPersonPaper(admission.person, "2-KNĐ", "2025-07-18", signer="khác"))
    signed = [p for p in papers(cell, person=admission.person) if p[0] == "2-KNĐ"]
    assert len(signed) == 2
    assert len(papers(cell, person=admission.person, case=None)) == 1


def test_a_paper_taken_back_counts_nowhere_and_can_come_again(cell, admission):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        wrong = find_paper(unit, "CN-NTVĐ", case=admission.id).id
    assert cell.look(admission.id)[1]["V04"].severity == "passed"
    assert refused(cell, AnnulPaper(wrong, "  ")).code == "missing_reason"
    cell.do(AnnulPaper(wrong, "ghi nhầm người"))
    assert cell.look(admission.id)[1]["V04"].severity != "passed"
    assert refused(cell, AnnulPaper(wrong, "lại nữa")).code == "not_found"
    admission.paper("CN-NTVĐ", "2025-06-14", "12")
    assert cell.look(admission.id)[1]["V04"].severity == "passed"


def test_taking_back_is_undone(cell):
    member = cell.full[0]
    made = cell.do(PutPersonPaper(member, "3-HSĐV", "2025-12-20"))
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        deed = perform(unit, AnnulPaper(made.id, "nhầm")).deed
    assert papers(cell, person=member) == []
    cell.do(Undo(deed))
    assert len(papers(cell, person=member)) == 1


def test_of_several_papers_the_right_one_must_be_named(cell):
    member = cell.full[0]
    for number, day in (("1", "2024-12-20"), ("2", "2025-12-20")):
        cell.do(PutPersonPaper(member, "3-HSĐV", day, number))
    with cell.workspace.unit(Clock(cell.today)) as unit:
        with pytest.raises(Refused) as told:
            find_paper(unit, "3-HSĐV", person=member)
        assert told.value.code == "several_papers" and "2025-12-20" in told.value.hint
        assert find_paper(unit, "3-HSĐV", person=member, date="20/12/2025").number == "2"
        assert find_paper(unit, "3-HSĐV", person=member, number="1").date == "2024-12-20"
        with pytest.raises(Refused) as told:
            find_paper(unit, "3-HSĐV", person=member, number="3")
        assert told.value.code == "not_found"
