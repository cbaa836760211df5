"""What the pages about people share: words for dates, status and ages, and the offer to take a deed back."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.models.folding import fold
from app.trouble import Failure
from app.ui.page import Page
from app.ui.widgets.table import Cell
from app.words import N_, _

if TYPE_CHECKING:
    from app.models import PersonStanding
    from app.reports.members import Member
    from app.ui.frame import Frame
    from app.ui.session import Sitting

LEFT_TITLES = {
    "died": N_("Từ trần"), "expelled": N_("Khai trừ"), "deleted": N_("Xóa tên"),
    "resigned": N_("Xin ra khỏi Đảng"), "transferred": N_("Chuyển sinh hoạt đi"),
    "annulled": N_("Hủy quyết định kết nạp"), "left": N_("Đã ra khỏi Đảng"),
}  # fmt: skip
_POSTS = re.compile(r"(pho )?bi thu|(uy vien|dang uy|chi uy)\b")


class SittingPage(Page):
    """A page that reads and changes the records of the sitting."""

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame)
        self.sitting = sitting

    def said(self, text: str, deed: Any, undo: Callable[[], object] | None = None) -> None:
        """Say what was done, with the way back for ten seconds."""

        def take_back() -> None:
            try:
                undo() if undo is not None else self.sitting.undo(deed)
            except Failure as wrong:
                self.frame.tell(wrong)
            else:
                self.frame.said(_("Đã hoàn tác"))

        self.frame.said(text, take_back)

    def tell(self, wrong: BaseException) -> None:
        """Show a failure."""
        self.frame.tell(wrong)


def date_words(iso: str | None) -> str:
    """A whole or partial day as screens show it, "–" for none."""
    return "/".join(reversed(iso[:10].split("-"))) if iso else "–"


def years_since(iso: str | None, today: datetime.date) -> int | None:
    """Whole years since a whole or partial day; None when unknown. A missing month counts as January."""
    if not iso:
        return None
    parts = [int(part) for part in iso[:10].split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return today.year - year - ((today.month, today.day) < (month, day))


def party_age(row: PersonStanding | Member, today: datetime.date) -> int | None:
    """Age in the Party in years for full members; probationary ones have none to show yet."""
    years = years_since(row.party_age_from or row.admission_date, today)
    return years if row.status == "full" and years is not None and years >= 0 else None


def status_words(row: PersonStanding | Member) -> tuple[str, str]:
    """(words, tone) of where a person stands; tone "" is the ordinary case, plain words."""
    from app.procedures.titles import STATE_TITLES, STATUS_TITLES

    if row.state:
        return _(STATE_TITLES.get(row.state, row.state)), "grey"
    if row.status == "former":
        return _(LEFT_TITLES.get(row.left_reason or "left", LEFT_TITLES["left"])), "grey"
    tone = {"probationary": "amber", "applicant": "grey", "sympathiser": "grey"}.get(row.status, "")
    return _(STATUS_TITLES.get(row.status, row.status)), tone


def status_cell(row: PersonStanding | Member) -> Cell:
    """The status in a table."""
    text, tone = status_words(row)
    return Cell(text, tone)


def post_words(position: str | None) -> str:
    """An office held in the Party, "" for other positions: only these stand behind a name."""
    return position if position and len(position) < 24 and _POSTS.match(fold(position)) else ""
