"""The figures of screening on the page: counted for a time, opened to their cases, written to a file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models import LogRow
from app.procedures.cases import OpenCase, RecordStep
from app.ui.page import Entry
from app.ui.pages.review.page import ReviewPage

TOLD = {
    "conclusion_body": "Ủy ban kiểm tra",
    "conclusion_number": "4-KL",
    "named_by": "Bí thư",
    "conclusion_date": "2026-02-01",
    "criterion": "degeneration",
}


@pytest.fixture
def figures(desk_of):
    desk = desk_of("2026-07-20")
    case = desk.do(OpenCase("help_list", desk.people[2], "2026-02-02")).id
    desk.do(RecordStep(case, "criterion", "2026-02-03", None, TOLD))
    desk.frame.add(Entry("review", "review", "survey", lambda f: ReviewPage(f, desk.sitting), place=""))
    desk.frame.go("review", part="figures")
    QTest.qWait(60)
    return desk, desk.frame.pages["review"].parts["figures"], case


def number(part, figure, column=1):
    return part.model.cell(part.model.row_of(figure), column).text


def test_the_time_chosen_is_counted(figures):
    _desk, part, _case = figures
    assert (
        part.time.value() == "H2" and number(part, "proposed") == "0" and number(part, "members_end") == "7"
    )
    part.time.set_value("H1")
    part.read()
    assert number(part, "proposed") == "1"
    part.time.set_value("five")
    part.read()
    assert number(part, "proposed") == "1" and "01/01/2022" in part.summary()


def test_a_number_opens_its_cases(figures, press):
    desk, part, case = figures
    part.time.set_value("year")
    part.read()
    part.view.choose("proposed")
    assert [link.text() for link in part.links] == ["Nguyễn Văn Cường"]
    desk.app.processEvents()
    press(part.view, Qt.Key.Key_Return)
    assert desk.frame.focusWidget() is part.links[0]
    part.links[0].click()
    assert desk.frame.current == "case" and desk.frame.pages["case"].case.id == case


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_the_table_is_written_and_logged(figures, tmp_path, kind):
    desk, part, _case = figures
    part.write(tmp_path / f"bang.{kind}").wait()
    assert (tmp_path / f"bang.{kind}").stat().st_size > 2000
    with desk.sitting.reading() as session:
        assert session.query(LogRow).filter_by(what="export screening", about="cases:1").count() == 1
