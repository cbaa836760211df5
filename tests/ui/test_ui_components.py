"""Components one presses and reads: buttons, chips, vote counter, timeline, checks, status bar, drawer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.ui import theme
from app.ui.gallery import STEPS, Gallery
from app.ui.page import Room
from app.ui.widgets.base import Label, row
from app.ui.widgets.buttons import Button, FocusRing
from app.ui.widgets.charts import Ring, Slots, cap_fills
from app.ui.widgets.checklist import Checklist, Paper
from app.ui.widgets.checks import Check, CheckList
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.drawer import Drawer, FoldingPanel
from app.ui.widgets.search_box import FindBox, Hit
from app.ui.widgets.status import StatusBar
from app.ui.widgets.tiles import Tile, initials
from app.ui.widgets.timeline import ShortTimeline, Timeline
from app.ui.widgets.toast import Toast
from app.ui.widgets.vote import VoteCounter, Votes

KEY = Qt.Key


def test_a_working_button_keeps_its_width_and_takes_no_clicks(show, click):
    button = show(Button("Xong, sang bước 8", "primary"))
    clicked = []
    button.clicked.connect(lambda: clicked.append(1))
    width = button.width()
    button.set_working("")
    click(button)
    assert button.width() == width and clicked == [] and button.working
    button.set_working(None)
    click(button)
    assert clicked == [1]


def test_the_primary_button_has_its_ring_outside_for_the_keyboard_only(show, press, qtbot, click):
    holder = QWidget()
    first, second = Button("Để sau"), Button("Ghi vào sổ", "primary")
    holder.setLayout(row(first, second, gap=8, margins=20))
    show(holder)
    first.setFocus()
    press(first, KEY.Key_Tab)
    assert second.hasFocus()
    (ring,) = holder.findChildren(FocusRing)
    assert ring.width() > second.width()
    first.setFocus()
    assert [r for r in holder.findChildren(FocusRing) if r.isVisible()] == []


@pytest.mark.parametrize("kind", ["primary", "secondary", "quiet", "link"])
def test_words_fit_into_every_button(themed, qtbot, kind):
    button = Button("Nghị quyết đề nghị kết nạp", kind, icon="printer", trailing="arrow-down-s")
    qtbot.addWidget(button)
    assert button.sizeHint().width() >= theme.width(button.text(), "small") + 18 + 16


CHIPS = [
    ("all", "Tất cả", 27),
    ("full", "Chính thức", 24),
    ("probation", "Dự bị", 3),
    ("missing", "Cần bổ sung", 4),
]


def test_chips_that_do_not_fit_go_into_more(show, click):
    bar = show(ChipBar(CHIPS), 900, 40)
    chosen = []
    bar.chosen.connect(chosen.append)
    assert bar.overflow() == [] and bar.more.isHidden()
    bar.resize(390, 40)
    assert bar.overflow() == ["probation", "missing"] and bar.more.isVisible()
    next(a for a in bar.more_menu().actions() if a.text() == "Cần bổ sung (4)").trigger()
    assert chosen == ["missing"] and bar.more.text() == "Cần bổ sung (4)" and bar.more.isChecked()
    bar.resize(900, 40)
    assert bar.overflow() == [] and bar.chips["missing"].isChecked()


def test_chips_by_keyboard_and_new_counts(show, press):
    bar = show(ChipBar(CHIPS), 900, 40)
    bar.chips["all"].setFocus()
    press(bar.chips["all"], KEY.Key_Right)
    press(bar.chips["full"], KEY.Key_Return)
    assert bar.value == "full"
    bar.set_options(
        [
            ("all", "Tất cả", 28),
            ("full", "Chính thức", 25),
            ("probation", "Dự bị", 3),
            ("missing", "Cần bổ sung", 4),
        ]
    )
    assert bar.value == "full" and bar.chips["all"].text() == "Tất cả (28)"
    bar.set_options([("all", "Tất cả", None)])
    assert bar.value == "all"


@pytest.fixture
def vote(show):
    made = VoteCounter()
    made.set_base(22, 15, "Cách tính 22: 24 chính thức, trừ 2.")
    return show(made)


def test_the_vote_is_judged_at_every_figure_typed(vote, press):
    changes = []
    vote.changed.connect(changes.append)
    press(vote.present.editor, "20")
    press(vote.agree.editor, "1")
    assert vote.badge.text == "Chưa đủ: có 1, cần 15" and vote.badge.tone == "rust"
    press(vote.agree.editor, "9")
    assert vote.badge.text == "Đạt, cần từ 15 phiếu" and vote.badge.tone == "green"
    assert vote.caption.text() == "19 trên 22 người, 2 vắng"
    assert changes[-1] == Votes(20, 19, None)


def test_figures_that_cannot_be_true_are_told(vote, press):
    vote.set_votes(Votes(20, 19, 1))
    assert vote.consistent and not vote.complaint.isVisible()
    press(vote.against.editor, "2")
    assert not vote.consistent and "20 người có mặt" in vote.complaint.text() and vote.badge.text == ""
    vote.set_votes(Votes(23, 19, 1))
    assert "chỉ 22 người" in vote.complaint.text()


def test_the_voters_can_be_asked_for_by_name(vote, click):
    asked = []
    vote.names_asked.connect(lambda: asked.append(1))
    click(vote.names)
    assert asked == [1]


def test_the_timeline_is_walked_by_keyboard_and_every_step_can_be_read(show, press, click):
    line = show(Timeline(STEPS), 244, 400)
    chosen = []
    line.chosen.connect(chosen.append)
    line.buttons[0].setFocus()
    press(line.buttons[0], KEY.Key_Down)
    assert line.buttons[1].hasFocus()
    press(line.buttons[1], KEY.Key_End)
    press(line.buttons[3], KEY.Key_Return)
    click(line.buttons[0])
    assert chosen == ["9", "6"]
    assert "chưa mở được" in line.buttons[2].accessibleName()


def test_long_steps_wrap_instead_of_being_cut(themed, qtbot):
    from app.ui.widgets.timeline import Step, StepButton

    step = StepButton(
        Step("x", 8, "Cấp ủy có thẩm quyền xem xét, quyết định kết nạp đảng viên", "Chờ từ 01/11"), None, None
    )
    qtbot.addWidget(step)
    assert step.heightForWidth(200) > step.heightForWidth(900)


def test_the_short_timeline_names_the_step(themed, qtbot):
    short = ShortTimeline()
    qtbot.addWidget(short)
    short.set_steps(STEPS, badge="Đang làm")
    assert short.words.text() == "Bước 7 trên 9: Chi bộ ra nghị quyết"
    chosen = []
    short.chosen.connect(chosen.append)
    short.menu_button.menu().actions()[3].trigger()
    assert chosen == ["9"]


def test_missing_papers_offer_a_deed(show, click):
    papers = [
        Paper("a", "Đơn xin vào Đảng", "1-KNĐ", True, "02/07/2025"),
        Paper("b", "Nghị quyết", "6-KNĐ", link="In ngay"),
    ]
    made = show(Checklist(papers))
    asked, ticked = [], []
    made.asked.connect(asked.append)
    made.ticked.connect(lambda *what: ticked.append(what))
    click(made.rows[1].link)
    click(made.rows[1].tick)
    assert asked == ["b"] and ticked == [("b", True)] and made.rows[0].link is None
    assert made.summary() == "1 trên 2 đã có"


def test_checks_stand_in_their_order_and_passed_ones_fold(show, click):
    checks = [Check("passed", f"Mục {i}") for i in range(6)] + [
        Check("deadline", "Hạn 19/01/2026"), Check("blocked", "Chưa đủ phiếu", "Xem từng người", "vote"),
        Check("reminder", "Nơi sinh chưa đủ", "Sửa trong lý lịch", "birthplace"),
    ]  # fmt: skip
    made = show(CheckList(checks))
    assert [each.check.state for each in made.rows[:4]] == ["blocked", "reminder", "deadline", "passed"]
    assert len(made.rows) == 6 and made.more.isVisible()
    jumps = []
    made.jump.connect(jumps.append)
    click(made.rows[0].link)
    click(made.more)
    assert jumps == ["vote"] and len(made.rows) == 9 and made.more.isHidden()
    assert made.summary() == "6 đạt, 1 nhắc, 1 chặn"


def test_a_deed_can_be_taken_back_from_the_status_bar_for_ten_seconds(show, click):
    bar = show(StatusBar(), 1100, 32)
    bar.set("saved", "Đã lưu lúc 09:41")
    undone = []
    bar.said("Đã ghi Lương Thị Gấm: Tốt", lambda: undone.append(1))
    assert bar.offered == "Đã ghi Lương Thị Gấm: Tốt" and bar.items["saved"].isHidden()
    assert bar._timer.interval() == 10_000
    click(bar.offer.button)
    assert undone == [1] and bar.offered == "" and bar.items["saved"].isVisible()
    bar.said("Đã ghi", lambda: undone.append(2))
    bar._timer.timeout.emit()
    assert bar.offered == "" and undone == [1]


def test_status_words_leave_rather_than_being_cut(show):
    bar = StatusBar()
    for place, text in (
        ("saved", "Đã lưu lúc 09:41"),
        ("sent", "Gửi lần cuối 12/11/2025"),
        ("unsent", "14 thay đổi chưa gửi"),
    ):
        bar.set(place, text)
    bar.set_date("Thứ Hai, 17/11/2025", "17/11/2025")
    show(bar, 1100, 32)
    assert bar.items["sent"].isVisible()
    bar.resize(480, 32)
    assert not bar.items["sent"].isVisible() and bar.items["saved"].isVisible()


def test_a_toast_takes_a_deletion_back(show, click):
    page = show(QWidget())
    undone = []
    toast = Toast.show_on(page, "Đã xóa một dòng", lambda: undone.append(1))
    assert toast.isVisible() and toast.geometry().bottom() < page.height()
    click(toast.button)
    assert undone == [1] and not toast.isVisible()


def test_a_drawer_takes_the_keyboard_and_gives_it_back(show, press):
    page = QWidget()
    button = Button("Quy định")
    page.setLayout(row(button, None))
    show(page)
    button.setFocus()
    drawer = Drawer(page, "Quy định")
    drawer.set_content(Label("Tán thành từ 2/3"))
    drawer.open()
    assert drawer.isVisible() and drawer.geometry().right() == page.rect().right()
    press(drawer.cross, KEY.Key_Escape)
    assert not drawer.isVisible() and button.hasFocus()


def test_a_panel_folds_into_a_drawer_and_back(show, click):
    page = QWidget()
    content = QLabel("Quy định")
    panel = FoldingPanel(page, content, "Quy định", width=304)
    page.setLayout(row(panel.button, None, panel))
    show(page)
    assert content.isVisible() and not panel.button.isVisible()
    panel.set_count("1 nhắc")
    panel.arrange(Room.SMALL)
    assert not content.isVisible() and panel.button.isVisible()
    click(panel.button)
    assert content.isVisible() and panel.button.text() == "Quy định (1 nhắc)"
    panel.arrange(Room.WIDE)
    assert content.isVisible() and panel.isVisible() and not panel.button.isVisible()


def test_hits_open_by_keyboard_and_nothing_found_is_said(show, press):
    box = show(FindBox("Tìm người"), 380, 300)
    box.finder = lambda text: (
        [Hit("Phạm Ngọc Diễm", "dự bị", "person", {"person": "x"})] if text == "diem" else []
    )
    opened = []
    box.opened.connect(opened.append)
    press(box, "diem", KEY.Key_Return)
    press(box, KEY.Key_Return)
    assert [hit.where for hit in opened] == [{"person": "x"}] and box.text() == ""
    press(box, "zz")
    box.ask_now()
    assert box.hits == [] and "zz" in box._list.item(0).text()


def test_cap_meter_and_charts_say_it_in_words(themed, qtbot):
    assert cap_fills(3, 2, 5) == ["gold_fill", "gold_fill", "rust_fill", "track", "track"]
    ring = Ring(0.76, "76 %", clickable=True)
    slots = Slots(["green_fill", "track"], "1 trên 2")
    for chart in (ring, slots):
        qtbot.addWidget(chart)
    assert ring.accessibleName() == "76 %" and slots.accessibleName() == "1 trên 2"
    asked = []
    ring.asked.connect(asked.append)
    qtbot.keyClick(ring, KEY.Key_Return)
    assert asked == [-1]


def test_a_tile_is_pressed_by_enter(show, press):
    tile = show(Tile("upload-2", "Gửi lên Đảng ủy xã", "14 thay đổi"))
    clicked = []
    tile.clicked.connect(lambda: clicked.append(1))
    press(tile, KEY.Key_Return)
    assert clicked == [1] and tile.accessibleName() == "Gửi lên Đảng ủy xã. 14 thay đổi"


@pytest.mark.parametrize(
    ("name", "letters"), [("Phạm Ngọc Diễm", "PD"), ("Đỗ Quang Ấn", "ĐẤ"), ("Lan", "L"), ("", "")]
)
def test_initials(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_gallery_shows_everything_and_every_control_has_a_name(themed, show, name):
    theme.apply(themed, name)
    gallery = show(Gallery(), 1366, 900)
    assert not gallery.grab().isNull()
    nameless = [
        type(each).__name__
        for each in gallery.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
        and not (each.accessibleName() or getattr(each, "text", lambda: "")())
        and type(each).__name__ not in ("ScrollColumn", "TableHeader")
    ]  # fmt: skip
    assert nameless == []
    assert gallery.column.widget().minimumSizeHint().width() <= 1366
