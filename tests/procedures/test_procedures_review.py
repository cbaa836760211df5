"""The review of members: everybody drawn up, facts with their sources, what people decided, no more."""

import pytest

from app.models import Case, Meeting, Round, RoundItem
from app.procedures import review
from app.procedures.cases import OpenCase, RecordStep
from app.procedures.deeds import Undo, perform
from app.procedures.review import ClearReview, RecordReview
from app.procedures.rounds import CloseRound, OpenRound, ReopenRound, own_round
from app.reports.review import fetch, tally
from app.storage.clock import Clock
from app.storage.rights import Person
from app.trouble import Refused


@pytest.fixture
def half(cell):
    """The review of the first half of the year."""
    return cell.do(OpenRound("review", 2026, "H1", "2026-07-01")).id


def told(cell, round_, person):
    """Kind -> texts of the facts on file."""
    with cell.workspace.unit(Clock(cell.today)) as unit:
        item = review.item_of(unit, own_round(unit, round_), person)
        found = review.shown(unit, own_round(unit, round_), item)
    kinds = {}
    for fact in found:
        kinds.setdefault(fact.kind, []).append(fact)
    return kinds


def items(cell, round_):
    with cell.workspace.reading() as session:
        return {row.item.person: row.item for row in fetch(session, round_)}


def count(cell, kind):
    with cell.workspace.reading() as session:
        return session.query(kind).filter_by(gone=False).count()


def test_every_member_is_drawn_up_and_nobody_else(cell, half):
    found = items(cell, half)
    assert set(found) == {*cell.full, cell.probationary}
    assert all(item.outcome is None and item.restricted for item in found.values())
    with cell.workspace.reading() as session:
        names = [row.name for row in fetch(session, half)]
        assert session.get(Round, half).restricted
    assert names.index("Nguyễn Văn B") < names.index("Phạm Ngọc Diễm") < names.index("Nguyễn Văn E")


def test_opening_is_one_deed_undone_at_once(cell):
    done = perform_at(cell, OpenRound("review", 2026, None, "2026-07-01"))
    assert count(cell, RoundItem) == 25
    cell.do(Undo(done.deed))
    assert count(cell, RoundItem) == count(cell, Round) == 0


def perform_at(cell, command, user=None):
    with cell.workspace.unit(Clock(cell.today), user=user) as unit:
        return perform(unit, command)


def test_the_same_time_has_one_review(cell, half):
    with pytest.raises(Refused) as refused:
        cell.do(OpenRound("review", 2026, "H1"))
    assert refused.value.code == "round_exists"
    assert cell.do(OpenRound("review", 2026, "H2")).id != half
    assert cell.do(OpenRound("review", 2026)).id != half


def test_facts_say_where_they_stand_and_what_is_not_kept(cell, half):
    facts = told(cell, half, cell.full[-1])
    assert "01/01/1995" in facts["status"][0].text and facts["status"][0].source
    assert facts["states"][0].text == "Miễn sinh hoạt từ 01/01/2019, chưa ghi ngày kết thúc"
    assert facts["dues"][0].text == "Chưa ghi trong sổ"
    assert facts["ratings"][0].text == "Chưa ghi trong sổ"
    assert facts["absent"][0].text == "Sổ không ghi lần vắng nào"


def test_meetings_missed_are_named_by_day_inside_the_half_year_only(cell, half):
    away = cell.full[3]
    with cell.workspace.unit(Clock(cell.today)) as unit:
        unit.begin("test")
        for day, body in (
            ("2025-12-31", "cell"), ("2026-01-01", "cell"), ("2026-06-30", "cell"), ("2026-07-01", "cell"),
            ("2026-03-03", "cell_committee"),
        ):  # fmt: skip
            unit.write(Meeting(body=body, date=day, absent=[away], present=[]))
    assert [f.text for f in told(cell, half, away)["absent"]] == ["Ngày 01/01/2026", "Ngày 30/06/2026"]
    assert [f.text for f in told(cell, half, cell.full[4])["absent"]] == ["Sổ không ghi lần vắng nào"]


def test_ratings_of_earlier_years_come_from_their_rounds(cell, half):
    person = cell.full[5]
    with cell.workspace.unit(Clock(cell.today)) as unit:
        unit.begin("test")
        for year, outcome in ((2024, "good"), (2025, "not_completed"), (2027, "good")):
            rated = unit.write(Round(what="rating", year=year, opened=f"{year}-12-01", data={}))
            unit.write(RoundItem(round=rated.id, person=person, outcome=outcome, data={}))
    texts = [f.text for f in told(cell, half, person)["ratings"]]
    assert texts == ["2025: Không hoàn thành nhiệm vụ", "2024: Hoàn thành tốt nhiệm vụ"]


def test_a_state_past_its_end_is_shown_until_another_follows(cell, half):
    person = cell.full[6]
    cell.set(person, activity="away", activity_date="2026-01-10")
    cell.set(person, activity="active", activity_date="2026-05-01")
    assert told(cell, half, person)["past_end"][0].text.endswith("hết hạn ngày 01/05/2026")
    cell.set(person, activity="exempt", activity_date="2026-06-01")
    assert "past_end" not in told(cell, half, person)


