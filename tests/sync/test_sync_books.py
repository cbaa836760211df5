"""Kept books on their way up: taken for what they are, and nobody else's book by that name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models import Act, Case, Certificate, EntryRow, Meeting, Organisation, Person, PersonStanding, new_id
from app.procedures import standing
from app.procedures.books import KeepBook, StopKeeping
from app.procedures.deeds import perform
from app.procedures.handover import audience
from app.procedures.office import create_office
from app.procedures.offices import of_role
from app.procedures.people import AddPerson
from app.storage.clock import Clock
from app.storage.unit import Unit
from app.storage.workspace import Workspace
from app.sync import joining
from app.trouble import Refused
from tests.sync.conftest import PASSWORD, TODAY, Pair, people, sound


@pytest.fixture
def linked(tmp_path: Path, quick_codes: None) -> Iterator[Pair]:
    """A committee (`cell` of the pair) and the committee above it (`top`), joined."""
    made = []
    for folder, name, code in (("cell", "Đảng ủy xã Thử", "01.02"), ("top", "Đảng ủy tỉnh Thử", "01")):
        office = {"name": name, "code": code, "type": "committee", "password": PASSWORD}
        made.append(create_office(tmp_path / folder, clock=Clock(TODAY), **office)[0])
    pair = Pair(tmp_path, *made)
    with pair.top.unit(pair.clock) as unit:
        unit.begin("office.invite")
        told = {"name": "Đảng ủy xã Thử", "code": "01.02", "type": "committee"}
        invited = joining.invite(unit, **told, out=tmp_path / "thu-moi")
    opened = joining.read_invitation(invited.file, invited.join_code)
    with pair.cell.unit(pair.clock) as unit:
        unit.begin("office.join")
        joining.accept(unit, opened)
    pair.round()
    yield pair
    pair.cell.close()
    pair.top.close()


def keep(pair: Pair, name: str = "Chi bộ thôn Bãi", code: str = "01.02.009") -> str:
    with pair.cell.unit(pair.clock) as unit:
        return str(perform(unit, KeepBook(name, code)).result.id)


def add(pair: Pair, book: str, name: str) -> str:
    with pair.cell.unit(pair.clock, book=book) as unit:
        told = {"name": name, "admission_date": "1995-01-01", "official_date": "1996-01-01"}
        return str(perform(unit, AddPerson("full", told)).result.id)


def owners(workspace: Workspace) -> dict[str, str]:
    with workspace.reading() as session:
        return dict(session.execute(select(Person.id, Person.owner)).tuples().all())


def differs(workspace: Workspace, clock: Clock) -> list[str]:
    """What journal and derived tables have against each other."""
    with workspace.reading() as session:
        looking = Unit(workspace, session, workspace.user, clock, True)
        return sound(workspace) + standing.verify(looking)


def test_a_kept_book_goes_up_with_the_committees_package(linked: Pair) -> None:
    book = keep(linked)
    member, own = add(linked, book, "Nguyễn Văn A"), add(linked, "", "Nguyễn Văn B")
    outcome = linked.take(linked.top, linked.up().file)
    assert (outcome.status, outcome.parked) == ("applied", [])
    assert owners(linked.top) == {member: book, own: linked.cell.organisation_id}
    with linked.top.reading() as session:
        held = session.get(Organisation, book)
        assert held is not None and held.keeper == linked.cell.organisation_id
        standing_ = session.get(PersonStanding, member)
        assert standing_ is not None and standing_.owner == book
    assert differs(linked.cell, linked.clock) == differs(linked.top, linked.clock) == []


def test_both_ends_find_the_same_offices_above_the_kept_cell(linked: Pair) -> None:
    book = keep(linked)
    linked.take(linked.top, linked.up().file)
    found = []
    for workspace in (linked.cell, linked.top):
        with workspace.unit(linked.clock) as unit:
            found.append([of_role(unit, role, book, TODAY).id for role in ("grassroots", "deciding")])
    assert found[0] == found[1] == [linked.cell.organisation_id] * 2


def test_acts_of_the_offices_above_reach_each_other(linked: Pair) -> None:
    book = keep(linked)
    person = add(linked, book, "Nguyễn Văn A")
    with linked.cell.unit(linked.clock, book=book) as unit:
        unit.begin("case.open")
        case = unit.write(Case(procedure="admission", person=person, opened="2026-01-05")).id

    def act(workspace: Workspace, step: str) -> str:
        with workspace.unit(linked.clock) as unit:
            unit.begin("case.record")
            to = audience(unit, unit.get(Case, case))
            unit.write(Meeting(date="2026-02-20", body="committee"), audience=to)
            return unit.write(Act(case=case, step=step, date="2026-02-20"), audience=to).id

    below = act(linked.cell, "committee")
    linked.take(linked.top, linked.up().file)
    above = act(linked.top, "decision")
    linked.take(linked.cell, linked.down().file)
    for workspace in (linked.cell, linked.top):
        with workspace.reading() as session:
            assert set(session.scalars(select(Act.id))) == {below, above}


def test_a_book_given_up_is_told_and_older_pages_still_come_in(linked: Pair) -> None:
    book = keep(linked)
    person = add(linked, book, "Nguyễn Văn A")
    first = linked.up().file
    with linked.cell.unit(linked.clock, book=book) as unit:
        unit.begin("person.annul")
        unit.annul(unit.get(Person, person), "ghi nhầm")
    with linked.cell.unit(linked.clock) as unit:
        perform(unit, StopKeeping(book, "ghi nhầm"))
    assert linked.take(linked.top, linked.up().file).status == "applied"
    assert linked.take(linked.top, first).status == "applied"
    with linked.top.reading() as session:
        held = session.get(Organisation, book)
        assert held is not None and held.gone and session.get_one(Person, person).gone
    with pytest.raises(Refused) as refused:
        add(linked, book, "Nguyễn Văn B")
    assert refused.value.code == "not_kept"


def forge(pair: Pair, owner: str) -> None:
    """The committee writes a record in the name of `owner`, as a program that was changed might."""
    with pair.cell.unit(pair.clock) as unit:
        unit.begin("person.add")
        unit.book = owner
        unit.write(Person(name="Người Bịa"))


@pytest.mark.parametrize("whose", ["nobody", "superior", "certified", "joined"])
def test_no_office_writes_for_another_by_calling_it_kept(linked: Pair, whose: str) -> None:
    """Not for an unknown office, not for the receiver, not for one that has keys."""
    victim = {"superior": linked.top.organisation_id}.get(whose, new_id())
    if whose in ("certified", "joined"):
        with linked.top.unit(linked.clock) as unit:
            unit.begin("certificate")
            if whose == "certified":
                unit.write(Certificate(office=victim, code="01.03", name="Chi bộ khác"))
            else:
                from app.models import Peer

                unit.session.add(
                    Peer(
                        id=victim, code="01.03", name="Chi bộ khác", type="cell", relation="below",
                        sign_key="", open_key="", state="joined",
                    )
                )  # fmt: skip
    with linked.cell.unit(linked.clock) as unit:
        unit.begin("book.keep")
        if whose in ("certified", "joined"):
            unit.write(Organisation(id=victim, name="Chi bộ khác", keeper=unit.author), audience="up")
    forge(linked, victim)
    with pytest.raises(Refused) as refused:
        linked.take(linked.top, linked.up().file)
    assert refused.value.code == "scope_exceeded"
    assert people(linked.top) == {}


def test_behind_a_gap_a_forged_entry_is_parked(linked: Pair) -> None:
    forge(linked, new_id())
    outcome = linked.take(linked.top, linked.up().file, past_gap=True)
    assert [one["reason"] for one in outcome.parked] == ["not_owner"]
    assert people(linked.top) == {}


def test_what_is_kept_is_not_told_to_the_cells_below(linked: Pair) -> None:
    book = keep(linked)
    with linked.cell.unit(linked.clock, book=book) as unit:
        from app.procedures.offices import PutSetting

        perform(unit, PutSetting({"office.deciding": "01"}, "2026-01-01"))
    with linked.cell.reading() as session:
        kept = session.scalars(
            select(EntryRow.audience).where(EntryRow.kind.in_(["organisation", "setting"]))
        )
        assert [to for to in kept if to == "up"] == ["up", "up"]


@pytest.fixture
def committee(linked: Pair) -> Callable[[KeepBook], str]:
    """The code of the refusal of a book."""

    def refused(command: KeepBook) -> str:
        with pytest.raises(Refused) as told, linked.cell.unit(linked.clock) as unit:
            perform(unit, command)
        return told.value.code

    return refused


def test_a_code_stands_for_one_office(linked: Pair, committee: Callable[[KeepBook], str]) -> None:
    keep(linked)
    assert committee(KeepBook("Chi bộ khác", "01.02.009")) == "code_in_use"
    assert committee(KeepBook("Chi bộ khác", "01.02")) == "code_in_use"
    with linked.cell.unit(linked.clock) as unit:
        unit.begin("office.invite")
        told = {"name": "Chi bộ có máy", "code": "01.02.010", "type": "cell"}
        joining.invite(unit, **told, out=linked.folder / "thu-moi-2")
    assert committee(KeepBook("Chi bộ khác", "01.02.010")) == "code_in_use"
