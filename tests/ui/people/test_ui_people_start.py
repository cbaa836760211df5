"""Getting in: the password, the lock, the doors of the first start, the recovery sheet, settings."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import select

from app.models import Organisation, Peer, Seat, User
from app.procedures.office import create_office, open_office
from app.storage.backup import backup
from app.sync import joining
from app.trouble import Refused
from app.ui.entrance import Entrance
from app.ui.pages.first_start import FirstStart
from app.ui.pages.known import KnownPage
from app.ui.pages.lock import LockPage
from app.ui.pages.recovery_page import SheetPage
from app.ui.preferences import Preferences
from app.ui.start import Start

PASSWORD = "mật khẩu dài"


def ended(qtbot, job):
    """Wait for a job."""
    if job is not None and job.running:
        with qtbot.waitSignal(job.ended, timeout=20_000):
            pass


@pytest.fixture
def entrance(show, preferences, clock):
    """The window before a workspace is open, and what it opened."""
    made = Entrance(preferences, clock)
    made.got = []
    made.opened.connect(lambda workspace, file: made.got.append((workspace, file)))
    yield show(made, 1366, 768)
    for workspace, _file in made.got:
        workspace.close()


@pytest.fixture
def closed(window_on):
    """The folder of a workspace that is not open."""
    window = window_on()
    window.close()
    return window.folder


def test_a_wrong_password_is_told_beside_the_field_and_opens_nothing(entrance, closed, press, qtbot):
    entrance.show_folder(closed)
    page = entrance.stack.currentWidget()
    press(page.password.editor, "sai roi nhe", Qt.Key.Key_Return)
    ended(qtbot, page.job)
    assert page.password.error.startswith("Mật khẩu không đúng.")
    assert entrance.got == []


def test_the_password_opens_and_is_never_shown(entrance, closed, press, qtbot):
    entrance.show_folder(closed)
    page = entrance.stack.currentWidget()
    assert page.password.editor.echoMode() == QLineEdit.EchoMode.Password
    press(page.password.editor, PASSWORD, Qt.Key.Key_Return)
    ended(qtbot, page.job)
    assert len(entrance.got) == 1
    assert page.password.editor.text() == ""


def test_a_damaged_workspace_is_told_and_leads_to_the_backup(entrance, closed, press, qtbot):
    (closed / "records.db").write_bytes(b"x" * 8192)
    for extra in closed.glob("records.db-*"):
        extra.unlink()
    entrance.show_folder(closed)
    page = entrance.stack.currentWidget()
    press(page.password.editor, PASSWORD, Qt.Key.Key_Return)
    ended(qtbot, page.job)
    assert "sao lưu" in page.trouble.text()
    assert page.restore.isVisible()


def test_a_workspace_open_elsewhere_is_told(entrance, window, press, qtbot):
    entrance.show_folder(window.folder)
    page = entrance.stack.currentWidget()
    press(page.password.editor, PASSWORD, Qt.Key.Key_Return)
    ended(qtbot, page.job)
    assert "cửa sổ khác" in page.trouble.text()


def test_locking_covers_the_page_and_closes_the_records(window, press, qtbot):
    window.page("members")
    window.lock()
    assert not window.page("members").isVisible() and not window.nav.isVisible()
    assert "Sổ Chi bộ" in window.windowTitle() and "khóa" in window.windowTitle()
    with pytest.raises(Refused, match="khóa"), window.sitting.reading():
        pass
    window.undo_last()
    press(window.cover.password.editor, "khong dung", Qt.Key.Key_Return)
    ended(qtbot, window.cover.job)
    assert window.cover.password.error
    window.cover.password.editor.setText(PASSWORD)
    window.cover.try_open()
    ended(qtbot, window.cover.job)
    assert window.cover is None
    assert window.page("members").isVisible()
    with window.sitting.reading() as session:
        assert session.scalar(select(Organisation.name)) == "Chi bộ thôn Đồng Mận"


def test_idleness_locks(window, preferences, monkeypatch):
    preferences.put("idle", 5)
    monkeypatch.setattr(window, "idle_seconds", lambda: 299.0)
    window._look_around()
    assert window.cover is None
    monkeypatch.setattr(window, "idle_seconds", lambda: 300.0)
    window._look_around()
    assert window.cover is not None


def test_what_was_being_typed_is_still_there_after_the_lock(window, qtbot):
    window.go("person", person=window.page("members").model.id_at(0))
    page = window.page("person")
    page.edit()
    page.form.fields["phone"].editor.setText("0912")
    window.lock()
    window.cover.password.editor.setText(PASSWORD)
    window.cover.try_open()
    ended(qtbot, window.cover.job)
    assert page.form.fields["phone"].editor.text() == "0912"
    assert page.save()


def test_a_new_workspace_opens_only_after_its_recovery_sheet_was_kept(entrance, qtbot, tmp_path):
    doors = entrance.show_doors()
    assert isinstance(doors, FirstStart)
    form = doors.create(tmp_path / "danh-sach.xlsx")
    form.do()
    assert form.fields["name"].error
    form.fields["name"].editor.setText("Chi bộ thôn Mẫu")
    for name, value in (("user", "Mai Văn Tư"), ("password", "mật khẩu dài"), ("again", "mật khẩu khác")):
        form.fields[name].editor.setText(value)
    form.do()
    assert form.job is None and form.fields["again"].error
    form.fields["again"].editor.setText("mật khẩu dài")
    form.folder = tmp_path / "moi"
    form.do()
    ended(qtbot, form.job)
    page = doors.findChild(SheetPage)
    assert entrance.got == [] and not page.go_on.isEnabled()
    page.write(tmp_path / "to.pdf")
    assert (tmp_path / "to.pdf").read_bytes().startswith(b"%PDF")
    page.go_on.click()
    workspace, file = entrance.got[0]
    assert file == tmp_path / "danh-sach.xlsx"
    with workspace.reading() as session:
        assert workspace.own_organisation(session).name == "Chi bộ thôn Mẫu"


def test_a_failed_recovery_sheet_is_told_and_the_way_on_stays_shut(window, qtbot, tmp_path, clock):
    made = window.sitting.workspace
    page = SheetPage(made, "AGE-SECRET-KEY-1ABC", clock)
    qtbot.addWidget(page)
    page.write(tmp_path / "khong-co" / "to.pdf")
    assert page.trouble.label.text() and not page.go_on.isEnabled()


def test_an_invitation_asks_for_its_code_and_fills_in_the_office(entrance, qtbot, tmp_path, clock):
    committee, _secret = create_office(
        tmp_path / "dang-uy", name="Đảng ủy xã Mẫu", code="25.000.036.000.000", type="committee",
        password=PASSWORD, user="Văn phòng", clock=clock,
    )  # fmt: skip
    with committee, committee.unit(clock) as unit:
        told = joining.invite(
            unit, name="Chi bộ thôn Mẫu", code="25.000.036.001.001", type="cell", out=tmp_path / "thu-moi"
        )
    form = entrance.show_doors().join(told.file)
    form.fields["code"].editor.setText("SAIS-AISA-ISAI")
    form.do()
    ended(qtbot, form.job)
    assert form.fields["code"].error and form.invitation is None
    form.fields["code"].editor.setText(told.join_code)
    form.do()
    ended(qtbot, form.job)
    assert form.facts.isVisible() and form.invitation.fingerprint == told.fingerprint
    for name, value in (("user", "Mai Văn Tư"), ("password", PASSWORD), ("again", PASSWORD)):
        form.fields[name].editor.setText(value)
    form.folder = tmp_path / "moi"
    form.do()
    ended(qtbot, form.job)
    page = entrance.findChild(SheetPage)
    page.write(tmp_path / "to.pdf")
    page.go_on.click()
    workspace, _file = entrance.got[0]
    assert workspace.name == "Chi bộ thôn Mẫu"
    with workspace.reading() as session:
        assert session.scalar(select(Peer.name)) == "Đảng ủy xã Mẫu"


def test_a_backup_is_restored_by_its_password(entrance, window, qtbot, tmp_path):
    kept = backup(window.sitting.workspace, tmp_path / "a.saoluu", window.sitting.clock).file
    form = entrance.show_doors().restore_file(kept)
    form.folder = tmp_path / "lai"
    form.fields["password"].editor.setText("mật khẩu sai")
    form.do()
    ended(qtbot, form.job)
    assert form.fields["password"].error and entrance.got == []
    form.fields["password"].editor.setText(PASSWORD)
    form.do()
    ended(qtbot, form.job)
    assert entrance.got[0][0].path == tmp_path / "lai"


def test_a_sample_can_be_tried_without_being_remembered(
    themed, qtbot, preferences, clock, tmp_path, monkeypatch
):
    from app.ui import trial

    monkeypatch.setattr(trial, "folder", lambda: tmp_path / "xem-thu")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    start = Start(preferences, clock)
    start.enter(None)
    qtbot.addWidget(start.entrance)
    doors = start.entrance.stack.currentWidget()
    job = doors.try_out()
    with qtbot.waitSignal(job.ended, timeout=60_000):
        pass
    qtbot.addWidget(start.window)
    start.window.go("members")
    assert start.window.page("members").model.rowCount() > 5
    assert preferences.workspaces == []
    start.window.lock()
    assert trial.password() in start.window.cover.password.hint.text()


def test_a_password_of_the_environment_opens_at_once(themed, qtbot, preferences, clock, closed, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", PASSWORD)
    start = Start(preferences, clock)
    start.begin(closed)
    qtbot.addWidget(start.entrance)
    qtbot.waitUntil(lambda: start.window is not None)
    qtbot.addWidget(start.window)
    assert start.window.isVisible()
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", "mật khẩu sai")
    start.switch(str(closed))
    assert isinstance(start.entrance.stack.currentWidget(), LockPage)
    start.entrance.close()


def test_the_text_size_is_remembered_at_the_first_start(entrance, preferences):
    doors = entrance.show_doors()
    doors.text_size.set_value(150)
    doors.text_size.value_changed.emit(150)
    assert Preferences(preferences.file).get("scale") == 150
    assert doors.again.isVisible()


def test_known_workspaces_are_offered_the_last_one_first(entrance, closed, preferences, tmp_path):
    preferences.opened(tmp_path / "nowhere")
    preferences.opened(closed)
    entrance.show_known()
    page = entrance.stack.currentWidget()
    assert isinstance(page, KnownPage) and len(page.buttons) == 1
    page.buttons[0].click()
    assert isinstance(entrance.stack.currentWidget(), LockPage)


def test_the_start_asks_for_the_workspace_opened_last_else_shows_the_doors(
    themed, qtbot, preferences, clock, closed
):
    hook = sys.excepthook
    try:
        start = Start(preferences, clock)
        start.begin()
        qtbot.addWidget(start.entrance)
        assert isinstance(start.entrance.stack.currentWidget(), FirstStart)
        start.entrance.close()
        preferences.opened(closed)
        start.begin()
        qtbot.addWidget(start.entrance)
        assert isinstance(start.entrance.stack.currentWidget(), LockPage)
        window = start.open(open_office(closed, PASSWORD))
        qtbot.addWidget(window)
        assert window.current == "home"
        start.switch(str(closed))
        assert isinstance(start.entrance.stack.currentWidget(), LockPage)
        start.entrance.close()
    finally:
        sys.excepthook = hook


def test_a_damaged_settings_file_does_not_stop_the_start(tmp_path):
    (tmp_path / "s.json").write_text("{not json", "utf-8")
    found = Preferences(tmp_path / "s.json")
    assert (found.get("scale"), found.workspaces) == (100, [])
    (tmp_path / "s.json").write_text('{"scale": "big", "theme": "dark"}', "utf-8")
    found = Preferences(tmp_path / "s.json")
    assert (found.get("scale"), found.get("theme")) == (100, "dark")


# Settings


def test_own_password_is_changed_only_with_the_old_one(window, qtbot):
    window.go("settings", part="user")
    card = window.page("settings").part
    card.old.editor.setText("sai mật khẩu")
    card.new.first.editor.setText("mật khẩu mới tinh")
    card.new.again.editor.setText("mật khẩu mới tinh")
    ended(qtbot, card.do())
    assert card.old.error
    card.old.editor.setText(PASSWORD)
    ended(qtbot, card.do())
    window.close()
    open_office(window.folder, "mật khẩu mới tinh").close()


def test_a_user_is_added_with_a_role(window, qtbot):
    window.go("settings", part="users")
    part = window.page("settings").part
    part.name.editor.setText("Lương Văn Thuận")
    assert part.do() is None and part.name.error
    part.name.editor.setText("Mai Thị Hoa")
    part.role.set_value("reader")
    for field in (part.new.first, part.new.again):
        field.editor.setText("một câu dễ nhớ")
    ended(qtbot, part.do())
    with window.sitting.reading() as session:
        assert session.get(User, "Mai Thị Hoa").role == "reader"


def test_a_backup_is_written_and_the_status_bar_says_so(window, qtbot, tmp_path):
    window.go("settings", part="backup")
    ended(qtbot, window.page("settings").part.do(tmp_path))
    assert list(tmp_path.glob("*.saoluu"))
    assert window.status.items["backup"].full == "Sao lưu hôm nay"


def test_a_seat_is_written_and_a_wrong_one_refused_beside_its_field(window, journal_size):
    window.go("settings", part="seats")
    part, before = window.page("settings").part, journal_size(window)
    part.fields["start"].editor.setText("1/1/2025")
    part.do()
    assert part.fields["name"].error and journal_size(window) == before
    part.fields["name"].editor.setText("Bùi Văn Giáp")
    part.do()
    with window.sitting.reading() as session:
        assert session.scalar(select(Seat.name)) == "Bùi Văn Giáp"


def test_the_offices_above_are_dated_settings(window, journal_size):
    from app.procedures.offices import setting

    window.go("settings", part="office")
    part = window.page("settings").part
    part.fields["value"].editor.setText("Đảng ủy xã Mẫu")
    part.do()
    with window.sitting.looking() as unit:
        assert setting(unit, "office.grassroots", window.sitting.today) == "Đảng ủy xã Mẫu"


def test_the_theme_changes_at_once(window, themed):
    from app.ui import theme

    window.go("settings", part="look")
    window.page("settings").use_theme("dark")
    assert theme.colours().name == "dark"
    window.page("settings").use_theme("light")


def test_opened_by_the_recovery_sheet_a_forgotten_password_is_set_again(
    qtbot, show, preferences, clock, tmp_path
):
    from app.ui.session import Sitting
    from app.ui.window import Window

    made, secret = create_office(
        tmp_path / "so",
        name="Chi bộ",
        code="1",
        type="cell",
        password=PASSWORD,
        user="Lương Văn Thuận",
        clock=clock,
    )
    made.close()
    window = show(Window(Sitting(open_office(tmp_path / "so", "", recovery=secret), clock), preferences))
    window.go("settings", part="users")
    part = window.page("settings").part
    part.name.editor.setText("Lương Văn Thuận")
    for field in (part.new.first, part.new.again):
        field.editor.setText("một câu dễ nhớ")
    ended(qtbot, part.do())
    window.close()
    with open_office(tmp_path / "so", "một câu dễ nhớ") as again:
        assert (again.user.name, again.user.role) == ("Lương Văn Thuận", "secretary")
