"""Procedure files: what ships is whole, a slip is named, and packs only add."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.procedures import named  # noqa: F401 - registers the named conditions
from app.procedures.conditions import CONDITIONS
from app.regulations.procedures import extend_procedure, load_checks, load_procedures, parse_procedure
from app.regulations.resources import resource_folder
from app.regulations.rulebook import load_central
from app.trouble import Refused

FOLDER = resource_folder("procedures")
KEYS = set(load_central().keys)
CHECKS = set(load_checks(FOLDER / "checks.toml", KEYS))
KNOWN = {"checks": CHECKS, "conditions": CONDITIONS, "keys": KEYS}
TEXT = (FOLDER / "admission.toml").read_text(encoding="utf-8")
ADMISSION = load_procedures(FOLDER, **KNOWN)["admission"]


def test_the_checks_are_there_in_order() -> None:
    assert sorted(c for c in CHECKS if c[0] == "V") == [f"V{n:02d}" for n in range(1, 48)]
    checks = load_checks(FOLDER / "checks.toml", KEYS)
    assert [c.id for c in checks.values() if c.local] == ["V43", "V45"]


def test_admission_has_its_steps_in_ten_groups() -> None:
    line = [step.id for step in ADMISSION.steps if not step.any_time]
    assert " ".join(line) == (
        "awareness permission application cv verification introduction opinions cv_certificate "
        "cell_resolution sectional committee decision receipt ceremony member_file correction"
    )
    any_time = [step.id for step in ADMISSION.steps if step.any_time]
    assert any_time == ["move", "withdrawal", "death", "redo", "annulled"]
    assert len(ADMISSION.groups()) == 10


def test_admission_ends_as_designed() -> None:
    ceremony, decision = ADMISSION.step("ceremony"), ADMISSION.step("decision")
    assert ceremony and decision
    assert [(e.status or e.date, e.on) for e in ceremony.effects] == [
        ("probationary", "ceremony.day"),
        ("party_age_from", "9-KNĐ.date"),
    ]
    assert [(d.rule, d.as_of) for d in ceremony.due] == [("admission.ceremony.deadline", "9-KNĐ.date")]
    assert ceremony.facts["helper"].mandatory
    assert [(o.id, o.then) for o in decision.outcomes] == [
        ("admit", "on"),
        ("refuse", "end"),
        ("returned", "reopen"),
    ]
    assert [step.id for step in ADMISSION.steps if step.hands_over] == ["cell_resolution"]


def test_every_check_stands_at_a_step() -> None:
    every = load_procedures(FOLDER, **KNOWN).values()
    assert {check for one in every for step in one.steps for check in step.checks} == CHECKS
    used = {check for step in ADMISSION.steps for check in step.checks}
    recognition = {f"V{n}" for n in range(32, 42)} | {"V45"}
    assert {c for c in CHECKS - used if c[0] == "V"} == recognition - {"V36", "V37"}


def test_links_of_the_chain_are_steps() -> None:
    names = {step.id for step in ADMISSION.steps if step.chain == "admission.chain"}
    for rule in load_central().history("admission.chain"):
        assert {link.step for link in rule.links} <= names
        assert all(link.vote in KEYS for link in rule.links)


def test_facts_have_titles_in_words() -> None:
    for step in ADMISSION.steps:
        for facts in (step.facts, *step.rows.values()):
            for fact in facts.values():
                assert fact.title and (fact.type != "choice" or fact.choices)
        assert set(step.row_titles) == set(step.rows)


def test_recognition_has_its_steps_in_order() -> None:
    file = FOLDER / "recognition.toml"
    recognition = parse_procedure(file.read_text(encoding="utf-8"), file.name, **KNOWN)
    assert " ".join(step.id for step in recognition.steps) == (
        "class self_review helper_comment opinions cell_resolution report_up "
        "sectional committee decision announcement move death redo correction"
    )


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('checks = ["V05"]', 'checks = ["V99"]', "V99"),
        ('checks = ["V05"]', 'check = ["V05"]', "check"),
        ('form = "1-KNĐ"', 'form = "99-KNĐ"', "99-KNĐ"),
        ('"doan_introduces"', '"doan_introduce"', "doan_introduce"),
        ('after = ["verification"]', 'after = ["verify"]', "verify"),
        ('after = ["verification"]', 'after = ["ceremony"]', "ceremony"),
        ('rule = "admission.cell.vote"', 'rule = "admission.cell.votes"', "admission.cell.votes"),
        ('chain = "admission.chain"', 'chain = "admission.chains"', "admission.chains"),
        ('as_of = "9-KNĐ.date"', 'as_of = "8-KND.date"', "8-KND.date"),
        ('met_by = "replied"', 'met_by = "answered"', "answered"),
        ('"yes_no Tự tay viết"', '"bool Tự tay viết"', "handwritten"),
        ('"choice Trình độ học vấn"', '"choice:levels Trình độ học vấn"', "levels"),
        ('then = "again"', 'then = "retry"', "retry"),
        ('result = "refused"', 'steps = ["cv"]', "steps"),
        ('id = "withdrawal"', 'id = "move"', "move"),
        ('id = "withdrawal"', 'id = "With drawal"', "With drawal"),
        ('actor = "sectional"', 'actor = "district"', "district"),
        ('status = "probationary", on', 'stat = "probationary", on', "ceremony"),
    ],
)
def test_a_slip_is_named_with_file_item_and_remedy(old: str, new: str, word: str) -> None:
    assert old in TEXT
    with pytest.raises(Refused) as refused:
        parse_procedure(TEXT.replace(old, new, 1), "admission.toml", **KNOWN)
    assert refused.value.code == "bad_pack"
    assert "admission.toml" in refused.value.message and word in refused.value.message
    assert refused.value.hint


def test_two_files_of_one_procedure_are_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    with pytest.raises(Refused, match="admission"):
        load_procedures(tmp_path, **KNOWN)


ADDITION = """
extends = "admission"
[[step]]
id = "application"
facts.parents_agree = "yes_no Cha mẹ đồng ý"
[[step]]
id = "interview"
title = "Gặp mặt người xin vào Đảng"
after = ["receipt"]
papers = [{ form = "3-HSĐV" }]
"""


def test_a_pack_adds_facts_and_steps() -> None:
    longer = extend_procedure(ADMISSION, ADDITION, "tinh.toml", **KNOWN)
    application = longer.step("application")
    assert application and "parents_agree" in application.facts and "handwritten" in application.facts
    names = [step.id for step in longer.steps]
    assert names.index("interview") == names.index("receipt") + 1
    ceremony = longer.step("ceremony")
    assert ceremony and set(ceremony.after or ()) == {"receipt", "interview"}
    assert {step.id for step in ADMISSION.steps} < set(names)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (('extends = "admission"', 'extends = "recognition"'), "bổ sung"),
        (("facts.parents_agree", "facts.handwritten"), "handwritten"),
        (('id = "application"', 'id = "application"\ntitle = "Đơn"'), "title"),
        (('after = ["receipt"]\n', ""), "after"),
    ],
)
def test_a_pack_changes_nothing_that_is_there(change: tuple[str, str], word: str) -> None:
    with pytest.raises(Refused, match=re.escape(word)) as refused:
        extend_procedure(ADMISSION, ADDITION.replace(*change, 1), "tinh.toml", **KNOWN)
    assert refused.value.code == "bad_pack"
