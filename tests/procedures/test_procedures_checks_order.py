"""Checks of order and time, of moves, and what holds of all checks: blocks rest on confirmed rules."""

import datetime

import pytest

from app.models import Act, ExceptionPaper, Happening, Paper
from app.procedures import engine
from app.procedures.checks import CHECKS, definitions, problems, results
from app.regulations.calendar import load_calendar
from tests.procedures.conftest import W5, W6, after, working


@pytest.mark.parametrize(
    ("step", "day", "severity"),
    [
        ("opinions", "2025-11-15", "passed"),  # the same day is in order
        ("opinions", "2025-11-16", "block"),
        ("committee", "2025-11-14", "block"),
        ("decision", "2025-11-30", "block"),
        ("receipt", "2025-12-19", "block"),
        ("ceremony", "2025-12-24", "block"),
        ("ceremony", "2025-12-25", "passed"),
    ],
)
def test_v26_no_step_before_the_one_it_follows(look, step, day, severity):
    look.on(step, day)
    assert look.severity("V26") == severity


def test_v26_only_warns_where_the_chain_is_not_confirmed(look):
    for step, day in (("decision", W5), ("receipt", "2026-05-30"), ("ceremony", "2026-06-10")):
        look.on(step, day)
    assert look.severity("V26") == "warn"


def test_v26_a_step_done_again_after_a_return_does_not_upset_the_vote_that_stands(look):
    again = look.act("opinions")
    returned = look.act("committee")

    look.d.acts.append(
        Act(id="z", case=again.case, step="opinions", attempt=2, date="2025-12-05", facts=again.facts,
            owner=again.owner, reopened=[], rules=[], remarks=[], from_paper={}, accepted=[])
    )  # fmt: skip
    returned.reopened = [["opinions", 1]]
    look.d.__dict__.pop("reopened", None)
    look.on("decision", "2025-12-20")
    assert look.severity("V26") == "passed"


def test_v26_the_summary_of_opinions_stands_before_the_vote(look):
    look.paper("5-KNĐ", "2025-11-15")
    assert look.severity("V26") == "passed"
    look.paper("5-KNĐ", "2025-11-16")
    assert look.severity("V26") == "block"


def test_v27_decided_by_the_last_working_day(look):
    due = working("2025-11-15", 45)
    look.on("decision", due.isoformat())
    look.d.day = datetime.date(2026, 4, 1)
    assert look.severity("V27") == "passed"
    look.on("decision", after(due))
    assert look.severity("V27") == "warn"
    look.put("decision", extension_reason="cần xác minh thêm")
    assert look.severity("V27") == "passed"
    look.on("decision", after(working("2025-11-15", 60)))
    assert look.severity("V27") == "warn"
    look.d.acts = [a for a in look.d.acts if a.step not in ("decision", "receipt", "ceremony", "member_file")]
    assert look.severity("V27") == "remind", "still open"


def test_v27_says_that_no_deadline_is_known(look):
    look.on("cell_resolution", W5)
    found = look.found("V27")
    assert found.severity == "remind"
    assert "Chưa có nguồn" in found.message


def test_v27_and_v28_count_over_the_holidays_of_the_new_year(look):
    """Counted by hand: Tết off from 16 to 20 February 2026, 2 January off, Saturday 10 January worked."""
    look.d.day = datetime.date(2026, 4, 1)
    look.on("cell_resolution", "2025-12-15")
    for day, severity in (("2026-02-24", "passed"), ("2026-02-25", "warn")):
        look.on("decision", day)
        assert look.severity("V27") == severity
    look.on("receipt", "2026-01-20")
    for day, severity in (("2026-03-10", "passed"), ("2026-03-11", "warn")):
        look.on("ceremony", day)
        assert look.severity("V28") == severity


def test_v27_tells_that_a_reason_would_extend_it_but_not_beyond_fifteen_days(look):
    look.d.day = datetime.date(2026, 6, 1)
    look.on("decision", after(working("2025-11-15", 45)))
    assert look.found("V27").field == "decision.extension_reason"
    look.on("decision", after(working("2025-11-15", 60)))
    assert look.found("V27").field == "decision"


