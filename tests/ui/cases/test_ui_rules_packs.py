"""Packs in the window: looked at with the cases they touch, switched on, ended; a superior's by package."""

import datetime
import hashlib

import pyrage
import pytest

from app.models import RulePack, Setting
from app.procedures.cases import OpenCase, RecordStep
from app.procedures.deeds import perform
from app.procedures.office import create_office
from app.procedures.offices import PutSetting
from app.procedures.rule_packs import AddPack
from app.regulations import rulebook
from app.storage import central
from app.storage.clock import Clock
from app.sync import inbox, joining, outbox
from app.ui.session import Sitting

CLOCK = Clock(datetime.date(2025, 11, 17))
REPLY = "admission.verification.reply"
PACK = """
[pack]
id = "xa/thu"
title = "Hướng dẫn của xã"
layer = "superior"
issuer = "Đảng ủy xã Thử"
version = "{version}"

[[document]]
id = "15-HD/ĐU@2025-01-10"
title = "Hướng dẫn của Đảng ủy"
issuer = "Đảng ủy xã Thử"
from = 2025-01-10
confidence = "confirmed"

[[rule]]
key = "admission.verification.reply"
value = {value}
unit = "working_days"
base = "asked.sent"
document = "15-HD/ĐU@2025-01-10"
confidence = "confirmed"
"""


def due_case(desk):
    """A case in which one relative has been asked and has not answered."""
    case = desk.do(OpenCase("admission", desk.sympathiser, "2025-07-01")).id
    for step, date in (
        ("awareness", "2025-07-02"),
        ("permission", "2025-07-03"),
        ("application", "2025-07-04"),
        ("cv", "2025-07-18"),
    ):
        desk.do(RecordStep(case, step, date))
    asked = {"asked.1.relation": "father", "asked.1.name": "Đoàn Văn Xuyên", "asked.1.sent": "2025-10-02"}
    desk.do(RecordStep(case, "verification", "2025-10-02", values=asked))
    return case


@pytest.fixture
def packs(desk):
    """The part of packs."""
    desk.frame.go("rules", part="packs")
    return desk.frame.pages["rules"].part


@pytest.fixture
def file(tmp_path):
    """Writes a pack's file."""

    def write(value=20, version="1", text=None):
        made = tmp_path / "bo.toml"
        made.write_text(text or PACK.format(version=version, value=value), encoding="utf-8")
        return made

    return write


def look(part, what):
    """Ask for a preview and wait for it."""
    what()
    part.job.wait()
    return part.panel


def words(widget):
    from app.ui.widgets.base import Label

    return [label.text() for label in widget.findChildren(Label)]


def test_a_file_is_looked_at_before_it_is_used(desk, packs, file):
    case = due_case(desk)
    before = desk.entries()
    panel = look(packs, lambda: packs.look_file(file()))
    assert [(c.case, c.person) for c in panel.found.cases] == [(case, "Đoàn Thị Hạnh")]
    said = words(panel)
    assert any("13/11/2025 → 30/10/2025" in text for text in said), said
    assert any(text.startswith("30 ngày làm việc → 20 ngày làm việc") for text in said)
    assert any("15\u2011HD/ĐU" in text for text in said)
    assert panel.badge.text == "1 hồ sơ bị ảnh hưởng" and desk.entries() == before
    panel.links[0].click()
    assert desk.frame.current == "case" and desk.frame.pages["case"].case.id == case


def test_switching_on_changes_the_duty_and_is_undone(desk, packs, file):
    due_case(desk)
    look(packs, lambda: packs.look_file(file())).deed.click()
    assert packs.panel is None and "xa/thu" in packs.rows
    desk.frame.go("home")
    assert desk.frame.pages["home"].duties[0].due == "30/10/2025"
    desk.sitting.undo()
    assert desk.frame.pages["home"].duties[0].due == "13/11/2025"
    desk.frame.go("rules", part="packs")
    assert "xa/thu" not in packs.rows


def test_a_rule_of_the_pack_stands_with_the_one_it_takes_the_place_of(desk, packs, file):
    look(packs, lambda: packs.look_file(file())).deed.click()
    rules = packs.page
    rules.opened(rule=REPLY)
    said = words(rules.rules.pane)
    assert "20 ngày làm việc" in said and "Cấp ủy cấp trên" in said and "Đảng ủy xã Thử" in said
    assert any(text.endswith(": 30 ngày làm việc") for text in said), "the central one it tightens"
    rules.rules.layer.set_value("superior")
    rules.rules.layer.value_changed.emit("superior")
    assert [one["id"] for one in rules.rules.found()] == [REPLY]


