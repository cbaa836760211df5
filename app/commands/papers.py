"""What leaves as a file: papers filled from records, tables of figures."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk, text_of
from app.commands.parser import pairs
from app.trouble import Refused
from app.words import _

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


def document(desk: Desk) -> Answer:
    """Print a paper: of one or several cases (each its own), of a person, or of the office."""
    from app.exports import docx, filled, pdf

    words, out = desk.words, Path(desk.words.out)
    render = {".pdf": pdf.render, ".docx": docx.render}.get(out.suffix.lower())
    if render is None:
        raise WrongUse("wrong_use", _("{option}: cần tệp .pdf hoặc .docx.").format(option="--out"))
    if words.case and words.member:
        raise WrongUse("wrong_use", _("{0} và {1} không dùng cùng nhau.").format("--case", "--member"))
    with desk.office() as workspace, desk.writing(workspace) as unit:
        made = filled.document(unit, words.form, cases=words.case, person=words.member, step=words.step)
        render(made, out)
        for about in words.case or [words.member or ""]:
            unit.log(f"print {made.code}", about or None)
    data = {"file": str(out), "pages": _pages(out), "form": made.code}
    return Answer(data, [_("Đã in mẫu {form} vào {file}.").format(form=made.code, file=out)])


def of_case(desk: Desk) -> Answer:
    """Record a paper of a case, or take one back."""
    from app.commands import cases
    from app.commands.telling import Told

    words = desk.words
    if words.annul is None:
        return cases.paper(desk)
    with desk.office() as workspace:
        _annul(desk, workspace, case=words.case)
        told = Told(desk, workspace, words.case)
    return Answer({**told.short, "step": told.step_with(words.form)}, told.lines)


def of_person(desk: Desk) -> Answer:
    """Record a paper of a person without a case, or take one back; tells all of them."""
    from app.exports.filled_persons import papers
    from app.models import Person
    from app.procedures.member_papers import PutPersonPaper

    words = desk.words
    with desk.office() as workspace:
        if words.annul is not None:
            _annul(desk, workspace, person=words.id)
        else:
            facts = (words.date, words.number, words.signer, words.kept, pairs(words.set), words.reason)
            desk.do(workspace, PutPersonPaper(words.id, words.form, *facts))
        with desk.looking(workspace) as unit:
            name = unit.get(Person, words.id).name
            found = [p for p in papers(unit, words.id) if p.case is None]
            told = [{key: getattr(p, key) for key in ("id", *_TOLD)} for p in found]
    lines = columns([tuple(text_of(p[key]) for key in _TOLD) for p in told]) if told else []
    return Answer({"id": words.id, "papers": told}, [name, *lines])


_TOLD = ("form", "number", "date", "signer", "kept")


def _annul(desk: Desk, workspace: Workspace, **of: str) -> None:
    """Take back the paper the words name."""
    from app.procedures.deeds import perform
    from app.procedures.member_papers import AnnulPaper, find_paper

    words = desk.words
    with desk.writing(workspace) as unit:
        paper = find_paper(unit, words.form, date=words.date, number=words.number, **of)
        perform(unit, AnnulPaper(paper.id, words.annul))


def _pages(path: Path) -> int | None:
    """Pages of a PDF just written; None for a DOCX, whose pages the word processor makes."""
    if path.suffix.lower() != ".pdf":
        return None
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


def report(desk: Desk) -> Answer:
    """A table of figures or a list."""
    from app.commands import tables
    from app.commands.tables import TABLES
    from app.procedures.seen import note_report

    words, out = desk.words, Path(desk.words.out)
    if words.name not in TABLES:
        raise Refused(
            "unknown_report", _("Không có báo cáo “{name}”.").format(name=words.name), ", ".join(TABLES)
        )
    if out.suffix.lower() not in (".xlsx", ".pdf", ".json"):
        raise WrongUse("wrong_use", _("{option}: cần tệp .xlsx, .pdf hoặc .json.").format(option="--out"))
    start, end = desk.day(words.start), desk.day(words.end)
    if end < start:
        raise Refused("bad_date", _("Ngày cuối trước ngày đầu."), _("Đổi --from, --to."))
    make = TABLES[words.name]
    if words.split:
        if words.name != "screening":
            raise WrongUse("wrong_use", _("Báo cáo này không chia theo nhóm người."), _("Bỏ --split."))
        make = partial(tables.screening, split=words.split)
    with desk.office() as workspace, desk.writing(workspace) as unit:
        with unit.looking() as seen:
            table = make(seen, start, end)
        table.write(out)
        if table.cases is None:
            unit.log("export", words.name)
        else:
            note_report(unit, "export", words.name, table.cases)
    lines = [_("Đã ghi {rows} dòng vào {file}.").format(rows=len(table.rows), file=out)]
    return Answer({"file": str(out), **table.answer()}, lines)
