"""What is due on the home page: of cases, people and rules, each opened where it is done."""

import pytest

from app.procedures.cases import OpenCase, RecordStep
from app.procedures.people import AddPerson


def home(desk):
    desk.frame.go("home")
    desk.app.processEvents()
    return desk.frame.pages["home"]


def press(desk, page, part):
    """Open the duty whose words hold `part`."""
    at = next(n for n, duty in enumerate(page.duties) if part in f"{duty.who} {duty.what}")
    page.rows[at].opened.emit()
    desk.app.processEvents()


@pytest.fixture
def busy(desk):
    """A probationary member whose 12 months end in three weeks, and an admission just opened."""
    desk.do(AddPerson("probationary", {"name": "Vũ Thị Mơ", "admission_date": "2024-12-08"}))
    desk.do(OpenCase("admission", desk.sympathiser, "2025-07-01"))
    return desk


def test_a_recognition_nobody_opened_is_opened_from_its_duty(busy, monkeypatch):
    page = home(busy)
    duty = next(d for d in page.duties if d.who == "Vũ Thị Mơ")
    assert duty.group == "later" and duty.due == "20/01/2026" and duty.button == "Mở hồ sơ"
    assert "sau khi hết 12 tháng dự bị" in duty.why and "điểm 4.2.1" in duty.source
    asked = []
    from app.ui.pages.admissions import AdmissionsPage

    monkeypatch.setattr(AdmissionsPage, "ask_new", lambda self, person="": asked.append((self.kind, person)))
    press(busy, page, "Vũ Thị Mơ")
    assert busy.frame.current == "admissions"
    busy.app.processEvents()
    assert [kind for kind, _person in asked] == ["recognition"]


def test_duties_are_filtered_by_what_they_belong_to(busy):
    page = home(busy)
    assert not page.kinds.isHidden()
    page.kinds.choose("recognition")
    assert {d.who for d in page.duties} == {"Vũ Thị Mơ"} and len(page.rows) == 1
    page.kinds.choose("")
    assert len(page.duties) == len(page.all_duties) > 1


def test_a_rule_nobody_knows_leads_to_the_page_that_fills_it(desk_of):
    desk = desk_of("2026-06-01")
    case = desk.do(OpenCase("admission", desk.sympathiser, "2026-05-04", True)).id
    for step in ("permission", "introduction", "opinions", "cv_certificate"):
        desk.do(RecordStep(case, step, "2026-05-12"))
    page = home(desk)
    asked = [d for d in page.duties if d.place.startswith("rules:")]
    assert len({d.place for d in asked}) == len(asked) > 0, "each asked for once"
    assert all("hỏi cấp ủy cấp trên" in d.why or d.group == "open" for d in asked)
    press(desk, page, "Chưa có nguồn".lower()[1:])
    assert desk.frame.current == "rules"
    assert desk.frame.pages["rules"].chooser.value == "unknown"
