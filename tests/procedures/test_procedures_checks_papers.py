"""Checks of the papers: application, CV, verification, opinions, age of the dossier, documents cited."""

import datetime

import pytest

from tests.procedures.conftest import W5, W6, after, working


@pytest.mark.parametrize(
    ("application", "cv", "severity"),
    [
        ("2025-07-18", "2025-07-18", "passed"),
        ("2025-07-19", "2025-07-18", "warn"),
        ("2025-07", "2025-07-18", "passed"),  # a month may hold the day before
        ("2025-08", "2025-07-18", "warn"),
        ("2024-01-02", "2024-01-01", "remind"),  # no guide of that time has been read
        (None, "2025-07-18", None),
    ],
)
def test_v06_application_not_after_the_cv(look, application, cv, severity):
    look.paper("1-KNĐ", application)
    look.paper("2-KNĐ", cv)
    assert look.severity("V06") == severity


@pytest.mark.parametrize(
    ("rows", "severity"),
    [
        ([("2010-09", "2014-06"), ("2014-07", None)], "passed"),
        ([("2010-09", "2014-06"), ("2014-06", None)], "passed"),
        ([("2010-09", "2014-06"), ("2014-08", None)], "warn"),
        ([("2010-09", "2014-06"), ("2014-05", None)], "warn"),
        ([("2005", "2010"), ("2011", None)], "passed"),  # years alone show no gap
        ([("2005", "2009"), ("2011", None)], "warn"),
        ([("2010-09", None), ("2014-08", None)], "warn"),
        ([("2010-09", None)], None),
    ],
)
def test_v08_work_without_gap_or_overlap(look, rows, severity):
    look.on("cv", "2025-10-01")
    look.put("cv", work=[{"from": a, "to": b, "what": "x"} for a, b in rows])
    assert look.severity("V08") == severity


def test_v11_no_erasure_and_stamped(look):
    look.put("cv", stamped=None)
    assert look.severity("V11") == "warn"
    look.put("cv", stamped=True, erasure=True)
    look.on("cv", "2025-09-29")
    assert look.severity("V11") == "warn"
    look.put("cv", erasure=False)
    assert look.severity("V11") == "passed"


def test_v11_stamped_before_anybody_is_asked(look):
    look.put("cv", stamp_date="2025-08-01")
    assert look.severity("V11") == "passed", "the day the letters went out"
    look.put("cv", stamp_date="2025-08-02")
    assert look.severity("V11") == "warn"


@pytest.mark.parametrize(
    ("comment", "certificate", "day", "severity"),
    [
        ("2025-09-01", "2025-09-01", "2025-11-08", "passed"),
        ("2025-08-31", None, "2025-11-08", "block"),
        ("2025-09-01", "2025-08-31", "2025-11-08", "block"),
        (None, None, "2025-08-31", "block"),  # the day of the step where nothing else is written
        ("2025-08-31", None, "2026-06-01", "warn"),
    ],
)
def test_v12_comment_and_certificate_after_the_replies(look, comment, certificate, day, severity):
    look.put("cv_certificate", comment_date=comment, certificate_date=certificate)
    look.on("cv_certificate", day)
    expected = severity
    if day == "2026-06-01":
        rule = look.d.rules(datetime.date(2026, 6, 1))["admission.cv.certificate"]
        expected = {"confirmed": "block", "reported": "warn", "assumed": "remind"}[rule.confidence]
        expected = expected if rule.known else None
    assert look.severity("V12") == expected


def test_v12_the_place_wants_the_certificate_before_the_vote(look):
    look.on("cv_certificate", "2025-11-21")
    look.put("cv_certificate", certificate_date="2025-11-22")
    assert look.severity("V12") == "passed"
    look.place()
    assert look.severity("V12") == "warn"
    look.on("cell_resolution", "2025-11-22")
    assert look.severity("V12") == "passed"


def test_v13_nobody_of_the_family_verifies(look):
    assert look.severity("V13") == "passed"
    for relation in ("self", "relative"):
        look.row("verification", "asked", 0, verifier_relation=relation)
        assert look.severity("V13") == "block"
    look.row("verification", "asked", 0, verifier_relation="none")
    assert look.severity("V13") == "passed"
    look.row("verification", "asked", 0, verifier_relation="relative")
    look.on("verification", "2024-05-01")
    assert look.severity("V13") == "remind", "no guide of that time has been read"


def test_v13_the_verifier_has_the_name_of_the_applicant_or_a_relative(look):
    look.row("verification", "asked", 0, verifier="đoàn thị mỹ hạnh")
    assert look.severity("V13") == "block"
    look.row("verification", "asked", 0, verifier="Đoàn Văn Cha")
    assert look.severity("V13") == "passed"
    look.row("verification", "asked", 1, name="Đoàn Văn Cha")
    assert look.severity("V13") == "warn", "people say whether it is the same man"
    look.row("verification", "asked", 0, verifier_relation="none")
    assert look.severity("V13") == "passed"


def test_v14_everybody_has_a_result_or_a_basis(look):
    look.row("verification", "asked", 1, relation="father", name="Cha", exempt="one_commune")
    look.row("verification", "asked", 2, relation="mother", name="Mẹ", replied=None)
    look.on("verification", "2025-09-28")
    found = look.found("V14")
    assert (found.severity, found.field) == ("block", "verification.asked.3.replied")
    look.row("verification", "asked", 2, replied="2025-09-01")
    assert look.severity("V14") == "passed"
    look.on("verification", "2025-09-29")
    assert look.severity("V14") == "remind", "from here on two documents say different things"
    look.put("verification", asked=[])
    assert look.severity("V14") == "warn"


