"""The central packs cover every day with a value or an explicit unknown; layers only tighten."""

from __future__ import annotations

import datetime
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.regulations import rulebook
from app.regulations.packs import parse_pack
from app.regulations.rulebook import BEGINNING, Rulebook, Setting, load_central, load_overlay, severity_cap
from app.trouble import Refused

BOOK = load_central()
W1, W2, W3 = datetime.date(2018, 5, 2), datetime.date(2023, 5, 2), datetime.date(2025, 3, 3)
W4, W5, W6 = datetime.date(2026, 3, 30), datetime.date(2026, 6, 1), datetime.date(2026, 7, 30)
ONE = datetime.timedelta(1)
OWN = "12-QĐ/ĐU@2026-08-01"


@pytest.mark.parametrize("key", sorted(BOOK.keys))
def test_every_key_covers_every_day_once(key: str) -> None:
    expected = BOOK.keys[key].start or BEGINNING
    for rule in BOOK.history(key):
        assert rule.document in BOOK.documents
        if rule.end and rule.end < expected:
            continue
        assert rule.start <= expected, f"nothing between {expected} and {rule.start}"
        assert rule.end is None or rule.end >= rule.start
        expected = rule.end + ONE if rule.end else datetime.date.max
    assert expected == datetime.date.max, f"nothing from {expected}"


@given(st.sampled_from(sorted(BOOK.keys)), st.dates(BEGINNING, datetime.date(2030, 1, 1)))
def test_a_day_has_at_most_one_rule_and_always_an_answer(key: str, day: datetime.date) -> None:
    assert sum(rule.lives(day) for rule in BOOK.history(key)) <= 1
    rule = BOOK.on(day)[key]
    assert rule.known == (rule.value is not None)
    assert rule.key == key and rule.confidence_text() and rule.value_text()


def test_known_rules_have_what_their_kind_needs() -> None:
    for key in BOOK.keys.values():
        for rule in BOOK.history(key.name):
            if rule.known:
                assert rule.text, f"{key.name}: no sentence"
                assert key.kind not in ("period", "share") or rule.base, f"{key.name}: no base"


def test_unknown_rules_are_not_filled_from_a_neighbour() -> None:
    for day in (W1, W2, W3):
        assert not BOOK.on(day)["admission.decision.deadline"].known
    rules = BOOK.on(W5)
    for key in ("admission.chain", "admission.decision.deadline", "admission.ceremony.deadline"):
        assert not rules[key].known
        last = rules.last_known(key)
        assert last is not None and last.document.startswith("294-QĐ/TW")


def test_a_case_from_the_fourth_to_the_sixth_window() -> None:
    four, six = BOOK.on(W4), BOOK.on(W6)
    assert (four["admission.cell.vote"].source_text(), four["admission.cell.vote"].share.needed(22)) == (
        "294-QĐ/TW, điểm 9.3",
        15,
    )
    assert four["admission.decision.deadline"].number == 45
    assert [link.step for link in four["admission.chain"].links] == ["committee", "decision"]
    [link] = six["admission.chain"].links
    assert (link.step, link.office, link.body) == ("decision", "grassroots", "standing_committee")
    assert six["admission.chain"].confidence == "reported"
    assert not six["admission.decision.vote"].known
    assert (four["admission.ceremony.deadline"].base, six["admission.ceremony.deadline"].base) == (
        "receipt.day",
        "9-KNĐ.date",
    )
    assert six.cap("admission.ceremony.deadline") == "warn"


def test_a_document_ends_where_the_next_begins() -> None:
    in_force = {document.id for document in BOOK.documents_in_force(datetime.date(2026, 7, 25))}
    assert "20-QĐ/TW@2026-04-08" in in_force
    assert not in_force & {"294-QĐ/TW@2025-05-26", "208-QĐ/TW@2026-07-26"}
    assert [d.number for d in BOOK.replaced_by("20-QĐ/TW@2026-04-08")] == ["208-QĐ/TW"]
    same_number = [d for d in BOOK.documents.values() if d.number == "01-HD/TW"]
    assert len(same_number) == 3


def test_comparing_two_days_names_what_changed() -> None:
    changed = {difference.key: difference for difference in BOOK.compare(W4, W6)}
    floor = changed["admission.education.floor"]
    assert (floor.before.value, floor.after.value) == ("thcs_diploma", "thcs_completed")
    assert "recognition.probation" not in changed
    assert BOOK.compare(W4, W4) == []


