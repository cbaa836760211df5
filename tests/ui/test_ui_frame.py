"""The frame: navigation, heads, ways back, keys, and how it folds when it is narrow."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.frame import Frame
from app.ui.page import Entry, Page, Room
from app.ui.widgets.base import Label, column
from app.ui.widgets.buttons import Button
from app.ui.widgets.editors import LineEdit

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Plain(Page):
    """A page that remembers what it was told."""

    guide = "pages"

    def __init__(self, frame):
        super().__init__(frame)
        self.told, self.may_leave, self.rooms = [], True, []
        self.line = LineEdit()
        self.save = Button("Ghi vào sổ", "primary")
        self.setLayout(column(self.line, None, margins=24))

    def summary(self):
        return "27 người trong sổ"

    def head_actions(self):
        return [Button("Nhập từ Excel"), self.save]

    def opened(self, **where):
        self.told.append(where)

    def refresh(self, changes=None):
        self.told.append(changes)

    def leave(self):
        return self.may_leave

    def arrange(self, room):
        self.rooms.append(room)


class Person(Plain):
    up = "members"

    def heading(self):
        return "Phạm Ngọc Diễm"


@pytest.fixture
def frame(show):
    made = Frame()
    made.built = []

    def maker(kind, key):
        return lambda window: made.built.append(key) or kind(window)

    for key, title, icon, place in (
        ("home", "Việc cần làm", "task", "main"), ("members", "Đảng viên", "group", "main"),
        ("rules", "Quy định", "book-read", "foot"),
    ):  # fmt: skip
        made.add(Entry(key, title, icon, maker(Plain, key), place))
    made.add(Entry("person", "Người", "user", maker(Person, "person"), "", under="members"))
    made.top.set_office("Chi bộ thôn Đồng Mận", [("b", "Chi bộ khác")])
    made.top.set_user("Bí thư Lương Văn Thuận")
    made.go("home")
    return show(made, 1366, 768)


def test_only_registered_pages_are_listed_and_made_when_opened(frame, click):
    assert list(frame.nav.entries) == ["home", "members", "rules"]
    assert frame.built == ["home"]
    click(frame.nav.entries["members"])
    assert frame.built == ["home", "members"] and frame.current == "members"
    assert frame.nav.entries["members"].isChecked() and not frame.nav.entries["home"].isChecked()
    assert frame.head.title.text() == "Đảng viên" and frame.head.summary.text() == "27 người trong sổ"


def test_a_page_keeps_its_button_and_the_head_leaves_nothing_behind(frame):
    home = frame.pages["home"]
    for _again in range(3):
        home.head_changed.emit()
    assert frame.head.deeds.count() == 2 and home.save.isVisible()
    frame.go("members")
    assert not home.save.isVisible()
    frame.go("home")
    assert home.save.isVisible()


def test_where_is_handed_to_the_page_and_the_arrow_leads_up(frame, click):
    frame.go("members")
    frame.go("person", person="x")
    assert frame.pages["person"].told == [{"person": "x"}]
    assert frame.head.title.text() == "Phạm Ngọc Diễm" and frame.head.arrow.isVisible()
    assert frame.nav.entries["members"].isChecked()
    click(frame.head.arrow)
    assert frame.current == "members" and not frame.head.arrow.isVisible()


def test_a_page_that_does_not_want_to_be_left_stays(frame, click):
    frame.pages["home"].may_leave = False
    click(frame.nav.entries["members"])
    assert frame.current == "home" and frame.nav.entries["home"].isChecked()


def test_changes_reach_the_pages_already_made(frame):
    frame.refresh({"x"})
    assert frame.pages["home"].told == [{}, {"x"}] and "members" not in frame.pages


def test_keys(frame, qtbot):
    helped, undone = [], []
    frame.help_asked.connect(helped.append)
    frame.undo_asked.connect(lambda: undone.append(1))
    frame.nav.entries["home"].setFocus()
    qtbot.keyClick(frame, KEY.Key_K, CTRL)
    assert frame.top.search.hasFocus()
    qtbot.keyClick(frame, KEY.Key_F1)
    frame.nav.entries["home"].setFocus()
    qtbot.keyClick(frame, KEY.Key_Z, CTRL)
    assert helped == ["pages"] and undone == [1]


def test_ctrl_z_belongs_to_the_text_being_typed(frame, qtbot):
    undone = []
    frame.undo_asked.connect(lambda: undone.append(1))
    line = frame.pages["home"].line
    line.setFocus()
    qtbot.keyClicks(line, "Thuan")
    qtbot.keyClick(line, KEY.Key_Z, CTRL)
    assert undone == [] and line.text() == ""


def test_the_navigation_is_walked_by_keyboard(frame, qtbot):
    frame.nav.entries["home"].setFocus()
    qtbot.keyClick(frame.nav.entries["home"], KEY.Key_Down)
    assert frame.nav.entries["members"].hasFocus()
    qtbot.keyClick(frame.nav.entries["members"], KEY.Key_Space)
    assert frame.current == "members"


def test_it_folds_when_narrow(frame):
    assert frame.room == Room.WIDE and frame.nav.width() == 216
    frame.resize(911, 512)
    assert frame.room == Room.NARROW and frame.nav.width() == 60
    assert frame.nav.entries["members"].toolTip() == "Đảng viên"
    assert frame.top.height() == 48 and frame.head.height() == 54 and not frame.head.summary.isVisible()
    assert frame.pages["home"].rooms[-1] == Room.NARROW
    frame.resize(1366, 768)
    assert frame.nav.width() == 216 and frame.head.summary.isVisible()
    assert frame.nav.entries["members"].toolTip() == ""


@pytest.mark.parametrize(
    ("width", "room"), [(1366, Room.WIDE), (1280, Room.MEDIUM), (1100, Room.SMALL), (910, Room.NARROW)]
)
def test_rooms(width, room):
    assert Room.of(width) == room


def test_counts_are_spoken_and_rust_when_late(frame):
    frame.set_count("home", 5, late=True)
    entry = frame.nav.entries["home"]
    assert entry.accessibleName() == "Việc cần làm (5)" and entry.late


def test_the_frame_asks_for_no_more_room_than_a_small_screen_has(frame):
    hint = frame.centralWidget().minimumSizeHint()
    assert hint.width() <= 1180 and hint.height() <= 680
    frame.resize(911, 512)
    hint = frame.centralWidget().minimumSizeHint()
    assert hint.width() <= 911 and hint.height() <= 512


class Tall(Page):
    def __init__(self, frame):
        super().__init__(frame)
        holder = QWidget()
        holder.setMinimumHeight(900)
        self.foot = Label("chân trang")
        self.setLayout(column(holder, self.foot))


def test_a_low_window_scrolls_the_page_and_keeps_bars(frame):
    frame.add(Entry("tall", "Cao", "task", Tall))
    frame.go("tall")
    assert frame.status.isVisible() and frame.status.geometry().bottom() <= frame.height()
    assert frame.pages["tall"].height() > frame.stack.height()


def test_other_workspaces_are_in_the_menu_of_the_office(frame):
    chosen = []
    frame.top.workspace_chosen.connect(chosen.append)
    frame.top.office.menu().actions()[0].trigger()
    assert chosen == ["b"] and frame.top.office.text() == "Chi bộ thôn Đồng Mận"


def test_closing_asks_the_page_first(frame):
    closed = []
    frame.closing.connect(lambda: closed.append(1))
    frame.pages["home"].may_leave = False
    frame.close()
    assert closed == [] and frame.isVisible()
    frame.pages["home"].may_leave = True
    frame.close()
    assert closed == [1]


class Wordy(Plain):
    words = "Gửi Đảng ủy xã trước 10/12/2025; chi bộ đã đề nghị 19 trên 25 người, còn 6 người chưa nộp"

    def heading(self):
        return "Kết nạp: Công Tằng Tôn Nữ Đoàn Thị Mỹ Hạnh Nguyên Phương Anh Thư"

    def summary(self):
        return self.words


def test_long_words_in_the_head_are_never_cut(frame):
    frame.add(Entry("wordy", "Dài", "task", Wordy))
    frame.go("wordy")
    head = frame.head
    for width in (1366, 1100, 911, 760):
        frame.resize(width, 700)
        title = head.title
        lines = 2 if title.wordWrap() else 1
        assert theme.width(title.text(), title.property("role"), True) <= lines * title.width()
        assert (
            not head.summary.isVisible() or theme.width(head.summary.text(), "small") <= head.summary.width()
        )


def test_starting_the_window_loads_nothing_heavy():
    code = (
        "import sys, app.ui.frame, app.ui.widgets.table, app.ui.widgets.date_edit, app.ui.jobs\n"
        "heavy = {'qtawesome', 'qtpy', 'reportlab', 'openpyxl', 'docx', 'sqlalchemy', 'alembic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_way_back_leads_to_the_same_person_again(frame):
    frame.go("person", person="p1")
    frame.go("rules")
    frame.back()
    assert frame.current == "person"
    assert frame.pages["person"].told[-1] == {"person": "p1"}
