"""People: what corrections make of a status, states that end, lists taken in twice, undoing."""

import datetime
import unicodedata

import pytest

from app.models import CaseStanding, Event, Person, PersonStanding
from app.models.local import PageEntry
from app.procedures import standing
from app.procedures.cases import AnnulAct, OpenCase
from app.procedures.deeds import Undo, perform
from app.procedures.people import AddPerson, SetPerson, TakeIn, UndoTakeIn
from app.procedures.voting import count
from app.reports.home import members_by_year
from app.storage import journal
from app.storage.clock import Clock
from app.trouble import Refused

EVERYTHING = {
    "name": "Trần Thị Lan", "other_name": "Lan", "sex": "nữ", "birth": "1970-02", "ethnicity": "Kinh",
    "religion": "không", "personal_number": "036 170 000 123", "old_id_number": "161234567",
    "card_number": "036170000123", "card_issued_at": "Ninh Bình", "card_issue_date": "2005",
    "old_card_number": "36012345", "file_number": "0012", "organisation": "Chi bộ 1", "birth_place": "xã A",
    "birth_country": "Việt Nam", "birth_province": "Nam Định", "birth_address": "A",
    "home_country": "Việt Nam",
    "home_province": "Nam Định", "home_address": "B", "home_town": "xã B", "residence": "xã C",
    "residence_country": "Việt Nam", "residence_province": "Ninh Bình", "residence_address": "C",
    "occupation": "giáo viên", "position": "Ủy viên", "education": "12/12", "professional": "Đại học",
    "political_theory": "Trung cấp", "youth_union_date": "26/3/1986", "phone": "0912345678", "note": "x",
    "delete_requested": True, "status": "full", "admission_date": "1995-05", "official_date": "1996",
    "activity": "exempt", "activity_date": "2019-01-01",
}  # fmt: skip


def refused(code, function, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        function(*args, **kwargs)
    assert caught.value.code == code
    return caught.value


def shown(cell, person):
    with cell.workspace.reading() as session:
        row = session.get(PersonStanding, person)
        assert row is not None
        session.expunge_all()
    return row


def deed(cell, command, today=None):
    clock = Clock(datetime.date.fromisoformat(today) if today else cell.today)
    with cell.workspace.unit(clock, clock_accepted=True) as unit:
        return perform(unit, command)


def whole(cell):
    """Journal and derived tables agree with the records."""
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        found = standing.verify(unit) + journal.verify(unit.session)
        unit.session.rollback()
    return found == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"admission_date": "1995-06-10"}, "full"),  # official on a day nobody knows
        ({"admission_date": "1995-06-10", "official_date": "1996"}, "full"),
        ({"admission_date": "1995-06-10", "official_date": "1995"}, "full"),
        ({}, "full"),
        ({"admission_date": "1995", "activity": "died"}, "former"),
        ({"admission_date": "1995", "official_date": "1996-01-01", "activity": "transferred"}, "former"),
    ],
)
def test_days_that_are_not_known_do_not_change_what_somebody_is(cell, fields, status):
    person = cell.person("full", name="A", **fields)
    assert shown(cell, person).status == status
    assert whole(cell)


def test_a_sympathiser_is_a_full_member_by_correction_and_back_again(cell):
    person = cell.person("sympathiser", name="A", since="2024-01-01")
    cell.set(person, status="full")
    assert shown(cell, person).status == "full"
    cell.set(person, status="probationary", admission_date="2024-05-01")
    assert (shown(cell, person).status, shown(cell, person).admission_date) == ("probationary", "2024-05-01")
    cell.set(person, status="former", activity_date="2025-01-01")
    assert (shown(cell, person).status, shown(cell, person).left_reason) == ("former", "left")
    cell.set(person, status="former", activity="expelled")
    assert shown(cell, person).left_reason == "expelled"
    cell.set(person, status="full")
    assert shown(cell, person).status == "full"
    cell.set(person, status="sympathiser", since="2024-02-02")
    assert shown(cell, person).status == "sympathiser"
    with cell.workspace.reading() as session:
        assert [e.date for e in session.query(Event).filter_by(person=person, gone=False)] == ["2024-02-02"]
    assert whole(cell)


