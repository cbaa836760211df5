"""Condensing through the window: the duty leads to the list, the tick frees the button, numbers are left."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.models import Case
from app.procedures.offices import PutSetting
from app.ui.page import Entry
from app.ui.pages.condensing import CondenseDialog, outcome_words
from app.ui.pages.screening import ScreeningPage
from tests import restricted


@pytest.fixture
def page(desk_of):
    """Two closed cases, one of which somebody complained about; a retention of five years."""
    desk = desk_of("2026-07-20")
    made = restricted.Hidden(desk.do)
    desk.case = made.told("deletion", desk.people[1], "2019-08-05", ended=True)
    desk.later = made.told("discipline", desk.people[2], "2024-08-05", ended=True)
    setting = PutSetting({"screening.retention": "5 years"}, "2024-01-02", "3-QĐ/ĐU@2024-01-02")
    desk.do(setting)
    desk.frame.add(Entry("screening", "screening", "focus-3", lambda f: ScreeningPage(f, desk.sitting)))
    desk.frame.go("home")
    desk.app.processEvents()
    return desk


def said(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_duty_leads_to_the_list(page, monkeypatch):
    asked = []
    monkeypatch.setattr(ScreeningPage, "ask_condense", lambda self: asked.append(self))
    home = page.frame.pages["home"]
    [duty] = [one for one in home.duties if one.place == "condense"]
    assert "thu gọn 1 hồ sơ" in duty.what and "3-QĐ/ĐU" in duty.why
    home.open(duty)
    QTest.qWait(20)
    assert page.frame.current == "screening" and asked == [page.frame.pages["screening"]]


def test_nothing_goes_without_the_tick(page):
    page.frame.go("screening")
    shown = page.frame.pages["screening"]
    assert not shown.condense_button.isHidden()
    dialog = CondenseDialog(shown, page.sitting)
    assert [one.case for one in dialog.now] == [page.case]
    assert [one.waits for one in dialog.later] == ["not_due"]
    words = said(dialog)
    assert "Nguyễn Văn Bình" in words and "chưa hết thời gian giữ" in words and "sao lưu" in words
    assert not dialog.primary.isEnabled()
    dialog.primary.click()
    dialog.perform()
    assert "xóa hẳn" in dialog.wrong.text()
    assert {case.id for case in page.all(Case)} == {page.case, page.later}
    dialog.tick.setChecked(True)
    assert dialog.primary.isEnabled()
    dialog.primary.click()
    assert outcome_words(dialog.outcome.result) == "Đã thu gọn 1 hồ sơ"
    assert [case.id for case in page.all(Case)] == [page.later]
    assert not page.sitting.can_undo
    shown.refresh()
    shown.head_actions()
    assert shown.condense_button.isHidden()


def test_with_nothing_set_all_stay(desk_of):
    desk = desk_of("2026-07-20")
    restricted.Hidden(desk.do).told("discipline", desk.people[2], "2015-08-05", ended=True)
    dialog = CondenseDialog(desk.frame, desk.sitting)
    assert dialog.now == [] and "theo quy định của cấp ủy" in said(dialog)
    assert not dialog.primary.isEnabled()
