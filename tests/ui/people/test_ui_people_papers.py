"""Papers of a person's file: recorded without a case, printed, taken back with a reason."""

from __future__ import annotations

import pytest

from app.models import Paper
from app.ui.pages.person import papers as person_papers
from app.ui.pages.person.page import TABS
from app.ui.widgets.base import Label
from app.ui.widgets.buttons import Button


@pytest.fixture
def page(window):
    """The papers of Lương Thanh Đức."""
    window.go("person", person=window.page("members").model.id_at(2))
    found = window.page("person")
    found.tabs.setCurrentIndex([key for key, _words in TABS].index("papers"))
    return found


def press(page, words):
    """Press the button of the tab with these words."""
    buttons = page.tab_pages["papers"].findChildren(Button)
    next(b for b in buttons if b.text() == words and not b.isHidden()).click()


def shown(page):
    return [label.text() for label in page.tab_pages["papers"].findChildren(Label)]


def answer(monkeypatch, fill):
    """The next dialog is filled and its primary button pressed."""

    def ask(dialog):
        fill(dialog)
        dialog.perform()
        return dialog.outcome is not None

    monkeypatch.setattr("app.ui.widgets.dialogs.Dialog.ask", ask)


def test_a_yearly_supplement_is_recorded_and_a_wrong_one_taken_back(page, monkeypatch):
    def fill(dialog):
        assert dialog.fields["form"].value() == "3-HSĐV", "the yearly one stands first"
        dialog.fields["date"].editor.setText("31/12/2024")
        dialog.fields["number"].set_value("4")
        dialog.fields["kept"].set_value("Tủ hồ sơ")

    answer(monkeypatch, fill)
    press(page, "Thêm giấy tờ")
    assert any("nơi giữ: Tủ hồ sơ" in words for words in shown(page)) and "31/12/2024" in shown(page)
    with page.sitting.reading() as session:
        paper = session.query(Paper).one()
        assert (paper.case, paper.person, paper.form) == (None, page.person, "3-HSĐV")

    answer(monkeypatch, lambda dialog: dialog.fields["reason"].set_value("ghi nhầm người"))
    press(page, "Hủy…")
    assert "Chưa ghi giấy tờ nào" in shown(page)
    page.sitting.undo()
    with page.sitting.reading() as session:
        assert not session.query(Paper).one().gone


def test_a_day_to_come_is_refused_beside_the_field(page, monkeypatch, journal_size, window):
    before = journal_size(window)

    def ask(dialog):
        dialog.fields["date"].editor.setText("31/12/2025")
        dialog.perform()
        assert "chưa đến" in dialog.fields["date"].error
        return None

    monkeypatch.setattr("app.ui.widgets.dialogs.Dialog.ask", ask)
    press(page, "Thêm giấy tờ")
    assert journal_size(window) == before


@pytest.mark.parametrize("code", person_papers.PRINTED)
def test_forms_of_the_file_are_printed_for_the_person(page, tmp_path, code):
    file = tmp_path / f"{code}.pdf"
    person_papers.print_to(page, code, file).wait()
    assert file.read_bytes().startswith(b"%PDF")
