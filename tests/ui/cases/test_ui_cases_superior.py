"""A superior committee judges a cell's case in its own workspace; the cell reads what came back."""

import datetime
import hashlib

import pyrage
import pytest

from app.models import Act, Paper, Vote
from app.procedures.ballots import RecordVote
from app.procedures.cases import OpenCase, PutPaper, RecordStep
from app.procedures.deeds import perform
from app.procedures.office import create_office
from app.procedures.offices import PutSeat
from app.procedures.people import AddPerson
from app.storage.clock import Clock
from app.sync import inbox, joining, outbox
from app.ui.session import Sitting

CLOCK = Clock(datetime.date(2025, 11, 17))


class QuickCodes:
    """Stands in for age's passphrases, which take seconds on purpose."""

    @staticmethod
    def encrypt(data, code):
        return b"age-encryption.org/v1\n-> scrypt " + hashlib.sha256(code.encode()).digest() + data

    @staticmethod
    def decrypt(data, code):
        return data[len(QuickCodes.encrypt(b"", code)) :]


def do(workspace, *commands):
    with workspace.unit(CLOCK, clock_accepted=True) as unit:
        return [perform(unit, command).result for command in commands][-1]


def handed_over(cell):
    """A case up to the cell's resolution."""
    dates = {"birth": "1970", "admission_date": "1995-01-01", "official_date": "1996-01-01"}
    members = [
        do(cell, AddPerson("full", {"name": f"Nguyễn Văn {name}", **dates})).id
        for name in ("Ân", "Bình", "Cường")
    ]
    person = do(cell, AddPerson("sympathiser", {"name": "Đoàn Thị Hạnh", "birth": "2001-08-12"})).id
    case = do(cell, OpenCase("admission", person, "2025-07-01")).id
    asked = {"asked.1.relation": "self", "asked.1.name": "Đoàn Thị Hạnh", "asked.1.replied": "2025-09-01"}
    told = {"youth_age": "có", "doan_exists": "có", "doan_member": "có"}
    told |= {
        "introducers.1.person": members[1],
        "introducers.1.name": "Bình",
        "introducers.1.together_since": "2015",
    }
    opinions = {"total": "5", "for": "5", "against": "0", "organisation": "Chi đoàn"}
    given = {f"asked.{n}.{k}": v for n in (1, 2) for k, v in opinions.items()}
    given |= {"asked.1.kind": "union", "asked.2.kind": "residence"}
    for form, date in (
        ("CN-NTVĐ", "2025-06-14"), ("1-KNĐ", "2025-07-02"), ("2-KNĐ", "2025-07-18"), ("3-KNĐ", "2025-10-10"),
        ("4-KNĐ", "2025-10-09"), ("5-KNĐ", "2025-11-07"), ("6-KNĐ", "2025-11-15"),
    ):  # fmt: skip
        do(cell, PutPaper(case, form, date, "5"))
    for step, date, values in (
        ("awareness", "2025-06-14", {}), ("permission", "2025-06-30", {"education": "thpt_diploma"}),
        ("application", "2025-07-02", {}), ("cv", "2025-07-18", {"stamped": "có"}),
        ("verification", "2025-09-26", asked), ("introduction", "2025-10-10", told),
        ("opinions", "2025-11-07", given), ("cv_certificate", "2025-11-08", {}),
    ):  # fmt: skip
        do(cell, RecordStep(case, step, date, values=values))
    do(cell, RecordVote(case, "cell_resolution", "2025-11-15", 3, 0))
    return case


@pytest.fixture
def joined(tmp_path, monkeypatch):
    """A cell and its committee with what is between them: (cell, top, case, round)."""
    monkeypatch.setattr(pyrage, "passphrase", QuickCodes)
    cell, _sheet = create_office(
        tmp_path / "cell",
        name="Chi bộ thôn Thử",
        code="01.02.003",
        type="cell",
        password="mot cau de nho",
        clock=CLOCK,
    )
    top, _sheet = create_office(
        tmp_path / "top",
        name="Đảng ủy xã Thử",
        code="01.02",
        type="committee",
        password="mot cau de nho",
        clock=CLOCK,
    )
    case = handed_over(cell)
    with top.unit(CLOCK, clock_accepted=True) as unit:
        unit.begin("office.invite")
        invited = joining.invite(
            unit, name="Chi bộ thôn Thử", code="01.02.003", type="cell", out=tmp_path / "thu"
        )
    opened = joining.read_invitation(invited.file, invited.join_code)
    with cell.unit(CLOCK, clock_accepted=True) as unit:
        unit.begin("office.join")
        joining.accept(unit, opened)
    (tmp_path / "stick").mkdir()

    def both_ways():
        for _way in range(2):
            inbox.unpack(top, outbox.pack(cell, tmp_path / "stick", clock=CLOCK).file, clock=CLOCK)
            inbox.unpack(cell, outbox.pack(top, tmp_path / "stick", clock=CLOCK).file, clock=CLOCK)

    both_ways()
    for name in ("Loan", "Tám", "Bảy"):
        for body in ("committee", "standing_committee"):
            do(top, PutSeat(body, f"Đặng Thị {name}", None, "2025-01-01"))
    yield cell, top, case, both_ways
    cell.close()
    top.close()


