"""The tour's pictures of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.words import _

if TYPE_CHECKING:
    from app.ui.tour.hands import Hands
    from app.ui.tour.story import Story

NARROW = (910, 512)


def all_pages(story: Story, hands: Hands) -> None:
    """Every page of the cell's window in light; home in dark too; the case narrow too."""
    window = story.window("cell")
    window.resize(1366, 768)
    window.read_facts()
    where: dict[str, dict[str, Any]] = {"case": {"case": story.known.get("case", "")}}
    page = window.pages.get("case")
    if page is not None and page.case is not None:
        where["person"] = {"person": page.case.person}
    for key in window.entries:
        if key in ("case", "person") and not any(where.get(key, {}).values()):
            continue
        if not window.go(key, **where.get(key, {})):
            raise AssertionError(f"the page {key} did not come")
        hands.look(window, f"trang-{key}")
        if key == "home":
            hands.look(window, "trang-home-toi", dark=True)
        if key == "case":
            hands.look(window, "trang-case-hep", NARROW)
            window.resize(1366, 768)
            hands.settle()
    window.lock()
    hands.look(window, "trang-khoa")
    story.note(_("{n} ảnh.").format(n=len(hands.taken)))
