"""A case through the widgets of its page, over a real workspace: what a cell secretary and a committee do."""

import pytest
from PySide6.QtCore import Qt

from app.models import Act, Case, Paper, Setting, Vote
from tests.ui.cases.typed import count, day, fill_row, go, paper


@pytest.fixture
def at_vote(desk):
    """The case page at the cell's vote, everything before it typed through the page."""
    page = desk.case_page()
    paper(page, "CN-NTVĐ", "14/06/2025", "12")
    go(page, "awareness", "14/06/2025")
    assert page.view.step.id == "permission"
    go(page, "permission", "30/06/2025", education="thpt_diploma")
    paper(page, "1-KNĐ", "02/07/2025")
    go(page, "application", "02/07/2025")
    page.show_step("cv")
    paper(page, "2-KNĐ", "18/07/2025")
    go(page, "cv", "18/07/2025", stamped=True)
    page.show_step("verification")
    fill_row(
        page.panel.rows["asked"],
        relation="self",
        name="Đoàn Thị Hạnh",
        sent="2025-08-01",
        replied="2025-09-01",
    )
    go(page, "verification", "26/09/2025")
    page.show_step("introduction")
    fill_row(
        page.panel.rows["introducers"], person=desk.people[1], name="Nguyễn Văn Bình", together_since="2015"
    )
    go(page, "introduction", "10/10/2025", youth_age=True, doan_exists=True, doan_member=True)
    page.show_step("introduction")
    paper(page, "3-KNĐ", "10/10/2025")
    paper(page, "4-KNĐ", "09/10/2025")
    page.show_step("opinions")
    for kind in ("union", "residence"):
        fill_row(
            page.panel.rows["asked"], kind=kind, organisation="Chi đoàn", total=5, **{"for": 5, "against": 0}
        )
    go(page, "opinions", "07/11/2025")
    page.show_step("opinions")
    paper(page, "5-KNĐ", "07/11/2025")
    go(page, "cv_certificate", "08/11/2025")
    assert page.view.step.id == "cell_resolution"
    return page


def test_a_whole_admission_up_to_the_vote(desk, at_vote):
    page, panel = at_vote, at_vote.panel
    assert [b.step.state for b in page.timeline.buttons] == ["done"] * 6 + [
        "now",
        "blocked",
        "later",
        "later",
    ]
    assert page.primary.text() == "Xong, sang bước 8"
    assert panel.vote.counter.base == 6 and panel.vote.counter.need == 4
    day(panel, "15/11/2025")
    panel.more["chair"].set_value("Nguyễn Văn Ân")
    panel.more["secret"].set_value(True)
    count(panel, 5, 1)
    assert panel.outcome.value() == "passed"
    panel.more["doc_number"].set_value("05-NQ/CB")
    page.primary.click()
    assert [v.for_ for v in desk.all(Vote)] == [5]
    assert [(p.number, p.date) for p in desk.all(Paper) if p.form == "6-KNĐ"] == [("05-NQ/CB", "2025-11-15")]
    assert page.view.step.id == "committee" and page.view.kind == "paper"
    assert page.timeline.buttons[6].step.state == "done"
    act = next(a for a in desk.all(Act) if a.step == "cell_resolution")
    assert act.dossier, "the dossier is handed over with its resolution"


def test_too_many_votes_are_refused_beside_the_field(desk, at_vote):
    page, panel = at_vote, at_vote.panel
    before = desk.entries()
    day(panel, "15/11/2025")
    panel.more["secret"].set_value(False)
    panel.vote.counter.present.set_value(None)
    count(panel, 9, 0)
    panel.outcome.set_value("passed")
    page.primary.click()
    assert "9 phiếu" in panel.vote.sentence.text() and not panel.vote._wrong.isHidden()
    assert panel.vote.counter.agree.editor.property("wrong") == "true"
    assert desk.entries() == before
    count(panel, 6, 0)
    assert panel.vote._wrong.isHidden()


def test_the_number_present_must_agree_with_the_names(desk, at_vote):
    page, panel = at_vote, at_vote.panel
    before = desk.entries()
    day(panel, "15/11/2025")
    panel.more["secret"].set_value(True)
    panel.vote.counter.present.editor.setText("5")
    panel.vote.counter.present.editor.textEdited.emit("5")
    count(panel, 5, 0)
    page.primary.click()
    assert "Xem từng người" in panel.vote.sentence.text()
    assert desk.entries() == before
    came = panel.vote.came
    came.absent = [desk.people[2]]
    page.take_names(came)
    assert panel.vote.counter.votes().present == 5
    page.primary.click()
    assert [row["id"] for row in desk.all(Vote)[0].counted if not row["present"]] == [desk.people[2]]


