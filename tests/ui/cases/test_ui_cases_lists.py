"""The pages around a case: what is due, the list of admissions, the rules of a day."""

import pytest
from PySide6.QtCore import Qt

from app.models import Case, Setting
from app.procedures.cases import OpenCase, PutPaper, RecordStep
from app.procedures.offices import PutSetting
from app.procedures.people import AddPerson
from app.ui.pages.admissions import NewCaseDialog
from app.ui.pages.home import figures


def due_case(desk, sent="2025-10-02"):
    """A case in which one relative has been asked and has not answered."""
    case = desk.do(OpenCase("admission", desk.sympathiser, "2025-07-01")).id
    for step, date in (
        ("awareness", "2025-07-02"),
        ("permission", "2025-07-03"),
        ("application", "2025-07-04"),
    ):
        desk.do(RecordStep(case, step, date))
    desk.do(RecordStep(case, "cv", "2025-07-18"))
    asked = {"asked.1.relation": "father", "asked.1.name": "Đoàn Văn Xuyên", "asked.1.sent": sent}
    desk.do(RecordStep(case, "verification", sent, values=asked))
    return case


def page(desk, name, **where):
    desk.frame.go(name, **where)
    desk.app.processEvents()
    return desk.frame.pages[name]


# Home


def test_a_late_duty_says_why_and_opens_its_step(desk):
    case = due_case(desk)
    home = page(desk, "home")
    first = home.duties[0]
    assert (first.group, first.due, first.badge, first.tone) == ("late", "13/11/2025", "Quá 4 ngày", "rust")
    assert first.why == "Vì sao: nơi được hỏi trả lời trong 30 ngày làm việc, từ 02/10/2025"
    assert "06\u2011HD/TW ngày 09/06/2025, điểm 3.4d" in first.source
    assert [row.button.kind for row in home.rows if row.button.kind != "link"] == ["primary"]
    home.rows[0].button.click()
    assert desk.frame.current == "case"
    assert (desk.frame.pages["case"].case.id, desk.frame.pages["case"].view.step.id) == (case, "verification")


def test_steps_without_a_deadline_stand_below(desk):
    due_case(desk)
    home = page(desk, "home")
    groups = [d.group for d in home.duties]
    assert groups == sorted(groups, key=["late", "week", "month", "later", "open"].index)
    assert {d.step for d in home.duties if d.group == "open"} == {
        "introduction",
        "opinions",
        "cv_certificate",
    }


def test_the_summary_counts_what_is_late(desk):
    due_case(desk)
    assert page(desk, "home").summary() == "1 việc đến hạn trong tháng, 1 việc đã quá hạn"


def test_an_answer_takes_the_duty_away_at_once(desk):
    case = due_case(desk)
    home = page(desk, "home")
    assert any(d.group == "late" for d in home.duties)
    desk.do(RecordStep(case, "verification", "2025-10-02", values={"asked.1.replied": "2025-11-10"}))
    assert not any(d.group == "late" for d in home.duties)


def test_a_figure_without_ground_is_left_out(desk_of):
    desk = desk_of("2025-11-17", people=False)
    home = page(desk, "home")
    assert figures.made(home.sitting, home.values) == []
    assert home.figures.isHidden()
    assert home.summary() == ""


def test_a_plan_for_the_year_gives_the_figure_its_slots(desk):
    due_case(desk)
    home = page(desk, "home")

    def words():
        return [one.of.text() for one in figures.made(desk.sitting, home.values)]

    assert not any("kế hoạch" in of for of in words())
    desk.do(PutSetting({"plan.admission": "3"}))
    assert "trên 3 kế hoạch" in words()


def test_the_list_of_duties_is_printed(desk, tmp_path):
    due_case(desk)
    home = page(desk, "home")
    home.print_to(tmp_path / "viec").wait()
    assert (tmp_path / "viec.pdf").read_bytes().startswith(b"%PDF")


# Admissions


def test_the_list_says_step_turn_and_deadline(desk):
    due_case(desk)
    listed = page(desk, "admissions")
    cells = {c.key: listed.model.cell(0, i).text for i, c in enumerate(listed.model.columns)}
    assert cells["name"] == "Đoàn Thị Hạnh" and cells["step"] == "5. Giới thiệu vào Đảng"
    assert (cells["turn"], cells["due"]) == ("Đơn vị mình", "Quá 4 ngày")
    assert listed.chips.value == "open" and "(1)" in listed.chips.chips["open"].text()


def test_a_finished_case_moves_to_its_own_filter(desk):
    case = due_case(desk)
    listed = page(desk, "admissions")
    desk.do(RecordStep(case, "withdrawal", "2025-11-01"))
    assert listed.model.rowCount() == 0
    listed.chips.choose("ended")
    assert [listed.model.cell(0, i).text for i, c in enumerate(listed.model.columns) if c.key == "step"] == [
        "Thôi xét"
    ]


def test_enter_opens_the_case(desk, qtbot):
    case = due_case(desk)
    listed = page(desk, "admissions")
    qtbot.keyClick(listed.view, Qt.Key.Key_Return)
    assert desk.frame.current == "case" and desk.frame.pages["case"].case.id == case