def test_v28_the_ceremony_by_the_last_working_day_from_the_right_base(look):
    due = working("2025-12-25", 30)  # from the receipt
    look.d.day = datetime.date(2026, 4, 1)
    look.on("ceremony", due.isoformat())
    assert look.severity("V28") == "passed"
    look.on("ceremony", after(due))
    assert look.severity("V28") == "warn"
    look.put("ceremony", late_consent_number="12-CV/ĐU")
    assert look.severity("V28") == "passed"
    look.put("ceremony", late_consent_number=None)
    look.paper("9-KNĐ", W6)
    due = working(W6, 30)  # from the decision
    for step in ("decision", "receipt"):
        look.on(step, W6)
    look.on("ceremony", due.isoformat())
    assert look.severity("V28") == "passed"
    look.on("ceremony", after(due))
    assert look.severity("V28") == "warn"
    look.paper("9-KNĐ", W5)
    assert look.severity("V28") == "remind"


def test_v29_one_person_for_each_resolution_and_decision(look):
    for step in ("cell_resolution", "decision"):
        look.put(step, persons=1)
        assert look.severity("V29") is None
        look.put(step, persons=2)
        assert look.severity("V29") == "warn"
        look.put(step, persons=None)


def test_v29_a_number_serves_one_person(look):
    shared = Paper(id="shared", case="other", person="somebody", form="9-KNĐ", number="58-QĐ/ĐU",
                   date="2025-12-20",
                   owner=look.d.paper("9-KNĐ").owner, entry="e", revision=1)  # fmt: skip
    session = look.d.unit.session
    session.add(shared)
    session.flush()
    found = look.found("V29")
    assert (found.severity, found.field) == ("warn", "paper:9-KNĐ")
    shared.date = "2024-12-20"
    session.flush()
    assert look.severity("V29") is None, "the number of another year"


def test_v26_names_the_two_steps(look):
    look.on("committee", "2025-11-14")
    told = look.found("V26").message
    assert "Đảng ủy cơ sở ra nghị quyết” ngày 14/11/2025" in told
    assert "Chi bộ ra nghị quyết” ngày 15/11/2025" in told


@pytest.mark.parametrize(
    ("held", "declared", "told"),
    [
        ("2026-01-20", "2026-03-10", "passed"),  # thirty working days over Tết, counted by hand
        ("2026-01-20", "2026-03-11", "remind"),
        ("2022-01-18", "2023-01-01", "remind"),  # one source
        ("2022-01-17", "2023-01-01", "remind"),  # no source: said so
    ],
)
def test_v30_in_the_windows(look, held, declared, told):
    look.on("ceremony", held)
    look.paper("1-HSĐV", declared)
    found = look.found("V30")
    assert found.severity == told
    assert ("Chưa có nguồn" in found.message) is (held == "2022-01-17")


def test_v30_the_member_file_in_time(look):
    rule = look.d.rules(datetime.date(2026, 1, 10))["admission.member_file.deadline"]
    due = load_calendar().add_period(datetime.date(2026, 1, 10), rule.number, rule.unit)
    look.paper("1-HSĐV", due.isoformat())
    assert look.severity("V30") == "passed"
    look.paper("1-HSĐV", after(due))
    assert look.severity("V30") == "remind"


DECIDED = "2025-12-20"


def test_v46_no_ceremony_at_the_old_unit(look):

    held = look.act("ceremony")
    look.d.acts.append(
        Act(id="m", case=held.case, step="move", attempt=1, date="2026-01-05", outcome="stays", facts={},
            owner=held.owner, reopened=[], rules=[], remarks=[], from_paper={}, accepted=[])
    )  # fmt: skip
    assert look.severity("V46") is None
    look.put("ceremony", at_old_unit=True)
    assert look.severity("V46") == "block"
    look.on("ceremony", W6)
    assert look.severity("V46") in (None, "remind", "warn")


@pytest.mark.parametrize(
    ("moved", "outcome", "facts", "severity"),
    [
        (DECIDED, "arrived", {"stage": "decided"}, "passed"),
        (DECIDED, "stays", {"stage": "decided"}, "block"),  # held here, by the old unit
        (DECIDED, "stays", {"stage": "helped"}, None),
        ("2026-01-11", "stays", {"stage": "decided"}, None),  # moved after the ceremony
        ("2025-10-30", "arrived", {"stage": "decided"}, "block"),  # the decision came too late
        ("2025-10-30", "arrived", {"stage": "decided", "same_deciding": True}, "passed"),
        ("2025-10-30", "arrived", {"stage": "sent"}, "passed"),  # the new committee decided
        ("2025-10-30", "decision_cancelled", {"stage": "decided"}, None),
    ],
)
def test_v46_follows_the_move(look, moved, outcome, facts, severity):
    look.add("move", moved, outcome, transfer_day=moved, **facts)
    assert look.severity("V46") == severity


