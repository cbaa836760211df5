"""Opinions and inspections on the page: asked and answered, found and followed up, a refusal at its field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models import RoundItem
from app.regulations.dates import PartialDate
from app.ui.page import Entry
from app.ui.pages.review.page import ReviewPage


@pytest.fixture
def part_of(desk_of):
    def make(part, kind="cell"):
        desk = desk_of("2026-07-20", kind)
        desk.frame.add(Entry("review", "review", "survey", lambda f: ReviewPage(f, desk.sitting), place=""))
        desk.frame.go("review", part=part)
        QTest.qWait(60)
        return desk, desk.frame.pages["review"].parts[part]

    return make


def give(dialog, **values):
    """Fill a dialog and do its deed; whether it was done."""
    for name, value in values.items():
        dialog.fields[name].set_value(value)
    dialog.perform()
    return dialog.answer is True


def day(text):
    return PartialDate.parse(text)


def test_asked_printed_and_answered(part_of, tmp_path):
    desk, part = part_of("opinions")
    dialog = part.ask_dialog()
    assert not give(dialog, organisation="Ban công tác mặt trận thôn", person=desk.people[0])
    assert "Chưa ghi" in dialog.fields["about"].error and not part.rows
    assert give(dialog, about="việc gương mẫu", number="12-CV", date=day("1/7/2026"))
    assert part.rows[0]["person"] == "Nguyễn Văn Ân" and part.rows[0]["state"].text == "Đang chờ"
    part.write(part.rows[0]["id"], tmp_path / "thu.docx").wait()
    assert (tmp_path / "thu.docx").stat().st_size > 1000
    answer = part.answer_dialog(part.rows[0]["id"])
    assert give(answer, text="chấp hành tốt", total=5, for_=5, against=0, date=day("15/7/2026"))
    assert part.rows[0]["state"].text == "Đã trả lời" and desk.all(RoundItem)[0].data["for"] == 5
    desk.sitting.undo()
    assert part.rows[0]["waits"]


def test_a_cell_has_no_inspections(part_of):
    desk, part = part_of("opinions")
    assert "inspection" not in part.page.names


def test_planned_found_and_followed_up(part_of, press, tmp_path):
    desk, part = part_of("inspection", "committee")
    assert give(part.plan_dialog(), number="8-KH", date=day("1/7/2026"))
    found = part.record_dialog()
    told = {"office": "Chi bộ thôn", "topic": "help", "finding": "chưa phân công", "date": day("2/7/2026")}
    assert not give(found, **told, due=day("10/7/2026"))
    assert "Chưa ghi" in found.fields["remedy"].error
    assert give(found, remedy="phân công người giúp đỡ")
    assert part.rows[0]["state"].text == "Quá hạn khắc phục" and "1 quá hạn" in part.summary()
    assert give(part.follow_dialog(part.rows[0]["id"]), done=True, text="đã phân công")
    assert part.rows[0]["state"].text == "Đã khắc phục"
    part.print_paper("inspection", part.round, tmp_path / "kiem-tra.docx").wait()
    assert (tmp_path / "kiem-tra.docx").stat().st_size > 1000
    QTest.mouseClick(part.close_button, Qt.MouseButton.LeftButton)
    assert part.closed and not part.record_button.isVisible()
