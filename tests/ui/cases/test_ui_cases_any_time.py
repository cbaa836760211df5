"""Steps that come at any time, at an early, a middle and a late step; taking back; lists by procedure."""

import pytest

from app.models import Act, PersonStanding
from app.procedures.cases import OpenCase, RecordStep
from app.procedures.people import AddPerson
from app.ui.pages.admissions import CasesPage

LINE = (
    ("awareness", "2025-07-02", None, {}), ("permission", "2025-07-03", None, {}),
    ("application", "2025-07-04", None, {}), ("cv", "2025-07-18", None, {"stamped": "có"}),
    ("verification", "2025-09-01", None, {}), ("introduction", "2025-09-02", None, {}),
    ("opinions", "2025-09-03", None, {}), ("cv_certificate", "2025-09-04", None, {}),
    ("cell_resolution", "2025-09-10", "passed", {}), ("committee", "2025-09-20", "passed", {}),
    ("decision", "2025-10-01", "admit", {}), ("receipt", "2025-10-05", None, {}),
)  # fmt: skip
DEPTH = {"early": 1, "middle": 8, "late": 12}


def day(panel, text):
    panel.day.editor.setText(text)
    panel.day.editor.settle()


@pytest.fixture(params=DEPTH)
def stage(request):
    return request.param


def page_at(desk, depth):
    """The page of a case taken over, as far as `depth` steps."""
    case = desk.do(OpenCase("admission", desk.sympathiser, "2025-07-01", True)).id
    for step, date, outcome, values in LINE[:depth]:
        paper = (
            {"number": "1", "date": date, "issuer": "Đảng ủy"} if step in ("committee", "decision") else None
        )
        desk.do(RecordStep(case, step, date, outcome, values, from_paper=paper))
    desk.frame.go("case", case=case)
    desk.app.processEvents()
    return desk.frame.pages["case"]


def texts(menu):
    return [a.text() for a in menu.actions()]


def test_a_move_is_recorded_and_told_and_the_case_goes_on(desk, stage):
    page = page_at(desk, DEPTH[stage])
    now = page.case.now
    assert any(t.startswith("Chuyển nơi công tác") for t in texts(page.more_menu()))
    page.show_step("move")
    day(page.panel, "15/11/2025")
    page.panel.facts.fields["transfer_day"].editor.setText("14/11/2025")
    page.panel.outcome.set_value("stays")
    page.primary.click()
    assert page.case.now == now and not page.case.ended
    assert "Đã ghi 15/11/2025: Chuyển nơi công tác, học tập, cư trú" in texts(page.more_menu())
    page.show_step("move")
    assert page.view.told[0].words.startswith("Nơi này làm tiếp")
    assert page.panel.day.value() is None, "the next move is a record of its own"


def test_death_ends_case_and_life_and_is_taken_back(desk, stage):
    page = page_at(desk, DEPTH[stage])
    page.show_step("death")
    assert page.primary.text() == "Ghi vào hồ sơ"
    day(page.panel, "16/11/2025")
    page.primary.click()
    assert page.case.ended == "2025-11-16" and "từ trần" in page.summary().lower()
    with desk.sitting.reading() as session:
        assert session.get(PersonStanding, desk.sympathiser).left_reason == "died"
    assert "Hủy lần ghi “Từ trần”…" in texts(page.more_menu())
    dialog = page.annul_dialog("death")
    dialog.fields["reason"].set_value("Ghi nhầm người")
    dialog.primary.click()
    assert not page.case.ended
    with desk.sitting.reading() as session:
        assert session.get(PersonStanding, desk.sympathiser).status != "former"


def test_withdrawal_at_any_step(desk, stage):
    page = page_at(desk, DEPTH[stage])
    page.show_step("withdrawal")
    day(page.panel, "16/11/2025")
    page.panel.facts.fields["reason"].set_value("Đi làm xa")
    page.primary.click()
    assert page.case.ended and page.case.ended_by == "withdrawal"


def test_an_office_that_has_not_acted_is_not_offered_to_come_back(desk):
    page = desk.case_page()
    offered = [step for step, _title in page.case.any_time]
    assert "move" in offered and "annulled" not in offered and "redo" not in offered