def test_the_names_dialog_tells_who_came_and_who_is_left_out(desk, at_vote, show):
    from app.ui.pages.case.parts.dialogs import NamesDialog

    part = at_vote.panel.vote
    dialog = show(NamesDialog(at_vote, part.tally, part.came, read_only=False), 560, 620)
    assert set(dialog.ticks) == set(desk.people[:6]) and set(dialog.guests) == {desk.people[6]}
    dialog.ticks[desk.people[0]].setChecked(False)
    assert "có mặt 5, vắng 1" in dialog.words.text()
    assert dialog.chosen().absent == [desk.people[0]]
    dialog.base.editor.setText("7")
    dialog.base.editor.settle()
    dialog._finish()
    assert dialog.reason.error and dialog.answer is None, "a corrected base needs its reason"


def test_a_failed_vote_stays_with_the_step(desk, at_vote):
    page, panel = at_vote, at_vote.panel
    day(panel, "15/11/2025")
    panel.more["secret"].set_value(True)
    count(panel, 3, 3)
    assert panel.outcome.value() == "failed"
    page.primary.click()
    assert page.view.step.id == "cell_resolution" and page.view.state == "now"
    assert panel.day.value() is None, "the second attempt has a day of its own"
    assert panel.vote.counter.votes().agree is None


def test_a_later_step_says_why_it_waits_and_takes_nothing(desk):
    page = desk.case_page()
    page.show_step("cell_resolution")
    assert page.view.state in ("blocked", "later") and not page.editable
    assert page.panel.day is None
    notes = [page.panel.note_place.itemAt(i).widget() for i in range(page.panel.note_place.count())]
    assert any(getattr(n, "text", "") for n in notes if n is not None)
    assert page.primary.text() == "Sang bước 1 đang làm"
    page.primary.click()
    assert page.view.step.id == "awareness"


def test_a_missing_day_and_a_missing_outcome_stand_beside_their_fields(desk, at_vote):
    page, panel = at_vote, at_vote.panel
    before = desk.entries()
    page.primary.click()
    assert panel.day.error == "Chưa ghi ngày."
    day(panel, "15/11/2025")
    page.primary.click()
    assert "số phiếu" in panel.vote.sentence.text()
    count(panel, 5, 0)
    page.primary.click()
    assert panel.more["secret"].error
    assert desk.entries() == before


def test_a_day_to_come_is_refused_beside_the_day(desk):
    page = desk.case_page()
    before = desk.entries()
    day(page.panel, "31/12/2025")
    assert page.record() is None
    assert "chưa đến" in page.panel.day.error
    assert desk.entries() == before


def test_a_mandatory_column_is_named_in_its_row(desk):
    page = desk.case_page()
    for step, date in (
        ("awareness", "14/06/2025"),
        ("permission", "30/06/2025"),
        ("application", "02/07/2025"),
    ):
        go(page, step, date)
    go(page, "cv", "18/07/2025")
    page.show_step("verification")
    rows = page.panel.rows["asked"]
    fill_row(rows, name="Đoàn Văn Xuyên")
    day(page.panel, "26/09/2025")
    before = desk.entries()
    assert page.record() is None
    assert rows.open_row == 0 and rows.editor.fields["relation"].error
    assert desk.entries() == before


def test_what_was_typed_stays_when_one_reads_another_step(desk):
    page = desk.case_page()
    day(page.panel, "14/06/2025")
    page.panel.facts.fields["issuer"].set_value("Trung tâm chính trị")
    page.panel._typed()
    page.show_step("application")
    page.show_step("awareness")
    assert page.panel.text("number") == ""
    assert page.panel.facts.fields["issuer"].value() == "Trung tâm chính trị"
    assert page.panel.whole_day().isoformat() == "2025-06-14"


def test_undo_brings_the_step_back(desk):
    page = desk.case_page()
    go(page, "awareness", "14/06/2025")
    assert page.view.step.id == "permission"
    desk.sitting.undo()
    page.show_step("awareness")
    assert page.view.state == "now"


