"""Cases about a member's standing lived through the window: helped and taken off the list, deleted."""

import pytest
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox

from app.procedures.cases import RecordStep
from app.procedures.people import SetPerson
from app.ui import theme
from app.ui.page import Entry
from app.ui.pages.screening import ScreeningPage
from app.ui.widgets.buttons import Button
from tests.ui.cases.typed import Life

NAMED = {
    "conclusion_body": "Ủy ban kiểm tra", "conclusion_number": "12-KL/UBKT", "conclusion_date": "20/06/2025",
    "named_by": "Bí thư chi bộ",
}  # fmt: skip
TOLD = {"manner": "in_person", "received": True, "rights_given": True}
ABOVE = {"number": "7", "issuer": "Đảng ủy xã"}


@pytest.fixture
def life(desk, hands):
    desk.frame.add(Entry("screening", "screening", "focus-3", lambda f: ScreeningPage(f, desk.sitting)))

    def begin(procedure, person):
        return Life(desk, hands, procedure, person, "02/07/2025")

    return begin


def in_sight(life):
    """Whether the step in view can be seen in the list at the left."""
    number = str(life.page.view.number)
    [button] = [button for button in life.page.timeline.buttons if button.step.key == number]
    return not button.visibleRegion().isEmpty()


def room(choice):
    """How wide the words in a choice may be."""
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    return choice.style().subControlRect(kind, option, part, choice).width()


def standing(life):
    found = life.standing()
    return found.status, found.left_reason


def test_somebody_is_helped_and_taken_off_the_list(desk, hands, life):
    helped = life("help_list", "Nguyễn Văn Đạt")
    helped.step("criterion", "04/07/2025", facts={"criterion": "example_or_standing", **NAMED})
    helped.step("notice", "05/07/2025", facts=TOLD)
    helped.step("statement", "12/07/2025", facts={"text": "Tôi nhận khuyết điểm"}, outcome="given")
    asked = {"kind": "front_committee", "organisation": "Mặt trận thôn Đồng Mận", "sent": "06/07/2025",
             "replied": "13/07/2025", "answer": "Gia đình còn vi phạm"}  # fmt: skip
    helped.step("opinions", "14/07/2025", rows={"asked": [asked]})
    helped.step("direction", "20/07/2025", outcome="agreed", number="7-CV/ĐU")
    tally = helped.vote("listing", "25/07/2025", 6, facts={"persons": "1"})
    assert (tally.number, tally.needed) == (6, 4), "the exempt member who stays away is not counted"
    helped.step("report", "26/07/2025", facts={"number": "3-BC/CB"})
    helped.step("told", "26/07/2025", facts={"manner": "in_person", "received": True})
    helper = {"person": "Nguyễn Văn Bình", "from": "28/07/2025"}
    helped.step("plan", "28/07/2025", facts={"content": "Giúp sửa việc gia đình"}, rows={"helpers": [helper]})
    view = {"by": "Nguyễn Văn Bình", "progress": "better", "text": "Có chuyển biến"}
    helped.beside("note", "01/09/2025", facts=view)
    assert helped.page.view.step.id == "result", "a comment leaves the case where it was"
    assert in_sight(helped)
    helped.vote("result", "10/09/2025", 2, 4, outcome="continued")
    assert helped.page.view.step.id == "result" and not helped.page.case.ended, "helped on"
    helped.vote("result", "10/11/2025", 6, outcome="progressed")
    assert helped.page.case.ended == "2025-11-10" and "ra khỏi danh sách" in helped.page.summary().lower()
    chosen = helped.page.panel.outcome.editor
    assert room(chosen) >= theme.width(chosen.currentText()), "what was chosen can be read whole"
    assert in_sight(helped), "the list of ten steps follows the step in view"
    assert [c.text for c in helped.page.view.checks if c.state == "blocked"] == []
    assert standing(helped) == ("full", None), "being listed changes nothing about the person"
    assert said_in_the_list(desk, "help_list") == ("Nguyễn Văn Đạt", "Đã tiến bộ, đưa ra khỏi danh sách")


def test_somebody_who_never_came_is_deleted(desk, hands, life):
    out = life("deletion", "Nguyễn Văn Giang")
    evidence = {"what": "Sổ đảng phí", "number": "2", "date": "30/06/2025", "kept": "Chi ủy"}
    out.step(
        "grounds", "04/07/2025", facts={"ground": "absence_or_dues", **NAMED}, rows={"evidence": [evidence]}
    )
    out.step("notice", "05/07/2025", facts=TOLD)
    for day in ("06/07/2025", "08/07/2025", "11/07/2025"):
        out.beside("invitation", day, facts={"manner": "letter", "delivered": True, "came": False})
    out.step("statement", "12/07/2025", outcome="not_given")
    tally = out.vote("cell_resolution", "20/07/2025", 5, 0)
    assert (tally.number, tally.needed) == (6, 4)
    out.step("committee", "01/08/2025", outcome="passed", number="12-NQ/ĐU")
    assert out.page.primary.text() == "Ghi theo văn bản giấy", (
        "another office decides, the cell writes it down"
    )
    out.step("decision", "15/08/2025", outcome="delete", number="45-QĐ/ĐU")
    assert standing(out) == ("former", "deleted")
    out.step("receipt", "20/08/2025", facts={"manner": "letter", "rights_given": True})
    out.step("exit", "25/08/2025", facts={"card_collected": "25/08/2025", "notice_sent": "25/08/2025"})
    assert out.page.case.ended == "2025-08-25"
    assert [c.text for c in out.page.view.checks if c.state == "blocked"] == []
    assert said_in_the_list(desk, "deletion")[0] == "Nguyễn Văn Giang"


def test_who_is_away_counts_for_the_list_and_may_come(desk, hands, life):
    """The guidance leaves out the exempt alone; one away is no voter who came until named."""
    away = desk.people[5]
    desk.do(SetPerson(away, {"activity": "away", "activity_date": "2025-01-01"}))
    helped = life("help_list", "Nguyễn Văn Đạt")
    paper = {"number": "7", "date": "2025-07-20", "issuer": "Đảng ủy"}
    named = {**NAMED, "criterion": "degeneration", "conclusion_date": "2025-06-20"}
    for step, outcome, facts, of in (
        ("criterion", None, named, None), ("notice", None, {"manner": "letter"}, None),
        ("statement", "declined", {}, None), ("opinions", None, {}, None), ("direction", "agreed", {}, paper),
    ):  # fmt: skip
        desk.do(RecordStep(helped.page.case.id, step, "2025-07-20", outcome, facts, from_paper=of))
    page = helped.page
    page.show_step("listing")
    hands.fill(page.panel.day, "25/07/2025")
    hands.wait(lambda: page.panel.vote.tally.number, "tổng số tính phiếu")
    assert (page.panel.vote.tally.number, page.panel.vote.tally.came) == (6, 5)

    def tick(dialog):
        hands.click(dialog.ticks[away])
        [done] = [b for b in dialog.findChildren(Button) if b.text() == "Dùng danh sách này"]
        hands.click(done)

    hands.dialog(page.ask_names, tick)
    assert (page.panel.vote.tally.number, page.panel.vote.tally.came) == (6, 6)


def said_in_the_list(desk, procedure):
    """The line of the list that shows what has ended."""
    desk.frame.go("screening", procedure=procedure, filter="ended")
    page = desk.frame.pages["screening"]
    [line] = [line for line in page.lines if line.ended]
    return line.name, line.result
