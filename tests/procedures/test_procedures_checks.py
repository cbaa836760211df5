"""Every check of an admission: broken, kept on the border day, and what it is where no rule is confirmed."""

import datetime

import pytest

from app.models import ExceptionPaper, Happening, Paper
from app.procedures import engine
from app.procedures.checks import problems
from app.procedures.definitions import procedure_for
from app.regulations.calendar import load_calendar
from tests.procedures.conftest import after, working

W5, W6 = "2026-06-01", "2026-08-03"


def test_nothing_is_wrong_with_the_dossier(look):
    assert problems(look.d, engine.stand(look.d)) == []


@pytest.mark.parametrize(
    ("birth", "meeting", "severity"),
    [
        ("2007-11-15", "2025-11-15", "passed"),
        ("2007-11-30", "2025-11-15", "warn"),  # in the month of birth, before the day
        ("2007-12-01", "2025-11-15", "block"),
        ("2007-12-01", "2025-11-30", "block"),  # a day short, but the month before
        ("2008-02-29", "2026-02-28", "passed"),  # born on 29 February, met on the month's last day
        ("2008-02-29", "2026-02-27", "warn"),
        ("2007-11", "2025-11-15", "warn"),
        ("2007", "2025-11-15", "warn"),
        ("2008", "2025-11-15", "block"),
        (None, "2025-11-15", "block"),
        ("2009-01-01", W5, "block"),  # the Charter itself, confirmed in every window
        ("2009-01-01", W6, "block"),
    ],
)
def test_v01_eighteen_by_month_on_the_day_of_the_meeting(look, birth, meeting, severity):
    look.met(meeting)
    look.d.person.birth = birth
    assert look.severity("V01") == severity


@pytest.mark.parametrize(
    ("birth", "meeting", "consent", "severity"),
    [
        ("1965-11-15", "2025-11-15", None, None),  # sixty to the day
        ("1965-11-01", "2025-11-30", None, None),
        ("1965-10-31", "2025-11-15", None, "warn"),  # a month more: the source leaves it open
        ("1964-11-15", "2025-11-15", None, "block"),
        ("1964-11-15", "2025-11-15", "2025-12-19", "passed"),
        ("1964-11-15", "2025-11-15", "2025-12-20", "block"),  # must be before the decision
        ("1964-11-15", "2025-11-15", "2025-11", "passed"),
        ("1960-01-01", W5, None, "remind"),  # no known maximum
        ("1960-01-01", W6, None, "warn"),  # where the consent is reported only
    ],
)
def test_v02_over_sixty_needs_consent_before_the_decision(look, birth, meeting, consent, severity):
    if meeting != "2025-11-15":
        look.met(meeting)
    look.d.person.birth = birth
    look.put("permission", over_60_consent_date=consent)
    assert look.severity("V02") == severity


@pytest.mark.parametrize(
    ("have", "basis", "consent", "meeting", "severity"),
    [
        ("thcs_diploma", None, None, "2025-11-15", "passed"),
        ("thcs_or_equivalent", None, None, "2025-11-15", "block"),
        (None, None, None, "2025-11-15", "warn"),
        ("primary_completed", "special_area", None, "2025-11-15", "passed"),
        ("literate", "special_area", None, "2025-11-15", "block"),
        ("literate", "respected_person", None, "2025-11-15", "block"),
        ("literate", "respected_person", "2025-10-01", "2025-11-15", "passed"),
        ("literate", None, None, W5, "remind"),
        ("thcs_completed", None, None, W6, "passed"),
        ("primary_completed", None, None, W6, "block"),
        ("primary_completed", "special_area", None, W6, "remind"),  # no source says the lower floor
        ("literate", "respected_person", None, W6, "remind"),
    ],
)
def test_v03_education(look, have, basis, consent, meeting, severity):
    look.met(meeting)
    look.put("permission", education=have, education_basis=basis, education_consent_date=consent)
    assert look.severity("V03") == severity


