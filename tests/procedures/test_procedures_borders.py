"""Deadlines on the days that go wrong: 29 February, ends of months, Tết, the last working day of the year."""

import datetime

import pytest

from app.models import Duty
from app.procedures import duties, engine
from app.procedures.cases import OpenCase, PutPaper, RecordStep
from app.regulations.calendar import load_calendar
from app.regulations.deadlines import deadline
from app.regulations.rulebook import load_central

ONE = datetime.timedelta(days=1)
DECISION, CEREMONY = "admission.decision.deadline", "admission.ceremony.deadline"
FILE, REPLY = "admission.member_file.deadline", "admission.verification.reply"
CERTIFICATE, DOSSIER = "admission.awareness_certificate.validity", "admission.dossier.validity"
CELL, RECOGNISED = "recognition.cell.deadline", "recognition.decision.deadline"


def iso(text):
    return datetime.date.fromisoformat(text)


COUNTED = [
    # the last working day of the year; Saturday 10/01/2026 is worked for 02/01
    (REPLY, "2025-12-31", "2026-02-12"),
    (CEREMONY, "2025-12-31", "2026-02-12"),
    (FILE, "2025-12-30", "2026-02-11"),
    (DECISION, "2025-12-31", "2026-03-12"),
    (CELL, "2025-12-31", "2026-02-12"),
    (RECOGNISED, "2025-12-31", "2026-02-12"),
    (FILE, "2022-12-31", "2023-02-20"),
    (CEREMONY, "2026-12-31", "2027-02-19"),
    # the Friday, and the Saturday, before Tết 2026: 16/02 to 20/02 are off
    (DECISION, "2026-02-13", "2026-04-24"),
    (CEREMONY, "2026-02-13", "2026-04-03"),
    (FILE, "2026-02-14", "2026-04-03"),
    (REPLY, "2026-02-13", "2026-04-03"),
    (REPLY, "2026-01-05", "2026-02-13"),
    # Tết 2027: 04/02 to 10/02
    (CEREMONY, "2027-01-29", "2027-03-19"),
    (FILE, "2027-02-03", "2027-03-24"),
    (CELL, "2027-01-29", "2027-03-19"),
    # ends of months, on a working day and not
    (DECISION, "2025-07-31", "2025-10-06"),
    (DECISION, "2026-02-28", "2026-05-06"),
    (CEREMONY, "2026-01-31", "2026-03-20"),
    (REPLY, "2025-08-31", "2025-10-14"),
    (FILE, "2025-10-31", "2025-12-12"),
    (RECOGNISED, "2025-10-31", "2025-12-12"),
    (CELL, "2021-02-28", "2021-04-09"),
    # 29 February
    (CELL, "2024-02-29", "2024-04-11"),
    (FILE, "2024-02-29", "2024-04-11"),
    (CERTIFICATE, "2024-02-29", "2029-02-28"),
    (CERTIFICATE, "2023-02-28", "2028-02-28"),
    (DOSSIER, "2025-02-28", "2026-02-28"),
    (DOSSIER, "2025-03-31", "2026-03-31"),
]


@pytest.mark.parametrize(("key", "base", "last"), COUNTED)
def test_the_last_day_of_a_period(key, base, last):
    day = iso(base)
    known = iso("2025-07-01") if key in (CERTIFICATE, DOSSIER) else day
    rule = load_central().on(known)[key]
    made = deadline(rule, day, load_calendar())
    assert made is not None, "known in that window"
    assert made.due == iso(last)
    shown = "/".join(reversed(last.split("-")))
    assert shown in made.why and rule.source_text() in made.why
    assert made.decided == (max(day.year, made.due.year) <= 2026 or rule.unit != "working_days")


# The checks beside them: in order on the last day, not on the day after


def drop(look, *steps, forms=()):
    look.d.acts = [a for a in look.d.acts if a.step not in steps]
    look.d.papers = [p for p in look.d.papers if p.form not in forms]


def sent_to_be_verified(look, base):
    look.row("verification", "asked", 0, sent=base, replied=None)


def considered_by_the_cell(look, base):
    committee = look.act("committee")
    look.met(base)
    committee.date = base
    look.d.acts.append(committee)


def received(look, base):
    drop(look, "ceremony", "member_file", forms=("1-HSĐV",))
    look.paper(
        "9-KNĐ",
        min(base, "2026-04-07"),
    )
    look.on("receipt", base)