def test_what_a_case_made_of_somebody_is_not_corrected_beside_it(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20, 1)
    admission.from_paper("committee", "2025-12-01", "passed")
    admission.from_paper("decision", "2025-12-20", "admit", "58-QĐ/ĐU")
    admission.record("receipt", "2025-12-25")
    admission.record("ceremony", "2026-01-10", helper=cell.full[0])
    refused("follows_from_case", cell.set, cell.sympathiser, status="sympathiser")
    assert shown(cell, cell.sympathiser).status == "probationary"


def test_an_exemption_ends_and_may_come_again(cell):
    person = cell.full[-1]
    assert shown(cell, person).state == "exempt"
    refused("bad_value", cell.set, person, activity="active")
    refused("bad_value", cell.set, person, activity="active", activity_date="2018-01-01")
    cell.set(person, activity="active", activity_date="2025-06-01")
    assert shown(cell, person).state is None
    with cell.workspace.unit(Clock(cell.today)) as unit:
        for day, number in ((datetime.date(2025, 11, 15), 23), (datetime.date(2025, 5, 31), None)):
            found = count(unit, "cell", cell.workspace.organisation_id, day)
            assert person in [r["id"] for r in (found.counted if number else found.excluded)] or not number
        unit.session.rollback()
    cell.set(person, activity="exempt", activity_date="2026-01-01")
    assert shown(cell, person).state == "exempt"
    with cell.workspace.reading() as session:
        found = session.query(Event).filter_by(person=person, what="state").order_by(Event.date).all()
        assert [(e.date, e.until) for e in found] == [("2019-01-01", "2025-06-01"), ("2026-01-01", None)]
    assert whole(cell)


def test_a_state_that_ended_does_not_hide_one_that_has_not(cell):
    person = cell.full[-1]
    cell.set(person, activity="away", activity_date="2025-01-01")
    assert shown(cell, person).state == "away"
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        event = unit.session.query(Event).filter_by(person=person, value="away").one()
        event.until = "2025-06-01"
        unit.write(event)
    assert shown(cell, person).state == "exempt"


