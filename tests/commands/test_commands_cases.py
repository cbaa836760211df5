"""Cases by the command line: what each command answers, corrections, papers of other offices."""

import pytest


@pytest.fixture
def cell(line):
    """A cell of six full members, one of them exempt, and a sympathiser with an open admission."""
    line.today = "2025-11-22"
    line.members = line.full_members("ABCDEF")
    line("person", "set", line.members[5], "--set", "activity=exempt", "activity_date=2019-01-01")
    person = line("person", "add", "--status", "sympathiser", "--set", "name=Vũ Thị Lan", "birth=2001-08-12")[
        "id"
    ]
    line.case = line("case", "open", "admission", "--person", person, "--date", "2025-06-02")["case"]
    return line


@pytest.fixture
def taken_over(cell):
    """The same, of a case that was begun on paper: steps may come in any order."""
    person = cell("person", "add", "--status", "sympathiser", "--set", "name=Vũ Văn Hai", "birth=2001-08-12")[
        "id"
    ]
    opened = cell("case", "open", "admission", "--person", person, "--date", "2025-06-02", "--taken-over")
    cell.case = opened["case"]
    return cell


def test_opening_answers_the_first_step_and_the_rules(cell):
    again = cell.refused("case", "open", "admission", "--person", cell.members[0])
    assert again == "wrong_status"
    assert cell.refused("case", "open", "no_such", "--person", cell.members[0]) == "unknown_procedure"
    assert cell.refused("case", "open", "admission", "--person", "nobody") == "not_found"
    [case] = cell("case", "list", "--open")["cases"]
    assert (case["id"], case["step"], case["name"]) == (cell.case, "awareness", "Vũ Thị Lan")


def test_a_step_with_rows_and_its_correction(cell):
    cell("case", "record", cell.case, "awareness", "--date", "14/6/2025")
    cell("case", "record", cell.case, "permission", "--date", "2025-06-30", "--set", "education=thpt_diploma")
    cell("case", "record", cell.case, "application", "--date", "2025-07-02")
    cell("case", "record", cell.case, "cv", "--date", "2025-07-18")
    rows = ("asked.1.relation=self", "asked.1.name=Bản thân", "asked.1.sent=2025-08-01")
    told = cell("case", "record", cell.case, "verification", "--date", "2025-09-26", "--set", *rows)
    assert "V14" in {p["id"] for p in told["problems"]}
    problem = next(p for p in told["problems"] if p["id"] == "V14")
    assert problem.keys() >= {"severity", "message", "source", "confidence", "field", "due"}
    assert problem["source"].keys() >= {"document", "date", "point"}
    mended = cell(
        "case",
        "record",
        cell.case,
        "verification",
        "--date",
        "2025-09-26",
        "--set",
        "asked.1.replied=2025-09-01",
    )
    left = next(p for p in mended["problems"] if p["id"] == "V14")
    assert (problem["severity"], left["severity"]) == ("block", "remind"), "the parents are still to be named"
    steps = {s["id"]: s for s in cell("case", "show", cell.case)["steps"]}
    assert steps["verification"]["attempt"] == 1
    assert steps["verification"]["facts"]["asked"][0]["sent"] == "2025-08-01"


def test_refusals_change_nothing(cell):
    before = cell("case", "show", cell.case)
    record = ("case", "record", cell.case)
    assert cell.refused(*record, "awareness", "--date", "2026-11-22") == "future_date"
    assert cell.refused(*record, "awareness", "--date", "nay") == "bad_date"
    assert cell.refused(*record, "awareness", "--date", "2025-06-14", "--set", "no_fact=1") == "bad_fact"
    assert cell.refused(*record, "ceremony", "--date", "2025-11-15") == "not_yet"
    assert cell.refused("case", "show", "nothing") == "not_found"
    assert cell("case", "show", cell.case) == before


def test_a_vote_answers_its_base_name_by_name(taken_over):
    cell = taken_over
    vote = ("case", "vote", cell.case, "cell_resolution", "--date", "2025-11-15")
    assert cell.refused(*vote, "--for", 6, "--against", 0) == "too_many_votes"
    told = cell(*vote, "--for", 3, "--against", 1, "--absent", cell.members[0])
    assert (told["base"], told["needed"], told["passed"], told["outcome"]) == (5, 4, False, "failed")
    assert [row["id"] for row in told["counted"] if not row["present"]] == cell.members[:1]
    assert {"id": cell.members[5], "name": "Nguyễn Văn F", "reason": "exempt"} in told["excluded"]
    came = cell(*vote, "--for", 4, "--against", 2, "--present", cell.members[5], "--secret")
    assert (came["base"], came["needed"], came["passed"]) == (6, 4, True)


