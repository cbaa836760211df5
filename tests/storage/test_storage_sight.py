"""Whoever does not handle restricted cases finds no trace of one."""

import pytest
from sqlalchemy import func, select

from app.models import Act, Case, EntryRow, Round, RoundItem, Vote
from app.storage import workspace as workspaces
from app.storage.engine import rows
from app.trouble import Refused


def write(workspace, clock, *records):
    with workspace.unit(clock) as unit:
        unit.begin("test")
        return [unit.write(record).id for record in records]


@pytest.fixture
def office(made, clock, tmp_path):
    """A workspace with an open and a restricted case, and its path."""
    opened, _secret = made
    open_case, closed_case = write(
        opened, clock, Case(procedure="admission", person="a", opened="2025-01-01"),
        Case(procedure="deletion", person="b", opened="2025-01-01", restricted=True),
    )  # fmt: skip
    write(
        opened, clock, Act(case=open_case, step="x", facts={}), Act(case=closed_case, step="y", facts={}),
        Vote(case=closed_case, step="y"),
    )  # fmt: skip
    hidden = write(
        opened, clock, Round(what="review", year=2025, restricted=True), Round(what="rating", year=2025)
    )  # fmt: skip
    write(opened, clock, RoundItem(round=hidden[0], person="b"), RoundItem(round=hidden[1], person="b"))
    return opened, closed_case


def counts(workspace):
    with workspace.reading() as session:
        mapped = {
            kind.kind: session.scalar(select(func.count()).select_from(kind))
            for kind in (Case, Act, Vote, Round, RoundItem)
        }
        entries = session.scalar(select(func.count()).select_from(EntryRow))
    with workspace.plain() as records:
        plain = rows(records, "SELECT count(*) FROM case_")[0][0]
    return mapped, entries, plain


@pytest.mark.parametrize("role", ["clerk", "reader"])
def test_no_restricted_record_is_read_by_any_road(office, clock, role):
    opened, closed_case = office
    everything, entries, plain = counts(opened)
    assert everything == {"case": 2, "act": 2, "vote": 1, "round": 2, "round_item": 2} and plain == 2
    workspaces.change_password(opened, "Người khác", "mật khẩu khác", role)
    opened.close()
    with workspaces.open_workspace(opened.path, "mật khẩu khác", user="Người khác") as again:
        assert again.user.role == role
        seen, fewer, plain = counts(again)
        assert seen == {"case": 1, "act": 1, "vote": 0, "round": 1, "round_item": 1} and plain == 1
        assert fewer == entries - 5, "nor in the history of changes"
        with again.unit(clock) as unit, pytest.raises(Refused) as refused:
            unit.get(Case, closed_case)
        assert refused.value.code == "not_found"
