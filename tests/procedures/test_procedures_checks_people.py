"""Checks of introducers, votes and the helper: broken, kept on the border day, and in the other windows."""

import pytest

from app.models import Happening
from tests.procedures.conftest import W5, W6


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
    look.place()
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


def test_v19_an_introducer_who_left_has_a_successor(look):
    look.row("introduction", "introducers", 0, ended="2025-10-20")
    assert look.severity("V19") == "warn"
    look.row("introduction", "introducers", 1, name="Người thay", replacement=True)
    assert look.severity("V19") == "passed"


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


def test_v31_a_helper_is_assigned(look):
    assert look.severity("V31") == "passed"
    look.put("ceremony", helper=None)
    assert look.severity("V31") == "warn"
    look.on("ceremony", "2024-01-10")
    assert look.severity("V31") == "remind"


def test_v31_the_helper_is_a_full_member_on_that_day(look):
    look.put("ceremony", helper=look.people["probationary"])
    assert look.severity("V31") == "warn"
