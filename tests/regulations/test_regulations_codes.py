"""Code lists are complete, and a form belongs to the guide in force on its day."""

from __future__ import annotations

import datetime

import pytest

from app.regulations.codes import form_guide, load_codes, load_forms


def test_lists_have_their_size_and_order() -> None:
    groups = load_codes("ethnic_groups")
    assert len(groups) == 56
    assert [groups[code].title for code in list(groups)[:6]] == [
        "Kinh",
        "Tày",
        "Thái",
        "Hoa",
        "Khơ Me",
        "Mường",
    ]
    assert groups["muong"].place == 6
    provinces = load_codes("provinces")
    assert len(provinces) == 34 and provinces["01"].title == "Hà Nội" and provinces["96"].title == "Cà Mau"
    assert list(load_codes("education")) == ["literate", "primary", "thcs", "thpt"]


@pytest.mark.parametrize(
    "name",
    ["religions", "occupations", "professional", "political_theory", "science_titles", "organisation_types"],
)
def test_titles_are_single(name: str) -> None:
    titles = [code.title for code in load_codes(name).values()]
    assert titles and len(titles) == len(set(titles))


@pytest.mark.parametrize(
    ("form", "day", "guide"),
    [
        ("6-KNĐ", datetime.date(2016, 8, 1), "12-HD/BTCTW@2012-05-17"),
        ("6-KNĐ", datetime.date(2020, 8, 1), "09-HD/BTCTW@2017-06-05"),
        ("6-KNĐ", datetime.date(2025, 9, 28), "12-HD/BTCTW@2022-01-18"),
        ("6-KNĐ", datetime.date(2025, 9, 29), "38-HD/BTCTW@2025-09-29"),
        ("4a-KNĐ", datetime.date(2024, 1, 1), None),
        ("99-KNĐ", datetime.date(2026, 1, 1), None),
    ],
)
def test_the_guide_of_a_form_follows_the_day(form: str, day: datetime.date, guide: str | None) -> None:
    assert form_guide(form, day) == guide


def test_every_guide_of_a_form_is_in_the_catalogue() -> None:
    from app.regulations.rulebook import load_central

    assert {guide for form in load_forms().values() for guide in form.guides} <= set(load_central().documents)