def test_v14_father_and_mother_are_on_the_list(look):
    assert look.severity("V14") == "passed"
    look.put("verification", asked=look.d.rows("verification", "asked")[:2])
    found = look.found("V14")
    assert (found.severity, "mẹ đẻ" in found.message) == ("remind", True)
    look.row("verification", "asked", 1, relation="foster_parent")
    assert look.severity("V14") == "passed"


def test_v15_replies_by_the_last_working_day(look):
    due = working("2025-08-01", 30)
    for replied, abroad, severity in (
        (due.isoformat(), None, None),
        (after(due), None, "remind"),
        (after(due), True, None),
        (after(working("2025-08-01", 90)), True, "remind"),
    ):
        look.row("verification", "asked", 0, sent="2025-08-01", replied=replied, abroad=abroad)
        assert look.severity("V15") == severity


def test_v15_says_by_how_many_days_and_what_still_waits_first(look):
    due = working("2025-08-01", 30)
    look.row("verification", "asked", 0, sent="2025-08-01", replied=after(due, 9))
    assert "9 ngày" in look.found("V15").message
    look.row("verification", "asked", 1, name="Cha", sent="2025-08-01", replied=None)
    look.d.day = due + datetime.timedelta(days=4)
    found = look.found("V15")
    assert found.message.startswith("Cha") and "4 ngày" in found.message
    assert found.due == due
    look.row("verification", "asked", 1, sent=W5)
    look.row("verification", "asked", 0, replied=due.isoformat())
    look.d.day = datetime.date(2026, 10, 1)
    found = look.found("V15")
    assert (found.severity, "chưa có nguồn" in found.message) == ("remind", True)


def test_v20_opinions_of_unions_and_residence(look):
    assert look.severity("V20") == "passed"
    rows = look.d.rows("opinions", "asked")
    for left in (rows[:1], rows[1:]):
        look.put("opinions", asked=left)
        assert look.severity("V20") == "block"
    look.put("opinions", exception="theo quy định của Ban Bí thư")
    assert look.severity("V20") == "passed"
    look.put("opinions", exception=None, asked=rows)
    look.paper("5-KNĐ", None)
    assert look.severity("V20") == "block"
    look.met(W6)
    assert look.severity("V20") == "remind"


def test_v21_numbers_of_opinions_add_up(look):
    look.row("opinions", "asked", 0, **{"total": 9, "for": 6, "against": 3, "percent": 67})
    assert look.severity("V21") == "passed"
    look.row("opinions", "asked", 0, percent=70)
    assert look.severity("V21") == "warn"
    look.row("opinions", "asked", 0, percent=None, against=2)
    assert look.severity("V21") == "warn"


@pytest.mark.parametrize(
    ("made", "meeting", "redone", "severity"),
    [
        ("2024-11-15", "2025-11-15", None, "passed"),
        ("2024-11-14", "2025-11-15", None, "block"),
        ("2024-11-14", "2025-11-15", True, "passed"),
        ("2024-02-29", "2025-02-28", None, None),
        ("2025-02-28", "2026-02-28", None, "passed"),
        ("2025-02-28", "2026-03-01", None, "block"),
        ("2025-01-01", "2026-05-01", None, "block"),  # the guide of W4 held until 18/5/2026
    ],
)
def test_v22_a_dossier_of_more_than_twelve_months(look, made, meeting, redone, severity):
    look.met(meeting)
    look.put("cv_certificate", dossier_day=made)
    look.put("cell_resolution", redone=redone)
    assert look.severity("V22") == severity


def test_v22_papers_said_to_be_redone_are_newer_than_the_dossier(look):
    look.on("cv_certificate", "2024-11-01")
    look.put("cv_certificate", dossier_day="2024-11-14")
    assert look.severity("V22") == "block", "a day more than twelve months"
    look.put("cell_resolution", redone=True)
    assert look.severity("V22") == "passed"
    look.paper("3-KNĐ", "2024-11-14")
    found = look.found("V22")
    assert (found.severity, found.field) == ("warn", "paper:3-KNĐ")
    look.put("cv_certificate", dossier_day="2024-11-15")
    assert look.severity("V22") == "passed"
    look.put("cell_resolution", redone=None)
    look.met(W6)
    assert look.severity("V22") == "remind"


def test_v44_papers_cite_what_is_in_force(look):
    assert look.severity("V44") is None
    look.paper("6-KNĐ", "2025-11-15", cites="24-QĐ/TW@2021-07-30")
    assert look.severity("V44") == "warn"
    look.paper("6-KNĐ", "2025-01-19", cites="24-QĐ/TW@2021-07-30")
    assert look.severity("V44") == "passed", "its last day"
    look.paper("6-KNĐ", "2025-01-20", cites="24-QĐ/TW@2021-07-30")
    assert look.severity("V44") == "warn"


def test_v44_a_number_alone_and_several_in_one_paper(look):
    look.paper("6-KNĐ", "2025-11-15", cites="294-QĐ/TW; 06-HD/TW@2025-06-09")
    assert look.severity("V44") == "passed"
    look.paper("6-KNĐ", "2025-11-15", cites="294-QĐ/TW; 232-QĐ/TW")
    assert look.severity("V44") == "warn"
    look.paper("6-KNĐ", "2026-09-01", cites="294-QĐ/TW")
    assert "chưa xác định" in look.found("V44").message, "the day of effect of what replaced it is not known"
    look.paper("6-KNĐ", "2025-11-15", cites="một văn bản khác")
    assert look.severity("V44") is None
