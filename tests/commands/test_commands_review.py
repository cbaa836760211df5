"""The review of members by command line, and what those see who do not handle restricted cases."""

from docx import Document


def test_a_review_from_opening_to_end(line, tmp_path):
    people = line.full_members("ABC")
    opened = line("review", "open", "2025", "--part", "H1")
    assert opened["left"] == 3 and [m["name"] for m in opened["members"]][0] == "Nguyễn Văn A"
    assert line.refused("review", "open", "2025", "--part", "H1") == "round_exists"
    found = line("review", "show", people[0])["members"][0]
    assert {fact["kind"] for fact in found["facts"]} >= {"status", "dues", "ratings", "absent"}
    assert line.refused("review", "set", people[0], "--outcome", "follow_up") == "bad_value"
    for person in people[:2]:
        line("review", "set", person, "--outcome", "no_issue", "--date", "2025-07-05", "--number", "7-BB")
    told = line(
        "review", "set", people[2], "--outcome", "follow_up", "--note", "nhắc", "--date", "2025-07-05"
    )
    assert told["members"][0]["note"] == "nhắc" and told["left"] == 0
    assert line("review", "clear", people[2], "--reason", "nhầm")["left"] == 1
    assert line.refused("review", "close") == "not_reviewed"
    assert line("review", "close", "--note", "vắng có lý do")["closed"] == "2025-11-22"
    assert line.refused("review", "set", people[2], "--outcome", "no_issue") == "round_closed"
    assert line("review", "reopen", "--reason", "bổ sung")["closed"] is None
    line("review", "set", people[2], "--outcome", "no_issue")
    assert line("review", "paper", "--out", tmp_path / "bien-ban.docx")["form"] == "BB-RS"
    rows = [[c.text for c in row.cells] for row in Document(str(tmp_path / "bien-ban.docx")).tables[1].rows]
    assert [row[1] for row in rows[1:]] == ["Nguyễn Văn A", "Nguyễn Văn B", "Nguyễn Văn C"]
    assert rows[1][2:5] == ["05/7/2025", "7-BB", "Không có vấn đề"]
    code, text = line.text("review", "show")
    assert code == 0 and "6 tháng đầu năm 2025" in text and "Không có vấn đề" in text
    line("verify")


def test_without_a_round_it_is_said(line):
    assert line.refused("review", "show") == "no_round"


def test_a_clerk_finds_no_trace(line, tmp_path, monkeypatch):
    person = line.full_members("A")[0]
    round_ = line("review", "open", "2025")["id"]
    (tmp_path / "moi.txt").write_text("mật khẩu khác dài", "utf-8")
    line("user", "add", "Người giúp", "--role", "clerk", "--new-password-file", tmp_path / "moi.txt")
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", "mật khẩu khác dài")
    assert line.refused("review", "show", "--user", "Người giúp") == "no_round"
    assert line.refused("review", "show", "--round", round_, "--user", "Người giúp") == "not_found"
    out = ("--out", tmp_path / "x.pdf")
    assert line.refused("review", "paper", "--round", round_, *out, "--user", "Người giúp") == "not_found"
    assert line.refused("review", "open", "2024", "--user", "Người giúp") == "no_right"
    assert (
        line.refused("review", "set", person, "--outcome", "no_issue", "--user", "Người giúp") == "no_round"
    )


def test_the_report_on_screening_in_three_kinds_of_file(line, tmp_path):
    from openpyxl import load_workbook
    from pypdf import PdfReader

    people = line.full_members("ABC")
    line("review", "open", "2025")
    line("review", "set", people[0], "--outcome", "no_issue", "--date", "2025-07-05")
    time = ("--from", "2025-01-01", "--to", "2025-12-31")
    told = line("report", "screening", *time, "--out", tmp_path / "s.json")
    at = [figure["name"] for figure in told["figures"]].index("reviewed")
    assert told["cells"][at][0] == {"value": 1, "ids": [people[0]]} and told["figures"][at]["of"] == "person"
    assert "không phải mẫu chính thức" in told["note"]
    line("report", "screening", *time, "--out", tmp_path / "s.xlsx")
    sheet = load_workbook(tmp_path / "s.xlsx").active
    rows = {row[0]: row[1] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert rows["Đã rà soát"] == 1 and rows["Khai trừ"] == 0 and "mẫu chính thức" in sheet["A2"].value
    line("report", "screening", *time, "--out", tmp_path / "s.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "s.pdf").pages)
    assert "không phải mẫu chính thức" in text and "Đã rà soát" in text


def test_a_clerk_gets_no_figures_of_screening(line, tmp_path, monkeypatch):
    (tmp_path / "moi.txt").write_text("mật khẩu khác dài", "utf-8")
    line("user", "add", "Người giúp", "--role", "clerk", "--new-password-file", tmp_path / "moi.txt")
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", "mật khẩu khác dài")
    out, time = tmp_path / "s.json", ("--from", "2025-01-01", "--to", "2025-12-31")
    assert line.refused("report", "screening", *time, "--out", out, "--user", "Người giúp") == "no_right"
    assert not out.exists()
