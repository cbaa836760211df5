"""Papers filled from records, and tables with the people behind each number, by the command line."""

import json

import pytest
from pypdf import PdfReader

PERSON = ("name=Vũ Thị Lan", "birth=2001-08-12", "home_province=Ninh Bình", "home_address=Xã Tân Hưng")


def text_of(path):
    return " ".join("".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.fixture
def cell(line):
    """Four full members, a secretary, and a case taken over with the cell's vote."""
    line.today = "2025-11-22"
    line.members = line.full_members("ABCD")
    line("seat", "cell_committee", "--name", "Lê Văn An", "--post", "Bí thư", "--from", "2025-01-01")
    person = line("person", "add", "--status", "sympathiser", "--set", *PERSON)["id"]
    line.case = line("case", "open", "admission", "--person", person, "--date", "2025-06-02", "--taken-over")[
        "case"
    ]
    vote = ("--date", "2025-11-15", "--for", 3, "--against", 0, "--absent", line.members[0])
    line("case", "vote", line.case, "cell_resolution", *vote)
    return line


def test_the_resolution_is_filled_from_the_records(cell, tmp_path):
    cell(
        "case",
        "paper",
        cell.case,
        "6-KNĐ",
        "--date",
        "2025-11-16",
        "--number",
        "7-NQ/CB",
        "--set",
        "strengths=Gương mẫu",
        "--reason",
        "ghi số",
    )
    told = cell("document", "6-KNĐ", "--case", cell.case, "--out", tmp_path / "nq.pdf")
    pages = len(PdfReader(tmp_path / "nq.pdf").pages)
    assert told == {"file": str(tmp_path / "nq.pdf"), "pages": pages, "form": "6-KNĐ"}
    text = text_of(tmp_path / "nq.pdf")
    for part in (
        "VŨ THỊ LAN",
        "12/8/2001",
        "Xã Tân Hưng, Ninh Bình",
        "Tán thành: 3 đồng chí, đạt 75 %",
        "có mặt 3, vắng mặt 1",
        "Số 07-NQ/CB",
        "16 tháng 11 năm 2025",
        "Gương mẫu",
        "Lê Văn An",
        "Chi bộ thôn Đồng Mận".upper(),
    ):
        assert part in text
    assert "Không đủ phiếu" not in text


def test_what_nobody_recorded_is_dots(cell, tmp_path):
    cell("document", "3-KNĐ", "--case", cell.case, "--out", tmp_path / "gt.pdf")
    assert "……" in text_of(tmp_path / "gt.pdf")


def test_a_paper_may_be_edited_further(cell, tmp_path):
    from docx import Document

    told = cell("document", "BB-KN", "--case", cell.case, "--out", tmp_path / "bb.docx")
    assert told["form"] == "BB-KN"
    document = Document(str(tmp_path / "bb.docx"))
    words = [p.text for p in document.paragraphs] + [
        c.text for t in document.tables for r in t.rows for c in r.cells
    ]
    assert any("Nguyễn Văn A" in text for text in words)


def test_what_is_missing_and_what_is_due_can_be_printed(cell, tmp_path):
    cell("document", "CON-THIEU", "--case", cell.case, "--out", tmp_path / "thieu.pdf")
    assert "giấy chứng nhận" in text_of(tmp_path / "thieu.pdf")
    other = cell("person", "add", "--status", "sympathiser", "--set", "name=Đỗ Thị Mai", "birth=2000")["id"]
    cell("case", "open", "admission", "--person", other, "--date", "2025-06-02")
    cell("document", "DS-VIEC", "--out", tmp_path / "viec.pdf")
    assert "Đỗ Thị Mai" in text_of(tmp_path / "viec.pdf")
    assert "Vũ Thị Lan" not in text_of(tmp_path / "viec.pdf"), (
        "what was done on paper and left out is not due"
    )


def test_papers_that_cannot_be_printed_are_refused(cell, tmp_path):
    out = ("--out", tmp_path / "x.pdf")
    assert cell.refused("document", "X-1", "--case", cell.case, *out) == "unknown_form"
    assert cell.refused("document", "6-KNĐ", *out) == "needs_case"
    assert cell.refused("document", "6-KNĐ", "--case", "nothing", *out) == "not_found"
    assert (
        cell.refused("document", "6-KNĐ", "--case", cell.case, "--out", "x.txt", exit_code=2) == "wrong_use"
    )
    assert cell.refused(
        "document", "6-KNĐ", "--case", cell.case, "--out", tmp_path / "no" / "x.pdf", exit_code=4
    )
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".pdf"] == ["so-to-khoi-phuc.pdf"]


def test_a_report_names_the_people_behind_its_numbers(cell, tmp_path):
    days = ("--from", "1995-01-01", "--to", "1996-12-31")
    told = cell("report", "admissions", *days, "--out", tmp_path / "kn.json")
    assert (told["columns"], told["rows"]) == (["Kết nạp", "Công nhận chính thức"], ["01/1995", "01/1996"])
    assert told["cells"][0][0] == {"value": 4, "ids": sorted(cell.members)}
    assert json.loads((tmp_path / "kn.json").read_text("utf-8"))["cells"] == told["cells"]
    cell("report", "admissions", *days, "--out", tmp_path / "kn.pdf")
    assert "01/1995" in text_of(tmp_path / "kn.pdf")
    assert cell.refused("report", "nothing", *days, "--out", "x.json") == "unknown_report"
    assert (
        cell.refused("report", "members", "--from", "2025-02-01", "--to", "2025-01-01", "--out", "x.json")
        == "bad_date"
    )


def test_the_member_list_goes_out_and_comes_in_again(cell, tmp_path):
    told = cell(
        "report", "members", "--from", "2025-01-01", "--to", "2025-11-22", "--out", tmp_path / "ds.xlsx"
    )
    assert told["rows"] == [f"Nguyễn Văn {n}" for n in "ABCD"]
    assert {cell_["ids"][0] for row in told["cells"] for cell_ in row} == set(cell.members)
    read = cell("import-members", tmp_path / "ds.xlsx", "--dry-run")
    assert read["read"] == 4
