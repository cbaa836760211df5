"""The committee's queue through its widgets: fresh checks, a return with remarks, one meeting for many."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from app.models import Act, CaseStanding, Paper, PersonStanding, Vote
from app.storage.clock import Clock
from app.storage.rights import Person as Worker
from app.trouble import Refused
from app.ui import jobs


class Queue:
    """The page of a committee in its window."""

    def __init__(self, app, offices, frame, sitting):
        self.app, self.offices, self.frame, self.sitting = app, offices, frame, sitting
        self.page = frame.pages["received"]

    def settle(self):
        """Let all jobs end, each followed by the next."""
        while running := jobs.running():
            running[0].wait()
            self.app.processEvents()
        self.app.processEvents()

    def states(self):
        return {line.case: line.state for line in self.page.lines}

    def cell(self, row, key):
        at = next(n for n, column in enumerate(self.page.model.columns) if column.key == key)
        return self.page.model.cell(row, at)

    def own(self, kind):
        with self.sitting.looking() as unit:
            found = unit.all(kind, owner=self.sitting.office)
            unit.session.expunge_all()
        return found


@pytest.fixture
def frame_of(show):
    """A window with the queue and the case page over a sitting."""
    from app.ui.frame import Frame
    from app.ui.page import Entry
    from app.ui.pages.case.page import CasePage
    from app.ui.pages.received.page import ReceivedPage

    def make(sitting, width=1366):
        frame = Frame()
        for key, page in (("received", ReceivedPage), ("case", CasePage)):
            frame.add(Entry(key, key, "task", lambda frame, page=page: page(frame, sitting)))
        sitting.changed.connect(frame.refresh)
        show(frame, width, 768)
        frame.go("received")
        return frame

    return make


@pytest.fixture
def asked(monkeypatch):
    """What was asked before something typed is thrown away; the answer is `asked.answer`."""
    from app.ui.pages.received import meeting as received_meeting
    from app.ui.pages.received import review as received_review

    class Asked(list):
        answer = True

    told = Asked()

    def ask(_parent, title, *_more):
        told.append(title)
        return told.answer

    for module in (received_meeting, received_review):
        monkeypatch.setattr(module, "confirm", ask)
    return told


@pytest.fixture
def queue(two_offices, themed, frame_of, asked):
    from app.ui.session import Sitting

    sitting = Sitting(two_offices.committee, Clock(two_offices.day, accepted=True))
    made = Queue(themed, two_offices, frame_of(sitting), sitting)
    made.settle()
    yield made
    made.settle()


def type_row(press, made, *numbers):
    """Type votes as one does: a figure, Enter, the next."""
    for name, number in zip(("for", "against", "blank"), numbers, strict=False):
        press(made.editors[name], str(number), Qt.Key.Key_Return)


def fill(dialog, press, *, secret=True):
    """The head of the meeting and twelve good rows, numbered on."""
    dialog.fields["secret"].set_value(secret)
    dialog.fields["chair"].set_value("Lý Bá Minh")
    for made in dialog.grid.rows:
        type_row(press, made, 14, 1, 0)
    dialog.fields["number_from"].set_value("21-NQ/ĐU")
    dialog.fill.click()


def test_the_queue_is_checked_afresh_and_searched_without_accents(queue, press):
    page = queue.page
    assert page.model.rowCount() == 12 and set(queue.states().values()) == {"new"}
    assert page.chips.chips["here"].text() == "Đến lượt nơi này (12)"
    assert set(page.checks.found) == set(queue.states()), "each was looked at by this workspace's own checks"
    assert queue.cell(0, "checks").text != "…"
    assert queue.cell(0, "due").speech == "12/01/2026, còn 56 ngày"
    page.search.setText("tran thi d")
    page.ask()
    assert [queue.cell(n, "name").text for n in range(page.model.rowCount())] == [
        "Trần Thị D", "Trần Thị Đ",
    ]  # fmt: skip
    page.search.setText("dong man")
    page.ask()
    assert page.model.rowCount() == 12, "the office is searched too"
    page.search.setText("khong ai")
    page.ask()
    assert page.model.rowCount() == 0
    page.clear_filter()
    page.view.sort_on("name", descending=True)
    assert queue.cell(0, "name").text == "Trần Thị M"
    page.view.setFocus()
    press(page.view, Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert queue.frame.current == "case"
    assert queue.frame.pages["case"].case.name == "Trần Thị M"


def test_a_jump_opens_the_very_place(queue):
    from app.ui.pages.received.rows import Finding, Found

    page = queue.page
    line = page.lines[0]
    page.checks.found[line.case] = Found((Finding("block", "Chưa đủ người phải thẩm tra", "verification"),))
    page.view.choose(line.case)
    page._show_chosen()
    page.pane.rows[0].link.click()
    case = queue.frame.pages["case"]
    assert (case.case.id, case.view.step.id) == (line.case, "verification")


def test_ticks_by_key_and_by_mouse(queue, press, qtbot):
    page = queue.page
    press(page.view, Qt.Key.Key_Space)
    assert page.ticked == {page.view.current_id()}
    assert page.meet_button.plain_text == "Họp xét 1 người…"
    place = page.view.visualRect(page.model.index(2, 0)).center()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(page.ticked) == 2
    qtbot.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.ticked) == 12
    qtbot.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.ticked == set()


def test_twelve_people_typed_by_keyboard_one_row_wrong(queue, press):
    page = queue.page
    page.tick_all()
    dialog = page.meeting_dialog()
    dialog.show()
    fill(dialog, press)
    rows = dialog.grid.rows
    assert rows[0].second.text() == "Đủ phiếu, cần 10"
    assert rows[0].editors["outcome"].value() == "passed"
    assert [made.editors["number"].value() for made in rows][:2] == ["21-NQ/ĐU", "22-NQ/ĐU"]
    rows[4].editors["for"].set_value(16)
    rows[6].editors["number"].set_value("21-NQ/ĐU")
    dialog.perform()
    queue.settle()
    assert dialog.isVisible() and "2 trên 12 hồ sơ chưa ghi được" in dialog.wrong.text()
    assert [at for at, made in enumerate(rows) if made.error] == [4, 6]
    assert "chỉ 15 người" in rows[4].error and "đã dùng" in rows[6].error
    assert rows[11].editors["for"].value() == 14 and queue.own(Act) == [] and queue.own(Paper) == []
    press(rows[4].editors["for"], Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, "14")
    rows[6].editors["number"].set_value("27-NQ/ĐU")
    dialog.perform()
    queue.settle()
    assert not dialog.isVisible()
    assert len(queue.own(Vote)) == 12 and len({p.number for p in queue.own(Paper)}) == 12
    assert page.ticked == set() and set(queue.states().values()) == {"looking"}

    queue.sitting.undo()
    queue.settle()
    assert set(queue.states().values()) == {"new"} and queue.own(Vote) == []


def test_a_meeting_that_was_sent_is_not_taken_back(queue, press):
    page = queue.page
    page.tick_all()
    dialog = page.meeting_dialog()
    dialog.show()
    fill(dialog, press)
    dialog.perform()
    queue.settle()
    queue.offices.send(queue.offices.committee, queue.offices.cell)
    with pytest.raises(Refused) as refused:
        queue.sitting.undo()
    assert refused.value.code == "already_sent" and "đã gửi đi" in refused.value.message
    assert len(queue.own(Vote)) == 12


def test_keys_go_through_the_grid(queue, press):
    page = queue.page
    page.tick_all()
    dialog = page.meeting_dialog()
    dialog.show()
    rows = dialog.grid.rows
    rows[0].editors["for"].setFocus()
    press(rows[0].editors["for"], "12", Qt.Key.Key_Return)
    assert dialog.focusWidget() is rows[0].editors["against"] and dialog.isVisible(), "Enter records nothing"
    press(rows[0].editors["against"], Qt.Key.Key_Return)
    press(rows[0].editors["blank"], Qt.Key.Key_Return)
    assert dialog.focusWidget() is rows[1].editors["for"]
    press(rows[1].editors["for"], Qt.Key.Key_Up)
    assert dialog.focusWidget() is rows[0].editors["for"]
    press(rows[0].editors["for"], Qt.Key.Key_Right)
    press(rows[0].editors["for"], Qt.Key.Key_Down)
    assert dialog.focusWidget() is rows[1].editors["for"]
    dialog.reject()


def test_what_was_typed_is_not_lost_by_escape(queue, press, asked):
    page = queue.page
    page.tick_all()
    dialog = page.meeting_dialog()
    dialog.show()
    press(dialog.fields["chair"].editor, "Minh", Qt.Key.Key_Return)
    assert dialog.isVisible() and not dialog.fields["number_from"].error, "Enter presses no button"
    type_row(press, dialog.grid.rows[0], 14, 1, 0)
    asked.answer = False
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and asked == ["Bỏ những gì đã gõ?"]
    asked.answer = True
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    review = page.review_dialog(page.lines[0].case)
    review.show()
    press(review, Qt.Key.Key_Escape)
    assert not review.isVisible() and len(asked) == 2, "nothing typed, nothing asked"


def test_what_is_missing_is_said_before_anything_is_written(queue, press):
    page = queue.page
    page.tick_all()
    dialog = page.meeting_dialog()
    dialog.show()
    dialog.perform()
    assert dialog.fields["secret"].error
    dialog.fields["secret"].set_value(False)
    type_row(press, dialog.grid.rows[0], 14, 1, 0)
    dialog.perform()
    assert dialog.grid.rows[0].error == "Chưa ghi số văn bản."
    assert dialog.grid.rows[1].error == "Chưa ghi số phiếu."
    assert queue.own(Act) == [] and jobs.running() == []
    dialog.reject()


def test_who_is_away_counts_for_all(queue, press):
    from app.ui.pages.case.parts.vote_part import Came

    page = queue.page
    page.tick_all()
    dialog = page.meeting_dialog()
    dialog.show()
    away = [who["id"] for who in dialog.tally.counted][:6]
    dialog.take_names(Came([], away))
    assert "có mặt 9" in dialog.base.text()
    type_row(press, dialog.grid.rows[0], 9, 1, 0)
    assert dialog.grid.rows[0].second.text() == "10 phiếu, có mặt 9 người"
    fill(dialog, press)
    for made in dialog.grid.rows:
        type_row(press, made, "", "", "")
        for name, number in (("for", 9), ("against", 0), ("blank", 0)):
            made.editors[name].set_value(number)
    dialog.grid.judge_all()
    assert dialog.grid.rows[0].editors["outcome"].value() == "failed", "ten of fifteen are needed"
    dialog.perform()
    queue.settle()
    kept = queue.own(Vote)
    assert len(kept) == 12 and {sum(1 for w in v.counted if w["present"]) for v in kept} == {9}


def test_other_steps_are_not_judged_at_the_same_meeting(queue, press):
    page = queue.page
    page.tick(page.lines[0].case)
    dialog = page.meeting_dialog()
    dialog.show()
    fill(dialog, press)
    dialog.perform()
    queue.settle()
    assert any(key == "step:decision" for key in page.chips.chips)
    page.ticked = {line.case for line in page.lines}
    with pytest.raises(Refused) as refused:
        page.meeting_dialog()
    assert refused.value.code == "different_steps"


def test_a_return_with_remarks_and_what_came_back(queue, press):
    page, offices = queue.page, queue.offices
    line = page.lines[0]
    dialog = page.review_dialog(line.case)
    dialog.show()
    dialog.perform()
    assert "ít nhất một mục" in dialog.wrong.text()
    item = dialog.items["verification"]
    item.tick.click()
    dialog.perform()
    assert "Ghi nhận xét" in dialog.wrong.text()
    item.remark.set_value("Thiếu kết quả thẩm tra mẹ đẻ")
    paper = dialog.items["paper:3-KNĐ"]
    paper.tick.click()
    paper.remark.set_value("Chưa ký")
    assert dialog.primary.text() == "Trả lại với 2 nhận xét"
    dialog.perform()
    assert dialog.outcome is not None, dialog.wrong.text()
    queue.settle()
    assert queue.states()[line.case] == "returned"

    offices.send(offices.committee, offices.cell)
    from app.procedures.cases import PutPaper, RecordStep

    def again(step):
        offices.do(offices.cell, RecordStep(line.case, step, "2025-11-17", values={}, reason="làm lại"))

    offices.do(offices.cell, PutPaper(line.case, "3-KNĐ", "2025-11-17"))
    again("verification")
    again("introduction")
    offices.send(offices.cell, offices.committee)
    page.refresh()
    queue.settle()
    assert queue.states()[line.case] == "again"
    page.view.choose(line.case)
    page._show_chosen()
    told = [note.label.text().replace("\u2011", "-") for note in page.pane.notes]
    assert "Thiếu kết quả thẩm tra mẹ đẻ" in told
    assert any("3-KNĐ" in text and "17/11/2025" in text for text in told)
    assert any(text.startswith("Thẩm tra lý lịch: làm lại") for text in told)


def test_a_problem_found_becomes_the_remark(queue, monkeypatch):
    from app.procedures import reviewing
    from app.procedures.checks.base import Problem

    found = [Problem("V13", "verification", "block", "Chưa thẩm tra mẹ đẻ.", field="verification")]
    monkeypatch.setattr(reviewing, "problems", lambda _dossier, _stands: found)
    dialog = queue.page.review_dialog(queue.page.lines[0].case)
    dialog.show()
    item = dialog.items["verification.V13"]
    item.tick.click()
    assert item.typed == ("verification.V13", "Chưa thẩm tra mẹ đẻ.")
    item.remark.set_value("Bổ sung kết quả thẩm tra mẹ đẻ.")
    dialog.perform()
    [act] = queue.own(Act)
    assert act.remarks == [{"item": "verification.V13", "text": "Bổ sung kết quả thẩm tra mẹ đẻ."}]
    assert act.reopened == [["verification", 1]]


def test_all_resolutions_of_a_meeting_are_printed_into_one_file(queue, press, tmp_path):
    page = queue.page
    assert page.printer.isHidden()
    page.tick_all()
    dialog = page.meeting_dialog()
    dialog.show()
    fill(dialog, press)
    dialog.perform()
    queue.settle()
    [batch] = page.printer.batches
    assert batch.title.endswith("(8-KNĐ), họp ngày 17/11/2025: 12 văn bản")
    page.printer.print_to(batch, tmp_path / "nghi-quyet.pdf")
    queue.settle()
    pages = PdfReader(tmp_path / "nghi-quyet.pdf").pages
    told = "\n".join(page.extract_text() for page in pages)
    assert len(pages) >= 12
    for at, line in enumerate(sorted(page.lines, key=lambda line: line.sort_key)):
        assert line.name in told and f"{21 + at}-NQ/ĐU" in told


def test_a_reader_only_looks(queue):
    queue.sitting.workspace.user = Worker("Khách", "reader")
    page = queue.page
    page._show_chosen()
    page.head_actions()
    assert page.meet_button.isHidden() and page.pane.review.isHidden()


def test_four_hundred_dossiers_and_an_office_without_packages(queue):
    with queue.sitting.workspace.engine.begin() as connection:
        first = page_row(connection, CaseStanding, queue.page.lines[0].case)
        who = page_row(connection, PersonStanding, queue.page.lines[0].person)
        for n in range(388):
            person = {
                "person": f"p{n:031d}",
                "name": f"Lê Thị {n}",
                "sort_key": f"Z{n:03d}",
                "folded": f"le thi {n}",
            }
            connection.execute(PersonStanding.__table__.insert(), {**who, **person})
            connection.execute(
                CaseStanding.__table__.insert(),
                {**first, "case": f"c{n:031d}", "person": person["person"], "owner": "o" * 32},
            )
    page = queue.page
    page.refresh()
    queue.settle()
    assert page.model.rowCount() == 400 and len(page.checks.found) == 400
    page.chips.choose("paper")
    assert page.model.rowCount() == 388
    assert queue.cell(0, "cell").second == "hồ sơ giấy"
    page._show_chosen()
    assert any("văn bản giấy" in note.label.text() for note in page.pane.notes)


def page_row(connection, model, key):
    """A derived row as a mapping."""
    table = model.__table__
    column = next(iter(table.primary_key.columns))
    return dict(connection.execute(table.select().where(column == key)).mappings().one())


def test_a_committee_that_received_nothing_is_told_where_dossiers_come_from(desk_of, frame_of):
    desk = desk_of("2025-11-17", kind="committee", people=False)
    page = frame_of(desk.sitting).pages["received"]
    assert page.model.rowCount() == 0 and page.table._empty.isVisible()
    assert page.meet_button.isHidden() and page.search.isHidden()


@pytest.mark.parametrize(("kind", "place"), [("committee", "main"), ("cell", "")])
def test_only_a_committee_has_the_queue_in_its_navigation(desk_of, kind, place):
    from app.ui import pages

    sitting = desk_of("2025-11-17", kind=kind, people=False).sitting
    places = {entry.id: entry.place for entry in (make(sitting) for make in pages.ENTRIES)}
    assert places["received"] == place
