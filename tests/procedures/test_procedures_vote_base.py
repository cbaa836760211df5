"""Who counts in a vote, from the book of the cell itself: against a plain list kept beside it."""

import datetime
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.procedures import voting
from app.procedures.deeds import perform
from app.procedures.office import open_office
from app.procedures.people import AddPerson, SetPerson
from app.storage import keys
from app.storage.clock import Clock

MET = datetime.date(2025, 11, 15)
TODAY = datetime.date(2026, 3, 2)
BESIDE = 22
"""Full members of the cell every test begins with who count on that day."""


def day(offset):
    return (MET + datetime.timedelta(days=offset)).isoformat()


NEAR = st.integers(-40, 40)
PERSON = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["full", "full", "full", "probationary", "former", "sympathiser"]),
        "since": NEAR,
        "state": st.sampled_from([None, "exempt", "away", "suspended", "custody", "guest", "lost_contact"]),
        "from": NEAR,
        "lasting": st.one_of(st.none(), st.integers(1, 50)),
        "came": st.booleans(),
    }
)


@pytest.fixture(scope="module")
def workspace(first_cell, tmp_path_factory):
    folder = tmp_path_factory.mktemp("votes") / "so"
    shutil.copytree(first_cell[0], folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            monkeypatch.setattr(keys, name, value)
        opened = open_office(folder, "mật khẩu dài")
    with opened:
        yield opened


def entered(unit, number, told):
    """Put one person into the book as a secretary would; their id."""
    fields = {"name": f"Người thứ {number}", "admission_date": "2001-03-04", "official_date": "2002-03-04"}
    status, since = told["status"], day(told["since"])
    if status == "sympathiser":
        fields = {"name": fields["name"]}
    elif status == "probationary":
        fields = {"name": fields["name"], "admission_date": "2025-01-06"}
    elif status == "full":
        fields["official_date"] = since
    elif status == "former":
        fields |= {"activity": "deleted", "activity_date": since}
    if told["state"] and status in ("full", "probationary"):
        fields |= {"activity": told["state"], "activity_date": day(told["from"])}
    person = perform(unit, AddPerson(status, fields)).result.id
    if "activity" in fields and status != "former" and told["lasting"]:
        back = {"activity": "active", "activity_date": day(told["from"] + told["lasting"])}
        perform(unit, SetPerson(person, back))
    return person


def reason_against(told):
    """Why somebody does not count at the meeting; None for one who does."""
    if told["status"] in ("sympathiser", "probationary"):
        return told["status"]
    if told["status"] == "full" and told["since"] > 0:
        return "not yet full"
    if told["status"] == "former":
        return "gone" if told["since"] <= 0 else None
    begun = told["from"] <= 0
    ended = told["lasting"] is not None and told["from"] + told["lasting"] <= 0
    state = told["state"] if begun and not ended else None
    if state in ("guest", "suspended", "custody"):
        return state
    if state in ("exempt", "away") and not told["came"]:
        return state
    return None


@settings(max_examples=60)
@given(st.lists(PERSON, min_size=1, max_size=6))
def test_the_base_is_the_plain_list_of_the_day(workspace, people):
    with workspace.unit(Clock(TODAY), clock_accepted=True) as unit:
        ids = [entered(unit, number, told) for number, told in enumerate(people)]
        unit.finish()
        came = [person for person, told in zip(ids, people, strict=True) if told["came"]]
        found = voting.count(unit, "cell", unit.organisation, MET, present=came)
        needed, text = voting.needed(unit.rulebook.on(MET), "admission.cell.vote", found.number)
        unit.session.rollback()
        unit.touched.clear()
    counted = {row["id"] for row in found.counted} & set(ids)
    expected = {person for person, told in zip(ids, people, strict=True) if reason_against(told) is None}
    assert counted == expected
    assert found.number == len(expected) + BESIDE
    votes = next(n for n in range(100) if 3 * n >= 2 * found.number)
    assert needed == votes and text.endswith(f"→ {votes}")
