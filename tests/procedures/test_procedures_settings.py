"""Settings: typed values become values of the rule's kind, bad ones are refused, and whose they are."""

import datetime

import pytest

from app.models import Peer, Setting
from app.models import entry as entries
from app.procedures import engine, standing
from app.procedures.offices import PutSetting, of_role
from app.procedures.rule_packs import AddPack
from app.regulations.rules import Share
from app.storage.clock import Clock
from app.trouble import Refused

PAPER = "12-HD/ĐU@2026-01-05"
ABOVE, BELOW = "a" * 32, "b" * 32


def refused(code, function, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        function(*args, **kwargs)
    assert caught.value.code == code
    assert caught.value.hint or caught.value.message
    return caught.value


def rule(cell, key, day="2026-09-01"):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        return unit.rulebook.rule(key, datetime.date.fromisoformat(day))


def put(cell, key, value, day="2026-08-01", document=PAPER):
    cell.do(PutSetting({key: value}, day, document))


@pytest.mark.parametrize(
    ("key", "typed", "value", "unit"),
    [
        ("admission.dossier.send", "30 working_days", 30, "working_days"),
        ("admission.dossier.send", "5 ngày làm việc", 5, "working_days"),
        ("admission.dossier.send", {"value": 2, "unit": "months"}, 2, "months"),
        ("admission.dossier.send", "12 tháng", 12, "months"),
        ("admission.cell.vote", "2/3", Share(2, 3), ""),
        ("admission.decision.vote", "trên 1/2", Share(1, 2, "above"), ""),
        ("admission.decision.vote", {"share": [1, 2], "rounding": "above"}, Share(1, 2, "above"), ""),
        ("admission.youth.age_max", "30", 30, ""),
        ("admission.youth.age_max", 35, 35, ""),
        ("admission.introducers.youth_neither", "full_member", ("full_member",), ""),
        ("admission.dossier.redo", "3-KNĐ, 5-KNĐ", ("3-KNĐ", "5-KNĐ"), ""),
        ("admission.decision.deadline", "45", 45, "working_days"),  # the unit it last had
    ],
)  # fmt: skip
def test_typed_values_become_values_of_their_kind(cell, key, typed, value, unit):
    assert not rule(cell, key).known
    put(cell, key, typed)
    found = rule(cell, key)
    assert (found.value, found.layer, found.document) == (value, "office", PAPER)
    assert found.unit == unit or not unit


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("admission.dossier.send", "sớm", "bad_pack"),
        ("admission.dossier.send", "30 tuần", "bad_pack"),
        ("admission.dossier.send", "30", "bad_pack"),  # never had a unit
        ("admission.dossier.send", -3, "bad_pack"),
        ("admission.cell.vote", "3/2", "bad_pack"),
        ("admission.cell.vote", "hai phần ba", "bad_pack"),
        ("admission.youth.age_max", "ba mươi", "bad_pack"),
        ("admission.introducers.youth_neither", "anybody", "bad_pack"),
        ("admission.age.min", "17", "loosens_rule"),
        ("readmission.wait", "24 months", "loosens_rule"),
        ("no.such.key", "1", "bad_setting"),
        ("office.grassroots", 5, "bad_setting"),
    ],
)
def test_values_that_do_not_fit_are_refused_and_nothing_changes(cell, key, typed, code):
    refused(code, put, cell, key, typed)
    with cell.workspace.reading() as session:
        assert session.query(Setting).count() == 0


def test_a_value_rests_on_a_document(cell):
    refused("setting_without_document", put, cell, "admission.dossier.send", "5 days", document=None)
    refused("setting_without_document", put, cell, "admission.dossier.send", "5 days", document="12-HD")


def test_tightening_is_allowed(cell):
    put(cell, "readmission.wait", "48 months")
    assert rule(cell, "readmission.wait").number == 48


