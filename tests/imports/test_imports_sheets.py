"""The list is found on the sheet whatever stands around it, and its columns are known by meaning."""

from __future__ import annotations

from typing import Any

import pytest

from app.imports import head_key, mapping_of, read_list
from app.imports.columns import recognise

HEAD = ["TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức"]


def kinds(answer: dict[str, Any]) -> dict[int, str]:
    return {entry["row"]: entry["kind"] for entry in answer["skipped"]}


def names(answer: dict[str, Any]) -> list[str]:
    return [person["name"] for person in answer["persons"]]


def test_all_that_stands_around_a_list_is_skipped_by_kind(read: Any) -> None:
    rows: list[list[Any]] = [
        ["ĐẢNG BỘ XÃ TÂN HƯNG", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["CHI BỘ THÔN HẠ", None, None, "Tân Hưng, ngày 1 tháng 3 năm 2026"],
        [],
        ["DANH SÁCH ĐẢNG VIÊN"],
        HEAD,
        [1, 2, 3, 4, 5],
        ["I", "Đảng viên chính thức"],
        [1, "Nguyễn Văn Hùng", "05/02/1960", "19/05/1985", "19/05/1986"],
        [2, "Trần Thị Hoa", 1970, "3/2/1995", "3/2/1996"],
        HEAD,
        [3, "Lê Văn Tám", "1971", "3/2/1996", "3/2/1997"],
        [None, "Cộng: 3 đồng chí"],
        ["II. Đảng viên dự bị"],
        [1, "Phạm Thị Lan", "7/1999", "3/2/2026"],
        [],
        [None, "Tổng cộng", 4],
        ["(*) Đảng viên được miễn sinh hoạt"],
        [None, None, None, "Tân Hưng, ngày 1 tháng 3 năm 2026"],
        [None, "NGƯỜI LẬP", None, "T/M CHI BỘ"],
        [None, None, None, "BÍ THƯ"],
        [],
        [None, "Nguyễn Thị Mười", None, "Đỗ Văn Sáu"],
    ]

    def shape(sheet: Any) -> None:
        sheet.merge_cells("A4:E4")
        sheet.merge_cells("A13:E13")
        sheet.merge_cells("A17:E17")

    answer = read(rows, shape).answer()
    assert names(answer) == ["Nguyễn Văn Hùng", "Trần Thị Hoa", "Lê Văn Tám", "Phạm Thị Lan"]
    assert [person["status"] for person in answer["persons"]] == ["full", "full", "full", "probationary"]
    assert answer["persons"][3]["official_date"] is None
    assert answer["rejected"] == answer["flagged"] == []
    found = kinds(answer)
    assert found == {
        1: "title",
        2: "title",
        4: "title",
        5: "header",
        6: "numbering",
        7: "section",
        10: "repeated_header",
        12: "subtotal",
        13: "section",
        16: "subtotal",
        17: "footnote",
        18: "signature",
        19: "signature",
        20: "signature",
        22: "signature",
    }


def test_hidden_rows_are_not_taken_but_named(read: Any) -> None:
    def shape(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True

    answer = read(
        [HEAD, [1, "Lê Văn An", 1960], [2, "Lê Văn Ba", 1961], [3, "Lê Văn Tư", 1962]], shape
    ).answer()
    assert names(answer) == ["Lê Văn An", "Lê Văn Tư"]
    assert kinds(answer)[3] == "hidden"
    assert answer["read"] == 2


def test_blank_styled_rows_are_nothing(read: Any) -> None:
    from openpyxl.styles import PatternFill

    def shape(sheet: Any) -> None:
        for row in range(3, 3000):
            sheet.cell(row, 2).fill = PatternFill("solid", fgColor="FFFF00")

    answer = read([HEAD, [1, "Lê Văn An", 1960]], shape).answer()
    assert (answer["read"], len(answer["skipped"])) == (1, 1)


def test_numbered_lines_not_filled_in_are_no_people(read: Any) -> None:
    answer = read([HEAD, [1, "Lê Văn An", 1960], [2], [3]]).answer()
    assert answer["read"] == 1
    assert kinds(answer) == {1: "header", 3: "blank", 4: "blank"}


def test_a_person_without_any_date_is_refused_not_overlooked(read: Any) -> None:
    answer = read([HEAD, [1, "Lê Văn An", 1960], [2, "Lê Văn Ba"]]).answer()
    assert answer["read"] == 2
    assert [(e["row"], e["column"], e["reason"]) for e in answer["rejected"]] == [
        (3, "C", "missing_required")
    ]


def test_columns_in_any_order_and_unknown_ones_left(read: Any) -> None:
    rows = [
        ["Quê quán", "Chính thức", "Năm sinh", "Sở thích", "HỌ VÀ TÊN", "Kết nạp"],
        ["Phú Thọ", "1/1/1990", 1960, "đọc sách", "Lê Văn An", "1/1/1989"],
    ]
    answer = read(rows).answer()
    assert [column["field"] for column in answer["sheets"][0]["columns"]] == [
        "home_town",
        "official_date",
        "birth",
        None,
        "name",
        "admission_date",
    ]
    assert "đọc sách" not in answer["persons"][0].values()


def test_a_name_over_three_columns(read: Any) -> None:
    rows = [
        ["TT", "Họ và tên", None, None, "Ngày sinh"],
        [None, "Họ", "Tên đệm", "Tên", None],
        [1, "Nguyễn", "Thị Thu", "Hà", "5/2/1960"],
        [2, "Trần", None, "Bình", 1961],
    ]

    def shape(sheet: Any) -> None:
        sheet.merge_cells("B1:D1")
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("E1:E2")

    answer = read(rows, shape).answer()
    assert names(answer) == ["Nguyễn Thị Thu Hà", "Trần Bình"]
    assert answer["sheets"][0]["header_rows"] == [1, 2]


def test_a_name_merged_over_its_columns_without_labels(read: Any) -> None:
    rows = [["TT", "Họ", "đệm", "Tên", "Năm sinh"], [1, "Nguyễn", "Thị Thu", "Hà", 1960]]
    assert names(read(rows).answer()) == ["Nguyễn Thị Thu Hà"]


def test_the_birth_date_in_two_columns_by_sex(read: Any) -> None:
    rows = [
        ["TT", "Họ và tên", "Năm sinh", None, "Quê quán"],
        [None, None, "Nam", "Nữ", None],
        [1, "Lê Văn An", 1960, None, "Phú Thọ"],
        [2, "Lê Thị Ba", None, "5/2/1961", "Phú Thọ"],
        [3, "Lê Thị Tư", 1960, 1961, "Phú Thọ"],
    ]

    def shape(sheet: Any) -> None:
        sheet.merge_cells("C1:D1")

    answer = read(rows, shape).answer()
    assert [(p["sex"], p["birth"]) for p in answer["persons"]] == [("male", "1960"), ("female", "1961-02-05")]
    assert [(e["row"], e["reason"]) for e in answer["rejected"]] == [(5, "contradiction")]


def test_the_birth_date_in_three_columns(read: Any) -> None:
    rows = [
        ["TT", "Họ và tên", "Ngày sinh", None, None],
        [None, None, "Ngày", "Tháng", "Năm"],
        [1, "Lê Văn An", 5, 2, 1960],
        [2, "Lê Thị Ba", None, 2, 1961],
        [3, "Lê Thị Tư", None, None, 1962],
    ]
    answer = read(rows).answer()
    assert [person["birth"] for person in answer["persons"]] == ["1960-02-05", "1961-02", "1962"]


def test_admission_and_official_day_below_one_head(read: Any) -> None:
    rows = [
        ["TT", "Họ và tên", "Năm sinh", "Ngày vào Đảng", None],
        [None, None, None, "Dự bị", "Chính thức"],
        [1, "Lê Văn An", 1960, "1/1/1989", "1/1/1990"],
    ]

    def shape(sheet: Any) -> None:
        sheet.merge_cells("D1:E1")

    [person] = read(rows, shape).answer()["persons"]
    assert (person["admission_date"], person["official_date"]) == ("1989-01-01", "1990-01-01")


def test_a_list_of_several_cells_by_section_column_or_sheet(read: Any, tmp_path: Any) -> None:
    rows = [
        HEAD,
        ["I. Chi bộ thôn Thượng"],
        [1, "Lê Văn An", 1960],
        ["Đảng viên dự bị"],
        [2, "Lê Văn Ba", 2000],
        ["II. Chi bộ thôn Hạ"],
        [1, "Lê Văn Tư", 1961],
    ]
    told = read(rows).answer()["persons"]
    assert [(p["organisation"], p.get("status")) for p in told] == [
        ("Chi bộ thôn Thượng", None),
        ("Chi bộ thôn Thượng", "probationary"),
        ("Chi bộ thôn Hạ", None),
    ]
    rows = [["Họ và tên", "Năm sinh", "Chi bộ"], ["Lê Văn An", 1960, "Chi bộ thôn Hạ"]]
    assert read(rows).answer()["persons"][0]["organisation"] == "Chi bộ thôn Hạ"
    from openpyxl import Workbook

    book = Workbook()
    for name in ("Chi bộ thôn Thượng", "Chi bộ thôn Hạ", "Ghi chú"):
        page = book.create_sheet(name)
        if name != "Ghi chú":
            page.append(HEAD)
            page.append([1, f"Lê Văn {name[-1].upper()}", 1960])
        else:
            page.append(["Lưu ý khi điền"])
    hidden = book.create_sheet("cũ")
    hidden.sheet_state = "hidden"
    hidden.append(HEAD)
    hidden.append([1, "Lê Văn Cũ", 1930])
    book.save(tmp_path / "many.xlsx")
    from datetime import date

    answer = read_list(tmp_path / "many.xlsx", today=date(2026, 11, 22)).answer()
    assert [p["organisation"] for p in answer["persons"]] == ["Chi bộ thôn Thượng", "Chi bộ thôn Hạ"]
    assert [sheet["role"] for sheet in answer["sheets"]] == ["empty", "members", "members", "other", "hidden"]
    only = read_list(tmp_path / "many.xlsx", today=date(2026, 11, 22), sheet="Chi bộ thôn Hạ").answer()
    assert [p["sheet"] for p in only["persons"]] == ["Chi bộ thôn Hạ"]


def test_a_corrected_mapping_is_remembered_by_the_words_of_the_head(read: Any) -> None:
    rows = [
        ["TT", "Họ và tên", "Năm sinh", "Thẻ số mấy", "Nơi ở"],
        [1, "Lê Văn An", 1960, "12345678", "Hà Nội"],
    ]
    first = read(rows)
    assert mapping_of(first)["the so may"] is None
    mapping = mapping_of(first) | {head_key("Thẻ  SỐ mấy"): "old_card_number", "noi o": None}
    [person] = read(rows, mapping=mapping).answer()["persons"]
    assert person["old_card_number"] == "12345678"
    assert "residence" not in person


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Họ và tên khai sinh", "name"),
        ("HỌ TÊN ĐẢNG VIÊN", "name"),
        ("Bí danh", "other_name"),
        ("Số định danh cá nhân/CCCD", "personal_number"),
        ("Số căn cước công dân", "personal_number"),
        ("Số CMND", "old_id_number"),
        ("Số thẻ đảng viên", "card_number"),
        ("Số thẻ cũ (8 số)", "old_card_number"),
        ("Ngày cấp thẻ đảng", "card_issue_date"),
        ("Nơi cấp thẻ đảng viên", "card_issued_at"),
        ("Ngày, tháng, năm sinh", "birth"),
        ("Ngày tháng năm vào Đảng", "admission_date"),
        ("Ngày kết nạp Đảng", "admission_date"),
        ("Ngày vào Đảng chính thức", "official_date"),
        ("Ngày công nhận chính thức", "official_date"),
        ("Nguyên quán", "home_town"),
        ("Nơi sinh", "birth_place"),
        ("Nơi thường trú", "residence"),
        ("Chỗ ở hiện nay", "residence"),
        ("Nghề nghiệp, đơn vị công tác", "occupation"),
        ("Chức vụ Đảng", "position"),
        ("Trình độ học vấn", "education"),
        ("Trình độ chuyên môn", "professional"),
        ("Lý luận chính trị", "political_theory"),
        ("Sinh hoạt tại chi bộ", "organisation"),
        ("Số lý lịch", "file_number"),
        ("Ghi chú", None),
        ("Tuổi Đảng", None),
        ("Huy hiệu Đảng", None),
        ("Ngày vào Đoàn", None),
        ("Số điện thoại", None),
    ],
)
def test_a_head_is_known_by_its_meaning(head: str, field: str | None) -> None:
    assert recognise([head])[0] == field


