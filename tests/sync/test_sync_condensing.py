"""What was condensed does not come back from the superior, does not go there, and breaks nothing there."""

import shutil

import pytest

from app.demo.build import PASSWORD
from app.models import Case, EntryRow, Peer
from app.procedures import standing
from app.procedures.condensing import Condense, closed_for_nothing
from app.procedures.office import open_office
from app.procedures.offices import PutSetting
from app.procedures.people import AddPerson
from app.storage import journal, keys
from app.storage.clock import Clock
from app.sync import inbox, outbox
from app.trouble import Refused
from tests import restricted

DAY = "2019-08-05"


@pytest.fixture
def closed(two_offices, monkeypatch):
    """The cell has a case that found nothing, kept long enough; `marks`: its texts."""
    for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
        monkeypatch.setattr(keys, name, value)
    offices = two_offices
    made = restricted.Hidden(lambda command: offices.do(offices.cell, command).result)
    offices.case = made.told("deletion", made.person("Trần Văn Kết"), DAY, ended=True)
    offices.do(offices.cell, PutSetting({"screening.retention": "1 years"}, "2024-01-02", "3-QĐ@2024-01-02"))
    return offices


def waits(offices):
    with offices.cell.unit(Clock(offices.day), clock_accepted=True) as unit:
        return [(one.case, one.waits, one.sent) for one in closed_for_nothing(unit)]


def condense(offices):
    return offices.do(offices.cell, Condense([offices.case], True)).result


def has(workspace, case):
    with workspace.reading() as session:
        return session.get(Case, case) is not None


def sound(workspace, day):
    with workspace.unit(Clock(day), clock_accepted=True) as unit:
        found = journal.verify(unit.session) + standing.verify(unit)
        unit.session.rollback()
    return found


def marked(workspace):
    """Whether any entry still tells of the case."""
    with workspace.reading() as session:
        return [e for (e,) in session.query(EntryRow.state) if e and b"zqx" in e]


def test_what_arrived_above_stays_there_and_does_not_come_back(closed):
    closed.send(closed.cell, closed.committee)
    assert waits(closed) == [(closed.case, "unconfirmed", True)]
    with pytest.raises(Refused) as refused:
        condense(closed)
    assert refused.value.code == "kept" and "biên nhận" in refused.value.message
    closed.send(closed.committee, closed.cell)
    done = condense(closed)
    assert (done.cases, done.sent) == (1, 1)
    assert not has(closed.cell, closed.case) and has(closed.committee, closed.case)
    closed.do(closed.cell, AddPerson("full", {"name": "Lê Thị Sau", "birth": "1980"}))
    for _time in range(2):
        closed.send(closed.cell, closed.committee)
        closed.send(closed.committee, closed.cell)
    assert not has(closed.cell, closed.case) and has(closed.committee, closed.case)
    assert not marked(closed.cell) and marked(closed.committee)
    assert sound(closed.cell, closed.day) == [] == sound(closed.committee, closed.day)


def test_what_was_never_sent_never_is(closed):
    done = condense(closed)
    assert done.sent == 0
    closed.do(closed.cell, AddPerson("full", {"name": "Lê Thị Sau", "birth": "1980"}))
    closed.send(closed.cell, closed.committee)
    closed.send(closed.committee, closed.cell)
    assert not has(closed.committee, closed.case) and not marked(closed.committee)
    with closed.committee.reading() as session:
        assert session.query(EntryRow).filter(EntryRow.record == closed.case).count() == 0
        assert session.query(EntryRow).filter(EntryRow.parked.is_not(None)).count() == 0


def test_pages_sent_once_more_carry_no_text(closed, tmp_path):
    """The superior lost what it had and says so by an older receipt."""
    shutil.copytree(closed.committee.path, tmp_path / "before")
    closed.send(closed.cell, closed.committee)
    closed.send(closed.committee, closed.cell)
    condense(closed)
    with closed.cell.unit(Clock(closed.day), clock_accepted=True) as unit:
        unit.session.query(Peer).one().receipt = {}
    sent = outbox.pack(closed.cell, closed.folder, clock=Clock(closed.day))
    with open_office(tmp_path / "before", PASSWORD) as before:
        took = inbox.unpack(before, sent.file, clock=Clock(closed.day, accepted=True))
        assert took.status == "applied"
        assert took.parked and not marked(before)
        assert not has(before, closed.case) and sound(before, closed.day) == []
        with before.reading() as session:
            reasons = {r for (r,) in session.query(EntryRow.parked).filter(EntryRow.parked.is_not(None))}
        assert reasons == {"erased"}
