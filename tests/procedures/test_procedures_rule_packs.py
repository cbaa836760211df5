"""Packs: looked at before use, ended, filled by the office; a superior's waits to be switched on."""

import datetime
import json

import pytest
from sqlalchemy import select

from app.models import Duty, Peer, RulePack, Setting
from app.models import entry as entries
from app.procedures import standing
from app.procedures.deeds import Undo, perform
from app.procedures.offices import PutSetting
from app.procedures.rule_filling import FillRules
from app.procedures.rule_packs import AcceptPack, AddPack, DropPack, waiting_packs
from app.procedures.rule_preview import preview, preview_held
from app.regulations.resources import resource_folder
from app.storage.clock import Clock
from app.trouble import Refused

ABOVE = "a" * 32
VALIDITY = "admission.awareness_certificate.validity"
DEADLINE = "admission.decision.deadline"

PACK = """
[pack]
id = "xa/thu"
title = "Hướng dẫn của xã"
layer = "superior"
issuer = "Đảng ủy xã Thử"
version = "{version}"

[[document]]
id = "15-HD/ĐU@2025-01-10"
title = "Hướng dẫn của Đảng ủy"
issuer = "Đảng ủy xã Thử"
from = 2025-01-10
confidence = "confirmed"
"""
RULE = """
[[rule]]
key = "{key}"
value = {value}
unit = "{unit}"
base = "{base}"
document = "15-HD/ĐU@2025-01-10"
confidence = "confirmed"
"""


def text_of(version, *rules, more=""):
    made = PACK.format(version=version) + more
    for key, value, unit, base in rules:
        made += RULE.format(key=key, value=value, unit=unit, base=base)
    return made


SHORT = (VALIDITY, 4, "months", "CN-NTVĐ.date")
LONG = (VALIDITY, 48, "months", "CN-NTVĐ.date")


def refused(code, call, *args, **how):
    with pytest.raises(Refused) as caught:
        call(*args, **how)
    assert caught.value.code == code and caught.value.message
    return caught.value


def look(cell, call, *args, **how):
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        found = call(unit, *args, **how)
        unit.session.rollback()
    return found


def rule(cell, key, day="2026-02-01"):
    return look(cell, lambda unit: unit.rulebook.on(datetime.date.fromisoformat(day))[key])


def packs(cell):
    with cell.workspace.reading() as session:
        return [(p.version, p.gone) for p in session.query(RulePack)]


def agrees(cell):
    return look(cell, standing.verify) == []


# Looking first


def test_a_look_names_rules_documents_and_the_cases_touched(cell, admission):
    admission.vote("cell_resolution", "2025-11-15", 20)
    text = text_of("1", SHORT)
    found = look(cell, preview, text)
    assert {c.key for c in found.changes} == {VALIDITY}
    assert found.changes[0].start == datetime.date(2025, 1, 10)
    assert [d.number for d in found.documents] == ["15-HD/ĐU"] and not found.refused
    [touched] = found.cases
    assert (touched.case, touched.person) == (admission.id, "Đoàn Thị Mỹ Hạnh")
    assert any(c.kind == "check" and c.after.startswith("chặn") for c in touched.changes), touched.changes
    assert packs(cell) == [], "looking changes nothing"
    before = cell.look(admission.id)[1]
    cell.do(AddPack(text))
    after = cell.look(admission.id)[1]
    said = {c.what.partition(",")[0] for c in touched.changes if c.kind == "check"}
    assert {i for i in after if after[i].severity != getattr(before.get(i), "severity", None)} <= said
    assert agrees(cell)


def test_a_look_at_what_changes_nothing_for_the_cases_says_so(cell, admission):
    found = look(cell, preview, text_of("1", ("readmission.wait", 48, "months", "")))
    assert found.changes and found.cases == () and found.looked_at == 1


def test_a_pack_that_begins_later_names_what_will_be_from_its_day(cell, admission):
    cell.today = datetime.date(2025, 11, 12)
    later = text_of("1", SHORT).replace("from = 2025-01-10", "from = 2025-11-20")
    found = look(cell, preview, later)
    assert found.changes[0].start == datetime.date(2025, 11, 20)
    [touched] = found.cases
    assert {c.day for c in touched.changes} == {datetime.date(2025, 11, 20)}
    assert any(c.kind == "check" and c.after.startswith("chặn") for c in touched.changes)


def test_a_look_names_all_that_loosens_and_the_pack_is_not_taken(cell):
    loose = ("admission.age.min", 16, "years", ""), (VALIDITY, 90, "months", "CN-NTVĐ.date")
    text = text_of("1", *loose)
    found = look(cell, preview, text)
    assert {r.details["key"] for r in found.refused} == {"admission.age.min", VALIDITY}
    assert found.changes == () and found.cases == ()
    refused("loosens_rule", cell.do, AddPack(text))
    assert packs(cell) == []


def test_a_setting_of_the_office_that_would_loosen_is_named(cell):
    cell.do(PutSetting({VALIDITY: "50 months"}, "2025-02-01", "3-QĐ/CB@2025-02-01"))
    text = text_of("1", LONG)
    found = look(cell, preview, text)
    assert [r.code for r in found.refused] == ["loosens_rule"]
    refused("loosens_rule", cell.do, AddPack(text))


