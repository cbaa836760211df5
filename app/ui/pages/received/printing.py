"""Printing what a meeting issued: the resolutions or decisions of all its people in one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.procedures.definitions import procedures
from app.procedures.together_meeting import own_document
from app.reports.received import Issued, issued
from app.trouble import Refused
from app.ui.pages.case.parts import printing, words
from app.ui.widgets.buttons import Button, Menu
from app.words import _

if TYPE_CHECKING:
    from app.storage.unit import Unit
    from app.ui.jobs import Job, Task
    from app.ui.session import Sitting


@dataclass(frozen=True)
class Batch:
    """The papers of one form that one day's meeting issued, one for each person."""

    form: str
    date: str
    cases: tuple[str, ...]

    @property
    def title(self) -> str:
        """As the menu shows it."""
        return _("{paper} ({form}), họp ngày {day}: {n} văn bản").format(
            paper=words.form_title(self.form), form=self.form, day=words.date_of(self.date), n=len(self.cases)
        )


def batches(sitting: Sitting) -> list[Batch]:
    """What the newest meetings issued that can be printed, newest first."""
    with sitting.reading() as session:
        papers = [paper for paper in issued(session, sitting.office) if _own(paper)]
    cases: dict[tuple[str, str], list[str]] = {}
    for paper in papers:
        cases.setdefault((paper.date, paper.form), []).append(paper.case)
    return [
        Batch(form, date, tuple(dict.fromkeys(found)))
        for (date, form), found in cases.items()
        if form in printing.form_codes()
    ]


def _own(paper: Issued) -> bool:
    """Whether the paper is the document of the step that was voted on."""
    known = procedures().get(paper.procedure)
    step = known.step(paper.step) if known is not None else None
    try:
        return step is not None and own_document(step) == paper.form
    except Refused:
        return False


def write(unit: Unit, form: str, cases: Sequence[str], path: Path) -> Path:
    """Write the papers of these cases to one file, each on pages of its own; .docx makes a Word file."""
    from app.exports import docx, filled, pdf

    made = filled.document(unit, form, cases=cases)
    word = path.suffix.lower() == ".docx"
    target = path if word or path.suffix.lower() == ".pdf" else path.with_suffix(".pdf")
    (docx if word else pdf).render(made, target)
    for case in cases:
        unit.log(f"print {form}", case)
    return target


class PrintButton(Button):
    """A menu of what the newest meetings issued."""

    printed = Signal(str)
    """What was written, in words."""
    failed = Signal(object)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(_("&In văn bản"), icon="printer")
        self.sitting = sitting
        self.batches: list[Batch] = []
        self.set_menu(Menu(self))
        self.menu().aboutToShow.connect(self._fill)

    def read(self) -> None:
        """Read what there is to print."""
        self.batches = batches(self.sitting)

    def _fill(self) -> None:
        self.menu().clear()
        for batch in self.batches:
            action = self.menu().addAction(batch.title)
            action.triggered.connect(lambda _checked=False, batch=batch: self.ask(batch))

    def ask(self, batch: Batch) -> None:
        """Ask where to, and print."""
        path = printing.ask_path(self, batch.form)
        if path is not None:
            self.print_to(batch, path, show=True)

    def print_to(self, batch: Batch, path: Path, *, show: bool = False) -> Job:
        """Print all papers of a meeting into one file beside the window; the job, already begun."""

        def work(unit: Unit, task: Task) -> Any:
            task.step(0, 0)
            return write(unit, batch.form, batch.cases, path)

        def done(file: Path) -> None:
            self.printed.emit(_("Đã in {n} văn bản ra {file}").format(n=len(batch.cases), file=file.name))
            if show:
                printing.show_file(file)

        job = self.sitting.job(work)
        self.set_working(_("Đang in…"))
        job.done.connect(done)
        job.failed.connect(self.failed)
        job.ended.connect(lambda: self.set_working(None))
        return job.start()
