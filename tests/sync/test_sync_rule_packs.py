"""A superior's pack reaches its cell by package, and is used there once the cell has switched it on."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from app.models import Setting
from app.procedures import standing
from app.procedures.deeds import perform
from app.procedures.rule_filling import FillRules
from app.procedures.rule_packs import AcceptPack, AddPack, DropPack, waiting_packs
from app.procedures.rule_preview import preview_held
from app.storage.unit import Unit
from app.trouble import Refused

VALIDITY = "admission.awareness_certificate.validity"
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

[[rule]]
key = "admission.awareness_certificate.validity"
value = {value}
unit = "months"
base = "CN-NTVĐ.date"
document = "15-HD/ĐU@2025-01-10"
confidence = "confirmed"
"""


def do(pair: Any, at: Any, command: Any) -> Any:
    with at.unit(pair.clock) as unit:
        return perform(unit, command).result


def ask(pair: Any, at: Any, question: Any) -> Any:
    with at.reading() as session:
        return question(Unit(at, session, at.user, pair.clock, True))


def rule(pair: Any, at: Any, key: str = VALIDITY, day: str = "2026-02-01") -> Any:
    return ask(pair, at, lambda unit: unit.rulebook.on(datetime.date.fromisoformat(day))[key])


def waiting(pair: Any, at: Any) -> list[str]:
    return ask(pair, at, lambda unit: [held.record.version for held in waiting_packs(unit)])


def test_it_waits_for_the_cell_and_both_then_read_the_same(pair: Any) -> None:
    central = rule(pair, pair.cell).number
    do(pair, pair.top, AddPack(PACK.format(version="1", value=48)))
    assert rule(pair, pair.top).number == 48 and waiting(pair, pair.top) == []
    got = pair.take(pair.cell, pair.down().file)
    assert got.status == "applied" and any("Quy định" in note for note in got.notes)
    assert rule(pair, pair.cell).number == central and waiting(pair, pair.cell) == ["1"]
    found = ask(pair, pair.cell, lambda unit: preview_held(unit, "xa/thu"))
    assert {change.key for change in found.changes} == {VALIDITY}
    do(pair, pair.cell, AcceptPack("xa/thu"))
    assert rule(pair, pair.cell).number == 48 and rule(pair, pair.cell).layer == "superior"
    pair.take(pair.top, pair.up().file)
    marks = ask(pair, pair.top, lambda unit: [s.value["value"] for s in unit.all(Setting)])
    assert marks == ["1"], "the superior sees which version its cell uses"
    for at in (pair.cell, pair.top):
        assert ask(pair, at, standing.verify) == []


def test_each_newer_version_and_the_withdrawal_wait_again(pair: Any) -> None:
    central = rule(pair, pair.cell).number
    do(pair, pair.top, AddPack(PACK.format(version="9", value=48)))
    pair.round()
    do(pair, pair.cell, AcceptPack("xa/thu"))
    do(pair, pair.top, AddPack(PACK.format(version="10", value=36)))
    pair.round()
    assert rule(pair, pair.cell).number == 48 and waiting(pair, pair.cell) == ["10"]
    do(pair, pair.cell, AcceptPack("xa/thu"))
    assert rule(pair, pair.cell).number == 36
    with pytest.raises(Refused, match="cấp trên"):
        do(pair, pair.cell, DropPack("xa/thu", "không hợp"))
    do(pair, pair.top, DropPack("xa/thu", "văn bản đã bị thay"))
    pair.round()
    assert rule(pair, pair.cell).number == 36 and waiting(pair, pair.cell) == ["10"]
    do(pair, pair.cell, AcceptPack("xa/thu"))
    assert rule(pair, pair.cell).number == central and waiting(pair, pair.cell) == []


def test_a_look_at_the_package_says_that_the_pack_will_wait(pair: Any) -> None:
    do(pair, pair.top, AddPack(PACK.format(version="1", value=48)))
    seen = pair.take(pair.cell, pair.down().file, dry_run=True)
    assert any("Quy định" in note for note in seen.notes)
    assert [row.kind for row in seen.preview.rows if row.kind == "rules"] == ["rules"]
    assert waiting(pair, pair.cell) == []


def test_what_a_committee_fills_goes_down_as_its_pack(pair: Any) -> None:
    key = "admission.decision.deadline"
    do(
        pair, pair.top,
        FillRules({key: "40 working_days"}, "2026-02-01", "12-QĐ/ĐU@2026-01-30", as_pack=True),
    )  # fmt: skip
    pair.round()
    [name] = ask(pair, pair.cell, lambda unit: [held.record.pack for held in waiting_packs(unit)])
    do(pair, pair.cell, AcceptPack(name))
    found = rule(pair, pair.cell, key, "2026-06-01")
    assert (found.number, found.layer, found.document) == (40, "superior", "12-QĐ/ĐU@2026-01-30")


def test_a_cells_own_pack_does_not_bind_its_superior(pair: Any) -> None:
    central = rule(pair, pair.top).number
    do(pair, pair.cell, AddPack(PACK.format(version="1", value=36)))
    pair.round()
    assert rule(pair, pair.cell).number == 36
    assert rule(pair, pair.top).number == central and waiting(pair, pair.top) == []


def test_the_preview_of_a_package_says_what_was_switched_on(pair: Any) -> None:
    do(pair, pair.top, AddPack(PACK.format(version="1", value=48)))
    pair.round()
    do(pair, pair.cell, AcceptPack("xa/thu"))
    seen = pair.take(pair.top, pair.up().file, dry_run=True)
    assert [row.text for row in seen.preview.rows if row.kind == "rules"] == [
        "Đã bật bộ quy định xa/thu, phiên bản 1"
    ]
