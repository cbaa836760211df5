"""Workspaces written by earlier versions open, keep everything, and hold together."""

import datetime
import shutil
from pathlib import Path

import pytest

from app.models import Case, Person, PersonStanding
from app.procedures import standing
from app.procedures.day import bring_to_today
from app.procedures.office import open_office
from app.storage.clock import Clock

KEPT = Path(__file__).parent.parent / "old_versions"
PASSWORD = "xem thử 2025"


@pytest.mark.parametrize("version", sorted(p.name for p in KEPT.iterdir()))
def test_a_workspace_of_an_earlier_version_opens_whole(tmp_path, version):
    path = tmp_path / "so"
    shutil.copytree(KEPT / version, path)
    opened = open_office(path, PASSWORD)
    clock = Clock(datetime.date(2025, 11, 17))
    try:
        assert bring_to_today(opened, clock), "derived tables speak of the new program's day"
        with opened.unit(clock) as unit:
            assert len(unit.all(Person)) > 5
            assert unit.all(Case)
            assert unit.session.query(PersonStanding).count() == len(unit.all(Person))
            assert standing.verify(unit) == []
    finally:
        opened.close()
