"""A desk: a workspace of seven members and a sympathiser, with the window's pages for work."""

from __future__ import annotations

import datetime

import pytest

from app.models import EntryRow
from app.procedures.cases import OpenCase
from app.procedures.deeds import perform
from app.procedures.office import create_office
from app.procedures.people import AddPerson, SetPerson
from app.storage import keys
from app.storage.clock import Clock

NAMES = ("Ân", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải")


@pytest.fixture(autouse=True)
def light_keys(monkeypatch):
    """Stretching a password costs as little as it may; its strength is not what these tests are about."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)
    monkeypatch.setattr(keys, "LANES", 1)


class Desk:
    """Window, sitting and what tests ask of the records."""

    def __init__(self, app, frame, sitting, people, sympathiser):
        self.app, self.frame, self.sitting = app, frame, sitting
        self.people, self.sympathiser = people, sympathiser

    def do(self, command):
        return self.sitting.do(command).result

    def case_page(self, opened="2025-07-01", taken_over=False):
        """The page of a new case."""
        case = self.do(OpenCase("admission", self.sympathiser, opened, taken_over))
        self.frame.go("case", case=case.id)
        self.app.processEvents()
        return self.frame.pages["case"]

    def all(self, kind):
        """All records of a kind that are not annulled."""
        with self.sitting.looking() as unit:
            found = unit.all(kind)
            unit.session.expunge_all()
        return found

    def entries(self):
        """How many entries the journal has: a refused deed adds none."""
        with self.sitting.reading() as session:
            return session.query(EntryRow).count()


def make_frame(sitting):
    """A window with the pages for work alone."""
    from app.ui.frame import Frame
    from app.ui.page import Entry
    from app.ui.pages.admissions import AdmissionsPage
    from app.ui.pages.case.page import CasePage
    from app.ui.pages.home.page import HomePage
    from app.ui.pages.rules.page import RulesPage

    frame = Frame()
    for key, page, place in (
        ("home", HomePage, "main"), ("admissions", AdmissionsPage, "main"), ("case", CasePage, ""),
        ("rules", RulesPage, "foot"),
    ):  # fmt: skip
        frame.add(Entry(key, key, "task", lambda frame, page=page: page(frame, sitting), place=place))
    sitting.changed.connect(frame.refresh)
    return frame


@pytest.fixture
def desk_of(tmp_path, themed, show):
    """Makes the desk of a cell (or committee) on a day."""
    from app.ui.session import Sitting

    opened = []

    def make(today, kind="cell", people=True):
        clock = Clock(datetime.date.fromisoformat(today))
        workspace, _secret = create_office(
            tmp_path / f"so{len(opened)}", name="Chi bộ thôn Đồng Mận", code="25.000.036.001.015", type=kind,
            password="mật khẩu dài", user="Nguyễn Văn Ân", clock=clock,
        )  # fmt: skip
        opened.append(workspace)

        def do(command):
            with workspace.unit(clock, clock_accepted=True) as unit:
                return perform(unit, command).result.id

        members, sympathiser = [], ""
        if people:
            dates = {"birth": "1970", "admission_date": "1995-01-01", "official_date": "1996-01-01"}
            members = [do(AddPerson("full", {"name": f"Nguyễn Văn {n}", **dates})) for n in NAMES]
            do(SetPerson(members[6], {"activity": "exempt", "activity_date": "2024-01-01"}))
            sympathiser = do(
                AddPerson(
                    "sympathiser", {"name": "Đoàn Thị Hạnh", "birth": "2001-08-12", "occupation": "Kế toán"}
                )
            )
        sitting = Sitting(workspace, clock)
        frame = show(make_frame(sitting), 1366, 768)
        return Desk(themed, frame, sitting, members, sympathiser)

    yield make
    for workspace in opened:
        workspace.close()


@pytest.fixture
def desk(desk_of):
    """A cell's desk on the day of the reference pictures."""
    return desk_of("2025-11-17")


@pytest.fixture
def hands(tmp_path):
    """Hands that do only what a person could."""
    from app.ui.tour.hands import Hands

    with Hands(tmp_path / "anh") as made:
        yield made


@pytest.fixture
def window_of():
    """Makes a window with the pages for work over a sitting."""
    return make_frame
