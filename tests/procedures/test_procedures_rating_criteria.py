"""A committee's own set of criteria, dated by year: typed or loaded, added up, never a level by itself."""

import datetime

import pytest

from app.procedures.offices import PutSetting
from app.procedures.rating import check as rating_check
from app.procedures.rating.rounds import OpenRating, lines, round_of
from app.procedures.rating.set import SetRating
from app.regulations.pack_writing import write_pack
from app.regulations.packs import parse_keys, parse_pack
from app.regulations.resources import resource_folder
from app.storage.clock import Clock
from app.trouble import Refused

SET = "chung: Chính trị, tư tưởng = 20; chung: Đạo đức = 10\nnhiệm vụ: Việc được giao = 70"
PACK = """[pack]
id = "xa-thu/tieu-chi"
title = "Bộ tiêu chí"
layer = "superior"
issuer = "Đảng ủy xã Thử"
version = "1"

[[document]]
id = "15-HD/ĐU@2025-11-20"
title = "Bộ tiêu chí năm 2025"
issuer = "Đảng ủy xã Thử"
from = 2025-11-20
confidence = "confirmed"

[[rule]]
key = "rating.criteria.outside"
value = [{CRITERIA}]
document = "15-HD/ĐU@2025-11-20"
confidence = "confirmed"
"""


def central_keys():
    file = resource_folder("regulations") / "keys.toml"
    return parse_keys(file.read_text("utf-8"), "keys.toml")


def read(told):
    return parse_pack(PACK.replace("{CRITERIA}", told), "bo.toml", central_keys())


@pytest.fixture
def rated(cell):
    """A round of 2025 whose first member is of the group with a set of criteria."""
    cell.do(PutSetting({"rating.criteria.outside": SET}, "2025-11-20", "15-HD/ĐU@2025-11-20"))
    at = cell.do(OpenRating(year=2025)).id
    cell.do(SetRating(at, (cell.full[0],), {"group": "outside"}))
    return at


def data(cell, at):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        return next(o.item.data for o in lines(unit, round_of(unit, 2025)) if o.item.person == cell.full[0])


def remarks(cell, at):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        return {one.id for one in rating_check.remarks(unit, round_of(unit, 2025))}


def put(cell, at, **values):
    cell.do(SetRating(at, (cell.full[0],), {f"criteria.{name}": value for name, value in values.items()}))


def test_a_part_is_the_sum_of_its_criteria_once_all_are_given(cell, rated):
    put(cell, rated, general_1="18,5")
    assert "points" not in data(cell, rated)
    put(cell, rated, general_2="9", tasks_3="60")
    assert data(cell, rated)["points"] == {"general": "27.5", "tasks": 60}
    assert not data(cell, rated).get("levels"), "points never make a level"
    put(cell, rated, general_2="")
    assert data(cell, rated)["points"] == {"tasks": 60}


def test_more_than_a_criterion_gives_and_a_stranger_are_refused(cell, rated):
    with pytest.raises(Refused) as refused:
        put(cell, rated, general_2="10,5")
    assert refused.value.code == "bad_value" and "tối đa 10" in refused.value.message
    with pytest.raises(Refused) as refused:
        put(cell, rated, general_9="1")
    assert refused.value.code == "bad_field" and "general_1" in refused.value.hint
    with pytest.raises(Refused):
        cell.do(SetRating(rated, (cell.full[1],), {"criteria.general_1": "1"}))


def test_a_total_typed_otherwise_and_a_set_beside_the_frame_are_told(cell, rated):
    put(cell, rated, general_1="18", general_2="9")
    assert not {"M11", "X05"} & remarks(cell, rated)
    cell.do(SetRating(rated, (cell.full[0],), {"points.general": "30"}))
    assert "M11" in remarks(cell, rated)
    other = SET.replace("= 70", "= 60")
    cell.do(PutSetting({"rating.criteria.leader": other}, "2025-11-20", "15-HD/ĐU@2025-11-20"))
    assert "X05" in remarks(cell, rated)


def test_the_set_is_of_its_year(cell, rated):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        of = {
            year: unit.rulebook.on(datetime.date(year, 12, 31))["rating.criteria.outside"].criteria
            for year in (2024, 2025)
        }
    assert of[2024] == () and [one.most for one in of[2025]] == [20, 10, 70]


def test_a_pack_carries_the_set_and_is_written_as_it_was_read():
    pack = read(
        '{part="general", title="Chính trị", most=30, evidence="nhận xét"}, '
        '{part="tasks", name="viec", title="Việc \\"được giao\\"", most=70}'
    )
    [rule] = pack.rules
    assert [(one.name, one.most) for one in rule.criteria] == [("general_1", 30), ("viec", 70)]
    assert rule.value_text() == 'Chính trị (30), Việc "được giao" (70)'
    assert parse_pack(write_pack(pack), "lai.toml", central_keys()).rules == pack.rules


@pytest.mark.parametrize(
    "told",
    [
        '{part="khac", title="a", most=3}',
        '{part="general", title="a", most=0}',
        '{part="general", most=3}',
        '{part="general", name="a", title="a", most=3}, {part="tasks", name="a", title="b", most=3}',
        '{part="general", title="a", most=3, weight=2}',
        '"Chính trị"',
    ],
)
def test_a_set_that_cannot_be_read_names_the_place(told):
    with pytest.raises(Refused) as refused:
        read(told)
    assert refused.value.code == "bad_pack" and "rating.criteria.outside" in str(refused.value.message)


def test_typed_otherwise_it_is_refused_with_an_example(cell):
    with pytest.raises(Refused) as refused:
        cell.do(PutSetting({"rating.criteria.outside": "Đạo đức 10"}, "2025-11-20", "15-HD/ĐU@2025-11-20"))
    assert "chung:" in refused.value.hint
