"""Switching between a committee's own book and those it keeps, through the real window."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.models import Organisation, Person
from app.procedures.books import KeepBook
from app.procedures.deeds import perform
from app.procedures.office import create_office
from app.procedures.people import AddPerson
from app.storage import keys
from app.storage.clock import Clock
from app.ui.pages.imports.list import whole
from app.ui.preferences import Preferences
from app.ui.session import Sitting
from app.ui.window import Window

TODAY = datetime.date(2025, 11, 17)


@pytest.fixture
def window(tmp_path, show, monkeypatch):
    """A committee that keeps the book of one cell, with one member in each book."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)
    monkeypatch.setattr(keys, "LANES", 1)
    workspace, _secret = create_office(
        tmp_path / "dang-uy", name="Đảng ủy xã Thử", code="25.1", type="committee", password="mật khẩu dài",
        clock=Clock(TODAY),
    )  # fmt: skip
    with workspace.unit(Clock(TODAY)) as unit:
        book = perform(unit, KeepBook("Chi bộ thôn Bãi", "25.1.7")).result.id
        perform(unit, AddPerson("full", {"name": "Trần Văn Cấp Ủy", "birth": "1970"}))
    with workspace.unit(Clock(TODAY), book=book) as unit:
        perform(unit, AddPerson("full", {"name": "Lê Thị Bãi", "birth": "1980"}))
    made = Window(Sitting(workspace, Clock(TODAY)), Preferences())
    made.book_id = book
    show(made, 1366, 768)
    made.go("home")
    yield made
    made.close()


def choices(window):
    return {action.text(): action for action in window.top.office.menu().actions()}


def listed(window):
    """Entries of the navigation, and the names on the page of members."""
    window.go("members")
    model = window.pages["members"].model
    at = next(n for n, column in enumerate(model.columns) if column.key == "name")
    return set(window.nav.entries), {model.cell(row, at).text for row in range(model.rowCount())}


def test_the_whole_window_switches_to_the_kept_book_and_back(window):
    entries, names = listed(window)
    assert {"received", "exchange"} <= entries and len(names) == 2
    choices(window)["Sổ của: Chi bộ thôn Bãi (giữ hộ)"].trigger()
    assert window.top.office.full == "Giữ hộ: Chi bộ thôn Bãi"
    assert window.current == "home"
    entries, names = listed(window)
    assert not {"received", "exchange"} & entries and {"home", "members", "admissions"} <= entries
    assert names == {"Lê Thị Bãi"}
    done = window.sitting.do(AddPerson("full", {"name": "Vũ Văn Mới", "birth": "1985"}))
    with window.sitting.reading() as session:
        assert session.get(Person, done.result.id).owner == window.book_id
    choices(window)["Sổ của: Đảng ủy xã Thử"].trigger()
    assert window.top.office.full == "Đảng ủy xã Thử"
    assert {"received", "exchange"} <= set(window.nav.entries)
    assert not window.sitting.can_undo, "what was done in the other book is not undone from here"


def test_a_page_that_wants_to_stay_keeps_the_book(window, monkeypatch):
    window.go("members")
    with monkeypatch.context() as patch:
        patch.setattr(window.pages["members"], "leave", lambda: False)
        window.open_book(window.book_id)
    assert window.sitting.book == "" and window.current == "members"


def test_the_settings_begin_and_open_a_book(window, click):
    window.go("settings", part="books")
    part = window.pages["settings"].part
    part.put.click()
    assert "Chưa ghi tên chi bộ" in part.fields["name"]._error.text()
    part.fields["name"].set_value("Chi bộ thôn Tây")
    part.fields["code"].set_value("25.1.8")
    part.put.click()
    with window.sitting.reading() as session:
        made = session.query(Organisation).filter_by(code="25.1.8").one()
        assert made.keeper == window.sitting.office
    assert "Sổ của: Chi bộ thôn Tây (giữ hộ)" in choices(window)
    part = window.pages["settings"].part
    words = [label.text() for label in part.findChildren(QLabel)]
    assert "Chi bộ thôn Tây" in words
    part.enter_buttons["25.1.7"].click()
    assert window.sitting.book == window.book_id
    window.go("settings", part="office")
    assert "books" not in window.pages["settings"].chips.chips


