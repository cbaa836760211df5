"""The command line run in this process: `run("members", "--limit", "3")` gives exit code and answer."""

import json

import pytest

from app.__main__ import main
from app.storage import keys

PASSWORD = "mật khẩu dài"
TODAY = "2025-11-22"


class Line:
    """The program on one workspace, with a password and a day."""

    def __init__(self, capsys, folder, today=TODAY):
        self.capsys, self.folder, self.today = capsys, folder, today
        self.errors = ""

    def text(self, *words):
        """Exit code and what is printed for people."""
        self.capsys.readouterr()
        code = main(["-w", str(self.folder), "--today", self.today, *map(str, words)])
        out, self.errors = self.capsys.readouterr()
        return code, out

    def json(self, *words):
        """Exit code and the one object on stdout."""
        code, out = self.text(*words, "--json")
        return code, json.loads(out)

    def __call__(self, *words):
        """The answer of a command that goes through."""
        code, answer = self.json(*words)
        assert code == 0, answer
        return answer

    def full_members(self, letters):
        """Put one full member for each letter on file; their ids."""
        told = ("birth=1970", "admission_date=1995-01-01", "official_date=1996-01-01")
        add = ("person", "add", "--status", "full", "--set")
        return [self(*add, f"name=Nguyễn Văn {letter}", *told)["id"] for letter in letters]

    def refused(self, *words, exit_code=3):
        """The code of a failure."""
        code, answer = self.json(*words)
        assert code == exit_code, answer
        assert answer["error"]["message"]
        return answer["error"]["code"]


@pytest.fixture(autouse=True)
def light_keys(monkeypatch):
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)
    monkeypatch.setattr(keys, "LANES", 1)
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", PASSWORD)
    monkeypatch.setenv("SO_CHI_BO_DEBUG", "1")


@pytest.fixture
def line(tmp_path, capsys):
    """A new cell's workspace."""
    found = Line(capsys, tmp_path / "so")
    found(
        "init",
        found.folder,
        "--name",
        "Chi bộ thôn Đồng Mận",
        "--code",
        "25.000.036.001.015",
        "--kind",
        "cell",
    )
    return found
