"""Forms: what a file may say, and how values and missing values are set in."""

from __future__ import annotations

import datetime
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.exports.document import Head, Lines, NewPaper, Paragraph, Signatures, Table, join
from app.exports.forms import fill, load_forms, text_fields
from app.regulations.codes import load_forms as load_codes
from app.trouble import Refused

SMALL = """
code = "T-1"
title = "Phiếu thử"
layout = "office"
[fields]
name = "Họ và tên"
day = { label = "Ngày", kind = "date" }
count = { label = "Số người", kind = "number" }
remarks = { label = "Nhận xét", kind = "long", lines = 4 }
passed = { label = "Đạt", kind = "flag" }
people = { label = "Người", kind = "rows", fields = { who = "Ai" } }
[head]
symbol = "Số {count:paper}-TB/CB"
place_date = "Tân Hưng, {day:long}"
"""
TEXT = '[[block]]\nkind = "paragraph"\ntext = "%s"\n'


def form(tmp_path: Path, body: str, top: str = SMALL) -> Any:
    (tmp_path / "t.toml").write_text(top + body, "utf-8")
    return load_forms(tmp_path)["T-1"]


def texts(document: Any) -> list[str]:
    return [
        "".join(run.text for run in block.runs) for block in document.blocks if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (TEXT % "Gửi {nobody}.", "nobody"),
        (TEXT % "Gửi {name:loud}.", "name:loud"),
        (TEXT % "Gửi {name.", "expected '}'"),
        (TEXT % "Gửi {people}.", "people"),
        (TEXT % "Gửi {passed}.", "passed"),
        (TEXT % "Gửi {}.", "chỗ điền"),
        ('[[block]]\nkind = "poem"\n', "poem"),
        (TEXT % "A" + 'colour = "red"\n', "colour"),
        (TEXT % "A" + 'when = "not sure"\n', "not sure"),
        (TEXT % "A" + 'each = "name"\n', "name"),
        ('[[block]]\nkind = "table"\neach = "people"\ncolumns = [{ title = "A" }]\ncells = []\n', "số ô"),
        ("= broken", "Invalid"),
        ("", "block"),
    ],
)
def test_a_wrong_form_file_is_refused_by_name_and_reason(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(Refused) as told:
        form(tmp_path, body)
    assert told.value.code == "bad_form_file"
    assert "t.toml" in told.value.message and reason in told.value.message


def test_two_files_with_one_code_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(SMALL + TEXT % "A.", "utf-8")
    with pytest.raises(Refused, match="T-1"):
        form(tmp_path, TEXT % "B.")


def test_a_draft_must_say_who_drafted_it(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="written_by"):
        form(tmp_path, TEXT % "A.", SMALL.replace('"office"', '"draft"'))


def test_values_are_written_as_papers_want_them(tmp_path: Path) -> None:
    paper = form(tmp_path, TEXT % "{name:upper}, {day}, {count}." + TEXT % "**{name}** __{name}__")
    told = fill(paper, {"name": "Đỗ Ái", "day": datetime.date(2026, 2, 5), "count": Decimal("86.40")})
    assert texts(told) == ["ĐỖ ÁI, 05/02/2026, 86,40.", "Đỗ Ái Đỗ Ái"]
    runs = [block for block in told.blocks if isinstance(block, Paragraph)][1].runs
    assert [(run.bold, run.italic) for run in runs] == [(True, False), (False, False), (False, True)]
    assert told.day == datetime.date(2026, 2, 5)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (datetime.date(2026, 6, 9), "09/6/2026"),
        ("1989", "1989"),
        ("1989-02", "02/1989"),
        ("1989-11", "11/1989"),
        ("1989-05-13", "13/5/1989"),
        ("khoảng 1950", "khoảng 1950"),
    ],
)
def test_days_are_never_completed(tmp_path: Path, day: object, written: str) -> None:
    assert texts(fill(form(tmp_path, TEXT % "{day}"), {"day": day})) == [written]


@pytest.mark.parametrize(
    ("number", "symbol"), [(5, "05"), (10, "10"), ("7", "07"), ("12a", "12a"), (None, "……")]
)
def test_a_paper_number_below_ten_has_a_zero(tmp_path: Path, number: object, symbol: str) -> None:
    head = fill(form(tmp_path, TEXT % "A."), {"count": number}).blocks[0]
    assert isinstance(head, Head) and head.symbol == f"Số {symbol}-TB/CB"


def test_what_is_missing_becomes_dots_to_write_on(tmp_path: Path) -> None:
    told = fill(form(tmp_path, TEXT % "{name}, {count}" + TEXT % "Nhận xét: {remarks}"), {"count": None})
    assert texts(told) == ["…" * 10 + ", ……", "Nhận xét: "]
    assert Lines(4) in told.blocks


def test_zero_is_a_value_but_no_reason_to_show_a_block(tmp_path: Path) -> None:
    paper = form(tmp_path, TEXT % "{count} người" + TEXT % "Lý do" + 'when = "count"\n')
    assert texts(fill(paper, {"count": 0})) == ["0 người"]
    assert texts(fill(paper, {"count": 2})) == ["2 người", "Lý do"]


def test_rows_and_lines_of_a_text_become_paragraphs_of_their_own(tmp_path: Path) -> None:
    paper = form(tmp_path, TEXT % "{remarks}" + TEXT % "{index}. {who}" + 'each = "people"\n')
    told = fill(paper, {"remarks": "Một.\n\nHai.", "people": [{"who": "An"}, {"who": ""}]})
    assert texts(told) == ["Một.", "Hai.", "1. An", "2. " + "…" * 10]


