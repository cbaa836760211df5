"""Every class of fault in a cell: what is taken, what is put right, what is reported, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

One = Callable[..., dict[str, Any]]
FIELDS = {
    "name": "name",
    "sex": "sex",
    "birth": "birth",
    "admitted": "admission_date",
    "official": "official_date",
    "number": "personal_number",
    "card": "card_number",
}


def test_a_clean_row_is_taken_without_a_word(one: One) -> None:
    answer = one()
    assert (answer["read"], answer["accepted"]) == (1, 1)
    assert answer["flagged"] == answer["repaired"] == answer["rejected"] == answer["duplicates"] == []
    assert answer["persons"][0]["birth"] == "1960-02-05"
    assert answer["persons"][0]["status"] == "full"


REPAIRS: list[tuple[str, Any, str, str]] = [
    ("number", 36060123456, "leading_zero", "036060123456"),
    ("number", "36060123456", "leading_zero", "036060123456"),
    ("number", 1060123456, "leading_zero", "001060123456"),
    ("card", 136060123456, "number_to_text", "136060123456"),
    ("number", "'036060123456", "apostrophe", "036060123456"),
    ("name", "Nguyễn  Văn Hùng ", "spaces", "Nguyễn Văn Hùng"),
    ("name", "Nguyễn Văn Hùng\u00a0", "spaces", "Nguyễn Văn Hùng"),
    ("name", "Nguyễn\u200b Văn Hùng", "invisible_characters", "Nguyễn Văn Hùng"),
    ("name", "Nguyễn_x0007_ Văn Hùng", "control_characters", "Nguyễn Văn Hùng"),
    ("name", "\u200eNguyễn Văn Hùng", "direction_marks", "Nguyễn Văn Hùng"),
    ("name", "Nguye\u0302\u0303n Va\u0306n Hu\u0300ng", "decomposed_letters", "Nguyễn Văn Hùng"),
    ("name", "Nguyễn Văn Нùng", "lookalike_letter", "Nguyễn Văn Hùng"),
    ("name", "Ðặng Văn Hùng", "lookalike_letter", "Đặng Văn Hùng"),
    ("number", "O36O60123456", "lookalike_letter", "036060123456"),
    ("number", "036 060 123 456", "separators", "036060123456"),
    ("number", "036.060.123.456", "separators", "036060123456"),
    ("name", "Nguyễn Văn Hùng*", "footnote_mark", "Nguyễn Văn Hùng"),
    ("name", "Nguyễn Văn Hùng (1)", "footnote_mark", "Nguyễn Văn Hùng"),
    ("birth", "00/00/1960", "zero_day", "1960"),
    ("birth", "00/02/1960", "zero_day", "1960-02"),
    ("birth", "05/02/60", "two_digit_year", "1960-02-05"),
    ("admitted", "19/5/05", "two_digit_year", "2005-05-19"),
    ("birth", "05021960", "separators", "1960-02-05"),
    ("birth", "05//02/1960", "separators", "1960-02-05"),
    ("sex", "nu", "code_list", "female"),
]


@pytest.mark.parametrize(("cell", "value", "kind", "becomes"), REPAIRS)
def test_one_reading_is_put_right_and_said(one: One, cell: str, value: Any, kind: str, becomes: str) -> None:
    answer = one(**{cell: value, **({"official": "19/05/2006"} if cell == "admitted" else {})})
    assert answer["accepted"] == 1
    assert answer["persons"][0][FIELDS[cell]] == becomes
    told = [(entry["field"], entry["kind"], entry["becomes"]) for entry in answer["repaired"]]
    assert told == [(FIELDS[cell], kind, becomes)]


REJECTED: list[tuple[str, Any, str]] = [
    ("name", None, "missing_required"),
    ("birth", None, "missing_required"),
    ("birth", "-", "missing_required"),
    ("birth", "31/02/1960", "impossible_date"),
    ("birth", "15/00/1960", "impossible_date"),
    ("birth", "32/13/1960", "impossible_date"),
    ("birth", "năm Thìn", "unreadable_date"),
    ("birth", "5/2/1960 hoặc 6/2/1960", "unreadable_date"),
    ("birth", "05/02/2060", "date_in_future"),
    ("birth", "#N/A", "missing_required"),
    ("name", "Nguyễn " * 400, "text_too_long"),
]


@pytest.mark.parametrize(("cell", "value", "reason"), REJECTED)
def test_a_row_without_name_or_birth_is_refused(one: One, cell: str, value: Any, reason: str) -> None:
    answer = one(**{cell: value})
    assert (answer["read"], answer["accepted"], answer["persons"]) == (1, 0, [])
    [entry] = answer["rejected"]
    assert (entry["row"], entry["field"], entry["reason"]) == (2, FIELDS[cell], reason)
    assert entry["column"] == {"name": "B", "birth": "D"}[cell]
    assert "becomes" not in entry


FLAGGED: list[tuple[str, Any, str, str | None]] = [
    ("birth", "khoảng 1960", "approximate_date", "1960"),
    ("birth", "1960?", "approximate_date", "1960"),
    ("birth", "05/02/1960 (theo lý lịch)", "text_after_date", "1960-02-05"),
    ("birth", "02/25/1960", "day_month_order", "1960-02-25"),
    ("birth", 21951, "date_as_plain_number", "1960-02-05"),
    ("birth", 5021960, "date_as_plain_number", "1960-02-05"),
    ("official", "31/02/1986", "impossible_date", None),
    ("official", "không nhớ", "unreadable_date", None),
    ("official", "19/05/2086", "date_in_future", None),
    ("official", "#REF!", "cell_error", None),
    ("official", "=A1+B1", "formula_without_value", None),
    ("number", "03606012345", "bad_identifier", None),
    ("number", "0360601234567", "bad_identifier", None),
    ("number", "chưa làm căn cước", "bad_identifier", None),
    ("number", "3.60601E+10", "mangled_by_excel", None),
    ("card", "036060999999", "card_number_mismatch", "036060999999"),
    ("official", "19/05/1984", "dates_out_of_order", "1984-05-19"),
    ("admitted", "19/05/1955", "dates_out_of_order", "1955-05-19"),
    ("admitted", "19/05/1975", "under_age_at_admission", "1975-05-19"),
]


@pytest.mark.parametrize(("cell", "value", "reason", "taken"), FLAGGED)
def test_a_doubtful_cell_is_reported_and_the_row_taken(
    one: One, cell: str, value: Any, reason: str, taken: str | None
) -> None:
    answer = one(**{cell: value})
    assert answer["accepted"] == 1
    [entry] = answer["flagged"]
    assert (entry["field"], entry["reason"], entry.get("becomes")) == (FIELDS[cell], reason, taken)
    assert answer["persons"][0].get(FIELDS[cell]) == taken


def test_a_day_is_never_completed(one: One) -> None:
    for value, taken in (("1960", "1960"), (1960, "1960"), ("2/1960", "1960-02"), ("02-1960", "1960-02")):
        answer = one(birth=value)
        assert answer["persons"][0]["birth"] == taken
        assert answer["repaired"] == answer["flagged"] == []


@pytest.mark.parametrize("pattern", ["dd/mm/yyyy", "mm-dd-yy", "d-mmm-yy", "yyyy-mm-dd;@", '"ngày "dd'])
def test_a_real_day_is_read_whatever_its_format(one: One, pattern: str) -> None:
    def shape(sheet: Any) -> None:
        sheet["D2"].number_format = pattern

    answer = one(shape, birth=datetime(1960, 2, 5))
    assert answer["persons"][0]["birth"] == "1960-02-05"
    assert answer["flagged"] == []


def test_a_day_shown_as_a_month_is_a_month(one: One) -> None:
    def shape(sheet: Any) -> None:
        sheet["D2"].number_format = "mm/yyyy"

    assert one(shape, birth=date(1960, 2, 1))["persons"][0]["birth"] == "1960-02"


def test_a_year_that_excel_shows_as_a_day_of_1905(one: One) -> None:
    def shape(sheet: Any) -> None:
        sheet["D2"] = 1963
        sheet["D2"].number_format = "dd/mm/yyyy"

    answer = one(shape)
    assert answer["persons"][0]["birth"] == "1963"
    assert answer["flagged"][0]["reason"] == "mangled_by_excel"


def test_both_sexes_ticked_is_a_contradiction(read: Any) -> None:
    head = ["TT", "Họ và tên", "Nam", "Nữ", "Năm sinh"]
    answer = read([head, [1, "Lê Thị Hoa", "x", "x", 1970], [2, "Lê Thị Mai", None, "X", 1971]]).answer()
    assert [person.get("sex") for person in answer["persons"]] == [None, "female"]
    assert [(e["row"], e["column"], e["reason"]) for e in answer["flagged"]] == [(2, "D", "contradiction")]


def test_school_years_turned_into_a_day_are_not_taken(read: Any) -> None:
    head = ["TT", "Họ và tên", "Năm sinh", "Trình độ văn hóa"]
    answer = read(
        [head, [1, "Lê Thị Hoa", 1970, date(2026, 10, 7)], [2, "Lê Thị Mai", 1971, "7/10"]]
    ).answer()
    assert [person.get("education") for person in answer["persons"]] == [None, "7/10"]
    assert answer["flagged"][0]["reason"] == "mangled_by_excel"


@pytest.mark.parametrize(
    ("written", "taken", "said"),
    [
        ("Kinh", "Kinh", None),
        ("kinh", "Kinh", None),
        ("H'Mông", "Mông", "code_list"),
        ("Khmer", "Khơ Me", "code_list"),
        ("Ê-đê", "Ê Đê", "code_list"),
        ("Ra Glai", "Raglai", "code_list"),
    ],
)
def test_an_ethnicity_takes_the_word_of_the_form(
    read: Any, written: str, taken: str, said: str | None
) -> None:
    head = ["TT", "Họ và tên", "Năm sinh", "Dân tộc"]
    answer = read([head, [1, "Lê Thị Hoa", 1970, written]]).answer()
    assert answer["persons"][0]["ethnicity"] == taken
    assert [entry["kind"] for entry in answer["repaired"]] == ([said] if said else [])
