"""The yearly rating in the tour: typed in the cell, decided above with one exception, read in the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from app.ui.tour.hands import words
from app.ui.tour.offices import CELL, send, take
from app.words import _

if TYPE_CHECKING:
    from app.ui.tour.hands import Hands
    from app.ui.tour.story import Story

NUMBER = "61-QĐ/ĐU"


def _page(story: Story, hands: Hands, office: str) -> Any:
    window = story.window(office)
    hands.click(window.nav.entries["rating"])
    return window.page("rating")


def type_round(story: Story, hands: Hands) -> None:
    """Open the year, type a level for everybody, close it, send it up."""
    story.go_to("08/12/2025")
    page = _page(story, hands, "cell")
    hands.click(page.first_button)
    grid = page.grid
    grid.view.setCurrentIndex(grid.model.index(0, grid.at("cell")))
    people = [one for one in grid.rated if one.item.person and not (one.item.data or {}).get("not_rated")]
    hands.press(grid.view, *[Qt.Key.Key_1] * 2, *[Qt.Key.Key_2] * (len(people) - 2), Qt.Key.Key_2)
    hands.look(page.window(), "xep-loai")
    grid.show_stage("papers")
    hands.look(page.window(), "xep-loai-giay-to", (910, 512))
    page.window().resize(1366, 768)
    page.print_to("names", story.papers / "danh-sach-xep-loai.pdf")
    hands.click(page.close_button)
    hands.see(_("đợt đã kết thúc"), page.window())
    story.known["rated"] = len(people)
    file = send(story, hands, "cell")
    story.note(
        _("{n} người có mức, chỉ bằng phím; đợt đã kết thúc và gửi lên.").format(n=len(people)),
        story.papers / "danh-sach-xep-loai.pdf",
        file,
    )


def decide_round(story: Story, hands: Hands) -> None:
    """All as proposed but one, under one number; down it goes."""
    story.go_to("15/12/2025")
    take(story, hands, "top", "", CELL[0])
    page = _page(story, hands, "top")
    hands.look(page.window(), "xep-loai-dang-uy")
    hands.press(page.table.view, Qt.Key.Key_Home, Qt.Key.Key_Return)
    grid = page.grid
    grid.view.setCurrentIndex(grid.model.index(1, grid.at("decided")))
    hands.press(grid.view, Qt.Key.Key_2)
    hands.look(page.window(), "xep-loai-quyet-dinh")

    def sign(dialog: Any) -> None:
        hands.type(dialog.fields["number"], NUMBER)
        hands.click(dialog.primary)

    hands.dialog(lambda: hands.click(page.decide_button), sign, "so-quyet-dinh")
    file = send(story, hands, "top")
    story.note(_("Quyết định {number}: theo đề nghị, trừ một người.").format(number=NUMBER), file)


def read_round(story: Story, hands: Hands) -> None:
    """The decided levels stand in the cell's grid."""
    story.go_to("16/12/2025")
    take(story, hands, "cell")
    page = _page(story, hands, "cell")
    page.grid.show_stage("levels")
    decided = [one for one in page.grid.rated if one.decided and one.item.person]
    if len(decided) != story.known["rated"] or {one.decision.number for one in decided} != {NUMBER}:
        raise AssertionError(f"{len(decided)} levels decided of {story.known['rated']}: {words(page)}")
    if decided[1].decided != "good":
        raise AssertionError("the exception did not come down")
    hands.look(page.window(), "xep-loai-ket-qua")
    story.note(_("Chi bộ đọc mức đã quyết định của {n} người.").format(n=len(decided)))
