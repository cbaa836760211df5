"""Gửi – nhận over two real workspaces and a folder that stands for a stick."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from pathlib import Path
from typing import Any

import pyrage
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from app.models import Base, PackageRow, Person
from app.procedures.office import create_office, open_office
from app.procedures.people import AddPerson
from app.storage import keys
from app.storage.clock import Clock
from app.sync import joining, outbox
from app.sync.preview import Preview, row_of
from app.ui.pages.exchange.offices import InvitedPanel, InvitePanel, JoinPanel, OfficesPanel
from app.ui.pages.exchange.receiving import FoundPanel, PackagePanel, RefusedPanel, TookPanel
from app.ui.pages.exchange.rows import Blocked, items
from app.ui.pages.exchange.sending import SendPanel, SentPanel
from app.ui.preferences import Preferences
from app.ui.session import Sitting
from app.ui.sticks import Stick, StickWatch, packages_on
from app.ui.widgets.base import Label
from app.ui.window import Window

PASSWORD = "một câu để thử"
CLOCK = Clock(datetime.date(2025, 11, 17))
LEDGER = {"package"}


class QuickCodes:
    """Stands in for age's passphrases, which take seconds on purpose."""

    @staticmethod
    def encrypt(data: bytes, code: str) -> bytes:
        return b"age-encryption.org/v1\n-> scrypt " + hashlib.sha256(code.encode()).digest() + data

    @staticmethod
    def decrypt(data: bytes, code: str) -> bytes:
        head = QuickCodes.encrypt(b"", code)
        if not data.startswith(head):
            raise pyrage.DecryptError("Decryption failed")
        return data[len(head) :]


@pytest.fixture(scope="module")
def quick():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "MEMORY_KIB", 64)
        patch.setattr(keys, "PASSES", 1)
        patch.setattr(pyrage, "passphrase", QuickCodes)
        yield


def _office(folder: Path, name: str, code: str, kind: str) -> Any:
    made, _sheet = create_office(folder, name=name, code=code, type=kind, password=PASSWORD, clock=CLOCK)
    return made


@pytest.fixture(scope="module")
def template(tmp_path_factory, quick):
    """A cell and its superior, joined; each has confirmed all of the other's."""
    folder = tmp_path_factory.mktemp("offices")
    stick = folder / "usb"
    stick.mkdir()
    top = _office(folder / "top", "Đảng ủy xã Thử", "01.02", "committee")
    cell = _office(folder / "cell", "Chi bộ thôn Thử", "tạm", "cell")
    with top.unit(CLOCK) as unit:
        unit.begin("office.invite")
        made = joining.invite(unit, name="Chi bộ thôn Thử", code="01.02.003", type="cell", out=stick / "moi")
    with cell.unit(CLOCK) as unit:
        unit.begin("office.join")
        joining.accept(unit, joining.read_invitation(made.file, made.join_code))
    from app.sync import inbox

    for _way in range(2):
        inbox.unpack(top, outbox.pack(cell, stick, clock=CLOCK).file, clock=CLOCK)
        inbox.unpack(cell, outbox.pack(top, stick, clock=CLOCK).file, clock=CLOCK)
    top.close()
    cell.close()
    shutil.rmtree(stick)
    return folder


@pytest.fixture
def stick(tmp_path):
    found = tmp_path / "usb"
    found.mkdir()
    return found


@pytest.fixture
def page(qtbot, themed, tmp_path, stick, template, monkeypatch):
    """Opens the page of an office ("cell", "top", or another folder) in its window.

    Drives are looked at when the test says so, not by the clock.
    """
    monkeypatch.setattr(StickWatch, "EVERY", 10**8)

    opened = {}

    def open_page(name: str):
        folder = tmp_path / name
        if name in opened:
            return opened[name]
        if not folder.exists():
            shutil.copytree(template / name, folder)
        window = Window(
            Sitting(open_office(folder, PASSWORD), CLOCK), Preferences(tmp_path / "settings.json")
        )
        qtbot.addWidget(window)
        window.go("exchange")
        found = window.page("exchange")
        found.watch.find = lambda: [Stick(stick, "USB (E:)")] if stick.exists() else []
        window.show()
        found.watch.look()
        qtbot.waitUntil(lambda: not found.watch._busy)
        opened[name] = found
        return found

    return open_page


@pytest.fixture
def settled(qtbot):
    """Waits until the work of a page has ended."""

    def wait(page):
        qtbot.waitUntil(lambda: page.job is None, timeout=20_000)
        return page.panel

    return wait


