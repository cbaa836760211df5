"""What users rely on of a workspace: it opens for them only, says what is wrong, loses nothing."""

import datetime
import json
import shutil

import pytest
from sqlalchemy import text

from app.models import EntryRow, Person
from app.storage import backup as backups
from app.storage import journal, keys, schema, workspace
from app.storage.clock import Clock
from app.storage.rights import Person as Worker
from app.storage.unit import undo
from app.trouble import Refused, Trouble, WrongKey


def add(opened, clock, name="Trần Đức", **kwargs):
    with opened.unit(clock, **kwargs) as unit:
        unit.begin("person.add")
        return unit.write(Person(name=name)).id, unit.deed


def test_password_and_recovery_sheet_open_it_and_nothing_else_does(made, tmp_path):
    opened, secret = made
    opened.close()
    with workspace.open_workspace(tmp_path / "so", "mật khẩu dài") as again:
        assert again.user.role == "secretary"
    with workspace.open_workspace(tmp_path / "so", "", recovery=secret.lower()) as again:
        assert again.office_keys is not None
    with pytest.raises(WrongKey) as wrong:
        workspace.open_workspace(tmp_path / "so", "mật khẩu khác")
    assert wrong.value.code == "wrong_password"
    with pytest.raises(WrongKey):
        workspace.open_workspace(tmp_path / "so", "", recovery="AGE-SECRET-KEY-1QQQ")


def test_no_text_of_the_records_lies_in_the_folder(made, tmp_path, clock):
    opened, _secret = made
    add(opened, clock, "Nguyễn Thị Kín")
    opened.close()
    for file in (tmp_path / "so").rglob("*"):
        if file.is_file():
            assert "Kín".encode() not in file.read_bytes()
            assert not file.read_bytes().startswith(b"SQLite format 3")


def test_four_failures_say_four_different_things(made, tmp_path, clock):
    opened, _secret = made
    folder = tmp_path / "so"
    said = {}
    with opened.unit(clock) as unit:
        unit.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.close()
    with pytest.raises(Refused) as newer:
        workspace.open_workspace(folder, "mật khẩu dài")
    said["newer_version"] = newer.value
    with pytest.raises(WrongKey) as wrong:
        workspace.open_workspace(folder, "không phải")
    said["wrong_password"] = wrong.value
    data = (folder / "records.db").read_bytes()
    (folder / "records.db").write_bytes(b"x" * 4096 + data[4096:])
    with pytest.raises(Trouble) as damaged:
        workspace.open_workspace(folder, "mật khẩu dài")
    said["damaged"] = damaged.value
    (folder / "records.db").write_bytes(b"")
    with pytest.raises(Trouble) as emptied:
        workspace.open_workspace(folder, "mật khẩu dài")
    assert emptied.value.code == "damaged"
    (folder / "workspace.lock").unlink()
    (folder / "workspace.lock").mkdir()  # what a folder that cannot be written to answers, also for root
    with pytest.raises(Trouble) as read_only:
        workspace.open_workspace(folder, "mật khẩu dài")
    said["read_only"] = read_only.value
    assert {code: error.code for code, error in said.items()} == {code: code for code in said}
    assert len({error.message for error in said.values()}) == 4
    assert all(error.hint for error in said.values())


def test_a_second_program_is_told_so(made, tmp_path):
    with pytest.raises(Trouble) as second:
        workspace.open_workspace(tmp_path / "so", "mật khẩu dài")
    assert second.value.code == "in_use"


def test_a_damaged_keyring_is_read_from_its_copy(made, tmp_path):
    made[0].close()
    (tmp_path / "so" / "keyring.json").write_text("{")
    workspace.open_workspace(tmp_path / "so", "mật khẩu dài").close()
    for name in keys.NAMES:  # the first was mended by the opening
        (tmp_path / "so" / name).write_text("")
    with pytest.raises(Trouble) as both:
        workspace.open_workspace(tmp_path / "so", "mật khẩu dài")
    assert both.value.code == "damaged_keyring"


def test_a_wrap_opens_only_for_its_user_workspace_and_key_number(made, tmp_path):
    opened, _secret = made
    workspace.change_password(opened, "Người giúp việc", "mật khẩu hai", role="clerk")
    ring = keys.load(tmp_path / "so")
    assert keys.open_with_password(ring, "mật khẩu hai").office is None
    swapped = keys.load(tmp_path / "so")
    swapped.users["Bí thư"] = ring.users["Người giúp việc"]
    with pytest.raises(WrongKey):
        keys.open_with_password(swapped, "mật khẩu hai", "Bí thư")
    for change in ({"key_number": 2}, {"workspace": "khác"}):
        data = json.loads((tmp_path / "so" / "keyring.json").read_text()) | change
        import msgspec

        with pytest.raises(WrongKey):
            keys.open_with_password(msgspec.convert(data, keys.Keyring), "mật khẩu dài", "Bí thư")


