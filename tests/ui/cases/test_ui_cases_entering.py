"""What a case page helps to enter: texts of papers, warnings, persons to verify, periods, known facts."""

import pytest
from docx import Document

from app.models import Act, Paper
from app.procedures.cases import OpenCase, PutPaper, RecordStep
from app.procedures.people import AddPerson, SetPerson
from app.ui.pages.admissions import NewCaseDialog


def day(panel, text):
    panel.day.editor.setText(text)
    panel.day.editor.settle()


def begun(desk, *steps, opened="2025-07-01", person=""):
    """The page of an admission with these steps done, one a day."""
    case = desk.do(OpenCase("admission", person or desk.sympathiser, opened)).id
    for step, date, values in steps:
        desk.do(RecordStep(case, step, date, values=values))
    desk.frame.go("case", case=case)
    desk.app.processEvents()
    return desk.frame.pages["case"]


FIRST = (
    ("awareness", "2025-07-02", {}),
    ("permission", "2025-07-03", {}),
    ("application", "2025-07-04", {}),
    ("cv", "2025-07-18", {"stamped": "có"}),
)


# Texts of papers


def test_texts_of_a_paper_are_saved_and_printed(desk, tmp_path):
    page = begun(desk, *FIRST)
    page.show_step("opinions")
    dialog = page.paper_dialog("5-KNĐ")
    dialog.fields["date"].editor.setText("05/11/2025")
    dialog.texts["strengths"].set_value("Nhiệt tình với việc chung.\nĐược bà con tín nhiệm.")
    dialog.primary.click()
    paper = next(p for p in desk.all(Paper) if p.form == "5-KNĐ")
    assert paper.data["strengths"].splitlines()[1] == "Được bà con tín nhiệm."
    page.print_to("5-KNĐ", tmp_path / "5-KNĐ.docx").wait()
    printed = "\n".join(p.text for p in Document(str(tmp_path / "5-KNĐ.docx")).paragraphs)
    assert "Nhiệt tình với việc chung." in printed


def test_a_text_typed_and_not_recorded_is_there_again(desk):
    page = begun(desk, *FIRST)
    page.show_step("opinions")
    dialog = page.paper_dialog("5-KNĐ")
    dialog.texts["faults"].set_value("Còn ngại phát biểu")
    page.keep_paper(dialog)
    page.show_step("cv")
    page.show_step("opinions")
    again = page.paper_dialog("5-KNĐ")
    assert again.texts["faults"].value() == "Còn ngại phát biểu"
    again.fields["date"].editor.setText("05/11/2025")
    again.primary.click()
    page.keep_paper(again)
    assert page.paper_drafts == {}


def test_a_corrected_paper_keeps_its_texts_and_an_emptied_one_goes(desk):
    page = begun(desk, *FIRST)
    desk.do(PutPaper(page.case.id, "5-KNĐ", "2025-11-05", data={"strengths": "Tốt", "faults": "Không"}))
    page.show_step("opinions")
    dialog = page.paper_dialog("5-KNĐ")
    dialog.fields["kept"].set_value("Tủ hồ sơ")
    dialog.texts["faults"].set_value(None)
    dialog.primary.click()
    paper = next(p for p in desk.all(Paper) if p.form == "5-KNĐ")
    assert (paper.kept, paper.data["strengths"], paper.data["faults"]) == ("Tủ hồ sơ", "Tốt", "")


def test_another_date_replaces_the_paper_and_keeps_its_texts(desk):
    page = begun(desk, *FIRST)
    desk.do(PutPaper(page.case.id, "5-KNĐ", data={"strengths": "Tốt"}))
    page.show_step("opinions")
    row = next(r for r in page.panel.papers.list.rows if r.paper.key == "5-KNĐ")
    assert not row.paper.have and row.paper.link == "Soạn tiếp", "a text without a date is a draft"
    dialog = page.paper_dialog("5-KNĐ")
    dialog.fields["date"].editor.setText("05/11/2025")
    dialog.primary.click()
    assert [(p.date, p.data["strengths"]) for p in desk.all(Paper) if p.form == "5-KNĐ"] == [
        ("2025-11-05", "Tốt")
    ]
    again = page.paper_dialog("5-KNĐ")
    again.fields["date"].editor.setText("06/11/2025")
    again.primary.click()
    assert [p.date for p in desk.all(Paper) if p.form == "5-KNĐ"] == ["2025-11-06"]