def test_a_pack_that_loosens_says_which_rules_and_stays_off(desk, packs, file):
    before = desk.entries()
    panel = look(packs, lambda: packs.look_file(file(value=40)))
    assert not panel.deed.isEnabled() and panel.badge.tone == "rust"
    assert any("trái với quy định" in text for text in words(panel))
    panel.deed.click()
    assert desk.entries() == before and desk.all(RulePack) == []
    packs.close_panel()
    assert packs.card.isVisible()


def test_a_broken_file_or_an_older_version_is_told(desk, packs, file, monkeypatch):
    told = []
    monkeypatch.setattr(packs.page, "tell", lambda wrong: told.append(wrong.code))
    look(packs, lambda: packs.look_file(file(text="không phải toml")))
    desk.do(AddPack(PACK.format(version="10", value=20)))
    look(packs, lambda: packs.look_file(file(version="9")))
    look(packs, lambda: packs.look_file(file(version="10", value=15)))
    packs.look_file(file().with_name("khong-co.toml"))
    assert told == ["bad_pack", "older_than_here", "same_version", "file_unreadable"]
    assert packs.panel is None


def test_the_example_of_ha_noi_goes_on_and_off_again(desk, packs, qtbot):
    panel = look(packs, lambda: packs.rows["ha-noi/ket-nap"].buttons["Xem khác biệt"].click())
    said = words(panel)
    assert any(text.startswith("V43") for text in said) and "Bước, giấy tờ thêm" in said
    panel.deed.click()
    row = packs.rows["ha-noi/ket-nap"]
    assert row.badge.text == "Đang dùng"
    with desk.sitting.looking() as unit:
        assert {"V43", "V45"} <= unit.rulebook.local_checks
    look(packs, lambda: row.buttons["Thôi dùng…"].click())
    dialog = packs.drop_dialog("ha-noi/ket-nap")
    qtbot.addWidget(dialog)
    dialog.perform()
    assert dialog.fields["reason"].error and desk.all(RulePack)
    dialog.fields["reason"].set_value("Không thuộc Hà Nội")
    dialog.perform()
    assert desk.all(RulePack) == []
    packs.close_panel()
    assert packs.rows["ha-noi/ket-nap"].badge.text == "Chưa dùng"


def test_a_pack_is_copied_to_a_file_others_can_take(desk, packs, file, tmp_path):
    text = file().read_text("utf-8")
    desk.do(AddPack(text))
    packs.copy_pack("xa/thu", tmp_path / "chep.toml")
    assert (tmp_path / "chep.toml").read_text("utf-8") == text


# By package


class QuickCodes:
    """Stands in for age's passphrases, which take seconds on purpose."""

    @staticmethod
    def encrypt(data, code):
        return b"age-encryption.org/v1\n-> scrypt " + hashlib.sha256(code.encode()).digest() + data

    @staticmethod
    def decrypt(data, code):
        return data[len(QuickCodes.encrypt(b"", code)) :]


@pytest.fixture
def linked(tmp_path, monkeypatch):
    """A cell and its committee, joined: (cell, top, down) where down() carries a package to the cell."""
    monkeypatch.setattr(pyrage, "passphrase", QuickCodes)
    cell, top = (
        create_office(
            tmp_path / kind, name=name, code=code, type=kind, password="mot cau de nho", clock=CLOCK
        )[0]
        for kind, name, code in (
            ("cell", "Chi bộ thôn Thử", "01.02.003"),
            ("committee", "Đảng ủy xã Thử", "01.02"),
        )
    )
    with top.unit(CLOCK, clock_accepted=True) as unit:
        unit.begin("office.invite")
        invited = joining.invite(
            unit, name="Chi bộ thôn Thử", code="01.02.003", type="cell", out=tmp_path / "thu"
        )
    with cell.unit(CLOCK, clock_accepted=True) as unit:
        unit.begin("office.join")
        joining.accept(unit, joining.read_invitation(invited.file, invited.join_code))
    stick = tmp_path / "stick"
    stick.mkdir()
    inbox.unpack(top, outbox.pack(cell, stick, clock=CLOCK).file, clock=CLOCK)

    def down():
        return inbox.unpack(cell, outbox.pack(top, stick, clock=CLOCK).file, clock=CLOCK)

    down()
    yield cell, top, down
    cell.close()
    top.close()


def test_a_superiors_pack_is_announced_looked_at_and_switched_on(linked, window_of, show, themed):
    cell, top, down = linked
    with top.unit(CLOCK, clock_accepted=True) as unit:
        perform(unit, AddPack(PACK.format(version="1", value=20)))
    down()
    sitting = Sitting(cell, CLOCK)
    frame = show(window_of(sitting), 1366, 768)
    frame.go("home")
    home = frame.pages["home"]
    assert home.notice.isVisible() and any("Hướng dẫn của xã" in text for text in words(home.notice))
    with sitting.looking() as unit:
        assert unit.rulebook.on(sitting.today)[REPLY].number == 30, "nothing is applied silently"
    home.notice.buttons[0].click()
    part = frame.pages["rules"].part
    part.job.wait()
    assert frame.current == "rules" and part.panel.found.id == "xa/thu"
    part.panel.deed.click()
    with sitting.looking() as unit:
        assert unit.rulebook.on(sitting.today)[REPLY].number == 20
        assert [s.key for s in unit.all(Setting)] == ["rules.on.xa/thu"]
    row = part.rows["xa/thu"]
    assert row.badge.text == "Đang dùng" and not row.buttons, "a superior's pack is ended by the superior"
    frame.go("home")
    assert home.notice.isHidden()