def test_a_decision_is_recorded_from_its_paper(desk, at_vote):
    page, panel = at_vote, at_vote.panel
    day(panel, "15/11/2025")
    panel.more["secret"].set_value(True)
    count(panel, 6, 0)
    page.primary.click()
    for step, outcome, number, date in (
        ("committee", "passed", "12-NQ/ĐU", "16/11/2025"), ("decision", "admit", "58-QĐ/ĐU", "17/11/2025"),
    ):  # fmt: skip
        assert page.view.step.id == step and page.primary.text() == "Ghi theo văn bản giấy"
        day(panel, date)
        panel.outcome.set_value(outcome)
        page.primary.click()
        assert panel.more["number"].error == "Chưa ghi số văn bản."
        panel.more["number"].set_value(number)
        page.primary.click()
    decision = next(a for a in desk.all(Act) if a.step == "decision")
    assert decision.from_paper["number"] == "58-QĐ/ĐU" and decision.date == "2025-11-17"
    assert [p.date for p in desk.all(Paper) if p.form == "9-KNĐ"] == ["2025-11-17"]
    assert page.view.step.id == "receipt" and page.view.kind == "own"


def test_a_return_from_paper_sends_steps_back_with_remarks(desk, at_vote):
    page, panel = at_vote, at_vote.panel
    day(panel, "15/11/2025")
    panel.more["secret"].set_value(True)
    count(panel, 6, 0)
    page.primary.click()
    day(panel, "16/11/2025")
    panel.more["number"].set_value("7-CV/ĐU")
    panel.outcome.set_value("returned")
    panel._outcome_chosen("returned")
    page.primary.click()
    assert panel.returned.sentence.text(), "which steps go back must be said"
    tick, remark = panel.returned.items["verification"]
    tick.setChecked(True)
    remark.set_value("Thiếu kết quả thẩm tra mẹ đẻ")
    page.primary.click()
    assert page.view.step.id == "verification" and page.view.state == "now"
    assert any("Thiếu kết quả" in text for text in page.view.sent_back)
    assert panel.badge.text == "Bị trả lại"
    assert panel.rows["asked"].rows, "what was recorded is there to be mended"


def test_after_handing_over_a_correction_asks_its_reason(desk, at_vote):
    page, panel = at_vote, at_vote.panel
    day(panel, "15/11/2025")
    panel.more["secret"].set_value(True)
    count(panel, 6, 0)
    page.primary.click()
    page.show_step("application")
    assert not page.view.locked, "nobody else has seen the dossier yet"
    page.show_step("committee")
    day(panel, "16/11/2025")
    panel.more["number"].set_value("12-NQ/ĐU")
    panel.outcome.set_value("passed")
    page.primary.click()
    page.show_step("application")
    assert page.view.locked and panel.more["reason"].isHidden()
    assert "reason" in page.paper_dialog("1-KNĐ").fields
    panel.facts.fields["handwritten"].set_value(True)
    panel.facts.changed.emit()
    before = desk.entries()
    page.primary.click()
    assert "lý do" in panel.more["reason"].error
    assert desk.entries() == before
    panel.more["reason"].set_value("Ghi thiếu")
    page.primary.click()
    assert desk.entries() > before


def test_an_act_is_annulled_with_a_reason(desk):
    page = desk.case_page()
    go(page, "awareness", "14/06/2025")
    page.show_step("awareness")
    dialog = page.annul_dialog()
    dialog.primary.click()
    assert dialog.fields["reason"].error and dialog.outcome is None
    dialog.fields["reason"].set_value("Ghi nhầm ngày")
    dialog.primary.click()
    assert page.view.state == "now" and page.view.act is None


def test_the_applicant_may_withdraw_at_any_time(desk):
    page = desk.case_page()
    assert [a.text() for a in page.more_menu().actions() if "rút đơn" in a.text()]
    page.show_step("withdrawal")
    assert page.primary.text() == "Ghi vào hồ sơ"
    go(page, "withdrawal", "10/07/2025", reason="Đi làm xa")
    assert page.case.ended == "2025-07-10" and "thôi xét" in page.summary()