def test_a_second_letter_stands_beside_the_first_and_one_is_taken_back(desk):
    page = begun(desk, *FIRST)
    page.show_step("introduction")
    for date, another in (("09/10/2025", False), ("10/10/2025", True)):
        dialog = page.paper_dialog("3-KNĐ", another=another)
        dialog.fields["date"].editor.setText(date)
        dialog.primary.click()
    assert len([p for p in desk.all(Paper) if p.form == "3-KNĐ"]) == 2
    paper = next(p for p in page.view.papers if p.form == "3-KNĐ")
    assert paper.copies == 2
    dialog = page.annul_paper_dialog(paper)
    dialog.primary.click()
    assert dialog.fields["reason"].error and dialog.outcome is None
    dialog.fields["reason"].set_value("Ghi nhầm người")
    dialog.primary.click()
    assert [p.date for p in desk.all(Paper) if p.form == "3-KNĐ"] == ["2025-10-09"]


def test_a_dialog_with_texts_fits_the_smallest_window(desk, show):
    page = begun(desk, *FIRST)
    page.show_step("opinions")
    dialog = page.paper_dialog("5-KNĐ")
    assert dialog.minimumSizeHint().height() <= 480 and dialog.minimumSizeHint().width() <= 880


# Warnings


def test_a_warning_is_read_and_confirmed(desk):
    work = [
        {"from": "2016-09", "to": "2020-06", "what": "Học đại học"},
        {"from": "2021-01", "to": "2025-09", "what": "Kế toán"},
    ]
    page = begun(desk, *FIRST[:3], ("cv", "2025-10-01", {"work": work, "stamped": "có"}))
    page.show_step("cv")
    tick = page.panel.confirm.ticks["V08"]
    assert not tick.isChecked() and page.primary.text() != "Ghi bổ sung"
    tick.click()
    assert page.primary.text() == "Ghi bổ sung"
    page.show_step("application")
    page.show_step("cv")
    assert page.panel.confirm.ticks["V08"].isChecked(), "a tick not yet recorded stays with its step"
    page.primary.click()
    act = next(a for a in desk.all(Act) if a.step == "cv")
    assert act.accepted == ["V08"] and act.facts["work"] == work
    page.show_step("cv")
    assert not page.panel.confirm.ticks["V08"].isEnabled()


# Rows


def test_the_persons_to_verify_come_from_the_rule_and_nobody_is_invented(desk):
    page = begun(desk, *FIRST)
    page.show_step("verification")
    rows = page.panel.rows["asked"]
    rows.add_row()
    rows.editor.fields["relation"].show_kept("father")
    rows.editor.fields["name"].show_kept("Đoàn Văn Lực")
    rows.fill.click()
    made = {r["relation"]: r.get("name") for r in rows.typed()}
    assert made["self"] == "Đoàn Thị Hạnh" and made["father"] == "Đoàn Văn Lực"
    assert made["mother"] is None and {"spouse", "child"} <= made.keys()
    assert len(made) == len(rows.typed()), "the father is not asked for twice"
    assert rows.fill.isHidden() and "06‑HD/TW" in rows.why.text()
    before = desk.entries()
    day(page.panel, "01/08/2025")
    assert page.record() is None and rows.editor.fields["name"].error
    assert desk.entries() == before


def test_a_finished_row_leads_to_the_next_that_lacks_a_name(desk):
    page = begun(desk, *FIRST)
    page.show_step("verification")
    rows = page.panel.rows["asked"]
    rows.fill.click()
    first = rows.open_row
    rows.editor.fields["name"].show_kept("Đoàn Văn Lực")
    rows._next()
    assert rows.open_row == first + 1
    assert rows.rows[first]["name"] == "Đoàn Văn Lực"


def test_a_time_without_known_scope_says_so(desk_of):
    desk = desk_of("2026-08-20")
    page = begun(
        desk, *((s, f"2026-08-0{n}", v) for n, (s, _d, v) in enumerate(FIRST, 1)), opened="2026-08-01"
    )
    page.show_step("verification")
    rows = page.panel.rows["asked"]
    assert rows.fill.isHidden() and "Chưa có nguồn" in rows.why.text() and not rows.why.isHidden()


def test_both_bases_of_an_exemption_are_offered_with_their_sources(desk):
    page = begun(desk, *FIRST)
    page.show_step("verification")
    rows = page.panel.rows["asked"]
    rows.add_row()
    field = rows.editor.fields["exempt"]
    offered = {field.editor.itemData(i): field.editor.itemText(i) for i in range(field.editor.count())}
    assert "06‑HD/TW" in offered["member_declared"]
    assert "38‑HD/BTCTW" in offered["member_declared_history_only"]
    assert "nói khác nhau" in field.hint.text()