def add(page, name: str) -> None:
    page.sitting.do(AddPerson("sympathiser", {"name": name, "birth": "2001-08-12", "sex": "female"}))


def words(widget: QWidget) -> str:
    QApplication.processEvents()  # new rows are shown when the layout comes to them
    return " | ".join(label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget))


def records(page) -> dict[str, list[str]]:
    """All rows but the ledger's, to see that nothing changed."""
    with page.sitting.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if table.name not in LEDGER
        }


def ledger(page) -> list[tuple[str, str]]:
    with page.sitting.reading() as session:
        return [
            (row.direction, row.result) for row in session.scalars(select(PackageRow).order_by(PackageRow.at))
        ]


@pytest.fixture
def sent(page, settled, click, stick):
    """A package of the cell with one new person on the stick."""
    cell = page("cell")
    add(cell, "Trịnh Thị Bích")
    click(cell.send_tile)
    settled(cell)
    click(cell.panel.write)
    settled(cell)
    return cell.panel.file


def test_a_cell_sees_what_goes_writes_it_and_is_told_it_was_checked(page, settled, click, stick):
    cell = page("cell")
    add(cell, "Trịnh Thị Bích")
    assert "1 người" in cell.send_tile.second
    click(cell.send_tile)
    panel = settled(cell)
    assert isinstance(panel, SendPanel)
    assert "Trịnh Thị Bích" in words(panel)
    assert panel.write.text() == "Ghi ra USB (E:)"
    click(panel.write)
    panel = settled(cell)
    assert isinstance(panel, SentPanel)
    assert "Đã ghi và kiểm tra" in words(panel)
    assert panel.file.parent == stick and panel.file.exists()
    assert "chờ biên nhận" in cell.send_tile.second
    assert "chờ biên nhận" in words(cell.ledger)


def test_the_superior_previews_names_and_takes_them_in_after_a_backup(page, settled, click, sent):
    top = page("top")
    assert "1 gói mới" in top.receive_tile.second
    before = records(top)
    click(top.receive_tile)
    panel = settled(top)
    assert isinstance(panel, PackagePanel)
    said = words(panel)
    assert all(fact in said for fact in ("Đúng nơi gửi", "Đúng nơi nhận", "Không hỏng, không thiếu"))
    assert "Trịnh Thị Bích" in said and "nối tiếp gói số" in said.lower()
    assert records(top) == before
    click(panel.take)
    panel = settled(top)
    assert isinstance(panel, TookPanel)
    assert "Trịnh Thị Bích" in words(panel)
    with top.sitting.reading() as session:
        assert "Trịnh Thị Bích" in session.scalars(select(Person.name)).all()
    assert [file.suffix for file in top.sitting.workspace.backups.iterdir()] == [".saoluu"]
    assert list(top.sitting.workspace.inbox.iterdir()) == []
    assert top.ledger.lines[0].result == "applied"
    assert "không có gói mới" in top.receive_tile.second


def test_putting_a_package_off_leaves_nothing_behind(page, settled, click, sent):
    top = page("top")
    click(top.receive_tile)
    panel = settled(top)
    click(panel.put_off)
    assert not isinstance(top.panel, PackagePanel)
    assert list(top.sitting.workspace.inbox.iterdir()) == []
    assert "1 gói mới" in top.receive_tile.second


def test_a_copy_cleared_away_meanwhile_is_looked_at_anew(page, settled, click, sent):
    top = page("top")
    click(top.receive_tile)
    panel = settled(top)
    panel.looked.copy.unlink()
    click(panel.take)
    again = settled(top)
    assert isinstance(again, PackagePanel) and again is not panel
    click(again.take)
    assert isinstance(settled(top), TookPanel)


def test_the_same_package_again_has_nothing_to_take(page, settled, click, sent):
    top = page("top")
    top.look(sent)
    click(settled(top).take)
    settled(top)
    before, log = records(top), ledger(top)
    top.look(sent)
    panel = settled(top)
    assert isinstance(panel, PackagePanel)
    assert panel.take is None
    assert "Đã nhận ngày 17/11/2025" in panel.badge.text
    assert (records(top), ledger(top)) == (before, log)


