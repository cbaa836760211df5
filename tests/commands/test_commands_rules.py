"""Rules by the command line: documents, two days, unknown keys, packs looked at, taken in, ended, filled."""

import pytest

from app.regulations.resources import resource_folder

PACK = """
[pack]
id = "xa/thu"
title = "Hướng dẫn của xã"
layer = "superior"
issuer = "Đảng ủy xã"
version = "{version}"

[[document]]
id = "15-HD/ĐU@2025-09-01"
title = "Hướng dẫn của Đảng ủy"
issuer = "Đảng ủy xã"
from = 2025-09-01
confidence = "confirmed"

[[rule]]
key = "{key}"
value = {value}
unit = "{unit}"
base = "{base}"
document = "15-HD/ĐU@2025-09-01"
confidence = "confirmed"
"""
VALIDITY = "admission.awareness_certificate.validity"
DEADLINE = "admission.decision.deadline"


@pytest.fixture
def pack(tmp_path):
    """Writes a pack's file."""

    def write(version="1", key=VALIDITY, value=48, unit="months", base="CN-NTVĐ.date"):
        file = tmp_path / "bo.toml"
        file.write_text(
            PACK.format(version=version, key=key, value=value, unit=unit, base=base), encoding="utf-8"
        )
        return file

    return write


def test_the_documents_of_a_day(line):
    told = line("rules", "documents", "--on", "2026-03-30")["documents"]
    by_id = {one["id"]: one for one in told}
    old, new = by_id["294-QĐ/TW@2025-05-26"], by_id["20-QĐ/TW@2026-04-08"]
    assert old["in_force"] and not new["in_force"]
    assert old["replaced_by"] == [new["id"]] and old["to"] == "2026-04-07"
    assert "admission.cell.vote" in old["rules"] and old["from_confidence"] == "confirmed"
    again = line("rules", "documents", "--on", "2026-05-01")["documents"]
    assert {one["id"]: one["in_force"] for one in again}[old["id"]] is False


def test_two_days_side_by_side(line):
    told = line("rules", "compare", "2026-04-07", "2026-04-08")["differences"]
    found = {one["key"]: one for one in told}[DEADLINE]
    assert found["before"]["value"] == 45 and found["after"]["value"] is None
    assert found["before"]["source"]["document"] != found["after"]["source"]["document"]
    assert line("rules", "compare", "2026-03-01", "2026-03-02")["differences"] == []
    assert line.refused("rules", "compare", "2026-03-01", exit_code=2) == "wrong_use"
    assert line.refused("rules", "compare", "hôm nay", "2026-03-01") == "bad_date"


def test_what_is_unknown_on_a_day(line):
    told = {one["key"]: one for one in line("rules", "unknown", "--on", "2026-06-01")["unknown"]}
    assert told[DEADLINE]["last"]["value"] == 45 and told[DEADLINE]["kind"] == "period"
    assert DEADLINE not in {k["key"] for k in line("rules", "unknown", "--on", "2025-08-01")["unknown"]}
    assert line.refused("rules", "unknown", "x", exit_code=2) == "wrong_use"


def test_a_look_at_a_pack_writes_nothing(line, pack):
    told = line("rules", "add", pack(), "--dry-run")
    assert (told["pack"], told["version"], told["in_use"]) == ("xa/thu", "1", None)
    assert {one["key"] for one in told["changes"]} == {VALIDITY} and told["cases"] == []
    assert told["documents"] == ["15-HD/ĐU@2025-09-01"]
    assert line("rules", "packs")["packs"] == []
    loose = line("rules", "add", pack(key="admission.age.min", value=16), "--dry-run")
    assert [one["key"] for one in loose["refused"]] == ["admission.age.min"]
    assert line.refused("rules", "add", pack(key="admission.age.min", value=16)) == "loosens_rule"


def test_a_pack_comes_and_goes(line, pack):
    line("rules", "add", pack())
    told = line("rules", "packs")
    assert told["central_new"] is False
    assert line.refused("rules", "accept", "central") == "nothing_to_switch_on"
    [held] = told["packs"]
    assert held["own"] and not held["waiting"] and held["in_use"] == "1"
    assert line("rules", VALIDITY)["rules"][0]["value"] == 48
    ending = line("rules", "drop", "xa/thu", "--dry-run")
    assert ending["version"] is None and {one["key"] for one in ending["changes"]} == {VALIDITY}
    assert line.refused("rules", "drop", "xa/thu") == "missing_reason"
    assert line.refused("rules", "accept", "xa/thu") == "nothing_to_switch_on"
    assert line.refused("rules", "accept", "xa/khac") == "unknown_pack"
    line("rules", "drop", "xa/thu", "--reason", "văn bản đã bị thay")
    assert line("rules", VALIDITY)["rules"][0]["layer"] == "central"
    assert line("rules", "packs")["packs"] == []


def test_the_example_of_ha_noi_names_checks_and_procedures(line):
    file = resource_folder("regulations") / "overlays" / "ha-noi.toml"
    told = line("rules", "add", file, "--dry-run")
    assert told["checks_on"] == ["V43", "V45"] and told["procedures"] == ["admission", "source"]
    assert told["refused"] == []


def test_unknown_keys_are_filled_under_one_document(line):
    line.today = "2026-11-22"
    paper = ("--from", "2026-09-01", "--document", "12-QĐ/ĐU@2026-08-30")
    told = line("rules", "fill", f"{DEADLINE}=25 working_days", "admission.decision.vote=2/3", *paper)
    assert told["filled"] == [DEADLINE, "admission.decision.vote"] and len(told["ids"]) == 2
    assert line("rules", DEADLINE)["rules"][0]["value"] == 25
    line("rules", "fill", f"{DEADLINE}=20", "--from", "2026-10-01", "--document", paper[3], "--as-pack")
    [held] = line("rules", "packs")["packs"]
    assert held["pack"].endswith("/tu-ghi")
    assert line.refused("rules", "fill", exit_code=3) == "nothing_chosen"