def test_search_needs_no_accents(desk):
    due_case(desk)
    listed = page(desk, "admissions")
    listed.search.setText("hanh doan")
    listed.ask()
    assert listed.model.rowCount() == 1
    listed.search.setText("tran")
    listed.ask()
    assert listed.model.rowCount() == 0


@pytest.fixture
def new_case(desk, show):
    return show(NewCaseDialog(page(desk, "admissions"), desk.sitting), 520, 420)


def test_a_case_opens_for_somebody_on_file(desk, new_case):
    new_case.person.set_value(desk.sympathiser)
    new_case.paper.setChecked(True)
    new_case.primary.click()
    assert [(c.person, c.taken_over, c.opened) for c in desk.all(Case)] == [
        (desk.sympathiser, True, "2025-11-17")
    ]


def test_a_case_opens_for_somebody_new_in_one_deed(desk, new_case):
    new_case.who._choose(1)
    new_case.name.set_value("Lê Văn Mới")
    new_case.birth.editor.setText("2/3/2003")
    new_case.primary.click()
    assert len(desk.all(Case)) == 1
    desk.sitting.undo()
    assert desk.all(Case) == []
    with desk.sitting.reading() as session:
        from app.models import PersonStanding

        assert "Lê Văn Mới" not in [p.name for p in session.query(PersonStanding)]


def test_nobody_chosen_is_said_beside_the_field(desk, new_case):
    before = desk.entries()
    new_case.primary.click()
    assert new_case.person.error and new_case.outcome is None
    new_case.who._choose(1)
    new_case.primary.click()
    assert new_case.name.error == "Chưa ghi họ và tên."
    assert desk.entries() == before


def test_a_second_case_is_refused_and_the_dialog_stays(desk, new_case):
    due_case(desk)
    before = desk.entries()
    new_case.person.set_value(desk.sympathiser)
    new_case.primary.click()
    assert "đang có hồ sơ" in new_case.wrong.text() and new_case.isVisible()
    assert desk.entries() == before


def test_the_pane_says_what_the_selected_case_lacks(desk):
    due_case(desk)
    listed = page(desk, "admissions")
    listed._show_chosen()
    assert listed.pane.line is not None and listed.pane.name.text() == "Đoàn Thị Hạnh"


# Rules


def test_the_rules_of_a_day_with_source_and_confidence(desk):
    rules = page(desk, "rules", rule="admission.cell.vote")
    assert rules.rules.card.rule.key == "admission.cell.vote"
    assert (
        rules.rules.card.rule.source == "294\u2011QĐ/TW, điểm 9.3"
        and rules.rules.card.rule.confidence == "confirmed"
    )
    assert rules.rules.card.rule.effect == "01/07/2025"


def test_another_day_has_other_rules(desk):
    rules = page(desk, "rules")
    before = next(one["value"] for one in rules.rules.rows if one["id"] == "admission.decision.deadline")
    rules.date.setText("15/5/2026")
    rules.date.settle()
    after = next(one["view"] for one in rules.rules.rows if one["id"] == "admission.decision.deadline")
    assert before == "45 ngày làm việc" and not after.known
    assert "294" in after.last_source, "the last known one is shown beside"
    rules.date.setText("99")
    rules.date.settle()
    assert rules.wrong.text()


def test_an_unknown_key_is_set_with_its_document(desk, show):
    rules = page(desk, "rules", rule="admission.committee.deadline")
    assert rules.rules.card.set_button is not None
    dialog = show(rules.rules.rule_dialog("admission.committee.deadline"), 560, 420)
    dialog.value.number.set_value(20)
    dialog.value.kind.set_value("working_days")
    dialog.fields["number"].set_value("15-HD/ĐU")
    dialog.fields["dated"].editor.setText("1/9/2025")
    dialog.primary.click()
    assert [(s.value, s.document, s.from_) for s in desk.all(Setting)] == [
        ({"value": 20, "unit": "working_days"}, "15-HD/ĐU@2025-09-01", "2025-09-01")
    ]
    found = next(one["view"] for one in rules.rules.rows if one["id"] == "admission.committee.deadline")
    assert found.confidence == "office"
    rules.rules.chips.choose("own")
    assert rules.rules.model.rowCount() == 1


def test_a_reader_may_look_and_not_touch(desk, monkeypatch):
    from dataclasses import replace

    case = due_case(desk)
    monkeypatch.setattr(desk.sitting.workspace, "user", replace(desk.sitting.workspace.user, role="reader"))
    shown = page(desk, "case", case=case)
    assert not shown.editable and shown.panel.day is None
    assert not [c for c in shown.rules.cards if c.set_button is not None]
    shown.show_step("application")
    assert shown.panel.day.editor.isReadOnly()


def test_people_and_papers_added_elsewhere_do_not_disturb_the_list(desk):
    case = due_case(desk)
    listed = page(desk, "admissions")
    desk.do(AddPerson("full", {"name": "Người Khác"}))
    desk.do(PutPaper(case, "CN-NTVĐ", "2025-06-14"))
    assert listed.view.current_id() == case