def test_one_byte_changed_is_refused_with_a_sentence_and_a_line_in_the_ledger(page, settled, sent, stick):
    top = page("top")
    bad = bytearray(sent.read_bytes())
    bad[len(bad) // 2] ^= 1
    (stick / "hong.sochibo").write_bytes(bad)
    before = records(top)
    top.look(stick / "hong.sochibo")
    panel = settled(top)
    assert isinstance(panel, RefusedPanel)
    assert panel.code == "damaged"
    assert panel.message in words(panel) and panel.badge.text == "Sổ không thay đổi"
    assert records(top) == before
    line = top.ledger.lines[0]
    assert line.result == "refused" and "Sổ không thay đổi" in line.text
    assert list(top.sitting.workspace.inbox.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "not_a_package"), (b"\xff\xd8\xff\xe0 anh chup", "not_a_package")]
)
def test_what_is_no_package_is_refused(page, settled, stick, content, code):
    top = page("top")
    file = stick / "anh.jpg"
    file.write_bytes(content)
    top.look(file)
    panel = settled(top)
    assert isinstance(panel, RefusedPanel) and panel.code == code
    assert ledger(top)[-1] == ("in", "refused")


def test_a_package_for_another_office_is_refused(page, settled, sent):
    cell = page("cell")
    before = records(cell)
    cell.look(sent)
    panel = settled(cell)
    assert isinstance(panel, RefusedPanel)
    assert panel.code == "not_for_this_office"
    assert records(cell) == before


def test_packages_for_others_on_the_stick_are_not_offered(page, settled, click, sent):
    cell = page("cell")
    click(cell.receive_tile)
    panel = settled(cell)
    assert isinstance(panel, FoundPanel)
    assert panel.buttons == []
    assert "gói mới" in panel.title.text()


def test_a_stick_that_is_gone_says_so_and_nothing_counts_as_sent(page, settled, click, stick, tmp_path):
    cell = page("cell")
    add(cell, "Trịnh Thị Bích")
    click(cell.send_tile)
    panel = settled(cell)
    log = ledger(cell)
    stick.rmdir()
    click(panel.write)
    assert settled(cell) is panel
    assert "USB" in panel.trouble.label.text() and panel.trouble.isVisible()
    assert ledger(cell) == log
    stick.mkdir()
    click(panel.write)
    assert isinstance(settled(cell), SentPanel)
    assert ledger(cell) == [*log, ("out", "written")]


def test_a_full_stick_leaves_no_half_file_and_the_changes_stay_unsent(
    page, settled, click, stick, monkeypatch
):
    from app.storage.files import machine_failure

    cell = page("cell")
    add(cell, "Trịnh Thị Bích")
    click(cell.send_tile)
    panel = settled(cell)
    copied = outbox.reading.copy_in

    def full(*_words):
        raise machine_failure(OSError(28, "No space left on device"), "gói")

    monkeypatch.setattr(outbox.reading, "copy_in", full)
    click(panel.write)
    settled(cell)
    assert "đầy" in panel.trouble.label.text()
    assert list(stick.iterdir()) == []
    assert "1 người" in cell.send_tile.second  # on pages, but on no package
    monkeypatch.setattr(outbox.reading, "copy_in", copied)
    click(panel.write)
    assert isinstance(settled(cell), SentPanel)


def test_an_office_restored_from_an_old_backup_is_told_what_is_missing(
    page, settled, click, sent, tmp_path, template
):
    shutil.copytree(template / "top", tmp_path / "restored")
    top, cell = page("top"), page("cell")
    top.look(sent)
    click(settled(top).take)
    settled(top)
    back = outbox.pack(top.sitting.workspace, sent.parent, clock=CLOCK).file
    cell.look(back)
    click(settled(cell).take)
    settled(cell)
    add(cell, "Trương Công Hoạt")
    click(cell.send_tile)
    settled(cell)
    click(cell.panel.write)
    next_file = settled(cell).file
    old = page("restored")
    old.look(next_file)
    panel = settled(old)
    assert isinstance(panel, PackagePanel)
    assert "còn thiếu gói trước" in words(panel) and panel.past is not None
    click(panel.take)
    panel = settled(old)
    assert isinstance(panel, TookPanel)
    assert "đang chờ gói trước" in words(panel)
    with old.sitting.reading() as session:
        assert "Trương Công Hoạt" not in session.scalars(select(Person.name)).all()
    assert old.ledger.lines[0].result == "waiting"


