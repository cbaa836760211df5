"""Killed at every write, rename and commit: the old state or the new one, never something between."""

import datetime
import os
import signal
import warnings
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.models import Person
from app.storage import backup as backups
from app.storage import journal, keys, workspace
from app.storage.clock import Clock
from app.trouble import Refused, Trouble, WrongKey

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of this process")
CLOCK = Clock(datetime.date(2025, 11, 17))
OLD, NEW = "mật khẩu dài", "một câu mới"


def made(folder):
    return workspace.create(folder, name="Chi bộ A", code="1", type="cell", password=OLD, clock=CLOCK)[0]


def opened(folder, password=OLD, **kwargs):
    return workspace.open_workspace(folder, password, **kwargs)


def people(open_one):
    """Names on file, after the journal has been verified."""
    with open_one, open_one.reading() as session:
        assert journal.verify(session) == []
        return [p.name for p in session.query(Person)]


def add(folder):
    with opened(folder) as one, one.unit(CLOCK) as unit:
        unit.begin("person.add")
        unit.write(Person(name="A"))
        unit.write(Person(name="B"))


def killed_at(number, work):
    """Do `work` in a copy of this process that dies just before its nth step; whether it got through."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        left = number

        def step(real):
            def call(*args, **kwargs):
                nonlocal left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*args, **kwargs)

            return call

        try:
            os.fsync = step(os.fsync)
            for owner, name in ((Path, "replace"), (Path, "unlink"), (Path, "mkdir"), (Session, "commit")):
                setattr(owner, name, step(getattr(owner, name)))
            work()
        except BaseException:
            os._exit(3)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0, "the work itself failed"
        return True
    return False


def at_every_step(work, check, prepare):
    """Kill `work` at each of its steps on a fresh copy; `check` says whether what is there is right."""
    number = 0
    while True:
        place = prepare(number)
        through = killed_at(number, lambda: work(place))  # noqa: B023 - called at once
        check(place, through)
        if through:
            assert number > 2
            return
        number += 1


@pytest.mark.parametrize("there", [False, True])
def test_creating(tmp_path, there):
    def prepare(number):
        folder = tmp_path / str(number)
        if there:
            folder.mkdir()
        return folder

    def check(folder, through):
        try:
            assert people(opened(folder)) == []
        except Refused as refused:
            assert refused.code == "not_a_workspace"
            assert not through
            made(folder).close()
            assert people(opened(folder)) == []

    at_every_step(lambda folder: made(folder).close(), check, prepare)


def test_a_deed(tmp_path):
    def prepare(number):
        made(tmp_path / str(number)).close()
        return tmp_path / str(number)

    def check(folder, through):
        assert people(opened(folder)) in ([["A", "B"]] if through else [[], ["A", "B"]])

    at_every_step(add, check, prepare)


def test_a_backup(tmp_path):
    def prepare(number):
        made(tmp_path / str(number)).close()
        add(tmp_path / str(number))
        return tmp_path / str(number)

    def work(folder):
        with opened(folder) as one:
            backups.backup(one, clock=CLOCK)

    def check(folder, through):
        assert sorted(people(opened(folder))) == ["A", "B"]
        assert not [p for p in folder.iterdir() if p.name.startswith(".")], "the next opening tidies up"
        found = list((folder / "backups").glob("*.saoluu"))
        assert len(found) == 1 or not through
        for file in found:
            backups.restore(file, folder / "r", OLD)
            assert sorted(people(opened(folder / "r"))) == ["A", "B"]

    at_every_step(work, check, prepare)


@pytest.mark.parametrize("there", [False, True])
def test_restoring(tmp_path, there):
    made(tmp_path / "so").close()
    add(tmp_path / "so")
    with opened(tmp_path / "so") as one:
        file = backups.backup(one, tmp_path / "a.saoluu", CLOCK).file

    def prepare(number):
        folder = tmp_path / str(number)
        if there:
            folder.mkdir()
        return folder

    def check(folder, through):
        try:
            assert sorted(people(opened(folder))) == ["A", "B"]
        except Refused as refused:
            assert refused.code == "not_a_workspace"
            assert not through
            backups.restore(file, folder, OLD)
            assert sorted(people(opened(folder))) == ["A", "B"]
        assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []

    at_every_step(lambda folder: backups.restore(file, folder, OLD), check, prepare)


def test_changing_a_password(tmp_path):
    def prepare(number):
        made(tmp_path / str(number)).close()
        return tmp_path / str(number)

    def work(folder):
        with opened(folder) as one:
            workspace.change_password(one, "Bí thư", NEW)

    def check(folder, through):
        opens = []
        for password in (OLD, NEW):
            try:
                opened(folder, password).close()
                opens.append(password)
            except WrongKey:
                pass
        assert opens in ([[NEW]] if through else [[OLD], [NEW]])
        one, two = ((folder / name).read_bytes() for name in keys.NAMES)
        assert one == two, "the next opening makes both copies the same"

    at_every_step(work, check, prepare)


def test_adding_a_user(tmp_path):
    def prepare(number):
        made(tmp_path / str(number)).close()
        return tmp_path / str(number)

    def work(folder):
        with opened(folder) as one:
            workspace.change_password(one, "Lan", NEW, "deputy")

    def check(folder, through):
        opened(folder).close()
        try:
            with opened(folder, NEW) as one:
                assert (one.user.name, one.user.role) == ("Lan", "deputy")
                assert one.office_keys is not None
        except WrongKey:
            assert not through

    at_every_step(work, check, prepare)


def test_a_folder_half_filled_is_no_workspace_and_keeps_nothing_else(tmp_path):
    folder = tmp_path / "so"
    folder.mkdir()
    (folder / "unfinished").touch()
    (folder / "thư.txt").write_text("giữ nguyên")
    with pytest.raises(Refused) as wrong:
        opened(folder)
    assert wrong.value.code == "not_a_workspace"
    with pytest.raises(Refused) as full:
        made(folder)
    assert full.value.code == "not_empty"
    assert (folder / "thư.txt").read_text() == "giữ nguyên"


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 0x15]) + data[place + 1 :]


def test_every_byte_of_the_keyring_flipped_opens_by_its_copy(tmp_path):
    folder = tmp_path / "so"
    made(folder).close()
    good = (folder / "keyring.json").read_bytes()
    right, harmless = keys.open_with_password(keys.load(folder), OLD).records, 0
    for place in range(0, len(good), 7):
        bad = flipped(good, place)
        (folder / "keyring.json").write_bytes(bad)
        ring = keys.load(folder)
        assert keys.open_with_password(ring, OLD).records, place
        (folder / "keyring.copy.json").write_bytes(bad)
        try:  # refused, or what was hit is nothing that matters
            assert keys.open_with_password(keys.load(folder), OLD).records == right
            harmless += 1
        except (WrongKey, Trouble, Refused):
            pass
        finally:
            (folder / "keyring.copy.json").write_bytes(good)
    assert harmless < 3
    (folder / "keyring.json").write_bytes(bad)
    opened(folder).close()
    assert (folder / "keyring.json").read_bytes() == good, "mended from its copy"


def test_every_part_of_a_backup_flipped_is_refused_or_makes_no_difference(tmp_path):
    made(tmp_path / "so").close()
    add(tmp_path / "so")
    with opened(tmp_path / "so") as one:
        file = backups.backup(one, tmp_path / "a.saoluu", CLOCK).file
    good = file.read_bytes()
    refused = 0
    for place in [*range(0, 1600, 97), *range(2000, len(good), len(good) // 40)]:
        file.write_bytes(flipped(good, place))
        try:
            backups.restore(file, tmp_path / "r", OLD)
        except (Refused, Trouble):
            refused += 1
            assert not (tmp_path / "r").exists()
            continue
        assert sorted(people(opened(tmp_path / "r"))) == ["A", "B"]
        import shutil

        shutil.rmtree(tmp_path / "r")
    assert refused > 35


def test_the_keyring_of_another_workspace_opens_nothing(tmp_path):
    for name in "ab":
        made(tmp_path / name).close()
    for name in keys.NAMES:
        (tmp_path / "a" / name).write_bytes((tmp_path / "b" / name).read_bytes())
    with pytest.raises(Trouble) as wrong:
        opened(tmp_path / "a")
    assert wrong.value.code == "damaged"


def test_a_role_nobody_knows_is_refused(tmp_path):
    with made(tmp_path / "so") as one:
        with pytest.raises(Refused) as wrong:
            workspace.change_password(one, "Lan", NEW, "boss")
        assert wrong.value.code == "bad_value"
    assert list(keys.load(tmp_path / "so").users) == ["Bí thư"]
