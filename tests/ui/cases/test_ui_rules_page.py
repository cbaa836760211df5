"""The rules page: a day with its rules and their history, documents, two days, unknown keys filled."""

import datetime

import pytest
from PySide6.QtCore import Qt

from app.models import RulePack, Setting
from app.ui.pages.case.parts.option_words import option_titles
from app.ui.pages.rules import words as rules_words

DEADLINE = "admission.decision.deadline"
VOTE = "admission.cell.vote"


def page(desk, **where):
    desk.frame.go("rules", **where)
    desk.app.processEvents()
    return desk.frame.pages["rules"]


def cells(part, key):
    """The texts of a column, of all rows shown."""
    at = next(n for n, column in enumerate(part.model.columns) if column.key == key)
    return [part.model.cell(row, at).text for row in range(part.model.rowCount())]


def type_date(editor, text):
    editor.setText(text)
    editor.settle()


# Rules of a day


def test_rules_are_found_by_words_topic_layer_and_confidence(desk):
    part = page(desk).rules
    everything = part.model.rowCount()
    part.search.setText("thời hạn quyết định")
    part.search.asked.emit("thời hạn quyết định")
    assert 0 < part.model.rowCount() < everything
    part.search.clear()
    part.topic.set_value("recognition")
    part.topic.value_changed.emit("recognition")
    assert {one["id"].partition(".")[0] for one in part.found()} == {"recognition"}
    part.topic.set_value("all")
    part.chips.choose("confirmed")
    assert part.model.rowCount() < everything
    assert set(cells(part, "confidence")) == {"Đã đối chiếu"}


def test_value_and_source_stand_in_the_table_at_every_width(desk):
    for width, height in ((1366, 768), (1240, 700), (910, 512)):
        desk.frame.resize(width, height)
        part = page(desk, part="list").rules
        desk.app.processEvents()
        shown = {column.key for n, column in enumerate(part.model.columns) if not part.view.isColumnHidden(n)}
        assert {"title", "value", "source"} <= shown, width
        assert part.view.horizontalScrollBar().maximum() == 0, width
    for part in desk.frame.pages["rules"].parts.values():
        assert part.minimumSizeHint().width() <= 1180


def test_the_life_of_a_rule_leads_to_another_day(desk, click):
    rules = page(desk, rule=DEADLINE)
    assert rules.rules.card.rule.known
    buttons = [b for b in rules.rules.pane.findChildren(type(rules.rules.side.button)) if b.kind == "link"]
    jump = next(b for b in buttons if b.text().startswith("08/04/2026"))
    jump.click()
    desk.app.processEvents()
    assert rules.day == datetime.date(2026, 4, 8) and rules.date.text() == "08/04/2026"
    assert rules.rules.view.current_id() == DEADLINE and not rules.rules.card.rule.known


def test_every_value_a_rule_may_take_has_words(desk):
    titles = option_titles()
    book = page(desk).book()
    bare = {o for key in book.keys.values() for o in key.options if o not in titles}
    assert {o for o in bare if o.islower() and o.isascii()} == set()
    spoken = {rules_words.topic_of(key) for key in book.keys}
    assert spoken <= {topic for topic, _title, _heads in rules_words.TOPICS}


# Documents


def test_the_catalogue_follows_the_day(desk):
    rules = page(desk, part="documents")
    part = rules.part
    ids = {one["id"] for one in part.found()}
    assert "294-QĐ/TW@2025-05-26" in ids and "20-QĐ/TW@2026-04-08" not in ids
    type_date(rules.date, "1/5/2026")
    ids = {one["id"] for one in part.found()}
    assert "20-QĐ/TW@2026-04-08" in ids and "294-QĐ/TW@2025-05-26" not in ids
    part.chips.choose("past")
    assert part.choose("294-QĐ/TW@2025-05-26")
    part.show_chosen()
    words = [label.text() for label in part.pane.findChildren(type(rules.wrong))]
    assert any("20\u2011QĐ/TW" in text for text in words), "what replaced it"
    assert any(text.startswith("Quy định dựa vào văn bản này") for text in words)
    part.chips.choose("unsure")
    part.choose("20-QĐ/TW@2026-04-08")
    part.show_chosen()
    words = [label.text() for label in part.pane.findChildren(type(rules.wrong))]
    assert any("chưa biết nội dung" in text for text in words)


def test_a_rule_of_a_document_is_one_click_away(desk):
    rules = page(desk, part="documents")
    rules.part.choose("294-QĐ/TW@2025-05-26")
    rules.part.show_chosen()
    links = [b for b in rules.part.pane.findChildren(type(rules.part.side.button)) if b.kind == "link"]
    links[0].click()
    assert rules.chooser.value == "list" and rules.rules.card is not None


# Two days


