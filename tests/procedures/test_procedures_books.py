"""Kept books: who may write in one, what undoing does, and which rows of a list belong to whom."""

import datetime
from types import SimpleNamespace

import pytest

from app.commands.splitting import targets
from app.models import Organisation, Peer, Person
from app.procedures import standing
from app.procedures.books import KeepBook, TakeInBooks, books
from app.procedures.deeds import Undo, perform
from app.procedures.office import create_office
from app.procedures.offices import PutSeat, seats
from app.procedures.people import AddPerson, SetPerson, TakeIn, UndoTakeIn
from app.storage import journal, keys
from app.storage.clock import Clock
from app.trouble import Refused

TODAY = datetime.date(2025, 11, 17)
CLOCK = Clock(TODAY)


@pytest.fixture
def committee(tmp_path, monkeypatch):
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)
    office = {"name": "Đảng ủy xã Thử", "code": "25.1", "type": "committee", "password": "mật khẩu dài"}
    workspace, _secret = create_office(tmp_path / "dang-uy", clock=CLOCK, **office)
    with workspace:
        yield workspace


def do(workspace, command, book=""):
    with workspace.unit(CLOCK, book=book) as unit:
        return perform(unit, command)


def code_of(deed):
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.code


@pytest.fixture
def book(committee):
    return do(committee, KeepBook("Chi bộ thôn Bãi", "25.1.7")).result.id


def test_records_are_the_cells_and_entries_the_committees(committee, book):
    person = do(committee, AddPerson("full", {"name": "Lê Thị Bãi"}), book).result
    with committee.reading() as session:
        [entry] = journal.history(session, person.id)
    assert (person.owner, entry.head.owner, entry.head.author) == (book, book, committee.organisation_id)
    with committee.unit(CLOCK) as unit:
        assert journal.verify(unit.session) + standing.verify(unit) == []


def test_seats_are_those_of_the_open_book(committee, book):
    do(committee, PutSeat("cell_committee", "Lê Thị Bãi", "Bí thư", "2025-01-01"), book)
    do(committee, PutSeat("committee", "Trần Văn Cấp Ủy", "Bí thư", "2025-01-01"))
    with committee.unit(CLOCK, book=book) as unit:
        assert [s.name for s in seats(unit, "cell_committee", TODAY)] == ["Lê Thị Bãi"]
        assert seats(unit, "committee", TODAY) == []


def test_a_book_with_somebody_in_it_is_not_undone(committee, book):
    with committee.reading() as session:
        [entry] = journal.history(session, book)
    person = do(committee, AddPerson("full", {"name": "Lê Thị Bãi"}), book)
    assert code_of(lambda: do(committee, Undo(of=entry.head.deed))) == "changed_since"
    do(committee, Undo(of=person.deed))  # from the own book too
    do(committee, Undo(of=entry.head.deed))
    assert code_of(lambda: do(committee, AddPerson("full", {"name": "A"}), book)) == "not_kept"


def test_only_a_committee_keeps_books_and_only_in_its_own(committee, book, tmp_path):
    assert code_of(lambda: do(committee, KeepBook("Chi bộ thôn Tây", "25.1.8"), book)) == "own_book_only"
    cell = {"name": "Chi bộ Một", "code": "25.2", "type": "cell", "password": "mật khẩu dài"}
    with create_office(tmp_path / "chi-bo", clock=CLOCK, **cell)[0] as workspace:
        assert code_of(lambda: do(workspace, KeepBook("Chi bộ Hai", "25.3"))) == "cell_keeps_no_book"


def test_name_code_and_place_of_a_book_are_corrected(committee, book):
    do(committee, KeepBook("Chi bộ thôn Bãi Sậy", "25.1.9", "Vân Khê", book="25.1.7"))
    with committee.reading() as session:
        [found] = books(session, committee.organisation_id)
    assert (found.id, found.code, found.name, found.place) == (
        book,
        "25.1.9",
        "Chi bộ thôn Bãi Sậy",
        "Vân Khê",
    )


def test_a_list_taken_into_several_books_is_undone_as_a_whole(committee, book):
    parts = [
        (book, TakeIn([{"name": "Lê Thị Bãi", "birth": "1970"}])),
        (KeepBook("Chi bộ thôn Tây", "25.1.8"), TakeIn([{"name": "Vũ Văn Tây", "birth": "1971"}])),
    ]
    [(first, taken), (second, _other)] = do(committee, TakeInBooks(parts)).result
    with committee.unit(CLOCK) as unit:
        assert {p.owner for p in unit.all(Person)} == {first, second} and first == book != second
    do(committee, UndoTakeIn(taken.batch))
    with committee.unit(CLOCK) as unit:
        assert unit.all(Person) == [] and not unit.get(Organisation, second).gone


def test_rows_of_a_cell_with_its_own_computer_are_left(committee, book):
    with committee.unit(CLOCK) as unit:
        unit.session.add(
            Peer(
                id="p" * 32, code="25.1.3", name="Chi bộ Trường học", type="cell", relation="below",
                sign_key="", open_key="", state="joined",
            )
        )  # fmt: skip
    persons = [{"organisation": name} for name in ("Chi bộ trường học", "CHI BỘ THÔN BÃI", "", "25.1.3")]
    with committee.unit(CLOCK) as unit:
        found, left = targets(unit, SimpleNamespace(persons=persons), [])
    assert [(name, to, rows) for name, to, rows in found] == [("CHI BỘ THÔN BÃI", book, [1])]
    assert [one["rows"] for one in left] == [[0], [2], [3]]


def test_another_offices_person_is_not_written(committee, book):
    person = do(committee, AddPerson("full", {"name": "Lê Thị Bãi"}), book).result.id
    assert code_of(lambda: do(committee, SetPerson(person, {"birth": "1970"}))) == "not_owner"
