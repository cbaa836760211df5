"""The committee's side by the command line: the queue, a return with remarks, one meeting for several."""

import pytest

from app.demo import PASSWORD


@pytest.fixture
def committee(two_offices, line, monkeypatch):
    """The command line on the committee's workspace; `cases` are the dossiers it received."""
    two_offices.committee.close()
    two_offices.cell.close()
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", PASSWORD)
    line.folder, line.today = two_offices.folder / "dang-uy", "2025-11-17"
    line.cases = two_offices.cases
    return line


def test_the_queue_with_fresh_checks(committee):
    told = committee("received", "--limit", 3)
    assert told["counts"]["here"] == told["counts"]["new"] == 12
    assert len(told["dossiers"]) == 3
    one = told["dossiers"][0]
    assert (one["state"], one["step"], one["packages"], one["since"]) == (
        "new", "committee", True, "2025-11-07",
    )  # fmt: skip
    assert one["due"] == "2026-01-12" and one["block"] == sum(
        p["severity"] == "block" for p in one["problems"]
    )
    assert committee("received", "--state", "decided")["dossiers"] == []
    code, text = committee.text("received")
    assert code == 0 and "Trần Thị Đ" in text


def test_a_return_with_remarks(committee):
    back = ("case", "return", committee.cases[0], "committee", "--date", "2025-11-15")
    told = committee(*back, "--remark", "paper:3-KNĐ=chưa ký", "verification.V13=thiếu người")
    assert told["reopened"] == ["verification", "introduction"]
    assert [d["id"] for d in committee("received", "--state", "returned")["dossiers"]] == committee.cases[:1]


def test_a_meeting_for_several_numbers_on(committee):
    first, second = committee.cases[:2]
    meet = ("case", "together", "committee", "--date", "2025-11-15", "--secret", "--case")
    told = committee(*meet, f"{first}=14/1", f"{second}=9/6/0", "--number-from", "14-NQ/ĐU")
    answers = [(c["case"], c["outcome"], c["passed"], c["number"], c["needed"]) for c in told["cases"]]
    assert answers == [
        (first, "passed", True, "14-NQ/ĐU", 10), (second, "failed", False, "15-NQ/ĐU", 10),
    ]  # fmt: skip
    assert all(c["next"] == ["decision"] for c in told["cases"])
    decide = ("case", "together", "decision", "--date", "2025-11-16", "--form", "9-KNĐ", "--case")
    told = committee(
        *decide, f"{first}=5/0/0/admit", f"{second}=-/-/-/refuse", "--number", f"{first}=58-QĐ/ĐU"
    )
    assert [(c["outcome"], c["number"]) for c in told["cases"]] == [("admit", "58-QĐ/ĐU"), ("refuse", None)]
    assert committee("received")["counts"]["decided"] == 2


def test_a_wrong_row_names_itself_and_writes_nothing(committee):
    first, second = committee.cases[:2]
    meet = ("case", "together", "committee", "--date", "2025-11-15", "--case")
    code, answer = committee.json(*meet, f"{first}=14/1", f"{second}=15/3", "--number-from", "14-NQ/ĐU")
    assert (code, answer["error"]["code"]) == (3, "rows_refused")
    [row] = answer["error"]["rows"]
    assert (row["row"], row["case"], row["code"], row["field"]) == (1, second, "too_many_votes", "for")
    assert committee("received")["counts"]["new"] == 12


@pytest.mark.parametrize("text", ["{id}=14", "{id}=14/1/0/admit/5", "{id}=nhiều/ít", "{id}=-1/2"])
def test_a_row_typed_wrongly(committee, text):
    row = text.format(id=committee.cases[0])
    words = ("case", "together", "committee", "--date", "2025-11-15", "--case", row)
    assert committee.refused(*words, exit_code=2) == "wrong_use"


def test_a_number_for_a_case_that_is_not_named(committee):
    first, second = committee.cases[:2]
    words = ("case", "together", "committee", "--date", "2025-11-15", "--case", f"{first}=14/1")
    assert committee.refused(*words, "--number", f"{second}=1", exit_code=2) == "wrong_use"
