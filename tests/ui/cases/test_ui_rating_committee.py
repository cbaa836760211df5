"""The rating page of a committee: sixty cells, who is missing, one decision for many, exceptions by key."""

import datetime

import pytest
from PySide6.QtCore import Qt

from app.demo.people import People
from app.models import Round, RoundItem
from app.procedures.books import KeepBook
from app.procedures.deeds import perform
from app.procedures.office import create_office
from app.procedures.people import TakeIn
from app.procedures.rating.rounds import CloseRating, OpenRating, is_rated, lines
from app.procedures.rating.set import SetRating
from app.storage import keys
from app.storage.clock import Clock
from app.ui.page import Entry
from app.ui.pages.rating.beside import rests_on
from app.ui.pages.rating.committee import CommitteeRatingPage
from app.ui.pages.rating.details import DetailsDialog
from app.ui.pages.rating.page import RatingPage
from app.ui.session import Sitting
from app.ui.widgets.buttons import Button

TODAY = datetime.date(2026, 12, 20)
CELLS, EACH = 60, 30


@pytest.fixture(scope="module")
def rated(tmp_path_factory):
    """A committee with 60 kept books and 1,800 members; 58 rounds are closed, one is open, one is missing."""
    clock = Clock(TODAY)
    with pytest.MonkeyPatch.context() as light:
        for name in ("MEMORY_KIB", "PASSES", "LANES"):
            light.setattr(keys, name, 64 if name == "MEMORY_KIB" else 1)
        workspace, _secret = create_office(
            tmp_path_factory.mktemp("rated") / "so", name="Đảng ủy xã Thử", code="25.1", type="committee",
            password="mật khẩu dài", user="Lê Thị Bình", clock=clock,
        )  # fmt: skip
    for number in range(1, CELLS + 1):
        with workspace.unit(clock) as unit:
            book = perform(unit, KeepBook(f"Chi bộ thôn {number:02}", f"25.1.{number}")).result.id
        with workspace.unit(clock, book=book) as unit:
            perform(unit, TakeIn(list(People(number, TODAY).members(EACH, "Chi bộ", "Vân Khê"))))
        if number == CELLS:
            continue
        with workspace.unit(clock, book=book) as unit:
            round_ = perform(unit, OpenRating(year=2026)).result
            people = [one.item.id for one in lines(unit, round_) if one.item.person and is_rated(one.item)]
            perform(unit, SetRating(round_.id, tuple(people[4:]), {"cell": "good", "group": "outside"}))
            perform(unit, SetRating(round_.id, tuple(people[:4]), {"cell": "excellent", "group": "outside"}))
            if number < CELLS - 1:
                perform(unit, CloseRating(round_.id))
    yield workspace
    workspace.close()


@pytest.fixture
def page(rated, show, window_of):
    sitting = Sitting(rated, Clock(TODAY))
    frame = window_of(sitting)
    frame.add(Entry("rating", "rating", "task", lambda f: CommitteeRatingPage(f, sitting)))
    own = Entry("rating_own", "rating", "task", lambda f: RatingPage(f, sitting, "rating_own"), place="")
    frame.add(own)
    show(frame, 1366, 768)
    frame.go("rating")
    return frame.pages["rating"]


def text(page, row, key):
    at = next(n for n, one in enumerate(page.model.columns) if one.key == key)
    return page.model.cell(row, at).text


def test_sixty_cells_are_seen_counted_and_decided(page, press, tmp_path):
    assert page.heading() == "Xếp loại năm 2026"
    assert "59 trên 60 tổ chức" in page.summary()
    assert page.chips.chips["no_round"].text() == "Chưa gửi (1)"
    assert page.chips.chips["waiting"].text() == "Chờ quyết định (58)"
    assert text(page, 0, "name") == "Chi bộ thôn 01" and text(page, 0, "excellent") == "4"
    assert int(page.side.numbers["excellent"].text()) == 59 * 4
    # the round of one cell: everything as proposed but one member
    first = page.found[0]
    press(page.table.view, Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert page.office == first.office and page.heading() == "Chi bộ thôn 01"
    grid = page.grid
    grid.view.setCurrentIndex(grid.model.index(0, grid.at("decided")))
    item = grid.view.current_id()
    level = next(one.level for one in grid.rated if one.item.id == item)
    press(grid.view, "3")
    assert grid.drafts[grid.round] == {item: "completed"} and level != "completed"
    assert "1 mức khác đề nghị" in page.summary()
    page.show_all()
    # one decision for all that wait, with the exception typed before
    dialog = page.decide_dialog()
    assert "58 tổ chức" in dialog.findChildren(type(dialog.wrong))[1].text()
    dialog.perform()
    assert dialog.fields["number"].error, "a decision has a number"
    dialog.fields["number"].set_value("31-QĐ/ĐU")
    dialog.perform()
    assert dialog.outcome is not None, dialog.wrong.text()
    assert page.chips.chips["waiting"].text() == "Chờ quyết định (0)"
    with page.sitting.looking() as unit:
        decided = {one.id: one for one in unit.all(RoundItem) if one.outcome}
        mine = next(one for one in lines(unit, unit.get(Round, first.round.id)) if one.item.id == item)
        assert (mine.decided, mine.decision.number) == ("completed", "31-QĐ/ĐU")
    people = sum(one.number("decided") for one in page.found)
    assert people == len(decided) and people == sum(one.number("subject") for one in page.found[:58])
    # one way back for the whole decision
    page.sitting.undo()
    assert sum(one.number("decided") for one in page.found) == 0
    page.table_to(tmp_path / "bang.xlsx")
    assert (tmp_path / "bang.xlsx").stat().st_size > 5000


def test_what_is_missing_is_found_by_its_chip_and_opens_nothing(page, press):
    page.chips.set_value("no_round")
    page.model.ask()
    assert page.model.rowCount() == 1 and text(page, 0, "state") == "Chưa gửi"
    page.show_office(page.found[-1].office)
    assert page.office == ""


def test_the_committees_own_round_is_typed_but_decided_above(page, press):
    page.frame.go("rating_own")
    own = page.frame.pages["rating_own"]
    own.open_round()
    assert [own.grid.name(one) for one in own.grid.rated] == ["Đảng ủy cơ sở", "Tổ chức cơ sở đảng"]
    own.grid.view.setCurrentIndex(own.grid.model.index(0, own.grid.at("cell")))
    press(own.grid.view, "1", "2")
    assert [one.level for one in own.grid.rated] == ["excellent", "good"]
    rests = {title: said for _name, title, said in rests_on(page.sitting, own.round, own.grid.rated[1])}
    assert rests["Đảng ủy cơ sở"] == "1 hoàn thành xuất sắc nhiệm vụ"
    assert "236 " in rests["Đảng viên"], "of all members below"
    for title, at in (("Đảng ủy cơ sở", "rating_own"), ("Đảng viên", "rating")):
        dialog = DetailsDialog(own.grid, own.grid.rated[1], "Tổ chức", "", read_only=False)
        links = {button.accessibleName(): button for button in dialog.findChildren(Button)}
        links[f"Xem: {title}"].click()
        assert page.frame.current == at
    page.frame.go("rating_own")
    own.do(CloseRating(own.round), "xong")
    page.frame.go("rating")
    assert page.found[0].office == page.sitting.workspace.organisation_id
    assert not page._waiting(page.found[0]) and page.found[0].round.id not in page.chosen()
    page.show_office(page.found[0].office)
    assert page.frame.current == "rating_own"
    for _deed in range(4):
        page.sitting.undo()