@pytest.mark.parametrize(
    ("issued", "meeting", "severity"),
    [
        ("2020-11-15", "2025-11-15", "passed"),  # sixty months to the day
        ("2020-11-14", "2025-11-15", "block"),
        ("2020-12", "2025-11-15", "passed"),
        ("2020-11", "2025-11-15", "warn"),
        ("2020-10", "2025-11-15", "block"),
        ("2024-02-29", "2029-02-28", "passed"),
        ("2024-02-29", "2029-03-01", "warn"),  # reported only since 2026
        (None, "2025-11-15", "block"),
        ("2025-11-16", "2025-11-15", "block"),  # issued after the meeting
        ("2020-01-01", W6, "warn"),
    ],
)
def test_v04_the_certificate_is_good_for_sixty_months(look, issued, meeting, severity):
    look.met(meeting)
    look.paper("CN-NTVĐ", issued)
    assert look.severity("V04") == severity


def test_v04_an_old_certificate_does_not_spoil_a_newer_one_nor_the_other_way_round(look):
    look.d.papers.append(Paper(id="old", form="CN-NTVĐ", date="2015-01-01", data={}, revision=1))
    look.d.papers.append(Paper(id="new", form="CN-NTVĐ", date="2026-01-15", data={}, revision=1))
    assert look.severity("V04") == "passed"


@pytest.mark.parametrize(
    ("name", "birth", "meeting", "severity"),
    [
        ("Đoàn Thị Mỹ Hạnh", "2001-08-12", "2025-11-15", "passed"),
        ("ĐOÀN  THỊ MỸ HẠNH", None, "2025-11-15", "passed"),
        ("Đòan Thị Mỹ Hạnh", None, "2025-11-15", "passed"),  # the tone on another vowel is the same name
        ("Đoàn Thị Mỹ Hanh", None, "2025-11-15", "block"),  # a mark less is another name
        ("Đoàn Thị Mỹ Hạnh", "2001-08-13", "2025-11-15", "block"),
        (None, None, "2025-11-15", None),
        ("Đoàn Thị Mỹ Hanh", None, W6, "warn"),
    ],
)
def test_v05_the_certificate_names_the_same_person(look, name, birth, meeting, severity):
    look.met(meeting)
    look.put("awareness", certificate_name=name, certificate_birth=birth)
    assert look.severity("V05") == severity


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


def test_v07_the_day_of_the_sympathiser_only_warns_for_a_local_guideline_asks_it(look):
    look.put("application", sympathiser_since="2025-01-10")
    look.put("permission", sympathiser_since="2025-01-11")
    assert look.severity("V07") == "warn"
    look.put("application", sympathiser_since="2025-01-11")
    assert look.severity("V07") == "passed"


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


@pytest.mark.parametrize(
    ("name", "birth", "meeting", "severity"),
    [
        ("Đoàn Thị Mỹ Hạnh", "2001-08-12", "2025-11-15", "passed"),
        ("Đoàn Thị Hạnh", None, "2025-11-15", "block"),
        (None, "2001-08-21", "2025-11-15", "block"),
        ("Đoàn Thị Hạnh", None, "2025-07-20", "warn"),  # before the guide that says how it is filled in
    ],
)
def test_v09_names_and_dates_agree_between_papers(look, name, birth, meeting, severity):
    look.met(meeting)
    look.put("cv", name_written=name, birth_written=birth)
    assert look.severity("V09") == severity


def test_v10_places_with_old_and_new_names(look):
    look.on("cv", "2025-07-01")
    look.put("cv", birth_place="xã Đồng Mận, tỉnh Ninh Bình")
    assert look.severity("V10") == "remind"
    look.on("cv", "2025-06-30")
    assert look.severity("V10") is None, "the day before the places were merged"
    look.on("cv", "2025-07-01")
    look.put("cv", places_unchanged=True)
    assert look.severity("V10") == "passed", "people say that the name is the same"
    for old in ("xã Đồng Mận, huyện Ý Yên, tỉnh Ninh Bình", "xã Đồng Mận, tỉnh Nam Định"):
        look.put("cv", birth_place=old)
        assert look.severity("V10") == "warn", "a district or a province that is no more"
    look.put("cv", birth_place="xã Đồng Mận, tỉnh Ninh Bình (xã Đồng Mận, tỉnh Nam Định)")
    assert look.severity("V10") == "passed"