HEADS = "Họ và tên,Ngày sinh,Giới tính,Chi bộ,Ngày vào Đảng,Ngày chính thức"


@pytest.fixture
def preview(window, qtbot, tmp_path):
    """A list of three cells in the preview: one kept, two not known; one row names none."""
    file = tmp_path / "danh-sach.csv"
    told = (
        ("An", "thôn Bãi"),
        ("Bình", "thôn Tây"),
        ("Cường", "thôn Đông"),
        ("Dung", "thôn Tây"),
        ("Em", ""),
    )
    rows = [f"Nguyễn Văn {a},0{n}/02/197{n},Nam,{b and 'Chi bộ ' + b},01/01/2005,01/01/2006"
            for n, (a, b) in enumerate(told, 1)]  # fmt: skip
    file.write_text("\n".join([HEADS, *rows, "Lê Thị Bãi,1980,Nữ,Chi bộ thôn Tây,,"]), "utf-8")
    window.go("import", file=file)
    page = window.page("import")
    if page.job:
        with qtbot.waitSignal(page.job.ended, timeout=20_000):
            pass
    return page.preview


def at(preview, name):
    """Choose a cell of the list."""
    number = next(n for n, cell in enumerate(preview.plan.cells) if cell.name == name)
    preview.panels["cells"].view.choose(number)
    preview.pane.show_row("cells", number)
    return preview.plan.cells[number]


def pick(preview, press, book):
    """Go down the list of books with the keyboard until a book."""
    editor = preview.pane.book.editor
    for _step in range(editor.count()):
        if editor.value() == book:
            return
        press(editor, Qt.Key.Key_Down)
    raise AssertionError(f"not offered: {book}")


def owners(window):
    with window.sitting.reading() as session:
        named = {o.id: o.name for o in session.query(Organisation)}
        return {p.name: named[p.owner] for p in session.query(Person) if not p.gone}


def ended(qtbot, job):
    if job.running:
        with qtbot.waitSignal(job.ended, timeout=20_000):
            pass


def test_a_list_of_several_cells_goes_into_their_books_and_comes_back_out(window, preview, press, qtbot):
    page = window.page("import")
    assert preview.view == "cells", "where something is to be chosen is shown first"
    assert page.take_button.text() == "Nhận 1 người vào sổ", "only the cell whose book is kept"
    cell = at(preview, "Chi bộ thôn Tây")
    pick(preview, press, "")
    press(preview.pane.code.editor, "25.1.8")
    assert cell.code == "25.1.8"
    own = at(preview, "Chi bộ thôn Đông")
    pick(preview, press, window.sitting.workspace.organisation_id)
    assert own.book == window.sitting.workspace.organisation_id
    assert page.take_button.text() == "Nhận 4 người vào sổ"
    job, done = page.take_in(), []
    job.done.connect(done.append)
    ended(qtbot, job)
    found = owners(window)
    assert found["Nguyễn Văn An"] == "Chi bộ thôn Bãi"
    assert found["Nguyễn Văn Bình"] == found["Nguyễn Văn Dung"] == "Chi bộ thôn Tây"
    assert found["Nguyễn Văn Cường"] == "Đảng ủy xã Thử"
    assert "Nguyễn Văn Em" not in found, "a row that names no cell waits"
    assert found["Lê Thị Bãi"] == "Chi bộ thôn Bãi", "somebody in another book is not taken in twice"
    ended(qtbot, page.undo(whole(done[0].result).batch))
    assert set(owners(window)) == {"Trần Văn Cấp Ủy", "Lê Thị Bãi"}


def test_a_new_book_without_a_code_is_asked_for_before_anything_is_written(
    window, preview, press, monkeypatch
):
    page, told = window.page("import"), []
    monkeypatch.setattr(page, "tell", told.append)
    at(preview, "Chi bộ thôn Tây")
    pick(preview, press, "")
    assert page.take_in() is None
    assert "mã của Chi bộ thôn Tây" in told[0].message
    assert "Nguyễn Văn An" not in owners(window)
