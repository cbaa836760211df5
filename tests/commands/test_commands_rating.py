"""The yearly rating by command line: the contract of `rating` and its refusals."""

import json


def test_a_rating_from_opening_to_end(line, tmp_path):
    people = line.full_members("ABCDEF")
    opened = line("rating", "open", "2025")
    assert opened["counts"]["subject"] == 6 and opened["cap"]["exceeded"] is False
    assert opened["as_of"] == "2025-12-31" and opened["problems"]
    assert line.refused("rating", "open", "2025") == "round_exists"
    told = (
        "--set",
        "points.general=28",
        "--set",
        "points.tasks=65",
        "--set",
        "self=good",
        "--set",
        "cell=good",
    )
    line("rating", "set", *people[1:], *told, "--set", "group=outside")
    found = line("rating", "set", people[0], "--set", "cell=excellent", "group=outside", "note=nêu gương")
    assert found["cap"]["literal"] == 1 and found["cap"]["pool"] == 1 and not found["cap"]["exceeded"]
    line("rating", "set", people[1], "--set", "cell=excellent")
    checked = line("rating", "check")
    assert checked["cap"]["exceeded"] and checked["cap"]["groups"][0]["group"] == "outside"
    warning = next(p for p in checked["problems"] if p["id"] == "X01")
    assert warning["severity"] == "warn" and warning["source"]["document"] and warning["confidence"]
    line("rating", "set", "--set", "meeting=2025-11-20", "ballot.document=3-HD/ĐU")
    assert line.refused("rating", "set", "--set", "exception.document=1") == "bad_value"
    shown = {one["person"]: one for one in line("rating", "show")["items"]}
    assert shown[people[2]]["total"] == "93" and shown[people[2]]["form"] == "02C-HD KĐ.ĐG 2025"
    decided = line(
        "rating",
        "decide",
        "--number",
        "9-QĐ/ĐU",
        "--as-proposed",
        "--set",
        f"{people[1]}=good",
        "--issuer",
        "ĐU",
    )
    assert decided["counts"]["decided"] == 6 and decided["counts"]["levels"]["excellent"] == 1
    assert (
        line.refused("rating", "decide", "--number", "1", "--set", f"{people[1]}=good") == "already_decided"
    )
    line("rating", "cancel", people[1], "--reason", "khai sai")
    assert line.refused("rating", "cancel", people[1], "--reason", "khai sai") == "nothing_to_decide"
    line("rating", "redraw")
    assert line("rating", "close")["closed"] == "2025-11-22"
    assert line.refused("rating", "set", people[2], "--set", "self=good") == "round_closed"
    assert line("rating", "reopen", "--reason", "bổ sung")["closed"] is None
    out = tmp_path / "bang.json"
    answer = line("rating", "report", "2025", "--out", out)
    row = dict(zip(answer["columns"], json.loads(out.read_text("utf-8"))["cells"][0], strict=True))
    assert row["Hoàn thành xuất sắc nhiệm vụ"] == {"value": 2, "ids": people[:2]}
    for name in ("bang.xlsx", "bang.pdf"):
        line("rating", "report", "2025", "--out", tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000
    code, text = line.text("rating", "show")
    assert code == 0 and "Nguyễn Văn C" in text and "366-QĐ/TW" in text
    line("verify")


def test_rounds_of_older_years_show_their_own_forms(line):
    people = line.full_members("AB")
    for year, form in (("2021", "02-HD KĐ.ĐG 2019"), ("2024", "02A-HD KĐ.ĐG 2023")):
        line("rating", "open", year)
        line("rating", "set", people[0], "--set", "group=no_post", "--year", year)
        items = {one["person"]: one for one in line("rating", "show", "--year", year)["items"]}
        assert items[people[0]]["form"] == form
        assert (
            line.refused("rating", "set", people[0], "--set", "points.tasks=5", "--year", year) == "bad_value"
        )


def test_without_a_round_it_is_said(line):
    assert line.refused("rating", "check") == "no_round"
    assert line.refused("rating", "open", "2031") == "bad_value"
    assert line.refused("rating", "report", "2025", "--out", "bang.txt", exit_code=2) == "wrong_use"


def test_papers_for_everybody_in_one_file(line, tmp_path):
    people = line.full_members("ABC")
    line("rating", "open", "2025")
    assert line.refused("rating", "paper", "self-reviews", "--out", tmp_path / "a.pdf") == "nothing_to_print"
    line("rating", "set", *people[:2], "--set", "group=outside", "cell=good", "votes.good=3", "votes.valid=3")
    line("rating", "set", people[2], "--set", "group=leader", "absent=đi viện")
    for paper in ("self-reviews", "names", "count"):
        line("rating", "paper", paper, "--out", tmp_path / f"{paper}.pdf")
        line("rating", "paper", paper, "--out", tmp_path / f"{paper}.docx")
    reviews = text(tmp_path / "self-reviews.pdf")
    assert reviews.count("NGUYỄN VĂN") == 3 and reviews.count("hệ thống chính trị") == 2
    assert "Phụ lục 3" in reviews and "Phụ lục 5" in reviews and "2025" in reviews
    listed = text(tmp_path / "names.pdf")
    assert "đi viện" in listed and "Bảng của phần mềm" in listed
    assert "theo quy định của cấp ủy" in text(tmp_path / "count.pdf")
    assert line.refused("rating", "paper", "notices", "--out", tmp_path / "t.pdf") == "nothing_to_print"
    line("rating", "decide", "--number", "9-QĐ/ĐU", "--set", f"{people[0]}=good")
    line("rating", "paper", "notices", "--out", tmp_path / "t.pdf")
    assert "9-QĐ/ĐU" in text(tmp_path / "t.pdf")


def text(file):
    """The words of a PDF, blanks as one."""
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
