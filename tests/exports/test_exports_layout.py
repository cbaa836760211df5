"""The dated numbers of the Party format."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from app.exports.layout import layout_on, load_layouts
from app.trouble import Refused


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (datetime.date(2019, 1, 1), "HD 36"),
        (datetime.date(2026, 5, 26), "HD 36"),
        (datetime.date(2026, 5, 27), "HD 05"),
        (None, "HD 05"),
    ],
)
def test_the_format_in_force_on_the_day_is_taken(day: datetime.date | None, version: str) -> None:
    assert layout_on(day).id.startswith(version)


def test_zeros_stand_before_days_below_ten_and_the_first_two_months() -> None:
    layout = layout_on(None)
    assert layout.long_day(datetime.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert layout.long_day(datetime.date(2026, 3, 10)) == "ngày 10 tháng 3 năm 2026"
    assert layout.day(datetime.date(2026, 6, 9)) == "09/6/2026"


def test_numbers_of_the_party_format() -> None:
    layout = layout_on(None)
    page = layout.page
    assert (page.top, page.bottom, page.left, page.right) == (20, 20, 30, 15)
    assert layout["authority"].bold and not layout["post"].bold and layout["name"].bold
    assert layout["place_date"].italic and layout["recipients_title"].underline
    assert layout["body"].first_line == 10 and 18 <= layout["body"].leading <= 20


@pytest.mark.parametrize("text", ["", "own = 3", "[[version]]", "[own]\n[[version]]\nid = 'x'\npage = {}\n"])
def test_a_wrong_format_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "format.toml").write_text(text, "utf-8")
    with pytest.raises(Refused) as told:
        load_layouts(tmp_path / "format.toml")
    assert told.value.code == "bad_format_file"
