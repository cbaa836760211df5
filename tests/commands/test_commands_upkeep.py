"""Users, backups, verification by the command line."""

import datetime

import pytest
from sqlalchemy import text

from app.__main__ import main
from app.commands import offices
from app.procedures.office import open_office
from app.trouble import Trouble


def tamper(line, statement):
    with open_office(line.folder, "mật khẩu dài") as workspace, workspace.engine.begin() as connection:
        connection.execute(text(statement))


def test_users_come_with_passwords_of_their_own(line, monkeypatch, tmp_path):
    secret = tmp_path / "moi.txt"
    secret.write_text("câu dễ nhớ khác\n", "utf-8")
    told = line("user", "add", "Lê Thị Hoa", "--role", "reader", "--new-password-file", secret)
    assert told["users"] == [
        {"name": "Bí thư", "role": "secretary"},
        {"name": "Lê Thị Hoa", "role": "reader"},
    ]
    assert told["key_number"] == 1
    monkeypatch.setenv("SO_CHI_BO_NEW_PASSWORD", "mật khẩu thứ ba")
    assert line.refused("user", "add", "Lê Thị Hoa") == "already_there"
    assert line.refused("user", "password", "Không Ai") == "not_found"
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", "câu dễ nhớ khác")
    assert line("members")["total"] == 0
    assert line.refused("person", "add", "--status", "full", "--set", "name=A B") == "no_right"
    assert line.refused("members", "--user", "Bí thư", exit_code=5) == "wrong_password"
    line("user", "password", "Lê Thị Hoa")
    assert line.refused("members", exit_code=5) == "wrong_password"
    monkeypatch.setenv("SO_CHI_BO_NEW_PASSWORD", "ngắn")
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", "mật khẩu dài")
    assert line.refused("user", "add", "Ai Đó") == "bad_password"


def test_a_backup_is_restored_with_a_new_epoch(line, tmp_path, capsys):
    line("person", "add", "--status", "full", "--set", "name=Lê Văn An")
    made = line("backup", "--out", tmp_path / "sao-luu.saoluu")
    assert len(made["sha256"]) == 64
    copy = tmp_path / "so-2"
    told = line("restore", made["file"], "--into", copy)
    assert (told["path"], len(told["epoch"])) == (str(copy), 32)
    assert line.refused("restore", made["file"], "--into", copy) == "not_empty"
    assert line.refused("restore", tmp_path / "khong-co", "--into", tmp_path / "so-3") == "not_found"
    assert line("backup")["file"].startswith(str(line.folder))
    line.folder = copy
    assert line("members")["members"][0]["name"] == "Lê Văn An"
    assert line("verify") == {"ok": True, "problems": []}


def test_verify_holds_whatever_day_it_is(line):
    made = line("person", "add", "--status", "full", "--set", "name=Lê Văn An", "admission_date=2025-11-20")[
        "id"
    ]
    line.today = "2025-11-25"
    line("person", "set", made, "--set", "phone=0912")
    line.today = "2025-11-19"
    assert line("verify")["ok"]
    assert line("members")["members"][0]["admission_date"] is None  # on that day it had not happened
    line.today = "2025-12-30"
    assert line("verify")["ok"]
    assert line("members")["members"][0]["admission_date"] == "2025-11-20"


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("UPDATE person SET name = 'Ai Khác'", "person"),
        ("UPDATE entry SET state = CAST(replace(state, 'Le', 'Ly') AS BLOB) WHERE kind = 'person'", "entry"),
        ("DELETE FROM person_standing", "person_standing"),
        ("UPDATE entry SET link = 'x' WHERE number = 1", "chain"),
    ],
)
def test_verify_finds_what_was_altered(line, statement, word):
    line("person", "add", "--status", "full", "--set", "name=Le Van An")
    line("members")
    tamper(line, statement)
    code, answer = line.json("verify")
    assert (code, answer["ok"]) == (4, False)
    assert any(word in problem for problem in answer["problems"])


def test_a_recovery_sheet_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch, capsys):
    def full(*_words):
        raise Trouble("disk_full", "đầy")

    monkeypatch.setattr(offices, "_recovery_sheet", full)
    folder = tmp_path / "so"
    words = ["init", str(folder), "--name", "Chi bộ A", "--code", "1", "--kind", "cell", "--json"]
    assert main(words) == 4
    assert not folder.exists()
    folder.mkdir()
    assert main(words) == 4
    assert list(folder.iterdir()) == []


def test_the_recovery_sheet_opens_the_workspace(line, tmp_path):
    from pypdf import PdfReader

    told = "".join(page.extract_text() for page in PdfReader(tmp_path / "so-to-khoi-phuc.pdf").pages)
    assert "Chi bộ thôn Đồng Mận" in told
    assert line.refused("init", line.folder, "--name", "A", "--code", "1", "--kind", "cell") == "not_empty"


