"""Papers of a person without a case, papers taken back, several cases in one file, by the command line."""

import pytest
from pypdf import PdfReader

PERSON = ("name=Vũ Thị Lan", "birth=2001-08-12")


@pytest.fixture
def cell(line):
    line.today = "2025-11-22"
    line.member = line.full_members("A")[0]
    return line


def text_of(path):
    return " ".join("".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_yearly_supplement_is_kept_printed_and_taken_back(cell, tmp_path):
    put = ("person", "paper", cell.member, "3-HSĐV", "--date")
    told = cell(*put, "20/11/2025", "--kept", "Tủ hồ sơ", "--set", "new_work=Hiệu trưởng", "family=K")
    assert [(p["form"], p["date"], p["kept"]) for p in told["papers"]] == [
        ("3-HSĐV", "2025-11-20", "Tủ hồ sơ")
    ]
    cell("document", "3-HSĐV", "--member", cell.member, "--out", tmp_path / "bs.pdf")
    assert "Công việc, chức vụ mới: Hiệu trưởng" in text_of(tmp_path / "bs.pdf")
    cell(*put, "20/11/2024")
    assert cell.refused(*put[:4], "--annul", "nhầm") == "several_papers"
    told = cell(*put, "20/11/2024", "--annul", "ghi nhầm người")
    assert [p["date"] for p in told["papers"]] == ["2025-11-20"]
    assert cell.refused(*put, "20/11/2024", "--annul", "lại nữa") == "not_found"
    assert cell.refused(*put[:4], "--annul", " ") == "missing_reason"
    assert cell.refused("person", "paper", cell.member, "X-1") == "unknown_form"


def test_papers_of_two_cases_go_into_one_file_and_a_wrong_one_is_taken_back(cell, tmp_path):
    cases = []
    for name in ("Vũ Thị Lan", "Đỗ Văn Bình"):
        person = cell(
            "person", "add", "--status", "sympathiser", "--set", f"name={name}", "birth=2001-08-12"
        )["id"]
        cases.append(cell("case", "open", "admission", "--person", person, "--date", "2025-06-02")["case"])
    told = cell("document", "9-KNĐ", "--case", *cases, "--out", tmp_path / "qd.pdf")
    assert told["pages"] == 2
    pages = [page.extract_text() for page in PdfReader(tmp_path / "qd.pdf").pages]
    assert "VŨ THỊ LAN" in pages[0] and "ĐỖ VĂN BÌNH" in pages[1]
    cell("document", "9-KNĐ", "--case", cases[0], "--case", cases[1], "--out", tmp_path / "qd.docx")
    both = ("--case", cases[0], "--member", cell.member, "--out", tmp_path / "x.pdf")
    assert cell.refused("document", "9-KNĐ", *both, exit_code=2) == "wrong_use"

    paper = ("case", "paper", cases[0], "CN-NTVĐ")
    cell(*paper, "--date", "2025-06-14", "--number", "12")
    told = cell(*paper, "--annul", "ghi nhầm người")
    assert (told["case"], told["step"]) == (cases[0], "awareness")
    assert cell("case", "show", cases[0])["papers"] == []
