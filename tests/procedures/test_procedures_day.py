"""Opening a workspace brings its derived tables to the day and to the rules of the program."""

import datetime

from app.models import Meta
from app.procedures.day import bring_to_today, derived_day
from app.procedures.people import AddPerson
from app.storage import central
from app.storage.clock import Clock


def test_another_day_or_other_rules_are_brought_in_once(cell, monkeypatch):
    clock = Clock(cell.today)
    cell.do(AddPerson("full", {"name": "Vũ Thị Mai", "birth": "1980"}))
    assert bring_to_today(cell.workspace, clock) and not bring_to_today(cell.workspace, clock)
    assert derived_day(cell.workspace) == cell.today
    with cell.workspace.reading() as session:
        assert session.get(Meta, central.SEEN) is not None and not central.news(session)
    assert bring_to_today(cell.workspace, Clock(cell.today + datetime.timedelta(days=1)))
    monkeypatch.setattr(central, "digest", lambda: "khác")
    tomorrow = Clock(cell.today + datetime.timedelta(days=1))
    assert bring_to_today(cell.workspace, tomorrow) and not bring_to_today(cell.workspace, tomorrow)
    with cell.workspace.reading() as session:
        assert central.news(session).program, "what was looked at stays until somebody looks again"
