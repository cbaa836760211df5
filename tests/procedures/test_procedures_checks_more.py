"""Checks of an admission against the book, the packs of a place, moves, and membership before."""

import datetime

import pytest

from app.models import Act, Event, Happening, Paper
from app.procedures import engine
from app.procedures.checks import CHECKS, definitions, problems, results
from app.procedures.definitions import procedure_for
from app.regulations.rulebook import load_overlay
from tests.procedures.conftest import after, working

W5, W6 = "2026-06-01", "2026-08-03"


def place(look, name="ha-noi"):
    """Switch on the pack of a place."""
    overlay = load_overlay(name)
    look.d.unit._rulebook = look.d.rulebook.with_packs([overlay])
    look.d.procedure = procedure_for(look.d.rulebook, "admission", overlay.additions[0].start)


def act(look, step, day, outcome=None, **facts):
    """One more act of this office."""
    owner = look.act("cell_resolution").owner
    made = Act(id=f"{step}{day}", case=look.d.case.id, step=step, attempt=1, date=day, outcome=outcome,
               facts=facts, owner=owner, reopened=[], rules=[], remarks=[], from_paper={},
               accepted=[])  # fmt: skip
    look.d.acts.append(made)
    return made


@pytest.mark.parametrize(
    ("consent", "severity"),
    [("2025-12-19", "passed"), ("2025-12", "warn"), ("2025", "warn"), ("2026", "block")],
)
def test_v02_a_consent_of_which_only_the_month_is_known(look, consent, severity):
    look.d.person.birth = "1964-11-15"
    look.put("permission", over_60_consent_date=consent)
    assert look.severity("V02") == severity


def test_v03_the_consent_on_education_comes_before_the_decision(look):
    look.put("permission", education="literate", education_basis="respected_person")
    look.put("permission", education_consent_date="2025-12-19")
    assert look.severity("V03") == "passed"
    look.put("permission", education_consent_date="2025-12-20")
    assert look.severity("V03") == "block"


def test_v07_blocks_where_the_guideline_of_the_place_asks_it(look):
    look.put("application", sympathiser_since="2025-01-10")
    look.put("permission", sympathiser_since="2025-01")
    assert look.severity("V07") == "passed", "a month may hold the day"
    look.put("permission", sympathiser_since="2025-02")
    assert look.severity("V07") == "warn"


@pytest.mark.parametrize(
    ("step", "facts", "severity"),
    [
        ("decision", {"name_written": "Đoàn Thị Mỹ Hạnh"}, "passed"),
        ("decision", {"name_written": "Đoàn Thị Hạnh"}, "block"),
        ("decision", {"birth_written": "2001-08"}, "passed"),  # less precise, not another day
        ("decision", {"birth_written": "2001-09"}, "block"),
        ("application", {"home_written": "xã Đồng Mận, tỉnh Ninh Bình"}, "passed"),
        (
            "application",
            {"home_written": "Xã Đồng Mận, tỉnh Nam Định"},
            "passed",
        ),  # the old name of the same place
        ("application", {"home_written": "xã Đồng Mít, tỉnh Ninh Bình"}, "block"),
    ],
)
def test_v09_every_paper_says_the_same_of_the_person(look, step, facts, severity):
    look.put("cv", home="xã Đồng Mận, tỉnh Ninh Bình (xã Đồng Mận, tỉnh Nam Định)")
    look.put(step, **facts)
    assert look.severity("V09") == severity


def test_v10_asks_nothing_of_somebody_born_after_the_places_were_renamed(look):
    look.on("cv", "2025-07-18")
    look.put("cv", birth_place="xã Đồng Mận, tỉnh Ninh Bình")
    assert look.severity("V10") == "remind"
    look.d.person.birth = "2025-07-01"
    assert look.severity("V10") is None


def test_v11_stamped_before_anybody_is_asked(look):
    look.put("cv", stamp_date="2025-08-01")
    assert look.severity("V11") == "passed", "the day the letters went out"
    look.put("cv", stamp_date="2025-08-02")
    assert look.severity("V11") == "warn"


def test_v12_the_place_wants_the_certificate_before_the_vote(look):
    look.on("cv_certificate", "2025-11-21")
    look.put("cv_certificate", certificate_date="2025-11-22")
    assert look.severity("V12") == "passed"
    place(look)
    assert look.severity("V12") == "warn"
    look.on("cell_resolution", "2025-11-22")
    assert look.severity("V12") == "passed"


