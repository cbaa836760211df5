"""Runs the main job: the window on sample data, or without a screen the tour through the same window.

`python tools/play.py`, with the Python of `.venv`. Fails when the tour has a failed step.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from prepare import ROOT, has_screen, say

DEMO = ROOT / "build" / "demo"
TOUR = ROOT / "build" / "tour"


def app(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the program with its answer on stdout as JSON."""
    return subprocess.run(
        [sys.executable, "-m", "app", "--json", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **variables},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The program's answer; the end of this run when it failed or gave none."""
    try:
        found = json.loads(done.stdout)
    except ValueError:
        found = None
    if done.returncode or not isinstance(found, dict):
        print(done.stdout)
        raise SystemExit(f"{' '.join(done.args[2:])} failed with exit code {done.returncode}")
    return found


def screen_works() -> bool:
    """Whether Qt can really open the screen: it aborts when it cannot, so another process tries."""
    probe = (
        "from PySide6.QtGui import QGuiApplication as A; import sys; sys.exit(A([]).primaryScreen() is None)"
    )
    try:
        done = subprocess.run([sys.executable, "-c", probe], capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def sample() -> dict[str, Any]:
    """The cell among the sample workspaces, built at the first call."""
    listed = DEMO.with_suffix(".json")
    if listed.exists() and DEMO.is_dir():
        spaces = json.loads(listed.read_text("utf-8"))
    else:
        say(f"building sample workspaces in {DEMO.relative_to(ROOT)}")
        spaces = answer(app("demo", str(DEMO)))["workspaces"]
        listed.write_text(json.dumps(spaces, ensure_ascii=False, indent=1), "utf-8")
    return next((space for space in spaces if space["kind"] == "cell"), spaces[0])


def window() -> int:
    """Open the window on the sample cell."""
    space = sample()
    path = Path(space["path"])
    say(f"opening {space['name']}; password: {space['password']}")
    command = [sys.executable, "-m", "app", "-w", str(path if path.is_absolute() else ROOT / path)]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, "SO_CHI_BO_PASSWORD": space["password"]}
    ).returncode


def tour() -> int:
    """Play the main job in the real window without a screen; 1 when a step failed."""
    say(f"no usable screen: playing the tour into {TOUR.relative_to(ROOT)}")
    told = answer(app("tour", "--out", str(TOUR), QT_QPA_PLATFORM="offscreen"))
    print(json.dumps(told, ensure_ascii=False, indent=1))
    if told.get("failed") or not told.get("steps"):
        say("the tour failed")
        return 1
    say(f"the tour went through; pictures and tour.md are in {TOUR.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(window() if has_screen() and screen_works() else tour())