def test_ctrl_enter_records(desk, qtbot):
    page = desk.case_page()
    day(page.panel, "14/06/2025")
    page.panel.day.editor.setFocus()
    qtbot.keyClick(page.panel.day.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.view.step.id == "permission"


def test_a_blocking_check_is_lifted_by_a_paper(desk, at_vote):
    page, panel = at_vote, at_vote.panel
    page.show_step("permission")
    panel.facts.fields["education"].set_value("primary_completed")
    panel.facts.changed.emit()
    page.primary.click()
    blocked = [c for c in page.view.checks if c.state == "blocked"]
    assert [c.check for c in blocked] == ["V03"]
    page.show_step("cell_resolution")
    assert [c.check for c in page.view.checks if c.state == "blocked"] == ["V03"]
    before = desk.entries()
    day(panel, "15/11/2025")
    panel.more["secret"].set_value(True)
    count(panel, 6, 0)
    page.primary.click()
    assert page.panel.banner.text and desk.entries() == before
    dialog = page.exception_dialog("V03", blocked[0].text)
    dialog.primary.click()
    assert dialog.outcome is None
    for name, value in (("number", "9-CV/TU"), ("issuer", "Ban thường vụ Tỉnh ủy")):
        dialog.fields[name].set_value(value)
    dialog.fields["date"].editor.setText("10/11/2025")
    dialog.primary.click()
    assert not [c for c in page.view.checks if c.state == "blocked"]
    assert panel.vote.counter.votes().agree == 6, "what was typed is still there"
    page.primary.click()
    assert page.view.step.id == "committee"


def test_a_check_jumps_to_the_field_that_mends_it(desk, at_vote):
    at_vote.jump("cv.erasure")
    assert at_vote.view.step.id == "cv"
    assert at_vote.panel.facts.fields["erasure"].editor.hasFocus() or not at_vote.window().isActiveWindow()
    at_vote.jump("permission.exit_day")
    assert not at_vote.panel.facts._rest.isHidden(), "a folded field unfolds"


def test_an_unknown_rule_is_set_by_the_office(desk_of):
    desk = desk_of("2026-05-15")
    page = desk.case_page(opened="2026-05-01")
    page.show_step("decision")
    rule = next(r for r in page.view.rules if r.key == "admission.decision.deadline")
    assert not rule.known and "45 ngày làm việc" in (rule.last + rule.last_source) or rule.last
    card = next(c for c in page.rules.cards if c.rule.key == rule.key)
    assert card.set_button is not None
    dialog = page.rule_dialog(rule.key)
    dialog.primary.click()
    assert dialog.wrong.text() and dialog.outcome is None, "no value, nothing written"
    dialog.value.number.set_value(30)
    dialog.primary.click()
    assert dialog.fields["number"].error
    dialog.fields["number"].set_value("15-HD/ĐU")
    dialog.fields["dated"].editor.setText("20/04/2026")
    dialog.primary.click()
    assert [s.value for s in desk.all(Setting) if s.key == rule.key] == [
        {"value": 30, "unit": "working_days"}
    ]
    now = next(r for r in page.view.rules if r.key == rule.key)
    assert now.known and now.confidence == "office"


def test_an_unknown_chain_is_set_by_the_office(desk_of):
    desk = desk_of("2026-05-15")
    page = desk.case_page(opened="2026-05-01")
    dialog = page.rule_dialog("admission.chain")
    tick, office, body = dialog.value.links["decision"]
    tick.setChecked(True)
    office.set_value("grassroots")
    body.set_value("standing_committee")
    dialog.fields["number"].set_value("15-HD/ĐU")
    dialog.fields["dated"].editor.setText("20/04/2026")
    dialog.primary.click()
    assert dialog.outcome is not None, dialog.wrong.text()
    page.show_step("decision")
    assert "committee" not in page.case.entries[7].steps


def test_a_committee_decides_in_its_own_workspace(desk_of):
    desk = desk_of("2025-11-17", kind="committee")
    page = desk.case_page()
    assert page.case.own and page.view.kind == "own"
    page.show_step("committee")
    assert page.view.kind == "own" and not page.editable


def test_a_case_taken_over_takes_steps_in_any_order(desk):
    page = desk.case_page(taken_over=True)
    page.show_step("cv")
    assert page.editable
    go(page, "cv", "18/07/2025")
    assert next(e for e in page.case.entries if "cv" in e.steps).state == "done"


def test_printing_fills_the_form_from_the_record(desk, at_vote, tmp_path, qtbot):
    codes = [code for code, _title in at_vote.printable()]
    assert codes[0] == "6-KNĐ" and {"5-KNĐ", "BB-KN", "CON-THIEU"} <= set(codes)
    job = at_vote.print_to("5-KNĐ", tmp_path / "5-KNĐ.docx")
    job.wait()
    assert (tmp_path / "5-KNĐ.docx").stat().st_size > 5000


def test_what_others_change_is_redrawn_and_typing_is_kept(desk):
    page = desk.case_page()
    page.panel.facts.fields["issuer"].set_value("Trung tâm")
    page.panel._typed()
    paper(page, "CN-NTVĐ", "14/06/2025", "12")
    assert page.panel.papers.list.rows[0].paper.have
    assert page.panel.facts.fields["issuer"].value() == "Trung tâm"


def test_the_page_fits_the_smallest_window(desk):
    page = desk.case_page()
    desk.frame.resize(910, 512)
    desk.app.processEvents()
    assert page.left.isHidden() and not page.short.isHidden()
    assert not page.side.button.isHidden()
    assert page.minimumSizeHint().width() <= 850
    assert len(desk.all(Case)) == 1