def test_a_cell_named_by_a_figure_keeps_it(read: Any) -> None:
    rows = [
        HEAD,
        ["Chi bộ thôn 3"],
        [1, "Lê Văn An", 1960],
        ["Chi bộ 5 (12 đảng viên)"],
        [1, "Lê Văn Ba", 1961],
    ]
    answer = read(rows).answer()
    assert [person["organisation"] for person in answer["persons"]] == ["Chi bộ thôn 3", "Chi bộ 5"]


def test_one_tall_cell_names_the_cell_of_all_its_rows(read: Any) -> None:
    rows = [
        ["Họ và tên", "Năm sinh", "Chi bộ"],
        ["Lê An", 1960, "Chi bộ Hạ"],
        ["Lê Ba", 1961],
        ["Lê Tư", 1962],
    ]
    told = read(rows, lambda sheet: sheet.merge_cells("C2:C3")).answer()["persons"]
    assert [person.get("organisation") for person in told] == ["Chi bộ Hạ", "Chi bộ Hạ", None]


def test_family_names_that_sound_like_sums_are_people(read: Any) -> None:
    answer = read([HEAD, [1, "Tống Văn Cộng", 1960], [2, "Công Thị Tổng", 1961]]).answer()
    assert names(answer) == ["Tống Văn Cộng", "Công Thị Tổng"]