def test_v13_the_verifier_has_the_name_of_the_applicant_or_a_relative(look):
    look.row("verification", "asked", 0, verifier="đoàn thị mỹ hạnh")
    assert look.severity("V13") == "block"
    look.row("verification", "asked", 0, verifier="Đoàn Văn Cha")
    assert look.severity("V13") == "passed"
    look.row("verification", "asked", 1, name="Đoàn Văn Cha")
    assert look.severity("V13") == "warn", "people say whether it is the same man"
    look.row("verification", "asked", 0, verifier_relation="none")
    assert look.severity("V13") == "passed"


def test_v14_father_and_mother_are_on_the_list(look):
    assert look.severity("V14") == "passed"
    look.put("verification", asked=look.d.rows("verification", "asked")[:2])
    found = look.found("V14")
    assert (found.severity, "mẹ đẻ" in found.message) == ("remind", True)
    look.row("verification", "asked", 1, relation="foster_parent")
    assert look.severity("V14") == "passed"


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


@pytest.mark.parametrize(
    ("signed", "replacement", "ended", "severity"),
    [
        ("2025-10-20", None, None, "passed"),  # twelve months on the day of the letter
        ("2025-10-19", None, None, "block"),
        ("2025-10-19", True, "2025-09-30", "passed"),  # stands in for somebody who moved
        ("2025-10-19", True, None, "warn"),
    ],
)
def test_v17_counts_to_the_day_of_the_letter(look, signed, replacement, ended, severity):
    look.row(
        "introduction", "introducers", 0, together_since="2024-10-20", signed=signed, replacement=replacement
    )
    if ended:
        look.row("introduction", "introducers", 1, name="Người trước", together_since="2010", ended=ended)
    assert look.severity("V17") == severity


@pytest.mark.parametrize(
    ("birth", "stated", "cadre", "severity"),
    [
        ("1995-12-01", True, None, "passed"),  # thirty in that month: nobody says how it counts
        ("1995-12-01", False, None, "passed"),
        ("1994-11-30", True, None, "warn"),  # thirty-one
        ("1994-11-30", True, True, "passed"),  # a cadre of the union, until thirty-five
        ("1989-11-30", True, True, "warn"),
        ("1997-01-01", False, None, "warn"),
        ("1997-01-01", True, None, "passed"),
        ("1997-01-01", None, None, "warn"),
    ],
)
def test_v18_the_youth_age_follows_the_day_of_birth_where_the_place_gives_it(
    look, birth, stated, cadre, severity
):
    place(look)
    look.d.person.birth = birth
    look.on("introduction", "2025-12-15")
    first = look.d.rows("introduction", "introducers")[0]
    other = {"person": look.people["full"][2], "name": "Người khác", "together_since": "2010"}
    look.put("introduction", introducers=[first, other], youth_age=stated, doan_cadre=cadre)
    assert look.severity("V18") == severity
    look.d.unit._rulebook = None


def test_v18_without_such_a_rule_people_say_it_alone(look):
    look.d.person.birth = "1970"
    assert look.severity("V18") == "passed"


@pytest.mark.parametrize(
    ("what", "value", "day", "severity"),
    [
        ("left", "transferred", "2025-11-01", "warn"),
        ("left", "transferred", "2025-11-16", None),  # after the vote
        ("left", "transferred", "2025-10-09", None),  # before: V16
        ("state", "suspended", "2025-11-01", "warn"),
        ("state", "exempt", "2025-11-01", None),
    ],
)
def test_v19_an_introducer_the_book_says_has_gone(look, what, value, day, severity):
    introducer = look.d.rows("introduction", "introducers")[0]["person"]
    look.d.unit.session.add(
        Happening(person=introducer, owner="x", what=what, value=value, date=day, source="event:x")
    )
    look.d.unit.session.flush()
    assert look.severity("V19") == severity


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


def test_v26_the_summary_of_opinions_stands_before_the_vote(look):
    look.paper("5-KNĐ", "2025-11-15")
    assert look.severity("V26") == "passed"
    look.paper("5-KNĐ", "2025-11-16")
    assert look.severity("V26") == "block"


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


def test_v31_the_helper_is_a_full_member_on_that_day(look):
    look.put("ceremony", helper=look.people["probationary"])
    assert look.severity("V31") == "warn"