def test_v11_no_erasure_and_stamped(look):
    look.put("cv", stamped=None)
    assert look.severity("V11") == "warn"
    look.put("cv", stamped=True, erasure=True)
    look.on("cv", "2025-09-29")
    assert look.severity("V11") == "warn"
    look.put("cv", erasure=False)
    assert look.severity("V11") == "passed"


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


def test_v16_introducers_are_full_members_on_that_day(look):
    assert look.severity("V16") == "passed"
    look.row("introduction", "introducers", 0, person=look.people["probationary"])
    assert look.severity("V16") == "block"
    for day in (W5, W6, "2018-03-01"):
        look.on("introduction", day)
        assert look.severity("V16") == "block", "the Charter itself, confirmed in every window"


@pytest.mark.parametrize(
    ("since", "signed", "replacement", "severity"),
    [
        ("2024-10-10", "2025-10-10", None, "passed"),
        ("2024-10-11", "2025-10-10", None, "block"),
        ("2024-02-29", "2025-02-28", None, "remind"),  # before the rule is known
        ("2024-10", "2025-10-10", None, "warn"),
        ("2025-09-01", "2025-10-10", True, "warn"),  # nobody is on file whom this one replaces
        (None, "2025-10-10", None, "warn"),
        ("2026-01-01", W6, None, "warn"),
    ],
)
def test_v17_twelve_months_together(look, since, signed, replacement, severity):
    look.on("introduction", signed)
    look.row("introduction", "introducers", 0, together_since=since, replacement=replacement)
    assert look.severity("V17") == severity


def test_v18_the_right_introducers(look):
    assert look.severity("V18") == "passed"
    look.put("introduction", doan_member=False)
    assert look.severity("V18") == "block"
    look.put("introduction", doan_member=True)
    look.paper("4-KNĐ", None)
    assert look.severity("V18") == "block"
    look.put("introduction", youth_age=False)
    assert look.severity("V18") != "passed", "two members are needed"
    first = look.d.rows("introduction", "introducers")[0]
    look.put("introduction", introducers=[first, dict(first)])
    assert look.severity("V18") != "passed", "the same member twice is one"
    other = {"person": look.people["full"][2], "name": "Người khác", "together_since": "2010"}
    look.put("introduction", introducers=[first, other])
    assert look.severity("V18") == "passed"
    look.put("introduction", youth_age=True, doan_exists=False, union_exists=False, introducers=[first])
    assert look.severity("V18") in (None, "remind"), "nothing central is known where there is neither"


def test_v19_an_introducer_who_left_has_a_successor(look):
    look.row("introduction", "introducers", 0, ended="2025-10-20")
    assert look.severity("V19") == "warn"
    look.row("introduction", "introducers", 1, name="Người thay", replacement=True)
    assert look.severity("V19") == "passed"


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


def test_v23_two_thirds_of_the_base(look):
    vote = look.d.votes[0]
    assert (vote.base, vote.needed) == (22, 15)
    vote.for_ = 15
    assert look.severity("V23") == "passed"
    vote.for_ = 14
    assert look.severity("V23") == "block"
    vote.needed = 14
    assert look.severity("V23") == "block", "what the rule demands, whatever was written down"
    look.act("cell_resolution").outcome = "failed"
    assert look.severity("V23") == "remind"
    vote.for_ = 20
    assert look.severity("V23") == "warn"
    look.met(W6)
    vote.needed = None
    assert look.severity("V23") == "remind", "no known threshold: said so, nothing demanded"
    look.d.votes = []
    assert look.severity("V23") == "remind"
    look.met("2025-11-15")
    assert look.severity("V23") == "block"


