"""The log names the case, the round or the number of cases, for those who may see them."""

import datetime

import pytest

from app.procedures.cases import OpenCase
from app.procedures.opinions import AskOpinion
from app.procedures.rounds import OpenRound
from app.procedures.seen import note, note_report, seen
from app.storage import rights
from app.storage.clock import Clock
from app.trouble import Refused


def test_each_line_says_what_it_is_about(cell):
    cell.today = datetime.date(2025, 8, 1)
    case = cell.do(OpenCase("help_list", cell.full[1], "2025-08-01")).id
    review = cell.do(OpenRound("review", 2025, "H2", "2025-08-01")).id
    asked = cell.do(AskOpinion("front", "Mặt trận thôn", "Nhận xét", None, "2025-08-01")).id
    of_person = cell.do(AskOpinion("front", "Mặt trận thôn", "Nhận xét", cell.full[1], "2025-08-01")).id
    with cell.workspace.unit(Clock(cell.today)) as unit:
        note(unit, "print", case, "QUYEN")
        unit.log("view", review)
        unit.log("print THU-YK", asked)
        unit.log("print THU-YK", of_person)
        note_report(unit, "export", "screening", 12)
        unit.log("members.export")
        unit.session.flush()
        told = [(one.what, one.form, one.name, one.procedure) for one in seen(unit)]
        of_one = [one.case for one in seen(unit, person=cell.full[1])]
    assert told == [
        ("export", "", "12 hồ sơ", "Bảng số liệu rà soát, sàng lọc"),
        ("print", "THU-YK", "Nguyễn Văn B", "Lấy ý kiến ngoài chi bộ, năm 2025"),
        ("print", "THU-YK", "Mặt trận thôn", "Lấy ý kiến ngoài chi bộ, năm 2025"),
        ("view", "", "", "Rà soát đảng viên, 6 tháng cuối năm 2025"),
        ("print", "QUYEN", "Nguyễn Văn B", "Giáo dục, giúp đỡ đảng viên"),
    ]
    assert of_one == ["", case]


def test_who_does_not_handle_them_is_refused(cell):
    with cell.workspace.unit(Clock(cell.today), user=rights.Person("Giúp việc", "clerk")) as unit:
        with pytest.raises(Refused) as refused:
            seen(unit)
        assert refused.value.code == "no_right"
