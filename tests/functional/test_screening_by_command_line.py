"""Each kind of case about a member's standing to one of its endings, by the command line alone; and a
clerk of the same office, who finds none of it."""

import json

import pytest

from app.__main__ import main
from tests.functional.conftest import Office

CONCLUSION = {
    "conclusion_body": "Ủy ban kiểm tra", "conclusion_number": "12-KL/UBKT", "conclusion_date": "2025-07-01",
}  # fmt: skip
NAMED = CONCLUSION | {"named_by": "Bí thư chi bộ"}
TOLD = {"manner": "in_person", "received": "có", "rights_given": "có"}
DECIDED = {"decision_number": "45", "decision_date": "2025-09-15", "decision_received": "2025-09-20"}


@pytest.fixture
def cell(run, tmp_path):
    made = Office(run, tmp_path / "so")
    made.init("Chi bộ thôn Đông Hòa", "25.1.7", "cell", "2025-01-02")
    made.full = made.full_members("2025-01-02", "ABCDEFGHIK")
    return made


def ended(case, day):
    return case.show(day)["result"]


def deletion(cell, person):
    """A deletion decided above, up to its decision of 15/09/2025."""
    case = cell.open("deletion", person, "2025-08-01")
    case.record("grounds", "2025-08-04", ground="card_returned", **NAMED)
    case.record("notice", "2025-08-05", **TOLD)
    for day in ("2025-08-06", "2025-08-08", "2025-08-11"):
        case.record("invitation", day, manner="letter", delivered="có")
    case.record("statement", "2025-08-12", "--outcome", "not_given")
    case.vote("cell_resolution", "2025-08-20", 9, 0, "--secret")
    case.from_paper("committee", "2025-09-01", "passed", "6")
    case.from_paper("decision", "2025-09-15", "delete", "45")
    return case


def test_helped_and_taken_off(cell):
    case = cell.open("help_list", cell.full[3], "2025-08-01")
    case.record("criterion", "2025-08-04", criterion="degeneration", **NAMED)
    case.record("notice", "2025-08-05", **TOLD)
    case.record("statement", "2025-08-12", "--outcome", "given")
    case.record("opinions", "2025-08-14")
    case.from_paper("direction", "2025-08-20", "agreed", "7")
    case.vote("listing", "2025-08-25", 9, 0, "--secret")
    case.record("report", "2025-08-26")
    case.record("told", "2025-08-26", manner="in_person", received="có")
    case.record("plan", "2025-08-28", content="Giúp sửa")
    case.vote("result", "2026-02-10", 9, 0, "--secret", "--outcome", "progressed")
    assert ended(case, "2026-02-10") == "taken_off"


def test_deleted_complained_and_restored(cell):
    member = cell.full[4]
    case = deletion(cell, member)
    case.record("receipt", "2025-09-20", manner="in_person", rights_given="có")
    case.record("exit", "2025-09-25", card_collected="2025-09-25", notice_sent="2025-09-25")
    assert ended(case, "2025-09-25") == "done"
    assert cell.member(member, "2025-09-26")["status"] == "former"
    told = cell.open("complaint", member, "2025-09-25")
    told.record("filed", "2025-09-25", against="deletion", addressee="Tỉnh ủy", **DECIDED)
    told.record("received", "2025-10-01", "--outcome", "accepted", by="Tỉnh ủy")
    told.record("answer", "2025-12-01", "--outcome", "overturned", by="Tỉnh ủy")
    told.record("answer_received", "2025-12-05", "--outcome", "ended")
    assert ended(told, "2025-12-05") == "done"
    back = cell.open("restoration", member, "2025-12-08")
    back.record("conclusion", "2025-12-08", wronged="có", no_breach_since="có", **CONCLUSION)
    back.from_paper("decision", "2025-12-15", "restore", "50")
    back.record("announcement", "2025-12-20")
    assert ended(back, "2025-12-20") == "done"
    assert cell.member(member, "2025-12-21")["status"] == "full"


def test_left_on_request(cell):
    case = cell.open("leaving", cell.full[5], "2025-08-01")
    case.record("request", "2025-08-04", leaving_reason="hardship", text="Xin ra", told_consequence="có")
    case.record("qualified", "2025-08-06", breach="không")
    case.record("cell_resolution", "2025-08-20", "--outcome", "passed")
    case.from_paper("committee", "2025-09-01", "passed", "6")
    case.from_paper("decision", "2025-09-15", "leave_hardship", "45")
    assert cell.member(cell.full[5], "2025-09-16")["status"] == "former"


