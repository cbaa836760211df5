"""Forms filled from the records of a cell: what is on file stands in them, each writer has a sheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.exports import filled
from app.exports.document import Document, Head, Heading, NewPaper, Paragraph, Signatures, Table
from app.models import Case, Paper
from app.procedures.cases import OpenCase, PutPaper, RecordStep
from app.procedures.member_papers import PutPersonPaper
from app.procedures.office import create_office
from app.procedures.offices import PutSeat
from app.storage import keys
from app.storage.clock import Clock
from app.trouble import Refused
from tests.procedures.conftest import Admission, Cell

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cell: an admission before its vote and one that ended, a probation over, a member from a list."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            patch.setattr(keys, name, value)
        opened, _secret = create_office(
            tmp_path_factory.mktemp("filled") / "so",
            name="Chi bộ thôn Đồng Mận",
            code="25.000.036.001.015",
            type="cell",
            password="mật khẩu dài",
            clock=Clock(datetime.date(2020, 1, 1)),
        )
    with opened:
        yield _filled(Cell(opened))


def _filled(cell: Cell) -> SimpleNamespace:
    member = {"birth": "1970", "admission_date": "1995-01-01", "official_date": "1996-01-01"}
    full = [cell.person(name=f"Nguyễn Văn {letter}", **member) for letter in "ABCDE"]
    cell.do(PutSeat("cell_committee", "Lê Văn An", "Bí thư", "2020-01-01", person=full[0]))
    lan = cell.person("sympathiser", name="Vũ Thị Lan", birth="2001-08-12", sex="female", education="12/12")
    before = Admission(cell, lan, "2025-06-02").up_to_vote(full[1])
    two = {"introducers__2__name": "Đỗ Thị Mai", "introducers__2__assigned": "2024-03"}
    before.record("introduction", "2025-10-10", **two)
    before.paper("3-KNĐ", "2025-10-11", signer="Đỗ Thị Mai", data={"strengths": "Mai viết."})
    mai = cell.person("sympathiser", name="Trần Thị <Hồng> & “Nga”", birth="2000-02-03")
    after = Admission(cell, mai, "2025-06-02").up_to_vote(full[1])
    after.vote("cell_resolution", "2025-11-15", 4, 1)
    after.paper("6-KNĐ", "2025-11-16", "7-NQ/CB", reason="số", kept="Tủ hồ sơ")
    after.from_paper("committee", "2025-12-01", "passed")
    after.from_paper("decision", "2025-12-20", "admit", "58-QĐ/ĐU")
    after.paper("9-KNĐ", "2025-12-20", "58-QĐ/ĐU")
    after.record("receipt", "2025-12-25")
    after.record("ceremony", "2026-01-10", helper=full[0], place="Nhà văn hóa")
    diep = cell.person("probationary", name="Phạm Ngọc Diệp", admission_date="2024-11-20", sex="male")
    recognition = cell.do(OpenCase("recognition", diep, "2025-10-01", True)).id
    rows = {"helper": full[2], "name": "Nguyễn Văn C", "from": "2024-11-20", "date": "2025-11-21"}
    values = {f"comments.1.{name}": value for name, value in rows.items()}
    cell.do(RecordStep(recognition, "helper_comment", "2025-11-21", values=values))
    cell.do(PutPaper(recognition, "10-KNĐ", "2025-11-21", data={"strengths": "Một.\n\nHai."}))
    cell.do(PutPersonPaper(full[3], "3-HSĐV", "2025-12-20", data={"new_work": "K"}))
    return SimpleNamespace(
        cell=cell, full=full, lan=lan, before=before.id, after=after.id, diep=diep, recognition=recognition
    )


def printed(office: Any, code: str, *cases: str, person: str | None = None) -> Document:
    with office.cell.workspace.unit(Clock(TODAY)) as unit:
        return filled.document(unit, code, cases=cases, person=person)


def text(document: Document) -> str:
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            parts.append("".join(run.text for run in block.runs))
        elif isinstance(block, Heading):
            parts.append(block.text)
        elif isinstance(block, Table):
            parts += [" | ".join(row) for row in block.rows]
    return "\n".join(parts)


def test_sheets_to_be_copied_hold_what_is_on_file(office: Any) -> None:
    application = text(printed(office, "1-KNĐ", office.before))
    assert "VŨ THỊ LAN, ngày sinh: 12/8/2001" in application and "Trình độ học vấn: 12/12" in application
    notes = [b.text for b in printed(office, "2-KNĐ", office.before).blocks if hasattr(b, "text")]
    assert any("tự tay khai" in note for note in notes)


def test_each_introducer_has_a_letter_of_their_own(office: Any) -> None:
    letters = printed(office, "3-KNĐ", office.before)
    assert sum(isinstance(block, NewPaper) for block in letters.blocks) == 1
    first, second = text(letters).split("Giấy giới thiệu")[1:]
    assert "NGUYỄN VĂN B" in first and "Mai viết." not in first
    assert "ĐỖ THỊ MAI" in second and "Mai viết." in second and "Ngày 3/2024" in second


def test_one_decision_for_each_of_several_people(office: Any) -> None:
    made = printed(office, "9-KNĐ", office.after, office.before)
    symbols = [block.symbol for block in made.blocks if isinstance(block, Head)]
    assert symbols == ["Số 58-QĐ/ĐU", "Số ……-QĐ/ĐU"]
    assert "TRẦN THỊ <HỒNG> & “NGA”" in text(made) and "VŨ THỊ LAN" in text(made)
    assert "Nghị quyết số 7-NQ/CB, ngày 16/11/2025" in text(made)


def test_the_list_of_cards_is_one_sheet_for_all(office: Any) -> None:
    made = printed(office, "1-TĐV", office.recognition, office.after)
    assert not any(isinstance(block, NewPaper) for block in made.blocks)
    assert "Phạm Ngọc Diệp | Nam" in text(made) and "Danh sách này có 2 người." in text(made)


def test_papers_of_recognition_tell_the_end_of_probation(office: Any) -> None:
    review = text(printed(office, "10-KNĐ", office.recognition))
    assert "Vào Đảng ngày 20/11/2024; hết thời gian dự bị ngày 20/11/2025" in review
    assert "Ưu điểm: Một.\nHai." in review
    comment = text(printed(office, "11-KNĐ", office.recognition))
    assert "NGUYỄN VĂN C" in comment and "từ ngày 20/11/2024" in comment


def test_the_index_before_the_vote_names_what_is_not_there(office: Any) -> None:
    made = text(printed(office, "MUC-LUC", office.before))
    rows = [line.split(" | ")[1:4] for line in made.splitlines() if " | " in line]
    forms = [form for form, *_rest in rows]
    assert forms == ["CN-NTVĐ", "1-KNĐ", "2-KNĐ", "", "3-KNĐ", "3-KNĐ", "4-KNĐ", "5-KNĐ"]
    assert rows[3][1] == "Giấy tờ thẩm tra lý lịch (hỏi 3 người, 3 có kết quả)"
    assert "II-" not in made and "còn thiếu 0" in made


def test_the_index_after_the_ceremony_goes_on_and_counts_what_lacks(office: Any) -> None:
    made = text(printed(office, "MUC-LUC", office.after))
    assert "II- Tài liệu sau khi chi bộ xét kết nạp" in made
    assert (
        "6-KNĐ | Nghị quyết đề nghị kết nạp đảng viên của chi bộ | Số 7-NQ/CB, 16/11/2025 |  | Tủ hồ sơ"
        in made
    )
    lacking = [line.split(" | ")[1] for line in made.splitlines() if "CHƯA CÓ" in line]
    assert lacking == ["8-KNĐ", "1-HSĐV"] and "còn thiếu 2 tài liệu" in made
    numbers = [line.split(" | ")[0] for line in made.splitlines() if " | " in line]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_the_index_of_a_member_from_a_list_has_their_papers(office: Any) -> None:
    made = text(printed(office, "MUC-LUC", person=office.full[3]))
    assert "3-HSĐV | Phiếu bổ sung hồ sơ đảng viên | 20/12/2025" in made
    assert "CHƯA CÓ" not in made


def test_papers_of_restricted_cases_stay_out_of_the_index(office: Any) -> None:
    member = office.full[4]
    with office.cell.workspace.unit(Clock(TODAY), clock_accepted=True) as unit:
        unit.begin("case.open")
        case = unit.write(Case(procedure="discipline", person=member, opened="2026-01-01", restricted=True))
        unit.write(Paper(case=case.id, person=member, form="QĐ-KL", number="9", date="2026-01-02", data={}))
        unit.write(Paper(person=member, form="3-HSĐV", date="2025-12-20", data={}))
        made = text(filled.document(unit, "MUC-LUC", person=member))
    assert "3-HSĐV" in made and "QĐ-KL" not in made


def test_rights_are_the_rules_own_words_with_their_days(office: Any) -> None:
    made = text(printed(office, "QUYEN", office.after)).splitlines()
    decision = next(line for line in made if "Thời hạn ra quyết định kết nạp" in line)
    with office.cell.workspace.unit(Clock(TODAY)) as unit:
        then = unit.rulebook.on(datetime.date(2025, 12, 20))["admission.decision.deadline"]
    assert then.text in decision and then.source_text() in decision and "(đã làm)" in decision
    member_file = next(line for line in made if "Thời hạn khai lý lịch" in line)
    assert "Chi bộ thôn Đồng Mận | 27/02/2026 | 38-HD/BTCTW" in member_file, "30 working days, Tết left out"


def test_rights_say_where_no_source_is_known_and_what_held_before(office: Any) -> None:
    made = text(printed(office, "QUYEN", office.before)).splitlines()
    vote = next(line for line in made if "Phiếu của chi bộ khi xét kết nạp" in line)
    assert "Chưa có nguồn cho thời gian này. Trước đó (06-HD/TW" in vote


def test_rights_are_for_those_a_procedure_is_about(office: Any) -> None:
    made = text(printed(office, "QUYEN", person=office.diep))
    assert made.startswith("Quyền của đảng viên\nCông nhận đảng viên chính thức")
    assert "Xét chậm vẫn công nhận từ ngày hết 12 tháng dự bị." in made
    with pytest.raises(Refused) as told:
        printed(office, "QUYEN", person=office.full[0])
    assert told.value.code == "wrong_status"


def test_papers_of_a_member_without_a_case_are_printed(office: Any) -> None:
    made = printed(office, "3-HSĐV", person=office.full[3])
    assert "2. Công việc, chức vụ mới: K" in text(made)
    assert made.day == datetime.date(2025, 12, 20)
    sheet = text(printed(office, "2-HSĐV", person=office.full[3]))
    assert "Ngày vào Đảng (lễ kết nạp): 01/01/1995; ngày chính thức: 01/01/1996" in sheet


def test_every_form_of_a_case_can_be_filled_and_drawn(office: Any, tmp_path: Path) -> None:
    from app.exports import docx, pdf

    for code, form in filled.shipped_forms().items():
        if not (form.fits("admission") or form.fits("recognition")):
            continue
        case = (
            office.recognition
            if code.partition("-")[0] in ("10", "11", "12", "13", "14", "15", "16")
            else office.after
        )
        made = printed(office, code, case)
        pdf.render(made, tmp_path / "paper.pdf")
        docx.render(made, tmp_path / "paper.docx")
        assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture(scope="module")
def committee(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A grassroots committee with the case of a person whose book it keeps."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            patch.setattr(keys, name, value)
        opened, _secret = create_office(
            tmp_path_factory.mktemp("committee") / "so",
            name="Đảng ủy xã Tân Hưng",
            code="25.000.036.001",
            type="committee",
            password="mật khẩu dài",
            clock=Clock(datetime.date(2020, 1, 1)),
        )
    with opened:
        cell = Cell(opened)
        person = cell.person("sympathiser", name="Vũ Thị Lan", birth="2001-08-12")
        yield SimpleNamespace(cell=cell, case=cell.do(OpenCase("admission", person, "2025-06-02", True)).id)


@pytest.mark.parametrize(
    ("code", "authority"),
    [("8-KNĐ", "T/M ĐẢNG ỦY"), ("9-KNĐ", "T/M BAN THƯỜNG VỤ"), ("16-KNĐ", "T/M BAN THƯỜNG VỤ")],
)
def test_a_committee_signs_for_the_body_that_decides(committee: Any, code: str, authority: str) -> None:
    made = printed(committee, code, committee.case)
    signed = next(block for block in made.blocks if isinstance(block, Signatures))
    assert signed.signatures[-1].authority == authority
    if code != "8-KNĐ":
        assert "- Căn cứ Quy định thi hành Điều lệ Đảng (" in text(made)
        assert "BAN THƯỜNG VỤ ĐẢNG ỦY XÃ TÂN HƯNG QUYẾT ĐỊNH" in text(made)