def test_v24_the_base_holds_those_who_count(look):
    vote = look.d.votes[0]
    assert look.severity("V24") == "passed"
    exempt = look.people["full"][-1]
    counted = list(vote.counted)
    for one in (look.people["probationary"], exempt):
        vote.counted, vote.base = [*counted, {"id": one, "name": "X", "present": True}], 23
        assert look.severity("V24") == "block"
    vote.counted, vote.base = counted, 21
    assert look.severity("V24") == "block"
    vote.corrected = "một đồng chí mới chuyển đi, chưa ghi sổ"
    assert look.severity("V24") == "warn", "corrected by hand, with its reason"
    vote.counted, vote.base, vote.corrected = counted[1:], 21, None
    assert look.severity("V24") == "warn", "somebody was left out"


def test_v25_three_full_members(look):
    session = look.d.unit.session
    gone = look.people["full"][3:]
    for person in gone:
        session.add(Happening(person=person, owner="x", what="left", date="2025-11-15", source="event:x"))
    session.flush()
    assert look.severity("V25") == "passed"
    last = Happening(
        person=look.people["full"][2], owner="x", what="left", date="2025-11-15", source="event:x"
    )
    session.add(last)
    session.flush()
    assert look.severity("V25") == "block"
    session.delete(last)
    session.add(
        Happening(person=look.people["full"][2], owner="x", what="left", date="2025-11-16", source="x")
    )
    session.flush()
    assert look.severity("V25") == "passed", "left the day after the meeting"


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
    from app.models import Act

    look.d.acts.append(
        Act(id="z", case=again.case, step="opinions", attempt=2, date="2025-12-05", facts=again.facts,
            owner=again.owner, reopened=[], rules=[], remarks=[], from_paper={}, accepted=[])
    )  # fmt: skip
    returned.reopened = [["opinions", 1]]
    look.d.__dict__.pop("reopened", None)
    look.on("decision", "2025-12-20")
    assert look.severity("V26") == "passed"


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


def test_v30_the_member_file_in_time(look):
    rule = look.d.rules(datetime.date(2026, 1, 10))["admission.member_file.deadline"]
    due = load_calendar().add_period(datetime.date(2026, 1, 10), rule.number, rule.unit)
    look.paper("1-HSĐV", due.isoformat())
    assert look.severity("V30") == "passed"
    look.paper("1-HSĐV", after(due))
    assert look.severity("V30") == "remind"


def test_v31_a_helper_is_assigned(look):
    assert look.severity("V31") == "passed"
    look.put("ceremony", helper=None)
    assert look.severity("V31") == "warn"
    look.on("ceremony", "2024-01-10")
    assert look.severity("V31") == "remind"


def test_v36_party_age_counts_from_the_decision(look):
    assert look.severity("V36") == "passed"
    look.event("party_age_from", "2026-01-10")
    assert look.severity("V36") == "block"
    look.d.memo.clear()
    look.event("party_age_from", "2025-12-20")
    assert look.severity("V36") == "passed"
    look.event("party_age_from", "2026-06-10")
    look.on("ceremony", "2026-06-10")
    assert look.severity("V36") == "warn", "one source in that window"


def test_v37_probation_counts_from_the_ceremony(look):
    assert look.severity("V37") == "passed"
    for what, day in (("admitted", "2025-12-20"), ("official", "2026-12-20")):
        look.d.memo.clear()
        look.event(what, day)
        assert look.severity("V37") == "block"
    for what, day in (("admitted", "2026-01-10"), ("official", "2027-01-10")):
        look.d.memo.clear()
        look.event(what, day)
        assert look.severity("V37") == "passed"


CRIME = {"exit_day": "2015-01-01", "exit_reason": "minor_crime"}


