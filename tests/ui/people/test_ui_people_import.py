"""Taking a list in: what the preview says, what is decided there, and that nothing is written before."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from app.models import Person
from app.reports import members
from app.ui.pages.imports import plan as import_plan
from app.ui.pages.imports import views as import_views

SAMPLES = Path(__file__).resolve().parents[2] / "imports" / "samples"
TEMPLATE, OLD_BOOK = SAMPLES / "danh-sach-dang-vien-mau-2025.xlsx", SAMPLES / "so-chi-bo-cu-tcvn3.xlsx"


@pytest.fixture
def empty(window_on):
    """The import page of a workspace without people."""
    window = window_on(people=())
    window.go("import")
    return window.page("import")


def ended(qtbot, job):
    """Wait for a job."""
    if job.running:
        with qtbot.waitSignal(job.ended, timeout=20_000):
            pass


def total(page, filter="all"):
    """How many people are on file."""
    with page.sitting.reading() as session:
        return members.count(session, members.Query(page.sitting.office, filter))


def a_list(path, *rows, head=("Họ và tên", "Ngày sinh", "Nghề nghiệp", "Ngày vào Đảng")):
    """A small spreadsheet."""
    book = Workbook()
    book.active.append(list(head))
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def test_the_template_is_shown_before_anything_is_written(empty, qtbot, journal_size):
    window, before = empty.frame, journal_size(empty.frame)
    ended(qtbot, empty.read(TEMPLATE))
    reading = empty.plan.reading
    assert reading.read == 28
    assert empty.take_button.text() == f"Nhận {reading.accepted} người vào sổ"
    assert empty.preview.chips.chips["rejected"].text() == f"Không nhận ({len(reading.rejected)})"
    assert journal_size(window) == before and total(empty) == 0


def test_a_rejected_row_is_told_with_its_remedy(empty, qtbot):
    ended(qtbot, empty.read(TEMPLATE))
    empty.preview.show_view("rejected")
    rows = {row["row"]: row for row in import_views.rows(empty.plan, "rejected")}
    assert rows["29"]["told"] == "Ngày này không có trong lịch"
    panel = empty.preview.panels["rejected"]
    panel.view.choose(rows["29"]["id"])
    assert "chỉ biết năm thì chỉ ghi năm" in empty.preview.pane.sentence.text()


def test_the_old_encoding_is_shown_as_it_was_and_as_it_is_read(empty, qtbot):
    ended(qtbot, empty.read(OLD_BOOK))
    assert empty.preview.chips.chips["converted"].text() == "Đổi mã chữ (15)"
    told = [row["told"] for row in import_views.rows(empty.plan, "converted")]
    assert "Hoàng Hồng Sơn" in told
    assert not [text for text in told if "§" in text or "µ" in text]


def test_taking_in_again_changes_nothing(empty, qtbot, journal_size):
    ended(qtbot, empty.read(OLD_BOOK))
    ended(qtbot, empty.take_in())
    assert total(empty) == 15
    assert empty.state.title.text() == "Đã nhận 15 người vào sổ"
    before = journal_size(empty.frame)
    ended(qtbot, empty.read(OLD_BOOK))
    assert not empty.take_button.isEnabled()
    assert empty.plan.count()["unchanged"] == 15
    assert journal_size(empty.frame) == before


def test_a_whole_list_is_taken_back(empty, qtbot):
    ended(qtbot, empty.read(OLD_BOOK))
    ended(qtbot, empty.take_in())
    empty.frame.undo_last()
    ended(qtbot, empty.job)
    assert total(empty) == 0


def test_a_filled_field_stays_unless_it_is_chosen(window, qtbot, tmp_path):
    window.go("import")
    page = window.page("import")
    path = a_list(tmp_path / "a.xlsx", ("Lương Thanh Đức", "26/12/1990", "Giáo viên", "12/03/2016"))
    ended(qtbot, page.read(path))
    found = {d.field: d for d in page.plan.differences}
    assert (found["occupation"].have, found["occupation"].told) == ("Cán bộ xã", "Giáo viên")
    assert not page.take_button.isEnabled()
    page.preview.show_view("differences")
    at = page.plan.differences.index(found["occupation"])
    page.preview.panels["differences"].view.choose(at)
    page.preview.pane.options[True].click()
    assert page.take_button.isEnabled()
    ended(qtbot, page.take_in())
    with page.sitting.reading() as session:
        person = session.query(Person).filter_by(name="Lương Thanh Đức").one()
        assert person.occupation == "Giáo viên"


def test_a_possible_duplicate_waits_until_it_is_decided(window, qtbot, tmp_path):
    window.go("import")
    page = window.page("import")
    path = a_list(tmp_path / "a.xlsx", ("Phạm Ngọc Diễm", "1997", "Kế toán", ""))
    ended(qtbot, page.read(path))
    group = page.plan.groups[0]
    assert group.open and page.plan.count()["waiting"] == 1
    assert not page.take_button.isEnabled()
    page.preview.show_view("duplicates")
    page.preview.pane.options[import_plan.SAME].click()
    assert page.plan.count() == {"new": 0, "filled": 1, "unchanged": 0, "repeat": 0, "waiting": 0}
    page.preview.pane.options[import_plan.OTHER].click()
    assert page.plan.count()["new"] == 1
    ended(qtbot, page.take_in())
    assert total(page) == 4


def test_a_corrected_column_is_read_anew_and_remembered(empty, qtbot, tmp_path, preferences):
    path = a_list(tmp_path / "a.xlsx", ("Mai Văn Tư", "1/2/1980", "Thợ mộc", "3/4/2005"),
                  head=("Họ và tên", "Ngày sinh", "Làm gì", "Ngày vào Đảng"))  # fmt: skip
    ended(qtbot, empty.read(path))
    assert "occupation" not in empty.plan.reading.persons[0]
    choices = empty.preview.map.choices
    choices["lam gi"].set_value("occupation")
    choices["lam gi"].value_changed.emit("occupation")
    empty.preview.map.again.click()
    ended(qtbot, empty.job)
    assert empty.plan.reading.persons[0]["occupation"] == "Thợ mộc"
    assert preferences.heads == {"lam gi": "occupation"}
    ended(qtbot, empty.read(path))
    assert empty.plan.reading.persons[0]["occupation"] == "Thợ mộc"


def test_a_file_that_is_no_list_is_refused_with_the_remedy(empty, qtbot, tmp_path, journal_size):
    before = journal_size(empty.frame)
    bad = tmp_path / "x.xlsx"
    bad.write_bytes(b"no spreadsheet at all")
    ended(qtbot, empty.read(bad))
    assert empty.preview is None
    assert empty.state.title.text() and empty.state.sentence.text()
    assert journal_size(empty.frame) == before


def test_the_corrected_copy_can_be_read_again(empty, qtbot, tmp_path):
    ended(qtbot, empty.read(TEMPLATE))
    accepted = empty.plan.reading.accepted
    out = tmp_path / "sua.xlsx"
    ended(qtbot, empty.write_copy(out))
    ended(qtbot, empty.read(out))
    assert empty.plan.reading.accepted == accepted


def test_every_view_has_as_many_rows_as_its_chip_says(empty, qtbot):
    ended(qtbot, empty.read(TEMPLATE))
    for view in empty.preview.chips.chips:
        empty.preview.show_view(view)
        if view not in ("columns", "converted"):
            assert empty.preview.panels[view].model.rowCount() == import_views.count(empty.plan, view)