def test_single_fields_of_a_life_are_corrected_alone(cell):
    person = cell.person("sympathiser", name="A", since="2024-01-01")
    cell.set(person, since="2024-03-01")
    with cell.workspace.reading() as session:
        assert session.query(Event).filter_by(person=person, what="sympathiser").one().date == "2024-03-01"
    refused("bad_value", cell.set, person, activity_date="2025-01-01")
    exempt = cell.full[-1]
    cell.do(SetPerson(exempt, {"activity_date": "2018-05-01"}, "theo quyết định"))
    with cell.workspace.reading() as session:
        event = session.query(Event).filter_by(person=exempt, what="state").one()
        states = [e.state() for e in journal.history(session, event.id)]
    assert (event.date, states[-1]["reason"]) == ("2018-05-01", "theo quyết định")


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"birth": "2027-01-01"}, "future_date", "birth"),
        ({"admission_date": "12/2026"}, "future_date", "admission_date"),
        ({"birth": "1990-05-01", "admission_date": "1989"}, "bad_order", "admission_date"),
        ({"admission_date": "1995-05", "official_date": "1995-04-30"}, "bad_order", "official_date"),
        ({"personal_number": "０３６１７０００００１２"}, "bad_value", "personal_number"),
        ({"personal_number": "036 170 000 12"}, "bad_value", "personal_number"),
        ({"activity": "hưu"}, "bad_value", "activity"),
        ({"note": "x" * 1001}, "bad_value", "note"),
        ({"name": "   "}, "bad_value", "name"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(cell, fields, code, field):
    before = len(cell.full)
    wrong = refused(code, cell.do, AddPerson("full", {"name": "A"} | fields))
    assert wrong.details["field"] == field
    with cell.workspace.reading() as session:
        assert session.query(Person).filter_by(gone=False).count() == before + 2


def test_text_is_composed_and_numbers_lose_their_blanks(cell):
    person = cell.person(
        "full", name=unicodedata.normalize("NFD", "Đỗ  Thị Hường"), personal_number=" 036\u00a0170 000 012 "
    )
    with cell.workspace.reading() as session:
        row = session.get(Person, person)
        assert (row.name, row.personal_number) == ("Đỗ Thị Hường", "036170000012")


def test_a_list_taken_in_twice_changes_nothing_the_second_time(cell):
    rows = [EVERYTHING, {"name": "Lê Văn Năm", "status": "full", "admission_date": "1999"},
            {"name": "Ngô Thị Sáu", "status": "probationary", "activity": "died"}]  # fmt: skip
    taken = deed(cell, TakeIn(rows)).result
    assert (taken.created, taken.updated, taken.unchanged) == (3, 0, 0)
    with cell.workspace.reading() as session:
        ids = [session.query(Person).filter_by(name=r["name"]).one().id for r in rows]
        lan = session.get(Person, ids[0])
        assert (lan.birth, lan.card_issue_date, lan.file_number) == ("1970-02", "2005", "0012")
        entries = session.query(Event).count()
    again = deed(cell, TakeIn(rows, same=dict(enumerate(ids)))).result
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    with cell.workspace.reading() as session:
        assert session.query(Event).count() == entries
    assert shown(cell, ids[0]).state == "exempt"
    assert shown(cell, ids[2]).status == "former"
    assert whole(cell)


def test_a_list_fills_what_is_empty_and_changes_only_what_was_chosen(cell):
    person = cell.person("full", name="A", phone="1", birth="1970", official_date="1996")
    row = {"name": "A", "phone": "2", "birth": "1970-05-05", "position": "Ủy viên", "official_date": "1997",
           "admission_date": "1995"}  # fmt: skip
    deed(cell, TakeIn([row], same={0: person}))
    with cell.workspace.reading() as session:
        found = session.get(Person, person)
        assert (found.phone, found.birth, found.position) == ("1", "1970", "Ủy viên")
    assert (shown(cell, person).official_date, shown(cell, person).admission_date) == ("1996", "1995")
    chosen = frozenset({(0, "phone"), (0, "official_date")})
    taken = deed(cell, TakeIn([row], same={0: person}, chosen=chosen)).result
    assert taken.updated == 1
    with cell.workspace.reading() as session:
        assert session.get(Person, person).phone == "2"
    assert shown(cell, person).official_date == "1997"


def test_rows_that_repeat_go_where_the_row_they_repeat_went(cell):
    known = cell.person("full", name="A")
    rows = [{"name": "A"}, {"name": "A", "phone": "1"}, {"name": "B", "status": "full"},
            {"name": "B", "phone": "2"},
            {"name": "B", "note": "3"}, {"name": "C"}, {"name": "C", "phone": "4"}]  # fmt: skip
    taken = deed(
        cell, TakeIn(rows, same={0: known}, repeats={1: 0, 3: 2, 4: 3, 6: 5}, ask=frozenset({5}))
    ).result
    assert (taken.created, taken.updated, taken.left) == (1, 3, 2)
    with cell.workspace.reading() as session:
        assert session.get(Person, known).phone == "1"
        b = session.query(Person).filter_by(name="B").one()
        assert (b.phone, b.note) == ("2", "3")
        assert session.query(Person).filter_by(name="C").count() == 0


def test_undoing_a_person_and_undoing_that_again(cell):
    made = deed(cell, AddPerson("full", {"name": "A", "admission_date": "1995", "official_date": "1996"}))
    person = made.result.id
    undone = deed(cell, Undo(made.deed))
    with cell.workspace.reading() as session:
        assert session.get(PersonStanding, person) is None
    back = deed(cell, Undo(undone.deed))
    assert shown(cell, person).status == "full"
    deed(cell, Undo(made.deed))
    refused("changed_since", deed, cell, Undo(back.deed))
    with cell.workspace.reading() as session:
        assert session.get(PersonStanding, person) is None
    assert whole(cell)


def test_a_person_in_use_is_not_undone(cell):
    made = deed(cell, AddPerson("sympathiser", {"name": "A", "birth": "2000"}))
    case = deed(cell, OpenCase("admission", made.result.id, "2026-01-01"))
    refused("changed_since", deed, cell, Undo(made.deed))
    deed(cell, Undo(case.deed))
    deed(cell, Undo(made.deed))
    with cell.workspace.reading() as session:
        assert session.query(CaseStanding).count() == 0
    assert whole(cell)


def test_a_correction_is_undone_though_the_person_is_in_use_since(cell):
    made = deed(cell, SetPerson(cell.sympathiser, {"phone": "1"}))
    deed(cell, OpenCase("admission", cell.sympathiser, "2026-01-01"))
    deed(cell, Undo(made.deed))
    with cell.workspace.reading() as session:
        assert session.get(Person, cell.sympathiser).phone is None


def test_what_was_sent_is_corrected_and_not_undone(cell):
    made = deed(cell, AddPerson("full", {"name": "A", "phone": "1"}))
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        unit.session.add(PageEntry(page="p", place=0, entry=made.result.entry))
    refused("already_sent", deed, cell, Undo(made.deed))
    deed(cell, SetPerson(made.result.id, {"phone": "2"}, "ghi nhầm số"))
    with cell.workspace.reading() as session:
        told = [(e.head.revision, e.state().get("phone"), e.state().get("reason"))
                for e in journal.history(session, made.result.id)]  # fmt: skip
    assert told == [(1, "1", None), (2, "2", "ghi nhầm số")]


def test_a_list_is_undone_whole_until_something_of_it_is_used(cell):
    taken = deed(cell, TakeIn([{"name": "A", "status": "full"}, {"name": "B", "birth": "2000"}])).result
    with cell.workspace.reading() as session:
        b = session.query(Person).filter_by(name="B").one().id
        before = session.query(PersonStanding).count()
    case = deed(cell, OpenCase("admission", b, "2026-01-01"))
    refused("changed_since", deed, cell, UndoTakeIn(batch=taken.batch))
    with cell.workspace.reading() as session:
        assert session.query(PersonStanding).count() == before, "nothing of it was undone"
    deed(cell, Undo(case.deed))
    assert deed(cell, UndoTakeIn(batch=taken.batch)).result == 2
    with cell.workspace.reading() as session:
        assert session.query(PersonStanding).count() == before - 2
    refused("changed_since", deed, cell, UndoTakeIn(batch=taken.batch))
    assert whole(cell)


def test_a_vote_and_an_annulment_are_undone(cell, admission):
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        from app.procedures.ballots import RecordVote

        voted = perform(unit, RecordVote(admission.id, "cell_resolution", "2025-11-15", 20, 1))
    annulled = deed(cell, AnnulAct(admission.id, "cell_resolution", "ghi nhầm"))
    deed(cell, Undo(annulled.deed))
    assert cell.states(admission.id)["cell_resolution"] == "done"
    again = deed(cell, AnnulAct(admission.id, "cell_resolution", "ghi nhầm"))
    second = admission.vote("cell_resolution", "2025-11-16", 21, 0)
    assert second.act.attempt == 1
    refused("changed_since", deed, cell, Undo(again.deed))
    refused("changed_since", deed, cell, Undo(voted.deed))
    assert cell.states(admission.id)["cell_resolution"] == "done"
    assert whole(cell)


def test_members_at_the_end_of_each_year_count_days_that_are_not_known(cell):
    owner = cell.workspace.organisation_id
    with cell.workspace.reading() as session:
        before = dict(members_by_year(session, owner, 2026))
    cell.person("full", name="A", admission_date="2024-05-01")  # official on a day nobody knows
    cell.person("full", name="B", admission_date="1990-01-01", official_date="1991-01-01", activity="died")
    with cell.workspace.reading() as session:
        after = dict(members_by_year(session, owner, 2026))
    assert {y: after[y] - before[y] for y in after} == {2022: 0, 2023: 0, 2024: 1, 2025: 1, 2026: 1}