@pytest.mark.parametrize("values", [{"name": object()}, {"name": True}, {"people": "An"}, {"people": ["An"]}])
def test_a_value_of_another_shape_is_refused(tmp_path: Path, values: dict[str, object]) -> None:
    paper = form(tmp_path, TEXT % "{name}" + TEXT % "{who}" + 'each = "people"\n')
    with pytest.raises(Refused) as told:
        fill(paper, values)
    assert told.value.code == "bad_field_value"


def test_an_unfilled_table_leaves_rows_to_write_in(forms: dict[str, Any]) -> None:
    table = next(block for block in fill(forms["CON-THIEU"], {}).blocks if isinstance(block, Table))
    assert len(table.rows) > 1 and not any(any(row) for row in table.rows)


KNOWN = {"1-KNĐ", "2-KNĐ", "3-KNĐ", "4-KNĐ", "4a-KNĐ", "5-KNĐ"}
"""Forms whose blank original has been read."""


def test_forms_whose_look_is_not_established_say_so(forms: dict[str, Any]) -> None:
    for code, shipped in forms.items():
        foot = fill(shipped, {}).foot
        told = "chưa có mẫu gốc đối chiếu" in foot
        official = code in load_codes() and bool(load_codes()[code].guides)
        assert told == (code not in KNOWN and (official or code.endswith(("-SL", "-RS", "-GS")))), code
        assert not foot or code in foot


@pytest.mark.parametrize(
    ("code", "day", "foot"),
    [
        ("3-KNĐ", (2026, 11, 5), "Mẫu 3-KNĐ (HD 38-HD/BTCTW, 29/9/2025)"),
        (
            "3-KNĐ",
            (2024, 3, 1),
            "Mẫu 3-KNĐ (HD 12-HD/BTCTW, 18/01/2022), trình bày theo HD 38-HD/BTCTW, 29/9/2025.",
        ),
        (
            "13-KNĐ",
            (2024, 3, 1),
            "Mẫu 13-KNĐ (HD 12-HD/BTCTW, 18/01/2022): bản trình bày do chi bộ dự thảo, "
            "chưa có mẫu gốc đối chiếu.",
        ),
    ],
)
def test_a_paper_names_the_guide_of_its_day(
    forms: dict[str, Any], code: str, day: tuple[int, int, int], foot: str
) -> None:
    assert fill(forms[code], {"day": datetime.date(*day)}).foot == foot


def test_every_numbered_form_of_the_code_list_can_be_printed(forms: dict[str, Any]) -> None:
    by_schools = {"CN-NTVĐ", "CN-ĐVM"}
    assert set(load_codes()) - by_schools <= set(forms)


def test_texts_somebody_writes_are_listed_and_printed(forms: dict[str, Any]) -> None:
    asked = text_fields(forms["13-KNĐ"])
    assert [text.name for text in asked][:3] == ["awareness", "strengths", "faults"]
    assert all(text.title and text.lines >= 1 for text in asked)
    told = fill(forms["13-KNĐ"], {"strengths": "Một.\n\nHai & <ba>."})
    assert {"2. Ưu điểm: Một.", "Hai & <ba>."} <= set(texts(told))


def test_several_papers_in_one_file_are_each_whole(forms: dict[str, Any]) -> None:
    papers = [fill(forms["9-KNĐ"], {"person_name": name, "number": n}) for n, name in enumerate("AB", 1)]
    whole = join(papers)
    assert sum(isinstance(block, NewPaper) for block in whole.blocks) == 1
    assert [block.symbol for block in whole.blocks if isinstance(block, Head)] == [
        "Số 01-QĐ/ĐU",
        "Số 02-QĐ/ĐU",
    ]
    assert whole.foot == papers[0].foot, "the foot stands once"


def test_shipped_forms_are_composed_and_named_once(forms: dict[str, Any]) -> None:
    for shipped in forms.values():
        assert unicodedata.is_normalized("NFC", repr(shipped))
        assert shipped.title and shipped.fields[shipped.day].kind == "date"


def test_opinions_of_unions_and_of_the_residence_are_counted_apart(forms: dict[str, Any]) -> None:
    names = set(forms["5-KNĐ"].fields)
    for count in ("asked", "for", "against", "percent", "reasons"):
        assert {f"unions_{count}", f"residence_{count}"} <= names


def test_minutes_have_two_signatures_and_no_date_above(forms: dict[str, Any], values: dict[str, Any]) -> None:
    told = fill(forms["BB-KN"], values)
    head, signed = told.blocks[0], next(block for block in told.blocks if isinstance(block, Signatures))
    assert isinstance(head, Head) and head.place_date == "" and head.symbol == ""
    assert [signature.authority for signature in signed.signatures] == [
        "Người ghi biên bản",
        "Chủ trì hội nghị",
    ]


@pytest.mark.parametrize(("flag", "words"), [("passed", "xét, kết nạp"), ("failed", "chưa đủ để đề nghị")])
def test_a_resolution_says_how_the_vote_ended(
    forms: dict[str, Any], values: dict[str, Any], flag: str, words: str
) -> None:
    del values["passed"]
    assert words not in "".join(texts(fill(forms["6-KNĐ"], values)))
    assert words in "".join(texts(fill(forms["6-KNĐ"], {**values, flag: True})))
