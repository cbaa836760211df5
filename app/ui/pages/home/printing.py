"""Printing the list of duties: of a month or of all, as PDF, Word or Excel file, made beside the window."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.words import N_, _

if TYPE_CHECKING:
    from app.storage.unit import Unit
    from app.ui.jobs import Job, Task
    from app.ui.session import Sitting

AHEAD = 3
"""So many months are offered, from the present one on."""

KINDS = {".pdf": N_("Bản in PDF"), ".docx": N_("Bản Word để sửa tiếp"), ".xlsx": N_("Bảng Excel")}


def months(today: datetime.date) -> list[datetime.date]:
    """The months offered, by their first day."""
    first = today.year * 12 + today.month - 1
    return [datetime.date(n // 12, n % 12 + 1, 1) for n in range(first, first + AHEAD)]


def job(sitting: Sitting, path: Path, month: datetime.date | None) -> Job:
    """The work as a job; its result is the file, a PDF where its ending says nothing."""
    path = path if path.suffix.lower() in KINDS else path.with_suffix(".pdf")

    def work(unit: Unit, task: Task) -> Any:
        from app.exports import filled_duties

        task.step(0, 0)
        filled_duties.write(unit, path, month)
        return path

    return sitting.job(work)


def ask_path(parent: Any, month: datetime.date | None) -> Path | None:
    """Ask where the file goes; its ending follows the kind chosen."""
    from PySide6.QtCore import QStandardPaths
    from PySide6.QtWidgets import QFileDialog

    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(place) or str(Path.home())
    name = f"viec-{month:%Y-%m}" if month else "viec"
    kinds = {f"{_(title)} (*{ending})": ending for ending, title in KINDS.items()}
    found, kind = QFileDialog.getSaveFileName(
        parent, _("In danh sách việc"), str(Path(folder) / f"{name}.pdf"), ";;".join(kinds)
    )
    if not found:
        return None
    path, ending = Path(found), kinds.get(kind, ".pdf")
    return path if path.suffix.lower() == ending else path.with_suffix(ending)
