"""Whole lives through the page of a case, by hands that do only what a person could: found and taught,
admitted a second time."""

import datetime

import pytest

from app.models import Act, Case, PersonStanding
from app.procedures.people import AddPerson
from app.regulations.dates import PartialDate
from app.ui.tour.hands import Hands
from app.ui.widgets.checklist import PaperRow


@pytest.fixture
def hands(tmp_path):
    with Hands(tmp_path / "anh") as made:
        yield made


class Life:
    """One case in the window of a desk."""

    def __init__(self, desk, hands, procedure, person):
        self.desk, self.hands = desk, hands
        self.begin(procedure, person)

    def begin(self, procedure, person, day="02/06/2025"):
        """Open the case for somebody on file."""
        frame, hands = self.desk.frame, self.hands
        frame.go("admissions")

        def answer(dialog):
            hands.fill(dialog.person, person)
            if procedure != "admission":
                hands.choose(dialog.kind, procedure)
            hands.fill(dialog.fields["date"], day)
            hands.click(dialog.primary)

        hands.dialog(frame.pages["admissions"].ask_new, answer)
        self.page = frame.pages["case"]

    def paper(self, form, day, number=""):
        hands = self.hands

        def answer(dialog):
            hands.fill(dialog.fields["date"], day)
            if number:
                hands.type(dialog.fields["number"], number)
            hands.click(dialog.primary)

        rows = {row.paper.key: row for row in self.page.panel.findChildren(PaperRow) if row.isVisible()}
        hands.dialog(lambda: hands.click(rows[form].tick), answer)

    def step(self, name, day, papers=(), facts=None, rows=None, outcome="", number=""):
        """One step, typed and recorded."""
        page, hands = self.page, self.hands
        if page.view.step.id != name:
            page.show_step(name)
            hands.settle()
        for one in papers:
            self.paper(*one)
        hands.fill(page.panel.day, day)
        for fact, value in (facts or {}).items():
            field = page.panel.facts.fields[fact]
            if field.value() == value:
                continue
            if not field.isVisible():
                hands.click(page.panel.facts.more)
            hands.fill(field, value)
        for listed, told in (rows or {}).items():
            for values in told:
                part = page.panel.rows[listed]
                hands.click(part.add)
                for column, value in values.items():
                    if part.editor.fields[column].value() != value:
                        hands.fill(part.editor.fields[column], value)
        if outcome and page.panel.outcome.value() != outcome:
            hands.choose(page.panel.outcome, outcome)
        if number:
            hands.type(page.panel.more["number"], number)
        self.record(name)

    def record(self, name):
        page = self.page
        before = len([act for act in self.desk.all(Act) if act.step == name])
        self.hands.click(page.primary)
        told = [act for act in self.desk.all(Act) if act.step == name]
        assert len(told) > before, (name, page.panel.banner.text)

    def standing(self):
        with self.desk.sitting.reading() as session:
            found = session.get(PersonStanding, self.page.case.person)
            session.expunge_all()
        return found


def test_a_sympathiser_is_found_and_sent_to_the_class(desk, hands):
    life = Life(desk, hands, "source", "Đoàn Thị Hạnh")
    told = {"helper": "Nguyễn Văn Bình", "resolution_number": "4-NQ/CB", "work": "Xã Tân Hưng"}
    life.step("listing", "05/06/2025", facts=told, outcome="listed")
    life.step("class_proposal", "20/07/2025", facts={"tasks_done": "Hai lần, tốt"}, outcome="not_yet")
    assert life.page.view.step.id == "class_proposal", "helped on, and proposed again later"
    life.step("class_proposal", "20/09/2025", outcome="proposed")
    sent = {"number": "9-CV/ĐU", "issuer": "Đảng ủy xã"}
    life.step("class_sent", "05/10/2025", facts=sent, outcome="sent")
    [case] = desk.all(Case)
    with desk.sitting.looking() as unit:
        from app.procedures import engine

        assert engine.stand(engine.load_case(unit, case.id)).result == "done"
    assert life.standing().status == "sympathiser"
    assert life.page.case.now == (), "nothing is left to do"


def test_somebody_who_left_is_admitted_again(desk, hands):
    before = {"admission_date": "2000-05-19", "activity": "deleted", "activity_date": "2018-03-01"}
    desk.do(AddPerson("former", {"name": "Trần Văn Hòa", "birth": "1975-03-04", "sex": "nam", **before}))
    life = Life(desk, hands, "admission", "Trần Văn Hòa")
    helper = "Nguyễn Văn Bình"
    life.step("awareness", "14/06/2025", [("CN-NTVĐ", "14/06/2025", "12")])
    known = life.page.panel.facts.fields
    assert [known[name].value() for name in ("readmission", "exit_reason", "exit_day")] == [
        True, "deleted", PartialDate.parse("2018-03-01"),
    ], "what the book knows is not typed again"  # fmt: skip
    agreed = {"education": "thpt_diploma", "readmission_consent_date": "20/06/2025"}
    life.step("permission", "30/06/2025", facts=agreed)
    life.step("application", "02/07/2025", [("1-KNĐ", "02/07/2025")], facts={"handwritten": True})
    life.step("cv", "18/07/2025", [("2-KNĐ", "18/07/2025")], facts={"stamped": True})
    asked = [{"relation": r, "name": "Trần Văn Lực", "sent": "01/08/2025", "replied": "01/09/2025"}
             for r in ("self", "father", "mother")]  # fmt: skip
    life.step("verification", "26/09/2025", rows={"asked": asked})
    introducers = [{"person": name, "together_since": "2015"} for name in (helper, "Nguyễn Văn Cường")]
    none = {"youth_age": False, "doan_exists": False, "doan_member": False}
    life.step("introduction", "10/10/2025", [("3-KNĐ", "10/10/2025")], none, {"introducers": introducers})
    life.step("opinions", "05/11/2025", [("5-KNĐ", "05/11/2025")], rows={"asked": [
        {"kind": kind, "organisation": "Hội Nông dân", "total": "9", "for": "9", "against": "0"}
        for kind in ("union", "residence")
    ]})  # fmt: skip
    days = {"comment_date": "06/11/2025", "certificate_date": "07/11/2025", "dossier_day": "07/11/2025"}
    life.step("cv_certificate", "07/11/2025", facts=days)
    vote = life.page.panel
    hands.fill(vote.day, "08/11/2025")
    hands.wait(lambda: vote.vote.tally.number, "tổng số tính phiếu")
    hands.type(vote.more["chair"], "Nguyễn Văn Ân")
    hands.choose(vote.more["secret"], True)
    hands.type(vote.vote.counter.agree, "6")
    hands.type(vote.vote.counter.against, "0")
    hands.type(vote.more["doc_number"], "05-NQ/CB")
    life.record("cell_resolution")
    blocked = [check.text for check in life.page.view.checks if check.state == "blocked"]
    assert blocked == []
    while life.page.view.kind == "paper":
        step = life.page.view.step.id
        outcome = "admit" if step == "decision" else "passed"
        life.step(step, "12/11/2025", outcome=outcome, number="12-NQ/ĐU")
    life.step("receipt", "13/11/2025")
    life.step("ceremony", "15/11/2025", facts={"helper": helper})
    found = life.standing()
    assert (found.status, found.admission_date) == ("probationary", "2025-11-15"), "on probation again"
    out = datetime.date(2025, 11, 12) - datetime.date(2018, 3, 1)
    since = datetime.date(2000, 5, 19) + out
    assert found.party_age_from == since.isoformat(), "the first admission less the time out of the Party"
