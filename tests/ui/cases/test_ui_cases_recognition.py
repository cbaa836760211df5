"""A recognition through the widgets of its page: from opening to announcement, failed votes, two motions."""

import pytest

from app.models import Act, Paper, PersonStanding, Vote
from app.procedures.cases import OpenCase, PutPaper, RecordStep
from app.procedures.people import AddPerson
from app.ui.pages.admissions import NewCaseDialog


def day(panel, text):
    """Type the day of the step and leave the field."""
    panel.day.editor.setText(text)
    panel.day.editor.settle()


def figure(field, number):
    """Type a figure as one does, so that the outcome follows."""
    field.editor.setText(str(number))
    field.editor.textEdited.emit(str(number))


def vote(page, on, *motions):
    """Type the votes of an evening, (for, against) for each motion, and press the primary button."""
    panel = page.panel
    day(panel, on)
    panel.more["secret"].set_value(True)
    for (name, counter), (agree, against) in zip(panel.vote.counters.items(), motions, strict=False):
        if name in panel.vote.links and panel.vote._holders[name].isHidden():
            panel.vote.links[name].click()
        figure(counter.agree, agree)
        figure(counter.against, against)
    outcome = panel.outcome.value()
    page.primary.click()
    return outcome


def status(desk, person):
    with desk.sitting.reading() as session:
        found = session.get(PersonStanding, person)
        return found.status, found.official_date


@pytest.fixture
def probationary(desk):
    return desk.do(
        AddPerson(
            "probationary", {"name": "Lê Thị Mai", "birth": "2000-02-29", "admission_date": "2024-10-10"}
        )
    ).id


@pytest.fixture
def at_vote(desk, probationary):
    """The page at the cell's vote; the papers before it are on file."""
    case = desk.do(OpenCase("recognition", probationary, "2025-10-13")).id
    for step, date in (
        ("class", "2025-10-14"), ("self_review", "2025-10-15"), ("helper_comment", "2025-10-16"),
        ("opinions", "2025-10-20"),
    ):  # fmt: skip
        desk.do(RecordStep(case, step, date))
    for form, date in (("CN-ĐVM", "2025-09-01"), ("10-KNĐ", "2025-10-15"), ("11-KNĐ", "2025-10-16"),
                       ("12-KNĐ", "2025-10-20")):  # fmt: skip
        desk.do(PutPaper(case, form, date))
    desk.frame.go("case", case=case)
    desk.app.processEvents()
    return desk.frame.pages["case"]


def test_a_probationary_member_is_offered_recognition(desk, probationary, show):
    desk.frame.go("admissions")
    listed = desk.frame.pages["admissions"]
    dialog = show(NewCaseDialog(listed, desk.sitting, probationary, listed.kinds, "admission"), 560, 460)
    assert dialog.kind.value() == "recognition"
    dialog.fields["date"].editor.setText("13/10/2025")
    dialog.primary.click()
    assert dialog.outcome.result.procedure == "recognition"
    listed.opened(procedure="recognition")
    assert [line.name for line in listed.lines] == ["Lê Thị Mai"]


def test_from_the_papers_to_the_announcement(desk, at_vote, probationary):
    page, panel = at_vote, at_vote.panel
    assert page.heading() == "Công nhận chính thức: Lê Thị Mai"
    assert page.view.step.id == "cell_resolution" and panel.vote.counter.need == 4
    assert vote(page, "05/11/2025", (5, 1)) == "recognise"
    assert [(v.motion, v.for_) for v in desk.all(Vote)] == [("recognise", 5)]
    for step, outcome, number, date in (
        ("committee", "recognise", "12-NQ/ĐU", "10/11/2025"),
        ("decision", "recognise", "58-QĐ/ĐU", "14/11/2025"),
    ):  # fmt: skip
        assert page.view.step.id == step and page.view.kind == "paper"
        day(panel, date)
        panel.outcome.set_value(outcome)
        panel.more["number"].set_value(number)
        page.primary.click()
    assert status(desk, probationary) == ("full", "2025-10-10"), "official from the very end of probation"
    assert page.view.step.id == "announcement"
    day(panel, "15/11/2025")
    page.primary.click()
    assert page.case.ended
    assert ("Chính thức", "10/10/2025") in page.case.dates and (
        "Vào Đảng (lễ kết nạp)",
        "10/10/2024",
    ) in page.case.dates
    assert "16-KNĐ" in {p.form for p in desk.all(Paper)}