def test_a_setting_ends_and_another_begins(cell):
    put(cell, "admission.dossier.send", "5 working_days", "2026-02-01")
    put(cell, "admission.dossier.send", "7 working_days", "2026-06-01")
    cell.do(PutSetting({"admission.dossier.send": ""}, "2026-09-01"))
    told = [rule(cell, "admission.dossier.send", day) for day in
            ("2026-01-31", "2026-02-01", "2026-05-31", "2026-06-01", "2026-08-31", "2026-09-01")]  # fmt: skip
    assert [r.value for r in told] == [None, 5, 5, 7, 7, None]
    refused("not_found", cell.do, PutSetting({"admission.dossier.send": ""}, "2026-10-01"))
    for day, name in (("2020-01-01", "Đảng ủy cũ"), ("2025-01-01", "Đảng ủy mới"), ("2026-08-01", "")):
        cell.do(PutSetting({"office.grassroots": name}, day))
    with cell.workspace.unit(Clock(cell.today)) as unit:
        own = unit.organisation
        names = [of_role(unit, "grassroots", own, datetime.date(year, 12, 1)).name for year in (2024, 2025)]
        assert names == ["Đảng ủy cũ", "Đảng ủy mới"]
        left = of_role(unit, "grassroots", own, datetime.date(2026, 9, 1)).name
        assert left not in names, "the one it replaced does not come back"
    cell.do(PutSetting({"office.sectional": "-"}, "2026-09-01"))
    cell.do(PutSetting({"office.sectional": None}, "2026-09-01"))
    with cell.workspace.reading() as session:
        assert session.query(Setting).filter_by(key="office.sectional").one().gone


def receive(cell, owner, record, **state):
    made = entries.make(
        state, kind="setting", record=record, owner=owner, author=owner, revision=1, deed="d", what="x",
        by="Bí thư", at="2026-01-01T00:00:00.000000Z",
    )  # fmt: skip
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        assert unit.take_in(made) is None


def agrees(cell):
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        found = standing.verify(unit)
        unit.session.rollback()
    return found == []


def peer(cell, office, relation):
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        unit.session.add(
            Peer(id=office, code=office[:3], name=f"Tổ chức {office[0]}", type="committee",
                 relation=relation, sign_key="", open_key="", state="joined")
        )  # fmt: skip


def test_settings_of_the_superior_reach_the_cell_and_those_of_others_do_not(cell, admission):
    peer(cell, ABOVE, "above")
    peer(cell, BELOW, "below")
    key = "admission.dossier.send"
    receive(cell, ABOVE, "1" * 32, key=key, value={"value": 5, "unit": "working_days"},
            document=PAPER, **{"from": "2026-01-10"})  # fmt: skip
    receive(cell, BELOW, "2" * 32, key="admission.committee.deadline", document=PAPER,
            value={"value": 9, "unit": "days"}, **{"from": "2026-01-10"})  # fmt: skip
    receive(
        cell, BELOW, "3" * 32, key="office.sectional", value={"value": "Nơi khác"}, **{"from": "2020-01-01"}
    )
    receive(
        cell, ABOVE, "4" * 32, key="office.deciding", value={"value": "Thành ủy"}, **{"from": "2020-01-01"}
    )
    found = rule(cell, key)
    assert (found.value, found.layer) == (5, "superior")
    assert not rule(cell, "admission.committee.deadline").known
    with cell.workspace.unit(Clock(cell.today)) as unit:
        own, day = unit.organisation, datetime.date(2025, 12, 1)
        assert of_role(unit, "sectional", own, day).absent
        assert of_role(unit, "deciding", own, day).name == "Thành ủy"
        assert of_role(unit, "grassroots", own, day).id == ABOVE
    cell.do(PutSetting({"office.deciding": "Tỉnh ủy"}, "2020-01-01"))
    with cell.workspace.unit(Clock(cell.today)) as unit:
        assert of_role(unit, "deciding", own, day).name == "Tỉnh ủy", "the own word comes first"
        assert engine.stand(engine.load_case(unit, admission.id)).step("sectional") is None
    cell.do(PutSetting({"office.grassroots": "-"}, "2020-01-01"))
    assert agrees(cell)


def test_a_pack_that_loosens_a_rule_is_refused_and_not_kept(cell):
    text = """
[pack]
id = "tinh/thu"
title = "Thử"
layer = "province"
issuer = "Tỉnh ủy"
version = "1"

[[document]]
id = "1-HD/TU@2026-01-01"
title = "Hướng dẫn"
issuer = "Tỉnh ủy"
from = 2026-01-01
confidence = "confirmed"

[[rule]]
key = "admission.age.min"
value = {age}
unit = "years"
document = "1-HD/TU@2026-01-01"
confidence = "confirmed"
"""
    refused("loosens_rule", cell.do, AddPack(text.format(age=16), "x.toml"))
    cell.do(AddPack(text.format(age=20), "x.toml"))
    assert rule(cell, "admission.age.min").number == 20