def test_two_days_are_compared_and_a_change_is_jumped_to(desk):
    rules = page(desk, part="compare")
    part = rules.part
    type_date(part.first, "7/4/2026")
    type_date(part.second, "8/4/2026")
    changed = {one["id"]: one for one in part.found()}
    assert changed[DEADLINE]["before"] == "45 ngày làm việc" and changed[DEADLINE]["after"] == "chưa có nguồn"
    assert "294" in changed[DEADLINE]["source"] and "→" in changed[DEADLINE]["source"]
    part.choose(DEADLINE)
    part.show_chosen()
    days = [day for day, _number in part.days]
    assert datetime.date(2025, 7, 1) in days
    part.around(datetime.date(2025, 7, 1))
    assert (part.first.text(), part.second.text()) == ("30/06/2025", "01/07/2025")
    assert len(part.found()) == dict(part.days)[datetime.date(2025, 7, 1)]
    part.today_button.click()
    assert part.second.text() == "17/11/2025"
    type_date(part.first, "17/11/2025")
    assert part.found() == [] and "như nhau" in part.empty().title.text()


# Unknown keys


@pytest.fixture
def unknown(desk):
    """The part of unknown keys in a window without known values."""
    rules = page(desk, part="unknown")
    type_date(rules.date, "1/6/2026")
    return rules.part


def row_of(part, key):
    return next(one for one in part.rows if one.key.name == key)


def write_document(part, number="15-HD/ĐU", dated="20/5/2026", begins="1/6/2026"):
    part.number.set_value(number)
    for field, text in ((part.dated, dated), (part.begins, begins)):
        field.editor.setText(text)


def test_the_last_known_value_is_shown_and_not_used(unknown):
    found = row_of(unknown, DEADLINE)
    said = [label.text() for label in found.findChildren(type(found.error))]
    assert any("45 ngày làm việc" in text and "nay không còn dùng" in text for text in said)
    found.tick.setChecked(True)
    assert found.editor.number.value() is None
    assert found.editor.kind.value() == "working_days"


def test_several_keys_are_filled_with_one_document_and_undone(desk, unknown, press):
    for key, number in ((DEADLINE, 40), ("admission.ceremony.deadline", 20)):
        found = row_of(unknown, key)
        found.tick.setFocus()
        press(found.tick, Qt.Key.Key_Space)
        found.editor.number.set_value(number)
    assert unknown.deed.text() == "Ghi 2 giá trị"
    write_document(unknown)
    unknown.deed.click()
    told = {s.key: (s.value["value"], s.document, s.from_) for s in desk.all(Setting)}
    assert told == {
        DEADLINE: (40, "15-HD/ĐU@2026-05-20", "2026-06-01"),
        "admission.ceremony.deadline": (20, "15-HD/ĐU@2026-05-20", "2026-06-01"),
    }
    assert DEADLINE not in {one.key.name for one in unknown.rows}
    assert unknown.number.value() is None and not unknown.deed.isEnabled()
    desk.sitting.undo()
    assert desk.all(Setting) == [] and row_of(unknown, DEADLINE)


def test_a_missing_value_or_document_is_said_where_it_is_mended(desk, unknown):
    before = desk.entries()
    found = row_of(unknown, DEADLINE)
    found.tick.setChecked(True)
    write_document(unknown)
    unknown.deed.click()
    assert "giá trị" in found.error.text()
    found.editor.number.set_value(40)
    unknown.number.set_value(None)
    unknown.deed.click()
    assert "số văn bản" in unknown.number.error and not found.error.text()
    write_document(unknown, dated="99")
    unknown.deed.click()
    assert unknown.dated.error
    assert desk.entries() == before


def test_filled_as_a_pack_of_the_office(desk, unknown):
    found = row_of(unknown, DEADLINE)
    found.tick.setChecked(True)
    found.editor.number.set_value(40)
    write_document(unknown)
    unknown.kind.set_value(True)
    unknown.deed.click()
    [pack] = desk.all(RulePack)
    assert pack.pack.endswith("/tu-ghi") and desk.all(Setting) == []
    listed = page(desk, part="packs").part
    assert "Đang dùng" in listed.rows[pack.pack].badge.text


def test_a_committee_fills_for_those_below_by_default(desk_of):
    desk = desk_of("2026-06-01", kind="committee", people=False)
    part = page(desk, part="unknown").part
    assert part.kind.value() is True and "cấp dưới" in part.meaning.text()


def test_a_reader_sees_all_and_changes_nothing(desk, monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr(desk.sitting.workspace, "user", replace(desk.sitting.workspace.user, role="reader"))
    part = page(desk, part="unknown").part
    assert part.rows and not any(one.tick.isEnabled() for one in part.rows)
    packs = page(desk, part="packs").part
    assert packs.file_button.isHidden()


def test_everything_the_keyboard_reaches_has_a_name(desk):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

    for name in ("list", "documents", "compare", "unknown", "packs"):
        rules = page(desk, part=name)
        if name == "unknown":
            rules.part.rows[0].tick.setChecked(True)
            desk.app.processEvents()
        for kind in (QAbstractButton, QComboBox, QLineEdit):
            for made in rules.findChildren(kind):
                if made.isVisible() and made.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    text = made.text() if isinstance(made, QAbstractButton) else ""
                    assert made.accessibleName() or text, (name, made)
