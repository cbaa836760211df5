"""The papers of a rating by command, of a round of 2021, 2024 and 2026: forms of the year, golden texts.

To renew after a change on purpose: delete the golden file, run once, read the new text, commit it.
"""

import re
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from tests.exports.test_exports_papers import compare, docx_text, pdf_text
from tests.functional.conftest import Office

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
GROUPS = ("leader", "no_post", "outside")
NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Đức Cảnh")
FORMS = {
    2021: ("02-HD KĐ.ĐG 2019",) * 3,
    2024: ("02B-HD KĐ.ĐG 2023", "02A-HD KĐ.ĐG 2023", None),
    2026: ("02A-HD KĐ.ĐG 2025", "02B-HD KĐ.ĐG 2025", "02C-HD KĐ.ĐG 2025"),
}


@pytest.fixture
def cell(run, tmp_path):
    """A cell of five: a leader, one at work, a pensioner, one in hospital, one exempt; round of `year`."""

    def cell(year):
        office, first, day = Office(run, tmp_path / "so"), f"{year}-03-05", f"{year}-12-10"
        office.init("Chi bộ thôn Đông Hòa", "25.1.7", "cell", first, "--place", "Tân Hưng")
        told = {"admission_date": "1995-01-01", "official_date": "1996-01-01"}
        people = [
            office.person(first, "full", name=name, birth=f"19{60 + n}-05-13", **told)
            for n, name in enumerate((*NAMES, "Phạm Thị Duyên"))
        ]
        away = {"activity": "exempt", "activity_date": f"{year}-02-01"}
        office.person(first, "full", name="Hà Văn Em", birth="1940", **told, **away)
        seat = ("--name", NAMES[0], "--person", people[0], "--post", "Bí thư", "--from", first)
        office("seat", "cell_committee", *seat, today=first)
        office.today = day
        office("rating", "open", year)
        for person, group in zip(people, (*GROUPS, "outside"), strict=True):
            office("rating", "set", person, "--set", f"group={group}")
        slips = ("votes.issued=4", "votes.collected=4", "votes.valid=3", "votes.good=2", "votes.completed=1")
        said = ("self=excellent", "cell_committee=good", "cell=good", *slips)
        office("rating", "set", *people[:3], "--set", *said)
        office("rating", "set", people[1], "--set", "state=good", "votes.good=3", "votes.completed=0")
        office("rating", "set", people[3], "--set", "absent=đi viện")
        if year > 2025:
            office("rating", "set", people[0], "--set", "points.general=28", "points.tasks=51,5")
        words = (f"meeting={day}", "ballot.rounds=một vòng, bỏ phiếu kín", "ballot.document=3-HD/ĐU")
        office("rating", "set", "--set", *words)
        number = ("--number", "9-QĐ/ĐU", "--issuer", "Đảng ủy xã Tân Hưng", "--date", day)
        office("rating", "decide", *number, "--set", f"{people[0]}=excellent", f"{people[1]}=good")
        return office, people

    return cell


@pytest.mark.parametrize("year", FORMS)
def test_papers_of_three_years_are_the_kept_ones(cell, tmp_path, year):
    office, people = cell(year)
    for paper in ("self-reviews", "count", "minutes", "names", "summary", "notices"):
        out = tmp_path / f"{paper}.pdf"
        told = office("rating", "paper", paper, "--out", out)
        compare(pdf_text(out), GOLDEN / f"rating-{year}-{paper}.pdf.txt")
        if paper == "self-reviews":
            assert len(told["without"]) == FORMS[year].count(None) * 2, "both outside the system"
            office("rating", "paper", paper, "--out", tmp_path / "all.docx")
            compare(docx_text(tmp_path / "all.docx"), GOLDEN / f"rating-{year}-{paper}.docx.txt")
    feet = [
        page.extract_text().strip().splitlines() for page in PdfReader(tmp_path / "self-reviews.pdf").pages
    ]
    found = [re.findall(r"Mẫu (\S+-HD KĐ\.ĐG \d{4}) \(", " ".join(lines)) for lines in feet]
    wanted = [code for code in (*FORMS[year], FORMS[year][2]) if code]
    assert [code for n, [code] in enumerate(found) if "BẢN KIỂM" in " ".join(feet[n])] == wanted
    one = tmp_path / "one.pdf"
    office("rating", "paper", "self-reviews", "--member", people[1], "--out", one)
    assert NAMES[1].upper() in pdf_text(one) and NAMES[0] not in pdf_text(one)
    if year < 2025:
        for paper in ("collectives", "list", "slips-second"):
            refused = office("rating", "paper", paper, "--out", one, code=3)
            assert refused["error"]["code"] == "nothing_to_print", "no source gives the form of that year"