@pytest.mark.parametrize(
    ("facts", "meeting", "severity"),
    [
        ({"exit_day": "2022-11-15"}, "2025-11-15", "passed"),
        ({"exit_day": "2022-11-16"}, "2025-11-15", "block"),
        ({"exit_day": "2024-02-29"}, "2027-02-28", "passed"),
        ({"exit_day": "2024-02-29"}, "2027-02-27", "block"),
        ({"exit_day": "2022"}, "2025-11-15", "warn"),
        ({"exit_day": None}, "2025-11-15", "block"),
        ({"exit_day": "2020-01-01", "exit_reason": "abandoned"}, "2025-11-15", "block"),
        ({"exit_day": "2020-01-01", "exit_reason": "resigned_hardship"}, "2025-11-15", "passed"),
        ({"exit_day": "2020-01-01", "readmitted_before": True}, "2025-11-15", "block"),
        ({"exit_day": "2020-01-01", "readmission_consent_date": None}, "2025-11-15", "block"),
        (CRIME | {"conviction_spent": "2020-11-15"}, "2025-11-15", "passed"),
        (CRIME | {"conviction_spent": "2020-11-16"}, "2025-11-15", "block"),
        ({"exit_day": "2024-01-01", "exit_reason": "population"}, "2025-11-15", "warn"),
        ({"exit_day": "2020-01-01", "readmission_consent_date": None}, W6, "warn"),
        ({"exit_day": "2020-01-01", "exit_reason": "waste"}, W6, "warn"),
        ({"exit_day": "2025-01-01"}, W5, "remind"),  # nothing known, nothing demanded
    ],
)  # fmt: skip
def test_v42_admission_again(look, facts, meeting, severity):
    look.met(meeting)
    given = {"readmission": True, "exit_reason": "deleted", "readmission_consent_date": "2025-05-05"}
    look.put("permission", **{**given, **facts})
    assert look.severity("V42") == severity


def test_v42_somebody_who_left_is_admitted_again_even_where_nobody_said_so(look):
    look.event("left", "2010-01-01")
    assert look.severity("V42") == "block"


def test_v43_papers_of_special_cases_are_local(look):
    look.put("permission", special=[{"kind": "religion", "paper": "Công văn đề nghị"}])
    assert look.severity("V43") is None, "off by default"
    from app.regulations.rulebook import load_overlay

    overlay = load_overlay("ha-noi")
    look.d.unit._rulebook = look.d.rulebook.with_packs([overlay])
    look.d.procedure = procedure_for(look.d.rulebook, "admission", overlay.additions[0].start)
    assert look.severity("V43") == "warn"
    look.paper("TG-ĐN", "2025-11-22")
    assert look.severity("V43") == "warn", "one of the two letters"
    look.paper("TG-ĐY", "2025-11-23")
    assert look.severity("V43") == "passed"
    look.put("permission", special=[{"kind": "religious_official"}])
    assert look.severity("V43") == "warn", "a dignitary needs more"


def test_v43_what_a_pack_adds_begins_with_its_day():
    from app.regulations.rulebook import load_central, load_overlay

    book = load_central().with_packs([load_overlay("ha-noi")])
    begins = load_overlay("ha-noi").additions[0].start

    def forms(day):
        return {p.form for p in procedure_for(book, "admission", day).step("permission").papers}

    assert "TG-ĐN" in forms(begins)
    assert "TG-ĐN" not in forms(begins - datetime.timedelta(days=1))


def test_v44_papers_cite_what_is_in_force(look):
    assert look.severity("V44") is None
    look.paper("6-KNĐ", "2025-11-15", cites="24-QĐ/TW@2021-07-30")
    assert look.severity("V44") == "warn"
    look.paper("6-KNĐ", "2025-01-19", cites="24-QĐ/TW@2021-07-30")
    assert look.severity("V44") == "passed", "its last day"
    look.paper("6-KNĐ", "2025-01-20", cites="24-QĐ/TW@2021-07-30")
    assert look.severity("V44") == "warn"


def test_v46_no_ceremony_at_the_old_unit(look):
    from app.models import Act

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
