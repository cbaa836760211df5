"""Two rulebooks held side by side; packs written as text; versions in their order."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.regulations.comparing import change_days, changes, loosened, new_documents, spans
from app.regulations.pack_writing import write_pack
from app.regulations.packs import Pack, parse_pack, version_key
from app.regulations.rulebook import BEGINNING, load_central, load_overlay
from app.regulations.rules import Document, Rule, Share

BOOK = load_central()
DAY = datetime.timedelta(days=1)
PAPER = "15-HD/ĐU@2025-09-01"


def pack(*rules: Rule, layer: str = "superior", version: str = "1") -> Pack:
    start = datetime.date(2025, 9, 1)
    paper = Document(PAPER, "Hướng dẫn", "Đảng ủy xã", start, "confirmed", None, (), "confirmed")
    made = Pack("xa/thu", layer, "Đảng ủy xã", version, (paper,), rules, (), "", "thu.toml", "Thử")
    return parse_pack(write_pack(made), "thu.toml", BOOK.keys)


def rule(key: str, value: object, unit: str = "", base: str = "", **more: object) -> Rule:
    start = more.pop("start", datetime.date.min)
    made = Rule(key, value, unit, base, PAPER, "", "confirmed", "", start, None, "superior")  # type: ignore[arg-type]
    return replace(made, **more)  # type: ignore[arg-type]


@given(st.sampled_from(sorted(BOOK.keys)), st.dates(BEGINNING, datetime.date(2030, 1, 1)))
@settings(max_examples=60)
def test_a_change_names_every_day_on_which_two_rulebooks_differ(key: str, day: datetime.date) -> None:
    after = BOOK.with_packs([load_overlay("ha-noi")])
    named = [c for c in changes(BOOK, after) if c.key == key and c.start <= day <= (c.end or day)]
    one, two = BOOK.rule(key, day), after.rule(key, day)
    assert len(named) == (one.value != two.value or (one.known and one.document != two.document))


def test_a_tightened_rule_is_one_change_for_each_rule_it_stands_before() -> None:
    validity = rule("admission.awareness_certificate.validity", 48, "months", "CN-NTVĐ.date")
    found = changes(BOOK, BOOK.with_packs([pack(validity)]))
    assert {c.key for c in found} == {validity.key}
    assert [c.start for c in found][0] == datetime.date(2025, 9, 1) and found[-1].end is None
    assert all(c.after.value == 48 and c.before.value != 48 for c in found)
    for one, two in zip(found, found[1:], strict=False):
        assert one.end is not None and one.end + DAY == two.start
    assert changes(BOOK, BOOK) == []


def test_the_life_of_a_rule_has_no_holes() -> None:
    lived = spans(BOOK, "admission.chain")
    assert lived[0].end is None and lived[-1].start == BEGINNING
    for newer, older in zip(lived, lived[1:], strict=False):
        assert older.end is not None and older.end + DAY == newer.start
    assert any(not one.known for one in lived)


def test_days_of_change_are_those_on_which_something_changes() -> None:
    days = change_days(BOOK)
    assert datetime.date(2025, 7, 1) in dict(days) and all(number for _day, number in days)
    assert [day for day, _n in days] == sorted((day for day, _n in days), reverse=True)


def test_every_rule_that_loosens_is_named() -> None:
    bad = [rule("admission.age.min", 16), rule("admission.cell.vote", Share(1, 2), base="cell")]
    good = rule("admission.awareness_certificate.validity", 48, "months", "CN-NTVĐ.date")
    assert [r.details["key"] for r in loosened(BOOK, pack(*bad, good))] == [
        "admission.age.min",
        "admission.cell.vote",
    ]
    assert loosened(BOOK, pack(good)) == []


def test_new_documents_are_those_the_pack_brings() -> None:
    after = BOOK.with_packs([pack()])
    assert [d.id for d in new_documents(BOOK, after)] == [PAPER]


def test_a_pack_written_is_the_pack_read() -> None:
    for name in BOOK.packs:
        again = parse_pack(write_pack(name), name.file, BOOK.keys)
        assert again.documents == name.documents
        assert sorted(map(repr, again.rules)) == sorted(map(repr, name.rules))
        assert (again.id, again.version, again.layer, again.issuer) == (
            name.id,
            name.version,
            name.layer,
            name.issuer,
        )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
@settings(max_examples=40)
def test_any_words_survive_the_writing(words: str) -> None:
    made = pack(rule("admission.age.min", 20, text=words))
    assert made.rules[0].text == words


@pytest.mark.parametrize(
    ("older", "newer"), [("9", "10"), ("2026.9.30", "2026.10.1"), ("", "1"), ("2026.1", "2026.1.1")]
)
def test_versions_count_as_numbers(older: str, newer: str) -> None:
    assert version_key(older) < version_key(newer)
    assert version_key(newer) == version_key(newer)
