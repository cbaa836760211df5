"""What the parts of the page "Đợt rà soát" share: how they are read, left, and told apart by their head."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.procedures.seen import note_report
from app.trouble import Failure
from app.ui.page import Room
from app.words import _

if TYPE_CHECKING:
    from app.procedures.deeds import Changed, Command
    from app.ui.pages.review.page import ReviewPage


class Part(QWidget):
    """One tab of the page. Override what is needed."""

    head_changed = Signal()

    def __init__(self, page: ReviewPage) -> None:
        super().__init__()
        self.page, self.sitting = page, page.sitting
        self._logged: set[str] = set()

    def opened(self, **where: Any) -> None:
        """The page came to the front on this part."""

    def read(self) -> None:
        """Read the records anew."""

    def summary(self) -> str:
        """One line below the title of the page."""
        return ""

    def actions(self) -> list[QWidget]:
        """Buttons of the head, the primary one last."""
        return []

    def leave(self) -> bool:
        """False keeps the page."""
        return True

    def arrange(self, room: Room) -> None:
        """The window grew or shrank."""

    def do(self, command: Command, said: str) -> Changed | None:
        """Do a deed and say so with the way back; None when it was refused, which is told."""
        try:
            done = self.sitting.do(command)
        except Failure as wrong:
            self.page.tell(wrong)
            return None
        self.page.said(said, done)
        return done

    def ask_paper(self, what: str, round_: str, name: str) -> None:
        """Print the paper of a round to a file of the user's choice."""
        kinds = ";;".join([_("Bản in PDF (*.pdf)"), _("Bản Word để sửa tiếp (*.docx)")])
        chosen, kind = QFileDialog.getSaveFileName(self, _("In biên bản"), str(Path.home() / name), kinds)
        if chosen:
            path = Path(chosen)
            if path.suffix.lower() not in (".pdf", ".docx"):
                path = path.with_suffix(".docx" if "docx" in kind else ".pdf")
            self.print_paper(what, round_, path)

    def print_paper(self, what: str, round_: str, path: Path) -> Any:
        """Write the paper of a round beside the window; the job, already begun."""

        def work(unit: Any, _task: Any) -> None:
            from app.exports import round_papers

            round_papers.write(unit, round_, what, path)

        job = self.sitting.job(work)
        job.done.connect(lambda _done: self.page.frame.said(_("Đã in ra {file}").format(file=path.name)))
        job.failed.connect(self.page.tell)
        return job.start()

    def note_view(self, about: str, cases: int | None = None) -> None:
        """Log that a restricted record was looked at, once in a sitting; or a report over so many cases."""
        if about in self._logged:
            return
        self._logged.add(about)
        with self.sitting.workspace.unit(self.sitting.clock, clock_accepted=True) as unit:
            if cases is None:
                unit.log("view", about)
            else:
                note_report(unit, "view", about, cases)