def again(look, value="deleted", **facts):
    """The applicant was a member before, and the book knows it."""
    look.d.memo[f"events:{look.d.person.id}"] = [
        Event(person=look.d.person.id, what="admitted", date="2005-01-01"),
        Event(person=look.d.person.id, what="party_age_from", date="2004-12-20"),
        Event(person=look.d.person.id, what="left", value=value, date="2015-03-01"),
    ]
    given = {"readmission": True, "exit_reason": "deleted", "exit_day": "2015-03-01"}
    look.put("permission", **{**given, "readmission_consent_date": "2025-05-05", **facts})


def test_v36_admitted_again_counts_from_the_first_decision(look):
    again(look)
    look.on("ceremony", "2026-01-10")
    assert look.severity("V36") == "passed"
    look.event("party_age_from", "2025-12-20")
    found = look.found("V36")
    assert "lần đầu" in found.message
    assert found.severity in ("block", "warn")


@pytest.mark.parametrize(
    ("value", "facts", "severity"),
    [
        ("deleted", {}, "passed"),
        ("deleted", {"exit_day": None}, "passed"),  # the book knows the day
        ("deleted", {"exit_day": "2015-03"}, "passed"),
        ("deleted", {"exit_day": "2015-04-01"}, "warn"),
        ("expelled", {}, "warn"),  # another reason than the book has
        ("expelled", {"exit_reason": "expelled"}, "passed"),
        ("resigned", {"exit_reason": "resigned_hardship"}, "passed"),
        ("deleted", {"readmission": None}, "block"),
        ("transferred", {"readmission": None}, None),  # gone to another cell is not out of the Party
        ("deleted", {"readmission_consent_date": "2025-12-21"}, "block"),  # after the decision
        ("deleted", {"exit_reason": "minor_crime", "conviction_spent": None}, "block"),
        ("expelled", {"exit_reason": "minor_crime", "conviction_spent": "2020-11"}, "warn"),
    ],
)
def test_v42_what_is_stated_against_the_book(look, value, facts, severity):
    again(look, value=value, **facts)
    assert look.severity("V42") == severity


def test_v44_a_number_alone_and_several_in_one_paper(look):
    look.paper("6-KNĐ", "2025-11-15", cites="294-QĐ/TW; 06-HD/TW@2025-06-09")
    assert look.severity("V44") == "passed"
    look.paper("6-KNĐ", "2025-11-15", cites="294-QĐ/TW; 232-QĐ/TW")
    assert look.severity("V44") == "warn"
    look.paper("6-KNĐ", "2026-09-01", cites="294-QĐ/TW")
    assert "chưa xác định" in look.found("V44").message, "the day of effect of what replaced it is not known"
    look.paper("6-KNĐ", "2025-11-15", cites="một văn bản khác")
    assert look.severity("V44") is None


DECIDED = "2025-12-20"


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
    act(look, "move", moved, outcome, transfer_day=moved, **facts)
    assert look.severity("V46") == severity


def test_v46_the_last_working_day_and_before_the_ceremony(look):
    moved = datetime.date(2025, 11, 3)
    due = working(moved.isoformat(), 30)
    look.paper("9-KNĐ", due.isoformat())
    act(look, "move", "2025-11-03", "arrived", transfer_day="2025-11-03", stage="decided")
    assert look.severity("V46") == "passed"
    look.paper("9-KNĐ", after(due))
    assert look.severity("V46") == "block"
    look.d.acts = [a for a in look.d.acts if a.step not in ("ceremony", "member_file")]
    assert look.severity("V46") == "warn", "nobody held it yet"
    look.act("move").facts = {"transfer_day": W6, "stage": "decided"}
    look.paper("9-KNĐ", "2026-08-10")
    assert look.severity("V46") == "remind", "no source says how long in that window"


@pytest.mark.parametrize(
    ("order", "born", "meeting", "severity"),
    [
        ("third", "2023-11-15", "2025-11-15", "passed"),
        ("third", "2023-11-16", "2025-11-15", "warn"),
        ("fourth", "2022-11-15", "2025-11-15", "passed"),
        ("fourth", "2022-11-16", "2025-11-15", "warn"),
        ("third", "2023-11", "2025-11-15", "warn"),
        ("third", None, "2025-11-15", "warn"),
        ("third", "2024-02-29", "2026-02-28", "passed"),
        ("third", "2017-01-01", "2018-03-01", "remind"),  # the rule of that time was not read
        (None, None, "2025-11-15", None),
    ],
)
def test_v47_a_third_or_fourth_child_only_warns(look, order, born, meeting, severity):
    look.met(meeting)
    look.put("permission", child_order=order, child_birth=born)
    assert look.severity("V47") == severity


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
