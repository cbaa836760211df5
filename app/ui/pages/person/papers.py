"""The tab Giấy tờ of a person: papers of all cases, and those of none: added, printed, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.procedures.member_papers import AnnulPaper, PutPersonPaper
from app.ui.pages.case.parts import printing
from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.pages.person import history
from app.ui.pages.person.tabs import as_list, line
from app.ui.widgets.base import box, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.editors import Choice, LineEdit, LongText
from app.ui.widgets.empty import EmptyState
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.person.page import PersonPage

PRINTED = ("3-HSĐV", "1-HSĐV", "2-HSĐV")
"""Forms of the member's file that are printed for a person, the yearly supplement first."""


def tab(page: PersonPage) -> QWidget:
    """Papers with number, day, signer and where they are kept; those of no case can be taken back."""
    assert page.person is not None
    with page.sitting.reading() as session:
        found = history.papers(session, page.person)
    parts = []
    for paper in found:
        told = [
            paper.form if paper.form != paper.title else "",
            _("số {n}").format(n=paper.number) if paper.number else "",
            _("ký: {name}").format(name=paper.signer) if paper.signer else "",
            _("nơi giữ: {place}").format(place=paper.kept) if paper.kept else "",
        ]
        right = None
        if page.own and paper.alone:
            right = Button(_("Hủy…"), "link")
            right.setAccessibleName(_("Hủy giấy tờ: {title}").format(title=paper.title))
            right.clicked.connect(lambda _checked=False, paper=paper: annul(page, paper))
        parts.append(line(paper.day, paper.title, " · ".join(t for t in told if t), right))
    buttons: list[Button] = []
    if page.own:
        more = Button(_("Thêm giấy tờ"), icon="add")
        more.clicked.connect(lambda: add(page))
        buttons.append(more)
    for code in PRINTED if page.standing is not None and page.standing.admission_date else ():
        one = Button(_("In {form}").format(form=code), icon="printer")
        one.clicked.connect(lambda _checked=False, code=code: ask_print(page, code))
        buttons.append(one)
    sentence = _("Giấy tờ ghi khi làm các bước của một việc, và giấy tờ khác trong hồ sơ, hiện ở đây.")
    empty = EmptyState("file-text", _("Chưa ghi giấy tờ nào"), sentence, buttons if not parts else [])
    return as_list(parts, empty, box(row(*_spaced(buttons), None)) if parts and buttons else None)


def _spaced(buttons: list[Button]) -> list[Any]:
    return [part for button in buttons for part in (button, 8)]


def add(page: PersonPage) -> None:
    """Record a paper of the person's file that belongs to no case."""
    from app.regulations.codes import load_forms

    forms = load_forms()
    ordered = [*PRINTED, *(code for code in forms if code not in PRINTED)]

    def do(dialog: DeedDialog) -> Any:
        return page.sitting.do(
            PutPersonPaper(
                page.person or "",
                str(dialog.fields["form"].value()),
                dialog.text("date") or None,
                dialog.text("number") or None,
                dialog.text("signer") or None,
                dialog.text("kept") or None,
            )
        )

    dialog = DeedDialog(page, _("Thêm giấy tờ"), _("Giấy tờ trong hồ sơ, không thuộc một việc nào."),
                        _("Ghi giấy tờ"), do, width=480)  # fmt: skip
    options = [(code, f"{code} – {_(forms[code].title)}") for code in ordered if code in forms]
    dialog.add(dialog.field("form", _("Mẫu"), Choice(options), PRINTED[0]))
    dialog.add(
        box(
            row(
                dialog.field("date", _("Ngày của giấy tờ"), DateEdit()),
                dialog.field("number", _("Số"), LineEdit(chars=14), optional=True),
                None,
                gap=12,
            )
        )
    )
    dialog.add(dialog.field("signer", _("Người ký, người viết"), None, optional=True))
    dialog.add(dialog.field("kept", _("Bản giấy để ở đâu"), None, optional=True))
    dialog.finish()
    _told(page, dialog, _("Đã ghi giấy tờ"))


def annul(page: PersonPage, paper: history.PaperLine) -> None:
    """Take a wrong paper back; it stays in the history."""
    dialog = DeedDialog(
        page, _("Hủy giấy tờ"), _("{title}: giấy tờ ghi nhầm thôi được tính, vẫn còn trong nhật ký.").format(
            title=paper.title), _("Hủy giấy tờ"),
        lambda dialog: page.sitting.do(AnnulPaper(paper.id, dialog.text("reason"))), width=480,
    )  # fmt: skip
    dialog.add(dialog.field("reason", _("Lý do"), LongText(lines=2)))
    dialog.finish()
    _told(page, dialog, _("Đã hủy giấy tờ"))


def _told(page: PersonPage, dialog: DeedDialog, words: str) -> None:
    if dialog.ask() and dialog.outcome is not None:
        page.said(words, dialog.outcome)


def ask_print(page: PersonPage, code: str) -> None:
    """Print a form of the member's file; asks where."""
    path = printing.ask_path(page, code)
    if path is not None:
        print_to(page, code, path, printing.show_file)


def print_to(page: PersonPage, code: str, path: Path, done: Callable[[Path], object] | None = None) -> Any:
    """Print beside the window; the job, already begun."""
    person = page.person or ""
    job = page.sitting.job(lambda unit, _task: printing.write(unit, code, None, path, person=person))

    def told(file: Path) -> None:
        page.frame.said(_("Đã in ra {file}").format(file=file.name))
        if done is not None:
            done(file)

    job.done.connect(told)
    job.failed.connect(page.tell)
    return job.start()
