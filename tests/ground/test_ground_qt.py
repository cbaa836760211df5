"""PySide6 6.12.0 on Python 3.11 loses a reference to None at each call, until the process aborts."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALLS = 400
# In a process of its own: elsewhere the collector frees other things that refer to None meanwhile.
COUNT = f"""
import gc, sys
from PySide6.QtCore import QObject, Signal, Slot

class Bell(QObject):
    rung = Signal(int)

    @Slot(int)
    def hear(self, times):
        heard.append(times)

heard = []
bell = Bell()
bell.rung.connect(bell.hear)
gc.collect()
gc.disable()
before = sys.getrefcount(None)
for turn in range({CALLS}):
    bell.rung.emit(1)
    bell.setObjectName("bell")
    bell.setProperty("turn", turn)
    bell.blockSignals(False)
    bell.parent()
print(len(heard), before - sys.getrefcount(None))
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_through_qt_leave_the_references_to_none_alone() -> None:
    done = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    heard, lost = map(int, done.stdout.split())
    assert heard == CALLS
    assert abs(lost) < CALLS / 10


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
