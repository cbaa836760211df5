"""The same person twice: not created again, asked about, or a conflict; two numbers are two people."""

from __future__ import annotations

from typing import Any

import pytest

from app.imports import Known, duplicate_sentence
from app.imports.syllables import variant_key

HEAD = ["TT", "Họ và tên", "Ngày sinh", "Số CCCD"]


def groups(read: Any, *rows: list[Any], known: tuple[Known, ...] = ()) -> list[tuple[Any, ...]]:
    reading = read([HEAD, *([n, *row] for n, row in enumerate(rows, 1))], known=known)
    assert reading.accepted == len(rows)
    assert all(duplicate_sentence(group) for group in reading.duplicates)
    return [(g.kind, g.verdict, [row for _sheet, row in g.rows], g.member) for g in reading.duplicates]


AN = ["Lê Hòa An", "5/2/1960", "036060123456"]


@pytest.mark.parametrize(
    ("other", "group"),
    [
        (AN, ("same_personal_number", "same")),
        (["Lê Hoà An", "5/2/1960", "036060123456"], ("same_personal_number", "same")),
        (["Lê Hòa An", "1960", "036060123456"], ("same_personal_number", "same")),
        (["Trần Thị Bé", "7/8/1970", "036060123456"], ("same_personal_number", "conflict")),
        (["Lê Hòa An", "5/3/1960", "036060123456"], ("same_personal_number", "conflict")),
        (["LÊ HÒA AN", "5/2/1960", None], ("same_name_and_birth", "same")),
        (["Lê Hòa An", "1960", None], ("same_name_and_birth", "possible")),
        (["Lê Hoà An", "5/2/1960", None], ("spelling_variant", "possible")),
        (["Lê Hòa An", "5/2/1960", "036060999999"], None),
        (["Lê Hòa An", "6/2/1960", None], None),
        (["Lê Hóa An", "5/2/1960", None], None),
        (["Lê Hòa Ân", "5/2/1960", None], None),
    ],
)
def test_a_second_row(read: Any, other: list[Any], group: tuple[str, str] | None) -> None:
    expected = [(*group, [2, 3], None)] if group else []
    assert groups(read, AN, other) == expected


def test_someone_in_the_workspace(read: Any) -> None:
    known = (
        Known("a", "Lê Hòa An", "1960-02-05", "036060123456", None),
        Known("b", "Trần Thị Bé", "1970", None, "12345678"),
        Known("c", "Đỗ Văn Quí", "1980-01-02"),
    )
    found = groups(read, AN, ["Trần Thị Bé", 1970, None], ["Dỗ Văn Quý", "2/1/1980", None], known=known)
    assert found == [
        ("same_personal_number", "same", [2], "a"),
        ("same_name_and_birth", "possible", [3], "b"),
        ("spelling_variant", "possible", [4], "c"),
    ]


def test_three_rows_are_one_group_and_a_row_may_stand_in_two(read: Any) -> None:
    assert groups(read, AN, AN, AN) == [("same_personal_number", "same", [2, 3, 4], None)]
    found = groups(read, AN, ["Lê Hòa An", "5/2/1960", None], ["Lê Hoà An", "5/2/1960", None])
    assert [(kind, rows) for kind, _verdict, rows, _member in found] == [
        ("same_name_and_birth", [2, 3]),
        ("spelling_variant", [2, 3, 4]),
    ]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Hòa", "Hoà", True),
        ("Thúy", "Thuý", True),
        ("Lý", "Lí", True),
        ("Quý", "Quí", True),
        ("Đức", "Dức", True),
        ("Mỹ", "Mĩ", True),
        ("Thúy", "Thúi", False),
        ("Tây", "Tâi", False),
        ("Tay", "Tai", False),
        ("Hòa", "Hỏa", False),
        ("An", "Ân", False),
    ],
)
def test_which_spellings_are_one_name(one: str, other: str, alike: bool) -> None:
    assert (variant_key(f"Lê {one}") == variant_key(f"Lê {other}")) is alike
