"""The command line itself: names, common options, exit codes, failures, consoles."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.commands import people
from app.commands.table import TABLE

ROOT = Path(__file__).parents[2]
CONTRACT = {
    "demo",
    "init",
    "invite",
    "import-members",
    "members",
    "person add",
    "person set",
    "settings",
    "seat",
    "case open",
    "case record",
    "case annul",
    "case except",
    "case paper",
    "case vote",
    "case check",
    "case show",
    "case list",
    "duties",
    "rating open",
    "rating set",
    "rating check",
    "rating close",
    "tour",
    "rules",
    "document",
    "report",
    "pack",
    "inspect",
    "unpack",
    "exchange",
    "doubles",
    "keys",
    "revoke",
    "user list",
    "user add",
    "user remove",
    "user password",
    "erase",
    "backup",
    "restore",
    "verify",
    "recovery-package",
}


def test_every_name_of_the_contract_is_there():
    assert {line.path for line in TABLE} >= CONTRACT
    assert len({line.path for line in TABLE}) == len(TABLE)


def test_common_options_stand_before_or_after_the_command(line, capsys):
    capsys.readouterr()
    where = str(line.folder)
    assert main(["-w", where, "--json", "members"]) == 0
    before = capsys.readouterr().out
    assert main(["members", "-w", where, "--json"]) == 0
    assert capsys.readouterr().out == before
    assert main(["--json", "user", "list", "--workspace", where]) == 0
    assert json.loads(capsys.readouterr().out)["users"] == [{"name": "Bí thư", "role": "secretary"}]


@pytest.mark.parametrize(
    "words",
    [
        ("frobnicate",),
        ("case",),
        ("case", "record", "x"),
        ("members", "--limit", "many"),
        ("members", "--unknown"),
        ("person", "add", "--status", "full", "--set", "name"),
        ("--today", "22/11/2025", "members"),
        ("init", "somewhere", "--kind", "cell"),
        ("case", "vote", "x", "y", "--date", "2025-11-15", "--for", "many"),
    ],
)
def test_wrong_use_is_two_and_an_object_too(line, words):
    code, answer = line.json(*words)
    assert code == 2
    assert answer["error"]["code"] == "wrong_use"
    assert answer["error"]["message"]


def test_wrong_use_speaks_vietnamese_on_stderr(line):
    code, out = line.text("members", "--limit")
    assert (code, out) == (2, "")
    assert "còn thiếu giá trị" in line.errors
    assert "Cách dùng" in line.errors
    assert "Traceback" not in line.errors


def test_without_workspace_or_password_is_wrong_use(line, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["members", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "no_workspace"
    monkeypatch.delenv("SO_CHI_BO_PASSWORD")
    assert line.refused("members", "--yes", exit_code=2) == "no_password"


def test_the_folder_one_stands_in_is_the_workspace(line, monkeypatch, capsys):
    monkeypatch.chdir(line.folder)
    assert main(["members", "--json"]) == 0


def test_a_wrong_password_is_five(line, monkeypatch, tmp_path):
    secret = tmp_path / "mat-khau.txt"
    secret.write_text("mật khẩu dài\n", "utf-8")
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", "sai hẳn rồi")
    assert line.refused("members", exit_code=5) == "wrong_password"
    assert line("members", "--password-file", secret)["total"] == 0
    assert line.refused("members", "--password-file", tmp_path / "khong-co", exit_code=4) == "file_unreadable"


def test_no_workspace_there_is_three(line, tmp_path):
    line.folder = tmp_path / "khong-co"
    assert line.refused("members") == "not_a_workspace"


def test_a_workspace_in_use_is_four(line):
    from app.procedures.office import open_office

    with open_office(line.folder, "mật khẩu dài"):
        assert line.refused("members", exit_code=4) == "in_use"


def test_a_bug_is_one_sentence_without_what_was_worked_on(line, monkeypatch):
    def broken(*_words):
        raise KeyError("Đoàn Thị Mỹ Hạnh")

    monkeypatch.setattr(people, "_row", broken)
    monkeypatch.delenv("SO_CHI_BO_DEBUG")
    code, answer = line.json("person", "add", "--status", "sympathiser", "--set", "name=Đoàn Thị Mỹ Hạnh")
    assert (code, answer["error"]["code"]) == (1, "bug")
    assert "people.py" in answer["error"]["message"] or "test_commands_line.py" in answer["error"]["message"]
    assert "Hạnh" not in json.dumps(answer, ensure_ascii=False) + line.errors
    assert "Traceback" not in line.errors
    monkeypatch.setenv("SO_CHI_BO_DEBUG", "1")
    line.json("person", "add", "--status", "sympathiser", "--set", "name=Đoàn Thị Mỹ Hạnh")
    assert "Traceback" in line.errors


@pytest.mark.parametrize("words", [("doubles",), ("keys", "renew"), ("user", "remove", "A")])
def test_what_is_not_there_yet_is_refused_plainly(line, words):
    assert line.refused(*words) == "not_yet_available"


def test_a_clock_that_is_behind_needs_yes(line):
    line("person", "add", "--status", "sympathiser", "--set", "name=Vũ Thị Lan")
    line.today = "2024-01-01"
    assert (
        line.refused("person", "add", "--status", "sympathiser", "--set", "name=Vũ Văn Hai") == "clock_behind"
    )
    assert line("person", "add", "--status", "sympathiser", "--set", "name=Vũ Văn Hai", "--yes")["id"]


def run(*words, **variables):
    """The program as its own process."""
    return subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, "SO_CHI_BO_PASSWORD": "mật khẩu dài", "QT_QPA_PLATFORM": "offscreen", **variables},
    )


def test_the_program_itself(tmp_path):
    helped = run("--help")
    assert helped.returncode == 0
    assert "import-members" in helped.stdout
    made = run(
        "init", str(tmp_path / "so"), "--name", "Chi bộ A", "--code", "1.2", "--kind", "cell", "--json"
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert json.loads(made.stdout)["code"] == "1.2"
    refused = run("-w", str(tmp_path / "so"), "members", "--json", SO_CHI_BO_PASSWORD="sai")
    assert refused.returncode == 5
    assert json.loads(refused.stdout)["error"]["code"] == "wrong_password"
    wrong = run("memberz")
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_a_console_of_another_code_page_still_gets_vietnamese(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "app", "rules", "admission.cell.vote", "--on", "2025-11-15"],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0, done.stderr
    assert "294-QĐ/TW" in done.stdout.decode("utf-8")


def test_help_needs_no_heavy_room():
    code = "import sys; from app.__main__ import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += (
        "print([m for m in ('sqlalchemy', 'PySide6', 'openpyxl', 'reportlab', 'pyrage') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_command_opens_the_window(line, monkeypatch):
    from app.ui import start

    opened = []
    monkeypatch.setattr(
        start, "run", lambda workspace, clock: opened.append((workspace.path, clock.today())) or 0
    )
    monkeypatch.setattr(start, "main", lambda argv: opened.append(argv) or 0)
    assert main(["-w", str(line.folder), "--today", "2025-11-22"]) == 0
    monkeypatch.delenv("SO_CHI_BO_PASSWORD")
    assert main(["-w", str(line.folder), "--today", "2025-11-22"]) == 0
    assert main([]) == 0
    assert [str(opened[0][0]), str(opened[0][1])] == [str(line.folder), "2025-11-22"]
    assert opened[1:] == [["-w", str(line.folder), "--today", "2025-11-22"], []]


def test_a_first_password_is_asked_twice(tmp_path, monkeypatch, capsys):
    import getpass

    monkeypatch.delenv("SO_CHI_BO_PASSWORD")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    typed = iter(["mật khẩu dài", "mật khẩu dai", "mật khẩu dài", "mật khẩu dài", "mật khẩu dài"])
    monkeypatch.setattr(getpass, "getpass", lambda _question: next(typed))
    words = ["init", str(tmp_path / "so"), "--name", "A", "--code", "1", "--kind", "cell"]
    assert main(words) == 2
    assert not (tmp_path / "so").exists()
    assert main(words) == 0
    assert main(["-w", str(tmp_path / "so"), "members"]) == 0
    assert next(typed, None) is None