def test_v46_the_last_working_day_and_before_the_ceremony(look):
    moved = datetime.date(2025, 11, 3)
    due = working(moved.isoformat(), 30)
    look.paper("9-KNĐ", due.isoformat())
    look.add("move", "2025-11-03", "arrived", transfer_day="2025-11-03", stage="decided")
    assert look.severity("V46") == "passed"
    look.paper("9-KNĐ", after(due))
    assert look.severity("V46") == "block"
    look.d.acts = [a for a in look.d.acts if a.step not in ("ceremony", "member_file")]
    assert look.severity("V46") == "warn", "nobody held it yet"
    look.act("move").facts = {"transfer_day": W6, "stage": "decided"}
    look.paper("9-KNĐ", "2026-08-10")
    assert look.severity("V46") == "remind", "no source says how long in that window"


def test_nothing_is_wrong_with_the_dossier(look):
    assert problems(look.d, engine.stand(look.d)) == []


def test_an_exception_paper_lifts_its_check_alone(look):
    look.paper("CN-NTVĐ", None)
    look.put("permission", education="literate")
    look.d.exceptions = [ExceptionPaper(check="V04", number="7", issuer="Tỉnh ủy", date="2025-11-01")]
    assert (look.severity("V04"), look.severity("V03")) == ("passed", "block")


def test_no_check_blocks_where_its_rules_are_not_confirmed(look):
    """Everything wrong at once, in every window: a block rests on a confirmed rule of that day."""
    look.d.person.birth = "1950"
    look.put(
        "permission", education="literate", readmission=True, exit_day="2024-06-01", exit_reason="resigned"
    )
    look.put("cv", name_written="Khác", stamped=None, erasure=True)
    look.put("introduction", doan_member=False)
    look.row("introduction", "introducers", 0, person=look.people["probationary"], together_since="2026-01")
    look.put("opinions", asked=[])
    look.paper("CN-NTVĐ", "2015-01-01")
    look.row("verification", "asked", 0, replied=None, verifier_relation="self")
    look.d.votes[0].for_ = 3
    days = [a.step for a in look.d.acts]
    for day in ("2018-03-01", "2022-03-01", "2025-02-01", "2025-11-15", W5, W6):
        for step in days:
            look.on(step, day)
        look.d.day = datetime.date.fromisoformat(day)
        for problem in problems(look.d, engine.stand(look.d)):
            if problem.severity == "block":
                assert problem.confidence == "confirmed" or problem.id in ("V05", "V09", "V26")


def test_nothing_is_said_of_an_introducer_or_helper_who_left_the_book(look):
    from app.models import Person

    for person in (look.people["full"][0], look.people["full"][1]):
        look.d.unit.session.get(Person, person).gone = True
        for row in look.d.unit.session.query(Happening).filter_by(person=person):
            look.d.unit.session.delete(row)
    look.d.unit.session.flush()
    assert (look.severity("V16"), look.severity("V31")) == ("passed", "passed")


@pytest.mark.parametrize("day", ["2018-03-01", "2022-03-01", "2025-02-01", W5])
def test_what_no_source_says_is_shown_with_that_note_and_demands_nothing(look, day):
    look.put("ceremony", helper=None)
    look.on("ceremony", day)
    rule = look.d.rules(datetime.date.fromisoformat(day))["admission.ceremony.helper"]
    found = look.found("V31")
    assert not rule.known
    assert (found.severity, found.note) == ("remind", rule.confidence_text())


def test_every_check_has_a_definition_and_is_asked_for_by_a_step(look):
    from app.procedures.definitions import procedures

    asked = {name for known in procedures().values() for step in known.steps for name in step.checks}
    assert {name for name in CHECKS if name[0] == "V"} <= asked
    assert set(CHECKS) == set(definitions())


def test_nothing_blocks_a_case_taken_over_from_paper(look):
    look.d.case.taken_over = True
    look.paper("CN-NTVĐ", None)
    assert look.severity("V04") == "warn"
    assert {p.severity for p in problems(look.d, engine.stand(look.d))} <= {"warn", "remind"}
    assert len(results(look.d, engine.stand(look.d))) > 20
    look.d.case.taken_over = False