def test_what_was_decided_is_recorded_with_the_facts_of_the_day(cell, half):
    item = cell.do(RecordReview(half, cell.full[0], "no_issue", "2026-07-05", number="7-BB"))
    assert (item.outcome, item.date, item.number) == ("no_issue", "2026-07-05", "7-BB")
    assert ["dues", "Chưa ghi trong sổ", ""] in item.data["facts"]
    with cell.workspace.reading() as session:
        assert tally(session, half) == {"no_issue": 1, "": 24}


@pytest.mark.parametrize("outcome", ["follow_up", "consider"])
def test_what_has_to_be_followed_up_is_said_and_opens_nothing(cell, half, outcome):
    with pytest.raises(Refused) as refused:
        cell.do(RecordReview(half, cell.full[0], outcome, "2026-07-05", " "))
    assert refused.value.details["field"] == "note"
    item = cell.do(RecordReview(half, cell.full[0], outcome, "2026-07-05", "nhắc chuyển sinh hoạt"))
    assert item.data["note"] == "nhắc chuyển sinh hoạt"
    assert count(cell, Case) == 0


def test_who_joined_since_can_be_looked_at_and_others_cannot(cell, half):
    late = cell.person(name="Bùi Thị Mới", birth="1980", admission_date="2010-01-01")
    assert cell.do(RecordReview(half, late, date="2026-07-05")).person == late
    with pytest.raises(Refused) as refused:
        cell.do(RecordReview(half, cell.sympathiser, date="2026-07-05"))
    assert refused.value.code == "not_a_member"


def test_a_day_to_come_and_an_unknown_outcome_are_refused(cell, half):
    for command, code in (
        (RecordReview(half, cell.full[0], date="2026-11-23"), "future_date"),
        (RecordReview(half, cell.full[0], "bad"), "bad_value"),
        (OpenRound("review", 2026, "H3"), "bad_value"),
        (OpenRound("review", 20), "bad_value"),
        (ReopenRound(half, "nhầm"), "round_open"),
    ):
        with pytest.raises(Refused) as refused:
            cell.do(command)
        assert refused.value.code == code


def test_closing_wants_everybody_or_a_word_and_then_nothing_is_written(cell, half):
    for person in [*cell.full[:-1], cell.probationary]:
        cell.do(RecordReview(half, person, date="2026-07-05"))
    with pytest.raises(Refused) as refused:
        cell.do(CloseRound(half, "2026-07-06"))
    assert refused.value.code == "not_reviewed" and "1" in refused.value.message
    closed = cell.do(CloseRound(half, "2026-07-06", "một đồng chí đang điều trị"))
    assert closed.closed == "2026-07-06" and closed.data["closing"] == "một đồng chí đang điều trị"
    for command in (
        RecordReview(half, cell.full[0]),
        ClearReview(half, cell.full[0], "nhầm"),
        CloseRound(half),
    ):
        with pytest.raises(Refused) as refused:
            cell.do(command)
        assert refused.value.code == "round_closed"
    with pytest.raises(Refused) as refused:
        cell.do(ReopenRound(half, " "))
    assert refused.value.code == "missing_reason"
    assert cell.do(ReopenRound(half, "bổ sung")).closed is None
    cell.do(RecordReview(half, cell.full[-1], date="2026-07-07"))
    assert cell.do(CloseRound(half, "2026-07-07")).closed == "2026-07-07"


def test_a_closed_round_shows_the_facts_of_its_day(cell, half):
    person = cell.full[7]
    cell.do(RecordReview(half, person, date="2026-07-05"))
    cell.do(CloseRound(half, "2026-07-06", "xong"))
    cell.set(person, activity="exempt", activity_date="2026-06-20")
    assert "states" not in told(cell, half, person)
    cell.do(ReopenRound(half, "xem lại"))
    assert told(cell, half, person)["states"][0].text.startswith("Miễn sinh hoạt từ 20/06/2026")


def test_clearing_takes_an_entry_with_its_reason(cell, half):
    cell.do(RecordReview(half, cell.full[0], date="2026-07-05"))
    item = cell.do(ClearReview(half, cell.full[0], "ghi nhầm người"))
    assert item.outcome is None and item.date is None and not item.data


@pytest.mark.parametrize("role", ["clerk", "reader"])
def test_who_does_not_handle_restricted_cases_does_nothing(cell, half, role):
    for command in (
        OpenRound("review", 2025),
        RecordReview(half, cell.full[0]),
        ClearReview(half, cell.full[0], "x"),
        CloseRound(half, note="x"),
        ReopenRound(half, "x"),
    ):
        with pytest.raises(Refused) as refused:
            perform_at(cell, command, Person("Người khác", role))
        assert refused.value.code == "no_right"


def test_discipline_is_shown_until_its_end_is_recorded(cell, half):
    person = cell.full[8]
    case = cell.do(OpenCase("discipline", person, "2026-02-01", taken_over=True)).id
    cell.do(RecordStep(case, "announcement", "2026-02-10", None, {"measure": "warning", "number": "5-QĐ"}))
    fact = told(cell, half, person)["discipline"][0]
    assert fact.text.startswith("Cảnh cáo, công bố ngày 10/02/2026") and "Kỷ luật đảng viên" in fact.source
    cell.do(RecordStep(case, "receipt", "2026-02-11", None, {"manner": "in_person"}))
    cell.do(RecordStep(case, "expiry", "2026-11-20", None, {"no_repeat": "có"}))
    assert "discipline" not in told(cell, half, person)
