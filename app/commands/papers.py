"""What leaves as a file: papers filled from records, tables of figures."""

from __future__ import annotations

import re
from pathlib import Path

from app.commands.answers import Answer, WrongUse
from app.commands.desk import Desk
from app.trouble import Refused
from app.words import _


def document(desk: Desk) -> Answer:
    """Print a paper of a case, a person or the office."""
    from app.exports import docx, filled, pdf
    from app.exports.forms import fill

    words, out = desk.words, Path(desk.words.out)
    render = {".pdf": pdf.render, ".docx": docx.render}.get(out.suffix.lower())
    if render is None:
        raise WrongUse("wrong_use", _("{option}: cần tệp .pdf hoặc .docx.").format(option="--out"))
    with desk.office() as workspace, desk.writing(workspace) as unit:
        form = filled.form_of(words.form)
        values = filled.values(unit, form, case=words.case, person=words.member)
        render(fill(form, values), out)
        unit.log("print", f"{form.code} {words.case or words.member or ''}".strip())
    data = {"file": str(out), "pages": _pages(out), "form": form.code}
    return Answer(data, [_("Đã in mẫu {form} vào {file}.").format(form=form.code, file=out)])


def _pages(path: Path) -> int | None:
    """Pages of a PDF just written; None for a DOCX, whose pages the word processor makes."""
    if path.suffix.lower() != ".pdf":
        return None
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


def report(desk: Desk) -> Answer:
    """A table of figures or a list."""
    from app.commands.tables import TABLES

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
    with desk.office() as workspace, desk.writing(workspace) as unit:
        table = TABLES[words.name](unit, start, end)
        table.write(out)
        unit.log("export", words.name)
    lines = [_("Đã ghi {rows} dòng vào {file}.").format(rows=len(table.rows), file=out)]
    return Answer({"file": str(out), **table.answer()}, lines)
