"""A cell and its superior committee, joined or about to be."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyrage
import pytest
from sqlalchemy import select

from app.models import Act, Base, Case, EntryRow, Person, new_id
from app.procedures.office import create_office, open_office
from app.storage import journal, keys
from app.storage.clock import Clock
from app.storage.workspace import Workspace
from app.sync import inbox, joining, outbox

PASSWORD = "mot cau de nho"
TODAY = datetime.date(2026, 3, 2)
LOCAL = {"package", "peer", "invitation", "page", "page_entry", "entry", "meta", "log"}


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


@pytest.fixture
def quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyrage, "passphrase", QuickCodes)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "MEMORY_KIB", 64)
        patch.setattr(keys, "PASSES", 1)
        yield


@dataclass
class Pair:
    """Two offices and the stick between them."""

    folder: Path
    cell: Workspace
    top: Workspace
    today: datetime.date = TODAY
    opened: list[Workspace] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return Clock(self.today)

    @property
    def stick(self) -> Path:
        found = self.folder / "stick"
        found.mkdir(exist_ok=True)
        return found

    def up(self) -> outbox.Packed:
        return outbox.pack(self.cell, self.stick, clock=self.clock)

    def down(self) -> outbox.Packed:
        return outbox.pack(self.top, self.stick, clock=self.clock)

    def take(self, at: Workspace, file: Path, **how: Any) -> inbox.Outcome:
        return inbox.unpack(at, file, clock=self.clock, **how)

    def round(self) -> None:
        """Both ways, until both have confirmed."""
        for _way in range(2):
            self.take(self.top, self.up().file)
            self.take(self.cell, self.down().file)

    def add(self, *names: str) -> list[str]:
        """People the cell puts on file."""
        with self.cell.unit(self.clock) as unit:
            unit.begin("person.add")
            return [unit.write(Person(name=name)).id for name in names]

    def rename(self, person: str, name: str) -> None:
        with self.cell.unit(self.clock) as unit:
            unit.begin("person.set")
            found = unit.get(Person, person)
            found.name = name
            unit.write(found, reason="ghi nhầm")

    def open_case(self, person: str, **fields: Any) -> str:
        with self.cell.unit(self.clock) as unit:
            unit.begin("case.open")
            case = Case(procedure="admission", person=person, opened="2026-01-05", **fields)
            return unit.write(case).id

    def decide(self, case: str, step: str = "decision", **fields: Any) -> str:
        """An act of the superior in the cell's case."""
        with self.top.unit(self.clock) as unit:
            unit.begin("case.record")
            act = Act(case=case, step=step, date="2026-02-20", outcome="admit", **fields)
            return unit.write(act, audience=f"office:{self.cell.organisation_id}").id


def people(workspace: Workspace) -> dict[str, str]:
    """Who is on file, by id."""
    with workspace.reading() as session:
        return dict(session.execute(select(Person.id, Person.name)).tuples().all())


def everything(workspace: Workspace, *, but: set[str] | None = None) -> dict[str, list[Any]]:
    """All rows of all tables, to see that nothing changed."""
    left_out = {"package"} if but is None else but
    with workspace.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if table.name not in left_out
        }


def common(workspace: Workspace) -> set[str]:
    """Hashes of all entries that travel between the two, wherever they were made."""
    with workspace.reading() as session:
        return set(session.scalars(select(EntryRow.hash).where(EntryRow.kind.not_in(["page", "setting"]))))


def sound(workspace: Workspace) -> list[str]:
    with workspace.reading() as session:
        return journal.verify(session)


def join(pair: Pair, *, back: bool = True) -> None:
    with pair.top.unit(pair.clock) as unit:
        unit.begin("office.invite")
        invited = joining.invite(
            unit, name="Chi bộ thôn Thử", code="01.02.003", type="cell", out=pair.folder / "thu-moi"
        )
    opened = joining.read_invitation(invited.file, invited.join_code)
    with pair.cell.unit(pair.clock) as unit:
        unit.begin("office.join")
        joining.accept(unit, opened)
    if back:
        pair.round()


def offices(folder: Path) -> tuple[Workspace, Workspace]:
    clock = Clock(TODAY)
    cell, _sheet = create_office(
        folder / "cell", name="Chi bộ thôn Thử", code="01.02.003", type="cell", password=PASSWORD, clock=clock
    )
    top, _sheet = create_office(
        folder / "top", name="Đảng ủy xã Thử", code="01.02", type="committee", password=PASSWORD, clock=clock
    )
    return cell, top


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, quick_passwords: None) -> dict[str, Path]:
    """Folders of two offices: strangers, and joined."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyrage, "passphrase", QuickCodes)
        for name in ("strangers", "joined"):
            folder = tmp_path_factory.mktemp(name)
            pair = Pair(folder, *offices(folder))
            if name == "joined":
                join(pair)
            pair.cell.close()
            pair.top.close()
            shutil.rmtree(folder / "stick", ignore_errors=True)
            found[name] = folder
    return found


def open_both(folder: Path) -> Pair:
    return Pair(folder, open_office(folder / "cell", PASSWORD), open_office(folder / "top", PASSWORD))


@pytest.fixture
def make_pair(templates: dict[str, Path], tmp_path: Path) -> Iterator[Callable[[str], Pair]]:
    made: list[Pair] = []

    def make(name: str) -> Pair:
        folder = tmp_path / new_id()[:8]
        shutil.copytree(templates[name], folder)
        made.append(open_both(folder))
        return made[-1]

    yield make
    for pair in made:
        pair.cell.close()
        pair.top.close()


@pytest.fixture
def open_pair() -> Callable[[Path], Pair]:
    """Open both workspaces in a folder; whoever asks closes them."""
    return open_both


@pytest.fixture
def pair(make_pair: Callable[[str], Pair]) -> Pair:
    """Joined, each has confirmed all of the other's."""
    return make_pair("joined")


@pytest.fixture
def strangers(make_pair: Callable[[str], Pair], quick_codes: None) -> Pair:
    """Not joined yet."""
    return make_pair("strangers")


@pytest.fixture
def tools() -> Any:
    """The helpers of this file, for tests that need them."""
    import types

    return types.SimpleNamespace(
        join=join, people=people, everything=everything, common=common, sound=sound, offices=offices
    )