def test_a_changed_password_replaces_the_old_one(made, tmp_path):
    opened, _secret = made
    workspace.change_password(opened, "Bí thư", "một câu mới")
    opened.close()
    with pytest.raises(WrongKey):
        workspace.open_workspace(tmp_path / "so", "mật khẩu dài")
    workspace.open_workspace(tmp_path / "so", "một câu mới").close()


def test_a_short_password_is_refused_and_leaves_nothing(tmp_path):
    with pytest.raises(Refused) as short:
        workspace.create(tmp_path / "x", name="A", code="1", type="cell", password="ngắn")
    assert short.value.code == "bad_password"
    assert not (tmp_path / "x").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thư.txt").write_text("giữ nguyên")
    with pytest.raises(Refused) as full:
        workspace.create(tmp_path, name="A", code="1", type="cell", password="mật khẩu dài")
    assert full.value.code == "not_empty"
    assert [p.name for p in tmp_path.iterdir()] == ["thư.txt"]


def test_every_change_is_one_chained_entry_and_a_change_of_nothing_is_none(made, clock):
    opened, _secret = made
    person, _deed = add(opened, clock)
    with opened.unit(clock) as unit:
        found = unit.get(Person, person)
        unit.write(found)
        found.name = "Trần Văn Đức"
        unit.write(found, reason="ghi thiếu chữ lót")
    with opened.reading() as session:
        assert [e.state()["name"] for e in journal.history(session, person)] == ["Trần Đức", "Trần Văn Đức"]
        assert journal.history(session, person)[1].state()["reason"] == "ghi thiếu chữ lót"
        assert journal.verify(session) == []


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE person SET name = 'Người khác'",
        "UPDATE entry SET state = CAST(replace(CAST(state AS TEXT), 'T', 'B') AS BLOB) WHERE kind='person'",
        "DELETE FROM entry WHERE kind='person'",
        "UPDATE entry SET link = 'x' WHERE kind='person'",
        "DELETE FROM person",
    ],
)
def test_verify_finds_what_was_changed_behind_its_back(made, clock, tamper):
    opened, _secret = made
    add(opened, clock)
    with opened.unit(clock) as unit:
        unit.session.execute(text(tamper))
    with opened.reading() as session:
        assert journal.verify(session)


def test_an_exception_in_a_deed_changes_nothing(made, clock):
    opened, _secret = made
    with pytest.raises(RuntimeError), opened.unit(clock) as unit:
        unit.write(Person(name="Không ghi"))
        raise RuntimeError
    with opened.reading() as session:
        assert session.query(Person).count() == 0
        assert journal.verify(session) == []


def test_undo_goes_back_and_forth_and_stops_at_later_changes(made, clock):
    opened, _secret = made
    person, first = add(opened, clock)
    with opened.unit(clock) as unit:
        unit.begin("person.set")
        found = unit.get(Person, person)
        found.name = "B"
        unit.write(found)
        second = unit.deed
    with opened.unit(clock) as unit, pytest.raises(Refused) as blocked:
        undo(unit, first)
    assert blocked.value.code == "changed_since"
    with opened.unit(clock) as unit:
        unit.begin("undo")
        undo(unit, second)
        back = unit.deed
        assert unit.get(Person, person).name == "Trần Đức"
    with opened.unit(clock) as unit:
        unit.begin("undo")
        undo(unit, back)
        assert unit.get(Person, person).name == "B"


def test_deeds_on_one_record_are_taken_back_one_after_the_other(made, clock):
    opened, _secret = made
    person, first = add(opened, clock)
    deeds = [first]
    for name in ("B", "C", "D"):
        with opened.unit(clock) as unit:
            unit.begin("person.set")
            found = unit.get(Person, person)
            found.name = name
            unit.write(found)
            deeds.append(unit.deed)
    named = []
    for deed in reversed(deeds):
        with opened.unit(clock) as unit:
            unit.begin("undo")
            [back] = undo(unit, deed)
            named.append(None if back.gone else back.name)
    assert named == ["C", "B", "Trần Đức", None]
    with opened.unit(clock) as unit, pytest.raises(Refused) as blocked:
        undo(unit, deeds[1])
    assert blocked.value.code == "changed_since"


def test_another_offices_record_is_not_written(made, clock):
    with made[0].unit(clock) as unit, pytest.raises(Refused) as other:
        unit.write(Person(name="X", owner="tổ chức khác"))
    assert other.value.code == "not_owner"


