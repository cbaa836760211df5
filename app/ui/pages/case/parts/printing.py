"""Printing from a case: forms filled from its records, as PDF or DOCX, made beside the window."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.words import N_, _

if TYPE_CHECKING:
    from app.exports.forms import Form, TextField
    from app.storage.unit import Unit
    from app.ui.jobs import Job, Task
    from app.ui.pages.case.parts.views import CaseView, StepView
    from app.ui.session import Sitting

LACKING, MINUTES, DUTIES = "CON-THIEU", "BB-KN", "DS-VIEC"
OWN_TITLES = {
    LACKING: N_("Phiếu báo nội dung còn thiếu"),
    MINUTES: N_("Biên bản họp chi bộ"),
    DUTIES: N_("Danh sách việc"),
}


@lru_cache(maxsize=1)
def forms() -> dict[str, Form]:
    """The forms the program can print, read once."""
    from app.exports.forms import load_forms
    from app.regulations.resources import resource_folder

    return load_forms(resource_folder("forms"))


def form_codes() -> frozenset[str]:
    """The codes of the forms the program can print."""
    return frozenset(forms())


@lru_cache(maxsize=1)
def texts() -> dict[str, tuple[TextField, ...]]:
    """The texts somebody writes for a form, by code; forms without any are left out."""
    from app.exports.forms import text_fields

    found = {code: tuple(text_fields(form)) for code, form in forms().items()}
    return {code: fields for code, fields in found.items() if fields}


_OF_CELL = {
    "cell",
    "cell_committee",
    "introducer",
    "helper",
    "applicant",
    "member",
    "youth_union",
    "trade_union",
    "",
}
"""Writers whose papers a cell prints; a superior prints the others."""


def case_forms(procedure: str) -> list[tuple[str, str]]:
    """(code, title) of the forms of the program's own that are made for a case of a procedure."""
    return [
        (code, _(OWN_TITLES.get(code, form.title)))
        for code, form in sorted(forms().items())
        if form.layout == "office"
        and "person_name" in form.fields
        and code != MINUTES
        and form.fits(procedure)
    ]


def forms_at(sitting: Sitting, case: str, step: str) -> list[tuple[str | None, str]]:
    """(code, title) of the papers of screening this office writes at a step."""
    from app.exports import filled_screening
    from app.procedures import engine

    with sitting.looking() as unit:
        dossier = engine.load_case(unit, case)
        found = dossier.procedure.step(step)
        codes = filled_screening.forms_at(dossier, found) if found is not None else []
    return [(code, f"{_(forms()[code].title)} ({code})") for code in codes]


def menu_of(
    case: CaseView, view: StepView, here_too: list[tuple[str | None, str]]
) -> list[tuple[str | None, str]]:
    """What can be printed from a case: the step's forms, the others, then what the program makes itself.

    `here_too`: papers whose words depend on the step.
    """
    own = [f for f in case.forms if f.form in form_codes() and (f.by in _OF_CELL) == case.own]
    here = [f for f in own if f.step == view.step.id]
    found: list[tuple[str | None, str]] = [
        (form.form, f"{form.title} ({form.form})") for form in dict.fromkeys([*here, *own])
    ]
    found = [*here_too, *found]
    more: list[tuple[str | None, str]] = list(case_forms(case.kind))
    line: list[tuple[str | None, str]] = [(None, "")] if found and more else []
    return [*found, *line, *more]


def write(
    unit: Unit,
    code: str,
    case: str | None,
    path: Path,
    person: str | None = None,
    step: str | None = None,
) -> Path:
    """Write a form of a case (at a step), a person or the office; .docx makes a Word file, all else a PDF."""
    from app.exports import docx, filled, pdf

    document = filled.document(unit, code, cases=[case] if case else (), person=person, step=step)
    word = path.suffix.lower() == ".docx"
    target = path if word or path.suffix.lower() == ".pdf" else path.with_suffix(".pdf")
    (docx if word else pdf).render(document, target)
    unit.log(f"print {code}", case or person)
    return target


def job(sitting: Sitting, code: str, case: str | None, path: Path, step: str | None = None) -> Job:
    """The work as a job; its result is the file."""

    def work(unit: Unit, task: Task) -> Any:
        task.step(0, 0)
        return write(unit, code, case, path, step=step)

    return sitting.job(work)


def ask_path(parent: Any, code: str) -> Path | None:
    """Ask where the file goes; its name is the form's, never a person's."""
    from PySide6.QtCore import QStandardPaths
    from PySide6.QtWidgets import QFileDialog

    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(
        Path.home()
    )
    name, kind = QFileDialog.getSaveFileName(
        parent,
        _("In văn bản"),
        str(Path(folder) / f"{code}.pdf"),
        ";;".join([_("Bản in PDF (*.pdf)"), _("Bản Word để sửa tiếp (*.docx)")]),
    )
    if not name:
        return None
    path = Path(name)
    if "docx" in kind and path.suffix.lower() != ".docx":
        path = path.with_suffix(".docx")
    return path


def show_file(path: Path) -> None:
    """Open the file in the program the PC has for it."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
