"""Checks of who the applicant is: age, schooling, names, membership before; broken and on the border day."""

import datetime

import pytest

from app.models import Event, Happening, Paper
from app.procedures.definitions import procedure_for
from app.regulations.rulebook import load_overlay
from tests.procedures.conftest import W5, W6


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
    ("consent", "severity"),
    [("2025-12-19", "passed"), ("2025-12", "warn"), ("2025", "warn"), ("2026", "block")],
)
def test_v02_a_consent_of_which_only_the_month_is_known(look, consent, severity):
    look.d.person.birth = "1964-11-15"
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


def test_v03_the_consent_on_education_comes_before_the_decision(look):
    look.put("permission", education="literate", education_basis="respected_person")
    look.put("permission", education_consent_date="2025-12-19")
    assert look.severity("V03") == "passed"
    look.put("permission", education_consent_date="2025-12-20")
    assert look.severity("V03") == "block"


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


def test_v07_the_day_of_the_sympathiser_only_warns_for_a_local_guideline_asks_it(look):
    look.put("application", sympathiser_since="2025-01-10")
    look.put("permission", sympathiser_since="2025-01-11")
    assert look.severity("V07") == "warn"
    look.put("application", sympathiser_since="2025-01-11")
    assert look.severity("V07") == "passed"


def test_v07_blocks_where_the_guideline_of_the_place_asks_it(look):
    look.put("application", sympathiser_since="2025-01-10")
    look.put("permission", sympathiser_since="2025-01")
    assert look.severity("V07") == "passed", "a month may hold the day"
    look.put("permission", sympathiser_since="2025-02")
    assert look.severity("V07") == "warn"


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


def test_v10_asks_nothing_of_somebody_born_after_the_places_were_renamed(look):
    look.on("cv", "2025-07-18")
    look.put("cv", birth_place="xã Đồng Mận, tỉnh Ninh Bình")
    assert look.severity("V10") == "remind"
    look.d.person.birth = "2025-07-01"
    assert look.severity("V10") is None


def again(look, value="deleted", **facts):
    """The applicant was a member before, and the book knows it."""
    look.d.memo[f"events:{look.d.person.id}"] = [
        Event(person=look.d.person.id, what="admitted", date="2005-01-01"),
        Event(person=look.d.person.id, what="party_age_from", date="2004-12-20"),
        Event(person=look.d.person.id, what="left", value=value, date="2015-03-01"),
    ]
    given = {"readmission": True, "exit_reason": "deleted", "exit_day": "2015-03-01"}
    look.put("permission", **{**given, "readmission_consent_date": "2025-05-05", **facts})


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


def test_v36_admitted_again_counts_from_the_first_decision(look):
    again(look)
    look.on("ceremony", "2026-01-10")
    assert look.severity("V36") == "passed"
    look.event("party_age_from", "2025-12-20")
    found = look.found("V36")
    assert "lần đầu" in found.message
    assert found.severity in ("block", "warn")


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


def test_v42_knows_of_a_deletion_that_another_case_brought(look):
    session = look.d.unit.session
    session.add(
        Happening(person=look.d.person.id, owner="x", what="left", value="deleted", date="2024-01-01",
                  source="act:x", case="another")
    )  # fmt: skip
    session.flush()
    assert look.severity("V42") == "block", "nobody said that it is an admission again"
    look.put("permission", readmission=True, readmission_consent_date="2025-05-05")
    found = look.found("V42")
    assert (found.severity, found.due) == ("block", datetime.date(2027, 1, 1))


def test_v43_papers_of_special_cases_are_local(look):
    look.put("permission", special=[{"kind": "religion", "paper": "Công văn đề nghị"}])
    assert look.severity("V43") is None, "off by default"

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
    from app.regulations.rulebook import load_central

    book = load_central().with_packs([load_overlay("ha-noi")])
    begins = load_overlay("ha-noi").additions[0].start

    def forms(day):
        return {p.form for p in procedure_for(book, "admission", day).step("permission").papers}

    assert "TG-ĐN" in forms(begins)
    assert "TG-ĐN" not in forms(begins - datetime.timedelta(days=1))


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


def test_v42_before_the_cell_meets_the_wait_is_only_a_reminder(cell):
    person = cell.person("full", name="Lê Văn Quần", admission_date="2010-01-01")
    cell.set(person, activity="deleted", activity_date="2023-01-10")
    cell.today = datetime.date(2025, 11, 17)
    case = cell.admission(person, "2025-10-01")
    case.record("awareness", "2025-10-02")
    given = {"readmission": "có", "exit_reason": "deleted", "exit_day": "2023-01-10",
             "readmission_consent_date": "2025-09-01"}  # fmt: skip
    case.record("permission", "2025-10-03", **given)
    assert cell.look(case.id)[1]["V42"].severity == "remind", "36 months end on 10/01/2026"
    case.record("application", "2025-10-06")
    case.record("permission", "2025-10-03", **{**given, "exit_reason": "corruption"})
    assert cell.look(case.id)[1]["V42"].severity == "block", "never again, whenever the cell meets"
