"""The page of the yearly rating: a grid typed from the keyboard, the cap live beside it, one key one deed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.exports.rating_papers import PAPERS
from app.models import Round, RoundItem
from app.procedures.offices import PutSetting
from app.procedures.people import AddPerson
from app.procedures.rating.decide import DecideRating
from app.procedures.rating.rounds import CloseRating, OpenRating
from app.procedures.rating.set import SetRating
from app.regulations.dates import PartialDate
from app.ui.page import Entry
from app.ui.pages.rating.beside import years_before
from app.ui.pages.rating.details import CancelDialog, DetailsDialog
from app.ui.pages.rating.page import RatingPage
from app.ui.pages.rating.rows import STAGE_COLUMNS
from app.words import _

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
    if page.grid.view.isColumnHidden(page.grid.at(key)):
        page.grid.show_stage(next(stage for stage, keys in STAGE_COLUMNS.items() if key in keys))
    page.grid.view.setCurrentIndex(page.grid.model.index(row, page.grid.at(key)))


def said(desk, name="cell"):
    """Person -> level in the order of the list."""
    found = {one.person: (one.data or {}).get("levels", {}).get(name) for one in desk.all(RoundItem)}
    return [found[person] for person in desk.people]


def shown(page, row, key):
    return page.grid.model.cell(row, page.grid.at(key)).text


def test_everybody_by_keys_alone_and_taken_back(page_of, press):
    desk, page = page_of(opened=False)
    page.open_round()
    assert page.heading() == "Xếp loại năm 2026" and "0 trên 6" in page.summary()
    to(page, 0, "cell")
    press(page.grid.view, *"122234")
    assert said(desk) == ["excellent", "good", "good", "good", "completed", "not_completed", None]
    assert "6 trên 6" in page.summary()
    assert page.grid.view.currentIndex().row() == 7, "each key goes down to the next to be rated"
    to(page, 6, "cell")
    press(page.grid.view, "1")
    assert said(desk)[6] is None and shown(page, 6, "decided") == "Ngoài diện"
    assert shown(page, 6, "lacking").startswith("Được miễn")
    to(page, 0, "cell")
    press(page.grid.view, "0")
    assert said(desk)[0] is None
    to(page, 0, "self")
    press(page.grid.view, "4")
    while desk.sitting.can_undo:  # every key is taken back, one after the other, down to the opening
        desk.sitting.undo()
    assert not page.round and page.heading() == "Xếp loại"


def test_points_of_two_figures_are_one_number(page_of, press, monkeypatch):
    desk, page = page_of()
    told = []
    monkeypatch.setattr(page, "tell", told.append)
    to(page, 0, "general")
    press(page.grid.view, *"28", DOWN, *"30", RIGHT, *"65", DOWN)
    QTest.qWait(10)
    assert not told, [wrong.message for wrong in told]
    data = {one.person: one.data for one in desk.all(RoundItem)}
    assert data[desk.people[0]]["points"] == {"general": 28}
    assert data[desk.people[1]]["points"] == {"general": 30, "tasks": 65}
    assert shown(page, 1, "total") == "95"
    to(page, 2, "general")
    press(page.grid.view, *"31", DOWN)
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
    press(page.grid.view, *"11222")
    texts = words(page.grid.side)
    assert "20 % × 3 = 0,6, nhiều nhất 0 người" in texts and "Vượt 2" in texts
    assert "20 % × 5 = 1, nhiều nhất 1 người" in texts and "Vượt 1" in texts
    assert page.grid.side.numbers["excellent"].text() == "2"
    assert "366-QĐ/TW" in page.grid.side.note.text()
    desk.sitting.undo()
    assert said(desk)[4] is None and page.grid.side.numbers["good"].text() == "2"


def test_the_group_and_the_paper_are_typed_too(page_of, press):
    desk, page = page_of()
    to(page, 0, "group")
    press(page.grid.view, "1")
    assert shown(page, 0, "group") == "2A" and "1 có chức vụ" in page.grid.legend.accessibleName()
    to(page, 1, "paper")
    assert shown(page, 1, "paper") == "Chưa nộp"
    press(page.grid.view, "1")
    assert shown(page, 1, "paper") == "Đã nộp"
    to(page, 1, "commitment")
    press(page.grid.view, "1")
    assert shown(page, 1, "commitment") == "Đã nộp"


def test_a_round_is_opened_closed_and_printed_from_the_page(page_of, click, press, tmp_path):
    desk, page = page_of(opened=False)
    assert page.heading() == "Xếp loại"
    page.open_round()
    assert page.grid.model.rowCount() == 8, "seven members and the cell itself"
    page.print_to("names", tmp_path / "danh-sach.pdf")
    assert (tmp_path / "danh-sach.pdf").stat().st_size > 1000
    click(page.close_button)
    assert page.grid.closed and "đã kết thúc" in page.summary()
    to(page, 0, "cell")
    press(page.grid.view, "1")
    assert said(desk)[0] is None


def words(widget):
    """All words of labels and badges in a widget."""
    from PySide6.QtWidgets import QLabel

    from app.ui.widgets.badge import Badge

    badges = [badge.accessibleName() or badge.text for badge in widget.findChildren(Badge)]
    return [label.text() for label in widget.findChildren(QLabel)] + badges


def test_the_cell_itself_is_rated_in_the_same_grid_after_its_members(page_of, press):
    desk, page = page_of()
    to(page, 7, "cell")
    assert shown(page, 7, "name") == "Chi bộ"
    press(page.grid.view, "2")
    [collective] = [one for one in desk.all(RoundItem) if one.subject == "cell"]
    assert collective.data["levels"] == {"cell": "good"}


def test_slips_are_typed_in_their_own_stage_and_fractions_and_corrections_are_numbers(page_of, press):
    desk, page = page_of()
    page.grid.show_stage("slips")
    hidden = {c.key for n, c in enumerate(page.grid.model.columns) if page.grid.view.isColumnHidden(n)}
    assert "general" in hidden and not hidden & {"slips_excellent", "slips_valid", "cell", "name"}
    to(page, 0, "slips_excellent")
    press(page.grid.view, *"12", Qt.Key.Key_Backspace, *"0", DOWN)
    QTest.qWait(10)
    page.grid.show_stage("levels")
    to(page, 0, "tasks")
    press(page.grid.view, *"64,5", DOWN)
    QTest.qWait(10)
    data = {one.person: one.data for one in desk.all(RoundItem)}[desk.people[0]]
    assert data["votes"] == {"excellent": 10} and data["points"] == {"tasks": "64.5"}
    assert shown(page, 0, "tasks") == "64,5"


def test_a_column_copied_from_a_spreadsheet_goes_down_from_the_cell(page_of, press, themed):
    desk, page = page_of()
    to(page, 1, "general")
    themed.clipboard().setText("25\tx\n26\n27,5\n")
    QTest.keyClick(page.grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    data = {one.person: (one.data or {}).get("points", {}) for one in desk.all(RoundItem)}
    got = [data[person].get("general") for person in desk.people[:5]]
    assert got == [None, 25, 26, "27.5", None]


def test_everything_else_is_said_in_the_dialog_of_a_line(page_of, qtbot):
    desk, page = page_of()
    one = page.grid.rated[0]
    dialog = DetailsDialog(page.grid, one, "Ân", "", read_only=False)
    qtbot.addWidget(dialog)
    dialog.fields["special"].editor.set_value("sick")
    dialog.fields["absent"].set_value("nằm viện")
    dialog.fields["conditions.all_done"].editor.set_value("yes")
    dialog.fields["conditions.exceeded"].set_value("200")
    dialog.primary.click()
    assert dialog.fields["conditions.exceeded"].error or dialog.wrong.text(), "more than all"
    dialog.fields["conditions.exceeded"].set_value("35,5")
    dialog.primary.click()
    data = {one.person: one.data for one in desk.all(RoundItem)}[desk.people[0]]
    assert (data["special"], data["absent"]) == ("sick", "nằm viện")
    assert data["conditions"] == {"all_done": "yes", "exceeded": "35.5"}
    assert any("kiểm điểm bổ sung" in text for text in page.grid.side.remarks)
    desk.do(SetRating(page.round, (desk.people[0],), {"received.commitment": "2026-11-19"}))
    again = DetailsDialog(page.grid, page.grid.rated[0], "Ân", "", read_only=False)
    qtbot.addWidget(again)
    assert again.text("received.commitment") == "2026-11-19" and again.text("absent") == "nằm viện"
    again.not_needed["received.commitment"].setChecked(True)
    again.primary.click()
    data = {one.person: one.data for one in desk.all(RoundItem)}[desk.people[0]]
    assert data["received"]["commitment"] == "none"
    page.grid.chips.set_value("absent")
    page.grid.model.ask()
    assert page.grid.model.rowCount() == 1


def test_the_committees_criteria_are_typed_one_by_one(page_of, qtbot):
    desk, page = page_of(opened=False)
    told = "chung: Đạo đức = 30; nhiệm vụ: Việc được giao = 40; nhiệm vụ: Việc đột xuất = 30"
    desk.do(PutSetting({"rating.criteria.outside": told}, "2026-01-01", "15-HD/ĐU@2026-01-01"))
    desk.do(OpenRating(year=2026))
    [round_] = [one.id for one in desk.all(Round)]
    desk.do(SetRating(round_, (desk.people[0],), {"group": "outside"}))
    page.choose_round(round_)
    dialog = DetailsDialog(page.grid, page.grid.rated[0], "Ân", "", read_only=False)
    qtbot.addWidget(dialog)
    labels = [dialog.fields[f"criteria.{name}"].label.text() for name in ("general_1", "tasks_2", "tasks_3")]
    assert labels == ["Đạo đức (tối đa 30)", "Việc được giao (tối đa 40)", "Việc đột xuất (tối đa 30)"]
    for name, points in (("general_1", "31"), ("tasks_2", "35"), ("tasks_3", "25,5")):
        dialog.fields[f"criteria.{name}"].set_value(points)
    dialog.primary.click()
    assert "tối đa 30" in dialog.fields["criteria.general_1"].error
    dialog.fields["criteria.general_1"].set_value("28")
    dialog.primary.click()
    assert [shown(page, 0, key) for key in ("general", "tasks", "total")] == ["28", "60,5", "88,5"]
    other = DetailsDialog(page.grid, page.grid.rated[1], "Bình", "", read_only=False)
    qtbot.addWidget(other)
    assert not [name for name in other.fields if name.startswith("criteria.")]


def test_after_sending_a_key_asks_for_the_reason(page_of, press, monkeypatch, tmp_path):
    desk, page = page_of()
    to(page, 0, "cell")
    press(page.grid.view, "2")
    from app.procedures.rating import set as rating_set

    monkeypatch.setattr(rating_set, "has_left", lambda _unit, _record: True)
    asked = []

    class Dialog:
        def __init__(self, *_words):
            self.do = _words[-1]

        def text(self, name):
            return "ghi nhầm"

        def ask(self):
            asked.append("reason")
            return self.do(self)

    monkeypatch.setattr("app.ui.pages.rating.grid.reason_dialog", Dialog)
    to(page, 0, "cell")
    press(page.grid.view, "3")
    assert asked and said(desk)[0] == "completed"


def test_a_cell_of_forty_in_one_evening_by_keys_alone(page_of, press, monkeypatch):
    desk, page = page_of(opened=False)
    dates = {"birth": "1970", "admission_date": "1995-01-01", "official_date": "1996-01-01"}
    for n in range(34):
        desk.do(AddPerson("full", {"name": f"Trần Thị {'ABCDEGHIK'[n // 4]}{'aeio'[n % 4]}", **dates}))
    told = []
    monkeypatch.setattr(page, "tell", told.append)
    page.open_round()
    members = sum(
        1 for one in page.grid.rated if one.item.person and not (one.item.data or {}).get("not_rated")
    )
    assert members == 40
    order = [one for one in page.grid.rated if one.item.person]
    for key, figures in (("group", "3"), ("paper", "1"), ("self", "2"), ("cell", "2")):
        to(page, 0, key)
        press(page.grid.view, *figures * members)
    for key, figures in (("general", "28"), ("tasks", "60,5")):
        to(page, 0, key)
        for _one in order:
            press(page.grid.view, *figures, DOWN)
            QTest.qWait(1)
    to(page, 0, "cell")
    press(page.grid.view, *"1" * 7)
    assert not told and "40 trên 40" in page.summary()
    assert page.grid.side.numbers["excellent"].text() == "7"
    texts = words(page.grid.side)
    assert any(text.startswith("20 % × 33") for text in texts) and "Vượt 1" in texts, texts
    data = [one.data for one in desk.all(RoundItem) if one.person and not (one.data or {}).get("not_rated")]
    assert all(one["points"] == {"general": 28, "tasks": "60.5"} for one in data)
    assert all(one["received"] and one["group"] == "outside" for one in data)
    page.do(CloseRating(page.round), "xong")
    assert page.grid.closed


def test_the_superiors_paper_is_copied_and_a_decided_level_cancelled(page_of, press, qtbot):
    desk, page = page_of()
    to(page, 0, "cell")
    press(page.grid.view, *"222233")
    to(page, 1, "decided")
    press(page.grid.view, "3")
    assert shown(page, 1, "decided") == "Hoàn thành (khác)"
    dialog = page.decide_dialog()
    qtbot.addWidget(dialog)
    dialog.primary.click()
    assert dialog.fields["number"].error
    dialog.fields["number"].set_value("12-QĐ/ĐU")
    dialog.fields["issuer"].set_value("Đảng ủy xã Thử")
    dialog.primary.click()
    assert dialog.outcome, dialog.wrong.text()
    assert [shown(page, n, "decided") for n in range(3)] == ["Tốt", "Hoàn thành", "Tốt"]
    assert not page.grid.drafts and page.decide_dialog() is None
    assert any("chưa ghi đã thông báo" in text for text in page.grid.side.remarks)
    page.do(CloseRating(page.round), "xong")
    page.told_today()
    assert not any("chưa ghi đã thông báo" in text for text in page.grid.side.remarks)
    assert "đã thông báo 20/11/2026" in shown(page, 0, "lacking") and not page.tell_all.isEnabled()
    cancel = CancelDialog(page.grid, page.grid.rated[1], "Bình")
    qtbot.addWidget(cancel)
    cancel.primary.click()
    assert cancel.fields["reason"].error
    cancel.fields["reason"].set_value("ghi nhầm")
    cancel.primary.click()
    [item] = [one for one in desk.all(RoundItem) if (one.data or {}).get("cancelled")]
    assert item.outcome is None and item.data["cancelled"][0]["number"] == "12-QĐ/ĐU"
    assert shown(page, 1, "decided") == "Chưa có"


def test_two_years_at_the_lowest_level_are_told_to_those_who_handle_such_cases(page_of, monkeypatch):
    desk, page = page_of(opened=False)
    for year in (2025, 2026):
        desk.do(OpenRating(year=year))
        [round_] = [one.id for one in desk.all(Round) if one.year == year]
        desk.do(DecideRating(round_, {desk.people[0]: "not_completed"}, "1-QĐ/ĐU", "2026-11-20"))
    page.choose_round(round_)
    assert years_before(page.sitting, 2026, page.grid.rated[0]) == [("Năm 2025", "Không hoàn thành nhiệm vụ")]
    [told] = [text for text in page.grid.side.remarks if "hai năm liền" in text]
    assert "Không có việc gì tự phát sinh" in told
    monkeypatch.setattr(type(page.sitting.workspace.user), "may", lambda _self, right: right != "handle")
    page.read()
    assert not any("hai năm liền" in text for text in page.grid.side.remarks)


def test_the_wider_cap_is_entered_with_its_document(page_of, press, qtbot):
    desk, page = page_of()
    to(page, 0, "cell")
    press(page.grid.view, *"122222")
    assert "Vượt 1" not in words(page.grid.side)
    dialog = page.about_dialog()
    qtbot.addWidget(dialog)
    dialog.fields["meeting"].set_value(PartialDate.parse("2026-11-18"))
    dialog.fields["ballot.rounds"].set_value("hai vòng")
    dialog.fields["exception.document"].set_value("9-QĐ/TU")
    dialog.primary.click()
    assert dialog.wrong.text() or dialog.fields["exception.document"].error, "no wider cap without its paper"
    dialog.fields["exception.date"].set_value(PartialDate.parse("2026-10-01"))
    dialog.fields["exception.issuer"].set_value("Tỉnh ủy")
    dialog.primary.click()
    [round_] = desk.all(Round)
    assert round_.data["exception"]["document"] == "9-QĐ/TU" and round_.data["meeting"] == "2026-11-18"
    assert any(text.startswith("25 % × 5") for text in words(page.grid.side)), words(page.grid.side)
    again = page.about_dialog()
    qtbot.addWidget(again)
    assert again.text("ballot.rounds") == "hai vòng" and again.text("exception.date") == "2026-10-01"


def test_every_paper_of_the_menu_is_offered(page_of):
    _desk, page = page_of()
    offered = [action.text() for action in page.print_button.menu().actions()]
    assert offered == [_(title) for title in PAPERS.values()] and len(offered) > 6