def test_severity_follows_the_weakest_rule() -> None:
    four, six = BOOK.on(W4), BOOK.on(W6)
    confirmed, reported = four["admission.cell.vote"], six["admission.chain"]
    assumed, unknown = four["admission.age.month_edge"], six["admission.cell.vote"]
    assert severity_cap([]) == severity_cap([confirmed]) == "block"
    assert severity_cap([confirmed, reported]) == "warn"
    assert severity_cap([reported, assumed]) == "remind"
    assert severity_cap([confirmed, unknown]) == "none"


def test_a_conflict_keeps_both_grounds_and_blocks_nothing() -> None:
    rule = BOOK.on(W4)["admission.verification.exemption"]
    assert {"member_declared", "member_declared_history_only"} <= set(rule.items)
    assert severity_cap([rule]) == "remind"


def test_an_office_fills_an_unknown_with_its_own_document() -> None:
    start = datetime.date(2026, 8, 1)
    book = BOOK.with_settings(
        [Setting("admission.decision.deadline", 40, OWN, start, "working_days", "cell_resolution.day")]
    )
    rule = book.on(start)["admission.decision.deadline"]
    assert (rule.number, rule.layer, severity_cap([rule])) == (40, "office", "block")
    assert "đơn vị" in rule.confidence_text()
    assert not book.on(W6)["admission.decision.deadline"].known
    assert not BOOK.on(start)["admission.decision.deadline"].known


def test_a_setting_counts_from_where_the_rule_counted() -> None:
    start = datetime.date(2026, 8, 1)
    book = BOOK.with_settings(
        [
            Setting(key, 20, OWN, start, "working_days")
            for key in ("admission.decision.deadline", "admission.ceremony.deadline")
        ]
    )
    rules = book.on(start)
    assert rules["admission.decision.deadline"].base == "cell_resolution.day"
    assert rules["admission.ceremony.deadline"].base == "9-KNĐ.date"


def test_an_office_may_shorten_but_not_lengthen_a_confirmed_deadline() -> None:
    start, end = datetime.date(2025, 8, 1), datetime.date(2026, 4, 7)
    setting = Setting(
        "admission.decision.deadline", 30, OWN, start, "working_days", "cell_resolution.day", end
    )
    assert BOOK.with_settings([setting]).on(W4)["admission.decision.deadline"].number == 30
    for looser in (
        replace(setting, value=60),
        replace(setting, unit="days"),
        replace(setting, base="receipt.day"),
    ):
        with pytest.raises(Refused) as refused:
            BOOK.with_settings([looser])
        assert refused.value.code == "loosens_rule"


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("admission.age.min", 20, True),
        ("admission.age.min", 17, False),
        ("admission.age.max", 55, False),
        ("admission.cell.vote", {"share": [3, 4]}, True),
        ("admission.cell.vote", {"share": [1, 2]}, False),
        ("admission.education.floor", "thpt_diploma", True),
        ("admission.education.floor", "primary_completed", False),
        ("admission.opinions.asked", ["unions_joined", "residence", "employer"], True),
        ("admission.opinions.asked", ["residence"], False),
    ],
)
def test_lower_layers_only_tighten(key: str, value: object, allowed: bool) -> None:
    unit = "years" if key.startswith("admission.age") else ""
    setting = Setting(key, value, OWN, W4, unit, end=W4)
    if allowed:
        assert BOOK.with_settings([setting]).on(W4)[key].layer == "office"
    else:
        with pytest.raises(Refused, match="trái với quy định"):
            BOOK.with_settings([setting])


@pytest.mark.parametrize("document", ["", "12-QĐ/ĐU", "@2026-08-01"])
def test_a_setting_needs_number_and_date(document: str) -> None:
    with pytest.raises(Refused) as refused:
        BOOK.with_settings([Setting("admission.dossier.send", 5, document, W6, "working_days")])
    assert refused.value.code == "setting_without_document"


def test_the_overlay_of_a_province_is_off_until_it_is_added() -> None:
    day = datetime.date(2026, 3, 1)
    assert not BOOK.on(day)["admission.dossier.send"].known and not BOOK.local_checks
    book = BOOK.with_packs([load_overlay("ha-noi")])
    assert book.on(day)["admission.dossier.send"].number == 5
    assert "Hà Nội" in book.on(day)["admission.dossier.send"].confidence_text()
    assert "adopted_child" in book.on(day)["admission.verification.scope"].items
    assert not book.on(datetime.date(2025, 11, 20))["admission.dossier.send"].known
    assert book.local_checks == {"V43", "V45"}


