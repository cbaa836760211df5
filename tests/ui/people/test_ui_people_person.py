"""A person's record: edited in place, refused beside the field, undone, and told by the journal."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.models import Person, PersonStanding
from app.models.local import PageEntry
from app.procedures.deeds import perform
from app.procedures.rating.decide import DecideRating
from app.procedures.rating.rounds import OpenRating
from app.procedures.rating.set import SetRating
from app.ui.pages.person.page import TABS
from app.ui.widgets.base import Label


@pytest.fixture
def page(window):
    """The record of Lương Thanh Đức."""
    window.go("person", person=window.page("members").model.id_at(2))
    return window.page("person")


def record(page):
    """The record as it is kept."""
    with page.sitting.reading() as session:
        return session.get(Person, page.person)


def words(widget):
    """All words shown in a widget."""
    return [label.text() for label in widget.findChildren(Label) if not label.isHidden()]


def test_the_head_says_who_it_is(page):
    assert page.heading() == "Lương Thanh Đức"
    assert page.status.text() == "Chính thức"
    assert "tuổi đảng 9 năm 8 tháng" in page.facts.text()


def test_an_edit_is_written_and_taken_back(page, window, click):
    page.edit("Bản thân")
    page.form.fields["phone"].editor.setText("0912 345 678")
    click(page.save_button)
    assert record(page).phone == "0912 345 678"
    assert window.status.offered == "Đã sửa hồ sơ Lương Thanh Đức"
    click(window.status.offer.button)
    assert record(page).phone is None


def test_control_z_takes_back_the_edit(page, window):
    page.edit()
    page.form.fields["occupation"].set_value("Giáo viên")
    assert page.save()
    window.undo_asked.emit()
    assert record(page).occupation == "Cán bộ xã"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("birth", "31/02/1975", "không phải là ngày"),
        ("personal_number", "12345", "12 chữ số"),
        ("name", "", "họ và tên"),
    ],
)
def test_a_refused_edit_stands_beside_its_field_and_changes_nothing(
    page, journal_size, window, field, typed, said
):
    before = journal_size(window)
    page.edit()
    page.form.fields[field].editor.setText(typed)
    page.form.fields["phone"].editor.setText("0900 000 000")
    assert not page.save()
    assert said in page.form.fields[field].error
    assert page.editing
    assert journal_size(window) == before
    assert record(page).phone is None


def test_saving_without_a_change_writes_nothing(page, window, journal_size):
    before = journal_size(window)
    page.edit()
    assert page.save()
    assert not page.editing
    assert journal_size(window) == before


def test_what_was_sent_asks_for_the_reason(page, window):
    with window.sitting.workspace.unit(window.sitting.clock) as unit:
        unit.session.add(PageEntry(page="p", place=0, entry=page.record.entry))
    window.go("person", person=page.person)
    page.edit()
    page.form.fields["occupation"].set_value("Giáo viên")
    assert not page.save()
    assert "lý do" in page.form.reason.error
    page.form.reason.set_value("ghi nhầm")
    assert page.save()
    assert record(page).reason == "ghi nhầm"


def test_a_state_needs_its_day(page):
    page.edit()
    page.form.fields["activity"].editor.set_value("exempt")
    page.form.fields["activity"].editor.value_changed.emit("exempt")
    assert not page.save()
    assert page.form.fields["activity_date"].error
    page.form.fields["activity_date"].editor.setText("1/6/2025")
    assert page.save()
    assert page.badge.text == "Miễn sinh hoạt"


def test_the_journal_tells_who_what_from_what_to_what(page):
    page.edit()
    page.form.fields["occupation"].set_value("Giáo viên")
    page.save()
    page.tabs.setCurrentIndex([key for key, _words in TABS].index("journal"))
    told = words(page.tab_pages["journal"])
    assert "Nghề nghiệp: Cán bộ xã → Giáo viên" in told
    assert "Lương Văn Thuận" in told


def test_the_course_lists_dated_events_with_their_source(page):
    page.tabs.setCurrentIndex([key for key, _words in TABS].index("course"))
    told = words(page.tab_pages["course"])
    assert told.index("Được công nhận chính thức") < told.index("Được kết nạp")
    assert "12/03/2016" in told and "Theo danh sách đã nhập" in told


def test_the_course_shows_three_years_of_self_reviews_and_levels(page):
    with page.sitting.workspace.unit(page.sitting.clock, clock_accepted=True) as unit:
        year = unit.today.year
        for at in (year - 2, year - 1):
            round_ = perform(unit, OpenRating(year=at, date=unit.today.isoformat())).result.id
            said = {"received.self_review": unit.today.isoformat(), "self": "good", "cell": "good"}
            perform(unit, SetRating(round_, (page.person,), said))
            if at < year - 1:
                perform(unit, DecideRating(round_, {page.person: "excellent"}, "9-QĐ/ĐU"))
    page.refresh()
    page.tabs.setCurrentIndex([key for key, _words in TABS].index("course"))
    told = words(page.tab_pages["course"])
    at = told.index("Kiểm điểm, xếp loại ba năm gần nhất")
    days, levels = told[at + 1 :: 3], told[at + 2 :: 3]
    assert days[:3] == [str(year - 1), str(year - 2), str(year - 3)], "no rating of this year is open yet"
    assert levels[0] == "Chi bộ đề nghị: hoàn thành tốt nhiệm vụ"
    assert levels[1].startswith("Hoàn thành xuất sắc nhiệm vụ (số 9-QĐ/ĐU")
    assert levels[2] == "Chưa có đợt xếp loại trong sổ"
    assert any("Bản tự kiểm điểm nộp" in one and "tự xếp loại" in one for one in told)


def test_every_tab_opens(page):
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        assert page.stack.currentWidget() is list(page.tab_pages.values())[at]


def test_leaving_what_is_not_saved_asks_first(page, window, monkeypatch):
    page.edit()
    page.form.fields["phone"].editor.setText("0912")
    monkeypatch.setattr("app.ui.widgets.dialogs.Dialog.ask", lambda self: None)
    assert not window.go("members")
    assert window.current == "person" and page.form.fields["phone"].value() == "0912"
    monkeypatch.setattr("app.ui.widgets.dialogs.Dialog.ask", lambda self: "drop")
    assert window.go("members")
    assert record(page).phone is None


def test_a_reader_is_offered_no_edit(page, window):
    from app.storage.rights import Person as User

    window.sitting.workspace.user = User("Người xem", "reader")
    window.go("person", person=page.person)
    assert not page.edit_button.isVisible()
    page.edit()
    assert not page.editing


def test_a_new_person_is_added_and_taken_back(window, press, journal_size):
    window.page("members").add_button.click()
    page = window.page("person")
    assert page.heading() == "Thêm người"
    press(page.form.fields["name"].editor, "Mai Thị Hoa")
    page.form.fields["birth"].editor.setText("3/8/2001")
    page.add_button.click()
    assert page.heading() == "Mai Thị Hoa"
    with window.sitting.reading() as session:
        assert session.get(PersonStanding, page.person).status == "sympathiser"
    window.undo_last()
    assert window.current == "members"
    assert "Mai Thị Hoa" not in [window.page("members").model.cell(r, 0).text for r in range(3)]


def test_a_new_person_without_a_name_is_refused_beside_the_name(window, journal_size):
    window.go("person", person=None)
    page, before = window.page("person"), journal_size(window)
    assert not page.save()
    assert page.form.fields["name"].error
    assert journal_size(window) == before


def test_somebody_of_that_name_is_shown_before_a_second_one_is_made(window, journal_size):
    window.go("person", person=None)
    page, before = window.page("person"), journal_size(window)
    page.form.fields["name"].editor.setText("Lương Thanh Đức")
    page.form.fields["birth"].editor.setText("1990")
    assert not page.save()
    assert page.form.known.isVisible() and journal_size(window) == before
    assert page.save()


def test_escape_of_the_form_by_the_back_arrow_of_nothing_typed_asks_nothing(page, window):
    page.edit()
    assert window.go("members")
    assert not page.editing


def test_the_search_of_the_frame_opens_a_person(window, press, qtbot):
    box = window.top.search
    press(box, "diem")
    box.ask_now()
    assert [hit.text for hit in box.hits] == ["Phạm Ngọc Diễm"]
    press(box, Qt.Key.Key_Return)
    assert window.page("person").heading() == "Phạm Ngọc Diễm"
