"""What is due, by command line: the list, of a month, on paper or as a sheet."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, WrongUse
from app.commands.desk import Desk, text_of
from app.words import _

if TYPE_CHECKING:
    from app.reports.duties import DutyRow

ENDINGS = (".pdf", ".docx", ".xlsx")


def duties(desk: Desk) -> Answer:
    """What this office has to do, the earliest first; with `--out` also as a file."""
    from app.reports import duties as reports

    words = desk.words
    until = desk.day(words.until) if words.until else None
    month = _month(words.month) if words.month else None
    out = Path(words.out) if words.out else None
    if until and (month or out):
        raise WrongUse("wrong_use", _("{0} và {1} không dùng cùng nhau.").format("--until", "--month, --out"))
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise WrongUse("wrong_use", _("{option}: cần tệp .pdf, .docx hoặc .xlsx.").format(option="--out"))
    with desk.office() as workspace:
        own = desk.office_id(workspace)
        with workspace.reading() as session:
            rows = (
                reports.of_month(session, own, month, desk.today)
                if month
                else reports.duties(session, own, until)
            )
            found = [_told(row, desk.today) for row in rows]
        if out is not None:
            from app.exports import filled_duties

            with desk.writing(workspace) as unit:
                filled_duties.write(unit, out, month)
    data: dict[str, Any] = {"duties": found}
    lines = [_line(duty) for duty in found] or [_("Không có việc nào đến hạn.")]
    if out is not None:
        data["file"] = str(out)
        lines = [_("Đã ghi {n} việc vào {file}.").format(n=len(found), file=out)]
    return Answer(data, lines)


def _told(row: DutyRow, today: datetime.date) -> dict[str, Any]:
    from app.reports.duties import reason, source, who

    duty = row.duty
    return {
        "due": duty.due,
        "base_date": duty.base_date,
        "rule": duty.rule or None,
        "person": duty.person,
        "name": row.name,
        "who": who(row),
        "what": duty.what,
        "case": duty.case,
        "procedure": row.procedure,
        "step": duty.step,
        "place": duty.place,
        "why": reason(row),
        "source": source(duty.rule or {}),
        "overdue": bool(row.due and row.due < today),
    }


def _line(duty: dict[str, Any]) -> str:
    late = _(" (quá hạn)") if duty["overdue"] else ""
    return f"{text_of(duty['due'])}  {duty['who']}: {duty['what']}{late}"


def _month(text: str) -> datetime.date:
    """The first day of YYYY-MM or MM/YYYY."""
    match = re.fullmatch(r"(?:(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4}))", text.strip())
    year, month = (match[1] or match[4], match[2] or match[3]) if match else ("0", "0")
    try:
        return datetime.date(int(year), int(month), 1)
    except ValueError as error:
        raise WrongUse(
            "wrong_use",
            _("{option}: ghi tháng, ví dụ {example}.").format(option="--month", example="2025-11"),
        ) from error