def test_the_example_of_ha_noi_switches_on_checks_and_papers(cell, admission):
    text = (resource_folder("regulations") / "overlays" / "ha-noi.toml").read_text("utf-8")
    found = look(cell, preview, text)
    assert found.checks_on == ("V43", "V45") and not found.checks_off and not found.refused
    assert {a.extends for a in found.additions} == {"admission", "source"}
    cell.do(AddPack(text))
    gone = look(cell, preview_held, "ha-noi/ket-nap", dropped=True)
    assert gone.pack is None and gone.checks_off == ("V43", "V45")
    assert {(c.key, c.before, c.after) for c in found.changes} == {
        (c.key, c.after, c.before) for c in gone.changes
    }


# Versions and the end of a pack


def test_newer_takes_the_place_and_older_or_other_is_refused(cell):
    cell.do(AddPack(text_of("9", LONG)))
    cell.do(AddPack(text_of("10", SHORT)))
    assert rule(cell, VALIDITY).number == 4
    refused("older_than_here", cell.do, AddPack(text_of("9", LONG)))
    refused("same_version", cell.do, AddPack(text_of("10", LONG)))
    refused("same_version", look, cell, preview, text_of("10", LONG))
    assert packs(cell) == [("10", False)]


def test_a_pack_is_ended_with_a_reason_and_comes_back(cell):
    central = rule(cell, VALIDITY).number
    cell.do(AddPack(text_of("1", LONG)))
    refused("missing_reason", cell.do, DropPack("xa/thu", " "))
    refused("unknown_pack", cell.do, DropPack("xa/khac", "sai"))
    cell.do(DropPack("xa/thu", "văn bản đã bị thay"))
    assert rule(cell, VALIDITY).number == central and packs(cell) == [("1", True)]
    cell.do(AddPack(text_of("1", LONG)))
    assert rule(cell, VALIDITY).number == 48 and packs(cell) == [("1", False)]


def test_the_end_of_a_pack_is_undone(cell):
    cell.do(AddPack(text_of("1", LONG)))
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        done = perform(unit, DropPack("xa/thu", "nhầm"))
    cell.do(Undo(of=done.deed))
    assert rule(cell, VALIDITY).number == 48


def test_a_pack_that_no_longer_fits_is_set_aside_and_can_be_ended(cell):
    for name, text in (
        ("xa/la", text_of("1", ("no.such.key", 1, "", "")).replace("xa/thu", "xa/la")),
        ("xa/thu", text_of("1", ("admission.age.min", 16, "years", ""))),
    ):
        with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
            unit.begin("rules.add")
            unit.write(RulePack(pack=name, version="1", text=text))
    assert rule(cell, "admission.age.min").number == 18
    assert look(cell, lambda unit: [r.code for r in unit.rulebook.set_aside]) == ["bad_pack", "loosens_rule"]
    found = look(cell, preview_held, "xa/thu", dropped=True)
    assert found.in_use is not None and found.changes == ()
    assert look(cell, preview_held, "xa/la", dropped=True).in_use is None
    for name in ("xa/thu", "xa/la"):
        cell.do(DropPack(name, "không còn hợp"))
    assert look(cell, lambda unit: unit.rulebook.set_aside) == ()


# A superior's pack


def from_above(cell, text, revision=1, record="5" * 32, gone=False, version="1"):
    state = {"pack": "xa/thu", "version": version, "text": text} | ({"gone": True} if gone else {})
    made = entries.make(
        state, kind="rule_pack", record=record, owner=ABOVE, author=ABOVE, revision=revision, deed="d",
        what="rules.add", by="Bí thư", at="2026-01-01T00:00:00.000000Z",
    )  # fmt: skip
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        if unit.session.get(Peer, ABOVE) is None:
            unit.session.add(
                Peer(id=ABOVE, code="01", name="Đảng ủy xã Thử", type="committee", relation="above",
                     sign_key="", open_key="", state="joined")
            )  # fmt: skip
        assert unit.take_in(made) is None


def waiting(cell):
    """The packs that wait; each is a duty of the office."""
    names = look(cell, lambda unit: [h.record.pack for h in waiting_packs(unit)])
    asked = select(Duty.place).where(Duty.place.startswith("pack:"))
    assert look(cell, lambda unit: list(unit.session.scalars(asked))) == [f"pack:{name}" for name in names]
    return names


def test_a_superiors_pack_holds_only_once_it_is_switched_on(cell, admission):
    central = rule(cell, VALIDITY).number
    from_above(cell, text_of("1", SHORT))
    assert rule(cell, VALIDITY).number == central and waiting(cell) == ["xa/thu"]
    found = look(cell, preview_held, "xa/thu")
    assert [c.case for c in found.cases] == [admission.id]
    cell.do(AcceptPack("xa/thu"))
    assert rule(cell, VALIDITY).number == 4 and waiting(cell) == []
    refused("nothing_to_switch_on", cell.do, AcceptPack("xa/thu"))
    assert agrees(cell)


