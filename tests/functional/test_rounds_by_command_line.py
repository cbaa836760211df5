"""The yearly rating by command: 40 members by package; a committee with 60 cells and 1,800 members."""

import csv
import datetime
import random

import pytest

from app.demo.people import People
from tests.functional.conftest import Office

HEADS = ("STT", "Chi bộ", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Ngày chính thức")
FIRST, EVENING, LATER = "2026-07-27", "2026-12-10", "2026-12-20"


def members(path, cells, each):
    """A list as offices have it: so many cells with so many full members each, no two alike."""
    names, today = People(7, datetime.date(2026, 1, 1)), random.Random(7)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADS)
        for number in range(cells * each):
            told = next(iter(names.members(1, "Chi bộ", "Vân Khê")))
            born = datetime.date(1955, 1, 1) + datetime.timedelta(days=9 * number + today.randrange(9))
            days = [born.replace(year=born.year + more, day=min(born.day, 28)) for more in (0, 25, 26)]
            cell = f"Chi bộ thôn {number // each + 1}"
            rows.writerow(
                [number + 1, cell, told["name"], days[0].strftime("%d/%m/%Y"), "Nam"]
                + [one.strftime("%d/%m/%Y") for one in days[1:]]
            )
    return path


def test_a_cell_of_forty_members_rates_and_its_superior_decides(offices, tmp_path):
    top, cell, send = offices
    cell("import-members", members(tmp_path / "chi-bo.csv", 1, 40), today=FIRST)
    cell("rating", "open", 2026, today=EVENING)
    people = [one["person"] for one in cell("rating", "show", today=EVENING)["items"] if one["person"]]
    assert len(people) == 40
    common = ("group=outside", "received.self_review=2026-12-05", "votes.issued=39", "votes.collected=39")
    slips = ("votes.valid=39", "votes.excellent=3", "votes.good=36", "votes.completed=0")
    for number, person in enumerate(people):
        level = "excellent" if number < 7 else "good"
        points = (f"points.general={28 if number < 7 else 25}", f"points.tasks={64 if number < 7 else 55.5}")
        told = ("--set", *common, *slips, *points, f"self={level}", f"cell={level}")
        cell("rating", "set", person, *told, today=EVENING)
    cell("rating", "set", people[-1], "--set", "cell=", "absent=ốm, nằm viện", today=EVENING)
    checked = cell("rating", "check", today=EVENING)
    assert checked["counts"]["levels"]["excellent"] == 7 and checked["counts"]["absent"] == 1
    # 20 % of the 32 rated good are 6; of all 39 above the threshold, 7: both readings are told
    assert (checked["cap"]["literal"], checked["cap"]["pool"], checked["cap"]["exceeded"]) == (6, 7, True)
    [over] = [one for one in checked["problems"] if one["id"] == "X01"]
    assert over["severity"] == "warn" and over["source"]["document"]
    cell("rating", "set", people[6], "--set", "cell=good", today=EVENING)
    assert not cell("rating", "check", today=EVENING)["cap"]["exceeded"]
    assert cell("rating", "close", today=EVENING)["closed"] == EVENING
    send(cell, top, EVENING)
    report = top("rating", "report", 2026, "--out", tmp_path / "bang.json", today=LATER)
    assert (report["rows"], report["missing"]) == (["Chi bộ thôn Đông Hòa"], [])
    round_ = checked["id"]
    decided = top(
        *("rating", "decide", "--round", round_, "--number", "31-QĐ/ĐU", "--as-proposed"),
        *("--set", f"{people[0]}=good"),
        today=LATER,
    )
    assert decided["counts"]["levels"] == {"excellent": 5, "good": 34, "completed": 0, "not_completed": 0}
    send(top, cell, LATER)
    shown = {one["person"]: one for one in cell("rating", "show", today=LATER)["items"]}
    assert (shown[people[0]]["cell"], shown[people[0]]["decided"]) == ("excellent", "good")
    assert shown[people[1]]["number"] == "31-QĐ/ĐU" and shown[people[-1]]["decided"] is None
    # who was absent is reviewed afterwards: the round is taken up again, and the change travels
    cell("rating", "reopen", "--reason", "kiểm điểm bổ sung", today=LATER)
    cell("rating", "set", people[-1], "--set", "cell=good", "absent=", "--reason", "bổ sung", today=LATER)
    cell("rating", "close", today=LATER)
    send(cell, top, LATER)
    told = top("rating", "decide", "--round", round_, "--number", "35-QĐ/ĐU", "--as-proposed", today=LATER)
    assert told["counts"]["decided"] == 40
    send(top, cell, "2026-12-21")
    last = {one["person"]: one for one in cell("rating", "show", today=LATER)["items"]}[people[-1]]
    assert (last["decided"], last["number"]) == ("good", "35-QĐ/ĐU")
    assert cell("verify", today=LATER)["ok"] and top("verify", today=LATER)["ok"]


@pytest.fixture
def committee(run, tmp_path):
    office = Office(run, tmp_path / "dang-uy")
    office.init("Đảng ủy xã Đông Hòa", "25.1", "committee", FIRST)
    codes = [f"Chi bộ thôn {number}=25.1.{number:03}" for number in range(1, 61)]
    office("import-members", members(tmp_path / "xa.csv", 60, 30), "--split", *codes, today=FIRST)
    return office


def test_a_committee_counts_and_decides_for_sixty_cells(committee, tmp_path):
    books = committee("book", "list", today=FIRST)["books"]
    assert len(books) == 60 and sum(one["members"] for one in books) == 1800
    rounds = {}
    for one in books[:-1]:
        of = ("--book", one["code"])
        opened = committee("rating", "open", 2026, *of, today=EVENING)
        shown = committee("rating", "show", *of, today=EVENING)["items"]
        told = ("--set", "group=outside", "cell=good", "self=good")
        committee("rating", "set", *(i["person"] for i in shown if i["person"]), *told, *of, today=EVENING)
        rounds[one["id"]] = opened["id"]
    out = tmp_path / "bang.json"
    report = committee("rating", "report", 2026, "--out", out, today=LATER)
    assert report["missing"] == [books[-1]["id"]], "the cell that has none yet is named"
    assert len(report["rows"]) == 60
    for round_ in rounds.values():
        words = ("--round", round_, "--number", "31-QĐ/ĐU", "--as-proposed")
        assert committee("rating", "decide", *words, today=LATER)["counts"]["decided"] == 30
    report = committee("rating", "report", 2026, "--out", tmp_path / "bang.xlsx", today=LATER)
    column = report["columns"].index("Đã có quyết định")
    assert sum(row[column]["value"] for row in report["cells"] if row[column]) == 59 * 30