def test_a_clock_behind_the_last_entry_is_asked_about(made, clock):
    opened, _secret = made
    add(opened, clock)
    early = Clock(datetime.date(2025, 11, 16))
    with pytest.raises(Refused) as behind:
        add(opened, early)
    assert behind.value.code == "clock_behind"
    assert "17/11/2025" in behind.value.message
    add(opened, early, clock_accepted=True)


def test_roles_prevent_what_they_do_not_allow():
    with pytest.raises(Refused):
        Worker("Lan", "reader").require("write")
    with pytest.raises(Refused):
        Worker("Lan", "clerk").require("send")
    Worker("Lan", "deputy").require("send")


def test_a_backup_comes_back_whole_with_a_new_epoch(made, tmp_path, clock):
    opened, secret = made
    person, _deed = add(opened, clock)
    written = backups.backup(opened, tmp_path / "ra.saoluu", clock)
    assert written.file.exists()
    epoch = backups.restore(written.file, tmp_path / "mới", "mật khẩu dài")
    with workspace.open_workspace(tmp_path / "mới", "", recovery=secret) as again:
        assert again.epoch == epoch != opened.epoch
        assert again.organisation_id == opened.organisation_id
        with again.reading() as session:
            assert session.get(Person, person).name == "Trần Đức"
            assert journal.verify(session) == []


@pytest.mark.parametrize("cut", [0, 1, 600, 5000])
def test_a_cut_backup_is_refused_and_leaves_nothing(made, tmp_path, clock, cut):
    written = backups.backup(made[0], tmp_path / "ra.saoluu", clock)
    written.file.write_bytes(written.file.read_bytes()[:cut])
    with pytest.raises((Refused, Trouble)):
        backups.restore(written.file, tmp_path / "mới", "mật khẩu dài")
    assert not (tmp_path / "mới").exists()


def test_a_full_disk_keeps_the_earlier_backup(made, tmp_path, clock, monkeypatch):
    target = tmp_path / "ra.saoluu"
    target.write_bytes(b"before")

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Trouble) as trouble:
        backups.backup(made[0], target, clock)
    assert trouble.value.code == "disk_full"
    assert target.read_bytes() == b"before"


def test_the_schema_is_that_of_the_models_and_goes_down_again(tmp_path):
    from alembic import command
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext

    from app.models import Base
    from app.storage.engine import open_engine

    engine = open_engine(tmp_path / "x.db", b"k" * 32)
    schema.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _o, name, kind, *_r: (
                    not (kind == "table" and name.startswith("search"))
                )
            },
        )
        assert compare_metadata(context, Base.metadata) == []
    with engine.connect() as connection:
        assert schema.version(connection.connection.driver_connection) == schema.HEAD
    config = Config()
    config.set_main_option("script_location", "app/storage/migrations")
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert not connection.execute(
            text(
                "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name != 'alembic_version'"
            )
        ).all()
    engine.dispose()


def test_a_migration_that_fails_leaves_the_old_schema(tmp_path, monkeypatch):
    from alembic import op

    from app.storage.engine import open_engine

    engine = open_engine(tmp_path / "x.db", b"k" * 32)

    def fail(*_args, **_kwargs):
        raise RuntimeError("mất điện")

    monkeypatch.setattr(op, "execute", fail)
    with pytest.raises(RuntimeError):
        schema.upgrade(engine)
    with engine.connect() as connection:
        assert schema.version(connection.connection.driver_connection) is None
    with engine.connect() as connection:
        assert not connection.execute(text("SELECT name FROM sqlite_master")).all()
    engine.dispose()


def test_restoring_into_a_used_folder_is_refused(made, tmp_path, clock):
    written = backups.backup(made[0], tmp_path / "ra.saoluu", clock)
    (tmp_path / "đầy").mkdir()
    shutil.copy(written.file, tmp_path / "đầy" / "a")
    with pytest.raises(Refused) as full:
        backups.restore(written.file, tmp_path / "đầy", "mật khẩu dài")
    assert full.value.code == "not_empty"


def test_entries_know_nothing_of_tables(made, clock):
    """The bytes an entry was made of are kept as they were."""
    opened, _secret = made
    person, _deed = add(opened, clock)
    with opened.reading() as session:
        row = session.query(EntryRow).filter_by(record=person).one()
        before = (bytes(row.head), bytes(row.state))
    with opened.unit(clock) as unit:
        found = unit.get(Person, person)
        found.name = "Khác"
        unit.write(found)
    with opened.reading() as session:
        row = session.query(EntryRow).filter_by(record=person, revision=1).one()
        assert (bytes(row.head), bytes(row.state)) == before