def test_the_version_switched_on_holds_until_the_newer_one_is(cell):
    from_above(cell, text_of("1", LONG))
    cell.do(AcceptPack("xa/thu"))
    from_above(cell, text_of("2", SHORT), 2, version="2")
    assert rule(cell, VALIDITY).number == 48 and waiting(cell) == ["xa/thu"]
    assert {(c.before.value, c.after.value) for c in look(cell, preview_held, "xa/thu").changes} == {(48, 4)}
    cell.do(AcceptPack("xa/thu"))
    assert rule(cell, VALIDITY).number == 4


def test_a_withdrawal_is_looked_at_too_and_only_the_superior_withdraws(cell):
    central = rule(cell, VALIDITY).number
    from_above(cell, text_of("1", LONG))
    cell.do(AcceptPack("xa/thu"))
    refused("not_owner", cell.do, DropPack("xa/thu", "không thích"))
    from_above(cell, text_of("1", LONG), 2, gone=True)
    assert rule(cell, VALIDITY).number == 48 and waiting(cell) == ["xa/thu"]
    cell.do(AcceptPack("xa/thu"))
    assert rule(cell, VALIDITY).number == central and waiting(cell) == []
    refused("unknown_pack", cell.do, AcceptPack("xa/thu"))


def test_a_pack_withdrawn_before_anybody_used_it_is_not_asked_about(cell):
    from_above(cell, text_of("1", LONG))
    from_above(cell, text_of("1", LONG), 2, gone=True)
    assert waiting(cell) == []


def test_switching_on_is_undone_and_a_loose_pack_is_never_on(cell):
    from_above(cell, text_of("1", LONG))
    central = rule(cell, VALIDITY).number
    with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
        done = perform(unit, AcceptPack("xa/thu"))
    cell.do(Undo(of=done.deed))
    assert rule(cell, VALIDITY).number == central and waiting(cell) == ["xa/thu"]
    from_above(cell, text_of("2", ("admission.age.min", 16, "years", "")), 2, version="2")
    refused("loosens_rule", cell.do, AcceptPack("xa/thu"))
    assert look(cell, preview_held, "xa/thu").refused and rule(cell, VALIDITY).number == central


# Filling unknown keys


def test_unknown_keys_are_filled_together_as_settings(cell):
    cell.do(
        FillRules(
            {DEADLINE: "40 working_days", "admission.decision.vote": "2/3"},
            "2026-08-01",
            "12-QĐ/ĐU@2026-07-30",
        )
    )
    assert rule(cell, DEADLINE, "2026-08-01").number == 40
    assert rule(cell, "admission.decision.vote", "2026-08-01").known
    with cell.workspace.reading() as session:
        assert session.query(Setting).count() == 2
    refused("nothing_chosen", cell.do, FillRules({}, "2026-08-01", "12-QĐ/ĐU@2026-07-30"))
    refused(
        "setting_without_document", cell.do, FillRules({DEADLINE: "40"}, "2026-08-01", "12-QĐ", as_pack=True)
    )
    refused("bad_pack", cell.do, FillRules({DEADLINE: "nhiều"}, "2026-08-01", "1-QĐ@2026", as_pack=True))


def test_filled_as_a_pack_that_grows_with_every_filling(cell):
    fill = lambda values, day, paper: cell.do(FillRules(values, day, paper, as_pack=True))  # noqa: E731
    fill({DEADLINE: "40 working_days"}, "2026-08-01", "12-QĐ/ĐU@2026-07-30")
    fill({"admission.decision.vote": "2/3"}, "2026-09-01", "14-QĐ/ĐU@2026-08-30")
    fill({DEADLINE: "30"}, "2026-10-01", "15-QĐ/ĐU@2026-09-30")
    with cell.workspace.reading() as session:
        [pack] = session.query(RulePack)
        assert pack.revision == 3 and pack.pack.endswith("/tu-ghi")
    found = rule(cell, DEADLINE, "2026-08-15")
    assert (found.number, found.unit, found.base) == (40, "working_days", "cell_resolution.day")
    assert (found.confidence, found.layer, found.document) == ("confirmed", "office", "12-QĐ/ĐU@2026-07-30")
    assert rule(cell, DEADLINE, "2026-10-01").number == 30
    assert rule(cell, DEADLINE, "2026-09-30").number == 40
    assert not rule(cell, DEADLINE, "2026-07-31").known
    json.dumps(look(cell, preview_held, pack.pack, dropped=True).looked_at)


def test_a_pack_takes_over_from_the_settings_of_its_keys(cell):
    cell.do(FillRules({DEADLINE: "40 working_days"}, "2026-08-01", "12-QĐ/ĐU@2026-07-30"))
    cell.do(FillRules({DEADLINE: "30"}, "2026-10-01", "15-QĐ/ĐU@2026-09-30", as_pack=True))
    assert rule(cell, DEADLINE, "2026-09-30").number == 40
    assert rule(cell, DEADLINE, "2026-10-01").number == 30