def test_inviting_shows_the_code_once_and_another_workspace_joins_with_it(
    page, settled, click, stick, quick, tmp_path
):
    top = page("top")
    click(top.invite_button)
    panel = top.panel
    assert isinstance(panel, InvitePanel)
    click(panel.write)
    assert panel.name.error
    panel.name.editor.setText("Chi bộ thôn Mới")
    panel.code.editor.setText("01.02.004")
    click(panel.write)
    shown = settled(top)
    assert isinstance(shown, InvitedPanel)
    assert shown.join_code in words(shown)
    assert shown.join_code.encode() not in shown.file.read_bytes()
    click(shown.done)
    assert isinstance(top.panel, OfficesPanel)
    assert shown.join_code not in words(top)
    assert [row for row in top.overview.invited if row[1] == "Chi bộ thôn Mới"]

    _office(tmp_path / "alone", "Chi bộ thôn Mới", "tạm", "cell").close()
    cell = page("alone")
    assert "Chưa kết nối với cấp trên" in words(cell)
    assert not cell.send_tile.isVisible()
    join = cell.joining.join(shown.file)
    assert isinstance(join, JoinPanel)
    join.code.editor.setText("CCCC-CCCC-CCCC")
    click(join.deed)
    settled(cell)
    assert join.code.error
    join.code.editor.setText(shown.join_code.lower())
    click(join.deed)
    settled(cell)
    assert "Đảng ủy xã Thử" in words(join)
    click(join.deed)
    settled(cell)
    assert cell.overview.above.state == "joining"
    assert "gửi gói đầu tiên" in cell.note.text()
    assert cell.send_tile.isVisible()
    click(cell.send_tile)
    settled(cell)
    click(cell.panel.write)
    first = settled(cell).file

    assert top.receive_tile.isEnabled()  # nobody has joined yet: the first package is the way in
    top.look(first)
    click(settled(top).take)
    settled(top)
    assert "Chi bộ thôn Mới" in [peer.name for peer in top.overview.peers]


def test_the_first_invited_office_may_send_before_any_is_connected(page, settled, click, tmp_path, quick):
    _office(tmp_path / "new", "Đảng ủy xã Mới", "01.03", "committee").close()
    top = page("new")
    assert "Chưa kết nối với nơi nào" in words(top)
    top.joining.invite()
    top.panel.name.editor.setText("Chi bộ thôn Đầu")
    top.panel.code.editor.setText("01.03.001")
    click(top.panel.write)
    click(settled(top).done)
    assert top.receive_tile.isVisible() and top.receive_tile.isEnabled()
    assert not top.send_tile.isEnabled()
    assert top.choose_button.isVisible()


def test_a_code_that_joined_already_is_refused_beside_its_field(page, settled, click):
    top = page("top")
    top.joining.invite()
    top.panel.name.editor.setText("Chi bộ thôn Thử")
    top.panel.code.editor.setText("01.02.003")
    click(top.panel.write)
    panel = settled(top)
    assert isinstance(panel, InvitePanel) and "đã kết nối" in panel.code.error


def test_the_committee_chooses_to_whom_it_sends(page, settled, click):
    top = page("top")
    assert isinstance(top.panel, OfficesPanel)
    assert top.panel.model.cell(0, 0).text == "Chi bộ thôn Thử"
    click(top.panel.send)
    panel = settled(top)
    assert isinstance(panel, SendPanel)
    assert panel.title.text() == "Gửi xuống Chi bộ thôn Thử"


def test_a_reader_sees_the_ledger_and_sends_nothing(page, qtbot, themed, tmp_path, template):
    from app.storage.workspace import change_password

    shutil.copytree(template / "cell", tmp_path / "cell")
    with open_office(tmp_path / "cell", PASSWORD) as workspace:
        change_password(workspace, "Xem", "mật khẩu khác", "reader")
    window = Window(
        Sitting(open_office(tmp_path / "cell", "mật khẩu khác"), CLOCK),
        Preferences(tmp_path / "settings.json"),
    )
    qtbot.addWidget(window)
    window.go("exchange")
    found = window.page("exchange")
    window.show()
    assert not found.send_tile.isEnabled() and not found.receive_tile.isEnabled()
    assert "bí thư" in found.note.text()
    assert found.ledger.lines


def test_in_a_low_window_the_deed_stays_in_sight(page, settled, click, sent, themed):
    top = page("top")
    top.window().resize(910, 512)
    click(top.receive_tile)
    panel = settled(top)
    themed.processEvents()
    foot = panel.take.mapTo(top.window(), panel.take.rect().bottomLeft()).y()
    assert foot < 512 - 32
    assert not top.send_tile.isVisible() and top.ledger_button.isVisible()
    top.close_card()
    assert top.send_tile.isVisible()


@pytest.mark.parametrize("width", [1366, 1240, 1180, 1000, 910])
def test_the_page_never_needs_more_width_than_its_window_has(page, settled, click, sent, themed, width):
    top = page("top")
    top.window().resize(width, 680)
    themed.processEvents()
    room = top.frame.stack.width()
    assert top.minimumSizeHint().width() <= room
    top.receive()
    settled(top)
    themed.processEvents()
    assert top.minimumSizeHint().width() <= room