def test_the_order_to_do_a_step_again_is_recorded_from_its_paper(desk):
    page = page_at(desk, DEPTH["late"])
    page.show_step("redo")
    panel = page.panel
    assert page.view.kind == "paper" and page.editable and panel.returning
    day(panel, "16/11/2025")
    panel.more["number"].set_value("9-CV/ĐU")
    panel.facts.fields["fault"].set_value("procedure")
    before = desk.entries()
    page.primary.click()
    assert panel.returned.sentence.text() and desk.entries() == before, "which step must be said"
    panel.returned.items["opinions"][0].setChecked(True)
    page.primary.click()
    act = next(a for a in desk.all(Act) if a.step == "redo")
    assert [step for step, _n in act.reopened] == ["opinions"]
    assert act.from_paper["number"] == "9-CV/ĐU"
    assert page.case.told[-1].step == "redo"


def test_a_done_step_is_corrected_with_a_reason_after_it_left(desk):
    case = desk.do(OpenCase("admission", desk.sympathiser, "2025-07-01")).id
    desk.do(RecordStep(case, "awareness", "2025-07-02"))
    desk.frame.go("case", case=case, step="awareness")
    page = desk.frame.pages["case"]
    assert not page.view.locked and page.primary.text() != "Ghi bổ sung"
    page.panel.facts.fields["issuer"].set_value("Trung tâm chính trị")
    page.panel.facts.changed.emit()
    assert page.primary.text() == "Ghi bổ sung"
    page.primary.click()
    acts = [a for a in desk.all(Act) if a.step == "awareness"]
    assert [(a.attempt, a.facts["issuer"]) for a in acts] == [(1, "Trung tâm chính trị")]


# Lists


def some(desk, number):
    """Cases of all three procedures."""
    for at in range(number):
        person = desk.do(AddPerson("sympathiser", {"name": f"Người Thứ {at:02d}"})).id
        desk.do(OpenCase("source" if at % 2 else "admission", person, "2025-09-01"))
        member = desk.do(
            AddPerson("probationary", {"name": f"Dự Bị {at:02d}", "admission_date": "2024-10-10"})
        ).id
        desk.do(OpenCase("recognition", member, "2025-10-13"))


def test_each_procedure_has_its_tab_with_its_count(desk):
    some(desk, 3)
    desk.frame.go("admissions")
    listed = desk.frame.pages["admissions"]
    tabs = [listed.tabs.tabText(i) for i in range(listed.tabs.count())]
    assert tabs == ["Tạo nguồn (1)", "Kết nạp (2)", "Công nhận chính thức (3)"]
    assert listed.kind == "admission" and len(listed.lines) == 2
    listed.tabs.setCurrentIndex(2)
    assert len(listed.lines) == 3
    due = [c.key for c in listed.model.columns].index("due")
    assert "ngày" in listed.model.cell(0, due).text, "days left until the cell has to vote"


def test_a_page_of_other_procedures_reuses_the_lists(desk, show):
    class Elsewhere(CasesPage):
        procedures = ("recognition",)

    some(desk, 2)
    page = show(Elsewhere(desk.frame, desk.sitting), 1100, 600)
    page.opened()
    assert page._tab_box.isHidden() and len(page.lines) == 2


@pytest.mark.parametrize("number", [0, 1, 20])
@pytest.mark.parametrize("size", [(1366, 768), (910, 512)])
def test_the_lists_fit(desk, number, size):
    some(desk, number)
    desk.frame.resize(*size)
    desk.frame.go("admissions")
    desk.app.processEvents()
    listed = desk.frame.pages["admissions"]
    assert listed.minimumSizeHint().width() <= size[0] - 56
    assert listed.view.isVisible() == bool(number)
    for at in range(listed.tabs.count()):
        assert listed.tabs.tabRect(at).right() <= listed.width(), "no tab is pushed out"


def test_whatever_is_made_for_a_case_can_be_printed_from_it(desk, tmp_path):
    page = page_at(desk, DEPTH["middle"])
    codes = [code for code, _title in page.printable() if code]
    assert codes[0] == "6-KNĐ" and {"MUC-LUC", "QUYEN", "CON-THIEU", "1-KNĐ"} <= set(codes)
    for code in ("MUC-LUC", "QUYEN"):
        page.print_to(code, tmp_path / f"{code}.pdf").wait()
        assert (tmp_path / f"{code}.pdf").read_bytes().startswith(b"%PDF")