def decided(look, base):
    drop(look, "ceremony", "member_file", forms=("1-HSĐV",))
    look.paper("9-KNĐ", base)


def held(look, base):
    drop(look, "member_file", forms=("1-HSĐV",))
    look.on("ceremony", base)


@pytest.mark.parametrize(
    ("check", "put", "base", "last", "late"),
    [
        ("V15", sent_to_be_verified, "2025-12-31", "2026-02-12", "remind"),
        ("V15", sent_to_be_verified, "2026-02-13", "2026-04-03", "remind"),
        ("V15", sent_to_be_verified, "2025-08-31", "2025-10-14", "remind"),
        ("V27", considered_by_the_cell, "2025-12-31", "2026-03-12", "remind"),
        ("V27", considered_by_the_cell, "2026-02-13", "2026-04-24", "remind"),
        ("V27", considered_by_the_cell, "2026-02-28", "2026-05-06", "remind"),
        ("V28", received, "2025-12-31", "2026-02-12", "warn"),
        ("V28", received, "2026-02-13", "2026-04-03", "warn"),
        ("V28", received, "2026-01-31", "2026-03-20", "warn"),
        ("V28", decided, "2026-12-31", "2027-02-19", "warn"),
        ("V28", decided, "2027-01-29", "2027-03-19", "warn"),
        ("V30", held, "2025-12-30", "2026-02-11", "remind"),
        ("V30", held, "2026-02-14", "2026-04-03", "remind"),
        ("V30", held, "2027-02-03", "2027-03-24", "remind"),
        ("V30", held, "2024-02-29", "2024-04-11", "remind"),
    ],
)
def test_in_order_on_the_last_day_and_late_on_the_next(look, check, put, base, last, late):
    put(look, base)
    look.d.day = iso(last)
    assert look.severity(check) in (None, "passed")
    look.d.day = iso(last) + ONE
    found = look.found(check)
    assert (found.severity, found.due) == (late, iso(last))


# Recognition: the end of probation, then the cell's meeting, then the decision


@pytest.mark.parametrize(
    ("ceremony", "ends", "last"),
    [
        ("2020-02-29", "2021-02-28", "2021-04-09"),
        ("2023-02-28", "2024-02-28", "2024-04-10"),
        ("2023-03-01", "2024-03-01", "2024-04-12"),
        ("2024-12-31", "2025-12-31", "2026-02-12"),
        ("2025-01-31", "2026-01-31", "2026-03-20"),
        ("2025-02-13", "2026-02-13", "2026-04-03"),
        ("2026-01-29", "2027-01-29", "2027-03-19"),
    ],
)
def test_from_the_ceremony_to_the_last_day_for_the_cell(cell, ceremony, ends, last):
    cell.today = iso("2027-12-31")
    person = cell.person("probationary", name="Lê Thị Mới", admission_date=ceremony)
    case = cell.do(OpenCase("recognition", person, ceremony)).id
    for step in ("class", "self_review", "helper_comment", "opinions"):
        cell.do(RecordStep(case, step, ends))
    for form in ("10-KNĐ", "11-KNĐ"):
        cell.do(PutPaper(case, form, ends))
    found = cell.look(case, last)[1]
    assert found["V34"].severity == "passed" and found["V34"].due == iso(last)
    assert found["V33"].severity == "passed", "written on the last day of probation"
    late = cell.look(case, (iso(last) + ONE).isoformat())[1]["V34"]
    assert (late.severity, late.due) == ("remind", iso(last))
    with cell.workspace.reading() as session:
        rows = session.query(Duty).filter_by(case=case, step="cell_resolution").all()
    assert {(d.base_date, d.due) for d in rows if d.due} == {(ends, last)}


def test_nothing_is_counted_in_a_window_whose_deadline_nobody_knows(cell):
    cell.today = iso("2025-06-30")
    person = cell.person("probationary", name="Lê Thị Mới", admission_date="2024-02-29")
    case = cell.do(OpenCase("recognition", person, "2024-03-05")).id
    with cell.workspace.unit() as unit:
        dossier = engine.load_case(unit, case, iso("2025-06-30"))
        assert dossier.day_of("probation.end") == iso("2025-02-28"), "the year has no 29 February"
        state = engine.stand(dossier).step("cell_resolution")
        assert duties.of_step(dossier, state) == [], "no last day is borrowed from the window before"
        unit.session.expunge_all()