def test_a_failed_vote_is_told_when_it_is_taken_again(desk, at_vote):
    page = at_vote
    assert vote(page, "05/11/2025", (3, 3)) == "failed"
    assert page.view.step.id == "cell_resolution" and page.view.state == "now"
    assert "lần thứ 2" in page.view.turn
    assert "tán thành 3 trên 6" in page.view.votes_before[0] and "cần 4" in page.view.votes_before[0]
    assert page.panel.vote.counter.votes().agree is None
    assert vote(page, "12/11/2025", (4, 2)) == "recognise"
    assert page.view.step.id == "committee"


def test_both_motions_of_one_evening_are_one_attempt(desk, at_vote):
    page = at_vote
    assert vote(page, "05/11/2025", (2, 4), (5, 1)) == "remove"
    assert {(v.attempt, v.motion, v.for_) for v in desk.all(Vote)} == {(1, "recognise", 2), (1, "remove", 5)}
    act = [a for a in desk.all(Act) if a.step == "cell_resolution"]
    assert [(a.attempt, a.outcome) for a in act] == [(1, "remove")]
    page.show_step("cell_resolution")
    shown = page.panel.vote.votes()
    assert shown["recognise"].agree == 2 and shown["remove"].agree == 5, "both are there to be read"


def test_a_second_motion_begun_is_kept_as_a_draft(desk, at_vote):
    page = at_vote
    day(page.panel, "05/11/2025")
    figure(page.panel.vote.counter.agree, 2)
    page.panel.vote.links["remove"].click()
    figure(page.panel.vote.counters["remove"].agree, 5)
    page.show_step("class")
    page.show_step("cell_resolution")
    assert page.panel.vote.votes()["remove"].agree == 5


def test_after_the_third_failed_vote_the_case_is_reported_up(desk, at_vote):
    page = at_vote
    for on in ("03/11/2025", "05/11/2025", "07/11/2025"):
        assert page.view.step.id == "cell_resolution"
        assert vote(page, on, (3, 3), (3, 3)) == "failed"
    assert page.view.step.id == "report_up" and page.editable
    page.show_step("cell_resolution")
    assert "báo cáo cấp ủy cấp trên" in page.view.turn
    page.show_step("report_up")
    day(page.panel, "10/11/2025")
    page.panel.facts.fields["number"].set_value("3-BC/CB")
    page.primary.click()
    assert page.view.step.id == "committee"


def test_enter_leads_through_the_figures_to_the_primary_button(desk, at_vote, qtbot):
    from PySide6.QtCore import Qt

    page, counter = at_vote, at_vote.panel.vote.counter
    day(page.panel, "05/11/2025")
    page.panel.more["secret"].set_value(True)
    counter.present.editor.setFocus()
    qtbot.keyClick(counter.present.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(counter.agree.editor, "5")
    qtbot.keyClick(counter.agree.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(counter.against.editor, "1")
    qtbot.keyClick(counter.against.editor, Qt.Key.Key_Return)
    assert desk.frame.window().focusWidget() is page.primary
    assert page.panel.outcome.value() == "recognise"


def test_the_next_person_of_the_evening_is_voted_on_in_the_same_meeting(desk, at_vote):
    page = at_vote
    other = desk.do(AddPerson("probationary", {"name": "Phạm Văn An", "admission_date": "2024-10-12"})).id
    case = desk.do(OpenCase("recognition", other, "2025-10-13")).id
    for step in ("class", "self_review", "helper_comment", "opinions"):
        desk.do(RecordStep(case, step, "2025-10-20"))
    assert page.evening_bar.isHidden(), "no vote of this evening yet"
    page.panel.more["chair"].set_value("Nguyễn Văn Ân")
    came = page.panel.vote.came
    came.absent = [desk.people[2]]
    page.take_names(came)
    vote(page, "05/11/2025", (4, 1))
    assert not page.evening_bar.isHidden() and "còn 1 người" in page.evening_words.text()
    page.next_button.click()
    panel = page.panel
    assert (page.case.id, page.view.step.id) == (case, "cell_resolution")
    assert panel.whole_day().isoformat() == "2025-11-05"
    assert panel.more["chair"].value() == "Nguyễn Văn Ân" and panel.more["secret"].value() is True
    assert panel.vote.counter.votes().present == 5, "who was away is away still"
    figure(panel.vote.counter.agree, 5)
    figure(panel.vote.counter.against, 0)
    page.primary.click()
    votes = desk.all(Vote)
    assert len({v.meeting for v in votes}) == 1 and len(votes) == 2
    assert page.evening_bar.isHidden()