def test_slips_lists_and_the_collectives_of_a_round(cell, tmp_path):
    office, people = cell(2026)
    for paper in ("collectives", "slips", "list"):
        office("rating", "paper", paper, "--out", tmp_path / f"{paper}.pdf")
        compare(pdf_text(tmp_path / f"{paper}.pdf"), GOLDEN / f"rating-2026-{paper}.pdf.txt")
    slip = "PHIẾU XẾP LOẠI CHẤT LƯỢNG"
    # a slip for each full member who can come: one is in hospital, one exempt
    assert pdf_text(tmp_path / "slips.pdf").count(slip) == 3
    office("rating", "paper", "slips", "--copies", 7, "--out", tmp_path / "s.docx")
    assert docx_text(tmp_path / "s.docx").count(slip) == 7
    own = ("rating.ballot=two_rounds", "--from", "2026-03-05", "--document", "3-HD/ĐU@2026-03-05")
    office("settings", *own)
    office("rating", "paper", "slips", "--out", tmp_path / "s.pdf")
    assert "Hoàn thành xuất sắc" not in pdf_text(tmp_path / "s.pdf")
    office("rating", "paper", "slips-second", "--out", tmp_path / "s.pdf")
    assert "Không đồng ý" in pdf_text(tmp_path / "s.pdf")
    book = tmp_path / "names.xlsx"
    office("rating", "paper", "names", "--out", book)
    rows = list(openpyxl.load_workbook(book).active.iter_rows(values_only=True))
    heads = rows[2]
    first = dict(zip(heads, rows[3], strict=True))
    assert (first["Họ và tên"], first["Điểm"], first["Số quyết định"]) == (NAMES[0], 79.5, "9-QĐ/ĐU")
    assert [row[1] for row in rows[3:]] == [*NAMES, "Phạm Thị Duyên", "Hà Văn Em"]
    office("rating", "paper", "minutes", "--out", tmp_path / "m.xlsx", code=2)


def test_tables_for_the_superior_add_up(cell, tmp_path):
    office, people = cell(2026)
    office(
        "rating",
        "set",
        "cell",
        "--set",
        "self=excellent",
        "cell=good",
        "points.general=29",
        "points.tasks=60",
    )
    decided = ("--number", "10-QĐ/ĐU", "--issuer", "Đảng ủy xã Tân Hưng", "--set", "cell=good")
    office("rating", "decide", *decided)

    def column(of, head, ending):
        told = office("rating", "report", 2026, "--of", of, "--out", tmp_path / f"{of}{ending}")
        place = told["columns"].index(head)
        values = [row[place]["value"] for row in told["cells"]]
        return dict(
            zip((row.removeprefix("Chi bộ thôn Đông Hòa: ") for row in told["rows"]), values, strict=True)
        )

    everybody = column("members", "Tổng số đảng viên", ".xlsx")
    groups = column("groups", "Tổng số đảng viên", ".pdf")
    assert list(groups) == [
        "giữ chức vụ lãnh đạo, quản lý",
        "không giữ chức vụ lãnh đạo, quản lý",
        "không công tác trong hệ thống chính trị",
        "chưa ghi nhóm",
    ]
    assert sum(groups.values()) == sum(everybody.values()) == 5
    good = column("groups", "Hoàn thành tốt nhiệm vụ", ".json")
    assert good["không giữ chức vụ lãnh đạo, quản lý"] == 1
    collectives = column("organisations", "Cấp ủy quyết định", ".pdf")
    assert collectives == {"chi bộ": "Hoàn thành tốt nhiệm vụ", "chi ủy": ""}
    assert "Hoàn thành xuất sắc nhiệm vụ" in " ".join(pdf_text(tmp_path / "organisations.pdf").split())
    rows = list(openpyxl.load_workbook(_written(office, tmp_path)).active.iter_rows(values_only=True))
    line = next(row for row in rows if str(row[0]).endswith(": chi bộ"))
    assert line[3] == 89 and line[5] == "10-QĐ/ĐU"


def _written(office, folder):
    """The table of organisations as a sheet."""
    office("rating", "report", 2026, "--of", "organisations", "--out", folder / "to-chuc.xlsx")
    return folder / "to-chuc.xlsx"


def test_the_committee_prints_papers_of_a_cell_in_the_cells_name(offices, tmp_path):
    top, cell, send = offices
    top("seat", "standing_committee", "--name", "Lê Thị Dung", "--post", "Bí thư", "--from", "2026-07-27")
    [person] = cell.full_members("2026-07-27", "A")
    opened = cell("rating", "open", 2026, today="2026-12-10")
    cell("rating", "set", person, "--set", "group=outside", "cell=good", today="2026-12-10")
    send(cell, top, "2026-12-11")
    of = ("--round", opened["id"])
    top("rating", "decide", *of, "--number", "9-QĐ/ĐU", "--as-proposed", today="2026-12-12")
    for paper in ("names", "notices", "self-reviews", "minutes"):
        top("rating", "paper", paper, *of, "--out", tmp_path / f"{paper}.pdf", today="2026-12-12")
        text = pdf_text(tmp_path / f"{paper}.pdf")
        assert text.index("ĐẢNG ỦY XÃ TÂN HƯNG") < text.index("CHI BỘ THÔN ĐÔNG HÒA"), paper
        assert "Lê Thị Dung" not in text, "the committee's secretary does not sign for the cell"
    assert "của Đảng ủy xã Tân Hưng" in " ".join(pdf_text(tmp_path / "notices.pdf").split())
