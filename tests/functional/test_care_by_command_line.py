"""Screening by command: the report split by who people are, refused to a clerk; closed cases condensed."""

import json

import pytest

from app.__main__ import main
from tests.functional.conftest import Office

CONCLUSION = {
    "conclusion_body": "Ủy ban kiểm tra", "conclusion_number": "12-KL/UBKT", "conclusion_date": "2018-07-01",
}  # fmt: skip
HALF = ("--from", "2018-07-01", "--to", "2018-12-31")
NOW = "2026-01-10"


@pytest.fixture
def cell(run, tmp_path):
    made = Office(run, tmp_path / "so")
    made.init("Chi bộ thôn Đông Hòa", "25.1.7", "cell", "2017-01-02")
    told = {"admission_date": "1995-01-01", "official_date": "1996-01-01"}
    made.full = [
        made.person("2017-01-02", "full", name=f"Nguyễn Thị {letter}", **told, **more)
        for letter, more in (
            ("An", {"birth": "1988-08-01", "sex": "female", "education": "thpt", "ethnicity": "Kinh"}),
            ("Bình", {"birth": "1987-12-31", "sex": "female", "education": "thcs", "ethnicity": "Tày"}),
            ("Chi", {"birth": "1982", "sex": "male"}),
        )
    ]
    made.today = NOW
    return made


def ended(cell, person, day="2018-08-01"):
    """A case of discipline that came to nothing."""
    case = cell.open("discipline", person, day, "--taken-over")
    case.record("breach", day, what="Việc zqxriêng", named_by="Bí thư", **CONCLUSION)
    case.record("cell_resolution", day, "--outcome", "none")
    return case.id


def report(cell, tmp_path, *more):
    told = cell("report", "screening", *HALF, "--out", tmp_path / "bang.json", *more)
    names = [figure["name"] for figure in told["figures"]]
    return told, {
        name: {
            column: cell["value"] for column, cell in zip(told["columns"], row, strict=True) if cell["value"]
        }
        for name, row in zip(names, told["cells"], strict=True)
    }


def test_the_report_by_age_school_and_ethnic_group(cell, tmp_path):
    for person in cell.full[:2]:
        ended(cell, person)
    told, rows = report(cell, tmp_path, "--split", "age")
    name = "ended.discipline.found_nothing"
    assert rows[name] == {"Cộng": 2, "18–30 tuổi": 1, "31–35 tuổi": 1}, "on the last day of the time"
    assert rows["members_end"]["36–40 tuổi"] == 1
    assert "không phải mẫu chính thức" in told["note"]
    _told, rows = report(cell, tmp_path, "--split", "education")
    assert rows[name] == {"Cộng": 2, "Trung học phổ thông": 1, "Trung học cơ sở": 1}
    assert rows["members_end"]["Chưa ghi học vấn"] == 1
    _told, rows = report(cell, tmp_path, "--split", "ethnicity")
    assert rows[name] == {"Cộng": 2, "Dân tộc Kinh": 1, "Dân tộc thiểu số": 1}
    _told, rows = report(cell, tmp_path)
    assert rows[name] == {"Cộng": 2, "Nữ": 2}
    for ending in ("xlsx", "pdf"):
        out = tmp_path / f"bang.{ending}"
        cell("report", "screening", *HALF, "--out", out, "--split", "age")
        assert out.stat().st_size > 2000
    cell("report", "members", *HALF, "--out", tmp_path / "x.xlsx", "--split", "age", code=2)


def test_times_exempt_and_breaks_of_transfer(cell, tmp_path):
    exempt, gap = cell.full[0], cell.full[1]
    for start, end in (("2017-02-01", "2017-08-01"), ("2018-08-01", None)):
        cell("person", "set", exempt, "--set", "activity=exempt", f"activity_date={start}")
        if end:
            cell("person", "set", exempt, "--set", "activity=active", f"activity_date={end}")
    cell("person", "set", gap, "--set", "activity=transfer_gap", "activity_date=2018-09-01")
    _told, rows = report(cell, tmp_path)
    assert rows["exempt"]["Cộng"] == rows["exempt.twice"]["Cộng"] == 1 and not rows["exempt.once"]
    assert rows["transfer_gap"] == {"Cộng": 1, "Nữ": 1}


@pytest.mark.parametrize("role", ["clerk", "reader"])
def test_who_does_not_handle_it_is_refused(cell, role, monkeypatch, capsys, tmp_path):
    case = ended(cell, cell.full[0])
    monkeypatch.setenv("SO_CHI_BO_NEW_PASSWORD", "mật khẩu khác")
    cell("user", "add", "Người khác", "--role", role)
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", "mật khẩu khác")
    for words in (
        ("report", "screening", *HALF, "--out", str(tmp_path / "bang.xlsx")),
        ("case", "condense"), ("case", "condense", case, "--agreed"),
        ("case", "open", "deletion", "--person", cell.full[0]),
    ):  # fmt: skip
        capsys.readouterr()
        told = ["-w", str(cell.folder), "--user", "Người khác", "--today", NOW, *words, "--json"]
        assert main(told) == 3
        said = capsys.readouterr()
        assert json.loads(said.out + said.err)["error"]["code"] == "no_right"
    assert not (tmp_path / "bang.xlsx").exists()


def test_condensed_by_command(cell, tmp_path):
    case = ended(cell, cell.full[0])
    [one] = cell("case", "condense")["cases"]
    assert (one["id"], one["waits"], one["kept_until"]) == (case, "unknown", None)
    told = cell("case", "condense", "--agreed", code=3)
    assert told["error"]["code"] == "not_found"
    cell("settings", "screening.retention=5 năm", "--from", "2024-01-02", code=3)
    cell("settings", "screening.retention=5 năm", "--from", "2024-01-02", "--document", "3-QĐ/ĐU@2024-01-02")
    [duty] = [one for one in cell("duties")["duties"] if one["place"] == "condense"]
    assert "3-QĐ/ĐU" in duty["why"]
    [one] = cell("case", "condense")["cases"]
    assert (one["waits"], one["kept_until"]) == (None, "2023-08-01")
    _told, before = report(cell, tmp_path)
    assert cell("case", "condense", case, "--agreed") == {"condensed": 1, "held_above": 0, "backups": 0}
    told, rows = report(cell, tmp_path)
    name = "ended.discipline.found_nothing"
    assert before[name] == {"Cộng": 1, "Nữ": 1} and rows[name] == {"Cộng": 1}
    assert cell("case", "list")["cases"] == [] and cell("case", "condense")["cases"] == []
    assert cell("case", "show", case, code=3)["error"]["code"] == "not_found"
    assert cell("verify")["ok"] and not [d for d in cell("duties")["duties"] if d["place"] == "condense"]
