"""S13 and S15 are as grave as what they rest on: a block by a confirmed rule, else a warning that says so."""

import datetime

import pytest

from app.procedures.cases import OpenCase, RecordStep
from app.procedures.day import bring_to_today
from app.storage.clock import Clock

NAMED = {"conclusion_body": "UBKT", "conclusion_number": "4-KL", "named_by": "Bí thư"}
FIRST = {
    "help_list": ("criterion", {"criterion": "degeneration"}),
    "deletion": ("grounds", {"ground": "card_returned"}),
    "discipline": ("breach", {"what": "Vi phạm"}),
}


@pytest.fixture
def case(cell):
    """Makes a case up to its first step, on a day."""
    cell.today = datetime.date(2026, 9, 30)
    bring_to_today(cell.workspace, Clock(cell.today))

    class Made:
        def __init__(self, procedure, day):
            self.id = cell.do(OpenCase(procedure, cell.full[5], day)).id
            step, told = FIRST[procedure]
            self.record(step, day, **told, conclusion_date=day, **NAMED)

        def record(self, step, day, outcome=None, paper=False, **values):
            stamp = {"number": "7", "date": day, "issuer": "Đảng ủy"} if paper else None
            cell.do(RecordStep(self.id, step, day, outcome, values, from_paper=stamp))

        def found(self, check):
            return cell.look(self.id)[1][check]

    return Made


@pytest.mark.parametrize(
    ("procedure", "day", "severity", "document"),
    [
        ("deletion", "2025-08-05", "block", "06-HD/TW@2025-06-09"),
        ("deletion", "2025-02-05", "warn", "Điều lệ Đảng@2011"),  # what held then was not read
        ("deletion", "2026-08-05", "warn", "Điều lệ Đảng@2011"),
        ("discipline", "2025-08-05", "warn", "296-QĐ/TW@2025-05-30"),
        ("discipline", "2026-08-05", "warn", "Điều lệ Đảng@2011"),
    ],
)
def test_a_vote_on_a_member_who_was_not_told(case, procedure, day, severity, document):
    made = case(procedure, day)
    made.record("notice", day, manner="letter", received="không")
    if procedure == "discipline":
        made.record("hearing", day, met_by="Bí thư")
    made.record("statement", day, "refused")
    made.record("cell_resolution", day, "none" if procedure == "discipline" else "passed")
    found = made.found("S13")
    assert (found.severity, found.document, found.field) == (severity, document, "notice.received")
    assert bool(found.note) == (severity != "block"), "what lowers it is said"


def test_who_stated_a_view_knew_of_it(case):
    made = case("deletion", "2025-08-05")
    made.record("notice", "2025-08-05", manner="letter", received="không")
    made.record("statement", "2025-08-06", "given", text="Tôi trình bày")
    made.record("cell_resolution", "2025-08-07", "passed")
    assert made.found("S13").severity == "warn"


def test_the_list_needs_its_notice_by_what_one_source_says(case):
    made = case("help_list", "2025-08-05")
    made.record("notice", "2025-08-05", manner="letter", received="không")
    made.record("statement", "2025-08-05", "declined")
    made.record("opinions", "2025-08-06")
    made.record("direction", "2025-08-10", "agreed", paper=True)
    made.record("listing", "2025-08-09", "listed")
    assert made.found("S13").severity == "warn"
    turned = made.found("S15")
    assert (turned.severity, turned.document) == ("warn", "02-HD/BTCTW@2021-04-12")


@pytest.mark.parametrize(
    ("day", "severity", "document"),
    [("2025-08-05", "block", "294-QĐ/TW@2025-05-26"), ("2026-08-05", "warn", "")],
)
def test_a_decision_before_the_proposal(case, day, severity, document):
    made = case("deletion", day)
    made.record("notice", day, manner="letter", received="có")
    made.record("statement", day, "given")
    later = (datetime.date.fromisoformat(day) + datetime.timedelta(days=20)).isoformat()
    made.record("cell_resolution", later, "passed")
    made.record("committee", day, "passed", paper=True)
    found = made.found("S15")
    assert (found.severity, found.document, found.field) == (severity, document, "committee")


def test_days_in_order_are_in_order(case):
    made = case("deletion", "2025-08-05")
    made.record("notice", "2025-08-05", manner="letter", received="có")
    made.record("statement", "2025-08-06", "given")
    made.record("cell_resolution", "2025-08-07", "passed")
    assert made.found("S13").severity == made.found("S15").severity == "passed"