def test_what_no_longer_fits_is_set_aside_and_named_instead_of_stopping_everything() -> None:
    start = datetime.date(2026, 8, 1)
    own = Setting("admission.dossier.send", 10, OWN, start, "working_days", "cell_resolution.day")
    above = Setting(
        "admission.dossier.send", 5, OWN, start, "working_days", "cell_resolution.day", layer="superior"
    )
    other = Setting("admission.committee.deadline", 9, OWN, start, "working_days", "cell_resolution.day")
    with pytest.raises(Refused):
        BOOK.with_settings([own, above])
    book = BOOK.with_settings([own, above, other], lenient=True)
    assert [refused.code for refused in book.set_aside] == ["loosens_rule"]
    assert book.on(start)["admission.dossier.send"].layer == "superior"
    assert book.on(start)["admission.committee.deadline"].number == 9
    assert not BOOK.with_settings([above, other], lenient=True).set_aside


PACK = """
[pack]
id = "thu"
layer = "province"
issuer = "Tỉnh ủy"
version = "{version}"
[[document]]
id = "9-HD/TU@2026-08-01"
title = "Hướng dẫn"
issuer = "Tỉnh ủy"
from = 2026-08-01
confidence = "confirmed"
[[rule]]
key = "admission.dossier.send"
value = {value}
unit = "working_days"
document = "9-HD/TU@2026-08-01"
confidence = "confirmed"
"""


def test_a_newer_version_takes_the_place_and_a_false_one_is_refused() -> None:
    old, new, false = (
        parse_pack(PACK.format(version=v, value=n), "thu.toml", BOOK.keys)
        for v, n in (("1", 5), ("2", 4), ("1", 3))
    )
    day = datetime.date(2026, 8, 3)
    assert BOOK.with_packs([old]).with_packs([new]).on(day)["admission.dossier.send"].number == 4
    with pytest.raises(Refused) as refused:
        BOOK.with_packs([old]).with_packs([false])
    assert refused.value.code == "bad_pack" and "thu 1" in refused.value.message


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("admission.dossier.send", "admission.dossier.sent"), "admission.dossier.sent"),
        (("value = 5", "value = true"), "admission.dossier.send"),
        (('unit = "working_days"', 'unit = "weeks"'), "đơn vị"),
        (('unit = "working_days"', 'uint = "working_days"'), "uint"),
        (('layer = "province"', 'layer = "village"'), "village"),
        (("from = 2026-08-01", "from = true"), "from"),
        (("[pack]", "[pack"), "TOML"),
        (('id = "9-HD/TU@2026-08-01"', 'id = "9-HD/TU"'), "9-HD/TU"),
    ],
)
def test_a_slip_in_a_pack_is_named_with_file_item_and_remedy(change: tuple[str, str], word: str) -> None:
    text = PACK.format(version="1", value=5).replace(*change, 1)
    with pytest.raises(Refused) as refused:
        parse_pack(text, "thu.toml", BOOK.keys)
    assert refused.value.code == "bad_pack"
    assert "thu.toml" in refused.value.message and word in refused.value.message + refused.value.hint
    assert refused.value.hint


def test_rules_of_unknown_documents_and_doubled_days_are_refused() -> None:
    stray = PACK.format(version="1", value=5).replace(
        'document = "9-HD/TU@2026-08-01"', 'document = "8-HD/TU@2026-08-01"'
    )
    doubled = (
        PACK.format(version="1", value=5)
        + PACK.format(version="1", value=4).partition("confidence")[2].partition("\n")[2]
    )
    for text, word in ((stray, "8-HD/TU"), (doubled, "trùng ngày")):
        with pytest.raises(Refused, match=word) as refused:
            BOOK.with_packs([parse_pack(text, "thu.toml", BOOK.keys)])
        assert refused.value.code == "bad_pack"


def test_the_central_packs_load_quickly() -> None:
    started = time.perf_counter()
    book: Rulebook = load_central.__wrapped__()
    assert time.perf_counter() - started < 1.5, "about 0.05 s is usual"
    assert book.unknown_keys(rulebook.BEGINNING)
