"""Whole lives through the page of a case, by hands that do only what a person could: found and taught,
admitted a second time."""

import datetime

from app.models import Case
from app.procedures.people import AddPerson
from app.regulations.dates import PartialDate
from tests.ui.cases.typed import Life


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
    life.vote("cell_resolution", "08/11/2025", 6, number="05-NQ/CB")
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