def test_all_lines_take_the_whole_width_and_give_it_back(page, settled, click, sent, qtbot):
    top = page("top")
    click(top.receive_tile)
    panel = settled(top)
    top.ledger.all.click()
    qtbot.waitUntil(lambda: top.ledger.wide and not panel.isVisible())
    top.ledger.all.click()
    qtbot.waitUntil(lambda: panel.isVisible() and not top.ledger.wide)


def test_leaving_asks_while_the_code_is_shown(page, settled, click, monkeypatch):
    from app.ui.widgets import dialogs

    top = page("top")
    top.joining.invite()
    top.panel.name.editor.setText("Chi bộ thôn Mới")
    top.panel.code.editor.setText("01.02.004")
    click(top.panel.write)
    assert isinstance(settled(top), InvitedPanel)
    monkeypatch.setattr(dialogs, "confirm", lambda *_words, **_more: False)
    assert not top.frame.go("members")
    monkeypatch.setattr(dialogs, "confirm", lambda *_words, **_more: True)
    assert top.frame.go("members")


def test_what_waits_for_each_office_is_what_packing_will_put_on_pages(page, click, settled):
    from app.models import Case, Peer, Setting
    from app.sync import ledger
    from app.ui.pages.exchange.work import waiting

    for name in ("cell", "top"):
        found = page(name)
        with found.sitting.workspace.unit(CLOCK) as unit:
            unit.begin("test")
            person = unit.write(Person(name="Hà Thị Duyên"))
            unit.write(Case(procedure="admission", person=person.id, opened="2025-11-01"))
            unit.write(Case(procedure="admission", person=person.id, opened="2025-11-02", restricted=True))
            unit.write(Setting(key="plan.admission", value={"value": 3}, from_="2025-01-01"))
        with found.sitting.reading() as session:
            own = found.sitting.office
            [peer] = session.scalars(select(Peer))
            waits = waiting(session, own, [peer])[peer.id]
            told = ledger.unsent(session, own, peer)
            assert len(waits.entries) == told.entries > 0
            assert len(waits.persons) == told.persons
        found.opened()
        found.send(to=peer.id)
        settled(found)
        click(found.panel.write)
        assert isinstance(settled(found), SentPanel)
        with found.sitting.reading() as session:
            assert not waiting(session, own, [peer])[peer.id].entries


def test_rows_gather_a_dossier_and_name_people(themed):
    found = Preview(counts={"case": 1, "act": 2, "person": 12})
    found.rows = [
        row_of("decision", "Quyết định kết nạp: Hà Thị Duyên", "new", record="d", case="c2"),
        row_of("case", "Phạm Ngọc Diễm", "new", record="c", case="c"),
        row_of("act", "Đơn", "new", record="a", case="c"),
        row_of("vote", "Chi bộ ra nghị quyết: 16/20", "new", record="v", case="c"),
        *[row_of("person", f"Người {n}", "new", record=str(n), person=str(n)) for n in range(12)],
    ]
    found.problems = {
        "c": [
            {"severity": "block", "message": "Chưa đủ phiếu: có 14, cần 15"},
            {"severity": "remind", "message": "Nên xem lại"},
        ]
    }
    listed = items(found, {"c": ("Kết nạp đảng viên", "Phạm Ngọc Diễm")})
    assert [one.kind for one in listed] == ["Quyết định", "Hồ sơ", "Người"]
    dossier = listed[1]
    assert dossier.text == "Kết nạp đảng viên: Phạm Ngọc Diễm"
    assert dossier.second == "1 bước, 1 lần biểu quyết"
    assert dossier.problems == (("block", "Chưa đủ phiếu: có 14, cần 15"),)
    assert listed[2].text.startswith("Người 0, Người 1") and listed[2].text.endswith("và 2 tên nữa")
    assert Blocked.of(listed).names == ["Kết nạp đảng viên: Phạm Ngọc Diễm"]


def test_a_stick_is_looked_through_for_packages_only(sent, stick):
    (stick / "ghi chú.txt").write_text("không phải gói")
    (stick / "giả.sochibo").write_bytes(b"khong phai goi")
    below = stick / "thư mục"
    below.mkdir()
    shutil.copy(sent, below / "chép.sochibo")
    found = packages_on(Stick(stick, "USB (E:)"))
    assert {one.file.name for one in found} == {sent.name, "chép.sochibo"}
    assert len({one.id for one in found}) == 1
    assert packages_on(Stick(stick / "không có", "USB")) == []