def test_a_basis_the_rule_no_longer_knows_is_not_lost(desk):
    asked = {
        "asked.1.relation": "father",
        "asked.1.name": "A",
        "asked.1.exempt": "member_declared_history_only",
    }
    page = begun(desk, *FIRST, ("verification", "2025-08-01", asked))
    page.show_step("verification")
    rows = page.panel.rows["asked"]
    rows.edit(0)
    assert rows.typed()[0]["exempt"] == "member_declared_history_only"


def test_periods_are_typed_by_keyboard_and_gaps_are_marked(desk, press, qtbot):
    from PySide6.QtCore import Qt

    page = begun(desk, *FIRST[:3])
    page.show_step("cv")
    grid = page.panel.rows["work"]
    grid.add.click()
    for at, words in enumerate(("9/2016", "6/2020", "Hoc dai hoc", "")):
        press(list(grid.lines[0].values())[at], words, Qt.Key.Key_Return)
    assert len(grid.lines) == 2, "Enter behind the last field begins the next line"
    for name, words in (("from", "1/2021"), ("to", "9/2025"), ("what", "Ke toan")):
        press(grid.lines[1][name], words, Qt.Key.Key_Return)
    assert "đứt quãng" in grid.notes[1].accessibleName() and not grid.notes[1].isHidden()
    assert grid.notes[0].isHidden()
    grid.lines[1]["from"].setText("07/2020")
    grid.lines[1]["from"].settle()
    assert grid.notes[1].isHidden()
    day(page.panel, "18/07/2025")
    page.primary.click()
    act = next(a for a in desk.all(Act) if a.step == "cv")
    assert [r["from"] for r in act.facts["work"]] == ["2016-09", "2020-07"]


def test_a_period_that_cannot_be_read_stops_the_deed(desk):
    page = begun(desk, *FIRST[:3])
    page.show_step("cv")
    grid = page.panel.rows["work"]
    grid.add_row({"what": "Kế toán"})
    grid.lines[0]["from"].setText("hôm nọ")
    day(page.panel, "18/07/2025")
    before = desk.entries()
    assert page.record() is None and grid.sentence.text()
    assert desk.entries() == before


# What the records know


@pytest.fixture
def former(desk):
    person = desk.do(
        AddPerson(
            "full", {"name": "Trần Văn Khải", "admission_date": "2005-01-01", "official_date": "2006-01-01"}
        )
    ).id
    desk.do(SetPerson(person, {"activity": "resigned", "activity_date": "2018-03-12"}))
    return person


def test_admission_anew_says_what_it_means_and_takes_over_how_one_left(desk, former, show):
    desk.frame.go("admissions")
    listed = desk.frame.pages["admissions"]
    dialog = show(NewCaseDialog(listed, desk.sitting, former, listed.kinds, "source"), 560, 460)
    assert dialog.kind.value() == "admission" and "kết nạp lại" in dialog.sentence.text()
    dialog.fields["date"].editor.setText("01/07/2025")
    dialog.primary.click()
    case = dialog.outcome.result.id
    desk.do(RecordStep(case, "awareness", "2025-07-02"))
    desk.frame.go("case", case=case, step="permission")
    fields = desk.frame.pages["case"].panel.facts.fields
    assert fields["exit_day"].typed() == "2018-03-12" and fields["exit_day"].editor.isReadOnly()
    assert "trong sổ" in fields["exit_day"].hint.text()
    assert fields["readmission"].typed() is True and fields["exit_reason"].typed() == "resigned"
    page = desk.frame.pages["case"]
    day(page.panel, "03/07/2025")
    page.primary.click()
    act = next(a for a in desk.all(Act) if a.step == "permission")
    assert act.facts["exit_day"] == "2018-03-12" and act.facts["readmission"] is True


def test_the_day_on_the_list_is_begun_from_source_building(desk):
    source = desk.do(OpenCase("source", desk.sympathiser, "2025-01-10")).id
    desk.do(RecordStep(source, "listing", "2025-01-12", "listed", {"helper": desk.people[0]}))
    page = begun(desk, FIRST[0])
    page.show_step("permission")
    field = page.panel.facts.fields["sympathiser_since"]
    assert field.typed() == "2025-01-12" and not field.editor.isReadOnly()


def test_nothing_is_to_be_confirmed_before_anything_was_recorded(desk):
    page = begun(desk, FIRST[0])
    page.show_step("permission")
    assert any(c.confirm for c in page.view.checks) and not page.panel.confirm.ticks
