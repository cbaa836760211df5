"""The papers of screening: which are offered at a step, and what they say of what was recorded."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from app.exports import filled, filled_screening
from app.exports.document import Document, Head, Heading, Paragraph, Table
from app.procedures import engine
from app.procedures.ballots import RecordVote
from app.procedures.cases import OpenCase, RecordStep
from app.procedures.definitions import procedures
from app.procedures.office import create_office
from app.procedures.offices import PutSeat
from app.storage import keys
from app.storage.clock import Clock
from app.trouble import Refused
from tests.procedures.conftest import Cell

TODAY = datetime.date(2025, 9, 20)
CONCLUSION = {
    "conclusion_body": "Ủy ban kiểm tra",
    "conclusion_number": "12-KL/UBKT",
    "conclusion_date": "2025-07-01",
}
NAMED = CONCLUSION | {"named_by": "Trần Văn Kín"}
TOLD = {"manner": "in_person", "received": "có", "rights_given": "có"}


class Told:
    """One case told step by step."""

    def __init__(self, cell: Cell, procedure: str, person: str) -> None:
        self.cell = cell
        self.id: str = cell.do(OpenCase(procedure, person, "2025-08-01")).id

    def record(self, step: str, day: str, outcome: str | None = None, **values: str) -> Told:
        told = {name.replace("__", "."): value for name, value in values.items()}
        self.cell.do(RecordStep(self.id, step, day, outcome, told))
        return self

    def vote(self, step: str, day: str, yes: int, no: int, **more: Any) -> Told:
        self.cell.do(RecordVote(self.id, step, day, yes, no, **more))
        return self

    def said(self, form: str, step: str | None = None) -> str:
        return text(self.document(form, step))

    def document(self, form: str, step: str | None = None) -> Document:
        with self.cell.workspace.unit(Clock(TODAY)) as unit:
            return filled.document(unit, form, cases=[self.id], step=step)

    def offered(self, step: str) -> list[str]:
        with self.cell.workspace.unit(Clock(TODAY)) as unit:
            dossier = engine.load_case(unit, self.id)
            found = dossier.procedure.step(step)
            assert found is not None
            return filled_screening.forms_at(dossier, found)


def text(document: Document) -> str:
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Head):
            parts += [block.issuer, block.symbol]
        elif isinstance(block, Paragraph):
            parts.append("".join(run.text for run in block.runs))
        elif isinstance(block, Heading):
            parts.append(block.text)
        elif isinstance(block, Table):
            parts += [" | ".join(row) for row in block.rows]
    return "\n".join(parts)


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cell with five full members, and a committee with members of its own."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            patch.setattr(keys, name, value)
        for kind, title, code in (
            ("cell", "Chi bộ thôn Đồng Mận", "25.000.036.001.015"),
            ("committee", "Đảng ủy xã Tân Hưng", "25.000.036"),
        ):
            opened, _secret = create_office(
                tmp_path_factory.mktemp(kind) / "so",
                name=title,
                code=code,
                type=kind,
                password="mật khẩu dài",
                clock=Clock(datetime.date(2020, 1, 1)),
            )
            cell = Cell(opened)
            cell.today = TODAY
            member = {"birth": "1970", "admission_date": "1995-01-01", "official_date": "1996-01-01"}
            people = [cell.person(name=f"Nguyễn Văn {letter}", **member) for letter in "ABCDEGHI"]
            made[kind] = SimpleNamespace(cell=cell, people=people)
    cell = made["cell"].cell
    cell.do(PutSeat("cell_committee", "Lê Văn An", "Bí thư", "2020-01-01", person=made["cell"].people[0]))
    yield SimpleNamespace(**made)
    for one in made.values():
        one.cell.workspace.close()


def deletion(office: Any, person: int) -> Told:
    case = Told(office.cell, "deletion", office.people[person])
    case.record("grounds", "2025-08-04", ground="card_returned", **NAMED)
    return case.record("notice", "2025-08-05", **TOLD)


def test_every_paper_of_every_step_is_filled_before_anything_is_recorded(offices: Any) -> None:
    for office in (offices.cell, offices.committee):
        seen = set()
        for name in filled_screening.chosen():
            told = procedures()[name]
            if name in ("restoration", "complaint"):
                continue  # opened on an act, tried below
            case = Told(office.cell, name, office.people[7])
            sheet = case.said("QUYEN")
            assert f"\nQuyền của đảng viên\n{told.title}\n" in sheet
            if name not in filled_screening.COMPLAINED:
                assert "Gửi khiếu nại đến: theo quy định của cấp ủy." in sheet
            for step in told.steps:
                for form in case.offered(step.id):
                    document = case.document(form, step.id)
                    assert "Nguyễn Văn I" in text(document) or "NGUYỄN VĂN I" in text(document)
                    assert "dự thảo, chưa có mẫu gốc đối chiếu" in document.foot
                    seen.add(form)
        wanted = filled_screening.codes()
        assert seen == (wanted if office is offices.committee else wanted - {"QĐ-SL"} | (seen & {"QĐ-SL"}))


def test_the_steps_and_sentences_are_those_of_the_procedures(offices: Any) -> None:
    known = filled.shipped_forms()
    for name, steps in filled_screening.chosen().items():
        for at, told in steps.items():
            step = procedures()[name].step(at)
            assert step is not None, (name, at)
            assert set(told.get("decided", ())) - {"done"} <= {o.id for o in step.outcomes}, (name, at)
            for writer in filled_screening.WRITERS:
                assert all(known[form].fits(name) for form in told.get(writer, ())), (name, at)


def test_a_deletion_goes_on_paper_from_the_notice_to_the_report(offices: Any) -> None:
    case = deletion(offices.cell, 1)
    notice = case.said("TB-SL")
    assert "Tự trả thẻ hoặc hủy thẻ đảng viên" in notice and "12-KL/UBKT" in notice
    assert "Quyền của đảng viên" in notice and "Trần Văn Kín" not in notice, "who named them is not told"
    assert "lần thứ 1" in case.said("GM-SL")
    for day in ("2025-08-06", "2025-08-08", "2025-08-11"):
        case.record("invitation", day, manner="letter", delivered="có", came="không")
        if day == "2025-08-06":
            assert "lần thứ 2" in case.said("GM-SL", "statement"), "the one recorded is another letter"
    case.record("statement", "2025-08-12", "not_given")
    absent = case.said("BBKTB-SL")
    assert "3 | 11/8/2025 | Gửi thư | đã đến tay, không đến | " in absent
    assert "không viết, không đến sau các lần yêu cầu" in absent
    case.vote("cell_resolution", "2025-08-20", 6, 1, secret=True)
    counted = case.said("BBKP-SL")
    assert "1 | Đề nghị xóa tên | 6 | 75 | 1 | 0" in counted and "số phiếu thu vào: 7" in counted
    resolution = case.document("NQ-SL")
    assert "Đề nghị cấp ủy có thẩm quyền xóa tên đồng chí Nguyễn Văn B" in text(resolution)
    assert resolution.day == datetime.date(2025, 8, 20) and "NQ/CB" in text(resolution)
    assert "294-QĐ/TW" in text(resolution)
    assert "Chi bộ đề nghị cấp ủy có thẩm quyền xem xét, quyết định." in case.said("BC-SL")


def test_a_show_of_hands_has_no_counting_record(offices: Any) -> None:
    case = deletion(offices.cell, 2).record("statement", "2025-08-12", "given", text="Tôi nhận khuyết điểm")
    assert "BBKTB-SL" not in case.offered("statement"), "it was given"
    assert "BBKP-SL" in case.offered("cell_resolution")
    case.vote("cell_resolution", "2025-08-20", 3, 4, secret=False)
    assert "BBKP-SL" not in case.offered("cell_resolution")
    minutes = case.said("BB-SL")
    assert "Tôi nhận khuyết điểm" in minutes and "giơ thẻ" in minutes and "báo cáo đầy đủ kết quả" in minutes
    with pytest.raises(Refused) as told:
        case.document("QĐ-SL")
    assert told.value.code == "wrong_step", "a cell writes no decision of its superior"


def test_a_help_list_has_a_resolution_at_each_end_and_a_plan(offices: Any) -> None:
    case = Told(offices.cell.cell, "help_list", offices.cell.people[3])
    case.record("criterion", "2025-08-04", criterion="degeneration", **NAMED).record(
        "notice", "2025-08-05", **TOLD
    )
    case.record("statement", "2025-08-06", "given").record("opinions", "2025-08-07")
    agreed = {"number": "7", "date": "2025-08-10", "issuer": "Đảng ủy xã Tân Hưng"}
    case.cell.do(RecordStep(case.id, "direction", "2025-08-10", "agreed", {}, from_paper=agreed))
    asking = case.document("BC-SL", "direction")
    assert "xin ý kiến chỉ đạo" in text(asking) and asking.day == TODAY, "not the day of the answer"
    case.vote("listing", "2025-08-12", 7, 0, secret=True)
    told = {"content": "Giúp sửa lề lối làm việc", "helpers__1__person": offices.cell.people[0]}
    case.record("plan", "2025-08-14", helpers__1__from="2025-08-14", **told)
    plan = case.said("KH-SL")
    assert "1 | Nguyễn Văn A | 14/8/2025 | " in plan and "Giúp sửa lề lối làm việc" in plan
    assert "Thời gian giúp đỡ: theo quy định của cấp ủy." in plan
    assert "Đưa đồng chí Nguyễn Văn D vào danh sách" in case.said("TB-SL", "told")
    case.record("told", "2025-08-14", manner="in_person", received="có")
    case.vote("result", "2025-09-10", 7, 0, secret=True, outcome="progressed")
    assert "đã tiến bộ, đưa ra khỏi danh sách" in case.said("NQ-SL"), "the newest, unless a step is named"
    assert "vào danh sách đảng viên cần giáo dục" in case.said("NQ-SL", "listing")


def test_the_cell_decides_a_reprimand_and_says_how_to_complain(offices: Any) -> None:
    case = Told(offices.cell.cell, "discipline", offices.cell.people[4])
    case.record("breach", "2025-08-04", what="Vi phạm quy định", **NAMED)
    case.record("notice", "2025-08-05", **TOLD).record("hearing", "2025-08-06", met_by="Bí thư")
    case.record("statement", "2025-08-07", "given")
    case.vote("cell_resolution", "2025-08-20", 6, 1, secret=True, motion="reprimand", outcome="reprimand")
    decision = case.said("QĐ-SL")
    assert "Kỷ luật đồng chí Nguyễn Văn E bằng hình thức khiển trách." in decision
    assert "Kỷ luật đảng viên" in decision
    assert "CHI BỘ THÔN ĐỒNG MẬN QUYẾT ĐỊNH" in decision and "QĐ/CB" in decision
    assert "Nơi nhận: Cấp ủy cấp trên trực tiếp." in decision


def test_a_committee_decides_and_signs_for_itself(offices: Any) -> None:
    office = offices.committee
    case = deletion(office, 1)
    case.record("statement", "2025-08-12", "given").vote("cell_resolution", "2025-08-20", 7, 0, secret=True)
    for step, outcome in (("committee", "passed"), ("decision", "delete")):
        if step in {s.step.id for s in _stands(case).steps}:
            more = {"base": 9, "reason": "theo danh sách", "outcome": outcome}
            case.vote(step, "2025-09-01", 9, 0, secret=True, **more)
    decision = case.said("QĐ-SL")
    assert "Xóa tên đồng chí Nguyễn Văn B trong danh sách đảng viên." in decision
    assert "ĐẢNG ỦY XÃ TÂN HƯNG QUYẾT ĐỊNH" in decision and "QĐ/ĐU" in decision
    assert "30 ngày làm việc" in decision
    case.record("receipt", "2025-09-02", manner="in_person", rights_given="có")
    told = Told(office.cell, "complaint", office.people[1])
    decided = {"decision_number": "45", "decision_date": "2025-09-01", "decision_received": "2025-09-02"}
    told.record("filed", "2025-09-10", against="deletion", addressee="Ban Thường vụ Tỉnh ủy", **decided)
    assert "Gửi khiếu nại đến: Ban Thường vụ Tỉnh ủy." in told.said("QUYEN")
    told.record("received", "2025-09-11", "accepted", by="Ban Thường vụ Tỉnh ủy")
    assert "Đã nhận khiếu nại của đồng chí Nguyễn Văn B" in told.said("TB-SL")
    told.record("answer", "2025-09-15", "overturned", by="Ban Thường vụ Tỉnh ủy", number="9")
    answer = told.said("QĐ-SL")
    assert "Hủy quyết định bị khiếu nại." in answer and "Số 09-QĐ/ĐU" in answer
    told.record("answer_received", "2025-09-16", "ended")
    back = Told(office.cell, "restoration", office.people[1])
    back.record("conclusion", "2025-09-17", wronged="có", no_breach_since="có", **CONCLUSION)
    back.record("decision", "2025-09-18", "restore")
    assert "Khôi phục quyền của đảng viên đối với đồng chí Nguyễn Văn B." in back.said("QĐ-SL")


def _stands(case: Told) -> Any:
    with case.cell.workspace.unit(Clock(TODAY)) as unit:
        return engine.stand(engine.load_case(unit, case.id))