def test_without_a_known_threshold_needed_and_passed_are_null(taken_over):
    taken_over.today = "2026-11-22"
    told = taken_over(
        "case",
        "vote",
        taken_over.case,
        "cell_resolution",
        "--date",
        "2026-10-01",
        "--for",
        5,
        "--against",
        0,
        "--outcome",
        "passed",
    )
    assert (told["base"], told["needed"], told["passed"], told["outcome"]) == (6, None, None, "passed")
    taken_over(
        "settings", "admission.cell.vote=2/3", "--from", "2026-08-01", "--document", "12-QĐ/ĐU@2026-08-01"
    )
    told = taken_over(
        "case",
        "vote",
        taken_over.case,
        "cell_resolution",
        "--date",
        "2026-10-01",
        "--for",
        5,
        "--against",
        0,
        "--reason",
        "đã có quy định",
    )
    assert (told["needed"], told["passed"]) == (4, True)


def test_another_offices_step_is_recorded_from_its_paper(taken_over):
    cell = taken_over
    cell("case", "vote", cell.case, "cell_resolution", "--date", "2025-11-15", "--for", 5, "--against", 0)
    record = ("case", "record", cell.case, "committee", "--date", "2025-11-18")
    assert cell.refused(*record, "--outcome", "passed") == "not_your_step"
    assert cell.refused(*record, "--outcome", "passed", "--from-paper") == "missing_fact"
    told = cell(
        *record,
        "--outcome",
        "returned",
        "--from-paper",
        "--number",
        "11",
        "--issuer",
        "Đảng ủy xã",
        "--reopen",
        "cell_resolution",
        "--remark",
        "cell_resolution=ghi rõ số phiếu",
    )
    assert told["next"] == ["cell_resolution"]
    steps = {s["id"]: s for s in cell("case", "show", cell.case)["steps"]}
    assert steps["committee"]["from_paper"] == {"number": "11", "issuer": "Đảng ủy xã", "date": "2025-11-18"}
    assert steps["committee"]["remarks"] == [{"item": "cell_resolution", "text": "ghi rõ số phiếu"}]
    assert steps["cell_resolution"]["attempt"] == 2


def test_an_act_is_taken_back_with_its_reason(cell):
    cell("case", "record", cell.case, "awareness", "--date", "2025-06-14")
    assert cell.refused("case", "annul", cell.case, "permission", "--reason", "nhầm") == "not_found"
    assert cell.refused("case", "annul", cell.case, "awareness", exit_code=2) == "wrong_use"
    told = cell("case", "annul", cell.case, "awareness", "--reason", "ghi nhầm người")
    assert told["next"] == ["awareness"]
    assert cell("verify")["ok"]


def test_an_exception_paper_lifts_its_check(taken_over):
    cell = taken_over
    cell("case", "vote", cell.case, "cell_resolution", "--date", "2025-11-15", "--for", 5, "--against", 0)
    paper = ("--number", "5-CV/ĐU", "--date", "2025-11-10", "--issuer", "Đảng ủy xã")
    assert "V04" in {p["id"] for p in cell("case", "check", cell.case)["problems"]}
    assert cell.refused("case", "except", cell.case, "V99", *paper) == "unknown_check"
    told = cell("case", "except", cell.case, "V04", *paper)
    assert told["step"] == "cell_resolution"
    assert "V04" not in {p["id"] for p in told["problems"]}
    assert cell("case", "show", cell.case)["exceptions"][0]["check"] == "V04"


def test_papers_carry_number_date_and_what_was_typed(cell):
    cell(
        "case",
        "paper",
        cell.case,
        "CN-NTVĐ",
        "--date",
        "2025-06",
        "--number",
        "12",
        "--set",
        "cites=x",
        "pages=3",
    )
    assert cell.refused("case", "paper", cell.case, "9-X", "--date", "2025-06-14") == "unknown_form"
    [paper] = cell("case", "show", cell.case)["papers"]
    assert (paper["form"], paper["number"], paper["date"], paper["data"]) == (
        "CN-NTVĐ",
        "12",
        "2025-06",
        {"cites": "x", "pages": 3},
    )


def test_duties_name_rule_and_base_day(cell):
    cell("case", "record", cell.case, "awareness", "--date", "2025-06-14")
    open_ones = cell("duties")["duties"]
    assert [(d["name"], d["step"], d["overdue"]) for d in open_ones] == [("Vũ Thị Lan", "permission", False)]
    assert cell("duties", "--until", "2025-01-01")["duties"] == []
    assert cell.refused("duties", "--until", "mai") == "bad_date"


def test_lines_for_people_tell_the_same(cell):
    code, text = cell.text("case", "show", cell.case)
    assert code == 0
    assert "▶ awareness: " in text
    code, text = cell.text("case", "list")
    assert "Vũ Thị Lan" in text