def test_seats_and_settings_have_their_days(line):
    seats = line("seat", "cell_committee", "--name", "Lê Văn An", "--post", "Bí thư", "--from", "2025-01-01")[
        "seats"
    ]
    assert [(s["name"], s["from"], s["to"]) for s in seats] == [("Lê Văn An", "2025-01-01", None)]
    ended = line(
        "seat", "cell_committee", "--name", "Lê Văn An", "--from", "2025-01-01", "--to", "2025-10-31"
    )["seats"]
    assert [s["to"] for s in ended] == ["2025-10-31"]
    assert line("seat", "cell_committee")["seats"] == ended
    told = line("settings", "office.deciding=25.000.036", "--from", "2025-07-01")["settings"]
    assert [(s["key"], s["value"], s["from"]) for s in told] == [
        ("office.deciding", "25.000.036", "2025-07-01")
    ]
    assert line.refused("settings", "no.such=1") == "bad_setting"
    assert line.refused("settings", "admission.decision.deadline=30") == "setting_without_document"
    paper = ("--from", "2025-08-01", "--document", "12-QĐ/ĐU@2025-08-01")
    assert line.refused("settings", "admission.cell.vote=1/2", *paper) == "loosens_rule"
    assert line.refused("settings", "admission.cell.vote=nhiều", *paper) == "bad_pack"
    assert line("settings")["settings"] == told


def test_an_unknown_deadline_takes_the_offices_own_value(line):
    line.today = "2026-11-22"
    before = line("rules", "admission.decision.deadline")["rules"][0]
    assert before["value"] is None
    line(
        "settings",
        "admission.decision.deadline=25",
        "--from",
        "2026-09-01",
        "--document",
        "12-QĐ/ĐU@2026-08-30",
    )
    rule = line("rules", "admission.decision.deadline")["rules"][0]
    assert (rule["value"], rule["unit"], rule["base"], rule["layer"]) == (
        25,
        "working_days",
        "cell_resolution.day",
        "office",
    )
    assert rule["source"]["document"] == "12-QĐ/ĐU@2026-08-30"
    assert line("rules", "admission.decision.deadline", "--on", "2026-08-15")["rules"][0]["value"] is None


def test_rules_have_source_window_and_confidence(capsys, monkeypatch, tmp_path, line):
    told = line("rules", "admission.cell.vote", "--on", "2025-11-15")
    [rule] = told["rules"]
    assert rule["value"] == {"part": 2, "whole": 3, "rounding": "ceil"}
    assert (rule["from"], rule["to"], rule["confidence"], rule["layer"]) == (
        "2025-07-01",
        "2026-04-07",
        "confirmed",
        "central",
    )
    assert (rule["source"]["document"], rule["source"]["date"]) == ("294-QĐ/TW@2025-05-26", "2025-05-26")
    assert len(line("rules", "admission")["rules"]) > 20
    assert line.refused("rules", "no.such.rule") == "unknown_rule"
    assert line.refused("rules", "x", "y", exit_code=2) == "wrong_use"
    assert line.refused("rules", "add", exit_code=2) == "wrong_use"


PACK = """
[pack]
id = "xa-tan-hung"
layer = "superior"
issuer = "Đảng ủy xã Tân Hưng"
version = "{version}"

[[document]]
id = "15-HD/ĐU@2025-09-01"
title = "Hướng dẫn của Đảng ủy"
issuer = "Đảng ủy xã Tân Hưng"
from = 2025-09-01
confidence = "confirmed"

[[rule]]
key = "admission.awareness_certificate.validity"
value = {value}
unit = "months"
base = "CN-NTVĐ.date"
document = "15-HD/ĐU@2025-09-01"
confidence = "confirmed"
"""


def test_a_pack_tightens_and_never_loosens(line, tmp_path):
    file = tmp_path / "xa.toml"

    def add(version, value):
        file.write_text(PACK.format(version=version, value=value), "utf-8")
        return line.json("rules", "add", file)

    key = "admission.awareness_certificate.validity"
    assert add("2", 48)[1]["version"] == "2"
    assert line("rules", key)["rules"][0]["value"] == 48
    assert line("rules", key)["rules"][0]["issuer"] == "Đảng ủy xã Tân Hưng"
    for version, value, code in (
        ("2", 36, "same_version"),
        ("1", 36, "older_than_here"),
        ("3", 72, "loosens_rule"),
    ):
        exit_code, answer = add(version, value)
        assert (exit_code, answer["error"]["code"]) == (3, code)
    file.write_text("không phải toml", "utf-8")
    assert line.refused("rules", "add", file) == "bad_pack"
    assert line("rules", key)["rules"][0]["value"] == 48
    assert datetime.date.fromisoformat(line("rules", key)["on"])
