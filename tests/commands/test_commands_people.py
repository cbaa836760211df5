"""People by the command line: lists, adding, correcting, member lists."""

import json
from pathlib import Path

import pytest

from app.__main__ import main
from app.commands.lists import plan_rows
from app.imports import Duplicate, Reading

SAMPLES = Path(__file__).parents[1] / "imports" / "samples"


def add(line, status="full", **fields):
    return line("person", "add", "--status", status, "--set", *(f"{k}={v}" for k, v in fields.items()))


def test_a_person_is_added_corrected_and_found(line):
    made = add(line, "probationary", name="Phạm Ngọc Diễm", birth="5/2/2001", admission_date="2025-05-16")
    assert {p["field"] for p in made["problems"]} == {"sex", "ethnicity", "religion", "personal_number"}
    assert all(p["severity"] == "remind" and p["message"] for p in made["problems"])
    told = line(
        "person", "set", made["id"], "--set", "sex=nữ", "personal_number=036301002003", "--reason", "thiếu"
    )
    assert {p["field"] for p in told["problems"]} == {"ethnicity", "religion"}
    found = line("members", "--search", "pham diem")
    assert found["total"] == 1
    [one] = found["members"]
    assert (one["id"], one["birth"], one["status"], one["card_number"]) == (
        made["id"],
        "2001-02-05",
        "probationary",
        None,
    )
    assert line("members", "--status", "full")["members"] == []


def test_a_limit_shows_fewer_and_counts_all(line):
    for name in ("Lê Văn An", "Lê Văn Bình", "Lê Văn Chi"):
        add(line, name=name)
    found = line("members", "--limit", 2)
    assert (found["total"], [m["name"] for m in found["members"]]) == (3, ["Lê Văn An", "Lê Văn Bình"])


def test_bad_fields_are_refused_and_change_nothing(line):
    made = add(line, name="Lê Văn An", birth="1970")
    for field in ("birth=31/02/1970", "personal_number=123", "nofield=1", "name="):
        assert line.refused("person", "set", made["id"], "--set", "phone=0912", field) in (
            "bad_value",
            "bad_field",
            "bad_date",
        )
    assert line.refused("person", "set", "nobody", "--set", "phone=0912") == "not_found"
    assert line.refused("person", "set", made["id"], exit_code=2) == "wrong_use"
    code, text = line.text("members")
    assert code == 0
    assert "Lê Văn An" in text
    assert line("members")["members"][0]["birth"] == "1970"


@pytest.mark.parametrize("name", ["danh-sach-dang-vien-mau-2025", "so-chi-bo-cu-tcvn3"])
def test_a_dry_run_tells_what_the_run_then_does(line, name):
    expected = json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"))
    line.today = expected["today"]
    file = SAMPLES / f"{name}.xlsx"
    would = line("import-members", file, "--dry-run")
    assert line("members")["total"] == 0
    assert {k: would[k] for k in ("read", "accepted", "converted", "sheets")} == {
        k: expected[k] for k in ("read", "accepted", "converted", "sheets")
    }
    did = line("import-members", file)
    assert did == would
    assert did["created"] == expected["accepted"]
    assert line("members")["total"] == expected["accepted"]
    again = line("import-members", file)
    assert (again["created"], again["updated"], again["unchanged"], again["left"]) == (
        0,
        0,
        expected["accepted"],
        0,
    )
    assert line("verify")["ok"]


def test_a_dry_run_needs_no_workspace(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    file = SAMPLES / "danh-sach-dang-vien-mau-2025.xlsx"
    assert main(["import-members", str(file), "--dry-run", "--json", "--today", "2026-11-22"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["accepted"], answer["created"], answer["updated"], answer["unchanged"]) == (26, 26, 0, 0)


def test_a_file_that_is_no_list_is_refused(line, tmp_path):
    file = tmp_path / "ds.xlsx"
    file.write_bytes(b"khong phai bang tinh")
    code, answer = line.json("import-members", file)
    assert code == 3
    assert answer["error"]["hint"]
    assert line("members")["total"] == 0
    assert (
        line.refused("import-members", SAMPLES / "so-chi-bo-cu-tcvn3.xlsx", "--sheet", "Không có")
        == "no_such_sheet"
    )


def test_filled_fields_are_never_overwritten(line, tmp_path):
    known = add(line, name="Lê Văn An", birth="1970-01-02", personal_number="036070000001", phone="0912")
    line("person", "set", known["id"], "--set", "sex=nam")
    file = tmp_path / "ds.csv"
    file.write_text(
        "Họ và tên;Ngày sinh;Số định danh cá nhân;Nghề nghiệp;Ghi chú\n"
        "Lê Văn An;02/01/1970;036070000001;Giáo viên;\nVũ Thị Bé;1980;;Nông dân;\n",
        "utf-8",
    )
    told = line("import-members", file)
    assert (told["created"], told["updated"], told["unchanged"]) == (1, 1, 0)
    names = [m["name"] for m in line("members")["members"]]
    assert sorted(names) == ["Lê Văn An", "Vũ Thị Bé"]


def reading(rows, *groups):
    made = Reading(persons=[{"sheet": "A", "row": n, "name": "x"} for n in range(rows)])
    made.duplicates = [
        Duplicate("same_name_and_birth", verdict, [("A", n) for n in named], member)
        for verdict, named, member in groups
    ]
    return plan_rows(made)


def test_rows_of_one_person_are_one_person():
    assert reading(3, ("same", [0, 2], None))["repeats"] == {2: 0}
    assert reading(4, ("same", [1, 2], None), ("same", [2, 3], None))["repeats"] == {2: 1, 3: 1}
    known = reading(3, ("same", [0, 2], None), ("same", [2], "p"))
    assert (known["same"], known["repeats"]) == ({0: "p", 2: "p"}, {})


def test_a_row_that_may_be_somebody_on_file_waits_with_its_repeats():
    asked = reading(3, ("possible", [1], "p"), ("same", [1, 2], None))
    assert (asked["ask"], asked["repeats"]) == ({1, 2}, {})
    sure = reading(2, ("possible", [0], "p"), ("same", [0], "q"))
    assert (sure["same"], sure["ask"]) == ({0: "q"}, frozenset())
    assert reading(2, ("possible", [0, 1], None)) == {"same": {}, "repeats": {}, "ask": frozenset()}
