"""`duties`: of all, of a month, on paper and as a sheet."""

import openpyxl
import pytest

PERSON = ("person", "add", "--status", "probationary", "--set", "admission_date=10/12/2024")


@pytest.fixture
def busy(line):
    """A cell on 22/11/2025 with one duty due on 22/1/2026."""
    line(*PERSON, "name=Vũ Thị Mơ")
    return line


def test_a_duty_says_everything_a_script_needs(busy):
    (duty,) = busy("duties")["duties"]
    assert {"due", "base_date", "rule", "person", "what", "overdue"} <= duty.keys()
    assert (duty["due"], duty["base_date"], duty["place"]) == ("2026-01-22", "2025-12-10", "open:recognition")
    assert "30 ngày làm việc" in duty["rule"]["why"] and duty["overdue"] is False
    assert duty["why"].startswith("Vì sao: ") and duty["source"] == "294-QĐ/TW ngày 26/05/2025, điểm 4.2.1"


@pytest.mark.parametrize(
    ("month", "number"), [("2025-11", 0), ("2026-01", 1), ("01/2026", 1), ("2026-02", 0)]
)
def test_a_month_holds_what_falls_into_it(busy, month, number):
    assert len(busy("duties", "--month", month)["duties"]) == number


def test_this_month_holds_what_is_late(busy):
    busy.today = "2026-02-02"
    (duty,) = busy("duties", "--month", "2026-02")["duties"]
    assert duty["overdue"] is True


def test_the_month_as_a_sheet_and_on_paper(busy, tmp_path):
    for name in ("viec.pdf", "viec.docx", "viec.xlsx"):
        answer = busy("duties", "--month", "2026-01", "--out", tmp_path / name)
        assert answer["file"] == str(tmp_path / name) and (tmp_path / name).stat().st_size > 1000
    sheet = openpyxl.load_workbook(tmp_path / "viec.xlsx").active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "Tháng 1 năm 2026"
    name, what, due, why, source = rows[3]
    assert (name, what, f"{due:%Y-%m-%d}") == ("Vũ Thị Mơ", "Mở hồ sơ công nhận chính thức", "2026-01-22")
    assert why.startswith("Chi bộ xét") and source.startswith("294-QĐ/TW")


def test_what_cannot_be_asked_together_is_refused(busy, tmp_path):
    assert busy.refused("duties", "--month", "11.2025", exit_code=2) == "wrong_use"
    assert busy.refused("duties", "--month", "2025-13", exit_code=2) == "wrong_use"
    assert busy.refused("duties", "--out", tmp_path / "viec.txt", exit_code=2) == "wrong_use"
    both = ("--until", "2026-01-31", "--month", "2026-01")
    assert busy.refused("duties", *both, exit_code=2) == "wrong_use"
    assert not list(tmp_path.glob("viec.*"))
