"""The two sample lists are read exactly as a careful clerk would."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.imports import Known, read_list

SAMPLES = Path(__file__).parent / "samples"
NOT_OURS = {"about", "note", "never", "compare", "sections_note", "file", "today", "outcome"}
ALWAYS = {"rejected", "flagged", "repaired", "duplicates", "skipped"}


def ours(told: Any) -> Any:
    """What the reader answers for; remarks for the reader of the expectation left out."""
    if isinstance(told, dict):
        return {key: ours(value) for key, value in told.items() if key not in NOT_OURS}
    return [ours(one) for one in told] if isinstance(told, list) else told


@pytest.mark.parametrize("name", ["danh-sach-dang-vien-mau-2025", "so-chi-bo-cu-tcvn3"])
def test_a_sample_is_read_exactly(name: str) -> None:
    expected = json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"))
    answer = read_list(SAMPLES / f"{name}.xlsx", today=date.fromisoformat(expected["today"])).answer()
    whole = dict.fromkeys(ALWAYS, []) | ours(expected)
    if "compare" in expected:
        for person in (*whole["persons"], *answer["persons"]):
            person["name"] = person["name"].casefold()
    assert answer == whole
    json.dumps(answer)


def test_what_must_never_be_made_of_a_day_is_not_made() -> None:
    expected = json.loads((SAMPLES / "danh-sach-dang-vien-mau-2025.expected.json").read_text("utf-8"))
    answer = read_list(SAMPLES / "danh-sach-dang-vien-mau-2025.xlsx", today=date(2026, 11, 22)).answer()
    births = {person["birth"] for person in answer["persons"]}
    for refused in expected["rejected"]:
        assert not births & set(refused.get("never", ()))


@pytest.mark.parametrize("name", ["danh-sach-dang-vien-mau-2025", "so-chi-bo-cu-tcvn3"])
def test_taking_the_same_list_in_again_finds_everybody(name: str) -> None:
    today = date(2026, 11, 22)
    first = read_list(SAMPLES / f"{name}.xlsx", today=today)
    known = [
        Known(
            str(person["row"]),
            person["name"],
            person["birth"],
            person.get("personal_number"),
            person.get("card_number") or person.get("old_card_number"),
        )
        for person in first.persons
    ]
    again = read_list(SAMPLES / f"{name}.xlsx", today=today, known=known)
    found = {(group.member, group.rows[0][1]) for group in again.duplicates if group.verdict == "same"}
    assert found == {(str(person["row"]), person["row"]) for person in first.persons}
    assert len(again.duplicates) == again.accepted
