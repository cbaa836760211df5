"""PySide6 6.12.0 on Python 3.11 loses a reference to None at each call, until the process aborts."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal, Slot

ROOT = Path(__file__).resolve().parents[2]
CALLS = 400


class Bell(QObject):
    """Something that calls from Python to Qt and back."""

    rung = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.rung.connect(self.hear)

    @Slot(int)
    def hear(self, times: int) -> None:
        """Called by Qt; gives None back."""
        self.heard += times


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_through_qt_leave_the_references_to_none_alone() -> None:
    bell = Bell()
    before = sys.getrefcount(None)
    for turn in range(CALLS):
        bell.rung.emit(1)
        bell.setObjectName("bell")
        bell.setProperty("turn", turn)
        bell.blockSignals(False)
        bell.parent()
    assert bell.heard == CALLS
    assert abs(sys.getrefcount(None) - before) < CALLS / 4


def test_the_lock_keeps_the_faulty_qt_out_while_python_311_is_supported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    if project["requires-python"] == ">=3.11":
        assert "PySide6_Essentials>=6.8,<6.12" in project["dependencies"]
        pins = re.findall(
            r"^(?:pyside6-essentials|shiboken6)==(\d+)\.(\d+)",
            (ROOT / "requirements.lock").read_text("utf-8"),
            re.M,
        )
        assert len(pins) == 2
        assert all((int(major), int(minor)) < (6, 12) for major, minor in pins)


def test_every_pin_of_the_lock_has_a_hash_and_no_place() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pins = re.split(r"(?m)^(?=[a-z0-9-]+==)", text)[1:]
    assert len(pins) > 30
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert "://" not in text
    assert not re.search(r"(?m)^\s*--(?!hash)", text)