def test_disciplined_by_nothing(cell):
    case = cell.open("discipline", cell.full[6], "2025-08-01")
    case.record("breach", "2025-08-04", what="Vi phạm", **NAMED)
    case.record("notice", "2025-08-05", **TOLD)
    case.record("hearing", "2025-08-10", met_by="Bí thư")
    case.record("statement", "2025-08-12", "--outcome", "given")
    case.record("cell_resolution", "2025-08-20", "--outcome", "none")
    assert ended(case, "2025-08-20") == "found_nothing"


def test_suspended_and_not(cell):
    case = cell.open("suspension", cell.full[6], "2025-08-01")
    case.record("proposal", "2025-08-04", why="Bị điều tra", conclusion_body="Cơ quan điều tra")
    case.from_paper("decision", "2025-08-06", "refuse", "8")
    assert ended(case, "2025-08-06") == "found_nothing"


def clerk(cell, monkeypatch, capsys, *words):
    """What a clerk of the office reads: exit code and everything said."""
    capsys.readouterr()
    code = main(["-w", str(cell.folder), "--user", "Giúp việc", "--today", "2025-09-16", *words, "--json"])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_clerk_finds_no_trace(cell, run, monkeypatch, capsys, tmp_path):
    case = cell.open("help_list", cell.full[3], "2025-08-01")
    case.record("criterion", "2025-08-04", criterion="degeneration", **NAMED)
    monkeypatch.setenv("SO_CHI_BO_NEW_PASSWORD", "mật khẩu khác")
    cell("user", "add", "Giúp việc", "--role", "clerk")
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", "mật khẩu khác")
    out = str(tmp_path / "giay.pdf")
    for words in (
        ("case", "list"), ("duties",), ("members",), ("settings",), ("exchange",),
    ):  # fmt: skip
        code, said = clerk(cell, monkeypatch, capsys, *words)
        assert code == 0, said
        assert case.id not in said and "help_list" not in said, words
    for words in (
        ("case", "show", case.id), ("case", "check", case.id),
        ("case", "record", case.id, "notice", "--date", "2025-08-05"),
        ("document", "QUYEN", "--case", case.id, "--out", out),
        ("document", "TB-SL", "--case", case.id, "--out", out),
    ):  # fmt: skip
        code, said = clerk(cell, monkeypatch, capsys, *words)
        assert code == 3 and json.loads(said)["error"]["code"] == "not_found", (words, said)


def test_the_sheet_of_rights_shows_what_was_not_right(cell, tmp_path):
    case = cell.open("deletion", cell.full[4], "2025-08-01")
    case.record("grounds", "2025-08-04", ground="card_returned", **NAMED)
    case.record("notice", "2025-08-05", manner="letter", received="có", rights_given="không")
    case.record("invitation", "2025-08-06", manner="letter", delivered="có")
    case.record("statement", "2025-08-12", "--outcome", "not_given")
    said = printed(cell, case, tmp_path, "2025-08-12")
    assert "Chưa đúng quy định" in said and "lần 1" in said and "06/8/2025" in said
    assert "Chưa ghi đã đưa, đã nói rõ quyền của đảng viên" in said


def test_the_sheet_of_rights_counts_the_days_to_complain(cell, tmp_path):
    case = deletion(cell, cell.full[4])
    case.record("receipt", "2025-09-20", manner="in_person", rights_given="có")
    said = printed(cell, case, tmp_path, "2025-09-20")
    assert "31/10/2025" in said and "lần 3" in said
    assert "QUYỀN CỦA ĐẢNG VIÊN Xóa tên" in said
    assert "Gửi khiếu nại đến: cấp ủy cấp trên của nơi ra quyết định." in said
    assert "294-QĐ/TW" in said


def printed(cell, case, tmp_path, day):
    """The words of the member's sheet of rights, on one line."""
    from pypdf import PdfReader

    out = tmp_path / "quyen.pdf"
    cell("document", "QUYEN", "--case", case.id, "--out", out, today=day)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())
