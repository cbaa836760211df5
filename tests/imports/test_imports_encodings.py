"""TCVN3 and VNI are told by the letters and come out as the Unicode they stand for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from app.imports.encodings import TCVN3, VNI, from_tcvn3, from_vni, tell, to_tcvn3, to_vni

SMALL = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
NAMES = [
    "Nguyễn Văn Hùng",
    "Trần Thị Phượng",
    "Đỗ Quang Trưởng",
    "Lê Thị Ánh Nguyệt",
    "Hoàng Đình Thành",
    "Vũ Ngọc Huệ",
]


def test_the_tables_are_whole() -> None:
    assert len(TCVN3) == 67 + 7
    assert {c for c in SMALL if not c.isascii()} | set("ĂÂÊÔƠƯĐ") == set(TCVN3.values())
    toned = {c for c in SMALL + SMALL.upper() if not c.isascii()}
    assert toned == {c for c in VNI.values() if not c.isascii()}
    assert from_tcvn3("H\xadu trÝ, Tr\xadêng, Hoµng, Lý luËn") == "Hưu trí, Trường, Hoàng, Lý luận"
    assert from_vni("Nguyeãn Vaên Huøng, Ñaëng Thò Phöôïng") == "Nguyễn Văn Hùng, Đặng Thị Phượng"


@given(st.text(alphabet=SMALL + " ,.0123456789", max_size=40))
def test_small_letters_survive_tcvn3(text: str) -> None:
    assert from_tcvn3(to_tcvn3(text)) == text


@given(st.lists(st.sampled_from(NAMES + [name.upper() for name in NAMES]), min_size=1, max_size=4))
def test_names_survive_vni(parts: list[str]) -> None:
    text = ", ".join(parts)
    assert from_vni(to_vni(text)) == text
    assert tell(to_vni(text)) == "vni"


@pytest.mark.parametrize("name", NAMES)
def test_a_name_tells_its_encoding(name: str) -> None:
    assert tell(name) == "unicode"
    assert tell(to_tcvn3(name)) == "tcvn3"
    assert tell(to_vni(name)) == "vni"


@pytest.mark.parametrize(
    ("turn", "encoding", "font"), [(to_tcvn3, "tcvn3", ".VnTime"), (to_vni, "vni", "VNI-Times")]
)
@pytest.mark.parametrize("told", [True, False])
def test_an_old_book_is_read_with_and_without_its_font(
    read: Any, turn: Any, encoding: str, font: str, told: bool
) -> None:
    rows: list[list[Any]] = [
        ["SỔ DANH SÁCH ĐẢNG VIÊN"],
        ["TT", "Họ và tên", "Nữ", "Ngày sinh", "Quê quán", "Chức vụ", "Dân tộc", "Tôn giáo"],
        ["I. Đảng viên chính thức"],
        [1, "Nguyễn Văn Hùng", None, "5/2/1960", "Thôn 2, xã Hải Đường", "Bí thư", "Tày", "Không"],
        [2, "Võ Hà", "x", 1970, "Hà Nam", "Phó bí thư", "Kinh", "Công giáo"],
        ["II. Đảng viên dự bị"],
        [1, "Trần Thị Phượng", "x", "7/1999", "Tổ dân phố số 8", None, "Mường", "Phật giáo"],
    ]
    old = [[turn(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]

    def shape(sheet: Any) -> None:
        for line in sheet.iter_rows():
            for cell in line:
                cell.font = Font(name=font if told else "Arial")

    answer = read(old, shape).answer()
    assert answer["converted"] == {encoding: 3}
    told_names = [person["name"] for person in answer["persons"]]
    assert told_names == ["Nguyễn Văn Hùng", "Võ Hà", "Trần Thị Phượng"]
    assert [person["status"] for person in answer["persons"]] == ["full", "full", "probationary"]
    assert [person["religion"] for person in answer["persons"]] == ["không", "Thiên Chúa", "Phật"]
    assert answer["persons"][0]["home_town"] == "Thôn 2, xã Hải Đường"
    assert answer["persons"][2]["ethnicity"] == "Mường"
    assert answer["repaired"] == answer["flagged"] == answer["rejected"] == []


def test_a_unicode_row_in_an_old_font_stays_as_it_is(read: Any) -> None:
    head = ["TT", "Họ và tên", "Năm sinh", "Quê quán"]
    rows = [
        head,
        [1, "Nguyễn Văn Hùng", 1960, "Hà Nam"],
        [2, to_tcvn3("Trần Thị Phượng"), 1961, to_tcvn3("Hà Nam")],
    ]

    def shape(sheet: Any) -> None:
        for line in sheet.iter_rows():
            for cell in line:
                cell.font = Font(name=".VnTime")

    answer = read(rows, shape).answer()
    assert [person["name"] for person in answer["persons"]] == ["Nguyễn Văn Hùng", "Trần Thị Phượng"]
    assert [person["home_town"] for person in answer["persons"]] == ["Hà Nam", "Hà Nam"]
    assert answer["converted"] == {"tcvn3": 1}


def test_a_capital_font_shows_capitals() -> None:
    assert from_tcvn3("HUúNH B¸ TUY£N") == "HUỲNH BÁ TUYÊN"
    assert from_tcvn3("Mü ¸nh") == "Mỹ ánh"
    assert from_tcvn3("Quúnh Mû") == "Quỳnh Mỷ"
