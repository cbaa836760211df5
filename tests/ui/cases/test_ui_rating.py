"""The page of the yearly rating: a grid typed from the keyboard, the cap live beside it, one key one deed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models import RoundItem
from app.procedures.rating.rounds import OpenRating
from app.procedures.rating.set import SetRating
from app.ui.page import Entry
from app.ui.pages.rating.page import RatingPage

DOWN, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Right


@pytest.fixture
def page_of(desk_of):
    """A desk with the page in front."""

    def make(opened=True):
        desk = desk_of("2026-11-20")
        if opened:
            desk.do(OpenRating(year=2026))
        desk.frame.add(Entry("rating", "rating", "task", lambda f: RatingPage(f, desk.sitting)))
        desk.frame.go("rating")
        QTest.qWait(20)
        return desk, desk.frame.pages["rating"]

    return make


def to(page, row, key):
    page.view.setCurrentIndex(page.model.index(row, page._at(key)))


def said(desk, name="cell"):
    """Person -> level in the order of the list."""
    found = {one.person: (one.data or {}).get("levels", {}).get(name) for one in desk.all(RoundItem)}
    return [found[person] for person in desk.people]


def shown(page, row, key):
    return page.model.cell(row, page._at(key)).text


def test_everybody_by_keys_alone(page_of, press):
    desk, page = page_of()
    assert page.heading() == "Xếp loại năm 2026" and "0 trên 6" in page.summary()
    to(page, 0, "cell")
    press(page.view, *"122234")
    assert said(desk) == ["excellent", "good", "good", "good", "completed", "not_completed", None]
    assert "6 trên 6" in page.summary()
    assert page.view.currentIndex().row() == 6, "each key goes one down"
    press(page.view, "1")
    assert said(desk)[6] is None and shown(page, 6, "decided").startswith("Được miễn")
    to(page, 0, "cell")
    press(page.view, "0")
    assert said(desk)[0] is None


def test_points_of_two_figures_are_one_number(page_of, press, monkeypatch):
    desk, page = page_of()
    told = []
    monkeypatch.setattr(page, "tell", told.append)
    to(page, 0, "general")
    press(page.view, *"28", DOWN, *"30", RIGHT, *"65", DOWN)
    QTest.qWait(10)
    assert not told, [wrong.message for wrong in told]
    data = {one.person: one.data for one in desk.all(RoundItem)}
    assert data[desk.people[0]]["points"] == {"general": 28}
    assert data[desk.people[1]]["points"] == {"general": 30, "tasks": 65}
    assert shown(page, 1, "total") == "95"
    to(page, 2, "general")
    press(page.view, *"31", DOWN)
    QTest.qWait(10)
    assert [wrong.code for wrong in told] == ["bad_value"]
    assert "points" not in {one.person: one.data for one in desk.all(RoundItem)}[desk.people[2]], (
        "over the most"
    )


def test_the_cap_follows_every_key_and_undo_takes_one_back(page_of, press):
    desk, page = page_of()
    desk.do(SetRating(page.round, tuple(desk.people[:6]), {"group": "outside"}))
    page.read()
    assert shown(page, 0, "group") == "2C"
    to(page, 0, "cell")
    press(page.view, *"11222")
    texts = words(page.side)
    assert "20 % × 3 = 0,6, nhiều nhất 0 người" in texts and "Vượt 2" in texts
    assert "20 % × 5 = 1, nhiều nhất 1 người" in texts and "Vượt 1" in texts
    assert page.side.numbers["excellent"].text() == "2"
    assert "366-QĐ/TW" in page.side.note.text()
    desk.sitting.undo()
    assert said(desk)[4] is None and page.side.numbers["good"].text() == "2"


def test_the_group_and_the_paper_are_typed_too(page_of, press):
    desk, page = page_of()
    to(page, 0, "group")
    press(page.view, "1")
    assert shown(page, 0, "group") == "2A" and "1 có chức vụ" in page.legend.text()
    to(page, 1, "paper")
    assert shown(page, 1, "paper") == "Chưa nộp"
    press(page.view, "1")
    assert shown(page, 1, "paper") == "Đã nộp"


def test_a_round_is_opened_closed_and_printed_from_the_page(page_of, click, tmp_path):
    desk, page = page_of(opened=False)
    assert page.heading() == "Xếp loại"
    page.open_round()
    assert page.model.rowCount() == 7
    page.print_to("names", tmp_path / "danh-sach.pdf")
    assert (tmp_path / "danh-sach.pdf").stat().st_size > 1000
    click(page.close_button)
    assert page.closed and "đã kết thúc" in page.summary()
    to(page, 0, "cell")
    page.type(desk.people[0], "cell", "1")
    assert said(desk)[0] is None


def words(widget):
    """All words of labels and badges in a widget."""
    from PySide6.QtWidgets import QLabel

    from app.ui.widgets.badge import Badge

    badges = [badge.accessibleName() or badge.text for badge in widget.findChildren(Badge)]
    return [label.text() for label in widget.findChildren(QLabel)] + badges