@pytest.fixture
def page_of(themed, show, window_of):
    """The case page of a workspace."""

    def made(workspace, case):
        frame = show(window_of(Sitting(workspace, CLOCK)), 1366, 768)
        frame.go("case", case=case)
        return frame.pages["case"]

    return made


def records(workspace, kind, case):
    with workspace.reading() as session:
        found = [r for r in session.query(kind).filter_by(case=case) if not r.gone]
        session.expunge_all()
    return found


def typed(panel, agree, number):
    panel.day.editor.setText("17/11/2025")
    panel.day.editor.settle()
    panel.more["secret"].set_value(True)
    for field, count in ((panel.vote.counter.agree, agree), (panel.vote.counter.against, 0)):
        field.editor.setText(str(count))
        field.editor.textEdited.emit(str(count))
    panel.more["doc_number"].set_value(number)


def test_the_committee_decides_and_the_cell_reads_it(joined, page_of):
    cell, top, case, both_ways = joined
    page = page_of(top, case)
    assert (page.view.step.id, page.view.kind) == ("committee", "own")
    assert "Chi bộ thôn Thử" in page.summary()
    assert page.panel.vote.counter.base == 3 and page.panel.vote.counter.need == 2
    typed(page.panel, 3, None)
    page.primary.click()
    assert page.panel.more["doc_number"].error, "a resolution of a committee has a number"
    page.panel.more["doc_number"].set_value("12-NQ/ĐU")
    page.primary.click()
    assert page.view.step.id == "decision"
    typed(page.panel, 2, "58-QĐ/ĐU")
    assert page.panel.outcome.value() == "admit"
    page.primary.click()
    assert (page.view.step.id, page.view.kind, page.editable) == ("receipt", "read", False)
    both_ways()
    read = page_of(cell, case)
    assert read.view.step.id == "receipt" and read.view.kind == "own"
    read.show_step("decision")
    assert read.view.kind == "read" and read.panel.day.editor.isReadOnly()
    assert read.panel.vote.counter.votes().agree == 2 and read.panel.vote.counter.base == 3
    assert {p.form: p.number for p in records(cell, Paper, case)}["9-KNĐ"] == "58-QĐ/ĐU"
    assert all(v.owner == top.organisation_id for v in records(cell, Vote, case) if v.step == "decision")


def test_the_committee_returns_with_remarks(joined, page_of):
    cell, top, case, both_ways = joined
    page = page_of(top, case)
    page.panel.day.editor.setText("17/11/2025")
    page.panel.outcome.set_value("returned")
    page.panel._outcome_chosen("returned")
    assert page.panel.vote_box.isHidden() and page.panel.document_box.isHidden()
    assert page.primary.text() == "Ghi “Trả lại”"
    tick, remark = page.panel.returned.items["verification"]
    tick.setChecked(True)
    remark.set_value("Thiếu kết quả thẩm tra mẹ đẻ")
    page.primary.click()
    act = next(a for a in records(top, Act, case) if a.step == "committee")
    assert act.reopened == [["verification", 1]] and act.judged
    both_ways()
    read = page_of(cell, case)
    assert read.view.step.id == "verification" and read.view.state == "now"
    assert "Thiếu kết quả thẩm tra mẹ đẻ" in read.view.sent_back[0]


def test_the_steps_of_the_cell_are_only_read(joined, page_of):
    _cell, top, case, _both_ways = joined
    page = page_of(top, case)
    page.show_step("verification")
    assert page.view.kind == "read" and not page.editable
    assert page.panel.day.editor.isReadOnly() and page.panel.rows["asked"].add.isHidden()
    assert page.primary.text() == "Sang bước 8 đang làm"
    assert not page.case.any_time


def test_the_list_of_a_committee_begins_with_what_waits_for_it(joined, show, themed, window_of):
    _cell, top, case, _both_ways = joined
    frame = show(window_of(Sitting(top, CLOCK)), 1366, 768)
    frame.go("admissions")
    listed = frame.pages["admissions"]
    assert listed.chips.value == "here" and listed.model.rowCount() == 1
    assert listed.view.current_id() == case and not listed.view.isColumnHidden(1)
    assert listed.new_button.kind == "secondary"
