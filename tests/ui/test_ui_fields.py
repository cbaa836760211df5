"""Fields: what one types, what the field answers, and the sentence when it does not understand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.ui.widgets.base import column
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.editors import Choice, LineEdit, LongText, NumberEdit
from app.ui.widgets.field import Field
from app.ui.widgets.person_edit import PersonEdit
from app.ui.widgets.segment import Segment
from app.ui.widgets.tick import Tick

KEY = Qt.Key


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("5/2/26", "05/02/2026"),
        ("05022026", "05/02/2026"),
        ("15/11/2025", "15/11/2025"),
        ("2/2026", "02/2026"),
        ("1998", "1998"),
    ],
)
def test_a_date_is_answered_in_its_full_form(show, press, typed, answer):
    field = show(Field("Ngày họp", DateEdit(latest=2026)))
    changes = []
    field.changed.connect(changes.append)
    press(field.editor, typed, KEY.Key_Return)
    assert field.editor.text() == answer
    assert field.value().text() == answer
    assert [value.text() for value in changes] == [answer]
    assert field.error == ""


def test_a_wrong_date_says_what_to_do_and_stays_as_typed(show, press):
    field = show(Field("Ngày họp", DateEdit()))
    press(field.editor, "31/11/2025", KEY.Key_Return)
    assert field.editor.text() == "31/11/2025"
    assert field.value() is None
    assert "31/11/2025" in field.error
    assert field.editor.property("wrong") == "true"
    field.editor.selectAll()
    press(field.editor, "30/11/2025", KEY.Key_Return)
    assert field.error == ""
    assert field.editor.property("wrong") == "false"
    assert field.value().text() == "30/11/2025"


def test_letters_may_be_deleted_and_typed_again_as_input_methods_do(show, press):
    field = show(Field("Ngày họp", DateEdit(latest=2026)))
    press(field.editor, "5/2/2", KEY.Key_Backspace, KEY.Key_Backspace, "/26")
    assert field.editor.text() == "5/2/26"  # nothing was rewritten while typing
    assert field.error == ""
    press(field.editor, KEY.Key_Return)
    assert field.editor.text() == "05/02/2026"
    name = show(Field("Tên", LineEdit()))
    press(name.editor, "Nguye", KEY.Key_Backspace, "ễ", "n")
    assert name.value() == "Nguyễn"


def test_an_emptied_date_is_none(show, press):
    field = show(Field("Ngày họp", DateEdit()))
    press(field.editor, "1998", KEY.Key_Return)
    changes = []
    field.changed.connect(changes.append)
    field.editor.selectAll()
    press(field.editor, KEY.Key_Delete, KEY.Key_Return)
    assert field.value() is None and changes == [None] and field.error == ""


def test_leaving_a_date_with_tab_reads_it(show, press, qtbot):
    holder = show(_two(Field("Ngày", DateEdit()), Field("Tên", LineEdit())))
    first, second = holder.findChildren(Field)
    first.editor.setFocus()
    press(first.editor, "1998", KEY.Key_Tab)
    assert second.editor.hasFocus()
    assert first.value().text() == "1998"


def _two(first, second):
    from PySide6.QtWidgets import QWidget

    holder = QWidget()
    holder.setLayout(column(first, second))
    return holder


def test_text_is_trimmed_and_in_composed_form(show, press):
    field = show(Field("Họ và tên", LineEdit()))
    field.editor.setText("  Nguye\u0302\u0303n  ")
    assert field.value() == "Nguyễn"
    field.set_value(None)
    assert field.value() is None


@pytest.mark.parametrize(
    ("typed", "value", "wrong"), [("1.240", 1240, False), ("12a", None, True), ("-1", None, True)]
)
def test_numbers(show, press, typed, value, wrong):
    field = show(Field("Số", NumberEdit()))
    press(field.editor, typed, KEY.Key_Return)
    assert field.value() == value
    assert bool(field.error) is wrong


def test_a_number_beyond_its_bounds_names_them(show, press):
    field = show(Field("Điểm", NumberEdit(0, 100)))
    press(field.editor, "101", KEY.Key_Return)
    assert "100" in field.error and field.value() is None


def test_several_lines_let_tab_go_on(show, press):
    holder = show(_two(Field("Ghi chú", LongText()), Field("Tên", LineEdit())))
    first, second = holder.findChildren(Field)
    first.editor.setFocus()
    press(first.editor, "Một", KEY.Key_Return, "Hai", KEY.Key_Tab)
    assert second.editor.hasFocus()
    assert first.value() == "Một\nHai"


def test_a_choice_keeps_its_value_and_ignores_the_wheel(show, press):
    field = show(Field("Kỳ", Choice([(1, "Năm 2025"), (2, "Năm 2024")])))
    assert field.value() is None
    field.set_value(2)
    field.editor.set_options([(2, "Năm 2024"), (3, "Năm 2023")])
    assert field.value() == 2
    changes = []
    field.changed.connect(changes.append)
    press(field.editor, KEY.Key_Down)
    assert changes == [3]


def test_a_segment_is_chosen_by_keyboard_and_mouse(show, press, qtbot):
    field = show(Field("Cách biểu quyết", Segment([("secret", "Phiếu kín"), ("hand", "Giơ thẻ")], "secret")))
    changes = []
    field.changed.connect(changes.append)
    press(field.editor, KEY.Key_Right, KEY.Key_Right)
    qtbot.mouseClick(field.editor, Qt.MouseButton.LeftButton, pos=field.editor.rect().center() / 4)
    assert changes == ["hand", "secret"]


def test_read_only_fields_take_no_keys(show, press):
    for editor in (LineEdit("Thuận"), DateEdit(), NumberEdit(), LongText("Thuận")):
        field = show(Field("Tên", editor))
        before = field.value()
        field.set_read_only(True)
        press(editor, "12")
        assert field.value() == before


def test_optional_fields_say_so_and_carry_the_name_for_screen_readers(themed, qtbot):
    field = Field("Tên gọi khác", LineEdit(), optional=True)
    qtbot.addWidget(field)
    assert field.label.text() == "Tên gọi khác (nếu có)"
    assert field.editor.accessibleName() == "Tên gọi khác (nếu có)"
    field.set_error("Ghi tên đầy đủ.")
    assert field.editor.accessibleDescription() == "Ghi tên đầy đủ."


PEOPLE = {1: "Lương Văn Thuận", 2: "Lương Thị Gấm"}


def find(text):
    return [(key, name, "1965") for key, name in PEOPLE.items() if text.lower() in name.lower()]


def test_a_person_is_chosen_from_the_list(show, press):
    field = show(Field("Chủ trì", PersonEdit(find, PEOPLE.__getitem__)), 400, 400)
    changes = []
    field.changed.connect(changes.append)
    press(field.editor, "lương")
    field.editor.ask_now()
    press(field.editor, KEY.Key_Down, KEY.Key_Return)
    assert field.value() == 2 and field.editor.text() == "Lương Thị Gấm" and changes == [2]


def test_a_name_that_was_only_typed_is_asked_about(show, press):
    field = show(Field("Chủ trì", PersonEdit(find, PEOPLE.__getitem__)))
    press(field.editor, "Lương")
    assert field.editor.settle() is False
    assert field.value() is None and field.error
    field.editor.selectAll()
    press(field.editor, "Lương Thị Gấm")
    assert field.editor.settle() is True
    assert field.value() == 2 and field.error == ""


def test_a_tick_is_set_by_space(show, press):
    tick = show(Tick("Hiện cả người đã chuyển đi"))
    press(tick, KEY.Key_Space)
    assert tick.isChecked()