def test_numbers_find_their_field_by_length_only_where_the_head_is_open(read: Any) -> None:
    head = ["Họ và tên", "Năm sinh", "Số CMND/CCCD", "Số thẻ"]
    rows = [
        head,
        ["Lê Văn An", 1960, "012345678", "12345678"],
        ["Lê Văn Ba", 1961, "036061123456", "036061123456"],
    ]
    one, other = read(rows).answer()["persons"]
    assert (one["old_id_number"], one["old_card_number"]) == ("012345678", "12345678")
    assert (other["personal_number"], other["card_number"]) == ("036061123456", "036061123456")
    head = ["Họ và tên", "Năm sinh", "Số CCCD"]
    answer = read([head, ["Lê Văn An", 1960, "012345678"]]).answer()
    assert "old_id_number" not in answer["persons"][0]
    assert answer["flagged"][0]["reason"] == "bad_identifier"


TEMPLATE = ["STT", "Họ và tên*", "Giới tính*", "Sinh ngày*", "Số định danh cá nhân*", "Số thẻ Đảng* (12 số)"]
TEMPLATE += ["Ngày vào Đảng*", "Ngày chính thức*"]


@pytest.mark.parametrize(
    ("card", "admitted", "official", "outcome"),
    [
        ("036060123456", "1/1/1985", "1/1/1986", "full"),
        (None, "1/1/2026", None, "probationary"),
        ("036060123456", "1/1/1985", None, "official_date"),
        (None, "1/1/1985", "1/1/1986", "card_number"),
        (None, "1/1/1985", None, "card_number"),
        (None, None, None, "card_number"),
    ],
)
def test_only_a_probationary_member_lacks_official_day_and_card(
    read: Any, card: Any, admitted: Any, official: Any, outcome: str
) -> None:
    answer = read(
        [TEMPLATE, [1, "Lê An", "Nam", "5/2/1960", "036060123456", card, admitted, official]]
    ).answer()
    if outcome in ("full", "probationary"):
        assert answer["persons"][0]["status"] == outcome
    else:
        assert (answer["rejected"][0]["field"], answer["rejected"][0]["reason"]) == (
            outcome,
            "missing_required",
        )
