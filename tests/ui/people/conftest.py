"""Windows over real workspaces of a cell, without a screen."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.procedures.deeds import perform
from app.procedures.office import create_office
from app.procedures.people import TakeIn
from app.storage import keys
from app.storage.clock import Clock

PASSWORD = "mật khẩu dài"
PEOPLE = [
    {
        "name": "Phạm Ngọc Diễm",
        "sex": "female",
        "birth": "1997-06-25",
        "status": "probationary",
        "admission_date": "2025-10-16",
        "ethnicity": "Kinh",
        "religion": "không",
        "personal_number": "036197000001",
    },
    {
        "name": "Lương Thanh Đức",
        "sex": "male",
        "birth": "1990-12-26",
        "status": "full",
        "admission_date": "2016-03-12",
        "official_date": "2017-03-12",
        "ethnicity": "Kinh",
        "religion": "không",
        "personal_number": "036190000002",
        "card_number": "036190000002",
        "position": "Bí thư",
        "occupation": "Cán bộ xã",
    },
    {
        "name": "Đỗ Quang Ấn",
        "sex": "male",
        "birth": "1948",
        "status": "full",
        "admission_date": "1968-02-03",
        "official_date": "1969-02-03",
        "activity": "exempt",
        "activity_date": "2020-01-02",
    },
]
"""Invented: one probationary, one full, one exempt who lacks numbers."""


@pytest.fixture(autouse=True)
def light_keys(monkeypatch):
    """Stretching a password costs as little as it may; its strength is not what these tests are about."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)
    monkeypatch.setattr(keys, "LANES", 1)


@pytest.fixture(autouse=True)
def no_dialog(monkeypatch):
    """A dialog nobody expected fails the test instead of waiting for somebody."""

    def unexpected(dialog):
        raise AssertionError(f"a dialog: {[label.text() for label in dialog.findChildren(QLabel)]}")

    monkeypatch.setattr("app.ui.widgets.dialogs.Dialog.ask", unexpected)


@pytest.fixture
def clock():
    return Clock(datetime.date(2025, 11, 17))


def make_workspace(folder: Path, clock: Clock, people=()):
    """A cell's workspace with these people."""
    made, _secret = create_office(
        folder, name="Chi bộ thôn Đồng Mận", code="25.000.036.001.015", type="cell", password=PASSWORD,
        user="Lương Văn Thuận", clock=clock,
    )  # fmt: skip
    if people:
        with made.unit(clock) as unit:
            perform(unit, TakeIn(rows=people))
    return made


@pytest.fixture
def preferences(tmp_path):
    """Settings of a PC nobody has used yet."""
    from app.ui.preferences import Preferences

    return Preferences(tmp_path / "settings.json")


@pytest.fixture
def window_on(qtbot, show, clock, preferences, tmp_path):
    """Show the window on a new workspace with some people; what is typed when the test ends is dropped."""
    from app.ui.session import Sitting
    from app.ui.window import Window

    def drop(window):
        if "person" in window.pages:
            window.pages["person"].editing = False

    def opened(people=PEOPLE, width=1366, height=768):
        workspace = make_workspace(tmp_path / "so", clock, people)
        window = Window(Sitting(workspace, clock), preferences)
        qtbot.addWidget(window, before_close_func=drop)
        window.go("members")
        return show(window, width, height)

    return opened


@pytest.fixture
def window(window_on):
    """The window on three people."""
    return window_on()


def entries(window) -> int:
    """How many entries the journal has."""
    from app.storage.journal import newest

    with window.sitting.reading() as session:
        return newest(session)[0]


@pytest.fixture
def journal_size():
    """Counts the entries of a window's journal."""
    return entries
