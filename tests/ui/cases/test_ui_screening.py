"""The page of screening: for those who handle it alone; a help list opened, steps told, views noted."""

import pytest
from pypdf import PdfReader

from app.models import LogRow
from app.procedures.cases import OpenCase, RecordStep
from app.storage import rights
from app.ui.page import Entry
from app.ui.pages.log import LogPage
from app.ui.pages.screening import PROCEDURES, ScreeningPage

CONCLUSION = {
    "conclusion_body": "Ủy ban kiểm tra", "conclusion_number": "12-KL/UBKT", "conclusion_date": "2025-07-01",
    "named_by": "Bí thư chi bộ",
}  # fmt: skip


@pytest.fixture
def page(desk):
    for key, made in (("screening", ScreeningPage), ("log", LogPage)):
        desk.frame.add(Entry(key, key, "focus-3", lambda f, made=made: made(f, desk.sitting)))
    desk.frame.go("screening")
    desk.app.processEvents()
    return desk.frame.pages["screening"]


def test_each_procedure_has_a_tab_and_says_what_comes_first(page):
    assert tuple(page.kinds) == PROCEDURES and page.tabs.count() == len(PROCEDURES)
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        title, sentence = page.empty_words()
        assert title and sentence and not page.lines


def test_a_case_leads_back_to_its_own_list_and_its_view_is_noted(desk, page, tmp_path):
    case = desk.do(OpenCase("deletion", desk.people[2], "2025-08-01")).id
    desk.do(RecordStep(case, "grounds", "2025-08-04", None, {"ground": "card_returned", **CONCLUSION}))
    desk.do(RecordStep(case, "notice", "2025-08-05", None, {"manner": "letter", "received": "có"}))
    for day in ("2025-08-06", "2025-08-08"):
        desk.do(RecordStep(case, "invitation", day, None, {"manner": "letter", "delivered": "có"}))
    desk.frame.go("case", case=case, step="statement")
    shown = desk.frame.pages["case"]
    assert [told.step for told in shown.view.told] == ["invitation", "invitation"]
    assert [code for code, _title in shown.printable()][:2] == ["GM-SL", "BBKTB-SL"], "the step's own first"
    shown.print_to("GM-SL", tmp_path / "moi.pdf").wait()
    assert "lần thứ 3" in PdfReader(tmp_path / "moi.pdf").pages[0].extract_text()
    shown.show_step("notice")
    assert shown.printable()[0][0] == "TB-SL"
    desk.frame.back()
    assert desk.frame.current == "screening"
    with desk.sitting.reading() as session:
        noted = [r.what for r in session.query(LogRow).filter_by(about=case)]
    assert noted == ["view", "print GM-SL"]
    desk.frame.go("log")
    assert [line.case for line in desk.frame.pages["log"].lines] == [case, case]
    shown = desk.frame.pages["log"]._fetch(0, 2, None, None)
    assert {row["what"] for row in shown} == {"In: Giấy mời trình bày ý kiến", "Xem"}
    desk.frame.go("log", person=desk.people[0])
    assert desk.frame.pages["log"].lines == []


def test_the_decision_of_leaving_offers_only_what_fits(desk, page):
    case = desk.do(OpenCase("leaving", desk.people[2], "2025-08-01")).id
    facts = {"leaving_reason": "hardship", "text": "Xin ra", "told_consequence": "có"}
    desk.do(RecordStep(case, "request", "2025-08-04", None, facts))
    desk.frame.go("case", case=case, step="decision")
    offered = [outcome.id for outcome in desk.frame.pages["case"].view.step.outcomes]
    assert "leave_hardship" in offered and "leave" not in offered


def test_to_a_clerk_the_page_is_empty(desk, page, monkeypatch):
    desk.do(OpenCase("help_list", desk.people[2], "2025-08-01"))
    page.read()
    assert page.lines
    monkeypatch.setattr(desk.sitting.workspace, "user", rights.Person("Giúp việc", "clerk"))
    fresh = ScreeningPage(desk.frame, desk.sitting)
    fresh.opened()
    assert fresh.lines == [] and fresh.head_actions() == []
