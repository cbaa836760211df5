"""An inspection of Chỉ thị 28 by command line: of a committee only."""

from pypdf import PdfReader


def test_from_the_plan_to_the_remedy(line, tmp_path):
    cell = ("--office", "Chi bộ thôn Đồng Mận", "--date", "2025-10-06")
    assert line.refused("inspection", "open", "--title", "Giám sát") == "not_a_committee"
    own = line.folder
    line.folder = tmp_path / "dang-uy"
    line(
        *("init", line.folder, "--name", "Đảng ủy xã", "--code", "25.000.036.000.000", "--kind", "committee")
    )
    line("inspection", "open", "--title", "Giám sát", "--date", "2025-10-01", "--number", "8-KH")
    told = ("--finding", "chưa phân công", "--remedy", "phân công", "--due", "2025-10-31")
    found = line("inspection", "record", *cell, "--topic", "help", *told)["findings"][0]
    line("inspection", "record", *cell, "--topic", "removal", "--outcome", "no_issue")
    late = line("inspection", "show", "--overdue")["findings"]
    assert [one["id"] for one in late] == [found["id"]] and late[0]["state"] == "overdue"
    line("inspection", "close", "--date", "2025-11-01")
    line("inspection", "follow", found["id"], "--text", "đã phân công", "--done", "--date", "2025-11-10")
    assert line("inspection", "show", "--overdue")["findings"] == []
    code, text = line.text("inspection", "show")
    assert code == 0 and "đã khắc phục" in text
    told = line("inspection", "paper", "--out", tmp_path / "kiem-tra.pdf")
    assert told["form"] == "BB-GS"
    record = " ".join(PdfReader(tmp_path / "kiem-tra.pdf").pages[0].extract_text().split())
    for part in ("Kế hoạch số 8-KH, ngày 01/10/2025", "chưa phân công", "31/10/2025", "đã phân công"):
        assert part in record, part
    line("verify")
    assert own.exists()
