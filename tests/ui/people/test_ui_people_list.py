"""The list of people: found as one types, filtered, sorted, exported, and where one left it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.procedures.people import SetPerson
from app.ui.page import Room
from app.ui.widgets.empty import EmptyState


def names(page):
    """The names listed now."""
    return [page.model.cell(row, 0).text for row in range(page.model.rowCount())]


def test_names_stand_in_order_of_the_given_name_with_d_before_đ(window):
    assert names(window.page("members")) == ["Đỗ Quang Ấn", "Phạm Ngọc Diễm", "Lương Thanh Đức"]


def test_typing_without_accents_finds_the_accented_name(window, press, qtbot):
    page = window.page("members")
    press(page.search, "duc")
    qtbot.waitUntil(lambda: names(page) == ["Lương Thanh Đức"])
    assert page.pane.name.text() != ""


def test_nobody_found_offers_to_drop_the_filter(window, click, qtbot):
    page = window.page("members")
    page.search.setText("khong co ai")
    page.search.ask_now()
    empty = page.panel.findChild(EmptyState)
    assert empty.isVisible() and empty.title.text() == "Không thấy ai"
    button = next(b for b in empty.findChildren(type(page.add_button)) if b.text() == "Bỏ lọc")
    click(button)
    assert len(names(page)) == 3
    assert page.search.text() == ""


def test_chips_count_and_filter(window, click):
    page = window.page("members")
    assert page.chips.chips["probationary"].text() == "Dự bị (1)"
    click(page.chips.chips["probationary"])
    assert names(page) == ["Phạm Ngọc Diễm"]
    assert page.chips.chips["incomplete"].text() == "Cần bổ sung (1)"


def test_a_click_on_a_head_sorts_and_the_row_chosen_stays(window):
    page = window.page("members")
    page.view.choose(page.model.id_at(1))
    kept = page.view.current_id()
    page.view.sort_on("admission_date")
    assert names(page)[0] == "Đỗ Quang Ấn"
    page.view.sort_on("admission_date", True)
    assert names(page)[0] == "Phạm Ngọc Diễm"
    assert page.view.current_id() == kept


def test_enter_opens_the_record_and_the_way_back_finds_the_list_as_it_was(window, qtbot, press):
    page = window.page("members")
    page.search.setText("d")
    page.search.ask_now()
    found = names(page)
    page.view.choose(page.model.id_at(1))
    press(page.view, Qt.Key.Key_Return)
    assert window.current == "person"
    window.back()
    assert window.current == "members"
    assert (names(page), page.search.text()) == (found, "d")
    assert page.view.currentIndex().row() == 1


def test_the_pane_follows_the_selection(window, qtbot):
    page = window.page("members")
    page.view.choose(page.model.id_at(2))
    qtbot.waitUntil(lambda: page.pane.name.text() == "Lương Thanh Đức")
    assert page.pane.status.text() == "Chính thức"
    page.view.choose(page.model.id_at(0))
    qtbot.waitUntil(lambda: page.pane.badge.text == "Miễn sinh hoạt")


def test_the_pane_is_filled_also_when_the_window_comes_late(window, qtbot):
    page = window.page("members")
    window.hide()
    page.view.choose(page.model.id_at(1))
    with qtbot.waitSignal(page._chosen.timeout):
        pass
    assert page.pane.person != page.view.current_id()
    window.show()
    qtbot.waitUntil(lambda: page.pane.name.text() == "Phạm Ngọc Diễm")


def test_an_empty_workspace_says_what_to_do_first(window_on):
    page = window_on(people=()).page("members")
    empty = page.panel.findChild(EmptyState)
    assert empty.isVisible()
    kinds = {b.text(): b.kind for b in empty.findChildren(type(page.add_button))}
    assert kinds == {"Nhập từ Excel": "secondary", "Thêm người": "primary"}
    assert not page.search.isVisible() and not page.add_button.isVisible()


def test_a_narrow_window_folds_the_pane_into_a_drawer(window_on):
    window = window_on(width=910, height=512)
    page = window.page("members")
    assert window.room == Room.NARROW
    assert not page.side.isVisible() and page.side.button.isVisible()
    page.side.open()
    assert page.pane.isVisible()


def test_a_change_elsewhere_shows_in_the_list(window):
    page = window.page("members")
    person = page.model.id_at(1)
    window.sitting.do(SetPerson(person=person, fields={"name": "Phạm Ngọc Yến"}))
    assert names(page) == ["Đỗ Quang Ấn", "Lương Thanh Đức", "Phạm Ngọc Yến"]
    window.undo_last()
    assert "Phạm Ngọc Diễm" in names(page)


def test_hidden_columns_are_remembered(window, preferences):
    page = window.page("members")
    page.view.show_column("party_age", False)
    window.go("settings")
    assert "party_age" in preferences.columns("members")


def test_the_export_reads_back_in_the_order_of_the_template(window, tmp_path, qtbot):
    from openpyxl import load_workbook

    out = tmp_path / "ra.xlsx"
    job = window.page("members").export_to(out)
    with qtbot.waitSignal(job.ended):
        pass
    sheet = load_workbook(out).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "Họ và tên*" in cells[6]
    assert [row[2] for row in cells[8:]] == ["Đỗ Quang Ấn", "Phạm Ngọc Diễm", "Lương Thanh Đức"]


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (910, 512)])
def test_the_page_needs_no_more_room_than_there_is(window_on, width, height):
    window = window_on(width=width, height=height)
    assert window.size().width() == width
    need = window.page("members").minimumSizeHint()
    assert need.width() <= 1180 and need.height() <= 680