def test_the_superior_sees_who_has_switched_its_pack_on(linked, window_of, show, tmp_path, themed):
    cell, top, down = linked
    with top.unit(CLOCK, clock_accepted=True) as unit:
        perform(unit, AddPack(PACK.format(version="1", value=20)))
    down()
    from app.procedures.rule_packs import AcceptPack

    with cell.unit(CLOCK, clock_accepted=True) as unit:
        perform(unit, AcceptPack("xa/thu"))
    inbox.unpack(top, outbox.pack(cell, tmp_path / "stick", clock=CLOCK).file, clock=CLOCK)
    frame = show(window_of(Sitting(top, CLOCK)), 1366, 768)
    frame.go("rules", part="packs")
    assert any(text.startswith("1 nơi cấp dưới") for text in words(frame.pages["rules"].part.rows["xa/thu"]))


@pytest.fixture
def updated(desk, monkeypatch):
    """The office last looked at rules in which relatives were answered for within 20 working days."""
    texts = dict(rulebook.central_texts())
    rule = 'key = "admission.verification.reply"\nvalue = {}\n'
    assert rule.format(30) in texts["admission.toml"]
    texts["admission.toml"] = texts["admission.toml"].replace(rule.format(30), rule.format(20))
    with monkeypatch.context() as older:
        older.setattr(rulebook, "central_texts", lambda: texts)
        central.digest.cache_clear()
        with desk.sitting.workspace.unit(CLOCK) as unit:
            central.put_seen(unit.workspace, unit.session)
    central.digest.cache_clear()
    return desk


def test_a_new_program_shows_what_its_rules_changed_and_which_cases_it_touches(updated):
    case = due_case(updated)
    updated.frame.go("home")
    notice = updated.frame.pages["home"].notice
    assert "Chương trình mới kèm quy định mới" in words(notice)
    notice.buttons[0].click()
    part = updated.frame.pages["rules"].part
    part.job.wait()
    panel = part.panel
    assert [c.case for c in panel.found.cases] == [case]
    said = words(panel)
    assert any(text.startswith("20 ngày làm việc → 30 ngày làm việc") for text in said), said
    assert any("30/10/2025 → 13/11/2025" in text for text in said)
    updated.frame.go("home")
    assert updated.frame.pages["home"].duties[0].due == "13/11/2025", "they hold at once"
    updated.frame.go("rules", part="packs")
    panel.deed.click()
    assert part.panel is None and not part.rows["central"].waits
    updated.frame.go("home")
    assert not notice.isVisibleTo(updated.frame.pages["home"])


def test_rules_that_were_looked_at_are_not_announced(desk):
    with desk.sitting.workspace.unit(CLOCK) as unit:
        central.put_seen(unit.workspace, unit.session)
    desk.frame.go("home")
    assert not desk.frame.pages["home"].notice.isVisibleTo(desk.frame.pages["home"])
    desk.frame.go("rules", part="packs")
    assert not desk.frame.pages["rules"].part.rows["central"].waits


def test_what_the_superior_set_holds_at_once_and_is_looked_at(linked, window_of, show, themed):
    cell, top, down = linked
    with cell.unit(CLOCK, clock_accepted=True) as unit:
        central.put_seen(cell, unit.session)
    with top.unit(CLOCK, clock_accepted=True) as unit:
        perform(unit, PutSetting({REPLY: "20 working_days"}, "2025-11-01", "15-HD/ĐU@2025-11-01"))
    down()
    sitting = Sitting(cell, CLOCK)
    frame = show(window_of(sitting), 1366, 768)
    frame.go("home")
    home = frame.pages["home"]
    assert "Cấp trên ghi quy định mới" in words(home.notice)
    with sitting.looking() as unit:
        assert unit.rulebook.on(sitting.today)[REPLY].number == 20
    home.notice.buttons[0].click()
    part = frame.pages["rules"].part
    part.job.wait()
    assert any(text.startswith("30 ngày làm việc → 20 ngày làm việc") for text in words(part.panel))
    part.panel.deed.click()
    frame.go("home")
    assert not home.notice.isVisible()
    down()
    frame.go("home")
    assert not home.notice.isVisible(), "the same package again is no news"
