"""The files speak of the project only: no machine it was made on, no host of packages, no writing tools."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def strange() -> re.Pattern[str]:
    """What no file may contain; put together from halves, so that this file is not its own finding."""
    folders = (
        r"(?<![\w.])/(?:"
        + "|".join(["wo" + "rk", "fa" + "rm", "ro" + "ot", "ho" + r"me/\w+", "Us" + r"ers/\w+"])
        + ")/"
    )
    windows = r"[A-Z]:\\+Us" + r"ers\\+\w"
    hosts = "|".join(
        ["pypi" + r"\.org", "python" + r"hosted\.", r"deb\." + "debian", "npm" + r"js\.(?:com|org)"]
    )
    makers = (
        r"\b(?:"
        + "|".join(["sub-?" + "agents?", "cla" + "ude", "anthro" + "pic", "chat" + "gpt", "copi" + "lot"])
        + r")\b"
    )
    talk = "|".join(
        ["language " + "model", "AI[ -]" + "generated", "as an? AI" + r"\b", r"coding " + "agent"]
    )
    return re.compile(f"{folders}|{windows}|(?i:{hosts}|{makers}|{talk})")


def texts() -> dict[str, str]:
    """The tracked text files; in a tree without git, all but what is built."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
    else:
        built = {".venv", "build", "dist", "__pycache__"}
        paths = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
        names = [str(path) for path in paths if not built & set(path.parts)]
    found = {}
    for name in names:
        if (ROOT / name).is_file():
            try:
                found[name] = (ROOT / name).read_text("utf-8")
            except UnicodeDecodeError:
                continue  # a picture, a package, a workbook
    return found


@pytest.mark.parametrize(
    "halves",
    [
        ("see /wo", "rk/notes"),
        ("/ho", "me/someone/x"),
        ("https://pypi", ".org/simple"),
        ("by Cla", "ude"),
        ("an Ag", "ent"),
    ],
)
def test_the_pattern_finds_what_it_is_for(halves: tuple[str, str]) -> None:
    assert bool(strange().search("".join(halves))) == (halves[0] != "an Ag")


def test_the_files_speak_of_the_project_only() -> None:
    pattern = strange()
    lines = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert lines == []
