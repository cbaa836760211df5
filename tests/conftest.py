"""What holds for every test: no screen, no network, no writing into the user's own folders."""

from __future__ import annotations

import ipaddress
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

_ROOT = Path(__file__).resolve().parent.parent
_USERS_HOME = str(Path.home().resolve())
_HOME = tempfile.TemporaryDirectory(prefix="so-chi-bo-test-", ignore_cleanup_errors=True)
_FREE = tuple(str(Path(p).resolve()) for p in (_ROOT, tempfile.gettempdir(), sys.prefix, sys.base_prefix))


def _move_home(home: Path) -> None:
    """Let every library that asks for the user's folders find empty ones (before Qt is loaded)."""
    for name in ("HOME", "USERPROFILE"):
        os.environ[name] = str(home)
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
    for name in ("APPDATA", "LOCAL_APPDATA", "COMMON_APPDATA", "PERSONAL"):
        os.environ[f"WIN_PD_OVERRIDE_{name}"] = str(home / name.lower())  # of platformdirs
    # these would change what a test sees from one machine to the next
    for name in ("SO_CHI_BO_PASSWORD", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "LANGUAGE"):
        os.environ.pop(name, None)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _is_here(address: Any) -> bool:
    """Whether a socket address stays on this machine (Windows makes its socket pairs over loopback)."""
    if not isinstance(address, tuple):
        return True  # a Unix socket
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


def _guard(event: str, args: tuple[Any, ...]) -> None:
    """Stop the network and writes into the real home folder, whichever Python library tries."""
    if event == "socket.connect" and not _is_here(args[1]):
        raise RuntimeError(f"a test wanted the network: {args[1]}")
    if event == "socket.getaddrinfo" and args[0] not in (None, "localhost", "127.0.0.1", "::1"):
        raise RuntimeError(f"a test wanted the network: {args[0]}")
    if event == "open" and isinstance(args[0], (str, bytes)):
        flags = args[2] if isinstance(args[2], int) else 0
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            _refuse_home(args[0])
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir"):
        _refuse_home(args[0])


def _refuse_home(path: Any) -> None:
    if not isinstance(path, (str, bytes, os.PathLike)):
        return
    full = os.path.abspath(os.fsdecode(path))
    if full.startswith(_USERS_HOME + os.sep) and not full.startswith(_FREE) and "__pycache__" not in full:
        raise RuntimeError(f"a test wanted to write into the user's home folder: {full}")


_move_home(Path(_HOME.name))
sys.addaudithook(_guard)
settings.register_profile("shared machine", deadline=None)  # a slow machine is no failure
settings.load_profile("shared machine")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked `needs("age")` where the program is not installed, and say so."""
    programs = [name for mark in item.iter_markers("needs") for name in mark.args]
    if missing := [name for name in programs if not shutil.which(name)]:
        pytest.skip("not installed: " + ", ".join(missing))


class Offices:
    """A committee and a cell of its, joined, on one day; `cases` are dossiers the committee has received."""

    def __init__(self, folder: Path, committee: Any, cell: Any, day: Any, cases: list[str]) -> None:
        self.folder, self.committee, self.cell, self.day, self.cases = folder, committee, cell, day, cases

    def do(self, workspace: Any, command: Any, day: str = "") -> Any:
        """A deed; what it changed."""
        import datetime

        from app.procedures.deeds import perform
        from app.storage.clock import Clock

        clock = Clock(datetime.date.fromisoformat(day) if day else self.day)
        with workspace.unit(clock, clock_accepted=True) as unit:
            return perform(unit, command)

    def send(self, sender: Any, receiver: Any) -> None:
        """One package from one to the other."""
        from app.storage.clock import Clock
        from app.sync import inbox, outbox

        clock = Clock(self.day, accepted=True)
        inbox.unpack(receiver, outbox.pack(sender, self.folder, clock=clock).file, clock=clock)


@pytest.fixture(scope="session")
def offices_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """Folders of a committee and its cell with twelve dossiers handed over, and the day; made once."""
    import datetime

    from app.demo.build import build
    from app.demo.life import Story, do
    from app.procedures.people import AddPerson
    from app.storage import keys
    from app.storage.clock import Clock
    from app.sync import inbox, outbox

    folder, day = tmp_path_factory.mktemp("offices"), datetime.date(2025, 11, 17)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            patch.setattr(keys, name, value)
        build(folder, cells=1, members=6, today=day)
        committee, cell = _both(folder)
        with committee, cell:
            helper = do(cell, AddPerson("full", {"name": "Lê Văn Giúp", "admission_date": "1995-01-01"}), day)
            for letter in "ABCDEĐGHIKLM":
                told = {"name": f"Trần Thị {letter}", "birth": "2000-03-04", "sex": "female"}
                person = do(cell, AddPerson("sympathiser", told), day).id
                Story(cell, person, (helper.id, "Lê Văn Giúp"), day, votes=3).until("handed_over")
            packed = outbox.pack(cell, folder / "usb", clock=Clock(day))
            inbox.unpack(committee, packed.file, clock=Clock(day))
    return folder, day


def _both(folder: Path) -> tuple[Any, Any]:
    from app.demo.build import PASSWORD
    from app.procedures.office import open_office

    return open_office(folder / "dang-uy", PASSWORD), open_office(folder / "chi-bo-1", PASSWORD)


@pytest.fixture
def two_offices(tmp_path: Path, offices_template: tuple[Path, Any]) -> Any:
    """The committee and the cell as every test finds them, open."""
    from app.reports import received

    template, day = offices_template
    folder = tmp_path / "offices"
    shutil.copytree(template, folder)
    committee, cell = _both(folder)
    with committee, cell:
        with committee.reading() as session:
            queue = received.fetch(session, committee.organisation_id)
        yield Offices(folder, committee, cell, day, [line.case for line in queue])
