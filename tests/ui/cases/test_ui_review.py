"""The page of a review: person after person by keyboard, drafts kept, nothing for who may not see it."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models import LogRow, RoundItem
from app.procedures.rounds import OpenRound
from app.storage import rights
from app.ui.page import Entry
from app.ui.pages.review.page import ReviewPage

LEFT, RIGHT, ENTER, DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def page_of(desk_of, monkeypatch):
    """A desk with the page in front."""

    monkeypatch.setattr("app.ui.pages.review.round.confirm", lambda *_a, **_k: True)  # closing the window

    def make(opened=True):
        desk = desk_of("2026-07-20")
        if opened:
            desk.do(OpenRound("review", 2026, "H1", "2026-07-01"))
        desk.frame.add(Entry("review", "review", "survey", lambda f: ReviewPage(f, desk.sitting), place=""))
        desk.frame.go("review")
        QTest.qWait(60)
        return desk, desk.frame.pages["review"]

    return make


def outcomes(desk):
    return {one.person: one.outcome for one in desk.all(RoundItem)}


def test_seven_people_by_keyboard_alone(page_of, press):
    desk, page = page_of()
    part = page.part
    assert part.model.rowCount() == 7 and "0 trên 7" in page.summary()
    press(part.view, ENTER)
    pane = part.pane
    assert desk.frame.focusWidget() is pane.outcome.editor
    pane.date.editor.setText("15/7/2026")
    for at in range(7):
        assert pane.member.name.endswith(("Ân", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải")[at])
        press(pane.outcome.editor, RIGHT, ENTER)
    assert set(outcomes(desk).values()) == {"no_issue"}
    assert {one.date for one in desk.all(RoundItem)} == {"2026-07-15"}
    assert "7 trên 7" in page.summary()


def test_the_facts_stand_beside_with_their_sources(page_of):
    desk, page = page_of()
    page.part.view.choose(desk.people[6])
    page.part.show_chosen()
    kinds = {fact.kind: fact for fact in page.part.pane.member.facts}
    assert kinds["states"].text.startswith("Miễn sinh hoạt từ 01/01/2024") and kinds["states"].source
    assert kinds["dues"].text == "Chưa ghi trong sổ"


def test_a_refusal_stands_at_its_field_and_writes_nothing(page_of, press):
    desk, page = page_of()
    pane, before = page.part.pane, desk.entries()
    press(page.part.view, ENTER)
    press(pane.outcome.editor, ENTER)
    assert "Chọn kết quả" in pane._wrong.text()
    press(pane.outcome.editor, RIGHT, RIGHT, ENTER)
    assert "Chưa ghi" in pane.note.error and desk.frame.focusWidget() is pane.note.editor
    assert desk.entries() == before
    press(pane.note.editor, "nhắc")
    QTest.keyClick(pane.note.editor, ENTER, Qt.KeyboardModifier.ControlModifier)
    assert outcomes(desk)[desk.people[0]] == "follow_up"


def test_what_was_typed_and_not_recorded_waits(page_of, press, monkeypatch):
    desk, page = page_of()
    part = page.part
    press(part.view, ENTER)
    press(part.pane.outcome.editor, RIGHT)
    part.view.choose(desk.people[1])
    part.show_chosen()
    assert part.pane.outcome.value() is None
    monkeypatch.setattr("app.ui.pages.review.round.confirm", lambda *_a, **_k: False)
    assert not desk.frame.go("home") and desk.frame.current == "review"
    part.view.choose(desk.people[0])
    part.show_chosen()
    assert part.pane.outcome.value() == "no_issue"
    monkeypatch.setattr("app.ui.pages.review.round.confirm", lambda *_a, **_k: True)
    assert desk.frame.go("home")
    assert set(outcomes(desk).values()) == {None}


def test_undo_brings_the_list_back(page_of, press):
    desk, page = page_of()
    press(page.part.view, ENTER)
    press(page.part.pane.outcome.editor, RIGHT, ENTER)
    assert "1 trên 7" in page.summary()
    desk.sitting.undo()
    assert "0 trên 7" in page.summary() and set(outcomes(desk).values()) == {None}


def test_a_round_is_opened_and_ended_from_the_page(page_of, monkeypatch):
    desk, page = page_of(opened=False)
    part = page.part
    assert part.empty.isVisible()
    asked = []

    def answer(dialog):
        asked.append(dialog)
        for name, value in told.items():
            dialog.fields[name].editor.set_value(value)
        dialog.perform()
        return dialog.answer

    monkeypatch.setattr("app.ui.widgets.dialogs.Dialog.ask", answer)
    told = {"part": "H1", "year": "2026"}
    part.ask_open()
    assert len(desk.all(RoundItem)) == 7 and part.model.rowCount() == 7
    told = {}
    part.ask_close()
    assert "Còn 7" in asked[-1].fields["note"].error and not part.closed
    told = {"note": "nghỉ hè"}
    part.ask_close()
    assert part.closed and not part.pane.record.isVisible()
    told = {"reason": "bổ sung"}
    part.ask_again()
    assert not part.closed


def test_the_minutes_are_printed_and_the_print_is_noted(page_of, press, qtbot, tmp_path, monkeypatch):
    desk, page = page_of()
    part = page.part
    press(part.view, ENTER)
    press(part.pane.outcome.editor, RIGHT, ENTER)
    name = str(tmp_path / "bien-ban")
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_a: (name, "(*.pdf)"))
    assert part.print_button.isVisible()
    part.print_button.click()

    def prints():
        with desk.sitting.reading() as session:
            return session.query(LogRow).filter_by(what="print BB-RS", about=part.round).count()

    qtbot.waitUntil(lambda: prints() == 1)
    minutes = " ".join(PdfReader(tmp_path / "bien-ban.pdf").pages[0].extract_text().split())
    assert "Không có vấn đề" in minutes and minutes.count("chưa ghi") == 6


def test_looking_is_logged_once(page_of):
    desk, page = page_of()
    page.part.read()
    with desk.sitting.reading() as session:
        views = session.query(LogRow).filter_by(what="view", about=page.part.round).count()
    assert views == 1


def test_who_does_not_handle_restricted_cases_sees_an_empty_page(page_of):
    desk, page = page_of()
    desk.sitting.workspace.user = rights.Person("Người giúp", "clerk")
    again = ReviewPage(desk.frame, desk.sitting)
    again.opened()
    assert again.part is None and not again.parts and again.summary() == "" and again.head_actions() == []
